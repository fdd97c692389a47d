"""Which bought-in parts are asked about: each guard by itself, without a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calculator.determination.unresolved import looks_for_magnets, unresolved_parts
from calculator.model.bill import Bill, BillLine
from calculator.model.facts import Facts
from calculator.model.item import Answer, Evidence, Figure, Item, ItemClass
from calculator.numbers.bounds import UNKNOWN, Bounds
from tests.content.small import ALL, FULL, between, row
from tests.workbooks import LAW, ON, RULES

GRAM = Figure(bounds=between("0.001"))
MOTOR = Item(number="MOTOR", suspect="a motor", mass=GRAM)
CALLED = replace(MOTOR, is_called_so=True)
SCREW = Item(number="SCREW", rare_earth_free=True, mass=GRAM)
MAGNET = Item(number="MAG", item_class=ItemClass.MAGNET)
BOX = Item(number="BOX", mass=GRAM)
BEHIND = timedelta(days=1)


def lines(**below: tuple[str, ...]) -> dict[str, tuple[tuple[BillLine, ...], ...]]:
    """One of each part in its parent."""
    return {
        parent: (tuple(BillLine(parent, part, Bounds.exactly(1)) for part in parts),)
        for parent, parts in below.items()
    }


def asked(
    *items: Item,
    structures: dict[str, tuple[tuple[BillLine, ...], ...]] | None = None,
    facts: Facts | None = None,
    rules: tuple[str, ...] = (LAW.id,),
    **content: tuple[object, ...],
) -> list[str]:
    """The numbers of the parts that are asked about."""
    rows = {
        number: tuple(replace(each, item=number) for each in of) for number, of in content.items()
    }
    facts = replace(facts or Facts(on=ON), content=rows)
    bill = Bill(items={item.number: item for item in items}, structures=structures or {})
    return [part.item.number for part in unresolved_parts(bill, facts, map(RULES.get, rules))]


def test_a_part_is_asked_about_where_a_rule_looks_for_magnets() -> None:
    assert asked(MOTOR) == ["MOTOR"]
    assert asked(replace(MOTOR, suspect="")) == []
    without = next(rule.id for rule in RULES.values() if not looks_for_magnets([rule]))
    assert asked(MOTOR, rules=(without,)) == []
    assert asked(MOTOR, rules=(without, LAW.id)) == ["MOTOR"]


@pytest.mark.parametrize("item_class", ItemClass)
def test_what_is_tested_itself_is_not_asked_about(item_class: ItemClass) -> None:
    is_asked = item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
    assert asked(replace(MOTOR, item_class=item_class)) == ["MOTOR"] * is_asked


@pytest.mark.parametrize(
    ("more", "weakest", "expected"),
    [
        ({"holds_magnet": Answer.NO}, Evidence.ASSUMED, []),
        ({"holds_magnet": Answer.NO}, Evidence.DECLARED, []),
        ({"holds_magnet": Answer.NO}, Evidence.MEASURED, ["MOTOR"]),
        ({"holds_magnet": Answer.NO, "holds_against": "magnet"}, Evidence.ASSUMED, ["MOTOR"]),
        ({"holds_magnet": Answer.YES}, Evidence.ASSUMED, ["MOTOR"]),
        ({"holds_any_magnet": Answer.NO}, Evidence.ASSUMED, ["MOTOR"]),
    ],
)
def test_that_it_holds_none_settles_it_unless_something_speaks_against_it(
    more: dict[str, object], weakest: Evidence, expected: list[str]
) -> None:
    assert asked(replace(MOTOR, **more), facts=Facts(on=ON, weakest=weakest)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("Fe", disclosure=FULL)], []),
        ([row("Fe", disclosure=ALL)], []),
        ([row("Fe")], ["MOTOR"]),
        ([row("Fe", disclosure=FULL, valid_until=ON - BEHIND)], ["MOTOR"]),
        ([row("Fe", disclosure=FULL), row("Dy")], ["MOTOR"]),
        # A word for some rare earth may be any of those that the rule lists.
        ([row("Fe", disclosure=FULL), row("rare earth")], ["MOTOR"]),
        ([row("Fe", disclosure=FULL), row("Dy", share=0)], []),
        ([row("Fe", disclosure=FULL), row("Dy", valid_until=ON - BEHIND)], []),
        # Announcement 61 counts no lanthanum.
        ([row("La", disclosure=FULL)], []),
    ],
)
def test_only_a_full_statement_in_force_without_what_a_rule_lists_settles_it(
    rows: list[object], expected: list[str]
) -> None:
    assert asked(MOTOR, MOTOR=tuple(rows)) == expected


@pytest.mark.parametrize(
    ("motor", "parts", "below", "expected"),
    [
        # Lines below settle a part that is not called a motor outright.
        (MOTOR, [BOX], lines(MOTOR=("BOX",)), []),
        (CALLED, [BOX], lines(MOTOR=("BOX",)), ["MOTOR"]),
        # A magnet below is tested there, a suspect below is asked about there.
        (CALLED, [MAGNET], lines(MOTOR=("MAG",)), []),
        (CALLED, [BOX, MAGNET], lines(MOTOR=("BOX",), BOX=("MAG",)), []),
        (CALLED, [replace(BOX, suspect="a coil")], lines(MOTOR=("BOX",)), ["BOX"]),
        # Screws that weigh what it weighs account for it; of one too few, or of unknown mass, something is left.
        (CALLED, [SCREW], lines(MOTOR=("SCREW",)), []),
        (CALLED, [replace(SCREW, mass=Figure(bounds=UNKNOWN))], lines(MOTOR=("SCREW",)), ["MOTOR"]),
        (
            replace(CALLED, mass=Figure(bounds=between("0.002"))),
            [SCREW],
            lines(MOTOR=("SCREW",)),
            ["MOTOR"],
        ),
        (replace(CALLED, holds_magnet=Answer.YES), [SCREW], lines(MOTOR=("SCREW",)), ["MOTOR"]),
        (CALLED, [SCREW, BOX], lines(MOTOR=("SCREW", "BOX")), ["MOTOR"]),
        (
            replace(CALLED, mass=Figure(bounds=between("0.002"))),
            [SCREW, BOX],
            lines(MOTOR=("SCREW", "BOX")),
            ["MOTOR"],
        ),
        (CALLED, [SCREW, replace(MOTOR, number="OTHER")], lines(MOTOR=("SCREW",)), ["OTHER"]),
        # A box of screws is understood as they are; what is no plain part is not, though screws are below it.
        (CALLED, [BOX, SCREW], lines(MOTOR=("BOX",), BOX=("SCREW",)), []),
        (
            CALLED,
            [replace(BOX, item_class=ItemClass.LISTED_MATERIAL), SCREW],
            lines(MOTOR=("BOX",), BOX=("SCREW",)),
            ["MOTOR"],
        ),
    ],
)
def test_lines_below_settle_it_where_they_can_be_all_of_it(
    motor: Item,
    parts: list[Item],
    below: dict[str, tuple[tuple[BillLine, ...], ...]],
    expected: list[str],
) -> None:
    assert asked(motor, *parts, structures=below) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [(Bounds.exactly(0), ["MOTOR"]), (UNKNOWN, []), (between(0, 1), ["MOTOR"])],
)
def test_a_magnet_that_need_not_be_there_settles_nothing(
    quantity: Bounds, expected: list[str]
) -> None:
    below = {"MOTOR": ((BillLine("MOTOR", "MAG", quantity),),)}
    assert asked(CALLED, MAGNET, structures=below) == expected


@pytest.mark.parametrize(
    ("item_class", "rows", "expected"),
    [
        (ItemClass.OTHER, [row("Dy")], ["BOX"]),
        (ItemClass.OTHER, [row("Dy", share=0)], []),
        (ItemClass.OTHER, [row("Dy", mass=between(0))], []),
        (ItemClass.OTHER, [row("Nd", share="0.009")], []),
        (ItemClass.OTHER, [row("Nd", share="0.01")], ["BOX"]),
        (ItemClass.OTHER, [row("Nd")], ["BOX"]),
        (ItemClass.OTHER, [replace(row("Nd"), share=between("0.001", is_open=True))], ["BOX"]),
        (ItemClass.OTHER, [row("NdFeB", share="0.001")], ["BOX"]),
        (ItemClass.OTHER, [row("La", share="0.5")], []),
        (ItemClass.ASSEMBLY, [row("Dy")], []),
        (ItemClass.MAGNET, [row("Dy")], []),
    ],
)
def test_content_as_that_of_a_magnet_makes_a_part_one_to_ask_about(
    item_class: ItemClass, rows: list[object], expected: list[str]
) -> None:
    assert asked(replace(BOX, item_class=item_class), BOX=tuple(rows)) == expected


@pytest.mark.parametrize(("name", "expected"), [("Nd", []), ("Dy", ["BOX"]), ("NdFeB", ["BOX"])])
def test_a_full_statement_settles_that_unless_it_names_what_a_rule_lists(
    name: str, expected: list[str]
) -> None:
    assert asked(BOX, BOX=(row(name, share="0.3", disclosure=FULL),)) == expected
