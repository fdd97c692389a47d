"""What stands above and below a table of a document holds for all its rows: whose it is, of which revision, until when, and that it is no final word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

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
    "the supplier of the bill by his mark": [("HOSHI",), PART, *CERTIFICATE],
    "a title": [("Magnet Composition",), PART, *CERTIFICATE],
    "what the part is called": [("Gimbal Magnet N42",), PART, *CERTIFICATE],
    "a laboratory": [("SGS",), PART, *CERTIFICATE],
    "a name in letters that cannot be compared": [("宁波星磁",), PART, *CERTIFICATE],
    "the revision of the bill": [(*PART, "Revision: C"), *CERTIFICATE],
    "the revision of the form": [("Form QF-12", "Revision: 2"), PART, *CERTIFICATE],
    "still valid": [("Valid until:", "2027-06-30"), *LISTED],
    "from a day to a later one": [("Validity: 2026-01-01 to 2026-12-31",), PART, *CERTIFICATE],
    "a month": [("Valid until: March 2027",), PART, *CERTIFICATE],
    "a quarter": [("Valid thru Q2/2027",), PART, *CERTIFICATE],
    "a week": [("Gültig bis KW 12/2027",), PART, *CERTIFICATE],
    "a fiscal year": [("Valid through FY27",), PART, *CERTIFICATE],
    "a year of an era": [PART, *CERTIFICATE, ("有効期限：令和9年3月",)],
    "from a day on": [("Valid from 2025-01-01",), PART, *CERTIFICATE],
    "a day with points": [("Gültig bis 31.12.2026",), PART, *CERTIFICATE],
    "a year from its date": [
        ("Date: 2026-06-30",),
        ("Valid for one year from the date of issue",),
        PART,
        *CERTIFICATE,
    ],
    "what was measured": [
        ("Sample: MAG, 3 pieces",),
        ("Free of Dy and Tb",),
        ("Dy and Tb by ICP-OES",),
        PART,
        *CERTIFICATE,
    ],
    "a footnote that is no reservation": [
        PART,
        ("Element", "wt%"),
        ("Nd*", 30),
        ("Fe 1)", "Bal."),
        (),
        ("* by ICP-OES",),
    ],
    "units in a row": [PART, ("Element", "Content"), (None, "wt%"), *CERTIFICATE[1:]],
    "who drew it": [("Draftsman: A. Tanaka",), PART, *CERTIFICATE],
}
CLOSES_NOTHING = {
    "fact-of-other-supplier": [
        [("Supplier: Pannon Kft",), *LISTED],
        [("Manufacturer", "Pannon Kft"), *LISTED],
        [("Supplier: Pannon Kft",), PART, *CERTIFICATE],
        [("PANNON MAGNETS",), PART, *CERTIFICATE],
        [("Stern Magnete",), ("Material declaration",), *LISTED],
        [("STERN",), PART, *CERTIFICATE],
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
        [("Valid until 31 March 2026",), PART, *CERTIFICATE],
        [("Date: 2025-01-31",), ("Valid for one year from the date of issue",), PART, *CERTIFICATE],
        [("Valid until: March 2026",), PART, *CERTIFICATE],
        [("Valid from:", "2027-05-01"), PART, *CERTIFICATE],
        [PART, *CERTIFICATE, ("Gültig ab 01.05.2027",)],
        [("Valid from 2025-01-01 to 2026-01-01",), PART, *CERTIFICATE],
        [("Expires: CW 12/2026",), PART, *CERTIFICATE],
        [("Valid thru 2026-W12",), PART, *CERTIFICATE],
        [("Valid until FY26",), PART, *CERTIFICATE],
        [PART, *CERTIFICATE, ("有効期限：令和8年3月",)],
        [("Datum: 01.02.2024",), ("Diese Erklärung ist 24 Monate gültig",), PART, *CERTIFICATE],
    ],
    "declaration-end-unreadable": [
        [("Valid until: 01/02/2027",), PART, *CERTIFICATE],
        [("Expires 03/04/2027",), *LISTED],
        [("Valid until: Spring 2027 at the latest",), PART, *CERTIFICATE],
        [("Valid until revoked, certificate No. 12/2027",), PART, *CERTIFICATE],
        [("Valid for two years",), PART, *CERTIFICATE],
    ],
    "declaration-not-final": [
        [("DRAFT - typical values",), PART, *CERTIFICATE],
        [PART, ("Element", "Typical wt%"), *CERTIFICATE[1:]],
        [("仅供参考",), *LISTED],
        [("Composition before grain boundary diffusion",), PART, *CERTIFICATE],
        [*LISTED, (), ("For reference only",)],
        [("SUPERSEDED by issue 3",), PART, *CERTIFICATE],
        [("Void",), PART, *CERTIFICATE],
        [PART, *CERTIFICATE, ("REVOKED 2026-03-01",)],
        [PART, *CERTIFICATE, ("Signature: ________ (pending)",)],
        [("This certificate has expired",), PART, *CERTIFICATE],
        [("作废",), *LISTED],
        [("Sample",), PART, *CERTIFICATE],
        [PART, *CERTIFICATE, (), ("Proprietary additives are not shown",)],
        [("Matrix phase composition",), PART, *CERTIFICATE],
        [("Excluding grain boundary diffused Tb",), PART, *CERTIFICATE],
        [PART, *CERTIFICATE, (), ("Certified: 0.5 % Dy was diffused",)],
        [PART, ("Element", "wt%"), ("Nd*", 30), ("Fe", "Bal."), (), ("* includes Dy and Tb",)],
    ],
    "substance-in-words": [
        [PART, ("Element", "wt%", "Comment"), ("Nd", 30, "partly replaced by Dy"), ("Fe", 70, None)],
        [("Part Number", "Description", "Substance", "wt%"), ("MAG", "Magnet, Tb diffused", "Nd", 30), ("MAG", None, "Fe", "Bal.")],
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


def test_a_draft_is_no_word_even_where_it_says_where_all_of_it_is_from(tmp_path: Path) -> None:
    """It was cleared: what a draft leaves out was taken to be from where its first row is."""
    rows = [
        ("Substance", "wt%", "Country of origin"),
        ("Nd", 30, "JP"),
        ("Fe", 69, "JP"),
        ("B", 1, "JP"),
    ]
    for text, status in (("Material declaration", 0), ("Draft", 3), ("Typical composition", 3)):
        report = assessed_with(tmp_path, Certificate=[(text,), PART, *rows]).report
        assert report.exit_status() == status, text


def test_names_without_spaces_are_held_against_each_other(tmp_path: Path) -> None:
    for supplier, status in (("星磁科技", 0), ("北方电机", 3)):
        bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG", Supplier=supplier)])
        facts = grids(tmp_path / "facts.xlsx", Certificate=[("宁波星磁",), PART, *CERTIFICATE])
        report = assess((bill,), (facts,), Options(on=ON, rules=(LAW,))).report
        assert report.exit_status() == status, supplier


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


OF_ANOTHER = {
    "a letterhead": [("Pannon Magnet Kft",), ("Fő utca 1, Budapest",), PART, *CERTIFICATE],
    "a sentence": [PART, *CERTIFICATE, (), ("We, Pannon Kft, hereby declare that the above is complete",)],
    "Chinese": [("宁波磁材有限公司",), PART, *CERTIFICATE],
    "beside our number": [("Pannon Magnetics", None, "Declaration"), *LISTED],
    "the addressee beside it": [("Pannon Kft",), ("To:", "Hoshi Magnet Co., Ltd."), PART, *CERTIFICATE],
}  # fmt: skip
OF_THE_SUPPLIER = {
    "its letterhead": [("HOSHI MAGNET CO.,LTD.",), PART, *CERTIFICATE],
    "a label against it": [("Pannon Kft",), ("Supplier: Hoshi",), PART, *CERTIFICATE],
    "only to whom": [("To: Rheintal Antriebe GmbH",), ("Customer", "Pannon Kft"), PART, *CERTIFICATE],
    "only who measured": [("SGS-CSTC Standards Technical Services Co., Ltd.",), PART, *CERTIFICATE],
    "its bank": [("Hoshi Magnet Co., Ltd.",), PART, *CERTIFICATE, ("Bank: Mizuho Bank AG",)],
    "no company at all": [("CERTIFICATE OF ANALYSIS AS PER EN 10204",), ("Ni Cu AG",), PART, *CERTIFICATE],
}  # fmt: skip


@pytest.mark.parametrize("name", OF_ANOTHER)
def test_an_unlabelled_letterhead_of_another_company_closes_nothing(
    tmp_path: Path, name: str
) -> None:
    assessment = assessed_with(tmp_path, Certificate=OF_ANOTHER[name])
    assert "fact-of-other-supplier" in codes(assessment)
    assert assessment.report.exit_status() == 3


@pytest.mark.parametrize("name", OF_THE_SUPPLIER)
def test_a_name_that_is_not_that_of_another_author_stands_in_no_way(
    tmp_path: Path, name: str
) -> None:
    report = assessed_with(tmp_path, Certificate=OF_THE_SUPPLIER[name]).report
    assert report.exit_status() == 0, list(report.problems)


def test_the_letterhead_of_the_buyer_is_known_from_his_bill(tmp_path: Path) -> None:
    table = [[*BILL[0]], [*BILL[0].values()]]
    bill = grids(tmp_path / "bom.xlsx", BOM=[("Rheintal Antriebe GmbH",), ("Bill",), *table])
    facts = grids(tmp_path / "facts.xlsx", List=[("Rheintal Antriebe GmbH",), *LISTED])
    assert assess((bill,), (facts,), Options(on=ON, rules=(LAW,))).report.exit_status() == 0


@pytest.mark.parametrize(
    ("header", "status"),
    [("Hoshi Magnet", 0), ("Pannon Kft", 3), ("DRAFT", 3), ("Valid until 2025-01-31", 3)],
)
def test_the_header_of_the_pages_speaks_for_the_document(
    tmp_path: Path, header: str, status: int
) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=BILL)
    facts = grids(tmp_path / "facts.xlsx", Certificate=[PART, *CERTIFICATE])
    book = load_workbook(facts)
    book.active.oddHeader.left.text = header
    book.save(facts)
    assert assess((bill,), (facts,), Options(on=ON, rules=(LAW,))).report.exit_status() == status


def test_a_title_that_names_an_element_of_the_list_says_nothing_new(tmp_path: Path) -> None:
    rows = [("Nd", 30, "see Dy"), ("Dy", 1, None), ("Fe", "Bal.", None)]
    sheet = [("NdFeB with Dy",), PART, ("Element", "wt%", "Note"), *rows]
    told = codes(assessed_with(tmp_path, Certificate=sheet))
    assert told.isdisjoint({"declaration-not-final", "substance-in-words"})
