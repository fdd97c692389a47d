"""By what the whole of an item is known: each guard by itself, without a workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calculator.content.composition import Closure, CompositionProof, Gap
from calculator.content.composition_proof import composition_of
from calculator.model.facts import Facts
from calculator.model.item import Evidence, Figure, Item, ItemClass
from tests.content.small import (
    FULL,
    MAGNET,
    PART,
    SCREW,
    below,
    between,
    rolled,
    row,
)
from tests.workbooks import ON


def proof(item: Item, *parts: Item, **content: tuple[object, ...]) -> CompositionProof:
    structures = below(item.number, *(part.number for part in parts)) if parts else {}
    return composition_of(item, rolled(item, *parts, structures=structures, **content))


ND = replace(PART, number="ND", item_class=ItemClass.LISTED_MATERIAL, material="Nd")
HALF = replace(ND, mass=Figure(bounds=between("0.0005")))


@pytest.mark.parametrize(
    ("item", "parts", "rows", "closure"),
    [
        (PART, (), (), Closure.OPEN),
        (PART, (SCREW,), (), Closure.AS_LISTED),
        (SCREW, (), (), Closure.MATERIAL),
        (ND, (), (), Closure.OWN_LINE),
        (MAGNET, (), (), Closure.OPEN),
        (MAGNET, (ND,), (), Closure.PARTS),
        (MAGNET, (HALF,), (), Closure.OPEN),
        (MAGNET, (), (row("Nd", share="0.3"),), Closure.OPEN),
        (MAGNET, (), (row("Nd", share="0.3", disclosure=FULL),), Closure.FULL),
        # Of an open list and open parts neither closes; either that is closed does.
        (MAGNET, (HALF,), (row("Nd", share="0.5"),), Closure.OPEN),
        (MAGNET, (HALF,), (row("Nd", share="0.5", disclosure=FULL),), Closure.FULL),
        (MAGNET, (ND,), (row("Nd", share="0.9"),), Closure.PARTS),
    ],
)
def test_by_what_the_whole_of_an_item_is_known(
    item: Item, parts: tuple[Item, ...], rows: tuple[object, ...], closure: Closure
) -> None:
    assert proof(item, *parts, **({item.number: rows} if rows else {})).closure is closure


def test_statements_that_contradict_each_other_are_as_weak_as_the_weakest() -> None:
    lists = [
        replace(row("Nd", share="0.3", disclosure=FULL), part_of=name, evidence=evidence)
        for name, evidence in (("a", Evidence.MEASURED), ("b", Evidence.ASSUMED))
    ]
    lists.append(replace(row("Dy", share="0.1"), part_of="b"))
    contradicted = proof(MAGNET, MAG=tuple(lists))
    assert contradicted.closure is Closure.EACH_FULL
    assert contradicted.evidence is Evidence.ASSUMED


def test_statements_that_contradict_each_other_close_nothing_while_one_is_open() -> None:
    full = replace(row("Nd", share="0.3", disclosure=FULL), part_of="a")
    other = replace(row("Dy", share="0.1"), part_of="b")
    contradicted = proof(MAGNET, MAG=(full, other))
    assert contradicted.closure is Closure.OPEN
    assert contradicted.gap is Gap.CONTRADICTED
    assert contradicted.is_contradicted


def test_lines_that_are_stated_to_be_all_are_as_strong_as_the_best_that_says_so() -> None:
    closing = tuple(
        replace(row(), evidence=grade) for grade in (Evidence.ASSUMED, Evidence.DECLARED)
    )
    facts = Facts(on=ON, closed_by_lines={"MAG": closing})
    rollup = rolled(MAGNET, HALF, structures=below("MAG", "ND"), facts=facts)
    stated = composition_of(MAGNET, rollup)
    assert stated.closure is Closure.LINES_STATED
    assert stated.evidence is Evidence.DECLARED
