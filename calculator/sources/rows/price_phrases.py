"""Words in a row, or beside the table, that make another price of it: "per 1000 pcs", "pack of 50", "每千", "less 20 %", "in EUR".

How many pieces a price is of is told here; a discount, a currency and another amount in ``price_words``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.model.source import Source
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.joined_texts import UNSPACED, JoinedTexts
from calculator.reference.figure_words import figure_words
from calculator.sources.layout.columns import Heading
from calculator.sources.layout.heading_tokens import any_of_longest_first
from calculator.sources.layout.headings import meaning_of
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.basis_notes import basis_named
from calculator.sources.rows.counted_cells import pieces_of_cells
from calculator.sources.rows.figure_headings import is_other_money, says_money
from calculator.sources.rows.mass_words import MassWords, mass_words
from calculator.sources.rows.price_needs import COUNTED, PACKED, price_needs
from calculator.sources.rows.price_words import PriceWords, price_words
from calculator.sources.rows.remarks import Remark
from calculator.sources.table.table import CellValue

_NOTHING: Final = (None, "")
_OF_NOTE: Final = 2
"""So many cells at most hold a note under a table."""
_LONGEST: Final = 400
_NOT_HEARD: Final = frozenset(
    {
        "price",
        "line_price",
        "mass",
        "line_mass",
        "quantity",
        "per_parent",
        "cumulative",
        "unit",
        "number",
        "price_per",
        "pack",
        "base_quantity",
        "supplier_number",
        "level",
        "position",
        "parent",
        "origin",
    }
)


_ABOUT_PRICES: Final = frozenset({"price", "line_price", "price_per", "pack", "unit"})
"""Columns whose figures are no words, and whose comments are heard all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a text makes of a price: of how many pieces it may be, a discount, a currency, another amount."""

    text: str
    cell: Source
    pieces: Fraction | None = None
    words: PriceWords | None = None
    mass: MassWords | None = None
    is_pack: bool = False
    """True where it may be of a pack of which nobody says how many it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """By row what stands in it, and what is said of every price of the table."""

    by_row: dict[int, tuple[Phrase, ...]]
    of_all: tuple[Phrase, ...] = ()

    @property
    def names_currency(self) -> bool:
        """True where words about the whole table make two currencies possible for every price of it."""
        return any(phrase.words is not None and phrase.words.currencies for phrase in self.of_all)


def phrases_of(cells: TableCells, remarks: Sequence[Remark] = ()) -> Phrases:
    """What the words of a table, and those beside it, say of its prices; looked for once."""
    if "phrases" not in cells.studies:
        cells.studies["phrases"] = _phrases(cells, remarks)
    phrases: Phrases = cells.studies["phrases"]
    return phrases


def _phrases(cells: TableCells, remarks: Sequence[Remark]) -> Phrases:
    header, table = cells.header, cells.table
    prices = [
        heading.column
        for meaning in ("price", "line_price")
        for heading in _columns(cells, meaning)
    ]
    masses = [heading.column for heading in _columns(cells, "mass")]
    if not prices and not masses:
        return Phrases(by_row={})
    meanings = {heading.column: meaning for meaning, heading in header.headings.items()}
    by_row: dict[int, tuple[Phrase, ...]] = {}
    of_all: list[Phrase] = []

    def keep(phrase: Phrase, row: int) -> None:
        """Of a row with a price, else of all: there a sum of money that is named is no price of each."""
        if header.body <= row < header.end and any(
            table.value(row, figure) is not None
            for figure in (prices if phrase.mass is None else masses)
        ):
            by_row[row] = (*by_row.get(row, ()), phrase)
        elif _is_of_all(phrase):
            of_all.append(phrase)

    for column in range(max(map(len, table.rows[: header.end]), default=0)):
        meaning = meanings.get(column, "")
        for phrase in _in_column(cells, column, is_heard=meaning not in _NOT_HEARD):
            keep(phrase, phrase.cell.row - 1)
    spoken = _named([remark.text for remark in remarks])
    for remark in remarks:
        is_here = remark.cell.sheet == table.sheet
        meaning = meanings.get(remark.cell.column - 1, "") if is_here else ""
        if remark.text in spoken and (meaning not in _NOT_HEARD or meaning in _ABOUT_PRICES):
            phrase = replace(spoken[remark.text], cell=remark.cell)
            keep(phrase, remark.cell.row - 1 if is_here else -1)
    of_all += filter(_is_of_all, _notes(cells))
    return Phrases(by_row=by_row, of_all=tuple(of_all))


