"""The open questions as forms, and what was typed into them as a file of facts that the engine reads like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from calculator.finding import Asked
from calculator.item import Evidence
from calculator.problem import Problem
from calculator.questionnaire import Line
from calculator.reports.questionnaire import CURRENCIES, FORMS, FREE, question_text
from calculator.reports.sheets import book_bytes, new_book, new_sheet
from calculator.reports.words import safe
from calculator.web.wish import ENTERED, Fact
from calculator.workbook.answers import MATERIALS

_ITEMS_SHOWN: Final = 60
_LONGEST: Final = 200
_YES_NO: Final = ("yes", "no")
_CHOICES: Final[Mapping[Asked, tuple[str, ...]]] = {
    Asked.TECHNOLOGY: _YES_NO, Asked.HOLDS_MAGNET: _YES_NO, Asked.COMPLETE: _YES_NO, Asked.SUBSTANCE_FORM: FORMS, Asked.MATERIAL: MATERIALS,
}  # fmt: skip
_HINTS: Final[Mapping[Asked, str]] = {
    Asked.PRICE: "such as 12.50", Asked.SUBSTANCE_VALUE: "such as 0.20", Asked.MASS: "such as 4.2", Asked.SUBSTANCE_SHARE: "such as 1.5, or 1 - 2; 0 for none",
    Asked.ORIGIN: "such as Japan, JP, or CN 60%; AU 40%", Asked.SUBSTANCE_ORIGIN: "such as Japan, JP, or CN 60%; AU 40%",
}  # fmt: skip
_UNITS: Final[Mapping[Asked, tuple[str, ...]]] = {Asked.PRICE: CURRENCIES, Asked.SUBSTANCE_VALUE: CURRENCIES, Asked.MASS: ("g", "kg", "mg")}
_LABELS: Final[Mapping[Asked, str]] = {
    Asked.PRICE: "Price of one unit", Asked.MASS: "Mass of one unit", Asked.ORIGIN: "Country where it was made", Asked.TECHNOLOGY: "Made with Chinese rare-earth technology",
    Asked.MATERIAL: "Material", Asked.HOLDS_MAGNET: "Holds a rare-earth magnet, target or material", Asked.COMPLETE: "Nothing else of these in it",
    Asked.SUBSTANCE_SHARE: "Share of {}, wt%", Asked.SUBSTANCE_ORIGIN: "Origin of {}", Asked.SUBSTANCE_FORM: "Form of {}", Asked.SUBSTANCE_VALUE: "Value of {} in one unit",
    Asked.PARTS: "Its parts", Asked.SUBSTANCES: "Substances in it", Asked.COMPOSITION: "Composition",
}  # fmt: skip
GRADES: Final = (
    (Evidence.DECLARED, "declared by the supplier"),
    (Evidence.MEASURED, "measured, with an analysis"),
    (Evidence.DATASHEET, "from a data sheet"),
    (Evidence.ASSUMED, "my assumption: what if"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question as a field of a form. Without ``choices`` it is typed; ``is_free`` where only a parts list answers it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The open questions about one item."""

    item: str
    description: str
    supplier: str
    wanted_by: tuple[str, ...]
    questions: tuple[Question, ...]


def forms_of(lines: Sequence[Line], currency: str) -> tuple[tuple[Sheet, ...], int]:
    """A form for each item, those first that settle most; and how many items are left out."""
    sheets = []
    for (supplier, item), group in groupby(lines, key=lambda line: (line.supplier, line.item)):
        own = tuple(group)
        wanted = dict.fromkeys(number for line in own for number in line.findings)
        sheets.append(Sheet(item=item, description=own[0].description, supplier=supplier, wanted_by=tuple(wanted), questions=tuple(_question(line, currency) for line in own)))
    return tuple(sheets[:_ITEMS_SHOWN]), max(0, len(sheets) - _ITEMS_SHOWN)


def _question(line: Line, currency: str) -> Question:
    units = _UNITS.get(line.asked, ())
    return Question(
        asked=line.asked, substance=line.substance, label=_LABELS[line.asked].format(line.substance), text=question_text(line),
        choices=_CHOICES.get(line.asked, ()), units=tuple(dict.fromkeys((currency, *units))) if units is CURRENCIES else units, hint=_HINTS.get(line.asked, ""),
        is_free=line.asked in FREE, is_country=line.asked in (Asked.ORIGIN, Asked.SUBSTANCE_ORIGIN), settles=bool(line.settled),
    )  # fmt: skip


def facts_in(form: Mapping[str, str], lines: Sequence[Line]) -> tuple[Fact, ...]:
    """The answers of one item's form; what was left empty says nothing, and so does what nobody asked."""
    item = form.get("item", "")
    grade = next((one for one, _ in GRADES if one.value == form.get("evidence")), Evidence.ASSUMED)
    found = []
    for place, line in enumerate(line for line in lines if line.item == item):
        answer = safe(form.get(f"answer-{place}", ""), _LONGEST).strip()
        is_of_line = (form.get(f"asked-{place}"), form.get(f"substance-{place}")) == (line.asked.value, line.substance)
        if not answer or not is_of_line or line.asked in FREE:
            continue
        found.append(
            Fact(
                item=line.item, asked=line.asked, substance=line.substance, question=_LABELS[line.asked].format(line.substance), answer=answer,
                unit=safe(form.get(f"unit-{place}", ""), 12).strip(), evidence=grade, reference=safe(form.get("reference", ""), _LONGEST).strip(),
            )
        )  # fmt: skip
    return tuple(found)


def with_facts(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[Fact, ...]:
    """Both; a new answer to the same question takes the place of the old."""
    return tuple({fact.key: fact for fact in (*old, *new)}.values())


def facts_bytes(facts: Sequence[Fact]) -> bytes:
    """The answers as a workbook with the sheet Questions, as a questionnaire comes back."""
    heads = ("Part Number", "About", "Substance", "Question", "Answer", "Unit of answer", "Evidence", "Reference")
    rows = [(fact.item, fact.asked.value, fact.substance, fact.question, fact.answer, fact.unit, fact.evidence.value, fact.reference) for fact in facts]
    book = new_book()
    new_sheet(book, "Questions", heads, [tuple(one or None for one in row) for row in rows])
    return book_bytes(book)


def faults_of(facts: Sequence[Fact], problems: Sequence[Problem]) -> tuple[tuple[Fact, tuple[Problem, ...]], ...]:
    """Each fact with what the engine had to say of its row in the file."""
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        for row in {cell.row for cell in problem.cells if cell.file == ENTERED}:
            by_row.setdefault(row, []).append(problem)
    return tuple((fact, tuple(by_row.get(row, ()))) for row, fact in enumerate(facts, 2))
