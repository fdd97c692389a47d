"""How like two names of companies are: by their words, in any order, without what only says what kind of company it is."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from calculator.reference.party_words import party_words

ALIKE: Final = 82
"""Of 100: a name that is this like another one is shown. Lower shows strangers, higher misses slips of the pen (our judgement)."""
_SHORT: Final = 4
_BEGINNING: Final = 3
"""Letters that an abbreviated word has at least."""
_LONG: Final = 6
"""Letters of a word that is worth to be abbreviated."""
_SIGNS: Final = re.compile(r"[^\w]+", re.UNICODE)


def likeness(name: str, other: str) -> int:
    """How like two names are, of 100; 100 where nothing but the kind of company, case, accents and signs differ.

    >>> likeness("Nippon Magnet Works Co., Ltd.", "NIPPON MAGNET-WORKS K.K."), likeness("Hoshi Magnet", "Acme Motors") < ALIKE
    (100, True)
    >>> likeness("Nipon Magnet Works", "Nippon Magnet Works") >= ALIKE, likeness("Harbin Inst. of Aerosp. Eng.", "Harbin Institute of Aerospace Engineering")
    (True, 99)
    """
    from rapidfuzz import fuzz

    first, second = plain_name(name), plain_name(other)
    if not first or not second:
        return 0
    if first == second or first.replace(" ", "") == second.replace(" ", ""):
        return 100
    first, second = _spelt_out(first, second), _spelt_out(second, first)
    scores = [fuzz.token_sort_ratio(first, second)]
    if min(len(first), len(second)) > _SHORT:
        # One name with more words than the other: "Hoshi Magnet" and "Hoshi Magnet Europe".
        scores.append(fuzz.token_set_ratio(first, second))
    if _begins(first, second) or _begins(second, first):
        scores.append(99)
    return min(99, int(max(scores)))


@cache
def plain_name(name: str) -> str:
    """A name without case, accents, signs and the kind of company, one letter for its forms in China, Japan and Taiwan.

    >>> plain_name("Société Générale d'Aimants S.A."), plain_name("株式会社 星マグネット")
    ('societe generale d aimants', '星マグネット')
    >>> plain_name("三菱重工業株式会社") == plain_name("三菱重工业")
    True
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name[:300]).casefold())
    bare = "".join(letter for letter in text if not "\u0300" <= letter <= "\u036f")
    text = unicodedata.normalize("NFC", bare).translate(party_words().letters)
    for word in party_words().anywhere:
        text = text.replace(word, " ")
    # Points inside of abbreviations fall away: "S.A." is "sa".
    words = _SIGNS.sub(" ", text.replace(".", "")).split()
    kept = [word for word in words if word not in party_words().kinds]
    # "AB Corp" is called AB: of words that all say a kind of company, the first is the name.
    return " ".join(kept or words[:1])


def _begins(name: str, other: str) -> bool:
    """True where the other name begins with all of this one: Acme and Acme Magnets; 三菱重工 is written without spaces."""
    is_whole = other.startswith(f"{name} ") or (not name.isascii() and other.startswith(name))
    return is_whole and len(name) >= _BEGINNING


def _spelt_out(name: str, other: str) -> str:
    """A name with the long words of another one for their beginnings: "inst" is "institute" where the other has that word."""
    words = [word for word in other.split() if len(word) >= _LONG]
    return " ".join(
        next((word for word in words if _is_short_for(beginning, word)), beginning)
        for beginning in name.split()
    )


def _is_short_for(beginning: str, word: str) -> bool:
    return _BEGINNING <= len(beginning) < len(word) - 1 and word.startswith(beginning)
