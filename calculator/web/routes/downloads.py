"""What can be filed: the report in every format, the letters, the facts, the profile, the case itself, the blank template."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from calculator.reports.interface import Format, format_for
from calculator.reports.page.html import asset, html_text, policy
from calculator.reports.settings import Settings
from calculator.reports.text.changes import changes_json
from calculator.runtime.sandbox import StoppedError, WorkerBugError
from calculator.web.case import DownloadWatcher
from calculator.web.forms.case_options import ENTERED, PROFILE
from calculator.web.forms.file_names import stem_of
from calculator.web.forms.manual_facts import facts_bytes
from calculator.web.forms.saved_case import SUFFIX, SavedCase, save_case
from calculator.web.jobs import Unavailable, letter_written, letters_written, written
from calculator.web.languages import ENGLISH, known_language
from calculator.web.letters import named_letters, whole_letter, wish_in
from calculator.web.routes.pages import address, cases_of, gone, message_page, of_case

if TYPE_CHECKING:
    from calculator.web.case import Case
    from calculator.web.jobs import CaseComparison, CaseResult

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ARCHIVE: Final = "application/zip"
_PAPER: Final = "pdf"


@of_case
async def download(request: Request, case: Case) -> Response:
    """One file of a case."""
    name = request.path_params["name"]
    if name == f"case{SUFFIX}":
        return await _saved(request, case)
    if case.result is None:
        return gone()
    if case.run is not None:
        return message_page(
            "The case is being checked again",
            "Its files are there when it is done.",
            status=409,
            back=address(case, "files"),
        )
    return await _beside(case, case.result, name) or await _made(request, case, case.result, name)


async def _beside(case: Case, result: CaseResult, name: str) -> Response | None:
    """What the case holds already: its profile, the facts that were typed in, what changed since an older revision."""
    if name == PROFILE:
        text = case.case_options.profile or result.profile
        return sent(text.encode(), PROFILE, "application/toml")
    if name == ENTERED:
        content = await run_in_threadpool(facts_bytes, case.case_options.entered)
        return sent(content, ENTERED, WORKBOOK)
    if name == "changes.json" and result.comparison is not None and case.state.older is not None:
        content = await run_in_threadpool(
            _changes, result.comparison, case.state.older.name, case.bom.name
        )
        return sent(content, name, "application/json")
    return None


async def _made(request: Request, case: Case, result: CaseResult, name: str) -> Response:
    """What a worker writes: the report, the letters."""
    try:
        if name in ("letters.zip", "questions.xlsx"):
            return await _letters(request, case, result, name)
        kind, _, suffix = name.partition(".")
        form = format_for(Path(name))
        if kind == "report" and form is not None:
            return await _report(request, case, result, form, suffix)
    except StoppedError:
        return gone()
    except WorkerBugError as fault:
        return message_page(
            "The file could not be written",
            f"{fault}.",
            "The other formats may work.",
            status=500,
            back=address(case, "files"),
        )
    finally:
        case.writing.pop(name, None)
    return message_page("There is no such file", status=404, back=address(case, "files"))


@of_case
async def read_here(request: Request, case: Case) -> Response:
    """The whole report in the browser: a page of its own that may load nothing."""
    if case.result is None:
        return gone()
    content = await cases_of(request).written(
        partial(html_text, case.result.report, Settings(language=_language_of(request, case)))
    )
    rules = (
        policy(asset("style.css") + asset("print.css"), asset("search.js"))
        + "; frame-ancestors 'none'"
    )
    return Response(content, media_type="text/html", headers={"content-security-policy": rules})


async def template(_: Request) -> Response:
    """The blank standard workbook."""
    from calculator.reports.forms.template import template_bytes

    return sent(await run_in_threadpool(template_bytes), "template.xlsx", WORKBOOK)


async def _report(
    request: Request, case: Case, result: CaseResult, form: Format, suffix: str
) -> Response:
    name = f"{stem_of(case.bom.name)}-threshold-report.{suffix}"
    language = _language_of(request, case) if form.is_translated else ENGLISH
    kept = f"{suffix} {language}"
    if kept not in case.downloads:
        watcher = DownloadWatcher(case, result, f"report.{suffix}")
        content = await cases_of(request).written(
            partial(written, result.report, form, language, case.folder, watcher),
            is_paper=suffix == _PAPER,
        )
        if isinstance(content, Unavailable):
            return message_page(
                "This format cannot be written here",
                f"{content.why}.",
                status=501,
                back=address(case, "files"),
            )
        if case.result is not result:
            return gone()
        case.keep(kept, content)
    return sent(case.downloads[kept], name, form.media_type)


def _language_of(request: Request, case: Case) -> str:
    """The language of a report: that of the page, unless another is named."""
    return known_language(request.query_params.get("language", case.language))


async def _letters(request: Request, case: Case, result: CaseResult, name: str) -> Response:
    """One letter a supplier as an archive, or all of it in one workbook."""
    wish = wish_in(request.query_params, case.case_options.on)
    watcher = DownloadWatcher(case, result, name)
    stem = stem_of(case.bom.name)
    if name == "questions.xlsx":
        content = await cases_of(request).written(
            partial(letter_written, whole_letter(result.lines), wish, watcher)
        )
        return sent(content, f"{stem}-questions.xlsx", WORKBOOK)
    letters = named_letters(result.lines, wish.language)
    content = await cases_of(request).written(partial(letters_written, letters, wish, watcher))
    return sent(content, f"{stem}-letters.zip", ARCHIVE)


async def _saved(request: Request, case: Case) -> Response:
    """The case as one file."""
    saved = SavedCase(
        bom=case.bom,
        options=case.case_options,
        facts=case.state.facts,
        parties=case.state.parties,
        older=case.state.older,
    )
    try:
        content = await cases_of(request).written(partial(_archive, saved, case.folder))
    except FileNotFoundError:
        return gone()
    return sent(content, f"{stem_of(case.bom.name)}{SUFFIX}", ARCHIVE)


def _archive(saved: SavedCase, folder: Path) -> bytes:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        target = Path(place) / "case"
        save_case(saved, target)
        return target.read_bytes()


def _changes(comparison: CaseComparison, older: str, newer: str) -> bytes:
    return changes_json(comparison.changes, comparison.facts, older, newer).encode()


def sent(content: bytes, name: str, kind: str) -> Response:
    """A file to be saved: never shown in our own origin, whatever is in it."""
    plain = "".join(letter if letter.isascii() and letter not in '"\\%' else "_" for letter in name)
    return Response(
        content,
        media_type=kind,
        headers={
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
            "content-security-policy": "sandbox",
        },
    )
