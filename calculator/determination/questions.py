"""What to ask whom: only facts that could change a verdict or a licence, those that settle it alone first."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from calculator.content.contribution import SubstanceContent
from calculator.determination.missing_facts import can_settle, missing_facts, origin_gaps
from calculator.findings.finding import OF_THE_USER, Question, QuestionKind, Reason
from calculator.findings.verdict import Ratio, Subject, Verdict, apply_threshold
from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item, ItemClass
from calculator.model.substances import SOME_RARE_EARTH
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import EACH
from calculator.rules import Level, Rule, SubjectEntry

QUESTIONS_SHOWN: Final = 200
PORTIONS_SHOWN: Final = 200

_OF_TRIGGER: Final = {
    "chinese-technology": QuestionKind.TECHNOLOGY,
    "chinese-origin": QuestionKind.ORIGIN,
    "item-origin": QuestionKind.ORIGIN,
    "alloy-origin": QuestionKind.MELTING,
    "cobalt-origin": QuestionKind.SUBSTANCE_ORIGIN,
    "mine-origin": QuestionKind.SUBSTANCE_ORIGIN,
    "end-item-origin": QuestionKind.ORIGIN,
}
_OF_WHAT: Final = {"cobalt-origin": "Co"}
"""The substance that a trigger asks about."""

_OF_ONE_UNIT: Final = (QuestionKind.PRICE, QuestionKind.MASS)

QUESTION_TEXTS: Final = {
    QuestionKind.PRICE: "unit price and its currency",
    QuestionKind.MASS: "mass of one unit of {item}",
    QuestionKind.ORIGIN: "country of origin of the item itself",
    QuestionKind.MELTING: "country in which the alloy that it is made of was melted",
    QuestionKind.TECHNOLOGY: "whether it was made with Chinese rare-earth technology (mining, smelting, separation, metal, magnet making, recycling)",
    QuestionKind.PARTS: "which parts it is made of: the file leaves that open (see the problems)",
    QuestionKind.MATERIAL: "{substance}",
    QuestionKind.COMPOSITION: "full composition: every rare earth in it with its wt%, form and country of origin, or that there is none",
    QuestionKind.SUBSTANCES: "which of these it holds, with the wt% of each: {substance}",
    QuestionKind.SUBSTANCE_ORIGIN: "origin of {substance}: where it was mined, separated, and made into metal or alloy",
    QuestionKind.SUBSTANCE_MINED: "country in which the ore of {substance} was mined",
    QuestionKind.SUBSTANCE_SEPARATED: "country in which {substance} was separated (its oxide made)",
    QuestionKind.SUBSTANCE_METAL_MADE: "country in which {substance} was made into metal or alloy",
    QuestionKind.CONVENTION: "{substance}",
    QuestionKind.CHECK: "{substance}",
    QuestionKind.SUBSTANCE_SHARE: "mass share of {substance}",
    QuestionKind.SUBSTANCE_FORM: "form and price of {substance}",
    QuestionKind.SUBSTANCE_VALUE: "price of {substance}",
}


def questions_of(
    *,
    item: Item,
    rule: Rule,
    subject: Subject,
    entry: SubjectEntry | None = None,
    verdict: Verdict,
    reasons: tuple[Reason, ...],
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
    ratio: Ratio,
    bill: Bill,
    facts: Facts,
) -> tuple[Question, ...]:
    """The open questions of one finding; ``facts`` hold the readings that the user chose."""
    if subject is Subject.NO:
        return ()
    asked: list[Question] = []
    if verdict is Verdict.UNDETERMINED and rule.has_line:
        asked += _of_share(item, rule, subject, contributions, ratio, bill, facts)
    is_at_stake = verdict is Verdict.UNDETERMINED or any(
        reason.is_met or reason.is_open for reason in reasons
    )
    if subject is Subject.MAYBE and is_at_stake:
        is_told = entry is not None and _is_told(item, entry, facts)
        asked.append(
            _ask(
                QuestionKind.CHECK if is_told else QuestionKind.MATERIAL,
                item,
                "" if is_told else item.supplier,
                settles=True,
                substance=_which_material(item, rule, entry),
            )
        )
    if not any(reason.is_met for reason in reasons):
        asked += [
            question
            for reason in reasons
            if reason.state == Answer.UNKNOWN.value
            for question in _of_trigger(reason, item, entry, contributions, facts)
        ]
    unique = dict.fromkeys(asked)
    return tuple(sorted(unique, key=lambda question: not question.settles))[:QUESTIONS_SHOWN]


def _is_told(item: Item, entry: SubjectEntry, facts: Facts) -> bool:
    """True where it is stated how much of what the entry is about is in the item: what is left no supplier's list settles."""
    return any(
        row.substance.key in entry.made_of and row.share is not None
        for row in facts.content.get(item.number, ())
    )


