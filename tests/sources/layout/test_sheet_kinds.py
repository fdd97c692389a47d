"""Kinds of sheets: what is seen soonest decides no row that a close look would decide otherwise."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from calculator.sources.layout import columns
from calculator.sources.layout.columns import read_row
from calculator.sources.layout.header_search import find_header, kind_of
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.layout.sheet_kinds import KINDS
from calculator.sources.table.table import Table

_WORDS = [
    *("Part Number", "Substance", "CAS", "Disclosure", "Price", "Min Price", "Currency", "To"),
    *("Rate", "About", "Answer", "Quantity", "Level", "Description", "wt%", "P12", "Bracket 7"),
    *("Substance (CAS no.)", "Exchange rate EUR/USD", "Stoff", "物质", "x" * 90, "", None, 4.5),
]


@pytest.mark.parametrize("seed", range(4))
def test_a_row_that_is_passed_over_at_a_glance_is_no_row_of_headings(monkeypatch, seed):
    rng = random.Random(seed)
    tables = [
        Table(
            file="m.xlsx",
            sheet="S",
            rows=[[rng.choice(_WORDS) for _ in range(rng.randint(1, 6))] for _ in range(3)],
        )
        for _ in range(60)
    ]

    def read():
        return [
            read_row(table, kind, row, 1, NO_PROFILE)
            for table in tables
            for kind in KINDS
            for row in range(3)
        ]

    at_a_glance = read()
    monkeypatch.setattr(columns, "may_be_of", lambda *_: True)
    assert read() == at_a_glance
    assert any(header is not None and header.kind != "bom" for header in at_a_glance)


def test_what_is_kept_of_one_table_is_said_of_no_other():
    table = Table(file="m.xlsx", sheet="S", rows=[["Substance", "Price"], ["Dy", 280]])
    other = replace(table, rows=[["Part Number", "Quantity"], ["P1", 2]])
    assert kind_of(table).kind == "prices"
    assert kind_of(other).kind == "bom"
    assert kind_of(table).kind == "prices"
    assert find_header(table, "bom") is None


def test_what_a_profile_says_is_asked_each_time():
    table = Table(file="m.xlsx", sheet="S", rows=[["Teil", "Foo"], ["P1", 2], ["P2", 3]])
    profile = Profile(columns={"teil": "number", "foo": "quantity"})
    assert find_header(table, "bom") is None or "quantity" not in find_header(table, "bom").headings
    assert "quantity" in find_header(table, "bom", profile).headings
    assert "quantity" not in getattr(find_header(table, "bom"), "headings", {})
