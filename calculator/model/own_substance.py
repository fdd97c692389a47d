"""What a line of a listed material is made of, by what it is called."""

from __future__ import annotations

from calculator.model.item import Item
from calculator.model.substances import Substance, read_substance

_BETWEEN = " / "
"""Between what several rows of one item state."""


def own_substances(item: Item) -> tuple[Substance, ...]:
    """The substance that the material names, and that of the description where it is of other elements: it may be either.

    >>> [one.key for one in own_substances(Item(number="1", material="Nd", description="Dysprosium metal"))]
    ['Nd', 'Dy metal']
    >>> [one.key for one in own_substances(Item(number="1", material="Dy", description="Dysprosium metal"))]
    ['Dy']
    """
    named: dict[tuple[str, ...], Substance] = {}
    for text in (*item.material.split(_BETWEEN), *item.description.split(_BETWEEN)):
        substance = read_substance(text)[0] if text else None
        if substance is not None:
            named.setdefault(substance.elements or (substance.key,), substance)
    return tuple(named.values())
