"""One rule applied to one item, or to an assembly above it.

The value test compares by multiplying, never by dividing, and nothing is rounded before it:
crosses if even the least counted content reaches the line of the largest possible whole;
below if even the most counted content stays under the line of the smallest; else undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from calculator.content.contribution import NO_CONTENT, Content, Counted, SubstanceContent
from calculator.content.rollup import ContentRollup
from calculator.determination.headroom import headroom_of
from calculator.determination.monte_carlo import chance_of
from calculator.determination.questions import largest_first, questions_of
from calculator.determination.scope import listed_as, rank_of, subject_of
from calculator.findings.finding import (
    Contribution,
    Finding,
    NodeFinding,
    Question,
    Reason,
    Sampling,
    TotalUse,
    UnresolvedPart,
    Use,
)
from calculator.findings.verdict import (
    Licence,
    MassContent,
    Ratio,
    Subject,
    Verdict,
    apply_threshold,
    ratio_under,
)
from calculator.model.bill import Bill, BillLine
from calculator.model.facts import Disclosure, Facts
from calculator.model.item import RARE_EARTH_CLASSES, Answer, Evidence, Item, ItemClass
from calculator.model.substance_list import Listing
from calculator.model.substances import SOME_RARE_EARTH
from calculator.numbers.bounds import Bounds
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.rules import Rule, SubjectEntry

PATHS_SHOWN = 50

SHARE_TRIGGERS = frozenset({"value-share", "mass-share"})


def counted_by(rule: Rule) -> Counted:
    """What ``rule`` counts, in the words of the roll-up."""
    return Counted(
        substances=rule.counted, origins=rule.origins_counted, unsure=rule.origins_unsure
    )


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

    def tested(self, rule: Rule) -> Ratio:
        """The ratio that the rule's threshold is about."""
        return ratio_under(rule, self.value, self.mass)


def examine(item: Item, rule: Rule, rollup: ContentRollup) -> Examined:
    """Whether the rule's list names the item, what is counted in it, and on which side of the line that is."""
    contributions = tuple(rollup.portions_inside(item.number))
    subject, entry, why = subject_of(
        item, rule, [portion for portion, _ in contributions], rollup.bill
    )
    content = (
        _largest_substance(contributions) if rule.per_substance else rollup.contents[item.number]
    )
    value, mass = _counted_in(item, content, rollup)
    technology, origin = (
        _technology(item, rollup.facts),
        _counted_origin(item, rule, rollup.facts),
    )
    verdict, reasons = _tested(rule, subject, value, mass, technology=technology, origin=origin)
    return Examined(
        subject=subject,
        entry=entry,
        why=why,
        verdict=verdict,
        reasons=reasons,
        value=value,
        mass=mass,
        contributions=contributions,
    )


def _counted_in(item: Item, content: Content, rollup: ContentRollup) -> tuple[Ratio, MassContent]:
    """The content of an item beside what the item itself is worth and weighs."""
    value = Ratio(numerator=content.value, denominator=rollup.value_of(item), unit=rollup.currency)
    return value, MassContent(
        listed=content.listed, rare_earth=content.rare_earth, whole=item.mass.bounds
    )


def determine(
    item: Item,
    rule: Rule,
    rollup: ContentRollup,
    lists: tuple[Rule, ...] = (),
    sampling: Sampling | None = None,
) -> Finding:
    """The finding of ``rule`` on one item, with all that made it, and what the control lists of ``lists`` call it."""
    found = examine(item, rule, rollup)
    tested = found.tested(rule)
    bill = rollup.bill
    return Finding(
        rule=rule,
        item=item,
        subject=found.subject,
        subject_why=found.why,
        code=found.entry.code if found.entry else "",
        verdict=found.verdict,
        licence=_licence(found.subject, found.reasons),
        reasons=found.reasons,
        value=found.value,
        mass=found.mass,
        contributions=_contributions(item, found.contributions, bill),
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
            subject=found.subject,
            verdict=found.verdict,
            reasons=found.reasons,
            contributions=found.contributions,
            ratio=tested,
            bill=bill,
        ),
        evidence=_weakest(
            portion.evidence
            for portion, _ in found.contributions
            if portion.listing is not Listing.UNLISTED
        ),
        headroom=headroom_of(item, rule, tested, found.contributions),
        chance=chance_of(item.number, rule, tested, found.contributions, sampling)
        if sampling and rule.has_line and found.verdict is Verdict.UNDETERMINED
        else None,
        listed_as=tuple(
            listed_as(item, [portion for portion, _ in found.contributions], lists, bill)
        ),
        apart=_apart(item, rule, rollup),
    )


