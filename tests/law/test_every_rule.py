"""What every rule that comes with the program owes its reader."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from calculator.model.item import ItemClass
from calculator.model.substance_list import Listing
from calculator.model.substances import (
    RARE_EARTHS,
    SOME_RARE_EARTH,
    UNDISCLOSED,
    read_substance,
)
from calculator.rules import Measure, Rule, load_rules

RULES = load_rules()[0]
SCREENINGS = [rule for rule in RULES.values() if not rule.is_law]


def test_these_rules_come_with_the_program_and_none_is_refused() -> None:
    rules, problems = load_rules()
    assert set(rules) == {
        "cn-mofcom-2023-23",
        "cn-mofcom-2023-39",
        "cn-mofcom-2024-33",
        "cn-mofcom-2024-46",
        "cn-mofcom-2025-10",
        "cn-mofcom-2025-18",
        "cn-mofcom-2025-55",
        "cn-mofcom-2025-57",
        "cn-mofcom-2025-58",
        "cn-mofcom-2026-1",
        "cn-mofcom-2025-61",
        "cn-mofcom-2025-62",
        "eu-crma-28",
        "eu-crma-29",
        "eu-reach-svhc",
        "screen-all-value",
        "screen-mass",
        "us-dfars-252.225-7052",
        "us-dfars-252.225-7052-from-2027",
        "us-ear-de-minimis-10",
        "us-ear-de-minimis-25",
        "us-ndaa-857",
    }
    assert problems == ()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_entry_cites_and_every_citation_is_cited(rule: Rule) -> None:
    lists = [
        one.citations
        for part in (
            rule.clauses,
            rule.inquiries,
            rule.listed,
            rule.subjects,
            rule.statuses,
            rule.territories,
            rule.destinations,
            rule.fields,
        )
        for one in part
    ]
    assert all(lists)
    cited = {one for citations in lists for one in citations}
    assert cited == {one.id for one in rule.citations}
    assert all(rule.citation(one).title for one in cited)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_whatever_is_not_our_own_judgement_has_an_address(rule: Rule) -> None:
    assert all(
        one.url.startswith(("https://", "http://"))
        for one in rule.citations
        if one.seen != "judgement"
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_entry_says_how_sure_it_is(rule: Rule) -> None:
    assert all(
        one.confidence for part in (rule.clauses, rule.listed, rule.subjects) for one in part
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_that_it_is_not_legal_advice_and_when_it_was_checked(rule: Rule) -> None:
    assert "not legal advice" in rule.disclaimer.casefold()
    assert rule.last_checked == LAST_CHECKED[rule.is_law]


LAST_CHECKED = {True: date(2026, 11, 30), False: date(2026, 11, 23)}
LINES = {
    "cn-mofcom-2025-61": ("1/1000", True),
    "screen-mass": ("1/1000", True),
    "screen-all-value": ("1/1000", True),
    "eu-reach-svhc": ("1/1000", False),
    "us-ear-de-minimis-10": ("1/10", False),
    "us-ear-de-minimis-25": ("1/4", False),
    "us-dfars-252.225-7052-from-2027": ("0", False),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_draws_its_own_line_and_says_whether_the_line_is_caught(rule: Rule) -> None:
    if rule.id not in LINES:
        assert not rule.has_line
        return
    line, is_caught = LINES[rule.id]
    assert rule.threshold == Fraction(line)
    assert rule.reaches(rule.threshold * 1000, Fraction(1000)) is is_caught
    assert rule.reaches(rule.threshold * 1000 + Fraction(1, 10**9), Fraction(1000))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_that_no_bill_can_be_held_against_says_why_and_the_way_out(rule: Rule) -> None:
    told = {
        "cn-mofcom-2024-46": "names no items",
        "cn-mofcom-2025-62": "names no items",
        "cn-mofcom-2026-1": "names no items",
        "eu-reach-svhc": "--rules-dir",
        "eu-crma-28": "deminimis declare",
        "eu-crma-29": "deminimis declare",
        "us-ndaa-857": "deminimis declare",
    }
    assert told.get(rule.id, "") in rule.why_not_applicable
    assert bool(rule.why_not_applicable) is (rule.id in told)


@pytest.mark.parametrize("rule", SCREENINGS, ids=lambda rule: rule.id)
def test_a_screening_says_in_its_title_and_on_every_day_that_it_is_not_law(rule: Rule) -> None:
    assert rule.title.startswith("Screening, not law")
    assert {status.state for status in rule.statuses} == {"not-law"}
    assert "never law" in rule.statuses[0].note
    assert "not a legal test" in rule.disclaimer


@pytest.mark.parametrize("rule", SCREENINGS, ids=lambda rule: rule.id)
def test_a_screening_counts_every_rare_earth_in_every_form(rule: Rule) -> None:
    assert rule.counted.elements == set(RARE_EARTHS)
    for name in (
        "Nd",
        "Pr metal",
        "Y2O3",
        "Gd oxide",
        "TbF3",
        "AlSc",
        "NdPr",
        "NdFeB",
        "mischmetal",
    ):
        substance, _ = read_substance(name)
        assert substance is not None
        assert rule.counted.find(substance)[0] is Listing.LISTED, name
    assert SOME_RARE_EARTH in UNDISCLOSED.elements


@pytest.mark.parametrize("rule", SCREENINGS, ids=lambda rule: rule.id)
def test_a_screening_takes_every_magnet_and_every_target_and_has_one_trigger(rule: Rule) -> None:
    assert [(one.item_class, one.family, one.contains) for one in rule.subjects] == [
        (ItemClass.MAGNET, "", ()),
        (ItemClass.TARGET, "", ()),
    ]
    assert len(rule.triggers) == 1


def test_one_screening_goes_by_mass_and_one_by_value() -> None:
    assert (RULES["screen-mass"].measure, RULES["screen-mass"].triggers[0].id) == (
        Measure.MASS,
        "mass-share",
    )
    assert (RULES["screen-all-value"].measure, RULES["screen-all-value"].triggers[0].id) == (
        Measure.VALUE,
        "value-share",
    )
