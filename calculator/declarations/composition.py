"""What each product of a bill is made of, material by material, as a declaration of class D lists it (IPC-1752).

Every item without parts, and every item of which a fact says what is in it, is one material with its mass in the product.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.assessment import Assessment
from calculator.content.material_needs import needs_of
from calculator.content.statements import mass_named, rows_by_statement
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import Item
from calculator.model.substances import NOTHING, UNDISCLOSED
from calculator.numbers.bounds import ZERO, Bounds
from calculator.numbers.rounding import MOST_OF_WHOLE

OTHERS: Final = "Other substances, declared to hold no rare earth"
NOT_DECLARED: Final = "Not declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedSubstance:
    """A substance by the key that lists know it by, with its kilograms in one product."""

    name: str
    key: str
    mass: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedMaterial:
    """One item as a homogeneous material: ``mass`` is that of all of them in one product, in kg."""

    item: Item
    mass: Bounds
    substances: tuple[ComposedSubstance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """One product; ``unknown`` says what its declaration lacks, each with the item that it lacks it of."""

    item: Item
    mass: Bounds
    materials: tuple[ComposedMaterial, ...]
    unknown: tuple[str, ...]
    holds_rare_earth: bool = False
    """True where something says that there is some."""

    @property
    def is_complete(self) -> bool:
        """True where every mass and every substance is known."""
        return not self.unknown


def compositions_of(assessment: Assessment) -> tuple[Composition, ...]:
    """Every product of the bill."""
    bill, facts = assessment.scenarios.bill, assessment.scenarios.facts
    return tuple(_composition(bill.items[number], bill, facts) for number in bill.products)


def _composition(product: Item, bill: Bill, facts: Facts) -> Composition:
    materials: list[ComposedMaterial] = []
    unknown: list[str] = []
    for item, quantity in _materials(product.number, bill, facts):
        material, lacks = _material(item, quantity, facts)
        materials.append(material)
        unknown += lacks
    mass = product.mass.bounds
    if not mass.is_exact:
        mass = sum((material.mass for material in materials), ZERO)
    if not mass.is_exact:
        unknown.append(f"{product.number}: its mass")
    holds = any(
        needs_of(material.item).some_rare_earth
        or any(row.names_rare_earth and row.is_sure for row in _statement(material.item, facts))
        for material in materials
    )
    return Composition(
        holds_rare_earth=holds,
        item=product,
        mass=mass,
        materials=tuple(materials),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _materials(product: str, bill: Bill, facts: Facts) -> Iterator[tuple[Item, Bounds]]:
    """The items that are taken as one material each, with their quantity; what is in them is not listed again."""
    totals: dict[str, Bounds] = {product: Bounds.exactly(1)}
    for number in bill.downwards_from(product):
        if number not in totals:
            continue
        parts = bill.quantities_per(number)
        if not parts or facts.content.get(number):
            yield bill.items[number], totals[number]
            continue
        for part, per in parts.items():
            quantity = totals[number] * per
            totals[part] = totals[part] + quantity if part in totals else quantity


def _material(item: Item, quantity: Bounds, facts: Facts) -> tuple[ComposedMaterial, list[str]]:
    mass = item.mass.bounds * quantity
    unknown = [] if mass.is_exact else [f"{item.number}: its mass or its quantity"]
    rows = _statement(item, facts)
    named = [row for row in rows if row.substance not in (NOTHING, UNDISCLOSED)]
    substances = [
        ComposedSubstance(
            name=row.substance.name,
            key=row.substance.key,
            mass=mass_named(item, row).result * quantity,
        )
        for row in named
        if not (row.states_absence or mass_named(item, row).result.is_zero)
    ]
    unknown += [
        f"{item.number}: how much {part.name} is in it"
        for part in substances
        if not part.mass.is_exact
    ]
    rest = mass.minus(sum((part.mass for part in substances), ZERO))
    name = _name_of_rest(item, rows)
    if rest.high is None or rest.high > (mass.high or Fraction(0)) * MOST_OF_WHOLE:
        if name == NOT_DECLARED:
            unknown.append(
                f"{item.number}: what else is in it"
                if substances
                else f"{item.number}: what is in it"
            )
        substances.append(ComposedSubstance(name=name, key="", mass=rest))
    return ComposedMaterial(item=item, mass=mass, substances=tuple(substances)), unknown


def _statement(item: Item, facts: Facts) -> tuple[ContentRow, ...]:
    """The statement that says most of the item; rows that do not count say nothing."""
    statements = rows_by_statement(facts.content.get(item.number, ()))
    holding = [tuple(row for row in rows if facts.holds(row)) for rows in statements]
    return max(holding, key=len, default=())


def _name_of_rest(item: Item, rows: tuple[ContentRow, ...]) -> str:
    """What is not listed: the material itself, others that a declaration leaves, or nobody's."""
    if not rows and item.rare_earth_free:
        return item.material or item.description
    is_full = any(row.disclosure is not Disclosure.PARTIAL for row in rows)
    return OTHERS if is_full else NOT_DECLARED
