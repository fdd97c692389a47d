"""The names of the months, as data (``months.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from calculator.numbers.strict_table import StrictTable, packaged

_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@cache
def months_by_name() -> Mapping[str, int]:
    """The month, from 1, of every name and short form in lower case.

    >>> [months_by_name()[name] for name in ("dec", "märz", "grudnia")]
    [12, 3, 12]
    """
    return packaged("months", _read)


def _read(table: StrictTable) -> Mapping[str, int]:
    by_month = table.word_lists()
    if tuple(by_month) != _MONTHS:
        table.fail(
            next(iter(set(by_month) ^ set(_MONTHS)), _MONTHS[0]),
            "is not one of the twelve months in their order",
        )
    return {name: month for month, key in enumerate(_MONTHS, 1) for name in by_month[key]}
