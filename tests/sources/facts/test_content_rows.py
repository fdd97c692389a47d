"""The columns of a facts table: groups side by side, amounts in several units, figures that nobody knows, merged cells."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.findings.verdict import Verdict
from calculator.model.content_row import ContentRow
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

PRICES = [
    {"Substance": name, "Form": "metal", "Price": price, "Currency": "USD"}
    for name, price in (("Dy", 400), ("Tb", 1000))
]
CLEAR = (Verdict.BELOW, Verdict.NOT_SUBJECT)


def run(
    folder: Path,
    headings: list[str],
    *rows: list[Any],
    merge: tuple[str, ...] = (),
    sheet: str = "Content",
) -> Assessment:
    """A magnet of 100 g and 10 USD with a facts sheet of these cells."""
    path = write_workbook(folder / "bom.xlsx", BOM=[magnet()], Prices=PRICES)
    book = openpyxl.load_workbook(path)
    content = book.create_sheet(sheet)
    for row in (headings, *rows):
        content.append(row)
    for cells in merge:
        content.merge_cells(cells)
    book.save(path)
    return assess((path,), (), Options(on=ON, rules=(LAW,)))


def verdict(assessment: Assessment) -> Verdict:
    return finding(assessment, "MAG").verdict


def rows_of(assessment: Assessment, substance: str) -> list[ContentRow]:
    return [row for row in assessment.read.content["MAG"] if row.substance.elements == (substance,)]


HEADS = ["Part Number", "Substance", "Form", "wt%", "Country of Origin", "Disclosure"]
ND = ["MAG", "Nd", "metal", 30, "AU", "full"]
LITTLE = ["MAG", "Dy", "metal", 0.01, "CN", "full"]  # 10 mg at 400 a kilogram: 0.004 of 10, below.


# --------------------------------------------------------------------------- groups side by side


@pytest.mark.parametrize(
    "headings",
    [
        [
            "Part Number",
            "Substance",
            "wt%",
            "Country of Origin",
            "Substance",
            "wt%",
            "Country of Origin",
            "Disclosure",
        ],
        [
            "Part Number",
            "Substance 1",
            "wt% 1",
            "Origin 1",
            "Substance 2",
            "wt% 2",
            "Origin 2",
            "Disclosure",
        ],
        [
            "Part Number",
            "Element",
            "ppm",
            "Country of Origin",
            "Element",
            "ppm",
            "Country of Origin",
            "Disclosure",
        ],
        [
            "Part Number",
            "CAS No.",
            "wt%",
            "Country of Origin",
            "CAS No.",
            "wt%",
            "Country of Origin",
            "Disclosure",
        ],
    ],
    ids=["equal headings", "numbered", "ppm", "CAS numbers"],
)
def test_substances_side_by_side_are_rows_of_their_own(tmp_path, headings):
    factor = 10_000 if "ppm" in headings else 1
    names = ("7440-00-8", "7429-91-6") if "CAS No." in headings else ("Nd", "Dy")
    row = ["MAG", names[0], 30 * factor, "AU", names[1], 3 * factor, "CN", "full"]
    found = run(tmp_path, headings, row)
    assert next(row.share for row in rows_of(found, "Dy")).low == Fraction(3, 100)
    assert str(rows_of(found, "Dy")[0].origin) == "CN"
    assert str(rows_of(found, "Nd")[0].origin) == "AU"


def test_a_group_that_is_not_used_says_nothing(tmp_path):
    headings = ["Part Number", "Substance", "wt%", "Substance", "wt%", "Disclosure"]
    found = run(tmp_path, headings, ["MAG", "Nd", 30, None, None, "full"])
    assert len(found.read.content["MAG"]) == 1
    assert verdict(found) in CLEAR


def test_two_tables_side_by_side_have_numbers_of_their_own(tmp_path):
    headings = ["Part Number", "Substance", "wt%", None, "Part Number", "Substance", "wt%"]
    found = run(
        tmp_path,
        headings,
        ["MAG", "Nd", 30, None, "OTHER-7", "Dy", 3],
        [None, "Dy", 1, None, None, "Tb", 2],
    )
    assert {row.substance.elements[0] for row in found.read.content["MAG"]} == {"Nd", "Dy"}


def test_a_name_and_a_cas_number_side_by_side_are_one_substance(tmp_path):
    found = run(
        tmp_path,
        ["Part Number", "Substance Name", "CAS Number", "Weight %"],
        ["MAG", "Dysprosium", "7429-91-6", 1.5],
        sheet="FMD",
    )
    (row,) = found.read.content["MAG"]
    assert (row.substance.key, row.share.low) == ("Dy metal", Fraction(15, 1000))


# --------------------------------------------------------------------------- amounts


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("wt%", 3),
        ("ppm", 30000),
        ("Dy content (ppm)", 30000),
        ("Concentration [mg/kg]", 30000),
        ("‰", 30),
        ("g/kg", 30),
        ("Weight (%)", 3),
        ("wt%", "30000 ppm"),
        ("wt%", "3 %"),
        ("Content", "3 wt.-%"),
        ("ppm", "3 %"),
    ],
)
def test_an_amount_is_read_in_its_unit(tmp_path, heading, figure):
    found = run(tmp_path, ["Part Number", "Substance", heading], ["MAG", "Dy", figure])
    assert (rows_of(found, "Dy")[0].share.low, rows_of(found, "Dy")[0].share.high) == (
        Fraction(3, 100),
    ) * 2


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Mass (mg)"], [300]),
        (["Mass", "Mass Unit"], [0.3, "g"]),
        (["Weight", "Unit"], [300, "mg"]),
        (["wt%"], ["300 mg"]),
        (["Amount", "Unit"], [300, "mg"]),
    ],
)
def test_a_mass_is_read_in_its_unit(tmp_path, headings, cells):
    found = run(tmp_path, ["Part Number", "Substance", *headings], ["MAG", "Dy", *cells])
    assert rows_of(found, "Dy")[0].mass.low == Fraction(3, 10000)


def test_a_column_of_units_says_what_an_amount_is(tmp_path):
    headings = ["Part Number", "Substance", "Amount", "Unit"]
    found = run(tmp_path, headings, ["MAG", "Dy", 30000, "ppm"], ["MAG", "Nd", 30, "wt%"])
    assert rows_of(found, "Dy")[0].share.low == Fraction(3, 100)
    assert rows_of(found, "Nd")[0].share.low == Fraction(3, 10)


def test_amounts_that_agree_are_one_and_others_are_bounds_that_hold_both(tmp_path):
    headings = ["Part Number", "Substance", "wt%", "ppm"]
    agree = run(tmp_path, headings, ["MAG", "Dy", 3, 30000])
    assert "amounts-disagree" not in codes(agree)
    differ = run(tmp_path, headings, ["MAG", "Dy", 0.001, 10000])
    share = rows_of(differ, "Dy")[0].share
    assert (share.low, share.high) == (Fraction(1, 100_000), Fraction(1, 100))
    assert "amounts-disagree" in codes(differ)


def test_a_range_beside_an_amount_counts_too(tmp_path):
    headings = ["Part Number", "Substance", "Min wt%", "Max wt%", "wt%"]
    share = rows_of(run(tmp_path, headings, ["MAG", "Dy", 1, 2, 3]), "Dy")[0].share
    assert (share.low, share.high) == (Fraction(1, 100), Fraction(3, 100))


@pytest.mark.parametrize("figure", ["?? %", "1.5.3", "some", "n.d.", float("1e300")])
def test_an_amount_that_cannot_be_read_leaves_the_row_open(tmp_path, figure):
    headings = ["Part Number", "Substance", "Form", "wt%", "ppm", "Country of Origin", "Disclosure"]
    found = run(tmp_path, headings, ["MAG", "Dy", "metal", 0.01, figure, "CN", "full"])
    assert verdict(found) not in CLEAR


@pytest.mark.parametrize(
    "heading",
    [
        "Xyz",
        "mol%",
        "vol%",
        "Dy",
        "wt% (dry basis)",
        "wt% (ppm or %)",
        "wt% (at%)",
        "ppm (%)",
        "Mass mg (ppm)",
        "Amount",
        None,
    ],
)
def test_figures_that_nobody_understands_close_nothing(tmp_path, heading):
    found = run(tmp_path, [*HEADS, heading], [*ND, None], [*LITTLE, 15000])
    assert verdict(found) is Verdict.UNDETERMINED
    assert "amount-column-unclear" in codes(found)
    assert verdict(run(tmp_path, [*HEADS, heading], [*ND, None], [*LITTLE, None])) is Verdict.BELOW


def test_such_a_column_is_told_once_with_its_cells(tmp_path):
    found = run(tmp_path, [*HEADS, "Xyz"], [*ND, 1.5], [*LITTLE, 15000])
    told = [problem for problem in found.report.problems if problem.code == "amount-column-unclear"]
    assert len(told) == 1
    assert [str(cell).rsplit("!", 1)[1] for cell in told[0].cells] == ["G1", "G2", "G3"]


@pytest.mark.parametrize(
    ("heading", "figures"),
    [
        ("No.", (1, 2)),
        ("Lot", (77, 78)),
        ("Report No.", (4711, 4712)),
        ("Density", (7.5, 8.5)),
        ("Remark", ("see p. 3", "7 days")),
        ("Quantity", (4, 4)),
        ("Unit price", (1.5, 2)),
        ("Reporting limit (ppm)", (100, 100)),
        (None, (1, 2)),
        ("Year", (2024, 2025)),
    ],
)
def test_figures_that_are_no_amounts_trouble_nothing(tmp_path, heading, figures):
    found = run(tmp_path, [*HEADS, heading], [*ND, figures[0]], [*LITTLE, figures[1]])
    assert "amount-column-unclear" not in codes(found)
    assert verdict(found) is Verdict.BELOW


# --------------------------------------------------------------------------- merged cells


def test_a_merged_share_is_between_nothing_and_itself_for_each(tmp_path):
    found = run(
        tmp_path,
        HEADS,
        ND,
        [*LITTLE[:3], 3, *LITTLE[4:]],
        ["MAG", "Tb", "metal", None, "CN", "full"],
        merge=("D3:D4",),
    )
    for element in ("Dy", "Tb"):
        share = rows_of(found, element)[0].share
        assert (share.low, share.high) == (0, Fraction(3, 100))
    assert verdict(found) is Verdict.UNDETERMINED


def test_a_merged_value_is_between_nothing_and_itself_for_each(tmp_path):
    headings = ["Part Number", "Substance", "Value", "Currency"]
    found = run(
        tmp_path, headings, ["MAG", "Dy", 0.5, "USD"], ["MAG", "Tb", None, "USD"], merge=("C2:C3",)
    )
    for element in ("Dy", "Tb"):
        value = rows_of(found, element)[0].value
        assert (value.low, value.high) == (0, Fraction(1, 2))


def test_a_merged_mass_is_between_nothing_and_itself_for_each(tmp_path):
    headings = ["Part Number", "Substance", "Mass (mg)"]
    found = run(tmp_path, headings, ["MAG", "Dy", 300], ["MAG", "Tb", None], merge=("C2:C3",))
    assert (rows_of(found, "Dy")[0].mass.low, rows_of(found, "Dy")[0].mass.high) == (
        0,
        Fraction(3, 10000),
    )


def test_merged_words_say_the_same_of_each_row_and_are_told_once(tmp_path):
    headings = [*HEADS, "Evidence", "Valid Until"]
    found = run(
        tmp_path,
        headings,
        [*ND, "measured", "2027-01-01"],
        ["MAG", "Dy", None, 3, None, None, None, None],
        merge=("C2:C3", "E2:E3", "F2:F3", "G2:G3", "H2:H3"),
    )
    first, second = found.read.content["MAG"]
    assert second.substance.key == "Dy metal"
    assert (second.origin.shares, second.evidence, second.valid_until, second.disclosure) == (
        first.origin.shares,
        first.evidence,
        first.valid_until,
        first.disclosure,
    )
    assert [problem.code for problem in found.report.problems].count("merged-fact") == 1


def test_a_cell_merged_over_columns_of_one_row_is_that_row_s_own(tmp_path):
    found = run(
        tmp_path,
        ["Part Number", "Substance", "wt%", "Remark"],
        ["MAG", "Dy", 3, None],
        merge=("C2:D2",),
    )
    assert rows_of(found, "Dy")[0].share.low == Fraction(3, 100)


def test_a_wrong_check_digit_names_the_cell_and_closes_nothing(tmp_path):
    headings = ["CAS Number", *HEADS]
    found = run(
        tmp_path, headings, ["7440-00-8", *ND], ["7439-89-7", "MAG", "Fe", None, 60, None, "full"]
    )
    told = next(problem for problem in found.report.problems if problem.code == "cas-check-digit")
    assert any(str(cell).endswith("!A3") for cell in told.cells)
    assert verdict(found) is Verdict.UNDETERMINED


def test_one_of_several_is_between_none_and_all(tmp_path):
    found = run(tmp_path, HEADS, ND, ["MAG", "Dy+Tb", "metal", 0.001, "CN", "full"])
    for element in ("Dy", "Tb"):
        share = rows_of(found, element)[0].share
        assert (share.low, share.high) == (0, Fraction(1, 100_000))
    assert verdict(found) is Verdict.BELOW
    assert (
        verdict(run(tmp_path, HEADS, ND, ["MAG", "Dy/Tb", "metal", 3, "CN", "full"]))
        is Verdict.UNDETERMINED
    )


# --------------------------------------------------------------------------- several tables, headings without a unit


def test_a_second_table_on_the_sheet_is_read_by_its_own_headings(tmp_path):
    found = run(
        tmp_path,
        ["Part Number", "Substance", "ppm", "Disclosure"],
        ["MAG", "Nd", 300000, "full"],
        [None],
        ["Part Number", "Substance", "wt%", "Country of Origin"],
        ["MAG", "Dy", 3, "CN"],
    )
    assert rows_of(found, "Nd")[0].share.low == Fraction(3, 10)
    assert rows_of(found, "Dy")[0].share.low == Fraction(3, 100)


def test_a_first_table_is_not_lost_above_one_with_more_headings(tmp_path):
    found = run(
        tmp_path,
        ["Part Number", "Substance", "ppm"],
        ["MAG", "Dy", 30000],
        HEADS,
        ND,
    )
    assert rows_of(found, "Dy")[0].share.low == Fraction(3, 100)
    assert rows_of(found, "Nd")


def test_headings_that_stand_again_begin_anew(tmp_path):
    found = run(tmp_path, HEADS, ND, HEADS, LITTLE)
    assert len(found.read.content["MAG"]) == 2
    assert "other-bill" not in codes(found)
    assert verdict(found) is Verdict.BELOW


@pytest.mark.parametrize(("heading", "low"), [("含量", 3), ("wt%", 3), ("质量分数", 3)])
def test_figures_above_one_are_per_cent(tmp_path, heading, low):
    found = run(
        tmp_path, ["Part Number", "Substance", heading], ["MAG", "Nd", 30], ["MAG", "Dy", 3]
    )
    assert (
        rows_of(found, "Dy")[0].share.low
        == rows_of(found, "Dy")[0].share.high
        == Fraction(low, 100)
    )


def test_figures_up_to_one_below_a_heading_without_a_unit_may_be_fractions(tmp_path):
    rows = (["MAG", "Nd", 0.3], ["MAG", "Dy", 0.03])
    for heading, high in (("含量", Fraction(3, 100)), ("wt%", Fraction(3, 10000))):
        share = rows_of(run(tmp_path, ["Part Number", "Substance", heading], *rows), "Dy")[0].share
        assert (share.low, share.high) == (Fraction(3, 10000), high)


@pytest.mark.parametrize(
    "heading", ["% of TRE", "wt% of coating", "% in material", "wt% (of the alloy)"]
)
def test_a_share_of_something_in_the_item_is_at_most_that_of_the_item(tmp_path, heading):
    share = rows_of(run(tmp_path, ["Part Number", "Substance", heading], ["MAG", "Dy", 3]), "Dy")[
        0
    ].share
    assert (share.low, share.high) == (0, Fraction(3, 100))


def test_the_mass_of_a_material_is_not_that_of_its_substance(tmp_path):
    headings = [
        "Part Number",
        "Part Weight (g)",
        "Material Weight (g)",
        "Substance",
        "Substance Weight (g)",
    ]
    found = run(tmp_path, headings, ["MAG", 100, 40, "Dy", 0.3])
    assert rows_of(found, "Dy")[0].mass.high == Fraction(3, 10000)
    assert not {"amounts-disagree", "amount-column-unclear"} & codes(found)


# --------------------------------------------------------------------------- columns that mean the same


def twice(folder: Path, heading: str, first: object, second: object) -> Assessment:
    """The list of a magnet with one column doubled; the first of the two is the standard's own."""
    heads = [*HEADS, "Valid Until", "Evidence"]
    place = heads.index(heading)
    rows = [[*ND, "2027-12-31", "measured"], [*LITTLE, "2027-12-31", "measured"]]
    for row in rows:
        row[place] = first
    return run(folder, [*heads, heading], *([*row, second] for row in rows))


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Disclosure", "full", "partial"),
        ("Valid Until", "2027-12-31", "2026-01-01"),
        ("Country of Origin", "AU", "CN"),
        ("Form", "metal", "alloy"),
    ],
)
def test_of_two_columns_that_differ_none_is_chosen(tmp_path, heading, first, second):
    either = [twice(tmp_path, heading, *pair) for pair in ((first, second), (second, first))]
    assert verdict(either[0]) is verdict(either[1])
    content = [[row.disclosure for row in one.read.content["MAG"]] for one in either]
    assert content[0] == content[1]
    if heading in ("Disclosure", "Valid Until"):
        assert verdict(either[0]) is Verdict.UNDETERMINED


