"""Is a line a magnet, a target, a listed material, or likely to hold one? With the words that decided.

The words are data (``reference/vocabulary.toml``). A missed suspect is a legal risk and a false one costs a
question, so suspects lean to recall; a class is only given where the words name the thing itself.
"""

from __future__ import annotations

import re
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
    foreign_script,
    grades,
    hinting_words,
    kind_of,
    plain_text,
    rare_earth_words,
    raw_words,
    shape_words,
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
    neither. Then the material, then a magnet material in the description, then the words in the part number. Letters that
    only look Latin are read as Latin; a line in a script of which next to no words are known is a suspect.

    >>> recognise("Arc magnet 14x9x3", "NdFeB N48SH").reason
    'description says "Arc magnet"; material says "NdFeB"'
    >>> recognise("BLDC motor 2212", "").suspect, recognise("Motor mount", "Aluminium").suspect
    ('description says "motor"', '')
    >>> [recognise(text, "").item_class.value for text in ("磁钢", "Gd sputtering target", "Dy2O3 powder", "Magnetventil")]
    ['magnet', 'target', 'listed material', 'other']
    """
    description, material, number = plain_text(description), plain_text(material), plain_text(number)
    line = f"{description}\n{material}\n{number}"
    if hinting_words().search(line.translate(FOLD)) or _cased_hint().search(line):
        found = replace(_recognised(description, material, number), family=_named_family(description, material)[0])
        if found != _OTHER:
            return found
    return _OTHER if line.isascii() else _foreign(description or material)


def magnet_family(text: str) -> str:
    """The magnet material that a text names by name or by grade, or nothing; a rare-earth family beats any other.

    Grades: N35 to N56 with their suffix and 28EH (sintered NdFeB, GB/T 13560), YXG-30 (SmCo), Y30BH, C5, C8 (ferrite), LNG (alnico).

    >>> [magnet_family(text) for text in ("N42SH", "33UH", "YXG-30", "Sm2Co17", "钕铁硼", "Y30BH", "LNG44", "steel")]
    ['NdFeB', 'NdFeB', 'SmCo', 'SmCo', 'NdFeB', 'ferrite', 'alnico', '']
    """
    return _family(plain_text(text))[0]


@cache
def zero_material(text: str) -> bool:
    """True only if every word of ``text`` is understood and none of it can hold rare earth.

    A grade with digits in it says nothing by itself and is accepted beside a known material only.

    >>> all(map(zero_material, ("Stainless steel 1.4301", "PA6-GF30", "Aluminium 6061-T6", "ferrite", "不锈钢304", "AlMgSi1")))
    True
    >>> any(map(zero_material, ("AlSc", "steel + magnet", "磁钢", "alloy", "steel N42SH", "WE43", "Aluminium 5024", "304", "")))
    False
    """
    plain = plain_text(text).strip()
    if not plain or len(text) > LONGEST or _family(plain)[0] in _RARE_EARTH_FAMILIES:
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
    BESIDE = "beside"
    """A part beside a magnet or its holder, or a phrase with their words that means something else."""
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class _Head:
    kind: _Kind
    word: str


_OTHER: Final = Recognition(item_class=ItemClass.OTHER)
_MAGNETS: Final = ("magnet", "magnet_whole")
_MAYBE_MAGNETS: Final = ("maybe_magnet", "maybe_magnetic")
_SETTLES_NOTHING: Final = (_Kind.BESIDE, _Kind.NEITHER)
_SIZE: Final = re.compile(r"\d[\d.,/]*(?:mm|cm|in|x|-|p\b|\W)*|[ødr](?=\d)|(?<=\d)x(?=\d)")
_PROCESS: Final = re.compile(r"(?i:sputter\w*)|溅射|濺鍍|スパッタ|스퍼터")


def _recognised(description: str, material: str, number: str) -> Recognition:
    head = _head(description)
    if head is not None and head.kind not in _SETTLES_NOTHING:
        return _of_head(head, "description", description, material)
    if (
        head is None
        and (process := _PROCESS.search(f"{description} ; {material}"))
        and _names_earth(f"{description} ; {material}")
    ):
        return Recognition(item_class=ItemClass.TARGET, reason=f'words say "{process.group()}" and name a rare earth')
    raw = _raw(material, description)
    if raw and head is None:
        return Recognition(item_class=ItemClass.LISTED_MATERIAL, reason=raw)
    of_material = _of_material(material, is_beside=head is not None)
    if of_material is not None:
        return of_material
    if head is None or head.kind is _Kind.NEITHER:
        of_family = _of_family(description, is_alone=head is None)
        if of_family is not None or head is not None:
            return of_family or _OTHER
        return _of_number(number, description, material)
    return _OTHER


def _of_family(description: str, *, is_alone: bool) -> Recognition | None:
    """What a magnet material in a description makes of a line that names no magnet."""
    family, word, certainty = _family(description)
    if not family or (family not in _RARE_EARTH_FAMILIES and certainty == "named" and family == "ferrite"):
        return None
    said = f'description says "{word}"'
    if certainty in ("named", "certain"):
        return _magnet(said) if is_alone else (_suspect(said) if family in _RARE_EARTH_FAMILIES else None)
    if not is_alone:
        return None
    if _is_of_shapes(description, word):
        return _magnet(f"{said}, a grade of magnets, and else shapes and sizes only")
    is_grade = certainty == "likely" and family in _RARE_EARTH_FAMILIES
    return _suspect(f"{said}, a grade of magnets") if is_grade else None


def _is_of_shapes(description: str, grade: str) -> bool:
    """True where a line says a shape or sizes beside the grade and nothing else."""
    rest = folded_text(description.replace(grade, " ", 1))
    words = [
        word.group() for word in deciding_words().finditer(rest) if kind_of(word) in (*_MAGNETS, *_MAYBE_MAGNETS, "magnetic")
    ]
    left = rest
    for word in words:
        left = left.replace(word, "|", 1)
    left = shape_words().sub("|", _SIZE.sub("|", left))
    return left != rest and not any(map(str.isalpha, left))


def _of_number(number: str, description: str, material: str) -> Recognition:
    head = _head(number)
    if head is not None and head.kind not in (*_SETTLES_NOTHING, _Kind.MAYBE_TARGET):
        return _of_head(head, "part number", description, material)
    family, word, certainty = _family(number)
    if (
        head is None
        and family in _RARE_EARTH_FAMILIES
        and (certainty in ("named", "certain") or _is_of_shapes(description, word))
    ):
        said = f'part number says "{word}"'
        return _magnet(said) if certainty == "named" else _suspect(said)
    return _OTHER


def _foreign(text: str) -> Recognition:
    """A line that nobody here can read may be anything."""
    script = foreign_script(text)
    if not script or ((head := _head(text)) is not None and head.kind is _Kind.BESIDE):
        return _OTHER
    return _suspect(f"written in a script that is not understood ({script})")


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
        if family or head.kind is _Kind.MAGNET or _OF_A_MAGNET.search(folded_text(description)):
            return _magnet(said)
        family, word, _ = _family(description)
        if family in _RARE_EARTH_FAMILIES:
            return _magnet(f'{said}; description says "{word}"')
    magnet = _magnet_of_its_own(head, description, material) if head.kind is _Kind.HOLDER else None
    return magnet or _suspect(said)


_OF_A_MAGNET: Final = re.compile(
    r"\d[\s-]*(?:poles?|polig\w*|pol|polos|poli|biegun\w*|[极極극])(?![^\W\d_])|(?<![^\W_])(?:neo|perm)(?![^\W_])"
)
"""Poles are counted of magnets only; NEO and PERM beside MAG are no module and no verb."""


def _magnet_of_its_own(head: _Head, description: str, material: str) -> Recognition | None:
    """The magnet behind the name of a part: "VCM magnet HDD", "rotor insert" of the material N50H, "magnetised ring NdFeB".

    What is wholly of a magnet material and has the shape of one is a magnet, and no rotor and no hard disk.
    """
    family, word, certainty = _family(description)
    is_magnetised = certainty == "named" and _MAGNETISED.match(head.word)
    if family in _RARE_EARTH_FAMILIES and certainty != "beside" and (is_magnetised or _is_of_shapes(description, word)):
        return _magnet(f'description says "{head.word}"; description says "{word}"')
    family, word, certainty = _family(_LISTED.split(material, maxsplit=1)[0])
    if not family or (certainty == "beside" and material.strip() != word):
        return None
    folded = folded_text(description)
    own = next((one for one in deciding_words().finditer(folded) if kind_of(one) in _MAGNETS), None)
    if own is None and family in _RARE_EARTH_FAMILIES and material.strip() == word:
        own = next((one for one in shape_words().finditer(folded) if len(one.group()) > 2), None)
    return _magnet(f'description says "{description[slice(*own.span())]}"; material says "{word}"') if own else None


_MAGNETISED: Final = re.compile(r"(?i)magneti[sz]|aimant|imantad")


def _named_family(description: str, material: str) -> tuple[str, str, str]:
    """The magnet material that a line names, where, and the word; a rare-earth family beats any other.

    C5 is a ferrite in a material and may be anything in a description, and the wrong family would clear a magnet.
    """
    found = [(family, "material", word) for family, word, _ in (_family(material),) if family]
    family, word, certainty = _family(description)
    if (
        certainty in ("named", "certain")
        or (certainty == "likely" and family in _RARE_EARTH_FAMILIES)
        or (
            family
            and (family in _RARE_EARTH_FAMILIES or _UNCOATED_CERAMIC.search(description))
            and _is_of_shapes(_UNCOATED_CERAMIC.sub(" ", description), word)
        )
    ):
        found.append((family, "description", word))
    return min(found, key=lambda one: one[0] not in _RARE_EARTH_FAMILIES, default=("", "", ""))


_UNCOATED_CERAMIC: Final = re.compile(r"(?i)\bceramic\b(?!\W*coat)")


def _of_material(material: str, *, is_beside: bool) -> Recognition | None:
    """What a material alone makes of a line; beside a description of something else only a suspect."""
    if not material:
        return None
    head = _head(material)
    family, word, certainty = _family(material)
    if head is not None and head.kind is _Kind.TARGET and not is_beside:
        return Recognition(item_class=ItemClass.TARGET, reason=f'material says "{head.word}"')
    is_magnet = head is not None and head.kind is _Kind.MAGNET
    if family not in _RARE_EARTH_FAMILIES and not is_magnet:
        is_hard = family == "alnico" or (family and certainty != "named")
        return _magnet(f'material says "{word}"') if is_hard and not is_beside else None
    said = f'material says "{word or (head.word if head else "")}"'
    # Named first it is what the line is made of, named later ("steel, NdFeB") something in it.
    is_all = not is_beside and _family(_LISTED.split(material, maxsplit=1)[0])[0] == family
    return _magnet(said) if is_all else _suspect(said)


_LISTED = re.compile(r"[,;/+&|，、；]")
_PURITY = re.compile(r"(?<![\d.])9\d(?:\.\d+)?\s*%|(?<![\d.])99\.\d|(?<![A-Za-z0-9])[3-6]N\d?(?![A-Za-z0-9])")
_METAL = re.compile(
    r"(?<![A-Za-z])(?:Ti|Cr|Ta|Mo|Nb|Zr|Hf|Al|Cu|Ni|Co|Si|Ge|Ag|Au|Pt|Pd|Ru|Ir|Zn|Sn|TI|CR|TA|MO|NB|ZR|HF|AL|CU|NI|AU|PT)(?![A-Za-z])"
)


def _is_sputtered(description: str, material: str) -> bool:
    """A target for sputtering: of a named substance, of stated purity, or by the process."""
    text = f"{description} ; {material}"
    if (
        _names_earth(text)
        or _PURITY.search(text)
        or _METAL.search(text)
        or any(kind_of(one) == "sputtering" for one in raw_words().finditer(folded_text(text)))
    ):
        return True
    rest = deciding_words().sub(" ", folded_text(description))
    words = re.findall(r"[^\W\d_]+", f"{rest} {folded_text(material)}")
    return any(zero_material(word) for word in words)


def _names_earth(text: str) -> bool:
    return bool(_EARTH_SYMBOL.search(text) or rare_earth_words().search(folded_text(text)))


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
        is_grade = _family(text)[2] not in ("", "named") and text.strip() == _family(text)[1]  # Y30 is a ferrite
        if is_grade or len(text) > _LONGEST_NAME or not _names_earth(text):
            continue
        for phrase in (text, _LISTED.split(text, maxsplit=1)[0], *_without_form(text)):
            substance, _ = read_substance(phrase)
            if substance is not None and substance.elements and _is_raw(substance, phrase, f"{material} {description}"):
                return f'{field} says "{phrase.strip()}"'
    return ""


_FORM: Final = re.compile(
    r"(?<![^\W_])(?:chips?|foils?|lumps?|chunks?|pieces?|flakes?|ingots?|turnings?|pellets?|shots?|rods?|wires?|sheets?|granul\w*|(?:nano|micro)?\s?powder|pulver|st[uü]cke?|"
    r"ferro\s?alloy|dendritic|distilled|sublimed|sputter grade|spray(?: grade)?|bags?|bottles?|drums?|batch|high purity|poudre|polvo|polvere|proszek)(?![^\W_])",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"(?<![^\W_])(?:\d+(?:[.,]\d+)?\s*(?:kg|g|mg|lbs?|oz|t|um|µm|μm|mm|cm|nm|mesh|in)|\d(?:\.\d)?N\d?|9\d(?:\.\d+)?\s?%?|\d{1,3}/\d{1,3})(?![^\W_])"
)
_NAME_LAST: Final = re.compile(r"(?i)\b(?:(oxyde|oxido|óxido|ossido|tlenek)|(?:m[eé]tal|metallo))\s+(?:de\s+|d'|di\s+)?(\w+)")


def _without_form(text: str) -> Iterator[str]:
    """The name of a material without what it is shipped as: "Gd metal chips 1 kg" is Gd metal.

    A bare symbol beside a form or an amount has to have both letters (Dy, not Y).
    """
    bare, forms = _FORM.subn(" ", _AMOUNT.sub(" ", text))
    named = _NAME_LAST.sub(lambda name: f"{name.group(2)} {'oxide' if name.group(1) else 'metal'}", bare)
    phrase = " ".join(named.split()).strip(" -,;")
    words = phrase.split()
    if phrase != text and (forms or len(phrase) > len("Dy")):
        yield phrase
    if len(words) > 1 and all(read_substance(word.rstrip("0123456789"))[0] is not None for word in words):
        yield words[0]


def _is_raw(substance: Substance, phrase: str, line: str) -> bool:
    if substance.name in _RARE_EARTH_FAMILIES or _family(phrase)[0] in _RARE_EARTH_FAMILIES:
        return any(kind_of(one) == "words" for one in raw_words().finditer(folded_text(line)))
    if substance.form in _CERTAIN:
        return True
    # A bare name: "Dysprosium" and "Dy" are meant, "TB", "LU", "Y" and neodymium as a magnet's short name are not.
    bare = phrase.strip()
    is_symbol = bare.isascii() and len(bare) <= len("Dy")
    return bare in RARE_EARTHS and bare != "Y" if is_symbol else "Nd" not in substance.elements


# --------------------------------------------------------------------------- families of magnets


@cache
def _cased_hint() -> re.Pattern[str]:
    return re.compile(f"(?=[A-Z1-5])(?:{'|'.join([_EARTH_SYMBOL.pattern, *(pattern.pattern for pattern, _, _ in grades())])})")


@cache
def _family(text: str) -> tuple[str, str, str]:
    """The family that a text names, the word that does, and how surely: named, or by a grade that is certain, likely, beside."""
    named = [
        (kind_of(one), text[slice(*one.span())], "named")
        for one in family_words().finditer(text.translate(FOLD))
        if not _GAS.match(text, one.start())
    ]
    found = [
        (family, grade.group(), certainty)
        for pattern, family, certainty in grades()
        for grade in (pattern.search(text),)
        if grade
    ]
    return min([*named, *found], key=lambda one: one[0] not in _RARE_EARTH_FAMILIES, default=("", "", ""))


_GAS: Final = re.compile(r"(?i)sm[\s_-]*co2(?![\s_:-]*1|\d)")


# --------------------------------------------------------------------------- the head of a phrase

_WITH = re.compile(
    r"(?<![^\W\d_])(?:with|w/|mit|inkl|incl|including|avec|con|z|equipe[es]*|munie?s?|w(?=\s+magn)|m\.(?=\s*(?:permanent)?magn)|a(?=\s+(?:aimant|magnet|iman)))(?![^\W\d_])\.?"
)
_FOR = re.compile(r"(?<![^\W\d_])(?:for|f/(?=\w)|f/|fur|fuer|pour|para|per|do|dla|zur|zum|used in|to fit|для)(?![^\W\d_])")
_AND = re.compile(r"[+&]|(?<![^\W\d_])(?:and|und|et)(?![^\W\d_])")
_PIECE = re.compile(r"[,;:()\[\]{}\n]|\s-\s|(?<![^\W\d_])(?:de|des|du|di|del|della|da)(?![^\W\d_])")
_GAP = re.compile(r"[\s\-_'.・]*(?:(?:mounting|left|right|front|rear|upper|lower|top|bottom|side|main|run|start|\d)[\s\-_]+)*")


@cache
def _head(text: str) -> _Head | None:
    """What a text is about: of its first phrase that says anything, the last word. None where no word is known.

    What stands behind "for" is somebody else's; what stands behind "with" is inside.
    """
    plain = _CAMEL.sub(" ", text)
    folded = plain.translate(FOLD)
    words = list(deciding_words().finditer(folded))
    if all(map(_is_shape, words)):
        return None
    names_part = any(kind_of(word) in _PARTS for word in words)
    folded = _MOUNTED.sub(lambda way: " " * len(way.group()), folded)
    itself, *inside = _spans(_WITH, folded, 0, len(folded))
    main = next(_kept(_spans(_FOR, folded, *itself), folded), itself)
    heads = [_head_of_piece(plain, folded, main, names_part=names_part) for main in _spans(_AND, folded, *main)]
    known = [head for head in heads if head is not None]
    decided = next((head for head in known if head.kind not in _SETTLES_NOTHING), None)
    if decided is None:
        parts = [_head_of_piece(plain, folded, next(_spans(_FOR, folded, *span)), names_part=names_part) for span in inside]
        held = next((head for head in parts if head is not None and head.kind not in _SETTLES_NOTHING), None)
        decided = _Head(_Kind.HOLDER, held.word) if held is not None else None
    elif _is_turned_round(decided, folded):
        return _Head(_Kind.BESIDE, "")
    elif len(known) > 1 and known[-1].kind is _Kind.BESIDE and decided.word.lower() in _ADJECTIVES:
        return known[-1]
    return decided or (known[0] if known else _Head(_Kind.NEITHER, ""))


def _is_turned_round(head: _Head, folded: str) -> bool:
    """True of "generator, signal, RF": an RF signal generator in a short text that puts the noun first."""
    if head.kind is not _Kind.HOLDER or "," not in folded:
        return False
    turned = " ".join(part.strip() for part in reversed(folded.split(",")))
    nots = (word.group() for word in deciding_words().finditer(turned) if kind_of(word) == "not")
    return any(head.word.lower() in phrase for phrase in nots)


_MOUNTED: Final = re.compile(
    r"(?<![^\W_])(?:(?:pcb|panel|surface|wall|chassis|rack|din rail)[\s-]*mount(?:ed|ing)?|(?:smd|smt|through hole)(?:[\s-]*mount(?:ed|ing)?)?)(?=[\s,;]|$)"
)
"""How a part is fixed is no part beside it."""
_ADJECTIVES: Final = frozenset({"ステッピング", "stepping", "stepper", "brushless", "bldc", "步进", "步進", "无刷", "無刷"})
"""Of "stepper & DC motor driver" the first part says nothing by itself."""


def _is_shape(word: re.Match[str]) -> bool:
    return kind_of(word) == "around" and shape_words().fullmatch(word.group()) is not None


def _head_of_piece(plain: str, folded: str, span: tuple[int, int], *, names_part: bool) -> _Head | None:
    for start, end in _kept(_spans(_PIECE, folded, *span), folded):
        words = list(deciding_words().finditer(folded, start, end))
        kinds = [kind_of(word) for word in words]
        holders = [at for at, kind in enumerate(kinds) if kind not in SAYS_NOTHING and not _is_beside(words, at, folded)]
        if names_part:
            holders = [at for at in holders if kinds[at] != "size"]
        if holders:
            at = _chief(words, holders)
            kind = _HOLDING.get(kinds[at]) or _Kind(kinds[at])
            if kind is _Kind.MAGNET and at > 0 and kinds[at - 1] == "noun_first":
                kind = _Kind.HOLDER
            if kind is _Kind.MAGNET and _is_of_a_carrier(words, at, folded):
                kind = _Kind.MAYBE_MAGNET
            return _Head(kind, plain[slice(*words[at].span())])
        if any(kind not in SAYS_NOTHING for kind in kinds) or "not" in kinds:
            return _Head(_Kind.BESIDE, "")
        if all(_is_shape(word) for word in words):
            continue
        if kinds and (folded[end : end + 1] == "(" or not any(map(str.isdigit, folded[start:end]))):
            return _Head(_Kind.NEITHER, "")
    return None


def _chief(words: list[re.Match[str]], holders: list[int]) -> int:
    """Which word says what the thing is: the last, except of a magnet that is called magnetised or named first."""
    first, last = holders[0], holders[-1]
    magnets = [at for at in holders if kind_of(words[at]) in _MAGNETS]
    if words[first].group() in _head_words("first"):
        return first
    return magnets[-1] if magnets and kind_of(words[last]) in ("magnetic", *_MAYBE_MAGNETS) else last


def _is_of_a_carrier(words: list[re.Match[str]], at: int, folded: str) -> bool:
    """True before a part that may be the magnet itself or carry it: magnet plate, magnet wheel, magnet disc glass."""
    if _ITS_USE.match(folded, words[at].end()):
        return True
    if (
        at + 1 == len(words)
        or kind_of(words[at + 1]) not in _PARTS
        or not _GAP.fullmatch(folded, words[at].end(), words[at + 1].start())
    ):
        return False
    return not _is_shape(words[at + 1]) or _is_listed(words[at + 1], "carriers")


_PARTS: Final = ("around", "around_first", "noun_first")
_HOLDING: Final = {
    "magnetic": _Kind.HOLDER,
    "size": _Kind.HOLDER,
    "magnet_whole": _Kind.MAGNET,
    "maybe_magnetic": _Kind.MAYBE_MAGNET,
}


def _is_beside(words: list[re.Match[str]], at: int, folded: str) -> bool:
    """True where the word is only said to name a part beside it: motor [mount], [soporte] motor, モーター用 [磁石]."""
    word = words[at]
    if kind_of(word) == "magnetic":
        return False
    is_magnet = kind_of(word) in _MAGNETS or word.group().startswith("magnet")
    if not is_magnet and at > 0 and words[0].start() == 0 and _is_listed(words[0], "components"):
        return True
    if _ITS_USE.match(folded, word.end()) and not is_magnet:
        return True
    if at + 1 < len(words):
        after = words[at + 1]
        gap = folded[word.end() : after.start()]
        is_part = kind_of(after) in _PARTS and (not is_magnet or _is_listed(after, "clear"))
        if _GAP.fullmatch(gap) and (is_part or _is_beside(words, at + 1, folded)):
            return True
        if is_part and kind_of(word) in ("holds", "size") and _is_listed(after, "strong") and _FAR.fullmatch(gap):
            return True
    return _is_behind_its_part(words, at, folded)


def _is_behind_its_part(words: list[re.Match[str]], at: int, folded: str) -> bool:
    """True where the part stands right before the word, or before a holder right before it: soporte motor, brkt stepper motor."""
    if at == 0 or not _GAP_BEHIND.fullmatch(folded, words[at - 1].end(), words[at].start()):
        return False
    kind = kind_of(words[at - 1])
    if kind_of(words[at]) in _MAGNETS:
        return kind == "around_first" and not _is_listed(words[at - 1], "carriers")
    if kind in ("around_first", "noun_first"):
        return True
    return kind in ("holds", "size") and _is_behind_its_part(words, at - 1, folded)


_ITS_USE: Final = re.compile(r"(?:用(?![于於在来來途量的法作])|용\s?)\w")
_GAP_BEHIND: Final = re.compile(r"[а-я]{0,4}[ _-]*")
_FAR: Final = re.compile(r"(?:[\s_-]+[^\W\d_]+){0,2}[\s_-]+")


def _is_listed(word: re.Match[str], name: str) -> bool:
    return not _head_words(name).isdisjoint((word.group(), word.group().removesuffix("s")))


@cache
def _head_words(name: str) -> frozenset[str]:
    return frozenset(folded_text(word) for word in vocabulary()["head"][name])


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
