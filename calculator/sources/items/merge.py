"""Occurrences into a bill: which item holds which. The same part number anywhere is the same item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, count
from operator import attrgetter
from typing import Any, Final

from calculator.model.bill import Bill, BillLine, without_cycles
from calculator.model.item import Item, ItemClass
from calculator.model.problem import Problem, error, note, warning
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.numbers.counted import counted
from calculator.numbers.units import Dimension
from calculator.recognition.classify import names_magnet
from calculator.reference.cell_words import cell_words
from calculator.sources.items.class_doubts import doubts_of, statements_of
from calculator.sources.items.merged_item import MAGNETIC, items_of
from calculator.sources.items.orphans import with_strays
from calculator.sources.items.placement import Placement, Quantities
from calculator.sources.items.spellings import unite_spellings
from calculator.sources.rows.occurrence import Occurrence
from calculator.sources.rows.shape import Placed


def merge(placements: Sequence[Placement]) -> tuple[Bill, tuple[Problem, ...]]:
    """One bill of all tables' rows, without circles."""
    problems: list[Problem] = [*unite_spellings(placements)]
    of_item: dict[str, list[Occurrence]] = {}
    for placement in placements:
        for row in placement.rows:
            of_item.setdefault(row.number, []).append(row)
    frame = _Frame(items=items_of(of_item, problems), problems=problems)
    for placement in placements:
        frame.hang(placement)
    settled = {
        parent: _distinct(parent, versions, problems)
        for parent, versions in frame.structures.items()
    }
    bill = Bill(
        items=frame.items,
        structures=settled | frame.choices,
        incomplete=frozenset(frame.incomplete),
    )
    # Classes are settled on a bill without circles: in one, every magnet would hold another and none would be one.
    bill, cycles = without_cycles(bill)
    bill, strays = with_strays(_reclassified(bill), placements)
    problems += strays
    problems += [problem for item in bill.items.values() for problem in doubts_of(item)]
    problems += statements_of(bill)
    return bill, (*problems, *cycles)


# --------------------------------------------------------------------------- structure


