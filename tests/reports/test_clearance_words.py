from __future__ import annotations

import pytest

from calculator.findings.accounting import (
    ColumnAccount,
    HeardFate,
    RowFate,
    SheetAccount,
    SheetFate,
)
from calculator.reports.clearance_words import counts_words, run_lines, unread_columns, why_clear
from tests.reports.factory import drone


@pytest.mark.parametrize("fate", [*RowFate, *HeardFate])
def test_every_fate_has_a_name_for_one_and_for_many(fate: RowFate | HeardFate) -> None:
    assert counts_words({fate: 1}).startswith("1 ")
    assert counts_words({fate: 1200}).startswith("1,200 ")


def test_what_is_assumed_is_never_said_as_proved() -> None:
    text = why_clear(drone().findings[1])
    assert "ASSUMED technology (--assume technology=no)" in text
    assert "3 of 4 proved" in text
    assert why_clear(drone().findings[0]) == ""


def test_the_run_says_what_is_open_once() -> None:
    assert run_lines(drone())[-1] == "open: heard, class, price, origin"


def test_columns_without_a_heading_are_counted_and_not_quoted() -> None:
    headings = ("Ort", "", " ")
    sheet = SheetAccount(
        name="BOM",
        fate=SheetFate.BILL,
        row_count=0,
        columns=tuple(ColumnAccount(heading=heading, read_as="unread") for heading in headings),
    )
    assert unread_columns(sheet) == ('"Ort"', "2 without a heading")
