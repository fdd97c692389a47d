"""What stands in single cells beside numbers and names, as data: blanks, yes and no, classes, grades (``cell_words.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple, TypeVar

from calculator.model.item import Answer, Evidence, ItemClass
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table

_Choice = TypeVar("_Choice", ItemClass, Evidence)


class CellWords(NamedTuple):
    """Words in lower case; ``classes``, ``grades``, ``answers`` and ``completeness`` hold for each word what it means."""

    blank: frozenset[str]
    ditto: frozenset[str]
    no_description: frozenset[str]
    refers: tuple[str, ...]
    referred: frozenset[str]
    refers_whole: frozenset[str]
    about: frozenset[str]
    reckoned: frozenset[str]
    at_most: tuple[str, ...]
    confirmed: frozenset[str]
    percent: frozenset[str]
    percent_of_mass: frozenset[str]
    main_part: frozenset[str]
    alternate: frozenset[str]
    before_level: tuple[str, ...]
    after_level: tuple[str, ...]
    of_others: tuple[str, ...]
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
    text = packaged_text(__package__, "cell_words.toml")
    return read_cell_words(text)


def is_ditto(text: str) -> bool:
    """True for a mark that says the same as the cell above.

    >>> is_ditto("ditto"), is_ditto("MAG-01")
    (True, False)
    """
    return text.casefold() in cell_words().ditto


def behind_ditto(text: str) -> str | None:
    """What stands behind a ditto mark, empty where it stands alone; None where there is no mark.

    >>> behind_ditto("ditto"), behind_ditto("Ditto, 20 mm long"), behind_ditto("same thread")
    ('', '20 mm long', None)
    """
    mark = _ditto_before().match(text)
    return None if mark is None else text[mark.end() :].strip()


@cache
def _ditto_before() -> re.Pattern[str]:
    marks = sorted(cell_words().ditto, key=len, reverse=True)
    words = [re.escape(mark) for mark in marks if len(mark) > len("id.") and mark[0].isalpha()]
    alone = "|".join(map(re.escape, marks))
    return re.compile(
        rf"\s*(?:(?:{'|'.join(words)})\s*(?:[,;:(，；：（]|\bbut\b|\Z)|(?:{alone})\s*\Z)",
        re.IGNORECASE,
    )


def describes_nothing(text: str) -> bool:
    """True of a description that names a paper or a place to look at, or any part there is: a thing may be called so.

    >>> [describes_nothing(text) for text in ("see drawing 4711", "Part 4", "Kaufteil", "见图纸", "Part tray", "Sheet metal")]
    [True, True, True, True, False, False]
    """
    if len(text) > _LONGEST:
        return False
    plain = " ".join(_NUMBER_BEHIND.sub("", text.casefold().strip(_AROUND)).split())
    words = cell_words()
    if plain in words.no_description or plain in words.refers_whole:
        return True
    return plain.startswith(words.refers) and any(
        plain[len(word) :].strip(" .:") in words.referred
        for word in words.refers
        if plain.startswith(word)
    )


def may_describe_nothing(text: str) -> bool:
    """False where ``describes_nothing`` is, of nearly every text, by its first letters alone; no digit is among them.

    >>> [may_describe_nothing(text) for text in ("Part 4", "Partition", "Sheet metal")]
    [True, True, False]
    """
    return text.casefold().strip(_AROUND).lstrip().startswith(_beginnings())


@cache
def _beginnings() -> tuple[str, ...]:
    words = cell_words()
    whole = (phrase.split()[0] for phrase in (*words.no_description, *words.refers_whole))
    return tuple(sorted({*whole, *words.refers}))


_AROUND: Final = " .:;-()[]"
_LONGEST: Final = 60
_NUMBER_BEHIND: Final = late_pattern(
    r"(?:\s|(?<=[^\W\d_]{3})(?=\d))[\s#.:]*(?:no\.?|nr\.?|n°|rev\.?)?\s*(?=\S*\d|[a-z]\Z)[a-z\d][\w./-]*\Z"
)
"""A number of the paper or of the part, or a single letter for it."""


def read_cell_words(text: str) -> CellWords:
    """The words of one TOML text. A key that is missing, misspelt or not of its type is a ``RuleError``."""
    table = Table(toml_tables(text))
    percent = frozenset(table.texts("percent"))
    classes = dict(table.each("class", lambda entry: _words_of(entry, ItemClass)))
    grades = dict(table.each("evidence", lambda entry: _words_of(entry, Evidence)))
    words = CellWords(
        blank=frozenset(table.texts("blank")),
        ditto=frozenset(table.texts("ditto")),
        no_description=frozenset(table.texts("no_description")),
        refers=table.texts("refers"),
        referred=frozenset(table.texts("referred")),
        refers_whole=frozenset(table.texts("refers_whole")),
        about=frozenset(table.texts("about")),
        reckoned=frozenset(table.texts("reckoned")),
        at_most=table.texts("at_most"),
        confirmed=frozenset(table.texts("confirmed")),
        percent=percent,
        percent_of_mass=percent | frozenset(table.texts("percent_of_mass")),
        main_part=frozenset(table.texts("main_part")),
        alternate=frozenset(table.texts("alternate")),
        before_level=table.texts("before_level"),
        after_level=table.texts("after_level"),
        of_others=table.texts("of_others"),
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


def _words_of(entry: Table, choices: type[_Choice]) -> tuple[_Choice, tuple[str, ...]]:
    return entry.choice("of", choices), entry.texts("words")
