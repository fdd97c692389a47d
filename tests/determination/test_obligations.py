"""A doubt of the reading opens what would be clear, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, decide
from calculator.determination.obligations import Doubts, node_opened
from calculator.findings.obligation import FOR_THE_ANSWERS, FOR_THE_LIST, Doubt, Obligation
from calculator.findings.report import Headline
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.sources.reader import ImportResult, read_files
from tests.workbooks import LAW, ON, write_workbook

OPTIONS = Options(on=ON, rules=(LAW,))
ITEM = {
    "Item Class": "magnet",
    "Material": "NdFeB",
    "Unit Mass": 0.01,
    "Mass Unit": "kg",
    "Unit Price": 2,
    "Currency": "USD",
    "Country of Origin": "JP",
    "Chinese Technology": "no",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> ImportResult:
    """A motor with a clear magnet and a screw."""
    path = write_workbook(
        Path(tmp_path_factory.mktemp("bill")) / "motor.xlsx",
        BOM=[
            {
                "Level": 0,
                "Part Number": "MOTOR",
                "Quantity": 1,
                "Unit Price": 90,
                "Currency": "USD",
            },
            {"Level": 1, "Part Number": "MAG", "Quantity": 2, "Description": "magnet", **ITEM},
            {"Level": 1, "Part Number": "SCREW", "Quantity": 4, "Material": "steel"},
        ],
        Content=[
            {
                "Part Number": "MAG",
                "Substance": "Dy",
                "wt%": 1,
                "Country of Origin": "AU",
                "Disclosure": "full",
            },
            {
                "Part Number": "MAG",
                "Substance": "Nd",
                "wt%": 29,
                "Country of Origin": "AU",
                "Disclosure": "full",
            },
        ],
    )
    return read_files([path])


def doubted(read: ImportResult, item: str, obligation: Obligation) -> Assessment:
    """The same bill with one doubt."""
    doubt = Doubt(item=item, obligation=obligation, why="two cells differ", question="which is it?")
    return decide(replace(read, doubts=(doubt,)), OPTIONS)


def test_without_a_doubt_the_magnet_is_clear(read: ImportResult) -> None:
    report = decide(read, OPTIONS).report
    assert [finding.verdict for finding in report.findings] == [Verdict.BELOW]
    assert report.exit_status() == 0


@pytest.mark.parametrize("obligation", list(Obligation))
def test_a_doubt_about_a_magnet_opens_its_clearance(
    read: ImportResult, obligation: Obligation
) -> None:
    report = doubted(read, "MAG", obligation).report
    (finding,) = report.findings
    opens_share = obligation not in (Obligation.TECHNOLOGY, Obligation.ITEM_ORIGIN)
    assert finding.verdict is (Verdict.UNDETERMINED if opens_share else Verdict.BELOW)
    assert finding.licence is Licence.UNDETERMINED
    assert finding.questions[0].asks == "which is it?"
    assert finding.withheld_reason == "two cells differ"
    assert report.exit_status() == 3


def test_a_doubt_about_a_part_beside_the_magnet_opens_the_product_alone(read: ImportResult) -> None:
    report = doubted(read, "SCREW", Obligation.PRICE).report
    assert [finding.verdict for finding in report.findings] == [Verdict.BELOW]
    assert {node.item.number: node.verdict for node in report.nodes}[
        "MOTOR"
    ] is Verdict.UNDETERMINED
    assert report.exit_status() == 0


def test_a_part_of_which_it_is_in_doubt_what_it_is_may_be_a_magnet(read: ImportResult) -> None:
    report = doubted(read, "SCREW", Obligation.IDENTITY).report
    assert [suspect.item.number for suspect in report.suspects] == ["SCREW"]
    assert report.exit_status() == 3


def test_a_doubt_about_the_input_opens_the_run_and_no_item(read: ImportResult) -> None:
    report = doubted(read, "", Obligation.HEARD).report
    assert [finding.verdict for finding in report.findings] == [Verdict.BELOW]
    assert report.headline is Headline.UNDETERMINED
    assert report.exit_status() == 3


def test_a_doubt_takes_back_no_crossing(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "magnet.xlsx",
        BOM=[{"Level": 0, "Part Number": "MAG", "Quantity": 1, **ITEM}],
        Content=[
            {
                "Part Number": "MAG",
                "Substance": "Dy",
                "wt%": 4,
                "Value": 1,
                "Currency": "USD",
                "Country of Origin": "CN",
            }
        ],
    )
    report = doubted(read_files([path]), "MAG", Obligation.PRICE).report
    assert [finding.verdict for finding in report.findings] == [Verdict.CROSSES]
    assert report.exit_status() == 1


@pytest.fixture(scope="module")
def goods(tmp_path_factory: pytest.TempPathFactory) -> ImportResult:
    """A jar of dysprosium metal that is itself shipped, from Japan and made without Chinese technology."""
    line = {"Level": 0, "Part Number": "DY-1", "Description": "Dysprosium metal", "Quantity": 1}
    return read_files(
        [
            write_workbook(
                Path(tmp_path_factory.mktemp("goods")) / "goods.xlsx",
                BOM=[{**line, **ITEM, "Item Class": "listed material", "Material": "Dy"}],
            )
        ]
    )


@pytest.mark.parametrize("obligation", list(Obligation))
def test_a_doubt_about_goods_opens_what_is_answered_of_them_and_no_share(
    goods: ImportResult, obligation: Obligation
) -> None:
    assert decide(goods, OPTIONS).report.exit_status() == 0
    report = doubted(goods, "DY-1", obligation).report
    (finding,) = report.findings
    bears = obligation in FOR_THE_LIST | FOR_THE_ANSWERS
    assert finding.subject is Subject.YES
    assert finding.verdict is Verdict.NOT_SUBJECT
    assert finding.licence is (Licence.UNDETERMINED if bears else Licence.NOT_REQUIRED)
    assert report.exit_status() == (3 if bears else 0)


@pytest.mark.parametrize("obligation", list(Obligation))
def test_a_doubt_about_what_is_on_no_list_bears_on_the_list_alone(
    tmp_path: Path, obligation: Obligation
) -> None:
    ferrite = {**ITEM, "Material": "ferrite", "Level": 0, "Part Number": "F", "Quantity": 1}
    read = read_files([write_workbook(tmp_path / "f.xlsx", BOM=[ferrite])])
    assert decide(read, OPTIONS).report.exit_status() == 0
    report = doubted(read, "F", obligation).report
    assert report.exit_status() == (3 if obligation in FOR_THE_LIST else 0)


def test_one_doubt_about_the_list_is_enough_whatever_else_is_in_doubt(tmp_path: Path) -> None:
    ferrite = {**ITEM, "Material": "ferrite", "Level": 0, "Part Number": "F", "Quantity": 1}
    read = read_files([write_workbook(tmp_path / "f.xlsx", BOM=[ferrite])])
    doubts = tuple(
        Doubt(item="F", obligation=obligation, why="two cells differ", question="which is it?")
        for obligation in (Obligation.PRICE, Obligation.IDENTITY)
    )
    report = decide(replace(read, doubts=doubts), OPTIONS).report
    (finding,) = report.findings
    assert (finding.subject, finding.verdict) == (Subject.MAYBE, Verdict.UNDETERMINED)
    assert report.exit_status() == 3


@pytest.mark.parametrize(
    ("verdict", "obligations", "opened"),
    [
        (Verdict.BELOW, (), Verdict.BELOW),
        (Verdict.BELOW, (Obligation.PRICE,), Verdict.UNDETERMINED),
        (Verdict.CROSSES, (Obligation.PRICE,), Verdict.CROSSES),
        (Verdict.NOT_SUBJECT, (), Verdict.NOT_SUBJECT),
        (Verdict.NOT_SUBJECT, (Obligation.PRICE,), Verdict.NOT_SUBJECT),
        (Verdict.NOT_SUBJECT, (Obligation.IDENTITY,), Verdict.UNDETERMINED),
        (Verdict.NOT_SUBJECT, (Obligation.PRICE, Obligation.IDENTITY), Verdict.UNDETERMINED),
    ],
)
def test_of_a_product_a_doubt_opens_what_is_clear_and_takes_back_no_crossing(
    read: ImportResult, verdict: Verdict, obligations: tuple[Obligation, ...], opened: Verdict
) -> None:
    doubts = [Doubt(item="MAG", obligation=each, why="", question="") for each in obligations]
    bill = decide(read, OPTIONS).scenarios.bill
    node = next(node for node in decide(read, OPTIONS).report.nodes if node.item.number == "MOTOR")
    given = replace(node, verdict=verdict, licence=Licence.NOT_REQUIRED)
    after = node_opened(given, Doubts.in_bill(doubts, bill))
    assert after.verdict is opened
    assert (after.licence is Licence.NOT_REQUIRED) is (opened is verdict)
