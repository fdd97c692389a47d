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
from calculator.findings.finding import ASK_FOR_COUNTRY, STAGE_ASKED, YES_OR_NO, QuestionKind
from calculator.model.item import Evidence
from calculator.model.problem import Problem
from calculator.reports.forms.question_text import CURRENCIES, FORMS, FREE, question_text
from calculator.reports.safe_text import safe
from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet
from calculator.sources.facts.answers import MATERIALS
from calculator.web.forms.case_options import ENTERED, Fact

_ITEMS_SHOWN: Final = 60
_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_LONGEST: Final = 200
_YES_NO: Final = ("yes", "no")
_CHOICES: Final[Mapping[QuestionKind, tuple[str, ...]]] = {
    **dict.fromkeys(YES_OR_NO, _YES_NO),
    QuestionKind.SUBSTANCE_FORM: FORMS,
    QuestionKind.MATERIAL: MATERIALS,
}
_HINTS: Final[Mapping[QuestionKind, str]] = {
    QuestionKind.PRICE: "such as 12.50",
    QuestionKind.SUBSTANCE_VALUE: "such as 0.20",
    QuestionKind.MASS: "such as 4.2",
    QuestionKind.SUBSTANCE_SHARE: "such as 1.5 or 1 - 2",
    QuestionKind.SUBSTANCE_RECYCLED: "such as 10",
    QuestionKind.OTHER_SUBSTANCES: "such as Fe 64; B 1; Co 2",
    QuestionKind.ORIGIN: "such as Japan, or CN 60%; AU 40%",
    QuestionKind.MELTING: "such as Japan, or CN 60%; AU 40%",
    **dict.fromkeys(
        (QuestionKind.SUBSTANCE_ORIGIN, *STAGE_ASKED), "such as Japan, or CN 60%; AU 40%"
    ),
}
_UNITS: Final[Mapping[QuestionKind, tuple[str, ...]]] = {
    QuestionKind.PRICE: CURRENCIES,
    QuestionKind.SUBSTANCE_VALUE: CURRENCIES,
    QuestionKind.MASS: ("g", "kg", "mg"),
}
LABELS: Final[Mapping[QuestionKind, str]] = {
    QuestionKind.PRICE: "Price of one unit",
    QuestionKind.MASS: "Mass of one unit",
    QuestionKind.ORIGIN: "Country where it was made",
    QuestionKind.MELTING: "Country where its alloy was melted",
    QuestionKind.TECHNOLOGY: "Made with Chinese rare-earth technology",
    QuestionKind.MATERIAL: "Material",
    QuestionKind.HOLDS_MAGNET: "Holds a rare-earth magnet, target or material",
    QuestionKind.HOLDS_ANY_MAGNET: "Holds a permanent magnet of any kind",
    QuestionKind.COMPLETE: "Nothing else of these in it",
    QuestionKind.SUBSTANCE_SHARE: "Share of {}, wt%",
    QuestionKind.SUBSTANCE_ORIGIN: "Origin of {}",
    QuestionKind.SUBSTANCE_MINED: "Where {} was mined",
    QuestionKind.SUBSTANCE_SEPARATED: "Where {} was separated",
    QuestionKind.SUBSTANCE_METAL_MADE: "Where {} was made into metal or alloy",
    QuestionKind.SUBSTANCE_FORM: "Form of {}",
    QuestionKind.SUBSTANCE_VALUE: "Value of {} in one unit",
    QuestionKind.SUBSTANCE_RECYCLED: "Share of {} from post-consumer waste, %",
    QuestionKind.OTHER_SUBSTANCES: "Other substances in it",
    QuestionKind.PARTS: "Its parts",
    QuestionKind.SUBSTANCES: "Substances in it",
    QuestionKind.COMPOSITION: "Composition",
    QuestionKind.CONVENTION: "To be chosen",
    QuestionKind.CHECK: "To be looked up in the files",
}
GRADES: Final = (
    (Evidence.DECLARED, "declared by the supplier"),
    (Evidence.MEASURED, "measured, with an analysis"),
    (Evidence.NOTICE, "from a compliance notice"),
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
    asked: QuestionKind
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

    @property
    def none_field(self) -> str:
        """The field that says that there is none of the rest."""
        return none_field(self.item)


def forms_of(
    lines: Sequence[Line], entered: Sequence[Fact], currency: str, language: str = "en"
) -> tuple[tuple[Sheet, ...], int]:
    """A form for each item, those first that settle most; and how many items are left out."""
    facts_by_key = {fact.key: fact for fact in entered}
    sheets = []
    by_item = groupby(lines, key=lambda line: (line.supplier, line.item))
    for (supplier, item), group in by_item:
        own = tuple(group)
        findings_wanting = dict.fromkeys(number for line in own for number in line.findings)
        questions = tuple(
            _question(
                place,
                line,
                facts_by_key.get((line.item, line.asked, line.substance)),
                currency,
                language,
            )
            for place, line in enumerate(own)
        )
        sheets.append(
            Sheet(
                item=item,
                description=own[0].description,
                supplier=supplier,
                wanted_by=tuple(findings_wanting),
                groups=tuple(_groups(questions)),
            )
        )
    return tuple(sheets[:_ITEMS_SHOWN]), max(0, len(sheets) - _ITEMS_SHOWN)


def _question(place: int, line: Line, now: Fact | None, currency: str, language: str) -> Question:
    units = _UNITS.get(line.asked, ())
    return Question(
        place=place,
        key=key_of(line),
        asked=line.asked,
        substance=line.substance,
        label=LABELS[line.asked].format(line.substance),
        text=question_text(line, language),
        choices=_CHOICES.get(line.asked, ()),
        units=tuple(dict.fromkeys((currency, *units))) if units is CURRENCIES else units,
        hint=_HINTS.get(line.asked, ""),
        is_free=line.asked in FREE,
        is_country=line.asked in ASK_FOR_COUNTRY,
        settles=bool(line.settled),
        now=now.answer if now else "",
        now_unit=now.unit if now else "",
    )


def _groups(questions: Sequence[Question]) -> Iterator[Group]:
    """The item itself, then each substance, then those of which only the share is asked, then whether that was all."""
    of_substance: dict[str, list[Question]] = {}
    for question in questions:
        if question.asked.value.startswith("substance-"):
            of_substance.setdefault(question.substance, []).append(question)
    rest = _rest([(question.asked, question.substance) for question in questions])
    own = tuple(
        question
        for question in questions
        if not question.asked.value.startswith("substance-")
        and question.asked is not QuestionKind.COMPLETE
    )
    if own:
        yield Group(title="", questions=own)
    for substance, some in of_substance.items():
        if substance not in rest:
            yield Group(title=substance, questions=tuple(some))
    if rest:
        yield Group(
            title=", ".join(rest),
            questions=tuple(kind for substance in rest for kind in of_substance[substance]),
            is_rest=True,
        )
    whole = tuple(question for question in questions if question.asked is QuestionKind.COMPLETE)
    if whole:
        yield Group(title="", questions=whole)


def _rest(questions: Sequence[tuple[QuestionKind, str]]) -> tuple[str, ...]:
    """The substances of which nothing but the share is asked, where there are several: there is probably none of them."""
    counts = Counter(
        substance for kind, substance in questions if kind.value.startswith("substance-")
    )
    substances = tuple(
        substance
        for kind, substance in questions
        if kind is QuestionKind.SUBSTANCE_SHARE and counts[substance] == 1
    )
    return substances if len(substances) > 1 else ()


def key_of(line: Line) -> str:
    """A name for a question that a form can carry: part numbers may hold anything."""
    return _hashed(line.item, line.asked.value, line.substance)


def _hashed(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def facts_in(form: Mapping[str, str], lines: Sequence[Line]) -> tuple[Fact, ...]:
    """The answers of a form, about one item or about many; what was left empty says nothing, and so does what nobody asked.

    Where the form says of an item that there is none of the rest, their shares are 0 unless one is stated.
    """
    by_key = {key_of(line): line for line in lines}
    own = {
        name.removeprefix("ask-"): by_key[key]
        for name, key in form.items()
        if name.startswith("ask-") and key in by_key
    }
    grade = next(
        (grade for grade, _ in GRADES if grade.value == form.get("evidence")), Evidence.ASSUMED
    )
    none_of = {
        item: _rest([(line.asked, line.substance) for line in own.values() if line.item == item])
        for item in {line.item for line in own.values()}
        if form.get(none_field(item)) == "yes"
    }
    facts = []
    for place, line in own.items():
        is_none = line.asked is QuestionKind.SUBSTANCE_SHARE and line.substance in none_of.get(
            line.item, ()
        )
        answer = safe(form.get(f"answer-{place}", ""), _LONGEST).strip() or ("0" if is_none else "")
        if not answer or line.asked in FREE:
            continue
        facts.append(
            Fact(
                item=line.item,
                asked=line.asked,
                substance=line.substance,
                question=LABELS[line.asked].format(line.substance),
                answer=answer,
                unit=safe(form.get(f"unit-{place}", ""), 12).strip(),
                evidence=grade,
                reference=safe(form.get("reference", ""), _LONGEST).strip(),
            )
        )
    return tuple(facts)


def none_field(item: str) -> str:
    """The field by which a form says that an item holds none of the rest."""
    return f"none-{_hashed(item)}"


def newly_said(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[Fact, ...]:
    """What is new of a form that shows earlier answers too; all of it where only the evidence may have changed.

    An answer that stands as it stood keeps the evidence that it was given with.
    """
    earlier = {(*fact.key, fact.answer, fact.unit) for fact in old}
    changed = tuple(fact for fact in new if (*fact.key, fact.answer, fact.unit) not in earlier)
    return changed or tuple(new)


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
        book,
        "Questions",
        heads,
        [tuple(None if value == "" else value for value in row) for row in rows],
    )
    return book_bytes(book)


def _cell(fact: Fact) -> str | float:
    """The answer as a person would have typed it into a cell: a plain number is a number. Its shortest text is what is read back."""
    is_number = (
        fact.asked in (*_UNITS, QuestionKind.SUBSTANCE_SHARE)
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
