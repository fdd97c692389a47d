"""What a phrase is about: a motor magnet is a magnet, a magnet motor is a motor, a motor mount is neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.part_signs import names_part
from calculator.recognition.plain_text import FOLD, folded_text
from calculator.recognition.relations import (
    and_words,
    for_words,
    gap,
    mounted,
    piece_ends,
    with_words,
)
from calculator.recognition.vocabulary import (
    SAYS_NOTHING,
    deciding_words,
    listed,
    magnetic_things,
    shape_words,
)
from calculator.recognition.word_pattern import kind_of


class Kind(Enum):
    """What the head of a phrase is; the values are the lists of the vocabulary."""

    MAGNET = "magnet"
    MAYBE_MAGNET = "maybe_magnet"
    TARGET = "target"
    MAYBE_TARGET = "maybe_target"
    HOLDER = "holds"
    BESIDE = "beside"
    """A part beside a magnet or its holder, or a phrase with their words that means something else."""
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Head:
    """The word that a phrase is about, and what that is."""

    kind: Kind
    word: str


Spans = tuple[tuple[int, int], ...]
"""Stretches of a text by their first and last place."""
MAGNETS: Final = ("magnet", "magnet_whole")
MAYBE_MAGNETS: Final = ("maybe_magnet", "maybe_magnetic")
SETTLES_NOTHING: Final = (Kind.BESIDE, Kind.NEITHER)
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")


@cache
def head_of(text: str) -> Head | None:
    """What a text is about: of its first phrase that says anything, the last word. None where no word is known.

    What stands behind "for" is somebody else's; what stands behind "with" is inside.
    """
    plain = _CAMEL.sub(" ", text)
    folded = plain.translate(FOLD)
    words = list(deciding_words().finditer(folded))
    is_bare = not _holds_by_magnet(folded, words)
    is_weak = not _POWER.search(folded)
    if all(
        _is_shape(word)
        or (is_bare and kind_of(word) == "adjective")
        or (is_weak and kind_of(word) == "rated")
        for word in words
    ):
        return None
    has_part = any(kind_of(word) in _PARTS for word in words)
    folded = mounted().sub(lambda way: " " * len(way.group()), folded)
    whole = tuple(word.span() for word in words if " " in word.group())
    itself, *inside = spans(with_words(), folded, 0, len(folded))
    main = next(kept(spans(for_words(), folded, *itself, whole), folded), itself)
    heads = [
        _head_of_piece(plain, folded, main, whole, has_part=has_part)
        for main in spans(and_words(), folded, *main)
    ]
    heads_told = [head for head in heads if head is not None]
    decided = next((head for head in heads_told if head.kind not in SETTLES_NOTHING), None)
    if decided is None:
        parts = [
            _head_of_piece(
                plain,
                folded,
                next(spans(for_words(), folded, *span, whole)),
                whole,
                has_part=has_part,
                is_list=True,
            )
            for span in inside
        ]
        held = next(
            (head for head in parts if head is not None and head.kind not in SETTLES_NOTHING), None
        )
        decided = Head(Kind.HOLDER, held.word) if held is not None else None
    elif _is_turned_round(decided, folded):
        return Head(Kind.BESIDE, "")
    elif (
        len(heads_told) > 1
        and heads_told[-1].kind is Kind.BESIDE
        and decided.word.lower() in listed("relation", "adjectives")
    ):
        return heads_told[-1]
    return decided or (heads_told[0] if heads_told else Head(Kind.NEITHER, ""))


def _is_turned_round(head: Head, folded: str) -> bool:
    """True of "generator, signal, RF": an RF signal generator in a short text that puts the noun first."""
    if head.kind is not Kind.HOLDER or "," not in folded:
        return False
    turned = " ".join(part.strip() for part in reversed(folded.split(",")))
    nots = (word.group() for word in deciding_words().finditer(turned) if kind_of(word) == "not")
    return any(head.word.lower() in phrase for phrase in nots)


def _is_shape(word: re.Match[str]) -> bool:
    return kind_of(word) == "around" and shape_words().fullmatch(word.group()) is not None


def _head_of_piece(
    plain: str,
    folded: str,
    span: tuple[int, int],
    whole: Spans,
    *,
    has_part: bool,
    is_list: bool = False,
) -> Head | None:
    """The head of the first piece that says anything.

    "Bracket, motor" is a bracket and "motor bracket, steel" too; what holds a magnet counts behind other parts where several
    of them are listed ("case, PCB, servo motor"), or where it has figures of its own.
    """
    first: Head | None = None
    parts = 0
    for start, end in kept(spans(piece_ends(), folded, *span, whole), folded):
        words = list(deciding_words().finditer(folded, start, end))
        kinds = [kind_of(word) for word in words]
        head = _holding_head(plain, folded, words, has_part=has_part)
        if head is not None:
            if first is None or is_list or parts > 1 or _is_qualifier(head.word):
                return head
            # A thing that usually holds one, named first: door catch, magnetic.
            if "adjective" in kinds and len(kinds) == 1:
                return head
            is_neither = first.kind is Kind.NEITHER and not _is_component(folded, span)
            if is_neither and parts and _has_rating(folded, start, end):
                return head
            if head.kind in _MAGNET_KINDS and _is_asked_behind(folded, span, (start, end)):
                return Head(Kind.HOLDER, head.word)
            return first
        if any(kind not in _MAY_SAY_NOTHING for kind in kinds) or "not" in kinds:
            first = first or Head(Kind.BESIDE, "")
        elif not all(_is_shape(word) or kind_of(word) in _OF_ANOTHER for word in words) and (
            folded[end : end + 1] == "(" or not any(map(str.isdigit, folded[start:end]))
        ):
            first = first or Head(Kind.NEITHER, "")
        parts += any(kind in _PARTS for kind in kinds) and not all(map(_is_shape, words))
    return first


def _is_qualifier(word: str) -> bool:
    """True of what is said of a thing itself, wherever it stands: wheel, motorised."""
    return word.translate(FOLD) in _head_words("qualifiers")


_MAGNET_KINDS: Final = (Kind.MAGNET, Kind.MAYBE_MAGNET)


def _is_asked_behind(folded: str, span: tuple[int, int], piece: tuple[int, int]) -> bool:
    """True of a magnet behind a part that may hold one (housing, magnet), or with a size or a grade of its own."""
    part = deciding_words().search(folded, *span)
    return (
        part is None or not _is_listed(part, "clear") or names_part(folded[slice(*piece)].upper())
    )


def _holding_head(
    plain: str, folded: str, words: list[re.Match[str]], *, has_part: bool
) -> Head | None:
    """The head of a piece where that is a magnet, a target or what holds one."""
    kinds = [kind_of(word) for word in words]
    holders = [
        index
        for index, kind in enumerate(kinds)
        if kind not in SAYS_NOTHING and not _is_beside(words, index, folded)
    ]
    if not _holds_by_magnet(folded, words):
        holders = [index for index in holders if kinds[index] != "adjective"]
    if has_part and not _TORQUE.search(folded):
        holders = [index for index in holders if kinds[index] != "size"]
    if not _POWER.search(folded):
        holders = [index for index in holders if kinds[index] != "rated"]
    if not holders or _is_said_behind(words, holders):
        return None
    index = _chief(words, holders)
    kind = _HOLDING.get(kinds[index]) or Kind(kinds[index])
    if kind is Kind.MAGNET and index > 0 and kinds[index - 1] == "noun_first":
        kind = Kind.HOLDER
    if kind is Kind.MAGNET and _is_of_a_carrier(words, index, folded):
        kind = Kind.MAYBE_MAGNET
    return Head(kind, plain[slice(*words[index].span())])


def _is_said_behind(words: list[re.Match[str]], holders: list[int]) -> bool:
    """True of a way of driving that is said behind the part for it: ESC 30A brushless, driver, stepper."""
    adjectives = listed("relation", "adjectives")
    return _is_listed(words[0], "clear") and all(
        words[index].group() in adjectives for index in holders
    )


def _holds_by_magnet(folded: str, words: list[re.Match[str]]) -> bool:
    """True where "magnetic" and its like stand beside a thing that usually holds a magnet: magnetic catch, coupling, encoder."""
    kinds = {kind_of(word) for word in words}
    if "adjective" not in kinds or "not" in kinds:
        return False
    first, last = words[0].start(), words[-1].end()
    if any(
        kind_of(word) == "adjective" and _OF_SILICON.match(folded, word.end()) for word in words
    ):
        return False
    return magnetic_things().search(folded, max(0, first - 40), last + 40) is not None


_OF_SILICON: Final = re.compile(r"[\w\s/-]{0,40}\s(?:ics?|chips?|asic)(?=\s*(?:[,;(]|\Z))")
"""Behind "magnetic position sensor" they say that it only feels a magnet."""
_OF_ANOTHER: Final = ("size", "rated", "adjective")
"""Kinds of words that say nothing of the thing where they stand alone: NEMA23, closed loop stepper motor."""
_MAY_SAY_NOTHING: Final = (*SAYS_NOTHING, *_OF_ANOTHER)
_POWER: Final = re.compile(r"\d\s?(?:k?w|v(?:dc|ac)?|rpm|nms?)(?![^\W\d_])")
_TORQUE: Final = re.compile(r"\d\s?(?:n\s?c?m|oz[\s.-]?in|kgf?[\s.-]?cm)(?![^\W\d_])")
"""A motor's own figure: of a NEMA 23 with a shaft and 2 Nm the shaft is a part of it."""
_RATING: Final = late_pattern(
    r"\d\s?(?:v|w|kw|nm|ncm|a|ma|rpm|kv|kg|oz|mm|ohm|hz|l/min)(?![^\W\d_])"
)


