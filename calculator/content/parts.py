"""What the lines below an item say of the whole of it: what they add up to, and what they leave of its mass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.content.amounts import NO_CONTENT, Content, sum_of_contents
from calculator.content.composition import Closure, Gap
from calculator.content.contribution import SubstanceContent
from calculator.content.declaration import missing_from
from calculator.content.material_needs import needs_of
from calculator.content.undisclosed import all_unknown, undisclosed
from calculator.content.valuation import Valuation
from calculator.model.bill import Bill, BillLine
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.numbers.bounds import Bounds
from calculator.numbers.rounding import is_rounding, rounding_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The components of an item together.

    ``sure`` are the rare earths that surely are in them; ``rest`` is what they leave open of the item, None where
    ``closure`` closes it.
    """

    known: Content
    sure: frozenset[str]
    rest: SubstanceContent | None
    closure: Closure
    gap: Gap = Gap.NOTHING
    missing: tuple[str, ...] = ()

    @property
    def is_closed(self) -> bool:
        """True where nothing else can be in the item."""
        return self.rest is None

    @property
    def content(self) -> Content:
        """What the item holds by its lines."""
        return self.known if self.rest is None else self.known + self.rest.content


@dataclass(frozen=True, slots=True, kw_only=True)
class MassAccount:
    """How far parts account for the mass of an item; ``left`` is what may be something else."""

    closure: Closure
    gap: Gap
    left: Bounds


def parts_of(
    item: Item,
    bill: Bill,
    contents: Mapping[str, Content],
    sure: Mapping[str, frozenset[str]],
    valuation: Valuation,
) -> Parts:
    """The components of one item, of which the contents are known already. Those of assemblies and products are taken as listed."""
    known = content_below(item, bill, contents)
    inside = sure_below(item.number, bill, sure)
    is_free = item.rare_earth_free and valuation.counted.is_of_rare_earth
    if item.item_class not in MADE_OF_RARE_EARTH or is_free:
        closure = Closure.MATERIAL if is_free else Closure.AS_LISTED
        if item.number not in bill.incomplete:
            return Parts(known=known, sure=inside, rest=None, closure=closure)
        # A line that could not be read may be anything.
        rest = all_unknown(item, item.mass.bounds, valuation.value_of(item).high, valuation)
        return Parts(
            known=known, sure=inside, rest=rest, closure=Closure.OPEN, gap=Gap.MASS_MISSING
        )
    needs = needs_of(item)
    missing = missing_from(inside, needs, valuation.counted)
    accounted = mass_accounted(item, bill)
    # A line that could not be placed may be one of them, whatever is said of those that were.
    is_listed = item.number not in bill.incomplete
    closure = _stated_or(accounted.closure, item, valuation) if is_listed else Closure.OPEN
    if closure is not Closure.OPEN and not missing:
        return Parts(known=known, sure=inside, rest=None, closure=closure)
    left = Bounds.up_to(item.mass.bounds) if missing else accounted.left
    return Parts(
        known=known,
        sure=inside,
        rest=undisclosed(item, left, valuation),
        closure=Closure.OPEN,
        gap=Gap.PARTS_UNFIT if missing else accounted.gap,
        missing=missing,
    )


def content_below(item: Item, bill: Bill, contents: Mapping[str, Content]) -> Content:
    """What the components of an item add up to; where it is listed with other parts, bounds that hold each list."""
    hull: Content | None = None
    for lines in bill.structures.get(item.number, ()):
        parts = [
            (part, line.quantity_per)
            for line in lines
            if (part := contents[line.component]) is not NO_CONTENT
        ]
        whole = sum_of_contents(parts) if parts else NO_CONTENT
        hull = whole if hull is None else hull.hull(whole)
    return hull or NO_CONTENT


def sure_below(number: str, bill: Bill, sure: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The rare earths that surely are in the components, in each of the lists that stand for each other."""
    versions = [
        frozenset[str]().union(
            *(sure[line.component] for line in lines if line.component in sure and line.is_there)
        )
        for lines in bill.structures.get(number, ())
    ]
    return frozenset.intersection(*versions) if versions else frozenset()


def _stated_or(closure: Closure, item: Item, valuation: Valuation) -> Closure:
    """Where their mass does not tell, somebody may have said that the lines are all of it."""
    if closure is not Closure.OPEN:
        return closure
    if valuation.facts.closing(item.number):
        return Closure.LINES_STATED
    if valuation.facts.assumptions.takes_as_complete(item.number):
        return Closure.LINES_ASSUMED
    return Closure.OPEN


def mass_accounted(item: Item, bill: Bill) -> MassAccount:
    """The remainder of an item's mass beside its parts (CLEARANCE, composition c); of lists that stand for each other the worst."""
    whole = item.mass.bounds
    if item.number in bill.incomplete:
        return MassAccount(closure=Closure.OPEN, gap=Gap.MASS_MISSING, left=Bounds.up_to(whole))
    return min(
        (_of_version(whole, lines, bill) for lines in bill.structures.get(item.number, ())),
        key=lambda accounted: (
            _WORST_FIRST.index(accounted.closure),
            accounted.left.high is not None,
            -(accounted.left.high or 0),
        ),
    )


_WORST_FIRST: Final = (Closure.OPEN, Closure.PARTS_ROUNDED, Closure.PARTS)


def _of_version(whole: Bounds, lines: Sequence[BillLine], bill: Bill) -> MassAccount:
    masses = [(line.quantity_per, bill.items[line.component].mass.bounds) for line in lines]
    together = Bounds.exactly(0)
    for quantity, mass in masses:
        together = together + quantity * mass
    left = whole.minus(together)
    if whole.high is None or together.high is None:
        return MassAccount(closure=Closure.OPEN, gap=Gap.MASS_MISSING, left=Bounds.up_to(left))
    if whole.high == whole.low == together.low == together.high:
        return MassAccount(closure=Closure.PARTS, gap=Gap.NOTHING, left=Bounds.exactly(0))
    written = [
        (Fraction(1), whole.low),
        *((quantity.low, mass.low) for quantity, mass in masses),
    ]
    most = rounding_of(written)
    if all(
        is_rounding(rest, whole.low, most)
        for rest in (whole.high - together.low, whole.low - together.high)
    ):
        return MassAccount(closure=Closure.PARTS_ROUNDED, gap=Gap.NOTHING, left=Bounds.exactly(0))
    if _without_scrap(lines, bill) <= whole.high < together.low:
        return MassAccount(closure=Closure.PARTS, gap=Gap.NOTHING, left=Bounds.exactly(0))
    if together.low > whole.high and not is_rounding(whole.high - together.low, whole.low, most):
        return MassAccount(closure=Closure.OPEN, gap=Gap.MASS_EXCEEDED, left=Bounds.up_to(whole))
    return MassAccount(closure=Closure.OPEN, gap=Gap.MASS_LEFT, left=Bounds.up_to(left))


def _without_scrap(lines: Sequence[BillLine], bill: Bill) -> Fraction:
    """The least that is in one unit where the quantities hold what is lost on the way."""
    return sum(
        (
            line.quantity_per.low
            * max(Fraction(0), 1 - line.scrap)
            * bill.items[line.component].mass.bounds.low
            for line in lines
        ),
        Fraction(0),
    )
