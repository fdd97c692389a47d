"""From the open questions of a report to what each supplier is asked, the most telling first.

A question is there only where its answer could change a verdict. Questions that several findings share are asked once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from calculator.content.material_needs import needs_of
from calculator.findings.finding import (
    OF_THE_USER,
    STAGE_ASKED,
    Finding,
    Question,
    QuestionKind,
    SuspectKind,
)
from calculator.findings.report import Report
from calculator.model.item import MADE_OF_RARE_EARTH, Item, ItemClass
from calculator.numbers.units import EACH
from calculator.rules import Rule

OF_THE_BUYER: Final = frozenset(
    {QuestionKind.PRICE, QuestionKind.SUBSTANCE_VALUE, QuestionKind.PARTS, QuestionKind.CHECK}
)
"""Questions that a buyer answers: what he pays, what a substance costs, what his own file leaves open."""
_WHOLE: Final = (QuestionKind.COMPOSITION, QuestionKind.MATERIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a questionnaire.

    ``findings`` are the items whose verdict it could change, ``settled`` those that it settles alone; ``value`` is what
    the former are worth in the products, in the report's currency, as far as known.
    """

    supplier: str
    item: str
    description: str
    asked: QuestionKind
    substance: str
    findings: tuple[str, ...]
    settled: tuple[str, ...]
    value: Fraction
    unit: str = EACH.symbol
    """The unit of the bill of which a price, a mass or a value is asked."""
    products: tuple[str, ...] = ()
    """The products that wait for the answer."""
    is_needed: bool = False
    """True of a substance that the material must hold: nobody can say that the part is free of it."""

    @property
    def is_yours(self) -> bool:
        """True for what the buyer finds in his own files or price lists, and where nobody is named to be asked."""
        return self.asked in OF_THE_BUYER or not self.supplier.strip()


@dataclass
class _Gathered:
    findings: dict[str, None] = field(default_factory=dict)
    settled: dict[str, None] = field(default_factory=dict)
    value: Fraction = Fraction(0)
    supplier: str = ""
    products: dict[str, None] = field(default_factory=dict)
    is_needed: bool = False


def questionnaire(
    report: Report, items: Mapping[str, Item], parents: Mapping[str, Sequence[str]] | None = None
) -> tuple[Line, ...]:
    """Every line, by supplier, then by item, the item that settles most first, and the questions of one item together.

    ``parents`` of each item lead to the products in which a bought-in part waits.
    """
    gathered: dict[tuple[str, QuestionKind, str], _Gathered] = {}
    for finding in report.findings:
        worth = _worth(finding)
        is_asked_below = any(
            question.kind is QuestionKind.COMPOSITION for question in finding.questions
        )
        for question in finding.questions:
            if question.kind is QuestionKind.MATERIAL and is_asked_below and finding.item.family:
                continue  # The composition of what it is made of tells that too.
            needed = _needed_of(items.get(question.item))
            for asked, substance in _spelled_out(question, finding.rule, items):
                line = gathered.setdefault(
                    (question.item, asked, substance), _Gathered(supplier=question.supplier)
                )
                line.is_needed |= substance in needed
                line.products |= dict.fromkeys(use.product for use in finding.used_in)
                if finding.item.number not in line.findings:
                    line.value += worth
                line.findings[finding.item.number] = None
                if question.settles:
                    line.settled[finding.item.number] = None
    for suspect in report.suspects:
        if suspect.kind is SuspectKind.HEARD:
            continue  # The buyer settles it by looking at his own file; no supplier can.
        line = gathered.setdefault(
            (suspect.item.number, QuestionKind.HOLDS_MAGNET, ""),
            _Gathered(supplier=suspect.item.supplier),
        )
        line.findings[suspect.item.number] = None
        line.settled[suspect.item.number] = None
        line.products |= dict.fromkeys(_products_above(suspect.item.number, parents or {}))
    lines = [
        Line(
            supplier=line.supplier,
            item=number,
            description=items[number].description if number in items else "",
            asked=asked,
            substance=substance,
            findings=tuple(line.findings),
            settled=tuple(line.settled),
            value=line.value,
            unit=items[number].counted_in.symbol if number in items else EACH.symbol,
            products=tuple(line.products),
            is_needed=line.is_needed,
        )
        for (number, asked, substance), line in gathered.items()
    ]
    return tuple(_ranked(lines))


