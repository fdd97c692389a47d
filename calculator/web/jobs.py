"""What runs in a worker, and the way there: everything that touches an uploaded file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from calculator.application.parties import circumstances_for
from calculator.application.requests import options_for
from calculator.comparison.letters import Letter
from calculator.numbers.counted import counted
from calculator.reports.interface import Format
from calculator.reports.settings import Paper, Settings
from calculator.runtime.fork_server import START, start_fork_server
from calculator.runtime.sandbox import Announce, Budget, Watcher, WorkerStart, isolated
from calculator.web.forms.case_options import CaseOptions
from calculator.web.views.hierarchy_preview import OutlineLine, outline_of
from calculator.web.views.sheet_view import SheetView, sheet_view

if TYPE_CHECKING:
    from calculator.assessment import Assessment, Options
    from calculator.comparison.questionnaire_lines import Line
    from calculator.comparison.revisions import Change, FactChange
    from calculator.findings.report import Report
    from calculator.model.problem import Problem
    from calculator.reports.forms.letter import LetterSetting

_TIME: Final = Budget(seconds=120.0)
_READING: Final = WorkerStart(method=START)
_WRITING: Final = WorkerStart(method=START, write=512 << 20)
WARM: Final = "calculator.web.preload"
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
"""The time in an archive: the same letters are the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFiles:
    """The files of a case; ``entered`` and ``profile`` are where the page itself writes what was typed in and said of the layout."""

    bom: Path
    facts: tuple[Path, ...]
    parties: tuple[Path, ...]
    older: Path | None
    entered: Path
    profile: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseComparison:
    """The bill held against an older revision, under the same facts: what changed side, and every fact that is not the same."""

    older: Report
    changes: tuple[Change, ...]
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """All that the pages of a case show. ``inspection`` is how it was read, as text; ``profile`` the same as a profile; ``outline`` how the bill begins."""

    report: Report
    lines: tuple[Line, ...]
    sheets: tuple[SheetView, ...]
    outline: tuple[OutlineLine, ...]
    inspection: str
    profile: str
    comparison: CaseComparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """A format whose packages are missing on this machine, and what to do about it."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWish:
    """How letters are to be written; ``language`` is that of suppliers whose own is not known."""

    language: str
    on: date
    requester: str = ""
    due: date | None = None
    paper: Paper = Paper.A4


def warm_up() -> None:
    """Starts the process that workers are forked from: it has the engine loaded, no threads, and no connection of ours."""
    start_fork_server([WARM])


def result_of(
    files: CaseFiles, case_options: CaseOptions, budget: Budget, watcher: Watcher
) -> CaseResult:
    """What there is to say of the files of a case. Raises InvalidRequestError for an option that cannot be carried out, and what isolated raises."""
    options = options_for(
        on=case_options.on,
        profile=files.profile if case_options.profile else None,
        rule_ids=(case_options.rule,),
        assume=case_options.assume,
        reading=case_options.reading,
    )
    circumstances, lists = circumstances_for(
        destination=case_options.destination,
        recipient=case_options.recipient,
        answers=case_options.answers_to(options.rules),
        files=files.parties,
        rules=options.rules,
    )
    options = replace(
        options,
        assumptions=replace(
            options.assumptions, entered=tuple(fact.said for fact in case_options.entered)
        ),
        circumstances=circumstances,
        asked=(*options.asked, *circumstances.as_options),
        chosen_by=(*options.chosen_by, *lists),
    )
    facts = (*files.facts, *((files.entered,) if case_options.entered else ()))
    older = () if files.older is None else (files.older,)
    return isolated(
        partial(_case_job, files.bom, files.older, facts, options),
        (files.bom, *older, *facts),
        budget,
        watcher,
        _READING,
    )


def written(
    report: Report, form: Format, language: str, scratch: Path, watcher: Watcher
) -> bytes | Unavailable:
    """A report in a format, made in a worker too, for it is full of a supplier's texts; temporary files go to ``scratch``."""
    return isolated(
        partial(_written_job, report, form, language, scratch), (), _TIME, watcher, _WRITING
    )


def letters_written(
    letters: tuple[tuple[str, Letter, str], ...], wish: LetterWish, watcher: Watcher
) -> bytes:
    """Letters as one archive: each under its name, in its language. ``letters`` hold name, letter and language."""
    return isolated(partial(_letters_job, letters, wish), (), _TIME, watcher, _WRITING)


