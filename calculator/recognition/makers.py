"""Makers of nothing but magnets, and series of part numbers that mean a magnet or what holds one (``reference/makers.toml``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.plain_text import FOLD, LATIN

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
    pattern: re.Pattern[str]
    kind: str
    family: str
    what: str


class _Makers(NamedTuple):
    names: re.Pattern[str]
    series: tuple[_Series, ...]


@cache
def _makers() -> _Makers:
    return packaged("makers", read_makers)


def read_makers(table: StrictTable) -> _Makers:
    """The makers' names and series of the file."""
    names = [name for listed in table.each("maker", _read_maker) for name in listed]
    table_of = sorted(set(names), key=lambda name: (-len(name), name))
    choice = "|".join(re.escape(name).replace(r"\ ", r"[\s-]*") for name in table_of)
    return _Makers(
        names=re.compile(rf"(?<![{LATIN}0-9])(?:{choice})(?![{LATIN}0-9])"),
        series=table.each("series", _read_series, needed=False),
    )


def _read_maker(entry: StrictTable) -> tuple[str, ...]:
    entry.text("source")
    return entry.texts("names")


def _read_series(entry: StrictTable) -> _Series:
    entry.text("source")
    return _Series(
        re.compile(rf"(?<![A-Za-z0-9])(?:{entry.text('pattern')})(?![A-Za-z0-9])"),
        entry.one_of("kind", _KINDS),
        entry.text("family", needed=False),
        entry.text("what"),
    )


def makers_in(text: str) -> tuple[Maker, ...]:
    """The makers of magnets that a text names, and the part numbers of known series.

    >>> [maker.words for maker in makers_in("supplied by JL MAG")]
    ['JL MAG']
    """
    return (*_named(text), *_numbered(text))


def naming_makers(texts: Sequence[str]) -> list[str]:
    """Those of the texts that hold a maker's name or a number of a series, told by one search through all of them."""
    together = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    searches = (
        _makers().names.finditer(together.translate(FOLD)),
        *(series.pattern.finditer(together) for series in _makers().series),
    )
    places = {bisect_right(starts, match.start()) - 1 for search in searches for match in search}
    return [texts[place] for place in sorted(places)]


_BETWEEN: Final = "\0"


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
