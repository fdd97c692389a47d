"""Reference designators of electronics: R1, C2-C5, J3; what the letters of some say that a part is (IEEE 315, ASME Y14.44)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.plain_parts import (
    connector_letters,
    is_plain_part,
    names_soldered,
    soldered_letters,
)

_ONE: Final = r"[A-Z]{1,4}\d{1,4}[A-Z]?"
_LIST: Final = late_pattern(rf"{_ONE}(?:\s*[,;\s\-–~]\s*[A-Z]{{0,4}}\d{{1,4}}[A-Z]?)*,?\Z")
_LETTERS: Final = late_pattern(r"[A-Z]{1,4}(?=\d)")


@cache
def is_designators(text: str) -> bool:
    """True for one designator or a list of them.

    >>> [is_designators(text) for text in ("R1", "C2, C5-C7", "J3 J4", "M3x8", "Motor")]
    [True, True, True, False, False]
    """
    return _LIST.match(text.strip()) is not None


@cache
def is_connector(text: str) -> bool:
    """True where all of the designators are of connectors, jumpers or test points: what such a part is called is what is connected.

    >>> [is_connector(text) for text in ("J3", "CN1, CN2", "J3, M1", "P5", "")]
    [True, True, False, False, False]
    """
    letters = set(_LETTERS.findall(text)) if is_designators(text) else set()
    return bool(letters) and letters <= connector_letters()


def is_soldered(text: str, description: str) -> bool:
    """True of a part that is soldered to a board and never a motor, by its designators and its words: what is remarked of it is what it serves.

    >>> is_soldered("D4, D5", "TVS 5.1V SMAJ5.1A"), is_soldered("D4", "Housing"), is_soldered("M1", "Resistor"), is_soldered("R1", "")
    (True, False, False, False)
    """
    letters = set(_LETTERS.findall(text)) if is_designators(text) else set()
    is_of_board = bool(letters) and letters <= soldered_letters()
    return is_of_board and (names_soldered(description) or is_plain_part(description, text))


def count_of(text: str) -> int | None:
    """How many designators a list names; None where a range or something else stands in it.

    >>> [count_of(text) for text in ("R1", "C2, C5 C7", "R1-R4", "Motor")]
    [1, 3, None, None]
    """
    parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    return len(parts) if parts and all(re.fullmatch(_ONE, part) for part in parts) else None


@cache
def is_electronic(text: str) -> bool:
    """True for designators of resistors, capacitors, coils, diodes, transistors and circuits, which every board has."""
    return is_designators(text) and not _ELECTRONIC.isdisjoint(_LETTERS.findall(text))


_ELECTRONIC: Final = frozenset({"R", "C", "L", "D", "Q", "U", "IC"})
"""IEEE 315 and what is written for it; A1 and B2 name rooms as well."""
