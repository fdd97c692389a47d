"""What changes a case: corrections, facts, options, lists, an older revision, undoing, deletion. Each ends in a redirection to a page."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from calculator.application.parties import circumstances_for
from calculator.application.requests import InvalidRequestError
from calculator.web.case import Case
from calculator.web.forms.corrections import corrected
from calculator.web.forms.manual_facts import facts_in, newly_said, with_facts
from calculator.web.forms.uploads import (
    UnusableError,
    options_in,
    profile_in,
    shipment_in,
    stored,
    submitted_in,
)
from calculator.web.routes.pages import case_of, cases_of, gone, message_page, of_case, onward
from calculator.web.views.offered import REFERENCE, STEPS, VIEWS

_PATIENCE: Final = 2.0
"""Seconds that a form waits for its outcome, so that a small bill needs no page that says to wait."""
_PARTY_LISTS: Final = 10


@of_case
async def correct(request: Request, case: Case) -> Response:
    """Another reading of the workbook: a profile of what was chosen, one that was loaded, or none."""
    if case.result is None:
        return gone()
    async with submitted_in(request) as submitted:
        profiles = submitted.files("profile")
        do = submitted.words.get("do")
        if do == "load" and not profiles:
            raise UnusableError("no profile was chosen")
        if profiles:
            profile = await profile_in(profiles[0])
        else:
            profile = "" if do == "forget" else corrected(submitted.words, case.result.sheets)
    case.choose(profile=profile)
    return await _again(request, case, "reading")


@of_case
async def enter(request: Request, case: Case) -> Response:
    """Answers to questions, about one item or about many."""
    if case.result is None:
        return gone()
    async with submitted_in(request) as submitted:
        entered = case.case_options.entered
        new = newly_said(entered, facts_in(submitted.words, case.result.lines))
        view = submitted.words.get("view", "")
    if not new:
        raise UnusableError("no answer was filled in; nothing was changed")
    case.choose(entered=with_facts(entered, new))
    return await _again(request, case, "facts", view=view if view in VIEWS else "")


@of_case
async def take_back(request: Request, case: Case) -> Response:
    """One fact that was typed in, or all of them, taken back."""
    async with submitted_in(request) as submitted:
        which = submitted.words.get("fact", "")
    facts = case.case_options.entered
    left = (
        ()
        if which == "all"
        else tuple(fact for place, fact in enumerate(facts) if str(place) != which)
    )
    case.choose(entered=left)
    return await _again(request, case, "facts")


@of_case
async def add_facts(request: Request, case: Case) -> Response:
    """Further files of facts: an answered letter, a declaration, a price list."""
    room = cases_of(request).room
    async with submitted_in(request) as submitted:
        files = submitted.files("facts")
        if not files:
            raise UnusableError("no file was chosen")
        if len(case.facts) + len(files) > room.facts_files:
            raise UnusableError(f"a case takes {room.facts_files} files of facts")
        paths = await _kept(request, case, files)
    case.change(facts=(*case.facts, *paths))
    return await _again(request, case, "facts")


@of_case
async def leave_out(request: Request, case: Case) -> Response:
    """A file of facts that is not used any more."""
    async with submitted_in(request) as submitted:
        name = submitted.words.get("file", "")
    case.change(facts=tuple(path for path in case.facts if path.name != name))
    return await _again(request, case, "facts")


@of_case
async def choose(request: Request, case: Case) -> Response:
    """Other options: the date, the rule, assumptions, the reading."""
    async with submitted_in(request) as submitted:
        options = options_in(submitted, case.case_options)
        back = submitted.words.get("back", "")
    case.change(options=options)
    return await _again(request, case, back if back in ("reading", "facts") else "verdict")


@of_case
async def use_reference(request: Request, case: Case) -> Response:
    """The published price levels and rates that come with the program, where the buyer has none: assumed, and printed as such."""
    async with submitted_in(request) as submitted:
        is_wanted = submitted.words.get("use") != "no"
    others = tuple(name for name in case.case_options.assume if name not in REFERENCE)
    case.choose(assume=(*others, *REFERENCE) if is_wanted else others)
    return await _again(request, case, "facts")


@of_case
async def ship(request: Request, case: Case) -> Response:
    """Where it goes and who gets it, with the user's own lists of parties."""
    async with submitted_in(request) as submitted:
        options = shipment_in(submitted, case.case_options)
        files = submitted.files("parties")
        kept = () if submitted.words.get("lists") == "none" else case.state.parties
        if len(kept) + len(files) > _PARTY_LISTS:
            raise UnusableError(f"a case takes {_PARTY_LISTS} lists of parties")
        paths = await _kept(request, case, files)
    try:
        circumstances_for(recipient=options.recipient or "nobody", files=paths)
    except InvalidRequestError as fault:
        raise UnusableError(str(fault)) from None
    case.change(options=options, parties=(*kept, *paths))
    return await _again(request, case, "facts")


@of_case
async def compare(request: Request, case: Case) -> Response:
    """An older revision to hold the bill against, or none any more."""
    async with submitted_in(request) as submitted:
        files = submitted.files("older")
        if not files and submitted.words.get("do") != "forget":
            raise UnusableError("no older revision was chosen")
        paths = await _kept(request, case, files[:1])
    case.change(older=next(iter(paths), None))
    return await _again(request, case, "compare")


@of_case
async def undo(request: Request, case: Case) -> Response:
    """The case as it was before its last change."""
    async with submitted_in(request) as submitted:
        back = submitted.words.get("back", "")
    if not case.undo():
        raise UnusableError("there is nothing to undo")
    return await _again(request, case, back if back in dict(STEPS) else "verdict")


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


async def settled(case: Case, page: str, mark: str = "", view: str = "") -> Response:
    """To a page of the case, after a moment in which a small bill is done."""
    if case.run is not None:
        with suppress(TimeoutError):
            await asyncio.wait_for(case.run.done.wait(), _PATIENCE)
    return onward(case, page, mark, view)


async def _again(request: Request, case: Case, page: str, view: str = "") -> Response:
    case.changed_on = page
    cases_of(request).start(case)
    return await settled(case, page, "change", view)


async def _kept(request: Request, case: Case, files: tuple[UploadFile, ...]) -> list[Path]:
    """Uploads, in the folder of the case."""
    cases_of(request).make_room(sum(file.size or 0 for file in files))
    paths: list[Path] = []
    for file in files:
        path = await stored(file, case.folder, case.names | frozenset(path.name for path in paths))
        paths.append(path)
        case.size += path.stat().st_size
    return paths
