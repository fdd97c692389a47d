"""Small bills that contradict themselves: what can be more than one thing is not called clear, and the second checker follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks import assessed, dysprosium, finding, magnet

TOP = {"Level": 0, "Part Number": "TOP-1", "Description": "Bench fixture", "Quantity": 1}
ND = {"Part Number": "MAG", "Substance": "Nd", "wt%": 30, "Disclosure": "full"}
NONE = {"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}


def status(
    folder: Path, *rows: dict[str, object], content: tuple[dict[str, object], ...] = ()
) -> int:
    sheets = {"Content": content} if content else {}
    return assessed(folder, BOM=[TOP, *rows], **sheets).report.exit_status()


def inside(**more: object) -> dict[str, object]:
    return {
        "Level": 2,
        "Part Number": "DY-1",
        "Quantity": 0.5,
        "Unit": "g",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
        **more,
    }


IRON = inside(**{"Part Number": "FE-1", "Material": "iron", "Quantity": 99.5, "Unit Price": 0.001})


@pytest.mark.parametrize("content", [ND, NONE])
def test_a_list_fits_every_material_that_rows_of_one_number_state(tmp_path, content):
    rows = [magnet(level=1, Material=material) for material in ("NdFeB", "SmCo")]
    assert status(tmp_path, *rows, content=(content,)) == 3


@pytest.mark.parametrize("content", [ND, NONE])
def test_a_list_fits_every_material_that_the_words_of_the_rows_name(tmp_path, content):
    rows = [
        magnet(level=1, Material=None, Description=words)
        for words in ("Arc magnet N42SH", "Arc magnet SmCo")
    ]
    assert status(tmp_path, *rows, content=(content,)) == 3


@pytest.mark.parametrize("second", ["Nd2Fe14B", "NdFeB N42SH", None])
def test_a_material_that_is_written_in_two_ways_is_one(tmp_path, second):
    rows = [magnet(level=1), magnet(level=1, Material=second)]
    assert status(tmp_path, *rows, content=(ND,)) == 0


@pytest.mark.parametrize("quantity", [None, "as required", "a bit"])
def test_dysprosium_below_a_magnet_in_an_unknown_amount_contradicts_a_list_without_it(
    tmp_path, quantity
):
    row = inside(Material="Dy", Quantity=quantity)
    assert status(tmp_path, magnet(level=1), row, content=(ND,)) == 3


def test_a_line_that_is_called_two_substances_may_be_either(tmp_path):
    called = {"Item Class": "listed material", "Description": "Dysprosium metal"}
    for material in ("Nd", "Dy"):
        row = inside(Material=material, **called)
        assert status(tmp_path, magnet(level=1, Material=None), row, IRON) in (1, 3)


def test_goods_are_what_their_line_calls_them_not_the_first_row_of_their_certificate(tmp_path):
    goods = inside(Level=0, Material="Dy", **{"Item Class": "listed material"})
    content = [
        {"Part Number": "DY-1", "Substance": "Fe", "wt%": 0.01},
        {"Part Number": "DY-1", "Substance": "Dy", "wt%": 99.9, "Disclosure": "full"},
    ]
    assert assessed(tmp_path, BOM=[goods], Content=content).report.exit_status() == 1


def test_goods_that_nothing_names_may_be_any(tmp_path):
    goods = inside(Level=0, Description="Additive 7", **{"Item Class": "listed material"})
    content = [
        {"Part Number": "DY-1", "Substance": "Nd", "wt%": 60, "Disclosure": "full"},
        {"Part Number": "DY-1", "Substance": "Dy", "wt%": 20, "Disclosure": "full"},
    ]
    assert assessed(tmp_path, BOM=[goods], Content=content).report.exit_status() == 3


@pytest.mark.parametrize("material", ["ferrite", "AlNiCo"])
def test_a_full_list_of_rare_earths_of_a_ferrite_is_followed(tmp_path, material):
    content = dysprosium(**{"wt%": 2, "Country of Origin": "JP"})
    report = assessed(tmp_path, BOM=[TOP, magnet(level=1, Material=material)], Content=[content])
    assert finding(report, "MAG").verdict.value == "below"
    assert report.report.exit_status() in (0, 3)


@pytest.mark.parametrize(
    "row",
    [
        inside(Description="Rotor", Material="DyFe"),
        inside(Description="Insert", Quantity=1, Unit="each"),
    ],
)
def test_what_a_part_is_said_to_hold_is_asked_of_a_list_without_it(tmp_path, row):
    content = [ND, {"Part Number": "DY-1", "Substance": "Dy", "wt%": 30, "Disclosure": "full"}]
    assert status(tmp_path, magnet(level=1), row, content=tuple(content)) == 3


@pytest.mark.parametrize(
    "more", [{"Substance": "Dy", "wt%": "max 2"}, {"Substance": "Dy+Tb", "wt%": 3}]
)
def test_what_a_part_may_hold_puts_the_magnet_on_the_list_perhaps_and_is_followed(tmp_path, more):
    content = [ND, {"Part Number": "DY-1", "Disclosure": "full", **more}]
    row = inside(Description="Insert", Quantity=1, Unit="each")
    report = assessed(tmp_path, BOM=[TOP, magnet(level=1), row], Content=content)
    assert finding(report, "MAG").subject.value == "maybe"
    assert report.report.exit_status() in (0, 3)


@pytest.mark.parametrize("share", ["n.d.", "max 0.1"])
@pytest.mark.parametrize("element", ["Nd", "Dy"])
def test_a_label_that_may_hold_a_trace_is_no_fault_of_the_program(tmp_path, share, element):
    content = {"Part Number": "L", "Substance": element, "wt%": share, "Disclosure": "full"}
    label = inside(**{"Part Number": "L", "Description": "Label"})
    alnico = magnet(level=1, Material="AlNiCo", **{"Item Class": "target"})
    assert status(tmp_path, alnico, label, content=(content,)) in (0, 3)


def test_what_was_not_detected_is_not_there_for_certain(tmp_path):
    content = [ND, {"Part Number": "MAG", "Substance": "Dy", "wt%": "n.d."}]
    report = assessed(tmp_path, BOM=[TOP, magnet(level=1)], Content=content)
    assert finding(report, "MAG").subject.value == "maybe"


def test_two_lists_that_contradict_each_other_and_count_nothing_are_followed(tmp_path):
    content = [
        dysprosium(**{"wt%": 2, "Country of Origin": "JP"}),
        {"Part Number": "M-2", "Substance": "Nd", "wt%": 30, "Disclosure": "full"},
    ]
    rows = [magnet(level=1), magnet("M-2", level=2)]
    report = assessed(tmp_path, BOM=[TOP, *rows], Content=content)
    assert report.report.exit_status() == 0
    records = {one.obligation.value: one for one in finding(report, "MAG").clearance}
    assert "contradict" in records["composition"].by
    assert "bounds hold each" in records["statements"].by
