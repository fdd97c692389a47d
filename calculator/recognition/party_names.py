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
_SIGNS: Final = re.compile(r"[^\w]+", re.UNICODE)


def likeness(name: str, other: str) -> int:
    """How like two names are, of 100; 100 where nothing but the kind of company, case, accents and signs differ.

    >>> likeness("Nippon Magnet Works Co., Ltd.", "NIPPON MAGNET-WORKS K.K."), likeness("Hoshi Magnet", "Acme Motors") < ALIKE
    (100, True)
    >>> likeness("Nipon Magnet Works", "Nippon Magnet Works") >= ALIKE
    True
    """
    from rapidfuzz import fuzz

    first, second = plain_name(name), plain_name(other)
    if not first or not second:
        return 0
    if first == second or first.replace(" ", "") == second.replace(" ", ""):
        return 100
    scores = [fuzz.token_sort_ratio(first, second)]
    if min(len(first), len(second)) > _SHORT:
        # One name with more words than the other: "Hoshi Magnet" and "Hoshi Magnet Europe".
        scores.append(fuzz.token_set_ratio(first, second))
    return min(99, int(max(scores)))


@cache
def plain_name(name: str) -> str:
    """A name without case, accents, signs and the kind of company.

    >>> plain_name("Société Générale d'Aimants S.A."), plain_name("株式会社 星マグネット")
    ('societe generale d aimants', '星マグネット')
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name[:300]).casefold())
    bare = "".join(letter for letter in text if not "\u0300" <= letter <= "\u036f")
    text = unicodedata.normalize("NFC", bare)
    for word in party_words().anywhere:
        text = text.replace(word, " ")
    # Points inside of abbreviations fall away: "S.A." is "sa".
    words = _SIGNS.sub(" ", text.replace(".", "")).split()
    kept = [word for word in words if word not in party_words().kinds]
    return " ".join(kept or words)
