"""Two grades, materials or sizes of which one is delivered leave open which; a grade that was, and sizes of one part, do not."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from calculator.model.claim import ClaimKind
from calculator.recognition.claims import claims_in
from tests.workbooks import LAW, ON, magnet, write_workbook

OPEN = [
    "NdFeB magnet N42 or N42SH",
    "Magnet N35/N38",
    "N35/38",
    "Sm2Co17 or NdFeB",
    "NdFeB / ferrite",
    "NdFeB-Magnet N42 bzw. N42SH",
    "Aimant NdFeB N42 ou N42SH",
    "Imán NdFeB N42 o N45",
    "Magnes NdFeB lub SmCo",
    "钕铁硼磁铁 N42或N42SH",
    "ネオジム磁石 N42または N42SH",
    "Magnet N42 (N48H as option)",
    "N42\nN42SH",
    "NdFeB, 10x5x2 or 12x5x2 mm",
    "10x5x2 / 12x5x2",
    "Magnet 10 mm oder 12 mm",
    "NdFeB N42 or equivalent",
    "NdFeB oder gleichwertig",
    "magnet N42 or higher",
    "钕铁硼 N42 或同等",
    "min. N42",
    "N42+",
    "N42 - N48",
]
SETTLED = [
    "NdFeB magnet N42 10x5x2 mm",
    "NdFeB N-42 SH, grade 42SH",
    "N42SH (replaces N35)",
    "N42 instead of N35",
    "N42, früher N35",
    "NdFeB, not SmCo",
    "N42/30 pcs",
    "N42, 35 mm",
    "N42 30x10x5",
    "20/10x5 mm",
    "Ø10/Ø5 x 3",
    "M3x10 screw",
    "NdFeB magnet + ferrite core",
    "steel or brass bush",
    "ring or equivalent",
    "with or without lid",
    "coated Ni or Zn",
]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_offered_in_two_ways_leaves_open_which_is_delivered(text):
    assert ClaimKind.OTHER_PART in {claim.kind for claim in claims_in(text)}


@pytest.mark.parametrize("text", SETTLED)
def test_one_part_with_its_sizes_and_its_past_is_one_part(text):
    assert ClaimKind.OTHER_PART not in {claim.kind for claim in claims_in(text)}


CONTENT = [
    {"Part Number": "MAG", "Substance": "Nd", "Form": "metal", "wt%": 30, "Disclosure": "full"}
]


def exit_status(folder, **columns):
    path = write_workbook(folder / "bom.xlsx", BOM=[magnet(**columns)], Content=CONTENT)
    return assess((path,), (), Options(on=ON, rules=(LAW,))).report.exit_status()


def test_two_grades_in_two_columns_of_a_row_leave_open_which_is_delivered(tmp_path):
    for description, grade, is_open in (
        ("Magnet N42", "N42SH", True),
        ("Magnet N42", "N42", False),
        ("Magnet 42SH", "N42SH", False),
        ("Magnet", "N42", False),
        ("Magnet N42", "10x5", False),
    ):
        status = exit_status(tmp_path, Description=description, Grade=grade)
        assert status == (3 if is_open else 0), (description, grade)


def test_what_is_declared_of_another_grade_leaves_open_which_is_delivered(tmp_path):
    for remark, status in (("grade N35", 3), ("grade N42", 0), ("certificate 35", 0)):
        bom = [magnet("MAG-1", Description="Magnet N42")]
        content = [{**CONTENT[0], "Part Number": "MAG-1", "Remark": remark}]
        path = write_workbook(tmp_path / "bom.xlsx", BOM=bom, Content=content)
        run = assess((path,), (), Options(on=ON, rules=(LAW,)))
        assert run.report.exit_status() == status, remark
