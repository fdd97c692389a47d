"""A declaration as a file: one registry of its formats, and what each row of them says in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from calculator.declarations.record import (
    Declaration,
    DeclaredProduct,
    Entry,
    FieldState,
    FieldValue,
)
from calculator.model.item import Answer
from calculator.numbers.bounds import Bounds
from calculator.numbers.counted import counted
from calculator.reports import numbers
from calculator.reports.safe_text import safe
from calculator.reports.settings import Settings

Writer = Callable[[Sequence[Declaration], Settings], bytes]

KIND_WORDS: Final = {
    "NdFeB": "neodymium-iron-boron",
    "SmCo": "samarium-cobalt",
    "SmFeN": "samarium-iron-nitride",
    "alnico": "aluminium-nickel-cobalt",
    "ferrite": "ferrite",
    "": "kind unknown",
}
_OWED: Final = {
    Answer.YES: "owed",
    Answer.NO: "not owed",
    Answer.UNKNOWN: "whether it is owed is unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationFormat:
    """A format by its name, which is its suffix too, and the module of this room that writes it."""

    name: str
    module: str
    is_text: bool

    def writer(self) -> Writer:
        """The function that writes it."""
        return cast("Writer", import_module(f"calculator.reports.forms.{self.module}").write)


_REGISTRY: Final = (
    DeclarationFormat(name="json", module="declaration_json", is_text=True),
    DeclarationFormat(name="xlsx", module="declaration_xlsx", is_text=False),
    DeclarationFormat(name="html", module="declaration_html", is_text=True),
    DeclarationFormat(name="pdf", module="declaration_pdf", is_text=False),
)
DECLARATION_FORMATS: Final[Mapping[str, DeclarationFormat]] = {
    form.name: form for form in _REGISTRY
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredRow:
    """One field of one product or magnet as a row: what is asked, by which clause, what is known, and what to ask."""

    product: str
    item: str
    description: str
    clause: str
    asks: str
    state: FieldState
    says: str
    question: str
    cells: str


def rows_of(declaration: Declaration) -> Iterator[DeclaredRow]:
    """Every field, product by product, the magnets of each after its own."""
    for product in declaration.products:
        number = product.item.number
        for value in product.fields:
            yield _row(number, number, product.item.description, value)
        for magnet in product.magnets:
            for value in magnet.fields:
                yield _row(number, magnet.item.number, magnet.item.description, value)


def _row(product: str, item: str, description: str, value: FieldValue) -> DeclaredRow:
    cells = dict.fromkeys(str(cell) for entry in value.entries for cell in entry.cells)
    return DeclaredRow(
        product=safe(product, 80),
        item=safe(item, 80),
        description=safe(description, 160),
        clause=value.field.clause,
        asks=value.field.en,
        state=value.state,
        says="; ".join(entry_words(entry) for entry in value.entries),
        question=safe(value.question, 400),
        cells=", ".join(list(cells)[:20]),
    )


def entry_words(entry: Entry) -> str:
    """One thing that a field says, in words."""
    if entry.bounds is None:
        text = KIND_WORDS.get(entry.text, entry.text) if not entry.of else entry.text
    elif entry.unit == "share":
        text = numbers.quantity_text(entry.bounds.scaled(100), "%")
    else:
        text = numbers.mass(entry.bounds)
    return safe(f"{entry.of}: {text}" if entry.of else text, 400)


def owed_words(product: DeclaredProduct) -> str:
    """Whether a declaration is owed for a product, as far as its magnets tell."""
    return _OWED[product.owed]


def by_kind(product: DeclaredProduct) -> list[tuple[str, Bounds, Bounds]]:
    """Each kind of magnet in a product, with how many there are and what they weigh together in kg."""
    kinds: dict[str, tuple[Bounds, Bounds]] = {}
    for magnet in product.magnets:
        mass = magnet.item.mass.bounds * magnet.quantity
        count, weight = kinds.get(magnet.kind, (Bounds.exactly(0), Bounds.exactly(0)))
        kinds[magnet.kind] = (count + magnet.quantity, weight + mass)
    return [(kind, count, mass) for kind, (count, mass) in kinds.items()]


def headline_of(declaration: Declaration) -> str:
    """Whether everything that must be filled is, in one sentence."""
    if declaration.refused:
        return f"Not complete: {', '.join(declaration.refused)} could not be read"
    count = sum(len(list(product.open_fields)) for product in declaration.products)
    unclear = sum(product.owed is Answer.UNKNOWN for product in declaration.products)
    if declaration.is_complete:
        return "Complete as far as a bill can tell; what a person has to fill in is listed below"
    parts = []
    if count:
        parts.append(f"{counted(count, 'field')} not known in full")
    if unclear:
        parts.append(f"of {counted(unclear, 'product')} it is unknown whether it is owed")
    return f"Not complete: {'; '.join(parts)}"
