"""The kinds of hostile files: each makes its files, says what it attacks, and which exit statuses are right answers.

Every file that can carry a bill carries one whose magnet crosses the line, so that 0 is always a wrong "below".
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

REFUSED = frozenset({4})
OPEN = frozenset({1, 3})
ANY = frozenset({1, 3, 4})
"""Anything but 0: a verdict that is not "below", an open question, or a refusal."""
USAGE = frozenset({2})

SEEDS = Path(__file__).parent / "seeds"
HEADS = (
    "Level",
    "Part Number",
    "Description",
    "Quantity",
    "Unit",
    "Item Class",
    "Material",
    "Unit Mass",
    "Mass Unit",
    "Unit Price",
    "Currency",
    "Price Per",
    "Country of Origin",
    "Chinese Technology",
)
PRODUCT = {"Level": 0, "Part Number": "PRD", "Description": "Product", "Quantity": 1}
MAGNET = {
    "Level": 1,
    "Part Number": "MAG",
    "Description": "Magnet N42SH",
    "Quantity": 4,
    "Unit": "each",
    "Item Class": "magnet",
    "Material": "NdFeB",
    "Unit Mass": 100,
    "Mass Unit": "g",
    "Unit Price": 10,
    "Currency": "USD",
    "Country of Origin": "JP",
    "Chinese Technology": "no",
}
CONTENT = {
    "Part Number": "MAG",
    "Substance": "Dy",
    "Form": "metal",
    "wt%": 3,
    "Country of Origin": "CN",
    "Disclosure": "full",
    "Value": 1,
    "Currency": "USD",
}

Row = Mapping[str, object]
Make = Callable[[Path], Sequence[str]]


@dataclass(frozen=True)
class Kind:
    """One kind: ``make`` writes files into a folder and returns the words of the command line."""

    name: str
    attacks: str
    make: Make
    allowed: frozenset[int]


KINDS: dict[str, Kind] = {}


def attack(
    name: str, what: str, allowed: frozenset[int] = ANY
) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Register a function that makes the files of a kind; it returns nothing for ``bom.xlsx``, a path, or words."""

    def register(function: Callable[[Path], object]) -> Callable[[Path], object]:
        assert name not in KINDS, name

        def make(folder: Path) -> Sequence[str]:
            made = function(folder)
            if made is None:
                return [str(folder / "bom.xlsx")]
            return [str(made)] if isinstance(made, (Path, str)) else [str(one) for one in made]  # type: ignore[attr-defined]

        KINDS[name] = Kind(name, what, make, allowed)
        return function

    return register


# --------------------------------------------------------------------------- a bill that crosses


def write(
    folder: Path,
    bom: Sequence[Row] = (PRODUCT, MAGNET),
    content: Sequence[Row] = (CONTENT,),
    name: str = "bom.xlsx",
    **sheets: Sequence[Row],
) -> Path:
    """A standard workbook of these rows."""
    path = folder / name
    plain = (bom, content, sheets) == ((PRODUCT, MAGNET), (CONTENT,), {})
    path.write_bytes(
        _crossing() if plain else _workbook({"BOM": bom, "Content": content, **sheets})
    )
    return path


@cache
def _crossing() -> bytes:
    """The workbook that most attacks damage."""
    return _workbook({"BOM": (PRODUCT, MAGNET), "Content": (CONTENT,)})


def _workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        heads = list(
            dict.fromkeys(
                (*(HEADS if title == "BOM" else ()), *(head for row in rows for head in row))
            )
        )
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a zip file by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_up(path: Path, parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write parts as a zip file."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def edited(
    folder: Path, part: str, change: Callable[[bytes], bytes], name: str = "bom.xlsx"
) -> Path:
    """The crossing workbook with one part changed; the sheet of the bill is ``xl/worksheets/sheet1.xml``.

    openpyxl writes texts into the cells here, so that what concerns shared texts starts from a file of LibreOffice.
    """
    path = folder / name
    parts = parts_of(SEEDS / "shared.xlsx" if part == STRINGS else write(folder, name=name))
    parts[part] = change(parts.get(part, b""))
    return zip_up(path, parts)


BOM = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
