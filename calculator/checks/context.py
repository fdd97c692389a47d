"""What a check may look at: the bill, the facts in force and what they roll up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from calculator.content.rollup import ContentRollup
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """One run. ``rollup`` is that of the first rule: what it says of prices and masses holds for every rule."""

    bill: Bill
    facts: Facts
    rollup: ContentRollup


Check: TypeAlias = Callable[[CheckContext], Iterable[Problem]]
"""A check of the whole run: the problems that it finds, in the order of the bill or of the facts."""

ItemCheck: TypeAlias = Callable[[CheckContext, str, tuple[ContentRow, ...]], Iterable[Problem]]
"""A check of the content rows that are stated for one item."""
