"""One rule applied to one item, or to an assembly above it.

The value test compares by multiplying, never by dividing, and nothing is rounded before it:
crosses if even the least counted content reaches the line of the largest possible whole;
below if even the most counted content stays under the line of the smallest; else undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from calculator.bill import Bill
from calculator.content import Reckoning
from calculator.facts import Facts
from calculator.finding import (
    Contribution,
    Finding,
    Licence,
    MassContent,
    NodeFinding,
    Question,
    Ratio,
    Reason,
    Subject,
    Suspect,
    TotalUse,
    Use,
    Verdict,
)
from calculator.item import Answer, Evidence, Item, ItemClass
from calculator.portion import Counted, Portion
from calculator.quantities import Bounds
from calculator.rules import Rule, SubjectEntry
from calculator.substances import SOME_RARE_EARTH, Form, Listing, read_substance

PATHS_SHOWN = 50
CONTRIBUTIONS_SHOWN = 200

SHARE_TRIGGERS = frozenset({"value-share", "mass-share"})


def counted_by(rule: Rule) -> Counted:
    """What ``rule`` counts, in the words of the roll-up."""
    return Counted(substances=rule.counted, origins=rule.origins_counted, unsure=rule.origins_unsure)


def apply_threshold(rule: Rule, part: Bounds, whole: Bounds) -> Verdict:
    """The threshold of ``rule`` on a part of a whole.

    ``whole.high`` None means that the whole may be anything: it can then never cross.
    """
    if whole.high is not None and rule.reaches(part.low, whole.high):
        return Verdict.CROSSES
    if part.high is not None and not rule.reaches(part.high, whole.low):
        return Verdict.BELOW
    return Verdict.UNDETERMINED


def determine(item: Item, rule: Rule, reckoning: Reckoning) -> Finding:
    """The finding of ``rule`` on one magnet or target, with all that made it."""
    facts = reckoning.facts
    portions = tuple(reckoning.portions_inside(item.number))
    subject, why = subject_of(item, rule, [portion for portion, _ in portions])
    content = reckoning.contents[item.number]
    value = Ratio(numerator=content.value, denominator=reckoning.value_of(item), unit=reckoning.currency)
    mass = MassContent(listed=content.listed, rare_earth=content.rare_earth, whole=item.mass.bounds)
    verdict = _verdict(rule, subject, value, mass)
    reasons = _reasons(rule, verdict, _technology(item, facts), _chinese_origin(item, rule, facts))
    licence = _licence(subject, reasons)
    return Finding(
        rule=rule,
        item=item,
        subject=subject,
        subject_why=why,
        verdict=verdict,
        licence=licence,
        reasons=reasons,
        value=value,
        mass=mass,
        contributions=_contributions(item, portions, reckoning.bill),
        where_used=tuple(Use(path=path, quantity=quantity) for path, quantity in reckoning.bill.where_used(item.number, PATHS_SHOWN)),
        used_in=tuple(
            TotalUse(product=product, quantity=quantity, paths=paths)
            for product, (quantity, paths) in reckoning.bill.used_in_products(item.number).items()
        ),
        questions=_questions(
            item=item,
            rule=rule,
            subject=subject,
            verdict=verdict,
            reasons=reasons,
            portions=portions,
            ratio=Ratio(numerator=mass.listed, denominator=mass.whole, unit="kg") if rule.is_by_mass else value,
            bill=reckoning.bill,
        ),
        evidence=_weakest(portion.evidence for portion, _ in portions if portion.listing is not Listing.UNLISTED),
    )


def determine_node(item: Item, rule: Rule, reckoning: Reckoning, holds: tuple[Finding, ...], *, top: bool) -> NodeFinding:
    """An assembly or a product tested with its own value, as the reading of Announcement 61 that takes in assemblies does.

    Its technology is its own if stated, else that of the magnets and targets in it.
    """
    content = reckoning.contents[item.number]
    value = Ratio(numerator=content.value, denominator=reckoning.value_of(item), unit=reckoning.currency)
    mass = MassContent(listed=content.listed, rare_earth=content.rare_earth, whole=item.mass.bounds)
    subject = max((finding.subject for finding in holds), key=_rank, default=Subject.NO)
    verdict = _verdict(rule, subject, value, mass)
    technology = _technology(item, reckoning.facts)
    if item.technology is Answer.UNKNOWN and holds:
        technology = _worst(_technology(finding.item, reckoning.facts) for finding in holds)
    reasons = _reasons(rule, verdict, technology, _chinese_origin(item, rule, reckoning.facts))
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


def _worst(answers: Iterable[Answer]) -> Answer:
    return min(answers, key=(Answer.YES, Answer.UNKNOWN, Answer.NO).index)


def suspects_of(bill: Bill, facts: Facts, rules: Iterable[Rule]) -> tuple[Suspect, ...]:
    """Bought-in items that probably hold a magnet or a target and are not broken down.

    Settled by a stated class other than assembly, or by a full disclosure without any rare earth that a rule is about.
    """
    elements = frozenset(element for rule in rules for element in rule.counted.elements)
    return tuple(
        Suspect(item=item, why=item.suspect)
        for number, item in bill.items.items()
        if item.suspect
        and item.item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
        and not (item.class_stated and item.item_class is ItemClass.OTHER)
        and not bill.lines_of(number)
        and not _is_disclosed_without(facts, number, elements)
    )


def _is_disclosed_without(facts: Facts, number: str, elements: frozenset[str]) -> bool:
    rows = [row for row in facts.content.get(number, ()) if not row.is_expired(facts.on)]
    found = {element for row in rows for element in row.substance.elements}
    return any(row.fully_disclosed for row in rows) and not found & (elements | {SOME_RARE_EARTH})


# --------------------------------------------------------------------------- subject


def subject_of(item: Item, rule: Rule, portions: list[Portion]) -> tuple[Subject, str]:
    """Whether the rule's list names the item: by class, by family of material, by the elements that must be in it."""
    named = read_substance(item.material)[0]
    certain = {element for portion in portions if portion.certain and _makes(item, portion) for element in portion.substance.elements}
    certain = (certain | set(named.elements if named else ())) - {SOME_RARE_EARTH}
    possible = {element for portion in portions for element in portion.substance.elements if not portion.mass.is_zero or portion.certain}
    family = item.family or _family_of_content(item, certain)
    best, why = Subject.NO, f"the rule's list has no {family or item.item_class.value} like this"
    if item.rare_earth_free and not certain:
        return Subject.NO, f"{item.material or item.family} holds no rare earth"
    for entry in rule.subjects:
        if entry.item_class is not item.item_class:
            continue
        answer = _least(_family_fits(entry, family), _contains(entry, certain, possible))
        if _rank(answer) > _rank(best):
            best, why = answer, entry.en
        if best is Subject.YES:
            break
    return best, why


