"""The headings that are known, by what they mean, and what of a heading's letters counts. The words are data (``reference/headings.toml``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from typing import Final

from calculator.reference.headings import MeaningWords, heading_lists

_IGNORED: Final = re.compile(r"[\s_\-.:*'’\"]+")


class Match(IntEnum):
    """How a heading was understood, best first."""

    PROFILE = 0
    EXACT = 1
    WEAK = 2
    """A word that is also used for something else: "Item", "Part"."""
    LOOSE = 3
    """Probably of one unit, perhaps of the whole line: "Weight", "Price"."""
    PART = 4
    """Some of the words are known: "SolidWorks part number"."""
    SIMILAR = 5
    """A known word with other letters in it: "Quantitiy"."""
    CONTENT = 6
    """By what stands below it."""


def plain_heading(text: str) -> str:
    """A heading without what does not count: case, width, accents, spaces, ``_``, ``-``, points, colons, line breaks."""
    text = (
        text[:200].lower() if text.isascii() else unicodedata.normalize("NFKC", text[:200]).lower()
    )
    if not text.isascii():
        bare = "".join(
            letter
            for letter in unicodedata.normalize("NFD", text)
            if not "\u0300" <= letter <= "\u036f"
        )
        text = unicodedata.normalize("NFC", bare)
    return _IGNORED.sub("", text)


@cache
def known_headings(kind: str) -> dict[str, tuple[str, Match]]:
    """Of every plain heading of a sheet of ``kind`` what it means, and how surely.

    >>> known_headings("bom")["partnumber"], known_headings("bom")["item"]
    (('number', <Match.EXACT: 1>), ('position', <Match.WEAK: 2>))
    """
    lists = heading_lists()[kind]
    # A sheet's own words before those that it shares with others: a reference is a certificate on a Content sheet.
    entries = sorted(lists.items(), key=lambda item: item[1].is_shared)
    headings: dict[str, tuple[str, Match]] = {}
    lists_by_match: tuple[tuple[Callable[[MeaningWords], tuple[str, ...]], Match], ...] = (
        (lambda entry: entry.words, Match.EXACT),
        (lambda entry: entry.never, Match.EXACT),
        (lambda entry: entry.loose, Match.LOOSE),
        (lambda entry: entry.weak, Match.WEAK),
    )
    for words_of, match in lists_by_match:
        for meaning, entry in entries:
            for word in words_of(entry):
                headings.setdefault(plain_heading(word), (meaning, match))
    return headings


@cache
def words_of_others() -> frozenset[str]:
    """Words that make a number within a heading somebody else's: ordered, in stock."""
    return frozenset(map(plain_heading, heading_lists()["bom"]["ignored"].inside))


def meanings() -> tuple[str, ...]:
    """Every meaning that a column of a bill can have."""
    return tuple(heading_lists()["bom"])


def spoken(meaning: str) -> str:
    """A meaning as people say it.

    >>> spoken("line_mass"), spoken("unit")
    ('mass of the line', 'unit')
    """
    entry = heading_lists()["bom"].get(meaning)
    return entry.spoken if entry is not None and entry.spoken else meaning.replace("_", " ")


def similar_heading(kind: str, plain: str) -> str | None:
    """The known heading from which one differs by a slip of the pen, if it means anything; short words resemble too much.

    >>> similar_heading("bom", "quantitty"), similar_heading("bom", "colour")
    ('quantity', None)
    """
    if len(plain) < _LONG or not plain.isascii() or any(map(str.isdigit, plain)):
        return None
    # A known word with more behind it is another heading; one with a letter too many is a slip. Nobody slips in the first
    # letter: "Masse pro Stück" is no "Preis pro Stück".
    lengths = range(len(plain) - 1, len(plain) + 2)
    if _beginnings(kind).isdisjoint((plain[0], length) for length in lengths):
        return None
    from rapidfuzz import fuzz, process

    words = known_headings(kind)
    nearest = process.extractOne(plain, _long_words(kind), scorer=fuzz.ratio, score_cutoff=84)
    if nearest is None or words[nearest[0]][0] == "ignored":
        return None
    word = nearest[0]
    return word if word[0] == plain[0] and len(word) in lengths else None


_LONG: Final = 5


@cache
def _long_words(kind: str) -> tuple[str, ...]:
    """The headings that are long enough to be told from others by a slip."""
    return tuple(word for word in known_headings(kind) if len(word) >= _LONG)


@cache
def _beginnings(kind: str) -> frozenset[tuple[str, int]]:
    """The first letter and the length of each of them."""
    return frozenset((word[0], len(word)) for word in _long_words(kind))
