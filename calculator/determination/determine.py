"""One rule applied to one item.

The value test compares by multiplying, never by dividing, and nothing is rounded before it:
crosses if even the least counted content reaches the line of the largest possible whole;
below if even the most counted content stays under the line of the smallest; else undetermined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from calculator.content.amounts import NO_CONTENT, Content
from calculator.content.contribution import SubstanceContent
from calculator.content.contributions_inside import (
    contributions_inside,
    statements_inside,
    why_unreconciled,
)
from calculator.content.rollup import ContentRollup
from calculator.content.workings import workings_of
from calculator.determination.control_lists import ControlLists
from calculator.determination.evidence import weakest_of
from calculator.determination.headroom import headroom_of
from calculator.determination.monte_carlo import chance_of
from calculator.determination.questions import largest_first, questions_of
from calculator.determination.scope import subject_of
from calculator.determination.share_alone import WHY, in_one_kilogram
from calculator.determination.triggers import (
    answers_of,
    licence_of,
    tested_triggers,
    with_share_open,
)
from calculator.findings.finding import (
    Arithmetic,
    Contribution,
    Finding,
    Reason,
    Sampling,
    TotalUse,
    Use,
)
from calculator.findings.verdict import MassContent, Ratio, Subject, Verdict, ratio_under
from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.item import RARE_EARTH_CLASSES, Evidence, Item
from calculator.model.later import Later
from calculator.model.stages import spoken_origin
from calculator.model.substance_list import Listing
from calculator.numbers.bounds import Bounds
from calculator.rules import Rule, SubjectEntry

PATHS_SHOWN: Final = 20


def facts_under(rule: Rule, facts: Facts) -> Facts:
    """The facts as the rule reads them: where it says itself which stage is the origin, no reading of the user's is asked."""
    if rule.origin_stage is None:
        return facts
    assumptions = replace(
        facts.assumptions, origin_stage=rule.origin_stage, looks_at_stated_stages=False
    )
    return replace(facts, assumptions=assumptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The test of one rule on one item, before it is written up."""

    subject: Subject
    entry: SubjectEntry | None
    why: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    value: Ratio
    mass: MassContent
    contributions: tuple[tuple[SubstanceContent, Bounds], ...]
    statements: tuple[SubstanceContent, ...]
    """What anything says to be in the item, whether or not it can all be true."""
    is_of_one_kilogram: bool
    """True where the mass of the item is not stated, and the amounts are those in one kilogram of it."""

    def tested(self, rule: Rule) -> Ratio:
        """The ratio that the rule's threshold is about."""
        return ratio_under(rule, self.value, self.mass)


def examine(item: Item, rule: Rule, rollup: ContentRollup) -> Examined:
    """Whether the rule's list names the item, what is counted in it, and on which side of the line that is."""
    kilogram = in_one_kilogram(item, rule, rollup)
    tested = kilogram or rollup
    contributions = tuple(contributions_inside(tested, item.number))
    statements = tuple(statements_inside(tested, item.number))
    subject, entry, why = subject_of(item, rule, statements, rollup.bill)
    content = (
        _largest_substance(contributions) if rule.per_substance else tested.contents[item.number]
    )
    value, mass = counted_in(tested.bill.items[item.number], content, tested)
    verdict, reasons = tested_triggers(
        rule,
        subject,
        value,
        mass,
        answers=answers_of(item, rule, rollup.bill, rollup.facts),
        entry=entry,
    )
    return Examined(
        subject=subject,
        entry=entry,
        why=why,
        verdict=verdict,
        reasons=reasons,
        value=value,
        mass=mass,
        contributions=contributions,
        statements=statements,
        is_of_one_kilogram=kilogram is not None,
    )


def counted_in(item: Item, content: Content, rollup: ContentRollup) -> tuple[Ratio, MassContent]:
    """The content of an item, cut at the whole, beside what the item itself is worth and weighs."""
    price, mass = rollup.value_of(item), item.mass.bounds
    value = Ratio(
        numerator=content.value.capped(price.high), denominator=price, unit=rollup.currency
    )
    return value, MassContent(
        listed=content.listed.capped(mass.high),
        rare_earth=content.rare_earth.capped(mass.high),
        whole=mass,
    )


def determine(
    item: Item,
    rule: Rule,
    rollup: ContentRollup,
    lists: ControlLists | None = None,
    sampling: Sampling | None = None,
) -> Finding:
    """The finding of ``rule`` on one item, with all that made it, and what the control lists of ``lists`` call it."""
    examined = examine(item, rule, rollup)
    tested = examined.tested(rule)
    bill = rollup.bill
    return Finding(
        rule=rule,
        item=item,
        subject=examined.subject,
        subject_why=examined.why,
        code=examined.entry.code if examined.entry else "",
        verdict=examined.verdict,
        licence=licence_of(examined.subject, examined.reasons),
        reasons=examined.reasons,
        value=examined.value,
        mass=examined.mass,
        contributions=_contributions(item, examined.contributions, bill),
        where_used=tuple(
            Use(path=path, quantity=quantity)
            for path, quantity in bill.where_used(item.number, PATHS_SHOWN)
        ),
        used_in=tuple(
            TotalUse(product=product, quantity=quantity, paths=paths)
            for product, (quantity, paths) in bill.used_in_products(item.number).items()
        ),
        questions=questions_of(
            item=item,
            rule=rule,
            subject=examined.subject,
            entry=examined.entry,
            verdict=examined.verdict,
            reasons=examined.reasons,
            contributions=examined.contributions,
            ratio=tested,
            bill=bill,
            facts=rollup.facts,
        ),
        evidence=weakest_of(
            contribution.evidence
            for contribution, _ in examined.contributions
            if contribution.listing is not Listing.UNLISTED
        ),
        distances=Later(partial(headroom_of, item, rule, tested, examined.contributions)),
        chance=chance_of(item.number, rule, tested, examined.contributions, sampling)
        if sampling and rule.has_line and examined.verdict is Verdict.UNDETERMINED
        else None,
        listed_as=()
        if lists is None
        else lists.entries_of(
            item, [contribution for contribution, _ in examined.contributions], bill
        ),
        unreconciled=_unreconciled(item, rule, rollup, examined),
        territories=tuple(_territories(item, rule, examined)),
    )


def withheld(finding: Finding, why: str, stricter: Finding) -> Finding:
    """The finding without its verdict, which rests on what may not decide it: ``stricter`` is what is left without that."""
    reasons = with_share_open(finding.reasons)
    subject = stricter.subject if finding.subject is Subject.NO else finding.subject
    return replace(
        finding,
        subject=subject,
        verdict=Verdict.UNDETERMINED,
        reasons=reasons,
        licence=licence_of(subject, reasons),
        questions=stricter.questions,
        withheld_reason=why,
    )


def _largest_substance(contributions: tuple[tuple[SubstanceContent, Bounds], ...]) -> Content:
    """The content of that counted substance of which there is most; what has no name may be more of any of them."""
    named: dict[str, Content] = {}
    unnamed = NO_CONTENT
    for contribution, quantity in contributions:
        content = contribution.content.times(quantity)
        if contribution.listing is Listing.LISTED:
            named[contribution.list_key] = named.get(contribution.list_key, NO_CONTENT) + content
        elif contribution.listing is Listing.MAYBE:
            unnamed = unnamed + content
    largest = NO_CONTENT
    for content in named.values():
        largest = largest.larger(content)
    return largest + unnamed


# --------------------------------------------------------------------------- what made it


def _contributions(
    item: Item, contributions: tuple[tuple[SubstanceContent, Bounds], ...], bill: Bill
) -> tuple[Contribution, ...]:
    """Whatever is counted or may be, the largest first."""
    return tuple(
        Contribution(
            substance=contribution.substance.name,
            form=contribution.substance.form.value or "unknown",
            origin=str(contribution.origin),
            mass=contribution.counted_mass * quantity,
            value=contribution.counted_value * quantity,
            quantity=quantity,
            path=bill.path_to(item.number, contribution.holder),
            cells=contribution.cells,
            evidence=contribution.evidence or Evidence.ASSUMED,
            stages=contribution.stages,
            made_in=spoken_origin(item.origin) if item.item_class in RARE_EARTH_CLASSES else "",
            reference=contribution.reference,
            arithmetic=Later(partial(_arithmetic_of, contribution)),
        )
        for contribution, quantity in largest_first(contributions)
    )


def _arithmetic_of(contribution: SubstanceContent) -> Arithmetic:
    lines = workings_of(contribution)
    return Arithmetic(
        workings=tuple(text for text, _ in lines),
        worked_from=tuple(dict.fromkeys(cell for _, cells in lines for cell in cells)),
        factors=contribution.factors,
    )


def _territories(item: Item, rule: Rule, examined: Examined) -> Iterator[str]:
    """The places of the rule's settings that something in the item, or the item itself, is from."""
    origins = (
        item.origin,
        item.melted,
        *item.stages,
        *(
            origin
            for contribution in examined.statements
            for origin in (contribution.origin, *contribution.stages)
        ),
    )
    codes = {code for origin in origins for code in (*dict(origin.shares), *origin.named)}
    for territory in rule.territories:
        if territory.code in codes:
            yield territory.code


def _unreconciled(
    item: Item, rule: Rule, rollup: ContentRollup, examined: Examined
) -> tuple[str, ...]:
    alone = (
        "each substance is held against the line alone, and only the one of which there is most counts",
    )
    of_one = (WHY,) if examined.is_of_one_kilogram else ()
    return (*(alone if rule.per_substance else ()), *of_one, *why_unreconciled(rollup, item.number))
