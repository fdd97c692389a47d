"""Is a line a magnet, a target, a listed material, or likely to hold one? With the words that decided.

The words are data (``reference/vocabulary.toml``). A missed suspect is a legal risk and a false one costs a
question, so suspects lean to recall; a class is only given where the words name the thing itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Final

from calculator.item import ItemClass
from calculator.reference.vocabulary import (
    FOLD,
    LONGEST,
    SAYS_NOTHING,
    deciding_words,
    family_words,
    folded_text,
    hinting_words,
    kind_of,
    rare_earth_words,
    raw_words,
    vocabulary,
    zero_words,
)
from calculator.substances import RARE_EARTHS, Form, Substance, read_substance

_LONGEST_NAME: Final = 80
_RARE_EARTH_FAMILIES: Final = frozenset({"NdFeB", "SmCo", "SmFeN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What the words of one line say that it is.

    ``family`` is that of the magnet material that the words name, whatever the class: NdFeB, SmCo, SmFeN, alnico, ferrite,
    or empty.
    ``suspect`` says why a line that is none of these itself probably holds a magnet or a target.
    """

    item_class: ItemClass
    family: str = ""
    reason: str = ""
    suspect: str = ""


@cache
def recognise(description: str, material: str, number: str = "") -> Recognition:
    """The class of a line by its words; ``other`` where none says more.

    The head of the description decides: a motor magnet is a magnet, a magnet motor is a motor, a motor mount is
    neither. Then the material, then a magnet material in the description, then the words in the part number.

    >>> recognise("Arc magnet 14x9x3", "NdFeB N48SH").reason
    'description says "Arc magnet"; material says "NdFeB"'
    >>> recognise("BLDC motor 2212", "").suspect, recognise("Motor mount", "Aluminium").suspect
    ('description says "motor"', '')
    >>> [recognise(text, "").item_class.value for text in ("磁钢", "Gd sputtering target", "Dy2O3 powder", "Magnetventil")]
    ['magnet', 'target', 'listed material', 'other']
    """
    line = unicodedata.normalize("NFKC", f"{description[:LONGEST]}\n{material[:LONGEST]}\n{number[:LONGEST]}")
    if not (hinting_words().search(line.translate(FOLD)) or _CASED_HINT.search(line)):
        return _OTHER
    return replace(_recognised(description, material, number), family=_named_family(description, material)[0])


def magnet_family(text: str) -> str:
    """The magnet material that a text names by name or by grade, or nothing; a rare-earth family beats any other.

    Grades: N35 to N56 with their suffix and 28EH (sintered NdFeB, GB/T 13560), YXG-30 (SmCo), Y30BH, C5, C8 (ferrite), LNG (alnico).

    >>> [magnet_family(text) for text in ("N42SH", "33UH", "YXG-30", "Sm2Co17", "钕铁硼", "Y30BH", "LNG44", "steel")]
    ['NdFeB', 'NdFeB', 'SmCo', 'SmCo', 'NdFeB', 'ferrite', 'alnico', '']
    """
    return _family(text)[0]


