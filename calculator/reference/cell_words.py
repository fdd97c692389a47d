"""What stands in single cells beside numbers and names, as data: blanks, yes and no, classes, grades (``cell_words.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

from calculator.model.item import Answer, Evidence, ItemClass
from calculator.reference.strict_table import Table

_Choice = TypeVar("_Choice", ItemClass, Evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWords:
    """Words in lower case; ``classes``, ``grades``, ``answers`` and ``completeness`` hold for each word what it means."""

    blank: frozenset[str]
    about: frozenset[str]
    reckoned: frozenset[str]
    at_most: tuple[str, ...]
    confirmed: frozenset[str]
    months: Mapping[str, int]
    percent: frozenset[str]
    percent_of_mass: frozenset[str]
    main_part: frozenset[str]
    alternate: frozenset[str]
    before_level: tuple[str, ...]
    after_level: tuple[str, ...]
    of_others: tuple[str, ...]
    of_others_within: tuple[str, ...]
    item_class_headings: frozenset[str]
    answers: Mapping[str, Answer]
    completeness: Mapping[str, Answer]
    classes: Mapping[str, ItemClass]
    grades: Mapping[str, Evidence]


@cache
def cell_words() -> CellWords:
    """The words of ``cell_words.toml``; a fault in it is an error, for every word that is lost changes what a bill says.

    >>> cell_words().answers["nein"], cell_words().classes["磁钢"]
    (<Answer.NO: 'no'>, <ItemClass.MAGNET: 'magnet'>)
    """
    text = resources.files(__package__).joinpath("cell_words.toml").read_text(encoding="utf-8")
    return read_cell_words(text)


def read_cell_words(text: str) -> CellWords:
    """The words of one TOML text. A key that is missing, misspelt or not of its type is a ``RuleError``."""
    table = Table(tomllib.loads(text))
    percent = frozenset(table.texts("percent"))
    classes = dict(table.each("class", lambda entry: _words_of(entry, ItemClass)))
    grades = dict(table.each("evidence", lambda entry: _words_of(entry, Evidence)))
    words = CellWords(
        blank=frozenset(table.texts("blank")),
        about=frozenset(table.texts("about")),
        reckoned=frozenset(table.texts("reckoned")),
        at_most=table.texts("at_most"),
        confirmed=frozenset(table.texts("confirmed")),
        months=_months(table.inner("months")),
        percent=percent,
        percent_of_mass=percent | frozenset(table.texts("percent_of_mass")),
        main_part=frozenset(table.texts("main_part")),
        alternate=frozenset(table.texts("alternate")),
        before_level=table.texts("before_level"),
        after_level=table.texts("after_level"),
        of_others=table.texts("of_others"),
        of_others_within=table.texts("of_others_within"),
        item_class_headings=frozenset(table.texts("item_class_headings")),
        answers={
            **dict.fromkeys(table.texts("yes"), Answer.YES),
            **dict.fromkeys(table.texts("no"), Answer.NO),
            **dict.fromkeys(table.texts("nobody_knows"), Answer.UNKNOWN),
        },
        completeness={
            **dict.fromkeys(table.texts("complete"), Answer.YES),
            **dict.fromkeys(table.texts("incomplete"), Answer.NO),
        },
        classes={word: of for of in ItemClass for word in (of.value, *classes.get(of, ()))},
        grades={word: of for of in Evidence for word in (of.value, *grades.get(of, ()))},
    )
    table.end()
    return words


def _months(table: Table) -> dict[str, int]:
    months = {name: number for number in range(1, 13) for name in table.texts(str(number))}
    table.end()
    return months


def _words_of(entry: Table, choices: type[_Choice]) -> tuple[_Choice, tuple[str, ...]]:
    return entry.choice("of", choices), entry.texts("words")
