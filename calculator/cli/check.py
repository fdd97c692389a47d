"""The commands about one bill: check, explain, inspect."""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from calculator.cli import completion
from calculator.cli.exit_status import NOT_READ
from calculator.cli.log import LOG, log_report, logged
from calculator.cli.options import (
    PATH,
    chosen_options,
    colour_option,
    fail_on_option,
    file_options,
    form_option,
    headline_option,
    log_file_option,
    new_since_option,
    output_option,
    paper_option,
    reading_options,
    shipment_options,
    verbose_option,
    waive_option,
)
from calculator.cli.outcome import (
    NotWrittenError,
    complain,
    end_unread,
    files_read,
    format_of,
    inputs_of,
    keep_existing,
    not_written,
    prints_on_terminal,
    refuse_inputs,
    refuse_settings,
    run,
    save,
    settings_of,
    written,
)
from calculator.cli.progress import watched
from calculator.cli.stdin import with_stdin
from calculator.reports.interface import FORMATS, TABLE
from calculator.reports.language import ENGLISH, LANGUAGES

# The engine is imported inside the commands: `--help` and a wrong word must answer at once.


@click.command()
@click.argument("boms", nargs=-1, required=True, type=PATH, metavar="BOM...")
@reading_options
@headline_option(
    "Whose verdict is the headline: the magnets and targets, or each product as an assembly."
)
@form_option(FORMATS, "table")
@output_option
@paper_option("The sheet of a PDF.")
@click.option(
    "--edition",
    type=click.Choice(["full", "customer"]),
    default="full",
    show_default=True,
    help="customer: a page or two for the next company, without prices, suppliers and cells (html, pdf, md).",
)
@click.option(
    "--language",
    type=click.Choice(tuple(LANGUAGES)),
    default=ENGLISH,
    show_default=True,
    help="The language of a report for people (table, md, html, pdf); law terms, messages on the files and the text of the rules stay in English.",
)
@shipment_options
@waive_option
@new_since_option("an earlier report of the bill", "REPORT.json")
@fail_on_option
@click.option(
    "--samples",
    type=click.IntRange(100, 1_000_000),
    metavar="NUMBER",
    help="Monte Carlo: how often undetermined items would cross if what is unknown were drawn at random; the bounds stay the verdict.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the draws."
)
@click.option(
    "--tree",
    "with_tree",
    is_flag=True,
    help="Add the product's tree to the table: where magnets, targets and what may hold one are built in.",
)
@click.option(
    "-q", "--quiet", is_flag=True, help="No report on the terminal, only the exit status and -o."
)
@colour_option
@verbose_option
@log_file_option
def check(
    boms: tuple[Path, ...],
    *,
    facts: tuple[Path, ...],
    reading: str,
    form: str | None,
    output: Path | None,
    paper: str,
    edition: str,
    language: str,
    fail_on: str,
    with_tree: bool,
    quiet: bool,
    no_color: bool,
    no_progress: bool,
    verbose: bool,
    log_file: Path | None,
    **words: Any,
) -> None:
    """Read, trace, decide, and print the threshold report. Several files make one bill; - is one that is piped in."""
    from calculator.application import jobs
    from calculator.findings.report import FailOn
    from calculator.reports.answer_words import overall
    from calculator.runtime.stage import Stage

    chosen = format_of(form, output)
    if with_tree and chosen is not TABLE:
        raise click.UsageError(
            f"--tree is part of the table; {chosen.name} was asked for. Leave one of them out"
        )
    if not (chosen.is_text or output or quiet) and sys.stdout.isatty():
        raise click.UsageError(
            f"a report as {chosen.name} is no text for a terminal; name a file for it: -o report.{chosen.name}"
        )
    settings = settings_of(chosen, paper, edition, language, with_tree=with_tree)
    refuse_inputs(output, inputs_of(*files_read(boms, facts), **words), "--output")
    refuse_inputs(log_file, inputs_of(*files_read(boms, facts), **words), "--log-file")
    options = chosen_options(*boms, reading=reading, **words)
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    text = None
    with (
        logged(is_verbose=verbose, file=log_file) as log,
        with_stdin(boms, words["limits"]) as bills,
        watched(
            files_read(bills, facts),
            is_wanted=not (quiet or no_progress or verbose),
            has_colour=not plain,
            is_logged=log.is_read,
        ) as watch,
    ):
        report = run(
            partial(jobs.check, bills, facts, options),
            files_read(bills, facts),
            words["limits"],
            watch,
        )
        refuse_settings(report)
        log_report(report)
        if output is not None or not (quiet or prints_on_terminal(chosen)):
            with watch.alone(Stage.WRITING, output.name if output else chosen.name):
                text = written(report, chosen, settings)
        status = report.exit_status(FailOn(fail_on))
        if output is not None and text is not None:
            save(output, text, status=status)
            if sys.stderr.isatty() and not quiet:
                click.echo(f"wrote {output}. {overall(report)}", err=True)
        elif text is not None:
            click.echo(text, nl=False)
        elif not quiet:
            from calculator.reports.text.terminal import print_on_terminal

            watch.end()
            print_on_terminal(report, settings, colour=not plain)
        LOG.info("exit status %d", status)
    if not verbose and (quiet or output is not None or chosen is not TABLE):
        complain(report)
    if log.fault is not None:
        raise NotWrittenError(not_written(f'the log "{log_file}"', log.fault), status=status)
    raise click.exceptions.Exit(status)


