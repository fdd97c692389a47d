"""All that is stated about the whole of one item, held against each other: what is left where it can be true together, else all of it.

Two declarations, or a declaration and the components, are statements about one thing (CLEARANCE, statements). Their order
says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from calculator.content.amounts import UNBOUNDED, Content
from calculator.content.composition import Closure
from calculator.content.contribution import SubstanceContent
from calculator.content.declaration import Declaration
from calculator.content.parts import Parts
from calculator.numbers.bounds import Bounds, differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One item by its declarations and by its parts, as far as there are any.

    ``in_conflict`` are the declarations that contradict another one; ``against_parts`` is True where the parts contradict
    what is declared.
    """

    declarations: tuple[Declaration, ...]
    parts: Parts | None
    content: Content
    in_conflict: frozenset[int]
    against_parts: bool

    @property
    def is_contradicted(self) -> bool:
        """True where what is stated cannot all be true."""
        return bool(self.in_conflict) or self.against_parts

    @property
    def is_closed(self) -> bool:
        """True where nothing else can be in the item."""
        statements = (*self.declarations, *((self.parts,) if self.parts else ()))
        if self.is_contradicted:
            return all(statement.is_closed for statement in statements)
        return any(statement.is_closed for statement in statements)

    @property
    def sure(self) -> frozenset[str]:
        """The rare earths that surely are in the item, whichever of its statements is true."""
        sure_parts = [declaration.sure for declaration in self.declarations]
        if self.parts is not None:
            sure_parts.append(self.parts.sure)
        if not sure_parts:
            return frozenset()
        return (
            frozenset.intersection(*sure_parts)
            if self.is_contradicted
            else frozenset[str]().union(*sure_parts)
        )


def whole_of(
    declarations: tuple[Declaration, ...], parts: Parts | None, counted: frozenset[str]
) -> Whole:
    """The content that all statements on an item leave; there is one at least. ``counted`` are the elements that the rule counts."""
    in_conflict = frozenset(
        index
        for (first, declaration), (second, other) in combinations(enumerate(declarations), 2)
        if not _can_both_hold(declaration, other, counted)
        for index in (first, second)
    )
    declared = _declared(declarations, in_conflict)
    if parts is None or declared is None:
        content = declared if parts is None else parts.content
        assert content is not None  # noqa: S101  # there is one statement at least
        return Whole(
            declarations=declarations,
            parts=parts,
            content=content,
            in_conflict=in_conflict,
            against_parts=False,
        )
    against_parts = any(_contradict(declaration, parts, counted) for declaration in declarations)
    content = (
        declared.hull(parts.content)
        if against_parts
        else _with_parts(
            declared, parts, is_closed=any(stated.is_closed for stated in declarations)
        )
    )
    return Whole(
        declarations=declarations,
        parts=parts,
        content=content,
        in_conflict=in_conflict,
        against_parts=against_parts,
    )


# --------------------------------------------------------------------------- declarations


def _declared(declarations: Sequence[Declaration], in_conflict: frozenset[int]) -> Content | None:
    """What those that agree leave together with the hull of those that do not."""
    contents = [declaration.content for declaration in declarations]
    hull: Content | None = None
    for index in sorted(in_conflict):
        hull = contents[index] if hull is None else hull.hull(contents[index])
    agreeing = [content for index, content in enumerate(contents) if index not in in_conflict]
    for content in agreeing:
        hull = content if hull is None else hull.both(content)
    return hull


def _can_both_hold(declaration: Declaration, other: Declaration, counted: frozenset[str]) -> bool:
    return (
        not _lacks(declaration, other.sure, counted)
        and not _lacks(other, declaration.sure, counted)
        and not _differ_in_a_substance(declaration, other)
        and not _cannot_be(declaration, other)
    )


def _lacks(declaration: Declaration, sure: frozenset[str], counted: frozenset[str]) -> bool:
    """True where what is said to be all does not name a counted rare earth that is there, or names none at all where some is."""
    if not declaration.is_closed:
        return False
    if sure & counted - declaration.named:
        return True
    # That the counted ones are absent says nothing of others.
    return bool(sure and not declaration.named and declaration.closure is not Closure.ABSENT)


def _differ_in_a_substance(declaration: Declaration, other: Declaration) -> bool:
    """True where two say of one rare earth how much of it there is and cannot both be right."""
    masses, others = _by_element(declaration.contributions), _by_element(other.contributions)
    return any(differ(masses[element], others[element]) for element in masses.keys() & others)


def _by_element(contributions: Sequence[SubstanceContent]) -> dict[str, Bounds]:
    masses: dict[str, Bounds] = {}
    for contribution in contributions:
        for element, share in contribution.substance.shares:
            mass = contribution.mass * share
            masses[element] = masses[element] + mass if element in masses else mass
    return masses


def _cannot_be(declaration: Declaration, other: Declaration) -> bool:
    tells_all = _tells_all_earth(declaration) and _tells_all_earth(other)
    figures = _figures(declaration.content, other.content, tells_all=tells_all)
    return any(differ(first, second) for first, second in figures)


def _tells_all_earth(declaration: Declaration) -> bool:
    """False where only the counted rare earths are declared, as absent: of neodymium that says nothing."""
    return declaration.closure is not Closure.ABSENT


def _figures(
    content: Content, other: Content, *, tells_all: bool
) -> Iterator[tuple[Bounds, Bounds]]:
    """The figures that can be held against each other."""
    yield content.value, other.value
    yield content.listed, other.listed
    if tells_all:
        yield content.rare_earth, other.rare_earth


# --------------------------------------------------------------------------- parts


def _contradict(declaration: Declaration, parts: Parts, counted: frozenset[str]) -> bool:
    """True where parts hold what a declaration lacks, or more of it, or are all there is and hold less.

    Parts without rare earth contradict nothing, whatever they weigh: a label, a coating, a backing plate.
    """
    declared, known = declaration.content, parts.known
    tells_all = _tells_all_earth(declaration)
    if _lacks(declaration, parts.sure, counted) or _is_above(known, declared, tells_all=tells_all):
        return True
    return (
        parts.is_closed
        and bool(parts.sure)
        and _is_above(declared, parts.content, tells_all=tells_all)
    )


def _is_above(content: Content, other: Content, *, tells_all: bool) -> bool:
    """True where the least of the one is more than the most of the other, apart from rounding."""
    return any(
        more.low > less.low and differ(more, less)
        for more, less in _figures(content, other, tells_all=tells_all)
    )


def _with_parts(declared: Content, parts: Parts, *, is_closed: bool) -> Content:
    """What is declared, and not less than what is in the parts; where that is left open, not more than they allow."""
    is_bounded = parts.is_closed and bool(parts.sure) if is_closed else True
    most = parts.content if is_bounded else UNBOUNDED
    return Content(
        value=_between(declared.value, parts.known.value, most.value),
        listed=_between(declared.listed, parts.known.listed, most.listed),
        rare_earth=_between(declared.rare_earth, parts.known.rare_earth, most.rare_earth),
    )


def _between(declared: Bounds, parts: Bounds, most: Bounds) -> Bounds:
    low = max(declared.low, parts.low)
    high = declared.high
    if most.high is not None and most.high >= low:
        high = most.high if high is None else min(high, most.high)
    return Bounds(low, None if high is None else max(low, high))
