"""Every stated content is on the item it is about, or has an effect on those that it could belong to."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.findings.accounting import RowFate
from calculator.findings.verdict import Verdict
from calculator.model.content_row import Disclosure
from calculator.model.item import Evidence
from tests.workbooks import LAW, ON, assessed, codes, finding, magnet, write_workbook

PRICES = [
    {"Substance": name, "Form": "metal", "Price": price, "Currency": "USD"}
    for name, price in (("Dy", 400), ("Tb", 1000))
]
ND = {
    "Part Number": "MAG",
    "Substance": "Nd",
    "Form": "metal",
    "wt%": 30,
    "Country of Origin": "AU",
}
FULL = {**ND, "Disclosure": "full"}
DY = {"Part Number": "MAG", "Substance": "Dy", "Form": "metal", "wt%": 3, "Country of Origin": "CN"}
BLANK: dict[str, Any] = {}


def run(
    folder: Path,
    *rows: dict[str, Any],
    bom: list[dict[str, Any]] | None = None,
    merge: tuple[str, ...] = (),
    facts: list[dict[str, Any]] | None = None,
) -> Assessment:
    columns = dict.fromkeys(key for row in rows for key in row)
    tidy = [{key: row.get(key) for key in columns} for row in rows]
    path = write_workbook(folder / "bom.xlsx", BOM=bom or [magnet()], Content=tidy, Prices=PRICES)
    if merge:
        book = openpyxl.load_workbook(path)
        for cells in merge:
            book["Content"].merge_cells(cells)
        book.save(path)
    more = (write_workbook(folder / "facts.xlsx", Content=facts),) if facts else ()
    return assess((path,), more, Options(on=ON, rules=(LAW,)))


def verdict(assessment: Assessment, item: str = "MAG") -> Verdict:
    return finding(assessment, item).verdict


def test_the_list_by_itself_is_below_and_with_dysprosium_it_crosses(tmp_path):
    assert verdict(run(tmp_path, FULL)) in (Verdict.BELOW, Verdict.NOT_SUBJECT)
    assert verdict(run(tmp_path, FULL, DY)) is Verdict.CROSSES


# --------------------------------------------------------------------------- numbers from above


@pytest.mark.parametrize("mark", [None, '"', "〃", "ditto", "''", "同上"])
def test_a_blank_number_or_a_ditto_mark_is_the_number_above(tmp_path, mark):
    found = run(tmp_path, FULL, {**DY, "Part Number": mark})
    assert verdict(found) is Verdict.CROSSES
    assert "number-from-above" in codes(found)


def test_a_merged_number_is_that_of_each_row(tmp_path):
    found = run(tmp_path, FULL, {**DY, "Part Number": None}, merge=("A2:A3",))
    assert verdict(found) is Verdict.CROSSES


def test_a_number_that_stands_alone_is_that_of_the_rows_below(tmp_path):
    found = run(
        tmp_path, {"Part Number": "MAG"}, {**FULL, "Part Number": None}, {**DY, "Part Number": None}
    )
    assert verdict(found) is Verdict.CROSSES


@pytest.mark.parametrize(
    "between",
    [
        BLANK,
        {"Part Number": "Magnets of the second batch"},
        {"Substance": None, "Form": "see note"},
    ],
    ids=["a blank row", "a title", "a note"],
)
def test_what_stands_between_leaves_the_number_open_and_takes_full_from_the_table(
    tmp_path, between
):
    found = run(tmp_path, FULL, between, {**DY, "Part Number": None})
    assert verdict(found) is Verdict.UNDETERMINED
    assert "row-without-item" in codes(found)


@pytest.mark.parametrize("column", ["Description", "Supplier Part Number", "Revision"])
def test_another_identity_leaves_the_number_open(tmp_path, column):
    for other, expected in (
        ("Ring 7", Verdict.UNDETERMINED),
        ("Arc 9", Verdict.CROSSES),
        (None, Verdict.CROSSES),
    ):
        found = run(tmp_path, {**FULL, column: "Arc 9"}, {**DY, "Part Number": None, column: other})
        assert verdict(found) is expected, other


@pytest.mark.parametrize("number", ["n/a", "-", "TBD", "all parts", "see drawing"])
def test_words_that_name_no_part_take_full_from_the_table(tmp_path, number):
    bom = [magnet(), magnet("RING-7")]
    found = run(
        tmp_path, FULL, {**FULL, "Part Number": "RING-7"}, {**DY, "Part Number": number}, bom=bom
    )
    assert {verdict(found, "MAG"), verdict(found, "RING-7")} == {Verdict.UNDETERMINED}


def test_a_row_without_a_number_takes_full_from_its_own_table_only(tmp_path):
    bom = [magnet(), magnet("RING-7")]
    other = [{**FULL, "Part Number": "RING-7"}, {**DY, "Part Number": "n/a"}]
    found = run(tmp_path, FULL, bom=bom, facts=other)
    assert verdict(found, "RING-7") is Verdict.UNDETERMINED
    assert verdict(found, "MAG") is not Verdict.UNDETERMINED


def test_a_table_without_any_number_takes_full_from_all(tmp_path):
    found = run(tmp_path, FULL, facts=[{**DY, "Part Number": "n/a"}])
    assert verdict(found) is Verdict.UNDETERMINED


def test_a_total_below_the_substances_is_none(tmp_path):
    found = run(tmp_path, FULL, {"Substance": "Total", "wt%": 100})
    assert verdict(found) is not Verdict.UNDETERMINED
    assert "unknown-substance" not in codes(found)


# --------------------------------------------------------------------------- spellings, slips, other parts


def test_another_spelling_is_placed_with_a_note(tmp_path):
    found = run(tmp_path, FULL, {**DY, "Part Number": "mag."})
    assert verdict(found) is Verdict.CROSSES
    assert "fact-placed" in codes(found)


@pytest.mark.parametrize("number", ["MGA", "MAG NEW", "MAX", "МAG"])
def test_a_number_that_resembles_takes_full(tmp_path, number):
    found = run(tmp_path, FULL, {**DY, "Part Number": number})
    assert verdict(found) is Verdict.UNDETERMINED
    assert "fact-resembles" in codes(found)


def test_a_row_between_two_rows_of_an_item_takes_full(tmp_path):
    rows = (FULL, {**DY, "Part Number": "PUMP-9"}, {**FULL, "Substance": "Fe", "wt%": 66})
    assert verdict(run(tmp_path, *rows)) is Verdict.UNDETERMINED
    assert verdict(run(tmp_path, rows[0], rows[2], rows[1])) is not Verdict.UNDETERMINED


def test_the_list_of_a_part_with_a_similar_number_takes_nothing_from_a_list_elsewhere(tmp_path):
    bom = [magnet("MAG-A"), magnet("RING-7")]
    own = [
        {**row, "Part Number": "MAG-A"}
        for row in (FULL, {**DY, "wt%": 0.001, "Disclosure": "full"})
    ]
    ring = [{**FULL, "Part Number": "RING-7"}]
    other = [{**row, "Part Number": "MAG-B", "Disclosure": "full"} for row in (ND, DY)]
    assert verdict(run(tmp_path, *own, *ring, *other, bom=bom), "MAG-A") is Verdict.BELOW
    # Beside the item's own rows, or torn from its list, it may be a slip.
    assert verdict(run(tmp_path, *ring, *own, *other, bom=bom), "MAG-A") is Verdict.UNDETERMINED
    assert (
        verdict(run(tmp_path, *own[:1], *ring, other[1], bom=bom), "MAG-A") is Verdict.UNDETERMINED
    )


def test_a_list_that_is_not_full_is_not_by_itself(tmp_path):
    bom = [magnet("MAG-A"), magnet("RING-7")]
    own = [{**ND, "Part Number": "MAG-A"}, {"Part Number": "MAG-A", "Substance": "Fe", "wt%": 70}]
    ring = [{**FULL, "Part Number": "RING-7"}]
    found = run(tmp_path, *own, *ring, {**FULL, "Part Number": "MAG-B"}, bom=bom)
    assert "fact-resembles" in codes(found)


def test_a_row_that_looks_like_an_item_without_facts_may_be_its(tmp_path):
    bom = [magnet("FER-01", Material="ferrite"), magnet("MAG")]
    assert verdict(run(tmp_path, FULL, bom=bom), "FER-01") in (Verdict.BELOW, Verdict.NOT_SUBJECT)
    for number, expected in (("FER-O1", Verdict.UNDETERMINED), ("FER-02", None)):
        found = run(tmp_path, FULL, {**DY, "Part Number": number}, bom=bom)
        assert (verdict(found, "FER-01") is Verdict.UNDETERMINED) == (expected is not None)


def test_other_parts_are_counted_and_told_in_one_line(tmp_path):
    rows = [{**row, "Part Number": "PUMP-9"} for row in (FULL, DY)]
    found = run(tmp_path, FULL, *rows)
    assert [problem.code for problem in found.report.problems].count("other-bill") == 1
    fates = next(sheet for sheet in found.read.accounting[0].sheets if sheet.name == "Content").rows
    assert (fates[RowFate.OTHER_BILL], fates[RowFate.FACTS]) == (2, 1)


def test_another_revision_bounds_and_closes_nothing(tmp_path):
    bom = [magnet(Revision="A")]
    full = {**FULL, "wt%": 30, "Substance": "Nd"}
    other = {**DY, "Part Number": "MAG Rev B", "Disclosure": "full"}
    alone = run(tmp_path, other, bom=bom)
    assert verdict(alone) is Verdict.UNDETERMINED
    assert "fact-of-other-revision" in codes(alone)
    beside = run(tmp_path, full, other, bom=bom)
    assert verdict(beside) is Verdict.UNDETERMINED
    assert beside.read.content["MAG"][1].share.low == 0
    assert beside.read.content["MAG"][1].disclosure is Disclosure.PARTIAL


@pytest.mark.parametrize("sign", [", ", "; ", "\n", " / ", " and ", " & ", " "])
def test_several_parts_in_one_cell_are_several_parts(tmp_path, sign):
    bom = [magnet("MAG-01"), magnet("RING-7")]
    rows = [{**row, "Part Number": f"MAG-01{sign}RING-7"} for row in (FULL, DY)]
    found = run(tmp_path, *rows, bom=bom)
    assert {verdict(found, "MAG-01"), verdict(found, "RING-7")} == {Verdict.CROSSES}


def test_parts_from_the_first_to_the_last_are_all_of_them(tmp_path):
    bom = [magnet(f"MAG-0{n}") for n in (1, 2, 3, 4)]
    rows = [{**row, "Part Number": "MAG-01 to MAG-03"} for row in (FULL, DY)]
    found = run(tmp_path, *rows, bom=bom)
    assert [verdict(found, f"MAG-0{n}") for n in (1, 2, 3, 4)] == [
        *[Verdict.CROSSES] * 3,
        Verdict.UNDETERMINED,
    ]


def test_one_part_of_the_bill_beside_another_in_a_cell_is_placed(tmp_path):
    rows = [{**row, "Part Number": "MAG, PUMP-9"} for row in (FULL, DY)]
    assert verdict(run(tmp_path, *rows)) is Verdict.CROSSES


def test_a_title_that_names_the_part_is_the_heading_of_its_rows(tmp_path):
    title = {"Part Number": "Declaration for MAG"}
    rows = [{**row, "Part Number": None} for row in (FULL, DY)]
    assert verdict(run(tmp_path, title, *rows)) is Verdict.CROSSES


# --------------------------------------------------------------------------- what closes


def closing(**more: Any) -> dict[str, Any]:
    return {"Part Number": "MAG", "Disclosure": "full", "Substance": None, **more}


def test_full_without_a_substance_says_that_the_lines_are_all(tmp_path):
    parts = [
        magnet(),
        {
            "Level": 1,
            "Part Number": "FE",
            "Quantity": 1,
            "Unit": "each",
            "Material": "steel",
            "Description": "Yoke",
        },
    ]
    found = run(tmp_path, closing(), bom=parts)
    assert list(found.read.closed_by_lines) == ["MAG"]
    assert "MAG" not in found.read.content
    lost = run(tmp_path, closing(), {**DY, "Part Number": "n/a"}, bom=parts)
    assert not lost.read.closed_by_lines


def test_without_lines_below_it_closes_nothing(tmp_path):
    found = run(tmp_path, closing(), ND)
    assert "closes-nothing" in codes(found)
    assert not found.read.closed_by_lines
    assert verdict(found) is Verdict.UNDETERMINED


def test_none_of_some_with_full_says_that_they_are_not_there(tmp_path):
    rows = ({"Part Number": "MAG", "Substance": "none of: Dy, Tb, Gd, Sm", "wt%": None}, FULL)
    found = run(tmp_path, *rows)
    absent = [
        row for row in found.read.content["MAG"] if row.share is not None and row.share.is_zero
    ]
    assert [row.substance.name for row in absent] == ["Dy", "Tb", "Gd", "Sm"]
    assert verdict(found) is not Verdict.UNDETERMINED
    above = run(tmp_path, {**rows[0], "wt%": 0.1}, FULL)
    assert above.read.content["MAG"][0].share.high > 0


# --------------------------------------------------------------------------- numbers that are lost, and other columns


def cell(folder: Path, place: str, value: object) -> Assessment:
    """The list and the dysprosium of one part, with one cell put in place as it is."""
    run(folder, FULL, DY)
    book = openpyxl.load_workbook(folder / "bom.xlsx")
    book["Content"][place] = value
    book.save(folder / "bom.xlsx")
    return assess((folder / "bom.xlsx",), (), Options(on=ON, rules=(LAW,)))


@pytest.mark.parametrize(
    "value",
    [datetime.date(2026, 3, 1), "#N/A", "=VLOOKUP(1,A1:B2,2)"],
    ids=["a day", "an error", "a formula without its value"],
)
def test_a_number_that_the_spreadsheet_lost_is_not_the_one_above(tmp_path, value):
    found = cell(tmp_path, "A3", value)
    assert verdict(found) is Verdict.UNDETERMINED
    assert "row-without-item" in codes(found)


def test_a_blank_below_a_number_that_is_none_is_none_either(tmp_path):
    found = run(
        tmp_path,
        FULL,
        {**ND, "Part Number": "n/a", "Substance": "Fe"},
        {**DY, "Part Number": None},
    )
    assert verdict(found) is Verdict.UNDETERMINED
    assert "number-from-above" not in codes(found)


@pytest.mark.parametrize("heading", ["Customer Part Number", "Supplier Part Number", "Name"])
def test_the_number_of_the_bill_may_stand_in_a_further_column(tmp_path, heading):
    rows = [{**row, "Part Number": "4711-0815", heading: "MAG"} for row in (FULL, DY)]
    assert verdict(run(tmp_path, *rows)) is Verdict.CROSSES


def test_a_further_number_without_a_first_one_counts(tmp_path):
    rows = [{**row, "Part Number": None, "Customer Part Number": "MAG"} for row in (FULL, DY)]
    assert verdict(run(tmp_path, *rows)) is Verdict.CROSSES


def test_further_numbers_of_two_parts_take_full_from_both(tmp_path):
    bom = [magnet(), magnet("RING-7")]
    lists = (FULL, {**FULL, "Part Number": "RING-7"})
    row = {**DY, "Part Number": "4711", "Customer Part Number": "MAG", "Name": "RING-7"}
    found = run(tmp_path, *lists, row, bom=bom)
    assert {verdict(found, "MAG"), verdict(found, "RING-7")} == {Verdict.UNDETERMINED}


@pytest.mark.parametrize(
    ("supplier", "is_other"),
    [("HOSHI Magnetics Co., Ltd.", False), ("Severn Ltd", True), (None, False)],
)
def test_a_fact_of_another_supplier_bounds_and_closes_nothing(tmp_path, supplier, is_other):
    bom = [magnet(Supplier="Hoshi")]
    found = run(tmp_path, {**FULL, "Supplier": supplier}, bom=bom)
    assert ("fact-of-other-supplier" in codes(found)) is is_other
    assert (verdict(found) is Verdict.UNDETERMINED) is is_other
    crossing = run(tmp_path, {**DY, "Supplier": supplier}, bom=bom)
    assert (verdict(crossing) is Verdict.CROSSES) is not is_other


def test_a_lost_day_or_grade_is_not_a_blank_one(tmp_path):
    row = {**FULL, "Valid Until": "2027-01-01", "Evidence": "measured"}
    run(tmp_path, row)
    for place in ("G2", "H2"):
        book = openpyxl.load_workbook(tmp_path / "bom.xlsx")
        heading = book["Content"][f"{place[0]}1"].value
        book["Content"][place] = "#REF!"
        book.save(tmp_path / "lost.xlsx")
        found = assess((tmp_path / "lost.xlsx",), (), Options(on=ON, rules=(LAW,)))
        (stated,) = found.read.content["MAG"]
        if heading == "Evidence":
            assert stated.evidence is Evidence.ASSUMED
        else:
            assert stated.is_expired(ON)
            assert verdict(found) is Verdict.UNDETERMINED


def test_shares_that_are_the_whole_do_not_close_an_item_that_a_lost_row_may_belong_to(tmp_path):
    shares = (("Nd", 30), ("Fe", 69), ("B", 1))
    rows = [{"Part Number": "MAG", "Substance": name, "wt%": share} for name, share in shares]
    assert (
        finding(assessed(tmp_path, BOM=[magnet("MAG")], Content=rows), "MAG").subject.value == "no"
    )
    lost = {"Part Number": "n/a", "Substance": "Dy", "wt%": 3}
    run = assessed(tmp_path, BOM=[magnet("MAG")], Content=[*rows, lost])
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
