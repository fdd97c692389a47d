from __future__ import annotations

from calculator.determination.product_tree import LEVELS_SHOWN, NODES_SHOWN, product_tree
from calculator.model.bill import Bill, BillLine
from calculator.model.item import Item
from calculator.numbers.bounds import Bounds


def bill(lines: dict[str, dict[str, int]]) -> Bill:
    numbers = dict.fromkeys((*lines, *(part for parts in lines.values() for part in parts)))
    return Bill(
        items={number: Item(number=number) for number in numbers},
        structures={
            parent: (
                tuple(
                    BillLine(parent=parent, component=part, quantity_per=Bounds.exactly(count))
                    for part, count in parts.items()
                ),
            )
            for parent, parts in lines.items()
        },
    )


def shown(held: Bill, *wanted: str) -> list[tuple[int, str, int]]:
    return [
        (node.level, node.item.number, int(node.in_product.low))
        for node in product_tree(held, set(wanted), lambda _: Bounds.unknown())
    ]


def test_only_the_branches_that_lead_to_a_magnet_are_held() -> None:
    held = bill(
        {"CAR": {"MOTOR": 4, "DOOR": 2}, "MOTOR": {"SCREW": 9, "MAG": 14}, "DOOR": {"GLASS": 1}}
    )
    assert shown(held, "MAG") == [(0, "CAR", 1), (1, "MOTOR", 4), (2, "MAG", 56)]
    assert [node.others for node in product_tree(held, {"MAG"}, lambda _: Bounds.unknown())] == [
        1,
        1,
        0,
    ]


def test_a_shared_assembly_is_unfolded_once_and_named_everywhere() -> None:
    held = bill(
        {
            "AXIS": {"MOTOR": 1, "GEAR": 1},
            "MOTOR": {"BRAKE": 1},
            "GEAR": {"BRAKE": 2},
            "BRAKE": {"MAG": 6},
        }
    )
    nodes = product_tree(held, {"MAG"}, lambda _: Bounds.unknown())
    assert [node.item.number for node in nodes] == [
        "AXIS",
        "MOTOR",
        "BRAKE",
        "MAG",
        "GEAR",
        "BRAKE",
    ]
    assert [node.repeated for node in nodes] == [False, False, False, False, False, True]


def test_a_bill_of_a_million_million_paths_has_no_more_nodes_than_lines() -> None:
    deep = {f"L{level}": {f"L{level + 1}": 1, f"M{level + 1}": 1} for level in range(40)}
    deep |= {f"M{level}": {f"L{level + 1}": 1, f"M{level + 1}": 1} for level in range(1, 40)}
    nodes = product_tree(bill(deep), {"L40"}, lambda _: Bounds.unknown())
    assert len(nodes) <= sum(map(len, deep.values()))
    assert max(node.level for node in nodes) == LEVELS_SHOWN
    assert sum(node.left_out for node in nodes) > 0


def test_what_does_not_fit_is_counted() -> None:
    nodes = product_tree(
        bill({"RACK": {f"MAG-{number}": 1 for number in range(1000)}}),
        {f"MAG-{number}" for number in range(1000)},
        lambda _: Bounds.unknown(),
    )
    assert len(nodes) == NODES_SHOWN
    assert nodes[0].left_out == 1001 - NODES_SHOWN


def test_a_number_that_the_bill_does_not_have_leads_nowhere() -> None:
    assert shown(bill({"CAR": {"MAG": 1}}), "GONE") == []