@cache
def zero_material(text: str) -> bool:
    """True only if every word of ``text`` is understood and none of it can hold rare earth.

    A grade with digits in it says nothing by itself and is accepted beside a known material only.

    >>> all(map(zero_material, ("Stainless steel 1.4301", "PA6-GF30", "Aluminium 6061-T6", "ferrite", "不锈钢304", "AlMgSi1")))
    True
    >>> any(map(zero_material, ("AlSc", "steel + magnet", "磁钢", "alloy", "steel N42SH", "WE43", "Aluminium 5024", "304", "")))
    False
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or len(plain) > LONGEST or magnet_family(plain) in _RARE_EARTH_FAMILIES:
        return False
    folded = plain.translate(FOLD)
    position, has_zero = 0, False
    while position < len(folded):
        known = _BETWEEN.match(folded, position) or zero_words().match(folded, position)
        if known is None:
            known = _grade_of_metal(plain, position)
            if known is None:
                return False
            has_zero = has_zero or _FORMULA_ALLOY.fullmatch(known.group()) is not None
        elif kind_of(known) == "zero":
            has_zero = True
        position = known.end()
    return has_zero


# --------------------------------------------------------------------------- from words to a recognition


class _Kind(Enum):
    """What the head of a phrase is; the values are the lists of the vocabulary."""

    MAGNET = "magnet"
    MAYBE_MAGNET = "maybe_magnet"
    TARGET = "target"
    MAYBE_TARGET = "maybe_target"
    HOLDER = "holds"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class _Head:
    kind: _Kind
    word: str


_OTHER: Final = Recognition(item_class=ItemClass.OTHER)


def _recognised(description: str, material: str, number: str) -> Recognition:
    head = _head(description)
    if head is not None and head.kind is not _Kind.NEITHER:
        return _of_head(head, "description", description, material)
    raw = _raw(material, description)
    if raw and head is None:
        return Recognition(item_class=ItemClass.LISTED_MATERIAL, reason=raw)
    of_material = _of_material(material, is_beside=head is not None)
    if of_material is not None or head is not None:
        return of_material or _OTHER
    family, word, is_certain = _family(description)
    if family in _RARE_EARTH_FAMILIES:
        return (
            _magnet(f'description says "{word}"') if is_certain else _suspect(f'description says "{word}", a grade of magnets')
        )
    head = _head(number)
    if head is not None and head.kind not in (_Kind.NEITHER, _Kind.MAYBE_TARGET):
        return _of_head(head, "part number", description, material)
    return _OTHER


def _magnet(reason: str) -> Recognition:
    return Recognition(item_class=ItemClass.MAGNET, reason=reason)


def _suspect(why: str) -> Recognition:
    return Recognition(item_class=ItemClass.OTHER, suspect=why)


def _of_head(head: _Head, field: str, description: str, material: str) -> Recognition:
    said = f'{field} says "{head.word}"'
    if head.kind is _Kind.TARGET or (head.kind is _Kind.MAYBE_TARGET and _is_sputtered(description, material)):
        return Recognition(item_class=ItemClass.TARGET, reason=f'{said}; material says "{material}"' if material else said)
    if head.kind in (_Kind.MAGNET, _Kind.MAYBE_MAGNET):
        family, place, word = _named_family(description, material)
        if family and word not in head.word:
            return _magnet(f'{said}; {place} says "{word}"')
        if family or head.kind is _Kind.MAGNET:
            return _magnet(said)
    return _suspect(said)


def _named_family(description: str, material: str) -> tuple[str, str, str]:
    """The magnet material that a line names, where, and the word; a rare-earth family beats any other.

    C5 is a ferrite in a material and may be anything in a description, and the wrong family would clear a magnet.
    """
    found = [(family, "material", word) for family, word, _ in (_family(material),) if family]
    family, word, is_certain = _family(description)
    if is_certain or family in _RARE_EARTH_FAMILIES:
        found.append((family, "description", word))
    return min(found, key=lambda one: one[0] not in _RARE_EARTH_FAMILIES, default=("", "", ""))


def _of_material(material: str, *, is_beside: bool) -> Recognition | None:
    """What a material alone makes of a line; beside a description of something else only a suspect."""
    if not material:
        return None
    head = _head(material)
    family, word, _ = _family(material)
    if head is not None and head.kind is _Kind.TARGET and not is_beside:
        return Recognition(item_class=ItemClass.TARGET, reason=f'material says "{head.word}"')
    if family not in _RARE_EARTH_FAMILIES and (head is None or head.kind is not _Kind.MAGNET):
        return None
    said = f'material says "{word or (head.word if head else "")}"'
    # Named first it is what the line is made of, named later ("steel, NdFeB") something in it.
    is_all = not is_beside and _family(_LISTED.split(material, maxsplit=1)[0])[0] == family
    return _magnet(said) if is_all else _suspect(said)


_LISTED = re.compile(r"[,;/+&|，、；]")
_PURITY = re.compile(r"(?<![\d.])9\d(?:\.\d+)?\s*%|(?<![A-Za-z0-9])[3-6]N\d?(?![A-Za-z0-9])")


def _is_sputtered(description: str, material: str) -> bool:
    """A target for sputtering: of a named substance, of stated purity, or by the process."""
    text = f"{description} ; {material}"
    if (
        _EARTH_SYMBOL.search(text)
        or _PURITY.search(text)
        or any(kind_of(one) == "sputtering" for one in raw_words().finditer(folded_text(text)))
    ):
        return True
    rest = deciding_words().sub(" ", folded_text(description))
    words = re.findall(r"[^\W\d_]+", f"{rest} {folded_text(material)}")
    return bool(rare_earth_words().search(folded_text(text))) or any(zero_material(word) for word in words)


# --------------------------------------------------------------------------- raw materials

_SYMBOLS: Final = "|".join(RARE_EARTHS)
_EARTH_SYMBOL = re.compile(rf"(?<![A-Z])(?:{_SYMBOLS})(?![a-z])")
_CERTAIN: Final = frozenset({Form.METAL, Form.OXIDE, Form.ALLOY, Form.COMPOUND})


@cache
def _raw(material: str, description: str) -> str:
    """Why a line is itself a raw material that holds rare earth, or nothing.

    The whole text has to name a substance: "yttrium oxide crucible" is a crucible, TB in capitals is a terminal block.
    """
    for field, text in (("material", material), ("description", description)):
        plain = unicodedata.normalize("NFKC", text[:LONGEST])
        if len(plain) > _LONGEST_NAME or not (_EARTH_SYMBOL.search(plain) or rare_earth_words().search(folded_text(plain))):
            continue
        for phrase in (plain, _LISTED.split(plain, maxsplit=1)[0]):
            substance, _ = read_substance(phrase)
            if substance is not None and substance.elements and _is_raw(substance, phrase, f"{material} {description}"):
                return f'{field} says "{phrase.strip()}"'
    return ""


def _is_raw(substance: Substance, phrase: str, line: str) -> bool:
    if substance.name in _RARE_EARTH_FAMILIES:
        return any(kind_of(one) == "words" for one in raw_words().finditer(folded_text(line)))
    if substance.form in _CERTAIN:
        return True
    # A bare name: "Dysprosium" and "Dy" are meant, "TB", "LU", "Y" and neodymium as a magnet's short name are not.
    bare = phrase.strip()
    is_symbol = bare.isascii() and len(bare) <= len("Dy")
    return bare in RARE_EARTHS and bare != "Y" if is_symbol else "Nd" not in substance.elements


# --------------------------------------------------------------------------- families of magnets

_NEODYMIUM_GRADE = re.compile(r"(?<![A-Za-z0-9])N-?(?:2[7-9]|3\d|4\d|5[0-6])(?:M|H|SH|UH|EH|AH|VH|TH)(?![A-Za-z0-9])")
_PLAIN_GRADE = re.compile(
    r"(?<![A-Za-z0-9])(?:N-?(?:3[3-9]|4\d|5[0-6])|(?:2[5-9]|3\d|4\d|5[0-4])(?:SH|UH|EH)|NIB)(?![A-Za-z0-9])"
)
_SMCO_GRADE = re.compile(r"(?<![A-Za-z0-9])(?:YXG?S?[- ]?\d{2}[A-Z]{0,2}|2:17|1:5(?=\s*(?:SmCo|type)))(?![A-Za-z0-9])")
_ALNICO_GRADE = re.compile(r"(?<![A-Za-z0-9])LNGT?[- ]?\d{1,2}[A-Z]?(?![A-Za-z0-9])")
_FERRITE_GRADE = re.compile(r"(?<![A-Za-z0-9])(?:Y(?:25|26|28|30|32|33|34|35|36|38|40)(?:H|BH|H-[12])?|C-?[58])(?![A-Za-z0-9])")
_GRADES: Final = (
    (_NEODYMIUM_GRADE, "NdFeB", True),
    (_SMCO_GRADE, "SmCo", False),
    (_PLAIN_GRADE, "NdFeB", False),
    (_ALNICO_GRADE, "alnico", False),
    (_FERRITE_GRADE, "ferrite", False),
)
_CASED_HINT = re.compile(
    f"(?=[A-Z1-5])(?:{'|'.join([_EARTH_SYMBOL.pattern, *(pattern.pattern for pattern, _, _ in _GRADES)])})"
)


@cache
def _family(text: str) -> tuple[str, str, bool]:
    """The family that a text names, the word that does, and whether that word means nothing else."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    matches = family_words().finditer(plain.translate(FOLD))
    named = sorted(
        ((kind_of(one), plain[slice(*one.span())]) for one in matches), key=lambda one: one[0] not in _RARE_EARTH_FAMILIES
    )
    if named and named[0][0] in _RARE_EARTH_FAMILIES:
        return (*named[0], True)
    for pattern, family, is_certain in _GRADES:
        grade = pattern.search(plain)
        if grade is not None and (not named or family in _RARE_EARTH_FAMILIES):
            return family, grade.group(), is_certain
    return (*named[0], True) if named else ("", "", False)


