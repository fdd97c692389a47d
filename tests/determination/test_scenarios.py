"""One bill under variants of its facts: each guard by itself, without a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from calculator.determination.determine import facts_under
from calculator.determination.scenarios import Scenarios
from calculator.findings.finding import Finding
from calculator.findings.verdict import Subject, Verdict
from calculator.model.assumptions import Assumptions, PutIn
from calculator.model.bill import Bill, BillLine
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Answer, Evidence, Item, ItemClass, Price
from calculator.model.origins import Origin
from calculator.model.stages import Stages
from calculator.model.substance_price import PriceRow
from calculator.numbers.bounds import ZERO, Bounds
from calculator.reference.facts_that_clear import ClearingFacts
from tests.content.small import BOX, CN, FULL, JP, MAGNET, between, row
from tests.workbooks import LAW, ON, RULES

MAG = replace(MAGNET, origin=JP, technology=Answer.NO)
BASE = row("Nd", share="0.3", disclosure=FULL)
LITTLE, MUCH = (
    row("Dy", share="0.01", value=between(value), currency="USD", origin=CN)
    for value in ("0.0009", "0.001")
)
BELOW, CROSSES, UNDETERMINED = Verdict.BELOW, Verdict.CROSSES, Verdict.UNDETERMINED


def facts(*rows: ContentRow, **more: object) -> Facts:
    return Facts(on=ON, content={"MAG": rows} if rows else {}, **more)


def found(
    stated: Facts,
    *items: Item,
    clearing: Sequence[ClearingFacts] = (),
    structures: dict[str, tuple[tuple[BillLine, ...], ...]] | None = None,
    rule: str = LAW.id,
) -> Finding:
    """The finding on the magnet."""
    items = items or (MAG,)
    bill = Bill(items={item.number: item for item in items}, structures=structures or {})
    scenarios = Scenarios(bill=bill, facts=stated, currency="USD", clearing=tuple(clearing))
    return scenarios.finding(bill.items["MAG"], RULES[rule])


def stricter(*rows: ContentRow, why: str = "without a certificate") -> ClearingFacts:
    return ClearingFacts(facts=facts(*rows), why=why)


@pytest.mark.parametrize(
    ("stated", "clearing", "verdict", "why"),
    [
        (LITTLE, [], BELOW, ""),
        (LITTLE, [stricter(BASE, LITTLE)], BELOW, ""),
        (LITTLE, [stricter()], UNDETERMINED, "without a certificate"),
        (LITTLE, [stricter(BASE, LITTLE), stricter(why="second")], UNDETERMINED, "second"),
        (LITTLE, [stricter(why="first"), stricter(why="second")], UNDETERMINED, "first"),
        # Other facts that show the contrary show only that the clearance rests on what it may not.
        (LITTLE, [stricter(BASE, MUCH)], UNDETERMINED, "without a certificate"),
        (MUCH, [stricter()], CROSSES, ""),
    ],
)
def test_what_is_clear_has_to_be_clear_under_each_stricter_set_of_facts(
    stated: ContentRow, clearing: list[ClearingFacts], verdict: Verdict, why: str
) -> None:
    finding = found(facts(BASE, stated), clearing=clearing)
    assert finding.verdict is verdict
    assert finding.withheld_reason == why


def test_an_item_whose_currency_has_no_rate_is_tested_in_its_own() -> None:
    priced = replace(MAG, prices=(Price(between(1), "XAU"),))
    stated = replace(LITTLE, currency="XAU")
    finding = found(facts(BASE, stated), priced)
    assert finding.verdict is BELOW
    assert finding.value.unit == "XAU"


# --------------------------------------------------------------------------- evidence

GOOD, BAD = Evidence.MEASURED, Evidence.ASSUMED


@pytest.mark.parametrize(
    ("base", "dysprosium", "needed"),
    [
        (replace(BASE, evidence=GOOD), replace(LITTLE, evidence=GOOD), GOOD),
        (replace(BASE, evidence=BAD), replace(LITTLE, evidence=GOOD), BAD),
        (replace(BASE, evidence=GOOD), replace(LITTLE, evidence=BAD), BAD),
        # That it crosses stands on the measured dysprosium alone.
        (replace(BASE, evidence=BAD), replace(MUCH, evidence=GOOD), GOOD),
        (replace(BASE, evidence=GOOD), replace(MUCH, evidence=BAD), BAD),
    ],
)
def test_a_verdict_names_the_weakest_grade_that_it_needs(
    base: ContentRow, dysprosium: ContentRow, needed: Evidence
) -> None:
    assert found(facts(base, dysprosium)).evidence is needed


@pytest.mark.parametrize(("origin", "needed"), [(Origin(), Evidence.ASSUMED), (JP, GOOD)])
def test_what_is_clear_by_an_assumption_on_origins_is_assumed(
    origin: Origin, needed: Evidence
) -> None:
    measured = [replace(each, evidence=GOOD) for each in (BASE, replace(MUCH, origin=origin))]
    assumed = Assumptions(unknown_origin_is_not_chinese=True)
    finding = found(facts(*measured, assumptions=assumed))
    assert finding.verdict is BELOW
    assert finding.evidence is needed


# --------------------------------------------------------------------------- conventions


def names(finding: Finding) -> dict[str, Verdict]:
    return {convention.name: convention.verdict for convention in finding.conventions}


@pytest.mark.parametrize(("markets", "expected"), [(("CN", "abroad"), True), (("CN", "CN"), False)])
def test_each_of_two_price_lists_is_tried_alone(markets: tuple[str, str], expected: bool) -> None:
    prices = tuple(
        PriceRow(key="Dy metal", price=between(price), currency="USD", market=market)
        for price, market in zip((80, 200), markets, strict=True)
    )
    metal = replace(row("Dy metal", share="0.01", origin=CN))
    tried = names(found(facts(BASE, metal, prices=prices)))
    assert tried == (
        {"as stated": UNDETERMINED, "prices CN": BELOW, "prices abroad": CROSSES}
        if expected
        else {}
    )


@pytest.mark.parametrize(
    ("name", "put_in", "expected"),
    [("DyF3", None, True), ("DyF3", PutIn.AS_ELEMENT, False), ("Dy metal", None, False)],
)
def test_a_form_that_may_count_as_its_metal_is_tried_both_ways(
    name: str, put_in: PutIn | None, expected: bool
) -> None:
    prices = (PriceRow(key="Dy metal", price=between(300), currency="USD"),)
    rows = (BASE, row(name, share="0.01", origin=CN))
    stated = facts(*rows, prices=prices, assumptions=Assumptions(put_in=put_in))
    tried = names(found(stated))
    assert ("forms as element" in tried) is ("forms as put in" in tried) is expected
    if expected:
        assert (tried["forms as put in"], tried["forms as element"]) == (BELOW, CROSSES)


@pytest.mark.parametrize(
    ("words", "item_class", "holder", "expected"),
    [
        ("DyF3", ItemClass.LISTED_MATERIAL, "MAG", True),
        ("Nd / DyF3", ItemClass.LISTED_MATERIAL, "MAG", True),
        ("Dy metal", ItemClass.LISTED_MATERIAL, "MAG", False),
        ("DyF3", ItemClass.LISTED_MATERIAL, "BOX", False),
        ("DyF3", ItemClass.OTHER, "MAG", False),
    ],
)
def test_a_line_in_a_magnet_that_may_count_as_its_metal_is_tried_both_ways(
    words: str, item_class: ItemClass, holder: str, expected: bool
) -> None:
    line = replace(BOX, number="LINE", item_class=item_class, material=words)
    structures = {holder: ((BillLine(holder, "LINE", Bounds.exactly(1)),),)}
    tried = names(found(facts(BASE), MAG, BOX, line, structures=structures))
    assert ("forms as element" in tried) is expected


@pytest.mark.parametrize(
    ("item", "stages", "rule", "expected"),
    [
        (MAG, Stages(separated=CN), LAW.id, 3),
        (replace(MAG, stages=Stages(mined=CN)), Stages(), LAW.id, 3),
        (MAG, Stages(), LAW.id, 0),
    ],
)
def test_each_reading_of_the_stages_is_tried_where_one_is_stated(
    item: Item, stages: Stages, rule: str, expected: int
) -> None:
    tried = names(found(facts(BASE, replace(MUCH, stages=stages)), item, BOX, rule=rule))
    assert sum(name.startswith("origin by") for name in tried) == expected


@pytest.mark.parametrize(("scrap", "expected"), [("0.5", True), ("0", False)])
def test_what_was_consumed_is_printed_beside_and_opens_nothing(scrap: str, expected: bool) -> None:
    line = BillLine("BOX", "MAG", Bounds.exactly(1), between(scrap).low)
    finding = found(facts(BASE, LITTLE), BOX, MAG, structures={"BOX": ((line,),)})
    beside = [each for each in finding.conventions if each.name == "consumed, with scrap"]
    assert bool(beside) is expected
    assert not any(each.opens for each in beside)
    assert finding.verdict is BELOW


def test_what_is_on_no_list_is_tried_in_no_other_way() -> None:
    ferrite = replace(MAG, material="ferrite", family="ferrite", rare_earth_free=True)
    stated = facts(row("none", disclosure=FULL, stages=Stages(separated=CN)))
    finding = found(stated, ferrite)
    assert finding.verdict is Verdict.NOT_SUBJECT
    assert finding.conventions == ()


# --------------------------------------------------------------------------- assemblies and products


def test_each_item_above_a_magnet_and_each_product_is_tested() -> None:
    other = replace(
        MAG, number="FERRITE", material="ferrite", family="ferrite", rare_earth_free=True
    )
    top, side = replace(BOX, number="TOP"), replace(BOX, number="SIDE")
    one = Bounds.exactly(1)
    structures = {
        "TOP": ((BillLine("TOP", "BOX", one), BillLine("TOP", "SIDE", one)),),
        "BOX": ((BillLine("BOX", "MAG", one),),),
        "SIDE": ((BillLine("SIDE", "FERRITE", one),),),
    }
    bill = Bill(
        items={item.number: item for item in (top, BOX, side, MAG, other)}, structures=structures
    )
    scenarios = Scenarios(bill=bill, facts=facts(BASE, LITTLE), currency="USD")
    findings = [scenarios.finding(bill.items[number], LAW) for number in ("MAG", "FERRITE")]
    nodes = {node.item.number: node for node in scenarios.nodes(LAW, findings)}
    assert {number: (node.top, node.holds) for number, node in nodes.items()} == {
        "TOP": (True, ("MAG",)),
        "BOX": (False, ("MAG",)),
    }
    elsewhere = next(rule for rule in RULES.values() if rule.reads_products and rule is not LAW)
    assert [node.holds for node in scenarios.nodes(elsewhere, findings)] == [()]
    no_products = next(rule for rule in RULES.values() if not rule.reads_products)
    assert scenarios.nodes(no_products, findings) == []


def test_a_product_that_is_clear_only_by_what_may_not_decide_is_open() -> None:
    structures = {"BOX": ((BillLine("BOX", "MAG", Bounds.exactly(1)),),)}
    bill = Bill(items={"BOX": BOX, "MAG": MAG}, structures=structures)
    for clearing, verdict in ((stricter(BASE, LITTLE), BELOW), (stricter(), UNDETERMINED)):
        scenarios = Scenarios(
            bill=bill, facts=facts(BASE, LITTLE), currency="USD", clearing=(clearing,)
        )
        (box,) = scenarios.nodes(LAW, [scenarios.finding(MAG, LAW)])
        assert box.verdict is verdict
        assert box.value.numerator == between("0.0009") != ZERO


def test_the_conventions_of_a_product_open_it_or_stand_beside_it() -> None:
    lost = between("0.5").low
    structures = {"BOX": ((BillLine("BOX", "MAG", Bounds.exactly(1), lost),),)}
    bill = Bill(items={"BOX": BOX, "MAG": MAG}, structures=structures)
    prices = tuple(
        PriceRow(key="Dy metal", price=between(80), currency="USD", market=market)
        for market in ("CN", "abroad")
    )
    metal = row("Dy metal", share="0.01", origin=CN)
    scenarios = Scenarios(bill=bill, facts=facts(BASE, metal, prices=prices), currency="USD")
    (box,) = scenarios.nodes(LAW, [scenarios.finding(MAG, LAW)])
    assert [(each.name, each.opens) for each in box.conventions] == [
        ("as stated", True),
        ("prices CN", True),
        ("prices abroad", True),
        ("consumed, with scrap", False),
        ("whole magnets and targets", False),
    ]
    tested = {each.name: each.tested.numerator for each in box.conventions}
    # 1 g of which 1 % is dysprosium of 80 dollars a kilogram; half of the magnets are lost on the way.
    assert tested["as stated"] == between("0.0008")
    assert tested["consumed, with scrap"].low > tested["as stated"].low
    assert tested["whole magnets and targets"] == between(1)


# --------------------------------------------------------------------------- one rule on one item


def test_what_may_not_decide_takes_nothing_off_the_list() -> None:
    # Neodymium alone is on no list of Announcement 61; without its certificate it may be any magnet.
    finding = found(facts(BASE), clearing=[stricter()])
    assert found(facts(BASE)).subject is Subject.NO
    assert finding.subject is Subject.MAYBE
    assert finding.verdict is UNDETERMINED
    # What is surely on it stays there.
    assert found(facts(BASE, LITTLE), clearing=[stricter()]).subject is Subject.YES


def test_only_a_rule_that_names_a_stage_reads_the_facts_by_it() -> None:
    stated = facts(BASE)
    assert facts_under(LAW, stated) is stated
    of_stage = next(rule for rule in RULES.values() if rule.origin_stage is not None)
    assert facts_under(of_stage, stated).assumptions.origin_stage is of_stage.origin_stage


@pytest.mark.parametrize(
    ("worth", "most"),
    [
        ({"Dy": "0.03", "Tb": "0.02"}, "0.03"),
        ({"Tb": "0.02", "Dy": "0.03"}, "0.03"),
        ({"Dy": "0.03", "Nd": "0.2"}, "0.03"),
        # What has no name may be more of any of them.
        ({"Dy": "0.03", "Tb": "0.02", "rare earth": "0.001"}, "0.031"),
    ],
)
def test_where_each_substance_is_held_against_the_line_the_one_of_which_there_is_most_counts(
    worth: dict[str, str], most: str
) -> None:
    alone = replace(LAW, per_substance=True)
    rows = [
        row(name, share="0.1", value=between(value), currency="USD", disclosure=FULL, origin=CN)
        for name, value in worth.items()
    ]
    bill = Bill(items={"MAG": MAG}, structures={})
    scenarios = Scenarios(bill=bill, facts=facts(BASE, *rows), currency="USD")
    assert scenarios.finding(MAG, alone).value.numerator.high == between(most).high
