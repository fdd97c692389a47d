"""The command line: each command parses words, calls the engine, picks a report and sets the exit status."""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from calculator import audits, completion, followup, serving
from calculator.command import (
    BUG,
    FORMATS,
    NOT_READ,
    PATH,
    check_job,
    complain,
    day,
    end_unread,
    explain_job,
    file_options,
    format_of,
    inspect_job,
    keep_existing,
    one_rule,
    options_of,
    prints_on_terminal,
    reading_options,
    refuse_settings,
    request_of,
    rules_of,
    run,
    save,
    written,
)
from calculator.version import VERSION
from calculator.watch import watched

# The engine is imported inside the commands: `--help` and a wrong word must answer at once.


class _Guarded(click.Group):
    """A bug is answered with a plain request to report it, the file at hand and exit status 70; never with a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # `deminimis ... | head` closes the pipe early: that is no fault, and Python must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except Exception as fault:
            if os.environ.get("DEMINIMIS_DEBUG"):
                raise
            from calculator.isolation import where_of

            click.echo(
                f"deminimis {VERSION}: this is a bug of the program, not of your file ({where_of(fault)}). "
                f"No verdict was reached. Please report it with the file if you may: {' '.join(sys.argv[1:])}",
                err=True,
            )
            raise click.exceptions.Exit(BUG) from None


@click.group(
    cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(VERSION, prog_name="deminimis")
def main() -> None:
    """Which rare-earth magnets and sputtering targets in a bill of materials cross China's 0.1 % line, why, and what to ask whom.

    Exit status: 0 all below and no licence needed; 1 something crosses or needs a licence; 2 wrong usage;
    3 nothing crosses but something is undetermined; 4 an input could not be read; 70 a bug.
    """


@main.command()
@click.argument("boms", nargs=-1, required=True, type=PATH, metavar="BOM...")
@reading_options
@click.option(
    "--reading",
    type=click.Choice(["materials", "product"]),
    default="materials",
    show_default=True,
    help="Whose verdict is the headline: the magnets and targets, or each product as an assembly.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="What to write.  [default: by the suffix of -o, else table]",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Where to write; the suffix chooses the format.  [default: stdout]",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The sheet of a PDF.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["undetermined", "crosses", "never"]),
    default="undetermined",
    show_default=True,
    help="What makes the exit status other than 0.",
)
@click.option(
    "--samples",
    type=click.IntRange(100, 1_000_000),
    metavar="NUMBER",
    help="Monte Carlo: how often undetermined items would cross if what is unknown were drawn by lot; the bounds stay the verdict.",
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
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR is honoured too.")
def check(
    boms: tuple[Path, ...],
    *,
    reading: str,
    form: str | None,
    output: Path | None,
    paper: str,
    fail_on: str,
    with_tree: bool,
    quiet: bool,
    no_color: bool,
    no_progress: bool,
    **words: Any,
) -> None:
    """Read, trace, decide, and print the threshold report. Several files make one bill."""
    from calculator.finding import FailOn
    from calculator.reports.interface import Format
    from calculator.reports.words import overall
    from calculator.stage import Stage

    chosen = format_of(form, output)
    if with_tree and chosen is not Format.TABLE:
        raise click.UsageError(
            f"--tree is part of the table; {chosen.value} was asked for. Leave one of them out"
        )
    if chosen in {Format.PDF, Format.XLSX} and output is None and not quiet and sys.stdout.isatty():
        raise click.UsageError(
            f"a report as {chosen.value} is no text for a terminal; name a file for it: -o report.{chosen.value}"
        )
    files, options = options_of(boms, reading=reading, **words)
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    text = None
    with watched(
        (*boms, *files), is_wanted=not (quiet or no_progress), has_colour=not plain
    ) as watch:
        report = run(partial(check_job, boms, files, options), boms, files, words["limits"], watch)
        refuse_settings(report)
        if output is not None or not (quiet or prints_on_terminal(chosen)):
            with watch.alone(Stage.WRITING, output.name if output else chosen.value):
                text = written(report, chosen, paper, with_tree=with_tree)
    if output is not None and text is not None:
        save(output, text)
        if sys.stderr.isatty() and not quiet:
            click.echo(f"wrote {output}. {overall(report)}", err=True)
    elif text is not None:
        click.echo(text, nl=False)
    elif not quiet:
        from calculator.reports.terminal import print_on_terminal

        print_on_terminal(report, colour=not plain, with_tree=with_tree)
    if quiet or output is not None or chosen is not Format.TABLE:
        complain(report)
    raise click.exceptions.Exit(report.exit_status(FailOn(fail_on)))


@main.command()
@click.argument("bom", type=PATH, metavar="BOM")
@click.argument("item", metavar="ITEM", shell_complete=completion.items)
@reading_options
def explain(bom: Path, item: str, *, no_progress: bool, **words: Any) -> None:
    """The arithmetic behind one item, line by line, each number with its cell."""
    from calculator.reports.explain import explain_text

    files, options = options_of((bom,), reading="materials", **words)
    with watched((bom, *files), is_wanted=not no_progress) as watch:
        report, explained, near = run(
            partial(explain_job, (bom,), files, options, item),
            (bom,),
            files,
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


@main.command()
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
    keep_existing(save_profile, "--save-profile", force=force)
    request = request_of(profile=profile, sheet=sheet, quantity=quantity, on=on, limits=limits)
    with watched((bom, *facts), is_wanted=not no_progress) as watch:
        text, refused, saved = run(
            partial(inspect_job, (bom,), facts, request), (bom,), facts, limits, watch
        )
    click.echo(text, nl=False)
    if save_profile is not None and saved:
        save(save_profile, saved.encode())
        click.echo(f"wrote {save_profile}", err=True)
    if refused:
        raise click.exceptions.Exit(NOT_READ)


@main.command()
@click.argument("out", type=PATH, metavar="OUT.xlsx")
@click.option("--force", is_flag=True, help="Write over an existing file.")
def template(out: Path, *, force: bool) -> None:
    """The blank standard workbook, with lists to choose from and one worked example."""
    from calculator.reports.template import template_bytes

    if out.suffix.casefold() != ".xlsx":
        raise click.BadParameter(
            "the template is an .xlsx workbook; give it that suffix", param_hint="OUT.xlsx"
        )
    keep_existing(out, "OUT.xlsx", force=force)
    save(out, template_bytes())
    click.echo(f"wrote {out}", err=True)


@main.command()
@click.argument("rule_id", required=False, metavar="[ID]", shell_complete=completion.rules)
@click.option(
    "--on", callback=day, metavar="YYYY-MM-DD", help="Date of the status.  [default: today]"
)
@click.option(
    "--rules-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Folder of rule files of your own.",
)
def rules(rule_id: str | None, on: date, rules_dir: Path | None) -> None:
    """The rules known, their status on a date, clause by clause with citations."""
    from calculator.reports.law import rule_text, rules_text

    known = rules_of(rules_dir)
    if rule_id is None:
        click.echo(rules_text(known, on), nl=False)
    else:
        click.echo(rule_text(one_rule(known, rule_id), on), nl=False)


for command in (
    audits.audit,
    followup.ask,
    followup.diff,
    followup.verify,
    followup.notice,
    serving.serve,
):
    main.add_command(command)
