"""One table of a rule file, each key read strictly: asked for by name, of one type, and none left over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Final, NoReturn, TypeVar

from calculator.model.substances import RARE_EARTHS
from calculator.numbers.number_text import Decimals, read_number

_COUNTRY: Final = re.compile(r"[A-Z]{2}\Z")
_Choice = TypeVar("_Choice", bound=Enum)
_Entry = TypeVar("_Entry")


class RuleError(Exception):
    """A fault in a rule file: the key, what is wrong and what would be right, and the entry that it stands in."""

    def __init__(self, message: str, table: str = "", number: int = 0, key: str = "") -> None:
        told = f'{table} {number}, "{key}" {message}' if table else f'"{key}" {message}'
        super().__init__("".join(letter if letter.isprintable() else "\ufffd" for letter in told))
        self.table, self.number, self.key = table, number, key


class Table:
    """One table of a rule file: the whole file, or the ``number``-th entry of a [[table]]."""

    def __init__(self, data: dict[str, Any], table: str = "", number: int = 0) -> None:
        self.data = data
        self.table, self.number = table, number
        self.asked: set[str] = set()

    def fail(self, key: str, fault: str) -> NoReturn:
        """Refuse the rule for a fault at ``key``."""
        raise RuleError(fault, self.table, self.number, key)

    def text(self, key: str, *, needed: bool = True) -> str:
        """A text in one line, its blanks made single."""
        value = self._take(key, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "is not a text")
        line = " ".join(value.split())
        if not line.isprintable():
            self.fail(key, "holds a character that cannot be printed")
        return line

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """A list of texts, none twice."""
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or not all(isinstance(one, str) and one and one.isprintable() for one in value)
            or (needed and not value)
        ):
            self.fail(key, "is not a list of texts")
        twice = twice_in(value)
        if twice:
            self.fail(key, f'has "{twice}" twice')
        return tuple(value)

    def cited(self, known: frozenset[str]) -> tuple[str, ...]:
        """The citations of an entry: at least one, each an id of this file."""
        cited = self.texts("cite")
        for one in cited:
            if one not in known:
                self.fail("cite", f'"{one}" is not the id of a citation in this file')
        return cited

    def elements(self, key: str) -> tuple[str, ...]:
        """Symbols of rare earths; none where the key is not there."""
        symbols = self.texts(key, needed=False)
        for symbol in symbols:
            if symbol not in RARE_EARTHS:
                self.fail(key, f'"{symbol}" is not the symbol of a rare earth')
        return symbols

    def countries(self, key: str, *, needed: bool = True) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes."""
        codes = self.texts(key, needed=needed)
        for code in codes:
            if not _COUNTRY.match(code):
                self.fail(
                    key, f'"{code}" is not a country code of two capital letters (ISO 3166-1)'
                )
        return frozenset(codes)

    def subset(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Words of a closed set; none where the key is not there."""
        words = self.texts(key, needed=False)
        for word in words:
            if word not in known:
                self.fail(key, f'"{word}" is not one of {", ".join(known)}')
        return words

    def flag(self, key: str, *, missing: bool | None = None) -> bool:
        """True or false; where the key is not there, ``missing``, unless it has to be."""
        value = self._take(key, needed=missing is None)
        if value is None and missing is not None:
            return missing
        if not isinstance(value, bool):
            self.fail(key, "is not true or false")
        return value

    def day(self, key: str) -> date:
        """A date of TOML, which has no quotes."""
        value = self._take(key)
        if type(value) is not date:
            self.fail(key, "is not a date such as 2025-10-09, without quotes")
        return value

    def fraction(self, key: str) -> Fraction:
        """An exact number, which has to be a text: TOML's own numbers are floats."""
        value = self._take(key)
        number = read_number(value, Decimals.POINT) if isinstance(value, str) else None
        if number is None:
            self.fail(
                key,
                'is not a number in quotes such as "0.001" (without quotes it would not be exact)',
            )
        return number

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        """One word of a closed set."""
        value = self.text(key)
        if value not in known:
            self.fail(key, f'"{value}" is not one of {", ".join(known)}')
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """The member of an enum by its value."""
        return choices(self.one_of(key, tuple(one.value for one in choices)))

    def each(
        self, key: str, read: Callable[[Table], _Entry], *, needed: bool = True
    ) -> tuple[_Entry, ...]:
        """Every entry of a list of tables, read to its last key; no two of the same id."""
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or not all(isinstance(one, dict) for one in value)
            or (needed and not value)
        ):
            self.fail(key, f"is not a list of tables; write [[{key}]]")
        entries: list[_Entry] = []
        ids: set[str] = set()
        for number, one in enumerate(value, 1):
            entry = Table(one, key, number)
            entries.append(read(entry))
            entry.end()
            if one.get("id") in ids:
                entry.fail("id", f'"{one["id"]}" is there twice')
            ids |= {one["id"]} if "id" in one else set()
        return tuple(entries)

    def end(self) -> None:
        """Refuse a key that was never asked for: a misspelt one would be a rule without it."""
        left = set(self.data) - self.asked
        if left:
            self.fail(min(left), "is not a key that a rule file has")

    def _take(self, key: str, *, needed: bool = True) -> Any:
        self.asked.add(key)
        if key not in self.data and needed:
            self.fail(key, "is missing")
        return self.data.get(key)


def line_of(text: str, table: str, number: int, key: str) -> int:
    r"""The line of a key in the ``number``-th [[table]], else of that table's head, else 0.

    >>> line_of('id = "x"\n[[status]]\n[[status]]\nfrom = 1', "status", 2, "from")
    4
    """
    inside, seen, head, in_text = not table, 0, 0, False
    for line, words in enumerate(text.split("\n"), 1):
        was_in_text = in_text
        in_text ^= (words.count('"""') + words.count("'''")) % 2 == 1
        if was_in_text:
            continue
        bare = words.split("#", 1)[0].strip()
        if bare.startswith("["):
            seen += bare == f"[[{table}]]"
            if inside:
                break
            inside = bool(table) and seen == number
            head = line if inside else head
        elif inside and bare.split("=", 1)[0].strip(" \"'") == key:
            return line
    return head


def twice_in(words: Iterable[str]) -> str:
    """The first word that is there a second time, or nothing."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            return word
        seen.add(word)
    return ""
