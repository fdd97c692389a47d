"""What speaks of a magnet by its content or its name is asked about, until a line below it is the magnet."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from tests.recognition.bill_of_parts import PRODUCT, part, told
from tests.workbooks import LAW, ON, assessed, write_workbook


@pytest.mark.parametrize(
    "substances", [("Dy", "Nd"), ("Dy",), ("Nd", "Fe", "B"), ("NdFeB",), ("SmCo5",), ("Sm", "Co")]
)
def test_a_bland_part_whose_content_is_that_of_a_magnet_is_asked_about(tmp_path, substances):
    rows = [{"Part Number": "X-1", "Substance": one, "wt%": 20} for one in substances]
    report = assessed(
        tmp_path, BOM=[PRODUCT, part(**{"Unit Mass": 5, "Mass Unit": "g"})], Content=rows
    ).report
    assert [one.item.number for one in report.suspects] == ["X-1"]
    assert substances[0][:2] in report.suspects[0].why


@pytest.mark.parametrize(
    "row",
    [
        {"Substance": "Cu", "wt%": 50},
        {"Substance": "Nd", "wt%": 0.1},
        {"Substance": "Nd", "wt%": 20, "Disclosure": "full"},
        {"Substance": "Dy", "wt%": 0, "Disclosure": "full"},
    ],
)
def test_other_content_makes_no_suspect(tmp_path, row):
    assert (
        assessed(
            tmp_path, BOM=[PRODUCT, part()], Content=[{"Part Number": "X-1", **row}]
        ).report.suspects
        == ()
    )


def test_a_part_that_is_stated_to_be_something_else_is_asked_about_for_its_content(tmp_path):
    rows = [{"Part Number": "X-1", "Substance": "Dy", "wt%": 2}]
    run = assessed(tmp_path, BOM=[PRODUCT, part(**{"Item Class": "other"})], Content=rows)
    assert [suspect.item.number for suspect in run.report.suspects] == ["X-1"]


# --------------------------------------------------------------------------- assemblies, and what is below them


@pytest.mark.parametrize(
    "words",
    [
        "Magnet",
        "Magnet ring N42SH",
        "SmCo",
        "Sputtering target Gd",
        "永磁体组件",
        "マグネット組立",
        "Halbach array N52",
    ],
)
@pytest.mark.parametrize(
    "parts",
    [
        [],
        [
            part(
                "DY", "Dysprosium metal", 2, **{"Item Class": "listed material", "Material": "Dy"}
            ),
            part("FE", "iron", 2, Material="iron"),
        ],
    ],
)
def test_a_magnet_that_is_called_an_assembly_is_asked_about_unless_a_part_of_it_is_the_magnet(
    tmp_path, words, parts
):
    status, problems = told(tmp_path, [part("MAG", words, **{"Item Class": "assembly"}), *parts])
    assert status == 3
    assert "class-contradicts-words" in problems


def suspects(folder, rows):
    """The part numbers that are asked about."""
    return [one.item.number for one in assessed(folder, BOM=[PRODUCT, *rows]).report.suspects]


@pytest.mark.parametrize(
    "below",
    [
        [part("LBL", "Label", 2, Material="paper")],
        [part("SCR", "Screw M3", 2, Material="steel", Quantity=0)],
        [part("MAG", "Magnet N42SH", 2, Quantity=0)],
        [
            part("HOU", "Housing", 2, Material="aluminium"),
            part("CON", "Connector", 2),
            part("SUB", "Stack", 2),
            part("STE", "Lamination", 3, Material="steel"),
        ],
    ],
)
def test_a_motor_of_which_no_part_can_be_the_magnet_stays_a_suspect(tmp_path, below):
    assert suspects(tmp_path, [part("MOT", "BLDC motor 2212"), *below]) == ["MOT"]


@pytest.mark.parametrize(
    ("below", "asked"),
    [
        ([part("MAG", "Magnet N42SH", 2), part("STA", "Stator", 2, Material="steel")], []),
        ([part("ROT", "Rotor", 2), part("STA", "Stator", 2, Material="steel")], ["ROT"]),
        ([part("ROT", "Rotor", 2), part("MAG", "Magnet N42SH", 3)], []),
        ([part("SUB", "Stack", 2), part("MAG", "Magnet N42SH", 3)], []),
    ],
)
def test_a_motor_is_settled_by_its_magnet_or_by_the_part_that_is_asked_about_instead(
    tmp_path, below, asked
):
    assert suspects(tmp_path, [part("MOT", "BLDC motor 2212"), *below]) == asked


def test_an_assembly_without_a_name_or_in_a_script_that_nobody_reads_is_settled_by_its_parts(
    tmp_path,
):
    below = [part("SCR", "Screw M3", 2, Material="steel")]
    assert (
        suspects(tmp_path, [part("A-100", "", 1), *below, part("B-1", "Корпус в сборе", 1), *below])
        == []
    )


def test_a_magnet_made_of_a_blank_and_a_coat_of_terbium_is_tested_as_a_magnet(tmp_path):
    blank = part(
        "BLK",
        "Magnet blank N42SH",
        2,
        **{
            "Unit Price": 0.9,
            "Material": "NdFeB N42SH",
            "Country of Origin": "JP",
            "Chinese Technology": "no",
        },
    )
    iron = part("FE", "iron", 3, Material="iron", Unit="g", Quantity=4.9)
    coat = part(
        "TB",
        "Terbium metal",
        2,
        Material="Tb",
        Unit="g",
        Quantity=0.05,
        **{"Item Class": "listed material", "Unit Price": 1.5, "Country of Origin": "CN"},
    )
    for words in ("Arc magnet N42SH, Tb diffused", "Ring 20x10", ""):
        magnet = part(
            "MAG",
            words,
            **{"Material": "NdFeB N42SH", "Country of Origin": "JP", "Chinese Technology": "no"},
        )
        (tmp_path / words[:3]).mkdir(exist_ok=True)
        run = assessed(tmp_path / words[:3], BOM=[PRODUCT, magnet, blank, iron, coat])
        verdicts = {one.item.number: one.verdict.value for one in run.report.findings}
        assert verdicts["MAG"] == "crosses"
        assert run.report.exit_status() == 1


@pytest.mark.parametrize("words", ["Magnet assembly", "Rotor with magnets N42SH", "Rotor"])
def test_what_is_called_an_assembly_of_magnets_is_no_magnet(tmp_path, words):
    run = assessed(
        tmp_path,
        BOM=[
            PRODUCT,
            part("ASM", words),
            part("MAG", "Arc magnet N42SH", 2),
            part("YOK", "Yoke", 2, Material="steel"),
        ],
    )
    assert [one.item.number for one in run.report.findings] == ["MAG"]
    assert run.report.suspects == ()


def test_a_list_that_is_called_a_magnet_and_holds_none_is_asked_about_and_one_that_is_called_a_motor_is_not(
    tmp_path,
):
    rows = [
        {
            "Part": "DY",
            "Description": "Dysprosium metal",
            "Qty": 0.1,
            "Unit": "g",
            "Material": "Dy",
        },
        {"Part": "FE", "Description": "iron", "Qty": 5, "Unit": "g", "Material": "iron"},
    ]
    for name, asked in (("NdFeB magnet N42SH", ["NdFeB magnet N42SH"]), ("motor", [])):
        path = write_workbook(tmp_path / f"{name}.xlsx", Sheet1=rows)
        report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
        assert [one.item.number for one in report.suspects] == asked
