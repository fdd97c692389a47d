"""What becomes of a substance where it is put in: in a magnet, and in a target of metal, its rare earth ends as metal.

There a form that a list does not name may count as nothing, or as the element that it leaves (LAW 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from calculator.model.bill import Bill
from calculator.model.item import RARE_EARTH_CLASSES, Item, ItemClass
from calculator.model.own_substance import own_substances
from calculator.model.stages import Stages
from calculator.model.substance_list import Listing
from calculator.model.substances import Form, Substance, read_substance


class PutInAs(NamedTuple):
    """How a list names what was put in: ``keys`` as itself, ``metals`` as the metal of each of its elements.

    With both it is either of them; the metals count together.
    """

    listing: Listing
    keys: tuple[str, ...] = ()
    metals: tuple[str, ...] = ()

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Every name under which it may be listed."""
        return (*self.keys, *self.metals)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """The items that are in a magnet, in a target of metal, and in a target of which nobody knows, however deep."""

    magnets: frozenset[str] = frozenset()
    metal_targets: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()

    @classmethod
    def of(cls, bill: Bill) -> BuiltIn:
        """What the magnets and targets of a bill are made of; one pass downwards."""
        holders = [
            number
            for number in bill.structures
            if bill.items[number].item_class in RARE_EARTH_CLASSES
        ]
        if not holders:
            return NOWHERE
        inside: dict[str, set[str]] = {"magnet": set(), "metal": set(), "target": set()}
        for number in reversed(bill.upwards):
            kind = _kind(bill.items[number])
            for name, numbers in inside.items():
                if name == kind or number in numbers:
                    numbers.update(bill.components_of(number))
        return cls(
            magnets=frozenset(inside["magnet"]),
            metal_targets=frozenset(inside["metal"]),
            targets=frozenset(inside["target"]),
        )

    def holds(self, number: str) -> bool:
        """True for an item that is in a magnet or a target."""
        return number in self.magnets or number in self.metal_targets or number in self.targets

    def makes_metal(self, number: str) -> bool:
        """True for an item that is in a magnet or a target of metal."""
        return number in self.magnets or number in self.metal_targets

    def becomes_metal(self, item: Item, substance: Substance) -> bool:
        """True where the rare earth of a substance in an item, or of an item that is one, ends as metal.

        An oxide that stays an oxide is what it is: of a target of which nobody knows, only what is an alloy is metal.
        """
        if substance.form in (Form.UNKNOWN, Form.METAL) or not substance.elements:
            return False
        if _kind(item) in ("magnet", "metal") or self.makes_metal(item.number):
            return True
        is_target = _kind(item) == "target" or item.number in self.targets
        return is_target and substance.form is Form.ALLOY


def forms_that_count(form: Form, put_in: PutInAs, stages: Stages) -> tuple[Form, ...]:
    """The forms of which a stage tells the origin: of what counts as its metal that of the metal, where it was made one.

    What nobody stated the form of may be a listed oxide too, where somebody said where its oxide was made.
    """
    metal_made, separated = stages.metal_made, stages.separated
    if form is Form.UNKNOWN and (separated.shares or separated.named):
        return (form, Form.OXIDE) if any(map(_is_oxide, put_in.keys)) else (form,)
    if not put_in.metals or not (metal_made.shares or metal_made.named):
        return (form,)
    return (form, Form.METAL) if put_in.keys else (Form.METAL,)


NOWHERE: Final = BuiltIn()


def _is_metal(substance: Substance) -> bool:
    """True of a metal, an alloy, and of an element that is named without a form: so a target of metal is called."""
    return bool(substance.elements) and (
        substance.form in (Form.METAL, Form.ALLOY)
        or (substance.form is Form.UNKNOWN and substance.of_element)
    )


def _is_oxide(key: str) -> bool:
    substance, _ = read_substance(key)
    return substance is not None and substance.form is Form.OXIDE


def _kind(item: Item) -> str:
    """``magnet``, ``metal`` for a target that is called by a metal or an alloy, ``target`` for another one; nothing for what is neither."""
    if item.item_class is ItemClass.MAGNET:
        return "magnet"
    if item.item_class is not ItemClass.TARGET:
        return ""
    named = own_substances(item)
    return "metal" if any(map(_is_metal, named)) else "target"