def _has_rating(folded: str, start: int, end: int) -> bool:
    """True where a piece has figures of a thing's own: 24 V, 3 Nm."""
    return _RATING.search(folded, start, end) is not None


def _is_component(folded: str, span: tuple[int, int]) -> bool:
    word = deciding_words().search(folded, *span)
    return word is not None and _is_listed(word, "components")


def _chief(words: list[re.Match[str]], holders: list[int]) -> int:
    """Which word says what the thing is: the last, except of a magnet that is called magnetised or named first."""
    first, last = holders[0], holders[-1]
    magnets = [index for index in holders if kind_of(words[index]) in MAGNETS]
    if words[first].group() in _head_words("first"):
        return first
    return (
        magnets[-1]
        if magnets and kind_of(words[last]) in ("magnetic", "adjective", *MAYBE_MAGNETS)
        else last
    )


def _is_of_a_carrier(words: list[re.Match[str]], index: int, folded: str) -> bool:
    """True before a part that may be the magnet itself or carry it: magnet plate, magnet wheel, magnet disc glass."""
    if _ITS_USE.match(folded, words[index].end()):
        return True
    if (
        index + 1 == len(words)
        or kind_of(words[index + 1]) not in _PARTS
        or not gap().fullmatch(folded, words[index].end(), words[index + 1].start())
    ):
        return False
    return not _is_shape(words[index + 1]) or _is_listed(words[index + 1], "carriers")


