"""A document that states no supplier is of the company on its letterhead, unless that is the company whose bill it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from calculator.sources.facts.company_names import are_other_companies
from calculator.sources.facts.stated_content import StatedContent


def with_letterheads(
    rows: Sequence[StatedContent], buyers: Callable[[], Iterable[str]]
) -> list[StatedContent]:
    """The rows with whose they are; ``buyers`` are the companies that the bills themselves are headed with, asked for where they matter.

    What the buyer writes on his own paper counts as it is.
    """
    if not any(row.letterhead for row in rows):
        return [*rows]
    own = tuple(buyers())
    return [
        replace(row, supplier=row.letterhead) if _is_of_supplier(row, own) else row for row in rows
    ]


def _is_of_supplier(row: StatedContent, buyers: Sequence[str]) -> bool:
    return bool(row.letterhead) and all(
        are_other_companies(row.letterhead, buyer) for buyer in buyers
    )