def test_two_columns_of_origin_that_differ_are_an_unknown_origin_with_both_named(tmp_path):
    found = twice(tmp_path, "Country of Origin", "AU", "CN")
    origin = rows_of(found, "Dy")[0].origin
    assert origin.is_unknown
    assert origin.named == ("AU", "CN")
    assert "column-twice" in codes(found)


def test_two_columns_of_evidence_count_as_the_weaker(tmp_path):
    for pair in (("measured", "assumed"), ("assumed", "measured")):
        found = twice(tmp_path, "Evidence", *pair)
        assert rows_of(found, "Dy")[0].evidence.value == "assumed"


@pytest.mark.parametrize("second", [None, "AU", "n/a"])
def test_two_columns_that_agree_are_one(tmp_path, second):
    found = twice(tmp_path, "Country of Origin", "AU", second)
    assert "column-twice" not in codes(found)
    assert str(rows_of(found, "Dy")[0].origin) == "AU"


def test_two_columns_of_names_that_mean_two_substances_may_mean_either(tmp_path):
    headings = ["Part Number", "Substance", "Element", "wt%", "Disclosure"]
    found = run(tmp_path, headings, ["MAG", "Nd", "Dy", 3, "full"])
    assert [(row.substance.name, row.share.low) for row in found.read.content["MAG"]] == [
        ("Nd", 0),
        ("Dy", 0),
    ]
    same = run(tmp_path, headings, ["MAG", "Dy2O3", "Dy", 3, "full"])
    assert [row.substance.name for row in same.read.content["MAG"]] == ["Dy2O3"]
