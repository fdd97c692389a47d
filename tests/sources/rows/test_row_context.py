"""What an unread cell of a line says of its part makes the part a suspect; what it says of others does not."""

from __future__ import annotations

from collections.abc import Sequence
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


# --------------------------------------------------------------------------- groups


def grouped(folder: Path, *rows: Sequence[object], heading: str = "Group") -> Report:
    """The report on parts with a text beside each under a heading that nobody knows."""
    frame = ["P-1000", "Frame", 1, "steel", None]
    lines = [[f"X-200{place}", *row] for place, row in enumerate(rows)]
    heads = ["Part Number", "Description", "Quantity", "Material", heading]
    return assess(
        (grid(folder / "bom.xlsx", [heads, frame, *lines]),), (), Options(on=ON, rules=(LAW,))
    ).report


@pytest.mark.parametrize("heading", ["Group", "Zusatz", "Path", "Remark", None])
@pytest.mark.parametrize("word", ["Pumpe", "1->Y NEMA23 Stepper:1", "Motor unit"])
def test_a_word_over_several_parts_is_one_suspect_of_the_group(tmp_path, heading, word):
    rows = [
        ("Screw M3 x 8", 4, None, word),
        ("Bracket left", 2, None, word),
        ("Cover", 1, None, word),
    ]
    report = grouped(tmp_path, *rows, heading=heading)
    (suspect,) = report.suspects
    assert suspect.item.number == ""
    assert len(suspect.item.cells) == 3


def test_a_part_of_that_kind_settles_the_group(tmp_path):
    report = grouped(tmp_path, ("Screw M3 x 8", 4, None, "Pumps"), ("Pump 12 V", 1, None, "Pumps"))
    assert [suspect.item.description for suspect in report.suspects] == ["Pump 12 V"]


def test_a_group_of_steel_parts_holds_nothing(tmp_path):
    rows = [("Screw M3 x 8", 4, "steel", "Motor"), ("Shaft", 1, "steel", "Motor")]
    assert grouped(tmp_path, *rows).exit_status() == 0


def test_a_magnet_in_a_group_of_magnets_does_not_settle_what_is_not_understood(tmp_path):
    rows = [("Magnet N52 D10x3", 4, None, "Magnets"), ("Ring 8x4", 2, None, "Magnets")]
    report = grouped(tmp_path, *rows)
    assert [suspect.item.description for suspect in report.suspects] == ["Magnets"]
    rows[1] = ("Bracket", 2, None, "Magnets")
    assert not grouped(tmp_path, *rows).suspects


@pytest.mark.parametrize("word", ["N52 magnet 10x5", "NdFeB", "8505.11.70"])
def test_a_magnet_with_a_grade_is_each_of_the_parts_that_it_stands_beside(tmp_path, word):
    rows = [("Disc", 4, None, word), ("Ring", 2, None, word)]
    report = grouped(tmp_path, *rows)
    assert [suspect.item.description for suspect in report.suspects] == ["Disc", "Ring"]


def test_a_group_of_two_kinds_is_asked_about_part_by_part(tmp_path):
    word = "BLDC motor, magnet 10x5"
    report = grouped(tmp_path, ("Rev a", 4, None, word), ("Rev b", 2, None, word))
    assert len(report.suspects) == 2


def test_a_text_beside_one_part_or_parts_of_one_name_stays_with_them(tmp_path):
    report = grouped(tmp_path, ("Disc", 4, None, "Motor"), ("Disc", 2, None, "Motor"))
    assert [suspect.item.number for suspect in report.suspects] == ["X-2000", "X-2001"]


@pytest.mark.parametrize("word", ["Dy2O3 99.9%", "contains dysprosium", "NdPr oxide powder"])
def test_a_listed_material_beside_a_part_is_asked_about(tmp_path, word):
    assert grouped(tmp_path, ("Paste", 1, None, word)).exit_status() == 3


# --------------------------------------------------------------------------- connectors


@pytest.mark.parametrize("designator", ["J3", "CN1, CN2", "TP4", "JP1"])
@pytest.mark.parametrize("words", ["MOT_LEFT", "FAN", "motor1(1,2)"])
def test_a_connector_is_called_after_what_is_connected(tmp_path, designator, words):
    rows = [["Reference", "Value", "Qty"], [designator, words, 1], ["R1", "10k", 2]]
    path = grid(tmp_path / "bom.xlsx", rows)
    assert assess((path,), (), Options(on=ON, rules=(LAW,))).report.exit_status() == 0


