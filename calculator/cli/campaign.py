"""The commands for many suppliers and bills: ask, and how what was asked stands."""

from __future__ import annotations

import errno
import os
import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from calculator.cli import completion
from calculator.cli.exit_status import NOT_READ
from calculator.cli.options import (
    PATH,
    chosen_options,
    colour_option,
    form_option,
    output_option,
    paper_option,
    reading_options,
)
from calculator.cli.outcome import (
    NotWrittenError,
    files_read,
    keep_existing,
    make_folder,
    not_written,
    refuse_inputs,
    save,
)
from calculator.numbers.counted import counted
from calculator.reference.letter_words import letter_words

if TYPE_CHECKING:
    from calculator.campaign.session import Asked, Place

FORMATS: Final = ("table", "csv", "json", "html", "xlsx")
ORDER_834: Final = "Suppliers in China: State Council Order No. 834, article 13, restricts the collection of supply-chain information there. The letters say so and let every question be left out; --leave-out leaves questions out for all."
_ERRNO: Final = {NotADirectoryError: errno.ENOTDIR, FileNotFoundError: errno.ENOENT}
_LANGUAGES: Final = tuple(letter_words().languages)
_KINDS: Final = tuple(
    dict.fromkeys(column.answers for column in letter_words().columns if column.answers)
)


def _due(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f'"{value}" is not a date; write YYYY-MM-DD'
        raise click.BadParameter(message) from None


register_option = click.option(
    "--register",
    metavar="URL",
    help="Database of what was asked, e.g. postgresql+psycopg://host/db (extra postgres).  [default: campaign.sqlite beside the letters]",
)
suppliers_option = click.option(
    "--suppliers",
    type=PATH,
    metavar="FILE.toml",
    help="Which spellings are one supplier.  [default: suppliers.toml beside the letters]",
)


@click.command()
@click.argument(
    "boms", nargs=-1, required=True, metavar="BOM_OR_FOLDER...", shell_complete=completion.files
)
@reading_options
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    metavar="OUT",
    help="A folder with one letter a supplier, or one workbook (OUT.xlsx) with a column of suppliers.",
)
@click.option("--due", callback=_due, metavar="YYYY-MM-DD", help="The day by which to answer.")
@click.option("--from", "requester", default="", metavar="NAME", help="Who asks.")
@click.option("--supplier", metavar="NAME", help="Only the letter to this supplier.")
@click.option(
    "--language",
    type=click.Choice(_LANGUAGES),
    default="zh",
    show_default=True,
    help="The language beside English of letters to suppliers whose own is not known.",
)
@click.option(
    "--leave-out",
    multiple=True,
    type=click.Choice(_KINDS),
    metavar="KIND",
    help=f"Questions that suppliers are not asked (repeatable): {', '.join(_KINDS)}.",
)
@paper_option("The sheet that letters are set for.")
@suppliers_option
@register_option
@click.option("--force", is_flag=True, help="Write over an existing workbook.")
def ask(
    boms: tuple[str, ...],
    *,
    facts: tuple[Path, ...],
    output: Path,
    due: date | None,
    requester: str,
    supplier: str | None,
    language: str,
    leave_out: tuple[str, ...],
    paper: str,
    suppliers: Path | None,
    register: str | None,
    force: bool,
    no_progress: bool,
    **words: Any,
) -> None:
    """One letter a supplier over all the bills, with only those facts that could change a verdict; filled in, it reads back through --facts.

    With several --rule, also us-ndaa-857, eu-crma-28 and eu-crma-29, what all of them ask is asked once.

    BOM_OR_FOLDER is a bill, a folder or a pattern. What comes back is put into OUT/answers. Exit status: 0, or 4 where a bill
    could not be read; the letters then lack what it asks.
    """
    from calculator.audit.plan import AuditError
    from calculator.campaign.asking import AskSetting
    from calculator.campaign.session import Place
    from calculator.campaign.session import ask as ask_suppliers
    from calculator.reports.settings import Paper

    options = chosen_options(asks=True, **words)
    is_file = output.suffix.casefold() == ".xlsx"
    if due is not None and due < options.on:
        raise click.BadParameter(f"{due} is before {options.on}", param_hint="--due")
    if is_file:
        keep_existing(output, "--output", force=force)
        refuse_inputs(output, files_read(tuple(map(Path, boms)), facts), "--output")
    if not is_file:
        make_folder(output)
    elif not output.parent.is_dir():
        fault = NotADirectoryError if output.parent.exists() else FileNotFoundError
        raise NotWrittenError(not_written(f'"{output}"', fault(_ERRNO[fault], "")))
    place = Place(
        folder=output.parent if is_file else output, register=register, suppliers=suppliers
    )
    try:
        asked = ask_suppliers(
            boms,
            place,
            AskSetting(
                on=options.on,
                language=language,
                requester=requester,
                due=due,
                paper=Paper(paper),
                left_out=frozenset(leave_out),
                only=supplier or "",
            ),
            options,
            facts,
            words["limits"],
            file=output if is_file else None,
            watch=partial(_bar, is_wanted=not no_progress),
        )
    except AuditError as fault:
        click.echo(f"Error: {fault}", err=True)
        raise click.exceptions.Exit(fault.status) from None
    _tell(asked, output.parent if is_file else output, place)
    if asked.survey.refused:
        raise click.exceptions.Exit(NOT_READ)