# --------------------------------------------------------------------------- the head of a phrase

_WITH = re.compile(r"(?<![^\W\d_])(?:with|w/|mit|inkl|incl|including|avec|con|z)(?![^\W\d_])\.?")
_FOR = re.compile(r"(?<![^\W\d_])(?:for|fur|fuer|pour|para|per|do|dla|used in|to fit)(?![^\W\d_])")
_AND = re.compile(r"[+&]|(?<![^\W\d_])(?:and|und|et)(?![^\W\d_])")
_PIECE = re.compile(r"[,;:()\[\]{}\n]|(?<![^\W\d_])(?:de|des|du|di|del|della|da)(?![^\W\d_])")
_GAP = re.compile(r"[\s\-_'.]*(?:(?:mounting|left|right|front|rear|upper|lower|top|bottom|side|main|run|start|\d)[\s\-_]+)*")


@cache
def _head(text: str) -> _Head | None:
    """What a text is about: of its first phrase that says anything, the last word. None where no word is known.

    What stands behind "for" is somebody else's; what stands behind "with" is inside.
    """
    plain = unicodedata.normalize("NFKC", _CAMEL.sub(" ", text[:LONGEST]))
    folded = plain.translate(FOLD)
    if deciding_words().search(folded) is None:
        return None
    itself, *inside = _spans(_WITH, folded, 0, len(folded))
    main = next(_kept(_spans(_FOR, folded, *itself), folded), itself)
    heads = [_head_of_piece(plain, folded, main) for main in _spans(_AND, folded, *main)]
    known = [head for head in heads if head is not None]
    decided = next((head for head in known if head.kind is not _Kind.NEITHER), None)
    if decided is None:
        parts = [_head_of_piece(plain, folded, next(_spans(_FOR, folded, *span))) for span in inside]
        held = next((head for head in parts if head is not None and head.kind is not _Kind.NEITHER), None)
        decided = _Head(_Kind.HOLDER, held.word) if held is not None else None
    return decided or (known[0] if known else _Head(_Kind.NEITHER, ""))


