"""Cells of a column without a meaning that are nothing but so many pieces: a price beside them may be of as many.

``100 ST``, ``/100``, ``per 1000``; in a column of units MPC is a thousand, and of a box nobody says how many it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, read_unit
from calculator.reference.figure_words import figure_words
from calculator.sources.table.table import CellValue

_LONGEST: Final = 20
_LETTERS: Final[Mapping[str, Fraction]] = {"C": Fraction(100), "M": Fraction(1000)}
"""Roman numerals in a column of units, as American price lists write them."""
_COUNT: Final = late_pattern(
    r"(?P<per>(?:per|je|pro|par|por|za)\s+|/\s*)?(?P<count>[1-9]\d{0,5})\s*(?P<unit>[^\W\d_]{1,10}\.?)?",
    re.IGNORECASE,
)


def pieces_of_cells(values: Sequence[CellValue], *, are_units: bool) -> dict[str, Fraction | None]:
    """Each text of a column that is several pieces, and how many; None for a pack of which nobody says that.

    ``are_units`` where the heading says that units stand below it.

    >>> {text: str(pieces) for text, pieces in pieces_of_cells(["100 ST", "/50", "7 B", "12"], are_units=False).items()}
    {'100 ST': '100', '/50': '50'}
    >>> pieces_of_cells(["EA", "box", "C"], are_units=True)
    {'box': None, 'C': Fraction(100, 1)}
    """
    texts = [value for value in dict.fromkeys(values) if isinstance(value, str) and value.strip()]
    if not are_units and any(len(text) > _LONGEST for text in texts):
        return {}
    counts: dict[str, Fraction | None] = {
        text: pieces for text in texts if (pieces := _counted(text)) is not None
    }
    if are_units or (texts and all(map(_is_count, texts))):
        counts |= {text: _of_unit(text) for text in texts if _is_several(text)}
    return counts


def _counted(text: str) -> Fraction | None:
    """How many pieces a text says: a number behind "per", or before a unit of pieces."""
    match = _COUNT.fullmatch(text.strip())
    if match is None or not (match["per"] or match["unit"]):
        return None
    unit = read_unit(match["unit"]) if match["unit"] else None
    if match["unit"] and (unit is None or unit.dimension is not Dimension.COUNT):
        return None
    pieces = Fraction(match["count"]) * (1 if unit is None else unit.factor)
    return pieces if pieces > 1 else None


def _is_count(text: str) -> bool:
    unit = read_unit(text)
    return unit is not None and unit.dimension is Dimension.COUNT


def _is_several(text: str) -> bool:
    """True for a unit of several pieces, or a word for a pack that is no unit."""
    pieces = _of_unit(text)
    is_pack = (
        read_unit(text) is None and text.strip().casefold().rstrip(".") in figure_words().packs
    )
    return len(text) <= _LONGEST and (is_pack or (pieces is not None and pieces > 1))


def _of_unit(text: str) -> Fraction | None:
    if text.strip() in _LETTERS:
        return _LETTERS[text.strip()]
    unit = read_unit(text)
    return unit.factor if unit is not None and unit.dimension is Dimension.COUNT else None
