"""What a row of a letter still lacks, as a formula of the cells that are asked, and what it gives before anything is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from calculator.comparison.letters import Cell

_SHARES_ONLY_WHERE_NOT_FREE: Final = frozenset({"form", "mined", "separated", "metal", "recycled"})


class Missing(NamedTuple):
    """The formula, and its value while all cells are empty."""

    formula: str
    at_first: str


def missing_formula(
    places: Mapping[Cell, tuple[str, str]], *, needed: Collection[str], shares: str, done: str
) -> Missing:
    """The names of the columns that are asked and empty, or ``done``.

    ``places`` gives the address and the name of each asked cell. One share and the answer that the part is free of the others
    stand for all shares; a part that is free of all has none, and no form and no country of them. What is ``needed`` has to
    have a share of its own.

    >>> missing_formula({Cell(key="made"): ("E2", "Made in")}, needed=(), shares="shares", done="complete").at_first
    'Made in'
    """
    pieces: list[tuple[str, str]] = []
    free = places.get(Cell(key="free"), ("", ""))
    rest = places.get(Cell(key="rest"), ("", ""))
    of_shares = {cell.element: place for cell, place in places.items() if cell.key == "share"}
    unless_free = f'{free[0]}="yes"' if free[0] else ""
    for element, (address, name) in of_shares.items():
        if not rest[0] or element in needed:
            pieces.append((_unless(unless_free, f'{address}<>""'), name))
    if rest[0]:
        addresses = ",".join(address for address, _ in of_shares.values())
        if addresses and not of_shares.keys() & set(needed):
            pieces.append((_unless(unless_free, f"COUNTA({addresses})>0"), shares))
        pieces.append((_unless(unless_free, f'{rest[0]}<>""'), rest[1]))
    for cell, (address, name) in places.items():
        if cell.key in ("free", "rest", "share"):
            continue
        skips = unless_free if cell.key in _SHARES_ONLY_WHERE_NOT_FREE else ""
        pieces.append((_unless(skips, f'{address}<>""'), name))
    whole = "&".join(f'IF({condition},"","{_quoted(name)}, ")' for condition, name in pieces)
    return Missing(
        formula=f'=IF({whole}="","{_quoted(done)}",LEFT({whole},LEN({whole})-2))',
        at_first=", ".join(name for _, name in pieces),
    )


def _unless(condition: str, answered: str) -> str:
    return f"OR({condition},{answered})" if condition else answered


def _quoted(text: str) -> str:
    return text.replace('"', '""')
