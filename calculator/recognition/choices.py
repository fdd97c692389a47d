"""What a text leaves open of a magnet: two grades, materials or sizes of which one is delivered, or one and whatever is like it.

``N42 or N42SH``, ``N35/38``, ``Sm2Co17 or NdFeB``, ``10x5 or 12x5 mm``, ``N42 or equivalent``. The words are those of
``reference/reservations.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from calculator.model.claim import Claim, ClaimKind
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.recognition.plain_text import FOLD
from calculator.recognition.reservations import reserving_words
from calculator.recognition.vocabulary import family_words
from calculator.recognition.whole_words import any_word
from calculator.recognition.word_pattern import kind_of

_NUMBER: Final = r"(?:2[5-9]|3\d|4\d|5[0-8])"
_HOT: Final = r"(?:SH|UH|EH|AH|VH|TH|BH|M|H)"
"""How hot a grade may get, from M (100 degrees) up: what dysprosium and terbium are for."""
_GRADE: Final = late_pattern(
    rf"(?<![A-Za-z0-9])(?:N-? ?{_NUMBER}(?:[- ]?{_HOT})?|{_NUMBER}(?:SH|UH|EH|AH|VH|TH))(?![A-Za-z0-9])(?!\s*[x×*=]\s*\d)"
)
_IN_SHORT: Final = late_pattern(
    rf"(?<![A-Za-z0-9])N-? ?{_NUMBER}{_HOT}?\s?[/|,~–-]\s?(?P<next>{_NUMBER}{_HOT}?)(?![\w.,]*\d)(?!\s*(?:[A-Za-z°%×*µ\"]))"
)
"""The second of two grades without its letter: N35/38; a size or a count behind it makes it none."""
_SIZE: Final = r"\d[\d.,]*(?:\s?(?:mm)?\s?[x×*]\s?\d[\d.,]*)+(?:\s?mm)?|[øØ∅]\s?\d[\d.,]*(?:\s?mm)?|\d[\d.,]*\s?mm"


def choices(text: str) -> Iterator[Claim]:
    """A claim that another part may be delivered where a text, as ``plain_text`` gives it, leaves open which.

    >>> [bool([*choices(text)]) for text in ("NdFeB N42 or N42SH", "N35/38", "Sm2Co17 or NdFeB", "10x5 or 12x5 mm", "N42 or better")]
    [True, True, True, True, True]
    >>> [bool([*choices(text)]) for text in ("NdFeB N42 10x5 mm", "N42SH (replaces N35)", "NdFeB, not SmCo", "N42/30 pcs", "20/10x5 mm")]
    [False, False, False, False, False]
    """
    if not _names_one(text):
        return
    if len(grades_in(text)) > 1 or _offers_families(text) or _offers_sizes(text) or _or_like(text):
        yield Claim(kind=ClaimKind.OTHER_PART, words=text.strip()[:60])


def grades_in(text: str) -> tuple[str, ...]:
    """The grades of sintered NdFeB that a text names as its own, without their N.

    >>> grades_in("N-42 SH or 42sh"), grades_in("N35/38"), grades_in("N42 instead of N35")
    (('42SH',), ('35', '38'), ('42',))
    """
    grades = [
        re.sub(r"[N\s-]", "", match.group())
        for match in _GRADE.finditer(text)
        if not _of_old().search(text[: match.start()].casefold())
    ]
    grades += [match["next"] for match in _IN_SHORT.finditer(text)]
    return tuple(dict.fromkeys(grades))


def _names_one(text: str) -> bool:
    """Most texts have no sign of a choice: no grade, no word or stroke between two."""
    return (
        _GRADE.search(text) is not None
        or not {"/", "|"}.isdisjoint(text)
        or _or().search(text.casefold()) is not None
    )


def _offers_families(text: str) -> bool:
    """True where two magnet materials, one of them of rare earth, stand beside each other with a word or a stroke of choice between."""
    named = [
        (kind_of(match), match.span()) for match in family_words().finditer(text.translate(FOLD))
    ]
    return any(
        first != second
        and RARE_EARTH_FAMILIES.intersection((first, second))
        and _is_choice(text[end:start])
        for (first, (_, end)), (second, (start, _)) in pairwise(named)
    )


def _offers_sizes(text: str) -> bool:
    """True where two sizes stand beside each other with a word of choice between, or, where both are of several dimensions, a stroke."""
    sizes = [*_sizes().finditer(text)]
    for first, second in pairwise(sizes):
        between = text[first.end() : second.start()].casefold().strip(" ,;(")
        size, other = (re.sub(r"\s|mm", "", match.group()) for match in (first, second))
        is_stroke = between in ("/", "|") and "x" in size and "x" in other
        if size != other and (is_stroke or _or().fullmatch(between) is not None):
            return True
    return False


def _or_like(text: str) -> bool:
    """True where behind a grade or a magnet material it says that another like it will do."""
    lower = text.casefold()
    if _AT_LEAST.search(text) or _AND_UP.search(text):
        return True
    return _like().search(lower) is not None and (
        _GRADE.search(text) is not None
        or any(
            kind_of(match) in RARE_EARTH_FAMILIES
            for match in family_words().finditer(text.translate(FOLD))
        )
    )


def _is_choice(between: str) -> bool:
    """True for what stands between two materials of which one is delivered: a stroke, or a word and little else."""
    words = re.findall(r"[^\W\d_]+", between.casefold())
    return len(words) <= _WORDS_BETWEEN and (
        between.strip() in ("/", "|", "//") or _or().search(between.casefold()) is not None
    )


_WORDS_BETWEEN: Final = 3
_AT_LEAST: Final = late_pattern(
    rf"(?i:\b(?:min(?:imum|d|\.)?|at least|mindestens)\.?|[≥>]=?)\s*N{_NUMBER}{_HOT}?(?![A-Za-z0-9])"
)
_AND_UP: Final = late_pattern(rf"(?<![A-Za-z0-9])N{_NUMBER}{_HOT}?\+(?!\w)")


@cache
def _sizes() -> re.Pattern[str]:
    return re.compile(_SIZE)


@cache
def _or() -> re.Pattern[str]:
    return re.compile(any_word(reserving_words("or_words"), in_compounds=False))


@cache
def _like() -> re.Pattern[str]:
    return re.compile(any_word(reserving_words("or_like")))


@cache
def _of_old() -> re.Pattern[str]:
    """At the end of what stands before a grade."""
    return re.compile(rf"(?:{any_word(reserving_words('of_old'))})[\s:(]*\Z")
