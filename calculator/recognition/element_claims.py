"""What a clause says of rare earths: how much of one is in the part, or only that one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from calculator.model.claim import Claim, ClaimKind
from calculator.model.elements import RARE_EARTHS, element_names
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.claim_words import REACH, claim_pattern, claim_words
from calculator.recognition.elements_said import elements_said
from calculator.recognition.hearing_words import denial_around
from calculator.recognition.materials import magnet_family
from calculator.recognition.whole_words import any_word

_FULL: Final = {"%": 100, "‰": 1000, "ppm": 1_000_000}


def element_claims(clause: str, lower: str) -> Iterator[Claim]:
    """The claims of one clause about rare earths; ``lower`` is the same clause in lower case, letter by letter."""
    stated = tuple(_shares_of(clause, lower))
    yield from stated
    yield from _names_of(clause, lower, frozenset(claim.element for claim in stated))


# --------------------------------------------------------------------------- that one is in it


def _names_of(clause: str, lower: str, stated: frozenset[str]) -> Iterator[Claim]:
    """A claim for each that is named as one of the part, and whose share the clause does not state."""
    if claim_pattern("asked_for").search(lower):
        return
    named = {
        symbol for symbol in elements_said(clause) if not _is_denied_behind(clause, lower, symbol)
    }
    named |= {symbol for symbol, word in _FURTHER.items() if _is_said(word, lower)}
    if _NOT_FREE.search(lower):
        named |= _ADDED.intersection(rare_earths_in(clause))
    if magnet_family(clause) == "SmCo" and not _OF_OLD.search(lower):
        word = _SMCO.search(lower)
        if word is None or denial_around(lower, *word.span()) is None:
            named.add("Sm")
    for symbol in sorted(named - stated):
        yield Claim(kind=ClaimKind.NAMED, words=clause.strip()[:60], element=symbol)


_SMCO: Final = late_pattern(
    r"sm\s?-?\d?\s?co\w*|samarium[\s-]cobalt|钐钴|釤鈷|サマリウムコバルト|사마륨코발트"
)
_ADDED: Final = frozenset({"Dy", "Tb", "Gd", "Ho", "Sm", "Sc", "Lu", "Y"})
_NOT_FREE: Final = late_pattern(
    r"(?<!\w)(?:not|nicht|pas|nie|non|no)\s+(?:(?:entirely|completely|fully|ganz|totalement)\s+)?"
    r"(?:free of|free from|frei von|sans|libre de|exempt|privo di|without|ohne|\w+[\s-]free|\w+[\s-]?frei)(?!\w)"
    r"|(?:free|frei)\s*[:?]\s*(?:no|nein|non)(?!\w)|并非不含|不是无"
)
"""A denial that is denied: not free of Dy; Dy free: no."""
_FURTHER: Final = {"Y": late_pattern(r"(?<!\w)yttrium(?!\w)|钇|釔|イットリウム|이트륨")}
"""Names of those whose symbols mean something else; what is made of oxides (yttria) holds them as a ceramic."""


def _is_said(pattern: re.Pattern[str], lower: str) -> bool:
    return any(denial_around(lower, *match.span()) is None for match in pattern.finditer(lower))


def _is_denied_behind(clause: str, lower: str, symbol: str) -> bool:
    """True where each place that names it says at once that there is none: "Dy: no", "Tb 0 %", "Dy n.d."."""
    places = [
        match.end() for match in _elements().finditer(clause) if _symbol(match.group()) == symbol
    ]
    return bool(places) and all(_denial_behind().match(lower, end) for end in places)


@cache
def _denial_behind() -> re.Pattern[str]:
    nothing = r"0+(?:[.,]0+)?\s*(?:wt|mass|m|gew)?[.\s-]*(?:%|‰|ppm|mg|g)?"
    words = any_word(claim_words("denials_behind"))
    return re.compile(
        rf"[)\]]?\s*(?:content|gehalt|anteil|share|teneur|contenido|含量|함량)?\s*[:=~-]?\s*(?:{nothing}|{words})(?![\w.,]*\d)\s*(?:\Z|[,;.)/])"
    )


_OF_OLD: Final = late_pattern(
    r"(?:replac(?:es|ing)|instead of|formerly|previously|was|not|no|ersetzt|statt|früher|remplace|au lieu de|sustituye|替代|取代|原为)[\s:a-z-]{0,12}(?:sm|钐)"
)
"""Before the name of another material they say that it is not, or no longer, this one."""


def rare_earths_in(clause: str, begin: int = 0, end: int | None = None) -> list[str]:
    """The rare earths that a part of a clause names by symbol or name, denied or not, in their order.

    >>> rare_earths_in("Nd and Dy from Baotou, 镝"), rare_earths_in("N35")
    (['Nd', 'Dy'], [])
    """
    stop = len(clause) if end is None else end
    names = (match.group() for match in _elements().finditer(clause, begin, stop))
    return list(dict.fromkeys(map(_symbol, names)))


# --------------------------------------------------------------------------- how much


def _shares_of(clause: str, lower: str) -> Iterator[Claim]:
    for element in _elements().finditer(clause):
        stated = _share_beside(clause, element.start(), element.end())
        if stated is None or stated.least <= 0:
            continue
        start, end = stated.span
        is_hedged = (
            _hedge_before().search(lower[max(0, start - REACH) : start])
            or _hedge_behind().match(lower[end : end + REACH])
            or claim_pattern("hedges_before").search(lower[start:end])
        )
        is_denied = denial_around(lower, start, end) or denial_around(lower, *element.span())
        if not (is_hedged or is_denied):
            yield Claim(
                kind=ClaimKind.CONTENT,
                words=clause[start:end].strip(),
                element=_symbol(element.group()),
                share=stated.least,
            )


class _Stated(NamedTuple):
    """A share beside an element: the least that the rounded figure stands for, and where both stand."""

    least: Fraction
    span: tuple[int, int]


def _share_beside(clause: str, start: int, end: int) -> _Stated | None:
    before = _SHARE_BEFORE.search(clause[max(0, start - REACH) : start])
    if before is not None:
        return _Stated(_least(before), (start - len(before.group()), end))
    behind = _SHARE_BEHIND.match(clause[end : end + REACH])
    return None if behind is None else _Stated(_least(behind), (start, end + behind.end()))


_FIGURE: Final = (
    r"(?P<low>\d{1,3}(?:[.,]\d+)?)(?:\s*(?:-|–|to|bis|~|…|\.\.\.?)\s*\d{1,3}(?:[.,]\d+)?)?"
    r"\s*(?:wt|mass|m|gew|重量|質量)?[.\s-]*(?P<unit>%|‰|ppm)"
)
_SHARE_BEFORE: Final = late_pattern(
    rf"(?<![\w.,]){_FIGURE}\s*(?:(?:by\s+weight|of|wt|an|de|d'|di|的|の)\s*)*[(\[]?\Z",
    re.IGNORECASE,
)
_SHARE_BEHIND: Final = late_pattern(
    rf"[)\]]?\s*[-]?(?:content|gehalt|anteil|share|teneur|contenido|含量|含有量|함량)?\s*(?:[:=~≈]|is|of|ca\.?|about|approx\.?|为|は)?\s*{_FIGURE}",
    re.IGNORECASE,
)


def _least(figure: re.Match[str]) -> Fraction:
    """The least share that a figure as written may stand for: half of its last place less."""
    number = Decimal(figure.group("low").replace(",", "."))
    exponent = int(number.as_tuple().exponent)
    half = Fraction(1, 2) * Fraction(10) ** exponent
    return max(Fraction(0), Fraction(number) - half) / _FULL[figure.group("unit").casefold()]


def _symbol(name: str) -> str:
    return name if name in RARE_EARTHS else element_names()[name.casefold()]


# --------------------------------------------------------------------------- patterns


@cache
def _elements() -> re.Pattern[str]:
    """The rare earths by symbol and by name in every language."""
    names = [
        f"{name}*" if "а" <= name[0] <= "я" else name  # declined
        for name, symbol in element_names().items()
        if symbol in RARE_EARTHS and (len(name) > len("Dy") or not name.isascii())
    ]
    symbols = "|".join(sorted(RARE_EARTHS))
    return re.compile(rf"(?<![^\W_])(?:{symbols})(?![^\W_])|(?i:{any_word(names)})")


@cache
def _hedge_before() -> re.Pattern[str]:
    filler = r"(?:[\s:,(\[-]|\d[\d.,]*|wt|of|about|ca\.?)*"
    return re.compile(rf"(?:{claim_pattern('hedges_before').pattern}){filler}\Z")


@cache
def _hedge_behind() -> re.Pattern[str]:
    gap = r"[\s:,(\[-]*"
    return re.compile(rf"{gap}(?:{claim_pattern('hedges_behind').pattern})")
