"""A real spreadsheet program that recalculates a workbook: LibreOffice without its windows."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice Calc is not installed: soffice recalculates the workbook",
)

# Recalculate on loading whatever the file says it was written by.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Row = list[object]


def recalculated(paths: Sequence[Path], folder: Path, form: str = "xlsx") -> list[Path]:
    """The workbooks as LibreOffice writes them, in one run with a profile of its own."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS)
    words = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        form,
        "--outdir",
        str(out),
        *map(str, paths),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=900)
    made = [out / f"{path.stem}.{form}" for path in paths]
    assert all(one.exists() for one in made)
    return made


def rows_of(path: Path, sheet: str) -> list[Row]:
    """The values of a sheet as a viewer that does not calculate sees them."""
    return [
        list(row)
        for row in CalamineWorkbook.from_path(path)
        .get_sheet_by_name(sheet)
        .to_python(skip_empty_area=False)
    ]


def table_of(path: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a list by their headings."""
    heads, *rows = rows_of(path, sheet)
    return [dict(zip(map(str, heads), row, strict=False)) for row in rows]


def same_values(one: list[Row], other: list[Row]) -> list[tuple[int, int, object, object]]:
    """Where two sheets differ by more than the last digits of a binary number."""
    found: list[tuple[int, int, object, object]] = []
    for row, (left, right) in enumerate(zip(one, other, strict=True)):
        for place in range(max(len(left), len(right))):
            first, second = (cells[place] if place < len(cells) else "" for cells in (left, right))
            near = (
                isinstance(first, float)
                and isinstance(second, float)
                and abs(first - second) <= 1e-12 * max(abs(first), abs(second))
            )
            if first != second and not near:
                found.append((row, place, first, second))
    return found
