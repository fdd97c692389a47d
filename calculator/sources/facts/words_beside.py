"""What words beside a row of facts say of its figure: another amount, another unit; in the row, in a comment on it, or alone on the sheet.

Words never make a figure another one by themselves: the row is open, or its price is bounds, and the cell is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, read_unit
from calculator.reference.figure_words import figure_words
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.layout.headings import meaning_of
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.remarks import Remark

GROUPED: Final = "columns of groups"
"""Under this name the columns of all groups, side by side, stand beside the cells of a table."""
REMARKS: Final = "remarks"
"""Under this name the comments of a sheet stand beside its cells."""
_LONGEST: Final = 200
_IDENTITIES: Final = frozenset(
    {"number", "name", "description", "specification", "supplier", "supplier_number", "revision"}
)
_FIGURE: Final = r"(?<![\d.,±])(\d{1,7}(?:[.,]\d{1,6})?)"
_SHARE: Final = late_pattern(
    rf"{_FIGURE}\s*(?:(?:wt|gew|mass|m)\.?\s*-?\s*)?(%|ppm|‰)", re.IGNORECASE
)
_PARTS: Final = {"%": 100, "‰": 1000, "ppm": 1000000}
_UNIT: Final = r"(kg|mg|g|lbs?|oz|gramm?s?|grammes?|kilograms?|milligrams?|克|千克|公斤|グラム)"
_IN_UNIT: Final = late_pattern(
    rf"(?<![^\W\d_])(?:in|en|unit:?|單位|单位|単位)\s*:?\s*{_UNIT}(?![^\W\d_])", re.IGNORECASE
)
_AS_FRACTION: Final = late_pattern(
    r"(?i)\bfractions?\s*(?:\(|of 1|from 0)|\b0\s*(?:\.{2,3}|…|-|–|to|bis)\s*1\b"
)
_PER_MASS: Final = late_pattern(
    rf"(?<![^\W\d_])(?:per|je|pro|par|por|al|za)\s+(\d+(?:[.,]\d+)?)?\s*{_UNIT}(?![^\W\d_])|(?:/|每)\s*(\d+(?:[.,]\d+)?)?\s*{_UNIT}(?![^\W\d_])",
    re.IGNORECASE,
)


def remarks_on(row: FactRow) -> Iterator[Remark]:
    """The texts of a row in columns without a meaning, and the comments on its cells."""
    cells = row.cells
    table, read = cells.table, columns_with_meaning(cells)
    for column, value in enumerate(table.rows[row.row]):
        heading = table.text(cells.header.row, column)
        if column in read or not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
            continue
        meaning = meaning_of("bom", heading) if heading else None
        if meaning is None or meaning.name not in _IDENTITIES:
            yield Remark(text=_plain(value), cell=table.source(row.row, column), heading=heading)
    yield from comments_on_row(row)


def columns_with_meaning(cells: TableCells) -> frozenset[int]:
    """The columns that are read in one of the groups of a table: what stands there is no remark."""
    grouped: frozenset[int] = cells.studies.get(GROUPED, frozenset())
    return cells.columns_read | grouped


def comments_on_row(row: FactRow) -> Iterator[Remark]:
    """The comments on the cells of a row."""
    for remark in row.cells.studies.get(REMARKS, ()):
        if remark.cell.row == row.row + 1:
            yield Remark(text=_plain(remark.text), cell=remark.cell)


def remarks_alone(cells: TableCells) -> tuple[Remark, ...]:
    """The texts that stand alone in their row, and comments outside of the rows: they speak of the whole table."""
    if "alone" not in cells.studies:
        table = cells.table
        lone = [
            Remark(text=_plain(filled[0][1]), cell=table.source(row, filled[0][0]))
            for row, values in enumerate(table.rows)
            if len(
                filled := [(at, cell) for at, cell in enumerate(values) if cell not in (None, "")]
            )
            == 1
            and isinstance(filled[0][1], str)
            and len(filled[0][1]) <= _LONGEST
        ]
        above = [
            Remark(text=_plain(remark.text), cell=remark.cell)
            for remark in cells.studies.get(REMARKS, ())
            if remark.cell.row <= cells.header.body
        ]
        cells.studies["alone"] = (*lone, *above)
    remarks: tuple[Remark, ...] = cells.studies["alone"]
    return remarks


def other_amount(row: FactRow, share: Bounds | None) -> tuple[str, Source] | None:
    """The words by which the share of a row may be another one, and their cell; None where none does, or no share is stated."""
    if share is None:
        return None
    for remark in remarks_on(row):
        if figure_words().of_no_content.isdisjoint(_words(remark.text)) and (
            any(not _holds(share, stated) for stated in _shares(remark.text))
            or _names_other_scale(remark.text)
        ):
            return remark.text, remark.cell
    for remark in remarks_alone(row.cells):
        if _names_other_scale(remark.text):
            return remark.text, remark.cell
    return None


def other_bases(row: FactRow, per: Fraction) -> tuple[tuple[Fraction, str, Source], ...]:
    """By words beside a price, or beside all of them, of how many kg it may be instead of ``per``, with the words and their cell."""
    named = (
        Remark(text=_plain(row.text(meaning)), cell=row.source(meaning))
        for meaning in ("source", "market")
        if not row.is_blank(meaning)
    )
    every = (*named, *remarks_on(row), *remarks_alone(row.cells))
    return tuple(
        (basis, remark.text, remark.cell)
        for remark in every
        for basis in _bases(remark.text)
        if basis != per
    )


def _bases(text: str) -> Iterator[Fraction]:
    for match in _PER_MASS.finditer(text):
        count = match.group(1) or match.group(3) or "1"
        unit = read_unit(match.group(2) or match.group(4))
        if unit is not None and unit.dimension is Dimension.MASS:
            yield Fraction(count.replace(",", ".")) * unit.factor


def _shares(text: str) -> Iterator[Fraction]:
    for figure, sign in _SHARE.findall(text):
        yield Fraction(figure.replace(",", ".")) / _PARTS[sign.casefold()]


def _holds(share: Bounds, stated: Fraction) -> bool:
    return share.low <= stated and (share.high is None or stated <= share.high)


def _names_other_scale(text: str) -> bool:
    return bool(_IN_UNIT.search(text) or _AS_FRACTION.search(text))


def _words(text: str) -> set[str]:
    return {*re.findall(r"[^\W\d_]+|±", text.casefold())}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
