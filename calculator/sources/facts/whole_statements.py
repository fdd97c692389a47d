"""What the rows on an item cannot close although they list all of something: another supplier's part, or a piece of the item."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from calculator.model.content_row import Disclosure
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.model.problem import note, warning
from calculator.numbers.units import Dimension
from calculator.sources.facts.company_names import are_other_companies, suppliers_apart
from calculator.sources.facts.placement_tally import NUMBERS_NAMED, PlacementTally, listed_numbers
from calculator.sources.facts.stated_content import StatedContent

_OF_A_WHOLE: Final = Fraction(3, 4)
"""Below this share of an item's mass a list is of a piece of it: masses are rounded, and coats are forgotten, by less."""


def withhold_for_suppliers(
    item: Item, rows: Sequence[StatedContent], tally: PlacementTally
) -> None:
    """What one of several suppliers declares is not what the others deliver: it closes nothing until each has declared his own."""
    companies = suppliers_apart(item)
    named = [row for row in rows if row.supplier]
    silent = [
        company
        for company in companies
        if all(are_other_companies(row.supplier, company) for row in named)
    ]
    if len(companies) < 2 or not named or not silent:
        return
    tally.withhold((item.number,), named[0])
    tally.problems.append(
        warning(
            "declared-by-one-of-several",
            f"{item.number}: the bill buys it from {listed_numbers(companies)}, and what is declared is not of {listed_numbers(silent)}; it closes nothing. Ask each of them, or give each its own part number",
            *(cell for row in named[:NUMBERS_NAMED] for cell in row.content.cells[:1]),
        )
    )


def withhold_for_materials(
    item: Item, rows: Sequence[StatedContent], tally: PlacementTally
) -> None:
    """Lists of materials without their masses are all of a magnet, a target or a material; of anything else they may be of a piece.

    The steel of a housing is listed in full, and says nothing of the magnets in the motor. Of several materials nobody knows how much of
    the part each is: where one of them is not listed in full either, they close nothing.
    """
    is_of_one = item.item_class in MADE_OF_RARE_EARTH
    of_materials = [
        row
        for row in rows
        if row.of_materials and not (is_of_one and (len(row.of_materials) == 1 or _lists_all(row)))
    ]
    if not of_materials:
        bounded = [row for row in rows if len(row.of_materials) > 1]
        if bounded:
            tally.problems.append(
                note(
                    "declared-without-material-mass",
                    f"{item.number}: nobody says how much of it {_materials_named(bounded[0])} each are; a substance is between nothing and its share of its material. Ask for the mass of each",
                    *(row.content.cells[0] for row in bounded[:NUMBERS_NAMED] if row.content.cells),
                )
            )
        return
    tally.withhold((item.number,), of_materials[0])
    tally.problems.append(
        warning(
            "declared-without-material-mass",
            f"{item.number}: what is declared is of {_materials_named(of_materials[0])}, and nobody says how much of the part that is; it closes nothing. Ask for the mass of each material, and of the part",
            *(row.content.cells[0] for row in of_materials[:NUMBERS_NAMED] if row.content.cells),
        )
    )


def _lists_all(row: StatedContent) -> bool:
    return row.content.disclosure is Disclosure.ALL


def _materials_named(row: StatedContent) -> str:
    return ", ".join(f'"{name[:40]}"' for name in row.of_materials[:NUMBERS_NAMED])


def withhold_for_mass(item: Item, rows: Sequence[StatedContent], tally: PlacementTally) -> None:
    """A declaration of something much lighter than the item is of a piece of it, or of another part: it closes nothing.

    A list of rare earths alone weighs what they weigh, and says nothing of the rest.
    """
    if item.dimension is not Dimension.COUNT:
        return
    least = item.mass.bounds.low
    statements: dict[str, list[StatedContent]] = {}
    for row in rows:
        statements.setdefault(row.content.statement, []).append(row)
    for of_statement in statements.values():
        if all(row.content.disclosure is Disclosure.PARTIAL for row in of_statement) or not any(
            _is_of_the_whole(row) for row in of_statement
        ):
            continue
        most = _most_mass(of_statement, item)
        if most is None or most >= least * _OF_A_WHOLE:
            continue
        for row in of_statement:
            tally.withhold((item.number,), row)
        tally.problems.append(
            warning(
                "declared-too-light",
                f"{item.number}: what is declared to be all of it weighs {float(most * 1000):.4g} g, and one of it at least {float(least * 1000):.4g} g; it is of a piece of it, or of another part, and closes nothing. Ask for the declaration of the whole, or correct the mass",
                *(cell for row in of_statement for cell in row.content.amount_cells[:1]),
            )
        )


def _is_of_the_whole(row: StatedContent) -> bool:
    """True of a row that says that every substance is listed, or lists one that is no rare earth."""
    return row.content.disclosure is Disclosure.ALL or not row.content.substance.elements


def _most_mass(rows: Sequence[StatedContent], item: Item) -> Fraction | None:
    """The mass in kg of all that is listed in one piece, at most; None where one has none."""
    total = Fraction(0)
    for row in rows:
        mass = row.content.mass
        if mass is None or mass.high is None:
            return None
        total += mass.high / (1 if row.content.is_per_piece else item.counted_in.factor)
    return total