def _makes(item: Item, portion: Portion) -> bool:
    """A target of yttrium oxide may not be a yttrium target: the list names metals and their alloys."""
    return item.item_class is not ItemClass.TARGET or portion.substance.form not in {Form.OXIDE, Form.COMPOUND}


def _family_of_content(item: Item, certain: set[str]) -> str:
    """A magnet whose material nobody named is what its elements make it: Sm SmCo, Dy, Tb, Nd or Pr NdFeB."""
    if item.item_class is not ItemClass.MAGNET:
        return ""
    if "Sm" in certain:
        return "SmCo"
    return "NdFeB" if certain & {"Dy", "Tb", "Nd", "Pr"} else ""


def _family_fits(entry: SubjectEntry, family: str) -> Subject:
    if not entry.family or entry.family == family:
        return Subject.YES
    return Subject.NO if family else Subject.MAYBE


def _contains(entry: SubjectEntry, certain: set[str], possible: set[str]) -> Subject:
    if not entry.contains or certain & set(entry.contains):
        return Subject.YES
    return Subject.MAYBE if possible & {*entry.contains, SOME_RARE_EARTH} else Subject.NO


def _rank(subject: Subject) -> int:
    return (Subject.NO, Subject.MAYBE, Subject.YES).index(subject)


def _least(one: Subject, other: Subject) -> Subject:
    return min(one, other, key=_rank)


