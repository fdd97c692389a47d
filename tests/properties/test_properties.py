"""What must hold for every bill, drawn at random."""

from __future__ import annotations

import random
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calculator.assessment import Assessment
from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions, Reference
from calculator.model.item import Evidence, ItemClass
from calculator.numbers.bounds import exact_text
from tests.draws import draws
from tests.properties.enumeration import content_by_paths, is_in_a_magnet, printed, verdict_of
from tests.strategies import bills, sheets
from tests.workbooks import LAW, assessed, dysprosium, finding, magnet

thorough = draws(20)
Sheets = dict[str, list[dict[str, Any]]]


def run(parts: Sheets, **more: Any) -> Assessment:
    with tempfile.TemporaryDirectory() as folder:
        return assessed(Path(folder), **parts, **more)


def answers(assessment: Assessment) -> dict[str, tuple[Any, ...]]:
    """All that a finding says of the share, by item."""
    found = {
        one.item.number: (one.verdict, one.licence, one.value.share)
        for one in assessment.report.findings
    }
    return {
        **found,
        **{
            f"node {one.item.number}": (one.verdict, one.value.share)
            for one in assessment.report.nodes
        },
    }


@thorough
@given(bills())
def test_the_roll_up_agrees_with_walking_every_path(things):
    assessment = run(sheets(things))
    for one in assessment.report.findings:
        expected = printed(content_by_paths(things, one.item.number), things[one.item.number].price)
        assert (one.value.numerator.low, one.value.numerator.high) == expected, one.item.number
        if things[one.item.number].kind == "listed material":
            # Shipped itself it needs a licence by another clause; the share is asked of magnets and targets only.
            assert not is_in_a_magnet(things, one.item.number), one.item.number
            assert one.verdict is Verdict.NOT_SUBJECT
        elif one.subject.value == "yes":
            assert one.verdict.value == verdict_of(expected, things[one.item.number].price)
    for node in assessment.report.nodes:
        expected = printed(
            content_by_paths(things, node.item.number), things[node.item.number].price
        )
        assert (node.value.numerator.low, node.value.numerator.high) == expected, node.item.number


@thorough
@given(bills(), st.randoms(use_true_random=False))
def test_the_order_of_components_and_of_sheets_changes_nothing(things, rng):
    before = answers(run(sheets(things)))
    for thing in things.values():
        rng.shuffle(thing.children)
    parts = sheets(things)
    rng.shuffle(parts["Content"])
    assert (
        answers(run({"Prices": parts["Prices"], "Content": parts["Content"], "BOM": parts["BOM"]}))
        == before
    )


@thorough
@given(bills())
def test_splitting_a_line_in_two_changes_nothing(things):
    before = answers(run(sheets(things)))
    for thing in things.values():
        thing.children = [(child, per / 2) for child, per in thing.children for _ in range(2)]
    assert answers(run(sheets(things))) == before


@thorough
@given(bills())
def test_a_shared_assembly_broken_down_once_is_the_same_as_every_time(things):
    parts = sheets(things)
    seen: set[str] = set()
    kept: list[dict[str, Any]] = []
    hidden_below: int | None = None
    for row in parts["BOM"]:
        if hidden_below is not None and row["Level"] > hidden_below:
            continue
        hidden_below = row["Level"] if row["Part Number"] in seen else None
        seen.add(row["Part Number"])
        kept.append(row)
    assert answers(run({**parts, "BOM": kept})) == answers(run(parts))


@thorough
@given(bills())
def test_another_currency_for_all_amounts_changes_no_share(things):
    parts = sheets(things)
    before = answers(run(parts))
    for rows in parts.values():
        for row in rows:
            if row.get("Currency"):
                row["Currency"] = "EUR"
    rates = [{"Currency": "EUR", "To": "JPY", "Rate": 160.5}]
    assert answers(run({**parts, "Rates": rates}, currency="JPY")) == before


