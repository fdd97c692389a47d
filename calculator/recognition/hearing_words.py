"""The words of ``reference/hearing.toml`` as patterns: what denies, warns, relates one thing to another, or ends a company's name.

All patterns are for folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern, pieces_of
from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.plain_text import folded_text
from calculator.recognition.vocabulary import hints_in
from calculator.recognition.whole_words import any_word

Words = tuple[str, ...]
_TABLES: Final = {
    "negation": (
        "before",
        "behind",
        "between",
        "privative",
        "refusal",
        "numbered",
        "whole",
        "free_of_charge",
    ),
    "warning": ("before", "behind"),
    "relation": (
        *("served_behind", "of", "quantity_or_package", "inside"),
        *("served_before_cjk", "served_behind_cjk"),
    ),
    "company": ("ending", "anywhere"),
    "joining": ("clause", "list", "denial", "or_cjk"),
    "inside": ("put_in", "heavy", "free"),
}


@cache
def _lists() -> dict[str, dict[str, Words]]:
    return packaged("hearing", read_hearing)


def read_hearing(table: StrictTable) -> dict[str, dict[str, Words]]:
    """Every list of the file by its table and key."""
    lists: dict[str, dict[str, Words]] = {}
    for name, keys in _TABLES.items():
        inner = table.inner(name)
        lists[name] = {key: inner.texts(key) for key in keys}
    return lists


def joining_words(key: str) -> str:
    """A choice between the words of a list of ``joining``, as a pattern."""
    return "|".join(map(re.escape, _lists()["joining"][key]))


def inside_words(key: str) -> Words:
    """The words of one list of the table ``inside``: what says that a rare earth was put in, and what that there is none."""
    return _lists()["inside"][key]


def _choice(table: str, key: str) -> str:
    """A choice between the words of a list. No part of a word with a hyphen: a clip-on magnet is on nothing."""
    return any_word(_lists()[table][key], in_compounds=False)


def _late_choice(table: str, key: str) -> re.Pattern[str]:
    return late_pattern(_choice(table, key), needs=pieces_of(_lists()[table][key]))


def _gapped(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"[\s-]*")


# --------------------------------------------------------------------------- negations, warnings, companies


class _Denials(NamedTuple):
    before: re.Pattern[str]
    numbered: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def _denials() -> _Denials:
    gap = rf"(?:[\s'’-]*(?:{_choice('negation', 'between')}))*[\s'’-]*"
    words = _lists()
    before = f"{_choice('negation', 'before')}|{_choice('warning', 'before')}"
    numbered = "|".join(map(re.escape, _lists()["negation"]["numbered"]))
    end_of_clause = r"(?=[\s.。!]*(?:\Z|[,，、;)\]]))"
    behind = f"(?:{_choice('negation', 'behind')}){end_of_clause}|{_choice('warning', 'behind')}"
    return _Denials(
        before=late_pattern(
            rf"(?P<denial>{before}){gap}\Z",
            needs=pieces_of((*words["negation"]["before"], *words["warning"]["before"])),
        ),
        numbered=late_pattern(rf"(?<![^\W\d_])(?:{numbered})[\s.:-]*\Z"),
        behind=late_pattern(
            rf"(?:s|n|en|es)?{gap}(?P<denial>{behind})",
            needs=pieces_of((*words["negation"]["behind"], *words["warning"]["behind"])),
        ),
    )


_REACH: Final = 80


def denial_around(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words stand that deny the thing at ``start`` to ``end``, with the thing; None where nothing denies it.

    >>> text = "keep away from strong magnets"
    >>> denial_around(text, text.index("magnets"), len(text)), denial_around("part no magnet-7", 8, 14)
    ((0, 29), None)
    """
    lead = max(0, start - _REACH)
    before = _denials().before.search(folded[lead:start])
    if before is not None and not is_number(folded, lead + before.start()):
        return lead + before.start(), end
    behind = _denials().behind.match(folded[end : end + _REACH])
    return None if behind is None else (start, end + behind.end("denial"))


