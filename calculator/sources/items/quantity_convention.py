"""Do quantities count per parent or in the whole product? The heading says, or the balance of masses and costs shows.

An assembly weighs what its parts weigh and costs what they cost. Where one reading balances and the other does
not, that one holds. Where neither is shown and it makes a difference, both are kept: as bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.model.problem import Problem, warning
from calculator.numbers.bounds import Bounds
from calculator.numbers.exact_sums import double
from calculator.sources.items.placement import Placement, Quantities
from calculator.sources.layout.columns import Header
from calculator.sources.rows.occurrence import Occurrence

_NEAR: Final = Fraction(1, 50)
_STANDARD: Final = {"level": "level", "number": "partnumber", "quantity": "quantity"}


def stated_by(header: Header) -> tuple[Quantities, str] | None:
    """What the headings say of the quantities; None where they leave it open."""
    headings = header.headings
    if "per_parent" in headings:
        return Quantities.PER_PARENT, f'the column is headed "{headings["per_parent"].text}"'
    if "quantity" in headings and "cumulative" in headings:
        return (
            Quantities.PER_PARENT,
            f'the quantity per product stands beside it, in "{headings["cumulative"].text}"',
        )
    if "cumulative" in headings:
        return (
            Quantities.CUMULATIVE,
            f'the column is headed "{headings["cumulative"].text}", a total per product',
        )
    if all(
        meaning in headings and _bare(headings[meaning].text) == text
        for meaning, text in _STANDARD.items()
    ):
        return Quantities.PER_PARENT, "the rule of the standard workbook"
    if "parent" in headings:
        return Quantities.PER_PARENT, "each row names its parent, and the quantity is in that"
    return None


def settle(placement: Placement) -> Problem | None:
    """Set what the quantities of a table count, and say why; a problem where the numbers leave it open or speak against the heading."""
    votes = _votes(placement)
    parents = [
        row
        for row in _parents(placement)
        if placement.placed[row].parent is not None or placement.rows[row].has_quantity
    ]
    if placement.is_stated:
        against = (
            votes.cumulative if placement.quantities is Quantities.PER_PARENT else votes.per_parent
        )
        with_it = (
            votes.per_parent if placement.quantities is Quantities.PER_PARENT else votes.cumulative
        )
        if against and not with_it:
            return warning(
                "quantity-convention-doubtful",
                f"quantities were read as {placement.quantities.value} ({placement.why}), but the {votes.what} of {against} assemblies balance only if they are not. Check, or say so with --quantity",
                placement.rows[votes.rows[0]].quantity_cell,
            )
        return None
    if not any(_used(placement.rows[row]) != 1 for row in parents):
        placement.quantities, placement.why = (
            Quantities.PER_PARENT,
            "no assembly is used more than once, so per parent and per product are the same",
        )
    elif votes.per_parent and not votes.cumulative:
        placement.quantities, placement.why = (
            Quantities.PER_PARENT,
            f"the {votes.what} of {votes.per_parent} assemblies balance so",
        )
    elif votes.cumulative and not votes.per_parent:
        placement.quantities, placement.why = (
            Quantities.CUMULATIVE,
            f"the {votes.what} of {votes.cumulative} assemblies balance so, and not per parent",
        )
    else:
        placement.quantities, placement.why = (
            Quantities.UNCLEAR,
            "neither a heading nor a balance of masses or costs shows it; bounds hold both",
        )
        return warning(
            "quantity-convention-unclear",
            "quantities may be per parent or per product, and assemblies are used more than once; bounds hold both readings. Say which with --quantity per-parent or --quantity cumulative",
            next(
                placement.rows[row].quantity_cell
                for row in parents
                if _used(placement.rows[row]) != 1
            ),
        )
    return None


@dataclass
class _Votes:
    per_parent: int = 0
    cumulative: int = 0
    what: str = "masses"
    rows: tuple[int, ...] = ()


def _votes(placement: Placement) -> _Votes:
    """How many assemblies balance under one reading only, by mass, else by cost."""
    below = _parents(placement)
    for what, figure in (("masses", _mass), ("costs", _cost)):
        votes = _Votes(what=what)
        for parent, children in below.items():
            reading = _reading_of(placement, parent, children, figure)
            if reading is not None:
                votes.per_parent += reading is Quantities.PER_PARENT
                votes.cumulative += reading is Quantities.CUMULATIVE
                votes.rows = (*votes.rows, parent)[:5]
        if votes.per_parent or votes.cumulative:
            return votes
    return _Votes()


def _parents(placement: Placement) -> dict[int, list[int]]:
    below: dict[int, list[int]] = {}
    for row, where in enumerate(placement.placed):
        if where.parent is not None:
            below.setdefault(where.parent, []).append(row)
    return below


def _reading_of(
    placement: Placement,
    parent: int,
    children: list[int],
    figure: Callable[[Occurrence], Fraction | None],
) -> Quantities | None:
    """The reading under which the parts of one assembly, in its own unit, add up to it, where only one does."""
    above = placement.rows[parent]
    whole = figure(above)
    if whole is None or placement.placed[parent].parent is None:
        return None
    used = _used(above)
    if used is None or used in (0, 1):
        return None
    whole *= above.unit.factor
    parts: list[tuple[Fraction, Fraction]] = []
    for child in children:
        row = placement.rows[child]
        part, count = figure(row), _count(row)
        if part is None or count is None:
            return None
        parts.append((part, count))
    fits, fits_divided = balances(parts, whole, used)
    if fits == fits_divided:
        return None
    return Quantities.PER_PARENT if fits else Quantities.CUMULATIVE


def balances(
    parts: Sequence[tuple[Fraction, Fraction]], whole: Fraction, used: Fraction
) -> tuple[bool, bool]:
    """Whether the parts add up to the whole, and whether the ``used``-th part of them does; floating point tells all but the close calls.

    The sum of n products, none of them negative, is within (n + 4) 2**-53 of itself, which is under 1e-9 for any bill.
    """
    try:
        aim = double(whole)
        total = sum([double(part) * double(count) for part, count in parts])
        near = tuple(_is_near(each, aim) for each in (total, total / double(used)))
        if aim > _LEAST and None not in near:
            return near[0] is True, near[1] is True
    except OverflowError:
        pass
    return balances_exactly(parts, whole, used)


def balances_exactly(
    parts: Sequence[tuple[Fraction, Fraction]], whole: Fraction, used: Fraction
) -> tuple[bool, bool]:
    """The same in exact numbers: the definition."""
    total = sum((part * count for part, count in parts), Fraction(0))
    return abs(total - whole) <= whole * _NEAR, abs(total / used - whole) <= whole * _NEAR


def _is_near(total: float, aim: float) -> bool | None:
    """Whether a sum is within 2 % of its aim; None where its error could decide."""
    apart = abs(total - aim) / (aim * _NEAR_AS_DOUBLE) if aim else 1.0
    return None if 1 - _CLOSE < apart < 1 + _CLOSE else apart < 1


_NEAR_AS_DOUBLE: Final = 0.02
_CLOSE: Final = 1e-6
_LEAST: Final = 1e-200
"""Below this a double has no longer all of its digits."""


def _exact(bounds: Bounds) -> Fraction | None:
    return bounds.low if bounds.is_exact else None


def _count(row: Occurrence) -> Fraction | None:
    return _exact(row.quantity) if row.has_quantity else None


def _used(row: Occurrence) -> Fraction | None:
    """How many of an assembly's own unit there are: what stands below it is in one of them, a gram or a dozen."""
    count = _count(row)
    return count if count is None or row.unit.factor == 1 else count / row.unit.factor


def _mass(row: Occurrence) -> Fraction | None:
    return None if row.mass is None else _exact(row.mass.bounds)


def _cost(row: Occurrence) -> Fraction | None:
    return _exact(row.prices[0].bounds) if len(row.prices) == 1 else None


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter not in " _-\n")
