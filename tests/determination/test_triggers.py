"""What is no share: where an item, its alloy and its cobalt are from, and what a rule without a share catches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from calculator.determination import triggers  # its tested_triggers is no test
from calculator.determination.triggers import (
    alloy_origin_of,
    answers_of,
    cobalt_origin_of,
    counted_origin_of,
    licence_of,
    technology_of,
)
from calculator.findings.finding import Reason
from calculator.findings.verdict import Licence, MassContent, Ratio, Subject, Verdict
from calculator.model.assumptions import Assumptions
from calculator.model.bill import Bill, BillLine
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import UNKNOWN_ORIGIN, Answer, Item, ItemClass, Origin
from calculator.model.stages import StageReading, Stages
from calculator.model.substances import read_substance
from calculator.numbers.bounds import Bounds
from tests.workbooks import LAW, ON, RULES

ALLOY = RULES["us-dfars-252.225-7052"]
FROM_2027 = RULES["us-dfars-252.225-7052-from-2027"]
UNKNOWN = Bounds.unknown()
NO_RATIO = Ratio(numerator=UNKNOWN, denominator=UNKNOWN, unit="USD")
NO_MASS = MassContent(listed=UNKNOWN, rare_earth=UNKNOWN, whole=UNKNOWN)


def of(*codes: str) -> Origin:
    """Equal shares of these countries."""
    return Origin(shares=tuple((code, Fraction(1, len(codes))) for code in codes))


JP, CN, HK = of("JP"), of("CN"), of("HK")


def facts_of(**more: object) -> Facts:
    return Facts(on=ON, **more)


def a_magnet(number: str = "MAG", origin: Origin = JP, **more: object) -> Item:
    return Item(
        number=number,
        item_class=ItemClass.MAGNET,
        **{"family": "NdFeB", "origin": origin, **more},
    )


def holding(*parts: Item, item: Item) -> Bill:
    lines = tuple(
        BillLine(parent=item.number, component=part.number, quantity_per=Bounds.exactly(1))
        for part in parts
    )
    return Bill(
        items={one.number: one for one in (item, *parts)}, structures={item.number: (lines,)}
    )


def stated(substance: str, origin: Origin, stages: Stages = Stages()) -> ContentRow:  # noqa: B008  # frozen
    read = read_substance(substance)[0]
    assert read is not None
    return ContentRow(item="MAG", substance=read, origin=origin, stages=stages)


@pytest.mark.parametrize("name", ["cn-mofcom-2025-62", "us-ndaa-857"])
def test_a_rule_without_share_and_without_triggers_catches_what_is_on_its_list(name: str) -> None:
    verdict, reasons = triggers.tested_triggers(
        RULES[name], Subject.YES, NO_RATIO, NO_MASS, answers={}, entry=None
    )
    assert (verdict, reasons) == (Verdict.CROSSES, ())


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer.YES, Verdict.CROSSES),
        (Answer.UNKNOWN, Verdict.UNDETERMINED),
        (Answer.NO, Verdict.BELOW),
    ],
)
def test_one_yes_catches_and_one_unknown_leaves_open(answer: Answer, verdict: Verdict) -> None:
    answers = {trigger.id: Answer.NO for trigger in ALLOY.triggers} | {"item-origin": answer}
    tested = triggers.tested_triggers(
        ALLOY, Subject.YES, NO_RATIO, NO_MASS, answers=answers, entry=None
    )
    assert tested[0] is verdict


def test_what_may_be_on_the_list_neither_crosses_nor_is_below() -> None:
    answers = {trigger.id: Answer.YES for trigger in ALLOY.triggers}
    for subject, verdict in (
        (Subject.MAYBE, Verdict.UNDETERMINED),
        (Subject.NO, Verdict.NOT_SUBJECT),
    ):
        tested = triggers.tested_triggers(
            ALLOY, subject, NO_RATIO, NO_MASS, answers=answers, entry=None
        )
        assert tested[0] is verdict


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        (JP, Answer.NO),
        (CN, Answer.YES),
        (of("JP", "CN"), Answer.YES),
        (HK, Answer.UNKNOWN),
        (of("JP", "HK"), Answer.UNKNOWN),
        (UNKNOWN_ORIGIN, Answer.UNKNOWN),
        (Origin(shares=(("JP", Fraction(1, 2)),)), Answer.UNKNOWN),
    ],
)
def test_only_an_origin_that_is_known_to_the_whole_is_no(origin: Origin, answer: Answer) -> None:
    assert counted_origin_of(a_magnet(origin=origin), LAW, facts_of()) is answer


@pytest.mark.parametrize(("origin", "answer"), [(UNKNOWN_ORIGIN, Answer.NO), (HK, Answer.UNKNOWN)])
def test_an_assumption_fills_in_what_nobody_said_and_no_doubt(
    origin: Origin, answer: Answer
) -> None:
    facts = facts_of(assumptions=Assumptions(unknown_origin_is_not_chinese=True))
    assert counted_origin_of(a_magnet(origin=origin), LAW, facts) is answer


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (stated("NdFeB", JP), Answer.NO),
        (stated("NdFeB", CN), Answer.YES),
        (stated("NdFeB", JP, Stages(metal_made=CN)), Answer.YES),
        # Its own column says one country, the last stage another: both are possible.
        (stated("NdFeB", CN, Stages(metal_made=JP)), Answer.YES),
        (stated("NdFeB", UNKNOWN_ORIGIN, Stages(metal_made=JP)), Answer.NO),
        # Something names a country of the stage without saying so for certain.
        (stated("NdFeB", JP, Stages(metal_made=Origin(named=("CN",)))), Answer.UNKNOWN),
        (stated("SmCo5", JP), Answer.UNKNOWN),
        (stated("Fe", JP), Answer.UNKNOWN),
    ],
)
def test_where_an_alloy_was_melted_is_said_of_the_alloy_itself(
    row: ContentRow, answer: Answer
) -> None:
    item = a_magnet()
    bill = Bill(items={item.number: item}, structures={})
    facts = facts_of(content={"MAG": (row,)})
    assert alloy_origin_of(item, ALLOY, bill, facts) is answer


def test_where_the_magnet_says_that_its_alloy_was_melted_counts_and_what_it_may_say_is_open() -> (
    None
):
    for melted, answer in (
        (JP, Answer.NO),
        (CN, Answer.YES),
        (Origin(named=("CN",)), Answer.UNKNOWN),
        (UNKNOWN_ORIGIN, Answer.NO),
    ):
        item = a_magnet(melted=melted)
        bill = Bill(items={item.number: item}, structures={})
        facts = facts_of(content={"MAG": (stated("NdFeB", JP),)})
        assert alloy_origin_of(item, ALLOY, bill, facts) is answer, melted


def test_what_is_out_of_force_says_nothing_of_alloy_and_cobalt() -> None:
    for substance, family, origin_of in (
        ("NdFeB", "NdFeB", alloy_origin_of),
        ("Co", "SmCo", cobalt_origin_of),
    ):
        item = a_magnet(family=family)
        bill = Bill(items={item.number: item}, structures={})
        rows = (stated(substance, JP), replace(stated(substance, JP), valid_until=date(2026, 1, 1)))
        answers = [
            origin_of(item, FROM_2027, bill, facts_of(content={"MAG": (row,)})) for row in rows
        ]
        assert answers == [Answer.NO, Answer.UNKNOWN], substance


def test_a_magnet_without_a_family_is_made_of_no_alloy_that_is_known() -> None:
    item = a_magnet(family="")
    bill = Bill(items={item.number: item}, structures={})
    facts = facts_of(content={"MAG": (stated("NdFeB", JP),)})
    assert alloy_origin_of(item, ALLOY, bill, facts) is Answer.UNKNOWN


def test_a_blank_from_where_the_rule_counts_is_a_phase_of_the_magnet() -> None:
    item = a_magnet()
    for origin, answer in ((JP, Answer.NO), (CN, Answer.YES), (UNKNOWN_ORIGIN, Answer.NO)):
        bill = holding(a_magnet("BLANK", origin), item=item)
        assert answers_of(item, ALLOY, bill, facts_of())["item-origin"] is answer, origin


def test_a_part_that_is_no_magnet_is_no_phase_of_one() -> None:
    item = a_magnet()
    clip = Item(number="CLIP", item_class=ItemClass.OTHER, origin=CN)
    assert answers_of(item, ALLOY, holding(clip, item=item), facts_of())["item-origin"] is Answer.NO


def test_where_the_metal_of_a_magnet_was_made_says_nothing_of_the_magnet() -> None:
    item = a_magnet(origin=CN, stages=Stages(mined=JP, separated=JP, metal_made=JP))
    assert counted_origin_of(item, LAW, facts_of()) is Answer.YES


def test_a_material_whose_earlier_stages_count_is_open_where_nobody_states_them() -> None:
    metal = Item(
        number="DY",
        material="Dysprosium metal",
        item_class=ItemClass.LISTED_MATERIAL,
        origin=JP,
    )
    assert counted_origin_of(metal, LAW, facts_of()) is Answer.NO
    for reading in (StageReading.EARLIEST, StageReading.ANY):
        facts = facts_of(assumptions=Assumptions(origin_stage=reading))
        assert counted_origin_of(metal, LAW, facts) is Answer.UNKNOWN, reading


def test_an_alloy_below_the_magnet_was_melted_where_its_line_says() -> None:
    item = a_magnet()
    for material, item_class, origin, answer in (
        ("NdFeB", ItemClass.LISTED_MATERIAL, JP, Answer.NO),
        ("NdFeB", ItemClass.LISTED_MATERIAL, CN, Answer.YES),
        ("steel", ItemClass.LISTED_MATERIAL, JP, Answer.UNKNOWN),
        ("NdFeB", ItemClass.OTHER, JP, Answer.UNKNOWN),
    ):
        alloy = Item(number="A", material=material, item_class=item_class, origin=origin)
        assert alloy_origin_of(item, ALLOY, holding(alloy, item=item), facts_of()) is answer, (
            material
        )


def test_cobalt_is_elsewhere_only_where_every_stage_that_is_stated_is() -> None:
    item = a_magnet(family="SmCo")
    bill = Bill(items={item.number: item}, structures={})
    for row, answer in (
        (stated("Co", JP), Answer.NO),
        (stated("Co", JP, Stages(mined=JP)), Answer.NO),
        (stated("Co", JP, Stages(mined=CN)), Answer.UNKNOWN),
        (stated("Co", UNKNOWN_ORIGIN), Answer.UNKNOWN),
        (stated("Fe", JP), Answer.UNKNOWN),
    ):
        facts = facts_of(content={"MAG": (row,)})
        assert cobalt_origin_of(item, FROM_2027, bill, facts) is answer, row


def test_every_trigger_of_a_rule_has_its_answer() -> None:
    item = a_magnet()
    bill = Bill(items={item.number: item}, structures={})
    for rule in RULES.values():
        without_share = {trigger.id for trigger in rule.triggers} - {"value-share", "mass-share"}
        assert without_share <= set(answers_of(item, rule, bill, facts_of())), rule.id


def test_a_technology_that_something_speaks_of_is_not_filled_in() -> None:
    facts = facts_of(assumptions=Assumptions(technology_no=True))
    assert technology_of(a_magnet(), facts) is Answer.NO
    assert technology_of(a_magnet(technology_named=True), facts) is Answer.UNKNOWN
    assert technology_of(a_magnet(technology=Answer.YES), facts) is Answer.YES
    assert technology_of(a_magnet(), facts_of()) is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("states", "licence"),
    [
        (("below", "no", "no"), Licence.NOT_REQUIRED),
        (("below", "no", "unknown"), Licence.UNDETERMINED),
        (("undetermined", "no", "no"), Licence.UNDETERMINED),
        (("below", "yes", "unknown"), Licence.REQUIRED),
        (("crosses", "no", "no"), Licence.REQUIRED),
    ],
)
def test_one_trigger_that_is_open_leaves_the_licence_open(
    states: tuple[str, ...], licence: Licence
) -> None:
    reasons = tuple(
        Reason(trigger=trigger.id, state=state, clause=trigger.clause)
        for trigger, state in zip(LAW.triggers, states, strict=True)
    )
    assert licence_of(Subject.YES, reasons) is licence
    if licence is Licence.REQUIRED:
        assert licence_of(Subject.MAYBE, reasons) is Licence.UNDETERMINED
    assert licence_of(Subject.NO, reasons) is Licence.NOT_REQUIRED
