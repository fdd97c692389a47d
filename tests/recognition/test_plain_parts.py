"""A thread, a value and a standard number tell what a part is without a word; a grade of a magnet does not."""

import pytest

from calculator.recognition.plain_parts import is_plain_part
from tests.workbooks import assessed

PLAIN = [
    "M3x16",
    "m3x16",
    "M4 x 20 mm",
    "DIN 912",
    "ISO 4762 M3x8",
    "100nF",
    "100nF 25V X7R 0603",
    "4.7 uF 10%",
    "10 µH",
    "4k7",
    "10kΩ 1% 0402",
    "1 Mohm",
    "608ZZ",
    "6001-2RS",
    "LM10UU",
    "1N5819W",
    "2N2222A",
    "L7805CV-DG",
    "RP2040",
    "STM32F103C8T6",
    "TMC2209",
]
NOT_PLAIN = [
    "",
    "M3",
    "10k",
    "N52",
    "N42SH",
    "Y30BH",
    "NMX-43SH",
    "D10x3",
    "10x5x2",
    "MG996R",
    "SG90",
    "28BYJ-48",
    "2212",
    "EC45",
    "U8",
    "A2",
    "4010",
    "TL-42",
    "100nF motor",
    "M3x16 N52",
    "M3x16 Nd",
    "17HS4401",
    "2737T101",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_standard_part_tells_what_it_is(text):
    assert is_plain_part(text)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_a_grade_a_size_and_a_motor_s_number_do_not(text):
    assert not is_plain_part(text)


@pytest.mark.parametrize(
    ("text", "designator", "is_plain"),
    [
        ("10k", "R1", True),
        ("10", "R1, R2-R5", True),
        ("100n", "C3", True),
        ("10u", "L1", True),
        ("10k", "M1", False),
        ("10k", "RM1", False),
        ("N52", "R1", False),
        ("10k", "", False),
    ],
)
def test_a_bare_value_counts_beside_a_designator_of_resistors_capacitors_and_inductors(
    text, designator, is_plain
):
    assert is_plain_part(text, designator) is is_plain


@pytest.mark.parametrize(("description", "suspects"), [("M3x16", 0), ("4k7 0603", 0), ("XY-77", 1)])
def test_nobody_asks_what_a_screw_by_its_thread_is(tmp_path, description, suspects):
    rows = [{"Part Number": "P-1", "Description": description, "Quantity": 1}]
    rows.append({"Part Number": "P-2", "Description": "Bracket", "Quantity": 1})
    assert len(assessed(tmp_path, BOM=rows).report.suspects) == suspects


@pytest.mark.parametrize("number", ["m3x16", "100nF", "1N5819W"])
def test_a_part_of_which_only_its_standard_number_stands_is_not_asked_about(tmp_path, number):
    rows = [{"Part Number": number, "Description": "", "Quantity": 1}]
    rows.append({"Part Number": "P-2", "Description": "Bracket", "Quantity": 1})
    assert assessed(tmp_path, BOM=rows).report.suspects == ()
