"""The open questions as a table: parts down, questions across, and what the buyer finds himself apart from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from calculator.comparison.questionnaire_lines import OF_THE_BUYER
from calculator.findings.finding import QuestionKind
from calculator.web.forms.manual_facts import Group, Question, Sheet

_HEADS: Final = {
    QuestionKind.MATERIAL: "Material",
    QuestionKind.MASS: "Mass of one",
    QuestionKind.ORIGIN: "Made in",
    QuestionKind.MELTING: "Alloy melted in",
    QuestionKind.TECHNOLOGY: "Chinese technology",
    QuestionKind.HOLDS_MAGNET: "Rare earth inside",
    QuestionKind.HOLDS_ANY_MAGNET: "Any magnet inside",
    QuestionKind.OTHER_SUBSTANCES: "Other substances",
    QuestionKind.COMPLETE: "Nothing else of these",
    QuestionKind.SUBSTANCE_SHARE: "wt%",
    QuestionKind.SUBSTANCE_ORIGIN: "From",
    QuestionKind.SUBSTANCE_MINED: "Mined in",
    QuestionKind.SUBSTANCE_SEPARATED: "Separated in",
    QuestionKind.SUBSTANCE_METAL_MADE: "Metal or alloy made in",
    QuestionKind.SUBSTANCE_FORM: "Put in as",
    QuestionKind.SUBSTANCE_RECYCLED: "Recycled, post-consumer %",
}
_ORDER: Final = tuple(_HEADS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One question of all rows; ``substance`` is empty for those about the part itself. Without ``asked`` it is that of the rest."""

    asked: QuestionKind | None
    substance: str = ""

    @property
    def head(self) -> str:
        """Its heading."""
        return "None of the others" if self.asked is None else _HEADS[self.asked]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One part: the question of each column, None where it is not asked; ``rest`` are those that one tick answers."""

    item: str
    description: str
    cells: tuple[Question | None, ...]
    rest: tuple[Question, ...]
    none_field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPart:
    """The parts of one supplier; empty where nobody is named."""

    supplier: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The table. ``spans`` are the headings over the columns: a substance, or nothing, and over how many."""

    columns: tuple[Column, ...]
    spans: tuple[tuple[str, int], ...]
    parts: tuple[MatrixPart, ...]


def matrix_of(sheets: Sequence[Sheet]) -> Matrix:
    """The table of what suppliers are asked; a question that only a parts list answers has no column."""
    asked = [
        (sheet, group, question)
        for sheet in sheets
        for group in sheet.groups
        for question in group.questions
        if is_of_the_matrix(question)
    ]
    columns = tuple(_columns((group, question) for _, group, question in asked))
    parts = tuple(
        MatrixPart(
            supplier=supplier,
            rows=tuple(row for sheet in some if (row := _row(sheet, columns)) is not None),
        )
        for supplier, some in groupby(sheets, key=lambda sheet: sheet.supplier)
    )
    return Matrix(
        columns=columns,
        spans=tuple(
            (substance, len(tuple(some)))
            for substance, some in groupby(columns, key=lambda column: column.substance)
        ),
        parts=tuple(part for part in parts if part.rows),
    )


def is_of_the_matrix(question: Question) -> bool:
    """True for what a supplier answers in one cell."""
    return question.asked in _HEADS and question.asked not in OF_THE_BUYER and not question.is_free


def yours_of(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, tuple[Question, ...]], ...]:
    """What the buyer finds in his own books: prices and values, by part."""
    yours = (
        (
            sheet,
            tuple(
                question
                for group in sheet.groups
                for question in group.questions
                if question.asked in OF_THE_BUYER and not question.is_free
            ),
        )
        for sheet in sheets
    )
    return tuple((sheet, questions) for sheet, questions in yours if questions)


def _columns(asked: Iterable[tuple[Group, Question]]) -> list[Column]:
    """The part itself first, then each substance, then the rest in one, then whether that was all."""
    own: set[QuestionKind] = set()
    of_substance: dict[str, set[QuestionKind]] = {}
    has_rest = False
    for group, question in asked:
        if group.is_rest:
            has_rest = True
        elif question.asked.value.startswith("substance-"):
            of_substance.setdefault(question.substance, set()).add(question.asked)
        else:
            own.add(question.asked)
    is_complete_asked = QuestionKind.COMPLETE in own
    columns = [
        Column(asked=kind) for kind in _ORDER if kind in own and kind is not QuestionKind.COMPLETE
    ]
    for substance, kinds in of_substance.items():
        columns += [Column(asked=kind, substance=substance) for kind in _ORDER if kind in kinds]
    columns += [Column(asked=None, substance="")] if has_rest else []
    columns += [Column(asked=QuestionKind.COMPLETE)] if is_complete_asked else []
    return columns


def _row(sheet: Sheet, columns: Sequence[Column]) -> MatrixRow | None:
    rest = tuple(
        question for group in sheet.groups if group.is_rest for question in group.questions
    )
    cells = {
        (
            question.asked,
            question.substance if question.asked.value.startswith("substance-") else "",
        ): question
        for group in sheet.groups
        if not group.is_rest
        for question in group.questions
    }
    row = tuple(
        None if column.asked is None else cells.get((column.asked, column.substance))
        for column in columns
    )
    if not rest and not any(row):
        return None
    return MatrixRow(
        item=sheet.item,
        description=sheet.description,
        cells=row,
        rest=rest,
        none_field=sheet.none_field,
    )
