"""Whose fact it is: what one company, or a piece of a part, is declared to hold closes nothing of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.findings.finding import QuestionKind
from calculator.model.item import Answer, Evidence, Origin
from calculator.model.source import Source
from calculator.sources.facts.answers import Reply
from calculator.sources.facts.dated_answers import in_force
from tests.letters import Answers, fill_in, letters, written
from tests.sources.declarations.trees import ipc, material, product
from tests.workbooks import LAW, ON, assessed, codes, magnet, write_workbook

HOSHI = magnet("MAG", Supplier="Hoshi Magnet Co., Ltd.")
PANNON = magnet("MAG", Supplier="Pannon Kft")


def listed(*suppliers: str, **more: object) -> list[dict[str, Any]]:
    """A full list of one magnet without anything that counts, as each supplier says it."""
    return [
        {"Part Number": "MAG", "Substance": name, "wt%": share, "Supplier": supplier, "Disclosure": "full", **more}
        for supplier in suppliers
        for name, share in (("Nd", 30), ("Fe", 70))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bom", "content", "status"),
    [
        ([HOSHI, PANNON], listed("Hoshi"), 3),
        ([HOSHI, PANNON], listed("Hoshi", "Pannon Kft"), 0),
        ([HOSHI, PANNON], listed(""), 0),
        ([HOSHI, magnet("MAG", Supplier="HOSHI MAGNET")], listed("Hoshi"), 0),
        ([magnet("MAG", Supplier="Digi", Manufacturer="Hoshi Magnet")], listed("Hoshi"), 0),
        ([magnet("MAG", Supplier="Digi", Manufacturer="Hoshi Magnet")], listed("Pannon"), 3),
    ],
    ids=["one of two", "both", "the buyer's own list", "one company spelled twice", "the maker", "another maker"],
)  # fmt: skip
def test_what_one_of_several_suppliers_declares_is_not_what_the_others_deliver(
    tmp_path: Path, bom: list[dict[str, Any]], content: list[dict[str, Any]], status: int
) -> None:
    assessment = assessed(tmp_path, BOM=bom, Content=content)
    assert assessment.report.exit_status() == status
    if content == listed("Hoshi") and bom == [HOSHI, PANNON]:
        assert "declared-by-one-of-several" in codes(assessment)


@pytest.mark.parametrize(("grams", "status"), [(0.81, 0), (1, 0), (1.1, 3), (10, 3)])
def test_a_declaration_of_something_much_lighter_closes_nothing(
    tmp_path: Path, grams: float, status: int
) -> None:
    assessment = _with_declared_mass(tmp_path, magnet("MAG", **{"Unit Mass": grams}))
    assert assessment.report.exit_status() == status
    assert ("declared-too-light" in codes(assessment)) is (status == 3)


def test_a_declaration_of_one_piece_of_a_motor_does_not_settle_the_motor(tmp_path: Path) -> None:
    motor = magnet("MAG", Description="BLDC motor", Material="", **{"Item Class": "other"})
    assert _with_declared_mass(tmp_path, motor).report.exit_status() == 3


def _with_declared_mass(folder: Path, row: dict[str, object]) -> Assessment:
    whole = material((("Neodymium", "240"), ("Iron", "570")))
    bill = write_workbook(folder / "bom.xlsx", BOM=[row])
    return assess((bill,), (ipc(folder, product(whole)),), Options(on=ON, rules=(LAW,)))


ABSENT = [
    {"Part Number": "MAG", "Substance": name, "wt%": 0}
    for name in ("Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y")
]
"""Each counted element at none, which closes like a full list."""


@pytest.mark.parametrize(
    ("more", "bom", "status"),
    [
        ({}, [HOSHI], 0),
        ({"Supplier": "Pannon"}, [HOSHI], 3),
        ({"Revision": "B"}, [{**HOSHI, "Revision": "C"}], 3),
        ({"Supplier": "Hoshi"}, [HOSHI, PANNON], 3),
        ({"Valid Until": "2026-01-01"}, [HOSHI], 3),
        ({"Part Number": "MAG NEW"}, [HOSHI], 3),
    ],
    ids=["its own", "another supplier", "another revision", "one of two", "expired", "alike"],
)
def test_none_of_each_element_closes_only_what_it_is_said_of(
    tmp_path: Path, more: dict[str, object], bom: list[dict[str, Any]], status: int
) -> None:
    rows = [{**row, **more} for row in ABSENT]
    assert assessed(tmp_path, BOM=bom, Content=rows).report.exit_status() == status


def test_a_row_that_may_be_of_the_part_takes_none_of_each_from_it(tmp_path: Path) -> None:
    rows = [*ABSENT, {"Part Number": "MAG NEW", "Substance": "Dy", "wt%": 3}]
    assert assessed(tmp_path, BOM=[HOSHI], Content=rows).report.exit_status() == 3


# --------------------------------------------------------------------------- answers of letters

FREE: Answers = {("MAG", "free"): "yes", ("MAG", "technology"): "no"}
UNKNOWN_TECHNOLOGY = {"Chinese Technology": ""}


def answered(
    folder: Path,
    answers: Answers = FREE,
    *,
    signed: str = "Hoshi",
    requester: str = "",
    bom: list[dict[str, Any]] | None = None,
    asked_of: str = "Hoshi Magnet Co., Ltd.",
    spellings: tuple[str, ...] = (),
) -> Assessment:
    """A bill with what came back from the letter to one supplier."""
    own = magnet("MAG", Supplier=asked_of, **UNKNOWN_TECHNOLOGY)
    asked = replace(letters(assessed(folder, BOM=[own]))[0], spellings=spellings)
    content = written(asked, requester=requester)
    facts = fill_in(folder / "a.xlsx", content, answers, {"Company": signed} if signed else None)
    rows = [{**row, **UNKNOWN_TECHNOLOGY} for row in bom or [own]]
    bill = write_workbook(folder / "bom.xlsx", BOM=rows)
    return assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))


@pytest.mark.parametrize(
    ("case", "status"),
    [
        ({}, 0),
        ({"signed": ""}, 0),
        ({"signed": "Pannon Kft"}, 3),
        ({"signed": "Rheintal Antriebe", "requester": "Rheintal Antriebe GmbH"}, 0),
        ({"bom": [PANNON]}, 3),
        ({"bom": [PANNON], "signed": ""}, 3),
        ({"bom": [HOSHI, PANNON]}, 3),
        ({"bom": [magnet("MAG", Supplier="Digi", Manufacturer="Hoshi")]}, 0),
        ({"bom": [magnet("MAG", Supplier="HSM")]}, 3),
        ({"bom": [magnet("MAG", Supplier="HSM")], "spellings": ("HSM",)}, 0),
        ({"bom": [magnet("MAG")]}, 0),
    ],
)
def test_an_answer_counts_for_what_its_company_delivers(
    tmp_path: Path, case: dict[str, Any], status: int
) -> None:
    assessment = answered(tmp_path, **case)
    assert assessment.report.exit_status() == status, list(assessment.report.problems)
    told = codes(assessment) & {"answer-of-other-supplier", "declared-by-one-of-several"}
    assert bool(told) is (status == 3)


def test_what_another_supplier_names_stays_possible(tmp_path: Path) -> None:
    answers: Answers = {
        ("MAG", "share Dy"): 3,
        ("MAG", "rest"): "yes",
        ("MAG", "made"): "CN",
        ("MAG", "technology"): "yes",
    }
    assessment = answered(tmp_path, answers, signed="Pannon Kft")
    assert assessment.report.exit_status() == 3
    (row,) = (row for row in assessment.read.content["MAG"] if row.names_rare_earth)
    assert (row.share.low, float(row.share.high)) == (0, 0.03)
    assert assessment.read.bill.items["MAG"].technology_named


def test_answers_of_two_companies_do_not_replace_each_other() -> None:
    source = Source("a.xlsx", "Parts", 2, 3)
    earlier = Reply(
        item="M",
        asked=QuestionKind.HOLDS_MAGNET,
        answer=Answer.NO,
        dated=date(2026, 1, 1),
        companies=("Hoshi",),
        source=source,
    )
    later = replace(earlier, answer=Answer.YES, dated=date(2026, 2, 1))
    assert in_force([earlier, later])[0] == [later]
    other = replace(later, companies=("Pannon Kft",))
    assert in_force([earlier, other]) == ([earlier, other], ())


def test_of_equal_answers_the_one_that_ends_last_stands() -> None:
    """A confirmation of each year ended with the year before."""
    source = Source("a.xlsx", "Parts", 2, 3)
    earlier = Reply(
        item="M",
        asked=QuestionKind.HOLDS_MAGNET,
        answer=Answer.NO,
        dated=date(2025, 1, 1),
        valid_until=date(2026, 1, 1),
        companies=("Hoshi",),
        source=source,
    )
    later = replace(earlier, dated=date(2026, 1, 1), valid_until=date(2027, 1, 1))
    endless = replace(earlier, valid_until=None)
    assert in_force([earlier, later]) == ([later], ())
    assert in_force([later, endless]) == ([endless], ())
    assert in_force([endless, endless])[0] == [endless, endless]
    for other in (
        replace(later, text="Dy"),
        replace(later, evidence=Evidence.ASSUMED),
        replace(later, companies=("Pannon Kft",)),
        replace(later, origin=Origin(named=("CN",))),
    ):
        assert in_force([earlier, other])[0] == [earlier, other]


def test_an_answer_that_holds_does_not_end_with_a_declaration_that_has_ended(
    tmp_path: Path,
) -> None:
    own = magnet("MAG", Supplier="Hoshi", **UNKNOWN_TECHNOLOGY)
    content = write_workbook(tmp_path / "old.xlsx", Content=listed("Hoshi", **{"Valid Until": "2026-06-30"}))  # fmt: skip
    asked = letters(assessed(tmp_path, BOM=[own]))[0]
    facts = fill_in(tmp_path / "a.xlsx", written(asked), FREE, {"Company": "Hoshi"})
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[own])
    options = Options(on=ON, rules=(LAW,))
    assert assess((bill,), (content,), options).report.exit_status() == 3
    assert assess((bill,), (content, facts), options).report.exit_status() == 0


def test_a_list_of_rare_earths_alone_weighs_less_than_the_magnet_and_closes_it(
    tmp_path: Path,
) -> None:
    rows = [
        {
            "Part Number": "MAG",
            "Substance": "Nd",
            "Form": "metal",
            "Mass": 28,
            "Mass Unit": "g",
            "Country of Origin": "JP",
            "Disclosure": "full",
        },
    ]
    assessment = assessed(tmp_path, BOM=[magnet("MAG")], Content=rows)
    assert "declared-too-light" not in codes(assessment)
    assert assessment.report.exit_status() == 0
