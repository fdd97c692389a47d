"""Whose an answer is: a supplier speaks for what he delivers. What another company answers stays possible and closes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from calculator.findings.finding import STAGE_ASKED, QuestionKind
from calculator.model.item import Answer, Item
from calculator.model.problem import Problem, warning
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.answers import Reply
from calculator.sources.facts.company_names import (
    are_other_companies,
    is_of_other_company,
    suppliers_apart,
)
from calculator.sources.facts.number_matching import NumberIndex

_SHOWN: Final = 12
_ANY: Final = Bounds(Fraction(0), Fraction(1))
_KEPT_AS_NAMED: Final = frozenset(
    {
        QuestionKind.ORIGIN,
        QuestionKind.MELTING,
        QuestionKind.TECHNOLOGY,
        QuestionKind.SUBSTANCE_ORIGIN,
        *STAGE_ASKED,
    }
)
"""Of these what is named stays possible; a price, a mass, a form or a material of another company's part says nothing of this one."""


def with_owners(
    replies: Sequence[Reply], index: NumberIndex
) -> tuple[list[Reply], tuple[Problem, ...]]:
    """The replies as they count for the items of a bill, in their order, and what is told of those that are not of their suppliers.

    An answer that nobody signed, or the buyer himself, is taken as it is.
    """
    placed = [(reply, _item_of(reply, index)) for reply in replies]
    of_part: dict[tuple[str, QuestionKind, str], list[Reply]] = {}
    for reply, item in placed:
        if item is not None:
            of_part.setdefault((item.number, *_asked(reply)), []).append(reply)
    kept: list[Reply] = []
    foreign: dict[tuple[str, str], list[Reply]] = {}
    partial: dict[str, list[Reply]] = {}
    for reply, item in placed:
        if item is None or not reply.companies:
            kept.append(reply)
        elif all(is_of_other_company(name, item) for name in reply.companies):
            foreign.setdefault((item.number, reply.companies[0]), []).append(reply)
            kept += _named_only(reply)
        elif _silent(item, of_part[item.number, *_asked(reply)]):
            partial.setdefault(item.number, []).append(reply)
            kept += _named_only(replace(reply, figure=_ANY) if _is_share(reply) else reply)
        else:
            kept.append(reply)
    return kept, (*_told_foreign(foreign, index), *_told_partial(partial, index))


def _item_of(reply: Reply, index: NumberIndex) -> Item | None:
    match = index.match(reply.item)
    return index.items[match.items[0]] if match.is_placed else None


def _asked(reply: Reply) -> tuple[QuestionKind, str]:
    return reply.asked, "" if reply.substance is None else reply.substance.key


def _is_share(reply: Reply) -> bool:
    return reply.asked is QuestionKind.SUBSTANCE_SHARE and reply.figure is not None


def _silent(item: Item, replies: Iterable[Reply]) -> tuple[str, ...]:
    """Of several suppliers of an item those who have not answered a question; none where an answer of nobody's is for all."""
    companies = suppliers_apart(item)
    replies = tuple(replies)
    if len(companies) < 2 or any(not reply.companies for reply in replies):
        return ()
    return tuple(
        company
        for company in companies
        if all(
            all(are_other_companies(name, company) for name in reply.companies) for reply in replies
        )
    )


def _named_only(reply: Reply) -> list[Reply]:
    """What an answer that closes nothing leaves possible."""
    if _is_share(reply) and reply.figure is not None:
        # That there is none in another's part names nothing in this one.
        is_none = reply.figure.high == 0
        return [] if is_none else [replace(reply, figure=Bounds.up_to(reply.figure))]
    if reply.asked in (QuestionKind.HOLDS_MAGNET, QuestionKind.HOLDS_ANY_MAGNET):
        return [reply] if reply.answer is Answer.YES else []
    return [replace(reply, counts=False)] if reply.asked in _KEPT_AS_NAMED else []


def _told_foreign(
    foreign: dict[tuple[str, str], list[Reply]], index: NumberIndex
) -> Iterable[Problem]:
    for (number, company), replies in foreign.items():
        yield warning(
            "answer-of-other-supplier",
            f"{number}: {len(replies)} answers are of {company[:60]}, and the bill buys the part from {index.items[number].supplier[:60]}; they bound what is in it and close nothing. Ask the supplier in the bill",
            *(reply.source for reply in replies[:_SHOWN]),
        )


def _told_partial(partial: dict[str, list[Reply]], index: NumberIndex) -> Iterable[Problem]:
    for number, replies in partial.items():
        companies = ", ".join(name[:60] for name in suppliers_apart(index.items[number]))
        yield warning(
            "declared-by-one-of-several",
            f"{number}: the bill buys it from {companies}, and {len(replies)} answers are not of each of them; they close nothing. Ask each, or give each its own part number",
            *(reply.source for reply in replies[:_SHOWN]),
        )
