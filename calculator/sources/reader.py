"""Files into one bill with its facts: which sheet is what, and how it was understood."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from calculator.findings.accounting import InputAccount
from calculator.findings.obligation import Doubt
from calculator.findings.report import InputFile
from calculator.model.bill import Bill
from calculator.model.currencies import read_currency
from calculator.model.exchange_rates import UNKNOWN_CURRENCY, RateRow
from calculator.model.facts import ContentRow, PriceRow
from calculator.model.item import Evidence, Item
from calculator.model.problem import Problem, error, note, warning
from calculator.model.source import Source
from calculator.numbers.units import Unit
from calculator.runtime.gc import without_collection
from calculator.sources.facts.answered_facts import complete
from calculator.sources.facts.answers import Reply, read_replies
from calculator.sources.facts.content_rows import in_base_units, read_content
from calculator.sources.facts.price_rows import read_prices
from calculator.sources.facts.rate_rows import read_rates
from calculator.sources.files.container import Limits, open_container
from calculator.sources.items.bills import TableRead, assemble, read_table
from calculator.sources.items.merge import merge
from calculator.sources.items.placement import Placement, Quantities
from calculator.sources.layout.columns import Header
from calculator.sources.layout.heading_units import measure_of
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.layout.sheet_choice import Choice, choose_tables, left_out_suspects, no_bill
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.hierarchy import Placed, Shape
from calculator.sources.rows.occurrences import Reading, columns_of
from calculator.sources.table.table import Table, read_tables

__all__ = ["ImportResult", "Quantities", "Request", "Understood", "read_files"]


def _tell_nobody(_: str) -> None:
    """Nobody waits to hear which file is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How the files are to be read; None leaves it to the reader. ``on`` is the day for which lines are in effect."""

    sheet: str | None = None
    quantities: Quantities | None = None
    currency: str | None = None
    profile: Profile = NO_PROFILE
    on: datetime.date | None = None
    weakest: Evidence = Evidence.ASSUMED
    """Answers about items of a weaker grade are unknown."""
    limits: Limits = field(default_factory=Limits)
    refuse: Mapping[str, Problem] = field(default_factory=dict)
    """Files that are not even opened, by path, and why."""
    announce: Callable[[str], None] = _tell_nobody
    """Told the path of each file before it is opened, and nothing when all are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How one table was understood: ``seen`` are all hierarchies that it shows, ``shape`` the one that was used."""

    file: str
    sheet: str
    role: str
    header: Header | None = None
    rows: int = 0
    how: str = ""
    shape: Shape | None = None
    seen: tuple[Shape, ...] = ()
    quantities: str = ""
    below: str = ""
    """The part of another sheet of which this table lists the parts."""
    top: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The first rows of the sheet and those below the headings, by place from 0, as a person sees them."""


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """All that the files say, and how they were understood. ``left_out`` are parts on sheets that were not read."""

    bill: Bill
    content: dict[str, tuple[ContentRow, ...]]
    prices: tuple[PriceRow, ...]
    rates: tuple[RateRow, ...]
    currency: str
    quantities: Quantities
    quantities_why: str
    files: tuple[InputFile, ...]
    refused: tuple[str, ...]
    understood: tuple[Understood, ...]
    left_out: tuple[Item, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...] = ()
    """What stands in the way of a clearance and no bound can hold."""
    accounting: tuple[InputAccount, ...] = ()
    """What became of every sheet, row and column, by file as given."""


@dataclass
class _Accumulator:
    """What gathers while the files are read."""

    placements: list[Placement] = field(default_factory=list)
    content: list[ContentRow] = field(default_factory=list)
    prices: list[PriceRow] = field(default_factory=list)
    rates: list[RateRow] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    left_out: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    accounting: list[InputAccount] = field(default_factory=list)
    silent_prices_are: str = ""
    named: set[str] = field(default_factory=set)
    """The currencies that the prices of the bills name."""


