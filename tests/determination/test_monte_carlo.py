"""Monte Carlo: worked examples whose chance is known, and that no draw contradicts the bounds."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from calculator.cli.main import main
from calculator.content.contribution import SubstanceContent
from calculator.determination.monte_carlo import chance_of
from calculator.findings.finding import Sampling
from calculator.findings.verdict import Ratio, Verdict, apply_threshold
from calculator.model.item import Origin
from calculator.model.substance_list import Listing
from calculator.model.substances import read_substance
from calculator.numbers.bounds import ZERO, Bounds
from calculator.rules.load import built_in_rules
from tests.draws import draws
from tests.workbooks import write_workbook

RULE = built_in_rules()["cn-mofcom-2025-61"]
MANY = Sampling(samples=200_000, seed=7)
ONE = Bounds.exactly(1)


def between(low: str | int, high: str | int | None) -> Bounds:
    return Bounds(Fraction(low), None if high is None else Fraction(high))


def portion(
    value: Bounds, *, counted: Bounds = ONE, listing: Listing = Listing.LISTED, key: str = "Dy"
) -> SubstanceContent:
    substance, _ = read_substance("Dy")
    return SubstanceContent(
        holder="M",
        substance=substance,
        listing=listing,
        origin=Origin(),
        counted_share=counted,
        mass=value,
        value=value,
        certain=False,
        list_key=key,
    )


def share(
    whole: Bounds, *contributions: SubstanceContent, rule: object = RULE, quantity: Bounds = ONE
) -> float:
    high = (
        None
        if any(one.value.high is None for one in contributions)
        else sum((one.counted_value * quantity).high for one in contributions)
    )
    tested = Ratio(
        numerator=Bounds(Fraction(0), min(high, whole.high) if high is not None else whole.high),
        denominator=whole,
        unit="USD",
    )
    found = chance_of("M", rule, tested, tuple((one, quantity) for one in contributions), MANY)
    return float(found.share)


@pytest.mark.parametrize(
    ("chance", "whole", "contributions"),
    [
        # A value of 0 to 2 against a line of 1: half of the draws.
        (0.5, between(1000, 1000), [portion(between(0, 2))]),
        # Against a line of 1 to 2: half of the half, in the mean over the line.
        (0.25, between(1000, 2000), [portion(between(0, 2))]),
        # A value of 2 of which an unknown share is Chinese.
        (0.5, between(1000, 1000), [portion(between(2, 2), counted=between(0, 1))]),
        # A value of 2 that may be on the list.
        (0.5, between(1000, 1000), [portion(between(2, 2), listing=Listing.MAYBE)]),
        # Two values of 0 to 1 against a line of 1: the triangle above the diagonal.
        (0.5, between(1000, 1000), [portion(between(0, 1)), portion(between(0, 1), key="Tb")]),
        # What is not on the list does not count.
        (0.0, between(1000, 1000), [portion(between(2, 2), listing=Listing.UNLISTED)]),
    ],
)
def test_the_chance_of_worked_examples(
    chance: float, whole: Bounds, contributions: list[SubstanceContent]
) -> None:
    assert share(whole, *contributions) == pytest.approx(chance, abs=0.005)


def test_each_substance_by_itself_under_a_rule_that_says_so() -> None:
    """Two of 0 to 2 against 1 each: three quarters; their sum would be seven eighths."""
    each = replace(RULE, per_substance=True)
    two = [portion(between(0, 2)), portion(between(0, 2), key="Tb")]
    assert share(between(1000, 1000), *two, rule=each) == pytest.approx(0.75, abs=0.005)
    assert share(between(1000, 1000), *two) == pytest.approx(0.875, abs=0.005)


def test_an_open_value_is_drawn_up_to_the_whole() -> None:
    assert share(between(1000, 1000), portion(between(0, None))) == pytest.approx(0.999, abs=0.001)


def test_without_an_upper_end_there_is_nothing_to_draw_from() -> None:
    open_whole = Ratio(numerator=between(0, 1), denominator=between(1, None), unit="USD")
    assert chance_of("M", RULE, open_whole, ((portion(between(0, 1)), ONE),), MANY) is None


def test_the_same_seed_gives_the_same_draws_whatever_else_there_is() -> None:
    tested = Ratio(numerator=between(0, 2), denominator=between(1000, 1000), unit="USD")
    parts = ((portion(between(0, 2)), ONE),)
    one, again, other, seeded = (
        chance_of(item, RULE, tested, parts, Sampling(samples=1000, seed=seed))
        for item, seed in (("A", 1), ("A", 1), ("B", 1), ("A", 2))
    )
    assert one == again
    assert len({one.crosses, other.crosses, seeded.crosses}) > 1


ENDS = st.fractions(0, 3, max_denominator=1000)


@draws(60)
@given(st.lists(st.tuples(ENDS, ENDS, ENDS, ENDS), min_size=1, max_size=4), ENDS, ENDS)
def test_no_draw_contradicts_a_verdict_of_the_bounds(
    parts: list[tuple[Fraction, ...]], one: Fraction, other: Fraction
) -> None:
    whole = Bounds(min(one, other) * 1000, max(one, other) * 1000)
    contributions = tuple(
        (portion(Bounds(min(a, b), max(a, b))), Bounds(min(c, d), max(c, d)))
        for a, b, c, d in parts
    )
    numerator = ZERO
    for single, quantity in contributions:
        numerator = numerator + single.counted_value * quantity
    found = chance_of(
        "M",
        RULE,
        Ratio(numerator=numerator, denominator=whole, unit="USD"),
        contributions,
        Sampling(samples=500),
    )
    verdict = apply_threshold(RULE, numerator, whole)
    near = numerator.low * 1000 <= whole.high * Fraction(
        "1.000001"
    ) and numerator.high * 1000 >= whole.low * Fraction("0.999999")
    if verdict is Verdict.BELOW and not near:
        assert found.crosses == 0
    if verdict is Verdict.CROSSES and not near:
        assert found.crosses == 500


def test_draws_are_asked_for_and_said_everywhere(tmp_path: Path) -> None:
    bom = write_workbook(
        tmp_path / "m.xlsx",
        BOM=[
            {
                "Level": 0,
                "Part Number": "M",
                "Quantity": 1,
                "Unit": "each",
                "Item Class": "magnet",
                "Material": "NdFeB",
                "Unit Mass": 10,
                "Mass Unit": "g",
                "Unit Price": 10,
                "Currency": "USD",
                "Country of Origin": "JP",
                "Chinese Technology": "no",
            }
        ],
        Content=[
            {
                "Part Number": "M",
                "Substance": "Dy",
                "Value": 0.02,
                "Currency": "USD",
                "Min wt%": 0.1,
                "Max wt%": 0.2,
                "Disclosure": "full",
            }
        ],
    )
    words = ["check", str(bom), "--on", "2026-11-23", "--samples", "1000", "--seed", "3"]
    plain = json.loads(CliRunner().invoke(main, [*words[:4], "--format", "json"]).stdout)
    report = json.loads(CliRunner().invoke(main, [*words, "--format", "json"]).stdout)
    drawn = report["findings"][0].pop("monte_carlo")
    assert {key: value for key, value in drawn.items() if key != "crosses"} == {
        "samples": 1000,
        "seed": 3,
    }
    assert 0.4 < float(Fraction(drawn["crosses"])) < 0.6, (
        "a value of 0.02 of which an unknown share is Chinese, against a line of 0.01"
    )
    assert report["findings"] == plain["findings"], "the draws change nothing else"
    for form in ("table", "md", "html"):
        assert "of 1,000 draws (seed 3)" in CliRunner().invoke(
            main, [*words, "--format", form]
        ).stdout.replace("\n", " ").replace("  ", "")
    saved = tmp_path / "report.json"
    saved.write_text(
        CliRunner().invoke(main, [*words, "--format", "json"]).stdout, encoding="utf-8"
    )
    assert CliRunner().invoke(main, ["verify", str(saved)]).exit_code == 0
