"""The record of a declaration: products, their magnets, and each field with what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from calculator.findings.report import InputFile
from calculator.model.item import Answer, Item
from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.rules import Field, Rule


class FieldState(Enum):
    """How much of a field is known."""

    KNOWN = "known"
    PARTLY = "partly known"
    UNKNOWN = "unknown"
    NOT_OWED = "not owed"


class Entry(NamedTuple):
    """One thing that a field says: of what (a substance, an element; "" of the whole), and the answer as a text or as bounds.

    Bounds are in kg where ``unit`` is ``kg``, a share of 1 where it is ``share``.
    """

    of: str
    text: str = ""
    bounds: Bounds | None = None
    unit: str = ""
    cells: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """A field of the rule, filled as far as the bill and its facts do, and what to ask where they do not."""

    field: Field
    state: FieldState
    entries: tuple[Entry, ...] = ()
    question: str = ""

    @property
    def is_open(self) -> bool:
        """True where something that must be filled is unknown."""
        return self.state in (FieldState.PARTLY, FieldState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredMagnet:
    """One magnet of a product: how many of it are in one product, and its own fields. ``kind`` is "" where nobody said."""

    item: Item
    kind: str
    quantity: Bounds
    fields: tuple[FieldValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPart:
    """What may hold magnets that nobody told of: an item of the bill, or a phrase beside its lines (without an item)."""

    item: Item
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredProduct:
    """One product under the rule. ``owed`` says whether a declaration is owed for it, as far as its magnets tell."""

    item: Item
    owed: Answer
    fields: tuple[FieldValue, ...]
    magnets: tuple[DeclaredMagnet, ...]
    open_parts: tuple[OpenPart, ...]

    @property
    def open_fields(self) -> Iterator[tuple[str, FieldValue]]:
        """Every field that is not filled, with the item that it is about."""
        for value in self.fields:
            if value.is_open:
                yield self.item.number, value
        for magnet in self.magnets:
            for value in magnet.fields:
                if value.is_open:
                    yield magnet.item.number, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """All that one rule asks of one run."""

    version: str
    on: date
    rule: Rule
    inputs: tuple[InputFile, ...]
    assumptions: tuple[tuple[str, str], ...]
    refused: tuple[str, ...]
    products: tuple[DeclaredProduct, ...]
    problems: tuple[Problem, ...]

    @property
    def is_complete(self) -> bool:
        """True where nothing that must be filled is unknown, and everything was read."""
        return not self.refused and all(
            product.owed is not Answer.UNKNOWN and not any(True for _ in product.open_fields)
            for product in self.products
        )
