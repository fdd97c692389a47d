"""Goes over everything that was called clear, from the bill, the facts and the records of the findings alone.

A clearance is followed where every obligation is on record and none is open, the multiplication holds, what is stated of
the item and its parts is not more than what was counted, and the whole of a magnet, a target or a material is known or was
counted as unknown. What cannot be followed is not clear, whoever is right: then one of the two ways has a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.clearance.possible import (
    Possible,
    elements_of_material,
    named_elements,
    statements_in_force,
)
from calculator.findings.accounting import InputAccount
from calculator.findings.finding import Contribution, Finding
from calculator.findings.obligation import (
    FOR_THE_ANSWERS,
    FOR_THE_LINE,
    FOR_THE_LIST,
    Doubt,
    Obligation,
    Standing,
)
from calculator.findings.verdict import Subject, Verdict
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import MADE_OF_RARE_EARTH, Answer, Item, ItemClass
from calculator.model.substances import RARE_EARTHS
from calculator.rules import Rule, SubjectEntry

_MUST_HOLD: Final = {"SmCo": "Sm", "SmFeN": "Sm"}
"""What a magnet of a family holds whatever is declared."""
_HEAVY: Final = "heavy"
_HEAVIES: Final = frozenset({"Dy", "Tb"})
"""What is meant where the words of an item say that it holds heavy rare earths, and not which."""
_BY_ORIGIN: Final = frozenset({"chinese-origin", "item-origin", "end-item-origin"})
"""Triggers that the Country of Origin of the item answers."""
_ACCOUNTED: Final = Fraction(98, 100)
"""Parts, or shares, that are less of the whole than this leave more than rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFollowed:
    """A clearance that the second way does not lead to, and where it breaks off."""

    finding: Finding
    why: str


def not_followed(
    findings: Iterable[Finding],
    bill: Bill,
    facts: Facts,
    doubts: Iterable[Doubt],
    accounts: Iterable[InputAccount],
) -> Iterator[NotFollowed]:
    """Each finding that is below, or on no list, and that cannot be followed."""
    doubted: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        doubted.setdefault(doubt.item, []).append(doubt)
    odd = next(
        (
            f"{account.path}, sheet {sheet.name}"
            for account in accounts
            for sheet in account.sheets
            if not sheet.adds_up
        ),
        "",
    )
    ways: dict[tuple[str, str], Possible] = {}
    for finding in findings:
        if finding.verdict not in (Verdict.BELOW, Verdict.NOT_SUBJECT):
            continue
        unit = finding.value.unit
        way = ways.setdefault(
            (finding.rule.id, unit),
            Possible(bill=bill, facts=facts, rule=finding.rule, currency=unit),
        )
        why = (
            (f"the rows of {odd} do not add up" if odd else "")
            or _of_records(finding)
            or _of_doubts(finding, bill, doubted)
            or (
                _of_the_line(finding, way)
                if finding.verdict is Verdict.BELOW
                else _of_the_list(finding, bill, facts)
            )
            or _of_the_whole(finding, bill, facts)
            or _of_the_origin(finding, facts)
        )
        if why:
            yield NotFollowed(finding=finding, why=why)


def _of_records(finding: Finding) -> str:
    """Every obligation is on record, once, and those that the verdict rests on are not open."""
    records = {record.obligation: record for record in finding.clearance}
    needed = FOR_THE_LINE if finding.verdict is Verdict.BELOW else FOR_THE_LIST
    if not finding.rule.has_line:
        needed = FOR_THE_LIST
    if len(records) != len(finding.clearance):
        return "an obligation is recorded twice"
    missing = [obligation.value for obligation in Obligation if obligation in needed - set(records)]
    if missing:
        return f"nothing is on record for {', '.join(missing)}"
    still_open = [
        record.obligation.value
        for record in finding.clearance
        if record.standing is Standing.OPEN and record.obligation in needed
    ]
    return f"{', '.join(still_open)} is open" if still_open else ""


