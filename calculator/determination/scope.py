"""Which items a rule is about: whether its own list names them, by kind, by family of material, by the elements in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from calculator.content.contribution import SubstanceContent
from calculator.content.material_conflict import against_material
from calculator.determination.named_items import may_be_named, named_fit
from calculator.findings.finding import Finding
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.item import RARE_EARTH_CLASSES, Item, ItemClass
from calculator.model.own_substance import own_substances
from calculator.model.substance_list import Listing
from calculator.model.substances import SOME_RARE_EARTH, Form, read_substance
from calculator.rules import Level, Rule, SubjectEntry


def in_order_of_rows(findings: Iterable[Finding], bill: Bill) -> tuple[Finding, ...]:
    """The findings in the order of the first rows of their items, the rules of one item in the order in which they were given."""
    place = {number: index for index, number in enumerate(bill.items)}
    return tuple(sorted(findings, key=lambda finding: place[finding.item.number]))


def tested_by(rule: Rule, bill: Bill) -> Iterator[Item]:
    """The items of the bill that are of a kind that the rule's list could name."""
    entries = [entry for entry in rule.subjects if entry.item_class is not ItemClass.ASSEMBLY]
    items = bill.items.values()
    if not all(entry.level in _BY_CLASS for entry in entries):
        return (item for item in items if tests(rule, item, bill))
    # By their class, which is seen at a glance; only goods are asked where they stand.
    classes = {
        ItemClass.LISTED_MATERIAL if entry.level is Level.GOODS else entry.item_class
        for entry in entries
    }
    return (item for item in items if item.item_class in classes and tests(rule, item, bill))


_BY_CLASS: Final = (Level.CLASS, Level.GOODS)
"""Levels of a list that mean items of one class alone."""


def tests(rule: Rule, item: Item, bill: Bill) -> bool:
    """True where the item is of a kind that the rule's list could name."""
    # To look for words takes longest.
    return is_of_kind(rule, item, bill) or (rule.names_items and may_be_named(rule, item))


def is_of_kind(rule: Rule, item: Item, bill: Bill) -> bool:
    """True where an entry is about items of its kind, whatever its words."""
    return any(
        _is_of(entry, item, bill)
        for entry in rule.subjects
        if entry.item_class is not ItemClass.ASSEMBLY and entry.level is not Level.NAMED
    )


def _is_of(entry: SubjectEntry, item: Item, bill: Bill) -> bool:
    if entry.level is Level.PRODUCT:
        return item.number not in bill.parents
    if entry.level is Level.ARTICLE:
        return bill.is_article(item.number)
    if entry.level is Level.GOODS:
        return item.item_class is ItemClass.LISTED_MATERIAL and not _is_built_in(item, bill)
    if entry.level is Level.NAMED:
        return named_fit(entry, item) is not Subject.NO
    if entry.level is Level.END_ITEM:
        return item.number not in bill.parents and bool(bill.lines_of(item.number))
    return entry.item_class is item.item_class