def _is_of_all(phrase: Phrase) -> bool:
    """True for words about the figures of a whole table; a mass that is named is no mass of each."""
    if phrase.mass is not None:
        return not phrase.mass.amounts
    return says_money(phrase.text) or basis_named(phrase.text) is not None


def _notes(cells: TableCells) -> Iterator[Phrase]:
    """What notes above, between and under the rows say: texts that stand alone in their row, or a label and what it says."""
    table, header = cells.table, cells.header
    notes: list[tuple[str, Source]] = []
    for row in (*range(header.row), *range(header.body, len(table.rows))):
        values = table.rows[row]
        if not 0 < len(values) - values.count(None) - values.count("") <= _OF_NOTE:
            continue
        filled = [column for column, value in enumerate(values) if value not in _NOTHING]
        if isinstance(table.value(row, filled[0]), str):
            text = " ".join(table.text(row, column) for column in filled)
            notes.append((text, table.source(row, filled[0])))
    named = _named([text for text, _ in notes])
    return (replace(named[text], cell=cell) for text, cell in notes if text in named)


def _columns(cells: TableCells, meaning: str) -> tuple[Heading, ...]:
    header = cells.header
    first = header.headings.get(meaning)
    return () if first is None else (first, *header.more.get(meaning, ()))


def _in_column(cells: TableCells, column: int, *, is_heard: bool) -> Iterator[Phrase]:
    """What a column says above the headings and, where it is heard, below them."""
    header, table = cells.header, cells.table
    values = table.column(column)[: header.end]
    named = _named(values[: header.row]) | (_named(values[header.body :]) if is_heard else {})
    if is_heard and column not in cells.columns_read:
        counts = pieces_of_cells(values[header.body :], are_units=_is_second_unit(cells, column))
        named |= {
            text: Phrase(text=text, cell=_NOWHERE, pieces=pieces, is_pack=pieces is None)
            for text, pieces in counts.items()
        }
    for row, value in enumerate(values if named else ()):
        is_part = row < header.row or (is_heard and row >= header.body)
        if is_part and isinstance(value, str) and value in named:
            yield replace(named[value], cell=table.source(row, column))


_NOWHERE: Final = Source("", "")


def _named(values: Sequence[CellValue]) -> dict[str, Phrase]:
    """Each distinct text that makes another price of one, and what it says."""
    texts = [value for value in {*values} if isinstance(value, str) and len(value) <= _LONGEST]
    phrases = {text: _phrase_in(text) for text in JoinedTexts(texts).meeting(price_needs())}
    return {text: phrase for text, phrase in phrases.items() if phrase is not None}


def _phrase_in(text: str) -> Phrase | None:
    """What one text says, which is nothing of nearly every text; ``price_needs`` tells those."""
    pieces = pieces_named(text) or basis_named(text)
    words = price_words(text)
    mass = mass_words(text, pieces)
    if mass is not None:
        pieces = None
    if pieces is None and words is None and mass is None:
        return None
    return Phrase(text=text, cell=_NOWHERE, pieces=pieces, words=words, mass=mass)


