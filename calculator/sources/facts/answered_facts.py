"""Answers beside the files' own facts: each completes what the files say, or contradicts it, and then both are shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from calculator.findings.finding import ASK_FOR_COUNTRY, STAGE_ASKED, QuestionKind
from calculator.model.bill import Bill
from calculator.model.facts import ContentRow, Disclosure
from calculator.model.item import (
    SOMEWHERE,
    UNKNOWN_ORIGIN,
    Answer,
    Evidence,
    Figure,
    Item,
    ItemClass,
    Origin,
    Price,
)
from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.model.substances import NOTHING, Form, Substance, read_substance
from calculator.numbers.bounds import ZERO, Bounds
from calculator.recognition.classify import magnet_family
from calculator.recognition.materials import RARE_EARTH_FAMILIES, family_of
from calculator.sources.facts.answers import Reply
from calculator.sources.facts.dated_answers import in_force
from calculator.sources.facts.fact_words import is_without_rare_earth
from calculator.sources.facts.number_matching import Likeness, NumberIndex

_SHOWN: Final = 12
"""Cells of one kind that are named."""
_OF_ONE_UNIT: Final = (QuestionKind.PRICE, QuestionKind.MASS, QuestionKind.SUBSTANCE_VALUE)


def complete(
    bill: Bill,
    content: Mapping[str, tuple[ContentRow, ...]],
    replies: list[Reply],
    on: datetime.date | None = None,
    weakest: Evidence = Evidence.ASSUMED,
) -> tuple[Bill, dict[str, tuple[ContentRow, ...]], tuple[Problem, ...]]:
    """The bill and the content rows with every reply in them, and a problem for each that contradicts a cell.

    An answer about the item itself that is no longer valid on the day ``on``, or of a weaker grade than ``weakest``, counts
    as unknown, with a problem; a row of content keeps its evidence, and whoever looks it up decides.
    """
    replies, told = in_force(replies)
    problems: list[Problem] = [*told]
    items = dict(bill.items)
    rows = dict(content)
    index = NumberIndex(bill.items)
    elsewhere: list[Reply] = []
    # Whether the shares are all there is can be told only when every share is in.
    for reply in sorted(replies, key=lambda reply: reply.asked is QuestionKind.COMPLETE):
        match = index.match(reply.item)
        item = items[match.items[0]] if match.is_placed else None
        if match.likeness is Likeness.OTHER:
            elsewhere.append(reply)
            continue
        if item is None or match.likeness is Likeness.REVISION:
            problems.append(
                warning(
                    "answer-of-unknown-item",
                    f'"{reply.item[:60]}" is not a part number of the bill; the answer says nothing here',
                    reply.source,
                )
            )
            continue
        if reply.figure is not None and reply.asked in _OF_ONE_UNIT:
            # It was asked of one unit of the bill, such as a dozen.
            reply = replace(reply, figure=reply.figure.scaled(1 / item.counted_in.factor))  # noqa: PLW2901  # the row as it counts from here on
        if _is_of_line(item, reply) and not rows.get(item.number):
            fault = _too_weak(reply, on, weakest)
            problems += [fault] if fault is not None else []
            items[item.number] = (
                _with_origin(item, reply, problems) if fault is None else _origin_named(item, reply)
            )
        elif reply.substance is not None:
            rows[item.number] = _completed_rows(item, rows.get(item.number, ()), reply, problems)
        elif (
            reply.asked is QuestionKind.HOLDS_MAGNET
            and reply.answer is Answer.NO
            and item.item_class in (ItemClass.MAGNET, ItemClass.TARGET)
            and not item.rare_earth_free
        ):
            problems.append(_contradiction(item.number, "class", reply, item.cells))
        elif reply.asked in (QuestionKind.COMPLETE, QuestionKind.HOLDS_MAGNET):
            rows[item.number] = _disclosed(item, rows.get(item.number, ()), reply)
        elif (fault := _too_weak(reply, on, weakest)) is not None:
            problems.append(fault)
            items[item.number] = _named_only(item, reply)
        else:
            items[item.number] = _completed_item(item, reply, problems)
    problems += _of_other_bills(elsewhere)
    return replace(bill, items=items) if replies else bill, rows, tuple(problems)


def _of_other_bills(replies: list[Reply]) -> list[Problem]:
    """One note a file of the answers that are about parts of other bills: a letter is asked over many."""
    by_file: dict[str, list[Reply]] = {}
    for reply in replies:
        by_file.setdefault(reply.source.file, []).append(reply)
    return [
        note(
            "other-bill",
            f"{len(of_file)} answers are about {len({reply.item for reply in of_file})} parts that the bill does not have; they say nothing here",
            *(reply.source for reply in of_file[:_SHOWN]),
        )
        for of_file in by_file.values()
    ]


def _too_weak(reply: Reply, on: datetime.date | None, weakest: Evidence) -> Problem | None:
    """Why an answer does not count; None for one that does."""
    what = f"{reply.item}: the answer on its {reply.asked.value}"
    if on is not None and reply.valid_until is not None and reply.valid_until < on:
        until = (
            "a day that cannot be read"
            if reply.valid_until == datetime.date.min
            else str(reply.valid_until)
        )
        return warning(
            "evidence-expired",
            f"{what} was valid until {until}; it counts as unknown on {on}. Ask for a new one",
            reply.source,
        )
    if reply.evidence.rank > weakest.rank:
        return warning(
            "evidence-too-weak",
            f"{what} is {reply.evidence.value} and not at least {weakest.value}; it counts as unknown. Ask for better evidence",
            reply.source,
        )
    return None


def _is_of_line(item: Item, reply: Reply) -> bool:
    """True for the origin of a line that is itself the substance: it has no content but its own."""
    return item.item_class is ItemClass.LISTED_MATERIAL and (
        reply.asked is QuestionKind.SUBSTANCE_ORIGIN or reply.asked in STAGE_ASKED
    )


def _with_origin(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    """A line of a listed material with the answer on where it, or an earlier stage of it, was made."""
    stage = STAGE_ASKED.get(reply.asked)
    if stage is None:
        origin = _origin(item.number, "country of origin", item.origin, reply, problems)
        return replace(item, origin=origin)
    what = f"country in which it was {stage.value}"
    origin = _origin(item.number, what, item.stages.at(stage), reply, problems)
    return replace(item, stages=item.stages.with_stage(stage, origin))


def _origin_named(item: Item, reply: Reply) -> Item:
    """The same where the answer does not count: where all else is unknown, what it names stays possible."""
    stage = STAGE_ASKED.get(reply.asked)
    if stage is None:
        named = _either(item.origin, reply.origin)
        return replace(item, origin=named) if item.origin.is_unknown else item
    before = item.stages.at(stage)
    named = _either(before, reply.origin)
    return replace(item, stages=item.stages.with_stage(stage, named)) if before.is_unknown else item


def _named_only(item: Item, reply: Reply) -> Item:
    """The item with what an answer that does not count names beside it: where all else is unknown, that stays possible."""
    if reply.asked is QuestionKind.ORIGIN and item.origin.is_unknown:
        return replace(item, origin=_either(item.origin, reply.origin))
    if reply.asked is QuestionKind.MELTING and item.melted.is_unknown:
        return replace(item, melted=_either(item.melted, reply.origin))
    if (
        reply.asked is QuestionKind.TECHNOLOGY
        and item.technology is Answer.UNKNOWN
        and reply.answer is Answer.YES
    ):
        return replace(item, technology_named=True)
    return item


def _completed_item(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    if reply.asked in (QuestionKind.PRICE, QuestionKind.MASS) and reply.figure is not None:
        return _with_figure(item, reply, reply.figure, problems)
    source = (reply.source,)
    if reply.asked is QuestionKind.ORIGIN:
        return replace(
            item, origin=_origin(item.number, "country of origin", item.origin, reply, problems)
        )
    if reply.asked is QuestionKind.MELTING:
        return replace(
            item, melted=_origin(item.number, "melting of its alloy", item.melted, reply, problems)
        )
    if reply.asked is QuestionKind.TECHNOLOGY:
        # Rows that contradict each other leave it unknown, with their cells: there an answer is one more.
        is_open = item.technology is Answer.UNKNOWN and not item.technology_cells
        if is_open or item.technology is reply.answer:
            return replace(
                item, technology=reply.answer, technology_cells=source, technology_named=False
            )
        problems.append(
            _contradiction(item.number, "Chinese technology", reply, item.technology_cells)
        )
        return replace(item, technology=Answer.UNKNOWN, technology_named=True)
    return _with_material(item, reply, problems) if reply.asked is QuestionKind.MATERIAL else item


def _with_figure(item: Item, reply: Reply, figure: Bounds, problems: list[Problem]) -> Item:
    """The item with its price or its mass; what is stated beside it stays possible."""
    source = (reply.source,)
    if reply.asked is QuestionKind.PRICE:
        price = Price(bounds=figure, currency=reply.currency, cells=source)
        if any(
            stated.bounds != price.bounds or stated.currency != price.currency
            for stated in item.prices
        ):
            problems.append(_contradiction(item.number, "unit price", reply, item.prices[0].cells))
        return replace(item, prices=tuple(dict.fromkeys((*item.prices, price))))
    stated = item.mass.bounds
    if stated == Bounds.unknown():
        return replace(item, mass=Figure(bounds=figure, cells=source))
    bounds, agrees = _both(stated, figure)
    if not agrees:
        problems.append(_contradiction(item.number, "mass", reply, item.mass.cells))
    return replace(item, mass=Figure(bounds=bounds, cells=(*item.mass.cells, *source)))


def _origin(
    number: str, what: str, stated: Origin, reply: Reply, problems: list[Problem]
) -> Origin:
    """What is stated with what was answered; both stay possible where they differ."""
    answered = {code for code, _ in reply.origin.shares}
    is_open = stated.is_unknown and (not stated.named or answered <= {*stated.named, SOMEWHERE})
    if is_open or stated.shares == reply.origin.shares:
        return reply.origin
    problems.append(_contradiction(number, what, reply, stated.cells))
    return _either(stated, reply.origin)


def _with_material(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    """The material of a magnet or a target; where the file names another, neither of them clears it, with a problem."""
    stated = {item.family, *map(magnet_family, item.material.split(" / ")), *_named_family(item)}
    if stated - {"", reply.text}:
        problems.append(_contradiction(item.number, "material", reply, item.cells[:1]))
        earths = (stated | {reply.text}) & RARE_EARTH_FAMILIES
        return replace(
            item,
            family=next(iter(earths)) if len(earths) == 1 else "",
            rare_earth_free=False,
            cells=(*item.cells, reply.source),
        )
    family = reply.text if reply.text != "no rare earth" else ""
    return replace(
        item,
        family=family if item.item_class is ItemClass.MAGNET else "",
        material=item.material or reply.text,
        rare_earth_free=is_without_rare_earth(reply.text),
        cells=(*item.cells, reply.source),
    )


def _named_family(item: Item) -> tuple[str, ...]:
    family, _, certainty = family_of(item.description)
    return (family,) if certainty in ("named", "certain") else ()


def _completed_rows(
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
    cells = (*row.amount_cells, reply.source)
    if reply.asked is QuestionKind.SUBSTANCE_VALUE:
        if row.value is not None and (row.value, row.currency) != (reply.figure, reply.currency):
            problems.append(
                _contradiction(row.item, f"value of {row.substance}", reply, row.amount_cells)
            )
            return replace(filled, value=None, amount_cells=cells)
        return replace(filled, value=reply.figure, currency=reply.currency, amount_cells=cells)
    if row.share is None:
        return replace(filled, share=reply.figure, amount_cells=cells)
    bounds, agrees = _both(row.share, reply.figure)
    if not agrees:
        problems.append(
            _contradiction(row.item, f"share of {row.substance}", reply, row.amount_cells)
        )
    return replace(filled, share=bounds, amount_cells=cells)


def _with_country(
    filled: ContentRow, row: ContentRow, reply: Reply, problems: list[Problem]
) -> ContentRow:
    """The row with where its substance, or a stage of it, was made."""
    stage = STAGE_ASKED.get(reply.asked)
    if stage is not None:
        what = f"country in which {row.substance} was {stage.value}"
        origin = _origin(row.item, what, row.stages.at(stage), reply, problems)
        return replace(filled, stages=row.stages.with_stage(stage, origin))
    origin = _origin(row.item, f"origin of {row.substance}", row.origin, reply, problems)
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
        problems.append(_contradiction(row.item, f"form of {row.substance}", reply, row.cells[:1]))
        return filled
    return replace(filled, substance=substance)


def _disclosed(item: Item, rows: tuple[ContentRow, ...], reply: Reply) -> tuple[ContentRow, ...]:
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


def _either(stated: Origin, answered: Origin) -> Origin:
    """Unknown, though both are named."""
    return Origin(
        cells=(*stated.cells, *answered.cells),
        named=tuple(dict.fromkeys((*stated.doubted().named, *answered.doubted().named))),
    )


def _both(stated: Bounds, answered: Bounds) -> tuple[Bounds, bool]:
    """What is left when both are true; bounds that hold both where they cannot be."""
    if not stated.overlaps(answered):
        return stated.hull(answered), False
    highs = [high for high in (stated.high, answered.high) if high is not None]
    return Bounds(max(stated.low, answered.low, Fraction(0)), min(highs) if highs else None), True


def _contradiction(number: str, what: str, reply: Reply, cells: tuple[Source, ...]) -> Problem:
    return warning(
        "answer-contradicts-bom",
        f"{number}: the answer on its {what} contradicts the bill; bounds that hold both were used. Ask which holds",
        reply.source,
        *cells[:2],
    )
