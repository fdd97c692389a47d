"""Words in a row, or beside the table, that say of how many pieces a price is: "per 1000 pcs", "pack of 50", "每千"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.model.source import Source
from calculator.recognition.digit_shapes import those_shaped
from calculator.reference.figure_words import figure_words
from calculator.sources.layout.heading_tokens import any_of_longest_first
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.figure_headings import has_word
from calculator.sources.table.table import CellValue

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Of how many pieces a price may be, and the cell that says so."""

    pieces: Fraction
    cell: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """By row what stands in it, and what is said of every price of the table."""

    by_row: dict[int, tuple[Phrase, ...]]
    of_all: tuple[Phrase, ...] = ()


def phrases_of(cells: TableCells) -> Phrases:
    """What the words of a table say of its prices; looked for once."""
    if "phrases" not in cells.studies:
        cells.studies["phrases"] = _phrases(cells)
    phrases: Phrases = cells.studies["phrases"]
    return phrases


def _phrases(cells: TableCells) -> Phrases:
    header, table = cells.header, cells.table
    prices = [
        heading.column
        for meaning in ("price", "line_price")
        if meaning in header.headings
        for heading in (header.headings[meaning], *header.more.get(meaning, ()))
    ]
    if not prices:
        return Phrases(by_row={})
    meanings = {heading.column: meaning for meaning, heading in header.headings.items()}
    by_row: dict[int, tuple[Phrase, ...]] = {}
    of_all: list[Phrase] = []
    for column in range(max(map(len, table.rows[: header.end]), default=0)):
        is_heard = meanings.get(column) not in _NOT_HEARD
        for phrase in _in_column(cells, column, is_heard=is_heard):
            row = phrase.cell.row - 1
            if row >= header.body and any(table.value(row, price) is not None for price in prices):
                by_row[row] = (*by_row.get(row, ()), phrase)
            elif has_word(table.text(row, column), figure_words().money):
                of_all.append(phrase)
    return Phrases(by_row=by_row, of_all=tuple(of_all))


def _in_column(cells: TableCells, column: int, *, is_heard: bool) -> Iterator[Phrase]:
    """What a column says above the headings and, where it is heard, below them."""
    header, table = cells.header, cells.table
    values = table.column(column)[: header.end]
    named = _named(values[: header.row]) | (_named(values[header.body :]) if is_heard else {})
    for row, value in enumerate(values if named else ()):
        is_part = row < header.row or (is_heard and row >= header.body)
        if is_part and isinstance(value, str) and value in named:
            yield Phrase(pieces=named[value], cell=table.source(row, column))


def _named(values: Sequence[CellValue]) -> dict[str, Fraction]:
    """Each distinct text that says of how many pieces a price is, and what it says."""
    texts = [value for value in {*values} if isinstance(value, str)]
    named = {text: pieces_named(text) for text in those_shaped(texts, _may_say)}
    return {text: pieces for text, pieces in named.items() if pieces is not None}


def _may_say(text: str) -> bool:
    """False for nearly every text, at the cost of one look at its words."""
    if len(text) > _LONGEST:
        return False
    return not text.isascii() or not _hints().isdisjoint(_LETTERS.findall(text.lower()))


_LETTERS: Final = re.compile("[a-z]+")


@cache
def _hints() -> frozenset[str]:
    words = figure_words()
    listed = (*words.packs, *words.pieces, *words.hundred, *words.thousand, *words.per)
    hints = {part for word in listed for part in _LETTERS.findall(word)}
    return frozenset(hints | {f"{word}s" for word in hints})


def pieces_named(text: str) -> Fraction | None:
    """Of how many pieces, more than one, a text says that a price or a pack is; None where it says nothing of it.

    >>> [str(pieces_named(text)) for text in ("price per 1000 pcs", "Pack of 50", "10er-Pack", "单价/千只", "50 pcs/bag")]
    ['1000', '50', '10', '1000', '50']
    >>> [pieces_named(text) for text in ("keep 10 mm apart", "M3x10, 4 per board", "see page 100", "set of tools", "box 20x30")]
    [None, None, None, None, None]
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    for pattern, needs_money in _patterns():
        for match in pattern.finditer(plain):
            number = next(group for group in match.groups() if group)
            pieces = _number(number)
            if pieces is None or pieces <= 1:
                continue
            if needs_money and not has_word(plain, figure_words().money) and not _is_round(pieces):
                continue
            return pieces
    return None


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
    scale = any_of_longest_first((*words.hundred, *words.thousand))
    number = rf"(\d{{1,3}}(?:[.,' ]\d{{3}})+|\d{{1,6}}k?|{scale})"
    end = r"(?![^\W\d_])(?!\s*[x×*.,]?\d)"
    return (
        # per 1000 pcs, je 100 Stück, /千只
        (re.compile(rf"(?<![^\W\d_])(?:{per}){number}\s*(?:{pieces}){end}"), True),
        (re.compile(rf"(?<![^\W\d_])(?:{per}){number}{end}(?!\s*[a-z°%]{{1,3}}\b)"), True),
        # pack of 50, set à 10, bag (20 pcs)
        (
            re.compile(
                rf"(?<![^\W\d_])(?:{packs})s?\s*(?:of|à|a|von|mit|de|di|da|z|[:=])\s*{number}{end}(?!\s*(?:mm|cm|m|g|kg|ml|l)\b)"
            ),
            False,
        ),
        (re.compile(rf"(?<![^\W\d_])(?:{packs})s?\s*\(\s*{number}\s*(?:{pieces})?\s*\)"), False),
        # 50 pcs/bag, 50 per pack, 50/pack, 50-pack, 10er-pack
        (
            re.compile(
                rf"{number}\s*(?:{pieces})?\s*(?:/|per|pro|je|par|por|in a|in|each)\s*(?:a\s+)?(?:{packs}){end}"
            ),
            False,
        ),
        (
            re.compile(
                rf"(?<![\d.,x×]){number}\s*(?:-|er[- ]?)?\s*(?:pack|packs|pk|er-pack|包|袋|盒|パック|個入|個入り|入り?|个装|個裝|개입)(?![^\W\d_])"
            ),
            False,
        ),
        # 50 pcs
        (
            re.compile(rf"(?<![\d.,x×\-]){number}\s*(?:{any_of_longest_first(_COUNTED)}){end}"),
            False,
        ),
    )


_COUNTED: Final = (
    "pcs",
    "pcs.",
    "pieces",
    "pc.",
    "stk",
    "stk.",
    "stück",
    "pièces",
    "piezas",
    "pezzi",
    "szt",
    "szt.",
    "sztuk",
    "个",
    "只",
    "個",
    "枚",
    "개",
)
