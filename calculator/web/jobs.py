"""What runs in a worker, and the way there: everything that touches an uploaded file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from calculator.application.requests import options_for
from calculator.reports.interface import Format
from calculator.runtime.fork_server import START, start_fork_server
from calculator.runtime.sandbox import Announce, Budget, Watcher, WorkerStart, isolated
from calculator.web.forms.case_options import CaseOptions
from calculator.web.views.hierarchy_preview import OutlineLine, outline_of
from calculator.web.views.sheet_view import SheetView, sheet_view

if TYPE_CHECKING:
    from calculator.assessment import Options
    from calculator.comparison.questionnaire_lines import Line
    from calculator.findings.report import Report
    from calculator.model.problem import Problem

_TIME: Final = Budget(seconds=120.0)
_READING: Final = WorkerStart(method=START)
_WRITING: Final = WorkerStart(method=START, write=512 << 20)
WARM: Final = "calculator.web.preload"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """All that the pages of a case show. ``inspection`` is how it was read, as text; ``profile`` the same as a profile; ``outline`` how the bill begins."""

    report: Report
    lines: tuple[Line, ...]
    sheets: tuple[SheetView, ...]
    outline: tuple[OutlineLine, ...]
    inspection: str
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """A format whose packages are missing on this machine, and what to do about it."""

    why: str


def warm_up() -> None:
    """Starts the process that workers are forked from: it has the engine loaded, no threads, and no connection of ours."""
    start_fork_server([WARM])


def result_of(
    bom: Path,
    facts: tuple[Path, ...],
    profile: Path | None,
    case_options: CaseOptions,
    budget: Budget,
    watcher: Watcher,
) -> CaseResult:
    """What there is to say of the files of a case. Raises InvalidRequestError for an option that cannot be carried out, and what isolated raises."""
    options = options_for(
        on=case_options.on,
        profile=profile,
        rule_ids=(case_options.rule,),
        assume=case_options.assume,
        reading=case_options.reading,
    )
    options = replace(
        options,
        assumptions=replace(
            options.assumptions, entered=tuple(fact.said for fact in case_options.entered)
        ),
    )
    return isolated(
        partial(_case_job, bom, facts, options), (bom, *facts), budget, watcher, _READING
    )


def written(report: Report, form: Format, scratch: Path, watcher: Watcher) -> bytes | Unavailable:
    """A report in a format, made in a worker too, for it is full of a supplier's texts; temporary files go to ``scratch``."""
    return isolated(partial(_written_job, report, form, scratch), (), _TIME, watcher, _WRITING)


def questionnaire_of(
    lines: tuple[Line, ...], language: str, reference: str, scratch: Path, watcher: Watcher
) -> bytes:
    """The questionnaire, made in a worker."""
    return isolated(
        partial(_questionnaire_job, lines, language, reference, scratch),
        (),
        _TIME,
        watcher,
        _WRITING,
    )


# --------------------------------------------------------------------------- in the worker


def _case_job(
    bom: Path,
    facts: tuple[Path, ...],
    options: Options,
    announce: Announce,
    refuse: dict[str, Problem],
) -> CaseResult:
    from calculator.assessment import assess
    from calculator.comparison.questionnaire_lines import questionnaire
    from calculator.reports.text.inspection import inspection_text, profile_of

    assessment = assess((bom,), facts, options, announce=announce, refuse=refuse)
    return CaseResult(
        report=assessment.report,
        lines=questionnaire(assessment.report, dict(assessment.scenarios.bill.items)),
        sheets=tuple(sheet_view(sheet) for sheet in assessment.read.understood),
        outline=outline_of(assessment.read.bill),
        inspection=inspection_text(assessment.read),
        profile=profile_of(assessment.read),
    )


def _written_job(
    report: Report, form: Format, scratch: Path, _: Announce, __: dict[str, Problem]
) -> bytes | Unavailable:
    from calculator.reports.errors import UnavailableError
    from calculator.reports.interface import write

    tempfile.tempdir = str(scratch)
    try:
        return write(report, form)
    except UnavailableError as fault:
        return Unavailable(why=str(fault))


def _questionnaire_job(
    lines: tuple[Line, ...],
    language: str,
    reference: str,
    scratch: Path,
    _: Announce,
    __: dict[str, Problem],
) -> bytes:
    from calculator.reports.forms.questionnaire import questionnaire_bytes

    tempfile.tempdir = str(scratch)
    return questionnaire_bytes(lines, language=language, reference=reference)
