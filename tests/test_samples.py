"""The samples: the program gives the answers that were worked by hand, and the committed files are what the script writes."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli import main

SAMPLES = Path(__file__).parent.parent / "sample_boms"
RUNS = tomllib.loads((SAMPLES / "answers.toml").read_text("utf-8"))["run"]


def fraction(text: str) -> Fraction:
    part, _, whole = text.partition("/")
    return Fraction(part) / Fraction(whole or "1")


@pytest.mark.parametrize("answer", RUNS, ids=[" ".join([run["file"], *run.get("args", [])]) for run in RUNS])
def test_a_sample_has_the_answer_that_was_worked_by_hand(answer):
    args = [str(SAMPLES / word) if word.endswith(".xlsx") else word for word in answer.get("args", [])]
    result = CliRunner().invoke(main, ["check", str(SAMPLES / answer["file"]), "--format", "json", "--on", "2026-11-23", *args])
    assert result.exit_code == answer["exit"], result.stderr
    report = json.loads(result.stdout)
    assert [suspect["item"] for suspect in report["suspects"]] == answer["suspects"]
    assert [problem for problem in report["problems"] if problem["severity"] == "error"] == []
    found = {finding["item"]: finding for finding in report["findings"]}
    for item, expected in answer.get("items", {}).items():
        finding = found[item]
        assert {key: finding[key] for key in ("subject", "verdict", "licence")} == {key: expected[key] for key in ("subject", "verdict", "licence")}, item
        if "share" in expected:
            share = finding["value"]["share"]
            assert [fraction(share["low"]), fraction(share["high"])] == [fraction(text) for text in expected["share"]], item
    if "product" in answer:
        product = next(one for one in report["products"] if one["item"] == answer["product"]["item"])
        assert product["verdict"] == answer["product"]["verdict"]
        if "share" in answer["product"]:
            assert [fraction(product["share"]["low"]), fraction(product["share"]["high"])] == [fraction(text) for text in answer["product"]["share"]]


def test_the_committed_samples_are_what_the_script_writes(tmp_path):
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.write(tmp_path)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(path.name for path in SAMPLES.glob("*.xlsx"))
    for name in written:
        assert cells(tmp_path / name) == cells(SAMPLES / name), name


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(path, read_only=True)
    found = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    book.close()
    return found


def test_the_samples_run_from_twenty_to_several_thousand_lines():
    sizes = {}
    for path in SAMPLES.glob("*.xlsx"):
        book = load_workbook(path, read_only=True)
        sizes[path.name] = book.worksheets[0].max_row - 1
        book.close()
    assert sizes["electric-drive-line.xlsx"] > 3000
    assert sizes["drone.xlsx"] > 50
