"""The second checker follows what is right, and stops at each premise that is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, decide
from calculator.clearance.checker import not_followed
from calculator.findings.accounting import InputAccount, RowFate, SheetAccount, SheetFate
from calculator.findings.finding import Finding
from calculator.findings.obligation import ClearanceRecord, Doubt, Obligation, Standing
from calculator.findings.verdict import Verdict
from calculator.model.item import Origin
from calculator.numbers.bounds import Bounds
from calculator.sources.reader import read_files
from tests.workbooks import LAW, ON, Row, write_workbook

MAGNET = {
    "Level": 0,
    "Part Number": "MAG",
    "Quantity": 1,
    "Item Class": "magnet",
    "Material": "NdFeB",
    "Unit Mass": 0.01,
    "Mass Unit": "kg",
    "Unit Price": 2,
    "Currency": "USD",
    "Country of Origin": "JP",
    "Chinese Technology": "no",
}
NEODYMIUM = {
    "Part Number": "MAG",
    "Substance": "Nd",
    "wt%": 29,
    "Country of Origin": "AU",
    "Disclosure": "full",
}
DYSPROSIUM = {**NEODYMIUM, "Substance": "Dy", "wt%": 1}
CHINESE = {**DYSPROSIUM, "Country of Origin": "CN", "Value": 1, "Currency": "USD"}


def of(folder: Path, content: Sequence[Row], **changed: object) -> Assessment:
    """One magnet with what is stated of it."""
    path = write_workbook(folder / "magnet.xlsx", BOM=[{**MAGNET, **changed}], Content=content)
    return decide(read_files([path]), Options(on=ON, rules=(LAW,)))


def why(assessment: Assessment, finding: Finding, *doubts: Doubt, **changed: object) -> str:
    """Where the second checker breaks off; empty where it follows."""
    facts = replace(assessment.scenarios.facts, **changed)  # type: ignore[arg-type]  # by field name
    failures = not_followed([finding], assessment.scenarios.bill, facts, doubts, ())
    return next((failure.why for failure in failures), "")


@pytest.fixture
def below(tmp_path: Path) -> Assessment:
    """A magnet that is on the list and below."""
    assessment = of(tmp_path, [NEODYMIUM, DYSPROSIUM])
    assert assessment.report.findings[0].verdict is Verdict.BELOW
    return assessment


@pytest.fixture
def unlisted(tmp_path: Path) -> Assessment:
    """A magnet without the elements of the list."""
    assessment = of(tmp_path, [NEODYMIUM])
    assert assessment.report.findings[0].verdict is Verdict.NOT_SUBJECT
    return assessment


def test_what_is_right_is_followed(below: Assessment, unlisted: Assessment) -> None:
    for assessment in (below, unlisted):
        (finding,) = assessment.report.findings
        assert why(assessment, finding) == ""
        assert assessment.report.exit_status() == 0


@pytest.mark.parametrize(
    "obligation",
    [
        one
        for one in Obligation
        if one.value not in ("technology", "item-origin", "lines-as-listed")
    ],
)
def test_each_obligation_of_the_line_is_missed(below: Assessment, obligation: Obligation) -> None:
    (finding,) = below.report.findings
    kept = tuple(record for record in finding.clearance if record.obligation is not obligation)
    assert obligation.value in why(below, replace(finding, clearance=kept))
    opened = tuple(
        replace(record, standing=Standing.OPEN) if record.obligation is obligation else record
        for record in finding.clearance
    )
    assert "open" in why(below, replace(finding, clearance=opened))


def test_an_obligation_twice_is_none(below: Assessment) -> None:
    (finding,) = below.report.findings
    twice = (*finding.clearance, finding.clearance[0])
    assert "twice" in why(below, replace(finding, clearance=twice))


def test_a_doubt_that_was_passed_over_is_met(below: Assessment) -> None:
    (finding,) = below.report.findings
    doubt = Doubt(item="MAG", obligation=Obligation.PRICE, why="w", question="q")
    assert "doubt" in why(below, finding, doubt)
    assert why(below, finding, replace(doubt, item="ANOTHER")) == ""


def test_the_multiplication_is_made_again(below: Assessment) -> None:
    (finding,) = below.report.findings
    for numerator in (Bounds.exactly(1), Bounds.unknown()):
        value = replace(finding.value, numerator=numerator)
        assert "not below the line" in why(below, replace(finding, value=value))


@pytest.mark.parametrize(
    ("mass", "value", "is_followed"),
    [
        ("0.001", "0", False),
        (None, "0", False),
        ("0", "0", True),
        ("0.001", "0.0001", True),
        ("0.001", None, True),
    ],
)
def test_what_counts_by_its_mass_and_is_worth_nothing_is_not_followed(
    tmp_path: Path, mass: str | None, value: str | None, is_followed: bool
) -> None:
    below = of(tmp_path, [NEODYMIUM, {**CHINESE, "Value": 0.0001}])
    finding = below.report.findings[0]
    assert finding.verdict is Verdict.BELOW
    of_mass, of_value = (
        Bounds(Fraction(0), None if high is None else Fraction(high)) for high in (mass, value)
    )
    contributions = (replace(finding.contributions[0], mass=of_mass, value=of_value),)
    told = why(below, replace(finding, contributions=contributions))
    assert told == ("" if is_followed else "Dy counts in it and is worth nothing")


def test_the_whole_is_the_items_own_price(below: Assessment) -> None:
    (finding,) = below.report.findings
    value = replace(
        finding.value,
        numerator=Bounds.exactly(Fraction(1, 100)),
        denominator=Bounds.exactly(1000),
    )
    assert "smaller whole" in why(below, replace(finding, value=value))


def test_a_stated_content_that_was_not_counted_is_found(tmp_path: Path, below: Assessment) -> None:
    (finding,) = below.report.findings
    other = of(tmp_path, [NEODYMIUM, CHINESE])
    assert other.report.findings[0].verdict is Verdict.CROSSES
    content = other.scenarios.facts.content
    assert "may reach the line" in why(below, finding, content=content)


def test_a_listed_element_that_was_not_seen_is_found(tmp_path: Path, unlisted: Assessment) -> None:
    (finding,) = unlisted.report.findings
    content = of(tmp_path, [NEODYMIUM, DYSPROSIUM]).scenarios.facts.content
    assert "Dy in it is on the list" in why(unlisted, finding, content=content)


def test_a_magnet_of_which_nobody_said_anything_is_not_clear(
    below: Assessment, unlisted: Assessment
) -> None:
    for assessment in (below, unlisted):
        (finding,) = assessment.report.findings
        assert "to the whole" in why(assessment, finding, content={})


def test_a_statement_out_of_date_closes_nothing(below: Assessment, unlisted: Assessment) -> None:
    for assessment in (below, unlisted):
        (finding,) = assessment.report.findings
        content = {
            "MAG": tuple(
                replace(row, valid_until=ON.replace(year=ON.year - 1))
                for row in assessment.scenarios.facts.content["MAG"]
            )
        }
        assert "to the whole" in why(assessment, finding, content=content)


def test_rows_that_do_not_add_up_are_no_account(below: Assessment) -> None:
    (finding,) = below.report.findings
    sheet = SheetAccount(name="BOM", fate=SheetFate.BILL, row_count=2, rows={RowFate.LINE: 1})
    account = InputAccount(path="m.xlsx", sheets=(sheet,))
    scenarios = below.scenarios
    (failure,) = not_followed([finding], scenarios.bill, scenarios.facts, (), [account])
    assert "add up" in failure.why


def test_what_cannot_be_followed_is_open_and_the_run_ends_in_70(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import calculator.determination.followed as room

    def without_composition(finding: Finding, premises: room.Premises) -> object:
        records = room_with_clearance(finding, premises)
        return tuple(one for one in records if one.obligation is not Obligation.COMPOSITION)

    room_with_clearance = room.with_clearance
    monkeypatch.setattr(room, "with_clearance", without_composition)
    report = of(tmp_path, [NEODYMIUM, DYSPROSIUM]).report
    (finding,) = report.findings
    assert finding.verdict is Verdict.UNDETERMINED
    assert "composition" in finding.withheld_reason
    assert [problem.code for problem in report.problems if problem.severity.value == "error"] == [
        "clearance-not-followed"
    ]
    assert report.exit_status() == 70


def test_a_samarium_cobalt_magnet_without_samarium_is_not_known_to_the_whole(
    tmp_path: Path,
) -> None:
    nothing = {"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}
    assessment = of(tmp_path, [nothing], Material="SmCo5")
    (finding,) = assessment.report.findings
    cleared = replace(
        finding,
        verdict=Verdict.BELOW,
        value=replace(finding.value, numerator=Bounds.exactly(0)),
        clearance=tuple(
            ClearanceRecord(obligation=obligation, standing=Standing.PROVED, by="")
            for obligation in Obligation
        ),
    )
    assert "to the whole" in why(assessment, cleared)


def questioned(folder: Path, left_out: str = "") -> Assessment:
    """One magnet of which a questionnaire was answered, substance by substance, and then that this is all."""
    counted = sorted(LAW.counted.elements)
    answers: list[Row] = [
        {"Part Number": "MAG", "About": "substance-share", "Substance": element, "Answer": "0"}
        for element in counted
        if element != left_out
    ]
    answers.append(
        {
            "Part Number": "MAG",
            "About": "complete",
            "Substance": ", ".join(counted),
            "Answer": "yes",
        }
    )
    bill = write_workbook(folder / "magnet.xlsx", BOM=[MAGNET])
    facts = write_workbook(
        folder / "answers.xlsx",
        Questions=[{**answer, "Evidence": "declared"} for answer in answers],
    )
    return decide(read_files([bill], [facts]), Options(on=ON, rules=(LAW,)))


def test_a_questionnaire_answered_in_full_is_followed(tmp_path: Path) -> None:
    """It was called a fault of the program: the checker knew of "full" alone."""
    assessment = questioned(tmp_path)
    codes = {problem.code for problem in assessment.report.problems}
    assert "clearance-not-followed" not in codes
    assert assessment.report.exit_status() == 0


def test_yes_to_all_of_them_says_nothing_of_one_that_was_not_answered(tmp_path: Path) -> None:
    assessment = questioned(tmp_path, left_out="Dy")
    assert assessment.report.exit_status() == 3


@pytest.mark.parametrize("words", ["Dysprosium oxide powder", "Samarium metal, ingots", "氧化镝粉"])
def test_goods_that_only_their_words_name_are_followed(tmp_path: Path, words: str) -> None:
    goods = {"Level": 0, "Part Number": "G", "Description": words, "Quantity": 1, "Unit": "kg"}
    report = decide(
        read_files([write_workbook(tmp_path / "goods.xlsx", BOM=[goods])]),
        Options(on=ON, rules=(LAW,)),
    ).report
    assert report.exit_status() == 3


def test_an_origin_that_may_count_is_no_clear_answer(tmp_path: Path) -> None:
    made = of(tmp_path, [NEODYMIUM, DYSPROSIUM])
    (finding,) = made.report.findings
    assert finding.verdict is Verdict.BELOW
    assert why(made, finding) == ""
    elsewhere = replace(finding, item=replace(finding.item, origin=Origin()))
    assert "may have been made where the rule counts" in why(made, elsewhere)
    assume = replace(made.scenarios.facts.assumptions, unknown_origin_is_not_chinese=True)
    assert why(made, elsewhere, assumptions=assume) == ""
