"""Periods that stand for a day: which they are, and what is none."""

from __future__ import annotations

import pytest

from calculator.sources.rows.days import day_of_period, days_in
from calculator.sources.rows.periods import periods_in, year_named_last

LAST_DAYS = {
    "valid until March 2027": "2027-03-31",
    "expires 02/2028": "2028-02-29",
    "gültig bis: 03.2027": "2027-03-31",
    "jusqu'en mars 2027": "2027-03-31",
    "有效期至2027年3月": "2027-03-31",
    "有効期限：令和9年3月まで": "2027-03-31",
    "民國116年3月": "2027-03-31",
    "Q2/2027": "2027-06-30",
    "2Q 2027": "2027-06-30",
    "2027-Q4": "2027-12-31",
    "2027年第二季度": "2027-06-30",
    "H1 2027": "2027-06-30",
    "KW 12/2027": "2027-03-28",
    "KW53/2026": "2027-01-03",
    "2027-W12": "2027-03-28",
    "week 12, 2027": "2027-03-28",
    "2027年第12周": "2027-03-28",
    "end of 2027": "2027-12-31",
    "Ende 2027": "2027-12-31",
    "2027年末": "2027-12-31",
    "FY27": "2027-01-01",
    "FY 2027": "2027-01-01",
}
NONE = (
    "certificate No. 12/2027",
    "KW 54/2027",
    "Q5/2027",
    "13/2027",
    "form 12/2027-3",
    "2027-03-15",
    "May",
    "ISO 14001",
    "W12",
)


@pytest.mark.parametrize("text", LAST_DAYS)
def test_a_period_ends_with_its_last_day(text: str) -> None:
    assert [str(period.last) for period in periods_in(text)] == [LAST_DAYS[text]]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_period_is_none(text: str) -> None:
    assert periods_in(text) == ()


def test_of_a_year_alone_nobody_knows_which_day_is_meant() -> None:
    assert [str(year_named_last(text)) for text in ("ISO 9001:2015", "until 12/2027")] == [
        "None"
    ] * 2
    period = year_named_last("valid until 2027.")
    assert period is not None
    assert str(period.last) == "2027-01-01"


def test_a_day_of_an_era_is_a_day() -> None:
    assert [str(day) for day in days_in("令和9年3月31日")] == ["2027-03-31"]


def test_a_cell_holds_a_period_only_where_it_is_all_of_it() -> None:
    texts = ("Q2/2027", "about Q2/2027")
    assert [str(day_of_period(text, is_last=True)) for text in texts] == ["2027-06-30", "None"]
