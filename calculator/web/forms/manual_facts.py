"""The open questions as forms, and what was typed into them as a file of facts that the engine reads like any other."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from calculator.comparison.questionnaire_lines import Line
from calculator.findings.finding import Asked
from calculator.model.item import Evidence
from calculator.model.problem import Problem
from calculator.reports.forms.questionnaire import CURRENCIES, FORMS, FREE, question_text
from calculator.reports.words import safe
from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet
from calculator.sources.facts.answers import MATERIALS
from calculator.web.forms.case_options import ENTERED, Fact

_ITEMS_SHOWN: Final = 60
_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_LONGEST: Final = 200
_YES_NO: Final = ("yes", "no")
_CHOICES: Final[Mapping[Asked, tuple[str, ...]]] = {
    Asked.TECHNOLOGY: _YES_NO,
    Asked.HOLDS_MAGNET: _YES_NO,
    Asked.COMPLETE: _YES_NO,
    Asked.SUBSTANCE_FORM: FORMS,
    Asked.MATERIAL: MATERIALS,
}
_HINTS: Final[Mapping[Asked, str]] = {
    Asked.PRICE: "such as 12.50",
    Asked.SUBSTANCE_VALUE: "such as 0.20",
    Asked.MASS: "such as 4.2",
    Asked.SUBSTANCE_SHARE: "such as 1.5 or 1 - 2",
    Asked.ORIGIN: "such as Japan, or CN 60%; AU 40%",
    Asked.SUBSTANCE_ORIGIN: "such as Japan, or CN 60%; AU 40%",
}
_UNITS: Final[Mapping[Asked, tuple[str, ...]]] = {
    Asked.PRICE: CURRENCIES,
    Asked.SUBSTANCE_VALUE: CURRENCIES,
    Asked.MASS: ("g", "kg", "mg"),
}
_LABELS: Final[Mapping[Asked, str]] = {
    Asked.PRICE: "Price of one unit",
    Asked.MASS: "Mass of one unit",
    Asked.ORIGIN: "Country where it was made",
    Asked.TECHNOLOGY: "Made with Chinese rare-earth technology",
    Asked.MATERIAL: "Material",
    Asked.HOLDS_MAGNET: "Holds a rare-earth magnet, target or material",
    Asked.COMPLETE: "Nothing else of these in it",
    Asked.SUBSTANCE_SHARE: "Share of {}, wt%",
    Asked.SUBSTANCE_ORIGIN: "Origin of {}",
    Asked.SUBSTANCE_FORM: "Form of {}",
    Asked.SUBSTANCE_VALUE: "Value of {} in one unit",
    Asked.PARTS: "Its parts",
    Asked.SUBSTANCES: "Substances in it",
    Asked.COMPOSITION: "Composition",
    Asked.CHECK: "To be looked up in the files",
}
GRADES: Final = (
    (Evidence.DECLARED, "declared by the supplier"),
    (Evidence.MEASURED, "measured, with an analysis"),
    (Evidence.DATASHEET, "from a data sheet"),
    (Evidence.ASSUMED, "my assumption: what if"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as a field of a form; ``place`` is its own among those about the item, ``key`` tells it from all others.

    Without ``choices`` it is typed; ``is_free`` where only a parts list answers it. ``now`` and ``now_unit`` are what was entered before.
    """

    place: int
    key: str
    asked: Asked
    substance: str
    label: str
    text: str
    choices: tuple[str, ...]
    units: tuple[str, ...]
    hint: str
    is_free: bool
    is_country: bool
    settles: bool
    now: str
    now_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that are answered together: about the item, about one substance in it, or about those that it hardly holds."""

    title: str
    questions: tuple[Question, ...]
    is_rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The open questions about one item."""

    item: str
    description: str
    supplier: str
    wanted_by: tuple[str, ...]
    groups: tuple[Group, ...]


def forms_of(
    lines: Sequence[Line], entered: Sequence[Fact], currency: str
) -> tuple[tuple[Sheet, ...], int]:
    """A form for each item, those first that settle most; and how many items are left out."""
    known = {fact.key: fact for fact in entered}
    sheets = []
    for (supplier, item), group in groupby(lines, key=lambda line: (line.supplier, line.item)):
        own = tuple(group)
        wanted = dict.fromkeys(number for line in own for number in line.findings)
        questions = tuple(
            _question(place, line, known.get((line.item, line.asked, line.substance)), currency)
            for place, line in enumerate(own)
        )
        sheets.append(
            Sheet(
                item=item,
                description=own[0].description,
                supplier=supplier,
                wanted_by=tuple(wanted),
                groups=tuple(_groups(questions)),
            )
        )
    return tuple(sheets[:_ITEMS_SHOWN]), max(0, len(sheets) - _ITEMS_SHOWN)


def _question(place: int, line: Line, now: Fact | None, currency: str) -> Question:
    units = _UNITS.get(line.asked, ())
    return Question(
        place=place,
        key=key_of(line),
        asked=line.asked,
        substance=line.substance,
        label=_LABELS[line.asked].format(line.substance),
        text=question_text(line),
        choices=_CHOICES.get(line.asked, ()),
        units=tuple(dict.fromkeys((currency, *units))) if units is CURRENCIES else units,
        hint=_HINTS.get(line.asked, ""),
        is_free=line.asked in FREE,
        is_country=line.asked in (Asked.ORIGIN, Asked.SUBSTANCE_ORIGIN),
        settles=bool(line.settled),
        now=now.answer if now else "",
        now_unit=now.unit if now else "",
    )