@click.command()
@click.argument("bom", type=PATH, metavar="BOM")
@click.argument("item", metavar="ITEM", shell_complete=completion.items)
@reading_options
def explain(
    bom: Path, item: str, *, facts: tuple[Path, ...], no_progress: bool, **words: Any
) -> None:
    """The arithmetic behind one item, line by line, each number with its cell."""
    from calculator.application import jobs
    from calculator.reports.text.explanation import explain_text

    options = chosen_options(bom, **words)
    with watched(files_read((bom,), facts), is_wanted=not no_progress) as watch:
        report, explained, near = run(
            partial(jobs.explain, (bom,), facts, options, item),
            files_read((bom,), facts),
            words["limits"],
            watch,
        )
    end_unread(report)
    if explained is None:
        message = f'the bill has no item "{item}"' + (
            f"; did you mean {', '.join(near)}?"
            if near
            else "; `deminimis inspect` lists how it was read"
        )
        raise click.BadParameter(message, param_hint="ITEM")
    click.echo(explain_text(explained), nl=False)


@click.command()
@click.argument("bom", type=PATH, metavar="BOM")
@file_options
@click.option(
    "--save-profile",
    type=PATH,
    metavar="FILE.toml",
    help="Write what was understood as a profile, to be corrected and given with --profile.",
)
@click.option("--force", is_flag=True, help="Write over an existing profile.")
def inspect(
    bom: Path,
    *,
    facts: tuple[Path, ...],
    profile: Path | None,
    sheet: str | None,
    quantity: str | None,
    on: date,
    limits: dict[str, int],
    no_progress: bool,
    save_profile: Path | None,
    force: bool,
) -> None:
    """How the file was understood: sheets, header row, columns, hierarchy, units, problems; no verdict."""
    from calculator.application import jobs
    from calculator.application.requests import request_for

    keep_existing(save_profile, "--save-profile", force=force)
    refuse_inputs(
        save_profile, inputs_of(*files_read((bom,), facts), profile=profile), "--save-profile"
    )
    request = request_for(profile=profile, sheet=sheet, quantity=quantity, on=on, limits=limits)
    with watched(files_read((bom,), facts), is_wanted=not no_progress) as watch:
        text, refused, saved = run(
            partial(jobs.inspect, (bom,), facts, request), files_read((bom,), facts), limits, watch
        )
    click.echo(text, nl=False)
    if save_profile is not None and saved:
        save(save_profile, saved.encode())
        click.echo(f"wrote {save_profile}", err=True)
    if refused:
        raise click.exceptions.Exit(NOT_READ)
