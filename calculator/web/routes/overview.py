"""Several bills that came together: one page over them, letters over all of them, all reports as one archive."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from calculator.findings.report import Report
from calculator.reports.language import speaking
from calculator.runtime.stage import Stage
from calculator.web.case import Case
from calculator.web.forms.file_names import stem_of
from calculator.web.forms.uploads import UnusableError, place_for, stored, submitted_in, unlike
from calculator.web.jobs import letters_written, reports_written
from calculator.web.languages import known_language, page_text
from calculator.web.letters import LANGUAGE, named_letters, wish_in
from calculator.web.routes.downloads import ARCHIVE, sent
from calculator.web.routes.pages import cases_of, gone, letter_languages, message_page, shown
from calculator.web.views.overview import BillRow, bill_row, totals_of, worst_of


class _Nobody:
    """Who waits for an archive: he is not told how far it is."""

    def at(self, place: str | Stage) -> None:
        """Nobody shows it."""

    def goes_on(self) -> None:
        """Nothing ends it."""


async def overview(request: Request) -> Response:
    """The page over the bills."""
    batch = request.path_params["batch"]
    cases = cases_of(request).of_batch(batch)
    if not cases:
        return gone()
    if "language" in request.query_params:
        for case in cases:
            case.speak(known_language(request.query_params["language"]))
    with speaking(cases[0].language):
        rows = [_row(case) for case in cases]
    reports = [case.result.report for case in cases if case.result is not None]
    is_done = all(row.is_done for row in rows)
    return shown(
        "overview.html.j2",
        language=cases[0].language,
        batch=batch,
        rows=rows,
        is_done=is_done,
        worst=worst_of(reports) if is_done else None,
        totals=totals_of(rows),
        answered=len(reports),
        here=f"/overview/{batch}",
        status_address=f"/overview/{batch}/status",
        languages=letter_languages(cases[0].language),
        letter_language=LANGUAGE,
        is_any_open=any(row.questions for row in rows),
    )


async def status(request: Request) -> Response:
    """How far each bill is, for the script that waits for them."""
    cases = cases_of(request).of_batch(request.path_params["batch"])
    if not cases:
        return JSONResponse({"state": "gone"}, status_code=404)
    waiting = [case for case in cases if case.run is not None]
    return JSONResponse(
        {
            "state": "running" if waiting else "done",
            "left": len(waiting),
            "stages": {
                case.id: page_text(case.language).stage(case.run.stage) if case.run else ""
                for case in cases
            },
        }
    )


async def download(request: Request) -> Response:
    """The letters over all bills, or the reports of all."""
    cases = cases_of(request).of_batch(request.path_params["batch"])
    if not cases:
        return gone()
    back = f"/overview/{request.path_params['batch']}"
    if any(case.run is not None for case in cases):
        return message_page(
            "Not all bills are checked yet", "Its files are there then.", status=409, back=back
        )
    name = request.path_params["name"]
    if name == "reports.zip":
        content = await cases_of(request).written(
            partial(reports_written, _named_reports(cases), _Nobody())
        )
        return sent(content, "threshold-reports.zip", ARCHIVE)
    if name == "letters.zip":
        wish = wish_in(request.query_params, max(case.case_options.on for case in cases))
        lines = [line for case in cases if case.result is not None for line in case.result.lines]
        content = await cases_of(request).written(
            partial(letters_written, named_letters(lines, wish.language), wish, _Nobody())
        )
        return sent(content, "letters.zip", ARCHIVE)
    return message_page("There is no such file", status=404, back=back)


async def add_facts(request: Request) -> Response:
    """Files of facts for every bill; or one of the workbooks that is none, as facts of the others."""
    cases = cases_of(request)
    batch = request.path_params["batch"]
    members = cases.of_batch(batch)
    if not members:
        return gone()
    async with submitted_in(request) as submitted:
        files = submitted.files("facts")
        chosen = submitted.words.get("case", "")
        source = next((case for case in members if case.id == chosen), None)
        others = [case for case in members if case is not source]
        if not others or (source is None and not files):
            raise UnusableError("no file was chosen")
        limit = cases.room.facts_files
        if any(len(case.facts) + max(1, len(files)) > limit for case in others):
            raise UnusableError(f"a case takes {limit} files of facts")
        cases.make_room(sum(file.size or 0 for file in files) * len(others))
        for case in others:
            added = [] if source is None else [await run_in_threadpool(_copied, source, case)]
            for file in files:
                await file.seek(0)
                added.append(
                    await stored(file, case.folder, case.names | {path.name for path in added})
                )
            case.size += sum(path.stat().st_size for path in added)
            case.change(facts=(*case.facts, *added))
            case.changed_on = "facts"
            cases.start(case)
    if source is not None:
        cases.delete(source)
    return RedirectResponse(f"/overview/{batch}", status_code=303)


async def delete(request: Request) -> Response:
    """All of the bills and their files, now."""
    cases = cases_of(request)
    for case in cases.of_batch(request.path_params["batch"]):
        cases.delete(case)
    return RedirectResponse("/?deleted", status_code=303)


def _row(case: Case) -> BillRow:
    return bill_row(
        case=case.id,
        name=case.bom.name,
        report=None if case.result is None else case.result.report,
        stage="" if case.run is None else case.run.stage,
        fault=case.fault,
        questions=0 if case.result is None else len(case.result.lines),
    )


def _named_reports(cases: tuple[Case, ...]) -> tuple[tuple[str, Report], ...]:
    """Each report by the name of its bill; bills of one name get numbers."""
    named: dict[str, Report] = {}
    for case in cases:
        if case.result is None:
            continue
        stem, number = stem_of(case.bom.name), 1
        name = stem
        while name in named:
            number += 1
            name = f"{stem}-{number}"
        named[name] = case.result.report
    return tuple(named.items())


def _copied(source: Case, case: Case) -> Path:
    name = unlike(source.bom.name, case.names)
    target = place_for(case.folder) / name
    shutil.copyfile(source.bom, target)
    return target
