"""Answers of a questionnaire are those of the part that they name, in whatever spelling."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook


@pytest.mark.parametrize(
    ("number", "is_placed"),
    [("MAG-01", True), ("mag 01", True), ("MAG-O1", False), ("OTHER", False)],
)
def test_an_answer_is_placed_by_spelling_and_never_by_looks(tmp_path, number, is_placed):
    bom = write_workbook(
        tmp_path / "bom.xlsx", BOM=[magnet("MAG-01", **{"Country of Origin": None})]
    )
    answers = write_workbook(
        tmp_path / "answers.xlsx",
        Questions=[{"Part Number": number, "About": "origin", "Answer": "Japan"}],
    )
    run = assess((bom,), (answers,), Options(on=ON, rules=(LAW,)))
    assert (not codes(run) & {"answer-of-unknown-item", "other-bill"}) is is_placed
    assert (str(finding(run, "MAG-01").item.origin) == "JP") is is_placed


# --------------------------------------------------------------------------- answers of two dates


def answered(folder, *answers, bill=None, **more):
    """The bill with one file of answers for each; each is (about, substance, answer, date)."""
    bom = write_workbook(folder / "bom.xlsx", BOM=[bill or magnet("MAG-01")], **more)
    files = []
    for place, (about, substance, answer, day) in enumerate(answers):
        row = {"Part Number": "MAG-01", "About": about, "Substance": substance, "Answer": answer}
        row["Date"] = day
        files.append(write_workbook(folder / f"answers{place}.xlsx", Questions=[row]))
    return assess((bom,), files, Options(on=ON, rules=(LAW,)))


def share_of(run):
    (row,) = (row for row in run.read.content["MAG-01"] if row.substance.elements == ("Dy",))
    return float(row.share.low), float(row.share.high)


@pytest.mark.parametrize("is_later_first", [True, False])
@pytest.mark.parametrize(
    ("earlier", "later", "share", "code"),
    [
        (1, 3, (0.03, 0.03), "answer-replaced"),
        (3, 1, (0.01, 0.03), "answers-of-two-dates"),
    ],
)
def test_a_later_answer_replaces_an_earlier_one_only_where_nothing_gets_less(
    tmp_path, earlier, later, share, code, is_later_first
):
    answers = [
        ("substance-share", "Dy", earlier, "2024-05-01"),
        ("substance-share", "Dy", later, "2026-02-03"),
    ]
    run = answered(tmp_path, *(reversed(answers) if is_later_first else answers))
    assert share_of(run) == share
    problem = next(one for one in run.report.problems if one.code == code)
    assert "2024-05-01" in problem.message
    assert "2026-02-03" in problem.message
    assert {cell.file for cell in problem.cells} == {"answers0.xlsx", "answers1.xlsx"}


@pytest.mark.parametrize("days", [(None, "2026-02-03"), ("2026-02-03", "2026-02-03")])
def test_without_two_dates_both_answers_are_kept(tmp_path, days):
    first, second = days
    run = answered(
        tmp_path, ("substance-share", "Dy", 1, first), ("substance-share", "Dy", 3, second)
    )
    assert share_of(run) == (0.01, 0.03)


def test_a_later_origin_replaces_no_earlier_one(tmp_path):
    run = answered(
        tmp_path,
        ("substance-origin", "Dy", "CN", "2024-05-01"),
        ("substance-origin", "Dy", "AU", "2026-02-03"),
    )
    (row,) = run.read.content["MAG-01"]
    assert row.origin.is_unknown
    assert {*row.origin.named} == {"CN", "AU"}


# --------------------------------------------------------------------------- answers against the bill


@pytest.mark.parametrize(
    ("material", "answer"), [("ferrite", "NdFeB"), ("NdFeB", "ferrite"), ("SmCo", "ferrite")]
)
def test_of_two_materials_none_clears_the_magnet(tmp_path, material, answer):
    bill = magnet("MAG-01", Material=material)
    run = answered(tmp_path, ("material", None, answer, None), bill=bill)
    item = run.read.bill.items["MAG-01"]
    assert not item.rare_earth_free
    assert item.family != "ferrite"
    assert finding(run, "MAG-01").verdict.value == "undetermined"
    assert "answer-contradicts-bom" in codes(run)


def test_an_answer_does_not_settle_what_the_rows_contradict(tmp_path):
    rows = [magnet("MAG-01", **{"Chinese Technology": answer}) for answer in ("yes", "no")]
    bom = write_workbook(tmp_path / "bom.xlsx", BOM=rows)
    answers = write_workbook(
        tmp_path / "answers.xlsx",
        Questions=[{"Part Number": "MAG-01", "About": "technology", "Answer": "no"}],
    )
    run = assess((bom,), (answers,), Options(on=ON, rules=(LAW,)))
    assert run.read.bill.items["MAG-01"].technology.value == "unknown"
