"""How often an undetermined item would cross if what is unknown were drawn by lot between its bounds (Monte Carlo).

A help for the order of one's questions, never a verdict: nobody knows how the unknown is really spread.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from calculator.content.contribution import SubstanceContent
from calculator.findings.finding import Chance, Sampling
from calculator.findings.verdict import Ratio
from calculator.model.substance_list import Listing
from calculator.numbers.bounds import Bounds
from calculator.rules import Compare, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Draws = NDArray[np.float64] | float

_UNNAMED: Final = ""


def chance_of(
    item: str,
    rule: Rule,
    tested: Ratio,
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
    sampling: Sampling,
) -> Chance | None:
    """The share of draws in which the test is met; None where the part or the whole has no upper end to draw from.

    Each quantity, amount, Chinese share and whole is drawn evenly between its bounds and by itself; what may or may not be on
    the list is by the toss of a coin. No draw leaves the bounds of the verdict. The same seed gives the same draws for the
    same item and rule, whatever else is in the bill.
    """
    if tested.numerator.high is None or tested.denominator.high is None:
        return None
    import numpy as np

    seed = hashlib.sha256(f"{sampling.seed}\n{rule.id}\n{item}".encode()).digest()
    draw = _MonteCarloDraws(np.random.default_rng(int.from_bytes(seed)), sampling.samples)
    try:
        counted = _counted(rule, tested.numerator, contributions, draw)
        part = np.clip(counted, float(tested.numerator.low), float(tested.numerator.high))
        line = float(rule.threshold) * draw.between(tested.denominator)
    except OverflowError:
        return None
    met = part >= line if rule.compare is Compare.AT_LEAST else part > line
    return Chance(crosses=int(np.broadcast_to(met, sampling.samples).sum()), sampling=sampling)


class _MonteCarloDraws:
    """Draws of one item."""

    def __init__(self, generator: np.random.Generator, samples: int) -> None:
        self._generator = generator
        self._samples = samples

    def between(self, bounds: Bounds) -> Draws:
        """Evenly between two known ends; what is known is always the same."""
        if bounds.high is None:
            raise OverflowError
        low, high = float(bounds.low), float(bounds.high)
        return low if low == high else low + (high - low) * self._generator.random(self._samples)

    def listed(self, listing: Listing) -> Draws:
        """1 on the list, 0 not on it, one of both where that is not known."""
        if listing is not Listing.MAYBE:
            return float(listing is Listing.LISTED)
        return (self._generator.random(self._samples) < 0.5).astype(float)


def _counted(
    rule: Rule,
    whole: Bounds,
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
    draw: _MonteCarloDraws,
) -> Draws:
    """What counts in each draw: the sum, or that of the substance with most where each is held against the line alone."""
    import numpy as np

    sums: dict[str, Draws] = {}
    for contribution, quantity in contributions:
        if contribution.listing is Listing.UNLISTED or contribution.counted_share.is_zero:
            continue
        key = (
            contribution.list_key
            if rule.per_substance and contribution.listing is Listing.LISTED
            else _UNNAMED
        )
        amount = contribution.value
        if rule.is_by_mass:
            amount = (
                contribution.mass
                if contribution.counts_whole
                else contribution.mass * contribution.substance.rare_earth_share
            )
        if amount.high is None or quantity.high is None:
            # Nothing but the whole closes it.
            least = (amount * contribution.listed_share * contribution.counted_share * quantity).low
            drawn = draw.between(Bounds(least, whole.high))
        else:
            drawn = (
                draw.between(amount)
                * draw.between(quantity)
                * draw.between(contribution.counted_share)
                * draw.listed(contribution.listing)
            )
        sums[key] = sums.get(key, 0.0) + drawn
    named = [amounts for key, amounts in sums.items() if key != _UNNAMED]
    largest: Draws = 0.0
    for amounts in named:
        largest = np.maximum(largest, amounts)
    return sums.get(_UNNAMED, 0.0) + largest
