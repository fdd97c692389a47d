from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports.page.charts import LEVEL, LevelMeasure, icicle
from calculator.reports.page.flow import flow_of
from calculator.reports.page.settling import answers_of
from calculator.reports.page.waterfall import decisive, waterfall_of
from calculator.reports.question_groups import QuestionGroup
from tests.reports.factory import LIST, RULE_61, between, contribution, exactly, finding

CAUGHT = finding("MAG-01", Verdict.CROSSES, exactly("0.31"), exactly("12.5"), supplier="Alpha")
CLEAR = finding("MAG-02", Verdict.BELOW, exactly("0"), exactly("12.5"), supplier="")
OPEN = replace(
    finding("MAG-03", Verdict.UNDETERMINED, between("0", "0.5"), exactly("12.5"), supplier="Beta"),
    contributions=(contribution("MAG-03", between("0", "0.5"), exactly("0.001"), "unknown"),),
)


def test_the_flow_leads_each_item_from_its_supplier_to_its_verdict_and_hatches_what_is_unknown():
    flow = flow_of(RULE_61, [CAUGHT, CLEAR, OPEN])
    labels = [place.label for place in flow.places]
    assert {"Alpha (1)", "Beta (1)", "supplier not stated (1)", "nothing counted (1)"} <= set(
        labels
    )
    assert {place.label for place in flow.places if place.is_unknown} == {
        "supplier not stated (1)",
        "unknown (1)",
    }
    assert "Beta, Dy, metal, unknown, undetermined: 1 item" in flow.told
    # Each item is as wide as the others, whatever column it stands in.
    by_column: dict[float, float] = {}
    for place in flow.places:
        by_column[place.x] = by_column.get(place.x, 0) + place.height
    assert len({round(height) for height in by_column.values()}) == 1
    # All that leads from or to an unknown origin is the one item of which it is unknown.
    assert {ribbon.tone for ribbon in flow.ribbons if ribbon.is_unknown} == {"undetermined"}


def test_many_suppliers_are_drawn_as_a_few_and_the_others():
    many = [replace(CAUGHT, item=replace(CAUGHT.item, supplier=f"S{n}")) for n in range(40)]
    flow = flow_of(RULE_61, many)
    assert len([place for place in flow.places if place.x == 0]) == 7
    assert flow.height < 600


def test_there_is_no_flow_without_items_and_none_against_a_list():
    assert flow_of(RULE_61, []) is None
    assert flow_of(LIST, [CAUGHT]) is None


def test_a_waterfall_ends_where_the_share_is_and_its_line_stands_where_the_rule_says():
    picture = waterfall_of(OPEN)
    substance, total = picture.steps
    assert (substance.width, total.width) == (0, 0)  # nothing is sure
    assert total.open_width == substance.open_width > 60
    assert total.amount == "0-4 %"
    # 4 % of 4.4 % of the width, 0.1 % of it for the line.
    assert picture.line.x == pytest.approx(total.x + total.open_width / 40, abs=0.1)
    assert "together 0-4 %" in picture.told


def test_the_item_that_decides_is_open_before_it_is_caught_and_nothing_is_drawn_of_an_open_price():
    assert decisive([CLEAR, CAUGHT, OPEN]) is OPEN
    assert decisive([CLEAR]) is None
    unpriced = finding("X", Verdict.UNDETERMINED, exactly("0.1"), between("0", None))
    assert waterfall_of(unpriced) is None


def test_answers_are_counted_once_and_what_is_settled_before_is_not_counted_again():
    groups = [
        QuestionGroup(asks="origin", supplier="A", items=("1", "2"), settles=("1", "2")),
        QuestionGroup(asks="price", supplier="B", items=("2", "3"), settles=("2", "3")),
        QuestionGroup(asks="mass", supplier="", items=("4",), settles=()),
    ]
    picture = answers_of(groups, 4)
    assert [(bar.before, bar.more) for bar in picture.bars] == [(0, 50), (50, 25)]
    assert "together 3 of 4 open items" in picture.told
    assert answers_of(groups[2:], 1) is None


def test_a_narrow_block_has_its_name_upright_in_place(product_nodes):
    picture = icicle(
        product_nodes,
        LevelMeasure(
            name="value", amount_of=lambda node: node.value, say=str, tone_of=lambda _: "below"
        ),
    )
    narrow = [block for block in picture.blocks if block.upright]
    assert [block.upright for block in narrow] == ["MAG-01", "MAG-02"]
    assert all(block.height > LEVEL for block in narrow)
    assert not picture.beside


@pytest.fixture
def product_nodes():
    def node(number, level, value):
        from calculator.findings.report import TreeNode

        once = Bounds.exactly(1)
        return TreeNode(
            item=replace(CAUGHT.item, number=number),
            level=level,
            quantity=once,
            in_product=once,
            value=Bounds.exactly(Fraction(value)),
            mass=once,
        )

    return [node("TOP", 0, 100), node("MAG-01", 1, 4), node("MAG-02", 1, 3)]
