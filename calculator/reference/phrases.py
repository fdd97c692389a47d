"""What companies write into cells and name sheets, as data: the strict reader of ``phrases.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table

KINDS: Final = (
    "as_required",
    "reference",
    "not_fitted",
    "total",
    "example",
    "note",
    "signed",
    "bill_sheets",
    "plain_sheets",
    "prose_sheets",
)


@cache
def phrase_lists() -> Mapping[str, tuple[str, ...]]:
    """The phrases of each kind.

    >>> phrase_lists()["not_fitted"][0]
    'dnp'
    """
    text = packaged_text(__package__, "phrases.toml")
    return read_phrase_lists(text)


def read_phrase_lists(text: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of one TOML text; a kind that is missing, misspelt or no list of texts is a ``RuleError``."""
    table = Table(toml_tables(text))
    lists = {kind: table.texts(kind) for kind in KINDS}
    table.end()
    return lists