@without_collection()
def read_files(
    boms: Sequence[Path], facts: Sequence[Path] = (), request: Request | None = None
) -> ImportResult:
    """One bill of all ``boms``, with the facts in them and in ``facts``.

    The same part number in two files is the same item. The reporting currency is the one asked for, else the one that
    most prices of the bills are in, else USD. Nothing is raised for what a file holds: a file that cannot be read is
    named in ``refused`` with an error among the problems.
    """
    request = request or Request()
    pile = _Accumulator()
    default = _read_all(boms, facts, request, pile)
    request.announce("")
    bill, problems = merge(pile.placements)
    pile.problems += problems
    convention, why = _convention(pile.placements)
    bill, content, problems = complete(
        bill, _by_item(bill, pile), pile.replies, request.on, request.weakest
    )
    pile.problems += problems
    return ImportResult(
        bill=bill,
        content=content,
        prices=tuple(pile.prices),
        rates=tuple(pile.rates),
        currency=request.currency or request.profile.currency or default,
        quantities=convention,
        quantities_why=why,
        files=tuple(pile.files),
        refused=tuple(dict.fromkeys(pile.refused)),
        understood=tuple(pile.understood),
        left_out=tuple(one for one in pile.left_out if one.number not in bill.items),
        problems=tuple(pile.problems),
        doubts=tuple(pile.doubts),
        accounting=tuple(pile.accounting),
    )


# --------------------------------------------------------------------------- files and sheets


def _read_all(
    boms: Sequence[Path], facts: Sequence[Path], request: Request, pile: _Accumulator
) -> str:
    """What the files say, on the pile, and the currency of a price that names none. The tables themselves are let go."""
    asked = [*((path, "bom") for path in boms), *((path, "facts") for path in facts)]
    chosen = _each_once(
        [one for path, role in asked if (one := _open(path, role, request, pile)) is not None], pile
    )
    told = [_read_facts(one, pile) for one in chosen]
    stated = _currencies(pile)
    default = _default_currency(
        [
            table
            for one in chosen
            if one.role == "bom"
            for table in (*one.choice.bills, *one.choice.lists)
        ],
        stated,
        pile,
    )
    _settle_currency(request.profile.currency, default, stated, pile)
    reading = Reading(
        currency=pile.silent_prices_are or request.profile.currency or default, on=request.on
    )
    taken: set[str] = set()
    for one, (understood, problems) in zip(chosen, told, strict=True):
        pile.understood += understood
        pile.problems += problems
        if one.role == "bom":
            _read_bills(one.path, one.choice, reading, request, taken, pile)
    return default


class _Opened(NamedTuple):
    """A file, what it is for, the tables of it that are read, and its SHA-256."""

    path: Path
    role: str
    choice: Choice
    sha256: str


def _each_once(opened: list[_Opened], pile: _Accumulator) -> list[_Opened]:
    """The files without the tables that were in an earlier one: a file that is given twice says nothing twice."""
    read: dict[tuple[str, str, int], _Opened] = {}
    for one in opened:
        choice = one.choice
        before = read.copy()
        for tables in (choice.bills, choice.lists, choice.facts):
            read |= {(one.sha256, table.sheet, header.row): one for table, header in tables}
            tables[:] = [
                (table, header)
                for table, header in tables
                if (one.sha256, table.sheet, header.row) not in before
            ]
        if any(sha256 == one.sha256 for sha256, _, _ in before):
            pile.problems.append(
                note(
                    "file-twice",
                    "the same file was given before; each table of it was read once",
                    Source(one.path.name, ""),
                )
            )
    return opened


