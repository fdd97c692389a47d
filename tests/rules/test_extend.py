"""A user's file that adds to a rule of ours: a status entry when a notice is published, a list of substances."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.cli.main import main
from calculator.rules import load_rule_text, load_rules

NOTICE = """extends = "cn-mofcom-2025-61"
last_checked = 2026-12-02

[[citation]]
id = "no-99"
title = "Announcement No. 99 of 2026 (made up for this test)"
url = "https://example.org/99"
date = 2026-12-01
seen = "primary"

[[status]]
from = 2026-12-01
state = "suspended"
note = "Suspended until 2027-06-30 by a notice made up for this test."
cite = ["no-99"]
"""


def test_a_status_entry_is_added_between_ours() -> None:
    rule, problems = load_rule_text(NOTICE, "notice.toml")
    assert problems == ()
    assert rule is not None
    states = [
        rule.status_on(day).state
        for day in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 11))
    ]
    assert states == ["not-confirmed", "suspended", "not-confirmed"]
    assert rule.last_checked == date(2026, 12, 2)
    assert rule.sha256 != load_rules()[0][rule.id].sha256


def test_an_entry_of_the_same_day_replaces_ours() -> None:
    rule, problems = load_rule_text(
        NOTICE.replace("from = 2026-12-01", "from = 2026-11-11"), "notice.toml"
    )
    assert problems == ()
    assert rule is not None
    assert rule.status_on(date(2026, 11, 11)).state == "suspended"


def test_the_rule_that_is_extended_is_used_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "notice.toml").write_text(NOTICE, "utf-8")
    found = CliRunner().invoke(
        main, ["rules", "cn-mofcom-2025-61", "--on", "2026-12-05", "--rules-dir", str(tmp_path)]
    )
    assert "Status on 2026-12-05: suspended. Suspended until 2027-06-30" in found.output


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"cn-mofcom-2025-61"',
            '"cn-61"',
            'x.toml!row 1: "extends" "cn-61" is not the id of a rule that comes with the program',
        ),
        (
            "last_checked = 2026-12-02",
            'threshold = "0.5"',
            'x.toml!row 2: "threshold" cannot be changed by extending a rule',
        ),
        (
            "last_checked = 2026-12-02",
            'last_checked = "soon"',
            'x.toml!row 2: "last_checked" is not a date',
        ),
        (
            'state = "suspended"',
            'state = "asleep"',
            'x.toml!row 13: status 5, "state" "asleep" is not one of',
        ),
        (
            'cite = ["no-99"]',
            'cite = ["no-98"]',
            '"cite" "no-98" is not the id of a citation in this file',
        ),
        ('cite = ["no-99"]', "", 'status 5, "cite" is missing'),
        ('id = "no-99"', 'id = "no-70"', '"id" "no-70" is there twice'),
        ("[[status]]", "[status]", '"status" is not a list of tables; write [[status]]'),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_line_and_reason(
    old: str, new: str, told: str
) -> None:
    assert old in NOTICE
    rule, problems = load_rule_text(NOTICE.replace(old, new), "x.toml")
    assert rule is None
    assert told in str(problems[0])


def test_a_rule_with_a_list_of_ones_own_cannot_be_used_without_it(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("Level,Part Number,Quantity\n0,A,1\n", "utf-8")
    found = CliRunner().invoke(main, ["check", str(tmp_path / "b.csv"), "--rule", "eu-reach-svhc"])
    assert found.exit_code == 2
    assert "--rules-dir" in found.output
    found = CliRunner().invoke(
        main, ["check", str(tmp_path / "b.csv"), "--rule", "cn-mofcom-2025-62"]
    )
    assert (found.exit_code, "names no items" in found.output) == (2, True)


def test_one_name_for_two_substances_is_refused() -> None:
    text = 'extends = "eu-reach-svhc"\n' + "".join(
        f'[[listed]]\nid = "{one}"\nkey = "{one}"\nnames = ["7439-92-1"]\nen = "{one}"\nconfidence = "test"\ncite = ["court"]\n'
        for one in ("lead", "Pb dust")
    )
    rule, problems = load_rule_text(text, "x.toml")
    assert rule is None
    assert "is also a name of" in str(problems[0])


# --------------------------------------------------------------------------- what is printed of a rule


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-10-08", ("not issued", "2025-10-09, partly in force")),
        (
            "2025-10-20",
            (
                "partly in force",
                "trigger chinese-origin; on 2025-10-20 in force",
                "trigger value-share; on 2025-10-20 not in force yet",
            ),
        ),
        ("2025-11-06", ("partly in force", "2025-11-07, suspended")),
        ("2025-12-01", ("suspended", "No. 70", "trigger value-share; on 2025-12-01 suspended")),
        ("2026-11-10", ("suspended", "2026-11-11, not confirmed")),
        ("2026-11-11", ("not confirmed", "2026-09-28", "2027-01-11, not confirmed")),
        ("2027-01-11", ("not confirmed", "has ended too")),
    ],
)
def test_the_rule_is_printed_as_it_stood_on_each_of_the_seven_days(
    day: str, told: tuple[str, ...]
) -> None:
    text = CliRunner().invoke(main, ["rules", "cn-mofcom-2025-61", "--on", day]).output
    for one in told:
        assert one in text, one
    for always in (
        "金属钐",
        "含镝的钕铁硼永磁材料",
        "military users",
        "军事用户",
        "ten working days",
        "How well known: digest only",
        "2025-11-07; the text itself was seen. https://",
        "last checked 2026-11-30",
    ):
        assert always in text, always


def test_every_rule_is_printed_whole() -> None:
    for rule in load_rules()[0].values():
        text = CliRunner().invoke(main, ["rules", rule.id]).output
        for one in (*rule.clauses, *rule.inquiries, *rule.listed, *rule.subjects):
            assert getattr(one, "text", "") in text
            assert getattr(one, "en", "") in text
        assert all(one.url in text and one.note in text for one in rule.citations)
