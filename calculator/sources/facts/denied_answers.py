"""Answers that something else in the letters denies: a no beside a yes, or a remark that names what is said not to be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from calculator.findings.finding import QuestionKind
from calculator.model.item import Answer
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.sources.facts.answers import Reply
from calculator.sources.facts.number_spelling import spelled


class LetterRemark(NamedTuple):
    """What somebody wrote into a letter beside its answers, and the rare earths that it says are there or left out."""

    elements: frozenset[str]
    text: str
    source: Source


def without_denied(replies: Sequence[Reply]) -> tuple[list[Reply], tuple[Problem, ...]]:
    """The replies without those that say of a part that it is free of all where another says that it is not."""
    denied = {
        spelled(reply.item): reply.source
        for reply in replies
        if reply.of_all and reply.answer is Answer.NO
    }
    told: dict[str, Problem] = {}
    kept: list[Reply] = []
    for reply in replies:
        number = spelled(reply.item)
        if reply.of_all and reply.answer is Answer.NO:
            continue  # That there is some of something says nothing by itself.
        if not reply.of_all or number not in denied:
            kept.append(reply)
            continue
        told.setdefault(
            number,
            warning(
                "answer-contradicts-itself",
                f"{reply.item[:60]} is said to be free of all in one answer and not to be in another; nothing was closed by it. Ask which holds",
                reply.source,
                denied[number],
            ),
        )
    return kept, tuple(told.values())


def against_remarks(
    replies: Iterable[Reply], remarks: Sequence[LetterRemark]
) -> tuple[list[Reply], tuple[Problem, ...]]:
    """The replies of a letter without what a remark in it may deny: that there is none of the rare earths that it names.

    A remark that names parts of the letter speaks of these, any other of all of them.
    """
    kept = [*replies]
    problems: list[Problem] = []
    for remark in remarks:
        named = {reply.item for reply in kept if _is_named(reply.item, remark.text)}
        rest = [
            reply
            for reply in kept
            if (named and reply.item not in named) or not _is_denied(reply, remark.elements)
        ]
        if len(rest) < len(kept):
            problems.append(
                warning(
                    "answer-contradicts-itself",
                    f'"{remark.text[:60]}" stands beside answers that say that there is none; these were left out. Ask what holds',
                    remark.source,
                    next(reply.source for reply in kept if reply not in rest),
                )
            )
        kept = rest
    return kept, tuple(problems)


def _is_named(number: str, text: str) -> bool:
    return bool(number) and bool(re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text))


def _is_denied(reply: Reply, elements: frozenset[str]) -> bool:
    if reply.asked is QuestionKind.SUBSTANCE_SHARE:
        is_none = reply.figure is not None and reply.figure.is_zero
        named = () if reply.substance is None else reply.substance.elements
        return is_none and (not elements.isdisjoint(named) or "heavy" in elements)
    if reply.asked in (QuestionKind.HOLDS_MAGNET, QuestionKind.HOLDS_ANY_MAGNET):
        return reply.answer is Answer.NO
    return reply.asked is QuestionKind.COMPLETE and reply.answer is Answer.YES