@click.command()
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER"
)
@reading_options
@click.option(
    "--within",
    type=click.IntRange(0, 3660),
    default=60,
    show_default=True,
    metavar="DAYS",
    help="Answers that end within so many days are expiring.",
)
@form_option(FORMATS, "table")
@output_option
@suppliers_option
@register_option
@colour_option
def status(
    folder: Path,
    *,
    facts: tuple[Path, ...],
    within: int,
    form: str | None,
    output: Path | None,
    suppliers: Path | None,
    register: str | None,
    no_color: bool,
    no_progress: bool,
    **words: Any,
) -> None:
    """How the letters in FOLDER stand: per supplier and part what is asked, answered, contradicted, overdue and expiring.

    Recomputed from the bills that were asked about, the facts named then and now, and FOLDER/answers. Exit status: 0 nothing is
    open, 3 something is, 1 an answer makes something cross, 4 a bill is gone or cannot be read. Where campaign.sqlite is lost, what the
    letters and answers say of themselves is shown, with 4: which bills they are about nobody knows until ask is run again.
    """
    from calculator.audit.plan import AuditError
    from calculator.campaign.formats import print_on_terminal, write
    from calculator.campaign.session import Place
    from calculator.campaign.session import status as status_of

    chosen = form or _form_of(output)
    options = chosen_options(asks=True, **words)
    place = Place(folder=folder, register=register, suppliers=suppliers)
    try:
        stands = status_of(
            place,
            options,
            facts,
            words["limits"],
            within=timedelta(days=within),
            watch=partial(_bar, is_wanted=not no_progress),
        )
    except AuditError as fault:
        click.echo(f"Error: {fault}", err=True)
        raise click.exceptions.Exit(fault.status) from None
    if output is not None:
        save(output, write(stands, chosen))
    elif chosen == "table" and sys.stdout.isatty():
        print_on_terminal(stands, has_colour=not (no_color or bool(os.environ.get("NO_COLOR"))))
    else:
        click.echo(write(stands, chosen), nl=False)
    raise click.exceptions.Exit(stands.exit_status)


def _form_of(output: Path | None) -> str:
    if output is None:
        return "table"
    form = output.suffix.casefold().removeprefix(".")
    if form == "txt":
        return "table"
    if form not in FORMATS:
        raise click.BadParameter(
            f'the suffix of "{output.name}" names no format; known are {", ".join(FORMATS)}',
            param_hint="--output",
        )
    return form


def _bar(total: int, *, is_wanted: bool) -> Any:
    """Tells on a terminal how many bills are read."""
    if not (is_wanted and sys.stderr.isatty() and total > 1):
        return lambda _: None
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done += count
        end = "\n" if done >= total else "\r"
        click.echo(f"{done} of {total} bills", err=True, nl=False)
        click.echo(end, err=True, nl=False)

    return tell


def _tell(asked: Asked, folder: Path, place: Place) -> None:
    """What was written to whom on stdout; what a person should know on stderr."""
    from calculator.reports.safe_text import safe

    result = asked.result
    both = [(name, letter, "") for name, letter in result.written]
    both += [(name, letter, "  (as it was)") for name, letter in result.kept]
    for name, letter, remark in sorted(
        both, key=lambda entry: (entry[1].is_yours, entry[1].supplier.casefold())
    ):
        parts = counted(len(letter.parts), "part")
        whose = "for you to find" if letter.is_yours else f"to {safe(letter.supplier, 80)}"
        click.echo(f"{folder / name}  {parts} {whose}{remark}")
    _tell_of_letters(asked, folder)
    _tell_of_suppliers(asked, place)
    for key, why in asked.survey.skipped.items():
        click.echo(f"left out {safe(key)}: no bill ({why})", err=True)
    for key, errors in asked.survey.refused.items():
        for text in errors:
            click.echo(f"error {safe(key)}: {safe(text, 500)}", err=True)
    if not both:
        click.echo("no question is open", err=True)
    elif any(not letter.is_yours for _, letter, _ in both):
        click.echo(ORDER_834, err=True)


def _tell_of_letters(asked: Asked, folder: Path) -> None:
    for name in asked.result.superseded:
        click.echo(f"no longer applies: {name} is in {folder / 'superseded'}", err=True)
    for name in asked.result.changed:
        click.echo(
            f"{name} is not as it was written and stays; if it holds answers, move it to {folder / 'answers'}",
            err=True,
        )


def _tell_of_suppliers(asked: Asked, place: Place) -> None:
    from calculator.reports.safe_text import safe

    for group in asked.suppliers.joined:
        click.echo(
            f"one supplier: {safe(group.name)} = {', '.join(map(safe, group.spellings))}", err=True
        )
    for group in asked.suppliers.proposed:
        click.echo(
            f"one supplier? {safe(group.name)} = {', '.join(map(safe, group.spellings))}; say so in {place.suppliers_file}",
            err=True,
        )
