"""What hangs nowhere: a parent that no row has, a listed material that is in nothing. What they could be in is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from calculator.model.bill import Bill
from calculator.model.item import ItemClass
from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.numbers.counted import agreeing, counted
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.spelling import letters_and_digits
from calculator.sources.items.placement import Placement

_TESTED: Final = frozenset({ItemClass.MAGNET, ItemClass.TARGET})
_SHOWN: Final = 20
_REVISION: Final = late_pattern(r"(?i)[\s/_.-]+(?:rev(?:ision)?[\s._-]*)?[a-z0-9]{1,2}\Z")


def with_strays(bill: Bill, placements: Sequence[Placement]) -> tuple[Bill, list[Problem]]:
    """The bill in which what the strays could belong to is not known in full, and what to say of each."""
    problems: list[Problem] = []
    open_items = {
        *_misspelt(bill, placements, problems),
        *_could_hold_lone_material(bill, problems),
    }
    return (
        replace(bill, incomplete=bill.incomplete | open_items) if open_items else bill
    ), problems


def _misspelt(
    bill: Bill, placements: Sequence[Placement], problems: list[Problem]
) -> Iterable[str]:
    """Items whose number is written otherwise where rows name their parent: "mag" or "MAG/A" for MAG."""
    named = {
        placement.rows[at].number: placement.rows[at].source
        for placement in placements
        for at in sorted(placement.named_only)
    }
    if not named:
        return
    own = {
        row.number
        for placement in placements
        for at, row in enumerate(placement.rows)
        if at not in placement.named_only
    }
    missing = {
        number: source
        for number, source in named.items()
        if number not in own and number in bill.items
    }
    alike: dict[str, list[str]] = {}
    for number in own if missing else ():
        alike.setdefault(letters_and_digits(number), []).append(number)
    unknown: list[Source] = []
    for number, source in missing.items():
        meant = (
            alike.get(letters_and_digits(number))
            or alike.get(letters_and_digits(_REVISION.sub("", number)))
            or []
        )
        if meant:
            problems.append(
                warning(
                    "parent-misspelt",
                    f'"{number[:60]}" is named as a parent and no row has it; {", ".join(meant[:3])} is written nearly so. What is in {"it" if len(meant) == 1 else "each"} '
                    "counts as unknown. Write both alike",
                    source,
                )
            )
            yield from meant
        elif number not in bill.parents:
            unknown.append(source)
    if unknown and len(bill.products) > 1:
        problems.append(
            note(
                "parent-without-row",
                f"{counted(len(unknown), 'parent')} {agreeing(len(unknown), 'is', 'are')} named that no row has; each was taken as a product. Give each a row, or correct the name",
                *unknown[:_SHOWN],
            )
        )


def _could_hold_lone_material(bill: Bill, problems: list[Problem]) -> Iterable[str]:
    """The magnets and targets that are broken down, where a listed material is in no item: nobody sells it beside them."""
    lone = [
        bill.items[number]
        for number in bill.products
        if bill.items[number].item_class is ItemClass.LISTED_MATERIAL
        and number not in bill.structures
    ]
    holders = [number for number in bill.structures if bill.items[number].item_class in _TESTED]
    if not lone or not holders:
        return ()
    names = ", ".join(item.number for item in lone[:3])
    problems.append(
        warning(
            "material-in-nothing",
            f"{names}{' and others' if len(lone) > 3 else ''}: a listed material that no item holds. It may be in any of the magnets and targets, so what is in them counts as unknown. "
            "Give its level or parent, or take it out of the bill",
            *(item.cells[0] for item in lone[:_SHOWN] if item.cells),
        )
    )
    return holders