def _of_doubts(finding: Finding, bill: Bill, doubted: Mapping[str, Sequence[Doubt]]) -> str:
    """No doubt stands about the item, or a part of it, that what was called clear rests on."""
    if not doubted:
        return ""
    rests_on: set[Obligation] = set()
    if finding.verdict is Verdict.BELOW:
        rests_on |= FOR_THE_LINE
    elif finding.subject is Subject.NO:
        rests_on |= FOR_THE_LIST
    if finding.subject is not Subject.NO and finding.licence.value == "not-required":
        rests_on |= FOR_THE_LIST | FOR_THE_ANSWERS
    bearing = [
        number
        for number in sorted(doubted.keys() & bill.inside(finding.item.number).keys())
        if any(
            doubt.obligation in rests_on and doubt.bears_under(finding.rule.id)
            for doubt in doubted[number]
        )
    ]
    return f"a doubt about {bearing[0]} stands" if bearing else ""


def _of_the_line(finding: Finding, way: Possible) -> str:
    """The multiplication, and what is surely possible held against what was counted."""
    rule, item = finding.rule, finding.item
    if not rule.has_line:
        return ""
    most, whole = finding.tested.numerator.high, finding.tested.denominator.low
    if most is None or rule.reaches(most, whole):
        return "the most that may be counted is not below the line of the smallest whole"
    worthless = next((part for part in finding.contributions if _counts_for_nothing(part)), None)
    if worthless is not None and not rule.is_by_mass:
        return f"{worthless.substance} counts in it and is worth nothing"
    own_whole = _least_mass(item, way) if rule.is_by_mass else way.least_price(item)
    if rule.reaches(most, own_whole):
        return "the item's own figures make a smaller whole"
    if not rule.per_substance and rule.reaches(way.in_item(item.number), own_whole):
        return "what is stated of it and its parts may reach the line"
    return ""


def _least_mass(item: Item, way: Possible) -> Fraction:
    """The least that it weighs; where nobody says that, and all that is stated of it are shares, the kilogram that these are of."""
    rows = way.facts.content.get(item.number, ())
    is_of_shares = bool(rows) and all(row.share and row.mass is None for row in rows)
    is_unstated = item.mass.bounds.low == 0 and item.mass.bounds.high is None
    if is_of_shares and is_unstated and not way.bill.components_of(item.number):
        return Fraction(1)
    return item.mass.bounds.low


def _counts_for_nothing(part: Contribution) -> bool:
    """True where some of a substance may count by its mass and none of it by its value: nothing on a list is had for nothing."""
    return part.mass.high != 0 and part.value.high == 0


def _of_the_list(finding: Finding, bill: Bill, facts: Facts) -> str:
    """No entry of the list names the item by its material and the elements that something says are in it."""
    named = named_elements(finding.item.number, bill, facts) | {*elements_of_material(finding.item)}
    for entry in finding.rule.subjects:
        if entry.item_class is finding.item.item_class and _names(entry, finding.item, named):
            return f"{', '.join(sorted(named.intersection(entry.contains)))} in it is on the list"
    return ""


def _names(entry: SubjectEntry, item: Item, named: frozenset[str]) -> bool:
    """True where elements decide the entry and one of them is named in an item whose material is not another's."""
    if not entry.contains or not named.intersection(entry.contains) or entry.forms or entry.named:
        return False
    if item.item_class is ItemClass.TARGET:
        return False  # The list names metals and alloys; of oxides the elements alone do not tell.
    return not entry.family or not item.family or entry.family == item.family


def _of_the_whole(finding: Finding, bill: Bill, facts: Facts) -> str:
    """Of what is made of rare earth the whole is known, or something undisclosed was counted."""
    item, rule = finding.item, finding.rule
    if item.item_class not in MADE_OF_RARE_EARTH or not _depends_on_the_whole(finding):
        return ""
    if finding.verdict is Verdict.BELOW and _was_counted_as_unknown(finding):
        return ""
    if _is_known_to_the_whole(item, rule, bill, facts):
        return ""
    return "nothing tells what it is made of to the whole, and nothing unknown was counted"


