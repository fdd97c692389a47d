"""Columns of figures that the headings alone did not place: a second price, a price unit, a pack, a discount, a unit of masses.

What is doubled is read beside what it doubles, so that figures that differ are seen; ``figure_words.toml`` holds the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Final

from calculator.model.currencies import is_currency_word
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, read_unit
from calculator.reference.figure_words import figure_words
from calculator.reference.identity_words import identity_words
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.heading_tokens import any_of_longest_first, other_scale
from calculator.sources.layout.headings import Match, meaning_of
from calculator.sources.rows.access import is_blank_text
from calculator.sources.table.table import Table

DOUBLED: Final = (
    "quantity",
    "per_parent",
    "cumulative",
    "currency",
    "price_per",
    "mass_unit",
    "origin",
    "base_quantity",
)
"""Meanings of which a table should have one column, and of which a second may say something else."""
_OF_A_PRICE: Final = ("pack", "discount", "price_per")
_WORD: Final = late_pattern(r"[^\W\d_]+(?:\.?-?[^\W\d_]+)*%?|%")
_FOREIGN: Final = late_pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BREAK: Final = late_pattern(
    r"(?i)(?:(?:unit\s*)?(?:price|preis|prix|cost|単価|单价)?\s*(?:@|at|ab|from|from qty|qty)?\s*[(\[]?\s*(\d[\d.,]{0,8}k?)\s*(?:\+|pcs\s*\+|pcs|stk|个以上|個以上|以上|up|and up)\s*[)\]]?|(?:unit\s*)?(?:price|preis|prix|cost|単価|单价)\s*(?:@|at|ab|from)?\s*[(\[]?\s*\d[\d.,]{0,8}k?\s*[)\]]?)\Z"
)
_YEAR: Final = late_pattern(r"(?<!\d)(20[0-4]\d)(?!\d)")
_SAMPLE: Final = 200


def with_figure_columns(table: Table, header: Header) -> Header:
    """The header of a bill with every further column that may say what its figures are."""
    headings, more = dict(header.headings), dict(header.more)
    _move_misread(table, header, headings, more)
    taken = (
        {heading.column for heading in headings.values()}
        | {heading.column for others in more.values() for heading in others}
        | set(header.steps)
    )
    width = max((len(table.rows[row]) for row in range(header.row, header.body)), default=0)
    for column in range(*header.span) if header.span is not None else range(width):
        text = _heading_text(table, header, column)
        if column in taken or not text:
            continue
        heading = Heading(
            meaning="",
            column=column,
            text=text,
            source=table.source(header.row, column),
            match=Match.PART,
        )
        _place(table, header, heading, headings, more)
    _move_packs_from_quantities(headings, more)
    return replace(header, headings=headings, more=more)


def _move_misread(
    table: Table,
    header: Header,
    headings: dict[str, Heading],
    more: dict[str, tuple[Heading, ...]],
) -> None:
    """What a price is of is no unit of the quantity, and PU beside a unit price is the price unit where only powers of ten stand in it."""
    unit = headings.get("unit")
    meaning = "" if unit is None else _meaning(unit.text)
    if unit is not None and meaning in _OF_A_PRICE and {"price", "line_price"} & headings.keys():
        del headings["unit"]
        headings.setdefault(meaning, replace(unit, meaning=meaning, bracket=""))
    elif (
        unit is not None
        and not {"quantity", "per_parent", "cumulative"} & headings.keys()
        and _holds_numbers(table, header, unit.column, allow_words=False)
    ):
        # "Units Needed" above numbers is how many, not of what.
        del headings["unit"]
        headings["quantity"] = replace(unit, meaning="quantity")
    prices = [headings[key] for key in ("price",) if key in headings] + [*more.get("price", ())]
    units = [
        heading
        for heading in prices
        if _plain(heading.text) in figure_words().price_basis
        and {*_cells(table, header, heading.column)} <= _POWERS_OF_TEN
    ]
    if units and len(units) < len(prices):
        left = [heading for heading in prices if heading not in units]
        headings["price"], more["price"] = left[0], tuple(left[1:])
        headings.setdefault("price_per", replace(units[0], meaning="price_per"))


_POWERS_OF_TEN: Final[frozenset[object]] = frozenset(
    {1, 10, 100, 1000, 10000, "1", "10", "100", "1000"}
)


def _move_packs_from_quantities(
    headings: dict[str, Heading], more: dict[str, tuple[Heading, ...]]
) -> None:
    """How many a pack holds, or a price is of, is not how many are needed where another column says that."""
    for meaning in ("quantity", "per_parent", "cumulative"):
        columns = [*([headings[meaning]] if meaning in headings else []), *more.get(meaning, ())]
        needed = [heading for heading in columns if _meaning(heading.text) not in _DIVIDES]
        if not needed or len(needed) == len(columns):
            continue
        headings[meaning], more[meaning] = needed[0], tuple(needed[1:])
        for heading in columns:
            divides = _meaning(heading.text)
            if divides in _DIVIDES:
                headings.setdefault(divides, replace(heading, meaning=divides, bracket=""))


_DIVIDES: Final = ("pack", "price_per")


def _heading_text(table: Table, header: Header, column: int) -> str:
    lines = (table.text(row, column) for row in range(header.row, header.body))
    return " ".join(line for line in lines if line)[:80]


def _place(
    table: Table,
    header: Header,
    heading: Heading,
    headings: dict[str, Heading],
    more: dict[str, tuple[Heading, ...]],
) -> None:
    """Keep a column under what it means for the figures, if anything."""
    column_meaning = meaning_of(header.kind, heading.text)
    meaning = _meaning(heading.text)
    if column_meaning is not None and column_meaning.name in DOUBLED and meaning not in _OF_A_PRICE:
        # Under a known heading: the other column of that meaning was read.
        if column_meaning.name in headings:
            _add(
                more,
                column_meaning.name,
                replace(heading, bracket=column_meaning.bracket, match=column_meaning.match),
            )
        return
    if not meaning and _plain(heading.text) in identity_words().variants:
        _add(more, "specification", heading) if "specification" in headings else headings.update(
            specification=replace(heading, meaning="specification")
        )
        return
    if meaning == "price" and _is_basis(table, header, heading):
        meaning = "price_per"
    elif (
        meaning in ("", "price")
        and column_meaning is None
        and _may_divide(table, header, column=heading.column)
    ):
        meaning = "pack"
    if not meaning and _holds_mass_units(table, header, heading.column):
        meaning = "mass_unit"
    if not meaning or not _has_place(table, header, heading, meaning, headings.keys()):
        return
    bracket = _bracket(heading.text, meaning)
    placed = replace(heading, meaning=meaning, bracket=bracket)
    if meaning in headings:
        _add(more, meaning, placed)
    else:
        headings[meaning] = placed


def _is_basis(table: Table, header: Header, heading: Heading) -> bool:
    """True for a word of number beside one of money, above numbers that are all powers of ten, one of them above 1."""
    return has_word(heading.text, figure_words().basis) and _may_divide(
        table, header, heading.column
    )


def _may_divide(table: Table, header: Header, column: int) -> bool:
    """True above numbers that are all powers of ten, one of them above 1: whatever the heading is, a price may be of so many."""
    cells = {*_cells(table, header, column)}
    return bool(cells - {1, "1"}) and cells <= _POWERS_OF_TEN


def _has_place(
    table: Table, header: Header, heading: Heading, meaning: str, headings: AbstractSet[str]
) -> bool:
    """True where a table has the figures that a column says more of, and the column holds figures itself."""
    if meaning in (*_OF_A_PRICE, "price") and not {"price", "line_price"} & headings:
        return False
    if meaning in ("mass", "mass_unit") and "mass" not in headings:
        return False
    if meaning in ("price_per", "mass_unit"):
        return True
    return _holds_numbers(table, header, heading.column, allow_words=meaning == "pack")


def _add(more: dict[str, tuple[Heading, ...]], meaning: str, heading: Heading) -> None:
    more[meaning] = (*more.get(meaning, ()), replace(heading, meaning=meaning))


def _meaning(text: str) -> str:
    words = figure_words()
    whole = _plain(text)
    for meaning, listed in (
        ("price_per", words.price_basis),
        ("discount", words.discount),
        ("mass_unit", words.mass_unit),
        ("pack", words.pack),
    ):
        if whole in listed:
            return meaning
    if is_money(text):
        return "price"
    return "mass" if _says_mass(text) and not has_word(text, words.other_mass) else ""


def _says_mass(text: str) -> bool:
    """True for a word of mass, also at the end of a compound."""
    words = figure_words()
    return has_word(text, words.mass) or any(
        token.endswith(words.mass_ends) for token in _WORD.findall(_plain(text))
    )


def is_money(text: str) -> bool:
    """True for the heading of a column that may hold the price of the part, of one or of the line.

    >>> [is_money(text) for text in ("Supplier price", "Cost of Used Parts", "Target price", "Price source", "1+", "100+", "Part", "Offer B", "Quote no.")]
    [True, True, False, False, True, True, False, True, False]
    """
    is_break = _BREAK.match(text.strip()) is not None
    is_quote = _quotes().fullmatch(_plain(text)) is not None
    return is_quote or ((is_break or says_money(text)) and not is_other_money(text))


@cache
def _quotes() -> re.Pattern[str]:
    words = any_of_longest_first(figure_words().quotes)
    order = r"\d{1,2}(?:st|nd|rd|th|\.|er|[eè]me|ª|º|°)?"
    return re.compile(rf"(?:{order}\s*)?(?:{words})(?:\s*[#:.-]?\s*(?:{order}|[a-h]))?")


def says_money(text: str) -> bool:
    """True for a word of money, also at the end of a compound.

    >>> [says_money(text) for text in ("Nettopreis", "Einkaufspreis 2024", "price", "Preisliste", "priceless")]
    [True, True, True, False, False]
    """
    words = figure_words()
    if has_word(text, words.money):
        return True
    return any(token.endswith(words.money_ends) for token in _WORD.findall(_plain(text)))


def is_other_money(text: str) -> bool:
    """True for what is asked, comes on top or is paid once: it is no price of the part.

    >>> [is_other_money(text) for text in ("Target price", "Transportkosten", "Nettopreis")]
    [True, True, False]
    """
    words = figure_words()
    if has_word(text, words.other_money):
        return True
    compounds = (
        token
        for token in _WORD.findall(_plain(text))
        if token.endswith(words.money_ends) and token not in words.money
    )
    return any(
        token.startswith(word)
        for token in compounds
        for word in words.other_money
        if len(word) >= _STEM
    )


_STEM: Final = 4
"""Letters of the shortest beginning of a compound that says what the money is for."""


def is_whole_line(text: str) -> bool:
    """True for money, or a mass, of the whole line."""
    return has_word(text, figure_words().whole_line)


def years_of(text: str) -> tuple[int, ...]:
    """The years that a heading names."""
    return tuple(map(int, _YEAR.findall(text)))


def has_word(text: str, words: Iterable[str]) -> bool:
    """True where one of the words stands in a heading: whole, or anywhere in a script that sets no spaces."""
    plain = _plain(text)
    listed = words if isinstance(words, frozenset) else frozenset(words)
    if not listed.isdisjoint(_WORD.findall(plain)) or not listed.isdisjoint(plain.split()):
        return True
    return not plain.isascii() and _anywhere(listed).search(plain) is not None


@cache
def _anywhere(words: frozenset[str]) -> re.Pattern[str]:
    """Those of the words that are in a script that sets no spaces; a pattern that never matches where there is none."""
    foreign = sorted(word for word in words if _FOREIGN.search(word))
    return re.compile("|".join(map(re.escape, foreign)) or r"(?!)")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())


def _bracket(text: str, meaning: str) -> str:
    """The currency or unit that a heading names, and what makes its figures another number, as a bracket would."""
    if meaning not in ("price", "mass"):
        return ""
    tokens = [
        token for token in re.findall(r"[^\s()\[\],;:]+", text) if _names_measure(token, meaning)
    ]
    # Of a break of quantities the number says from how many on the price holds, not of how many it is.
    is_break = meaning == "price" and _BREAK.match(text.strip()) is not None
    return " ".join((*tokens, *(() if is_break else other_scale(text).split())))


def _names_measure(token: str, meaning: str) -> bool:
    if meaning == "price":
        return is_currency_word(token) and not token.islower()
    unit = read_unit(token)
    return unit is not None and unit.dimension is Dimension.MASS


def _cells(table: Table, header: Header, column: int) -> list[object]:
    rows = table.rows[header.body : header.end][:_SAMPLE]
    cells = (row[column] for row in rows if column < len(row))
    return [
        cell
        for cell in cells
        if cell is not None and not (isinstance(cell, str) and is_blank_text(cell.strip()))
    ]


def _holds_numbers(table: Table, header: Header, column: int, *, allow_words: bool) -> bool:
    """True where most of what stands in a column are numbers, or texts with one."""
    cells = _cells(table, header, column)
    numbers = sum(
        (isinstance(cell, (int, float)) and not isinstance(cell, bool))
        or (isinstance(cell, str) and _is_figure(cell, allow_words=allow_words))
        for cell in cells
    )
    return bool(cells) and 2 * numbers > len(cells)


def _is_figure(text: str, *, allow_words: bool) -> bool:
    return (
        len(text) <= 20
        and any(map(str.isdigit, text))
        and (allow_words or sum(map(str.isalpha, text)) <= 3)
    )


def _holds_mass_units(table: Table, header: Header, column: int) -> bool:
    """True where every cell of a column that says anything is a unit of mass: KG in every row."""
    cells = _cells(table, header, column)
    units = [
        read_unit(cell) if isinstance(cell, str) and len(cell) <= 12 else None
        for cell in set(cells)
    ]
    return bool(units) and all(
        unit is not None and unit.dimension is Dimension.MASS for unit in units
    )
