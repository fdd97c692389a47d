"""Is a line a magnet, a target, a listed material, or likely to hold one? With the words that decided.

The words are data (``reference/vocabulary.toml``). A missed suspect is a legal risk and a false one costs a
question, so suspects lean to recall; a class is only given where the words name the thing itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Final

from calculator.model.item import ItemClass
from calculator.model.substances import RARE_EARTHS, Form, Substance, read_substance
from calculator.recognition.head_noun import (
    MAGNETS,
    MAYBE_MAGNETS,
    SETTLES_NOTHING,
    Head,
    Kind,
    head_of,
)
from calculator.recognition.materials import (
    EARTH_SYMBOL,
    RARE_EARTH_FAMILIES,
    cased_hint,
    family_of,
    magnet_family,
    zero_material,
)
from calculator.recognition.vocabulary import (
    FOLD,
    LONGEST,
    SPACED_LETTER,
    ZEROS,
    deciding_words,
    folded_text,
    foreign_script,
    hinting_shapes,
    hinting_words,
    kind_of,
    plain_text,
    rare_earth_words,
    raw_words,
    shape_words,
)

__all__ = [
    "Recognition",
    "class_named",
    "hinted_among",
    "magnet_family",
    "names_magnet",
    "recognise",
    "recognise_all",
    "zero_material",
]

_LONGEST_NAME: Final = 80


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
    is_understood: bool = True
    """False where nobody here can read the words."""


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
    found = _recognise_beginning(plain_text(description), plain_text(material), plain_text(number))
    if found.item_class is not ItemClass.OTHER or found.suspect:
        return found
    return next(
        (
            one
            for text in (description, material, number)
            if len(text) > LONGEST
            for one in _further_on(text)
        ),
        found,
    )


def _recognise_beginning(description: str, material: str, number: str) -> Recognition:
    """What the words say, of each text the part that ``plain_text`` keeps."""
    line = f"{description}\n{material}\n{number}"
    if hinting_words().search(line.translate(FOLD)) or cased_hint().search(line):
        found = replace(
            _recognised(description, material, number),
            family=_named_family(description, material)[0],
        )
        if found != _OTHER:
            return found
    return _OTHER if line.isascii() else _foreign(description or material)


def class_named(text: str) -> ItemClass | None:
    """The class that a text names and nothing else: "Permanent magnets" is a class of parts, "magnets and screws" is not one.

    >>> [class_named(text) for text in ("Dauermagnete", "Sputtering targets", "Magnets and screws", "Motors")]
    [<ItemClass.MAGNET: 'magnet'>, <ItemClass.TARGET: 'target'>, None, None]
    """
    word = deciding_words().fullmatch(folded_text(plain_text(text)))
    kind = "" if word is None else kind_of(word)
    return ItemClass.MAGNET if kind in MAGNETS else ItemClass.TARGET if kind == "target" else None


def names_magnet(text: str) -> bool:
    """True where what a text is about is a magnet or a target, not an assembly with one.

    >>> [names_magnet(text) for text in ("Arc magnet, Tb diffused", "Magnet assembly", "Rotor with magnets", "Gd sputtering target")]
    [True, False, False, True]
    """
    head = head_of(plain_text(text))
    return head is not None and head.kind in (
        Kind.MAGNET,
        Kind.MAYBE_MAGNET,
        Kind.TARGET,
        Kind.MAYBE_TARGET,
    )


def recognise_all(lines: Sequence[tuple[str, str, str]]) -> list[Recognition]:
    """What ``recognise`` says of each line: its description, its material and its number.

    Most lines of a bill hold no word that hints at anything. They are told by one search through all of them together.

    >>> [one.item_class.value for one in recognise_all([("Bracket", "Steel", "P-1"), ("Arc magnet", "", "P-2"), ("voice", "coil", "P-3")])]
    ['other', 'magnet', 'other']
    """
    if len(lines) < _MANY:
        return [recognise(*line) for line in lines]
    found = [_OTHER] * len(lines)
    for at in _hinted(["\n".join(line) for line in lines]):
        found[at] = recognise(*lines[at])
    return found


def hinted_among(texts: Sequence[str]) -> list[str]:
    """Those of the texts that hold a word, a symbol or a grade at all that may matter; of the others ``recognise`` says nothing.

    >>> hinted_among(["Bracket", "keep away from magnets", "N42SH", "10x5"])
    ['keep away from magnets', 'N42SH']
    """
    return [texts[at] for at in sorted(_hinted(texts))]


def _hinted(texts: Sequence[str]) -> set[int]:
    """Where the texts are that hold a hint, found by one search through all of them together."""
    plain = [
        at
        for at, text in enumerate(texts)
        if len(text) <= LONGEST and text.isascii() and _BETWEEN not in text
    ]
    together = _BETWEEN.join([texts[at] for at in plain])
    hinted = set(range(len(texts))).difference(plain)
    # Lines that differ in their digits alone are asked about once: P-1 and P-2.
    shapes = together.translate(FOLD).translate(ZEROS).split(_BETWEEN)
    hinting = {shape for shape in set(shapes) if hinting_shapes().search(shape)}
    hinted.update(at for at, shape in zip(plain, shapes, strict=False) if shape in hinting)
    starts = [0, *accumulate([len(texts[at]) + 1 for at in plain])]
    hinted.update(
        plain[bisect_right(starts, hint.start()) - 1]
        for hint in (*cased_hint().finditer(together), *SPACED_LETTER.finditer(together))
    )
    return hinted


# --------------------------------------------------------------------------- from words to a recognition


_OVERLAP: Final = 40
_MOST_PIECES: Final = 100
"""More than a cell of a spreadsheet holds."""


def _further_on(text: str) -> Iterator[Recognition]:
    """What a text says of a magnet behind its beginning: it is asked about, for so far on it may say it of something else."""
    step = LONGEST - _OVERLAP
    for start in range(step, min(len(text), step * _MOST_PIECES), step):
        found = _recognise_beginning(plain_text(text[start : start + LONGEST]), "", "")
        if found.suspect or found.item_class in (ItemClass.MAGNET, ItemClass.TARGET):
            yield _suspect(f"behind its first {start} letters, its {found.suspect or found.reason}")
    if len(text) > step * _MOST_PIECES:
        yield _suspect(f"its text of {len(text):,} letters is too long to be searched to its end")


_BETWEEN: Final = "\0"
_MANY: Final = 500
"""Fewer lines cost less than the pattern for all of them."""
_OTHER: Final = Recognition(item_class=ItemClass.OTHER)
_SIZE: Final = re.compile(r"\d[\d.,/]*(?:mm|cm|in|x|-|p\b|\W)*|[ødr](?=\d)|(?<=\d)x(?=\d)")
_PROCESS: Final = re.compile(r"(?i:sputter\w*)|溅射|濺鍍|スパッタ|스퍼터")


def _recognised(description: str, material: str, number: str) -> Recognition:
    head = head_of(description)
    if head is not None and head.kind not in SETTLES_NOTHING:
        return _of_head(head, "description", description, material)
    if (
        head is None
        and (process := _PROCESS.search(f"{description} ; {material}"))
        and _names_earth(f"{description} ; {material}")
    ):
        return Recognition(
            item_class=ItemClass.TARGET,
            reason=f'words say "{process.group()}" and name a rare earth',
        )
    raw = _raw(material, description)
    if raw and head is None:
        line = folded_text(f"{material} {description}")
        if _RARE_EARTH.search(line) and all(
            kind_of(one) != "words" for one in raw_words().finditer(line)
        ):
            # A part of "rare earth", which is neither powder nor metal, is as likely a magnet.
            return _suspect(raw)
        return Recognition(item_class=ItemClass.LISTED_MATERIAL, reason=raw)
    of_material = _of_material(material, is_beside=head is not None)
    if of_material is not None:
        return of_material
    if head is None or head.kind is Kind.NEITHER:
        of_family = _of_family(description, is_alone=head is None)
        if of_family is not None or head is not None:
            return of_family or _OTHER
        return _of_number(number, description, material)
    return _OTHER


def _of_family(description: str, *, is_alone: bool) -> Recognition | None:
    """What a magnet material in a description makes of a line that names no magnet."""
    family, word, certainty = family_of(description)
    if not family or (
        family not in RARE_EARTH_FAMILIES and certainty == "named" and family == "ferrite"
    ):
        return None
    said = f'description says "{word}"'
    if certainty in ("named", "certain"):
        return (
            _magnet(said)
            if is_alone
            else (_suspect(said) if family in RARE_EARTH_FAMILIES else None)
        )
    if not is_alone:
        return None
    if _is_of_shapes(description, word):
        return _magnet(f"{said}, a grade of magnets, and else shapes and sizes only")
    is_grade = certainty == "likely" and family in RARE_EARTH_FAMILIES
    return _suspect(f"{said}, a grade of magnets") if is_grade else None


def _is_of_shapes(description: str, grade: str) -> bool:
    """True where a line says a shape or sizes beside the grade and nothing else."""
    rest = folded_text(description.replace(grade, " ", 1))
    words = [
        word.group()
        for word in deciding_words().finditer(rest)
        if kind_of(word) in (*MAGNETS, *MAYBE_MAGNETS, "magnetic")
    ]
    left = rest
    for word in words:
        left = left.replace(word, "|", 1)
    left = shape_words().sub("|", _SIZE.sub("|", left))
    return left != rest and not any(map(str.isalpha, left))


def _of_number(number: str, description: str, material: str) -> Recognition:
    head = head_of(number)
    if head is not None and head.kind not in (*SETTLES_NOTHING, Kind.MAYBE_TARGET):
        return _of_head(head, "part number", description, material)
    family, word, certainty = family_of(number)
    if (
        head is None
        and family in RARE_EARTH_FAMILIES
        and (certainty in ("named", "certain") or _is_of_shapes(description, word))
    ):
        said = f'part number says "{word}"'
        return _magnet(said) if certainty == "named" else _suspect(said)
    return _OTHER


def _foreign(text: str) -> Recognition:
    """A line that nobody here can read may be anything."""
    script = foreign_script(text)
    if not script or ((head := head_of(text)) is not None and head.kind is Kind.BESIDE):
        return _OTHER
    return replace(
        _suspect(f"written in a script that is not understood ({script})"), is_understood=False
    )


def _magnet(reason: str) -> Recognition:
    return Recognition(item_class=ItemClass.MAGNET, reason=reason)


def _suspect(why: str) -> Recognition:
    return Recognition(item_class=ItemClass.OTHER, suspect=why)


def _of_head(head: Head, field: str, description: str, material: str) -> Recognition:
    said = f'{field} says "{head.word}"'
    if head.kind is Kind.TARGET or (
        head.kind is Kind.MAYBE_TARGET and _is_sputtered(description, material)
    ):
        return Recognition(
            item_class=ItemClass.TARGET,
            reason=f'{said}; material says "{material}"' if material else said,
        )
    if head.kind in (Kind.MAGNET, Kind.MAYBE_MAGNET):
        family, place, word = _named_family(description, material)
        if family and word not in head.word:
            return _magnet(f'{said}; {place} says "{word}"')
        if family or head.kind is Kind.MAGNET or _OF_A_MAGNET.search(folded_text(description)):
            return _magnet(said)
        family, word, _ = family_of(description)
        if family in RARE_EARTH_FAMILIES:
            return _magnet(f'{said}; description says "{word}"')
    magnet = _magnet_of_its_own(head, description, material) if head.kind is Kind.HOLDER else None
    return magnet or _suspect(said)


_OF_A_MAGNET: Final = re.compile(
    r"\d[\s-]*(?:poles?|polig\w*|pol|polos|poli|biegun\w*|[极極극])(?![^\W\d_])|(?<![^\W_])(?:neo|perm)(?![^\W_])"
)
"""Poles are counted of magnets only; NEO and PERM beside MAG are no module and no verb."""


def _magnet_of_its_own(head: Head, description: str, material: str) -> Recognition | None:
    """The magnet behind the name of a part: "VCM magnet HDD", "rotor insert" of the material N50H, "magnetised ring NdFeB".

    What is wholly of a magnet material and has the shape of one is a magnet, and no rotor and no hard disk.
    """
    family, word, certainty = family_of(description)
    is_magnetised = certainty == "named" and _MAGNETISED.match(head.word)
    if (
        family in RARE_EARTH_FAMILIES
        and certainty != "beside"
        and (is_magnetised or _is_of_shapes(description, word))
    ):
        return _magnet(f'description says "{head.word}"; description says "{word}"')
    family, word, certainty = family_of(_LISTED.split(material, maxsplit=1)[0])
    if not family or (certainty == "beside" and material.strip() != word):
        return None
    folded = folded_text(description)
    own = next((one for one in deciding_words().finditer(folded) if kind_of(one) in MAGNETS), None)
    if own is None and family in RARE_EARTH_FAMILIES and material.strip() == word:
        own = next((one for one in shape_words().finditer(folded) if len(one.group()) > 2), None)
    return (
        _magnet(f'description says "{description[slice(*own.span())]}"; material says "{word}"')
        if own
        else None
    )


_MAGNETISED: Final = re.compile(r"(?i)magneti[sz]|aimant|imantad")


def _named_family(description: str, material: str) -> tuple[str, str, str]:
    """The magnet material that a line names, where, and the word; a rare-earth family beats any other.

    C5 is a ferrite in a material and may be anything in a description, and the wrong family would clear a magnet.
    """
    found = [(family, "material", word) for family, word, _ in (family_of(material),) if family]
    family, word, certainty = family_of(description)
    if (
        certainty in ("named", "certain")
        or (certainty == "likely" and family in RARE_EARTH_FAMILIES)
        or (
            family
            and (family in RARE_EARTH_FAMILIES or _UNCOATED_CERAMIC.search(description))
            and _is_of_shapes(_UNCOATED_CERAMIC.sub(" ", description), word)
        )
    ):
        found.append((family, "description", word))
    return min(found, key=lambda one: one[0] not in RARE_EARTH_FAMILIES, default=("", "", ""))


_UNCOATED_CERAMIC: Final = re.compile(r"(?i)\bceramic\b(?!\W*coat)")


def _of_material(material: str, *, is_beside: bool) -> Recognition | None:
    """What a material alone makes of a line; beside a description of something else only a suspect."""
    if not material:
        return None
    head = head_of(material)
    family, word, certainty = family_of(material)
    if head is not None and head.kind is Kind.TARGET and not is_beside:
        return Recognition(item_class=ItemClass.TARGET, reason=f'material says "{head.word}"')
    is_magnet = head is not None and head.kind is Kind.MAGNET
    if family not in RARE_EARTH_FAMILIES and not is_magnet:
        if head is not None and (
            _RARE_EARTH.search(folded_text(head.word))
            or (not is_beside and head.kind in (Kind.HOLDER, Kind.TARGET, Kind.MAYBE_TARGET))
        ):
            return _suspect(f'material says "{head.word}"')
        is_hard = family == "alnico" or (family and certainty != "named")
        return _magnet(f'material says "{word}"') if is_hard and not is_beside else None
    said = f'material says "{word or (head.word if head else "")}"'
    # Named first it is what the line is made of, named later ("steel, NdFeB") something in it.
    is_all = not is_beside and family_of(_LISTED.split(material, maxsplit=1)[0])[0] == family
    return _magnet(said) if is_all else _suspect(said)


_RARE_EARTH: Final = re.compile("rare earth|selten|terres? rar|tierras rar|[稀希]土|희토")
_LISTED = re.compile(r"[,;/+&|，、；]")
_PURITY = re.compile(
    r"(?<![\d.])9\d(?:\.\d+)?\s*%|(?<![\d.])99\.\d|(?<![A-Za-z0-9])[3-6]N\d?(?![A-Za-z0-9])"
)
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
    return bool(EARTH_SYMBOL.search(text) or rare_earth_words().search(folded_text(text)))


# --------------------------------------------------------------------------- raw materials

_CERTAIN: Final = frozenset({Form.METAL, Form.OXIDE, Form.ALLOY, Form.COMPOUND})


@cache
def _raw(material: str, description: str) -> str:
    """Why a line is itself a raw material that holds rare earth, or nothing.

    The whole text has to name a substance: "yttrium oxide crucible" is a crucible, TB in capitals is a terminal block.
    """
    for field, text in (("material", material), ("description", description)):
        is_grade = (
            family_of(text)[2] not in ("", "named") and text.strip() == family_of(text)[1]
        )  # Y30 is a ferrite
        if is_grade or len(text) > _LONGEST_NAME or not _names_earth(text):
            continue
        for phrase in (text, _LISTED.split(text, maxsplit=1)[0], *_without_form(text)):
            substance, _ = read_substance(phrase)
            if (
                substance is not None
                and substance.elements
                and _is_raw(substance, phrase, f"{material} {description}")
            ):
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
_NAME_LAST: Final = re.compile(
    r"(?i)\b(?:(oxyde|oxido|óxido|ossido|tlenek)|(?:m[eé]tal|metallo))\s+(?:de\s+|d'|di\s+)?(\w+)"
)


def _without_form(text: str) -> Iterator[str]:
    """The name of a material without what it is shipped as: "Gd metal chips 1 kg" is Gd metal.

    A bare symbol beside a form or an amount has to have both letters (Dy, not Y).
    """
    bare, forms = _FORM.subn(" ", _AMOUNT.sub(" ", text))
    named = _NAME_LAST.sub(
        lambda name: f"{name.group(2)} {'oxide' if name.group(1) else 'metal'}", bare
    )
    phrase = " ".join(named.split()).strip(" -,;")
    words = phrase.split()
    if phrase != text and (forms or len(phrase) > len("Dy")):
        yield phrase
    if len(words) > 1 and all(
        read_substance(word.rstrip("0123456789"))[0] is not None for word in words
    ):
        yield words[0]


def _is_raw(substance: Substance, phrase: str, line: str) -> bool:
    if substance.name in RARE_EARTH_FAMILIES or family_of(phrase)[0] in RARE_EARTH_FAMILIES:
        return any(kind_of(one) == "words" for one in raw_words().finditer(folded_text(line)))
    if substance.form in _CERTAIN:
        return True
    # A bare name: "Dysprosium" and "Dy" are meant, "TB", "LU", "Y" and neodymium as a magnet's short name are not.
    bare = phrase.strip()
    is_symbol = bare.isascii() and len(bare) <= len("Dy")
    return bare in RARE_EARTHS and bare != "Y" if is_symbol else "Nd" not in substance.elements
