"""What hangs nowhere, or in the wrong place, is not thought away: each was once a magnet that nobody tested or one that passed for too little."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Subject, Verdict
from calculator.model.assumptions import Assumptions
from calculator.numbers.bounds import Bounds
from tests.sources.layouts import grid, grids
from tests.workbooks import LAW, ON

HEADS = (
    "Part Number",
    "Description",
    "Quantity",
    "Unit",
    "Material",
    "Unit Price",
    "Currency",
    "Country of Origin",
    "Chinese Technology",
)
TOP = ("PROD", "Drone", 1, "pcs", "", 900, "USD", "DE", "no")
MAG = ("MAG", "Arc magnet N42SH", 1, "pcs", "NdFeB", 1, "USD", "JP", "no")
DY = ("DY", "Dysprosium metal", 0.1, "g", "Dy", 0.4, "USD", "CN", "")
IRON = ("FE", "iron", 4, "g", "iron", 0.00001, "USD", "", "")


def report_of(*paths, assume=None):
    options = Options(on=ON, rules=(LAW,), assumptions=assume or Assumptions())
    return assess(paths, (), options).report


def magnet_in(report):
    return next(one for one in report.findings if one.item.number == "MAG")


def bill(path, heading, *rows):
    return grid(path, [(heading, *HEADS), *rows])


@pytest.mark.parametrize("order", ["split", "other way round", "two sheets"])
def test_a_magnet_whose_composition_stands_in_another_table_is_still_a_magnet(tmp_path, order):
    above = [("Parent", *HEADS), ("", *TOP), ("PROD", *MAG)]
    below = [("Parent", *HEADS), ("MAG", *DY), ("MAG", *IRON)]
    if order == "two sheets":
        paths = [grids(tmp_path / "b.xlsx", Export=above, Composition=below)]
    else:
        paths = [grid(tmp_path / "a.xlsx", above), grid(tmp_path / "b.xlsx", below)][
            :: -1 if order == "other way round" else 1
        ]
    assert magnet_in(report_of(*paths)).verdict is Verdict.CROSSES


def test_a_parent_that_is_only_named_is_what_its_name_says(tmp_path):
    report = report_of(
        bill(
            tmp_path / "b.xlsx",
            "Parent",
            ("NdFeB magnet N42SH", *DY),
            ("NdFeB magnet N42SH", *IRON),
        )
    )
    assert [one.item.number for one in report.findings] == ["NdFeB magnet N42SH"]
    assert report.findings[0].subject is not Subject.NO


@pytest.mark.parametrize(
    "parent", ["MAG/A", "MAG rev B", "M-A-G", ""], ids=lambda text: text or "blank"
)
def test_material_under_a_parent_that_is_written_otherwise_or_not_at_all_leaves_the_magnet_open(
    tmp_path, parent
):
    report = report_of(
        bill(
            tmp_path / "b.xlsx", "Parent", ("", *TOP), ("PROD", *MAG), ("MAG", *IRON), (parent, *DY)
        )
    )
    assert magnet_in(report).verdict is Verdict.UNDETERMINED
    assert {"parent-misspelt", "material-in-nothing"} & {
        problem.code for problem in report.problems
    }


def test_a_parent_in_another_case_is_the_parent_broken_down_in_two_ways(tmp_path):
    report = report_of(
        bill(
            tmp_path / "b.xlsx", "Parent", ("", *TOP), ("PROD", *MAG), ("MAG", *IRON), ("mag", *DY)
        )
    )
    assert magnet_in(report).verdict is Verdict.UNDETERMINED


def test_parents_without_rows_beside_other_products_are_said(tmp_path):
    report = report_of(
        bill(tmp_path / "b.xlsx", "Parent", ("", *TOP), ("PROD", *MAG), ("OTHER", *IRON))
    )
    assert "parent-without-row" in {problem.code for problem in report.problems}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 2, 3), (3, 2, 1, 0), (3, 0, 1, 2)])
def test_outline_numbers_hold_in_any_order_of_rows(tmp_path, order):
    rows = [("1", *TOP), ("1.1", *MAG), ("1.1.1", *DY), ("1.1.2", *IRON)]
    assert (
        magnet_in(
            report_of(bill(tmp_path / "b.xlsx", "Item No", *(rows[at] for at in order)))
        ).verdict
        is Verdict.CROSSES
    )


def test_outline_numbers_that_begin_again_stay_with_what_stands_above(tmp_path):
    other = ("PROD2", *TOP[1:])
    report = report_of(
        bill(
            tmp_path / "b.xlsx",
            "Item No",
            ("1", *TOP),
            ("1.1", *MAG),
            ("1.1.1", *DY),
            ("1", *other),
            ("1.1", "CASE", *IRON[1:]),
        )
    )
    assert magnet_in(report).contributions[0].path == ("MAG", "DY")
    assert magnet_in(report).verdict is Verdict.CROSSES


def test_a_row_without_an_outline_number_may_be_in_anything_that_is_open_above_it(tmp_path):
    report = report_of(
        bill(
            tmp_path / "b.xlsx",
            "Item No",
            ("1", *TOP),
            ("1.1", *MAG),
            ("1.1.1", *IRON),
            (None, *DY),
            ("1.2", "SCREW", *IRON[1:]),
            ("1.3", "NUT", *IRON[1:]),
        )
    )
    assert magnet_in(report).verdict is Verdict.UNDETERMINED


def test_what_jumps_over_a_level_below_a_magnet_leaves_the_magnet_open(tmp_path):
    report = report_of(
        bill(tmp_path / "b.xlsx", "Level", (0, *TOP), (1, *MAG), (2, *IRON), (4, *DY))
    )
    assert magnet_in(report).verdict is not Verdict.BELOW


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_alternates_in_two_magnets_keep_their_own_quantities(tmp_path, turned):
    def magnet(number, grams):
        dy = ("Dysprosium metal", grams, "g", "Dy", 0.4, "USD", "CN", "")
        return [
            (1, number, *MAG[1:], None),
            (2, "DY-A", *dy, "G1"),
            (2, "DY-B", *dy, "G1"),
            (2, *IRON, None),
        ]

    magnets = [magnet("M1", 0.1), magnet("M2", 0.000001)]
    rows = [(0, *TOP, None), *(row for rows in magnets[:: -1 if turned else 1] for row in rows)]
    path = grid(tmp_path / "b.xlsx", [("Level", *HEADS, "Alternate"), *rows])
    report = report_of(path, assume=Assumptions(complete_components=("",)))
    verdicts = {one.item.number: (one.verdict, one.value.numerator) for one in report.findings}
    assert verdicts == {
        "M1": (Verdict.CROSSES, Bounds.exactly(Fraction(4, 100))),
        "M2": (Verdict.BELOW, Bounds.exactly(Fraction(4, 10**7))),
    }


@pytest.mark.parametrize("number", ["TOP", "ALL", "P-1", "1000"])
def test_the_first_part_of_a_text_file_is_no_second_line_of_headings(tmp_path, number):
    path = tmp_path / "b.csv"
    path.write_text(
        f"Level,Part Number,Description,Quantity,Unit\n0,{number},Product,1,each\n1,MAG,Arc magnet NdFeB,2,each\n",
        "utf-8",
    )
    report = report_of(path)
    assert report.item_count == 2
    assert magnet_in(report).used_in[0].product == number
