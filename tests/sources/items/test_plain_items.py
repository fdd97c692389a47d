"""Items made a column at a time are those that are made row by row, whatever the rows say."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.item import Answer, Figure, ItemClass, Origin, Price
from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.model.stages import Stages
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.numbers.units import EACH, Dimension, Unit
from calculator.recognition.classify import recognise
from calculator.sources.items.merged_item import _item_of_row, _item_of_rows, items_of
from calculator.sources.items.plain_items import say_the_same
from calculator.sources.rows.cell_context import RowContext
from calculator.sources.rows.holdings import Holdings
from calculator.sources.rows.occurrence import Occurrence

CELLS = [Source("b.xlsx", "BOM", 5, column) for column in (1, 2, 3, 4)]
KILOGRAM = Unit("kg", Dimension.MASS, Fraction(1))
JAPAN = Origin(shares=(("JP", Fraction(1)),), cells=(CELLS[3],))
SAID: dict[str, dict[str, Any]] = {
    "nothing more": {},
    "a material": {"material": "Steel"},
    "a coating": {"material": "Ni-Cu-Ni"},
    "no name": {"is_nameless": True, "description": ""},
    "a class": {"item_class": ItemClass.ASSEMBLY},
    "another class": {"item_class": ItemClass.OTHER, "material": "Steel"},
    "a magnet by its class": {"item_class": ItemClass.MAGNET},
    "a listed material by its class": {"item_class": ItemClass.LISTED_MATERIAL},
    "a magnet by its words": {"description": "Arc magnet N42SH", "material": "NdFeB"},
    "a title above": {"around": RowContext(why='stands under the title "Motors"')},
    "a flag": {"holdings": Holdings(magnet=Answer.NO), "holdings_cells": (CELLS[1],)},
    "lines that are all": {
        "holdings": Holdings(complete=Answer.YES),
        "holdings_cells": (CELLS[1],),
    },
    "a mass of two cells": {"mass": Figure(Bounds.exactly(2), (CELLS[1], CELLS[2]))},
    "a price": {"prices": (Price(Bounds.exactly(3), "USD", (CELLS[2],)),)},
    "a price that nobody can read": {"prices": (Price(UNKNOWN, UNKNOWN_CURRENCY, (CELLS[2],)),)},
    "an origin": {"origin": JAPAN},
    "a stage": {"stages": Stages(mined=JAPAN)},
    "technology": {"technology": Answer.YES},
    "technology in words": {"technology_named": True},
    "a supplier": {"supplier": "Maker", "supplier_number": "X-1", "revision": "B"},
    "another unit": {"unit": KILOGRAM},
    "no row of its own": {"is_implied": True},
}


def row(line: int, said: dict[str, Any]) -> Occurrence:
    place = Source("b.xlsx", "BOM", line, 1)
    plain = Occurrence(
        number="P-1", source=place, quantity_cell=place, technology_cell=place, unit=EACH
    )
    return plain._replace(description="Bracket")._replace(**said)


@pytest.mark.parametrize("what", SAID)
def test_one_row_is_the_item_that_it_is_by_itself(what):
    first = row(2, SAID[what])
    alone = _item_of_row(first, recognise(first.description, first.material, first.number))
    problems: list[Problem] = []
    assert items_of({"P-1": [first]}, problems) == {"P-1": alone}
    assert not problems


@pytest.mark.parametrize("what", SAID)
@pytest.mark.parametrize("other", ["the same", "nothing more"])
def test_several_rows_are_the_item_that_they_are_field_by_field(what, other):
    rows = [row(2, SAID[what]), row(7, SAID[what] if other == "the same" else {})]
    told: list[Problem] = []
    together = _item_of_rows(rows, told)
    problems: list[Problem] = []
    assert items_of({"P-1": rows}, problems) == {"P-1": together}
    assert problems == told


def test_rows_that_differ_in_one_thing_do_not_say_the_same():
    for what, said in SAID.items():
        differs = bool(said)
        assert say_the_same([row(2, {}), row(3, said)]) is not differs, what
