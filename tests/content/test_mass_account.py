"""How far the parts of an item account for its mass, and which rare earths surely are in them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.content.amounts import NO_CONTENT
from calculator.content.composition import Closure, Gap
from calculator.content.parts import content_below, mass_accounted, sure_below
from calculator.model.bill import Bill, BillLine
from calculator.model.item import Figure, Item
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from tests.content.small import between, content

KG = between(1)


def bill_of(
    whole: Bounds,
    *versions: list[tuple[Bounds, Bounds] | tuple[Bounds, Bounds, Fraction]],
    incomplete: bool = False,
) -> Bill:
    """An item W of a mass; of each of its lists the quantities and masses of its lines, and what is scrap."""
    items = {"W": Item(number="W", mass=Figure(bounds=whole))}
    lists = []
    for at, version in enumerate(versions):
        lines = []
        for index, (quantity, mass, *scrap) in enumerate(version):
            number = f"P-{at}-{index}"
            items[number] = Item(number=number, mass=Figure(bounds=mass))
            lines.append(
                BillLine(
                    parent="W",
                    component=number,
                    quantity_per=quantity,
                    **({"scrap": scrap[0]} if scrap else {}),
                )
            )
        lists.append(tuple(lines))
    return Bill(
        items=items,
        structures={"W": tuple(lists)},
        incomplete=frozenset({"W"}) if incomplete else frozenset(),
    )


@pytest.mark.parametrize(
    ("whole", "lines", "closure", "gap", "left"),
    [
        (
            KG,
            [(KG, between("0.4")), (between(2), between("0.3"))],
            Closure.PARTS,
            Gap.NOTHING,
            ZERO,
        ),
        # Off by the digits, either way, and by no more than a hundredth.
        (
            between("1.00"),
            [(between(3), between("0.333"))],
            Closure.PARTS_ROUNDED,
            Gap.NOTHING,
            ZERO,
        ),
        (
            between("1.00"),
            [(between(3), between("0.334"))],
            Closure.PARTS_ROUNDED,
            Gap.NOTHING,
            ZERO,
        ),
        (KG, [(KG, between("0.6"))], Closure.OPEN, Gap.MASS_LEFT, between(0, "0.4")),
        (KG, [(KG, between("0.98"))], Closure.OPEN, Gap.MASS_LEFT, between(0, "0.02")),
        (KG, [(KG, between("1.5"))], Closure.OPEN, Gap.MASS_EXCEEDED, between(0, 1)),
        # What is lost on the way explains that the parts weigh more, as far as it goes.
        (KG, [(between("1.5"), KG, Fraction(1, 3))], Closure.PARTS, Gap.NOTHING, ZERO),
        (
            KG,
            [(between("1.5"), KG, Fraction(1, 10))],
            Closure.OPEN,
            Gap.MASS_EXCEEDED,
            between(0, 1),
        ),
        (
            KG,
            [(KG, between("0.6"), Fraction(1, 2))],
            Closure.OPEN,
            Gap.MASS_LEFT,
            between(0, "0.4"),
        ),
        # A mass that nobody knows leaves all of it.
        (UNKNOWN, [(KG, KG)], Closure.OPEN, Gap.MASS_MISSING, UNKNOWN),
        (KG, [(KG, UNKNOWN)], Closure.OPEN, Gap.MASS_MISSING, between(0, 1)),
        (KG, [(UNKNOWN, KG)], Closure.OPEN, Gap.MASS_MISSING, between(0, 1)),
        # Bounds account for it only where every mass in them does.
        (KG, [(KG, between("0.5", 1))], Closure.OPEN, Gap.MASS_LEFT, between(0, "0.5")),
        (between("0.5", 1), [(KG, between("0.5"))], Closure.OPEN, Gap.MASS_LEFT, between(0, "0.5")),
        (
            between("0.5", 1),
            [(KG, between("0.5", 1))],
            Closure.OPEN,
            Gap.MASS_LEFT,
            between(0, "0.5"),
        ),
    ],
)
def test_what_the_parts_leave_of_the_mass(whole, lines, closure, gap, left):
    bill = bill_of(whole, lines)
    account = mass_accounted(bill.items["W"], bill)
    assert (account.closure, account.gap, account.left) == (closure, gap, left)


FITS, LEAVES, LEAVES_MORE = [(KG, KG)], [(KG, between("0.9"))], [(KG, between("0.5"))]
NEARLY = [(between(3), between("0.333"))]
UNTOLD = [(KG, UNKNOWN)]


@pytest.mark.parametrize(
    ("versions", "closure", "left"),
    [
        ((FITS, LEAVES), Closure.OPEN, between(0, "0.1")),
        ((LEAVES, LEAVES_MORE), Closure.OPEN, between(0, "0.5")),
        ((FITS, NEARLY), Closure.PARTS_ROUNDED, ZERO),
        ((LEAVES_MORE, UNTOLD), Closure.OPEN, between(0, 1)),
    ],
)
def test_of_lists_that_stand_for_each_other_the_worst_counts(versions, closure, left):
    for in_order in (versions, versions[::-1]):
        bill = bill_of(KG, *in_order)
        account = mass_accounted(bill.items["W"], bill)
        assert (account.closure, account.left) == (closure, left)


def test_a_line_that_was_lost_may_be_all_of_it():
    bill = bill_of(KG, FITS, incomplete=True)
    account = mass_accounted(bill.items["W"], bill)
    assert (account.closure, account.gap, account.left) == (
        Closure.OPEN,
        Gap.MASS_MISSING,
        between(0, 1),
    )


def test_what_is_in_a_list_counts_by_its_quantity_and_of_two_lists_either():
    bill = bill_of(KG, [(between(2), KG), (KG, KG)], [(between(5), KG)])
    contents = {
        "P-0-0": content(between(1), between(3)),
        "P-0-1": NO_CONTENT,
        "P-1-0": content(between(1)),
    }
    below = content_below(bill.items["W"], bill, contents)
    assert below.value == between(2, 5)
    assert below.listed == between(0, 6)
    assert content_below(bill.items["P-0-0"], bill, contents) == NO_CONTENT


def test_an_element_is_surely_there_where_every_list_has_some_of_it():
    sure = {"P-0-0": frozenset({"Dy"}), "P-0-1": frozenset({"Tb"}), "P-1-0": frozenset({"Dy"})}
    bill = bill_of(KG, [(KG, KG), (KG, KG)], [(KG, KG)])
    assert sure_below("W", bill, sure) == {"Dy"}
    assert sure_below("W", bill_of(KG, [(KG, KG), (KG, KG)]), sure) == {"Dy", "Tb"}
    assert sure_below("P-0-0", bill, sure) == frozenset()
    # None of it, or perhaps none; but an amount that nobody can tell is listed all the same.
    for quantity, elements in ((ZERO, set()), (between(0, 1), set()), (UNKNOWN, {"Dy"})):
        assert sure_below("W", bill_of(KG, [(quantity, KG)]), sure) == elements
    assert sure_below("W", bill_of(KG, [(KG, KG)]), {}) == frozenset()
