"""What the commands share: options, and the way from words on the command line to the engine and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from calculator import completion

if TYPE_CHECKING:
    from calculator.assessment import Options
    from calculator.finding import Explained, Report
    from calculator.isolation import Announce, Budget
    from calculator.problem import Problem
    from calculator.reports.interface import Format
    from calculator.rules import Rule
    from calculator.watch import Watch
    from calculator.workbook.reader import Request

# The engine is imported inside the commands: `--help` and a wrong word must answer at once.

BUG = 70
NOT_READ = 4
FORMATS = ("table", "json", "csv", "md", "xlsx", "html", "pdf", "junit", "sarif")
ASSUMPTIONS = (
    "technology=no",
    "unknown-origin=non-cn",
    "reference-prices=yes",
    "reference-prices=accept",
    "reference-grades=yes",
    "reference-rates=yes",
    "reference-rates=accept",
)
GRADES = ("measured", "declared", "datasheet", "assumed")
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def day(_: click.Context, __: click.Parameter, value: str | None) -> date:
    """A date, today where none is given."""
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


def _settings(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    from calculator.what_if import SettingError, read_setting

    try:
        return tuple(read_setting(value) for value in values)
    except SettingError as fault:
        raise click.BadParameter(str(fault)) from None


def _currency(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from calculator.places import read_currency

    if value is None:
        return None
    code, _fault = read_currency(value)
    if code is None:
        message = f'"{value}" is not a currency; write an ISO code such as EUR'
        raise click.BadParameter(message)
    return code


def _limits_begun() -> list[str]:
    return [f"{name}=" for name in sorted(_limit_names())]


def _limit_names() -> set[str]:
    """What a file or a run may cost, by name."""
    from dataclasses import fields

    from calculator.isolation import Budget
    from calculator.workbook.limits import Limits

    return {one.name.replace("_", "-") for one in (*fields(Limits), *fields(Budget))}


def _limits(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    known = _limit_names()
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
progress_option = click.option("--no-progress", is_flag=True, help="No progress on stderr.")


def file_options(command: F) -> F:
    """Options that say how the files are read."""
    options = (
        click.option(
            "--facts",
            multiple=True,
            type=PATH,
            metavar="FILE",
            help="Workbook or CSV with Content, Prices or Rates (repeatable).",
        ),
        click.option(
            "--profile",
            type=PATH,
            metavar="FILE.toml",
            help="Saved reading of a supplier's layout (`inspect --save-profile` writes one).",
        ),
        click.option("--sheet", metavar="NAME", help="The BOM sheet.  [default: automatic]"),
        click.option(
            "--quantity",
            type=click.Choice(["per-parent", "cumulative"]),
            help="What the quantity column counts.  [default: automatic]",
        ),
        click.option(
            "--on",
            callback=day,
            metavar="YYYY-MM-DD",
            help="Date of the law, the prices and the rates.  [default: today]",
        ),
        click.option(
            "--limit",
            "limits",
            multiple=True,
            callback=_limits,
            shell_complete=completion.one_of(_limits_begun),
            metavar="NAME=NUMBER",
            help="What a file may cost (repeatable): seconds, memory-mib, rows, cells ...; see docs/limits.md.",
        ),
        progress_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def reading_options(command: F) -> F:
    """Options that say how the files are read and which facts and rules hold."""
    options = (
        click.option(
            "--currency",
            callback=_currency,
            metavar="CODE",
            help="Reporting currency.  [default: the BOM's, else USD]",
        ),
        click.option(
            "--rule",
            "rule_ids",
            multiple=True,
            shell_complete=completion.rules,
            metavar="ID",
            help="Rule to apply (repeatable).  [default: cn-mofcom-2025-61]",
        ),
        click.option(
            "--rules-dir",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            metavar="DIR",
            help="Folder of rule files of your own.",
        ),
        click.option(
            "--assume",
            multiple=True,
            callback=_assumed,
            shell_complete=completion.one_of(lambda: ASSUMPTIONS),
            metavar="NAME=VALUE",
            help=f"An assumption, printed in every report (repeatable): {', '.join(ASSUMPTIONS)}.",
        ),
        click.option(
            "--min-evidence",
            type=click.Choice(GRADES),
            default="assumed",
            show_default=True,
            help="Facts of a weaker grade count as unknown.",
        ),
        click.option(
            "--set",
            "settings",
            multiple=True,
            callback=_settings,
            metavar="ITEM.FIELD=VALUE",
            help="What if: a fact over those of the files, printed in the report (repeatable), such as MAG-01.price='12 USD', MAG-01.origin=JP, MAG-01.Dy.wt%=1.5. A price, mass or value is for one unit of the bill.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return file_options(command)


# --------------------------------------------------------------------------- between words and the engine


def options_of(
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
    min_evidence: str,
    settings: tuple[tuple[str, str], ...],
    reading: str,
    samples: int | None = None,
    seed: int = 0,
) -> tuple[tuple[Path, ...], Options]:
    """The files of facts, and the options as the engine takes them."""
    from dataclasses import replace

    from calculator.assessment import Options
    from calculator.facts import Assumptions
    from calculator.finding import Reading, Sampling
    from calculator.item import Evidence

    del boms
    known = rules_of(rules_dir)
    rules = tuple(one_rule(known, one) for one in dict.fromkeys(rule_ids or ("cn-mofcom-2025-61",)))
    for rule in rules:
        if rule.why_not_applicable:
            raise click.BadParameter(rule.why_not_applicable, param_hint="--rule")
    weakest = Evidence(min_evidence)
    contradicting = [one for one in assume if one != "technology=no"]
    if contradicting and weakest is not Evidence.ASSUMED:
        raise click.UsageError(
            f"--min-evidence {min_evidence} refuses what --assume {contradicting[0]} asks for; give one of them"
        )
    request = request_of(profile=profile, sheet=sheet, quantity=quantity, on=on, limits=limits)
    return facts, Options(
        on=on,
        rules=rules,
        lists=tuple(rule for rule in known.values() if rule.has_codes and rule not in rules),
        assumptions=replace(
            Assumptions.of_pairs(
                (name, value) for name, _sign, value in (one.partition("=") for one in assume)
            ),
            settings=settings,
        ),
        weakest=weakest,
        reading=Reading(reading),
        sheet=request.sheet,
        quantities=request.quantities,
        currency=currency,
        profile=request.profile,
        limits=request.limits,
        sampling=Sampling(samples=samples, seed=seed) if samples else None,
        asked=(
            *_asked(
                profile=profile, sheet=sheet, quantity=quantity, currency=currency, limits=limits
            ),
            *((("samples", str(samples)), ("seed", str(seed))) if samples else ()),
        ),
    )


def _asked(
    *,
    profile: Path | None,
    sheet: str | None,
    quantity: str | None,
    currency: str | None,
    limits: dict[str, int],
) -> tuple[tuple[str, str], ...]:
    """The options that `verify` needs to read the files again as they were read."""
    import hashlib
    from dataclasses import fields

    from calculator.workbook.limits import Limits

    # What a run may cost does not change what it says of a file that is read.
    kept = {one.name for one in fields(Limits)}
    asked = [("sheet", sheet), ("quantity", quantity), ("currency", currency)]
    if profile is not None:
        asked += [
            ("profile", profile.name),
            ("profile-sha256", hashlib.sha256(profile.read_bytes()).hexdigest()),
        ]
    return tuple((name, value) for name, value in asked if value is not None) + tuple(
        (f"limit-{name.replace('_', '-')}", str(number))
        for name, number in sorted(limits.items())
        if name in kept
    )


def request_of(
    *,
    profile: Path | None,
    sheet: str | None,
    quantity: str | None,
    on: date,
    limits: dict[str, int],
) -> Request:
    """How the files are to be read."""
    from dataclasses import fields

    from calculator.workbook.limits import Limits
    from calculator.workbook.profile import NO_PROFILE, ProfileError, read_profile
    from calculator.workbook.reader import Quantities, Request

    try:
        chosen = NO_PROFILE if profile is None else read_profile(profile)
    except ProfileError as fault:
        raise click.BadParameter(str(fault), param_hint="--profile") from None
    names = {one.name for one in fields(Limits)}
    return Request(
        sheet=sheet,
        quantities=Quantities(quantity) if quantity else None,
        profile=chosen,
        on=on,
        limits=Limits(**{name: number for name, number in limits.items() if name in names}),
    )


def run(
    job: Callable[[Announce, dict[str, Problem]], T],
    boms: tuple[Path, ...],
    facts: tuple[Path, ...],
    limits: dict[str, int],
    watch: Watch | None = None,
) -> T:
    """The job in a worker that no file can break out of; with DEMINIMIS_DEBUG here, for the traceback."""
    from calculator.isolation import isolated

    if os.environ.get("DEMINIMIS_DEBUG"):
        return job(lambda _: None, {})
    return isolated(
        job,
        (*boms, *facts),
        budget_of(limits),
        watch if watch is not None and watch.is_on else None,
    )


def budget_of(limits: dict[str, int]) -> Budget:
    """What a run may cost."""
    from dataclasses import fields

    from calculator.isolation import Budget

    names = {one.name for one in fields(Budget)}
    return Budget(**{name: number for name, number in limits.items() if name in names})


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


def check_job(
    boms: tuple[Path, ...],
    facts: tuple[Path, ...],
    options: Options,
    announce: Announce,
    refuse: dict[str, Problem],
) -> Report:
    """The whole of a check, in the worker."""
    from calculator.assessment import assess

    return assess(boms, facts, options, announce=announce, refuse=refuse).report


def explain_job(
    boms: tuple[Path, ...],
    facts: tuple[Path, ...],
    options: Options,
    item: str,
    announce: Announce,
    refuse: dict[str, Problem],
) -> tuple[Report, Explained | None, list[str]]:
    """A check, and the arithmetic of one item; items of similar numbers where there is none."""
    from calculator.assessment import assess

    assessment = assess(boms, facts, options, announce=announce, refuse=refuse)
    near = [
        number for number in assessment.read.bill.items if item.casefold() in number.casefold()
    ][:8]
    return assessment.report, assessment.explain(item), near


def inspect_job(
    boms: tuple[Path, ...],
    facts: tuple[Path, ...],
    request: Request,
    announce: Announce,
    refuse: dict[str, Problem],
) -> tuple[str, tuple[str, ...], str]:
    """How a file was read: the text, what was refused, and the profile that reads it again."""
    from dataclasses import replace

    from calculator.reports.inspection import inspection_text, profile_of
    from calculator.workbook.reader import read_files

    read = read_files(boms, facts, replace(request, announce=announce, refuse=refuse))
    return inspection_text(read), read.refused, profile_of(read)


def rules_of(folder: Path | None) -> dict[str, Rule]:
    """The rules that are known; a file that does not hold ends the run."""
    from calculator.rules import load_rules

    known, problems = load_rules(folder)
    if problems:
        raise click.UsageError("\n".join(str(problem) for problem in problems))
    return known


def one_rule(known: dict[str, Rule], rule_id: str) -> Rule:
    """The rule of an id."""
    if rule_id not in known:
        raise click.BadParameter(
            f'no rule "{rule_id}"; known are {", ".join(known)}', param_hint="--rule"
        )
    return known[rule_id]


def format_of(form: str | None, output: Path | None) -> Format:
    """The format that was asked for, else the one of the suffix."""
    from calculator.reports.interface import Format, format_for

    if form is not None:
        return Format(form)
    if output is None:
        return Format.TABLE
    found = format_for(output)
    if found is None:
        raise click.BadParameter(
            f'the suffix of "{output.name}" names no format; known are {", ".join(FORMATS)}',
            param_hint="--output",
        )
    return found


def written(report: Report, form: Format, paper: str, *, with_tree: bool = False) -> bytes:
    """The report in a format; one whose packages are not installed is wrong usage, with the way to get them."""
    from calculator.reports.interface import Paper, UnavailableError, write

    try:
        return write(report, form, paper=Paper(paper), with_tree=with_tree)
    except UnavailableError as fault:
        raise click.UsageError(str(fault)) from None


def keep_existing(path: Path | None, option: str, *, force: bool) -> None:
    """Refuses the value of ``option`` where a file is there already and --force was not said."""
    if path is not None and path.exists() and not force:
        raise click.BadParameter(
            f'"{path}" exists; choose another name or say --force', param_hint=option
        )


def make_folder(path: Path) -> None:
    """A folder that may be there already."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise click.FileError(str(path), hint=fault.strerror or "cannot be made") from None


def save(path: Path, data: bytes) -> None:
    """Bytes into a file."""
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise click.FileError(str(path), hint=fault.strerror or "cannot be written") from None


def prints_on_terminal(form: Format) -> bool:
    """True where the report is set for the terminal's width instead of being written."""
    from calculator.reports.interface import Format

    return form is Format.TABLE and sys.stdout.isatty()


def complain(report: Report) -> None:
    """Errors on stderr, where the report itself is elsewhere or for machines."""
    for problem in report.problems:
        if problem.severity.value == "error":
            from calculator.reports.words import safe

            click.echo(f"error {problem.code}: {safe(str(problem), 500)}", err=True)
