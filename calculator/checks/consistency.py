"""Doubts that need the whole: evidence that has expired or repeats itself, parents that cost less than their parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction
from typing import Final

from calculator.content.disclosure import contradicted
from calculator.content.material_conflict import against_material, is_without_earth
from calculator.content.rollup import ContentRollup
from calculator.model.bill import Bill
from calculator.model.exchange_rates import RateRow
from calculator.model.facts import ContentRow, Facts, PriceRow, without_form
from calculator.model.problem import Problem, error, note, warning
from calculator.model.substances import NOTHING, RARE_EARTHS
from calculator.numbers.bounds import Bounds, bounds_text
from calculator.numbers.exact_sums import sum_of_fractions


def repeated_content(facts: Facts) -> tuple[Problem, ...]:
    """A warning for every substance that one file states twice for one item and origin."""
    problems: list[Problem] = []
    for number, rows in facts.content.items():
        seen: dict[object, ContentRow] = {}
        for row in rows:
            key = (row.key if row.substance.elements else row.substance.key, row.statement)
            if key in seen and row.substance != NOTHING:
                problems.append(
                    warning(
                        "content-repeated",
                        f"{number}: {row.substance} is stated twice; it may be one fact or two parts, bounds that hold both were used. "
                        "Write one row",
                        *seen[key].cells[:1],
                        *row.cells[:1],
                    )
                )
            seen[key] = row
            if row.is_expired(facts.on):
                problems.append(
                    warning(
                        "evidence-expired",
                        f"{number}: {row.reference or 'this evidence'} was valid until {row.valid_until}; it counts as unknown on {facts.on}. "
                        "Ask for a new one",
                        *row.cells[:1],
                    )
                )
        for own in _statements(rows):
            total = sum((row.share.low for row in own if row.share is not None), Fraction(0))
            if total > 1:
                problems.append(
                    warning(
                        "content-over-100",
                        f"{number}: its substances add up to {bounds_text(Bounds.exactly(total * 100))} wt%, so that what else is in it is unknown "
                        "unless a row says Disclosure full. Correct the shares",
                        *(cell for row in own[:4] for cell in row.cells[:1]),
                    )
                )
    return tuple(problems)


def contradictions(bill: Bill, facts: Facts) -> tuple[Problem, ...]:
    """An error for each row that says two things of one amount, and for each "none" beside rare earth."""
    problems: list[Problem] = []
    for number, rows in facts.content.items():
        mass = bill.items[number].mass
        problems += [
            error(
                "content-contradicts-itself",
                f"{number}: {bounds_text(row.share.scaled(100))} wt% of {row.substance} are {bounds_text(mass.bounds * row.share)} kg, and its mass is stated as "
                f"{bounds_text(row.mass)} kg; bounds that hold both were used. Correct one of them",
                *row.amount_cells[:3],
            )
            for row in rows
            if row.share is not None and row.mass is not None and row.contradicts(mass.bounds)
        ]
        for own in _statements(rows):
            for row in contradicted(own):
                some = next(one for one in own if one.names_rare_earth)
                problems.append(
                    error(
                        "content-contradicts-itself",
                        f"{number}: one row says that there is no rare earth in it and another names {some.substance}, which counts; what is not listed is unknown. Correct one",
                        *row.cells[:1],
                        *some.cells[:1],
                    )
                )
    return tuple(problems)


def _statements(rows: Iterable[ContentRow]) -> Iterable[list[ContentRow]]:
    found: dict[str, list[ContentRow]] = {}
    for row in rows:
        found.setdefault(row.statement, []).append(row)
    return found.values()


def stated_values(bill: Bill, rollup: ContentRollup) -> tuple[Problem, ...]:
    """A warning where a stated value is less than half of what the price list says; the stated one counts (DESIGN, value of a substance)."""
    problems: list[Problem] = []
    for number, rows in rollup.facts.content.items():
        for row in rows:
            if row.value is None or row.value.high is None:
                continue
            stated, listed = rollup.items.both_values(bill.items[number], row)
            if (
                stated is not None
                and listed is not None
                and stated.high is not None
                and 2 * stated.high < listed.low
            ):
                problems.append(
                    warning(
                        "value-below-price-list",
                        f"{number}: the stated value of {row.substance}, {bounds_text(stated)} {rollup.currency}, is less than half of what the price "
                        f"list says, {bounds_text(listed)} {rollup.currency}; the stated value was used. Ask how it was found",
                        *row.amount_cells[:2],
                    )
                )
    return tuple(problems)


def content_against_material(bill: Bill, rollup: ContentRollup) -> tuple[Problem, ...]:
    """A warning for every magnet or target of a material without rare earth that is said to hold some."""
    problems: list[Problem] = []
    for item in bill.items.values():
        if not is_without_earth(item):
            continue
        contributions = [
            contribution for contribution, _ in rollup.contributions_inside(item.number)
        ]
        against = sorted(against_material(item, contributions))
        if against:
            cells = dict.fromkeys(
                cell
                for one in contributions
                if set(one.substance.elements) & set(against)
                for cell in one.cells[:1]
            )
            problems.append(
                warning(
                    "content-contradicts-material",
                    f"{item.number}: its material, {item.family or item.material}, holds no rare earth, and {', '.join(against)} is said to be in it or may be; "
                    "the content was believed, and the material may be any. Correct one of them",
                    *item.cells[:1],
                    *[*cells][:3],
                )
            )
    return tuple(problems)


def bank_rates(facts: Facts) -> tuple[Problem, ...]:
    """A note for each exchange rate that nobody stated and a central bank's was taken for."""
    return tuple(
        note(
            "rate-of-central-bank",
            f"no rate for {code} is stated; 1 EUR = {bounds_text(row.rate)} {code} of {row.day} was taken from the European Central Bank. "
            "Give a Rates row to use another",
            *row.cells,
        )
        for code, row in sorted(facts.banked.items())
    )