# --------------------------------------------------------------------------- verdict and licence


def _verdict(rule: Rule, subject: Subject, value: Ratio, mass: MassContent) -> Verdict:
    if subject is Subject.NO:
        return Verdict.NOT_SUBJECT
    part, whole = (mass.listed, mass.whole) if rule.is_by_mass else (value.numerator, value.denominator)
    verdict = apply_threshold(rule, part, whole)
    if subject is Subject.MAYBE and verdict is Verdict.CROSSES:
        return Verdict.UNDETERMINED
    return verdict


def _technology(item: Item, facts: Facts) -> Answer:
    if item.technology is Answer.UNKNOWN and facts.assumptions.technology_no:
        return Answer.NO
    return item.technology


def _chinese_origin(item: Item, rule: Rule, facts: Facts) -> Answer:
    share = item.origin.share_from(rule.origins_counted, rule.origins_unsure)
    if share.low > 0:
        return Answer.YES
    unknown = Fraction(0) if facts.assumptions.unknown_origin_is_not_chinese else item.origin.unknown_share
    doubtful = share.high is not None and share.high > item.origin.unknown_share
    return Answer.UNKNOWN if unknown or doubtful else Answer.NO


def _reasons(rule: Rule, verdict: Verdict, technology: Answer, origin: Answer) -> tuple[Reason, ...]:
    states = {"chinese-technology": technology.value, "chinese-origin": origin.value}
    return tuple(
        Reason(trigger=trigger.id, state=states.get(trigger.id, verdict.value), clause=trigger.clause) for trigger in rule.triggers
    )


def _licence(subject: Subject, reasons: tuple[Reason, ...]) -> Licence:
    """Required if any trigger is met, undetermined if any is unknown, else not required (INTERFACE 4)."""
    if subject is Subject.NO:
        return Licence.NOT_REQUIRED
    states = {reason.state for reason in reasons}
    if states & {Verdict.CROSSES.value, Answer.YES.value}:
        return Licence.REQUIRED if subject is Subject.YES else Licence.UNDETERMINED
    if states & {Verdict.UNDETERMINED.value, Answer.UNKNOWN.value}:
        return Licence.UNDETERMINED
    return Licence.NOT_REQUIRED


# --------------------------------------------------------------------------- what made it


def _contributions(item: Item, portions: tuple[tuple[Portion, Bounds], ...], bill: Bill) -> tuple[Contribution, ...]:
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
            workings=tuple(text for text, _ in portion.steps),
        )
        for portion, quantity in _largest(portions)
    ]
    return tuple(found)


def _largest(portions: tuple[tuple[Portion, Bounds], ...]) -> list[tuple[Portion, Bounds]]:
    counted = [(portion, quantity) for portion, quantity in portions if not (portion.counted_value.is_zero and portion.counted_mass.is_zero)]
    return sorted(counted, key=lambda pair: _size(pair[0].counted_value * pair[1]), reverse=True)[:CONTRIBUTIONS_SHOWN]


def _size(bounds: Bounds) -> tuple[Fraction, bool, Fraction]:
    return bounds.low, bounds.high is None, bounds.high or Fraction(0)


def _weakest(grades: Iterable[Evidence | None]) -> Evidence | None:
    return max((grade for grade in grades if grade is not None), key=lambda grade: grade.rank, default=None)


# --------------------------------------------------------------------------- what to ask whom


