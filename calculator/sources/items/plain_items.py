"""Items of rows whose words say nothing of a magnet: most of a bill, made a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, Final

from calculator.model.columns_of_records import records_of
from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.item import UNKNOWN_FIGURE, UNKNOWN_ORIGIN, Answer, Figure, Item, Price
from calculator.model.stages import NO_STAGES
from calculator.recognition.classify import Recognition
from calculator.recognition.line_words import OTHER
from calculator.sources.rows.cell_context import NOTHING
from calculator.sources.rows.holdings import NOTHING_SAID
from calculator.sources.rows.occurrence import Occurrence

_OF_KIND: Final = (
    "material",
    "item_class",
    "class_stated",
    "class_overruled",
    "reason",
    "family",
    "rare_earth_free",
    "suspect",
    "is_called_so",
    "is_implied",
    "holds_magnet",
    "holds_against",
    "holds_cells",
    "complete_cells",
)
"""What rows of one class, of one material and of a name, or without one, have in common."""


def is_plain(row: Occurrence, recognition: Recognition) -> bool:
    """True where neither the words of a row nor what stands around it say anything."""
    return (
        recognition is OTHER
        and row.around is NOTHING
        and row.holdings is NOTHING_SAID
        and not row.is_implied
    )


def plain_items(
    rows: Sequence[Occurrence],
    item_of: Callable[[Occurrence], Item],
    readable: Callable[[tuple[Price, ...]], tuple[Price, ...]],
) -> list[Item]:
    """The item of each of these rows, all of them plain: what ``item_of`` makes of each, which is asked once a kind."""
    kinds = [*map(attrgetter("item_class", "material", "is_nameless"), rows)]
    of_kind = {kind: item_of(row) for kind, row in dict(zip(kinds, rows, strict=True)).items()}
    samples = [of_kind[kind] for kind in kinds]
    of_row: dict[str, Sequence[Any]] = {
        name: [*map(attrgetter(name), rows)]
        for name in ("number", "description", "supplier", "revision", "unit", "technology")
    }
    of_unit = {id(unit): unit.dimension for unit in of_row["unit"]}
    columns: dict[str, Any] = {
        **of_row,
        **{name: _alike(name, [*of_kind.values()], samples) for name in _OF_KIND},
        "supplier_numbers": [(row.supplier_number,) if row.supplier_number else () for row in rows],
        "dimension": [of_unit[id(unit)] for unit in of_row["unit"]],
        "mass": [
            UNKNOWN_FIGURE
            if mass is None
            else mass
            if len(mass.cells) < 2
            else Figure(mass.bounds, mass.cells[:1])
            for mass in map(attrgetter("mass"), rows)
        ],
        "prices": [
            prices
            if len(prices) == 1 and prices[0].currency != UNKNOWN_CURRENCY
            else readable(prices)
            for prices in map(attrgetter("prices"), rows)
        ],
        "origin": [
            origin if origin.shares or origin.named else UNKNOWN_ORIGIN
            for origin in map(attrgetter("origin"), rows)
        ],
        "stages": [
            stages if stages is not NO_STAGES and stages.are_stated else NO_STAGES
            for stages in map(attrgetter("stages"), rows)
        ],
        "technology_cells": [
            () if answer is Answer.UNKNOWN else (row.technology_cell,)
            for answer, row in zip(of_row["technology"], rows, strict=True)
        ],
        "technology_named": [
            row.technology_named and row.technology is Answer.UNKNOWN for row in rows
        ],
        "cells": [*zip(map(attrgetter("source"), rows), strict=True)],
    }
    return records_of(Item, len(rows), columns)


def _alike(name: str, kinds: Sequence[Item], samples: Sequence[Item]) -> Any:
    """A field of the samples; where all kinds say the same, that."""
    field = attrgetter(name)
    first = field(kinds[0]) if kinds else None
    if all(field(kind) == first for kind in kinds):
        return repeat(first)
    return map(field, samples)
