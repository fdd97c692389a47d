"""How things hold things: lines of a bill, explosion, where-used, and the order of levels.

Terms are those of APICS: component, parent, quantity per, low-level code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice
from operator import itemgetter
from typing import Final, NamedTuple

from calculator.model.item import Item
from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.exact_sums import sum_of_products
from calculator.numbers.units import Dimension


class BillLine(NamedTuple):
    """One line: ``quantity_per`` base units of ``component`` are in one base unit of ``parent``.

    ``scrap``: the share that is lost on the way; it is consumed and not contained.
    """

    parent: str
    component: str
    quantity_per: Bounds
    scrap: Fraction = Fraction(0)
    cells: tuple[Source, ...] = ()

    @property
    def is_there(self) -> bool:
        """True for some of a part, and for an amount that nobody can tell: the line lists it. False for none of it, or one not fitted."""
        return self.quantity_per.low > 0 or self.quantity_per.high is None


_COMPONENT: Final = itemgetter(BillLine._fields.index("component"))
_MATERIAL: Final = frozenset({Dimension.MASS, Dimension.VOLUME})


def _with_scrap(line: BillLine) -> BillLine:
    if not line.scrap:
        return line
    more = Bounds(1 + line.scrap, None if line.scrap >= 1 else 1 / (1 - line.scrap))
    return line._replace(quantity_per=line.quantity_per * more)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """Items and what they are made of.

    ``structures`` gives the lines of each parent; more than one where the file contradicts itself,
    and then the truth is one of them. ``incomplete`` names parents of which a line could not be read.
    """

    items: Mapping[str, Item]
    structures: Mapping[str, tuple[tuple[BillLine, ...], ...]]
    incomplete: frozenset[str] = field(default_factory=frozenset)

    def lines_of(self, number: str) -> tuple[BillLine, ...]:
        """All lines below ``number``, of every version of its structure."""
        return tuple(line for lines in self.structures.get(number, ()) for line in lines)

    def components_of(self, number: str) -> tuple[str, ...]:
        """The components of ``number``, each once."""
        return self._components.get(number, ())

    @cached_property
    def _components(self) -> dict[str, tuple[str, ...]]:
        return {
            number: tuple(
                dict.fromkeys(
                    map(_COMPONENT, versions[0] if len(versions) == 1 else chain(*versions))
                )
            )
            for number, versions in self.structures.items()
        }

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """The parents of each item that has any, each once."""
        # Most parts have one parent, and those of one parent share it.
        first: dict[str, tuple[str, ...]] = {}
        further: dict[str, list[str]] = {}
        for number, components in self._components.items():
            alone = (number,)
            for component in components:
                if first.setdefault(component, alone) is not alone:
                    further.setdefault(component, []).append(number)
        return first | {part: (*first[part], *more) for part, more in further.items()}

    @cached_property
    def products(self) -> tuple[str, ...]:
        """The items that are in no other item."""
        parents = self.parents
        return tuple([number for number in self.items if number not in parents])

    def is_article(self, number: str) -> bool:
        """True for what holds no other pieces: it keeps its shape when the product is taken apart.

        A material by weight or volume is part of the article that is made of it; where nothing is, it stands for itself.
        """
        if self._holds_pieces(number):
            return False
        if self.items[number].dimension not in _MATERIAL:
            return True
        above = self.parents.get(number, ())
        return not above or any(self._holds_pieces(parent) for parent in above)

    def _holds_pieces(self, number: str) -> bool:
        return any(
            self.items[line.component].dimension not in _MATERIAL for line in self.lines_of(number)
        )

    @cached_property
    def upwards(self) -> tuple[str, ...]:
        """Every item after all of its components (descending low-level code). No cycle may be left in the bill."""
        components, parents = self._components, self.parents
        waiting = {number: len(components.get(number, ())) for number in self.items}
        ready = [number for number, count in waiting.items() if not count]
        order: list[str] = []
        while ready:
            number = ready.pop()
            order.append(number)
            for parent in parents.get(number, ()):
                waiting[parent] -= 1
                if not waiting[parent]:
                    ready.append(parent)
        return tuple(order)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {number: index for index, number in enumerate(self.upwards)}

    @cached_property
    def _listed(self) -> dict[str, int]:
        return {number: index for index, number in enumerate(self.items)}

    def low_level_codes(self) -> dict[str, int]:
        """The deepest level at which each item is used; a product has 0.

        The level that material planning processes an item at (APICS: low-level code).
        """
        codes = dict.fromkeys(self.items, 0)
        for number in reversed(self.upwards):
            for component in self.components_of(number):
                codes[component] = max(codes[component], codes[number] + 1)
        return codes

    def below(self, number: str) -> Bill:
        """The part of the bill that is at and below an item, which is its product."""
        kept = self.inside(number)
        structures = {
            parent: self.structures[parent] for parent in kept if parent in self.structures
        }
        return replace(
            self,
            items={parent: self.items[parent] for parent in self.items if parent in kept},
            structures=structures,
            incomplete=self.incomplete & kept.keys(),
        )

    def consumed(self) -> Bill:
        """The bill with what is consumed for one parent instead of what is in it; itself where no line has scrap.

        A scrap of s is added to the quantity by some systems (1 + s) and taken from it by others (1 / (1 - s)): bounds hold both.
        """
        if not any(line.scrap for number in self.structures for line in self.lines_of(number)):
            return self
        structures = {
            number: tuple(tuple(_with_scrap(line) for line in lines) for lines in versions)
            for number, versions in self.structures.items()
        }
        return replace(self, structures=structures)

    def inside(self, number: str) -> dict[str, Bounds]:
        """Total quantity of every item in one unit of ``number``, itself included, over all paths.

        Costs one pass over the items below, however many paths lead to them. Where the file gives several
        structures of a parent, the bounds hold each.
        """
        totals: dict[str, Bounds] = {number: Bounds.exactly(1)}
        for parent in self.downwards_from(number):
            for component, per in self.quantities_per(parent).items():
                part = totals[parent] * per
                totals[component] = totals[component] + part if component in totals else part
        return totals

    def rolled_up(self, values: Mapping[str, Bounds]) -> dict[str, Bounds]:
        """What ``values``, stated for one unit of some items, add up to in one unit of every item above one; its own is not in it.

        The same as ``values`` over the totals of ``inside``, for all items in one pass upwards.
        """
        totals = dict(values)
        below: dict[str, Bounds] = {}
        for number in sorted(self.ancestors_of(set(values)), key=self._position.__getitem__):
            below[number] = sum_of_products(
                [
                    (per, totals[part])
                    for part, per in self.quantities_per(number).items()
                    if part in totals
                ]
            )
            totals[number] = totals[number] + below[number] if number in totals else below[number]
        return below

    def quantities_per(self, parent: str) -> Mapping[str, Bounds]:
        """Quantity of each direct component in one unit of ``parent``; bounds over contradicting structures."""
        kept_sums = self._per.get(parent)
        if kept_sums is None:
            kept_sums = self._per[parent] = self._add_up(parent)
        return kept_sums

    @cached_property
    def _per(self) -> dict[str, Mapping[str, Bounds]]:
        return {}

    def _add_up(self, parent: str) -> dict[str, Bounds]:
        totals: dict[str, Bounds] | None = None
        for lines in self.structures.get(parent, ()):
            sums: dict[str, Bounds] = {}
            for line in lines:
                sums[line.component] = (
                    sums[line.component] + line.quantity_per
                    if line.component in sums
                    else line.quantity_per
                )
            if totals is None:
                totals = sums
                continue
            nothing = Bounds.exactly(0)
            totals = {
                number: totals.get(number, nothing).hull(sums.get(number, nothing))
                for number in dict.fromkeys((*totals, *sums))
            }
        return totals or {}

    def path_to(self, number: str, component: str) -> tuple[str, ...]:
        """One shortest path from ``number`` down to ``component``, both included."""
        came_from: dict[str, str] = {number: ""}
        frontier = [number]
        while frontier and component not in came_from:
            following: list[str] = []
            for parent in frontier:
                for child in self.components_of(parent):
                    if child not in came_from:
                        came_from[child] = parent
                        following.append(child)
            frontier = following
        path: list[str] = []
        step = component
        while step:
            path.append(step)
            step = came_from.get(step, "")
        return tuple(reversed(path))

    def where_used(self, number: str, limit: int) -> tuple[tuple[tuple[str, ...], Bounds], ...]:
        """The first ``limit`` paths from products down to ``number``, each with the quantity along it."""
        return tuple(islice(self._paths_up(number), limit))

    def used_in_products(self, number: str) -> dict[str, tuple[Bounds, int]]:
        """For every product: total quantity of ``number`` in one of it, and the number of paths. No path is walked."""
        alone = self._in_one_product(number)
        if alone is not None:
            return alone
        above = self.ancestors_of({number})
        counts = {number: 1}
        parts: dict[str, list[tuple[Bounds, Bounds]]] = {}
        totals: dict[str, Bounds] = {}
        # Each item adds itself to its parents, so that a parent's other components cost nothing.
        for part in (number, *sorted(above, key=self._position.__getitem__)):
            total = sum_of_products(parts[part]) if part in parts else Bounds.exactly(1)
            totals[part] = total
            # A path is a chain of parents; two lines of one component in one parent are one step with their sum.
            for parent in self.parents.get(part, ()):
                counts[parent] = counts.get(parent, 0) + counts[part]
                per = self.quantities_per(parent)[part]
                parts.setdefault(parent, []).append((per, total))
        products = sorted(
            (one for one in totals if one not in self.parents), key=self._listed.__getitem__
        )
        return {product: (totals[product], counts[product]) for product in products}

    def _in_one_product(self, number: str) -> dict[str, tuple[Bounds, int]] | None:
        """The same for an item with one parent, which has one, up to the product; None where a way divides."""
        total = Bounds.exactly(1)
        while parents := self.parents.get(number, ()):
            if len(parents) > 1:
                return None
            total = self.quantities_per(parents[0])[number] * total
            number = parents[0]
        return {number: (total, 1)}

    def _paths_up(self, number: str) -> Iterator[tuple[tuple[str, ...], Bounds]]:
        stack: list[tuple[tuple[str, ...], Bounds]] = [((number,), Bounds.exactly(1))]
        while stack:
            path, quantity = stack.pop()
            parents = self.parents.get(path[0], ())
            if not parents:
                yield path, quantity
            stack.extend(
                ((parent, *path), quantity * self.quantities_per(parent)[path[0]])
                for parent in reversed(parents)
            )

    def downwards_from(self, number: str) -> list[str]:
        """``number`` and every item inside it, each after all of its parents."""
        seen = {number}
        stack = [number]
        while stack:
            for component in self.components_of(stack.pop()):
                if component not in seen:
                    seen.add(component)
                    stack.append(component)
        return sorted(seen, key=self._position.__getitem__, reverse=True)

    def ancestors_of(self, numbers: set[str]) -> set[str]:
        """Every item above one of ``numbers``, these not included unless one is above another."""
        ancestors: set[str] = set()
        stack = list(numbers)
        while stack:
            for parent in self.parents.get(stack.pop(), ()):
                if parent not in ancestors:
                    ancestors.add(parent)
                    stack.append(parent)
        return ancestors


def without_cycles(bill: Bill) -> tuple[Bill, tuple[Problem, ...]]:
    """The bill with every line that closes a cycle taken out, and an error for each that gives its path.

    Nothing can hold itself: the content of every item on such a path is unknown, so the parent of a
    line that was taken out is marked incomplete.
    """
    if len(bill.upwards) == len(bill.items):
        return bill, ()
    problems: list[Problem] = []
    cut: set[tuple[str, str]] = set()
    state: dict[str, int] = {}
    for root in bill.items:
        if root in state or root not in bill.structures:
            continue
        path = [root]
        stack: list[tuple[str, Iterator[str]]] = [(root, iter(bill.components_of(root)))]
        state[root] = 1
        while stack:
            number, components = stack[-1]
            component = next(components, None)
            if component is None:
                state[number] = 2
                path.pop()
                stack.pop()
            elif state.get(component) == 1:
                cut.add((number, component))
                problems.append(_cycle(bill, [*path[path.index(component) :], component]))
            elif component in state:
                continue
            elif component not in bill.structures:
                state[component] = 2
            else:
                state[component] = 1
                path.append(component)
                stack.append((component, iter(bill.components_of(component))))
    if not cut:
        return bill, ()
    structures = {
        parent: tuple(
            tuple(line for line in lines if (parent, line.component) not in cut)
            for lines in versions
        )
        for parent, versions in bill.structures.items()
    }
    return (
        Bill(
            items=bill.items,
            structures=structures,
            incomplete=bill.incomplete | {parent for parent, _ in cut},
        ),
        tuple(problems),
    )


def _cycle(bill: Bill, path: list[str]) -> Problem:
    cells = [
        line.cells[0]
        for line in bill.lines_of(path[-2])
        if line.component == path[-1] and line.cells
    ]
    shown = " > ".join(path if len(path) <= 12 else [*path[:6], "...", *path[-5:]])
    return error(
        "cycle",
        f"{path[-1]} holds itself: {shown}; the last line was left out and the content of these items is unknown. "
        "Correct the level or the part number",
        *cells[:1],
    )
