"""Tells whether a line is itself a raw material that holds rare earth: a metal, an oxide, an alloy, a powder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calculator.model.substances import RARE_EARTHS, Form, Substance, read_substance
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.materials import EARTH_SYMBOL, RARE_EARTH_FAMILIES, family_of
from calculator.recognition.plain_text import folded_text
from calculator.recognition.vocabulary import alternatives, listed, rare_earth_words, raw_words
from calculator.recognition.word_pattern import kind_of

_LONGEST_NAME: Final = 80
LIST_SIGNS: Final = late_pattern(r"[,;/+&|，、；]")
"""Between the names of a list."""


def names_earth(text: str) -> bool:
    """True where a text names a rare earth, by its symbol or in words."""
    return bool(EARTH_SYMBOL.search(text) or rare_earth_words().search(folded_text(text)))


_CERTAIN: Final = frozenset({Form.METAL, Form.OXIDE, Form.ALLOY, Form.COMPOUND})


@cache
def raw_material(material: str, description: str) -> str:
    """Why a line is itself a raw material that holds rare earth, or nothing.

    The whole text has to name a substance: "yttrium oxide crucible" is a crucible, TB in capitals is a terminal block.
    """
    for field, text in (("material", material), ("description", description)):
        is_grade = (
            family_of(text)[2] not in ("", "named") and text.strip() == family_of(text)[1]
        )  # Y30 is a ferrite
        if is_grade or len(text) > _LONGEST_NAME or not names_earth(text):
            continue
        for phrase in (text, LIST_SIGNS.split(text, maxsplit=1)[0], *_without_form(text)):
            substance, _ = read_substance(phrase)
            if (
                substance is not None
                and substance.elements
                and _is_raw(substance, phrase, f"{material} {description}")
            ):
                return f'{field} says "{phrase.strip()}"'
    return ""


_AMOUNT: Final = late_pattern(
    r"(?<![^\W_])(?:[\u00f8\u03c6\u2300]?\s*\d+(?:[.,]\d+)?(?:\s*[x×*]\s*\d+(?:[.,]\d+)?)+(?:\s*(?:mm|cm|in))?|[\u00f8\u03c6\u2300]\s*\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s*(?:kg|g|mg|lbs?|oz|t|um|µm|μm|mm|cm|nm|mesh|in)|\d(?:\.\d)?N\d?|9\d(?:\.\d+)?\s?%?|\d{1,3}/\d{1,3})(?![^\W_])"
)


@cache
def _forms() -> re.Pattern[str]:
    """What a material is shipped as."""
    return re.compile(
        rf"(?<![^\W_])(?:{alternatives(listed('beside', 'forms'))})(?![^\W_])", re.IGNORECASE
    )


@cache
def _name_last() -> re.Pattern[str]:
    """A name of an oxide or a metal that stands behind the word for it: ossido di disprosio."""
    oxide = alternatives(listed("beside", "oxide_first"))
    metal = alternatives(listed("beside", "metal_first"))
    return re.compile(rf"(?i)\b(?:({oxide})|(?:{metal}))\s+(?:de\s+|d'|di\s+)?(\w+)")


def _without_form(text: str) -> Iterator[str]:
    """The name of a material without what it is shipped as: "Gd metal chips 1 kg" is Gd metal.

    A bare symbol beside a form or an amount has to have both letters (Dy, not Y).
    """
    bare, forms = _forms().subn(" ", _AMOUNT.sub(" ", text))
    named = _name_last().sub(
        lambda name: f"{name.group(2)} {'oxide' if name.group(1) else 'metal'}", bare
    )
    phrase = " ".join(named.split()).strip(" -,;")
    words = phrase.split()
    if phrase != text and (forms or len(phrase) > len("Dy")):
        yield phrase
    is_family = family_of(phrase)[0] in RARE_EARTH_FAMILIES
    if (
        not is_family
        and len(words) > 1
        and all(read_substance(word.rstrip("0123456789"))[0] is not None for word in words)
    ):
        yield words[0]


def _is_raw(substance: Substance, phrase: str, line: str) -> bool:
    if substance.name in RARE_EARTH_FAMILIES or family_of(phrase)[0] in RARE_EARTH_FAMILIES:
        return any(kind_of(match) == "words" for match in raw_words().finditer(folded_text(line)))
    if _AXIS.match(phrase.strip()):
        return False
    if substance.form in _CERTAIN:
        return True
    # A bare name: "Dysprosium" and "Dy" are meant, "TB", "LU", "Y" and neodymium as a magnet's short name are not.
    bare = phrase.strip()
    is_symbol = bare.isascii() and len(bare) <= len("Dy")
    return bare in RARE_EARTHS and bare != "Y" if is_symbol else "Nd" not in substance.elements


_AXIS: Final = late_pattern(r"Y\s+[A-Z]{1,3}\d")
"""The bearing BF12 of the Y axis, which reads like yttrium and a formula."""
