"""What each trigger of a rule says of one item (its share, its technology, its origin), and the licence that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from calculator.content.counting import Counted
from calculator.findings.finding import Reason
from calculator.findings.verdict import (
    Licence,
    MassContent,
    Ratio,
    Subject,
    Verdict,
    apply_threshold,
    ratio_under,
)
from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.item import UNKNOWN_ORIGIN, Answer, Item, ItemClass, Origin
from calculator.model.stages import StageReading, Stages
from calculator.model.substances import Form, Substance, read_substance
from calculator.numbers.ratios import is_at_most
from calculator.rules import Rule, SubjectEntry

_COBALT = "Co"
SHARE_TRIGGERS = frozenset({"value-share", "mass-share"})


def tested_triggers(
    rule: Rule,
    subject: Subject,
    value: Ratio,
    mass: MassContent,
    *,
    answers: Mapping[str, Answer],
    entry: SubjectEntry | None,
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict of the rule, and what each of the triggers that can catch an item of the ``entry`` says.

    ``answers`` are those of the triggers without a share (see answers_of).

    A rule without a share asks its other triggers. What no share can catch is no subject of the share test.
    """
    triggers = [
        trigger for trigger in rule.triggers if entry is None or entry.is_caught_by(trigger)
    ]
    if rule.has_line and not any(trigger.id in SHARE_TRIGGERS for trigger in triggers):
        verdict = Verdict.NOT_SUBJECT
    elif rule.has_line:
        ratio = ratio_under(rule, value, mass)
        verdict = apply_threshold(rule, ratio.numerator, ratio.denominator)
    else:
        verdict = _of_answers(answers[trigger.id] for trigger in triggers)
    if subject is Subject.NO:
        verdict = Verdict.NOT_SUBJECT
    elif subject is Subject.MAYBE and verdict is Verdict.CROSSES:
        verdict = Verdict.UNDETERMINED
    reasons = tuple(
        Reason(
            trigger=trigger.id,
            state=answers[trigger.id].value if trigger.id in answers else verdict.value,
            clause=trigger.clause,
        )
        for trigger in triggers
    )
    return verdict, reasons


def _of_answers(answers: Iterable[Answer]) -> Verdict:
    """A rule without a share catches what one of its triggers says yes to; one without triggers, what is on its list."""
    given = set(answers)
    if Answer.YES in given or not given:
        return Verdict.CROSSES
    return Verdict.UNDETERMINED if Answer.UNKNOWN in given else Verdict.BELOW


def answers_of(item: Item, rule: Rule, bill: Bill, facts: Facts) -> dict[str, Answer]:
    """What the triggers of ``rule`` that know no share say of an item, by the id of the trigger."""
    origin = counted_origin_of(item, rule, facts)
    answers = {
        "chinese-technology": technology_of(item, facts),
        "chinese-origin": origin,
        "item-origin": origin,
        "end-item-origin": origin,
    }
    if any(trigger.id == "cobalt-origin" for trigger in rule.triggers):
        answers["cobalt-origin"] = cobalt_origin_of(item, rule, bill, facts)
    if any(trigger.id == "mine-origin" for trigger in rule.triggers):
        answers["mine-origin"] = mine_origin_of(item, rule, facts)
    if any(trigger.id == "alloy-origin" for trigger in rule.triggers):
        answers["alloy-origin"] = alloy_origin_of(item, rule, bill, facts)
        answers["item-origin"] = worst(
            (
                origin,
                *(
                    counted_origin_of(part, rule, facts)
                    for part in _magnets_inside(item, bill)
                    if not part.origin.is_unknown
                ),
            )
        )
    return answers


def alloy_origin_of(item: Item, rule: Rule, bill: Bill, facts: Facts) -> Answer:
    """Whether the alloy of a magnet was melted where the rule counts: stated of it, of its alloy as content, or of an alloy built in.

    What nobody said of it is unknown; several statements are all of them possible.
    """
    parts = (item, *_magnets_inside(item, bill))
    stated = [
        origin
        for part in parts
        for origin in (part.melted, part.stages.metal_made)
        if not origin.is_unknown or (part is item and origin.named)
    ]
    stated += [
        origin
        for part in parts
        for row in facts.content.get(part.number, ())
        if facts.holds(row) and _is_alloy_of(item, row.substance)
        for origin in _melted_in(row.stages, row.origin)
    ]
    stated += [
        origin
        for number in bill.inside(item.number)
        if number != item.number
        and _is_alloy_of(item, read_substance(bill.items[number].material)[0])
        and bill.items[number].item_class is ItemClass.LISTED_MATERIAL
        for origin in _melted_in(bill.items[number].stages, bill.items[number].origin)
    ]
    return worst(
        counted_origin_of(replace(item, origin=origin), rule, facts)
        for origin in stated or [UNKNOWN_ORIGIN]
    )


def _melted_in(stages: Stages, last_stage: Origin) -> list[Origin]:
    """Where an alloy was melted: its own column, the Country of Origin, or both where they differ."""
    stated = (
        [stages.metal_made] if not stages.metal_made.is_unknown or stages.metal_made.named else []
    )
    if not stated or (last_stage.shares and last_stage.shares != stated[0].shares):
        stated.append(last_stage)
    return stated


