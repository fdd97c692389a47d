"""Answers beside the files' own facts: each completes what the files say, or contradicts it, and then both are shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from calculator.findings.finding import QuestionKind
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow
from calculator.model.item import (
    Answer,
    Evidence,
    ItemClass,
)
from calculator.model.problem import Problem, note, warning
from calculator.numbers.counted import agreeing, counted
from calculator.sources.facts.answer_agreement import contradiction
from calculator.sources.facts.answered_items import (
    completed_item,
    is_of_line,
    with_named_only,
    with_origin,
    with_origin_named,
)
from calculator.sources.facts.answered_rows import completed_rows, with_disclosure
from calculator.sources.facts.answers import Reply
from calculator.sources.facts.dated_answers import in_force
from calculator.sources.facts.denied_answers import without_denied
from calculator.sources.facts.number_matching import Likeness, NumberIndex
from calculator.sources.facts.whose_answer import with_owners

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
    index = NumberIndex(bill.items)
    replies, denied = without_denied(replies)
    replies, told = in_force(replies)
    replies, told_of_owners = with_owners(replies, index)
    problems: list[Problem] = [*denied, *told, *told_of_owners]
    items = dict(bill.items)
    rows = dict(content)
    elsewhere: list[Reply] = []
    # Whether the shares are all there is can be told only when every share is in.
    for reply in sorted(replies, key=lambda reply: reply.asked is QuestionKind.COMPLETE):
        number = _number_of(reply, index, elsewhere, problems)
        if not number:
            continue
        item = items[number]
        if not reply.counts:
            items[number] = (
                with_origin_named(item, reply)
                if is_of_line(item, reply)
                else with_named_only(item, reply)
            )
            continue
        if reply.figure is not None and reply.asked in _OF_ONE_UNIT:
            # It was asked of one unit of the bill, such as a dozen.
            reply = replace(reply, figure=reply.figure.scaled(1 / item.counted_in.factor))  # noqa: PLW2901  # the row as it counts from here on
        if is_of_line(item, reply) and not rows.get(item.number):
            fault = _too_weak(reply, on, weakest)
            problems += [fault] if fault is not None else []
            items[item.number] = (
                with_origin(item, reply, problems)
                if fault is None
                else with_origin_named(item, reply)
            )
        elif reply.substance is not None:
            ended, live = _by_end(rows.get(item.number, ()), reply, on)
            rows[item.number] = (*ended, *completed_rows(item, live, reply, problems))
        elif (
            reply.asked is QuestionKind.HOLDS_MAGNET
            and reply.answer is Answer.NO
            and item.item_class in (ItemClass.MAGNET, ItemClass.TARGET)
            and not item.rare_earth_free
        ):
            problems.append(contradiction(item.number, "class", reply, item.cells))
        elif reply.asked in (QuestionKind.COMPLETE, QuestionKind.HOLDS_MAGNET):
            ended, live = _by_end(rows.get(item.number, ()), reply, on)
            rows[item.number] = (*ended, *with_disclosure(item, live, reply))
        elif (fault := _too_weak(reply, on, weakest)) is not None:
            problems.append(fault)
            items[item.number] = with_named_only(item, reply)
        else:
            items[item.number] = completed_item(item, reply, problems)
    problems += _of_other_bills(elsewhere)
    return replace(bill, items=items) if replies else bill, rows, tuple(problems)


def _by_end(
    rows: tuple[ContentRow, ...], reply: Reply, on: datetime.date | None
) -> tuple[tuple[ContentRow, ...], tuple[ContentRow, ...]]:
    """The rows that no longer hold on a day, and those that do: an answer that holds completes nothing that has ended, or would end with it."""
    if on is None or (reply.valid_until is not None and reply.valid_until < on):
        return (), rows
    return (
        tuple(row for row in rows if row.is_expired(on)),
        tuple(row for row in rows if not row.is_expired(on)),
    )


def _number_of(
    reply: Reply, index: NumberIndex, elsewhere: list[Reply], problems: list[Problem]
) -> str:
    """The item that a reply is about; empty for one of another bill, which is kept ``elsewhere``, and for one that only resembles."""
    match = index.match(reply.item)
    if match.likeness is Likeness.OTHER:
        elsewhere.append(reply)
        return ""
    if not match.is_placed or match.likeness is Likeness.REVISION:
        problems.append(
            warning(
                "answer-of-unknown-item",
                f'"{reply.item[:60]}" is not a part number of the bill; the answer says nothing here',
                reply.source,
            )
        )
        return ""
    return match.items[0]


def _of_other_bills(replies: list[Reply]) -> list[Problem]:
    """One note a file of the answers that are about parts of other bills: a letter is asked over many."""
    by_file: dict[str, list[Reply]] = {}
    for reply in replies:
        by_file.setdefault(reply.source.file, []).append(reply)
    return [
        note(
            "other-bill",
            f"{counted(len(of_file), 'answer')} about {counted(len({reply.item for reply in of_file}), 'part')} that the bill does not have; nothing is taken from {agreeing(len(of_file), 'it', 'them')}",
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
    if on is not None and reply.dated is not None and reply.dated > on:
        return warning(
            "certificate-dated-later",
            f"{what} is dated {reply.dated}; it counts as unknown on {on}. Check the date, or run with a later --on",
            reply.source,
        )
    if reply.evidence.rank > weakest.rank:
        return warning(
            "evidence-too-weak",
            f"{what} is {reply.evidence.value} and not at least {weakest.value}; it counts as unknown. Ask for better evidence",
            reply.source,
        )
    return None