def _ranked(lines: list[Line]) -> list[Line]:
    """By supplier and item, each in the order of what its answers settle: findings, then value.

    Within one item the order of asking: the part itself, then each substance, then whether that was all.
    """
    nothing = (0, 0, Fraction(0))
    of_item: dict[tuple[str, str], tuple[int, int, Fraction]] = {}
    of_supplier: dict[str, tuple[int, int, Fraction]] = {}
    for line in lines:
        size = (len(line.settled), len(line.findings), line.value)
        key = (line.supplier, line.item)
        of_item[key] = max(of_item.get(key, nothing), size)
        of_supplier[line.supplier] = max(of_supplier.get(line.supplier, nothing), size)
    order = list(QuestionKind)

    def rank(line: Line) -> tuple[object, ...]:
        supplier, item = of_supplier[line.supplier], of_item[line.supplier, line.item]
        return (
            *(-part for part in supplier),
            line.supplier,
            *(-part for part in item),
            line.item,
            line.asked is QuestionKind.COMPLETE,
            line.substance,
            order.index(line.asked),
        )

    return sorted(lines, key=rank)


def _worth(finding: Finding) -> Fraction:
    """What all of the item in one of each product is worth, as far as that is known."""
    price = finding.value.denominator.low
    return price * max((use.quantity.low for use in finding.used_in), default=Fraction(1))


def _spelled_out(
    question: Question, rule: Rule, items: Mapping[str, Item]
) -> Iterator[tuple[QuestionKind, str]]:
    """A question as lines with one answer each: a composition is asked element by element."""
    if question.kind in OF_THE_USER:
        return  # No supplier can look it up, or choose.
    if question.kind is QuestionKind.SUBSTANCE_ORIGIN:
        for asked in STAGE_ASKED:
            yield asked, question.substance
        return
    if question.kind not in _WHOLE:
        yield question.kind, question.substance
        return
    item = items.get(question.item)
    if rule.names_items and item is not None and item.item_class not in MADE_OF_RARE_EARTH:
        yield (
            QuestionKind.OTHER_SUBSTANCES,
            "",
        )  # Named for another metal: its rare earths tell nothing.
        return
    if question.kind is QuestionKind.MATERIAL and item is not None and not item.family:
        yield QuestionKind.MATERIAL, ""
    kind = item.item_class if item is not None else None
    telling = _telling(item, kind, rule) or rule.counted.elements
    elements = sorted(rule.counted.elements | telling)
    for element in elements:
        yield QuestionKind.SUBSTANCE_SHARE, element
        # Where the element is not what makes such an item, there is probably none of it, and a share of 0 is all there is to say.
        if element in telling:
            for asked in STAGE_ASKED:
                yield asked, element
            yield QuestionKind.SUBSTANCE_FORM, element
    yield QuestionKind.COMPLETE, ", ".join(elements)


def _telling(item: Item | None, kind: ItemClass | None, rule: Rule) -> frozenset[str]:
    """The elements that make such an item: those of the list's entries of its family, and what its material must hold.

    Of SmCo that is samarium, which is asked whole in the first letter.
    """
    entries = [
        entry
        for entry in rule.subjects
        if entry.item_class is kind
        and (item is None or not item.family or entry.family in ("", item.family))
    ]
    of_entries = {element for entry in entries for element in entry.contains}
    return frozenset(of_entries | (_needed_of(item) & rule.counted.elements))


def _needed_of(item: Item | None) -> frozenset[str]:
    return frozenset() if item is None else frozenset(needs_of(item).elements)


def _products_above(number: str, parents: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The items above one that are in nothing else; each item is looked at once, however many paths lead to it."""
    waiting, seen = [number], {number}
    while waiting:
        item = waiting.pop()
        above = parents.get(item, ())
        if not above and item != number:
            yield item
        waiting += [parent for parent in above if parent not in seen]
        seen.update(above)
