"""Words by which a place settles what is heard in it (``reference/settling.toml``)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.recognition.plain_text import FOLD, plain_text
from calculator.recognition.whole_words import WordLists, any_word

KINDS: Final = (
    "glossary",
    "revision",
    "product",
    "companies",
    "uses",
    "list_words",
    "magnets_inside",
    "consigned",
    "magnet_property",
    "put_into",
    "put_into_behind",
)

_LISTS: Final = WordLists("settling", *KINDS)
read_settling: Final = _LISTS.read
settling: Final = _LISTS.words


def says_kind(kind: str, text: str) -> bool:
    """True where the words of a heading, a title or a sheet's name are those of a kind, and at most one more.

    >>> says_kind("glossary", "Abbreviations:"), says_kind("companies", "Supplier"), says_kind("glossary", "Legendary motor mount")
    (True, True, False)
    """
    plain = _plain(text)
    return bool(plain) and len(plain) <= _LONGEST and _pattern(kind).fullmatch(plain) is not None


def says_consigned(text: str) -> bool:
    """True of words that say that the customer provides a part: they are no name of a company.

    >>> says_consigned("Magnet, Beistellung"), says_consigned("Ningbo Magnet Co., Ltd.")
    (True, False)
    """
    return _LISTS.pattern("consigned").search(text.casefold()) is not None


def puts_into(before: str, behind: str) -> bool:
    """True where the words around a thing say that a part is put into it.

    >>> [puts_into(*words) for words in (("bonded into the ", ""), ("collé dans le ", ""), ("", "に接着"), ("next to ", ""))]
    [True, True, True, False]
    """
    return (
        behind.startswith(settling("put_into_behind"))
        or _put_into().search(plain_text(before).translate(FOLD)) is not None
    )


@cache
def _put_into() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word(settling('put_into'))})\s*\Z")


def list_words() -> frozenset[str]:
    """Words of a title that say that it is a list, and not of what."""
    return frozenset(settling("list_words"))


_LONGEST: Final = 60


def _plain(text: str) -> str:
    folded = plain_text(text[: 2 * _LONGEST]).translate(FOLD)
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = sorted({_plain(word) for word in settling(kind)}, key=len)
    choice = "|".join(re.escape(word) for word in reversed(words))
    return re.compile(rf"(?:\w+ )?(?:{choice})(?: \w+)?")
