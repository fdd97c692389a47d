"""What Content rows declare of single items, statement by statement, for one list of counted substances, in one currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from calculator.content.composition import Closure
from calculator.content.contribution import SubstanceContent, perhaps
from calculator.content.counting import Counted
from calculator.content.declaration import Declaration, closing_of, named_in, sure_in
from calculator.content.material_needs import needs_of
from calculator.content.put_in import NOWHERE, BuiltIn, PutInAs, forms_that_count
from calculator.content.statements import mass_named, mass_not_stated, rows_by_statement
from calculator.content.terms import Term
from calculator.content.undisclosed import undisclosed
from calculator.content.valuation import Valuation
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Evidence, Item, Origin
from calculator.model.substance_list import Listing
from calculator.model.substances import Substance
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds, both_or_either


class StatedContents:
    """Declarations of items, made of the facts in force."""

    def __init__(
        self, facts: Facts, counted: Counted, valuation: Valuation, built_in: BuiltIn = NOWHERE
    ) -> None:
        self.facts = facts
        self.counted = counted
        self.valuation = valuation
        self.built_in = built_in
        self._put_in: dict[tuple[Substance, bool], PutInAs] = {}

    def declarations_of(self, item: Item) -> tuple[Declaration, ...]:
        """One for each statement that speaks of the item."""
        rows = self.facts.content.get(item.number, ())
        return tuple(self._declaration(item, statement) for statement in rows_by_statement(rows))

    def _declaration(self, item: Item, rows: tuple[ContentRow, ...]) -> Declaration:
        closing = closing_of(item, rows, needs_of(item), self.facts, self.counted)
        rest = (
            undisclosed(item, closing.left, self.valuation)
            if closing.closure is Closure.OPEN
            else None
        )
        return Declaration(
            rows=rows,
            contributions=self._contributions(item, rows),
            rest=rest,
            closure=closing.closure,
            gap=closing.gap,
            sure=sure_in(item, rows, self.facts),
            named=named_in(rows, self.facts),
            missing=closing.missing,
            lacks_base=closing.lacks_base,
        )

    # ----------------------------------------------------------------- rows of one statement

    def _contributions(
        self, item: Item, rows: Iterable[ContentRow]
    ) -> tuple[SubstanceContent, ...]:
        """Rows of one substance add up unless they are equal; by different documents they are statements about one thing."""
        by_substance: dict[tuple[str, str], list[ContentRow]] = {}
        for row in rows:
            if row.substance.elements or not self.counted.is_of_rare_earth:
                key = (row.substance.key, row.substance.name)
                by_substance.setdefault(key, []).append(row)
        return tuple(
            contribution
            for same in by_substance.values()
            for contribution in self._of_substance(item, same)
        )

    def _of_substance(self, item: Item, rows: Sequence[ContentRow]) -> tuple[SubstanceContent, ...]:
        documents = _by_document(rows)
        if len(documents) == 1:
            return self._of_document(item, documents[0])
        by_document = [self._of_document(item, document) for document in documents]
        if all(len(contributions) == 1 for contributions in by_document):
            return (reduce(_one_fact, (contributions[0] for contributions in by_document)),)
        # Each says from where its parts are: any of them may be there, and none for certain.
        return tuple(
            perhaps(contribution) for contributions in by_document for contribution in contributions
        )

    def _of_document(self, item: Item, rows: Sequence[ContentRow]) -> tuple[SubstanceContent, ...]:
        if len(rows) == 1:
            return (self._of_row(item, rows[0]),)
        by_key: dict[tuple[object, ...], SubstanceContent] = {}
        written: dict[tuple[object, ...], set[object]] = {}
        for row in rows:
            contribution = self._of_row(item, row)
            # Of a row that does not count, the origin is unknown.
            key = (row.key, self.facts.holds(row))
            if key not in by_key:
                by_key[key] = contribution
            elif row.in_full in written[key]:
                by_key[key] = _once_or_twice(by_key[key], contribution)
            else:
                by_key[key] = _added(by_key[key], contribution)
            written.setdefault(key, set()).add(row.in_full)
        return tuple(by_key.values())

    def _of_row(self, item: Item, row: ContentRow) -> SubstanceContent:
        put_in = self.put_in_as(item, row)
        listing, keys = put_in.listing, put_in.all_keys
        holds = self.facts.holds(row)
        origin = row.origin if holds else row.origin.doubted()
        stages = row.stages if holds else row.stages.doubted()
        stages = self.counted.with_stages_of(item, stages)
        passed = stages, forms_that_count(row.substance.form, put_in, stages), origin
        mass = mass_named(item, row) if holds else mass_not_stated(item)
        tried = self.valuation.value_of_row(row, put_in, mass) if holds else None
        value = None if tried is None or tried.result == Bounds.unknown() else tried
        # Of a line in a magnet what it leaves as metal may be worth more than the line: the magnet's price bounds it.
        is_open = bool(put_in.metals) and self.built_in.holds(item.number)
        if value is None and not mass.result.is_zero and not is_open:
            value = self.valuation.at_most_price_of(item, tried)
        is_priced = row.value is None and listing is not Listing.UNLISTED
        price = self.valuation.price_of_one(row.substance, keys) if is_priced else None
        return SubstanceContent(
            holder=item.number,
            substance=row.substance,
            listing=listing,
            list_key=keys[0] if keys else "",
            origin=origin,
            counted_share=self.counted.share_of_forms(*passed, self.facts.assumptions),
            is_open_by_form=bool(put_in.metals) and self.facts.assumptions.put_in is None,
            stages=passed[0],
            by_reading=self.counted.shares_by_reading(*passed, self.facts.assumptions),
            mass=mass.result,
            value=self._worth(item, value, mass, is_open=is_open),
            has_amount=holds
            and any(amount is not None and amount.is_exact for amount in (row.share, row.mass)),
            certain=holds and row.is_sure,
            counts_whole=not self.counted.is_of_rare_earth,
            evidence=weaker(row.evidence, price.evidence if price else None),
            reference=_reference(row),
            cells=row.cells,
            # What is not on the list has a value that nobody asks for.
            terms=(mass,)
            if listing is Listing.UNLISTED
            else tuple(term for term in (mass, value or tried) if term is not None),
            stated_share=(item.mass.bounds, row.share)
            if row.share is not None and row.mass is None and holds
            else None,
            # What is worth several prices together has not one.
            price=_known(price.term.result) if price and holds and len(put_in.metals) < 2 else None,
        )

    def _worth(self, item: Item, value: Term | None, mass: Term, *, is_open: bool) -> Bounds:
        """Of no mass nothing. What has no value may be worth anything where ``is_open``, else it has that of the item at most."""
        if value is None:
            return ZERO if mass.result.is_zero else UNKNOWN
        return (
            value.result if is_open else value.result.closed_by(self.valuation.value_of(item).high)
        )

    def put_in_as(self, item: Item, row: ContentRow) -> PutInAs:
        """How the list names what a row says to be in an item."""
        becomes_metal = self.built_in.becomes_metal(item, row.substance)
        key = (row.substance, becomes_metal)
        put_in = self._put_in.get(key)
        if put_in is None:
            put_in = self._put_in[key] = self.counted.put_in_as(
                row.substance, self.facts.assumptions, becomes_metal=becomes_metal
            )
        return put_in

    def both_values(self, item: Item, row: ContentRow) -> tuple[Bounds | None, Bounds | None]:
        """What is stated of the value of a row's substance, and what the price list says of it."""
        put_in = self.put_in_as(item, row)
        mass = mass_named(item, row)
        values = (
            self.valuation.value_of_row(row, put_in, mass),
            self.valuation.value_put_in(row.substance, put_in, mass, None),
        )
        stated, listed = (None if value is None else _known(value.result) for value in values)
        return stated, listed


