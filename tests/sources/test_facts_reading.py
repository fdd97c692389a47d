"""A file of facts is read once for many bills, and says the same to each."""

from __future__ import annotations

import datetime
from pathlib import Path

from calculator.assessment import Options, assess
from calculator.reports.records.json_report import json_bytes
from calculator.sources.facts_reading import _kept_reading
from tests.sources.layouts import grids
from tests.workbooks import LAW, magnet, write_workbook

ON = datetime.date(2026, 11, 23)
CERTIFICATE = [["Part No.: MAG"], ["Element", "wt%"], ["Nd", 30], ["Fe", "Bal."]]
CONTENT = [{"Part Number": "MAG2", "Substance": "Dy", "wt%": 3, "Country of Origin": "CN"}]


def report(folder: Path, *facts: Path, number: str = "MAG") -> bytes:
    bill = folder / f"{number}.xlsx"
    if not bill.exists():
        write_workbook(bill, BOM=[magnet(number)])
    return json_bytes(assess((bill,), facts, Options(on=ON, rules=(LAW,))).report)


def test_the_same_facts_say_the_same_to_every_bill_however_often_they_are_read(
    tmp_path: Path,
) -> None:
    certificate = grids(tmp_path / "c.xlsx", Sheet=CERTIFICATE)
    content = write_workbook(tmp_path / "f.xlsx", Content=CONTENT)
    _kept_reading.cache_clear()
    first = [report(tmp_path, certificate, content, number=one) for one in ("MAG", "MAG2")]
    again = [report(tmp_path, certificate, content, number=one) for one in ("MAG", "MAG2")]
    assert first == again
    assert _kept_reading.cache_info().misses == 2
    assert b'"not-subject"' in first[0]
    assert b'"not-subject"' not in first[1]


def test_facts_that_have_changed_are_read_anew(tmp_path: Path) -> None:
    certificate = grids(tmp_path / "c.xlsx", Sheet=CERTIFICATE)
    before = report(tmp_path, certificate)
    grids(tmp_path / "c.xlsx", Sheet=[*CERTIFICATE[:3], ["Dy", 2], *CERTIFICATE[3:]])
    assert b'"verdict": "not-subject"' in before
    assert b'"verdict": "not-subject"' not in report(tmp_path, certificate)


def test_facts_given_twice_say_nothing_twice(tmp_path: Path) -> None:
    content = write_workbook(
        tmp_path / "f.xlsx", Content=[{**CONTENT[0], "Part Number": "MAG", "wt%": 0.01}]
    )
    copy = tmp_path / "g.xlsx"
    copy.write_bytes(content.read_bytes())
    alone = assess_share(tmp_path, content)
    assert assess_share(tmp_path, content, copy) == alone
    assert assess_share(tmp_path, copy) == alone


def assess_share(folder: Path, *facts: Path) -> object:
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet()])
    assessment = assess((bill,), facts, Options(on=ON, rules=(LAW,)))
    return [(row.share, row.substance) for row in assessment.read.content["MAG"]]