def held_back(finding: Finding, why: str, questions: tuple[Question, ...]) -> Finding:
    """The finding without its verdict, which rests on what may not decide it."""
    reasons = _with_share_open(finding.reasons)
    return replace(
        finding,
        verdict=Verdict.UNDETERMINED,
        reasons=reasons,
        licence=_licence(finding.subject, reasons),
        questions=questions,
        held_back=why,
    )


def determine_node(
    item: Item, rule: Rule, rollup: ContentRollup, holds: tuple[Finding, ...], *, top: bool
) -> NodeFinding:
    """An assembly or a product tested with its own value, as the reading of Announcement 61 that takes in assemblies does.

    Its technology is its own if stated, else that of the magnets and targets in it.
    """
    value, mass = _counted_in(item, rollup.contents[item.number], rollup)
    subject = max((finding.subject for finding in holds), key=rank_of, default=Subject.NO)
    technology = _technology(item, rollup.facts)
    if item.technology is Answer.UNKNOWN and holds:
        own = (technology,) if item.technology_named else ()
        technology = _worst((*own, *(_technology(finding.item, rollup.facts) for finding in holds)))
    origin = _counted_origin(item, rule, rollup.facts)
    verdict, reasons = _tested(rule, subject, value, mass, technology=technology, origin=origin)
    return NodeFinding(
        rule=rule,
        item=item,
        top=top,
        verdict=verdict,
        licence=_licence(subject, reasons),
        reasons=reasons,
        value=value,
        mass=mass,
        holds=tuple(finding.item.number for finding in holds),
    )


def node_held_back(node: NodeFinding) -> NodeFinding:
    """The same for an assembly or a product."""
    reasons = _with_share_open(node.reasons)
    licence = Licence.REQUIRED if node.licence is Licence.REQUIRED else Licence.UNDETERMINED
    return replace(node, verdict=Verdict.UNDETERMINED, reasons=reasons, licence=licence)


