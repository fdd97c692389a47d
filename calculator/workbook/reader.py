"""Files into one bill with its facts: which sheet is what, and how it was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from calculator.bill import Bill, without_cycles
from calculator.facts import ContentRow, PriceRow, RateRow
from calculator.finding import InputFile
from calculator.places import read_currency
from calculator.problem import Problem, error, note, warning
from calculator.quantities import Unit
from calculator.source import Source
from calculator.workbook.cells import Cells
from calculator.workbook.columns import Header, find_header, kind_of
from calculator.workbook.container import Limits, open_container
from calculator.workbook.fact_sheets import in_base_units, read_content, read_prices, read_rates
from calculator.workbook.merge import merge
from calculator.workbook.occurrences import Occurrence, read_occurrences
from calculator.workbook.table import Table, read_tables


class Quantities(Enum):
    """What a quantity column counts: in one parent, or in the whole product."""

    PER_PARENT = "per-parent"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How one sheet was understood."""

    file: str
    sheet: str
    role: str
    header: Header | None = None
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Intake:
    """All that the files say, and how they were understood."""

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
    problems: tuple[Problem, ...]


@dataclass
class _Pile:
    """What gathers while the files are read."""

    sheets: list[list[Occurrence]] = field(default_factory=list)
    content: list[ContentRow] = field(default_factory=list)
    prices: list[PriceRow] = field(default_factory=list)
    rates: list[RateRow] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cumulative_headings: int = 0
    silent_prices_are: str = ""


def read_files(
    boms: Sequence[Path],
    facts: Sequence[Path] = (),
    *,
    sheet: str | None = None,
    quantities: Quantities | None = None,
    currency: str | None = None,
    limits: Limits | None = None,
) -> Intake:
    """One bill of all ``boms``, with the facts in them and in ``facts``.

    The same part number in two files is the same item. ``currency`` is the reporting currency; the default
    is the one that most prices of the bills are in, else USD. Nothing is raised for what a file holds: a file
    that cannot be read is named in ``refused`` with an error among the problems.
    """
    limits = limits or Limits()
    pile = _Pile()
    opened = [(path, "bom", _open(path, "bom", pile, limits)) for path in boms]
    opened += [(path, "facts", _open(path, "facts", pile, limits)) for path in facts]
    chosen = [
        (role, table, header)
        for path, role, tables in opened
        if tables is not None
        for table, header in _choose(path, role, tables, sheet if role == "bom" else None, pile)
    ]
    default = _default_currency(chosen, pile)
    for role, table, header in chosen:
        _read_sheet(role, table, header, pile.silent_prices_are or default, pile)
    reporting = currency or default
    convention, why = _convention(quantities, pile)
    bill, problems = merge(pile.sheets, cumulative=convention is Quantities.CUMULATIVE)
    bill, cycles = without_cycles(bill)
    pile.problems += [*problems, *cycles]
    return Intake(
        bill=bill,
        content=_by_item(bill, pile),
        prices=tuple(pile.prices),
        rates=tuple(pile.rates),
        currency=reporting,
        quantities=convention,
        quantities_why=why,
        files=tuple(pile.files),
        refused=tuple(pile.refused),
        understood=tuple(pile.understood),
        problems=tuple(pile.problems),
    )


# --------------------------------------------------------------------------- files and sheets


def _open(path: Path, role: str, pile: _Pile, limits: Limits) -> tuple[Table, ...] | None:
    container, problems = open_container(path, limits)
    pile.problems += problems
    if container is None:
        pile.refused.append(path.name)
        return None
    tables, problems = read_tables(container, limits)
    pile.problems += problems
    pile.files.append(InputFile(path=path.name, sha256=container.sha256, size=len(container.data), role=role))
    if not tables:
        pile.refused.append(path.name)
        return None
    return tables


def _choose(path: Path, role: str, tables: Iterable[Table], sheet: str | None, pile: _Pile) -> list[tuple[Table, Header]]:
    """The sheets to read: every sheet of facts, and of the bills the one named, else the one called BOM, else all."""
    bills: list[tuple[Table, Header]] = []
    chosen: list[tuple[Table, Header]] = []
    for table in tables:
        header = find_header(table, "bom") if sheet is not None and table.sheet == sheet else kind_of(table)
        if header is None:
            pile.understood.append(Understood(file=table.file, sheet=table.sheet, role="not read", rows=len(table.rows)))
        elif header.kind != "bom":
            chosen.append((table, header))
        else:
            bills.append((table, header))
    if role == "facts":
        bills_left_out = bills
    else:
        picked = _pick(bills, sheet)
        bills_left_out = [one for one in bills if not any(one is other for other in picked)]
        if not picked:
            pile.refused.append(path.name)
            pile.problems.append(_no_bill(path, sheet, list(tables)))
        elif len(picked) > 1:
            names = ", ".join(f'"{table.sheet}"' for table, _ in picked)
            pile.problems.append(
                warning("several-bom-sheets", f"{names} all read like bills and were read as one; name the one to read with --sheet", *(_header_source(*one) for one in picked))
            )
        chosen = [*picked, *chosen]
    for table, header in bills_left_out:
        pile.understood.append(Understood(file=table.file, sheet=table.sheet, role="not read", header=header, rows=len(table.rows)))
        if role == "bom" and sheet is None:
            pile.problems.append(
                warning("several-bom-sheets", f'sheet "{table.sheet}" also reads like a bill and was left out; name the one to read with --sheet', _header_source(table, header))
            )
    if role == "facts" and not chosen:
        pile.refused.append(path.name)
        pile.problems.append(error("no-facts", "no sheet with the headings of Content, Prices or Rates; see `deminimis template`", _file_source(path)))
    return chosen


