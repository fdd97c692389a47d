"""One day is read however it is written; what may be two days is none."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.sources.rows.days import day_named, days_in

LAST = date(2026, 12, 31)
ONE_DAY = [
    "2026-12-31", "2026/12/31", "31.12.2026", "20261231", "2026年12月31日", "2026년 12월 31일", "31/12/2026", "12/31/2026", "31-12-2026",
    "31 December 2026", "31st December, 2026", "December 31, 2026", "Dec. 31 2026", "31-Dec-2026", "31 DEC 2026", "2026 Dec 31",
    "31. Dezember 2026", "31 décembre 2026", "31 de diciembre de 2026", "31 dicembre 2026", "31 grudnia 2026", "31 de dezembro de 2026",
]  # fmt: skip
NO_DAY = ["03/04/2026", "12-11-2026", "31/31/2026", "0/5/2026", "31 February 2026", "2026-02-30", "December 2026", "31 Decimal 2026", "maybe 31 2026", "soon"]  # fmt: skip


@pytest.mark.parametrize("text", ONE_DAY)
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    assert day_named(text) == LAST
    assert days_in(f"valid from 2025-01-01 until {text}.") == (date(2025, 1, 1), LAST)


@pytest.mark.parametrize("text", NO_DAY)
def test_what_may_be_two_days_or_is_none_is_not_read(text: str) -> None:
    assert day_named(text) is None


def test_the_same_day_either_way_is_one() -> None:
    assert day_named("05/05/2026") == date(2026, 5, 5)