def _is_built_in(item: Item, bill: Bill) -> bool:
    """True where it is in a magnet, a target or a blank of one: there it is content and no goods."""
    above = bill.ancestors_of({item.number})
    return any(bill.items[number].item_class in RARE_EARTH_CLASSES for number in above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What decides whether entries of lists name an item, found out once for all of them.

    ``certain`` and ``possible`` are the elements in it; ``is_contradicted`` where its content speaks against its material.
    """

    item: Item
    bill: Bill
    contributions: Sequence[SubstanceContent]
    certain: set[str]
    possible: set[str]
    family: str
    is_contradicted: bool


def subject_of(
    item: Item, rule: Rule, contributions: Sequence[SubstanceContent], bill: Bill
) -> tuple[Subject, SubjectEntry | None, str]:
    """Whether the rule's list names the item, under which entry, and why: by kind, family of material, elements in it."""
    return subject_among(rule.subjects, rule, known_of(item, contributions, bill))


def known_of(item: Item, contributions: Sequence[SubstanceContent], bill: Bill) -> Known:
    """What the contributions, which are all that is stated to be in an item, tell of it."""
    named = read_substance(item.material)[0]
    certain = {
        element
        for contribution in contributions
        if contribution.certain and _makes(item, contribution)
        for element in contribution.substance.elements
    }
    certain = (certain | set(named.elements if named else ())) - {SOME_RARE_EARTH}
    possible = {
        element
        for contribution in contributions
        for element in contribution.substance.elements
        if not contribution.mass.is_zero or contribution.certain
    }
    if item.item_class in RARE_EARTH_CLASSES:
        possible |= _named_by_materials_below(item, bill)
    against = against_material(item, contributions)
    family = "" if against and item.family else item.family or _family_of_content(item, certain)
    return Known(
        item=item,
        bill=bill,
        contributions=contributions,
        certain=certain,
        possible=possible,
        family=family,
        is_contradicted=bool(against),
    )


def subject_among(
    entries: Sequence[SubjectEntry], rule: Rule, known: Known
) -> tuple[Subject, SubjectEntry | None, str]:
    """The answer of some entries of a rule's list."""
    item = known.item
    if (
        item.rare_earth_free
        and not known.certain
        and not known.is_contradicted
        and item.item_class in RARE_EARTH_CLASSES
        and not any(entry.family == item.family for entry in entries if entry.family)
    ):
        return Subject.NO, None, f"{item.material or item.family} holds no rare earth"
    best: SubjectEntry | None = None
    rank = Subject.NO
    for entry in entries:
        if not _is_of(entry, item, known.bill) or _is_told_otherwise(entry, rule, known):
            continue
        answer = _answer_of(entry, entries, rule, known)
        if rank_of(answer) > rank_of(rank):
            best, rank = entry, answer
        if rank is Subject.YES:
            break
    return (
        rank,
        best,
        _named(best)
        if best
        else f"the rule's list has no {known.family or item.item_class.value} like this",
    )


def _is_told_otherwise(entry: SubjectEntry, rule: Rule, known: Known) -> bool:
    """True where a list that goes by contents needs no words for an item: it tells its class, or the lines below it say what is in it.

    Not for a metal that a rule names beside magnets: a part may hold either.
    """
    if entry.level is not Level.NAMED or entry.made_of:
        return False
    classes = {other.item_class for other in rule.subjects if other.level is Level.CLASS}
    return bool(classes) and (
        known.item.item_class in classes or bool(known.bill.lines_of(known.item.number))
    )


def _answer_of(
    entry: SubjectEntry, entries: Sequence[SubjectEntry], rule: Rule, known: Known
) -> Subject:
    """Whether one entry names the item, which is of its kind."""
    if entry.level is Level.GOODS:
        return _counted_as(known.item, rule, known.contributions)
    if entry.level is Level.NAMED:
        return named_fit(entry, known.item)
    if entry.level is Level.END_ITEM:
        others = tuple(other for other in entries if other.level is not Level.END_ITEM)
        return _what_it_holds(
            known.item, replace(rule, subjects=others), known.contributions, known.bill
        )
    return _least(
        _least(_family_fits(entry, known.family), _contains(entry, known.certain, known.possible)),
        _form_fits(entry, known.item, known.contributions),
    )


def _named(entry: SubjectEntry) -> str:
    """What an entry is about, and what else it asks for."""
    return f"{entry.en}, if it is {entry.condition}" if entry.condition else entry.en


def _named_by_materials_below(item: Item, bill: Bill) -> set[str]:
    """The rare earths that the materials of its parts name: a rotor of DyFe is no listed material, and holds dysprosium."""
    return {
        element
        for part in (bill.inside(item.number) if item.number in bill.structures else ())
        if part != item.number
        and (substance := read_substance(bill.items[part].material)[0]) is not None
        for element in substance.elements
        if element != SOME_RARE_EARTH
    }


def _what_it_holds(
    item: Item, others: Rule, contributions: Sequence[SubstanceContent], bill: Bill
) -> Subject:
    """An end item is what the surest of its parts is under the other entries."""
    of_holder: dict[str, list[SubstanceContent]] = {}
    for contribution in contributions:
        of_holder.setdefault(contribution.holder, []).append(contribution)
    surest = Subject.NO
    for number in bill.inside(item.number):
        part = bill.items[number]
        if number == item.number or not tests(others, part, bill):
            continue
        answer = subject_of(part, others, of_holder.get(number, ()), bill)[0]
        surest = max(surest, answer, key=rank_of)
        if surest is Subject.YES:
            break
    return surest


def _counted_as(item: Item, rule: Rule, contributions: Sequence[SubstanceContent]) -> Subject:
    """Goods are on the list where the substance is one that the rule counts, in the form in which it is.

    What the line itself is called decides; where that names nothing it may be any of what is stated to be in it.
    """
    substances = own_substances(item)
    if not substances and len(contributions) == 1:
        substances = (contributions[0].substance,)
    answers = {_COUNTED[rule.counted.find(substance)[0]] for substance in substances}
    return answers.pop() if len(answers) == 1 else Subject.MAYBE


_COUNTED: Final = {
    Listing.LISTED: Subject.YES,
    Listing.MAYBE: Subject.MAYBE,
    Listing.UNLISTED: Subject.NO,
}


def _form_fits(
    entry: SubjectEntry, item: Item, contributions: Sequence[SubstanceContent]
) -> Subject:
    """A list of materials tells metal from alloy, oxide and compound, and may spell out the alloys that it means."""
    if entry.item_class is not ItemClass.LISTED_MATERIAL:
        return Subject.YES
    substances = own_substances(item)
    if len(substances) > 1:
        return Subject.MAYBE
    substance = next(iter(substances), None)
    if substance is None and contributions:
        substance = contributions[0].substance
    if substance is None or SOME_RARE_EARTH in substance.elements:
        return Subject.MAYBE
    if entry.named:
        return (
            Subject.YES
            if substance.key in entry.named
            else Subject.MAYBE
            if substance.form is Form.ALLOY
            else Subject.NO
        )
    if not entry.forms or substance.form in entry.forms:
        return Subject.YES
    return Subject.MAYBE if substance.form is Form.UNKNOWN else Subject.NO


def _makes(item: Item, contribution: SubstanceContent) -> bool:
    """A target of yttrium oxide may not be a yttrium target: the list names metals and their alloys."""
    return item.item_class is not ItemClass.TARGET or contribution.substance.form not in {
        Form.OXIDE,
        Form.COMPOUND,
    }


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


def rank_of(subject: Subject) -> int:
    """0 for what is surely not on the list."""
    return 0 if subject is Subject.NO else 1 if subject is Subject.MAYBE else 2


def _least(first: Subject, second: Subject) -> Subject:
    return first if rank_of(first) <= rank_of(second) else second
