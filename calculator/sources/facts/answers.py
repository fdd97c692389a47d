"""The answers of a questionnaire that came back, each read by the question that it answers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Final

from calculator.findings.finding import ASK_FOR_COUNTRY, YES_OR_NO, QuestionKind
from calculator.model.item import UNKNOWN_ORIGIN, Answer, Evidence, Origin
from calculator.model.problem import error, warning
from calculator.model.source import Source
from calculator.model.substances import Form, Substance, read_substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension, read_unit
from calculator.recognition.classify import magnet_family
from calculator.sources.facts.amounts_by_name import shares_by_name
from calculator.sources.facts.fact_words import material_answers
from calculator.sources.rows.cells import Cells, Row

MATERIALS: Final = material_answers()
"""The answers to the question for a material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One filled-in answer; of its values the one that fits the question is there."""

    item: str
    asked: QuestionKind
    substance: Substance | None = None
    figure: Bounds | None = None
    currency: str = ""
    origin: Origin = UNKNOWN_ORIGIN
    answer: Answer = Answer.UNKNOWN
    form: Form = Form.UNKNOWN
    text: str = ""
    evidence: Evidence = Evidence.DECLARED
    reference: str = ""
    dated: datetime.date | None = None
    valid_until: datetime.date | None = None
    by: str = ""
    """Who signed it, as far as anybody did."""
    companies: tuple[str, ...] = ()
    """The company that it is of, under each of its names; none where nobody signed, or the buyer found it himself."""
    of_all: bool = False
    """True where it says of all elements at once that there is none, or that there is some."""
    counts: bool = True
    """False where it is of another company than the part: what it names stays possible, and nothing rests on it."""
    source: Source


def read_replies(cells: Cells, by: str = "", companies: tuple[str, ...] = ()) -> list[Reply]:
    """Every answered row of a Questions sheet, signed ``by`` somebody of one of the ``companies``; an empty answer says nothing."""
    return [
        replace(each, by=by, companies=companies)
        for row in cells.rows()
        if not row.is_blank("answer") and (reply := _reply(row)) is not None
        for each in (_each_substance(reply, row) if _names_several(reply) else (reply,))
    ]


def _names_several(reply: Reply) -> bool:
    return reply.asked is QuestionKind.OTHER_SUBSTANCES


def _each_substance(reply: Reply, row: Row) -> tuple[Reply, ...]:
    """The share of each substance that an answer names; a balance says only that there is some."""
    named = shares_by_name(reply.text)
    if named is None:
        _unreadable(row, "a list such as Fe 64; B 1; Co 2")
        return ()
    return tuple(
        replace(
            reply, asked=QuestionKind.SUBSTANCE_SHARE, substance=substance, figure=share, text=""
        )
        for substance, share in named
    )


def _reply(row: Row) -> Reply | None:
    number = row.text("number")
    about = row.text("about").strip().casefold()
    asked = next((question for question in QuestionKind if question.value == about), None)
    source = row.source("answer")
    if asked is None or not number:
        row.cells.report(
            error(
                "answer-unclear",
                "the row does not say which part and which question it answers; it was left out. Answer in the questionnaire as it was sent",
                source,
            )
        )
        return None
    valid_until, unreadable = row.day("valid_until", "valid until")
    reply = Reply(
        item=number,
        asked=asked,
        evidence=row.evidence(),
        reference=row.text("reference"),
        dated=row.day("date", "date")[0],
        valid_until=datetime.date.min if unreadable else valid_until,
        source=source,
    )
    if asked.value.startswith("substance-"):
        substance, fault = read_substance(row.text("substance"))
        if substance is None:
            row.cells.report(
                error(
                    "unknown-substance", fault or "no substance is named", row.source("substance")
                )
            )
            return None
        reply = replace(reply, substance=substance)
    return _with_value(reply, row)


def _with_value(reply: Reply, row: Row) -> Reply | None:
    """The reply with the value that its question asks for; None, with a problem, where that cannot be read."""
    asked = reply.asked
    if asked in (QuestionKind.SUBSTANCE_SHARE, QuestionKind.SUBSTANCE_RECYCLED):
        share = row.share("answer", what="answer")
        return None if share is None else replace(reply, figure=share)
    if asked in ASK_FOR_COUNTRY:
        origin = row.origin("answer")
        return replace(reply, origin=origin) if origin.shares else None
    if asked in YES_OR_NO:
        answer = row.answer("answer", "answer")
        return (
            None
            if answer is Answer.UNKNOWN
            else replace(reply, answer=answer, text=row.text("substance"))
        )
    if asked in (QuestionKind.PRICE, QuestionKind.SUBSTANCE_VALUE):
        return _with_money(reply, row)
    if asked is QuestionKind.MASS:
        return _with_mass(reply, row)
    text = row.text("answer").strip()
    if asked is QuestionKind.OTHER_SUBSTANCES:
        return replace(reply, text=text)
    if asked is QuestionKind.SUBSTANCE_FORM:
        form = next((form for form in Form if form.value == text.casefold()), Form.UNKNOWN)
        if form is Form.UNKNOWN:
            return _unreadable(row, "one of metal, alloy, oxide, compound")
        return replace(reply, form=form)
    if asked is QuestionKind.MATERIAL:
        material = next(
            (name for name in MATERIALS if name.casefold() == text.casefold()), magnet_family(text)
        )
        return (
            replace(reply, text=material)
            if material
            else _unreadable(row, f"one of {', '.join(MATERIALS)}")
        )
    row.cells.report(
        warning(
            "answer-for-a-person",
            f'"{text[:60]}" answers a question that only a parts list can settle; add the parts to the bill',
            reply.source,
        )
    )
    return None


def _with_money(reply: Reply, row: Row) -> Reply | None:
    bounds, word = row.number_and_word("answer", what="answer")
    if bounds is None:
        return None
    currency = row.currency_word(word, reply.source) if word else row.currency("unit")
    if not currency or currency == "?" or bounds.high == 0:
        return _unreadable(row, "an amount above 0 with a currency beside it")
    return replace(reply, figure=bounds, currency=currency)


def _with_mass(reply: Reply, row: Row) -> Reply | None:
    bounds, word = row.number_and_word("answer", what="answer")
    unit = read_unit(word or row.text("unit"))
    if bounds is None or bounds.high == 0 or unit is None or unit.dimension is not Dimension.MASS:
        return _unreadable(row, "a mass above 0 with g or kg beside it")
    return replace(reply, figure=bounds.scaled(unit.factor))


def _unreadable(row: Row, wanted: str) -> Reply | None:
    """Nothing, which is said."""
    row.cells.report(
        error(
            "unreadable-answer",
            f'answer "{row.text("answer")[:40]}" is not {wanted}; it stays unknown',
            row.source("answer"),
        )
    )
    return None
