"""Which sheets of a file are read, and as what; what stands on the others is not forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from calculator.model.problem import Problem, error, warning
from calculator.model.source import Source
from calculator.numbers.counted import counted
from calculator.numbers.spelling import letters_and_digits
from calculator.sources.layout.columns import KINDS, Header
from calculator.sources.layout.document_kind import (
    calls_itself,
    is_about_parts,
    own_document,
    own_sheet,
)
from calculator.sources.layout.header_search import find_header, kind_of
from calculator.sources.layout.letter_headings import letter_header
from calculator.sources.layout.phrases import is_bill_sheet, is_prose_sheet
from calculator.sources.layout.profile import Profile
from calculator.sources.layout.regions import find_tables
from calculator.sources.table.table import Table

_COUNTED: Final = ("quantity", "per_parent", "cumulative", "level", "parent")
_LONGEST_NAME: Final = 80
_MOST_CELLS: Final = 400_000


@dataclass(kw_only=True)
class Choice:
    """The tables to read, what was left out, and the parts on left-out sheets that somebody has to look at."""

    bills: list[tuple[Table, Header]] = field(default_factory=list)
    lists: list[tuple[Table, Header]] = field(default_factory=list)
    """Tables without any quantity: what they say of items of the bill counts, the rest of them is a catalogue."""
    facts: list[tuple[Table, Header]] = field(default_factory=list)
    is_amrt: bool = False
    """True for the RMI's template, which is read as a whole."""
    declarations: list[Table] = field(default_factory=list)
    """Sheets of facts that list substances in layouts of their own."""
    declared: list[tuple[Table, Header]] = field(default_factory=list)
    """The tables that were found on these."""
    read_before: list[tuple[Table, Header]] = field(default_factory=list)
    """Tables that an earlier file given had already, cell by cell."""
    left_out: list[tuple[Table, Header | None, str]] = field(default_factory=list)
    own: list[Table] = field(default_factory=list)
    """Pages of our own documents."""
    problems: list[Problem] = field(default_factory=list)

    def copied(self) -> Choice:
        """The same with lists of its own."""
        return Choice(
            bills=[*self.bills],
            lists=[*self.lists],
            facts=[*self.facts],
            is_amrt=self.is_amrt,
            declarations=[*self.declarations],
            declared=[*self.declared],
            read_before=[*self.read_before],
            left_out=[*self.left_out],
            own=[*self.own],
            problems=[*self.problems],
        )

    def unread(self, tables: Sequence[Table]) -> list[Table]:
        """Those of the tables of which nothing is read."""
        read = {
            table.sheet
            for chosen in (self.bills, self.lists, self.facts, self.declared)
            for table, _ in chosen
        }
        return [table for table in tables if table.sheet not in read]


def choose_tables(tables: Sequence[Table], sheet: str | None, profile: Profile) -> Choice:
    """Every sheet of facts, and of the bills the one that was named, else the one called BOM, else all."""
    choice = Choice()
    bills: list[tuple[Table, Header]] = []
    wanted = sheet if sheet is not None else profile.sheet
    for table in tables:
        is_wanted = wanted is not None and table.sheet == wanted
        if own_sheet(table):
            choice.own.append(table)
            continue
        header = (
            find_header(table, "bom", profile)
            if is_wanted or _is_profiled(table, profile)
            else letter_header(table) or kind_of(table)
        )
        if header is None:
            if any(cell is not None for cells in table.rows for cell in cells):
                choice.left_out.append((table, None, "no heading on it is known"))
        elif header.kind != "bom":
            choice.facts.append((table, header))
        else:
            headers = find_tables(table, profile)
            why = "" if is_wanted or _is_profiled(table, profile) else _no_bill_for(table, headers)
            if why:
                choice.left_out.append((table, header, why))
            else:
                bills += [(table, header) for header in headers]
    picked = _picked(bills, wanted)
    choice.bills = [
        (table, header)
        for table, header in picked
        if not header.headings.keys().isdisjoint(_COUNTED)
    ]
    choice.lists = [
        (table, header) for table, header in picked if header.headings.keys().isdisjoint(_COUNTED)
    ]
    if not choice.bills:
        choice.bills, choice.lists = choice.lists, []
    kept = {id(table) for table, _ in picked}
    for table, header in bills:
        if id(table) not in kept and not any(table is other for other, _, _ in choice.left_out):
            choice.left_out.append(
                (
                    table,
                    header,
                    _OTHER_SHEET[0] if wanted is not None else _OTHER_SHEET[1],
                )
            )
    choice.problems = _say(choice, wanted)
    return choice


def _no_bill_for(table: Table, headers: Sequence[Header]) -> str:
    """Why a sheet that reads like a bill is none; empty where it is one."""
    name = calls_itself(table, headers[0]) if headers else ""
    if name:
        return f"it calls itself {name}"
    return (
        ""
        if any(is_about_parts(table, header) for header in headers)
        else "no word of it says that it lists parts"
    )


def _is_profiled(table: Table, profile: Profile) -> bool:
    return (
        bool(profile.columns or profile.header_row is not None)
        and (profile.sheet is None or table.sheet == profile.sheet)
        and table.sheet.strip().casefold() not in KINDS[1:]
    )


