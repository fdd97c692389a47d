"""What the commands share: options, and the way from words on the command line to the engine and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from calculator.application.choices import ASSUMPTIONS, GRADES, why_not_assumed
from calculator.cli import completion
from calculator.cli.config import config_files, config_option

if TYPE_CHECKING:
    from calculator.assessment import Options

# The engine is imported inside the commands: `--help` and a wrong word must answer at once.

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
        if why := why_not_assumed(value):
            raise click.BadParameter(why)
    return values


def _settings(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    from calculator.sources.settings import SettingError, read_setting

    try:
        return tuple(read_setting(value) for value in values)
    except SettingError as fault:
        raise click.BadParameter(str(fault)) from None


def _currency(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from calculator.model.currencies import read_currency

    if value is None:
        return None
    code, _fault = read_currency(value)
    if code is None:
        message = f'"{value}" is not a currency; write an ISO code such as EUR'
        raise click.BadParameter(message)
    return code


def _limits_begun() -> list[str]:
    from calculator.application.requests import limit_names

    return [f"{name}=" for name in sorted(limit_names())]


def _limits(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    from calculator.application.requests import limit_names

    names = limit_names()
    limits = {}
    for value in values:
        name, _sign, number = value.partition("=")
        if name.replace("_", "-") not in names:
            raise click.BadParameter(f'"{name}" is no limit; known are {", ".join(sorted(names))}')
        if not (number.isascii() and number.isdigit() and 0 < int(number[:19]) < 10**15):
            raise click.BadParameter(f'"{value}": a limit is a whole number above zero')
        limits[name.replace("-", "_")] = int(number)
    return limits


PATH = click.Path(path_type=Path)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(["undetermined", "crosses", "never"]),
    default="undetermined",
    show_default=True,
    help="What makes the exit status other than 0.",
)


def shipment_options(command: F) -> F:
    """Options that say where a shipment goes and what a person knows of it: recorded and printed, and no part of the arithmetic."""
    options = (
        click.option(
            "--destination",
            default="",
            metavar="XX",
            help="Country to which it goes, printed in the report.",
        ),
        click.option(
            "--recipient",
            default="",
            metavar="NAME",
            help="Who gets it: held against the lists in the folder parties of --rules-dir, and shown.",
        ),
        click.option(
            "--answer",
            "answers",
            multiple=True,
            callback=_answers,
            metavar="ID=TEXT",
            help="An answer to what a rule asks of a person (repeatable), such as end-use='civil, servo motors'; `deminimis rules ID` has the questions.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _answers(
    _: click.Context, __: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    answers = []
    for value in values:
        inquiry, sign, text = value.partition("=")
        if not sign or not inquiry.strip() or not text.strip():
            raise click.BadParameter(
                f'"{value}" is no answer; write ID=TEXT, such as end-use=civil'
            )
        answers.append((inquiry.strip(), text.strip()))
    if len(dict(answers)) < len(answers):
        raise click.BadParameter("one inquiry is answered twice; give one answer to each")
    return tuple(answers)


waive_option = click.option(
    "--waive",
    multiple=True,
    type=PATH,
    metavar="FILE.toml",
    help="States of items that somebody answers for until a day (repeatable): they do not count for the exit status.",
)


def new_since_option(what: str, metavar: str) -> Callable[[F], F]:
    """The option ``--new-since``; ``what`` is held against, in the words of its help."""
    return click.option(
        "--new-since",
        type=PATH,
        metavar=metavar,
        help=f"Count for the exit status only what {what} does not have.",
    )


def paper_option(what: str) -> Callable[[F], F]:
    """The option ``--paper``; ``what`` says in its help what is set for it."""
    return click.option(
        "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help=what
    )


def headline_option(whose: str) -> Callable[[F], F]:
    """The option ``--reading``; ``whose`` asks in its help whose verdict is meant."""
    return click.option(
        "--reading",
        type=click.Choice(["materials", "product"]),
        default="materials",
        show_default=True,
        help=whose,
    )


def form_option(names: Iterable[str], otherwise: str) -> Callable[[F], F]:
    """The option ``--format``; ``otherwise`` is the format where neither it nor a suffix says one."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(tuple(names)),
        help=f"What to write.  [default: by the suffix of -o, else {otherwise}]",
    )


output_option = click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Where to write; the suffix chooses the format.  [default: stdout]",
)
force_option = click.option("--force", is_flag=True, help="Write over an existing file.")
colour_option = click.option(
    "--no-color", is_flag=True, help="No colour; NO_COLOR is honoured too."
)
verbose_option = click.option(
    "--verbose", is_flag=True, help="Say on stderr what is read, done and met, with the seconds."
)
log_file_option = click.option(
    "--log-file", type=PATH, metavar="FILE", help="The same into a file, added at its end."
)
progress_option = click.option("--no-progress", is_flag=True, help="No progress on stderr.")


def file_options(command: F) -> F:
    """Options that say how the files are read."""
    options = (
        click.option(
            "--facts",
            multiple=True,
            type=PATH,
            metavar="FILE_OR_FOLDER",
            help="Facts: a workbook or CSV with Content, Prices or Rates, an answered questionnaire, a declaration; or a folder or pattern of such files (repeatable).",
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
    return config_option(command)


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


_OF_READING = ("sheet", "quantity", "currency", "limits")
"""Words that say how files are read."""


def chosen_options(
    *bills: Path,
    waive: tuple[Path, ...] = (),
    new_since: Path | None = None,
    profile: Path | None = None,
    destination: str = "",
    recipient: str = "",
    answers: tuple[tuple[str, str], ...] = (),
    **words: Any,
) -> Options:
    """The options of the engine, with all that files chose: options, profiles by path, waivers, an earlier report, lists of parties."""
    from dataclasses import replace

    from calculator.application.config import profile_for
    from calculator.application.excuses import excuses_for
    from calculator.application.parties import circumstances_for
    from calculator.application.requests import known_rules, options_for

    files = config_files(click.get_current_context())
    if profile is None and bills:
        profile = profile_for(files, bills[0])
    excuses, inputs = excuses_for(
        waive,
        new_since,
        on=words["on"],
        rules=known_rules(words["rules_dir"]) if waive else (),
    )
    options = options_for(
        profile=profile,
        excuses=excuses,
        chosen_by=(*(file.source for file in files), *inputs),
        **words,
    )
    circumstances, lists = circumstances_for(
        destination=destination,
        recipient=recipient,
        answers=answers,
        rules_dir=words["rules_dir"],
        rules=options.rules,
    )
    return replace(
        options,
        circumstances=circumstances,
        asked=(*options.asked, *circumstances.as_options),
        chosen_by=(*options.chosen_by, *lists),
    )


def options_by_path(
    options: Options, *, profile: Path | None = None, **words: Any
) -> tuple[tuple[str, Options], ...]:
    """The options for bills whose path fits a pattern of a file of options; a profile that is named holds for all.

    ``words`` are those from which ``options`` were made; of them a profile leaves nothing but how files are read.
    """
    from calculator.application.config import profiles_of
    from calculator.application.requests import with_profile

    if profile is not None:
        return ()
    of_reading = {name: words[name] for name in _OF_READING if name in words}
    return tuple(
        (pattern, with_profile(options, path, **of_reading))
        for pattern, path in profiles_of(config_files(click.get_current_context()))
    )