def _pick(bills: list[tuple[Table, Header]], sheet: str | None) -> list[tuple[Table, Header]]:
    """The sheet that was named; else the one called BOM; else every one, those with levels before those without."""
    if sheet is not None:
        return [one for one in bills if one[0].sheet == sheet]
    named = [one for one in bills if one[0].sheet.strip().casefold() == "bom"]
    return named or [one for one in bills if "level" in one[1].headings] or bills


def _no_bill(path: Path, sheet: str | None, tables: list[Table]) -> Problem:
    names = ", ".join(f'"{table.sheet}"' for table in tables[:8])
    if sheet is not None:
        return error("no-bom-sheet", f'no sheet "{sheet}" that reads like a bill; the file has {names}', _file_source(path))
    return error("no-bom-sheet", f"no sheet with the headings of a bill (a part number, and a level or a quantity) among {names or 'its sheets'}; see `deminimis template`", _file_source(path))


def _read_sheet(role: str, table: Table, header: Header, default: str, pile: _Pile) -> None:
    cells = Cells(table, header)
    if header.kind == "bom":
        rows = read_occurrences(cells, default)
        if "level" not in header.headings:
            pile.problems.append(note("no-level-column", "no column of levels: every row was taken as a product of its own", _header_source(table, header)))
            rows = [replace(row, level=0) for row in rows]
        pile.sheets.append(rows)
        pile.cumulative_headings += "cumulative" in header.headings and "quantity" not in header.headings
    elif header.kind == "content":
        pile.content += read_content(cells, default)
    elif header.kind == "prices":
        pile.prices += read_prices(cells, default)
    else:
        pile.rates += read_rates(cells)
    pile.problems += cells.problems
    pile.understood.append(Understood(file=table.file, sheet=table.sheet, role=header.kind if role == "bom" else f"facts: {header.kind}", header=header, rows=len(table.rows) - header.row - 1))


def _header_source(table: Table, header: Header) -> Source:
    return table.source(header.row, 0)


def _file_source(path: Path) -> Source:
    return Source(path.name, "")


# --------------------------------------------------------------------------- conventions of the whole


def _default_currency(chosen: list[tuple[str, Table, Header]], pile: _Pile) -> str:
    """The currency of a price that names none: the one that most prices of the bills name, else USD, and it is said."""
    named: Counter[str] = Counter()
    silent = 0
    for role, table, header in chosen:
        if role != "bom" or header.kind != "bom" or "price" not in header.headings:
            continue
        for row in Cells(table, header).rows():
            if row.is_blank("price"):
                continue
            word = row.number_and_word("price", what="price")[1]
            code = row.currency_word(word, row.source("price")) if word else row.currency("currency")
            if code and code != "?":
                named[code] += 1
            else:
                silent += not code
        bracket = header.headings["price"].bracket.split("/")[0].strip()
        heads = read_currency(bracket)[0] if bracket and silent else None
        if heads:
            named[heads] += silent
            silent = 0
    default = max(named, key=named.__getitem__, default="USD")
    if silent and len(named) > 1:
        pile.problems.append(error("currency-missing", f"{silent} prices name no currency and the others name {', '.join(sorted(named))}; they are unknown. Fill in Currency"))
        pile.silent_prices_are = "?"
    elif silent:
        why = "the only one that the file names" if named else "no price names one; shares do not depend on it"
        pile.problems.append(note("currency-assumed", f"{silent} prices name no currency; {default} was taken: {why}"))
    return default


def _convention(asked: Quantities | None, pile: _Pile) -> tuple[Quantities, str]:
    """Per parent unless asked otherwise or the only quantity column is headed as a total."""
    if asked is not None:
        return asked, "as asked with --quantity"
    if pile.cumulative_headings:
        return Quantities.CUMULATIVE, "the quantity column is headed as a total per product"
    return Quantities.PER_PARENT, "the rule of an indented bill; --quantity cumulative reads it as totals per product"


def _by_item(bill: Bill, pile: _Pile) -> dict[str, tuple[ContentRow, ...]]:
    """Content rows of each item of the bill, in its base units."""
    units: dict[str, set[Unit]] = {}
    for rows in pile.sheets:
        for row in rows:
            units.setdefault(row.number, set()).add(row.unit)
    found: dict[str, list[ContentRow]] = {}
    for content in pile.content:
        if content.item not in bill.items:
            pile.problems.append(
                warning("content-of-unknown-item", f'"{content.item[:60]}" is not a part number of the bill; the row says nothing here. Check the spelling', *content.cells[:1])
            )
            continue
        found.setdefault(content.item, []).append(_in_one_unit(content, units[content.item], pile))
    return {number: tuple(rows) for number, rows in found.items()}


def _in_one_unit(content: ContentRow, units: set[Unit], pile: _Pile) -> ContentRow:
    """Amounts for one base unit; where the bill counts the item in several units, what one unit is cannot be known."""
    if len({(unit.dimension, unit.factor) for unit in units}) == 1:
        return in_base_units(content, next(iter(units)))
    if content.mass is None and content.value is None:
        return content
    pile.problems.append(
        warning("content-unit-unclear", f"{content.item} is counted in several units, so the amount per unit is unknown; give wt% instead", *content.amount_cells[:1])
    )
    return replace(content, mass=None, value=None)
