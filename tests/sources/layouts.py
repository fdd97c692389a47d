"""Bills as grids of cells, in every notation that companies use for a hierarchy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment

from calculator.sources.reader import ImportResult, Request, read_files


@dataclass
class Part:
    """One item of a tree with its quantity in its parent."""

    number: str
    quantity: int = 1
    parts: list[Part] = field(default_factory=list)

    def walk(
        self, level: int = 0, outline: str = "1"
    ) -> Iterator[tuple[int, str, Part, Part | None]]:
        """Level, outline number, part and parent of this and all below."""
        yield level, outline, self, None
        for at, part in enumerate(self.parts, start=1):
            for deeper, number, one, parent in part.walk(level + 1, f"{outline}.{at}"):
                yield deeper, number, one, parent or self

    def structures(self) -> dict[str, dict[str, int]]:
        """Components of each parent with their quantities."""
        return {
            part.number: {one.number: one.quantity for one in part.parts}
            for _, _, part, _ in self.walk()
            if part.parts
        }


def grid(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Sheet1") -> Path:
    """A workbook with one sheet of these rows."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def slow_to_read(path: Path) -> Path:
    """A small file that keeps any machine busy for seconds: every row of it raises a problem of its own and nothing stands alike."""
    return grid(
        path,
        [
            ["Part Number", "Description", "Qty"],
            *([f"P-{at}", f"Screw {at}", f"{at} ton"] for at in range(40_000)),
        ],
    )


def grids(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with several sheets of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def read(path: Path, request: Request | None = None) -> ImportResult:
    """What is read of one file."""
    return read_files((path,), (), request)


def components(intake: ImportResult) -> dict[str, dict[str, int]]:
    """Components of each parent with their quantities, as they were read."""
    return {
        number: {
            part: int(bounds.low) for part, bounds in intake.bill.quantities_per(number).items()
        }
        for number in intake.bill.structures
    }


def codes(intake: ImportResult) -> set[str]:
    """Codes of the problems."""
    return {problem.code for problem in intake.problems}


# --------------------------------------------------------------------------- notations


def with_levels(path: Path, tree: Part) -> Path:
    return grid(
        path,
        [
            ["Level", "Part Number", "Qty"],
            *([level, part.number, part.quantity] for level, _, part, _ in tree.walk()),
        ],
    )


def with_dotted_levels(path: Path, tree: Part) -> Path:
    return grid(
        path,
        [
            ["Explosion level", "Component number", "Comp. Qty (BUn)"],
            *(
                ["." * level + str(level), part.number, part.quantity]
                for level, _, part, _ in tree.walk()
            ),
        ],
    )


def with_plus_signs(path: Path, tree: Part) -> Path:
    return grid(
        path,
        [
            ["Stufe", "Sachnummer", "Menge"],
            *(["+" * (level + 1), part.number, part.quantity] for level, _, part, _ in tree.walk()),
        ],
    )


def with_outline_numbers(path: Path, tree: Part) -> Path:
    return grid(
        path,
        [
            ["ITEM NO.", "PART NUMBER", "QTY."],
            *([outline, part.number, part.quantity] for _, outline, part, _ in tree.walk()),
        ],
    )


def with_parents(path: Path, tree: Part) -> Path:
    return grid(
        path,
        [
            ["Parent", "Component", "Quantity per"],
            *(
                [parent.number, part.number, part.quantity]
                for _, _, part, parent in tree.walk()
                if parent
            ),
        ],
    )


def with_columns(path: Path, tree: Part) -> Path:
    depth = max(level for level, *_ in tree.walk()) + 1
    rows = [
        [*[part.number if at == level else None for at in range(depth)], part.quantity]
        for level, _, part, _ in tree.walk()
    ]
    return grid(path, [[*[f"Level {at}" for at in range(depth)], "Qty"], *rows])


def with_leading_spaces(path: Path, tree: Part) -> Path:
    return grid(
        path,
        [
            ["品番", "数量"],
            *(["    " * level + part.number, part.quantity] for level, _, part, _ in tree.walk()),
        ],
    )


def with_cell_indents(path: Path, tree: Part) -> Path:
    book = Workbook()
    book.active.append(["物料编码", "名称", "用量"])
    for row, (level, _, part, _) in enumerate(tree.walk(), start=2):
        book.active.append([part.number, f"零件 {part.number}", part.quantity])
        book.active.cell(row, 1).alignment = Alignment(indent=level)
    book.save(path)
    return path


def with_groups(path: Path, tree: Part) -> Path:
    book = Workbook()
    book.active.append(["Numéro de pièce", "Désignation", "Qté"])
    for row, (level, _, part, _) in enumerate(tree.walk(), start=2):
        book.active.append([part.number, f"pièce {part.number}", part.quantity])
        book.active.row_dimensions[row].outlineLevel = level
    book.save(path)
    return path


def with_sheets(path: Path, tree: Part) -> Path:
    """One sheet for every parent; the first holds the parts of the product, which has no row of its own."""
    book = Workbook()
    book.remove(book.active)
    for _, _, part, _ in tree.walk():
        if part.parts:
            sheet = book.create_sheet(part.number)
            sheet.append(["Part Number", "Description", "Qty"])
            for one in part.parts:
                sheet.append([one.number, f"part {one.number}", one.quantity])
    book.save(path)
    return path


NOTATIONS = {
    "level": with_levels,
    "dotted level": with_dotted_levels,
    "plus signs": with_plus_signs,
    "outline number": with_outline_numbers,
    "parent-child": with_parents,
    "column a level": with_columns,
    "leading spaces": with_leading_spaces,
    "cell indent": with_cell_indents,
    "groups": with_groups,
}