def _open(path: Path, role: str, request: Request, pile: _Accumulator) -> _Opened | None:
    """The tables of a file that are read; None where it cannot be, which is said."""
    if str(path) in request.refuse:
        pile.refused.append(path.name)
        pile.problems.append(request.refuse[str(path)])
        return None
    request.announce(str(path))
    container, problems = open_container(path, request.limits)
    pile.problems += problems
    if container is None:
        pile.refused.append(path.name)
        return None
    tables, problems = read_tables(container, request.limits)
    pile.problems += problems
    pile.files.append(
        InputFile(path=path.name, sha256=container.sha256, size=len(container.data), role=role)
    )
    if not tables:
        pile.refused.append(path.name)
        return None
    choice = choose_tables(
        tables,
        request.sheet if role == "bom" else None,
        request.profile if role == "bom" else NO_PROFILE,
    )
    if role == "facts" and not choice.facts:
        pile.refused.append(path.name)
        pile.problems.append(
            error(
                "no-facts",
                "no sheet with the headings of Content, Prices, Rates or Questions; see `deminimis template`",
                Source(path.name, ""),
            )
        )
    if role == "bom":
        pile.problems += choice.problems
        if not choice.bills:
            pile.refused.append(path.name)
            pile.problems.append(no_bill(path.name, request.sheet or request.profile.sheet, tables))
    for table, header, why in choice.left_out:
        pile.understood.append(_understood(table, header, f"not read: {why}"))
    return _Opened(path, role, choice, container.sha256)


def _read_facts(opened: _Opened, pile: _Accumulator) -> tuple[list[Understood], list[Problem]]:
    """The facts of one file, and how they were understood. An amount that names no currency has none yet.

    What a file says of an item is one statement, and the file is known by what is in it: names repeat.
    """
    understood: list[Understood] = []
    problems: list[Problem] = []
    for table, header in opened.choice.facts:
        cells = Cells(table, header)
        if header.kind == "content":
            pile.content += [replace(row, part_of=opened.sha256) for row in read_content(cells)]
        elif header.kind == "questions":
            pile.replies += read_replies(cells)
        elif header.kind == "prices":
            pile.prices += read_prices(cells)
        else:
            pile.rates += read_rates(cells)
        problems += cells.told()
        understood.append(
            _understood(
                table, header, header.kind if opened.role == "bom" else f"facts: {header.kind}"
            )
        )
    return understood, problems


def _read_bills(
    path: Path,
    choice: Choice,
    reading: Reading,
    request: Request,
    taken: set[str],
    pile: _Accumulator,
) -> None:
    """The bills of one file, then what its lists say of their items, then what nobody looked at."""
    read = [read_table(table, header, reading, request.profile) for table, header in choice.bills]
    taken |= {row.number for one in read for row in one.placement.rows}
    asked = request.quantities or (
        Quantities(request.profile.quantity) if request.profile.quantity else None
    )
    placements, problems = assemble(path.name, read, asked, taken)
    pile.placements += placements
    for one in read:
        pile.problems += one.problems
        pile.understood.append(_understood_bill(one))
    pile.problems += problems
    known = {row.number for placement in placements for row in placement.rows}
    if choice.bills and not known:
        table, header = choice.bills[0]
        pile.refused.append(path.name)
        pile.problems.append(
            error(
                "empty-bill",
                "the table has headings and no part below them; was it filtered before it was saved?",
                table.source(header.row, 0),
            )
        )
    for table, header in choice.lists:
        listed = read_table(table, header, reading, request.profile)
        rows = [row for row in listed.placement.rows if row.number in known]
        pile.placements.append(
            Placement(
                rows=rows, placed=[Placed(None)] * len(rows), sheet=table.sheet, is_stated=True
            )
        )
        pile.problems += [
            problem
            for problem in listed.problems
            if problem.cells and problem.severity.value != "note"
        ]
        pile.problems.append(
            note(
                "list-without-quantities",
                f'"{table.sheet}" has no quantities: what it says of {len(rows)} items of the bill was read, the other {len(listed.placement.rows) - len(rows)} rows are not in it',
                table.source(header.row, 0),
            )
        )
        pile.understood.append(_understood(table, header, "list of items"))
        choice.left_out.append(
            (table, header, "it has no quantities and the part is not in the bill")
        )
    if request.sheet is None and request.profile.sheet is None and choice.left_out:
        pile.left_out += left_out_suspects(
            choice,
            known
            | {
                row.description
                for placement in placements
                for row in placement.rows
                if row.description
            },
        )


