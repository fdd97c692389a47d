from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pytest_regressions.file_regression import FileRegressionFixture

from calculator.findings.obligation import Doubt, Obligation
from calculator.findings.report import FailOn, Reading, Report
from calculator.findings.verdict import Licence, Verdict
from calculator.reports.interface import FORMATS, write
from tests.reports.factory import BY_MASS, LIST, RULE_61, drone, exactly, finding, report
from tests.reports.test_formats import AWKWARD, CONTROL, awkward

OF_INPUT = Doubt(
    item="",
    obligation=Obligation.ACCOUNT,
    why="rows 4 to 9 hang on nothing",
    question="which part do rows 4 to 9 belong to?",
)
SCHEMA = etree.XMLSchema(file=str(Path(__file__).with_name("junit.xsd")))


def junit(found: Report) -> Any:
    tree = etree.fromstring(
        write(found, FORMATS["junit"]), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    SCHEMA.assertValid(tree)
    return tree


def states(found: Report) -> dict[str, str]:
    return {
        case.get("name").split()[0]: next(
            (one.tag for one in case if one.tag in {"failure", "error"}), "passed"
        )
        for case in junit(found).iter("testcase")
    }


def test_what_crosses_fails_what_is_open_is_an_error_and_what_is_below_passes() -> None:
    assert states(drone()) == {
        "MAG-01": "failure",
        "MAG-02": "passed",
        "MAG-03": "error",
        "SPK-7": "error",
        "N52": "error",
    }


def test_a_licence_for_another_reason_fails_though_the_share_is_below() -> None:
    below = finding("MAG", Verdict.BELOW, exactly("0"), exactly("1"), licence=Licence.REQUIRED)
    unknown = finding(
        "MAG", Verdict.BELOW, exactly("0"), exactly("1"), licence=Licence.UNDETERMINED
    )
    assert states(report(below)) == {"MAG": "failure"}
    assert states(report(unknown)) == {"MAG": "error"}


@pytest.mark.parametrize(
    "found",
    [
        drone(),
        report(),
        replace(drone(), reading=Reading.PRODUCT),
        report(
            finding("MAG", Verdict.BELOW, exactly("0"), exactly("1"), licence=Licence.NOT_REQUIRED)
        ),
        replace(report(), refused=("broken.xlsx",)),
        replace(report(), doubts=(OF_INPUT,)),
    ],
)
def test_the_suite_fails_exactly_where_the_run_does(found: Report) -> None:
    tree = junit(found)
    assert (int(tree.get("failures")) + int(tree.get("errors")) > 0) is (
        found.exit_status(FailOn.UNDETERMINED) != 0
    )


def test_the_product_reading_never_hides_what_a_list_without_products_catches() -> None:
    """The suite was empty, and passed, while the run ended with 1."""
    caught = finding("MAG", Verdict.CROSSES, exactly("0"), exactly("1"), rule=LIST)
    for rules in ((LIST,), (RULE_61, LIST)):
        found = replace(
            drone(),
            findings=(*drone().findings, caught),
            rules=rules,
            reading=Reading.PRODUCT,
            suspects=(),
        )
        assert found.exit_status() == 1
        assert states(found) == {"MAG": "failure"} | (
            {"DRONE": "error"} if RULE_61 in rules else {}
        )


def test_each_rule_has_a_suite_whose_counts_are_those_of_its_cases() -> None:
    both = report(
        *drone().findings,
        finding("MAG-01", Verdict.CROSSES, exactly("1"), exactly("1"), rule=BY_MASS),
        rules=(RULE_61, BY_MASS),
    )
    tree = junit(both)
    assert [suite.get("name") for suite in tree] == ["cn-mofcom-2025-61", "screen-mass"]
    for suite in tree:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert "licence" not in "".join(tree[1].find("testcase").itertext()).casefold()


def test_a_case_names_its_cells_and_whom_to_ask() -> None:
    text = "".join(junit(drone()).find(".//testcase[@name='MAG-03 永磁体 磁钢']").itertext())
    assert "drone.xlsx!BOM!B6" in text
    assert "drone.xlsx!Content!H4" in text
    assert "Ask 日本電磁石 for MAG-03: origin of Dy (settles it)" in text


@pytest.mark.parametrize("text", [*AWKWARD, "]]><failure/>", "<!DOCTYPE x>&amp;&x;"])
def test_awkward_words_of_a_supplier_leave_the_xml_valid(text: str) -> None:
    tree = junit(awkward(text))
    assert len(tree.findall(".//failure")) == 1
    assert not CONTROL.search("".join(tree.itertext()).replace("\n", " "))


def test_the_junit_report_reads_like_this(file_regression: FileRegressionFixture) -> None:
    file_regression.check(
        write(drone(), FORMATS["junit"]).decode(), encoding="utf-8", extension=".xml"
    )