def _head_of_piece(plain: str, folded: str, span: tuple[int, int]) -> _Head | None:
    for start, end in _kept(_spans(_PIECE, folded, *span), folded):
        words = list(deciding_words().finditer(folded, start, end))
        kinds = [kind_of(word) for word in words]
        holders = [at for at, kind in enumerate(kinds) if kind not in SAYS_NOTHING and not _is_beside(words, at, folded)]
        if holders:
            last = words[holders[-1]]
            kind = _Kind.HOLDER if kind_of(last) == "magnetic" else _Kind(kind_of(last))
            return _Head(kind, plain[last.start() : last.end()])
        is_cancelled = any(kind not in SAYS_NOTHING for kind in kinds)
        if is_cancelled or (any(kind != "not" for kind in kinds) and not any(map(str.isdigit, folded[start:end]))):
            return _Head(_Kind.NEITHER, "")
    return None


def _is_beside(words: list[re.Match[str]], at: int, folded: str) -> bool:
    """True where the word is only said to name a part beside it: motor [mount], [soporte] motor."""
    word = words[at]
    if kind_of(word) == "magnetic":
        return False
    is_followed = at + 1 < len(words) and _GAP.fullmatch(folded, word.end(), words[at + 1].start())
    if is_followed and (kind_of(words[at + 1]) in ("around", "around_first") or _is_beside(words, at + 1, folded)):
        return True
    return at > 0 and kind_of(words[at - 1]) == "around_first" and not folded[words[at - 1].end() : word.start()].strip(" -_")


def _spans(pattern: re.Pattern[str], folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text between the matches of ``pattern``."""
    for cut in pattern.finditer(folded, start, end):
        yield start, cut.start()
        start = cut.end()
    yield start, end


def _kept(spans: Iterable[tuple[int, int]], folded: str) -> Iterator[tuple[int, int]]:
    return (span for span in spans if folded[slice(*span)].strip())


# --------------------------------------------------------------------------- words and patterns


_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")


_BETWEEN = re.compile(r"[\s\W_]+")
_METAL_TOKEN = re.compile(r"[A-Za-z0-9.]{1,14}(?![A-Za-z0-9])")
_FORMULA_ALLOY = re.compile(
    r"\d{0,3}X?\d{0,3}(?=[A-Za-z0-9.]*(?:Al|Cu|Cr|Fe|Zn|Mn))(?!Mg)(?:(?:Al|Mg|Si|Cu|Zn|Mn|Cr|Ni|Mo|Ti|Fe|Pb|Sn|Nb|Li|Be|Ag|[PSCBVNW])\d{0,3}){2,10}"
)
_LOOKS_MAGNETIC = re.compile(r"n\d{2}.*|\d{2}[msueatv]?h|\d{2}m|yx.*|xg.*|y\d.*|.*smco.*|recoma.*", re.IGNORECASE)
_EARTH_IN_GRADE = re.compile(rf"(?:{_SYMBOLS})(?![a-z])|(?:{_SYMBOLS.upper()})\d")


def _grade_of_metal(plain: str, position: int) -> re.Match[str] | None:
    """A grade with digits or an alloy's formula without rare earth (1.4301, AlMgSi1), never what could be a magnet's grade."""
    token = _METAL_TOKEN.match(plain, position)
    if token is None:
        return None
    word = token.group()
    if _FORMULA_ALLOY.fullmatch(word):
        return token
    is_grade = any(map(str.isdigit, word)) and word.strip(".").lower() not in vocabulary()["zero"]["earth_grades"]
    is_suspicious = _LOOKS_MAGNETIC.fullmatch(word) or _EARTH_IN_GRADE.search(word) or _EARTH_IN_GRADE.search(word.upper())
    return token if is_grade and not is_suspicious else None
