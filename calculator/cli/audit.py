"""The command for many files: a supplier audit, unattended."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from calculator.cli import completion
from calculator.cli.exit_status import NOT_READ
from calculator.cli.options import (
    PATH,
    chosen_options,
    colour_option,
    fail_on_option,
    headline_option,
    new_since_option,
    options_by_path,
    reading_options,
    shipment_options,
    waive_option,
)
from calculator.cli.outcome import NotWrittenError, complain, files_read, refuse_inputs, run, save

if TYPE_CHECKING:
    from calculator.assessment import Options
    from calculator.audit.earlier_audit import EarlierAudit
    from calculator.audit.summary import Summary

FOLDER = "deminimis-audit"
ANSWERS = "answers.json"
"""In the audit's folder: the answer of each file, for the next audit to say what changed."""
FORMATS = ("table", "json", "csv", "md", "html", "xlsx")


@click.command()
@click.argument(
    "inputs", nargs=-1, required=True, metavar="FOLDER_OR_GLOB...", shell_complete=completion.files
)
@reading_options
@headline_option(
    "Whose verdict is a file's answer: its magnets and targets, or each product as an assembly."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="What to write on stdout.",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=FOLDER,
    show_default=True,
    metavar="DIR_OR_FILE",
    help="The audit's folder: the register and a report for each file. Or a file for the summary (.html, .json, .csv, .md, .xlsx): the folder deminimis-audit is then beside it.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Worker processes.  [default: number of cores]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Run on a Dask cluster, e.g. tcp://10.0.0.5:8786 (extra cluster).",
)
@click.option(
    "--register",
    metavar="URL",
    help="Database of the register, e.g. postgresql+psycopg://host/db (extra postgres).  [default: register.sqlite in DIR]",
)
@click.option("--fresh", is_flag=True, help="Assess every file again, whatever the register says.")
@shipment_options
@waive_option
@new_since_option("the summary of an earlier audit", "SUMMARY.json")
@click.option(
    "--suppliers",
    type=PATH,
    metavar="FILE.toml",
    help="Which spellings are one supplier, as `ask` writes it: one row each in the portfolio.",
)
@fail_on_option
@click.option(
    "-q", "--quiet", is_flag=True, help="No summary, only the exit status and the audit's folder."
)
@colour_option
def audit(
    inputs: tuple[str, ...],
    *,
    facts: tuple[Path, ...],
    reading: str,
    form: str,
    output: Path,
    jobs: int | None,
    scheduler: str | None,
    register: str | None,
    fresh: bool,
    new_since: Path | None,
    suppliers: Path | None,
    fail_on: str,
    quiet: bool,
    no_color: bool,
    no_progress: bool,
    **words: Any,
) -> None:
    """Assess many files, each on its own, in parallel; what is done is not done again. @FILE names a list of paths."""
    from calculator.application.requests import budget_for
    from calculator.audit.plan import STOPPED, AuditError, Order
    from calculator.audit.progress import progress
    from calculator.audit.run import StoppedError
    from calculator.audit.session import Setting, cores
    from calculator.audit.session import audit as run_audit
    from calculator.audit.summary import exit_status
    from calculator.audit.worker import assess_file
    from calculator.findings.report import FailOn

    if words["settings"]:
        raise click.UsageError("--set changes a fact of one bill; an audit has many. Use check")
    options = chosen_options(reading=reading, **words)
    _refuse_bad_facts(facts, options, words["limits"])
    folder, file = _folder_and_file(output)
    if file is not None and not file.parent.is_dir():
        raise NotWrittenError(f'"{file}" cannot be written: the folder does not exist')
    earlier = _earlier_audit(new_since)
    name_of = _supplier_names(suppliers)
    read = (*map(Path, inputs), *filter(None, (new_since, suppliers)))
    for output_file in (file, folder / ANSWERS):
        refuse_inputs(output_file, read, "--output")
    before = _answers_before(folder)
    setting = Setting(
        output=folder, jobs=jobs or cores(), scheduler=scheduler, register=register, is_fresh=fresh
    )
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    _stop_on_sigterm()
    try:
        summary = run_audit(
            inputs,
            Order(
                options=options,
                facts=facts,
                budget=budget_for(words["limits"]),
                job=assess_file,
                profiles=options_by_path(options, **words),
                has_pages=file is not None and file.suffix.casefold() == ".html",
            ),
            setting,
            say=(lambda _: None) if quiet else partial(click.echo, err=True),
            progress=partial(progress, is_wanted=not (quiet or no_progress), has_colour=not plain),
        )
    except StoppedError as stop:
        click.echo(stop, err=True)
        raise click.exceptions.Exit(stop.status) from None
    except AuditError as fault:
        click.echo(f"Error: {fault}", err=True)
        raise click.exceptions.Exit(fault.status) from None
    except KeyboardInterrupt:
        click.echo(
            "stopped; the register keeps what is done, and the same command goes on from there",
            err=True,
        )
        raise click.exceptions.Exit(STOPPED) from None
    summary = replace(summary, earlier=earlier)
    status = exit_status(summary.statuses, FailOn(fail_on))
    _keep(summary, folder, file, before, name_of, status)
    if quiet:
        _complain(summary)
    elif file is None:
        _print_summary(summary, form, folder, name_of, plain=plain)
    else:
        click.echo(f"wrote {file}", err=True)
    if len(summary.skipped) == len(summary.entries):
        click.echo("Error: none of the files is a bill of materials", err=True)
    raise click.exceptions.Exit(status)


