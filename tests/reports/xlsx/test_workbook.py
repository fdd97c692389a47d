"""The report as a workbook, read back by two readers: the formulas by one, what they gave by the other."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.model.source import Source
from calculator.reports.interface import FORMATS, write
from calculator.reports.xlsx import formula_workbook as livebook
from calculator.reports.xlsx import layout
from calculator.reports.xlsx.cells import Column
from calculator.reports.xlsx.style import cell_text
from tests.reports.factory import BY_MASS, LIST, cell, drone, exactly, finding, item, report
from tests.reports.test_edges import huge
from tests.reports.test_formats import AWKWARD, awkward
from tests.reports.xlsx.office import rows_of, table_of
from tests.workbooks import assessed, dysprosium, magnet

SHEETS = [
    "Summary",
    "Findings",
    "Contributions",
    "Where used",
    "Questions",
    "Assemblies",
    "Suspects",
    "Clearance",
    "Problems",
    "Evidence",
    "Rule",
    "Account",
    "Inputs",
]
ODD = [
    *AWKWARD,
    "http://evil.example/x",
    "mailto:a@evil.example",
    "internal:Summary!A1",
    "external:c:\\x.xlsx",
    "<r><t>x</t></r>",
    "{=1+1}",
    "_x0041_",
    "123",
    "1e5",
]


def book_of(found: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write(found, FORMATS["xlsx"])))


def cells_of(book: openpyxl.Workbook) -> list[openpyxl.cell.Cell]:
    return [one for sheet in book for row in sheet.iter_rows() for one in row]


def formulas_of(book: openpyxl.Workbook) -> dict[str, str]:
    return {
        f"{one.parent.title}!{one.coordinate}": one.value
        for one in cells_of(book)
        if one.data_type == "f"
    }


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "report.xlsx"
    path.write_bytes(write(drone(), FORMATS["xlsx"]))
    return path


# --------------------------------------------------------------------------- what a buyer finds


def test_the_workbook_has_a_sheet_for_each_question_a_buyer_asks() -> None:
    book = book_of(drone())
    assert book.sheetnames == SHEETS
    for name in SHEETS[1:]:
        assert book[name].freeze_panes is not None
        assert book[name].auto_filter.ref is not None
        assert book[name].print_title_rows == "$1:$1"
        assert book[name].page_setup.orientation == "landscape"
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
        # A width of one page is the default and need not be written.
        assert book[name].page_setup.fitToWidth in {None, 1}
        assert int(book[name].page_setup.fitToHeight) == 0
        assert "&P" in book[name].oddFooter.right.text
    wide = book["Findings"]
    printed = wide.print_area.rpartition("$")[0].rpartition("$")[2]
    assert any(cell.value == "Verdict" for cell in wide[f"A1:{printed}1"][0])
    assert f"Columns A to {printed} of " in wide.oddFooter.center.text
    assert not book["Inputs"].print_area
    assert [row[1].value for row in book["Findings"].iter_rows(min_row=2)] == [
        "MAG-01",
        "MAG-02",
        "MAG-03",
        "MAG-04",
    ]
    assert book.properties.title == "Threshold report, DRONE"


def test_a_low_end_is_on_paper_with_its_high_end_or_not_at_all() -> None:
    book = livebook.FormulaWorkbook(is_large=False, title="", subject="", footer="")
    heads = ("Item", "Share low", "Share high")
    sheet = book.sheet("Shares", [Column(head, widest=120) for head in heads])
    sheet.add(["x" * 120] * 3)
    printed = openpyxl.load_workbook(io.BytesIO(book.data()))["Shares"].print_area
    assert printed.endswith("$A$1:$A$2")


def test_viewers_that_do_not_calculate_see_what_the_formulas_give(saved: Path) -> None:
    found = {row["Item"]: row for row in table_of(saved, "Findings")}
    assert [row["Live verdict"] for row in found.values()] == [
        "crosses",
        "below (trigger 1(1) only)",
        "undetermined",
        "not subject",
    ]
    assert {row["Check"] for row in found.values()} == {layout.AGREES}
    assert found["MAG-01"]["Share low"] == found["MAG-01"]["Share high"] == pytest.approx(0.0248)
    assert (
        found["MAG-04"]["Item low"],
        found["MAG-04"]["Item high"],
        found["MAG-04"]["Share high"],
    ) == (0, "open", 0)
    counts = {row[0]: row[1:3] for row in rows_of(saved, "Summary")}
    assert counts["Cross the line"] == [1, 1]
    assert counts["Below the line"] == [1, 1]
    assert counts["Licence required"] == [1, 1]


def test_a_share_follows_from_its_contributions_and_the_price(tmp_path: Path) -> None:
    prices = [
        {"Substance": "Dy", "Form": "metal", "Min Price": 300, "Max Price": 400, "Currency": "USD"}
    ]
    one = assessed(
        tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 2})], Prices=prices
    ).report
    book = book_of(one)
    heads = {head.value: place for place, head in enumerate(book["Contributions"][1])}
    row = book["Contributions"][2]
    assert row[heads["kg in one low"]].value == "=I2*K2"
    assert row[heads["Value in one low"]].value == "=M2*O2"
    assert row[heads["Counted value low"]].value == "=G2*Q2*S2"
    assert [
        row[heads[head]].value
        for head in ("Holder kg low", "wt% low", "Price per kg low", "Price per kg high")
    ] == [0.1, 0.02, 300, 400]
    found = next(book["Findings"].iter_rows(min_row=2))
    assert found[11].value == "=SUMIFS(Contributions!$W$2:$W$2,Contributions!$A$2:$A$2,1)"
    sheet, _, place = book.defined_names["line_1"].value.partition("!")
    assert (sheet, book["Summary"][place.replace("$", "")].value) == ("'Summary'", 0.001)


def test_the_shares_have_the_decimals_that_keep_them_on_their_side() -> None:
    near = finding("MAG-02", Verdict.BELOW, exactly("0.012499999"), exactly("12.5"))
    row = next(book_of(report(near))["Findings"].iter_rows(min_row=2))
    assert row[8].number_format == "0.00000000%"


def test_a_rule_without_a_line_is_recorded_and_not_reckoned() -> None:
    caught = replace(
        finding("MAG-01", Verdict.CROSSES, exactly("1"), exactly("2"), rule=LIST), reasons=()
    )
    book = book_of(report(caught, rules=(LIST,)))
    row = next(book["Findings"].iter_rows(min_row=2))
    assert (row[4].value, row[5].value, row[6].value) == ("caught", "caught", layout.RECORDED_ONLY)


def test_numbers_that_no_spreadsheet_holds_are_recorded_as_text() -> None:
    row = next(book_of(report(huge()))["Findings"].iter_rows(min_row=2))
    assert row[6].value == layout.RECORDED_ONLY
    assert row[12].value == "1e+400"


# --------------------------------------------------------------------------- links


def test_links_lead_from_a_finding_to_its_numbers_to_their_cells_and_back() -> None:
    book = book_of(drone())
    links = {
        f"{one.parent.title}!{one.coordinate}": one.hyperlink
        for one in cells_of(book)
        if one.hyperlink
    }
    assert links
    assert all(link.location and not link.target for link in links.values())
    for place, link in links.items():
        sheet, _, target = (link.location or "").partition("!")
        row = book[sheet.strip("'")][int(target[1:])]
        assert any(one.value is not None for one in row), place
    assert links["Findings!A2"].location == "'Contributions'!A2"
    assert links["Contributions!A2"].location == "'Findings'!A2"
    finding_row = next(
        row
        for row in book["Evidence"].iter_rows(min_row=2)
        if row[0].value == "drone.xlsx!Content!B4"
    )
    assert f"Evidence!G{finding_row[0].row}" in links
    assert finding_row[6].value == "MAG-01, MAG-02, MAG-03"
    assert book["Contributions"]["AG2"].value == finding_row[0].row


def test_every_cell_that_is_quoted_is_in_the_index_of_evidence(saved: Path) -> None:
    known = {str(row["Cell"]) for row in table_of(saved, "Evidence")}
    assert {str(one) for problem in drone().problems for one in problem.cells} <= known
    assert {
        str(one) for found in drone().findings for part in found.contributions for one in part.cells
    } <= known


def test_a_sheet_holds_so_many_links_and_rows_and_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(livebook, "LINKS", 3)
    monkeypatch.setattr(livebook, "ROWS", 60)
    monkeypatch.setattr(layout, "ROWS", 60)
    many = report(
        *[
            finding(f"MAG-{place}", Verdict.CROSSES, exactly("0.31"), exactly("12.5"), row=place)
            for place in range(80)
        ]
    )
    path = tmp_path / "cut.xlsx"
    path.write_bytes(write(many, FORMATS["xlsx"]))
    book = openpyxl.load_workbook(path)
    assert (
        len([one for one in cells_of(book) if one.hyperlink and one.parent.title == "Findings"])
        == 3
    )
    last = rows_of(path, "Findings")[-1]
    assert str(last[0]).startswith("22 more rows are left out")
    told = " ".join(str(row[1]) for row in rows_of(path, "Summary") if row[0] == "Left out")
    assert "22 rows of the sheet Findings" in told
    assert "links on the sheet Findings" in told
    checks = [row["Check"] for row in table_of(path, "Findings")[:-1]]
    assert checks == [layout.AGREES] * 57 + [layout.RECORDED_ONLY]


# --------------------------------------------------------------------------- what a supplier cannot do


@cache
def plain_formulas() -> dict[str, str]:
    return formulas_of(book_of(drone()))


@pytest.mark.parametrize("text", ODD)
def test_no_text_of_a_supplier_becomes_a_formula_a_link_or_a_part_of_one(text: str) -> None:
    written = write(awkward(text), FORMATS["xlsx"])
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert formulas_of(book) == plain_formulas()
    for one in cells_of(book):
        assert one.data_type in {"s", "n", "f", "inlineStr"}
        assert one.hyperlink is None or (one.hyperlink.location and not one.hyperlink.target)
    assert book["Findings"]["B2"].value.strip() == cell_text(text)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]
        assert b"evil.example" not in b"".join(
            archive.read(name) for name in archive.namelist() if name.endswith(".rels")
        )


def test_a_text_that_is_too_long_for_a_cell_says_where_it_was_cut() -> None:
    for text in ("x" * 40_000, "\U0001f9f2" * 20_000):
        cut = book_of(awkward(text))["Findings"]["B2"].value
        assert cut.endswith("(cut here: a cell holds no more)")
        assert len(cut.encode("utf-16-le")) // 2 <= 32_767


# --------------------------------------------------------------------------- bytes


def test_a_large_report_is_the_same_row_by_row(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small, large = tmp_path / "small.xlsx", tmp_path / "large.xlsx"
    small.write_bytes(write(drone(), FORMATS["xlsx"]))
    monkeypatch.setattr("calculator.reports.xlsx.workbook._LARGE", 0)
    large.write_bytes(write(drone(), FORMATS["xlsx"]))
    assert large.read_bytes() == write(drone(), FORMATS["xlsx"])
    for name in SHEETS:
        assert rows_of(small, name) == rows_of(large, name), name
    assert formulas_of(openpyxl.load_workbook(small)) == formulas_of(openpyxl.load_workbook(large))


def test_what_is_said_alike_of_many_is_one_row_of_the_clearance_of_a_large_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clear = next(one for one in drone().findings if one.clearance)
    both = replace(
        drone(), findings=(clear, replace(clear, item=replace(clear.item, number="TWIN")))
    )
    apart = list(book_of(both)["Clearance"].iter_rows(min_row=2, values_only=True))
    monkeypatch.setattr("calculator.reports.xlsx.workbook._LARGE", 0)
    joined = list(book_of(both)["Clearance"].iter_rows(min_row=2, values_only=True))
    assert len(apart) - len(joined) == len(clear.clearance)
    assert joined[0][0] == f"{clear.item.number}, TWIN"
    assert joined[0][2:5] == apart[0][2:5]


def test_an_odd_text_is_the_same_text_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.reports.xlsx.workbook._LARGE", 0)
    # One is written with its escape, which the reader leaves in texts that stand in the row.
    texts = [text for text in ODD if text != "_x0041_"]
    odd = report(*(awkward(text).findings[0] for text in texts))
    column = book_of(odd)["Findings"]["B"]
    assert [one.value.strip() for one in column[1:]] == [*map(cell_text, texts)]


def test_no_clock_is_in_a_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(write(drone(), FORMATS["xlsx"]))) as archive:
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml"))) == {
            b"2025-01-01T00:00:00Z"
        }


def test_an_empty_report_and_one_by_mass_are_read_by_both_readers() -> None:
    by_mass = finding("MAG-01", Verdict.CROSSES, exactly("1"), exactly("2"), rule=BY_MASS)
    strange = replace(
        by_mass,
        item=item("M", row=3),
        contributions=(
            replace(by_mass.contributions[0], cells=(Source("--set", "M.Dy.origin"), cell(3))),
        ),
    )
    for one in (report(), report(by_mass, rules=(BY_MASS,)), report(strange, rules=(BY_MASS,))):
        data = write(one, FORMATS["xlsx"])
        assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == SHEETS
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == SHEETS


def test_a_percentage_shows_as_many_decimals_as_it_takes() -> None:
    at = Fraction(1, 1000)
    assert layout.percent_form(Fraction("0.999")) == "0.0%"
    assert layout.percent_form(Fraction(1, 3)) == "0.0000%"
    assert layout.percent_form(at, at) == "0.0000%"
    assert layout.percent_form(at - Fraction(1, 10**30), at) == "0.0000000000000%"
