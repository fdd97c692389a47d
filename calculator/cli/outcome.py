"""What the commands share at their end: the job in its worker, outputs, refusals, and the exit status of each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from click.core import ParameterSource

from calculator.cli.config import config_files, looks
from calculator.cli.exit_status import NOT_READ, NOT_WRITTEN, WORST_FIRST
from calculator.reports.interface import (
    FORMATS,
    TABLE,
    TRANSLATED_FORMATS,
    Format,
    format_for,
    write,
)
from calculator.reports.language import ENGLISH
from calculator.reports.settings import (
    CUSTOMER_FORMATS,
    Edition,
    Paper,
    Settings,
)
from calculator.runtime.output_file import same_file, why_not_written, write_whole

if TYPE_CHECKING:
    from calculator.cli.progress import ProgressReporter
    from calculator.findings.report import Report
    from calculator.model.problem import Problem
    from calculator.runtime.sandbox import Announce

# The engine is imported inside the functions: `--help` and a wrong word must answer at once.

T = TypeVar("T")


def run(
    job: Callable[[Announce, dict[str, Problem]], T],
    files: tuple[Path, ...],
    limits: dict[str, int],
    watch: ProgressReporter | None = None,
) -> T:
    """The job in its worker, watched where somebody watches."""
    from calculator.application import jobs

    return jobs.run(job, files, limits, watch if watch is not None and watch.is_watched else None)


def as_usage(fault: Exception) -> click.UsageError | None:
    """A request that cannot be carried out is wrong usage; None for any other fault."""
    from calculator.application.requests import InvalidRequestError

    if not isinstance(fault, InvalidRequestError):
        return None
    if fault.option:
        return click.BadParameter(str(fault), param_hint=fault.option)
    return click.UsageError(str(fault))


def end_unread(*reports: Report) -> None:
    """Ends the run where an input was refused, with the reasons, or a what-if of the last report was not carried out."""
    if any(report.refused for report in reports):
        for report in reports:
            complain(report)
        raise click.exceptions.Exit(NOT_READ)
    refuse_settings(reports[-1])


def refuse_settings(report: Report) -> None:
    """A what-if that was not carried out would answer another question than was asked."""
    refused = [problem for problem in report.problems if problem.code == "setting-refused"]
    if refused and not report.refused:
        raise click.BadParameter("; ".join(str(problem) for problem in refused), param_hint="--set")


def format_of(name: str | None, output: Path | None) -> Format:
    """The format that was asked for, else the one of the suffix."""
    if name is not None:
        return FORMATS[name]
    if output is None:
        return TABLE
    form = format_for(output)
    if form is None:
        raise click.BadParameter(
            f'the suffix of "{output.name}" names no format; known are {", ".join(FORMATS)}',
            param_hint="--output",
        )
    return form


def settings_of(
    form: Format, paper: str, edition: str, language: str, *, with_tree: bool
) -> Settings:
    """How the report is to be written. An edition or a language that a format does not have is wrong usage.

    A language from the environment or a file of options is for the formats that have it.
    """
    if form.name not in TRANSLATED_FORMATS:
        source = click.get_current_context().get_parameter_source("language")
        if language != ENGLISH and source is ParameterSource.COMMANDLINE:
            raise click.UsageError(
                f"a report in another language than English is written as {' or '.join(TRANSLATED_FORMATS)}; {form.name} was asked for, "
                "which is for programs. Choose one of them, or leave --language out"
            )
        language = ENGLISH
    if edition == Edition.CUSTOMER.value and form.name not in CUSTOMER_FORMATS:
        raise click.UsageError(
            f"the edition for a customer is written as {', '.join(CUSTOMER_FORMATS)}; {form.name} was asked for, which "
            "holds prices, suppliers and cells"
        )
    return Settings(
        paper=Paper(paper),
        with_tree=with_tree,
        edition=Edition(edition),
        language=language,
        looks=looks(click.get_current_context()),
    )


def written(report: Report, form: Format, settings: Settings) -> bytes:
    """The report in a format; one whose packages are not installed is wrong usage, with the way to get them."""
    from calculator.reports.errors import UnavailableError

    try:
        return write(report, form, settings)
    except UnavailableError as fault:
        raise click.UsageError(str(fault)) from None


def keep_existing(path: Path | None, option: str, *, force: bool) -> None:
    """Refuses the value of ``option`` where a file is there already and --force was not said."""
    if path is not None and path.exists() and not force:
        raise click.BadParameter(
            f'"{path}" exists; choose another name or say --force', param_hint=option
        )


def files_read(boms: Iterable[Path], facts: tuple[Path, ...]) -> tuple[Path, ...]:
    """The bills, and every file of facts, those of folders and patterns too."""
    from calculator.sources.files.facts_files import each_facts_file

    return (*boms, *each_facts_file(facts))


def inputs_of(
    *files: Path,
    profile: Path | None = None,
    rules_dir: Path | None = None,
    waive: tuple[Path, ...] = (),
    new_since: Path | None = None,
    **_: object,
) -> tuple[Path, ...]:
    """Every file that a run reads: bills, facts, what chose its options, rule files of one's own."""
    own = (
        ()
        if rules_dir is None
        else (*sorted(rules_dir.glob("**/*.toml")), *sorted(rules_dir.glob("**/*.csv")))
    )
    chosen = (file.path for file in config_files(click.get_current_context()))
    single = (path for path in (profile, new_since) if path is not None)
    return (*files, *single, *waive, *chosen, *own)


def refuse_inputs(output: Path | None, inputs: Iterable[Path], option: str) -> None:
    """Refuses to write over what the run itself reads, by whatever name or link."""
    if output is None:
        return
    same = same_file(output, inputs)
    if same is not None:
        raise click.BadParameter(
            f'"{output}" is an input of this run ({same}); nothing is written over it. Choose another name',
            param_hint=option,
        )


class NotWrittenError(click.ClickException):
    """An output that could not be written; what stood there is untouched."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        """``status`` is that of the run so far: a bug outweighs an output that was not written."""
        super().__init__(message)
        self.status = min(status, NOT_WRITTEN, key=WORST_FIRST.index)

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # a class variable of Click's
        """That of an output not written, or of what outweighs it."""
        return self.status


def not_written(what: str, fault: OSError) -> str:
    """Why something was not written, in a sentence."""
    return f"{what} was not written: {why_not_written(fault)}"


def make_folder(path: Path) -> None:
    """A folder that may be there already."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NotWrittenError(not_written(f'the folder "{path}"', fault)) from None


def save(path: Path, content: bytes, *, status: int = 0) -> None:
    """The content into a file, whole. Raises NotWrittenError; a bug of which the run has the ``status`` outweighs it."""
    try:
        write_whole(path, content)
    except OSError as fault:
        reason = not_written(f'"{path}"', fault)
        kept = ". What was there before is untouched" if os.path.lexists(path) else ""
        raise NotWrittenError(f"{reason}{kept}", status=status) from None


def prints_on_terminal(form: Format) -> bool:
    """True where the report is set for the terminal's width instead of being written."""
    return form is TABLE and sys.stdout.isatty()


def complain(report: Report) -> None:
    """Errors on stderr, where the report itself is elsewhere or for machines."""
    for problem in report.problems:
        if problem.severity.value == "error":
            from calculator.reports.safe_text import safe

            click.echo(f"error {problem.code}: {safe(str(problem), 500)}", err=True)
