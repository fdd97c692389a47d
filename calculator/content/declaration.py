"""What one statement declares of an item: the substances that it names, and whether it leaves anything open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from calculator.content.amounts import Content
from calculator.content.composition import Closure, Gap
from calculator.content.contribution import SubstanceContent, total
from calculator.content.counting import Counted
from calculator.content.disclosure import contradicted, surely_disclosed, undisclosed_mass
from calculator.content.material_needs import BASES, HEAVIES, MaterialNeeds
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import Evidence, Item
from calculator.model.substances import SOME_RARE_EARTH, Form
from calculator.numbers.bounds import ZERO, Bounds
from calculator.numbers.rounding import is_rounding, rounding_of


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """One statement about the whole of an item.

    ``sure`` are the rare earths that it says are in it, ``named`` those that it names at all but at nothing; ``rest`` is what
    it leaves open, None where ``closure`` closes it.
    """

    rows: tuple[ContentRow, ...]
    contributions: tuple[SubstanceContent, ...]
    rest: SubstanceContent | None
    closure: Closure
    gap: Gap
    sure: frozenset[str]
    named: frozenset[str]
    missing: tuple[str, ...] = ()
    lacks_base: bool = False

    @property
    def is_closed(self) -> bool:
        """True where nothing else can be in the item."""
        return self.rest is None

    @property
    def all_contributions(self) -> tuple[SubstanceContent, ...]:
        """What is named, and what is left open."""
        return self.contributions if self.rest is None else (*self.contributions, self.rest)

    @cached_property
    def content(self) -> Content:
        """What the item holds if the statement is true."""
        return total(self.all_contributions)

    @property
    def closing_rows(self) -> tuple[ContentRow, ...]:
        """The rows that say that nothing else is in it; all of them where their sum does."""
        full = tuple(row for row in self.rows if row.disclosure is not Disclosure.PARTIAL)
        return full or self.rows

    @property
    def evidence(self) -> Evidence | None:
        """The weakest grade of what closes it."""
        return max(
            (row.evidence for row in self.closing_rows),
            key=lambda grade: grade.rank,
            default=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Whether a statement leaves nothing open: by what, else why not; and what its material would need."""

    closure: Closure
    gap: Gap = Gap.NOTHING
    left: Bounds = ZERO
    """Kilograms that nobody disclosed, where it is open."""
    missing: tuple[str, ...] = ()
    lacks_base: bool = False


def closing_of(
    item: Item,
    rows: Sequence[ContentRow],
    needs: MaterialNeeds,
    facts: Facts,
    counted: Counted,
) -> Closing:
    """How far the rows of one statement are all that is in the item, under what a rule counts; those of a later day close nothing."""
    rows = [row for row in rows if not row.is_dated_after(facts.on)]
    left = undisclosed_mass(item, rows, facts)
    closure = _closure(item, rows, left, needs, facts, counted)
    if closure is Closure.OPEN:
        return Closing(closure=closure, gap=Gap.NOT_FULL, left=left)
    named = named_in(rows, facts)
    sure = sure_in(item, rows, facts, needs)
    missing = () if closure is Closure.ABSENT else missing_from(sure, needs, counted)
    if needs.has_base and named & BASES and not sure & BASES and counted.is_of_rare_earth:
        # The figures are of something else than one unit of the item: per piece, where the bill counts kilograms.
        missing = tuple(sorted(named & BASES))
    if missing and not _every_counted_is_absent(rows, needs, facts, counted):
        # What does not fit is not believed to be all: any of the item may be something else.
        return Closing(
            closure=Closure.OPEN,
            gap=Gap.UNFIT,
            left=Bounds.up_to(item.mass.bounds),
            missing=missing,
        )
    return Closing(
        closure=closure,
        # Who answers for the counted elements alone was not asked for the base.
        lacks_base=closure is not Closure.ABSENT
        and needs.has_base
        and bool(named)
        and not named & (BASES | {SOME_RARE_EARTH}),
    )


