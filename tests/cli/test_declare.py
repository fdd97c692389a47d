"""The command `declare`: formats, exit status, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli.main import main
from tests.workbooks import write_workbook

BOM = [
    {"Level": 0, "Part Number": "PUMP", "Item Class": "assembly", "Quantity": 1, "Unit": "each"},
    {
        "Level": 1,
        "Part Number": "M1",
        "Description": "=cmd|' /C calc'!A0",
        "Item Class": "magnet",
        "Material": "ferrite",
        "Quantity": 2,
        "Unit": "each",
        "Unit Mass": 10,
        "Mass Unit": "g",
    },
]
CONTENT = [{"Part Number": "M1", "Substance": "Fe2O3", "wt%": 100, "Disclosure": "all"}]


@pytest.fixture(scope="module")
def bom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("declare")
    return write_workbook(folder / "pump.xlsx", BOM=BOM, Content=CONTENT)


@pytest.fixture(autouse=True)
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")


def declare(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["declare", *words, "--no-progress", "--on", "2026-11-30"])
    return result.exit_code, result.output


def test_a_complete_declaration_ends_in_0(bom: Path) -> None:
    status, text = declare(str(bom), "--rule", "eu-crma-28")
    assert status == 0
    (declaration,) = json.loads(text)["declarations"]
    assert declaration["complete"] is True
    assert declaration["products"][0]["by_kind"] == [
        {
            "kind": "ferrite",
            "quantity": {"low": "2", "high": "2"},
            "mass_kg": {"low": "0.02", "high": "0.02"},
        }
    ]


def test_a_field_that_must_be_filled_and_is_unknown_ends_in_3(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "b.xlsx", BOM=BOM)
    status, text = declare(str(path), "--rule", "eu-crma-28")
    assert status == 3
    (declaration,) = json.loads(text)["declarations"]
    fields = {field["id"]: field for field in declaration["products"][0]["magnets"][0]["fields"]}
    assert (fields["composition"]["state"], bool(fields["composition"]["question"])) == (
        "unknown",
        True,
    )


def test_a_bill_that_cannot_be_read_ends_in_4(tmp_path: Path) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"no workbook")
    assert declare(str(path), "--rule", "eu-crma-28")[0] == 4


def test_another_rule_is_wrong_usage_and_the_way_out_is_named(bom: Path) -> None:
    status, text = declare(str(bom), "--rule", "cn-mofcom-2025-61")
    assert status == 2
    assert "eu-crma-28, eu-crma-29, us-ndaa-857" in text


def test_no_rule_is_wrong_usage(bom: Path) -> None:
    assert declare(str(bom))[0] == 2


def test_check_sends_a_declaration_to_declare(bom: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(bom), "--rule", "eu-crma-29", "--no-progress"])
    assert result.exit_code == 2
    assert "`deminimis declare BOM --rule eu-crma-29`" in result.output


def test_the_workbook_holds_no_formula(bom: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.xlsx"
    status, _ = declare(str(bom), "--rule", "eu-crma-28", "--rule", "us-ndaa-857", "-o", str(out))
    assert status == 0
    book = load_workbook(out)
    assert book.sheetnames == [
        "Declaration",
        "Fields",
        "Magnets by kind",
        "Magnets unknown",
        "To fill in",
        "Rule",
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_the_page_escapes_what_a_file_says_and_loads_nothing(bom: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.html"
    assert declare(str(bom), "--rule", "eu-crma-28", "-o", str(out))[0] == 0
    text = out.read_text("utf-8")
    assert "default-src &#39;none&#39;" in text
    assert "<script" not in text
    assert "Complete as far as a bill can tell" in text


def test_an_existing_file_and_an_unknown_suffix_are_refused(bom: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.json"
    out.write_text("mine")
    assert declare(str(bom), "--rule", "eu-crma-28", "-o", str(out))[0] == 2
    assert out.read_text() == "mine"
    assert declare(str(bom), "--rule", "eu-crma-28", "-o", str(tmp_path / "d.doc"))[0] == 2
    assert declare(str(bom), "--rule", "eu-crma-28", "--format", "pdf")[0] == 2