@dataclass(kw_only=True)
class _Frame:
    """What gathers while rows are hung below their parents."""

    items: dict[str, Item]
    problems: list[Problem]
    structures: dict[str, list[tuple[BillLine, ...]]] = field(default_factory=dict)
    choices: dict[str, tuple[tuple[BillLine, ...], ...]] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)

    def hang(self, placement: Placement) -> None:
        """Hang every row below its parent; rows below one occurrence of a parent are one version of its structure."""
        rows = placement.rows
        self.incomplete.update(rows[row].number for row in placement.doubtful)
        hung: list[int] = []
        quantities: list[Bounds] = []
        in_own_unit = self._in_own_unit(placement)
        for index, (row, where) in enumerate(zip(rows, placement.placed, strict=True)):
            if where.lost or where.jumped:
                self._tell_place(placement, row, where)
            parent = where.parent
            if parent is not None:
                hung.append(index)
                quantities.append(
                    row.quantity
                    if in_own_unit[index] and in_own_unit[parent] and row.has_quantity
                    else self._quantity(placement, index, parent)
                )
        parents = [placement.placed[index].parent or 0 for index in hung]
        components = [rows[index] for index in hung]
        lines = map(
            _LINE,
            zip(
                [rows[parent].number for parent in parents],
                map(attrgetter("number"), components),
                quantities,
                map(attrgetter("scrap"), components),
                map(attrgetter("source", "quantity_cell"), components),
                strict=True,
            ),
        )
        below: dict[int, list[BillLine]] = {}
        groups: dict[int, dict[int, str]] = {}
        for parent, row, line in zip(parents, components, lines, strict=True):
            siblings = below.setdefault(parent, [])
            if row.alternate:
                groups.setdefault(parent, {})[len(siblings)] = row.alternate
            siblings.append(line)
        for parent, of_parent in below.items():
            chosen = (
                self._with_choices(of_parent, groups[parent]) if parent in groups else of_parent
            )
            self.structures.setdefault(rows[parent].number, []).append(tuple(chosen))

    def _in_own_unit(self, placement: Placement) -> list[bool]:
        """True for each row whose quantities, and those of the rows below it, are in the very unit of its item, per parent."""
        if placement.quantities is not Quantities.PER_PARENT:
            return [False] * len(placement.rows)
        items = self.items
        is_counted_alike = {
            id(unit): unit.factor == 1
            for unit in {id(row.unit): row.unit for row in placement.rows}.values()
        }
        return [
            is_counted_alike[id(row.unit)] and row.unit.dimension is items[row.number].dimension
            for row in placement.rows
        ]

    def _tell_place(self, placement: Placement, row: Occurrence, where: Placed) -> None:
        """What cannot be known because a row has no level, or jumps over one."""
        rows = placement.rows
        if where.lost:
            self.incomplete.update(rows[above].number for above in where.open_above)
            self.problems.append(
                error(
                    "level-missing",
                    f"{row.number} has no level that can be read: which item holds it is unknown. Fill in the level",
                    row.source,
                )
            )
        if where.jumped:
            self.problems.append(
                warning(
                    "level-jump",
                    f"{row.number} is more than one level below {rows[where.parent or 0].number}; it was taken as its component. Check the levels",
                    row.source,
                )
            )
            self.incomplete.update(self._tested_above(placement, where.parent))

    def _tested_above(self, placement: Placement, row: int | None) -> Iterable[str]:
        """The magnets and targets at and above a row: of a part that jumped over a level nobody knows whether it is in one or is all of it."""
        while row is not None:
            number = placement.rows[row].number
            if self.items[number].item_class in MAGNETIC:
                yield number
            row = placement.placed[row].parent

    def _quantity(self, placement: Placement, index: int, parent: int) -> Bounds:
        """The quantity of a row in one base unit of its parent; where nobody can tell what it counts, bounds that hold both."""
        row, above = placement.rows[index], placement.rows[parent]
        if not row.has_quantity:
            self.problems.append(
                warning(
                    "quantity-missing",
                    f"{row.number} has no quantity: how much of it is in {above.number} is unknown. Fill it in",
                    row.quantity_cell,
                )
            )
        quantity = _in_units_of(self.items[row.number], row, row.quantity, self.problems)
        holder = self.items[above.number]
        is_top = placement.placed[parent].parent is None
        if placement.quantities is Quantities.CUMULATIVE and not is_top:
            return quantity.divided_by(_in_units_of(holder, above, above.quantity, self.problems))
        # What stands below a row is in one of the unit of that row: in a gram, in a dozen.
        base_unit = _ONE if above.unit.factor == 1 else Bounds.exactly(above.unit.factor)
        per_parent = quantity.divided_by(_in_units_of(holder, above, base_unit, self.problems))
        if placement.quantities is Quantities.PER_PARENT or (is_top and not above.has_quantity):
            return per_parent
        # Of a list of several of one product nobody can tell whether its totals are of one or of all of them.
        return quantity.divided_by(_in_units_of(holder, above, above.quantity, self.problems)).hull(
            per_parent
        )

    def _with_choices(self, lines: list[BillLine], groups: dict[int, str]) -> list[BillLine]:
        """Alternates are an item of their own, of which each alternate is one structure: its bounds hold every choice.

        A word such as "yes" or "alt" makes a row an alternate of the row above; anything else names a group.
        """
        members: dict[str, list[int]] = {}
        last = ""
        for index in range(len(lines)):
            word = groups.get(index, "")
            if not word:
                last = f"row {index}"
                members[last] = [index]
            elif word.casefold() in cell_words().alternate:
                members.setdefault(last or f"row {index}", []).append(index)
            else:
                last = f"group {word}"
                members.setdefault(last, []).append(index)
        kept: list[BillLine] = []
        for indices in members.values():
            if len(indices) == 1:
                kept.append(lines[indices[0]])
                continue
            options = [lines[index] for index in indices]
            if len(options) > _MOST_ALTERNATES:
                # So many that a structure for each would cost their square: each may or may not be there.
                kept += [
                    line._replace(quantity_per=Bounds.up_to(line.quantity_per)) for line in options
                ]
                self.problems.append(
                    note(
                        "alternates",
                        f"{counted(len(options), 'alternate')} in {options[0].parent}, of which one is used; each may be there or not",
                        *options[0].cells[:1],
                    )
                )
                continue
            number = self._choice_of(options)
            cells = tuple(cell for line in options for cell in line.cells[:1])
            self.problems.append(
                note(
                    "alternates",
                    f"{number}: alternates in {options[0].parent}, of which one is used; bounds hold each",
                    *cells,
                )
            )
            self.items.setdefault(
                number,
                Item(
                    number=number,
                    description="one of these alternates",
                    item_class=ItemClass.ASSEMBLY,
                    class_stated=True,
                    cells=cells[:1],
                ),
            )
            kept.append(
                BillLine(
                    parent=options[0].parent,
                    component=number,
                    quantity_per=Bounds.exactly(1),
                    cells=options[0].cells,
                )
            )
        return kept

    def _choice_of(self, options: list[BillLine]) -> str:
        """The item of which each of the lines is one structure. The same parts in other quantities are another choice."""
        members = " or ".join(dict.fromkeys(line.component for line in options))[:200]
        for number in chain(
            (members, f"{members} in {options[0].parent}"),
            (f"{members} ({index})" for index in count(2)),
        ):
            if number not in self.items:
                self.choices[number] = tuple((line._replace(parent=number),) for line in options)
                return number
            listed = [
                (line.component, line.quantity_per, line.scrap)
                for (line,) in self.choices.get(number, ())
            ]
            if listed == [(line.component, line.quantity_per, line.scrap) for line in options]:
                return number
        raise AssertionError


