"""The RMI's Additional Minerals Reporting Template (AMRT, from 1.3), filled in: which products are said to be made with rare earths.

Only a declaration of products is evidence for a part; one of a whole company, or of a scope in words, is none. The template asks
whether a mineral is intentionally added or used in the product or in its production, not how much of it is there: Yes names it
without an amount, No is no statement that there is none. Smelters are named with their countries, and not for each product.
What the sheets hold is taken from public descriptions of the template: https://www.responsiblemineralsinitiative.org.
"""

from __future__ import annotations

import re
import unicodedata
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
from calculator.recognition.elements_said import HEAVY, elements_said
from calculator.sources.declarations.document_head import elements_beside
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
_SCOPE: Final = late_pattern(
    r"\s*(?:([ABC])\s*[.)．）:：–-]\s*\S|(product)\b(?!\s*(?:name|number|list\s*$)))", re.IGNORECASE
)
_PRODUCTS: Final = "B"
_SEARCHED: Final = 120
_NUMBER: Final = late_pattern(
    r"(?P<whose>requ?est[eo]r|manufacturer|respondent|responder)?.*product number", re.IGNORECASE
)
_LONGEST_NAME: Final = 5
"""Words of the name of a mineral; more are a sentence."""
_ANY_RARE_EARTH: Final = "rare earth"
_ANY: Final = Bounds(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mineral:
    """A rare earth of the declaration and what is answered of it; ``countries`` are those of its smelters."""

    substance: Substance
    is_used: bool | None
    place: Source
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Smelters:
    """Where one rare earth is smelted, and the first cell that names it."""

    substance: Substance
    place: Source
    countries: tuple[str, ...]


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
    minerals = list(_minerals(declaration, _smelters(by_name["smelter list"])))
    numbers = list(_numbers(products))
    rows = [
        _row(number, others, mineral, cell, part_of)
        for number, others, cell in numbers
        for mineral in minerals
        if mineral.is_used is not False
    ]
    of_all = list(_remarks(declaration, range(len(declaration.rows))))
    rows += [
        _in_words(number, others, symbol, cell, place, part_of)
        for number, others, cell in numbers
        for elements, place in (*of_all, *_remarks(products, [cell.row - 1]))
        for symbol in sorted(elements)
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
            _block(products, [cell for _, _, cell in numbers]),
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


def _in_words(
    number: str, others: tuple[str, ...], symbol: str, cell: Source, place: Source, part_of: str
) -> StatedContent:
    """What a comment says is in a product; of the heavy ones together any may be meant."""
    name = _ANY_RARE_EARTH if symbol == HEAVY else symbol
    (substance,) = substances_named(name).substances
    mineral = Mineral(substance=substance, is_used=True, place=place)
    return replace(_row(number, others, mineral, cell, part_of), is_open=True)


# --------------------------------------------------------------------------- the sheets


def _scope_of(table: Table) -> tuple[str, Source]:
    """The letter of the scope, which is the same in every language; ``B`` too where only the word product stands there."""
    for row, column, text in _texts(table):
        match = _SCOPE.match(unicodedata.normalize("NFKC", text))
        if match:
            return (match[1] or _PRODUCTS).upper(), table.source(row, column)
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


def _minerals(table: Table, smelters: Mapping[str, Smelters]) -> Iterator[Mineral]:
    """Each rare earth that the declaration or the list of smelters names, with the strongest of its answers: Yes, No, none that is clear.

    A smelter of what is not answered says that it is used.
    """
    minerals: dict[str, Mineral] = {}
    for row in range(len(table.rows)):
        for column in range(len(table.rows[row])):
            for substance in _rare_earths(table.text(row, column)):
                is_used = _answer(table, row, column)
                before = minerals.get(substance.key)
                if before is None or _STRENGTH[is_used] > _STRENGTH[before.is_used]:
                    place = table.source(row, column)
                    mineral = Mineral(substance=substance, is_used=is_used, place=place)
                    minerals[substance.key] = mineral
    for key, of_key in smelters.items():
        if key not in minerals or minerals[key].is_used is None:
            minerals[key] = Mineral(substance=of_key.substance, is_used=True, place=of_key.place)
    for key, mineral in minerals.items():
        countries = smelters[key].countries if key in smelters else ()
        yield replace(mineral, countries=countries)


_STRENGTH: Final[Mapping[bool | None, int]] = {True: 2, False: 1, None: 0}


def _answer(table: Table, row: int, column: int) -> bool | None:
    """Whether a mineral is used: by the first answer in its row, else by that below its name; None where neither is a yes or a no."""
    beside = [table.text(row, other) for other in range(len(table.rows[row])) if other != column]
    below = [table.text(row + 1, column)] if row + 1 < len(table.rows) else []
    for text in (*beside, *below):
        first = folded(re.split(r"[\s,;:.(（，、]", text.strip(), maxsplit=1)[0])
        for words in (folded(text), first):
            if words in sheet_words().answers:
                return sheet_words().answers[words]
    return None


def _remarks(table: Table, rows: Iterable[int]) -> Iterator[tuple[frozenset[str], Source]]:
    """The rare earths that comments in some rows say are in the products, each with its cell."""
    for row in rows:
        for column in range(len(table.rows[row])):
            if elements := elements_beside(table.text(row, column)):
                yield elements, table.source(row, column)


def _smelters(table: Table) -> dict[str, Smelters]:
    """The countries of the smelters of each rare earth."""
    smelters: dict[str, Smelters] = {}
    for row in range(len(table.rows)):
        texts = [table.text(row, column) for column in range(len(table.rows[row]))]
        codes = [code for text in texts if text and (code := read_country(text)) is not None]
        for column, text in enumerate(texts):
            for substance in _rare_earths(text):
                before = smelters.get(substance.key)
                smelters[substance.key] = Smelters(
                    substance=substance,
                    place=before.place if before else table.source(row, column),
                    countries=tuple(dict.fromkeys((*(before.countries if before else ()), *codes))),
                )
    return smelters


def _numbers(table: Table) -> Iterator[tuple[str, tuple[str, ...], Source]]:
    """The number of each product, the requester's first, and its cell; below headings in an unknown language any text may be one."""
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
    heading = next((row for row, column, _ in _texts(table) if column > 0), len(table.rows))
    yield from _below(table, heading, range(max(map(len, table.rows), default=0)))


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


def _rare_earths(text: str) -> tuple[Substance, ...]:
    """The rare earths that a cell is the name of: "Dysprosium (*)", "Other: terbium", "Rare earth elements (Dy, Tb)"; none of a sentence."""
    plain = text.replace("(*)", "").rpartition(":")[2].strip(" *")
    if not plain or len(plain.split()) > _LONGEST_NAME:
        return ()
    symbols = sorted(elements_said(plain) - {HEAVY})
    if not names_substance(plain):
        return tuple(substances_named(symbol).substances[0] for symbol in symbols)
    return tuple(each for each in substances_named(plain).substances if each.elements)[:1]
