"""What is told where statements on one item cannot all be true, do not fit its material or exceed its price."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.content.composition import Gap
from calculator.content.material_needs import needs_of
from calculator.content.valuation import Valuation
from calculator.content.whole import Whole
from calculator.model.item import Item
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.model.substances import SOME_RARE_EARTH
from calculator.numbers.bounds import ROUNDING, exact_text
from calculator.numbers.ratios import NOTHING, is_at_most, product, total_of

_ROWS_SHOWN = 4


def problems_of(item: Item, whole: Whole, valuation: Valuation) -> Iterator[Problem]:
    """The problems of one item, in the order of its statements."""
    cells = _first_cells(whole)
    if whole.in_conflict:
        yield warning(
            "content-contradicts-content",
            f"{item.number}: the files say things of its content that cannot both be true{_dates(whole)}; bounds that hold both were used. "
            "Ask the supplier which holds",
            *cells,
        )
    if whole.against_parts:
        yield warning(
            "content-contradicts-components",
            f"{item.number}: what its Content rows say and what its components add up to cannot both be true; "
            "bounds that hold both were used. Correct one of them",
            *cells,
        )
    needs = needs_of(item)
    for declaration in whole.declarations:
        if declaration.gap is Gap.UNFIT:
            named = ", ".join(
                element for element in declaration.missing if element != SOME_RARE_EARTH
            )
            names = (
                "less of it than that holds: are the figures of another mass or another number of pieces?"
                if declaration.named.intersection(declaration.missing)
                else "none."
            )
            yield warning(
                "declaration-unfit",
                f"{item.number}: its material, {needs.material}, holds {named or 'rare earth'}, and what is declared to be all of it names {names} "
                "What is not declared counts as unknown. Ask for its share, or correct the material",
                *(row.cells[0] for row in declaration.closing_rows[:_ROWS_SHOWN] if row.cells),
            )
        # Who is asked about named elements alone has not been asked for the base.
        if declaration.lacks_base and not any(row.rules_out for row in declaration.rows):
            yield warning(
                "list-without-base",
                f"{item.number}: {needs.material} is made of neodymium or praseodymium, and what is declared to be all of it names neither; "
                "it was believed, since the rule does not count them. Ask for the full list",
                *(row.cells[0] for row in declaration.rows[:_ROWS_SHOWN] if row.cells),
            )
    yield from _above_price(item, whole, valuation)


def _above_price(item: Item, whole: Whole, valuation: Valuation) -> Iterator[Problem]:
    price = valuation.value_of(item).high
    most = None if price is None else product(price, ROUNDING)
    for declaration in whole.declarations if most is not None else ():
        worth = NOTHING
        for contribution in declaration.contributions:
            if contribution.value.low:
                worth = total_of(worth, contribution.value.low)
        if price is not None and most is not None and not is_at_most(worth, most):
            yield warning(
                "content-above-price",
                f"{item.number}: what is declared to be in one is worth at least {exact_text(worth, 4)} {valuation.currency}, more than its price of "
                f"{exact_text(price, 4)} {valuation.currency}; its share was cut at 100 %. Is the price that of one piece?",
                *(cell for figure in item.prices for cell in figure.cells),
                *(row.cells[0] for row in declaration.rows[:_ROWS_SHOWN] if row.cells),
            )


def _dates(whole: Whole) -> str:
    """The days of statements that contradict each other, where they have any."""
    days = sorted(
        {
            row.dated
            for index in whole.in_conflict
            for row in whole.declarations[index].rows
            if row.dated is not None
        }
    )
    return f" ({' and '.join(map(str, days))})" if len(days) > 1 else ""


def _first_cells(whole: Whole) -> tuple[Source, ...]:
    rows = [row for declaration in whole.declarations for row in declaration.rows]
    return tuple(cell for row in rows[:_ROWS_SHOWN] for cell in row.cells[:1])
