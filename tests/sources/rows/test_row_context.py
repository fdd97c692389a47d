"""What an unread cell of a line says of its part makes the part a suspect; what it says of others does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from calculator.findings.report import Report
from tests.sources.layouts import grid
from tests.workbooks import LAW, ON


def report_of(
    folder: Path,
    heading: str,
    text: object,
    *,
    description: str = "Disc D10x3",
    material: object = None,
) -> Report:
    """The report on a frame with one part under a heading that nobody knows, and a plate beside it."""
    path = grid(
        folder / "bom.xlsx",
        [
            ["Level", "Part Number", "Description", "Quantity", "Material", heading],
            [0, "P-1000", "Frame", 1, "steel", None],
            [1, "X-2001", description, 2, material, text],
            [1, "X-2002", "Plate 20x20", 2, "steel", "shelf 3"],
        ],
    )
    return assess((path,), (), Options(on=ON, rules=(LAW,))).report


@pytest.mark.parametrize("heading", ["Notes", "Zusatz", "Specification details", None])
@pytest.mark.parametrize(
    "text",
    [
        "N52 neodymium magnet for the door latch",
        "BLDC motor 24 V, 3 Nm, geared, with hall sensors, round flange",
        "Delivered in a box of ten pieces each, see page four of the contract. Magnet N42SH, nickel plated.",
        "8505.11.10",
        "1C905.a",
    ],
)
def test_whatever_its_length_and_heading_a_part_in_an_unread_cell_is_asked_about(
    tmp_path, heading, text
):
    report = report_of(tmp_path, heading, text)
    assert report.exit_status() == 3
    named = [*report.suspects, *report.findings]
    assert [entry.item.number for entry in named] == ["X-2001"]


@pytest.mark.parametrize("text", ["BLDC motor 24 V", "Magnet 10x5 mm", "NdFeB"])
def test_a_material_in_another_column_does_not_rule_out_a_part_with_a_size_or_a_grade(
    tmp_path, text
):
    assert report_of(tmp_path, "Zusatz", text, material="steel").exit_status() == 3


@pytest.mark.parametrize("code", [85051110, 85051110.0, "85051110"])
def test_a_tariff_code_without_its_dot_counts_below_a_heading_for_it_alone(tmp_path, code):
    assert report_of(tmp_path, "HS Code", code).exit_status() == 3
    assert report_of(tmp_path, "Zusatz", code).exit_status() == 0


@pytest.mark.parametrize(
    "text",
    [
        "keep away from magnets",
        "non-magnetic",
        "https://shop.example/neodymium-magnet-n52",
        "see page 4",
        "ohne Motor",
    ],
)
def test_what_says_nothing_of_the_part_is_no_question(tmp_path, text):
    assert report_of(tmp_path, "Notes", text, material="steel").exit_status() == 0


def test_a_ferrite_that_is_called_neodymium_beside_it_is_a_magnet_of_unknown_material(tmp_path):
    report = report_of(
        tmp_path, "Zusatz", "NdFeB N42", description="Ferrite magnet", material="ferrite"
    )
    (finding,) = report.findings
    assert finding.item.family == ""
    plain = report_of(
        tmp_path, "Zusatz", "shelf 4", description="Ferrite magnet", material="ferrite"
    )
    assert plain.findings[0].item.family == "ferrite"


def test_a_category_of_one_word_is_asked_about_where_nothing_tells_the_material(tmp_path):
    assert report_of(tmp_path, "Group", "Motors").exit_status() == 3
    assert report_of(tmp_path, "Group", "Motors", material="steel").exit_status() == 0


def test_a_company_in_an_unread_column_makes_no_magnet_of_its_part(tmp_path):
    report = report_of(tmp_path, "Vendor contact", "Ningbo Magnet", material="steel")
    assert report.exit_status() == 0