@pytest.mark.parametrize(("designator", "words"), [("M1", "Motor"), ("J3, M1", "Motor"), ("J3", "Motor 24 V"), ("P5", "Thruster")])  # fmt: skip
def test_a_motor_among_electronics_is_a_motor(tmp_path, designator, words):
    rows = [["Reference", "Value", "Qty"], [designator, words, 1], ["R1", "10k", 2]]
    path = grid(tmp_path / "bom.xlsx", rows)
    assert assess((path,), (), Options(on=ON, rules=(LAW,))).report.exit_status() == 3


# --------------------------------------------------------------------------- makers and codes


@pytest.mark.parametrize("heading", ["Supplier", "Manufacturer", "Hersteller", "供应商", "Brand"])
@pytest.mark.parametrize(
    "maker", ["K&J Magnetics Inc.", "supermagnete", "JL MAG Rare-Earth Co., Ltd."]
)
def test_a_maker_of_magnets_alone_speaks_where_the_words_say_nothing(tmp_path, heading, maker):
    report = grouped(tmp_path, ("Disc 10x3", 4, None, maker), heading=heading)
    (suspect,) = report.suspects
    assert "makes or sells magnets alone" in suspect.why


@pytest.mark.parametrize(
    ("description", "material", "maker"),
    [
        ("Bracket", None, "supermagnete"),
        ("M3x8", None, "supermagnete"),
        ("Plain disc 10x3", "steel", "supermagnete"),
        ("Disc 10x3", None, "Hoshi Magnet Co., Ltd."),
        ("Disc 10x3", None, "Nordmotor GmbH"),
    ],
)
def test_a_maker_says_nothing_of_what_is_called_something_else(
    tmp_path, description, material, maker
):
    report = grouped(tmp_path, (description, 4, material, maker), heading="Supplier")
    assert report.exit_status() == 0


@pytest.mark.parametrize("description", ["Ferrite magnet Y30", "Ferritmagnet 20 mm", "铁氧体磁铁"])
def test_the_tariff_code_of_metal_magnets_beside_ferrite_is_asked_about(tmp_path, description):
    report = grouped(tmp_path, (description, 4, "Ferrite", "8505.11.10"), heading="HS Code")
    assert report.exit_status() == 3
    assert "code-contradicts-material" in [problem.code for problem in report.problems]


@pytest.mark.parametrize(
    ("description", "code"),
    [("Ferrite magnet Y30", "8505.19.10"), ("AlNiCo magnet rod", "8505.11.10")],
)
def test_a_tariff_code_that_fits_its_magnet_is_no_contradiction(tmp_path, description, code):
    assert grouped(tmp_path, (description, 4, None, code), heading="HS Code").exit_status() == 0


@pytest.mark.parametrize(
    "heading",
    [
        "Unit",
        "Scrap %",
        "Unit Mass",
        "Mass Unit",
        "Total Mass",
        "Unit Price",
        "Total Price",
        "Currency",
        "Price Per",
        "Country of Origin",
        "Mined In",
        "Metal Made In",
        "Chinese Technology",
        "Components",
        "Alternate",
        "Fitted",
        "Valid From",
    ],
)
def test_a_part_in_a_cell_for_a_figure_a_date_or_a_flag_is_asked_about(tmp_path, heading):
    report = report_of(tmp_path, heading, "SmCo magnet version MX-2", description="Position plate")
    assert report.exit_status() == 3
    assert any("X-2001" in entry.item.number for entry in (*report.suspects, *report.findings))


