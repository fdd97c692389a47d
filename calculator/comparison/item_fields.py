"""The facts of an item's own line that can change by themselves: how each is said, by which cells, and how it is put in another's place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from calculator.model.item import Item
from calculator.model.source import Source
from calculator.numbers.bounds import bounds_text

_NOT_STATED: Final = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemField:
    """One fact. ``members`` are what an item holds of it; ``is_of_words`` where no verdict hangs on it."""

    name: str
    members: tuple[str, ...]
    text: Callable[[Item], str]
    cells: Callable[[Item], tuple[Source, ...]]
    is_of_words: bool = False

    def swapped(self, was: Item, now: Item) -> Item:
        """The old item with the new fact in place of its own."""
        taken: dict[str, Any] = {name: getattr(now, name) for name in self.members}
        return replace(was, **taken)


def _own(item: Item) -> tuple[Source, ...]:
    return item.cells[:1]


def _prices(item: Item) -> str:
    prices = (f"{bounds_text(price.bounds)} {price.currency}" for price in item.prices)
    return " or ".join(prices) or "unknown"


def _kind(item: Item) -> str:
    return ", ".join(part for part in (item.item_class.value, item.family, item.material) if part)


def _suppliers(item: Item) -> str:
    return ", ".join(filter(None, (item.supplier, *item.other_suppliers))) or _NOT_STATED


ITEM_FIELDS: Final = (
    ItemField(
        name="price",
        members=("prices",),
        text=_prices,
        cells=lambda item: tuple(cell for price in item.prices for cell in price.cells[:1]),
    ),
    ItemField(
        name="mass",
        members=("mass",),
        text=lambda item: f"{bounds_text(item.mass.bounds)} kg",
        cells=lambda item: item.mass.cells[:1],
    ),
    ItemField(
        name="country of origin",
        members=("origin",),
        text=lambda item: str(item.origin),
        cells=lambda item: item.origin.cells[:1],
    ),
    ItemField(
        name="stages",
        members=("stages",),
        text=lambda item: item.stages.spoken(),
        cells=lambda item: tuple(cell for stage in item.stages for cell in stage.cells[:1]),
    ),
    ItemField(
        name="country of melting",
        members=("melted",),
        text=lambda item: str(item.melted),
        cells=lambda item: item.melted.cells[:1],
    ),
    ItemField(
        name="Chinese technology",
        members=("technology", "technology_named", "technology_cells"),
        text=lambda item: item.technology.value,
        cells=lambda item: item.technology_cells[:1] or _own(item),
    ),
    ItemField(
        name="class or material",
        members=("item_class", "family", "material", "rare_earth_free", "suspect"),
        text=_kind,
        cells=_own,
    ),
    ItemField(
        name="holds a magnet",
        members=("holds_magnet", "holds_against", "holds_cells", "holds_any_magnet"),
        text=lambda item: item.holds_magnet.value,
        cells=lambda item: item.holds_cells[:1] or _own(item),
    ),
    ItemField(
        name="components",
        members=("complete_cells",),
        text=lambda item: "complete" if item.complete_cells else _NOT_STATED,
        cells=lambda item: item.complete_cells[:1] or _own(item),
    ),
    ItemField(
        name="supplier",
        members=("supplier", "other_suppliers"),
        text=_suppliers,
        cells=_own,
        is_of_words=True,
    ),
    ItemField(
        name="revision",
        members=("revision",),
        text=lambda item: item.revision or _NOT_STATED,
        cells=_own,
        is_of_words=True,
    ),
    ItemField(
        name="description",
        members=("description",),
        text=lambda item: item.description or _NOT_STATED,
        cells=_own,
        is_of_words=True,
    ),
)
"""In the order in which they are told."""
