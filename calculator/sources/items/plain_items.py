"""Items of rows whose words say nothing of a magnet: most of a bill, made a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, Final

from calculator.model.columns_of_records import records_of
from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.item import (
    UNKNOWN_FIGURE,
    UNKNOWN_ORIGIN,
    Answer,
    Figure,
    Item,
    ItemClass,
    Price,
)
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


def say_the_same(rows: Sequence[Occurrence]) -> bool:
    """True where rows of one part number differ in nothing but their cells and how many there are; nothing stands around them.

    Of magnets and targets, and of what a stage is told of, every row is looked at by itself.
    """
    first = rows[0]
    said = _said(first)
    return (
        first.item_class not in _LOOKED_AT
        and first.stages is NO_STAGES
        and first.around is NOTHING
        and all(_said(row) == said for row in rows)
    )


def _said(row: Occurrence) -> tuple[object, ...]:
    mass, origin = row.mass, row.origin
    return (
        *_SAID(row),
        mass and mass.bounds,
        [(price.bounds, price.currency) for price in row.prices],
        origin.shares,
        origin.named,
    )


_SAID: Final = attrgetter(
    "unit",
    "item_class",
    "is_nameless",
    "is_implied",
    "material",
    "description",
    "supplier",
    "supplier_number",
    "revision",
    "stages",
    "technology",
    "technology_named",
    "holdings",
    "around",
)
_LOOKED_AT: Final = frozenset({ItemClass.MAGNET, ItemClass.TARGET})


def plain_items(
    of_items: Sequence[Sequence[Occurrence]],
    item_of: Callable[[Occurrence], Item],
    readable: Callable[[tuple[Price, ...]], tuple[Price, ...]],
) -> list[Item]:
    """The item of each of these rows, or of rows that say the same, all of them plain: what ``item_of`` makes of a row, asked once a kind."""
    rows = [rows[0] for rows in of_items]
    last = [rows[-1] for rows in of_items]
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
            for mass in map(attrgetter("mass"), last)
        ],
        "prices": [
            prices
            if len(prices) == 1 and prices[0].currency != UNKNOWN_CURRENCY
            else readable(prices)
            for prices in map(attrgetter("prices"), rows)
        ],
        "origin": [
            origin if origin.shares or origin.named else UNKNOWN_ORIGIN
            for origin in map(attrgetter("origin"), last)
        ],
        "stages": [
            stages if stages is not NO_STAGES and stages.are_stated else NO_STAGES
            for stages in map(attrgetter("stages"), rows)
        ],
        "technology_cells": [
            () if answer is Answer.UNKNOWN else tuple([row.technology_cell for row in alike])
            for answer, alike in zip(of_row["technology"], of_items, strict=True)
        ],
        "technology_named": [
            row.technology_named and row.technology is Answer.UNKNOWN for row in rows
        ],
        "cells": [
            (alike[0].source,) if len(alike) == 1 else tuple([row.source for row in alike])
            for alike in of_items
        ],
    }
    return records_of(Item, len(rows), columns)


def _alike(name: str, kinds: Sequence[Item], samples: Sequence[Item]) -> Any:
    """A field of the samples; where all kinds say the same, that."""
    field = attrgetter(name)
    first = field(kinds[0]) if kinds else None
    if all(field(kind) == first for kind in kinds):
        return repeat(first)
    return map(field, samples)