def saying_of_price(texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that make another price of one."""
    return frozenset(_named([*texts]))


def _is_second_unit(cells: TableCells, column: int) -> bool:
    """True for a column of units beside the one that was read: a price may be of what it names."""
    header = cells.header
    unit = header.headings.get("unit")
    if unit is None or unit.column == column:
        return False
    known = meaning_of(header.kind, cells.table.text(header.row, column))
    return known is not None and known.name == "unit"


def pieces_named(text: str) -> Fraction | None:
    """Of how many pieces, more than one, a text says that a price or a pack is; None where it says nothing of it.

    >>> [str(pieces_named(text)) for text in ("price per 1000 pcs", "Pack of 50", "10er-Pack", "单价/千只", "50 pcs/bag")]
    ['1000', '50', '10', '1000', '50']
    >>> pieces_named("price valid until 12/2026"), str(pieces_named("price 12 / 2000"))
    (None, '2000')
    >>> [pieces_named(text) for text in ("keep 10 mm apart", "M3x10, 4 per board", "see page 100", "set of tools", "box 20x30")]
    [None, None, None, None, None]
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if _DIGIT.search(plain) is None and not any(number in plain for number in _written_numbers()):
        return None
    patterns = _patterns()
    if is_other_money(plain):
        # "MOQ 1000 pcs" is a number of pieces that no price is of.
        patterns = patterns[:-1]
    for pattern, needs_money in patterns:
        for match in pattern.finditer(plain):
            number = next(group for group in match.groups() if group)
            pieces = _number(number)
            if pieces is None or pieces <= 1 or "per cent" in match.group():
                continue
            if _MONTH_OF.search(plain, 0, match.end()):
                continue
            if needs_money and not says_money(plain) and not _is_round(pieces):
                continue
            return pieces
    return None


_MONTH_OF: Final = late_pattern(r"(?<![\d.,])(?:\d{1,2}/)?(?:0?[1-9]|1[0-2])/20[2-4]\d\Z")
"""The month of a year, and no price of 2026 pieces: valid until 12/2026."""
_DIGIT: Final = re.compile(r"\d")


@cache
def _written_numbers() -> tuple[str, ...]:
    words = figure_words()
    return (*words.hundred, *words.thousand)


def _is_round(pieces: Fraction) -> bool:
    return pieces in (100, 1000, 10000)


def _number(text: str) -> Fraction | None:
    words = figure_words()
    if text in words.hundred:
        return Fraction(100)
    if text in words.thousand:
        return Fraction(1000)
    digits = re.sub(r"[\s.,']", "", text)
    if digits.endswith("k") and digits[:-1].isdigit():
        return Fraction(int(digits[:-1]) * 1000)
    return Fraction(int(digits)) if digits.isdigit() and len(digits) <= 6 else None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Each way to say it, and whether it counts only beside a word of money or of a round number."""
    words = figure_words()
    per = "|".join(
        re.escape(word)
        + (
            r"\s*(?=\d)|" + re.escape(word) + r"\s+"
            if word.isalpha() and word.isascii()
            else r"\s*"
        )
        for word in words.per
    )
    pieces, packs = any_of_longest_first(words.pieces), any_of_longest_first(words.packs)
    each_of = any_of_longest_first(words.per_behind)
    scale = any_of_longest_first((*words.hundred, *words.thousand))
    number = rf"(\d{{1,3}}(?:[.,' ]\d{{3}})+|\d{{1,6}}k?|{scale})"
    # A script that sets no spaces has no end of a word to look for.
    end = r"(?![^\W\d_])(?!\s*[x×*.,]?\d)"
    loose_end = rf"(?![^\W\d_{UNSPACED}])(?!\s*[x×*.,]?\d)"
    start = rf"(?<![^\W\d_{UNSPACED}])"
    return (
        # per 1000 pcs, je 100 Stück, /千只
        (
            late_pattern(rf"{start}(?:{per}){number}\s*(?:{pieces}){loose_end}", needs=words.per),
            True,
        ),
        (
            late_pattern(rf"{start}(?:{per}){number}{end}(?!\s*[a-z°%]{{1,3}}\b)", needs=words.per),
            True,
        ),
        # 100個あたり, 1000개당
        (
            late_pattern(rf"{number}\s*(?:{pieces})?\s*(?:{each_of})", needs=words.per_behind),
            True,
        ),
        # pack of 50, set à 10, bag (20 pcs)
        (
            late_pattern(
                rf"{start}(?:{packs})s?\s*(?:of|à|a|von|mit|de|di|da|z|[:=])\s*{number}{end}(?!\s*(?:mm|cm|m|g|kg|ml|l)\b)",
                needs=words.packs,
            ),
            False,
        ),
        (
            late_pattern(
                rf"{start}(?:{packs})s?\s*\(\s*{number}\s*(?:{pieces})?\s*\)", needs=words.packs
            ),
            False,
        ),
        # 50 pcs/bag, 50 per pack, 50/pack, 50-pack, 10er-pack
        (
            late_pattern(
                rf"{number}\s*(?:{pieces})?\s*(?:/|per|pro|je|par|por|in a|in|each)\s*(?:a\s+)?(?:{packs}){end}",
                needs=words.packs,
            ),
            False,
        ),
        (
            late_pattern(
                rf"(?<![\d.,x×]){number}\s*(?:-|er[- ]?)?\s*(?:pack|packs|pk|er-pack|包|袋|盒|パック|個入|個入り|入り?|个装|個裝|개입)(?![^\W\d_])",
                needs=PACKED,
            ),
            False,
        ),
        # 50 pcs
        (
            late_pattern(
                rf"(?<![\d.,x×\-]){number}\s*(?:{any_of_longest_first(COUNTED)}){end}",
                needs=COUNTED,
            ),
            False,
        ),
    )
