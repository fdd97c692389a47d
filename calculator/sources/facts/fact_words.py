"""The words of facts sheets (``reference/fact_words.toml``): how much a row discloses, and prices of any form."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from calculator.model.facts import Disclosure
from calculator.reference.strict_table import Table

_KEYS: Final = {
    "all": Disclosure.ALL,
    "full": Disclosure.RARE_EARTH,
    "partial": Disclosure.PARTIAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _FactWords:
    disclosures: dict[str, Disclosure]
    any_form: frozenset[str]
    materials: tuple[str, ...]
    materials_without_rare_earth: frozenset[str]


def disclosure_named(text: str) -> Disclosure | None:
    """What a cell of Disclosure says; blank says nothing of the rest; None for a word that is not known.

    >>> disclosure_named("Full"), disclosure_named(""), disclosure_named("maybe")
    (<Disclosure.RARE_EARTH: 'full'>, <Disclosure.PARTIAL: 'partial'>, None)
    """
    return Disclosure.PARTIAL if not text else _words().disclosures.get(text.casefold())


def names_any_form(text: str) -> bool:
    """True where the form of a price is that of the element in whatever form.

    >>> names_any_form("contained"), names_any_form("metal")
    (True, False)
    """
    return text.casefold() in _words().any_form


def material_answers() -> tuple[str, ...]:
    """The answers to the question for a material.

    >>> material_answers()[:2]
    ('NdFeB', 'SmCo')
    """
    return _words().materials


def is_without_rare_earth(material: str) -> bool:
    """True for an answer that names a material without rare earth.

    >>> is_without_rare_earth("ferrite"), is_without_rare_earth("NdFeB")
    (True, False)
    """
    return material in _words().materials_without_rare_earth


@cache
def _words() -> _FactWords:
    """Every list, each read under its own key; one that is missing, or that nobody asks for, is refused."""
    text = resources.files("calculator.reference").joinpath("fact_words.toml").read_text("utf-8")
    sections = tomllib.loads(text)
    disclosure, form, material = (
        Table(sections.pop(name), name) for name in ("disclosure", "form", "material")
    )
    words = _FactWords(
        disclosures={
            word: meaning for key, meaning in _KEYS.items() for word in disclosure.texts(key)
        },
        any_form=frozenset(form.texts("any")),
        materials=material.texts("answers"),
        materials_without_rare_earth=frozenset(material.texts("without_rare_earth")),
    )
    for table in (disclosure, form, material, Table(sections)):
        table.end()
    return words
