"""The numbers that are multiplied to say how much of one substance counts in one unit of its holder."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.numbers.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """One substance in one unit of its holder, before the quantity of the holder: all ends exact.

    ``mass`` is kg of what is named and ``value`` money, both of any origin; of them ``counted``, a share of 1, is on the
    rule's list and of the origin that it counts. ``earth`` is the share of ``mass`` that a rule by mass counts.
    Where ``whole`` and ``share`` are known, ``mass`` is their product: the holder's kg and the share of 1 stated of it.
    ``price`` is that of one kg of what is named where ``value`` is ``mass`` times it; an end that is open there may be closed
    in ``value``, at the holder's own price.
    """

    mass: Bounds
    value: Bounds
    counted: Bounds
    earth: Bounds
    whole: Bounds | None = None
    share: Bounds | None = None
    price: Bounds | None = None
