"""Of two dated declarations the later stands alone where nothing gets less by it; in every other case both count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.item import UNKNOWN_ORIGIN, Evidence, Origin
from calculator.model.substances import read_substance
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.dated_statements import newest_statements

DYSPROSIUM, NEODYMIUM = (read_substance(name)[0] for name in ("Dy", "Nd"))
EARLIER = ContentRow(
    item="MAG",
    substance=DYSPROSIUM,
    origin=UNKNOWN_ORIGIN,
    share=Bounds.exactly(Fraction(1, 100)),
    disclosure=Disclosure.RARE_EARTH,
    dated=date(2024, 1, 1),
    part_of="2024",
)
LATER = replace(
    EARLIER, share=Bounds.exactly(Fraction(3, 100)), dated=date(2025, 1, 1), part_of="2025"
)


def kept(*rows):
    """The declarations that are left, and the codes of what is told."""
    left, problems = newest_statements("MAG", rows)
    return {row.part_of for row in left}, {problem.code for problem in problems}


def test_the_later_declaration_of_more_replaces_the_earlier():
    assert kept(EARLIER, LATER) == ({"2025"}, {"answer-replaced"})
    assert kept(EARLIER, LATER, replace(LATER, substance=NEODYMIUM)) == (
        {"2025"},
        {"answer-replaced"},
    )


@pytest.mark.parametrize(
    "change",
    [
        {"share": Bounds.exactly(Fraction(1, 1000))},
        {"share": None},
        {"share": Bounds(Fraction(1, 1000), Fraction(5, 100))},
        {"share": EARLIER.share},
        {"dated": None},
        {"dated": EARLIER.dated},
        {"disclosure": Disclosure.PARTIAL},
        {"substance": NEODYMIUM},
        {"origin": Origin(named=("JP",))},
        {"evidence": Evidence.ASSUMED},
        {"valid_until": date(2025, 2, 1)},
        {"value": Bounds.exactly(1)},
        {"currency": "EUR"},
    ],
)
def test_both_declarations_count_where_something_might_get_less(change):
    assert kept(EARLIER, replace(LATER, **change)) == ({"2024", "2025"}, set())


def test_a_declaration_of_several_days_replaces_nothing():
    further = replace(LATER, substance=NEODYMIUM, dated=date(2026, 1, 1))
    assert kept(EARLIER, LATER, further) == ({"2024", "2025"}, set())
