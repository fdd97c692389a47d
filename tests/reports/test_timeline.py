"""What binds when, as text and as a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from calculator.reports.page.html import html_text
from calculator.reports.page.timeline import timeline_of
from calculator.reports.timeline import SIGN, spans_of, timeline_text
from calculator.rules import load_rules
from calculator.rules.schema import STATES
from tests.reports.factory import drone

RULES = load_rules()[0]
ON = date(2026, 11, 30)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_spans_of_a_rule_follow_each_other_without_a_gap(rule):
    spans = spans_of(rule)
    assert spans[-1].end is None
    for before, after in pairwise(spans):
        assert before.end is not None
        assert before.end + timedelta(days=1) == after.start
        assert rule.status_on(before.end).state == before.state
        assert rule.status_on(after.start).state == after.state


def test_every_state_has_a_sign_of_its_own():
    assert set(SIGN) == set(STATES)
    assert len(set(SIGN.values())) == len(SIGN)


def test_announcement_61_reads_along_its_months():
    text = timeline_text([RULES["cn-mofcom-2025-61"]], ON)
    head, mark, line = text.splitlines()[2:5]
    months = line[len("cn-mofcom-2025-61  ") :]
    start = head.index("2025") - len("cn-mofcom-2025-61  ")
    assert months[start + 8] == " "  # September 2025
    assert months[start + 9] == "+"  # October: 1(3) alone
    assert months[start + 10 : start + 22] == "~" * 12  # November 2025 to October 2026
    assert months[start + 22 :] == "?" * 26
    assert mark.index("v") - len("cn-mofcom-2025-61  ") == start + 22


def test_the_changes_are_in_words_by_date_with_the_day_between_them():
    lines = timeline_text(RULES.values(), ON).split("Changes\n")[1].splitlines()
    days = [line.split()[0] for line in lines]
    assert days == sorted(days)
    (place,) = [index for index, line in enumerate(lines) if "the day of this timeline" in line]
    assert all(day <= "2026-11-30" for day in days[:place])
    assert all(day > "2026-11-30" for day in days[place + 1 :])
    assert "  2025-10-09  cn-mofcom-2025-61: partly in force (1(3))" in lines


def test_the_picture_has_a_bar_for_each_state_within_its_years():
    picture = timeline_of(replace(drone(), rules=(RULES["cn-mofcom-2025-61"],), on=ON))
    (row,) = picture.rows
    assert [bar.state for bar in row.bars] == [
        "partly-in-force",
        "suspended",
        *(["not-confirmed"] * 3),
    ]
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 + 0.3 for bar in row.bars)
    assert row.bars[1].told == "from 2025-11-07 to 2026-11-09: suspended"
    assert picture.years[0].label == "2024"


def test_the_page_draws_it_with_a_title_and_says_it_in_words():
    text = html_text(drone())
    svg = text[text.index('<svg class="chart timeline"') :]
    assert "<title>What binds when</title>" in svg
    assert "cn-mofcom-2025-61: from 2025-10-09 to 2025-11-06: partly in force (1(3))" in svg
