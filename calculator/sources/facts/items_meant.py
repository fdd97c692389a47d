"""The items of the bill that the part number of a facts row means: one, several in one cell, or those from a first to a last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.sources.facts.fact_words import names_no_part
from calculator.sources.facts.number_matching import Likeness, NumberIndex, NumberMatch
from calculator.sources.facts.several_numbers import several_numbers
from calculator.sources.facts.stated_content import StatedContent

_LISTED: Final = late_pattern(r"\s*[,;|\n、，；]\s*|\s+(?:and|und|et|y|e|i)\s+", re.IGNORECASE)
_SIDE_BY_SIDE: Final = late_pattern(r"[\s/&+]+")
_MOST_PARTS: Final = 50


def items_meant(row: StatedContent, index: NumberIndex) -> tuple[NumberMatch, ...]:
    """What the number of a row means; several where one cell names several parts of the bill."""
    is_legible = bool(row.number) and (row.number in index.items or not names_no_part(row.number))
    whole = index.match(row.number, row.revision) if is_legible else None
    if whole is not None and whole.is_placed:
        return (whole,)
    several = several_numbers(row.number) if is_legible else None
    if several is not None and several.is_sure and (held := index.held_by(several)):
        return tuple(NumberMatch(likeness=Likeness.SPELLED_ALIKE, items=(item,)) for item in held)
    others = {
        match.items: match
        for number in row.other_numbers
        if (match := index.match(number, row.revision)).is_placed
    }
    if others:
        # The supplier's number stands first, the customer's beside it; several may be of several parts.
        return tuple(others.values()) if len(others) == 1 else (_any_of(others.values()),)
    of_supplier = _of_supplier(row, index)
    if any(match.is_placed for match in of_supplier):
        return of_supplier
    if whole is None:
        return ()
    if of_supplier and whole.likeness is Likeness.OTHER:
        return of_supplier
    words = [word for word in _SIDE_BY_SIDE.split(row.number) if word][:_MOST_PARTS]
    each = [index.match(word, row.revision) for word in words]
    placed = tuple(match for match in each if match.is_placed)
    if row.is_of_title:
        # A title that names one part of the bill is the heading of its rows.
        return placed if len(placed) == 1 else (whole,)
    if len(words) > 1 and len(placed) == len(words):
        return placed
    parts = [part for part in _LISTED.split(row.number) if part][:_MOST_PARTS]
    each = [index.match(part, row.revision) for part in parts]
    return tuple(each) if any(match.is_placed for match in each) else (whole,)


def _of_supplier(row: StatedContent, index: NumberIndex) -> tuple[NumberMatch, ...]:
    """What a number of the row means as that of a supplier or maker."""
    numbers = [number for number in (row.number, *row.other_numbers) if not names_no_part(number)]
    each = [index.of_supplier(number, row.supplier) for number in numbers]
    placed = next((found for found in each if any(match.is_placed for match in found)), None)
    return placed or next((found for found in each if found), ())


def _any_of(matches: Iterable[NumberMatch]) -> NumberMatch:
    """One of several items, and nobody can say which."""
    return NumberMatch(
        likeness=Likeness.LOOKS_SAME, items=tuple(match.items[0] for match in matches)
    )
