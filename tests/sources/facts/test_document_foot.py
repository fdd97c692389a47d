"""The foot of a certificate names no substance and stands in no way; what may say that something else is there, does."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.sources.facts.document_foot import is_foot
from tests.sources.declarations.test_document_head import CERTIFICATE, LISTED, PART, assessed_with
from tests.workbooks import assessed, magnet

FEET = [
    ("Signed: A. Tanaka, Quality Manager",), ("Approved by", "A. Tanaka"), ("Name", "A. Tanaka", "Position", "QA"), ("Date: 2026-01-01",),
    ("Tel: +81-3-1234-5678",), ("e-mail: qa@hoshi.example",), ("www.hoshi.example",), ("1-2-3 Kita, Osaka",), ("H-1117 Budapest",), ("Page 1 of 1",),
    ("Osaka, 4 May 2026",), ("(signed) A. Tanaka",), ("Hoshi Magnet Co., Ltd.",), ("The above is true and complete.",), ("This declaration is valid until 2027-12-31.",), ("Remarks: none",),
    ("Unterschrift", "K. Meier"), ("Fait à Lyon, le 3 mars 2026",), ("Firma y fecha",), ("签字：田中",), ("以上",), ("承認", "山田"), ("서명", "김"), ("Podpis", "A. Nowak"),
]  # fmt: skip
NO_FEET = [
    ("Additive X",), ("Proprietary additives",), ("Other elements not listed",), ("Plus 0.5 % Dy by diffusion",), ("Dy may be up to 1 %",),
    ("Signed: A. Tanaka, proprietary elements apart",), ("The above excludes additives",), ("Date: with 3 % Dy",), ("以上，其他元素未列",), ("Terbium",), ("Page 1", "3 %"),
    ("We confirm", "terbium was diffused"), ("Approved: Dy-rich phase apart",), ("Date", "Dy"), ("第二相：富镝相",),
]  # fmt: skip


def test_what_is_a_foot_and_what_is_none() -> None:
    assert [row for row in FEET if not is_foot(row)] == []
    assert [row for row in NO_FEET if is_foot(row)] == []


@pytest.mark.parametrize("substance", ["Dy", "Tb", "Nd", "none"])
def test_a_part_whose_number_begins_like_a_foot_is_a_part(tmp_path: Path, substance: str) -> None:
    """Nobody says how much of it there is: with the row the list of QA-100 is not all, and without it it would be."""
    row = {"Part Number": "QA-100", "Disclosure": "full" if substance == "none" else ""}
    rows = [{**row, "Substance": substance}, {**row, "Substance": "Fe", "wt%": 70}]
    content = assessed(tmp_path, BOM=[magnet("QA-100")], Content=rows).read.content["QA-100"]
    assert len(content) == 2


@pytest.mark.parametrize("table", [[PART, *CERTIFICATE], LISTED], ids=["certificate", "Content"])
def test_a_certificate_is_closed_above_its_foot_and_not_above_a_reservation(
    tmp_path: Path, table: list[tuple[object, ...]]
) -> None:
    """All feet at once below the figures, after an empty row; then each kind of reservation behind a signature."""
    feet = [*table, (), *FEET]
    report = assessed_with(tmp_path, Certificate=feet).report
    assert report.exit_status() == 0, list(report.problems)
    for number, row in enumerate(NO_FEET[1:5]):
        folder = tmp_path / str(number)
        folder.mkdir()
        open_list = [*table, (), FEET[0], row]
        assert assessed_with(folder, Certificate=open_list).report.exit_status() == 3, row