_PARTS: Final = ("around", "around_first", "noun_first")
_HOLDING: Final = {
    "magnetic": Kind.HOLDER,
    "adjective": Kind.HOLDER,
    "size": Kind.HOLDER,
    "rated": Kind.HOLDER,
    "magnet_compound": Kind.HOLDER,
    "magnet_whole": Kind.MAGNET,
    "maybe_magnetic": Kind.MAYBE_MAGNET,
}


def _is_beside(words: list[re.Match[str]], index: int, folded: str) -> bool:
    """True where the word is only said to name a part beside it: motor [mount], [soporte] motor, モーター用 [磁石]."""
    word = words[index]
    if kind_of(word) in ("magnetic", "adjective"):
        return False
    is_magnet = kind_of(word) in MAGNETS or word.group().startswith("magnet")
    if not is_magnet and index > 0 and words[0].start() == 0:
        if _is_listed(words[0], "components"):
            return True
        between = folded[words[0].end() : word.start()]
        if _is_listed(words[0], "counted_parts") and any(map(str.isdigit, between)):
            return True
    if _ITS_USE.match(folded, word.end()) and not is_magnet:
        return True
    if index + 1 < len(words):
        after = words[index + 1]
        between = folded[word.end() : after.start()]
        is_part = kind_of(after) in _PARTS and (not is_magnet or _is_listed(after, "clear"))
        is_counted = any(map(str.isdigit, between)) and _is_listed(after, "counted_attributes")
        if (
            gap().fullmatch(between)
            and not is_counted
            and (is_part or _is_beside(words, index + 1, folded))
        ):
            return True
        if (
            is_part
            and kind_of(word) in ("holds", "size", "rated")
            and _is_listed(after, "strong")
            and _FAR.fullmatch(between)
        ):
            return True
    return _is_behind_its_part(words, index, folded)


def _is_behind_its_part(words: list[re.Match[str]], index: int, folded: str) -> bool:
    """True where the part stands right before the word, or before a holder right before it: soporte motor, brkt stepper motor."""
    if index == 0 or not _GAP_BEHIND.fullmatch(
        folded, words[index - 1].end(), words[index].start()
    ):
        return False
    kind = kind_of(words[index - 1])
    if kind_of(words[index]) in MAGNETS:
        return kind == "around_first" and not _is_listed(words[index - 1], "carriers")
    if kind in ("around_first", "noun_first"):
        return True
    return kind in ("holds", "size", "rated") and _is_behind_its_part(words, index - 1, folded)


_ITS_USE: Final = re.compile(r"(?:用(?![于於在来來途量的法作])|용\s?)\w")
_GAP_BEHIND: Final = re.compile(r"[а-я]{0,4}[ _-]*")
_FAR: Final = late_pattern(r"(?:[\s_-]+(?!(?:on|in|at|to|from|by|via)\s)[^\W\d_]+){0,2}[\s_-]+")


def _is_listed(word: re.Match[str], name: str) -> bool:
    return not _head_words(name).isdisjoint((word.group(), word.group().removesuffix("s")))


@cache
def _head_words(name: str) -> frozenset[str]:
    return frozenset(folded_text(word) for word in listed("head", name))


def spans(
    pattern: re.Pattern[str],
    folded: str,
    start: int,
    end: int,
    whole: Spans = (),
) -> Iterator[tuple[int, int]]:
    """The stretches of a text between the matches of ``pattern``, but those inside of the stretches ``whole``."""
    for cut in pattern.finditer(folded, start, end):
        if any(first < cut.start() and cut.end() < last for first, last in whole):
            continue
        yield start, cut.start()
        start = cut.end()
    yield start, end


def kept(spans: Iterable[tuple[int, int]], folded: str) -> Iterator[tuple[int, int]]:
    """The stretches that hold anything."""
    return (span for span in spans if folded[slice(*span)].strip())
