"""Where a text names mainland China as a place that something is from (``china.toml``).

Its regulations, its market, where a thing is sent, a number of its tariff, a connector CN1, another place (Taiwan, China) and a
company's name are no such mention, nor is what is denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern, pieces_of
from calculator.recognition.hearing_words import is_company
from calculator.recognition.whole_words import WordLists, any_word

_words: Final = WordLists(
    "china",
    *("china", "makers", "codes", "places", "place_behind", "elsewhere", "licensed_by"),
    *("settled_behind", "settled_before", "denied_before", "denied_between", "denied_behind"),
).words
_REACH: Final = 40
_GAP: Final = r"[\s'’:()\[\]-]*"


def china_named(clause: str) -> Iterator[tuple[int, int]]:
    """The places, in one clause as it is written, at which it names China.

    >>> [clause[start:end] for clause in ("JP until 2025, now CN", "China RoHS", "Taiwan, China") for start, end in china_named(clause)]
    ['CN']
    >>> [*china_named("not from China")], [*china_named("not JP but China")]
    ([], [(11, 16)])
    """
    words = _patterns()
    lower = words.elsewhere.sub(lambda place: " " * len(place.group()), clause.casefold())
    if len(lower) != len(clause):
        lower = clause.lower()
    for match in words.china.finditer(lower):
        start, end = match.span()
        if _is_code_of_something(clause, start, end) or is_company(lower, end):
            continue
        before = lower[max(0, start - _REACH) : start]
        is_settled = words.settled_before.search(before) or (
            words.settled_behind.match(lower, end) and not words.licensed_by.search(before)
        )
        is_denied = words.denied_behind.match(lower, end) or words.denied_before.search(before)
        if not (is_settled or is_denied):
            yield start, end


def _is_code_of_something(clause: str, start: int, end: int) -> bool:
    """True for CN in small letters beside other words, in a designator, and before a number of the tariff."""
    text = clause[start:end]
    if text.casefold() not in _patterns().codes:
        return False
    if _DIGIT.match(clause, end) or (start and clause[start - 1].isdigit()):
        return True
    is_alone = clause.strip(" .:,()") == text
    is_said = _MADE_IN.search(clause[:start].casefold()) is not None
    return not (text.isupper() or is_alone or is_said)


_DIGIT: Final = late_pattern(
    r"[\s.:]*(?!20[1-4]\d(?!\d))\d{4}|[-_.]?\d(?!\d*\s*%)|\s\d{1,2}(?![\d.,/-]|\s*%)"
)
_MADE_IN: Final = late_pattern(r"\bin\s+\Z")


class _Patterns(NamedTuple):
    china: re.Pattern[str]
    codes: frozenset[str]
    elsewhere: re.Pattern[str]
    settled_behind: re.Pattern[str]
    licensed_by: re.Pattern[str]
    settled_before: re.Pattern[str]
    denied_before: re.Pattern[str]
    denied_behind: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    names, places = any_word(_words("china", "makers")), any_word(_words("places"))
    elsewhere = any_word(_words("elsewhere"))
    before = any_word(_words("place_behind"))
    place = rf"(?:(?:{before}){_GAP})(?:{places})|\A\W*(?:{places})\W*\Z"
    return _Patterns(
        china=late_pattern(
            rf"{names}|{place}", needs=pieces_of(_words("china", "makers", "places"))
        ),
        codes=frozenset(_words("codes")),
        elsewhere=late_pattern(
            rf"(?:(?:{names})[\s,(\[]*)?(?:{elsewhere})(?:[\s,(\[]+(?:province\s+of\s+)?(?:{names})[)\]]?)?",
            needs=pieces_of(_words("elsewhere")),
        ),
        settled_behind=late_pattern(rf"{_GAP}(?:s\s+)?(?:{any_word(_words('settled_behind'))})"),
        licensed_by=late_pattern(rf"(?:{any_word(_words('licensed_by'))})\s*\Z"),
        settled_before=late_pattern(
            rf"(?:{any_word(_words('settled_before'))})[\s.:]*\d{{0,3}}[\s:(]*(?:the\s+|den\s+|die\s+|das\s+|le\s+|la\s+|el\s+)?\Z"
        ),
        denied_before=late_pattern(
            rf"(?:{any_word(_words('denied_before'))})(?:[\s'’-]*(?:{any_word(_words('denied_between'))})){{0,4}}[\s'’-]*\Z"
        ),
        denied_behind=late_pattern(
            rf"[产產制製造産산제]?{_GAP}(?:(?:content|origin|share|anteil)[\s:=]*)?(?:{any_word(_words('denied_behind'))})"
        ),
    )
