"""Whether rows of a similar part number are the list of another part, or a row that was torn from a list."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.model.content_row import Disclosure
from calculator.model.item import Item, ItemClass
from calculator.sources.facts.stated_content import StatedContent


def are_two_lists(
    item: Item, own: Sequence[StatedContent], others: Sequence[StatedContent]
) -> bool:
    """True where the item's own rows are a full list that fits, and the others are not a row that is missing from it.

    A row that was torn from a list names what the list does not; the list of another part names the same again.
    """
    if not _is_full_list_that_fits(item, own):
        return False
    of_own, of_others = _rare_earths(own), _rare_earths(others)
    return not of_own or not of_others or len(of_own & of_others) >= min(2, len(of_own))


def _rare_earths(rows: Sequence[StatedContent]) -> frozenset[str]:
    return frozenset(
        element
        for row in rows
        if row.content.names_rare_earth
        for element in row.content.substance.elements
    )


def _is_full_list_that_fits(item: Item, rows: Sequence[StatedContent]) -> bool:
    """True where the item's own rows are fully disclosed and name what its material must hold."""
    if not any(row.content.disclosure is not Disclosure.PARTIAL for row in rows):
        return False
    if item.rare_earth_free or item.item_class not in (ItemClass.MAGNET, ItemClass.TARGET):
        return True
    named = _rare_earths(rows)
    return "Sm" in named if item.family == "SmCo" else bool(named)