# --------------------------------------------------------------------------- helpers


def weaker(evidence: Evidence, other: Evidence | None) -> Evidence:
    """The weaker of two grades; None is none."""
    return evidence if other is None or other.rank < evidence.rank else other


def _by_document(rows: Sequence[ContentRow]) -> list[list[ContentRow]]:
    """The rows by the certificate that they name; those that name none go with the first."""
    if len(rows) == 1:
        return [[*rows]]
    documents: dict[str, list[ContentRow]] = {}
    for row in rows:
        if row.reference:
            documents.setdefault(row.reference, []).append(row)
    silent = [row for row in rows if not row.reference]
    if not documents:
        return [silent]
    first = next(iter(documents))
    documents[first] += silent
    return list(documents.values())


def _known(bounds: Bounds) -> Bounds | None:
    return None if bounds == Bounds.unknown() else bounds


def _reference(row: ContentRow) -> str:
    """The certificate and its dates, as far as they are stated."""
    parts = (
        row.reference,
        str(row.dated or ""),
        f"valid until {row.valid_until}" if row.valid_until else "",
    )
    return " ".join(part for part in parts if part)


def _joined(
    first: SubstanceContent, second: SubstanceContent, mass: Bounds, value: Bounds
) -> SubstanceContent:
    return replace(
        first,
        mass=mass,
        value=value,
        certain=first.certain or second.certain,
        evidence=max(
            (first.evidence, second.evidence), key=lambda grade: grade.rank if grade else -1
        ),
        cells=(*first.cells, *second.cells),
        terms=(*first.terms, *second.terms),
        stated_share=None,
        price=None,
    )


def _added(first: SubstanceContent, second: SubstanceContent) -> SubstanceContent:
    """Two parts of one substance."""
    return _joined(first, second, first.mass + second.mass, first.value + second.value)


def _once_or_twice(first: SubstanceContent, second: SubstanceContent) -> SubstanceContent:
    """Two rows that are equal in every cell: the same fact twice, or two parts that are alike."""
    mass, value = first.mass + second.mass, first.value + second.value
    return _joined(
        first, second, Bounds(first.mass.low, mass.high), Bounds(first.value.low, value.high)
    )


def _one_fact(first: SubstanceContent, second: SubstanceContent) -> SubstanceContent:
    """What two documents say of one substance: what is left of both, or either where both cannot be true."""
    joined = _joined(
        first,
        second,
        both_or_either(first.mass, second.mass),
        both_or_either(first.value, second.value),
    )
    return replace(
        joined,
        certain=first.certain and second.certain,
        origin=_either_origin(first.origin, second.origin),
        counted_share=both_or_either(first.counted_share, second.counted_share),
    )


def _either_origin(first: Origin, second: Origin) -> Origin:
    """The one that is stated; of two that differ, either."""
    if not first.shares or not second.shares or first.shares == second.shares:
        return first if first.shares else second
    named = (*first.doubted().named, *second.doubted().named)
    return Origin(cells=(*first.cells, *second.cells), named=tuple(dict.fromkeys(named)))
