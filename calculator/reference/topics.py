"""The topics of ``deminimis help``, strictly read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from calculator.numbers.strict_table import StrictTable, packaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One page of help: its title, and its text as it is printed."""

    title: str
    text: str


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by its name, in the order of the file."""
    return packaged("topics", _topics)


def _topics(table: StrictTable) -> Mapping[str, Topic]:
    return {
        name: Topic(title=entry.text("title"), text=entry.lines("text"))
        for name, entry in table.tables()
    }
