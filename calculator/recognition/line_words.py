"""From the words of one line to what it is: the head of the description, then the material, then a grade, then the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from calculator.model.item import ItemClass
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.head_noun import (
    MAGNETS,
    MAYBE_MAGNETS,
    SETTLES_NOTHING,
    Head,
    Kind,
    head_of,
)
from calculator.recognition.hearing_words import stretches
from calculator.recognition.materials import RARE_EARTH_FAMILIES, family_of, zero_material
from calculator.recognition.part_signs import names_part
from calculator.recognition.plain_text import folded_text, plain_text
from calculator.recognition.product_signs import PURITY, magnet_by_signs, target_by_chemistry
from calculator.recognition.raw_material import LIST_SIGNS, names_earth, raw_material
from calculator.recognition.vocabulary import (
    alternatives,
    deciding_words,
    listed,
    raw_words,
    shape_words,
)
from calculator.recognition.word_pattern import kind_of


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


OTHER: Final = Recognition(item_class=ItemClass.OTHER)
_SIZE: Final = late_pattern(r"\d[\d.,/]*(?:mm|cm|in|x|-|p\b|\W)*|[ødr](?=\d)|(?<=\d)x(?=\d)")


def line_recognised(description: str, material: str, number: str) -> Recognition:
    """What the words of a line, each as ``plain_text`` gives it, say that it is."""
    head = head_of(description)
    by_signs = _by_signs(head, description, material)
    if by_signs is not None:
        return by_signs
    if head is not None and _is_iron_of(head, description, material):
        return OTHER
    if head is not None and head.kind not in SETTLES_NOTHING:
        return _of_head(head, "description", description, material)
    if (
        head is None
        and (process := _process().search(f"{description} ; {material}"))
        and names_earth(f"{description} ; {material}")
    ):
        return Recognition(
            item_class=ItemClass.TARGET,
            reason=f'words say "{process.group()}" and name a rare earth',
        )
    raw = raw_material(material, description)
    if raw and head is None:
        line = folded_text(f"{material} {description}")
        if _rare_earth().search(line) and all(
            kind_of(match) != "words" for match in raw_words().finditer(line)
        ):
            # A part of "rare earth", which is neither powder nor metal, is as likely a magnet.
            return suspect(raw)
        return Recognition(item_class=ItemClass.LISTED_MATERIAL, reason=raw)
    of_material = _of_material(material, is_beside=head is not None)
    if of_material is not None:
        return of_material
    if head is None or head.kind is Kind.NEITHER:
        of_family = _of_family(description, is_alone=head is None) or _part_behind(description)
        if of_family is not None or head is not None:
            return of_family or OTHER
        return _of_number(number, description, material)
    return OTHER


def _is_iron_of(head: Head, description: str, material: str) -> bool:
    """True of "Rotor core" of steel: what magnets are put on, by words that say nothing else and a material without rare earth."""
    if head.kind is not Kind.HOLDER:
        return False
    rest, count = _iron().subn(" ", folded_text(description.replace(head.word, " ", 1)))
    is_it = count > 0 or folded_text(head.word) in listed("beside", "coils")
    return is_it and zero_material(f"{material} {_OF.sub(' ', rest)}")


_OF: Final = re.compile(r"(?<![a-z])(?:de|du|del|della|di|of)(?![a-z])")


@cache
def _iron() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(listed('beside', 'iron'))})(?![a-z])")


def _by_signs(head: Head | None, description: str, material: str) -> Recognition | None:
    """What signs that only magnets and targets have make of a line that names nothing else."""
    names_nothing = head is None or head.kind is Kind.NEITHER
    if names_nothing or (head is not None and _magnetised().match(head.word)):
        reason = magnet_by_signs(description)
        if reason:
            return _magnet(reason)
    reason = target_by_chemistry(description, material) if names_nothing else ""
    return Recognition(item_class=ItemClass.TARGET, reason=reason) if reason else None


def _of_family(description: str, *, is_alone: bool) -> Recognition | None:
    """What a magnet material in a description makes of a line that names no magnet."""
    family, word, certainty = family_of(description)
    if not family or (
        family not in RARE_EARTH_FAMILIES and certainty == "named" and family == "ferrite"
    ):
        return None
    why = f'description says "{word}"'
    if certainty in ("named", "certain"):
        return (
            _magnet(why) if is_alone else (suspect(why) if family in RARE_EARTH_FAMILIES else None)
        )
    if not is_alone:
        return None
    if _is_of_shapes(description, word):
        return _magnet(f"{why}, a grade of magnets, and else shapes and sizes only")
    is_grade = certainty == "likely" and family in RARE_EARTH_FAMILIES
    return suspect(f"{why}, a grade of magnets") if is_grade else None


def _is_of_shapes(description: str, grade: str) -> bool:
    """True where a line says a shape or sizes beside the grade and nothing else."""
    rest = folded_text(description.replace(grade, " ", 1))
    words = [
        word.group()
        for word in deciding_words().finditer(rest)
        if kind_of(word) in (*MAGNETS, *MAYBE_MAGNETS, "magnetic", "adjective")
    ]
    left = rest
    for word in words:
        left = left.replace(word, "|", 1)
    left = shape_words().sub("|", _SIZE.sub("|", left))
    return left != rest and not any(map(str.isalpha, left))


def _part_behind(description: str) -> Recognition | None:
    """A magnet, or a target of rare earth, that a later clause names: what stands in another column ("Adapter") rules it out by nothing.

    A grade beside a shape names a magnet in a list of parts too: latch set: screw, disc N42.
    """
    for clause in LIST_SIGNS.split(description)[1:]:
        first = next(stretches(folded_text(clause), 0, len(clause)))
        is_served = not clause[first.start : first.end].strip()
        head = None if is_served else head_of(clause)
        if head is not None and head.kind is Kind.TARGET and names_earth(clause):
            return suspect(f'description says "{head.word}"')
        family, word, certainty = family_of(clause)
        if (
            not is_served
            and family in RARE_EARTH_FAMILIES
            and certainty in ("certain", "likely")
            and _is_of_shapes(clause, word)
        ):
            return suspect(f'description says "{clause.strip()}", a grade of magnets')
    return None


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
        why = f'part number says "{word}"'
        return _magnet(why) if certainty == "named" else suspect(why)
    return OTHER


def _magnet(reason: str) -> Recognition:
    return Recognition(item_class=ItemClass.MAGNET, reason=reason)


def suspect(why: str) -> Recognition:
    """A line that probably holds a magnet or a target."""
    return Recognition(item_class=ItemClass.OTHER, suspect=why)


def _of_head(head: Head, field: str, description: str, material: str) -> Recognition:
    why = f'{field} says "{head.word}"'
    if head.kind is Kind.TARGET or (
        head.kind is Kind.MAYBE_TARGET and _is_sputtered(description, material)
    ):
        return Recognition(
            item_class=ItemClass.TARGET,
            reason=f'{why}; material says "{material}"' if material else why,
        )
    if head.kind in (Kind.MAGNET, Kind.MAYBE_MAGNET):
        family, place, word = named_family(description, material)
        if family and word not in head.word:
            return _magnet(f'{why}; {place} says "{word}"')
        if family or head.kind is Kind.MAGNET or _of_a_magnet().search(folded_text(description)):
            return _magnet(why)
        family, word, _ = family_of(description)
        if family in RARE_EARTH_FAMILIES:
            return _magnet(f'{why}; description says "{word}"')
    magnet = _magnet_of_its_own(head, description, material) if head.kind is Kind.HOLDER else None
    return magnet or suspect(why)


@cache
def _of_a_magnet() -> re.Pattern[str]:
    """Poles are counted of magnets only; NEO and PERM beside MAG are no module and no verb. For folded text."""
    poles = alternatives(listed("beside", "poles"))
    words = alternatives(listed("beside", "of_a_magnet"))
    return re.compile(rf"\d[\s-]*(?:{poles})(?![^\W\d_])|(?<![^\W_])(?:{words})(?![^\W_])")


def _magnet_of_its_own(head: Head, description: str, material: str) -> Recognition | None:
    """The magnet behind the name of a part: "VCM magnet HDD", "rotor insert" of the material N50H, "magnetised ring NdFeB".

    What is wholly of a magnet material and has the shape of one is a magnet, and no rotor and no hard disk.
    """
    family, word, certainty = family_of(description)
    is_magnetised = certainty == "named" and _magnetised().match(head.word)
    if (
        family in RARE_EARTH_FAMILIES
        and certainty != "beside"
        and (is_magnetised or _is_of_shapes(description, word))
    ):
        return _magnet(f'description says "{head.word}"; description says "{word}"')
    family, word, certainty = family_of(LIST_SIGNS.split(material, maxsplit=1)[0])
    if not family or (certainty == "beside" and material.strip() != word):
        return None
    folded = folded_text(description)
    own = next(
        (match for match in deciding_words().finditer(folded) if kind_of(match) in MAGNETS), None
    )
    if own is None and family in RARE_EARTH_FAMILIES and material.strip() == word:
        own = next(
            (match for match in shape_words().finditer(folded) if len(match.group()) > 2), None
        )
    return (
        _magnet(f'description says "{description[slice(*own.span())]}"; material says "{word}"')
        if own
        else None
    )


def without_printed(description: str) -> str:
    """A description without what stands in quotation marks behind a word for a label: it is printed there, and no part.

    With a size or a grade it may be one.

    >>> without_printed("Label 'magnet'"), without_printed('Aufkleber „Magnet N52 10x5“')
    ('Label ', 'Aufkleber „Magnet N52 10x5“')
    """
    if not _QUOTED.search(description):
        return description
    spans = [
        quoted.span()
        for quoted in _QUOTED.finditer(description)
        if _printed_on().search(folded_text(description[: quoted.start()]))
        and not names_part(quoted.group())
    ]
    for start, end in reversed(spans):
        description = description[:start] + description[end:]
    return description


_QUOTED: Final = late_pattern(
    r"(?:(?<!\w)[\"']|[„“‚‘«»「『‹])(?=\w)[^\"'„“”‚‘’«»「」『』‹›]{1,60}(?:[\"'](?!\w)|[“”‘’«»」』›])"
)


@cache
def _printed_on() -> re.Pattern[str]:
    words = alternatives(listed("beside", "printed_on"))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![a-z])[\s:,-]*\Z")


def says_magnetised(text: str) -> bool:
    """True of words about how a magnet is magnetised, which name no part.

    >>> [says_magnetised(text) for text in ("is magnetised axially", "magnetised rotor", "rotor")]
    [True, False, False]
    """
    head = head_of(plain_text(text))
    return head is not None and _magnetised().match(head.word) is not None


@cache
def _magnetised() -> re.Pattern[str]:
    return re.compile(rf"(?i){alternatives(listed('beside', 'magnetised'))}")


def named_family(description: str, material: str) -> tuple[str, str, str]:
    """The magnet material that a line names, where, and the word; a rare-earth family beats any other.

    C5 is a ferrite in a material and may be anything in a description, and the wrong family would clear a magnet.
    """
    families = [(family, "material", word) for family, word, _ in (family_of(material),) if family]
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
        families.append((family, "description", word))
    return min(
        families, key=lambda named: named[0] not in RARE_EARTH_FAMILIES, default=("", "", "")
    )


_UNCOATED_CERAMIC: Final = late_pattern(r"(?i)\bceramic\b(?!\W*coat)")


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
            _rare_earth().search(folded_text(head.word))
            or head.kind is Kind.HOLDER
            or (not is_beside and head.kind in (Kind.TARGET, Kind.MAYBE_TARGET))
        ):
            return suspect(f'material says "{head.word}"')
        is_hard = family == "alnico" or (family and certainty != "named")
        return _magnet(f'material says "{word}"') if is_hard and not is_beside else None
    why = f'material says "{word or (head.word if head else "")}"'
    # Named first it is what the line is made of, named later ("steel, NdFeB") something in it.
    is_all = not is_beside and family_of(LIST_SIGNS.split(material, maxsplit=1)[0])[0] == family
    return _magnet(why) if is_all else suspect(why)


@cache
def _rare_earth() -> re.Pattern[str]:
    """Rare earth by that name, in folded text."""
    return re.compile(alternatives(listed("beside", "rare_earth")))


@cache
def _process() -> re.Pattern[str]:
    return re.compile(rf"(?i){alternatives(listed('beside', 'process'))}")


_METAL = late_pattern(
    r"(?<![A-Za-z])(?:Ti|Cr|Ta|Mo|Nb|Zr|Hf|Al|Cu|Ni|Co|Si|Ge|Ag|Au|Pt|Pd|Ru|Ir|Zn|Sn|TI|CR|TA|MO|NB|ZR|HF|AL|CU|NI|AU|PT)(?![A-Za-z])"
)


def _is_sputtered(description: str, material: str) -> bool:
    """A target for sputtering: of a named substance, of stated purity, or by the process."""
    text = f"{description} ; {material}"
    if (
        names_earth(text)
        or PURITY.search(text)
        or _METAL.search(text)
        or any(kind_of(match) == "sputtering" for match in raw_words().finditer(folded_text(text)))
    ):
        return True
    rest = deciding_words().sub(" ", folded_text(description))
    words = re.findall(r"[^\W\d_]+", f"{rest} {folded_text(material)}")
    return any(zero_material(word) for word in words)
