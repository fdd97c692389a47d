"""What changes something: uploads, corrections, facts, options, deletion. Each ends in a redirection to a page."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from calculator.web.cases import Case
from calculator.web.forms.corrections import corrected
from calculator.web.forms.manual_facts import facts_in, with_facts
from calculator.web.forms.uploads import UnusableError, options_in, stored, submitted_in
from calculator.web.routes.pages import case_of, cases_of, gone, message_page, onward

_PATIENCE: Final = 2.0
"""Seconds that a form waits for its outcome, so that a small bill needs no page that says to wait."""
SAMPLE: Final = "example.xlsx"


async def upload(request: Request) -> Response:
    """A workbook and what it comes with, as a new case."""
    cases = cases_of(request)
    async with submitted_in(request) as submitted:
        case_options = options_in(submitted)
        boms, extra = submitted.files("bom"), submitted.files("facts")
        if not boms:
            raise UnusableError("no workbook was chosen")
        folder = cases.new_folder()
        try:
            paths: list[Path] = []
            for file in (boms[0], *extra[: cases.room.facts_files]):
                paths.append(await stored(file, folder, frozenset(path.name for path in paths)))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return await _after(cases.add(folder, paths[0], paths[1:], case_options), "reading")


async def sample(request: Request) -> Response:
    """The worked example of the template as a new case."""
    from calculator.reports.forms.template import template_bytes

    cases = cases_of(request)
    async with submitted_in(request) as submitted:
        case_options = options_in(submitted)
    folder = cases.new_folder()
    (folder / "upload-0").mkdir(mode=0o700)
    path = folder / "upload-0" / SAMPLE
    path.write_bytes(await run_in_threadpool(template_bytes))
    return await _after(cases.add(folder, path, [], case_options), "reading")


async def correct(request: Request) -> Response:
    """Another reading of the workbook: a profile of what was chosen, or none."""
    case = case_of(request)
    if case is None or case.result is None:
        return gone()
    async with submitted_in(request) as submitted:
        profile = (
            corrected(submitted.words, case.result.sheets)
            if submitted.words.get("do") != "forget"
            else ""
        )
    return await _again(request, case, "reading", profile=profile)


async def enter(request: Request) -> Response:
    """Answers to the questions about one item."""
    case = case_of(request)
    if case is None or case.result is None:
        return gone()
    async with submitted_in(request) as submitted:
        new = facts_in(submitted.words, case.result.lines)
    if not new:
        raise UnusableError("no answer was filled in; nothing was changed")
    return await _again(request, case, "facts", entered=with_facts(case.case_options.entered, new))


async def take_back(request: Request) -> Response:
    """One fact that was typed in, or all of them, taken back."""
    case = case_of(request)
    if case is None:
        return gone()
    async with submitted_in(request) as submitted:
        which = submitted.words.get("fact", "")
    facts = case.case_options.entered
    left = (
        ()
        if which == "all"
        else tuple(fact for place, fact in enumerate(facts) if str(place) != which)
    )
    return await _again(request, case, "facts", entered=left)


async def add_facts(request: Request) -> Response:
    """Further files of facts: an answered questionnaire, a price list."""
    case = case_of(request)
    if case is None:
        return gone()
    cases = cases_of(request)
    async with submitted_in(request) as submitted:
        files = submitted.files("facts")
        if not files:
            raise UnusableError("no file was chosen")
        if len(case.facts) + len(files) > cases.room.facts_files:
            raise UnusableError(f"a case takes {cases.room.facts_files} files of facts")
        cases.make_room(sum(file.size or 0 for file in files))
        for file in files:
            path = await stored(
                file, case.folder, frozenset(path.name for path in (case.bom, *case.facts))
            )
            case.facts.append(path)
            case.size += path.stat().st_size
    return await _again(request, case, "facts")


async def choose(request: Request) -> Response:
    """Other options: the date, the rule, assumptions, the reading."""
    case = case_of(request)
    if case is None:
        return gone()
    async with submitted_in(request) as submitted:
        case.case_options = options_in(submitted, case.case_options)
        back = submitted.words.get("back", "")
    return await _again(request, case, back if back in ("reading", "facts") else "verdict")


async def delete(request: Request) -> Response:
    """The case and all its files, now."""
    case = case_of(request)
    if case is not None:
        cases_of(request).delete(case)
    return RedirectResponse("/?deleted", status_code=303)


async def refuse(request: Request, fault: Exception) -> Response:
    """The page for a form that cannot be carried out."""
    case = request.path_params.get("case")
    return message_page(
        "That cannot be done",
        f"{fault}.",
        status=400,
        back=f"/case/{case}/verdict" if case else "/",
    )


async def _again(request: Request, case: Case, page: str, **changes: object) -> Response:
    case.case_options = replace(case.case_options, **changes)  # type: ignore[arg-type]
    case.changed_on = page
    cases_of(request).start(case)
    return await _after(case, page, "change")


async def _after(case: Case, page: str, mark: str = "") -> Response:
    if case.run is not None:
        with suppress(TimeoutError):
            await asyncio.wait_for(case.run.done.wait(), _PATIENCE)
    return onward(case, page, mark)
