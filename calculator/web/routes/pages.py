"""What is shown: the start, a case being reckoned, how it was read, the verdict, what is missing, what can be filed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache, wraps
from itertools import chain
from typing import TYPE_CHECKING, Any

from babel import Locale
from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from calculator.application.choices import DEFAULT_RULE
from calculator.reference.letter_words import letter_words
from calculator.reports.interface import FORMATS
from calculator.reports.language import speaking
from calculator.reports.page.contents import SCREEN, page_of
from calculator.reports.page.html import environment
from calculator.rules import load_rules
from calculator.sources.layout.profile import HIERARCHIES
from calculator.version import VERSION
from calculator.web.forms.case_options import LISTS, command_of
from calculator.web.forms.corrections import meanings_in
from calculator.web.forms.facts_matrix import is_of_the_matrix, matrix_of, yours_of
from calculator.web.forms.manual_facts import GRADES, faults_of, forms_of
from calculator.web.forms.uploads import INQUIRY, today
from calculator.web.languages import (
    ENGLISH,
    LANGUAGES,
    known_language,
    page_text,
)
from calculator.web.letters import LANGUAGE, supplier_letters
from calculator.web.views.change_summary import standing_words
from calculator.web.views.offered import ASSUMED, COMPARE, REFERENCE, STEPS, VIEWS
from calculator.web.views.problem_groups import problem_groups
from calculator.web.views.sheet_view import NOT_READ, SheetView, choices, doubt_words

if TYPE_CHECKING:
    from calculator.web.case import Case
    from calculator.web.cases import Cases
    from calculator.web.jobs import CaseResult

_MATRIX_FROM = 3
"""So many parts are asked about in a table rather than one by one, unless the user says otherwise."""
_PROBLEMS_SHOWN = 5000
_CHANGED_SHOWN = 200
_NAMED = 8
"""So many suppliers are named in a sentence."""


@cache
def _templates(language: str) -> Environment:
    """The templates of the page; in each, ``_`` says a text of ours in the language that is spoken."""
    templates = environment(str, "calculator.web")
    templates.globals |= {
        "VERSION": VERSION,
        "STEPS": STEPS,
        "INQUIRY": INQUIRY,
        "LANGUAGES": LANGUAGES,
        "t": page_text(language),
    }
    templates.filters["doubted"] = doubt_words
    return templates


def shown(
    template: str, *, status: int = 200, language: str = ENGLISH, **values: Any
) -> HTMLResponse:
    """A page in a language; whatever comes from a file is escaped by the template."""
    with speaking(language):
        text = _templates(language).get_template(template).render(chosen=language, **values)
    return HTMLResponse(text, status_code=status)


def cases_of(request: Request) -> Cases:
    """The cases of the application that a request came to."""
    cases: Cases = request.app.state.cases
    return cases


def case_of(request: Request) -> Case | None:
    """The case that a request is about; None where it is gone."""
    return cases_of(request).get(request.path_params["case"])


def of_case(
    answer: Callable[[Request, Case], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """An answer about a case as one to a request; where the case is gone, the page that says so."""

    @wraps(answer)
    async def about(request: Request) -> Response:
        case = case_of(request)
        return gone() if case is None else await answer(request, case)

    return about


def gone() -> HTMLResponse:
    """The page instead of a case that is not there."""
    return message_page(
        "This workbook is no longer here",
        "It was deleted, or an hour passed since it was last used. Nothing of it was kept.",
        status=404,
    )


def message_page(title: str, *lines: str, status: int, back: str = "/") -> HTMLResponse:
    """A page with a message and a way on."""
    return shown("message_page.html.j2", title=title, lines=lines, back=back, status=status)


def address(case: Case, page: str = "verdict", mark: str = "", view: str = "") -> str:
    """The address of one of a case's pages, in one of its views, at a place on it."""
    return (
        f"/case/{case.id}/{page}" + (f"?view={view}" if view else "") + (f"#{mark}" if mark else "")
    )


def onward(case: Case, page: str, mark: str = "", view: str = "") -> RedirectResponse:
    """To a page after a form was carried out."""
    return RedirectResponse(address(case, page, mark, view), status_code=303)


