"""The addresses of cells on sheets that were written anew to be read: into those of the turned sheet, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from calculator.model.source import Source
from calculator.sources.hearing.passage import ChoiceRange, PartTexts
from calculator.sources.layout.turned_tables import SheetName

T = TypeVar("T")


def turned_parts(parts: PartTexts, sheets: AbstractSet[SheetName]) -> PartTexts:
    """What the parts of a file say, at the addresses of the turned sheets."""
    if not sheets:
        return parts
    names = {sheet.casefold() for _, sheet in sheets}
    return PartTexts(
        passages=with_own_addresses(parts.passages, dict.fromkeys(sheets, swapped)),
        choices=tuple(
            ChoiceRange(
                sheet=choice.sheet,
                top=choice.left,
                left=choice.top,
                bottom=choice.right,
                right=choice.bottom,
            )
            if choice.sheet.casefold() in names
            else choice
            for choice in parts.choices
        ),
    )


Addresses = Mapping[SheetName, Callable[[int, int], tuple[int, int]]]
"""Of each sheet that was written anew, what gives the row and column, from 1, of the file for those of the sheet as it was read."""


def swapped(row: int, column: int) -> tuple[int, int]:
    """The address on a sheet that was turned; what was a whole row is a column, and is known by its first cell."""
    return column or min(row, 1), row


def with_own_addresses(value: T, sheets: Addresses) -> T:
    """The value with every address on these sheets as it is in the file."""
    if not sheets:
        return value
    seen: dict[int, Any] = {}
    kept: list[object] = []

    def back(inner: Any) -> Any:
        if inner is None or isinstance(inner, (str, int, float, type)):
            return inner
        if id(inner) not in seen:
            kept.append(inner)  # an object that lives keeps its id
            seen[id(inner)] = _rebuilt(inner, back, sheets)
        return seen[id(inner)]

    result: T = back(value)
    return result


def _rebuilt(inner: Any, back: Callable[[Any], Any], sheets: Addresses) -> Any:
    if isinstance(inner, Source):
        own = sheets.get((inner.file, inner.sheet)) if inner.row else None
        return (
            inner if own is None else Source(inner.file, inner.sheet, *own(inner.row, inner.column))
        )
    if isinstance(inner, Mapping):
        pairs = {back(key): back(part) for key, part in inner.items()}
        is_same = all(
            key is old and pairs[key] is inner[old] for key, old in zip(pairs, inner, strict=False)
        )
        return inner if is_same else pairs
    if isinstance(inner, (tuple, list, set, frozenset)):
        parts = [back(part) for part in inner]
        if all(part is old for part, old in zip(parts, inner, strict=True)):
            return inner
        return type(inner)._make(parts) if hasattr(inner, "_make") else type(inner)(parts)
    if is_dataclass(inner) and not isinstance(inner, type):
        members = {
            field.name: back(getattr(inner, field.name)) for field in fields(inner) if field.init
        }
        if any(part is not getattr(inner, name) for name, part in members.items()):
            return replace(inner, **members)
    return inner
