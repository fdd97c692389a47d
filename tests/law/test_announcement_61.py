"""Announcement No. 61 of 2025 as the rule file states it. To be read by a lawyer."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest

from calculator.model.item import ItemClass
from calculator.model.substance_list import Listing
from calculator.model.substances import read_substance
from calculator.reports.reasons import how_it_counts
from calculator.rules import Compare, Measure, Rule, load_rules


@pytest.fixture
def rule() -> Rule:
    return load_rules()[0]["cn-mofcom-2025-61"]


# --------------------------------------------------------------------------- the test of 1(1)


def test_the_test_is_a_share_of_value_that_is_reached_not_exceeded(rule: Rule) -> None:
    assert rule.is_law
    assert rule.measure is Measure.VALUE
    assert rule.compare is Compare.AT_LEAST


def test_the_threshold_is_exactly_one_thousandth(rule: Rule) -> None:
    assert rule.threshold == Fraction(1, 1000)


def test_exactly_one_tenth_of_a_percent_crosses(rule: Rule) -> None:
    assert rule.reaches(Fraction("1.00"), Fraction("1000.00"))


def test_just_under_one_tenth_of_a_percent_does_not_cross(rule: Rule) -> None:
    assert not rule.reaches(Fraction("0.9999"), Fraction(1000))
    assert not rule.reaches(1 - Fraction(1, 10**40), Fraction(1000))


def test_ten_tenths_in_a_thousand_are_one_tenth_of_a_percent(rule: Rule) -> None:
    assert rule.reaches(sum((Fraction("0.1") for _ in range(10)), Fraction(0)), Fraction(1000))


def test_three_cases_need_a_licence_and_only_the_first_has_a_percentage(rule: Rule) -> None:
    assert [(one.id, one.clause) for one in rule.triggers] == [
        ("value-share", "1(1)"),
        ("chinese-technology", "1(2)"),
        ("chinese-origin", "1(3)"),
    ]
    texts = {clause.id: clause.text for clause in rule.clauses}
    assert "0.1 %" in texts["1(1)"]
    assert "No percentage" in texts["1(2)"]
    assert "No percentage" in texts["1(3)"]


def test_every_clause_is_there_with_a_mark_of_confidence(rule: Rule) -> None:
    assert [clause.id for clause in rule.clauses] == [
        "1(1)",
        "1(2)",
        "1(3)",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "readings",
    ]
    assert all(clause.confidence for clause in rule.clauses)
    assert {clause.id for clause in rule.clauses if "digest only" in clause.confidence} == {
        "6",
        "7",
    }


def test_mainland_china_counts_hong_kong_and_macau_may_and_taiwan_does_not(rule: Rule) -> None:
    assert rule.origins_counted == {"CN"}
    assert rule.origins_unsure == {"HK", "MO"}
    assert {place.code: how_it_counts(rule, place) for place in rule.territories} == {
        "HK": "may count, which is unknown",
        "MO": "may count, which is unknown",
        "TW": "is not counted",
    }


def test_the_official_addresses_are_named(rule: Rule) -> None:
    addresses = {citation.id: citation.url for citation in rule.citations}
    assert "art_7fc9bff0fb4546ecb02f66ee77d0e5f6" in addresses["official"]
    assert "art_b1ec77dd3f0d4762952904df7cdaadec" in addresses["no-70-page"]
    assert rule.citation("official").seen == "unseen"


# --------------------------------------------------------------------------- Annex 1, Part 1


def test_part_1_is_these_thirteen_items(rule: Rule) -> None:
    assert [(one.id, one.key, one.zh) for one in rule.listed] == [
        ("1-1", "Sm metal", "金属钐"),
        ("1-2", "Dy metal", "金属镝"),
        ("1-3", "Gd metal", "金属钆"),
        ("1-4", "Tb metal", "金属铽"),
        ("1-5", "Lu metal", "金属镥"),
        ("1-6", "Sc metal", "金属钪"),
        ("1-7", "Y metal", "金属钇"),
        ("1-8", "SmCo", "钐钴合金"),
        ("1-9", "TbFe", "铽铁合金"),
        ("1-10", "DyFe", "镝铁合金"),
        ("1-11", "TbDyFe", "铽镝铁合金"),
        ("1-12", "Dy oxide", "氧化镝"),
        ("1-13", "Tb oxide", "氧化铽"),
    ]
    assert rule.counted.keys == tuple(one.key for one in rule.listed)
    assert rule.counted.every_form_of == ()


def test_the_names_of_part_1_in_both_languages_are_read_as_the_items_they_name(rule: Rule) -> None:
    for one in rule.listed:
        for name in (one.zh, one.en, one.key):
            substance, fault = read_substance(name)
            assert substance is not None, name
            assert (substance.key, fault) == (one.key, None), name


@pytest.mark.parametrize(
    "name",
    [
        "Nd",
        "Pr",
        "La",
        "Ce",
        "Ho",
        "Er",
        "Tm",
        "Eu",
        "Yb",
        "NdPr",
        "Nd metal",
        "Nd2O3",
        "Sc2O3",
        "Y2O3",
        "Lu2O3",
        "Gd2O3",
        "Sm2O3",
        "GdFe",
        "HoFe",
        "AlSc",
        "TbF3",
        "DyF3",
        "DyH2",
        "氧化钇",
        "金属钕",
        "Fe",
        "Co",
    ],
)
def test_what_part_1_does_not_name_does_not_count(rule: Rule, name: str) -> None:
    substance, _ = read_substance(name)
    assert substance is not None
    assert rule.counted.find(substance) == (Listing.UNLISTED, ())


@pytest.mark.parametrize(
    ("element", "keys"),
    [
        ("Dy", {"Dy metal", "DyFe", "TbDyFe", "Dy oxide"}),
        ("Tb", {"Tb metal", "TbFe", "TbDyFe", "Tb oxide"}),
        ("Sm", {"Sm metal", "SmCo"}),
        ("Gd", {"Gd metal"}),
        ("Lu", {"Lu metal"}),
        ("Sc", {"Sc metal"}),
        ("Y", {"Y metal"}),
    ],
)
def test_an_element_whose_form_is_not_stated_may_be_in_any_listed_form(
    rule: Rule, element: str, keys: set[str]
) -> None:
    substance, _ = read_substance(element)
    assert substance is not None
    listing, found = rule.counted.find(substance)
    assert listing is Listing.LISTED
    assert set(found) == keys


# --------------------------------------------------------------------------- Annex 1, Part 2


def test_part_2_magnets_are_smco_and_ndfeb_with_terbium_or_dysprosium(rule: Rule) -> None:
    magnets = [
        (one.family, one.contains) for one in rule.subjects if one.item_class is ItemClass.MAGNET
    ]
    assert magnets == [("SmCo", ()), ("NdFeB", ("Tb",)), ("NdFeB", ("Dy",))]


def test_part_2_targets_are_of_the_seven_elements_and_only_two_were_reported_by_name(
    rule: Rule,
) -> None:
    targets = {
        one.contains: one.confidence for one in rule.subjects if one.item_class is ItemClass.TARGET
    }
    assert list(targets) == [("Sm",), ("Gd",), ("Tb",), ("Dy",), ("Lu",), ("Sc",), ("Y",)]
    assert {element for (element,), confidence in targets.items() if confidence != "analogy"} == {
        "Sm",
        "Gd",
    }


def test_assemblies_are_in_part_2_only_on_the_word_of_two_law_firms(rule: Rule) -> None:
    (assembly,) = [one for one in rule.subjects if one.item_class is ItemClass.ASSEMBLY]
    assert assembly.confidence == "two law firms; a third one names materials and targets alone"
    assert {"assemblies", "assemblies-cn", "no-assemblies"} <= set(assembly.citations)


# --------------------------------------------------------------------------- status on a day


@pytest.mark.parametrize(
    ("day", "state", "in_force", "words"),
    [
        ("2025-10-08", "not-issued", (), ["2025-10-09"]),
        ("2025-10-09", "partly-in-force", ("1(3)",), ["Issued", "2025-12-01"]),
        ("2025-10-20", "partly-in-force", ("1(3)",), ["1(1)", "1(2)", "2025-12-01"]),
        ("2025-11-06", "partly-in-force", ("1(3)",), ["1(1)", "1(2)", "2025-12-01"]),
        ("2025-11-07", "suspended", (), ["No. 70", "2026-11-10"]),
        ("2025-12-01", "suspended", (), ["No. 70", "until 2026-11-10"]),
        ("2026-11-09", "suspended", (), ["No. 70", "until 2026-11-10"]),
        ("2026-11-10", "not-confirmed", (), ["No. 70", "both ways", "mofcom.gov.cn"]),
        (
            "2026-11-11",
            "not-confirmed",
            (),
            ["2026-11-10, has passed", "2027-01-10", "no formal notice", "mofcom.gov.cn"],
        ),
        ("2026-11-23", "not-confirmed", (), ["2027-01-10", "mofcom.gov.cn"]),
        ("2027-01-10", "not-confirmed", (), ["2027-01-10", "no formal notice"]),
        ("2027-01-11", "not-confirmed", (), ["has ended too", "mofcom.gov.cn"]),
    ],
)
def test_the_status_on_a_day_is_explained(
    rule: Rule, day: str, state: str, in_force: tuple[str, ...], words: list[str]
) -> None:
    status = rule.status_on(date.fromisoformat(day))
    assert (status.state, status.in_force) == (state, in_force)
    for word in words:
        assert word in status.note
    assert status.citations


def test_the_timeline_has_these_five_days(rule: Rule) -> None:
    assert [status.start.isoformat() for status in rule.statuses] == [
        "2025-10-09",
        "2025-11-07",
        "2026-11-10",
        "2026-11-11",
        "2027-01-11",
    ]


def test_1_1_and_1_2_were_never_in_force(rule: Rule) -> None:
    days = (date(2025, 9, 1) + timedelta(days=one) for one in range(600))
    assert {clause for day in days for clause in rule.status_on(day).in_force} == {"1(3)"}


def test_suspended_and_not_confirmed_never_read_as_free_to_export(rule: Rule) -> None:
    soothing = re.compile(
        r"not applicable|does not apply|no longer|not required|no licen[cs]e|exempted|is free|repealed\b(?! nor)",
        re.IGNORECASE,
    )
    for status in rule.statuses:
        assert not soothing.search(status.note), status.note
    assert all(
        "can bind again" in one.note or "may bind again" in one.note for one in rule.statuses[1:]
    )


def test_the_status_is_no_part_of_the_arithmetic(rule: Rule) -> None:
    assert rule.status_on(date(2026, 1, 1)).in_force == ()
    assert rule.reaches(Fraction(1), Fraction(1000))
