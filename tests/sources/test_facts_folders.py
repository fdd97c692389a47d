"""Facts in a folder or behind a pattern: what is read, what is left out with a fate, and what ends a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from calculator.cli.main import main
from calculator.findings.accounting import FileFate
from calculator.findings.verdict import Verdict
from calculator.sources.files.facts_files import each_facts_file, facts_files
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

DECLARED = [
    {
        "Part Number": "MAG",
        "Substance": "Nd",
        "wt%": 30,
        "Country of Origin": "JP",
        "Disclosure": "full",
    }
]
WITH_DYSPROSIUM = [
    {
        "Part Number": "MAG",
        "Substance": "Dy",
        "wt%": 5,
        "Country of Origin": "CN",
        "Value": 1,
        "Currency": "USD",
    },
    {"Part Number": "MAG", "Substance": "Nd", "wt%": 30, "Country of Origin": "JP"},
]


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of declarations: two of one name, a text, a lock file and a hidden folder."""
    folder = tmp_path / "declarations"
    for supplier in ("acme", "best"):
        (folder / supplier).mkdir(parents=True)
    write_workbook(folder / "acme" / "declaration.xlsx", Content=WITH_DYSPROSIUM)
    write_workbook(
        folder / "best" / "declaration.xlsx",
        Content=[{"Part Number": "OTHER-77", "Substance": "Tb", "wt%": 1}],
    )
    (folder / "readme.txt").write_text("what the suppliers sent")
    (folder / "acme" / "~$declaration.xlsx").write_bytes(b"lock")
    (folder / ".trash").mkdir()
    (folder / ".trash" / "old.csv").write_text("Part Number,Substance,wt%\nMAG,Tb,90\n")
    return folder


def run_of(bill: Path, *facts: Path):
    return assess((bill,), facts, Options(on=ON, rules=(LAW,)))


def test_a_folder_is_read_with_all_that_is_below_it(bill, folder):
    run = run_of(bill, folder)
    assert run.report.refused == ()
    assert finding(run, "MAG").verdict is Verdict.CROSSES
    assert [file.path for file in run.report.inputs] == [
        "bom.xlsx",
        "acme/declaration.xlsx",
        "best/declaration.xlsx",
    ]


def test_a_figure_from_a_folder_is_cited_by_the_path_below_it(bill, folder):
    cells = [str(cell) for row in run_of(bill, folder).read.content["MAG"] for cell in row.cells]
    assert "acme/declaration.xlsx!Content!B2" in cells


def test_every_file_of_a_folder_has_a_fate(bill, folder):
    fates = {account.path: account.fate for account in run_of(bill, folder).report.accounting}
    assert fates == {
        "bom.xlsx": FileFate.READ,
        "acme/declaration.xlsx": FileFate.READ,
        "best/declaration.xlsx": FileFate.READ,
        "acme/~$declaration.xlsx": FileFate.LEFT_OUT,
        "readme.txt": FileFate.LEFT_OUT,
    }


def test_a_pattern_finds_the_same_files(folder):
    names = facts_files([folder / "**" / "*.xlsx"]).names
    assert sorted(names.values()) == ["acme/declaration.xlsx", "best/declaration.xlsx"]


def test_a_found_file_of_a_suffix_that_is_read_and_that_cannot_be_is_refused(bill, folder):
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no zip")
    run = run_of(bill, folder)
    assert run.report.refused == ("broken.xlsx",)
    assert run.report.exit_status() == 4


def test_a_found_file_without_facts_is_refused_by_name(bill, folder):
    write_workbook(folder / "other.xlsx", BOM=[magnet("OTHER")])
    assert run_of(bill, folder).report.refused == ("other.xlsx",)


def test_a_found_report_of_ours_is_passed_over_by_its_mark(bill, folder):
    with pytest.raises(SystemExit):
        main(["check", str(bill), "--on", "2025-12-15", "-o", str(folder / "report.xlsx")])
    run = run_of(bill, folder)
    fates = {account.path: account.fate for account in run.report.accounting}
    assert fates["report.xlsx"] is FileFate.OURS
    assert run.report.refused == ()


def test_a_named_file_is_read_whatever_its_suffix_and_refused_if_it_is_not_there(bill, tmp_path):
    missing = run_of(bill, tmp_path / "nowhere.xlsx")
    assert missing.report.refused == ("nowhere.xlsx",)
    nothing = run_of(bill, tmp_path / "nowhere" / "*.xlsx")
    assert nothing.report.exit_status() == 4


def test_a_folder_without_facts_is_told_and_refuses_nothing(bill, tmp_path):
    (tmp_path / "answers").mkdir()
    run = run_of(bill, tmp_path / "answers")
    assert "no-facts-in-folder" in codes(run)
    assert run.report.refused == ()


def test_the_bill_itself_is_not_found_as_facts(bill, tmp_path):
    run = run_of(bill, tmp_path)
    assert run.report.refused == ()
    assert [file.role for file in run.report.inputs] == ["bom"]


def test_a_file_that_is_named_and_found_is_read_once(bill, folder):
    acme = folder / "acme" / "declaration.xlsx"
    assert each_facts_file((acme, folder)).count(acme) == 1
    assert "content-repeated" not in codes(run_of(bill, acme, folder))


def test_a_report_on_a_folder_is_verified_by_the_names_below_it(bill, folder, capsys):
    report = folder.parent / "report.json"
    with pytest.raises(SystemExit):
        main(["check", str(bill), "--facts", str(folder), "--on", "2025-12-15", "-o", str(report)])
    (folder / "notes.pdf").write_bytes(b"%PDF")
    assert {"path": "readme.txt", "fate": "left-out"}.items() <= next(
        entry
        for entry in json.loads(report.read_text("utf-8"))["accounting"]["inputs"]
        if entry["path"] == "readme.txt"
    ).items()
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(report), "--in", str(folder), "--in", str(folder.parent)])
    assert ended.value.code == 0, capsys.readouterr()


def test_nothing_is_written_over_a_file_of_the_folder(bill, folder):
    target = folder / "acme" / "declaration.xlsx"
    with pytest.raises(SystemExit) as ended:
        main(["check", str(bill), "--facts", str(folder), "--format", "xlsx", "-o", str(target)])
    assert ended.value.code == 2


def test_a_declaration_in_a_folder_closes_as_one_that_is_named_does(bill, tmp_path):
    (tmp_path / "facts").mkdir()
    write_workbook(tmp_path / "facts" / "a.xlsx", Content=DECLARED)
    assert finding(run_of(bill, tmp_path / "facts"), "MAG").subject.value == "no"