@thorough
@given(bills())
def test_counting_in_grams_or_kilograms_changes_nothing(things):
    parts = sheets(things)
    for row in parts["BOM"]:
        row["Unit"] = "kg"
    before = answers(run(parts))
    number = next(iter(things))
    for row in parts["BOM"]:
        if row["Part Number"] != number:
            # The same quantity and the same price, said in grams: so many in a kilogram of the first, the same in a gram of the others.
            more = 1000 if row["Level"] == 1 else 1
            row["Unit"], row["Quantity"], row["Price Per"] = "g", row["Quantity"] * more, 1000
    for row in parts["Content"]:
        if row["Part Number"] not in (None, number) and row.get("Value") is not None:
            row["Value"] = exact_text(Fraction(str(row["Value"])) / 1000)
    assert answers(run(parts)) == before


RATES: list[Sheets] = [{}, {"Rates": [{"Currency": "EUR", "To": "USD", "Rate": 1.1}]}]
MORE_PRICES: list[list[dict[str, Any]]] = [
    [],
    [{"Substance": "Dy", "Form": "metal", "Min Price": 100, "Max Price": 5000, "Currency": "EUR"}],
    [{"Substance": "Dy", "Form": "oxide", "Min Price": 200, "Max Price": 200, "Currency": "USD"}],
]
SAID_AGAIN: list[dict[str, Any]] = [
    {},
    {"Substance": "Iron"},
    {"Substance": "steel"},
    {"Country of Origin": "JP"},
    {"Country of Origin": "CN"},
]


@thorough
@given(bills(), st.data())
def test_saying_a_row_again_never_gives_below(things, data):
    parts = sheets(things)
    stated = [thing.number for thing in things.values() if thing.content is not None]
    iron = [
        {"Part Number": number, "Substance": "Fe", "wt%": data.draw(st.sampled_from([34, 50, 66]))}
        for number in stated
    ]
    parts["Content"] += iron
    before = {one.item.number: one.verdict for one in run(parts).report.findings}
    again = [
        {**row, **data.draw(st.sampled_from(SAID_AGAIN))}
        for row in iron
        for _ in range(data.draw(st.integers(0, 2)))
    ]
    after = run({**parts, "Content": [*parts["Content"], *again]})
    for one in after.report.findings:
        assert (
            one.verdict not in (Verdict.BELOW, Verdict.NOT_SUBJECT)
            or one.verdict is before[one.item.number]
        ), one.item.number


@thorough
@given(bills(), st.data())
def test_another_rate_never_gives_below(things, data):
    parts = sheets(things)
    for row in parts["Prices"]:
        row["Currency"] = "EUR"
    rates = [{"Currency": "EUR", "To": "USD", "Rate": data.draw(st.sampled_from([0.5, 1.1, 8]))}]
    before = {
        one.item.number: one.verdict for one in run({**parts, "Rates": rates}).report.findings
    }
    rate = data.draw(st.sampled_from([0.01, 0.25, 0.9, 1.1, 20]))
    more = data.draw(
        st.sampled_from(
            [
                [("EUR", "USD", rate)],
                [("USD", "EUR", rate)],
                [("EUR", "JPY", 100), ("JPY", "USD", rate)],
                [("JPY", "EUR", 0.01), ("CNY", "JPY", 20), ("CNY", "USD", rate)],
            ]
        )
    )
    after = run(
        {
            **parts,
            "Rates": [
                *rates,
                *({"Currency": one, "To": to, "Rate": one_is} for one, to, one_is in more),
            ],
        }
    )
    for one in after.report.findings:
        assert one.verdict is before[one.item.number] or one.verdict is Verdict.UNDETERMINED, (
            one.item.number
        )