def _of_the_origin(finding: Finding, facts: Facts) -> str:
    """Where the item was made, for each trigger that an origin answers with no; of materials their stages tell, not the line alone."""
    item, rule = finding.item, finding.rule
    if (
        item.item_class is ItemClass.LISTED_MATERIAL
        or facts.assumptions.unknown_origin_is_not_chinese
    ):
        return ""
    may_count = not item.origin.share_from(rule.origins_counted, rule.origins_unsure).is_zero
    answered = [
        reason.clause
        for reason in finding.reasons
        if reason.trigger in _BY_ORIGIN and reason.state == Answer.NO.value
    ]
    if may_count and answered:
        return f"{answered[0]} is answered with no, and it may have been made where the rule counts"
    return ""


def _depends_on_the_whole(finding: Finding) -> bool:
    """False where the material alone keeps the item off the list, or where being on it is no question of amounts."""
    if finding.subject is not Subject.NO:
        # Goods that are on the list have no share, whatever else is in them.
        return finding.rule.has_line and finding.verdict is Verdict.BELOW
    return not finding.item.family or any(
        entry.family in ("", finding.item.family) and entry.contains
        for entry in finding.rule.subjects
        if entry.item_class is finding.item.item_class
    )


def _was_counted_as_unknown(finding: Finding) -> bool:
    high = finding.tested.numerator.high
    return high is None or high > 0


def _is_known_to_the_whole(item: Item, rule: Rule, bill: Bill, facts: Facts) -> bool:
    statements = statements_in_force(item.number, facts)
    named = named_elements(item.number, bill, facts)
    surely = named_elements(item.number, bill, facts, for_sure=True)
    if item.rare_earth_free and not surely.intersection(RARE_EARTHS) - {"La"}:
        return True
    if item.item_class is ItemClass.LISTED_MATERIAL and item.material:
        return True
    must = {*item.said_elements, *filter(None, [_MUST_HOLD.get(item.family)])} - {_HEAVY}
    if (must & rule.counted.elements) - named:
        return False
    if _HEAVY in item.said_elements and _HEAVIES & rule.counted.elements and not _HEAVIES & named:
        return False
    closing = [[row for row in rows if facts.closes(row)] for rows in statements.values()]
    is_full = any(
        row.disclosure is not Disclosure.PARTIAL or _rules_out_the_rest(row, rule)
        for rows in closing
        for row in rows
    )
    adds_up = any(
        sum((_least_share(row, item) for row in rows), Fraction(0)) >= _ACCOUNTED
        for rows in closing
    )
    return (
        is_full
        or adds_up
        or _is_accounted(item, bill)
        or _lines_are_all(item, bill, facts)
        or _nothing_counted(closing, rule)
    )


def _least_share(row: ContentRow, item: Item) -> Fraction:
    """What a row surely accounts for, as a share of the item's mass: its share, else its mass by that of the item."""
    if row.share is not None:
        return row.share.low
    whole = item.mass.bounds.high
    return row.mass.low / whole if row.mass is not None and whole else Fraction(0)


def _lines_are_all(item: Item, bill: Bill, facts: Facts) -> bool:
    """True where it is stated, or assumed by name, that the lines below are all of it."""
    is_said = any(
        facts.closes(row) for row in facts.closed_by_lines.get(item.number, ())
    ) or facts.assumptions.takes_as_complete(item.number)
    is_read = item.number not in bill.incomplete
    return is_said and is_read and bool(bill.components_of(item.number))


def _nothing_counted(statements: list[list[ContentRow]], rule: Rule) -> bool:
    """True where every element that the rule counts is declared absent."""
    absent: set[str] = set()
    for rows in statements:
        for row in rows:
            absent |= row.rules_out
            if row.states_absence:
                absent.update(row.substance.elements)
    return bool(rule.counted.elements) and rule.counted.elements <= absent


def _rules_out_the_rest(row: ContentRow, rule: Rule) -> bool:
    """True for an answer that of all that the rule counts there is no more in it than was answered."""
    counted = rule.counted.elements
    return bool(counted) and counted <= row.rules_out


def _is_accounted(item: Item, bill: Bill) -> bool:
    """True where its parts weigh what it weighs."""
    weight = sum(
        (
            quantity.low * bill.items[number].mass.bounds.low
            for number, quantity in bill.quantities_per(item.number).items()
        ),
        Fraction(0),
    )
    whole = item.mass.bounds.high
    return whole is not None and whole > 0 and weight >= _ACCOUNTED * whole
