"""A declaration of one rule, from an assessment: what the bill and its facts say of each field, and what is left to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.assessment import Assessment
from calculator.declarations.magnet_fields import magnet_field
from calculator.declarations.magnets import kind_of, magnets_in, open_parts
from calculator.declarations.record import (
    Declaration,
    DeclaredMagnet,
    DeclaredProduct,
    Entry,
    FieldState,
    FieldValue,
    OpenPart,
)
from calculator.declarations.recycled_content import recycled_field
from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item
from calculator.numbers.bounds import ZERO, Bounds
from calculator.rules import Declared, Field, Rule

_OF_PRODUCTS: Final = frozenset({Declared.MAGNETS, Declared.TOTAL_MASS, Declared.RECYCLED})
"""What is asked of a product; the rest of each magnet."""


def declaration_of(assessment: Assessment, rule: Rule) -> Declaration:
    """Every product of the bill under the rule."""
    report, scenarios = assessment.report, assessment.scenarios
    bill, facts = scenarios.bill, scenarios.facts
    return Declaration(
        version=report.version,
        on=report.on,
        rule=rule,
        inputs=report.inputs,
        assumptions=report.assumptions,
        refused=report.refused,
        products=tuple(
            _product(
                bill.items[number],
                rule,
                open_parts(number, report.suspects, bill, facts),
                bill,
                facts,
            )
            for number in bill.products
        ),
        problems=report.problems,
    )


def _product(
    item: Item, rule: Rule, unresolved: list[OpenPart], bill: Bill, facts: Facts
) -> DeclaredProduct:
    magnets = [
        (magnet, kind_of(magnet, facts), quantity)
        for magnet, quantity in magnets_in(item.number, bill)
    ]
    total = _total_mass(rule, magnets, is_open=bool(unresolved))
    owed = _owed(rule, magnets, total, is_open=bool(unresolved))
    counted = [(magnet, quantity) for magnet, kind, quantity in magnets if _is_counted(rule, kind)]
    fields = [
        _product_field(field, rule, magnets, counted, total, unresolved, bill, facts)
        for field in rule.fields
        if field.asks in _OF_PRODUCTS
    ]
    own = [field for field in rule.fields if field.asks not in _OF_PRODUCTS]
    return DeclaredProduct(
        item=item,
        owed=owed,
        fields=tuple(
            _not_owed(value)
            if owed is Answer.NO and value.field.asks is Declared.RECYCLED
            else value
            for value in fields
        ),
        magnets=tuple(
            DeclaredMagnet(
                item=magnet,
                kind=kind,
                quantity=quantity,
                fields=tuple(_of_magnet(field, magnet, kind, rule, bill, facts) for field in own),
            )
            for magnet, kind, quantity in magnets
        ),
        open_parts=tuple(unresolved),
    )


def _of_magnet(
    field: Field, magnet: Item, kind: str, rule: Rule, bill: Bill, facts: Facts
) -> FieldValue:
    """A field of a magnet; of a kind that the rule does not ask about nothing but its kind is owed."""
    value = magnet_field(field, magnet, kind, bill, facts)
    is_owed = field.asks is Declared.KIND or _is_counted(rule, kind)
    return value if is_owed else _not_owed(value)


def _product_field(
    field: Field,
    rule: Rule,
    magnets: list[tuple[Item, str, Bounds]],
    counted: list[tuple[Item, Bounds]],
    total: Bounds,
    unresolved: list[OpenPart],
    bill: Bill,
    facts: Facts,
) -> FieldValue:
    asked = f"which magnets are in {_names(unresolved)}?" if unresolved else ""
    if field.asks is Declared.MAGNETS:
        return _has_magnets(field, magnets, asked)
    if field.asks is Declared.TOTAL_MASS:
        light = [magnet.number for magnet, _ in counted if magnet.mass.bounds.high is None]
        question = "; ".join(
            filter(None, (asked, f"what does {', '.join(light)} weigh?" if light else ""))
        )
        is_known = total.high is not None
        entry = Entry(
            of="",
            bounds=total,
            unit="kg",
            cells=tuple(cell for magnet, _ in counted for cell in magnet.mass.cells),
        )
        decided = _owed(rule, magnets, total, is_open=bool(unresolved)) is not Answer.UNKNOWN
        return FieldValue(
            field=field,
            state=FieldState.KNOWN if is_known or decided else FieldState.PARTLY,
            entries=(entry,),
            question="" if is_known else question,
        )
    value = recycled_field(field, counted, bill, facts)
    if not unresolved or not value.entries:
        return value
    return FieldValue(
        field=field,
        state=FieldState.PARTLY,
        entries=value.entries,
        question="; ".join(filter(None, (value.question, asked))),
    )


def _has_magnets(field: Field, magnets: list[tuple[Item, str, Bounds]], asked: str) -> FieldValue:
    kinds = dict.fromkeys(kind or "of a kind that nobody said" for _, kind, _ in magnets)
    if magnets:
        entry = Entry(
            of="",
            text=f"yes: {', '.join(kinds)}",
            cells=tuple(cell for magnet, _, _ in magnets for cell in magnet.cells[:1]),
        )
        state = FieldState.PARTLY if asked else FieldState.KNOWN
        return FieldValue(field=field, state=state, entries=(entry,), question=asked)
    if asked:
        return FieldValue(field=field, state=FieldState.UNKNOWN, question=asked)
    return FieldValue(field=field, state=FieldState.KNOWN, entries=(Entry(of="", text="no"),))


def _total_mass(
    rule: Rule, magnets: Iterable[tuple[Item, str, Bounds]], *, is_open: bool
) -> Bounds:
    """The mass in kg of the magnets of the rule's kinds in one product; one of an unknown kind may be of them."""
    total = Bounds.unknown() if is_open else ZERO
    for magnet, kind, quantity in magnets:
        if _is_counted(rule, kind):
            mass = magnet.mass.bounds * quantity
            total = total + (mass if kind else Bounds.up_to(mass))
    return total


def _owed(
    rule: Rule, magnets: list[tuple[Item, str, Bounds]], total: Bounds, *, is_open: bool
) -> Answer:
    """Whether a declaration is owed: above the rule's mass where it has one, else wherever there is a magnet of its kinds."""
    line = rule.magnets_above
    if line is not None:
        if total.low > line:
            return Answer.YES
        return Answer.NO if total.high is not None and total.high <= line else Answer.UNKNOWN
    kinds = [kind for _, kind, _ in magnets]
    if any(kind and _is_counted(rule, kind) for kind in kinds):
        return Answer.YES
    return Answer.UNKNOWN if is_open or "" in kinds else Answer.NO


def _is_counted(rule: Rule, kind: str) -> bool:
    """True for a kind that the rule asks about, and for one that nobody named."""
    return not kind or any(entry.family in ("", kind) for entry in rule.subjects)


def _not_owed(value: FieldValue) -> FieldValue:
    return FieldValue(field=value.field, state=FieldState.NOT_OWED)


def _names(parts: list[OpenPart]) -> str:
    names = [part.item.number or part.item.description for part in parts]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
