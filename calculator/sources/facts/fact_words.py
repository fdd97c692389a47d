"""The words of facts sheets (``reference/fact_words.toml``): disclosure, forms, mixtures, absence."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from calculator.model.content_row import Disclosure
from calculator.model.recycled import Waste
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.spelling import letters_and_digits
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.identity_words import is_placeholder
from calculator.reference.strict_table import Table

_SECTIONS: Final = (
    "disclosure",
    "form",
    "material",
    "absent",
    "mixture",
    "row",
    "recycled",
    "company",
)
_KEYS: Final = {
    "all": Disclosure.ALL,
    "full": Disclosure.RARE_EARTH,
    "partial": Disclosure.PARTIAL,
}


class FactWords(NamedTuple):
    """Every list of the file."""

    disclosures: dict[str, Disclosure]
    any_form: frozenset[str]
    materials: tuple[str, ...]
    materials_without_rare_earth: frozenset[str]
    absent_before: tuple[str, ...]
    absent_behind: tuple[str, ...]
    mixture_between: tuple[str, ...]
    mixture_totals: tuple[str, ...]
    totals: frozenset[str]
    no_part: frozenset[str]
    wastes: tuple[tuple[str, Waste], ...]
    """Words for the waste that was recovered, folded, each with what it means."""
    of_companies: frozenset[str]
    within_companies: tuple[str, ...]
    """The same in scripts without spaces, the longest first."""


def disclosure_named(text: str) -> Disclosure | None:
    """What a cell of Disclosure says; blank says nothing of the rest; None for a word that is not known.

    >>> disclosure_named("Full"), disclosure_named(""), disclosure_named("maybe")
    (<Disclosure.RARE_EARTH: 'full'>, <Disclosure.PARTIAL: 'partial'>, None)
    """
    return Disclosure.PARTIAL if not text else fact_words().disclosures.get(text.casefold())


def names_any_form(text: str) -> bool:
    """True where the form of a price is that of the element in whatever form.

    >>> names_any_form("contained"), names_any_form("metal")
    (True, False)
    """
    return text.casefold() in fact_words().any_form


def names_no_part(text: str) -> bool:
    """True where what stands for a part number names none, or all.

    >>> [names_no_part(text) for text in ("See drawing", "Total:", "Part", "MAG-01")]
    [True, True, True, False]
    """
    plain = text.casefold()
    return plain in fact_words().no_part or names_sum(text) or is_placeholder(plain)


def names_sum(text: str) -> bool:
    """True for what stands in a row that sums up the others, in place of a part number or of a substance.

    >>> names_sum("Σ:"), names_sum("Total rare earth")
    (True, False)
    """
    return text.casefold().rstrip(" :") in fact_words().totals


def waste_named(text: str) -> Waste:
    """The waste that a heading or a cell speaks of; none where it names none, or both.

    >>> waste_named("Recycled % (post-consumer)"), waste_named("30 % Pre Consumer"), waste_named("Recycled %").name
    (<Waste.POST_CONSUMER: 'post-consumer'>, <Waste.PRE_CONSUMER: 'pre-consumer'>, 'UNSTATED')
    """
    folded = letters_and_digits(text)
    named = {waste for word, waste in fact_words().wastes if word in folded}
    return named.pop() if len(named) == 1 else Waste.UNSTATED


def material_answers() -> tuple[str, ...]:
    """The answers to the question for a material.

    >>> material_answers()[:2]
    ('NdFeB', 'SmCo')
    """
    return fact_words().materials


def is_without_rare_earth(material: str) -> bool:
    """True for an answer that names a material without rare earth.

    >>> is_without_rare_earth("ferrite"), is_without_rare_earth("NdFeB")
    (True, False)
    """
    return material in fact_words().materials_without_rare_earth


@cache
def fact_words() -> FactWords:
    """Every list, each read under its own key; one that is missing, or that nobody asks for, is refused."""
    text = packaged_text("calculator.reference", "fact_words.toml")
    sections = toml_tables(text)
    tables = {name: Table(sections.pop(name), name) for name in _SECTIONS}
    disclosure, form, material, absent, mixture, row, recycled, company = tables.values()
    words = FactWords(
        disclosures={
            word: meaning for key, meaning in _KEYS.items() for word in disclosure.texts(key)
        },
        any_form=frozenset(form.texts("any")),
        materials=material.texts("answers"),
        materials_without_rare_earth=frozenset(material.texts("without_rare_earth")),
        absent_before=absent.texts("before"),
        absent_behind=absent.texts("behind"),
        mixture_between=mixture.texts("between"),
        mixture_totals=mixture.texts("total"),
        totals=frozenset(row.texts("totals")),
        no_part=frozenset(row.texts("no_part")),
        wastes=tuple(
            (letters_and_digits(word), waste)
            for key, waste in (
                ("post_consumer", Waste.POST_CONSUMER),
                ("pre_consumer", Waste.PRE_CONSUMER),
            )
            for word in recycled.texts(key)
        ),
        of_companies=frozenset(company.texts("words")),
        within_companies=tuple(sorted(company.texts("within"), key=len, reverse=True)),
    )
    for table in (*tables.values(), Table(sections)):
        table.end()
    return words
