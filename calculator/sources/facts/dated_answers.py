"""Dated answers to one question: the later replaces the earlier where that makes nothing that is counted less (CLEARANCE, statements)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date

from calculator.findings.finding import QuestionKind
from calculator.model.item import Answer
from calculator.model.problem import Problem, note, warning
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.answers import Reply


def in_force(replies: Sequence[Reply]) -> tuple[list[Reply], tuple[Problem, ...]]:
    """The answers without those that a later one replaces, in their order; and what is told of answers of two dates."""
    by_question: dict[object, list[Reply]] = {}
    for reply in replies:
        by_question.setdefault(_question(reply), []).append(reply)
    replaced: set[int] = set()
    problems: list[Problem] = []
    for same in by_question.values():
        replaced |= {id(reply) for reply in _said_again(same)}
        dated = [(reply.dated, reply) for reply in same if reply.dated is not None]
        dated.sort(key=lambda entry: entry[0])
        if len(dated) < len(same):
            continue
        for (day, earlier), (later_day, later) in itertools.pairwise(dated):
            if day < later_day and _differ(earlier, later):
                is_replaced = _counts_no_less(earlier, later)
                problems.append(_told(earlier, later, day, later_day, is_replaced=is_replaced))
                if is_replaced:
                    replaced.add(id(earlier))
    return [reply for reply in replies if id(reply) not in replaced], tuple(problems)


def _said_again(replies: Sequence[Reply]) -> Iterator[Reply]:
    """The answers that another equal one outlasts: what a supplier confirms each year ends with the last year."""
    for index, reply in enumerate(replies):
        if any(
            _in_full(reply) == _in_full(other)
            and _lasts_longer(other, reply, is_first=place < index)
            for place, other in enumerate(replies)
            if place != index
        ):
            yield reply


def _in_full(reply: Reply) -> tuple[object, ...]:
    """All that an answer says, but for its papers and their days."""
    said = (reply.figure, reply.currency, reply.answer, reply.form, reply.text, reply.of_all)
    origin = (reply.origin.shares, reply.origin.named)
    return *said, *origin, reply.evidence, reply.counts


def _lasts_longer(reply: Reply, other: Reply, *, is_first: bool) -> bool:
    """True for the one that ends later; one without an end holds on. Of two with one end the first is meant."""
    end, other_end = reply.valid_until or date.max, other.valid_until or date.max
    return end > other_end or (end == other_end and is_first and reply.valid_until is not None)


def _question(reply: Reply) -> tuple[object, ...]:
    of = reply.substance
    return (
        "".join(reply.item.split()).casefold(),
        reply.asked,
        None if of is None else (of.elements or of.key),
        # Of two suppliers none speaks for the other.
        frozenset(name.casefold() for name in reply.companies),
    )


def _differ(earlier: Reply, later: Reply) -> bool:
    return (
        earlier.figure,
        earlier.currency,
        earlier.answer,
        earlier.origin.shares,
        earlier.form,
    ) != (
        later.figure,
        later.currency,
        later.answer,
        later.origin.shares,
        later.form,
    )


def _counts_no_less(earlier: Reply, later: Reply) -> bool:
    """True where no bound of what is counted gets lower when the later answer stands alone."""
    match later.asked:
        case QuestionKind.SUBSTANCE_SHARE | QuestionKind.SUBSTANCE_VALUE:
            return earlier.currency == later.currency and _is_no_less(later.figure, earlier.figure)
        case QuestionKind.HOLDS_MAGNET | QuestionKind.HOLDS_ANY_MAGNET:
            return later.answer is Answer.YES
        case QuestionKind.COMPLETE:
            return later.answer is Answer.NO
        case _:
            return False


def _is_no_less(figure: Bounds | None, other: Bounds | None) -> bool:
    if figure is None or other is None or figure.low < other.low:
        return False
    return figure.high is None or (other.high is not None and figure.high >= other.high)


def _told(
    earlier: Reply, later: Reply, day: date, later_day: date, *, is_replaced: bool
) -> Problem:
    what = f"{later.item}: the answers on its {later.asked.value}{f' of {later.substance}' if later.substance else ''}"
    if is_replaced:
        return note(
            "answer-replaced",
            f"{what} of {day} and {later_day} differ; the later one counts, for nothing gets less by it",
            earlier.source,
            later.source,
        )
    return warning(
        "answers-of-two-dates",
        f"{what} of {day} and {later_day} differ; both were kept. Ask which holds, and leave the other out",
        earlier.source,
        later.source,
    )
