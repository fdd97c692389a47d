"""The columns Holds Magnet and Components: what a bill states of bought-in parts, and where its own words say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.assessment import Assessment
from calculator.findings.verdict import Verdict
from calculator.model.item import Evidence
from calculator.reports.text.explanation import explain_text
from tests.workbooks import assessed, codes, dysprosium, finding, magnet


def part(description: str, **more: object) -> dict[str, object]:
    return {
        "Level": 1,
        "Part Number": "P-1",
        "Description": description,
        "Quantity": 1,
        "Unit": "each",
        **more,
    }


TOP = {**part("Test rig"), "Level": 0, "Part Number": "RIG"}


def suspects(assessment: Assessment) -> list[str]:
    return [one.item.number for one in assessment.report.suspects]


def run(folder: Path, *rows: dict[str, object], **more: object) -> Assessment:
    return assessed(folder, BOM=[TOP, *rows], **more)


# --------------------------------------------------------------------------- no


@pytest.mark.parametrize("words", ["Gear motor 24 V", "Pump", "Loudspeaker 8 ohm", "Hard disk"])
def test_a_part_that_is_stated_to_hold_none_is_not_asked_about(tmp_path, words):
    assert suspects(run(tmp_path, part(words))) == ["P-1"]
    stated = run(tmp_path, part(words, **{"Holds Magnet": "no"}))
    assert suspects(stated) == []
    assert stated.report.exit_status() == 0
    assert "holds-none-stated" in codes(stated)
    assert "stated to hold a magnet: no" in explain_text(stated.explain("P-1"))


@pytest.mark.parametrize(
    "words",
    [
        "BLDC motor 24 V",
        "Permanent magnet DC motor",
        "Motor with NdFeB rotor",
        "Stepper with N42SH ring",
        "Brushless servo",
        "Bürstenloser Motor",
        "无刷电机",
    ],
)
def test_its_own_words_outweigh_the_statement(tmp_path, words):
    stated = run(tmp_path, part(words, **{"Holds Magnet": "no"}))
    assert suspects(stated) == ["P-1"]
    assert "holds-magnet-contradicted" in codes(stated)
    assert stated.report.exit_status() == 3
    assert 'Holds Magnet says "no"' in stated.report.suspects[0].why


def test_a_magnet_that_is_stated_to_hold_none_is_tested_all_the_same(tmp_path):
    stated = run(tmp_path, magnet("M", 1, **{"Holds Magnet": "no"}))
    assert finding(stated, "M").verdict is Verdict.UNDETERMINED
    assert "holds-magnet-contradicted" in codes(stated)


def test_a_tariff_code_of_magnets_outweighs_the_statement(tmp_path):
    stated = run(tmp_path, part("Actor", **{"Holds Magnet": "no", "HS Code": "8505.11.00"}))
    assert suspects(stated) == ["P-1"]


def test_a_magnet_below_outweighs_the_statement_and_is_tested(tmp_path):
    stated = run(tmp_path, part("Motor", **{"Holds Magnet": "no"}), magnet("M", 2))
    assert finding(stated, "M").verdict is Verdict.UNDETERMINED
    assert "holds-magnet-contradicted" in codes(stated)


def test_content_that_names_dysprosium_outweighs_the_statement(tmp_path):
    stated = run(
        tmp_path,
        part("Motor", **{"Holds Magnet": "no"}),
        Content=[{"Part Number": "P-1", "Substance": "Dy", "wt%": 1}],
    )
    assert suspects(stated) == ["P-1"]


def test_the_statement_counts_as_declared(tmp_path):
    row = part("Gear motor", **{"Holds Magnet": "no"})
    assert suspects(run(tmp_path, row, weakest=Evidence.DECLARED)) == []
    assert suspects(run(tmp_path, row, weakest=Evidence.MEASURED)) == ["P-1"]


@pytest.mark.parametrize("answer", [None, "", "unknown", "?", "n/a", "none"])
def test_a_cell_that_states_nothing_settles_nothing(tmp_path, answer):
    assert suspects(run(tmp_path, part("Gear motor", **{"Holds Magnet": answer}))) == ["P-1"]


# --------------------------------------------------------------------------- yes, and what cannot be read


@pytest.mark.parametrize("answer", ["yes", "YES", "x", "ja", "是", "ferrite", "see drawing"])
def test_a_part_that_is_stated_to_hold_one_is_asked_about(tmp_path, answer):
    assert suspects(run(tmp_path, part("Bracket", Material="steel"))) == []
    row = part("Bracket", Material="steel", **{"Holds Magnet": answer})
    assert suspects(run(tmp_path, row)) == ["P-1"]


def test_lines_without_a_magnet_do_not_settle_what_is_stated_to_hold_one(tmp_path):
    mass = {"Unit Mass": 10, "Mass Unit": "g"}
    screw = {**part("Screw", Material="steel", **mass), "Level": 2, "Part Number": "S"}
    assert suspects(run(tmp_path, part("Latch", **mass), screw)) == []
    assert suspects(run(tmp_path, part("Latch", **mass, **{"Holds Magnet": "yes"}), screw)) == [
        "P-1"
    ]


def test_a_magnet_below_settles_what_is_stated_to_hold_one(tmp_path):
    stated = run(tmp_path, part("Latch", **{"Holds Magnet": "yes"}), magnet("M", 2))
    assert suspects(stated) == []


@pytest.mark.parametrize("first", ["yes", "no"])
def test_of_two_rows_that_disagree_the_yes_counts(tmp_path, first):
    second = "no" if first == "yes" else "yes"
    rows = [part("Latch", **{"Holds Magnet": answer}) for answer in (first, second)]
    assert suspects(run(tmp_path, *rows)) == ["P-1"]


@pytest.mark.parametrize(
    "heading", ["holds_magnet", "HOLDS MAGNET", "Enthält Magnet", "含磁铁", "Magnet"]
)
def test_the_column_is_read_under_other_headings(tmp_path, heading):
    assert suspects(run(tmp_path, part("Gear motor", **{heading: "no"}))) == []


def test_a_column_magnet_that_names_magnets_is_no_answer(tmp_path):
    stated = run(tmp_path, part("Gear motor", Magnet="N42SH 10x5"), part("Pump", Magnet="no"))
    assert "P-1" in suspects(stated)


# --------------------------------------------------------------------------- components


def made_of_parts(more_of_whole: dict[str, object], **sheets: object) -> dict[str, object]:
    """A magnet whose parts weigh less than it, and the rows of it."""
    blank = {"Level": 2, "Unit": "g", "Unit Price": 0.001, "Currency": "USD"}
    return {
        "BOM": [
            TOP,
            magnet("M", 1, **more_of_whole),
            {
                **blank,
                "Part Number": "ND",
                "Material": "Nd",
                "Description": "Neodymium metal",
                "Quantity": 30,
            },
            {
                **blank,
                "Part Number": "FE",
                "Material": "iron",
                "Description": "Iron",
                "Quantity": 50,
            },
        ],
        **sheets,
    }


def test_complete_closes_what_the_parts_leave_of_the_mass(tmp_path):
    assert finding(assessed(tmp_path, **made_of_parts({})), "M").verdict is Verdict.UNDETERMINED
    stated = assessed(tmp_path, **made_of_parts({"Components": "complete"}))
    assert finding(stated, "M").verdict is Verdict.NOT_SUBJECT
    assert "stated: the lines below are all that is in it" in explain_text(stated.explain("M"))
    record = next(
        one for one in finding(stated, "M").clearance if one.obligation.value == "composition"
    )
    assert "stated to be all of it" in record.by
    assert any("complete" in str(cell) or cell.column for cell in record.cells)


def test_complete_closes_no_list_that_does_not_fit_the_material(tmp_path):
    stated = made_of_parts({"Components": "complete", "Material": "SmCo"})
    assert finding(assessed(tmp_path, **stated), "M").verdict is Verdict.UNDETERMINED


def test_complete_counts_as_declared(tmp_path):
    stated = made_of_parts({"Components": "complete"})
    report = assessed(tmp_path, weakest=Evidence.MEASURED, **stated)
    assert finding(report, "M").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("word", ["partial", "no", "see drawing", None, "-"])
def test_anything_else_closes_nothing(tmp_path, word):
    stated = assessed(tmp_path, **made_of_parts({"Components": word}))
    assert finding(stated, "M").verdict is Verdict.UNDETERMINED


def test_of_two_rows_that_disagree_the_lines_are_not_complete(tmp_path):
    sheets = made_of_parts({"Components": "complete"})
    sheets["BOM"] = [*sheets["BOM"], magnet("M", 1, Components="partial")]
    assert finding(assessed(tmp_path, **sheets), "M").verdict is Verdict.UNDETERMINED


def test_complete_without_lines_closes_nothing_and_is_a_problem(tmp_path):
    stated = assessed(tmp_path, BOM=[TOP, magnet("M", 1, Components="complete")])
    assert finding(stated, "M").verdict is Verdict.UNDETERMINED
    assert "closes-nothing" in codes(stated)


def test_complete_does_not_close_a_list_of_which_a_line_was_lost(tmp_path):
    sheets = made_of_parts({"Components": "complete"})
    sheets["BOM"] = [
        *sheets["BOM"],
        {**part("Dysprosium metal", Material="Dy"), "Level": "two?", "Part Number": "DY"},
    ]
    assert finding(assessed(tmp_path, **sheets), "M").verdict is not Verdict.NOT_SUBJECT


def test_names_below_the_heading_components_are_parts(tmp_path):
    rows = [
        {"Components": "MAG-7", "Description": "Arc magnet NdFeB", "Quantity": 2},
        {"Components": "SCR-1", "Description": "Screw", "Quantity": 2},
    ]
    report = assessed(tmp_path, BOM=rows)
    assert "MAG-7" in report.read.bill.items


# --------------------------------------------------------------------------- the same, on a Content sheet


@pytest.mark.parametrize(
    "more",
    [
        {"Valid Until": "2020-01-01"},
        {"Revision": "B"},
        {"Evidence": "assumed"},
    ],
)
def test_a_row_that_does_not_hold_closes_no_lines(tmp_path, more):
    row = {"Part Number": "M", "Substance": None, "Disclosure": "full", "Revision": "A"}
    other = dysprosium("OTHER-9")
    rev = {"Revision": "A"}
    closed = assessed(tmp_path, **made_of_parts(rev, Content=[row, other]))
    assert finding(closed, "M").verdict is Verdict.NOT_SUBJECT
    still_open = assessed(tmp_path, **made_of_parts(rev, Content=[{**row, **more}, other]))
    assert finding(still_open, "M").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("sheet", ["Content", "Lists"])
def test_a_sheet_of_part_numbers_and_disclosure_alone_closes_lines(tmp_path, sheet):
    rows = [{"Part Number": "M", "Disclosure": "full"}]
    closed = assessed(tmp_path, **made_of_parts({}, **{sheet: rows}))
    assert finding(closed, "M").verdict is Verdict.NOT_SUBJECT
    rows = [{"Part Number": "M", "Disclosure": "partial"}]
    still_open = assessed(tmp_path, **made_of_parts({}, **{sheet: rows}))
    assert finding(still_open, "M").verdict is Verdict.UNDETERMINED


def test_full_without_a_substance_and_without_lines_closes_nothing(tmp_path):
    rows = [{"Part Number": "M", "Disclosure": "full"}]
    report = assessed(tmp_path, BOM=[TOP, magnet("M", 1)], Content=rows)
    assert finding(report, "M").verdict is Verdict.UNDETERMINED
    assert "closes-nothing" in codes(report)


def test_a_bill_with_a_column_disclosure_is_a_bill(tmp_path):
    rows = [{**TOP, "Disclosure": "full"}, {**magnet("M", 1), "Disclosure": "full"}]
    report = assessed(tmp_path, Parts=rows)
    assert finding(report, "M").verdict is Verdict.UNDETERMINED


def test_none_of_every_counted_element_fits_neodymium_and_not_samarium(tmp_path):
    rows = [{"Part Number": "M", "Substance": "none of: Sm, Dy, Gd, Tb, Lu, Sc, Y"}]
    for material, verdict in (("NdFeB", Verdict.NOT_SUBJECT), ("SmCo", Verdict.UNDETERMINED)):
        row = magnet("M", 1, Material=material)
        report = assessed(tmp_path, BOM=[TOP, row], Content=rows)
        assert finding(report, "M").verdict is verdict
    rows = [{"Part Number": "M", "Substance": "none of: Sm, Dy, Gd, Tb, Lu, Sc"}]
    report = assessed(tmp_path, BOM=[TOP, magnet("M", 1)], Content=rows)
    assert finding(report, "M").verdict is Verdict.UNDETERMINED
