"""What an expert says of a line against what ``recognise`` says, counted by class.

Labels: ``magnet`` (rare earth, or of no named family), ``other-magnet`` (ferrite, alnico), ``target``, ``listed-material``,
``suspect``, ``none``, and ``either`` where an expert could not tell either; such a line is not counted.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from calculator.model.item import ItemClass
from calculator.recognition.classify import Recognition, recognise

HERE = Path(__file__).parent
CLASSES = ("magnet", "other-magnet", "target", "listed-material", "suspect")
LABELS = (*CLASSES, "none", "either")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, its label, and where it stands."""

    place: str
    label: str
    description: str
    material: str = ""
    number: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A line with what the words said of it."""

    line: Line
    found: Recognition

    @property
    def label(self) -> str:
        """The label that the recognition stands for."""
        if self.found.item_class is ItemClass.MAGNET:
            return "other-magnet" if self.found.family in ("ferrite", "alnico") else "magnet"
        if self.found.item_class is ItemClass.OTHER:
            return "suspect" if self.found.suspect else "none"
        return self.found.item_class.value.replace(" ", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Lines of one class, found and missed, and the lines falsely put into it.

    A magnet that is only suspected is a magnet missed, and no false suspect: the question is the right one.
    """

    name: str
    found: int
    missed: tuple[Verdict, ...]
    false: tuple[Verdict, ...]

    @property
    def recall(self) -> float:
        """Share of the lines of the class that were found; 1 if there are none."""
        return self.found / (self.found + len(self.missed)) if self.found or self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of the lines put into the class that belong there; 1 if there are none."""
        return self.found / (self.found + len(self.false)) if self.found or self.false else 1.0


def judged(lines: Iterable[Line]) -> list[Verdict]:
    """Every line that has a label with what is recognised in it."""
    return [
        Verdict(line=line, found=recognise(line.description, line.material, line.number))
        for line in lines
        if line.label != "either"
    ]


def scores(verdicts: list[Verdict]) -> list[Score]:
    """One score for each class."""
    return [_score(name, verdicts) for name in CLASSES]


def _score(name: str, verdicts: list[Verdict]) -> Score:
    unjust = (
        ("none", "listed-material")
        if name == "suspect"
        else tuple(label for label in LABELS if label != name)
    )
    return Score(
        name=name,
        found=sum(one.label == name == one.line.label for one in verdicts),
        missed=tuple(one for one in verdicts if one.line.label == name != one.label),
        false=tuple(one for one in verdicts if one.label == name and one.line.label in unjust),
    )


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file of tab-separated cells, without quotes."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def made_up_lines(half: str) -> list[Line]:
    """The invented lines: ``dev`` to learn from, ``test`` to be measured on only."""
    return [
        Line(
            place=f"lines.tsv:{number}",
            label=row["label"],
            description=row["description"],
            material=row["material"] or "",
            number=row["number"] or "",
            language=row["language"],
        )
        for number, row in enumerate(rows_of(HERE / "lines.tsv"), start=2)
        if row["set"] == half
    ]
