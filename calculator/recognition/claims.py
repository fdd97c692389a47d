"""What a text claims of the part that it stands beside: made in China, by Chinese technology, with 2 % dysprosium (``claims.toml``).

Only what a text says for sure is a claim: what it denies, what it calls a maximum and what it says of another country is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final, NamedTuple

from calculator.model.claim import Claim, ClaimKind
from calculator.model.elements import RARE_EARTHS, element_names
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.china_named import china_named
from calculator.recognition.hearing_words import denial_around
from calculator.recognition.plain_text import plain_text
from calculator.recognition.whole_words import any_word, is_latin

_LISTS: Final = (
    *("made", "made_behind", "technology", "raw", "denials_between"),
    *("hedges_before", "hedges_behind"),
)
_CLAUSE: Final = late_pattern(r"[;。；\n]|[.!?](?=\s|\Z)")
_REACH: Final = 40
"""Words that belong together stand within so many letters."""
_PAUSE: Final = late_pattern(r"[,，、|/&]|\w\s*[(（]")
"""Behind one of these something else is spoken of."""
_COMMA: Final = re.compile(r"[,，、;；|(（)）]")
_FULL: Final = {"%": 100, "‰": 1000, "ppm": 1_000_000}


@lru_cache(maxsize=8192)
def claims_in(text: str) -> tuple[Claim, ...]:
    """Every claim of a text, each once.

    >>> [(claim.kind.value, claim.element, str(claim.share)) for claim in claims_in("NdFeB N35, 2% Dy, made in China")]
    [('origin', '', '0'), ('content', 'Dy', '3/200')]
    >>> claims_in("not made in China; up to 4 % Dy; Dy-free; 中国台湾制造")
    ()
    """
    clauses = [clause for clause in _CLAUSE.split(plain_text(text)) if clause.strip()]
    found = [claim for clause in clauses for claim in _of_clause(clause)]
    return tuple(dict.fromkeys(found))


def _of_clause(clause: str) -> Iterator[Claim]:
    lower = clause.casefold()
    yield from _of_china(clause, lower)
    yield from _of_elements(clause, lower)


# --------------------------------------------------------------------------- China


def _of_china(clause: str, lower: str) -> Iterator[Claim]:
    """What a clause says of China: made there, with its technology, or from there, each said once at most."""
    words = _patterns()
    for start, end in china_named(clause):
        technology = _beside(words.technology, lower, (start, end))
        made = _beside(words.made, lower, (start, end), adjective=True)
        is_made = made is not None or words.made_behind.match(lower, end) is not None
        other = technology or made or (start, end)
        first, last = min(start, other[0]), max(end, other[1])
        if denial_around(lower, first, last) or words.denial_between.search(lower, first, last):
            continue
        said = clause[first:last].strip()
        if technology is not None:
            yield Claim(kind=ClaimKind.TECHNOLOGY, words=said)
            continue
        # What stands behind a pause is spoken of by itself: "2 % Dy, made in China" is the magnet.
        begin = max((pause.end() for pause in _COMMA.finditer(clause, 0, start)), default=0)
        end_of_part = _COMMA.search(clause, end)
        stop = len(clause) if end_of_part is None else end_of_part.start()
        elements = _elements_in(clause, begin, stop)
        is_of_material = bool(elements) or words.raw.search(lower, begin, stop) is not None
        if not is_of_material:
            yield Claim(kind=ClaimKind.ORIGIN, words=said)
        if is_of_material or not is_made:
            yield Claim(
                kind=ClaimKind.SOURCE,
                words=clause[begin:stop].strip(" .:,()")[:60] if is_of_material else said,
                element=elements[0] if len(elements) == 1 else "",
                is_of_material=is_of_material,
            )


def _elements_in(clause: str, begin: int, end: int) -> list[str]:
    """The rare earths that a part of a clause names."""
    names = (match.group() for match in _patterns().element.finditer(clause, begin, end))
    return list(dict.fromkeys(map(_symbol, names)))


def _beside(
    pattern: re.Pattern[str], text: str, china: tuple[int, int], *, adjective: bool = False
) -> tuple[int, int] | None:
    """Where a word stands that belongs to the name: before it, or behind it; behind an ``adjective`` nothing stands between."""
    start, end = china
    before = [
        found.span()
        for found in pattern.finditer(text, max(0, start - _REACH), start)
        if not _PAUSE.search(text, found.end(), start)
    ]
    if before:
        return before[-1]
    found = pattern.search(text, end, end + _REACH)
    if found is None or _PAUSE.search(text, end, found.start()):
        return None
    is_next = not text[end : found.start()].strip(" -'’的")
    return found.span() if is_next or not adjective else None


# --------------------------------------------------------------------------- elements


def _of_elements(clause: str, lower: str) -> Iterator[Claim]:
    """The shares that stand beside elements. That one is named at all is another matter, see ``elements_said``."""
    words = _patterns()
    for element in words.element.finditer(clause):
        stated = _share_beside(clause, element.start(), element.end())
        if stated is None or stated.least <= 0:
            continue
        start, end = stated.span
        is_hedged = (
            words.hedge_before.search(lower[max(0, start - _REACH) : start])
            or words.hedge_behind.match(lower[end : end + _REACH])
            or words.hedge_inside.search(lower[start:end])
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
    before = _SHARE_BEFORE.search(clause[max(0, start - _REACH) : start])
    if before is not None:
        return _Stated(_least(before), (start - len(before.group()), end))
    behind = _SHARE_BEHIND.match(clause[end : end + _REACH])
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


class _Patterns(NamedTuple):
    made: re.Pattern[str]
    made_behind: re.Pattern[str]
    technology: re.Pattern[str]
    raw: re.Pattern[str]
    denial_between: re.Pattern[str]
    hedge_before: re.Pattern[str]
    hedge_behind: re.Pattern[str]
    hedge_inside: re.Pattern[str]
    element: re.Pattern[str]


def read_claims(table: StrictTable) -> dict[str, tuple[str, ...]]:
    """Every list of the file."""
    return {name: table.texts(name) for name in _LISTS}


@cache
def _patterns() -> _Patterns:
    lists = packaged("claims", read_claims)
    gap = r"[\s:,(\[-]*"
    filler = r"(?:[\s:,(\[-]|\d[\d.,]*|wt|of|about|ca\.?)*"
    names = sorted(
        (name for name, symbol in element_names().items() if symbol in RARE_EARTHS),
        key=lambda name: (-len(name), name),
    )
    latin = [re.escape(name) for name in names if is_latin(name) and len(name) > 2]
    other = [re.escape(name) for name in names if not is_latin(name)]
    symbols = "|".join(sorted(RARE_EARTHS))
    return _Patterns(
        made=re.compile(any_word(lists["made"])),
        made_behind=re.compile(f"(?:{'|'.join(map(re.escape, lists['made_behind']))})"),
        technology=re.compile(any_word(lists["technology"])),
        raw=re.compile(any_word(lists["raw"])),
        denial_between=re.compile(any_word(lists["denials_between"])),
        hedge_before=re.compile(rf"(?:{any_word(lists['hedges_before'])}){filler}\Z"),
        hedge_behind=re.compile(rf"{gap}(?:{any_word(lists['hedges_behind'])})"),
        hedge_inside=re.compile(any_word(lists["hedges_before"])),
        element=re.compile(
            rf"(?<![^\W_])(?:{symbols})(?![^\W_])|(?<![^\W\d_])(?i:{'|'.join(latin)})(?![^\W\d_])|{'|'.join(other)}"
        ),
    )
