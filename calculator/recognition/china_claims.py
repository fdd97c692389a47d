"""What a clause says of China: that a part was made there or by its technology, or that what is in the part comes from there.

A part that is only sent from there, goes there, or is marked for there was not made there for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calculator.model.claim import Claim, ClaimKind
from calculator.recognition.claim_words import REACH, claim_pattern, claim_words
from calculator.recognition.element_claims import rare_earths_named
from calculator.recognition.hearing_words import denial_around, is_company
from calculator.recognition.word_choices import any_of

_PAUSE: Final = re.compile(r"[,，、|/&]|\w\s*[(（]")
"""Behind one of these something else is spoken of."""
_CODE: Final = re.compile(r"(?<![\w-])CN(?![\w-]|\s*\d)")
"""The code of the country; CN3 and CN 3 are connectors."""

_Span = tuple[int, int]


def china_claims(clause: str, lower: str) -> Iterator[Claim]:
    """The claims of one clause about China; ``lower`` is the same clause in lower case, letter by letter."""
    yield from _said_outright(clause, lower) or _said_by_the_way(clause, lower)


def _said_outright(clause: str, lower: str) -> list[Claim]:
    """That it was made there, or by technology from there: the name with a word that says so, or alone."""
    for china in _named().finditer(lower):
        span = china.span()
        if _is_elsewhere(lower, span):
            continue
        technology = _beside(claim_pattern("technology"), lower, span)
        made = _beside(claim_pattern("made"), lower, span, adjective=True)
        is_made = made is not None or _made_behind().match(lower, china.end()) is not None
        if technology is None and not is_made and lower.strip(" .:,()?") != china.group():
            continue
        other = technology or made or span
        start, end = min(china.start(), other[0]), max(china.end(), other[1])
        if (
            denial_around(lower, start, end)
            or denial_around(lower, *span)
            or claim_pattern("denials_between").search(lower, start, end)
        ):
            continue
        kind = ClaimKind.ORIGIN if technology is None else ClaimKind.TECHNOLOGY
        return [Claim(kind=kind, words=clause[start:end].strip())]
    return []


def _said_by_the_way(clause: str, lower: str) -> list[Claim]:
    """That it, or a material in it, comes from there: any other mention that has no other sense."""
    names = [match.span() for match in _sure().finditer(lower)]
    names += [match.span() for match in _CODE.finditer(clause)]
    if not names or claim_pattern("no_place").search(lower):
        return []
    if claim_pattern("shipped").search(lower):
        return []
    for span in sorted(names):
        if _is_elsewhere(lower, span) or _has_another_sense(lower, span):
            continue
        material = claim_pattern("materials").search(lower)
        elements = rare_earths_named(clause)
        kind = ClaimKind.MATERIAL if material or elements else ClaimKind.ORIGIN
        return [Claim(kind=kind, words=clause.strip()[:60], elements=elements)]
    return []


def _has_another_sense(lower: str, span: _Span) -> bool:
    start, end = span
    return bool(
        denial_around(lower, start, end)
        or _is_denied_before(lower, start)
        or _goes_there().search(lower[max(0, start - REACH) : start])
        or _goes_behind().match(lower[end : end + REACH])
        or is_company(lower, end)
    )


def _is_denied_before(lower: str, start: int) -> bool:
    """True where a word such as "not" stands before the name, and nothing else is spoken of between: not made in China."""
    denials = claim_pattern("denials_between").finditer(lower, max(0, start - REACH), start)
    return any(not _PAUSE.search(lower, denial.end(), start) for denial in denials)


def _is_elsewhere(lower: str, span: _Span) -> bool:
    """True where the name is part of that of another place: Taiwan, Province of China."""
    start, end = span
    return any(
        _BETWEEN.fullmatch(lower, min(other.end(), end), max(other.start(), start))
        for other in claim_pattern("elsewhere").finditer(lower)
    )


_BETWEEN: Final = re.compile(r"(?:[\s,()的-]|province|prov\.?|provinz|provincia|region|of|von|de)*")


def _beside(
    pattern: re.Pattern[str], text: str, china: _Span, *, adjective: bool = False
) -> _Span | None:
    """Where a word stands that belongs to the name: before it, or behind it; behind an ``adjective`` nothing stands between."""
    start, end = china
    before = [
        match.span()
        for match in pattern.finditer(text, max(0, start - REACH), start)
        if not _PAUSE.search(text, match.end(), start)
    ]
    if before:
        return before[-1]
    behind = pattern.search(text, end, end + REACH)
    if behind is None or _PAUSE.search(text, end, behind.start()):
        return None
    is_next = not text[end : behind.start()].strip(" -'’的")
    return behind.span() if is_next or not adjective else None


# --------------------------------------------------------------------------- patterns


@cache
def _named() -> re.Pattern[str]:
    return re.compile(any_of((*claim_words("china"), *claim_words("places"))))


@cache
def _sure() -> re.Pattern[str]:
    sure = set(claim_words("china")) - set(claim_words("unsure"))
    return re.compile(any_of((*sure, *claim_words("places"))))


@cache
def _made_behind() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, claim_words('made_behind')))})")


_ARTICLES: Final = r"(?:[\s'’-]|the|den|die|das|la|le|el|our|unser(?:e[nm]?)?|p\.?\s*r\.?)*"


@cache
def _goes_there() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(claim_words('goes_there'))}){_ARTICLES}\Z")


@cache
def _goes_behind() -> re.Pattern[str]:
    return re.compile(rf"[\s'’-]*(?:{any_of(claim_words('goes_behind'))})")
