"""Is a line a magnet, a target, a listed material, or likely to hold one? With the words that decided.

The words are data (``reference/vocabulary.toml``). A missed suspect is a legal risk and a false one costs a
question, so the suspects lean to recall.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from calculator.item import ItemClass
from calculator.substances import RARE_EARTHS, Form, read_substance

# N42, N42SH, 35EH, N48M, 38SH ...: sintered NdFeB grades. A bare number needs its suffix, N alone needs two digits.
_GRADE = re.compile(r"(?<![A-Za-z0-9])(?:N(?:2[7-9]|3\d|4\d|5\d)(?:M|H|SH|UH|EH|AH|TH)?|(?:2[8-9]|3\d|4\d|5[0-4])(?:SH|UH|EH|AH|TH))(?![A-Za-z0-9])")
_SMCO_GRADE = re.compile(r"(?<![A-Za-z0-9])(?:YXG?[- ]?\d{2}[A-Z]{0,2}|S(?:1[68]|2\d|3[0-3])(?:-5|-17)?(?=\s*SmCo))", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;/+()\[\]&、，；]+")
_GRADE_OF_METAL = re.compile(r"[a-z]{0,4}[-.]?\d[\da-z.\-]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What the words of one line say that it is; ``suspect`` why it probably holds a magnet or a target."""

    item_class: ItemClass
    family: str = ""
    reason: str = ""
    suspect: str = ""


@cache
def recognise(description: str, material: str, number: str = "") -> Recognition:
    """The class of a line by its words; ``other`` where none says more.

    >>> recognise("Arc magnet 14x9x3", "NdFeB N48SH").family, recognise("BLDC motor 2212", "").suspect
    ('NdFeB', 'description says "bldc"')
    >>> recognise("Motor mount", "Aluminium").suspect, recognise("磁钢", "钕铁硼").item_class.value
    ('', 'magnet')
    >>> recognise("Dysprosium-iron alloy", "DyFe").item_class.value
    'listed material'
    """
    del number  # part numbers look like elements and grades far too often
    family, family_word = _family(f"{material} ; {description}")
    texts = (("description", description), ("material", material))
    said = ((field, _found("target", text)) for field, text in texts)
    target = next(((field, word) for field, word in said if word), None)
    if target is not None:
        return Recognition(item_class=ItemClass.TARGET, reason=f'{target[0]} says "{target[1]}"')
    suspect = _found("suspect", description)
    raw = _raw_material(description, material)
    if raw and not _found("magnet", description):
        return Recognition(item_class=ItemClass.LISTED_MATERIAL, reason=raw)
    magnet = next(((field, word) for field, text in texts if (word := _found("magnet", text))), None)
    if magnet is not None and not (suspect and magnet[0] == "material"):
        also = f'; material is {family} ("{family_word}")' if family else ""
        return Recognition(item_class=ItemClass.MAGNET, family=family, reason=f'{magnet[0]} says "{magnet[1]}"{also}')
    material_family, word = _family(material)
    if material_family and not suspect and not zero_material(material):
        return Recognition(item_class=ItemClass.MAGNET, family=material_family, reason=f'material says "{word}"')
    if suspect:
        return Recognition(item_class=ItemClass.OTHER, family=family, suspect=f'description says "{suspect}"')
    if family and family not in {"ferrite", "alnico"} and not _found("suspect", material):
        return Recognition(item_class=ItemClass.OTHER, family=family, suspect=f'it names a magnet material, "{family_word}"')
    return Recognition(item_class=ItemClass.OTHER, family=family)


@cache
def zero_material(text: str) -> bool:
    """True only if every word of ``text`` is understood and none of it can hold rare earth.

    >>> [zero_material(text) for text in ("Stainless steel 1.4301", "PA6-GF30", "Aluminium 6061-T6", "ferrite")]
    [True, True, True, True]
    >>> [zero_material(text) for text in ("AlSc", "steel + magnet", "磁钢", "alloy", "steel N42SH", "WE43")]
    [False, False, False, False, False, False]
    """
    plain = _plain(text)
    if not plain or _found("magnet", text) or _GRADE.search(text) or _SMCO_GRADE.search(text) or _family(text)[0] in {"NdFeB", "SmCo", "SmFeN"}:
        return False
    zero, neutral = _zero_words()
    if plain in zero:
        return True
    met = False
    for token in _WORD.findall(plain):
        kind = _token_kind(token, zero, neutral)
        if kind is None:
            return False
        met = met or kind
    return met


