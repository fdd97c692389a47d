"""Whether two names are surely those of two companies: a fact of another maker's part says little of this one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from calculator.sources.facts.fact_words import fact_words

_WORD: Final = re.compile(r"[^\W_]+")


def are_other_companies(name: str, other: str) -> bool:
    """True where both are stated and have no word in common that tells a company from others.

    >>> are_other_companies("Hoshi Magnetics Co., Ltd.", "HOSHI"), are_other_companies("Hoshi", "Severn Ltd")
    (False, True)
    >>> are_other_companies("Hoshi", ""), are_other_companies("Magnet GmbH", "Severn GmbH")
    (False, False)
    """
    words, others = _telling(name), _telling(other)
    if not words or not others:
        return False
    joined, other_joined = "".join(words), "".join(others)
    if joined in other_joined or other_joined in joined:
        return False
    return not any(
        word == match or (min(len(word), len(match)) >= 4 and (word in match or match in word))
        for word in words
        for match in others
    )


def _telling(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return [word for word in _WORD.findall(plain) if word not in fact_words().of_companies]
