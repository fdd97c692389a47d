"""Rule files: what is read, and what is refused with which reason."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from calculator.model.item import ItemClass
from calculator.model.problem import Severity
from calculator.rules import Compare, Measure, load_rule_text, load_rules

GOOD = """
id = "xx-house"
title = "House rule"
summary = "Trace as little as possible."
is_law = false
measure = "mass"
compare = "more-than"
threshold = "0.25"
origins_counted = ["CN", "RU"]
origins_unsure = ["HK"]
last_checked = 2026-01-02
disclaimer = "Not legal advice."
every_form_of = ["Nd"]

[[citation]]
id = "memo"
title = "Memo 7"
url = "https://example.org/7"
date = 2026-01-01
seen = "primary"
note = "page 2"

[[trigger]]
id = "mass-share"
clause = "a"

[[trigger]]
id = "chinese-origin"
clause = "b"

[[clause]]
id = "a"
text = "More than a quarter."
confidence = "seen"
cite = ["memo"]

[[clause]]
id = "b"
text = "Or Chinese."
cite = ["memo"]

[[listed]]
id = "l-1"
key = "Dy oxide"
zh = "氧化镝"
en = "dysprosium oxide"
confidence = "sure"
cite = ["memo"]

[[listed]]
id = "l-2"
key = "DyFe"
en = "dysprosium-iron alloy"
confidence = "sure"
cite = ["memo"]

[[subject]]
id = "s-1"
class = "magnet"
family = "NdFeB"
contains = ["Dy", "Tb"]
en = "a magnet"
confidence = "sure"
cite = ["memo"]

[[status]]
from = 2026-01-01
state = "in-force"
note = "Since the new year."
cite = ["memo"]

