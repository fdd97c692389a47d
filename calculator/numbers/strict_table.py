"""One table of a TOML file, each key read strictly: asked for by name, of one type, and none left over.

The files of the package ``calculator.reference`` are read through here by every room, so that a misspelt key or a word
that is there twice is an error that names the file and the line, never a list that is silently shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from calculator.numbers.number_text import Decimals, read_number
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import TomlError, toml_tables

_Choice = TypeVar("_Choice", bound=Enum)
_Entry = TypeVar("_Entry")


class TableError(Exception):
    """A fault in a file: the key, what is wrong and what would be right, and the table that it stands in."""

    def __init__(self, message: str, table: str = "", number: int = 0, key: str = "") -> None:
        entry = f"{table} {number}" if number else f"[{table}]"
        fault = f'{entry}, "{key}" {message}' if table else f'"{key}" {message}'
        super().__init__("".join(letter if letter.isprintable() else "\ufffd" for letter in fault))
        self.table, self.number, self.key = table, number, key


class StrictTable:
    """One table of a file: the whole file, a [table] of it, or the ``number``-th entry of a [[table]]."""

    file_kind: ClassVar[str] = "this file"

    def __init__(self, data: dict[str, Any], table: str = "", number: int = 0) -> None:
        self.data = data
        self.table, self.number = table, number
        self.asked: set[str] = set()
        self.inners: list[StrictTable] = []

    def fail(self, key: str, fault: str) -> NoReturn:
        """Refuse the file for a fault at ``key``."""
        raise TableError(fault, self.table, self.number, key)

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

    def lines(self, key: str) -> str:
        """A text of several lines as it stands, without blank lines around it."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "is not a text")
        if not all(line.isprintable() for line in value.splitlines()):
            self.fail(key, "holds a character that cannot be printed")
        return value.strip("\n")

    def texts(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """A list of texts, none twice."""
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or not {*map(type, value)} <= {str}
            or not (all(value) and "".join(value).isprintable())
            or (needed and not value)
        ):
            self.fail(key, "is not a list of texts")
        if len({*value}) < len(value):
            self.fail(key, f'has "{twice_in(value)}" twice')
        return tuple(value)

    def subset(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Words of a closed set; none where the key is not there."""
        words = self.texts(key, needed=False)
        for word in words:
            if word not in allowed:
                self.fail(key, f'"{word}" is not one of {", ".join(allowed)}')
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

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """One word of a closed set."""
        value = self.text(key)
        if value not in allowed:
            self.fail(key, f'"{value}" is not one of {", ".join(allowed)}')
        return value

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """The member of an enum by its value."""
        return choices(self.one_of(key, tuple(member.value for member in choices)))

    def each(
        self, key: str, read: Callable[[Self], _Entry], *, needed: bool = True
    ) -> tuple[_Entry, ...]:
        """Every entry of a list of tables, read to its last key; no two of the same id."""
        value = self._take(key, needed=needed)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or not all(isinstance(element, dict) for element in value)
            or (needed and not value)
        ):
            self.fail(key, f"is not a list of tables; write [[{key}]]")
        entries: list[_Entry] = []
        ids: set[str] = set()
        for number, element in enumerate(value, 1):
            entry = type(self)(element, key, number)
            entries.append(read(entry))
            entry.end()
            if element.get("id") in ids:
                entry.fail("id", f'"{element["id"]}" is there twice')
            ids |= {element["id"]} if "id" in element else set()
        return tuple(entries)

    def tables(self) -> Iterator[tuple[str, Self]]:
        """Every [table] in this one by its name."""
        for key in self.data:
            yield key, self.inner(key)

    def inner(self, key: str) -> Self:
        """The [table] of this name."""
        value = self._take(key)
        if not isinstance(value, dict):
            self.fail(key, "is not a table")
        inner = type(self)(value, f"{self.table}.{key}" if self.table else key)
        self.inners.append(inner)
        return inner

    def word_lists(self) -> dict[str, tuple[str, ...]]:
        """Every key of this table with its list of texts; no text is in two of the lists, for the second would say nothing."""
        lists: dict[str, tuple[str, ...]] = {}
        key_of: dict[str, str] = {}
        for key in self.data:
            lists[key] = self.texts(key)
            for word in lists[key]:
                if word in key_of:
                    self.fail(key, f'has "{word}", which is in "{key_of[word]}" too')
                key_of[word] = key
        return lists

    def end(self) -> None:
        """Refuse a key that was never asked for, here or in an inner table: a misspelt one would be a file without it."""
        left = set(self.data) - self.asked
        if left:
            self.fail(min(left), f"is not a key that {self.file_kind} has")
        for inner in self.inners:
            inner.end()

    def _take(self, key: str, *, needed: bool = True) -> Any:
        self.asked.add(key)
        if key not in self.data and needed:
            self.fail(key, "is missing")
        return self.data.get(key)


def packaged(name: str, read: Callable[[StrictTable], _Entry]) -> _Entry:
    """What ``read`` makes of ``calculator/reference/NAME.toml``, read to its last key.

    Raises ValueError with the file, the line and the fault where a key is unknown, a word is there twice or a type is wrong.
    """
    text = packaged_text("calculator.reference", f"{name}.toml")
    return read_strictly(text, f"{name}.toml", read)


def read_strictly(text: str, file: str, read: Callable[[StrictTable], _Entry]) -> _Entry:
    r"""The same of the text of a file.

    >>> read_strictly('[words]\nnot = ["a", "b", "a"]', "x.toml", lambda table: table.inner("words").word_lists())
    Traceback (most recent call last):
    ValueError: x.toml, line 2: [words], "not" has "a" twice
    """
    try:
        table = StrictTable(toml_tables(text))
        entry = read(table)
        table.end()
    except TableError as fault:
        line = line_of(text, fault.table, fault.number, fault.key)
        raise ValueError(f"{file}, line {line}: {fault}") from fault
    except TomlError as fault:
        raise ValueError(f"{file}: {fault}") from fault
    return entry


def line_of(text: str, table: str, number: int, key: str) -> int:
    r"""The line of a key in the ``number``-th [[table]], or in the [table] if it has no number; else of its head, else 0.

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
            is_head = bare == (f"[[{table}]]" if number else f"[{table}]")
            seen += is_head
            if inside:
                break
            inside = is_head and seen == (number or 1)
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
