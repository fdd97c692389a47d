"""The command line: parses words, calls ``assess``, picks a report, sets the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from calculator.version import VERSION

if TYPE_CHECKING:
    from calculator.assessment import Options
    from calculator.finding import Explained, Report
    from calculator.isolation import Announce
    from calculator.problem import Problem
    from calculator.reports.interface import Format
    from calculator.rules import Rule
    from calculator.workbook.reader import Request

# The engine is imported inside the commands: `--help` and a wrong word must answer at once.

BUG = 70
NOT_READ = 4
FORMATS = ("table", "json", "csv", "md", "xlsx", "html", "pdf", "junit", "sarif")
ASSUMPTIONS = {
    "technology=no": "technology_no",
    "unknown-origin=non-cn": "unknown_origin_is_not_chinese",
}
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


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
            from calculator.isolation import where_of  # noqa: PLC0415

            click.echo(
                f"deminimis {VERSION}: this is a bug of the program, not of your file ({where_of(fault)}). "
                f"No verdict was reached. Please report it with the file if you may: {' '.join(sys.argv[1:])}",
                err=True,
            )
            raise click.exceptions.Exit(BUG) from None


@click.group(cls=_Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="deminimis")
def main() -> None:
    """Which rare-earth magnets and sputtering targets in a bill of materials cross China's 0.1 % line, why, and what to ask whom.

    Exit status: 0 all below and no licence needed; 1 something crosses or needs a licence; 2 wrong usage;
    3 nothing crosses but something is undetermined; 4 an input could not be read; 70 a bug.
    """


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date:
    if value is None:
        return datetime.now(tz=UTC).astimezone().date()
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f'"{value}" is not a date; write YYYY-MM-DD'
        raise click.BadParameter(message) from None


def _assumed(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value not in ASSUMPTIONS:
            message = f'"{value}" cannot be assumed; known are {", ".join(ASSUMPTIONS)}'
            raise click.BadParameter(message)
    return values


def _currency(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from calculator.places import read_currency  # noqa: PLC0415

    if value is None:
        return None
    code, _fault = read_currency(value)
    if code is None:
        message = f'"{value}" is not a currency; write an ISO code such as EUR'
        raise click.BadParameter(message)
    return code


def _limits(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    from dataclasses import fields  # noqa: PLC0415

    from calculator.isolation import Budget  # noqa: PLC0415
    from calculator.workbook.limits import Limits  # noqa: PLC0415

    known = {one.name.replace("_", "-") for one in (*fields(Limits), *fields(Budget))}
    found = {}
    for value in values:
        name, _sign, number = value.partition("=")
        if name.replace("_", "-") not in known:
            raise click.BadParameter(f'"{name}" is no limit; known are {", ".join(sorted(known))}')
        if not (number.isascii() and number.isdigit() and 0 < int(number[:19]) < 10**15):
            raise click.BadParameter(f'"{value}": a limit is a whole number above zero')
        found[name.replace("-", "_")] = int(number)
    return found


PATH = click.Path(path_type=Path)


def file_options(command: F) -> F:
    """Options that say how the files are read."""
    options = (
        click.option("--facts", multiple=True, type=PATH, metavar="FILE", help="Workbook or CSV with Content, Prices or Rates (repeatable)."),
        click.option("--profile", type=PATH, metavar="FILE.toml", help="Saved reading of a supplier's layout (`inspect --save-profile` writes one)."),
        click.option("--sheet", metavar="NAME", help="The BOM sheet.  [default: automatic]"),
        click.option("--quantity", type=click.Choice(["per-parent", "cumulative"]), help="What the quantity column counts.  [default: automatic]"),
        click.option("--on", callback=_day, metavar="YYYY-MM-DD", help="Date of the law, the prices and the rates.  [default: today]"),
        click.option("--limit", "limits", multiple=True, callback=_limits, metavar="NAME=NUMBER", help="What a file may cost (repeatable): seconds, memory-mib, rows, cells ...; see docs/limits.md."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def reading_options(command: F) -> F:
    """Options that say how the files are read and which facts and rules hold."""
    options = (
        click.option("--currency", callback=_currency, metavar="CODE", help="Reporting currency.  [default: the BOM's, else USD]"),
        click.option("--rule", "rule_ids", multiple=True, metavar="ID", help="Rule to apply (repeatable).  [default: cn-mofcom-2025-61]"),
        click.option("--rules-dir", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR", help="Folder of rule files of your own."),
        click.option("--assume", multiple=True, callback=_assumed, metavar="NAME=VALUE", help=f"An assumption, printed in every report (repeatable): {', '.join(ASSUMPTIONS)}."),
    )
    for option in reversed(options):
        command = option(command)
    return file_options(command)


@main.command()
@click.argument("boms", nargs=-1, required=True, type=PATH, metavar="BOM...")
@reading_options
@click.option("--reading", type=click.Choice(["materials", "product"]), default="materials", show_default=True, help="Whose verdict is the headline: the magnets and targets, or each product as an assembly.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write.  [default: by the suffix of -o, else table]")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Where to write; the suffix chooses the format.  [default: stdout]")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The sheet of a PDF.")
@click.option("--fail-on", type=click.Choice(["undetermined", "crosses", "never"]), default="undetermined", show_default=True, help="What makes the exit status other than 0.")
@click.option("-q", "--quiet", is_flag=True, help="No report on the terminal, only the exit status and -o.")
@click.option("--no-color", is_flag=True, help="No colour; NO_COLOR is honoured too.")
@click.option("--no-progress", is_flag=True, help="No progress on stderr.")
def check(boms: tuple[Path, ...], *, reading: str, form: str | None, output: Path | None, paper: str, fail_on: str, quiet: bool, no_color: bool, no_progress: bool, **words: Any) -> None:  # noqa: ANN401
    """Read, trace, decide, and print the threshold report. Several files make one bill."""
    from calculator.finding import FailOn  # noqa: PLC0415
    from calculator.reports.interface import Format  # noqa: PLC0415

    del no_progress  # one file is over before a bar could be drawn; the option is there for scripts that set it everywhere
    chosen = _format(form, output)
    files, options = _options(boms, reading=reading, **words)
    report = _run(partial(_check_job, boms, files, options), boms, files, words["limits"])
    if output is not None:
        _save(output, _written(report, chosen, paper))
    elif not quiet:
        _print(report, chosen, paper, plain=no_color)
    if quiet or output is not None or chosen is not Format.TABLE:
        _complain(report)
    raise click.exceptions.Exit(report.exit_status(FailOn(fail_on)))


@main.command()
@click.argument("bom", type=PATH, metavar="BOM")
@click.argument("item", metavar="ITEM")
@reading_options
def explain(bom: Path, item: str, **words: Any) -> None:  # noqa: ANN401
    """The arithmetic behind one item, line by line, each number with its cell."""
    from calculator.reports.explain import explain_text  # noqa: PLC0415

    files, options = _options((bom,), reading="materials", **words)
    report, explained, near = _run(partial(_explain_job, (bom,), files, options, item), (bom,), files, words["limits"])
    if report.refused:
        _complain(report)
        raise click.exceptions.Exit(NOT_READ)
    if explained is None:
        message = f'the bill has no item "{item}"' + (f"; did you mean {', '.join(near)}?" if near else "; `deminimis inspect` lists how it was read")
        raise click.BadParameter(message, param_hint="ITEM")
    click.echo(explain_text(explained), nl=False)


@main.command()
@click.argument("bom", type=PATH, metavar="BOM")
@file_options
@click.option("--save-profile", type=PATH, metavar="FILE.toml", help="Write what was understood as a profile, to be corrected and given with --profile.")
@click.option("--force", is_flag=True, help="Write over an existing profile.")
def inspect(bom: Path, *, facts: tuple[Path, ...], profile: Path | None, sheet: str | None, quantity: str | None, on: date, limits: dict[str, int], save_profile: Path | None, force: bool) -> None:
    """How the file was understood: sheets, header row, columns, hierarchy, units, problems; no verdict."""
    if save_profile is not None and save_profile.exists() and not force:
        raise click.BadParameter(f'"{save_profile}" exists; choose another name or say --force', param_hint="--save-profile")
    request = _request(profile=profile, sheet=sheet, quantity=quantity, on=on, limits=limits)
    text, refused, saved = _run(partial(_inspect_job, (bom,), facts, request), (bom,), facts, limits)
    click.echo(text, nl=False)
    if save_profile is not None and saved:
        _save(save_profile, saved.encode())
        click.echo(f"wrote {save_profile}", err=True)
    if refused:
        raise click.exceptions.Exit(NOT_READ)


@main.command()
@click.argument("out", type=PATH, metavar="OUT.xlsx")
@click.option("--force", is_flag=True, help="Write over an existing file.")
def template(out: Path, *, force: bool) -> None:
    """The blank standard workbook, with lists to choose from and one worked example."""
    from calculator.reports.template import template_bytes  # noqa: PLC0415

    if out.suffix.casefold() != ".xlsx":
        raise click.BadParameter("the template is an .xlsx workbook; give it that suffix", param_hint="OUT.xlsx")
    if out.exists() and not force:
        raise click.BadParameter(f'"{out}" exists; choose another name or say --force', param_hint="OUT.xlsx")
    _save(out, template_bytes())
    click.echo(f"wrote {out}", err=True)


@main.command()
@click.argument("rule_id", required=False, metavar="[ID]")
@click.option("--on", callback=_day, metavar="YYYY-MM-DD", help="Date of the status.  [default: today]")
@click.option("--rules-dir", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR", help="Folder of rule files of your own.")
def rules(rule_id: str | None, on: date, rules_dir: Path | None) -> None:
    """The rules known, their status on a date, clause by clause with citations."""
    from calculator.reports.law import rule_text, rules_text  # noqa: PLC0415

    known = _rules(rules_dir)
    if rule_id is None:
        click.echo(rules_text(known, on), nl=False)
    else:
        click.echo(rule_text(_one_rule(known, rule_id), on), nl=False)


# --------------------------------------------------------------------------- between words and the engine


def _options(
    boms: tuple[Path, ...],
    *,
    on: date,
    facts: tuple[Path, ...],
    profile: Path | None,
    sheet: str | None,
    quantity: str | None,
    currency: str | None,
    limits: dict[str, int],
    rule_ids: tuple[str, ...],
    rules_dir: Path | None,
    assume: tuple[str, ...],
    reading: str,
) -> tuple[tuple[Path, ...], Options]:
    """The files of facts, and the options as the engine takes them."""
    from calculator.assessment import Options  # noqa: PLC0415
    from calculator.facts import Assumptions  # noqa: PLC0415
    from calculator.finding import Reading  # noqa: PLC0415

    del boms
    known = _rules(rules_dir)
    request = _request(profile=profile, sheet=sheet, quantity=quantity, on=on, limits=limits)
    return facts, Options(
        on=on,
        rules=tuple(_one_rule(known, one) for one in dict.fromkeys(rule_ids or ("cn-mofcom-2025-61",))),
        assumptions=Assumptions(**{ASSUMPTIONS[value]: True for value in assume}),
        reading=Reading(reading),
        sheet=request.sheet,
        quantities=request.quantities,
        currency=currency,
        profile=request.profile,
        limits=request.limits,
    )


def _request(*, profile: Path | None, sheet: str | None, quantity: str | None, on: date, limits: dict[str, int]) -> Request:
    from dataclasses import fields  # noqa: PLC0415

    from calculator.workbook.limits import Limits  # noqa: PLC0415
    from calculator.workbook.profile import NO_PROFILE, ProfileError, read_profile  # noqa: PLC0415
    from calculator.workbook.reader import Quantities, Request  # noqa: PLC0415

    try:
        chosen = NO_PROFILE if profile is None else read_profile(profile)
    except ProfileError as fault:
        raise click.BadParameter(str(fault), param_hint="--profile") from None
    names = {one.name for one in fields(Limits)}
    return Request(
        sheet=sheet, quantities=Quantities(quantity) if quantity else None, profile=chosen, on=on,
        limits=Limits(**{name: number for name, number in limits.items() if name in names}),
    )  # fmt: skip


def _run(job: Callable[[Announce, dict[str, Problem]], T], boms: tuple[Path, ...], facts: tuple[Path, ...], limits: dict[str, int]) -> T:
    """The job in a worker that no file can break out of; with DEMINIMIS_DEBUG here, for the traceback."""
    from dataclasses import fields  # noqa: PLC0415

    from calculator.isolation import Budget, isolated  # noqa: PLC0415

    if os.environ.get("DEMINIMIS_DEBUG"):
        return job(lambda _: None, {})
    names = {one.name for one in fields(Budget)}
    return isolated(job, (*boms, *facts), Budget(**{name: number for name, number in limits.items() if name in names}))


def _check_job(boms: tuple[Path, ...], facts: tuple[Path, ...], options: Options, announce: Announce, refuse: dict[str, Problem]) -> Report:
    from calculator.assessment import assess  # noqa: PLC0415

    return assess(boms, facts, options, announce=announce, refuse=refuse).report


def _explain_job(
    boms: tuple[Path, ...], facts: tuple[Path, ...], options: Options, item: str, announce: Announce, refuse: dict[str, Problem]
) -> tuple[Report, Explained | None, list[str]]:
    from calculator.assessment import assess  # noqa: PLC0415

    assessment = assess(boms, facts, options, announce=announce, refuse=refuse)
    near = [number for number in assessment.read.bill.items if item.casefold() in number.casefold()][:8]
    return assessment.report, assessment.explain(item), near


def _inspect_job(boms: tuple[Path, ...], facts: tuple[Path, ...], request: Request, announce: Announce, refuse: dict[str, Problem]) -> tuple[str, tuple[str, ...], str]:
    from dataclasses import replace  # noqa: PLC0415

    from calculator.reports.inspection import inspection_text, profile_of  # noqa: PLC0415
    from calculator.workbook.reader import read_files  # noqa: PLC0415

    read = read_files(boms, facts, replace(request, announce=announce, refuse=refuse))
    return inspection_text(read), read.refused, profile_of(read)


def _rules(folder: Path | None) -> dict[str, Rule]:
    from calculator.rules import load_rules  # noqa: PLC0415

    known, problems = load_rules(folder)
    if problems:
        raise click.UsageError("\n".join(str(problem) for problem in problems))
    return known


def _one_rule(known: dict[str, Rule], rule_id: str) -> Rule:
    if rule_id not in known:
        raise click.BadParameter(f'no rule "{rule_id}"; known are {", ".join(known)}', param_hint="--rule")
    return known[rule_id]


def _format(form: str | None, output: Path | None) -> Format:
    from calculator.reports.interface import Format, format_for  # noqa: PLC0415

    if form is not None:
        return Format(form)
    if output is None:
        return Format.TABLE
    found = format_for(output)
    if found is None:
        raise click.BadParameter(f'the suffix of "{output.name}" names no format; known are {", ".join(FORMATS)}', param_hint="--output")
    return found


def _written(report: Report, form: Format, paper: str) -> bytes:
    from calculator.reports.interface import Paper, UnavailableError, write  # noqa: PLC0415

    try:
        return write(report, form, paper=Paper(paper))
    except UnavailableError as fault:
        raise click.UsageError(str(fault)) from None


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise click.FileError(str(path), hint=fault.strerror or "cannot be written") from None


def _print(report: Report, form: Format, paper: str, *, plain: bool) -> None:
    from calculator.reports.interface import Format  # noqa: PLC0415

    if form is Format.TABLE and sys.stdout.isatty():
        from calculator.reports.terminal import print_on_terminal  # noqa: PLC0415

        print_on_terminal(report, colour=not (plain or os.environ.get("NO_COLOR")))
    else:
        click.echo(_written(report, form, paper), nl=False)


def _complain(report: Report) -> None:
    """Errors on stderr, where the report itself is elsewhere or for machines."""
    for problem in report.problems:
        if problem.severity.value == "error":
            from calculator.reports.words import safe  # noqa: PLC0415

            click.echo(f"error {problem.code}: {safe(str(problem), 500)}", err=True)
