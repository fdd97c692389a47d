"""The RMI's Additional Minerals Reporting Template (AMRT, from 1.3), filled in: which products are said to be made with rare earths.

Only a declaration of products is evidence for a part; one of a whole company, or of a scope in words, is none. The template asks
whether a mineral is intentionally added or used in the product or in its production, not how much of it is there: Yes names it
without an amount, No is no statement that there is none. Smelters are named with their countries, and not for each product.
What the sheets hold is taken from public descriptions of the template: https://www.responsiblemineralsinitiative.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from calculator.findings.accounting import RowFate
from calculator.model.content_row import ContentRow
from calculator.model.countries import read_country
from calculator.model.item import Origin
from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.model.substances import Substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.counted import agreeing, counted
from calculator.numbers.late_patterns import late_pattern
from calculator.sources.declarations.sheet_words import names_substance, sheet_words
from calculator.sources.facts.amount_words import folded
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.substance_names import substances_named
from calculator.sources.layout.columns import Header
from calculator.sources.rows.access import is_blank_text
from calculator.sources.table.table import Table

SHEETS: Final = ("declaration", "product list", "smelter list")
_MARK: Final = "minerals scope"
_TITLE: Final = "additional minerals reporting template"
_SCOPE: Final = late_pattern(r"\s*([ABC])[.．]\s*\S")
_PRODUCTS: Final = "B"
_SEARCHED: Final = 120
_NUMBER: Final = late_pattern(
    r"(?P<whose>requ?est[eo]r|manufacturer|respondent|responder)?.*product number", re.IGNORECASE
)
_ANY_RARE_EARTH: Final = "rare earth"
_ANY: Final = Bounds(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mineral:
    """A rare earth of the declaration and what is answered of it; ``countries`` are those of its smelters."""

    substance: Substance
    is_used: bool | None
    place: Source
    countries: tuple[str, ...] = ()


def is_amrt(tables: Sequence[Table]) -> bool:
    """True for a workbook with the sheets of the template and its name or its own sheet."""
    names = {table.sheet.strip().casefold() for table in tables}
    if not names.issuperset(SHEETS):
        return False
    return _MARK in names or any(
        _TITLE in table.text(row, column).casefold()
        for table in tables
        for row in range(min(6, len(table.rows)))
        for column in range(len(table.rows[row]))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AmrtReading:
    """What a filled-in template says, and the rows of its sheets that say it."""

    contents: tuple[StatedContent, ...]
    problems: tuple[Problem, ...]
    blocks: tuple[tuple[Table, Header, Mapping[int, RowFate]], ...] = ()


def read_amrt(tables: Sequence[Table], part_of: str) -> AmrtReading:
    """A row for each rare earth of each product."""
    by_name = {table.sheet.strip().casefold(): table for table in tables}
    declaration, products = by_name["declaration"], by_name["product list"]
    scope, place = _scope_of(declaration)
    if scope != _PRODUCTS:
        why = "the declaration is of a whole company or of a scope in words, which is no evidence for a part; ask for the scope Product (or List of Products)"
        return AmrtReading(contents=(), problems=(warning("amrt-scope", why, place),))
    countries = _countries(by_name["smelter list"])
    minerals = list(_minerals(declaration, countries))
    rows = [
        _row(number, others, mineral, cell, part_of)
        for number, others, cell in _numbers(products)
        for mineral in minerals
        if mineral.is_used is not False
    ]
    supplier = _company(declaration)
    told = note(
        "amrt-read",
        f"the template says of rare earths whether they are used, not how much of them is in a product: {counted(len(rows), 'row')} {agreeing(len(rows), 'names', 'name')} one without an amount, and No was not taken for none",
        *(mineral.place for mineral in minerals[:6]),
    )
    return AmrtReading(
        contents=tuple(replace(row, supplier=supplier) for row in rows),
        problems=(told,),
        blocks=(
            _block(declaration, [mineral.place for mineral in minerals]),
            _block(products, [cell for _, _, cell in _numbers(products)]),
        ),
    )


def _block(table: Table, cells: Sequence[Source]) -> tuple[Table, Header, Mapping[int, RowFate]]:
    """The rows of a sheet that were read, for the account."""
    fates = {cell.row - 1: RowFate.FACTS for cell in cells}
    first = min(fates, default=0)
    header = Header(kind="content", row=first, body=first, end=len(table.rows), headings={})
    return table, header, fates


def _row(
    number: str, others: tuple[str, ...], mineral: Mineral, cell: Source, part_of: str
) -> StatedContent:
    is_any = mineral.substance.key == _ANY_RARE_EARTH
    return StatedContent(
        content=ContentRow(
            item=number,
            substance=mineral.substance,
            origin=Origin(named=mineral.countries),
            # Yes for an element says that there is some; of rare earths as such, nothing of any of them.
            share=None if mineral.is_used and not is_any else _ANY,
            cells=(cell, mineral.place),
            part_of=part_of,
        ),
        number=number,
        other_numbers=others,
        is_hint=is_any,
        file=cell.file,
        sheet=cell.sheet,
    )


# --------------------------------------------------------------------------- the sheets


def _scope_of(table: Table) -> tuple[str, Source]:
    """The letter of the scope, which is the same in every language."""
    for row, column, text in _texts(table):
        match = _SCOPE.match(text)
        if match:
            return match[1], table.source(row, column)
    return "", table.source(0, 0)


def _company(table: Table) -> str:
    for row, column, text in _texts(table):
        if text.casefold().startswith("company name"):
            return next(
                (
                    value
                    for beside in range(column + 1, len(table.rows[row]))
                    if (value := table.text(row, beside))
                ),
                "",
            )
    return ""


def _minerals(table: Table, countries: Mapping[str, tuple[str, ...]]) -> Iterator[Mineral]:
    """The first answer to each rare earth: question 1; what follows asks of suppliers."""
    met: set[str] = set()
    for row in range(min(len(table.rows), _SEARCHED)):
        cells = [(column, table.text(row, column)) for column in range(len(table.rows[row]))]
        answer = next((text for _, text in cells if folded(text) in sheet_words().answers), None)
        if answer is None:
            continue
        is_used = sheet_words().answers[folded(answer)]
        for column, text in cells:
            substance = _rare_earth(text)
            if substance is not None and substance.key not in met:
                met.add(substance.key)
                yield Mineral(
                    substance=substance,
                    is_used=is_used,
                    place=table.source(row, column),
                    countries=countries.get(substance.key, ()),
                )


def _countries(table: Table) -> dict[str, tuple[str, ...]]:
    """The countries of the smelters of each rare earth."""
    found: dict[str, list[str]] = {}
    for row in range(len(table.rows)):
        texts = [table.text(row, column) for column in range(len(table.rows[row]))]
        substance = next((one for text in texts if (one := _rare_earth(text)) is not None), None)
        if substance is None:
            continue
        codes = [code for text in texts if text and (code := read_country(text)) is not None]
        found.setdefault(substance.key, []).extend(codes)
    return {key: tuple(dict.fromkeys(codes)) for key, codes in found.items()}


def _numbers(table: Table) -> Iterator[tuple[str, tuple[str, ...], Source]]:
    """The number of each product, the requester's first, and its cell."""
    for row in range(min(len(table.rows), _SEARCHED)):
        columns = {
            column: (match["whose"] or "").casefold()
            for column in range(len(table.rows[row]))
            if (match := _NUMBER.match(table.text(row, column)))
        }
        if columns:
            own = sorted(columns, key=lambda column: not columns[column].startswith("req"))
            yield from _below(table, row, own)
            return


def _below(
    table: Table, heading: int, columns: Iterable[int]
) -> Iterator[tuple[str, tuple[str, ...], Source]]:
    order = list(columns)
    for row in range(heading + 1, len(table.rows)):
        numbers = [
            (text, column) for column in order if not is_blank_text(text := table.text(row, column))
        ]
        if numbers:
            first, column = numbers[0]
            yield first, tuple(text for text, _ in numbers[1:]), table.source(row, column)


def _texts(table: Table) -> Iterator[tuple[int, int, str]]:
    for row in range(min(len(table.rows), _SEARCHED)):
        for column in range(len(table.rows[row])):
            text = table.text(row, column)
            if text:
                yield row, column, text


def _rare_earth(text: str) -> Substance | None:
    if not text or not names_substance(text):
        return None
    return next((one for one in substances_named(text).substances if one.elements), None)