@thorough
@given(bills(), st.data())
def test_removing_a_fact_never_gives_below(things, data):
    parts = {**sheets(things), **data.draw(st.sampled_from(RATES))}
    parts["Prices"] += data.draw(st.sampled_from(MORE_PRICES))
    before = {one.item.number: one.verdict for one in run(parts).report.findings}
    facts = [
        (sheet, index, head)
        for sheet, heads in (
            ("BOM", ("Unit Price", "Country of Origin", "Material")),
            (
                "Content",
                (
                    "Value",
                    "Min wt%",
                    "Max wt%",
                    "Country of Origin",
                    "Form",
                    "Disclosure",
                    "Currency",
                ),
            ),
            ("Prices", ("Min Price", "Max Price", "Form", "Currency")),
        )
        for index, row in enumerate(parts[sheet])
        for head in heads
        if row.get(head) is not None
    ]
    if not facts:
        return
    sheet, index, head = data.draw(st.sampled_from(facts))
    if sheet == "BOM":
        # The same fact stands on every row of the item; one row alone would be filled in from the others.
        number = parts["BOM"][index]["Part Number"]
        for row in parts["BOM"]:
            if row["Part Number"] == number:
                row[head] = None
    else:
        parts[sheet][index][head] = None
    after = {one.item.number: one.verdict for one in run(parts).report.findings}
    gained = {
        item
        for item, verdict in after.items()
        if verdict is Verdict.BELOW
        and before.get(item) not in (Verdict.BELOW, Verdict.NOT_SUBJECT, None)
    }
    assert not gained, (sheet, head, gained)


@thorough
@given(bills(gaps=False), st.data())
def test_adding_chinese_content_never_lowers_a_share(things, data):
    parts = sheets(things)
    before = {one.item.number: one.value.share for one in run(parts).report.findings}
    holders = [thing for thing in things.values() if thing.children and thing.content is None]
    holder = data.draw(st.sampled_from(holders))
    things["ADDED"] = type(holder)("ADDED", "listed material", Fraction(1), origin="CN")
    holder.children = [*holder.children, ("ADDED", Fraction(1))]
    after = {one.item.number: one.value.share for one in run(sheets(things)).report.findings}
    for item, share in before.items():
        assert after[item].low >= share.low
        assert after[item].high is None or (
            share.high is not None and after[item].high >= share.high
        )


@thorough
@given(bills(), st.integers(0, 2**32))
def test_no_value_inside_the_bounds_contradicts_a_definite_verdict(things, seed):
    rng = random.Random(seed)
    for one in run(sheets(things)).report.findings:
        if one.subject.value != "yes" or one.verdict not in (Verdict.BELOW, Verdict.CROSSES):
            continue
        part, whole = one.value.numerator, one.value.denominator
        for _ in range(20):
            share_of_part, share_of_whole = (
                Fraction(rng.randint(0, 10**6), 10**6),
                Fraction(rng.randint(0, 10**6), 10**6),
            )
            numerator = part.low + share_of_part * (
                (part.high if part.high is not None else part.low * 10 + 1) - part.low
            )
            denominator = whole.low + share_of_whole * (
                (whole.high if whole.high is not None else whole.low * 10 + 1) - whole.low
            )
            assert (numerator * 1000 >= denominator) is (one.verdict is Verdict.CROSSES)


def test_two_to_the_fortieth_paths_are_counted_and_not_walked(tmp_path):
    flat: list[dict[str, Any]] = []
    for depth in range(40):
        flat += [{"Level": 0, "Part Number": f"D{depth}"}]
        flat += [
            {"Level": 1, "Part Number": f"E{depth}{side}", "Quantity": 1, "Unit": "each"}
            for side in "ab"
        ]
        for side in "ab":
            flat += [
                {"Level": 0, "Part Number": f"E{depth}{side}"},
                {"Level": 1, "Part Number": f"D{depth + 1}", "Quantity": 1, "Unit": "each"},
            ]
    flat += [magnet("D40", 0)]
    found = finding(
        assessed(tmp_path, BOM=flat, Content=[dysprosium("D40", Value=1, Currency="USD")]), "D40"
    )
    assert [(use.product, use.quantity.low, use.paths) for use in found.used_in] == [
        ("D0", 2**40, 2**40)
    ]
    assert len(found.where_used) == 20
    assert found.verdict is Verdict.CROSSES