def _understood(table: Table, header: Header | None, role: str) -> Understood:
    rows = len(table.rows) if header is None else header.end - header.body
    return Understood(
        file=table.file,
        sheet=table.sheet,
        role=role,
        header=header,
        rows=rows,
        how=getattr(table, "how", ""),
        top=_top(table, header),
    )


def _top(table: Table, header: Header | None) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Enough of a sheet to see by eye what is a heading and what stands below it."""
    below = (
        range(0) if header is None else range(header.row, min(header.body + _TOP_BELOW, header.end))
    )
    shown = sorted({*range(min(_TOP_ROWS, len(table.rows))), *below})
    return tuple(
        (
            row,
            tuple(
                table.text(row, column)[:_TOP_TEXT]
                for column in range(min(_TOP_COLUMNS, len(table.rows[row])))
            ),
        )
        for row in shown
    )


_TOP_ROWS, _TOP_BELOW, _TOP_COLUMNS, _TOP_TEXT = 12, 6, 60, 80


def _understood_bill(one: TableRead) -> Understood:
    said = (
        f"{one.placement.quantities.value} ({one.placement.why})"
        if one.placement.why
        else one.placement.quantities.value
    )
    return replace(
        _understood(one.table, one.header, "bom"),
        shape=one.shape,
        seen=one.seen,
        quantities=said,
        below=one.placement.below,
    )


# --------------------------------------------------------------------------- conventions of the whole


def _currencies(pile: _Accumulator) -> set[str]:
    """Every currency that the facts name."""
    found = {
        *(row.currency for row in pile.content),
        *(row.currency for row in pile.prices),
        *(reply.currency for reply in pile.replies),
    }
    return (found | {code for row in pile.rates for code in (row.currency, row.to)}) - {
        "",
        UNKNOWN_CURRENCY,
    }


def _settle_currency(
    of_profile: str | None, default: str, stated: set[str], pile: _Accumulator
) -> None:
    """The currency of prices and values of facts that name none: the only one that the files name; where they name several, the amounts are unknown."""
    values = [row for row in pile.content if row.value is not None and not row.currency]
    prices = [row for row in pile.prices if not row.currency]
    is_known = bool(of_profile) or len(stated | pile.named) <= 1
    code = of_profile or next(iter(stated | pile.named), default) if is_known else UNKNOWN_CURRENCY
    pile.content = [row if row.currency else replace(row, currency=code) for row in pile.content]
    pile.prices = [row if row.currency else replace(row, currency=code) for row in pile.prices]
    cells = [
        cell
        for found in (*(row.amount_cells for row in values), *(row.cells for row in prices))
        for cell in found[-1:]
    ]
    what = f"{len(values)} values of Content and {len(prices)} rows of Prices name no currency"
    if cells and not is_known:
        pile.problems.append(
            error(
                "currency-missing",
                f"{what}, and the files name {', '.join(sorted(stated | pile.named))}; they are unknown. Fill in Currency",
                *cells,
            )
        )
    elif cells and not of_profile:
        why = (
            "the only one that the files name"
            if stated | pile.named
            else "no file names one; shares do not depend on it"
        )
        pile.problems.append(note("currency-assumed", f"{what}; {code} was taken: {why}", *cells))


def _default_currency(
    chosen: Iterable[tuple[Table, Header]], of_facts: set[str], pile: _Accumulator
) -> str:
    """The currency of a price that names none: the one that most prices of the bills name, else the one of the facts, else USD, and it is said."""
    named: Counter[str] = Counter()
    silent = 0
    for table, header in chosen:
        column = next((one for one in ("price", "line_price") if one in header.headings), None)
        if column is None:
            continue
        cells = Cells(table, header)
        rows = Columnwise(cells, cells.filled())
        keys = rows.keys(
            columns_of(cells, (column, "currency")), figures=column if rows.is_plain(column) else ""
        )
        for code, count in Counter(
            rows.once(keys, lambda at, rows=rows, column=column: _currency_of(rows.row(at), column))  # type: ignore[misc]
        ).items():
            if code and code != UNKNOWN_CURRENCY:
                named[code] += count
            else:
                silent += count if code == "" else 0
        word = measure_of(header.kind, column, header.headings[column].bracket).money
        heads = read_currency(word)[0] if word and silent else None
        if heads:
            named[heads] += silent
            silent = 0
    pile.named |= named.keys()
    default = max(
        named,
        key=named.__getitem__,
        default=min(of_facts) if silent and len(of_facts) == 1 else "USD",
    )
    others = set(named) or of_facts
    if silent and len(others) > 1:
        pile.problems.append(
            error(
                "currency-missing",
                f"{silent} prices name no currency and the others name {', '.join(sorted(others))}; they are unknown. Fill in Currency",
            )
        )
        pile.silent_prices_are = UNKNOWN_CURRENCY
    elif silent:
        why = (
            "the only one that the file names"
            if others
            else "no price names one; shares do not depend on it"
        )
        pile.problems.append(
            note(
                "currency-assumed", f"{silent} prices name no currency; {default} was taken: {why}"
            )
        )
    return default


def _currency_of(row: Row, column: str) -> str | None:
    """The currency that a price names, ``?`` where it could be several, nothing where it names none; None without a price."""
    if row.is_blank(column):
        return None
    word = row.number_and_word(column, what="price")[1]
    return row.currency_word(word, row.source(column)) if word else row.currency("currency")


def _convention(placements: Sequence[Placement]) -> tuple[Quantities, str]:
    """What the quantities of the whole bill count; where tables differ, each is named."""
    told = {(one.quantities, one.why): one for one in placements if one.why}
    if not told:
        return Quantities.PER_PARENT, "the rule of an indented bill"
    if len({convention for convention, _ in told}) == 1:
        convention = next(iter(told))[0]
        return convention, "; ".join(dict.fromkeys(why for _, why in told))
    said = "; ".join(
        f'{convention.value} on "{one.sheet}" ({why})' for (convention, why), one in told.items()
    )
    return Quantities.UNCLEAR, f"not the same on every sheet: {said}"


def _by_item(bill: Bill, pile: _Accumulator) -> dict[str, tuple[ContentRow, ...]]:
    """Content rows of each item of the bill, in its base units."""
    units: dict[str, set[Unit]] = {content.item: set() for content in pile.content}
    for row in (
        row for placement in pile.placements for row in placement.rows if row.number in units
    ):
        units[row.number].add(row.unit)
    found: dict[str, list[ContentRow]] = {}
    for content in pile.content:
        if content.item not in bill.items:
            pile.problems.append(
                warning(
                    "content-of-unknown-item",
                    f'"{content.item[:60]}" is not a part number of the bill; the row says nothing here. Check the spelling',
                    *content.cells[:1],
                )
            )
            continue
        found.setdefault(content.item, []).append(_in_one_unit(content, units[content.item], pile))
    return {number: tuple(rows) for number, rows in found.items()}


def _in_one_unit(content: ContentRow, units: set[Unit], pile: _Accumulator) -> ContentRow:
    """Amounts for one base unit; where the bill counts the item in several units, what one unit is cannot be known."""
    if len({(unit.dimension, unit.factor) for unit in units}) == 1:
        return in_base_units(content, next(iter(units)))
    if content.mass is None and content.value is None:
        return content
    pile.problems.append(
        warning(
            "content-unit-unclear",
            f"{content.item} is counted in several units, so the amount per unit is unknown; give wt% instead",
            *content.amount_cells[:1],
        )
    )
    return replace(content, mass=None, value=None)
