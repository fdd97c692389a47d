"""The words of declarations that stand on sheets (``reference/declaration_sheets.toml``), read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from calculator.model.cas_numbers import is_cas_number_alone
from calculator.model.elements import RARE_EARTHS, element_names
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table
from calculator.sources.facts.amount_text import AmountUnit, Of, units_in
from calculator.sources.facts.amount_words import folded
from calculator.sources.facts.substance_names import substances_named
from calculator.sources.layout.headings import Match, meaning_of, plain_heading


class Column(Enum):
    """What a column of a declaration is; the values are the keys of the file, but for those that are headed as in a bill."""

    NUMBER = "number"
    SUPPLIER_NUMBER = "supplier_number"
    SUPPLIER = "supplier"
    REVISION = "revision"
    SUBSTANCE = "substance"
    CAS = "cas"
    MATERIAL = "material"
    MATERIAL_MASS = "material_mass"
    MATERIAL_SHARE = "material_share"
    PART_MASS = "part_mass"
    MASS = "mass"
    """Of the part or of the substance: the rows tell."""
    LOW = "low"
    HIGH = "high"
    AMOUNT = "amount"
    SPECIFICATION = "specification"
    UNIT = "unit"
    ORIGIN = "origin"
    ROW_NAME = "row_name"


class Label(Enum):
    """What a label above a table announces; the values are the keys of the file."""

    NUMBER = "number"
    SUPPLIER_NUMBER = "supplier_number"
    SUPPLIER = "supplier"
    REFERENCE = "reference"
    DATE = "date"
    VALID_UNTIL = "valid_until"
    DISCLOSURE = "disclosure"
    UNIT = "unit"
    REVISION = "revision"
    REVISION_BESIDE = "revision_beside"
    """The revision of a part only where its number stands in the same row; else that of the document."""
    PART_MASS = "part_mass"
    """Headed as a column."""


_AS_IN_A_BILL = {
    "number": Column.NUMBER,
    "supplier_number": Column.SUPPLIER_NUMBER,
    "supplier": Column.SUPPLIER,
    "maker": Column.SUPPLIER,
    "revision": Column.REVISION,
}
_BRACKETS = late_pattern(r"[(\[（【][^)\]）】]*[)\]）】]?")
_LONGEST = 60


class SheetWords(NamedTuple):
    """Every list of the file, by plain headings."""

    columns: Mapping[str, Column]
    percent: frozenset[str]
    labels: Mapping[str, Label]
    ends: tuple[str, ...]
    """What stands in a sentence before the day until which it holds, folded."""
    starts: tuple[str, ...]
    """What stands in a sentence before the day from which it holds, folded."""
    valid: tuple[str, ...]
    """What says before a number of months or years that it holds so long, folded."""
    answers: Mapping[str, bool | None]
    """What a template answers, folded: yes, no, or neither."""
    not_final_alone: frozenset[str]
    left_out: tuple[str, ...]
    """What a sentence says of a substance that is not among the figures, folded."""
    not_final: tuple[str, ...]
    """What a document that closes nothing calls itself, folded."""


@lru_cache(maxsize=5_000)
def column_named(text: str) -> Column | None:
    """What a heading means; None where it means nothing here.

    >>> [column_named(text).name for text in ("Teilenummer", "Masseanteil [%]", "CAS-Nr.", "Part No.", "Material mass (mg)")]
    ['NUMBER', 'AMOUNT', 'CAS', 'NUMBER', 'MATERIAL_MASS']
    """
    if not text or len(text) > _LONGEST:
        return None
    words = sheet_words().columns
    bare = plain_heading(_BRACKETS.sub(" ", text))
    found = words.get(plain_heading(text)) or words.get(bare)
    if found is not None:
        return found
    label = label_named(text)
    if label in (Label.NUMBER, Label.SUPPLIER_NUMBER, Label.SUPPLIER):
        return Column(label.value)
    meaning = meaning_of("bom", text)
    if meaning is not None and meaning.match < Match.PART and meaning.name in _AS_IN_A_BILL:
        return _AS_IN_A_BILL[meaning.name]
    content = meaning_of("content", text)
    if content is not None and content.match < Match.PART:
        if content.name in ("substance", "cas", "low", "high", "unit", "origin"):
            return Column(content.name)
        if content.name in ("share", "mass"):
            return Column.AMOUNT
    return Column.AMOUNT if share_or_mass_units(text) else None


def label_named(text: str) -> Label | None:
    """What a label announces.

    >>> label_named("Part No.").name, label_named("料号").name, label_named("Dear customer")
    ('NUMBER', 'NUMBER', None)
    """
    if not text or len(text) > _LONGEST:
        return None
    plain = plain_heading(_BRACKETS.sub(" ", text))
    return sheet_words().labels.get(plain) or sheet_words().labels.get(plain_heading(text))


@lru_cache(maxsize=20_000)
def element_named(text: str) -> str:
    """The symbol of the element that a heading across names, with its unit aside; empty where it names none.

    >>> [element_named(text) for text in ("Dy (wt%)", "钕 Nd", "Dysprosium [%]", "No", "Date", "Iron (Fe)", "Dy2O3")]
    ['Dy', 'Nd', 'Dy', '', '', 'Fe', '']
    """
    if not text or len(text) > _LONGEST:
        return ""
    names = element_names()
    if not any(word.casefold() in names for word in _WORD.findall(text)):
        return ""
    bare = _without_units(text)
    if bare.casefold() in _NO_ELEMENTS:
        return ""
    if bare in _symbols() or ((len(bare) > 3 or not bare.isascii()) and bare.casefold() in names):
        return names[bare.casefold()]
    words = re.findall(r"[^\W\d_]+", bare)
    symbols = {names[word.casefold()] for word in words if word.casefold() in names}
    return (
        next(iter(symbols))
        if len(words) == 2
        and len(symbols) == 1
        and all(
            word in _symbols() or word.casefold() in names or not word.isascii() for word in words
        )
        else ""
    )


_NO_ELEMENTS = frozenset({"no", "as", "at", "in", "i", "he", "am", "os"})
"""Words that head other columns."""


@cache
def _symbols() -> frozenset[str]:
    return frozenset(element_names().values())


def _without_units(text: str) -> str:
    bare = re.sub(
        r"[(\[（【]\s*(?:[^)\]）】]*[%‰]|[^)\]）】]*ppm[^)\]）】]*|mass|mg|g)\s*[)\]）】]",
        " ",
        text,
    )
    bare = re.sub(r"(?i)\b(?:wt|mass|at)?[.\-\s]*%|\bppm\b|[,;:]\s*$", " ", bare)
    # The mark of a footnote is no part of a name: "Nd*", "Nd 1)"; the note itself is heard.
    bare = re.sub(r"[\s(]*(?:[*†‡¹²³]+|\d\))\)?\s*$", "", bare)
    return " ".join(bare.split()).strip(" ,;:-")


@lru_cache(maxsize=20_000)
def names_substance(text: str) -> bool:
    """True for the name, the symbol or the CAS number of a substance that is known.

    >>> [names_substance(text) for text in ("Neodymium (Nd)", "7429-91-6", "Dy+Tb", "Fe", "FY27", "29")]
    [True, True, True, True, False, False]
    """
    if not 0 < len(text) <= _LONGEST or not any(map(str.isalnum, text)):
        return False
    if not _may_name(text):
        return False
    if element_named(text):
        return True
    named = substances_named(text)
    return named.fault is None and not any(one.is_material for one in named.substances)


def _may_name(text: str) -> bool:
    """False, at no cost, for a text without an element, a formula, a CAS number or a word of another script."""
    if not text.isascii() or is_cas_number_alone(text):
        return True
    names = element_names()
    words = _WORD.findall(text)
    return any(
        word.casefold() in names or word.casefold() in _OTHER_WORDS for word in words
    ) or any(
        all(symbol in _symbols() for symbol in _SYMBOL.findall(word))
        for word in re.findall(r"\b(?:[A-Z][a-z]?\d*){2,}\b", text)
    )


_WORD = late_pattern(r"[^\W\d_]+")
_SYMBOL = late_pattern(r"[A-Z][a-z]?")
_OTHER_WORDS = frozenset(
    {
        "rare",
        "earth",
        "earths",
        "ree",
        "re",
        "tre",
        "treo",
        "none",
        "seltene",
        "seltenerd",
        "terres",
        "tierras",
        "terre",
        "oxide",
        "ferrite",
        "steel",
    }
)


def says_percent(text: str) -> bool:
    """True for a heading that says in words that its figures are per cent of the mass.

    >>> says_percent("Percentuale in peso"), says_percent("Content")
    (True, False)
    """
    return plain_heading(_BRACKETS.sub(" ", text)) in sheet_words().percent


def share_or_mass_units(text: str) -> tuple[AmountUnit, ...]:
    """The units of share or mass in a text."""
    return tuple(unit for unit in units_in(text) if unit.of is not Of.UNCLEAR)


def is_telling(symbol: str) -> bool:
    """True for an element of which a composition is told: a rare earth, or what magnets are made of."""
    return symbol in RARE_EARTHS or symbol in {"Fe", "B", "Co"}


@cache
def sheet_words() -> SheetWords:
    """The lists, each read under its own key; one that is missing, or that nobody asks for, is refused."""
    text = packaged_text("calculator.reference", "declaration_sheets.toml")
    sections = toml_tables(text)
    heading, label, document, answer = (
        Table(sections.pop(name), name) for name in ("heading", "label", "document", "answer")
    )
    heading_percent = heading.texts("percent")
    of_bill = set(_AS_IN_A_BILL.values())
    headings = {column: heading.texts(column.value) for column in Column if column not in of_bill}
    labels: dict[Label, tuple[str, ...]] = {
        one: label.texts(one.value) for one in Label if one is not Label.PART_MASS
    }
    labels[Label.PART_MASS] = (*headings[Column.PART_MASS], *headings[Column.MASS])
    words = SheetWords(
        columns={
            plain_heading(word): column for column, words in headings.items() for word in words
        },
        percent=frozenset(map(plain_heading, heading_percent)),
        labels={plain_heading(word): one for one, words in labels.items() for word in words},
        answers={
            folded(word): meaning
            for key, meaning in (("yes", True), ("no", False), ("neither", None))
            for word in answer.texts(key)
        },
        ends=tuple(map(folded, document.texts("ends"))),
        starts=tuple(map(folded, document.texts("starts"))),
        valid=tuple(map(folded, document.texts("valid"))),
        not_final=tuple(map(folded, document.texts("not_final"))),
        not_final_alone=frozenset(map(folded, document.texts("not_final_alone"))),
        left_out=tuple(map(folded, document.texts("left_out"))),
    )
    for table in (heading, label, document, answer, Table(sections)):
        table.end()
    return words
