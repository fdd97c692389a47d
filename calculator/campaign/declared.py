"""What declarations lack of a bill, as lines of the same letter that asks what tests leave open: no supplier gets a second one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from calculator.assessment import Assessment
from calculator.comparison.questionnaire_lines import Line
from calculator.content.material_needs import needs_of
from calculator.declarations.declare import declaration_of
from calculator.declarations.magnet_fields import knows_rare_earths
from calculator.declarations.magnets import rows_of
from calculator.declarations.record import DeclaredMagnet, DeclaredProduct, FieldValue
from calculator.findings.finding import STAGE_ASKED, QuestionKind
from calculator.model.content_row import ContentRow
from calculator.model.elements import RARE_EARTHS
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item
from calculator.rules import Declared, Field, Rule

_EARTHS: Final = tuple(sorted(set(RARE_EARTHS) - {"Pm"}))
_STAGES: Final = {
    Declared.MINED: QuestionKind.SUBSTANCE_MINED,
    Declared.SEPARATED: QuestionKind.SUBSTANCE_SEPARATED,
    Declared.METAL_MADE: QuestionKind.SUBSTANCE_METAL_MADE,
}
_OF_PART: Final = {
    Declared.KIND: QuestionKind.MATERIAL,
    Declared.MASS: QuestionKind.MASS,
    Declared.MAGNET_MADE: QuestionKind.ORIGIN,
}
_METALS_OF: Final = {"SmCo": ("Co",), "alnico": ("Co", "Ni")}
"""What a magnet of a kind holds beside rare earth, whatever is declared (its name says so)."""
_Question = tuple[QuestionKind, str]


def declared_lines(assessment: Assessment, rules: Iterable[Rule]) -> tuple[Line, ...]:
    """A line for each thing that a supplier can tell and that a field of the declarations of ``rules`` lacks."""
    facts = assessment.scenarios.facts
    lines: dict[tuple[str, _Question], Line] = {}
    for rule in rules:
        for product in declaration_of(assessment, rule).products:
            for part in product.open_parts if product.owed is not Answer.NO else ():
                # What was only heard is the buyer's to look up, and 857 and the CRMA count magnets without rare earth too.
                if part.item.number:
                    asked = (
                        QuestionKind.PARTS
                        if part.item.holds_any_magnet is Answer.YES
                        else QuestionKind.HOLDS_ANY_MAGNET
                    )
                    question = asked, ""
                    lines.setdefault(
                        (part.item.number, question), _line(part.item, product, question)
                    )
            for magnet in product.magnets if product.owed is not Answer.NO else ():
                for question in dict.fromkeys(_questions(product, magnet, facts)):
                    key = magnet.item.number, question
                    lines.setdefault(key, _line(magnet.item, product, question))
    return tuple(lines.values())


def _questions(
    product: DeclaredProduct, magnet: DeclaredMagnet, facts: Facts
) -> Iterator[_Question]:
    """What the open fields of a magnet, and those of its product that it adds to, ask of it."""
    rows = rows_of(magnet.item.number, facts)
    for value in magnet.fields:
        if value.is_open:
            yield from _of_field(value.field, magnet, rows)
    for value in product.fields:
        if value.is_open:
            yield from _of_product(value, magnet, rows)


def _of_field(
    field: Field, magnet: DeclaredMagnet, rows: tuple[ContentRow, ...]
) -> Iterator[_Question]:
    if field.asks in _OF_PART:
        yield _OF_PART[field.asks], ""
    elif field.asks is Declared.COMPOSITION:
        yield from _composition(magnet, rows)
    elif field.asks in _STAGES:
        yield from _earths(magnet, rows)
        for element in (*_earths_in(magnet, rows), *_metals(field, magnet)):
            for kind in STAGE_ASKED:
                if kind is _STAGES[field.asks]:
                    yield kind, element


def _of_product(
    value: FieldValue, magnet: DeclaredMagnet, rows: tuple[ContentRow, ...]
) -> Iterator[_Question]:
    """The mass of all magnets, and what of each element was recovered, are asked magnet by magnet."""
    field = value.field
    if field.asks is Declared.TOTAL_MASS and magnet.item.mass.bounds.high is None:
        yield QuestionKind.MASS, ""
    elif field.asks is Declared.RECYCLED:
        yield from _composition(magnet, rows)
        missing = {entry.of for entry in value.entries if _is_open(entry.text, entry.bounds)}
        earths = _earths_in(magnet, rows)
        for element in field.elements:
            if element in missing and (element in earths or element not in RARE_EARTHS):
                yield QuestionKind.SUBSTANCE_RECYCLED, element


def _is_open(text: str, bounds: object) -> bool:
    return text == "unknown" or (bounds is not None and not getattr(bounds, "is_exact", True))


def _composition(magnet: DeclaredMagnet, rows: tuple[ContentRow, ...]) -> Iterator[_Question]:
    yield from _earths(magnet, rows)
    if sum((row.share.low for row in rows if row.share), Fraction(0)) < Fraction(98, 100):
        yield QuestionKind.OTHER_SUBSTANCES, ""


def _earths(magnet: DeclaredMagnet, rows: tuple[ContentRow, ...]) -> Iterator[_Question]:
    """The share of each rare earth that no row names, and whether those are all."""
    if magnet.item.rare_earth_free or knows_rare_earths(rows):
        return
    stated = {
        element for row in rows if row.share is not None for element in row.substance.elements
    }
    for element in _EARTHS:
        if element not in stated:
            yield QuestionKind.SUBSTANCE_SHARE, element
    yield QuestionKind.COMPLETE, ", ".join(_EARTHS)


def _earths_in(magnet: DeclaredMagnet, rows: tuple[ContentRow, ...]) -> tuple[str, ...]:
    """The rare earths that are in it, or may be."""
    if magnet.item.rare_earth_free:
        return ()
    named = {element for row in rows if row.names_rare_earth for element in row.substance.elements}
    return tuple(sorted(named)) if knows_rare_earths(rows) else _EARTHS


def _metals(field: Field, magnet: DeclaredMagnet) -> tuple[str, ...]:
    return tuple(metal for metal in _METALS_OF.get(magnet.kind, ()) if metal in field.elements)


def _line(item: Item, product: DeclaredProduct, question: _Question) -> Line:
    asked, substance = question
    return Line(
        supplier=item.supplier,
        item=item.number,
        description=item.description,
        asked=asked,
        substance=substance,
        findings=(item.number,),
        settled=(),
        value=Fraction(0),
        unit=item.counted_in.symbol,
        products=(product.item.number,),
        is_needed=substance in needs_of(item).elements,
    )