def reports_written(reports: tuple[tuple[str, Report], ...], watcher: Watcher) -> bytes:
    """Reports as one archive: each as a page and as a record, under its name."""
    return isolated(partial(_reports_job, reports), (), _TIME, watcher, _WRITING)


def letter_written(letter: Letter, wish: LetterWish, watcher: Watcher) -> bytes:
    """All that is asked in one workbook, with a column of suppliers."""
    return isolated(partial(_letter_job, letter, wish), (), _TIME, watcher, _WRITING)


# --------------------------------------------------------------------------- in the worker


def _case_job(
    bom: Path,
    older: Path | None,
    facts: tuple[Path, ...],
    options: Options,
    announce: Announce,
    refuse: dict[str, Problem],
) -> CaseResult:
    from calculator.assessment import assess
    from calculator.comparison.questionnaire_lines import questionnaire
    from calculator.reports.text.inspection import inspection_text, profile_of

    assessment = assess((bom,), facts, options, announce=announce, refuse=refuse)
    bill = assessment.scenarios.bill
    return CaseResult(
        report=assessment.report,
        lines=questionnaire(assessment.report, dict(bill.items), bill.parents),
        sheets=tuple(sheet_view(sheet) for sheet in assessment.read.understood),
        outline=outline_of(assessment.read.bill),
        inspection=inspection_text(assessment.read),
        profile=profile_of(assessment.read),
        comparison=None
        if older is None
        else _compared(
            assess((older,), facts, options, announce=announce, refuse=refuse), assessment
        ),
    )


def _compared(older: Assessment, newer: Assessment) -> CaseComparison:
    from calculator.comparison.revisions import changed_facts, compare

    if older.report.refused or newer.report.refused:
        return CaseComparison(older=older.report, changes=(), facts=())
    changes = compare(older, newer)
    return CaseComparison(
        older=older.report, changes=changes, facts=changed_facts(older, newer, changes)
    )


def _written_job(
    report: Report,
    form: Format,
    language: str,
    scratch: Path,
    announce: Announce,
    __: dict[str, Problem],
) -> bytes | Unavailable:
    from calculator.reports.errors import UnavailableError
    from calculator.reports.interface import write

    tempfile.tempdir = str(scratch)
    try:
        announce(f"{form.name} with {counted(len(report.findings), 'finding')}")
        return write(report, form, Settings(language=language))
    except UnavailableError as fault:
        return Unavailable(why=str(fault))


def _letters_job(
    letters: tuple[tuple[str, Letter, str], ...],
    wish: LetterWish,
    announce: Announce,
    _: dict[str, Problem],
) -> bytes:
    from calculator.reports.forms.letter import letter_bytes

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, letter, language) in enumerate(letters, 1):
            announce(f"letter {number} of {len(letters)}")
            content = letter_bytes(letter, _setting(wish, language, is_many=letter.is_yours))
            archive.writestr(zipfile.ZipInfo(name, _WRITTEN), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _reports_job(
    reports: tuple[tuple[str, Report], ...], announce: Announce, _: dict[str, Problem]
) -> bytes:
    from calculator.reports.page.html import html_text
    from calculator.reports.records.json_report import json_bytes

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, report) in enumerate(reports, 1):
            announce(f"report {number} of {len(reports)}")
            for suffix, content in (
                ("html", html_text(report).encode()),
                ("json", json_bytes(report)),
            ):
                archive.writestr(
                    zipfile.ZipInfo(f"{name}-threshold-report.{suffix}", _WRITTEN),
                    content,
                    zipfile.ZIP_DEFLATED,
                )
    return out.getvalue()


def _letter_job(letter: Letter, wish: LetterWish, _: Announce, __: dict[str, Problem]) -> bytes:
    from calculator.reports.forms.letter import letter_bytes

    return letter_bytes(letter, _setting(wish, wish.language, is_many=True))


def _setting(wish: LetterWish, language: str, *, is_many: bool) -> LetterSetting:
    from calculator.reports.forms.letter import LetterSetting

    return LetterSetting(
        language=language,
        asked_on=wish.on,
        requester=wish.requester,
        due=wish.due,
        paper=wish.paper,
        names_suppliers=is_many,
    )
