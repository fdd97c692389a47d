"""The letter to a supplier as data: its columns, its texts, and how a supplier's language is told (``letter.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged


class LetterColumn(NamedTuple):
    """One column of the matrix.

    ``answers`` names the kind of question, empty where the column answers none; ``of_element`` where there is one such
    column an element; ``headings`` and ``how`` hold a text a language, the latter empty where nothing has to be explained.
    """

    key: str
    answers: str
    choices: str
    of_element: bool
    width: int
    headings: Mapping[str, str]
    how: Mapping[str, str]


class LanguageSign(NamedTuple):
    """How a company's name tells its language: by one of its ``words``, or by letters ``within`` it."""

    of: str
    words: frozenset[str] = field(default_factory=frozenset)
    within: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """All that a letter says. ``texts`` are by name, then by language; ``left_out`` are in lower case."""

    languages: Mapping[str, str]
    columns: tuple[LetterColumn, ...]
    texts: Mapping[str, Mapping[str, str]]
    left_out: frozenset[str]
    yes_no: tuple[str, ...]
    signs: tuple[LanguageSign, ...]

    def column(self, key: str) -> LetterColumn:
        """The column of a key. Raises KeyError."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> Mapping[str, LetterColumn]:
        return {column.key: column for column in self.columns}


@cache
def letter_words() -> LetterWords:
    """The words of ``letter.toml``.

    >>> letter_words().column("free").headings["en"], list(letter_words().languages)
    ('Free of {elements}', ['en', 'zh', 'ja', 'de'])
    """
    return packaged("letter", read_letter_words)


def read_letter_words(table: StrictTable) -> LetterWords:
    """The words of one table; a text that a language lacks, or a key that is not known, is refused."""
    named = table.inner("languages")
    languages = {code: named.text(code) for code in named.data}
    texts = table.inner("texts")
    return LetterWords(
        languages=languages,
        columns=table.each("column", lambda entry: _column(entry, languages)),
        texts={
            name: {code: entry.text(code) for code in languages} for name, entry in texts.tables()
        },
        left_out=frozenset(text.casefold() for text in table.texts("left_out")),
        yes_no=table.texts("yes_no"),
        signs=table.each("sign", _sign),
    )


def _column(entry: StrictTable, languages: Mapping[str, str]) -> LetterColumn:
    is_explained = any(f"how_{code}" in entry.data for code in languages)
    return LetterColumn(
        key=entry.text("key"),
        answers=entry.text("answers", needed=False),
        choices=entry.text("choices", needed=False),
        of_element=entry.flag("of_element", missing=False),
        width=int(entry.fraction("width")),
        headings={code: entry.text(code) for code in languages},
        how={code: entry.text(f"how_{code}") for code in languages} if is_explained else {},
    )


def _sign(entry: StrictTable) -> LanguageSign:
    return LanguageSign(
        of=entry.text("of"),
        words=frozenset(entry.texts("words", needed=False)),
        within=entry.texts("within", needed=False),
    )
