"""A magnet, a target or a material whose row names what may take its place: "Alternate P/N: MAG-9", "2nd source: Kita Magnetics".

A group of alternates is named in each of its rows; what one row alone names, and no line of the bill is, is a part of which
nothing is known, and it may be what is built in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.item import MADE_OF_RARE_EARTH
from calculator.reference.cell_words import cell_words
from calculator.sources.items.placement import Placement
from calculator.sources.items.spellings import folded

_SHORTEST: Final = 4
"""Letters and digits of a name or a part number; a group is called by fewer."""
_OF_GROUPS: Final = ("alt", "group", "grp", "gruppe", "grupo", "groupe", "gruppo", "组", "組")


def alternate_doubts(bill: Bill, placements: Sequence[Placement]) -> Iterator[Doubt]:
    """A doubt for each item of which a row names an alternate that the bill does not have."""
    rows = [row for placement in placements for row in placement.rows if row.alternate]
    if not rows:
        return
    named = Counter(row.alternate.casefold() for row in rows)
    on_bill = {folded(number) for number in bill.items}
    for row in rows:
        text = row.alternate
        item = bill.items.get(row.number)
        if (
            item is not None
            and item.item_class in MADE_OF_RARE_EARTH
            and named[text.casefold()] == 1
            and names_another(text)
            and folded(text) not in on_bill
            and folded(text) not in map(folded, (item.supplier, *item.makers))
        ):
            yield Doubt(
                item=row.number,
                obligation=Obligation.IDENTITY,
                why=f'"{text[:60]}" may take the place of {row.number}, and the bill says nothing of it',
                question=f'what is in "{text[:60]}", and where was it made? Give it a line of its own, or take it out',
                cells=(row.source,),
            )


def names_another(text: str) -> bool:
    """True where a cell names a part or a company and no group, and is no mere yes.

    >>> [names_another(text) for text in ("MAG-9", "Kita Magnetics", "see list", "A1", "Alt-1", "group 12", "yes", "substitute")]
    [True, True, True, False, False, False, False, False]
    """
    plain = text.strip().casefold()
    return (
        plain not in cell_words().alternate
        and sum(map(str.isalnum, plain)) >= _SHORTEST
        and any(map(str.isalpha, plain))
        and not plain.startswith(_OF_GROUPS)
    )