_LINE: Final[Callable[[Iterable[Any]], BillLine]] = partial(tuple.__new__, BillLine)
"""What ``BillLine._make`` does, without a call in Python for each."""
_MOST_ALTERNATES: Final = 20
_ONE: Final = Bounds.exactly(1)


def _in_units_of(item: Item, row: Occurrence, quantity: Bounds, problems: list[Problem]) -> Bounds:
    """A quantity in base units of the row's dimension, in the item's own base unit."""
    if row.unit.dimension is item.dimension:
        return quantity
    if row.unit.dimension is Dimension.MASS and item.mass.bounds.low > 0:
        return quantity.divided_by(item.mass.bounds)
    if item.dimension is Dimension.MASS and row.mass is not None:
        return quantity * row.mass.bounds
    problems.append(
        warning(
            "unit-conflict",
            f"{item.number} is counted in {item.dimension.value} elsewhere and in {row.unit.symbol} here, and its unit mass is unknown: this quantity is unknown",
            row.quantity_cell,
        )
    )
    return UNKNOWN


def _distinct(
    parent: str, versions: list[tuple[BillLine, ...]], problems: list[Problem]
) -> tuple[tuple[BillLine, ...], ...]:
    """The versions of a structure that differ; more than one is a contradiction."""
    if len(versions) == 1:
        return (versions[0],)
    seen: dict[frozenset[tuple[str, Bounds]], tuple[BillLine, ...]] = {}
    for lines in versions:
        sums: dict[str, Bounds] = {}
        for line in lines:
            sums[line.component] = (
                sums[line.component] + line.quantity_per
                if line.component in sums
                else line.quantity_per
            )
        seen.setdefault(frozenset(sums.items()), lines)
    structures = tuple(seen.values())
    if len(structures) > 1:
        cells = [line.cells[0] for lines in structures for line in lines[:1]]
        problems.append(
            warning(
                "conflicting-structure",
                f"{parent} is broken down in {len(structures)} different ways; bounds that hold each were used. Correct the rows",
                *cells,
            )
        )
    return structures


def _reclassified(bill: Bill) -> Bill:
    """An item that only its words made a magnet or target, and that holds one beside other pieces, is an assembly."""
    changed = {
        number: replace(
            item,
            item_class=ItemClass.ASSEMBLY,
            reason=f"{item.reason}, but it holds one as a component",
        )
        for number, item in bill.items.items()
        if item.item_class in MAGNETIC
        and not item.class_stated
        and _is_assembly(item, [bill.items[part] for part in bill.components_of(number)])
    }
    return replace(bill, items={**bill.items, **changed}) if changed else bill


def _is_assembly(item: Item, parts: Sequence[Item]) -> bool:
    """False for what is called a magnet, and for what holds none but magnets and materials: a coated magnet is one, whatever its blank is."""
    if all(part.item_class not in MAGNETIC for part in parts):
        return False
    if any(names_magnet(text) for text in (item.description, item.number)):
        return False
    return any(
        part.item_class not in (*MAGNETIC, ItemClass.LISTED_MATERIAL)
        and part.dimension is Dimension.COUNT
        for part in parts
    )