def _folder_and_file(output: Path) -> tuple[Path, Path | None]:
    """The audit's folder, and the file for its summary where the suffix of the output names a format."""
    form = output.suffix.casefold().removeprefix(".")
    if form in FORMATS and form != "table" and not output.is_dir():
        return output.parent / FOLDER, output
    return output, None


def _earlier_audit(path: Path | None) -> EarlierAudit | None:
    """The audit that this one is held against, where one is named."""
    from calculator.audit.earlier_audit import EarlierAuditError, read_earlier_audit

    if path is None:
        return None
    try:
        return read_earlier_audit(path)
    except EarlierAuditError as fault:
        raise click.BadParameter(str(fault), param_hint="--new-since") from None


def _answers_before(folder: Path) -> dict[str, str]:
    """The answers of the audit before, as its folder has them; none where there was none or nobody can read them."""
    try:
        stated = json.loads((folder / ANSWERS).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(stated, dict):
        return {}
    return {str(path): str(answer) for path, answer in stated.items()}


def _supplier_names(path: Path | None) -> Callable[[str], str]:
    """The name of each spelling by the groups that a file confirms; every spelling its own without one."""
    if path is None:
        return str
    from calculator.campaign.suppliers import SuppliersFileError, confirmed_names, read_groups

    if not path.is_file():
        raise click.BadParameter(f'"{path}": no such file of suppliers', param_hint="--suppliers")
    try:
        return confirmed_names(read_groups(path))
    except SuppliersFileError as fault:
        raise click.BadParameter(str(fault), param_hint="--suppliers") from None


def _keep(
    summary: Summary,
    folder: Path,
    file: Path | None,
    before: dict[str, str],
    name_of: Callable[[str], str],
    status: int,
) -> None:
    """The answers for the audit after this one, and the summary as a file where one was asked for."""
    from calculator.audit.formats import write
    from calculator.audit.portfolio import answers_of, portfolio_of
    from calculator.audit.run import PAGES
    from calculator.audit.session import REPORTS
    from calculator.reports.json_text import written_json

    if file is not None:
        form = file.suffix.casefold().removeprefix(".")
        portfolio = (
            portfolio_of(summary, folder / REPORTS, f"{FOLDER}/{PAGES}/", before, name_of)
            if form == "html"
            else None
        )
        save(file, write(summary, form, portfolio), status=status)
    save(folder / ANSWERS, written_json(answers_of(summary)), status=status)


def _stop_on_sigterm() -> None:
    """What a service or a batch system sends before it kills ends an audit as Ctrl-C does."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _refuse_bad_facts(facts: tuple[Path, ...], options: Options, limits: dict[str, int]) -> None:
    """Facts that cannot be read would spoil the answer of every file: they are tried once, before any."""
    if not facts:
        return
    from calculator.application import jobs

    report = run(partial(jobs.check, (), facts, options), files_read((), facts), limits)
    if report.refused:
        complain(report)
        click.echo("Error: no file was assessed, for every answer would lack these facts", err=True)
        raise click.exceptions.Exit(NOT_READ)


def _complain(summary: Summary) -> None:
    from calculator.reports.safe_text import safe

    for entry in summary.refused:
        click.echo(
            f"error {entry.worst_code}: {safe(entry.path)}: {safe(entry.worst, 500)}", err=True
        )


def _print_summary(
    summary: Summary, form: str, folder: Path, name_of: Callable[[str], str], *, plain: bool
) -> None:
    from calculator.audit.formats import print_on_terminal, write
    from calculator.audit.portfolio import portfolio_of
    from calculator.audit.session import REPORTS

    if form == "table" and sys.stdout.isatty():
        print_on_terminal(summary, has_colour=not plain)
        return
    # A page on stdout may go anywhere: it has no links, and nothing of what was before, so that it is the same each time.
    portfolio = portfolio_of(summary, folder / REPORTS, "", {}, name_of) if form == "html" else None
    click.echo(write(summary, form, portfolio), nl=False)
