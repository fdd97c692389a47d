"""The arithmetic of a contribution in words, made of its terms alone, so that a person can redo it on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from calculator.content.contribution import SubstanceContent
from calculator.content.terms import Term, TermKind
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds, bounds_text, equals

Line = tuple[str, tuple[Source, ...]]
"""One line of arithmetic and the cells that it rests on."""


def workings_of(contribution: SubstanceContent) -> tuple[Line, ...]:
    """The lines for one unit of the holder: its mass, then its value."""
    return tuple(line for term in contribution.terms for line in _lines(term))


def _lines(term: Term) -> Iterable[Line]:
    return _WORDS[term.kind](term)


def _given(term: Term) -> Iterator[Line]:
    """A number by itself is worth a line only where it has a name."""
    if term.name:
        yield f"{term.name}: {bounds_text(term.result)} {term.unit}", term.cells


def _mass_of_share(term: Term) -> Iterator[Line]:
    yield f"{term.name}: {_share_of(term)} {equals(term.result)} kg", cells_of(term)


def _mass_and_share(term: Term) -> Iterator[Line]:
    stated, of_share = term.operands
    text = f"{term.name}: {bounds_text(stated.result)} kg and {_share_of(of_share)}"
    cells = dict.fromkeys((*stated.cells, *cells_of(of_share)))
    yield f"{text}: {bounds_text(term.result)} kg", tuple(cells)


def _share_of(term: Term) -> str:
    share, whole = term.operands
    return f"{bounds_text(share.result.scaled(100))} wt% of {bounds_text(whole.result)} kg"


def _own_price(term: Term) -> Iterator[Line]:
    yield f"value = its own price, {bounds_text(term.result)} {term.unit}", cells_of(term)


def _stated_value(term: Term) -> Iterator[Line]:
    amount, *rates = term.operands
    text = f"stated value {bounds_text(amount.result)} {amount.unit}"
    for rate in rates:
        text += f" × {bounds_text(rate.result)} {equals(term.result)} {term.unit}"
    yield text, cells_of(term)


def _by_price_list(term: Term) -> Iterator[Line]:
    mass, price = term.operands
    for alternative in price.operands:
        yield from _priced(mass.result, alternative)


def _item_price_at_most(term: Term) -> Iterator[Line]:
    *tried, price = term.operands
    for attempt in tried:
        yield from _lines(attempt)
    most = f"{bounds_text(price.result)} {term.unit}"
    yield f"value not known: between 0 and the item's price, {most}", price.cells


def _of_each(term: Term) -> Iterator[Line]:
    for operand in term.operands:
        yield from _lines(operand)


def _undisclosed(term: Term) -> Iterator[Line]:
    text = "not disclosed: between nothing and all of it may be listed and counted"
    yield text, term.cells


def _priced(mass: Bounds, alternative: Term) -> Iterator[Line]:
    """One way to price a mass: as what, how much of that, at which price."""
    if alternative.kind is TermKind.UNPRICED:
        return
    per_kilogram, price = alternative.operands
    amount = mass * per_kilogram.result
    product = f"{bounds_text(amount)} kg × {_price(price)}"
    cells = _price_cells(price)
    if alternative.kind is TermKind.AT_LEAST_ITS_OXIDE:
        yield f"as {alternative.name}: no price; at least its oxide, {product}", cells
    elif alternative.kind is TermKind.AT_LEAST_ANY_FORM:
        form = "of a form that the price does not name"
        yield f"as {alternative.name} {form}: at least {product}", cells
    else:
        value = f"{equals(amount * price.result)} {price.unit}"
        yield f"as {alternative.name}: {product} {value}", cells


def _price(price: Term) -> str:
    """A price of one kg in words, with the rates that brought it here."""
    text = f"{bounds_text(price.result)} {price.unit}/kg"
    for row in price.operands:
        if row.kind is TermKind.CONVERTED:
            amount, rate = row.operands
            text += f" ({bounds_text(amount.result)} {amount.unit}/kg × {bounds_text(rate.result)})"
    return text


def _price_cells(price: Term) -> tuple[Source, ...]:
    """The cells of the rows of a price list, then those of the rates."""
    rows = [row.operands if row.kind is TermKind.CONVERTED else (row,) for row in price.operands]
    ordered = [*(operands[0] for operands in rows), *(rate for row in rows for rate in row[1:])]
    return tuple(dict.fromkeys(cell for term in ordered for cell in term.cells))


def cells_of(term: Term) -> tuple[Source, ...]:
    """The cells of a term and of all that it is made of, the operands in their order."""
    return (*term.cells, *(cell for operand in term.operands for cell in cells_of(operand)))


_WORDS: Final[Mapping[TermKind, Callable[[Term], Iterable[Line]]]] = {
    TermKind.GIVEN: _given,
    TermKind.MASS_OF_SHARE: _mass_of_share,
    TermKind.MASS_AND_SHARE: _mass_and_share,
    TermKind.OWN_PRICE: _own_price,
    TermKind.STATED_VALUE: _stated_value,
    TermKind.BY_PRICE_LIST: _by_price_list,
    TermKind.ITEM_PRICE_AT_MOST: _item_price_at_most,
    TermKind.AS_ITS_METALS: _of_each,
    TermKind.EITHER: _of_each,
    TermKind.UNDISCLOSED: _undisclosed,
}
"""The kinds of masses and values. Those of prices are said inside a line."""
