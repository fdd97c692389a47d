"""What gathers while stated contents are placed on items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.numbers.bounds import up_to_stated
from calculator.sources.facts.number_matching import NumberMatch
from calculator.sources.facts.stated_content import StatedContent

NUMBERS_NAMED: Final = 6


@dataclass(kw_only=True)
class PlacementTally:
    """What gathers while rows are placed."""

    placed: dict[str, list[StatedContent]] = field(default_factory=dict)
    perhaps: set[str] = field(default_factory=set)
    withheld: dict[str, list[Source]] = field(default_factory=dict)
    others: dict[tuple[str, str], list[StatedContent]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add_perhaps(self, items: Iterable[str], row: StatedContent) -> None:
        """The row, as one that may be theirs, on items of which nothing else is stated: there it takes ``full`` from nothing."""
        if row.closes_components:
            return
        for item in items:
            if item in self.perhaps or item not in self.placed:
                self.perhaps.add(item)
                content = replace(possibly_there(row.content), item=item)
                self.placed.setdefault(item, []).append(
                    replace(row, content=content, is_balance=False)
                )

    def withhold(self, items: Iterable[str], row: StatedContent) -> None:
        """Take ``full`` from items for the sake of one row."""
        for item in items:
            self.withheld.setdefault(item, []).extend(row.content.cells[:1])


def possibly_there(content: ContentRow) -> ContentRow:
    """The row between none and all of what it says, closing nothing."""
    return replace(
        content,
        share=up_to_stated(content.share),
        mass=up_to_stated(content.mass),
        value=up_to_stated(content.value),
        disclosure=Disclosure.PARTIAL,
    )


def placed_items(matches: tuple[NumberMatch, ...]) -> tuple[str, ...]:
    """The items that the numbers of a row are surely those of."""
    return tuple(match.items[0] for match in matches if match.is_placed)


def listed_numbers(numbers: Sequence[str]) -> str:
    """The first of some part numbers, and how many more there are."""
    shown = ", ".join(numbers[:NUMBERS_NAMED])
    return (
        shown
        if len(numbers) <= NUMBERS_NAMED
        else f"{shown} and {len(numbers) - NUMBERS_NAMED} more"
    )