def _closure(
    item: Item,
    rows: Sequence[ContentRow],
    left: Bounds,
    needs: MaterialNeeds,
    facts: Facts,
    counted: Counted,
) -> Closure:
    doubted = contradicted(rows)
    holding = [row for row in rows if facts.holds(row) and row not in doubted]
    if any(row.disclosure is Disclosure.ALL for row in holding):
        return Closure.EVERY_SUBSTANCE
    if counted.is_of_rare_earth and any(row.disclosure is Disclosure.RARE_EARTH for row in holding):
        return Closure.FULL
    if left.is_zero:
        return Closure.SHARES
    if _every_counted_is_absent(rows, needs, facts, counted):
        return Closure.ABSENT
    return Closure.SHARES_ROUNDED if _is_rounding(item, holding, facts) else Closure.OPEN


def _every_counted_is_absent(
    rows: Iterable[ContentRow], needs: MaterialNeeds, facts: Facts, counted: Counted
) -> bool:
    """True where each counted element is declared absent and the material need hold none of them."""
    if not counted.is_of_rare_earth or not counted.substances.elements:
        return False
    absent: set[str] = set()
    for row in rows:
        if facts.holds(row):
            absent |= row.rules_out
            if row.states_absence and row.substance.form is Form.UNKNOWN:
                absent.update(row.substance.elements)
    held = set(needs.elements) | (HEAVIES if needs.has_heavy else set())
    return counted.substances.elements <= absent and not absent & held


def missing_from(sure: frozenset[str], needs: MaterialNeeds, counted: Counted) -> tuple[str, ...]:
    """What the material must hold, the rule counts and nothing names; ``?`` where it must hold some rare earth and none is named."""
    if not counted.is_of_rare_earth:
        return ()
    counts = counted.substances.elements
    missing = tuple(
        element for element in needs.elements if element in counts and element not in sure
    )
    if missing:
        return missing
    if needs.has_heavy and counts & HEAVIES and not sure & (HEAVIES | {SOME_RARE_EARTH}):
        return tuple(sorted(counts & HEAVIES))
    is_base_counted = needs.has_base and counts & BASES
    if is_base_counted and not sure & (BASES | {SOME_RARE_EARTH}):
        return tuple(sorted(BASES))
    return (SOME_RARE_EARTH,) if needs.some_rare_earth and not sure else ()


def named_in(rows: Iterable[ContentRow], facts: Facts) -> frozenset[str]:
    """The rare earths that rows in force name, however little of them, but not at nothing."""
    return frozenset(
        element
        for row in rows
        if row.names_rare_earth and facts.holds(row)
        for element in row.substance.elements
    )


def sure_in(
    item: Item, rows: Iterable[ContentRow], facts: Facts, needs: MaterialNeeds | None = None
) -> frozenset[str]:
    """The rare earths that rows in force say are in the item, and not in less than its material plausibly holds."""
    return frozenset(
        element
        for row in rows
        if row.names_rare_earth and facts.holds(row) and row.is_sure
        for element in row.substance.elements
        if needs is None or _is_plausible(item, row, needs.least_of(element))
    )


def _is_plausible(item: Item, row: ContentRow, least: Fraction | None) -> bool:
    share = row.share
    if share is None and row.mass is not None and item.mass.bounds.low > 0:
        share = row.mass.divided_by(item.mass.bounds)
    return least is None or share is None or share.high is None or share.high >= least


def _is_rounding(item: Item, rows: Sequence[ContentRow], facts: Facts) -> bool:
    """True where shares of wt% leave no more than the digits in which they are written."""
    percentages = [row.share for row in rows if row.share is not None]
    if not percentages or not all(share.is_exact for share in percentages):
        return False
    shares, masses = surely_disclosed(item, rows, facts)
    written = [(Fraction(1), share.low * 100) for share in percentages]
    return not masses and is_rounding((1 - shares) * 100, Fraction(100), rounding_of(written))
