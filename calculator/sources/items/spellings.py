"""Part numbers that differ in case, width or quotation marks alone are one, where nothing that is said of their rows differs.

``MAG-77`` and ``mag-77``, ``'MAG-77'`` and ``ＭＡＧ－７７``. Rows that are called differently, or are of another material, stay two items.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from calculator.model.problem import Problem, note
from calculator.sources.items.placement import Placement
from calculator.sources.rows.identity import alike
from calculator.sources.rows.occurrence import Occurrence

_QUOTES: Final = "'\"‘’“”„‚`´"
_TOLD_APART_BY: Final = ("description", "material", "maker", "supplier_number", "revision")
_SHOWN: Final = 6


def unite_spellings(placements: Sequence[Placement]) -> Iterator[Problem]:
    """Give rows of one number in several spellings the first of them; a note for each.

    A product that has no row is called after its file, which is no spelling of a part.
    """
    written = {
        row.number: None for placement in placements for row in placement.rows if not row.is_implied
    }
    if _are_spelled_once(written):
        return
    spellings: dict[str, dict[str, None]] = {}
    for number in written:
        spellings.setdefault(folded(number), {})[number] = None
    several = {key: tuple(numbers) for key, numbers in spellings.items() if len(numbers) > 1}
    if not several:
        return
    rows: dict[str, list[Occurrence]] = {key: [] for key in several}
    for placement in placements:
        for row in placement.rows:
            key = folded(row.number)
            if key in several and not row.is_implied:
                rows[key].append(row)
    first_of = {
        number: numbers[0]
        for key, numbers in several.items()
        if not _differ(rows[key])
        for number in numbers[1:]
    }
    for placement in placements:
        placement.rows[:] = [
            row._replace(number=first_of[row.number])
            if row.number in first_of and not row.is_implied
            else row
            for row in placement.rows
        ]
    for number, first in first_of.items():
        cells = [row.source for row in rows[folded(number)] if row.number == number]
        yield note(
            "number-spelled-otherwise",
            f'"{number[:60]}" was read as "{first[:60]}": they differ in case, width or quotation marks alone, and in nothing that is said of them',
            *cells[:_SHOWN],
        )


def _are_spelled_once(numbers: Collection[str]) -> bool:
    """True where plain numbers differ in more than case; one look at all of them together tells."""
    together = "\0".join(numbers)
    is_plain = together.isascii() and not any(quote in together for quote in _QUOTES)
    return is_plain and len({*together.casefold().split("\0")}) == len(numbers)


def folded(number: str) -> str:
    """A part number without case, width and the quotation marks around it.

    >>> folded("'MAG-77'") == folded("ＭＡＧ－７７") == folded("mag-77"), folded("MAG-77") == folded("MAG 77")
    (True, False)
    """
    if number.isascii() and number[:1] not in _QUOTES:
        return number.casefold()
    return unicodedata.normalize("NFKC", number).strip().strip(_QUOTES).strip().casefold()


def _differ(rows: Iterable[Occurrence]) -> bool:
    """True where two rows state what tells two parts apart, and not the same."""
    rows = tuple(rows)
    return any(
        len({alike(getattr(row, field)) for row in rows} - {""}) > 1 for field in _TOLD_APART_BY
    )
