"""Control lists looked up at a glance say what each entry says by itself."""

from __future__ import annotations

import random

from calculator.determination import scope
from calculator.determination.control_lists import ControlLists
from calculator.findings.finding import ListedAs
from calculator.findings.verdict import Subject
from calculator.model.item import Item, ItemClass
from tests.determination.test_scope import bill_of, portion, undisclosed
from tests.workbooks import RULES

_LISTS = tuple(rule for rule in RULES.values() if rule.has_codes)
_TEXTS = (
    *("Arc magnet N42", "Tungsten rod", "W", "Bismuth ingot 99.99", "Gd target", "Bracket"),
    *("SmCo", "NdFeB", "ferrite", "Dysprosium metal", "Dy2O3", "TbFeCo", "", "Lithium-ion battery"),
)
_INSIDE = (portion("Dy"), portion("Sm", mass="0"), portion("Gd2O3", "oxide"), undisclosed())


def _one_by_one(item, contributions, bill):
    for rule in _LISTS:
        if scope.tests(rule, item, bill):
            for entry in rule.subjects:
                known = scope.known_of(item, contributions, bill)
                subject = scope.subject_among((entry,), rule, known)[0]
                if entry.code and subject is not Subject.NO:
                    yield ListedAs(rule=rule.id, code=entry.code, subject=subject, en=entry.en)


def test_each_list_says_at_a_glance_what_its_entries_say_one_by_one():
    rng = random.Random(5)
    lists = ControlLists(_LISTS)
    met = 0
    for _ in range(150):
        item = Item(
            number="X",
            item_class=rng.choice([*ItemClass]),
            description=rng.choice(_TEXTS),
            material=rng.choice(_TEXTS),
            family=rng.choice(("", "NdFeB", "SmCo", "ferrite")),
            rare_earth_free=rng.random() < 0.2,
        )
        bill = bill_of(item, Item(number="Y", description=rng.choice(_TEXTS)))
        if rng.random() < 0.4:
            bill = bill_of(Item(number="TOP", item_class=rng.choice([*ItemClass])), item)
        inside = tuple(rng.sample(_INSIDE, rng.randint(0, 3)))
        expected = [*_one_by_one(item, inside, bill)]
        assert [*lists.entries_of(item, inside, bill)] == expected
        met += len(expected)
    assert met > 100