def _picked(bills: list[tuple[Table, Header]], wanted: str | None) -> list[tuple[Table, Header]]:
    if wanted is not None:
        return [(table, header) for table, header in bills if table.sheet == wanted]
    chosen = {id(table) for table, _ in bills if table.sheet.strip().casefold() == "bom"}
    if not chosen:
        chosen = {id(table) for table, _ in bills if is_bill_sheet(table.sheet)}
        if len(chosen) != 1:
            return bills
    picked = [bill for bill in bills if id(bill[0]) in chosen]
    return _with_sheets_of_parts(picked, [bill for bill in bills if id(bill[0]) not in chosen])


def _with_sheets_of_parts(
    picked: list[tuple[Table, Header]], others: list[tuple[Table, Header]]
) -> list[tuple[Table, Header]]:
    """The tables of a bill, and those on sheets that are called as a part of it is: what is in the part stands there."""
    reached = picked
    while reached and others:
        names = frozenset(name for table, header in reached for name in _part_names(table, header))
        reached = [bill for bill in others if letters_and_digits(bill[0].sheet) in names]
        others = [bill for bill in others if not any(bill is each for each in reached)]
        picked = [*picked, *reached]
    return picked


def _part_names(table: Table, header: Header) -> Iterator[str]:
    """What the parts of a table are called, as the name of a sheet may be: without signs, and at most 31 letters of it."""
    for meaning in ("number", "name", "description"):
        for heading in (header.headings.get(meaning), *header.more.get(meaning, ())):
            if heading is None:
                continue
            for value in {*table.column(heading.column)[header.body : header.end]}:
                is_whole = isinstance(value, float) and value.is_integer()
                text = f"{value:.0f}" if is_whole else str(value or "").strip()
                if text:
                    yield letters_and_digits(text)
                    yield letters_and_digits(text[:LONGEST_SHEET_NAME].strip())


LONGEST_SHEET_NAME: Final = 31
"""Letters that a spreadsheet allows in the name of a sheet."""


_OTHER_SHEET: Final = ("another sheet was named", "another sheet is called a bill")


def _say(choice: Choice, wanted: str | None) -> list[Problem]:
    """What a person has to know of the choice."""
    problems: list[Problem] = []
    sheets = list(dict.fromkeys(table.sheet for table, _ in choice.bills))
    if len(sheets) > 1:
        names = ", ".join(f'"{name}"' for name in sheets[:12])
        problems.append(
            warning(
                "several-bom-sheets",
                f"{names} all read like bills and were read as one; name the one to read with --sheet",
                *(table.source(header.row, 0) for table, header in choice.bills[:12]),
            )
        )
    if wanted is not None:
        return problems
    for table, header, why in choice.left_out:
        place = table.source(header.row if header else 0, 0)
        if header is not None and why in _OTHER_SHEET:
            problems.append(
                warning(
                    "several-bom-sheets",
                    f'sheet "{table.sheet}" also reads like a bill and was left out, for {why}; name the one to read with --sheet',
                    place,
                )
            )
        elif header is not None or (
            not is_prose_sheet(table.sheet)
            and sum(sum(cell is not None for cell in row) >= 2 for row in table.rows) >= 3
        ):
            problems.append(
                warning(
                    "unread-sheet",
                    f"{_called(table)} has {counted(len(table.rows), 'row')} and was not read, for {why}; if it is a bill, say so with --sheet and a profile",
                    place,
                )
            )
    return problems


def _called(table: Table) -> str:
    return f'sheet "{table.sheet}"' if table.sheet else "the table"


_OWN_DOCUMENTS: Final = {
    "report": "a report of this program and no bill; give the bill that it was made from, and its JSON to `deminimis verify`",
    "questionnaire": "a questionnaire of this program and no bill; give it with --facts beside the bill",
}


def no_bill(file: str, wanted: str | None, tables: Sequence[Table], choice: Choice) -> Problem:
    """Why no sheet of a file could be read as a bill."""
    own = own_document(tables)
    if own:
        return error("own-document", f"it is {_OWN_DOCUMENTS[own]}", Source(file, ""))
    names = ", ".join(f'"{table.sheet}"' for table in tables if table.sheet) or "the table"
    place = Source(file, "")
    if wanted is not None:
        return error(
            "no-bill",
            f'no sheet "{wanted}" that reads like a bill; the file has {names[:300]}',
            place,
        )
    for table, header, why in choice.left_out:
        if header is not None:
            return error(
                "no-bill",
                f"{_called(table)} has headings of a bill and was not read, for {why}; if it is the bill, name its columns in a profile (--profile){', or the sheet with --sheet' if table.sheet else ''}",
                table.source(header.row, 0),
            )
    if choice.facts:
        kinds = ", ".join(dict.fromkeys(header.kind.capitalize() for _, header in choice.facts))
        return error(
            "no-bill",
            f"the file holds facts ({kinds}) and no bill; give it with --facts beside the bill",
            place,
        )
    return error(
        "no-bill",
        f"no headings of a bill (a part number or description, and a level, quantity, price, mass or material) in {names[:300]}; "
        "name them in a profile (--profile), or see `deminimis template`",
        place,
    )