def _of_trigger(
    reason: Reason,
    item: Item,
    entry: SubjectEntry | None,
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
    facts: Facts,
) -> Iterable[Question]:
    """What would answer a trigger without a share; the origin of a material is asked by its stages."""
    kind = _OF_TRIGGER[reason.trigger]
    own = next(
        (
            contribution
            for contribution, _ in contributions
            if contribution.holder == item.number and item.item_class is ItemClass.LISTED_MATERIAL
        ),
        None,
    )
    if kind is not QuestionKind.ORIGIN or own is None:
        for what in _of_what(reason, entry):
            yield _ask(kind, item, item.supplier, settles=True, substance=what, element=what)
        return
    for gap, substance in origin_gaps(own, facts.assumptions.origin_stage):
        is_of_user = gap in OF_THE_USER
        yield _ask(
            gap,
            item,
            "" if is_of_user else item.supplier,
            settles=True,
            substance=substance,
            element="" if is_of_user else _element(own),
        )


def _of_what(reason: Reason, entry: SubjectEntry | None) -> tuple[str, ...]:
    """The elements that a trigger asks about: what the entry names the item for, of what is mined."""
    if reason.trigger == "mine-origin" and entry is not None:
        return entry.made_of
    return (_OF_WHAT.get(reason.trigger, ""),)


def largest_first(
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
) -> list[tuple[SubstanceContent, Bounds]]:
    """What is counted or may be, the largest value first; no more than a person reads."""
    counted = [
        (contribution, quantity)
        for contribution, quantity in contributions
        if not (contribution.counted_value.is_zero and contribution.counted_mass.is_zero)
    ]
    return sorted(counted, key=lambda pair: _size(pair[0].counted_value * pair[1]), reverse=True)[
        :PORTIONS_SHOWN
    ]


def _size(bounds: Bounds) -> tuple[Fraction, bool, Fraction]:
    return bounds.low, bounds.high is None, bounds.high or Fraction(0)


def _of_share(
    item: Item,
    rule: Rule,
    subject: Subject,
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
    ratio: Ratio,
    bill: Bill,
    facts: Facts,
) -> Iterable[Question]:
    part, whole = ratio.numerator, ratio.denominator
    if whole.high is None:
        yield _ask(
            QuestionKind.MASS if rule.is_by_mass else QuestionKind.PRICE,
            item,
            item.supplier,
            settles=part.is_exact,
        )
    if item.number in bill.incomplete:
        yield _ask(QuestionKind.PARTS, item, item.supplier, settles=True)
    for contribution, quantity in largest_first(contributions):
        counted = (
            contribution.content.listed if rule.is_by_mass else contribution.counted_value
        ) * quantity
        if counted.is_exact:
            continue
        settles = _settles(rule, part, whole, counted, subject)
        holder = bill.items[contribution.holder]
        for kind, substance in missing_facts(contribution, holder, rule, facts):
            is_of_item = kind is QuestionKind.MASS or kind in OF_THE_USER
            element = "" if is_of_item else _element(contribution)
            yield _ask(
                kind,
                holder,
                "" if kind in OF_THE_USER else holder.supplier or item.supplier,
                settles=settles and can_settle(kind, contribution, rule, facts),
                substance=substance,
                element=element,
            )


def _ask(
    kind: QuestionKind,
    item: Item,
    supplier: str,
    *,
    settles: bool,
    substance: str = "",
    element: str = "",
) -> Question:
    asks = QUESTION_TEXTS[kind].format(item=item.number, substance=substance)
    unit = item.counted_in.symbol
    if kind in _OF_ONE_UNIT and unit != EACH.symbol:
        asks += f", for one {unit}"
    return Question(
        kind=kind,
        item=item.number,
        asks=asks,
        substance=element,
        supplier=supplier,
        settles=settles,
    )


def _element(contribution: SubstanceContent) -> str:
    """What a questionnaire names: the substance as the file calls it."""
    return "" if SOME_RARE_EARTH in contribution.substance.elements else contribution.substance.name


def _settles(rule: Rule, part: Bounds, whole: Bounds, counted: Bounds, subject: Subject) -> bool:
    """True where one end of this contribution alone decides the test, whatever the others are."""
    others_low = part.low - counted.low
    others_high = None if part.high is None or counted.high is None else part.high - counted.high
    least = Bounds(part.low, None if others_high is None else others_high + counted.low)
    most = Bounds(
        others_low + (counted.high if counted.high is not None else part.high or part.low), None
    )
    decided = {apply_threshold(rule, least, whole), apply_threshold(rule, most, whole)}
    return Verdict.BELOW in decided or (subject is Subject.YES and Verdict.CROSSES in decided)


def _which_material(item: Item, rule: Rule, entry: SubjectEntry | None) -> str:
    if entry is not None and entry.level is Level.NAMED:
        return f"whether it is {entry.en}" + (f": {entry.condition}" if entry.condition else "")
    elements = sorted(
        {
            element
            for entry in rule.subjects
            if entry.item_class is item.item_class
            for element in entry.contains
        }
    )
    if not item.family:
        return "which material it is, and " + _whether(elements)
    return _whether(elements)


def _whether(elements: list[str]) -> str:
    return (
        f"whether it holds {', '.join(elements[:-1])} or {elements[-1]}"
        if len(elements) > 1
        else "which rare earths it holds"
    )
