"""What a clause says of China: that a part was made there or by its technology, or that what is in the part is from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calculator.model.claim import Claim, ClaimKind
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.china_named import china_named
from calculator.recognition.claim_words import REACH, claim_pattern
from calculator.recognition.element_claims import rare_earths_in
from calculator.recognition.hearing_words import denial_around

_PAUSE: Final = late_pattern(r"[,，、|/&]|\w\s*[(（]")
"""Behind one of these something else is spoken of."""
_COMMA: Final = late_pattern(r"[,，、;；|(（)）]")


def china_claims(clause: str, lower: str) -> Iterator[Claim]:
    """What a clause says of China: made there, with its technology, or from there, each said once at most."""
    for start, end in china_named(clause):
        technology = _beside(claim_pattern("technology"), lower, (start, end))
        made = _beside(claim_pattern("made"), lower, (start, end), adjective=True)
        is_made = made is not None or claim_pattern("made_behind").match(lower, end) is not None
        other = technology or made or (start, end)
        first, last = min(start, other[0]), max(end, other[1])
        if denial_around(lower, first, last) or claim_pattern("denials_between").search(
            lower, first, last
        ):
            continue
        said = clause[first:last].strip()
        if technology is not None:
            yield Claim(kind=ClaimKind.TECHNOLOGY, words=said)
            continue
        # What stands behind a pause is spoken of by itself: "2 % Dy, made in China" is the magnet.
        begin = max((pause.end() for pause in _COMMA.finditer(clause, 0, start)), default=0)
        end_of_part = _COMMA.search(clause, end)
        stop = len(clause) if end_of_part is None else end_of_part.start()
        elements = rare_earths_in(clause, begin, stop)
        is_of_material = (
            bool(elements) or claim_pattern("raw").search(lower, begin, stop) is not None
        )
        if not is_of_material:
            yield Claim(kind=ClaimKind.ORIGIN, words=said)
        if is_of_material or not is_made:
            yield Claim(
                kind=ClaimKind.SOURCE,
                words=clause[begin:stop].strip(" .:,()")[:60] if is_of_material else said,
                element=elements[0] if len(elements) == 1 else "",
                is_of_material=is_of_material,
            )


def _beside(
    pattern: re.Pattern[str], text: str, china: tuple[int, int], *, adjective: bool = False
) -> tuple[int, int] | None:
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