[[status]]
from = 2026-06-01
state = "partly-in-force"
in_force = ["b"]
note = "Only for origin."
cite = ["memo"]
"""

# What is written instead of what -> the words of the refusal.
FAULTS = [
    ('id = "xx-house"\n', "", '"id" is missing'),
    ('id = "xx-house"', 'id = "../../etc"', '"id" is not made of'),
    ('title = "House rule"', "title = 61", '"title" is not a text'),
    ('title = "House rule"', 'title = " "', '"title" is not a text'),
    (
        'title = "House rule"',
        'title = "House \\u001b[31m rule"',
        '"title" holds a character that cannot be printed',
    ),
    ("is_law = false", 'is_law = "no"', '"is_law" is not true or false'),
    ('measure = "mass"', 'measure = "weight"', '"measure" "weight" is not one of value, mass'),
    ('measure = "mass"', 'measure = ["mass"]', '"measure" is not a text'),
    ('measure = "mass"', 'measure = "value"', '"mass-share" does not fit a rule by value'),
    ('compare = "more-than"', 'compare = ">"', '"compare" ">" is not one of at-least, more-than'),
    ('threshold = "0.25"', "threshold = 0.25", "is not a number in quotes"),
    ('threshold = "0.25"', 'threshold = "a quarter"', "is not a number in quotes"),
    ('threshold = "0.25"', 'threshold = "25"', "is not a share between 0 and 1"),
    ('threshold = "0.25"', 'threshold = "-0.25"', "is not a share between 0 and 1"),
    ('threshold = "0.25"', 'threshold = "0,001"', "is not a share between 0 and 1"),
    ('threshold = "0.25"', 'threshold = "1e-999999999"', "is not a number in quotes"),
    ('["CN", "RU"]', '["CHN"]', '"CHN" is not a country code'),
    ('["CN", "RU"]', "[]", '"origins_counted" is not a list of texts'),
    ('["CN", "RU"]', '["CN", "HK"]', '"HK" is among the origins counted too'),
    ("last_checked = 2026-01-02", 'last_checked = "2026-01-02"', '"last_checked" is not a date'),
    (
        "last_checked = 2026-01-02",
        "last_checked = 2026-01-02T08:00:00",
        '"last_checked" is not a date',
    ),
    ('every_form_of = ["Nd"]', 'every_form_of = ["Fe"]', '"Fe" is not the symbol of a rare earth'),
    (
        'disclaimer = "Not',
        'colour = "red"\ndisclaimer = "Not',
        '"colour" is not a key that a rule file has',
    ),
    (
        'url = "https://example.org/7"',
        'url = "javascript:alert(1)"',
        'citation 1, "url" does not start with https:// or http://',
    ),
    ("date = 2026-01-01\n", "date = 2026\n", 'citation 1, "date" is not a date'),
    (
        'seen = "primary"',
        'seen = "hearsay"',
        '"hearsay" is not one of primary, secondary, unseen, judgement',
    ),
    ('clause = "a"', 'clause = "z"', 'trigger 1, "clause" "z" is not the id of a clause'),
    ('id = "chinese-origin"', 'id = "full-moon"', 'trigger 2, "id" "full-moon" is not one of'),
    (
        'id = "mass-share"\nclause = "a"',
        'id = "chinese-technology"\nclause = "a"',
        'has no entry "mass-share"',
    ),
    (
        'text = "Or Chinese."\ncite = ["memo"]',
        'text = "Or Chinese."',
        'clause 2, "cite" is missing',
    ),
    (
        'text = "Or Chinese."\ncite = ["memo"]',
        'text = "Or Chinese."\ncite = []',
        'clause 2, "cite" is not a list of texts',
    ),
    (
        'text = "Or Chinese."\ncite = ["memo"]',
        'text = "Or Chinese."\ncite = ["rumour"]',
        '"rumour" is not the id of a citation',
    ),
    ('id = "b"\ntext', 'id = "a"\ntext', 'clause 2, "id" "a" is there twice'),
    (
        'key = "Dy oxide"',
        'key = "Dy2O3"',
        'listed 1, "key" "Dy2O3" is not the key of a rare-earth substance; write "Dy oxide"',
    ),
    (
        'key = "Dy oxide"',
        'key = "Dysprosia"',
        '"Dysprosia" is not the key of a rare-earth substance',
    ),
    ('key = "Dy oxide"', 'key = "Fe"', '"Fe" is not the key of a rare-earth substance'),
    ('key = "DyFe"', 'key = "Dy oxide"', '"listed" has "Dy oxide" twice'),
    (
        'confidence = "sure"\ncite = ["memo"]\n\n[[listed]]',
        'confidence = "sure"\n\n[[listed]]',
        'listed 1, "cite" is missing',
    ),
    (
        'confidence = "sure"\ncite = ["memo"]\n\n[[listed]]',
        'cite = ["memo"]\n\n[[listed]]',
        'listed 1, "confidence" is missing',
    ),
    (
        'class = "magnet"',
        'class = "magnets"',
        'subject 1, "class" "magnets" is not one of magnet, target',
    ),
    ('family = "NdFeB"', 'family = "neo"', 'subject 1, "family" "neo" is not one of NdFeB'),
    ('contains = ["Dy", "Tb"]', 'contains = "Dy"', 'subject 1, "contains" is not a list of texts'),
    (
        'contains = ["Dy", "Tb"]',
        'contain = ["Dy", "Tb"]',
        'subject 1, "contain" is not a key that a rule file has',
    ),
    ("from = 2026-01-01", 'from = "new year"', 'status 1, "from" is not a date'),
    ("from = 2026-06-01", "from = 2025-06-01", '"status" entries must follow each other by date'),
    ("from = 2026-06-01", "from = 2026-01-01", '"status" entries must follow each other by date'),
    ('state = "in-force"', 'state = "valid"', 'status 1, "state" "valid" is not one of'),
    ('in_force = ["b"]\n', "", 'status 2, "in_force" is missing'),
    ('in_force = ["b"]', 'in_force = ["c"]', '"c" is not the id of a clause'),
    (
        'state = "partly-in-force"',
        'state = "suspended"',
        '"in_force" does not fit the state "suspended"',
    ),
    (
        'note = "Since the new year."\ncite = ["memo"]',
        'note = "Since the new year."',
        'status 1, "cite" is missing',
    ),
    ("[[subject]]", "[subject]", '"subject" is not a list of tables; write [[subject]]'),
    ("[[status]]\nfrom = 2026-01-01", "[[status\nfrom = 2026-01-01", "not a TOML file"),
]


def test_a_rule_of_the_house_says_what_its_file_says() -> None:
    rule, problems = load_rule_text(GOOD, "house.toml")
    assert problems == ()
    assert rule is not None
    assert (rule.id, rule.measure, rule.compare, rule.threshold) == (
        "xx-house",
        Measure.MASS,
        Compare.MORE_THAN,
        Fraction(1, 4),
    )
    assert rule.origins_counted == {"CN", "RU"}
    assert rule.origins_unsure == {"HK"}
    assert rule.counted.elements == {"Nd", "Dy"}
    assert rule.subjects[0].item_class is ItemClass.MAGNET
    assert rule.citation("memo").dated == date(2026, 1, 1)
    assert rule.citation("memo").note == "page 2"


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    FAULTS,
    ids=[f"{number}-{fault[2][:30]}" for number, fault in enumerate(FAULTS)],
)
def test_a_malformed_rule_is_refused_with_its_reason(right: str, wrong: str, reason: str) -> None:
    assert right in GOOD
    rule, problems = load_rule_text(GOOD.replace(right, wrong, 1), "house.toml")
    assert rule is None
    (problem,) = problems
    assert problem.severity is Severity.ERROR
    assert problem.code == "rule-refused"
    assert reason in problem.message
    assert problem.message.endswith("the rule was refused")
    assert str(problem).startswith("house.toml")


def test_leaving_out_any_one_line_never_gives_a_rule_with_a_missing_citation_or_list() -> None:
    lines = GOOD.splitlines()
    for number in range(len(lines)):
        rule, problems = load_rule_text(
            "\n".join(lines[:number] + lines[number + 1 :]), "house.toml"
        )
        assert (rule is None) == bool(problems)
        if rule is not None:
            cited = [
                one.citations
                for part in (rule.clauses, rule.listed, rule.subjects, rule.statuses)
                for one in part
            ]
            assert all(cited)
            assert rule.listed
            assert rule.subjects
            assert rule.statuses


def test_a_refusal_names_the_line_of_the_faulty_key() -> None:
    text = GOOD.replace('key = "DyFe"', 'key = "Dye"')
    _, (problem,) = load_rule_text(text, "house.toml")
    line = problem.cells[0].row
    assert text.splitlines()[line - 1] == 'key = "Dye"'
    assert str(problem).startswith(f"house.toml!row {line}: listed 2, ")


def test_a_refusal_for_a_missing_key_names_the_line_where_its_entry_starts() -> None:
    text = GOOD.replace('key = "DyFe"\n', "")
    _, (problem,) = load_rule_text(text, "house.toml")
    line = problem.cells[0].row
    assert text.splitlines()[line - 1] == "[[listed]]"
    assert text.splitlines()[line] == 'id = "l-2"'


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 20_000 + "]" * 20_000, "x = " + "9" * 5_000, "\x00", "", "id"]
)
def test_text_that_is_no_rule_is_refused_and_never_raises(text: str) -> None:
    rule, problems = load_rule_text(text, "bad.toml")
    assert rule is None
    assert len(problems) == 1


def test_a_rule_in_force_without_a_list_has_every_trigger_in_force() -> None:
    rule, _ = load_rule_text(GOOD, "house.toml")
    assert rule is not None
    assert rule.status_on(date(2026, 5, 31)).in_force == ("a", "b")
    assert rule.status_on(date(2026, 6, 1)).in_force == ("b",)


def test_before_its_first_day_a_rule_is_not_issued_and_still_cites() -> None:
    rule, _ = load_rule_text(GOOD, "house.toml")
    assert rule is not None
    status = rule.status_on(date(2025, 12, 31))
    assert status.state == "not-issued"
    assert "2026-01-01" in status.note
    assert status.citations == ("memo",)


def test_more_than_a_quarter_does_not_catch_a_quarter() -> None:
    rule, _ = load_rule_text(GOOD, "house.toml")
    assert rule is not None
    assert not rule.reaches(Fraction(1), Fraction(4))
    assert rule.reaches(Fraction(1) + Fraction(1, 10**30), Fraction(4))


def test_a_rule_that_any_trace_meets_can_be_written() -> None:
    rule, problems = load_rule_text(GOOD.replace('"0.25"', '"0"'), "trace.toml")
    assert problems == ()
    assert rule is not None
    assert rule.reaches(Fraction(1, 10**12), Fraction(1))
    assert not rule.reaches(Fraction(0), Fraction(1))


def test_a_rule_travels_to_a_worker_process_unchanged() -> None:
    rule = load_rules()[0]["cn-mofcom-2025-61"]
    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301  # our own bytes


# --------------------------------------------------------------------------- a folder of rules


def test_a_folder_adds_its_rules_and_refuses_only_the_bad_ones(tmp_path: Path) -> None:
    (tmp_path / "good.TOML").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (tmp_path / "bad.toml").write_text(GOOD.replace('"0.25"', "0.25"), "utf-8")
    (tmp_path / "latin.toml").write_bytes("title = 'Gerät'".encode("latin-1"))
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "notes.txt").write_text("no rule", "utf-8")
    rules, problems = load_rules(tmp_path)
    assert list(rules) == [*load_rules()[0], "xx-house"]
    assert [problem.cells[0].file for problem in problems] == [
        "bad.toml",
        "folder.toml",
        "latin.toml",
    ]
    assert "UTF-8" in problems[2].message


def test_a_folder_that_is_not_there_is_a_fault_and_not_silence(tmp_path: Path) -> None:
    rules, problems = load_rules(tmp_path / "rulez")
    assert list(rules) == list(load_rules()[0])
    (problem,) = problems
    assert "could not be read" in problem.message


def test_a_rule_of_the_folder_replaces_ours_for_that_call_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD.replace("xx-house", "screen-mass"), "utf-8")
    assert load_rules(tmp_path)[0]["screen-mass"].title == "House rule"
    assert load_rules()[0]["screen-mass"].title != "House rule"


def test_of_two_files_with_one_id_the_second_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("House rule", "Other rule"), "utf-8")
    rules, (problem,) = load_rules(tmp_path)
    assert rules["xx-house"].title == "House rule"
    assert str(problem) == 'b.toml: "id" "xx-house" is also that of a.toml; the rule was refused'
