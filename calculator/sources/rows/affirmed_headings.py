"""A column without a meaning whose heading names what a yes or a count below it puts into the part: "Magnets", "Incl. motor"."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from calculator.model.item import Answer
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.heard_phrase import HeardKind, HeardPhrase, Standing
from calculator.recognition.hearing import hear
from calculator.recognition.hearing_words import is_inside
from calculator.recognition.spoken_text import spoken_text
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.cell_context import SHOWN, RowContext
from calculator.sources.table.table import CellValue

_COUNT: Final = late_pattern(
    r"(?=[\d.,]*[1-9])\d{1,6}(?:[.,]\d{1,6})?\s*(?:pcs?|x|ea|stk|st|mg|g|kg|%)?\.?"
)
"""A number above nothing, as text."""


def affirmed(values: Collection[CellValue], heading: str) -> dict[CellValue, RowContext]:
    """What each of the values says of its row by the heading over it, if anything.

    >>> [*affirmed({2, 0, "n/a"}, "Magnets")], [*affirmed({"x"}, "Incl. motor")], [*affirmed({"x"}, "Motor")]
    ([2], ['x'], [])
    """
    named = [phrase for phrase in hear(spoken_text(heading)) if _is_put_in(phrase, heading)]
    if not named:
        return {}
    is_of_magnet = any(phrase.kind is not HeardKind.HOLDER for phrase in named)
    return {
        value: RowContext(
            f'"{heading[:SHOWN]}" is affirmed', is_own=True, is_of_magnet=is_of_magnet
        )
        for value in values
        if _affirms(value)
    }


def _is_put_in(phrase: HeardPhrase, heading: str) -> bool:
    """True of what is in the part, or is counted; a holder that stands there alone may be the product of which the row is a part."""
    return phrase.standing is Standing.ITSELF and (
        phrase.kind is not HeardKind.HOLDER or is_inside(heading, phrase.start)
    )


def _affirms(value: CellValue) -> bool:
    """True for a yes, a mark and a number above nothing, with its unit or without."""
    if isinstance(value, str):
        text = value.strip().casefold()
        return cell_words().answers.get(text) is Answer.YES or _COUNT.fullmatch(text) is not None
    return isinstance(value, (int, float)) and value > 0
