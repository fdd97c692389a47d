"""What stands above and below a table of a document holds for all its rows: whose it is, of which revision, until when, and that it is no final word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from calculator.sources.rows.days import day_named
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

BILL = [magnet("MAG", Supplier="Hoshi Magnet Co., Ltd.", Revision="C")]
LISTED = [("Part Number", "Substance", "wt%"), ("MAG", "Nd", 30), ("MAG", "Fe", "Bal.")]
CERTIFICATE = [("Element", "wt%"), ("Nd", 30), ("Fe", "Bal.")]
PART = ("Part No.: MAG",)


def assessed_with(folder: Path, **sheets: object):
    bill = write_workbook(folder / "bom.xlsx", BOM=BILL)
    facts = grids(folder / "facts.xlsx", **sheets)
    return assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))


CLOSES = {
    "nothing is said": [*LISTED],
    "the supplier of the bill": [("Supplier: HOSHI MAGNET",), *LISTED],
    "the revision of the bill": [(*PART, "Revision: C"), *CERTIFICATE],
    "the revision of the form": [("Form QF-12", "Revision: 2"), PART, *CERTIFICATE],
    "still valid": [("Valid until:", "2027-06-30"), *LISTED],
    "from a day to a later one": [("Validity: 2026-01-01 to 2026-12-31",), PART, *CERTIFICATE],
    "a day with points": [("Gültig bis 31.12.2026",), PART, *CERTIFICATE],
    "who drew it": [("Draftsman: A. Tanaka",), PART, *CERTIFICATE],
}
CLOSES_NOTHING = {
    "fact-of-other-supplier": [
        [("Supplier: Pannon Kft",), *LISTED],
        [("Manufacturer", "Pannon Kft"), *LISTED],
        [("Supplier: Pannon Kft",), PART, *CERTIFICATE],
        [*LISTED, (), ("Issued by: Pannon Kft",)],
    ],
    "fact-of-other-revision": [
        [(*PART, "Revision: B"), *CERTIFICATE],
        [("Part No.:", "MAG"), ("Drawing revision:", "B"), *CERTIFICATE],
        [("Drawing revision:", "B"), *LISTED],
    ],
    "evidence-expired": [
        [("Valid until:", date(2026, 1, 1)), *LISTED],
        [("Validity: 2025-01-01 to 2026-01-01",), PART, *CERTIFICATE],
        [("Declaration valid until 31.12.2025",), PART, *CERTIFICATE],
        [*LISTED, (), ("This declaration is valid until 2026-01-31.",)],
        [PART, *CERTIFICATE, ("有效期至", "2026年1月1日")],
    ],
    "declaration-end-unreadable": [
        [("Valid until: 01/02/2027",), PART, *CERTIFICATE],
        [("Expires 03/04/2027",), *LISTED],
    ],
    "declaration-not-final": [
        [("DRAFT - typical values",), PART, *CERTIFICATE],
        [PART, ("Element", "Typical wt%"), *CERTIFICATE[1:]],
        [("仅供参考",), *LISTED],
        [("Composition before grain boundary diffusion",), PART, *CERTIFICATE],
        [*LISTED, (), ("For reference only",)],
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CLOSES)
def test_what_a_document_says_of_itself_stands_in_no_way(tmp_path: Path, name: str) -> None:
    report = assessed_with(tmp_path, Certificate=CLOSES[name]).report
    assert report.exit_status() == 0, list(report.problems)


@pytest.mark.parametrize("code", CLOSES_NOTHING)
def test_what_a_document_says_of_itself_keeps_it_from_closing_anything(
    tmp_path: Path, code: str
) -> None:
    for number, grid in enumerate(CLOSES_NOTHING[code]):
        folder = tmp_path / str(number)
        folder.mkdir()
        assessment = assessed_with(folder, Certificate=grid)
        assert code in codes(assessment), grid
        assert finding(assessment, "MAG").verdict is Verdict.UNDETERMINED, grid
        assert assessment.report.exit_status() == 3, grid


def test_a_cover_sheet_speaks_for_the_whole_document(tmp_path: Path) -> None:
    assessment = assessed_with(tmp_path, Cover=[("Supplier", "Pannon Kft")], List=LISTED)
    assert "fact-of-other-supplier" in codes(assessment)
    assert assessment.report.exit_status() == 3


def test_the_head_of_one_certificate_is_not_that_of_the_next(tmp_path: Path) -> None:
    sheet = [
        ("Part No.: X-9",),
        ("Supplier: Pannon Kft",),
        *CERTIFICATE,
        (),
        PART,
        ("Supplier: Hoshi",),
        *CERTIFICATE,
    ]
    assert assessed_with(tmp_path, Certificate=sheet).report.exit_status() == 0


def test_a_day_that_could_be_two_is_none() -> None:
    assert day_named("04/05/2026") is None
    assert day_named("2026-02-30") is None
    assert day_named("20261231") == date(2026, 12, 31)


def test_a_bill_beside_the_facts_is_no_cover_of_them(tmp_path: Path) -> None:
    table = [
        ("Level", "Part Number", "Supplier", "Revision", "Valid Until", "Quantity"),
        (0, "OTHER", "Pannon Kft", "B", "2025-01-01", 1),
        (1, "MAG", "Pannon Kft", "B", "2025-01-01", 2),
    ]
    assert assessed_with(tmp_path, BOM=table, Content=LISTED).report.exit_status() == 0


def test_the_headings_of_another_table_on_the_sheet_announce_nothing(tmp_path: Path) -> None:
    sheet = [("Supplier", "Price", "Currency", "Pack"), ("Pannon Kft", 3, "EUR", 1), (), PART, *CERTIFICATE]  # fmt: skip
    assert assessed_with(tmp_path, Certificate=sheet).report.exit_status() == 0