def _questions(
    *,
    item: Item,
    rule: Rule,
    subject: Subject,
    verdict: Verdict,
    reasons: tuple[Reason, ...],
    portions: tuple[tuple[Portion, Bounds], ...],
    ratio: Ratio,
    bill: Bill,
) -> tuple[Question, ...]:
    """Only what could change the verdict or the licence; what settles it alone comes first."""
    if subject is Subject.NO:
        return ()
    part, whole = ratio.numerator, ratio.denominator
    asked: list[Question] = []
    if verdict is Verdict.UNDETERMINED:
        if whole.high is None:
            what = "mass of one unit" if rule.is_by_mass else "unit price and its currency"
            asked.append(Question(item=item.number, asks=what, supplier=item.supplier, settles=part.is_exact))
        if item.number in bill.incomplete:
            asked.append(Question(item=item.number, asks="which parts it is made of: the file leaves that open (see the problems)", supplier=item.supplier, settles=True))
        for portion, quantity in _largest(portions):
            counted = (portion.content.listed if rule.is_by_mass else portion.counted_value) * quantity
            if counted.is_exact:
                continue
            settles = _settles(rule, part, whole, counted, subject)
            holder = bill.items[portion.holder]
            supplier = holder.supplier or item.supplier
            asked.extend(
                Question(item=portion.holder, asks=what, supplier=supplier, settles=settles)
                for what in _gaps(portion, holder, by_mass=rule.is_by_mass)
            )
    if subject is Subject.MAYBE:
        asked.append(Question(item=item.number, asks=_which_material(item, rule), supplier=item.supplier, settles=True))
    if not any(reason.state in {Verdict.CROSSES.value, Answer.YES.value} for reason in reasons):
        asked.extend(
            Question(item=item.number, asks=_TRIGGER_QUESTIONS[reason.trigger], supplier=item.supplier, settles=True)
            for reason in reasons
            if reason.state == Answer.UNKNOWN.value
        )
    unique = dict.fromkeys(asked)
    return tuple(sorted(unique, key=lambda question: not question.settles))[:CONTRIBUTIONS_SHOWN]


_TRIGGER_QUESTIONS = {
    "chinese-technology": "whether it was made with Chinese rare-earth technology (mining, smelting, separation, metal, magnet making, recycling)",
    "chinese-origin": "country of origin of the item itself",
}


def _gaps(portion: Portion, holder: Item, *, by_mass: bool) -> Iterable[str]:
    """The missing facts that make one portion uncertain."""
    name = portion.substance.name
    if SOME_RARE_EARTH in portion.substance.elements:
        yield "full composition: every rare earth in it with its wt%, form and country of origin, or that there is none"
        return
    if not portion.counted_share.is_exact:
        yield f"origin of {name}"
    if not portion.mass.is_exact:
        yield f"mass of one unit of {holder.number}" if not holder.mass.bounds.is_exact else f"mass share of {name}"
    if not by_mass and not portion.value.is_exact and portion.mass.is_exact:
        yield f"form and price of {name}" if portion.substance.form is Form.UNKNOWN else f"price of {portion.substance}"


def _settles(rule: Rule, part: Bounds, whole: Bounds, counted: Bounds, subject: Subject) -> bool:
    """True where one end of this portion alone decides the test, whatever the others are."""
    others_low = part.low - counted.low
    others_high = None if part.high is None or counted.high is None else part.high - counted.high
    least = Bounds(part.low, None if others_high is None else others_high + counted.low)
    most = Bounds(others_low + (counted.high if counted.high is not None else part.high or part.low), None)
    decided = {apply_threshold(rule, least, whole), apply_threshold(rule, most, whole)}
    return Verdict.BELOW in decided or (subject is Subject.YES and Verdict.CROSSES in decided)


def _which_material(item: Item, rule: Rule) -> str:
    elements = sorted({element for entry in rule.subjects if entry.item_class is item.item_class for element in entry.contains})
    if not item.family:
        return "which material it is, and " + _whether(elements)
    return _whether(elements)


def _whether(elements: list[str]) -> str:
    return f"whether it holds {', '.join(elements[:-1])} or {elements[-1]}" if len(elements) > 1 else "which rare earths it holds"
