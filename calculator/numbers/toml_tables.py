"""TOML texts as tables: those that come with the program from a copy that is read ten times faster, all others from the text.

The copy holds the tables of a text under the digest of that text, so that a text that was changed since, or is a user's,
is read as TOML; an old copy costs time and nothing else. ``docs/make_reference.py`` writes it, and a test holds it to the texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, Final

from calculator.numbers.packaged_files import packaged_text

COPY: Final = "tables.jsonl"
"""A line a text: its digest, a blank, its tables as JSON."""
_DAY: Final = "\x00day"
"""The only key of an object that stands for a date, which JSON has no word for; no TOML file can hold it unescaped."""


class TomlError(ValueError):
    """The text is not TOML; the message says where."""


def toml_tables(text: str) -> dict[str, Any]:
    """What the text holds, made anew for each caller. Raises TomlError.

    >>> toml_tables('words = ["a"]')
    {'words': ['a']}
    """
    line = _copied().get(_digest(text))
    if line is not None:
        tables: dict[str, Any] = json.loads(line, object_hook=_with_days)
        return tables
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise TomlError(str(fault)) from None


def copy_of(texts: Iterable[str]) -> str:
    """The copy that these texts ask for."""
    import tomllib

    return "".join(
        f"{_digest(text)} {json.dumps(tomllib.loads(text), default=_as_day, ensure_ascii=False)}\n"
        for text in texts
    )


@cache
def _copied() -> dict[str, str]:
    """The tables of each text as JSON, by its digest; none where there is no copy."""
    try:
        lines = packaged_text(__package__, COPY).split("\n")
    except OSError:
        return {}
    return {digest: tables for digest, _, tables in (line.partition(" ") for line in lines)}


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _as_day(value: object) -> dict[str, str]:
    if type(value) is not date:
        raise TypeError(f"{value!r} has no place in the copy")
    return {_DAY: value.isoformat()}


def _with_days(tables: dict[str, Any]) -> Any:
    return date.fromisoformat(tables[_DAY]) if tables.keys() == {_DAY} else tables
