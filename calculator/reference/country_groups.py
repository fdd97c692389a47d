"""The country groups that rules go by, as data with source and date: the strict reader of ``country_groups.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged


class CountryGroup(NamedTuple):
    """One group: its countries by ISO 3166-1 alpha-2 code."""

    id: str
    en: str
    countries: frozenset[str]
    note: str = ""


class CountryGroups(NamedTuple):
    """All groups by their id, the day of the table, and where it is published."""

    dated: date
    title: str
    url: str
    seen: str
    note: str
    by_id: Mapping[str, CountryGroup]

    def groups_of(self, code: str) -> tuple[str, ...]:
        """The groups that a country is in, in the order of the table.

        >>> country_groups().groups_of("CU"), country_groups().groups_of("CN"), country_groups().groups_of("DE")
        (('E:2', 'D:5'), ('D:5',), ())
        """
        return tuple(group.id for group in self.by_id.values() if code in group.countries)


@cache
def country_groups() -> CountryGroups:
    """The groups of ``country_groups.toml``."""
    return packaged("country_groups", _read)


def _read(table: StrictTable) -> CountryGroups:
    groups = table.each("group", _group)
    return CountryGroups(
        dated=table.day("dated"),
        title=table.text("title"),
        url=table.text("url"),
        seen=table.one_of("seen", ("primary", "secondary", "unseen", "judgement")),
        note=table.text("note"),
        by_id={group.id: group for group in groups},
    )


def _group(entry: StrictTable) -> CountryGroup:
    return CountryGroup(
        id=entry.text("id"),
        en=entry.text("en"),
        countries=frozenset(entry.texts("countries")),
        note=entry.text("note", needed=False),
    )
