"""What is no bill is refused by what it is, and never ends in "not required"; a bill that only looks odd is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli.main import main
from calculator.sources.reader import ImportResult, read_files
from tests.paths import SAMPLES
from tests.sources.layouts import grid


def codes(result: ImportResult) -> set[str]:
    return {problem.code for problem in result.problems if problem.severity.value == "error"}


def run(*words: str | Path) -> int:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False).exit_code


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "html", "xlsx", "sarif", "junit"])
def test_our_own_report_is_refused_by_what_it_is(tmp_path: Path, suffix: str) -> None:
    report = tmp_path / f"report.{suffix}"
    run("check", SAMPLES / "drone.xlsx", "--format", suffix, "-o", report, "--on", "2026-11-23")
    result = read_files([report])
    assert result.refused == (report.name,)
    assert codes(result) == {"own-document"}


def test_our_own_questionnaire_is_refused_as_a_bill(tmp_path: Path) -> None:
    letter = tmp_path / "questions.xlsx"
    run("ask", SAMPLES / "drone.xlsx", "-o", letter)
    assert codes(read_files([letter])) == {"own-document"}


def test_our_own_profile_is_refused_as_a_bill(tmp_path: Path) -> None:
    profile = tmp_path / "supplier.toml"
    run("inspect", SAMPLES / "drone.xlsx", "--save-profile", profile)
    assert codes(read_files([profile])) == {"own-document"}
    # A person may have taken the first line out.
    profile.write_text("\n".join(profile.read_text("utf-8").split("\n")[3:]), encoding="utf-8")
    assert codes(read_files([profile])) == {"own-document"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.toml", 'title = "x"\n[part]\nname = "magnet"\n'),
        ("a.json", json.dumps([{"Part Number": "MAG", "Quantity": 1}])),
    ],
)
def test_settings_and_json_are_refused_as_what_they_are(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert codes(read_files([path])) == {"unknown-format"}


def test_an_empty_template_with_a_footer_is_no_product(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    run("template", path)
    book = load_workbook(path)
    for sheet in book:
        if sheet.title != "Read me":
            sheet.delete_rows(2, sheet.max_row)
    book["BOM"]["B9"] = "Page 1 of 1, confidential"
    book.save(path)
    result = read_files([path])
    assert not result.bill.items
    assert codes(result) == {"empty-bill"}


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Hours", "Rate", "Total"], ["Sato", 8, 50, 400], ["Kim", 4, 50, 200]],
        [["Date", "Description", "Amount", "Balance"], ["1 May", "rent", 100, 900]],
        [["Name", "Position", "Company", "E-mail"], ["Sato", "buyer", "Kita", "s@kita.example"]],
        [["Currency", "Rate"], ["EUR", 1.1], ["JPY", 0.006]],
        [["Date", "Event", "Place"], ["1 May", "fair", "hall 3"], ["2 May", "visit", "plant"]],
        [["Invoice"], [], ["Description", "Quantity", "Unit Price"], ["Ring", 2, 10]],
        [["RECHNUNG Nr. 2026-17"], ["Bezeichnung", "Menge", "Einzelpreis"], ["Ring", 2, 10]],
        [["发票"], ["名称", "数量", "单价"], ["环", 2, 10]],
        [["Name", "Class", "Mark"], ["Ann", "4b", "A"], ["Bob", "4b", "C"]],
    ],
)
def test_a_workbook_that_is_no_bill_is_refused(tmp_path: Path, rows: list[list[object]]) -> None:
    result = read_files([grid(tmp_path / "x.xlsx", rows)])
    assert result.refused == ("x.xlsx",)
    assert codes(result) == {"no-bill"}


def test_a_workbook_of_facts_alone_is_no_bill(tmp_path: Path) -> None:
    path = grid(tmp_path / "x.xlsx", [["Currency", "To", "Rate"], ["EUR", "USD", 1.1]], "Rates")
    result = read_files([path])
    (problem,) = (problem for problem in result.problems if problem.code == "no-bill")
    assert "--facts" in problem.message


@pytest.mark.parametrize(
    "rows",
    [
        [["Name of Component", "Price", "Units Needed"], ["Ring", 10, 2]],
        [["Part", "Amount"], ["Ring", 2], ["Bolt", 4]],
        [["Invoice parts list 7"], ["Part Number", "Quantity"], ["R-1", 2]],
        [["Description", "Qty", "Price"], ["Ring", 2, 10]],
    ],
)
def test_a_plain_list_of_parts_is_a_bill(tmp_path: Path, rows: list[list[object]]) -> None:
    assert not read_files([grid(tmp_path / "x.xlsx", rows)]).refused


def test_a_sheet_that_calls_itself_an_invoice_is_read_where_the_user_names_it(
    tmp_path: Path,
) -> None:
    from calculator.sources.reader import Request

    rows = [["Invoice"], ["Description", "Quantity", "Unit Price"], ["Ring", 2, 10]]
    path = grid(tmp_path / "x.xlsx", rows)
    assert read_files([path], (), Request(sheet="Sheet1")).bill.items