def letter_languages(language: str = ENGLISH) -> dict[str, str]:
    """The languages of letters by code, named in a language, the usual one first."""
    names = {
        code: str(Locale.parse(code).get_display_name(language))
        for code in letter_words().languages
    }
    return {LANGUAGE: names.pop(LANGUAGE)} | names


def options_values() -> dict[str, Any]:
    """What the form of options chooses from."""
    rules = [
        (rule.id, rule.title) for rule in load_rules()[0].values() if not rule.why_not_applicable
    ]
    return {"rules": rules, "default_rule": DEFAULT_RULE, "assumed": ASSUMED, "today": today()}


# --------------------------------------------------------------------------- pages


async def start(request: Request) -> Response:
    """Where a workbook is dropped."""
    room = cases_of(request).room
    return shown(
        "start.html.j2",
        language=known_language(request.query_params.get("language", ENGLISH)),
        limit_mib=room.bytes_of_upload >> 20,
        limit=room.bytes_of_upload,
        deleted="deleted" in request.query_params,
        hours=room.idle_seconds / 3600,
        case_options=None,
        **options_values(),
    )


async def status(request: Request) -> Response:
    """How far a run is, for the script that waits for it."""
    case = case_of(request)
    if case is None:
        return JSONResponse({"state": "gone"}, status_code=404)
    writing = case.writing.get(request.query_params.get("file", ""), "")
    if case.run is None:
        return JSONResponse({"state": "done", "writing": writing})
    return JSONResponse(
        {
            "state": "running",
            "stage": page_text(case.language).stage(case.run.stage),
            "seconds": round(case.run.seconds),
        }
    )


@of_case
async def page(request: Request, case: Case) -> Response:
    """One of the pages of a case; as long as it is being reckoned, how far that is."""
    name = request.path_params["page"]
    if "language" in request.query_params:
        case.speak(known_language(request.query_params["language"]))
    if name not in dict(STEPS) and name != COMPARE:
        return message_page("There is no such page", status=404, back=address(case))
    if case.run is not None:
        return shown(
            "running.html.j2",
            language=case.language,
            case=case,
            run=case.run,
            step=name,
            here=address(case, name, view=_view_of(request)),
            status_address=address(case, "status"),
        )
    if case.fault:
        return shown(
            "failed.html.j2",
            language=case.language,
            case=case,
            step=name,
            status=500 if case.result is None else 200,
            **options_values(),
        )
    if case.result is None:
        return gone()
    if case.is_unread and (name != "reading" or not case.result.sheets):
        return shown(
            "refused.html.j2",
            language=case.language,
            case=case,
            step=name,
            problems=_problems(case),
            result=case.result,
            **options_values(),
        )
    return await run_in_threadpool(_shown_step, case, case.result, name, request)


def _view_of(request: Request) -> str:
    """The view that was asked for; nothing for one that there is not."""
    view = request.query_params.get("view", "")
    return view if view in VIEWS else ""


def _shown_step(case: Case, result: CaseResult, name: str, request: Request) -> HTMLResponse:
    """A step, with what it says in the language of the case."""
    with speaking(case.language):
        return _step_of(case, result, name, request)


def _step_of(case: Case, result: CaseResult, name: str, request: Request) -> HTMLResponse:
    parts = {
        "reading": _reading,
        "verdict": _verdict,
        "facts": _facts,
        "files": _files,
        COMPARE: _compare,
    }[name]
    return shown(
        f"{name}.html.j2",
        language=case.language,
        case=case,
        result=result,
        report=result.report,
        step=name,
        change=case.change_shown_on(name),
        **parts(case, result, request),
    )


def _reading(case: Case, result: CaseResult, request: Request) -> dict[str, Any]:
    tables = [sheet for sheet in result.sheets if not sheet.is_facts]
    meanings_by_heading = meanings_in(case.case_options.profile)
    sheet = _chosen(tables, request.query_params.get("table", ""), meanings_by_heading.sheet)
    row = 0 if sheet is None else sheet.header_row or meanings_by_heading.row or sheet.likely_row
    return {
        "tables": tables,
        "sheet": sheet,
        "facts_sheets": [sheet for sheet in result.sheets if sheet.is_facts],
        "row": row,
        "columns": () if sheet is None else sheet.columns_at(row, meanings_by_heading.columns),
        "bills": sum(table.is_bill for table in tables),
        "choices": choices(),
        "NOT_READ": NOT_READ,
        "hierarchies": HIERARCHIES,
        "problem_groups": problem_groups(_problems(case)),
        "problems_left": max(0, len(result.report.problems) - _PROBLEMS_SHOWN),
        "place": tables.index(sheet) if sheet is not None else 0,
        **options_values(),
    }