def test_a_chain_of_three_thousand_levels_is_rolled_up(tmp_path):
    bom = [{"Level": 0, "Part Number": "C0", "Unit Price": 10**6, "Currency": "USD"}]
    rows = []
    for depth in range(3000):
        rows += [
            {"Level": 0, "Part Number": f"C{depth}"},
            {"Level": 1, "Part Number": f"C{depth + 1}", "Quantity": 1, "Unit": "each"},
        ]
    rows += [magnet("C3000")]
    assessment = assessed(
        tmp_path, BOM=[*bom, *rows], Content=[dysprosium("C3000", Value=1, Currency="USD")]
    )
    assert finding(assessment, "C3000").verdict is Verdict.CROSSES
    assert len(finding(assessment, "C3000").where_used[0].path) == 3001


def test_a_cycle_is_refused_by_its_path_and_its_items_are_unknown(tmp_path):
    bom = [
        magnet("MAG"),
        {"Level": 1, "Part Number": "SUB", "Quantity": 1, "Unit": "each", "Material": "Steel"},
        {"Level": 2, "Part Number": "MAG", "Quantity": 1, "Unit": "each"},
    ]
    assessment = assessed(tmp_path, BOM=bom)
    cycle = next(problem for problem in assessment.report.problems if problem.code == "cycle")
    assert "MAG > SUB > MAG" in cycle.message
    assert finding(assessment, "MAG").verdict is Verdict.UNDETERMINED


def test_magnets_are_tested_at_every_level(tmp_path):
    bom = [
        {"Level": 0, "Part Number": "P"},
        magnet("M1", 1),
        {"Level": 1, "Part Number": "A", "Quantity": 2, "Unit": "each"},
        magnet("M2", 2, Quantity=3),
    ]
    assessment = assessed(tmp_path, BOM=bom)
    assert [
        one.item.number
        for one in assessment.report.findings
        if one.item.item_class is ItemClass.MAGNET
    ] == ["M1", "M2"]
    assert [(use.product, use.quantity.low) for use in finding(assessment, "M2").used_in] == [
        ("P", 6)
    ]
    assert assessment.report.rules == (LAW,)


@thorough
@given(bills(), st.data())
def test_stricter_evidence_never_gives_below_or_crosses(things, data):
    parts = sheets(things)
    grades = [one.value for one in Evidence]
    for row in parts["Content"]:
        row["Evidence"] = data.draw(st.sampled_from(grades))
    before = run(parts)
    verdicts = {one.item.number: one.verdict for one in before.report.findings}
    stricter = run(parts, weakest=data.draw(st.sampled_from(list(Evidence))))
    for one in stricter.report.findings:
        assert one.verdict is verdicts[one.item.number] or one.verdict not in (
            Verdict.BELOW,
            Verdict.CROSSES,
        ), one.item.number


@thorough
@given(bills(), st.data())
def test_a_verdict_stands_on_facts_of_its_own_grade_and_falls_without_them(things, data):
    parts = sheets(things)
    for row in parts["Content"]:
        row["Evidence"] = data.draw(st.sampled_from([one.value for one in Evidence]))
    for one in run(parts).report.findings:
        if one.verdict not in (Verdict.BELOW, Verdict.CROSSES) or one.evidence is None:
            continue
        with_it = finding(run(parts, weakest=one.evidence), one.item.number)
        assert with_it.verdict is one.verdict
        if (
            len({part.evidence for part in one.contributions}) > 1
            and one.evidence is not Evidence.MEASURED
        ):
            stricter = list(Evidence)[one.evidence.rank - 1]
            assert finding(run(parts, weakest=stricter), one.item.number).verdict is not one.verdict


@thorough
@given(bills(), st.sampled_from(["reference_prices", "reference_grades", "reference_rates"]))
def test_reference_data_never_gives_below(things, kind):
    parts = sheets(things)
    before = {one.item.number: one.verdict for one in run(parts).report.findings}
    assumed = run(parts, assume=Assumptions(**{kind: Reference.BRACKET}))
    for one in assumed.report.findings:
        assert one.verdict is not Verdict.BELOW or before[one.item.number] is Verdict.BELOW, (
            one.item.number
        )
    for node in assumed.report.nodes:
        assert (
            node.verdict is not Verdict.BELOW
            or finding_of_node(parts, node.item.number) is Verdict.BELOW
        )


def finding_of_node(parts, number):
    return next(one.verdict for one in run(parts).report.nodes if one.item.number == number)
