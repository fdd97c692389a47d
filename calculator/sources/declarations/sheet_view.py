"""A declaration on a sheet, shown as the Content sheet that says the same: every cell of it is cited where it really stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from calculator.model.source import Source
from calculator.sources.declarations.sheet_blocks import Block, Direction, Labeled
from calculator.sources.declarations.sheet_words import (
    Column,
    Label,
    element_named,
    says_percent,
    share_or_mass_units,
)
from calculator.sources.facts.amount_text import read_amount_text
from calculator.sources.facts.amount_words import amount_words, folded
from calculator.sources.facts.origin_headings import is_of_substances
from calculator.sources.facts.substance_names import substances_named
from calculator.sources.rows.access import is_blank_text
from calculator.sources.table.table import CellValue, Table

_STANDARD: Final = {
    Column.NUMBER: "Part Number",
    Column.SUPPLIER_NUMBER: "Supplier Part No.",
    Column.SUPPLIER: "Supplier",
    Column.REVISION: "Revision",
    Column.SUBSTANCE: "Substance",
    Column.CAS: "CAS Number",
    Column.UNIT: "Unit",
    Column.ORIGIN: "Country of Origin",
}
_LABELED: Final = {
    Label.NUMBER: "Part Number",
    Label.SUPPLIER_NUMBER: "Supplier Part No.",
    Label.SUPPLIER: "Supplier",
    Label.REFERENCE: "Reference",
    Label.DATE: "Date",
    Label.VALID_UNTIL: "Valid Until",
    Label.DISCLOSURE: "Disclosure",
    Label.UNIT: "Unit",
    Label.REVISION: "Revision",
}
_ASIDE: Final = frozenset(
    {
        Column.MATERIAL,
        Column.MATERIAL_MASS,
        Column.MATERIAL_SHARE,
        Column.PART_MASS,
        Column.ROW_NAME,
    }
)
"""What is no part of a Content row by itself."""
_CONTENT: Final = "Content"
_ANY: Final = "0-100 %"


class Cell(NamedTuple):
    """A value as it is shown, and where it stands, from 0."""

    value: CellValue
    row: int
    column: int


@dataclass(frozen=True, eq=False)
class ContentView(Table):
    """A sheet of Content rows made of a declaration; ``places`` says for each of its cells where it really stands."""

    places: dict[tuple[int, int], Source] = field(default_factory=dict)

    def source(self, row: int, column: int) -> Source:
        """Where the cell really stands."""
        return self.places.get((row, column)) or super().source(row, column)


def view_of(table: Table, block: Block) -> ContentView:
    """The Content sheet that says what a block says: a row for each substance of each part."""
    headings, rows = (
        _down(table, block)
        if block.direction is Direction.SUBSTANCES_DOWN
        else _across(table, block)
    )
    labeled = [
        (heading, found)
        for label, heading in _LABELED.items()
        if heading not in headings and (found := _labeled(block, label)) is not None
    ]
    if "Part Number" not in headings and not any(h == "Part Number" for h, _ in labeled):
        # Only the supplier's number is there: it is the one that the rows are about.
        swap = "Supplier Part No."
        headings = ["Part Number" if heading == swap else heading for heading in headings]
        labeled = [("Part Number" if h == swap else h, found) for h, found in labeled]
    if not {"Part Number", *headings} <= {*headings, *(h for h, _ in labeled)}:
        labeled.append(("Part Number", Labeled("", block.row, 0)))
    everything = [*headings, *(heading for heading, _ in labeled)]
    places: dict[tuple[int, int], Source] = {}
    shown: list[list[CellValue]] = [[*everything]]
    for column in range(len(everything)):
        places[0, column] = table.source(
            block.row, _column_of(rows, column, labeled, len(headings))
        )
    for cells in rows:
        is_blank = all(cell.value in (None, "") for cell in cells)
        line = [cell.value for cell in cells]
        for place, cell in enumerate(cells):
            places[len(shown), place] = table.source(cell.row, cell.column)
        for place, (_, found) in enumerate(labeled, len(cells)):
            line.append(None if is_blank or not found.text else found.text)
            places[len(shown), place] = table.source(found.row, found.column)
        shown.append(line)
    return ContentView(
        file=table.file, sheet=table.sheet, rows=shown, hidden=table.hidden, places=places
    )


def _column_of(
    rows: list[list[Cell]], column: int, labeled: list[tuple[str, Labeled]], width: int
) -> int:
    if column >= width:
        return labeled[column - width][1].column
    return rows[0][column].column if rows else column


def _labeled(block: Block, label: Label) -> Labeled | None:
    """What stands at a label; several part numbers stand side by side."""
    found = block.labels.get(label, ())
    if label is Label.NUMBER and len({one.text for one in found}) > 1:
        return Labeled(", ".join(dict.fromkeys(one.text for one in found)), *found[0][1:])
    return block.labeled(label)


# --------------------------------------------------------------------------- a row a substance


def _down(table: Table, block: Block) -> tuple[list[str], list[list[Cell]]]:
    kinds = {column: kind for kind, columns in block.columns.items() for column in columns}
    kinds[block.substance] = (
        Column.CAS if kinds.get(block.substance) is Column.CAS else Column.SUBSTANCE
    )
    has_result = Column.AMOUNT in block.columns
    width = max((len(table.rows[row]) for row in range(block.row, block.end)), default=0)
    headings: list[str] = []
    columns: list[int] = []
    for column in range(width):
        kind = kinds.get(column)
        if kind in _ASIDE or (kind is Column.SPECIFICATION and has_result):
            continue
        columns.append(column)
        headings.append(_heading(table, block, column, kind))
    first = block.body + bool(_units_below(table, block))
    rows = [
        [_cell(table, row, column, kinds.get(column)) for column in columns]
        for row in range(first, block.end)
    ]
    return headings, rows


def _heading(table: Table, block: Block, column: int, kind: Column | None) -> str:
    text = table.merged_text(block.row, column)
    units = _units_below(table, block)
    if kind in (Column.LOW, Column.HIGH):
        name = "Min" if kind is Column.LOW else "Max"
        unit = _unit_of(text) or units.get(column, "") or _unit_of_block(table, block)
        return f"{name} ({unit})" if unit else name
    if kind in (Column.AMOUNT, Column.SPECIFICATION):
        unit = _unit_of(text)
        is_of_material = (
            Column.MATERIAL_MASS in block.columns or Column.MATERIAL_SHARE in block.columns
        )
        if is_of_part(text) and not is_of_material:
            return text
        if not unit and share_or_mass_units(text):
            return text
        unit = (
            unit
            or ("%" if says_percent(text) else "")
            or units.get(column, "")
            or _unit_of_block(table, block)
        )
        return f"{_CONTENT} ({unit})" if unit else _CONTENT
    return text if kind is None else _STANDARD.get(kind, text)


def _units_below(table: Table, block: Block) -> dict[int, str]:
    """The units of columns that stand in a row of their own below the headings, by column; nothing where that row says anything else."""
    row = block.body
    if row >= block.end or table.text(row, block.substance):
        return {}
    texts = {
        column: text for column in range(len(table.rows[row])) if (text := table.text(row, column))
    }
    units = {
        column: unit
        for column, text in texts.items()
        if (unit := _unit_of(text)) and not any(map(str.isdigit, text))
    }
    return units if len(units) == len(texts) else {}


def _cell(table: Table, row: int, column: int, kind: Column | None) -> Cell:
    if kind in (Column.NUMBER, Column.SUPPLIER_NUMBER, Column.SUPPLIER, Column.REVISION):
        first = table.facts.first_of_merged(row, column)
        return Cell(table.text(*first) or None, *first)
    if kind is Column.SUBSTANCE:
        return Cell(_name(table.merged_text(row, column)), row, column)
    if kind in (Column.AMOUNT, Column.LOW, Column.HIGH, Column.SPECIFICATION):
        return _amount(table, row, column, "")
    return Cell(_shown(table, row, column), row, column)


def _name(text: str) -> str | None:
    """A name as it is read elsewhere: of "镝 Dy" the symbol."""
    if not text:
        return None
    fault = substances_named(text).fault
    return (element_named(text) or text) if fault is not None and fault.is_grave else text


def _amount(table: Table, row: int, column: int, unit: str) -> Cell:
    """An amount; one that is merged over several rows is of all of them together, so that of each it is the most."""
    first = table.facts.first_of_merged(row, column)
    is_merged = first != (row, column) or table.facts.first_of_merged(row + 1, column) == first
    value = _shown(table, *first)
    if value is None or (isinstance(value, str) and is_blank_text(value)):
        return Cell(value, row, column)
    if isinstance(value, str) and is_balance(value):
        return Cell(None if is_merged else value, row, column)
    text = value if isinstance(value, str) else table.text(*first)
    if unit and _is_bare(text):
        value = f"{text} {unit}"
    if is_merged:
        value = f"max {value}"
    return Cell(value, *first)


def is_balance(text: str) -> bool:
    """True for what says that it is the rest."""
    return text.casefold().strip("() .") in {word.strip("() .") for word in amount_words().balance}


def _is_bare(text: str) -> bool:
    """True for a figure, a range or a limit without a unit of its own."""
    parsed = read_amount_text(text)
    return parsed is not None and parsed.figures is not None and not parsed.unit.symbol


def _shown(table: Table, row: int, column: int) -> CellValue:
    """A number as it is stored, unless its format shows a per cent sign or a unit."""
    value = table.value(row, column)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if table.is_percent(row, column) or table.affix(row, column):
        return table.text(row, column)
    return value


# --------------------------------------------------------------------------- units


def is_of_part(text: str) -> bool:
    """True where the shares are of something in the part, such as its coating."""
    plain = folded(text)
    return any(words in plain for words in amount_words().other_wholes)


def _unit_of(text: str) -> str:
    """The one unit of share or mass in a heading."""
    units = {unit.symbol for unit in share_or_mass_units(text)}
    return next(iter(units)) if len(units) == 1 else ""


def _unit_of_block(table: Table, block: Block) -> str:
    """The unit of all figures of a table: in the heading of the names, at a label, or in a title above."""
    texts = [] if block.substance < 0 else [table.merged_text(block.row, block.substance)]
    texts += [found.text for found in block.labels.get(Label.UNIT, ())]
    titles = range(max(0, block.row - 2), block.row)
    texts += [
        text
        for row in titles
        for column in range(len(table.rows[row]))
        if (text := table.text(row, column)) and not any(map(str.isdigit, text))
    ]
    units = {unit for text in texts if (unit := _unit_of(text))}
    return next(iter(units)) if len(units) == 1 else ""


# --------------------------------------------------------------------------- elements or parts across


def _across(table: Table, block: Block) -> tuple[list[str], list[list[Cell]]]:
    if block.direction is Direction.PARTS_ACROSS:
        return ["Part Number", "Substance", _CONTENT], list(_of_parts_across(table, block))
    own = {
        kind: column
        for kind in _STANDARD
        if (column := block.first(kind)) is not None
        and (kind is not Column.ORIGIN or is_of_substances(table.merged_text(block.row, column)))
    }
    others = _other_columns(table, block)
    headings = [
        *(_STANDARD[kind] for kind in own),
        "Substance",
        _CONTENT,
        *(table.merged_text(block.row, column) for column in others),
    ]
    return headings, list(_of_elements_across(table, block, own, others))


def _other_columns(table: Table, block: Block) -> list[int]:
    """Columns that are neither elements nor anything known: figures there are not passed over."""
    taken = {*block.elements, *(column for columns in block.columns.values() for column in columns)}
    width = max((len(table.rows[row]) for row in range(block.row, block.end)), default=0)
    return [
        column
        for column in range(width)
        if column not in taken
        and (table.merged_text(block.row, column) or _holds_anything(table, block, column))
    ]


def _holds_anything(table: Table, block: Block, column: int) -> bool:
    return any(table.text(row, column) for row in range(block.body, block.end))


def _of_elements_across(
    table: Table, block: Block, own: Mapping[Column, int | None], others: list[int]
) -> Iterator[list[Cell]]:
    unit_of_all = _unit_of_block(table, block)
    unit_row = _unit_row(table, block)
    for row in range(block.body + (unit_row is not None), block.end):
        identity = [
            _cell(table, row, column, kind) for kind, column in own.items() if column is not None
        ]
        beside = [Cell(_shown(table, row, column), row, column) for column in others]
        has_rest = any(is_balance(table.text(row, column)) for column in block.elements)
        for column, text in block.elements.items():
            unit = _unit_of(text) or (unit_row or {}).get(column, "") or unit_of_all
            amount = _amount(table, row, column, unit)
            if is_blank_text(table.merged_text(row, column)):
                # Blank is unknown, never none: what is said to be the rest is then less.
                if not has_rest:
                    continue
                amount = Cell(_ANY, row, column)
            name = Cell(element_named(text) or text, block.row, column)
            yield [*identity, name, amount, *beside]


def _unit_row(table: Table, block: Block) -> dict[int, str] | None:
    """Units that stand in a row of their own below the elements."""
    units = {
        column: unit
        for column in block.elements
        if (unit := _unit_of(table.text(block.body, column)))
        and not any(map(str.isdigit, table.text(block.body, column)))
    }
    return units if units and len(units) == len(block.elements) else None


def _of_parts_across(table: Table, block: Block) -> Iterator[list[Cell]]:
    unit = _unit_of_block(table, block)
    taken = {*block.parts, block.substance}
    width = max((len(table.rows[row]) for row in range(block.row, block.end)), default=0)
    nameless = [
        column
        for column in range(width)
        if column not in taken and _holds_anything(table, block, column)
    ]
    for part in (*block.parts, *nameless):
        number = Cell(table.merged_text(block.row, part), block.row, part)
        for row in range(block.body, block.end):
            name = _name(table.text(row, block.substance))
            amount = _amount(table, row, part, unit)
            if name is None and amount.value in (None, ""):
                continue
            yield [number, Cell(name, row, block.substance), amount]