def _chosen(tables: list[SheetView], place: str, chosen: str) -> SheetView | None:
    """The table that was asked for, else the one that was said to be the bill, else the first bill, else the longest."""
    if place.isascii() and place.isdigit() and int(place[:6]) < len(tables):
        return tables[int(place[:6])]
    bills = (
        (table for table in tables if table.sheet == chosen if chosen),
        (table for table in tables if table.is_bill),
    )
    return next(chain(*bills), max(tables, key=lambda table: table.rows, default=None))


def _verdict(_: Case, result: CaseResult, __: Request) -> dict[str, Any]:
    return {
        "page": page_of(result.report, SCREEN),
        "printed": False,
        "open": len(result.lines),
        "items_open": len({line.item for line in result.lines}),
    }


def _facts(case: Case, result: CaseResult, request: Request) -> dict[str, Any]:
    sheets, left = forms_of(
        result.lines, case.case_options.entered, result.report.currency, case.language
    )
    matrix = matrix_of(sheets)
    rows = sum(len(part.rows) for part in matrix.parts)
    view = _view_of(request)
    is_matrix = rows > 0 and (view == "table" or (view != "one-by-one" and rows >= _MATRIX_FROM))
    is_reference_used = set(REFERENCE) <= set(case.case_options.assume)
    yours = yours_of(sheets) if is_matrix else ()
    return {
        "sheets": sheets,
        "matrix": matrix,
        "is_matrix": is_matrix,
        "rows": rows,
        "yours": yours,
        "free": [
            (sheet, question)
            for sheet in (sheets if is_matrix else ())
            for group in sheet.groups
            for question in group.questions
            if not group.is_rest
            and not is_of_the_matrix(question)
            and not any(question in questions for other, questions in yours if other is sheet)
        ],
        "is_reference_used": is_reference_used,
        "is_price_missing": _is_price_missing(result),
        "left": left,
        "grades": GRADES,
        "entered": faults_of(case.case_options.entered, result.report.problems),
        "countries": page_text(case.language).countries(),
        "inquiries": [inquiry for rule in result.report.rules for inquiry in rule.inquiries],
        "circumstances": result.report.circumstances,
        **_letter_values(case, result),
        **options_values(),
    }


def _is_price_missing(result: CaseResult) -> bool:
    """True where the price of a substance or an exchange rate is among what is asked of the buyer."""
    return any(
        question.kind.value in ("price", "substance-value")
        for finding in result.report.findings
        for question in finding.questions
    )


def _files(case: Case, result: CaseResult, _: Request) -> dict[str, Any]:
    return {
        "command": command_of(
            case.case_options,
            case.bom.name,
            [path.name for path in case.facts],
            has_lists=bool(case.state.parties),
            language=case.language,
        ),
        "lists": LISTS,
        "translated": {
            suffix for form in FORMATS.values() if form.is_translated for suffix in form.suffixes
        },
        **_letter_values(case, result),
    }


def _letter_values(case: Case, result: CaseResult) -> dict[str, Any]:
    """What the form of letters shows."""
    letters = supplier_letters(result.lines)
    names = [letter.supplier for letter in letters if not letter.is_yours]
    return {
        "letter_names": ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else ""),
        "languages": letter_languages(case.language),
        "letter_language": LANGUAGE,
        "letters": [letter for letter in letters if not letter.is_yours],
        "yours_letter": next((letter for letter in letters if letter.is_yours), None),
        "open": len(result.lines),
    }


def _compare(case: Case, result: CaseResult, _: Request) -> dict[str, Any]:
    comparison = result.comparison
    facts = () if comparison is None else comparison.facts
    return {
        "older": case.state.older,
        "comparison": comparison,
        "facts_changed": facts[:_CHANGED_SHOWN],
        "facts_left": max(0, len(facts) - _CHANGED_SHOWN),
        "standing": standing_words,
    }


def _problems(case: Case) -> tuple[Any, ...]:
    return case.result.report.problems[:_PROBLEMS_SHOWN] if case.result else ()
