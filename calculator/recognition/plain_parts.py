"""Standard parts that are told without a word (``reference/plain_parts.toml``): M3x16, 100nF, 1N5819W, R12 of 4k7."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.strict_table import StrictTable, packaged


class _Patterns(NamedTuple):
    parts: re.Pattern[str]
    beside: re.Pattern[str]
    connectors: frozenset[str]
    soldered: frozenset[str]
    soldered_words: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return packaged("plain_parts", read_plain_parts)


def read_plain_parts(table: StrictTable) -> _Patterns:
    """The patterns of the file."""
    parts = [pattern for patterns in table.each("part", _read_part) for pattern in patterns]
    designators = table.inner("designators")
    words = "|".join(
        re.escape(word).replace(r"\ ", r"[\s-]?") for word in designators.texts("soldered_words")
    )
    within = "|".join(map(re.escape, designators.texts("soldered_within")))
    return _Patterns(
        _whole(parts),
        _whole(table.inner("beside").texts("patterns")),
        frozenset(designators.texts("connectors")),
        frozenset(designators.texts("soldered")),
        re.compile(rf"(?i)(?<![a-zß-ɏ])(?:{words})s?(?![a-zß-ɏ])|{within}"),
    )


def connector_letters() -> frozenset[str]:
    """The letters before the number of a connector, a jumper or a test point."""
    return _patterns().connectors


def soldered_letters() -> frozenset[str]:
    """The letters before the number of what is soldered to a board and is never a motor."""
    return _patterns().soldered


def names_soldered(text: str) -> bool:
    """True where a text says that a part is a resistor, a capacitor, a connector or another that is soldered to a board.

    >>> [names_soldered(text) for text in ("电阻 10kΩ", "CONN HEADER 2POS", "4Pin风扇座", "Housing", "Motor")]
    [True, True, True, False, False]
    """
    return _patterns().soldered_words.search(text) is not None


def _read_part(entry: StrictTable) -> tuple[str, ...]:
    entry.text("what")
    return entry.texts("patterns")


def _whole(patterns: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)


# Of a part that its designator calls a resistor, a capacitor or an inductor a bare number is a value.
_DESIGNATORS: Final = late_pattern(
    r"(?:[RCL]\d{1,4}(?:\s?[-–]\s?[RCL]?\d{1,4})?[\s,;]*)+", re.IGNORECASE
)
_BARE_VALUE: Final = late_pattern(r"\d{1,4}(?:[.,]\d{1,3})?\s?[pnuµμmkM]?\d{0,2}")
_SEPARATORS: Final = late_pattern(r"[\s,;|/()]+")


@cache
def is_plain_part(text: str, designator: str = "") -> bool:
    """True where all of a text is a standard part without a word, or a value of what its designator calls R, C or L.

    >>> [is_plain_part(text) for text in ("M3x16", "100nF 25V X7R 0603", "1N5819W", "4k7", "LM10UU", "N52", "M3", "10k", "")]
    [True, True, True, True, True, False, False, False, False]
    >>> is_plain_part("10k", "R1, R2"), is_plain_part("10k", "M1")
    (True, False)
    """
    stripped = text.strip()
    if not stripped:
        return False
    if _DESIGNATORS.fullmatch(designator.strip()) and _BARE_VALUE.fullmatch(stripped):
        return True
    rest = _patterns().parts.sub(" ", stripped)
    if rest == stripped:
        return False
    return not _SEPARATORS.sub("", _patterns().beside.sub(" ", rest))
