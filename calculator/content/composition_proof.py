"""By what the whole of an item is known under one rule, read off a roll-up."""

from __future__ import annotations

from dataclasses import replace

from calculator.content.composition import Closure, CompositionProof, Gap
from calculator.content.material_needs import needs_of
from calculator.content.rollup import ContentRollup, is_broken_down
from calculator.content.whole import Whole
from calculator.model.item import MADE_OF_RARE_EARTH, Evidence, Item, ItemClass
from calculator.model.source import Source


def composition_of(item: Item, rollup: ContentRollup) -> CompositionProof:
    """The plainest that closes it: its material, a declaration that fits, its parts; else what is missing.

    ``question_of`` words the question that closes an open one.
    """
    proof = CompositionProof(
        item=item.number,
        closure=Closure.OPEN,
        gap=Gap.UNDECLARED,
        material=needs_of(item).material or item.material or item.family,
        cells=item.cells,
    )
    whole = rollup.wholes.get(item.number)
    if whole is not None and (whole.declarations or whole.parts):
        return _of_whole(proof, whole, rollup)
    if rollup.items.is_free(item):
        return replace(proof, closure=Closure.MATERIAL, gap=Gap.NOTHING)
    if item.item_class is ItemClass.LISTED_MATERIAL:
        return replace(proof, closure=Closure.OWN_LINE, gap=Gap.NOTHING)
    if item.item_class not in MADE_OF_RARE_EARTH and is_broken_down(rollup.bill, item.number):
        return replace(proof, closure=Closure.AS_LISTED, gap=Gap.NOTHING)
    return proof


def _of_whole(proof: CompositionProof, whole: Whole, rollup: ContentRollup) -> CompositionProof:
    rows = [row for declaration in whole.declarations for row in declaration.rows]
    stated = tuple(cell for row in rows for cell in row.cells[:1]) or proof.cells
    if whole.is_contradicted and whole.is_closed:
        grades = [entry.evidence for entry in whole.declarations if entry.evidence is not None]
        return replace(
            proof,
            closure=Closure.EACH_FULL,
            gap=Gap.NOTHING,
            cells=stated,
            evidence=max(grades, key=lambda grade: grade.rank, default=None),
            is_contradicted=True,
        )
    if whole.is_contradicted:
        return replace(proof, gap=Gap.CONTRADICTED, cells=stated, is_contradicted=True)
    closed = next((entry for entry in whole.declarations if entry.is_closed), None)
    if closed is not None:
        return replace(
            proof,
            closure=closed.closure,
            gap=Gap.NOTHING,
            cells=tuple(cell for row in closed.closing_rows for cell in row.cells[:1]),
            evidence=closed.evidence,
            lacks_base=closed.lacks_base,
        )
    parts = whole.parts
    if parts is not None and (parts.is_closed or not whole.declarations):
        return replace(
            proof,
            closure=parts.closure,
            gap=parts.gap,
            missing=parts.missing,
            cells=_cells_of_parts(proof.item, rollup),
            evidence=_grade_of_lines(proof.item, rollup)
            if parts.closure is Closure.LINES_STATED
            else None,
        )
    first = whole.declarations[0]
    return replace(proof, gap=first.gap, missing=first.missing, cells=stated)


def _cells_of_parts(number: str, rollup: ContentRollup) -> tuple[Source, ...]:
    """The masses that were held against each other, and what says that the lines are all of it."""
    bill = rollup.bill
    return (
        *bill.items[number].mass.cells,
        *(cell for part in bill.components_of(number) for cell in bill.items[part].mass.cells[:1]),
        *(cell for row in rollup.facts.closing(number) for cell in row.cells[:1]),
    )


def _grade_of_lines(number: str, rollup: ContentRollup) -> Evidence:
    """The best grade of the rows that say that the lines are all of it."""
    return min((row.evidence for row in rollup.facts.closing(number)), key=lambda grade: grade.rank)
