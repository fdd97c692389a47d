"""The register of hostile kinds: each makes its files, and says what it attacks and which exit statuses are right answers.

Every file that can carry a bill carries one whose magnet crosses the line, so that 0 is always a wrong "below".
"""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.workbook.old_workbook import compound
from tests.workbooks import dysprosium, magnet, write_workbook

CROSSES = frozenset({1})
"""The magnet is whole, and what is beside it must not matter."""
OPEN = frozenset({1, 3})
REFUSED = frozenset({4})
ANY = frozenset({1, 3, 4})
"""A verdict that is not "below", an open question, or a refusal."""
USAGE = frozenset({2})

SEEDS = Path(__file__).parent / "seeds"
ROOMS = ("zips", "parts", "sheets", "natives", "figures", "words", "shapes", "textfiles", "compounds", "binaries", "documents", "paths", "doors", "reports")
Row = Mapping[str, object]
Words = Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """``make`` writes files into an empty folder and returns the words of the command line."""

    name: str
    attacks: str
    make: Callable[[Path], Words]
    allowed: frozenset[int]
    command: str = "check"


KINDS: dict[str, Kind] = {}


def hostile(name: str, attacks: str, allowed: frozenset[int] = ANY, *, command: str = "check") -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Register a maker: it returns nothing for ``bom.xlsx``, one path, or all words of the command line."""

    def register(function: Callable[[Path], object]) -> Callable[[Path], object]:
        def make(folder: Path) -> Words:
            made = function(folder)
            if made is None:
                made = folder / "bom.xlsx"
            return [str(made)] if isinstance(made, (Path, str)) else [str(one) for one in made]  # type: ignore[attr-defined]

        assert name not in KINDS, name
        KINDS[name] = Kind(name=name, attacks=attacks, make=make, allowed=allowed, command=command)
        return function

    return register


def all_kinds() -> dict[str, Kind]:
    """Every kind of every room."""
    for room in ROOMS:
        importlib.import_module(f"tests.hostile.{room}")
    return KINDS


# --------------------------------------------------------------------------- a bill that crosses

PRODUCT: Row = {"Level": 0, "Part Number": "PRD", "Description": "Product", "Quantity": 1}
MAGNET: Row = magnet("MAG", 1, Description="Magnet N42SH")
CONTENT: Row = dysprosium(**{"wt%": 3, "Value": 1, "Currency": "USD"})
BOM = "xl/worksheets/sheet1.xml"
FACTS = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"


def part(level: int, number: str, **more: object) -> Row:
    """A harmless line."""
    return {"Level": level, "Part Number": number, "Description": "Steel bracket", "Quantity": 1, "Unit": "each", "Item Class": "other", "Material": "steel", **more}


def bill(folder: Path, bom: Sequence[Row] = (PRODUCT, MAGNET), content: Sequence[Row] = (CONTENT,), name: str = "bom.xlsx", **sheets: Sequence[Row]) -> Path:
    """A standard workbook of these rows."""
    return write_workbook(folder / name, BOM=bom, **({"Content": content} if content else {}), **sheets)


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a zip file by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_up(path: Path, parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write parts as a zip file."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return path


def edited(folder: Path, name: str, change: Callable[[bytes], bytes], seed: str = "shared.xlsx") -> Path:
    """A seed with one part changed."""
    path = folder / f"bom.{seed.rpartition('.')[2]}"
    parts = parts_of(SEEDS / seed)
    changed = change(parts.get(name, b""))
    assert changed != parts.get(name), f"{name} of {seed} was not changed"
    return zip_up(path, parts | {name: changed})


def before(mark: bytes, text: bytes) -> Callable[[bytes], bytes]:
    """Puts text before the first place where a mark stands."""
    return lambda held: held.replace(mark, text + mark, 1)


def saved(folder: Path, held: bytes, name: str = "bom.csv") -> Path:
    """A file of these bytes."""
    (folder / name).write_bytes(held)
    return folder / name


def old(folder: Path, streams: dict[str, bytes]) -> Path:
    """An OLE2 file of these streams."""
    return saved(folder, compound(streams), "bom.xls")
