"""The lists of ``reference/vocabulary.toml`` and the patterns that they make, each compiled once, when first used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from calculator.model.elements import RARE_EARTHS, elements
from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.word_pattern import WordPattern, pattern_of

_CERTAINTIES: Final = ("certain", "likely", "beside")

SAYS_NOTHING: Final = ("not", "around", "around_first", "noun_first")
"""Kinds that are no magnet, no target and no holder of one by themselves."""

Words = tuple[str, ...]
_WORDS: Final = (
    *SAYS_NOTHING,
    *(
        "maybe_magnet",
        "size",
        "rated",
        "holds",
        "magnet_whole",
        "magnetic",
        "adjective",
        "magnet",
        "target",
    ),
    *("maybe_magnetic", "magnet_compound", "maybe_target"),
)
_LISTS: Final[Mapping[str, Words]] = {
    "magnetic_thing": ("words",),
    "head": (
        "strong",
        "clear",
        "components",
        "counted_parts",
        "counted_attributes",
        "carriers",
        "first",
        "qualifiers",
    ),
    "family": ("SmFeN", "SmCo", "NdFeB", "alnico", "ferrite"),
    "earth": ("stems",),
    "shape": ("words",),
    "coating": ("words",),
    "raw": ("words", "sputtering"),
    "zero": ("words", "neutral", "earth_grades"),
    "relation": (
        *("with", "with_before_magnet", "for", "and", "piece", "position"),
        *("mounted_on", "mounted_as", "attribute", "adjectives"),
    ),
    "beside": (
        *("process", "rare_earth", "only_of_magnets", "magnet_shapes", "poles", "of_a_magnet"),
        "magnetised",
        *("printed_on", "coils", "iron"),
        *("forms", "oxide_first", "metal_first"),
    ),
}
"""The tables of the file and their keys; of a table of kinds the first that fits counts, so that their order is the file's."""
_ROLES: Final = ("head", "relation", "beside")
"""Tables of which a word may be in several lists."""


class Grade(NamedTuple):
    """Patterns of the grades of one family, for text as it is written, and how surely they mean a magnet."""

    family: str
    certainty: str
    patterns: Words


class Vocabulary(NamedTuple):
    """Every list of the file: the words that decide by kind, the other lists by table and key, and the grades."""

    words: Mapping[str, Words]
    lists: Mapping[str, Mapping[str, Words]]
    grades: tuple[Grade, ...]


@cache
def vocabulary() -> Vocabulary:
    """The lists of ``vocabulary.toml``."""
    return packaged("vocabulary", _read_vocabulary)


def _read_vocabulary(table: StrictTable) -> Vocabulary:
    return Vocabulary(
        words=_lists_of(table.inner("words"), _WORDS, is_by_kind=True),
        lists={
            name: _lists_of(table.inner(name), keys, is_by_kind=name not in _ROLES)
            for name, keys in _LISTS.items()
        },
        grades=table.each("grade", _read_grade),
    )


def _lists_of(table: StrictTable, keys: Words, *, is_by_kind: bool) -> dict[str, Words]:
    for key in (*table.data, *keys):
        if key not in keys:
            table.fail(key, f"is not one of {', '.join(keys)}")
        if key not in table.data:
            table.fail(key, "is missing")
    return table.word_lists() if is_by_kind else {key: table.texts(key) for key in keys}


def _read_grade(table: StrictTable) -> Grade:
    return Grade(
        family=table.one_of("family", _LISTS["family"]),
        certainty=table.one_of("certainty", _CERTAINTIES),
        patterns=table.texts("patterns"),
    )


def listed(table: str, key: str = "words") -> Words:
    """One list of the file."""
    return vocabulary().lists[table][key]


# --------------------------------------------------------------------------- patterns


@cache
def deciding_words() -> WordPattern:
    """Every word that decides, by kind; at one place the first kind that fits counts."""
    return pattern_of(vocabulary().words)


@cache
def hinting_shapes() -> WordPattern:
    """Without any of these words a line is other, whatever else it says: for folded text in which every digit is a zero."""
    return pattern_of(
        {"any": [unicodedata.normalize("NFKC", word).translate(ZEROS) for word in _hinting()]}
    )


def hints_in(folded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """The words of folded text that may matter; the place of a match is that of the word."""
    end = len(folded) if end is None else end
    return hinting_shapes().finditer(folded.translate(ZEROS), start, end)


def _hinting() -> list[str]:
    words = [
        word
        for kind, words_of_kind in vocabulary().words.items()
        if kind not in SAYS_NOTHING
        for word in words_of_kind
    ]
    families = [word for words_of in vocabulary().lists["family"].values() for word in words_of]
    signs = listed("beside", "only_of_magnets")
    return [*words, *families, *signs, *_rare_earth_names()]


ZEROS: Final = str.maketrans("123456789", "000000000")


@cache
def _rare_earth_names() -> list[str]:
    """Names of the rare earths in any language, and of their alloys of trade."""
    names = [
        name
        for symbol in RARE_EARTHS
        for name in elements().names.get(symbol, ())
        if not name.isascii()
    ]
    alloys = [name for name in elements().alloy_words if len(name) > len("tre")]
    return [*names, *alloys, *listed("earth", "stems")]


@cache
def grades() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Grades of magnets as patterns for text as it is written, each with its family and how surely it means one."""
    return tuple(
        (
            re.compile(f"(?<![A-Za-z0-9])(?:{'|'.join(grade.patterns)})(?![A-Za-z0-9])"),
            grade.family,
            grade.certainty,
        )
        for grade in sorted(
            vocabulary().grades, key=lambda grade: _CERTAINTIES.index(grade.certainty)
        )
    )


@cache
def magnetic_things() -> WordPattern:
    """Things that usually hold a magnet where they are called magnetic."""
    return pattern_of({"thing": listed("magnetic_thing")})


@cache
def shape_words() -> WordPattern:
    """What a line may say of a magnet beside its grade."""
    return pattern_of({"shape": listed("shape")}, is_exact=True)


@cache
def coating_words() -> WordPattern:
    """What magnets are coated with."""
    return pattern_of({"coating": listed("coating")}, is_exact=True)


@cache
def family_words() -> WordPattern:
    """Names of magnet materials, by family."""
    return pattern_of(vocabulary().lists["family"])


@cache
def raw_words() -> WordPattern:
    """Words that make a material raw, and a target one for sputtering."""
    return pattern_of(vocabulary().lists["raw"])


@cache
def zero_words() -> WordPattern:
    """Materials without rare earth, and words that say nothing of one."""
    return pattern_of({"zero": listed("zero"), "neutral": listed("zero", "neutral")}, is_exact=True)


@cache
def rare_earth_words() -> WordPattern:
    """Names of rare earths and of their alloys."""
    return pattern_of({"earth": _rare_earth_names()})


def alternatives(*lists: Words) -> str:
    """A choice of a regular expression between the words, longest first; a space may be missing, an asterisk any ending."""
    words = {word for one_list in lists for word in one_list}
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s?").replace(r"\*", r"\w*")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )
