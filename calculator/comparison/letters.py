"""What is asked of one supplier over many bills: a letter with one row a part, each question once.

The lines of every bill come in; what several bills ask of one part is one row, with all the products that wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from calculator.comparison.questionnaire_lines import Line
from calculator.findings.finding import STAGE_ASKED, QuestionKind
from calculator.numbers.counted import counted
from calculator.numbers.units import EACH
from calculator.reference.letter_words import letter_words

_ORDER: Final = ("La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Sc", "Y")  # fmt: skip
"""The lanthanides by their number, then scandium and yttrium, as control lists name them."""
_CODES_OF_EACH: Final[Mapping[QuestionKind, tuple[str, ...]]] = {
    QuestionKind.SUBSTANCE_FORM: ("form",),
    QuestionKind.SUBSTANCE_RECYCLED: ("recycled",),
    **dict.fromkeys(STAGE_ASKED, ("origin",)),
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """One cell of the matrix that is asked: the key of its column, and the element that it is about."""

    key: str
    element: str = ""

    @property
    def code(self) -> str:
        """How a letter names it for whoever reads it back: ``share Dy``."""
        return f"{self.key} {self.element}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """One row: a part, the questions about it (kind and substance), and the products that wait for the answers."""

    number: str
    description: str
    supplier: str
    unit: str
    questions: frozenset[tuple[QuestionKind, str]]
    needed: frozenset[str]
    products: tuple[str, ...]
    findings: tuple[str, ...]

    @property
    def cells(self) -> frozenset[Cell]:
        """The cells that are asked. Of a part that must hold one of the elements nobody asks whether it is free of all."""
        cells: set[Cell] = set()
        for kind, substance in self.questions:
            for column in letter_words().columns:
                if column.answers != kind.value or (column.key == "free" and self.needed):
                    continue
                cells.add(Cell(key=column.key, element=substance if column.of_element else ""))
        return frozenset(cells)

    @property
    def codes(self) -> tuple[str, ...]:
        """What is asked, for whoever reads the letter back: ``free``, ``share Dy``, and of whose form and origin: ``form Dy``."""
        of_each = {
            f"{name} {substance}"
            for kind, substance in self.questions
            for name in _CODES_OF_EACH.get(kind, ())
        }
        return tuple(sorted({cell.code for cell in self.cells} | of_each))

    @property
    def of_each(self) -> tuple[str, ...]:
        """The substances whose form or origin is asked."""
        return ordered(substance for kind, substance in self.questions if kind in _CODES_OF_EACH)

    @property
    def elements(self) -> frozenset[str]:
        """The elements of which a list would be complete."""
        return frozenset(
            element
            for kind, substance in self.questions
            if kind is QuestionKind.COMPLETE
            for element in substance.split(", ")
            if element
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that one supplier is asked; without a name it is the list of what the buyer finds himself."""

    supplier: str
    parts: tuple[AskedPart, ...]
    spellings: tuple[str, ...] = ()
    """How else the bills call the supplier."""

    @property
    def is_yours(self) -> bool:
        """True for the buyer's own list."""
        return not self.supplier

    @property
    def elements(self) -> tuple[str, ...]:
        """The elements that the letter asks about, in the order of the lists."""
        return ordered(element for part in self.parts for element in part.elements)


def ordered(elements: Iterable[str]) -> tuple[str, ...]:
    """Elements as control lists name them; what is no rare earth follows by its name.

    >>> ordered(["Y", "Dy", "Sm"])
    ('Sm', 'Dy', 'Y')
    """
    return tuple(
        sorted(
            set(elements),
            key=lambda element: (_ORDER.index(element) if element in _ORDER else 99, element),
        )
    )


@dataclass(slots=True)
class _Gathered:
    description: str = ""
    unit: str = EACH.symbol
    number: str = ""
    questions: dict[tuple[QuestionKind, str], None] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)
    products: dict[str, None] = field(default_factory=dict)
    findings: dict[str, None] = field(default_factory=dict)
    size: tuple[int, int, Fraction] = (0, 0, Fraction(0))
    supplier: str = ""


def letters_of(
    lines: Iterable[Line],
    supplier_of: Callable[[str], str] = str,
    number_of: Callable[[str], str] = str,
    left_out: frozenset[str] = frozenset(),
) -> tuple[Letter, ...]:
    """One letter a supplier, by its name, and the buyer's own list last.

    ``supplier_of`` and ``number_of`` bring spellings of one name to one; ``left_out`` are kinds of questions that are not asked
    of suppliers.
    """
    by_supplier: dict[str, list[Line]] = {}
    for line in lines:
        whose = "" if line.is_yours else supplier_of(line.supplier)
        if not (whose and line.asked.value in left_out):
            by_supplier.setdefault(whose, []).append(line)
    return tuple(
        Letter(
            supplier=whose,
            parts=_parts(by_supplier[whose], supplier_of, number_of),
            spellings=_spellings(whose, by_supplier[whose]),
        )
        for whose in sorted(by_supplier, key=lambda name: (not name, name.casefold(), name))
    )


def _spellings(whose: str, lines: Iterable[Line]) -> tuple[str, ...]:
    names = dict.fromkeys(line.supplier.strip() for line in lines if whose)
    return tuple(name for name in sorted(names) if name and name != whose)


def one_letter(
    lines: Iterable[Line],
    supplier_of: Callable[[str], str] = str,
    left_out: frozenset[str] = frozenset(),
    only: str = "",
) -> Letter:
    """Everything that is asked, of suppliers and of the buyer, in one; each part has its supplier. ``only`` one supplier's."""
    taken = [
        line
        for line in lines
        if line.asked.value not in left_out
        and (not only or supplier_of(line.supplier) == supplier_of(only))
    ]
    parts = _parts(taken, supplier_of, str)
    suppliers = list(dict.fromkeys(part.supplier for part in parts if part.supplier))
    return Letter(
        supplier=suppliers[0] if len(suppliers) == 1 else counted(len(suppliers), "supplier"),
        parts=parts,
    )


def _parts(
    lines: Iterable[Line], supplier_of: Callable[[str], str], number_of: Callable[[str], str]
) -> tuple[AskedPart, ...]:
    """The parts of a letter, the one that settles most first."""
    gathered: dict[tuple[str, str], _Gathered] = {}
    for line in lines:
        part = gathered.setdefault((supplier_of(line.supplier), number_of(line.item)), _Gathered())
        part.number = part.number or line.item
        part.description = part.description or line.description
        part.supplier = part.supplier or supplier_of(line.supplier)
        part.unit = line.unit
        part.questions[line.asked, line.substance] = None
        part.needed |= {line.substance} if line.is_needed else set()
        part.products |= dict.fromkeys(line.products)
        part.findings |= dict.fromkeys(line.findings)
        settled, open_count, value = part.size
        part.size = (
            settled + len(line.settled),
            open_count + len(line.findings),
            value + line.value,
        )
    most_first = sorted(
        gathered.values(), key=lambda part: (*(-size for size in part.size), part.number)
    )
    return tuple(
        AskedPart(
            number=part.number,
            description=part.description,
            supplier=part.supplier,
            unit=part.unit,
            questions=frozenset(part.questions),
            needed=frozenset(part.needed),
            products=tuple(part.products),
            findings=tuple(part.findings),
        )
        for part in most_first
    )
