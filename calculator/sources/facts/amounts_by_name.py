"""A cell that names several substances with the share of each: ``Fe 64; B: 1.0 %; Co 2``."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from calculator.model.substances import Substance, read_substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.sources.facts.amount_text import PERCENT, AmountText, Of, read_amount_text

_PIECES: Final = late_pattern(r"[;\n；、]+|,(?=\s*[^\s\d])")
_PIECE: Final = late_pattern(r"(?P<name>[^\s:=<>≤≥\d][^:=<>≤≥]*?)\s*[:=]?\s*(?P<amount>[<>≤≥~]?\s*\d.*|bal\.?|balance|rest)\Z", re.IGNORECASE)  # fmt: skip
_ALL: Final = Fraction(1)


def shares_by_name(text: str) -> tuple[tuple[Substance, Bounds | None], ...] | None:
    """Each substance with its share of 1, None for the balance; None where a part of the text cannot be read.

    A plain figure is a percentage of the mass. A substance that is named twice is not read: nothing says how the two go together.

    >>> [(one.key, share and share.low) for one, share in shares_by_name("Fe Bal.; B: 1.0 %, Co 2")]
    [('Fe', None), ('B', Fraction(1, 100)), ('Co', Fraction(1, 50))]
    >>> shares_by_name("iron and boron"), shares_by_name("Fe 64; Fe 1")
    (None, None)
    """
    named: dict[str, tuple[Substance, Bounds | None]] = {}
    for piece in _PIECES.split(text):
        if not piece.strip():
            continue
        match = _PIECE.match(piece.strip())
        substance = read_substance(match["name"])[0] if match else None
        amount = read_amount_text(match["amount"]) if match else None
        if substance is None or amount is None or substance.key in named:
            return None
        share = _share(amount)
        if share is None and not amount.is_balance:
            return None
        named[substance.key] = substance, share
    return tuple(named.values()) or None


def share_in(text: str) -> Bounds | None:
    """The share of 1 that a text says, a plain figure as a percentage; None where it says none.

    >>> share_in("10 %").low, share_in("12").low, share_in("some"), share_in("120")
    (Fraction(1, 10), Fraction(3, 25), None, None)
    """
    amount = read_amount_text(text)
    return None if amount is None else _share(amount)


def _share(amount: AmountText) -> Bounds | None:
    if amount.figures is None or amount.unit.of not in (Of.UNSTATED, Of.MASS_SHARE):
        return None
    scale = PERCENT.scale if amount.unit.of is Of.UNSTATED else amount.unit.scale
    share = amount.figures.scaled(scale)
    return share.capped(_ALL) if share.low <= _ALL else None
