"""What says only what kind of company a name is of, as data: the strict reader of ``party_words.toml``."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged


class PartyWords(NamedTuple):
    """``kinds`` are words by themselves, without points; ``anywhere`` stand in any place, for they are written without spaces.

    ``letters`` brings the forms of one letter in China, Japan and Taiwan to the first of them.
    """

    kinds: frozenset[str]
    anywhere: tuple[str, ...]
    letters: dict[int, str]


@cache
def party_words() -> PartyWords:
    """The words of ``party_words.toml``.

    >>> "gmbh" in party_words().kinds, "株式会社" in party_words().anywhere
    (True, True)
    """
    return packaged("party_words", _read)


def _read(table: StrictTable) -> PartyWords:
    letters = {
        ord(letter): group[0] for group in table.texts("same_letters") for letter in group[1:]
    }
    return PartyWords(
        letters=letters,
        kinds=frozenset(map(_plain, table.texts("kinds"))),
        # As names are compared: in one form of their letters.
        anywhere=tuple(
            sorted(
                (_plain(word).translate(letters) for word in table.texts("anywhere")),
                key=len,
                reverse=True,
            )
        ),
    )


def _plain(word: str) -> str:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    bare = "".join(letter for letter in text if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", bare)
