"""Rows of content with an answer in them: what is blank is filled in, what differs stays possible both ways."""

from __future__ import annotations

import re
from dataclasses import replace

from calculator.findings.finding import ASK_FOR_COUNTRY, STAGE_ASKED, QuestionKind
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.item import (
    UNKNOWN_ORIGIN,
    Answer,
    Item,
)
from calculator.model.problem import Problem
from calculator.model.recycled import RecycledShare, Waste
from calculator.model.substances import NOTHING, Form, Substance, read_substance
from calculator.numbers.bounds import ZERO
from calculator.sources.facts.answer_agreement import contradiction, figure_of_both, origin_of_both
from calculator.sources.facts.answers import Reply


def completed_rows(
    item: Item, rows: tuple[ContentRow, ...], reply: Reply, problems: list[Problem]
) -> tuple[ContentRow, ...]:
    """What is blank in the rows of the substance is filled in; without such a row there is a new one."""
    if not any(_is_of(row, reply) for row in rows):
        fresh = ContentRow(
            item=item.number,
            substance=_substance(reply),
            origin=UNKNOWN_ORIGIN,
            evidence=reply.evidence,
            cells=(reply.source,),
            part_of=rows[0].statement if rows else "",
        )
        return (*rows, _filled(fresh, reply, problems))
    return tuple(_filled(row, reply, problems) if _is_of(row, reply) else row for row in rows)


def _is_of(row: ContentRow, reply: Reply) -> bool:
    substance = _substance(reply)
    return row.substance.key == substance.key or (
        bool(substance.elements) and row.substance.elements == substance.elements
    )


def _substance(reply: Reply) -> Substance:
    if reply.substance is None:
        message = "a reply about a substance has one"
        raise ValueError(message)
    return reply.substance


def _filled(row: ContentRow, reply: Reply, problems: list[Problem]) -> ContentRow:
    """One row with one reply in it."""
    filled = replace(
        row,
        evidence=max(row.evidence, reply.evidence, key=lambda grade: grade.rank),
        reference="; ".join(
            dict.fromkeys(part for part in (row.reference, reply.reference) if part)
        ),
        dated=reply.dated or row.dated,
        valid_until=min(
            (day for day in (row.valid_until, reply.valid_until) if day is not None), default=None
        ),
        cells=tuple(dict.fromkeys((*row.cells, reply.source))),
    )
    if reply.asked in ASK_FOR_COUNTRY:
        return _with_country(filled, row, reply, problems)
    if reply.asked is QuestionKind.SUBSTANCE_FORM:
        return _with_form(filled, row, reply, problems)
    if reply.figure is None:
        return filled
    if reply.asked is QuestionKind.SUBSTANCE_RECYCLED:
        share = RecycledShare(Waste.POST_CONSUMER, reply.figure, (reply.source,))
        return replace(filled, recycled=(*row.recycled, share))
    cells = (*row.amount_cells, reply.source)
    if reply.asked is QuestionKind.SUBSTANCE_VALUE:
        if row.value is not None and (row.value, row.currency) != (reply.figure, reply.currency):
            problems.append(
                contradiction(row.item, f"value of {row.substance}", reply, row.amount_cells)
            )
            return replace(filled, value=None, amount_cells=cells)
        return replace(filled, value=reply.figure, currency=reply.currency, amount_cells=cells)
    if row.share is None:
        return replace(filled, share=reply.figure, amount_cells=cells)
    bounds, agrees = figure_of_both(row.share, reply.figure)
    if not agrees:
        problems.append(
            contradiction(row.item, f"share of {row.substance}", reply, row.amount_cells)
        )
    return replace(filled, share=bounds, amount_cells=cells)


def _with_country(
    filled: ContentRow, row: ContentRow, reply: Reply, problems: list[Problem]
) -> ContentRow:
    """The row with where its substance, or a stage of it, was made."""
    stage = STAGE_ASKED.get(reply.asked)
    if stage is not None:
        what = f"country in which {row.substance} was {stage.value}"
        origin = origin_of_both(row.item, what, row.stages.at(stage), reply, problems)
        return replace(filled, stages=row.stages.with_stage(stage, origin))
    origin = origin_of_both(row.item, f"origin of {row.substance}", row.origin, reply, problems)
    return replace(filled, origin=origin)


def _with_form(
    filled: ContentRow, row: ContentRow, reply: Reply, problems: list[Problem]
) -> ContentRow:
    """The row with the form in which its substance was put in."""
    substance, fault = read_substance(
        row.substance.elements[0] if row.substance.of_element else row.substance.name,
        reply.form.value,
    )
    if (
        fault is not None
        or substance is None
        or (row.substance.form not in (Form.UNKNOWN, reply.form))
    ):
        problems.append(contradiction(row.item, f"form of {row.substance}", reply, row.cells[:1]))
        return filled
    return replace(filled, substance=substance)


def with_disclosure(
    item: Item, rows: tuple[ContentRow, ...], reply: Reply
) -> tuple[ContentRow, ...]:
    """Nothing else in it is rare earth, or nothing at all."""
    says_none = reply.asked is QuestionKind.HOLDS_MAGNET and reply.answer is Answer.NO
    if not (says_none or (reply.asked is QuestionKind.COMPLETE and reply.answer is Answer.YES)):
        return rows
    disclosure = Disclosure.RARE_EARTH if says_none else Disclosure.PARTIAL
    # "Yes" beside empty shares says nothing of them: empty is unknown. Only what has a share is told to be all.
    with_share = {
        element
        for row in rows
        if row.share is not None or row.mass is not None
        for element in row.substance.elements
    }
    elements = (
        frozenset() if says_none else frozenset(re.findall("[A-Z][a-z]?", reply.text)) & with_share
    )
    none = ContentRow(
        item=item.number,
        substance=NOTHING,
        origin=UNKNOWN_ORIGIN,
        share=ZERO,
        disclosure=disclosure,
        rules_out=elements,
        evidence=reply.evidence,
        reference=reply.reference,
        dated=reply.dated,
        valid_until=reply.valid_until,
        cells=(reply.source,),
        part_of=rows[0].statement if rows else "",
    )
    return (*rows, none)