@cache
def _refusals() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What takes a thing away, what refuses that, and a "no" before a thing that is counted behind it."""
    counted = r"(?<!\w)(?:no|nr)\s+(?=[^\W\d_]+\s*[:=]\s*\d*[1-9])"
    return (
        _late_choice("negation", "privative"),
        _late_choice("negation", "refusal"),
        re.compile(counted),
    )


def without_void_denials(folded: str) -> str:
    """A sentence with a comma for each denial that denies nothing: what is never left out is there, and so is what is counted.

    >>> [" ".join(without_void_denials(text).split()) for text in ("never ship without magnet", "without magnet", "no magnets: 4")]
    ['never ship , magnet', 'without magnet', ', magnets: 4']
    """
    privative, refusal, counted = _refusals()
    void = [match.span() for match in counted.finditer(folded)]
    for match in privative.finditer(folded):
        *_, clause = _CLAUSE.split(folded[max(0, match.start() - _REACH) : match.start()])
        *_, clause = re.split(rf"\b(?:{joining_words('clause')})\b", clause)
        if refusal.search(clause) is not None:
            void.append(match.span())
    for start, end in void:
        folded = f"{folded[:start]},{' ' * (end - start - 1)}{folded[end:]}"
    return folded


_CLAUSE: Final = late_pattern(r"[,;:.!?()/\n、，；。]")


def is_number(folded: str, start: int) -> bool:
    """True where the "no" at ``start`` is short for number: part no."""
    return _denials().numbered.search(folded[:start]) is not None


@cache
def whole_denials() -> re.Pattern[str]:
    """Words that are a negation by themselves: non-magnetic."""
    return _late_choice("negation", "whole")


def without_gratis(text: str) -> str:
    """A text, letter for letter, with spaces for words that say that nothing is paid: the magnet is there all the same.

    >>> without_gratis("Magnet free issue, magnet-free lid").split()
    ['Magnet', ',', 'magnet-free', 'lid']
    """
    if "free" not in text.casefold():
        return text
    return _gratis().sub(lambda match: " " * len(match.group()), text)


@cache
def _gratis() -> re.Pattern[str]:
    return re.compile(_choice("negation", "free_of_charge"), re.IGNORECASE)


@cache
def _company_endings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    endings = _choice("company", "ending")
    return (
        late_pattern(
            rf"(?:[\s.&()-]+[^\W\d_]+){{0,3}}?[\s.,&()-]+(?:{endings})\.?\)?(?=\s*(?:\Z|[,;/|\n]))",
            needs=pieces_of(_lists()["company"]["ending"]),
        ),
        _late_choice("company", "anywhere"),
    )


def is_company(folded: str, end: int) -> bool:
    """True where the thing that ends at ``end`` is in a company's name: Ningbo Magnet Co., Ltd.

    >>> is_company("ningbo magnet co., ltd.", 13), is_company("magnet 10x5, acme ltd", 6)
    (True, False)
    """
    behind, anywhere = _company_endings()
    following = folded[end : end + _REACH].split("\n", 1)[0]
    return bool(behind.match(following)) or bool(
        anywhere.search(re.split(r"[\s,，;；。]", following, maxsplit=1)[0])
    )


# --------------------------------------------------------------------------- relations


class Stretch(NamedTuple):
    """A stretch of a clause, and whether what it names is only served by what stands elsewhere."""

    start: int
    end: int
    is_served: bool


@cache
def _relation_words() -> re.Pattern[str]:
    keys = ("served_before_cjk", "served_behind_cjk", "served_behind", "inside", "of")
    relation = "|".join(f"(?P<{key}>{_choice('relation', key)})" for key in keys)
    words = (word for key in keys for word in _lists()["relation"][key])
    return late_pattern(
        rf"{relation}|(?P<use>{_USE.pattern})", needs=pieces_of((*words, "用", "용"))
    )


_USE: Final = late_pattern(
    r"(?<![使应應专專通作利采採适適信费費家商军軍民医醫车車公常实實])用(?![于於在来來途量的法作户戶])(?=\w)|용(?=\s?\w)"
)
"""Chinese, Japanese and Korean: what stands before it uses what stands behind it."""


@cache
def _quantity_or_package() -> re.Pattern[str]:
    words = "|".join(map(_gapped, _lists()["relation"]["quantity_or_package"]))
    return re.compile(
        rf"(?:(?<![^\W\d_])(?:{words})(?:s|es|n|e)?|\d+(?:[.,]\d+)?[^\W\d_]{{0,3}})[\s.-]*\Z"
    )


def stretches(folded: str, start: int, end: int) -> Iterator[Stretch]:
    """A clause cut where one thing is related to another; the thing before "for" stays itself, that behind it is served.

    >>> text = "n52 magnet for the door latch"
    >>> [(text[part.start:part.end].strip(), part.is_served) for part in stretches(text, 0, len(text))]
    [('n52 magnet', False), ('the door latch', True)]
    >>> [part.is_served for part in stretches("set of magnets", 0, 14)]
    [False]
    """
    is_served = False
    names = [name.span() for name in hints_in(folded, start, end)]
    for match in _relation_words().finditer(folded, start, end):
        if any(first < match.start() and match.end() < last for first, last in names):
            continue  # it is part of a name: cible de pulvérisation
        kind = match.lastgroup
        if kind == "of" and _quantity_or_package().search(folded, start, match.start()):
            continue
        if kind == "served_behind" and _is_range(folded, match):
            continue
        yield Stretch(start, match.start(), is_served or kind in ("served_before_cjk", "use"))
        start, is_served = match.end(), kind in ("served_behind_cjk", "served_behind", "of")
    yield Stretch(start, end, is_served)


def _is_range(folded: str, match: re.Match[str]) -> bool:
    """True of the word between two figures: N35 to N52."""
    return bool(
        re.search(r"\d\S*\s*\Z", folded[: match.start()])
        and re.match(r"\s*[^\W\d_]{0,3}\d", folded[match.end() :])
    )


def is_inside(text: str, start: int) -> bool:
    """True where the words right before a place say that what stands there is inside of another thing.

    >>> is_inside("Incl. motor", 6), is_inside("Enthält Motor", 8), is_inside("Motor", 0)
    (True, True, False)
    """
    return _ending_in("inside").search(folded_text(text[:start])) is not None


def is_of(text: str, start: int) -> bool:
    """True where what stands at a place is what is spoken of before it: "composition of magnets".

    >>> is_of("Origin of all magnets", 14), is_of("Tool for magnets", 9)
    (True, False)
    """
    return _ending_in("of").search(folded_text(text[:start])) is not None


_UP_TO: Final = {"inside": r"[\W_]*", "of": r"\s*(?:[^\W\d_]+\s+)?"}
"""What may stand between a word of a relation and the thing behind it: "of all magnets"."""


@cache
def _ending_in(relation: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_choice('relation', relation)}){_UP_TO[relation]}\Z")
