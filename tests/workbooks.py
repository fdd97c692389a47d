"""Small standard workbooks for tests: rows as dictionaries by heading, written with openpyxl, assessed through the library."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import xlsxwriter

from calculator.assessment import Assessment, Options, assess
from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.report import Reading
from calculator.model.assumptions import Assumptions
from calculator.model.item import Evidence
from calculator.rules import load_rules

Row = Mapping[str, object]
ON = date(2026, 11, 23)
RULES = load_rules()[0]
LAW = RULES["cn-mofcom-2025-61"]
_AS_GIVEN = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
_WRITTEN = datetime(2026, 11, 1)  # noqa: DTZ001  # a workbook knows no zone


def write_workbook(path: Path, **sheets: Sequence[Row]) -> Path:
    """A workbook with the sheets that are named, e.g. ``BOM=[...]``; every heading that a row uses becomes a column.

    Written in memory: openpyxl, which keeps each sheet in a file of its own first, takes three times as long.
    """
    with xlsxwriter.Workbook(str(path), _AS_GIVEN) as book:
        book.set_properties({"created": _WRITTEN})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            heads = list(dict.fromkeys(head for row in rows for head in row))
            sheet.write_row(0, 0, heads)
            for number, row in enumerate(rows, start=1):
                for place, head in enumerate(heads):
                    value = row.get(head)
                    sheet.write(number, place, value, day if isinstance(value, date) else None)
    return path


def replace_in_part(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Put bytes into one part of a workbook that openpyxl would not write."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def assessed(
    folder: Path,
    *,
    rules: Sequence[str] = ("cn-mofcom-2025-61",),
    on: date = ON,
    assume: Assumptions | None = None,
    reading: Reading = Reading.MATERIALS,
    currency: str | None = None,
    weakest: Evidence = Evidence.ASSUMED,
    **sheets: Sequence[Row],
) -> Assessment:
    """The assessment of one workbook."""
    path = write_workbook(folder / "bom.xlsx", **sheets)
    options = Options(
        on=on,
        rules=tuple(RULES[one] for one in rules),
        assumptions=assume or Assumptions(),
        reading=reading,
        currency=currency,
        weakest=weakest,
    )
    return assess((path,), (), options)


def finding(assessment: Assessment, item: str, rule: str = "cn-mofcom-2025-61") -> Finding:
    """The finding on one item."""
    return next(
        one for one in assessment.report.findings if one.item.number == item and one.rule.id == rule
    )


def node(assessment: Assessment, item: str, rule: str = "cn-mofcom-2025-61") -> NodeFinding:
    """The test of one assembly or product."""
    return next(
        one for one in assessment.report.nodes if one.item.number == item and one.rule.id == rule
    )


def codes(assessment: Assessment) -> set[str]:
    """Codes of the problems."""
    return {problem.code for problem in assessment.report.problems}


def magnet(number: str = "MAG", level: int = 0, **more: object) -> dict[str, object]:
    """A row for one stated NdFeB magnet of 10 USD and 100 g, made in Japan without Chinese technology."""
    row: dict[str, object] = {
        "Level": level,
        "Part Number": number,
        "Quantity": 1,
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
    return {**row, **more}


def dysprosium(item: str = "MAG", **more: object) -> dict[str, object]:
    """A Content row: Chinese dysprosium metal, fully disclosed."""
    return {
        "Part Number": item,
        "Substance": "Dy",
        "Form": "metal",
        "Country of Origin": "CN",
        "Disclosure": "full",
        **more,
    }


def exactly(text: str) -> Fraction:
    """A number as printed in a worked example."""
    return Fraction(text)
