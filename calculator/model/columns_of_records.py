"""Many records at once: the fields of each come from columns, so that a hundred thousand cost no call in Python each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import repeat
from typing import Any, TypeVar

T = TypeVar("T")


def records_of(kind: type[T], count: int, columns: Mapping[str, Iterable[Any]]) -> list[T]:
    """``count`` records of a frozen dataclass with slots, each field filled from its column: equal to what its constructor makes.

    A column is as long as there are records; ``repeat(value)`` stands for one that says the same of each. Fields without a
    column keep their default. Raises KeyError for a column that is no field, and for a field that has neither.

    >>> from calculator.model.item import Item
    >>> [item.number for item in records_of(Item, 2, {"number": ["P1", "P2"], "material": repeat("steel")})]
    ['P1', 'P2']
    """
    records = [*map(object.__new__, repeat(kind, count))]
    unknown = columns.keys() - {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if unknown:
        raise KeyError(*unknown)
    for field in fields(kind):  # type: ignore[arg-type]
        column = columns[field.name] if field.name in columns else repeat(_default_of(field))
        # The slot itself: the constructor of a frozen record would go the same way, one call a field.
        deque(map(kind.__dict__[field.name].__set__, records, column), maxlen=0)
    return records


def _default_of(field: Any) -> Any:
    if field.default is field.default_factory:
        raise KeyError(field.name)
    return field.default
