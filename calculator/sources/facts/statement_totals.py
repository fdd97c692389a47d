"""What needs all rows of one statement: the balance that the others leave, and shares of atoms as shares of mass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.substances import atomic_mass
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.stated_content import StatedContent

_LIGHTEST: Final = "H"
_HEAVIEST: Final = "U"
_NOTHING: Final = Fraction(0)
_ALL: Final = Fraction(1)


def completed(rows: Sequence[StatedContent], *, is_withheld: bool) -> list[ContentRow]:
    """The contents of one statement on one item, with balances and shares of mass in place of shares of atoms.

    Where ``is_withheld`` a row may be missing, so that a balance is at most what the others leave, and closes nothing.
    """
    if any(row.atoms is not None for row in rows):
        rows = _from_atoms(rows)
    balances = [row for row in rows if row.is_balance]
    if not balances:
        return [row.content for row in rows]
    others = [row.content for row in rows if not row.is_balance]
    rest = _rest(others) if len(balances) == 1 and others else None
    return [
        _balanced(row.content, rest, is_withheld=is_withheld) if row.is_balance else row.content
        for row in rows
    ]


def _rest(others: Sequence[ContentRow]) -> Bounds | None:
    """What the other rows leave of the whole; None where one of them has no share."""
    shares = [row.share for row in others]
    if any(share is None or share.high is None for share in shares):
        return None
    known = [share for share in shares if share is not None]
    highs = sum((share.high for share in known if share.high is not None), _NOTHING)
    lows = sum((share.low for share in known), _NOTHING)
    if lows > _ALL:
        return None
    return Bounds(max(_NOTHING, _ALL - highs), _ALL - lows)


def _balanced(content: ContentRow, rest: Bounds | None, *, is_withheld: bool) -> ContentRow:
    if rest is None:
        return replace(content, share=Bounds(_NOTHING, _ALL))
    if is_withheld:
        return replace(content, share=Bounds(_NOTHING, rest.high))
    # "The rest is iron" says of every other substance that it is not there.
    return replace(content, share=rest, disclosure=Disclosure.ALL)


# --------------------------------------------------------------------------- atoms


def _from_atoms(rows: Sequence[StatedContent]) -> list[StatedContent]:
    """Shares of mass; by the masses of all atoms where each is given, else between a rest of the lightest and of the heaviest atoms."""
    whole = _whole_of_atoms(rows)
    made = []
    for row in rows:
        symbol = _symbol(row.content)
        if row.atoms is None and not (row.is_balance and whole):
            made.append(row)
        elif symbol is None:
            made.append(replace(row, atoms=None))
        else:
            share = _mass_share(symbol, whole) if whole else _alone(symbol, row.atoms)
            content = replace(row.content, share=share)
            made.append(replace(row, content=content, atoms=None, is_balance=False))
    return made


def _whole_of_atoms(rows: Sequence[StatedContent]) -> dict[str, Bounds]:
    """The share of atoms of each element where together they are the whole; nothing where they are not."""
    atoms: dict[str, Bounds] = {}
    rest: str | None = None
    for row in rows:
        symbol = _symbol(row.content)
        if symbol is None or symbol in atoms or (row.atoms is None and not row.is_balance):
            return {}
        if row.atoms is None:
            if rest is not None:
                return {}
            rest = symbol
        else:
            atoms[symbol] = row.atoms
    lows = sum((share.low for share in atoms.values()), _NOTHING)
    highs = sum((share.high or _NOTHING for share in atoms.values()), _NOTHING)
    if rest is not None and lows <= _ALL:
        return {**atoms, rest: Bounds(max(_NOTHING, _ALL - highs), _ALL - lows)}
    return atoms if lows == highs == _ALL else {}


def _mass_share(symbol: str, whole: dict[str, Bounds]) -> Bounds:
    """The share of the mass of one element, between its fewest atoms beside most of the others and the other way round."""
    own = whole[symbol].scaled(atomic_mass(symbol))
    others = [share.scaled(atomic_mass(other)) for other, share in whole.items() if other != symbol]
    most = sum((share.high or _NOTHING for share in others), _NOTHING)
    least = sum((share.low for share in others), _NOTHING)
    high = own.high or _NOTHING
    return Bounds(
        own.low / (own.low + most) if own.low else _NOTHING,
        high / (high + least) if high else _NOTHING,
    )


def _alone(symbol: str, atoms: Bounds | None) -> Bounds:
    """The share of the mass of one element beside a rest of which nobody says what it is."""
    if atoms is None or atoms.high is None:
        return Bounds(_NOTHING, _ALL)
    mass = atomic_mass(symbol)
    low = atoms.low * mass / (atoms.low * mass + (_ALL - atoms.low) * atomic_mass(_HEAVIEST))
    high = atoms.high * mass / (atoms.high * mass + (_ALL - atoms.high) * atomic_mass(_LIGHTEST))
    return Bounds(low, high)


def _symbol(content: ContentRow) -> str | None:
    """The element that a row names; None for anything else."""
    name = content.substance.name
    try:
        atomic_mass(name)
    except KeyError:
        return None
    return name