def cobalt_origin_of(item: Item, rule: Rule, bill: Bill, facts: Facts) -> Answer:
    """Whether the cobalt in an item is surely from elsewhere from the mine on. Never yes: whether it counts is open."""
    counted = counted_by(rule)
    shares = [
        counted.share_by_stage(row.stages, row.substance.form, row.origin, facts.assumptions)
        for number in bill.inside(item.number)
        for row in facts.content.get(number, ())
        if row.substance.key == _COBALT and facts.holds(row)
    ]
    is_elsewhere = bool(shares) and all(share.is_zero for share in shares)
    return Answer.NO if is_elsewhere else Answer.UNKNOWN


def mine_origin_of(item: Item, rule: Rule, facts: Facts) -> Answer:
    """Whether what an item is named for went through a stage where the rule counts, from the mine on.

    The item's own line tells, and each Content row of an element that an entry which names it is about.
    """
    elements = {element for entry in rule.subjects for element in entry.made_of}
    counted = counted_by(rule)
    passed = [(item.stages, item.origin)]
    passed += [
        (row.stages, row.origin)
        for row in facts.content.get(item.number, ())
        if facts.holds(row)
        and elements.intersection(row.substance.elements or (row.substance.key,))
    ]
    shares = [
        counted.share_by_stage(stages, Form.METAL, last_stage, facts.assumptions)
        for stages, last_stage in passed
    ]
    if any(share.low > 0 for share in shares):
        return Answer.YES
    return Answer.NO if any(share.is_zero for share in shares) else Answer.UNKNOWN


def _magnets_inside(item: Item, bill: Bill) -> list[Item]:
    """The blanks and magnets that it is made of: phases before its own."""
    return [
        bill.items[number]
        for number in bill.inside(item.number)
        if number != item.number and bill.items[number].item_class is item.item_class
    ]


def _is_alloy_of(item: Item, substance: Substance | None) -> bool:
    """True for the alloy that a magnet of the item's family is made of, as a substance."""
    return substance is not None and bool(item.family) and substance.key == item.family


def worst(answers: Iterable[Answer]) -> Answer:
    """The one that weighs most: yes, then unknown, then no."""
    return min(answers, key=(Answer.YES, Answer.UNKNOWN, Answer.NO).index)


def technology_of(item: Item, facts: Facts) -> Answer:
    """Whether the item was made with Chinese technology; an assumption fills in what nobody said."""
    if (
        item.technology is Answer.UNKNOWN
        and facts.assumptions.technology_no
        and not item.technology_named
    ):
        return Answer.NO
    return item.technology


def counted_origin_of(item: Item, rule: Rule, facts: Facts) -> Answer:
    """Whether the item itself is from where the rule counts; of a listed material the stages that made it tell."""
    if item.item_class is ItemClass.LISTED_MATERIAL and _has_passed_stages(item, facts):
        return _material_origin_of(item, rule, facts)
    share = item.origin.share_from(rule.origins_counted, rule.origins_unsure)
    if share.low:
        return Answer.YES
    unknown = item.origin.unknown_share
    doubtful = share.high is not None and not is_at_most(share.high, unknown)
    if facts.assumptions.unknown_origin_is_not_chinese:
        unknown -= item.origin.unsaid_share(rule.origins_counted | rule.origins_unsure)
    return Answer.UNKNOWN if unknown or doubtful else Answer.NO


def _has_passed_stages(item: Item, facts: Facts) -> bool:
    """True where more than the Country of Origin tells where a material is from."""
    return item.stages.are_stated or facts.assumptions.origin_stage in (
        StageReading.EARLIEST,
        StageReading.ANY,
    )


def _material_origin_of(item: Item, rule: Rule, facts: Facts) -> Answer:
    substance = read_substance(item.material)[0] or read_substance(item.description)[0]
    share = counted_by(rule).share_by_stage(
        item.stages,
        substance.form if substance is not None else Form.UNKNOWN,
        item.origin,
        facts.assumptions,
    )
    if share.low > 0:
        return Answer.YES
    return Answer.NO if share.is_zero else Answer.UNKNOWN


def counted_by(rule: Rule) -> Counted:
    """What ``rule`` counts, in the words of the roll-up."""
    return Counted(
        substances=rule.counted, origins=rule.origins_counted, unsure=rule.origins_unsure
    )


def licence_of(subject: Subject, reasons: tuple[Reason, ...]) -> Licence:
    """Required if any trigger is met, undetermined if any is unknown, else not required (INTERFACE 4)."""
    if subject is Subject.NO:
        return Licence.NOT_REQUIRED
    if any(reason.is_met for reason in reasons):
        return Licence.REQUIRED if subject is Subject.YES else Licence.UNDETERMINED
    return (
        Licence.UNDETERMINED if any(reason.is_open for reason in reasons) else Licence.NOT_REQUIRED
    )


def with_share_open(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons where what the share says may not be said."""
    return tuple(
        replace(reason, state=Verdict.UNDETERMINED.value)
        if reason.trigger in SHARE_TRIGGERS
        else reason
        for reason in reasons
    )
