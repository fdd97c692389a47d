"""Makers of nothing but magnets, and series of part numbers that mean a magnet or what holds one (``reference/makers.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern, pieces_of
from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.digit_shapes import digits_as_zeros
from calculator.recognition.plain_text import FOLD, LATIN
from calculator.recognition.vocabulary import ZEROS

_KINDS: Final = ("magnet", "target", "listed material", "holder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """The name of a maker in a text, or a part number of a series; then ``is_number`` is True."""

    kind: str
    words: str
    why: str
    start: int
    family: str = ""
    is_number: bool = False


class _Series(NamedTuple):
    numbers: str
    kind: str
    family: str
    what: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What its numbers look like; of most series nobody ever asks."""
        return _compiled(_alone(self.numbers))


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


class _Makers(NamedTuple):
    names: re.Pattern[str]
    pieces: frozenset[str]
    """Of the names one each: without any of them a text names no maker."""
    series: tuple[_Series, ...]


@cache
def _makers() -> _Makers:
    return packaged("makers", read_makers)


def read_makers(table: StrictTable) -> _Makers:
    """The makers' names and series of the file."""
    names = [name for listed in table.each("maker", _read_maker) for name in listed]
    table_of = sorted(set(names), key=lambda name: (-len(name), name))
    choice = "|".join(
        re.escape(name.translate(FOLD)).replace(r"\ ", r"[\s-]*").replace(r"\*", r"\w*")
        for name in table_of
    )
    series = table.each("series", _read_series)
    pieces = pieces_of(name.translate(FOLD) for name in names)
    return _Makers(
        names=late_pattern(rf"(?<![{LATIN}0-9])(?:{choice})(?![{LATIN}0-9])", needs=pieces),
        pieces=pieces,
        series=series,
    )


def _read_maker(entry: StrictTable) -> tuple[str, ...]:
    entry.text("source")
    return entry.texts("names")


def _read_series(entry: StrictTable) -> _Series:
    entry.text("source")
    return _Series(
        entry.text("pattern"),
        entry.one_of("kind", _KINDS),
        entry.text("family", needed=False),
        entry.text("what"),
    )


def _alone(numbers: str) -> str:
    return rf"(?<![A-Za-z0-9])(?=[A-Za-z0-9])(?:{numbers})(?![A-Za-z0-9])"


def _any_of(series: Sequence[_Series]) -> str:
    """A number of any series: where a word begins is looked at once for all of them."""
    return _alone("|".join(f"(?:{each.numbers})" for each in series))


def makers_in(text: str) -> tuple[Maker, ...]:
    """The makers of magnets that a text names, and the part numbers of known series.

    >>> [maker.words for maker in makers_in("supplied by JL MAG")]
    ['JL MAG']
    """
    return (*_named(text), *_numbered(text))


def may_hold_number(text: str) -> bool:
    """False where a text holds no number of a series: of most texts one search tells it."""
    return _any_number().search(text.translate(ZEROS)) is not None


def with_series_as(text: str, word: str) -> tuple[str, Maker | None]:
    """A text with ``word`` for each number of a series of parts that hold a magnet, and the first of these numbers."""
    numbers = [maker for maker in _numbered(text) if maker.kind == "holder"]
    for number in reversed(numbers):
        text = f"{text[: number.start]}{word}{text[number.start + len(number.words) :]}"
    return text, numbers[0] if numbers else None


def may_name_maker(shape: str) -> bool:
    """For plain Latin text in which every digit is a zero: False where the text names no maker and holds no number of a series."""
    return bool(_names_of_shapes().search(shape.lower()) or _any_number().search(shape))


@cache
def _names_of_shapes() -> re.Pattern[str]:
    return late_pattern(
        digits_as_zeros(_makers().names.pattern),
        needs={piece.translate(ZEROS) for piece in _makers().pieces},
    )


@cache
def _any_number() -> re.Pattern[str]:
    """In every text in which each digit is a zero that holds a number of a series, and in some others."""
    return re.compile(digits_as_zeros(_any_of(_makers().series)))


def _named(text: str) -> Iterator[Maker]:
    for name in _makers().names.finditer(text.translate(FOLD)):
        words = text[slice(*name.span())]
        yield Maker(
            kind="magnet",
            words=words,
            why=f'"{words}" makes or sells magnets alone',
            start=name.start(),
        )


def _numbered(text: str) -> Iterator[Maker]:
    if not may_hold_number(text):
        return
    for series in _makers().series:
        for number in series.pattern.finditer(text):
            yield Maker(
                kind=series.kind,
                words=number.group(),
                why=f'"{number.group()}" is {series.what}',
                start=number.start(),
                family=series.family,
                is_number=True,
            )
