"""Rows below the figures of a certificate that name no substance: who signed, a telephone number, the end of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.company_names import companies_in
from calculator.recognition.elements_said import elements_said
from calculator.reference.document_foot import foot_words
from calculator.sources.facts.amount_words import alternatives, folded
from calculator.sources.rows.days import days_in
from calculator.sources.rows.periods import periods_in

_LONGEST: Final = 400
_SHORT: Final = 40
_MOST_CELLS: Final = 8
_REACHED_BY: Final = late_pattern(r"@|\bwww\.|https?://|^\+?[\d\s()/.-]{7,}$")
_ADDRESS: Final = late_pattern(
    # 53111 Bonn, H-1117 Budapest; 1-2-3 Kita, Osaka
    r"^(?:[a-z]{1,2}-)?\d{4,6}\s+[^\W\d_]{3,}|^\d[\d-]*\s+[^\W\d_]{3,}.*,\s*[^\W\d_]{3,}"
)
_AMOUNT: Final = late_pattern(r"\d\s*(?:%|‰|ppm|wt|mg\b|g\b|kg\b)", re.IGNORECASE)
_IN_MAY: Final = late_pattern(
    r"\d{1,2}[\s.-]*may[\s,.-]*\d{4}|\bmay[\s.-]*\d{1,2}[a-z]{0,2},?\s*\d{4}"
)
"""A day of the month, which is no word of doubt."""
_SIGNS: Final = late_pattern(r"[\s\W_]+")


def is_foot(texts: Sequence[str]) -> bool:
    """True for the texts of a row of which the first begins like a foot, and none of which may speak of what is in a part.

    >>> [is_foot([text]) for text in ("Signed: A. Tanaka", "Tel. +81 3 1234", "以上", "Hoshi Magnetics Co., Ltd.", "qa@hoshi.example")]
    [True, True, True, True, True]
    >>> [is_foot([text]) for text in ("Additive X", "Signed: proprietary additives apart", "Date: plus 0.5 % Dy", "Fe", "")]
    [False, False, False, False, False]
    """
    texts = [text for text in texts if text]
    if not texts or len(texts) > _MOST_CELLS or not _begins_foot(texts[0]):
        return False
    return not any(map(_may_speak_of_contents, texts))


def _begins_foot(text: str) -> bool:
    plain = folded(text)
    if len(plain) > _LONGEST:
        return False
    # "Remarks: none" and "e-mail:" are compared without their signs.
    bare = _SIGNS.sub(" ", plain).strip()
    return bool(
        _begins().match(plain)
        or _begins().match(bare)
        or _REACHED_BY.search(plain)
        or _ADDRESS.match(plain)
        or companies_in(text)
        # "Osaka, 4 May 2026"
        or (len(plain) <= _SHORT and (days_in(text) or periods_in(text)))
    )


def _may_speak_of_contents(text: str) -> bool:
    return (
        len(text) > _LONGEST
        or bool(_AMOUNT.search(text))
        or bool(_limits().search(_IN_MAY.sub(" ", folded(text))))
        or bool(elements_said(text))
    )


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(alternatives(foot_words().begins))


@cache
def _limits() -> re.Pattern[str]:
    return re.compile(alternatives(foot_words().limits))