def _with_share_open(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons where what the share says may not be said."""
    return tuple(
        replace(reason, state=Verdict.UNDETERMINED.value)
        if reason.trigger in SHARE_TRIGGERS
        else reason
        for reason in reasons
    )


def _worst(answers: Iterable[Answer]) -> Answer:
    return min(answers, key=(Answer.YES, Answer.UNKNOWN, Answer.NO).index)


def unresolved_parts(bill: Bill, facts: Facts, rules: Iterable[Rule]) -> tuple[UnresolvedPart, ...]:
    """Bought-in items that probably hold a magnet or a target and are not broken down, or into parts of which none can be it.

    Settled by a stated class other than assembly, or by a full disclosure without any rare earth that a rule is about.
    """
    about = [rule for rule in rules if looks_for_magnets([rule])]
    elements = frozenset(
        element
        for rule in about
        for element in (
            *rule.counted.elements,
            *(one for entry in rule.subjects for one in entry.contains),
        )
    )
    found = [
        item
        for number, item in bill.items.items()
        if about
        and item.suspect
        and item.item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
        and not (item.class_stated and item.item_class is ItemClass.OTHER)
        and (item.is_called_so or not bill.lines_of(number))
        and not _is_disclosed_without(facts, number, elements)
    ]
    why = {item.number: item.suspect for item in found}
    why |= {
        number: said
        for number in facts.content
        if about
        and number not in why
        and (said := _content_of_a_magnet(bill.items[number], facts, elements))
    }
    holders = _holders(bill) if any(number in bill.structures for number in why) else frozenset()
    return tuple(
        UnresolvedPart(item=bill.items[number], why=said)
        for number, said in why.items()
        if number not in holders
    )


def _holders(bill: Bill) -> frozenset[str]:
    """The items below which a magnet, a target or a part that somebody asked about stands: there the question is settled or put.

    A motor that is broken down into a screw and a label is not.
    """
    heard = {
        number
        for number, item in bill.items.items()
        if item.item_class in RARE_EARTH_CLASSES or item.suspect
    }
    found: set[str] = set()
    for number in bill.upwards:
        if any(
            (line.component in heard or line.component in found) and _is_there(line)
            for line in bill.lines_of(number)
        ):
            found.add(number)
    return frozenset(found)


def _is_there(line: BillLine) -> bool:
    """False for none of a part, and for a part that is marked as not fitted."""
    return line.quantity_per.low > 0 or line.quantity_per.high is None


def looks_for_magnets(rules: Iterable[Rule]) -> bool:
    """True where a rule is about magnets or targets, so that a part that may hold one matters."""
    return any(entry.item_class in RARE_EARTH_CLASSES for rule in rules for entry in rule.subjects)


def _content_of_a_magnet(item: Item, facts: Facts, elements: frozenset[str]) -> str:
    """Why an item that nobody called a magnet may be one by its Content rows: what a rule lists is in it, or much of what magnets are made of."""
    if (
        item.class_stated
        or item.item_class is not ItemClass.OTHER
        or _is_disclosed_without(facts, item.number, elements)
    ):
        return ""
    rows = [
        row
        for row in facts.content[item.number]
        if all(amount is None or not amount.is_zero for amount in (row.share, row.mass, row.value))
    ]
    listed = {element for row in rows for element in row.substance.elements if element in elements}
    much = {
        element
        for row in rows
        for element in row.substance.elements
        if element in _OF_MAGNETS
        and (row.share is None or row.share.high is None or row.share.high >= _MUCH)
    }
    alloys = {row.substance.name for row in rows if row.substance.name in RARE_EARTH_FAMILIES}
    said = ", ".join(sorted(listed | much | alloys))
    return (
        f"its Content rows name {said}, as those of a magnet or a target do; state its Item Class"
        if said
        else ""
    )


_OF_MAGNETS: Final = frozenset({"Nd", "Pr", "Sm"})
_MUCH: Final = Fraction(1, 100)


def _is_disclosed_without(facts: Facts, number: str, elements: frozenset[str]) -> bool:
    rows = [row for row in facts.content.get(number, ()) if facts.holds(row)]
    found = {element for row in rows for element in row.substance.elements}
    return any(row.disclosure is not Disclosure.PARTIAL for row in rows) and not found & (
        elements | {SOME_RARE_EARTH}
    )


# --------------------------------------------------------------------------- verdict and licence


def _tested(
    rule: Rule,
    subject: Subject,
    value: Ratio,
    mass: MassContent,
    *,
    technology: Answer,
    origin: Answer,
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict of the rule, and what each of its triggers says. A rule without a share asks its other triggers."""
    states = {"chinese-technology": technology, "chinese-origin": origin, "item-origin": origin}
    if rule.has_line:
        ratio = ratio_under(rule, value, mass)
        verdict = apply_threshold(rule, ratio.numerator, ratio.denominator)
    else:
        verdict = _of_answers(states[trigger.id] for trigger in rule.triggers)
    if subject is Subject.NO:
        verdict = Verdict.NOT_SUBJECT
    elif subject is Subject.MAYBE and verdict is Verdict.CROSSES:
        verdict = Verdict.UNDETERMINED
    reasons = tuple(
        Reason(
            trigger=trigger.id,
            state=states[trigger.id].value if trigger.id in states else verdict.value,
            clause=trigger.clause,
        )
        for trigger in rule.triggers
    )
    return verdict, reasons


def _of_answers(answers: Iterable[Answer]) -> Verdict:
    """A rule without a share catches what one of its triggers says yes to; one without triggers, what is on its list."""
    found = set(answers)
    if Answer.YES in found or not found:
        return Verdict.CROSSES
    return Verdict.UNDETERMINED if Answer.UNKNOWN in found else Verdict.BELOW


def _largest_substance(contributions: tuple[tuple[SubstanceContent, Bounds], ...]) -> Content:
    """The content of that counted substance of which there is most; what has no name may be more of any of them."""
    named: dict[str, Content] = {}
    unnamed = NO_CONTENT
    for portion, quantity in contributions:
        content = portion.content.times(quantity)
        if portion.listing is Listing.LISTED:
            named[portion.list_key] = named.get(portion.list_key, NO_CONTENT) + content
        elif portion.listing is Listing.MAYBE:
            unnamed = unnamed + content
    largest = NO_CONTENT
    for content in named.values():
        largest = largest.larger(content)
    return largest + unnamed


def _technology(item: Item, facts: Facts) -> Answer:
    if (
        item.technology is Answer.UNKNOWN
        and facts.assumptions.technology_no
        and not item.technology_named
    ):
        return Answer.NO
    return item.technology


def _counted_origin(item: Item, rule: Rule, facts: Facts) -> Answer:
    """Whether the item itself is from where the rule counts."""
    share = item.origin.share_from(rule.origins_counted, rule.origins_unsure)
    if share.low > 0:
        return Answer.YES
    unknown = item.origin.unknown_share
    doubtful = share.high is not None and share.high > unknown
    if facts.assumptions.unknown_origin_is_not_chinese:
        unknown -= item.origin.unsaid_share(rule.origins_counted | rule.origins_unsure)
    return Answer.UNKNOWN if unknown or doubtful else Answer.NO


def _licence(subject: Subject, reasons: tuple[Reason, ...]) -> Licence:
    """Required if any trigger is met, undetermined if any is unknown, else not required (INTERFACE 4)."""
    if subject is Subject.NO:
        return Licence.NOT_REQUIRED
    if any(reason.is_met for reason in reasons):
        return Licence.REQUIRED if subject is Subject.YES else Licence.UNDETERMINED
    return (
        Licence.UNDETERMINED if any(reason.is_open for reason in reasons) else Licence.NOT_REQUIRED
    )


# --------------------------------------------------------------------------- what made it


def _contributions(
    item: Item, contributions: tuple[tuple[SubstanceContent, Bounds], ...], bill: Bill
) -> tuple[Contribution, ...]:
    """Whatever is counted or may be, the largest first."""
    found = [
        Contribution(
            substance=portion.substance.name,
            form=portion.substance.form.value or "unknown",
            origin=str(portion.origin),
            mass=portion.counted_mass * quantity,
            value=portion.counted_value * quantity,
            quantity=quantity,
            path=bill.path_to(item.number, portion.holder),
            cells=portion.cells,
            evidence=portion.evidence or Evidence.ASSUMED,
            reference=portion.reference,
            workings=tuple(text for text, _ in portion.steps),
            worked_from=tuple(dict.fromkeys(cell for _, cells in portion.steps for cell in cells)),
            factors=portion.factors,
        )
        for portion, quantity in largest_first(contributions)
    ]
    return tuple(found)


def _apart(item: Item, rule: Rule, rollup: ContentRollup) -> tuple[str, ...]:
    alone = (
        "each substance is held against the line alone, and only the one of which there is most counts",
    )
    return (*(alone if rule.per_substance else ()), *rollup.why_apart(item.number))


def _weakest(grades: Iterable[Evidence | None]) -> Evidence | None:
    return max(
        (grade for grade in grades if grade is not None), key=lambda grade: grade.rank, default=None
    )