@pytest.mark.parametrize(
    ("designator", "description", "remark", "asked"),
    [
        ("D4", "TVS 5.1V SMAJ5.1A", "Fan2 Tach ESD", False),
        ("R1", "电阻 10kΩ", "Fan1 Tach 5V", False),
        ("J3", "Connector 4P", "motor 12V", False),
        # What its words or its letters do not call soldered stays a question, and so does a magnet.
        ("D4", "Housing", "BLDC motor 24 V", True),
        ("M1", "Connector 4P", "BLDC motor 24 V", True),
        ("J3", "Connector 4P", "N52 magnet inside", True),
    ],
)
def test_a_remark_on_what_is_soldered_to_a_board_names_what_it_serves(
    tmp_path, designator, description, remark, asked
):
    path = grid(
        tmp_path / "bom.xlsx",
        [
            ["Reference", "Part Number", "Description", "Quantity", "Notes"],
            [designator, "X-2001", description, 2, remark],
            ["R7", "X-2002", "Resistor 10k", 2, None],
        ],
    )
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    named = {entry.item.number for entry in (*report.suspects, *report.findings)}
    assert ("X-2001" in named) is asked


@pytest.mark.parametrize(
    ("heading", "value", "status"),
    [
        ("Br (T)", 1.32, 3),
        ("BHmax (MGOe)", 42, 3),
        ("Koerzitivfeldstärke", 955, 3),
        ("Br (ppm)", 900, 0),
        ("Torque", 42, 0),
        ("Notes", "CAS 7429-91-6", 3),
        ("Notes", "1308-87-8", 3),
        ("Notes", "CAS 7440-50-8", 0),
    ],
)
def test_a_property_of_magnets_and_the_number_of_a_rare_earth_are_heard(
    tmp_path, heading, value, status
):
    report = report_of(
        tmp_path, heading, value, description="Disc D10x3 copper" if not status else "Disc D10x3"
    )
    assert report.exit_status() == status


def test_a_later_sentence_that_names_a_magnet_alone_is_a_part(tmp_path):
    for text, status in (("Bracket; magnet; label", 3), ("Bracket; for magnet; label", 0)):
        report = report_of(tmp_path, "Notes", None, description=text, material="steel")
        assert report.exit_status() == status, text


def test_what_the_customer_provides_is_no_supplier(tmp_path):
    for text, status in (("Magnet Beistellung", 3), ("Ningbo Magnet Co., Ltd.", 0)):
        assert report_of(tmp_path, "Supplier", text, material="steel").exit_status() == status, text


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Magnets", 2),
        ("Magnets", "2 pcs"),
        ("No. of magnets", 1),
        ("Incl. magnet", "x"),
        ("Magnete", "ja"),
        ("磁石", "有"),
        ("Contains rare earth", "yes"),
        ("NdFeB mass g", 5),
        ("With motor", "x"),
        ("Enthält Motor", "ja"),
    ],
)
def test_a_heading_that_names_a_magnet_over_a_yes_or_a_count_puts_one_into_the_part(
    tmp_path, heading, value
):
    report = report_of(tmp_path, heading, value, description="Bracket", material="steel")
    assert "X-2001" in numbers_of(report)


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Magnets", 0),
        ("Magnets", "no"),
        ("Magnets", None),
        ("Motor", 1),
        ("Distance to magnet", 12),
    ],
)
def test_a_nought_a_no_and_the_product_over_a_count_put_none_into_the_part(
    tmp_path, heading, value
):
    report = report_of(tmp_path, heading, value, description="Bracket", material="steel")
    assert "X-2001" not in numbers_of(report)


def numbers_of(report: Report) -> list[str]:
    """The parts that are asked about or judged."""
    return [entry.item.number for entry in (*report.suspects, *report.findings)]


@pytest.mark.parametrize("heading", ["Type", "Specification", "Variant", "Description 2"])
@pytest.mark.parametrize("description", ["Bracket", "Left arm", "Housing"])
@pytest.mark.parametrize("words", ["Servo motor", "Magnets"])
def test_a_further_column_of_words_is_heard_beside_a_harmless_name(
    tmp_path, heading, description, words
):
    assert numbers_of(report_of(tmp_path, heading, words, description=description)) == ["X-2001"]
    assert report_of(tmp_path, heading, "for servo motor", description="Bracket").exit_status() == 0


@pytest.mark.parametrize(
    "text", ["Magnet free issue", "magnet free of charge", "magnet free from customer"]
)
def test_a_magnet_that_costs_nothing_is_there(tmp_path, text):
    report = report_of(tmp_path, "Remark", text, description="Bracket", material="steel")
    assert numbers_of(report) == ["X-2001"]
    assert report_of(tmp_path, "Remark", "magnet-free", description="Bracket").exit_status() == 0
