"""The grade that a finding names is the one that its verdict needs."""

from __future__ import annotations

from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions
from calculator.model.item import Evidence
from tests.workbooks import assessed, dysprosium, finding, magnet


def test_a_verdict_that_rests_on_the_full_of_a_substance_that_does_not_count_names_its_grade(
    tmp_path,
):
    # Drawn at random: MAG holds A, of which an assumed row says that it is holmium and nothing else, and B, which is measured.
    holmium = {
        "Part Number": "A",
        "Substance": "Ho",
        "Form": "metal",
        "Value": 1,
        "Currency": "USD",
        "Country of Origin": "CN",
        "Disclosure": "full",
        "Evidence": "assumed",
    }
    sheets = {
        "BOM": [magnet(**{"Unit Price": 1000, "Unit Mass": 200}), magnet("A", 1), magnet("B", 1)],
        "Content": [holmium, dysprosium("B", Value=0.01, Currency="USD", Evidence="measured")],
    }
    accepted = Assumptions(assumed_facts_accepted=True)
    found = finding(assessed(tmp_path, assume=accepted, **sheets), "MAG")
    assert found.verdict is Verdict.BELOW
    assert found.evidence is Evidence.ASSUMED
    without = finding(assessed(tmp_path, weakest=Evidence.DATASHEET, **sheets), "MAG")
    assert without.verdict is Verdict.UNDETERMINED


def test_a_verdict_that_needs_none_of_the_weaker_facts_names_the_better_grade(tmp_path):
    sheets = {
        "BOM": [magnet(), magnet("A", 1), magnet("B", 1)],
        "Content": [
            dysprosium("A", Value=1, Currency="USD", Evidence="measured"),
            dysprosium("B", Value=1, Currency="USD", Evidence="assumed"),
        ],
    }
    found = finding(assessed(tmp_path, **sheets), "MAG")
    assert found.verdict is Verdict.CROSSES
    assert found.evidence is Evidence.MEASURED


def test_a_verdict_that_the_parts_below_decide_too_stands_on_the_grade_that_it_names(tmp_path):
    # Drawn at random: what is measured of a magnet and what is declared of the magnet in it contradict each other.
    def content(item: str, value: float, grade: str) -> dict[str, object]:
        row = dysprosium(item, Value=value, Currency="USD", Evidence=grade)
        return {**row, "Disclosure": None}

    sheets = {
        "BOM": [
            {"Level": 0, "Part Number": "TOP", "Unit Price": 0.001, "Currency": "USD"},
            magnet("OUTER", 1, **{"Unit Price": 0.001, "Unit Mass": None}),
            magnet("INNER", 2, Quantity=0.5, **{"Unit Price": 0.001, "Unit Mass": None}),
        ],
        "Content": [content("OUTER", 0.01, "measured"), content("INNER", 0.001, "declared")],
    }
    for number in ("OUTER", "INNER"):
        found = finding(assessed(tmp_path, **sheets), number)
        assert found.evidence is not None
        stricter = finding(assessed(tmp_path, weakest=found.evidence, **sheets), number)
        assert stricter.verdict is found.verdict