def _token_kind(token: str, zero: frozenset[str], neutral: frozenset[str]) -> bool | None:
    """True for a zero material, False for a word that says nothing of it, None for one that is not understood."""
    bare = token.strip(".:-")
    if bare in zero:
        return True
    if bare in neutral or not bare:
        return False
    if re.fullmatch(r"[\d.%]+", bare):
        return False
    pieces = [piece for piece in re.split(r"[-_]", bare) if piece]
    if len(pieces) > 1 and all(_token_kind(piece, zero, neutral) is not None for piece in pieces):
        return any(_token_kind(piece, zero, neutral) for piece in pieces)
    symbol = re.match(r"[a-z]+", bare)
    if _GRADE_OF_METAL.match(bare) and not (symbol and _names_rare_earth(symbol.group())):
        head = symbol.group() if symbol else ""
        return True if head in zero else False if head in _STANDARD_HEADS or not head else None
    return None


# Letters that open the names of grades of steel, aluminium, copper and plastics in EN, AISI, JIS and GB.
_STANDARD_HEADS: Final = frozenset(
    "s st dc dx dd q sus spcc sgcc secc scm sk skd sup swrch ss sts aisi aw en cw cu al a t h hc hx e x c gf cf v gjl gjs ck cr crni crmo m h f ul ral fr b p g".split()
)


def _names_rare_earth(letters: str) -> bool:
    symbols = {symbol.casefold() for symbol in RARE_EARTHS}
    return letters in symbols


def _raw_material(description: str, material: str) -> str:
    """Why a line is a raw material that holds rare earth, or nothing."""
    for field, text in (("material", material), ("description", description)):
        if not text or len(text) > 80:
            continue
        substance, _ = read_substance(text)
        if substance is None or not substance.elements:
            continue
        certain = substance.form in {Form.METAL, Form.OXIDE, Form.ALLOY, Form.COMPOUND}
        if field == "description" and not (certain and _found("material", text)):
            continue
        if substance.name in {"NdFeB", "SmFeN"} or (substance.key == "SmCo" and not _found("material", f"{description} {material}")):
            continue
        return f'{field} says "{text}"'
    return ""


def _family(text: str) -> tuple[str, str]:
    """The magnet material that a text names, and the word that does."""
    for family in ("SmFeN", "SmCo", "NdFeB", "alnico", "ferrite"):
        word = _found_in(f"family.{family}", text)
        if word:
            return family, word
        pattern = {"SmCo": _SMCO_GRADE, "NdFeB": _GRADE}.get(family)
        grade = pattern.search(unicodedata.normalize("NFKC", text)) if pattern is not None else None
        if grade is not None:
            return family, grade.group()
    return "", ""


def _found(kind: str, text: str) -> str:
    """The word of ``kind`` in a text, once the phrases that mean something else are taken out."""
    plain = _plain(text)
    if not plain:
        return ""
    excluded = _pattern(kind, "not")
    if excluded is not None:
        plain = excluded.sub(" \u0001 ", plain)
    pattern = _pattern(kind, "words")
    match = pattern.search(plain) if pattern is not None else None
    return match.group().strip() if match else ""


@cache
def _found_in(name: str, text: str) -> str:
    kind, _, key = name.partition(".")
    pattern = _pattern(kind, key)
    match = pattern.search(_plain(text)) if pattern is not None else None
    return match.group().strip() if match else ""


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text[:500]).casefold().split())


@cache
def _pattern(kind: str, key: str) -> re.Pattern[str] | None:
    words = _vocabulary()[kind].get(key)
    if not words:
        return None
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_word_pattern(word.casefold()) for word in ordered))


def _word_pattern(word: str) -> str:
    """Whole words for scripts with spaces, anywhere for those without; ``*`` any letters, ``?`` one letter or digit."""
    escaped = re.escape(word).replace(r"\*", r"[^\W_]*").replace(r"\?", r"[^\W_]").replace(r"\ ", r"[\s\-_]+")
    if any("\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" for character in word):
        return escaped
    return rf"(?<![^\W_]){escaped}(?![^\W_])"


@cache
def _zero_words() -> tuple[frozenset[str], frozenset[str]]:
    data = _vocabulary()["zero"]
    return frozenset(_plain(word) for word in data["words"]), frozenset(_plain(word) for word in data["neutral"])


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(resources.files("calculator.reference").joinpath("vocabulary.toml").read_text("utf-8"))