def _groups(questions: Sequence[Question]) -> Iterator[Group]:
    """The item itself, then each substance, then those of which only the share is asked, then whether that was all."""
    of_substance: dict[str, list[Question]] = {}
    for one in questions:
        if one.asked.value.startswith("substance-"):
            of_substance.setdefault(one.substance, []).append(one)
    rest = _rest([(one.asked, one.substance) for one in questions])
    own = tuple(
        one
        for one in questions
        if not one.asked.value.startswith("substance-") and one.asked is not Asked.COMPLETE
    )
    if own:
        yield Group(title="", questions=own)
    for substance, some in of_substance.items():
        if substance not in rest:
            yield Group(title=substance, questions=tuple(some))
    if rest:
        yield Group(
            title=", ".join(rest),
            questions=tuple(one for substance in rest for one in of_substance[substance]),
            is_rest=True,
        )
    whole = tuple(one for one in questions if one.asked is Asked.COMPLETE)
    if whole:
        yield Group(title="", questions=whole)


def _rest(asked: Sequence[tuple[Asked, str]]) -> tuple[str, ...]:
    """The substances of which nothing but the share is asked, where there are several: there is probably none of them."""
    counts = Counter(substance for one, substance in asked if one.value.startswith("substance-"))
    found = tuple(
        substance
        for one, substance in asked
        if one is Asked.SUBSTANCE_SHARE and counts[substance] == 1
    )
    return found if len(found) > 1 else ()


def key_of(line: Line) -> str:
    """A name for a question that a form can carry: part numbers may hold anything."""
    return hashlib.sha256(
        f"{line.item}\0{line.asked.value}\0{line.substance}".encode("utf-8", "surrogatepass")
    ).hexdigest()[:24]


def facts_in(form: Mapping[str, str], lines: Sequence[Line]) -> tuple[Fact, ...]:
    """The answers of one item's form; what was left empty says nothing, and so does what nobody asked.

    Where the form says that there is none of the rest, their shares are 0 unless one is stated.
    """
    by_key = {key_of(line): line for line in lines}
    own = {
        name.removeprefix("ask-"): by_key[key]
        for name, key in form.items()
        if name.startswith("ask-") and key in by_key
    }
    grade = next((one for one, _ in GRADES if one.value == form.get("evidence")), Evidence.ASSUMED)
    none_of = (
        _rest([(line.asked, line.substance) for line in own.values()])
        if form.get("none") == "yes"
        else ()
    )
    found = []
    for place, line in own.items():
        answer = safe(form.get(f"answer-{place}", ""), _LONGEST).strip() or (
            "0" if line.substance in none_of and line.asked is Asked.SUBSTANCE_SHARE else ""
        )
        if not answer or line.asked in FREE:
            continue
        found.append(
            Fact(
                item=line.item,
                asked=line.asked,
                substance=line.substance,
                question=_LABELS[line.asked].format(line.substance),
                answer=answer,
                unit=safe(form.get(f"unit-{place}", ""), 12).strip(),
                evidence=grade,
                reference=safe(form.get("reference", ""), _LONGEST).strip(),
            )
        )
    return tuple(found)


def with_facts(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[Fact, ...]:
    """Both; a new answer to the same question takes the place of the old."""
    return tuple({fact.key: fact for fact in (*old, *new)}.values())


def facts_bytes(facts: Sequence[Fact]) -> bytes:
    """The answers as a workbook with the sheet Questions, as a questionnaire comes back."""
    heads = (
        "Part Number",
        "About",
        "Substance",
        "Question",
        "Answer",
        "Unit of answer",
        "Evidence",
        "Reference",
    )
    rows = [
        (
            fact.item,
            fact.asked.value,
            fact.substance,
            fact.question,
            _cell(fact),
            fact.unit,
            fact.evidence.value,
            fact.reference,
        )
        for fact in facts
    ]
    book = new_book()
    new_sheet(
        book, "Questions", heads, [tuple(None if one == "" else one for one in row) for row in rows]
    )
    return book_bytes(book)


def _cell(fact: Fact) -> str | float:
    """The answer as a person would have typed it into a cell: a plain number is a number. Its shortest text is what is read back."""
    is_number = (
        fact.asked in (*_UNITS, Asked.SUBSTANCE_SHARE)
        and _NUMBER.fullmatch(fact.answer) is not None
    )
    return float(fact.answer) if is_number else fact.answer


def faults_of(
    facts: Sequence[Fact], problems: Sequence[Problem]
) -> tuple[tuple[Fact, tuple[Problem, ...]], ...]:
    """Each fact with what the engine had to say of its row in the file."""
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        for row in {cell.row for cell in problem.cells if cell.file == ENTERED}:
            by_row.setdefault(row, []).append(problem)
    return tuple((fact, tuple(by_row.get(row, ()))) for row, fact in enumerate(facts, 2))
