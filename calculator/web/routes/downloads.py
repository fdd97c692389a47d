"""What can be filed: the report in every format, the questionnaire, the facts, the profile, the blank template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from calculator.reports.forms.questionnaire import languages
from calculator.reports.interface import Format, format_for
from calculator.reports.page.html import asset, html_text, policy
from calculator.runtime.sandbox import StoppedError, WorkerBugError
from calculator.runtime.stage import Stage
from calculator.web.forms.case_options import ENTERED, PROFILE
from calculator.web.forms.file_names import stem_of
from calculator.web.forms.manual_facts import facts_bytes
from calculator.web.jobs import Unavailable, questionnaire_of, written
from calculator.web.routes.pages import address, case_of, cases_of, gone, message_page

if TYPE_CHECKING:
    from calculator.web.cases import Case
    from calculator.web.jobs import CaseResult

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def download(request: Request) -> Response:
    """One file of a case."""
    case = case_of(request)
    if case is None or case.result is None:
        return gone()
    if case.run is not None:
        return message_page(
            "The case is being checked again",
            "Its files are there when it is done.",
            status=409,
            back=address(case, "files"),
        )
    name = request.path_params["name"]
    if name == PROFILE:
        return _sent(
            (case.case_options.profile or case.result.profile).encode(), PROFILE, "application/toml"
        )
    if name == ENTERED:
        return _sent(
            await run_in_threadpool(facts_bytes, case.case_options.entered), ENTERED, _WORKBOOK
        )
    try:
        if name == "questions.xlsx":
            return await _questionnaire(request, case, case.result)
        kind, _, suffix = name.partition(".")
        form = format_for(Path(name))
        if kind == "report" and form is not None:
            return await _report(request, case, case.result, form, suffix)
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
    return message_page("There is no such file", status=404, back=address(case, "files"))


async def read_here(request: Request) -> Response:
    """The whole report in the browser: a page of its own that may load nothing."""
    case = case_of(request)
    if case is None or case.result is None:
        return gone()
    content = await cases_of(request).written(partial(html_text, case.result.report))
    rules = (
        policy(asset("style.css") + asset("print.css"), asset("search.js"))
        + "; frame-ancestors 'none'"
    )
    return Response(content, media_type="text/html", headers={"content-security-policy": rules})


async def template(_: Request) -> Response:
    """The blank standard workbook."""
    from calculator.reports.forms.template import template_bytes

    return _sent(await run_in_threadpool(template_bytes), "template.xlsx", _WORKBOOK)


async def _report(
    request: Request, case: Case, result: CaseResult, form: Format, suffix: str
) -> Response:
    name = f"{stem_of(case.bom.name)}-threshold-report.{suffix}"
    if suffix not in case.downloads:
        content = await cases_of(request).written(
            partial(written, result.report, form, case.folder, _DownloadWatcher(case, result))
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
        cases_of(request).keep(case, suffix, content)
    return _sent(case.downloads[suffix], name, form.media_type)


async def _questionnaire(request: Request, case: Case, result: CaseResult) -> Response:
    language = request.query_params.get("language", "zh")
    if language not in languages():
        return message_page(
            "There is no questionnaire in that language", status=404, back=address(case, "files")
        )
    content = await cases_of(request).written(
        partial(
            questionnaire_of,
            result.lines,
            language,
            case.bom.name,
            case.folder,
            _DownloadWatcher(case, result),
        )
    )
    return _sent(content, f"{stem_of(case.bom.name)}-questions.xlsx", _WORKBOOK)


@dataclass(frozen=True, slots=True)
class _DownloadWatcher:
    """Who waits for a file; nobody does when the case has moved on."""

    case: Case
    result: CaseResult

    def at(self, place: str | Stage) -> None:
        """Nobody shows how far it is."""

    def goes_on(self) -> None:
        """Ends the worker where its file is one of yesterday."""
        if self.case.result is not self.result:
            raise StoppedError


def _sent(content: bytes, name: str, kind: str) -> Response:
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
