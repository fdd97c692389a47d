"""How amounts are written (``reference/amounts.toml``), read strictly: units of share, limits, balances, headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table


class AmountWords(NamedTuple):
    """Every list of the file; units of share with what a figure of 1 means."""

    shares: dict[str, Fraction]
    atomic: frozenset[str]
    other_units: frozenset[str]
    most: tuple[str, ...]
    most_behind: tuple[str, ...]
    least: tuple[str, ...]
    least_behind: tuple[str, ...]
    balance: frozenset[str]
    not_detected: tuple[str, ...]
    of_amount: frozenset[str]
    other_wholes: tuple[str, ...]
    identifiers: frozenset[str]
    harmless: frozenset[str]


def folded(text: str) -> str:
    """A word as it is compared: composed, without case.

    >>> folded("ＷＴ％")
    'wt%'
    """
    return unicodedata.normalize("NFKC", text).casefold().strip()


def alternatives(words: Iterable[str]) -> str:
    """One pattern of all words, the longest first; a word that begins or ends with a letter ends there."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        start = r"(?<![^\W\d_])" if word[:1].isascii() and word[:1].isalpha() else ""
        end = r"(?![^\W\d_])" if word[-1:].isascii() and word[-1:].isalpha() else ""
        parts.append(f"{start}{re.escape(word)}{end}")
    return "|".join(parts)


@cache
def amount_words() -> AmountWords:
    """The lists, each read under its own key; one that is missing, or that nobody asks for, is refused."""
    text = packaged_text("calculator.reference", "amounts.toml")
    sections = toml_tables(text)
    share, unit, limit, word, heading = (
        Table(sections.pop(name), name) for name in ("share", "unit", "limit", "word", "heading")
    )
    words = AmountWords(
        shares={
            folded(spelling): Fraction(scale)
            for scale in ("1/100", "1/1000", "1/1000000", "1/1000000000")
            for spelling in share.texts(scale)
        },
        atomic=frozenset(map(folded, unit.texts("atomic"))),
        other_units=frozenset(map(folded, unit.texts("other"))),
        most=tuple(map(folded, limit.texts("most"))),
        most_behind=tuple(map(folded, limit.texts("most_behind"))),
        least=tuple(map(folded, limit.texts("least"))),
        least_behind=tuple(map(folded, limit.texts("least_behind"))),
        balance=frozenset(map(folded, word.texts("balance"))),
        not_detected=tuple(map(folded, word.texts("not_detected"))),
        of_amount=frozenset(map(folded, heading.texts("of_amount"))),
        other_wholes=tuple(map(folded, heading.texts("other_wholes"))),
        identifiers=frozenset(map(folded, heading.texts("identifiers"))),
        harmless=frozenset(map(folded, heading.texts("harmless"))),
    )
    for table in (share, unit, limit, word, heading, Table(sections)):
        table.end()
    return words
