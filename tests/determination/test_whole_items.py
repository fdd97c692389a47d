"""What is said of an assembly where the price of a whole magnet counts: each guard by itself, without a workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calculator.determination.whole_items import WholeItems, by_whole_items
from calculator.findings.finding import Convention
from calculator.findings.verdict import Licence, Ratio, Subject, Verdict
from calculator.model.bill import Bill, BillLine
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from tests.content.small import BOX, MAGNET, between, price_of_a_dollar
from tests.reports.factory import finding, node
from tests.workbooks import LAW

CROSSES, BELOW, UNDETERMINED = Verdict.CROSSES, Verdict.BELOW, Verdict.UNDETERMINED
BILL = Bill(
    items={"BOX": BOX, "MAG": MAGNET},
    structures={"BOX": ((BillLine("BOX", "MAG", Bounds.exactly(2)),),)},
)


def said(counted: Bounds, whole: Bounds, *subjects: Subject) -> Convention:
    """What the reading says of a box with two magnets of a dollar, of each of which so much counts."""
    held = tuple(
        replace(finding("MAG", BELOW, counted, between(1), subject=subject), item=MAGNET)
        for subject in subjects
    )
    reading = WholeItems(rule=LAW, subjects=held, bill=BILL, price_of=price_of_a_dollar)
    box = node("BOX", BELOW, counted, whole, ("MAG",))
    return reading.convention(box, held)


@pytest.mark.parametrize(
    ("counted", "whole", "subject", "verdict", "numerator"),
    [
        (between("0.01"), between(100), Subject.YES, CROSSES, between(2)),
        (between("0.01"), between(2001), Subject.YES, BELOW, between(2)),
        # Nothing that counts in it: the magnet does not count; perhaps something: perhaps it does.
        (ZERO, between(100), Subject.YES, BELOW, ZERO),
        (between(0, "0.01"), between(100), Subject.YES, UNDETERMINED, between(0, 2)),
        (UNKNOWN, between(100), Subject.YES, UNDETERMINED, between(0, 2)),
        # What may be on no list makes nothing cross for certain.
        (between("0.01"), between(100), Subject.MAYBE, UNDETERMINED, between(2)),
        (between("0.01"), between(2001), Subject.MAYBE, BELOW, between(2)),
    ],
)
def test_a_whole_magnet_counts_where_something_in_it_does(
    counted: Bounds, whole: Bounds, subject: Subject, verdict: Verdict, numerator: Bounds
) -> None:
    convention = said(counted, whole, subject)
    assert convention.verdict is verdict
    assert convention.tested.numerator == numerator
    assert not convention.opens


def test_one_magnet_that_is_on_the_list_is_enough() -> None:
    assert said(between("0.01"), between(100), Subject.MAYBE, Subject.YES).verdict is CROSSES


def test_a_magnet_that_is_exported_by_itself_counts_itself() -> None:
    alone = replace(finding("MAG", BELOW, between("0.01"), between(1)), item=MAGNET)
    bill = Bill(items={"MAG": MAGNET}, structures={})
    reading = WholeItems(rule=LAW, subjects=(alone,), bill=bill, price_of=price_of_a_dollar)
    product = replace(node("MAG", BELOW, ZERO, between(1), ("MAG",)), item=MAGNET)
    assert reading.convention(product, (alone,)).tested.numerator == between(1)


@pytest.mark.parametrize(
    ("contained", "whole", "verdict", "licence"),
    [
        (BELOW, CROSSES, CROSSES, Licence.REQUIRED),
        (BELOW, BELOW, BELOW, Licence.NOT_REQUIRED),
        (BELOW, UNDETERMINED, UNDETERMINED, Licence.UNDETERMINED),
        (UNDETERMINED, CROSSES, CROSSES, Licence.REQUIRED),
        (UNDETERMINED, BELOW, UNDETERMINED, Licence.UNDETERMINED),
        (CROSSES, BELOW, UNDETERMINED, Licence.UNDETERMINED),
        (CROSSES, CROSSES, CROSSES, Licence.REQUIRED),
        (UNDETERMINED, None, UNDETERMINED, Licence.UNDETERMINED),
    ],
)
def test_where_whole_magnets_were_chosen_nothing_is_below_that_is_not_by_what_it_contains(
    contained: Verdict, whole: Verdict | None, verdict: Verdict, licence: Licence
) -> None:
    ratio = Ratio(numerator=between(1), denominator=between(100), unit="USD")
    conventions = (Convention(name="as stated", verdict=contained, tested=ratio),)
    if whole is not None:
        name = said(ZERO, between(1), Subject.YES).name
        conventions += (Convention(name=name, verdict=whole, tested=ratio, opens=False),)
    box = replace(node("BOX", contained, ZERO, between(100), ("MAG",)), conventions=conventions)
    chosen = by_whole_items(box)
    assert chosen.verdict is verdict
    assert chosen.licence is licence
    assert chosen.value == (box.value if whole is None else ratio)
    states = {reason.trigger: reason.state for reason in chosen.reasons}
    assert states["value-share"] == verdict.value
    others = {reason.trigger: reason.state for reason in box.reasons}
    assert {**states, "value-share": ""} == {**others, "value-share": ""}
