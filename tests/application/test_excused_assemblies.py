"""An assembly that may be caught by itself, held against the report of an earlier run."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.application.excuses import excuses_for
from calculator.assessment import Options, assess
from calculator.findings.report import Report
from calculator.model.assumptions import Assumptions
from calculator.reports.records.json_report import write
from calculator.reports.settings import Settings
from tests.law.test_examples import rows_of
from tests.workbooks import LAW, ON, write_workbook

BOM = """
Level | Part Number | Description    | Item Class | Material | Quantity | Unit | Unit Mass | Mass Unit | Unit Price | Currency | Country of Origin | Chinese Technology
0     | MOTOR       | Servo assembly | assembly   |          | 1        | each |           |           | 50         | USD      | {made}            | {technology}
1     | MAG         | Magnet         | magnet     | NdFeB    | 1        | each | 10        | g         | 0.7        | USD      | JP                | no
"""
CONTENT = """
Part Number | Substance | Form  | wt% | Disclosure | Country of Origin
MAG         | Dy        | metal | 4   | full       | JP
"""


def report_of(
    folder: Path, made: str, technology: str = "no", since: Path | None = None, **assume: bool
) -> Report:
    folder.mkdir(exist_ok=True)
    path = write_workbook(
        folder / "bom.xlsx",
        BOM=rows_of(BOM.format(made=made, technology=technology)),
        Content=rows_of(CONTENT),
    )
    excuses, _ = excuses_for((), since, on=ON, rules=())
    options = Options(on=ON, rules=(LAW,), excuses=excuses, assumptions=Assumptions(**assume))
    return assess((path,), (), options).report


def kept(report: Report, path: Path) -> Path:
    path.write_bytes(write(report, Settings()))
    return path


def test_what_the_earlier_report_stated_of_an_assembly_does_not_count_again(tmp_path: Path) -> None:
    before = kept(report_of(tmp_path / "a", "CN"), tmp_path / "before.json")
    after = report_of(tmp_path / "b", "CN", since=before)
    assert (after.headline.value, after.exit_status()) == ("undetermined", 0)


@pytest.mark.parametrize(
    ("made", "technology"), [("CN", "yes"), ("HK", "yes")], ids=["one more case", "another case"]
)
def test_what_came_since_counts(tmp_path: Path, made: str, technology: str) -> None:
    before = kept(report_of(tmp_path / "a", "CN"), tmp_path / "before.json")
    assert report_of(tmp_path / "b", made, technology, since=before).exit_status() == 3


def test_an_assembly_that_was_japanese_before_counts(tmp_path: Path) -> None:
    before = kept(report_of(tmp_path / "a", "JP"), tmp_path / "before.json")
    assert report_of(tmp_path / "b", "CN", since=before).exit_status() == 3


def test_a_report_that_assumed_assemblies_away_has_said_nothing_of_them(tmp_path: Path) -> None:
    first = report_of(tmp_path / "a", "CN", assemblies_not_listed=True)
    before = kept(first, tmp_path / "before.json")
    assert report_of(tmp_path / "b", "CN", since=before).exit_status() == 3
