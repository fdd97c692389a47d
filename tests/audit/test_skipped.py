"""What lies in a folder beside the bills: documents of ours and files of facts, passed over by name; never by a guess."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.audit.skipped import plain
from calculator.cli.main import main
from tests.paths import SAMPLES
from tests.workbooks import dysprosium, write_workbook

ON = ("--on", "2026-11-23")


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "speaker.xlsx").write_bytes((SAMPLES / "loudspeaker.xlsx").read_bytes())
    return folder


def audited(folder: Path) -> tuple[int, dict[str, str]]:
    result = run("audit", folder, *ON, "-o", folder.parent / "out", "--format", "csv")
    rows = csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff")))
    return result.exit_code, {Path(row["path"]).name: row["answer"] for row in rows}


def test_our_own_documents_have_no_effect_on_the_status(folder: Path) -> None:
    drone = SAMPLES / "drone.xlsx"
    assert run("check", drone, *ON, "-q", "-o", folder / "report.xlsx").exit_code == 1
    assert run("check", drone, *ON, "-q", "-o", folder / "report.csv").exit_code == 1
    assert run("ask", drone, *ON, "-o", folder / "questions.xlsx").exit_code == 0
    status, answers = audited(folder)
    assert status == 0
    assert answers == {
        "questions.xlsx": "skipped",
        "report.csv": "skipped",
        "report.xlsx": "skipped",
        "speaker.xlsx": "not-required",
    }


def test_facts_under_the_exact_headings_have_no_effect(folder: Path) -> None:
    write_workbook(folder / "facts.xlsx", Content=[dysprosium()])
    (folder / "rates.csv").write_text("currency,TO,Rate\nEUR,USD,1.1\n", "utf-8")
    status, answers = audited(folder)
    assert status == 0
    assert answers["facts.xlsx"] == answers["rates.csv"] == "skipped"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email\nLi Wei,li@example.com\n",
        "Currency,To,Exchange rate\nEUR,USD,1.1\n",
        "Part Number,Substance,wt%,Remark of ours\nP-1,Dy,1,x\n",
    ],
    ids=["contacts", "other heading", "one heading more"],
)
def test_any_other_file_without_a_bill_is_refused(folder: Path, text: str) -> None:
    (folder / "other.csv").write_text(text, "utf-8")
    status, answers = audited(folder)
    assert (status, answers["other.csv"]) == (4, "refused")


def test_where_everything_is_skipped_nothing_was_read(folder: Path) -> None:
    (folder / "speaker.xlsx").unlink()
    (folder / "rates.csv").write_text("Currency,To,Rate\nEUR,USD,1.1\n", "utf-8")
    result = run("audit", folder, *ON, "-o", folder.parent / "out", "-q")
    assert result.exit_code == 4
    assert "none of the files is a bill" in result.stderr


def test_a_heading_is_known_without_case_spaces_and_signs() -> None:
    assert plain("Min wt%") == plain("MIN_WT%")
    assert plain("Price") != plain("Prices")


def test_facts_named_after_a_product_that_holds_motors_are_skipped(tmp_path):
    """Seen at ``drone-facts.xlsx``: the name of the file was heard as a drone that is on no line."""
    folder = tmp_path / "in"
    folder.mkdir()
    write_workbook(
        folder / "bill.xlsx",
        BOM=[
            {
                "Level": 0,
                "Part Number": "A",
                "Description": "Steel plate",
                "Quantity": 1,
                "Material": "steel",
            }
        ],
    )
    write_workbook(folder / "drone-facts.xlsx", Content=[dysprosium("DR-1")])
    result = run("audit", folder, *ON, "-o", tmp_path / "out", "--format", "csv")
    assert result.exit_code == 0, result.output
    assert "facts-only" in result.output