def rates_that_disagree(facts: Facts) -> tuple[Problem, ...]:
    """A warning for each conversion of which the stated rates, or chains of them, cannot all be true."""
    return tuple(
        warning(
            "rates-disagree",
            f"the rates from {currency} to {to} contradict each other, directly, by their inverse or through other currencies: {bounds_text(found.rate)}; "
            "bounds that hold all were used. Leave one in",
            *dict.fromkeys(cell for row in found.rows for cell in row.cells),
        )
        for (currency, to), found in sorted(facts.disagreeing.items())
    )


def prices_without_form(facts: Facts) -> tuple[Problem, ...]:
    """A warning for each price of a rare earth that does not say of which form it is."""
    return tuple(
        warning(
            "price-form-missing",
            f"the price of {element} does not say of which form it is, so that it may be that of the cheapest; no upper end was taken. Write metal, alloy or oxide, or contained for a price per kg of the element in any of them",
            *row.cells,
        )
        for element in RARE_EARTHS
        for row in facts.price_list.get(without_form(element), ())
    )


def out_of_time(facts: Facts) -> tuple[Problem, ...]:
    """A note for each price or rate in use from more than a year before the day, and for certificates from after it."""
    rows: tuple[PriceRow | RateRow, ...] = (
        *(row for found in facts.price_list.values() for row in found if row.evidence is None),
        *facts.stated_rates,
    )
    old = [
        note(
            "dated-long-before",
            f"dated {row.day}, more than a year before {facts.on}; it was used. Look for a newer one",
            *row.cells[:1],
        )
        for row in dict.fromkeys(rows)
        if row.day is not None and facts.on - row.day > _YEAR
    ]
    later = [
        note(
            "certificate-dated-later",
            f"{number}: {row.reference or 'this evidence'} is dated {row.dated}, after {facts.on}; it was believed. Check the date",
            *row.cells[:1],
        )
        for number, found in facts.content.items()
        for row in found
        if row.dated is not None and row.dated > facts.on
    ]
    return (*old, *later)


_YEAR: Final = timedelta(days=366)


def balance(bill: Bill, rollup: ContentRollup) -> tuple[Problem, ...]:
    """A warning where the components of an item cost or weigh more than the item itself.

    The line of the rule may then be crossed above and not below, or the other way round (LAW 4).
    """
    problems: list[Problem] = []
    for number, structures in bill.structures.items():
        item = bill.items[number]
        for name, whole, part_of in (
            ("price", rollup.value_of(item), rollup.value_of),
            ("mass", item.mass.bounds, lambda one: one.mass.bounds),
        ):
            if whole.high is None or not structures:
                continue
            above, below = whole.high.as_integer_ratio()
            sums = [
                sum_of_fractions(
                    [
                        (line.quantity_per.low, part_of(bill.items[line.component]).low)
                        for line in lines
                    ]
                )
                for lines in structures
            ]
            # What a spreadsheet's arithmetic leaves in the last digits is no contradiction.
            if all(part * below * 10**9 > above * per * (10**9 + 1) for part, per in sums):
                parts = min(Fraction(part, per) for part, per in sums)
                problems.append(
                    note(
                        f"{name}-below-components",
                        f"{number}: its {name}, {bounds_text(whole)}, is less than that of its components, {bounds_text(Bounds.exactly(parts))}. "
                        "Check the quantities and what the prices stand for",
                        *item.cells[:1],
                    )
                )
    return tuple(problems)
