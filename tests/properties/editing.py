"""A bill with one column twice and other figures in it, or with something taken out of it that closes a doubt."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from calculator.assessment import Assessment
from tests.properties.runs import Case

TWICE = {
    "price": ("{}", "{} 2", "Unit Price", "Stückpreis", "Price/pc", "单价"),
    "mass": ("{}", "{} 2", "Unit Weight", "Gewicht", "Net mass", "单重"),
    "quantity": ("{}", "{} 2", "Qty", "Menge", "Count", "数量"),
    "origin": ("{}", "{} 2", "Origin", "Ursprungsland", "Made in", "原产国"),
    "currency": ("{}", "{} 2", "Curr.", "Währung", "Currency of price"),
}
"""Columns that can stand twice, and what the second may be called; ``{}`` is what the first is called."""
COUNTRIES = ("JP", "AU", "DE", "Vietnam", "US")
CURRENCIES = ("JPY", "EUR", "KRW", "GBP")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a workbook as it was understood: its columns by meaning, counted from 1, and its rows."""

    sheet: str
    kind: str
    columns: dict[str, int]
    first: int
    end: int

    @property
    def rows(self) -> range:
        """The rows below the headings."""
        return range(self.first, self.end + 1)


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change: what it is, in words, and how it is made in the workbook."""

    name: str
    make: Callable[[Workbook], None]


def tables_of(assessment: Assessment, file: str) -> tuple[Table, ...]:
    """The tables of one file."""
    return tuple(
        Table(
            sheet=one.sheet,
            kind=one.header.kind,
            columns={
                meaning: heading.column + 1 for meaning, heading in one.header.headings.items()
            },
            first=one.header.body + 1,
            end=one.header.end,
        )
        for one in assessment.read.understood
        if one.header is not None and one.file == file
    )


def edited(case: Case, edit: Edit, folder: Path) -> Case:
    """The same run of the changed workbook."""
    book = load_workbook(case.bill)
    edit.make(book)
    path = folder / f"edited-{case.bill.name}"
    book.save(path)
    return case.of(path)


# --------------------------------------------------------------------------- twice


def doublings(tables: tuple[Table, ...], rng: random.Random) -> Iterator[Edit]:
    """Each column of the bill that carries a figure, once more with other figures."""
    for table in tables:
        if table.kind != "bom":
            continue
        for meaning, headings in TWICE.items():
            if meaning in table.columns:
                yield _doubling(table, meaning, rng.choice(headings), random.Random(rng.random()))


def _doubling(table: Table, meaning: str, heading: str, rng: random.Random) -> Edit:
    factor, is_before = rng.choice((1000, 100, 3, 0.3, 0.001)), rng.random() < 0.5
    country, currency = rng.choice(COUNTRIES), rng.choice(CURRENCIES)

    def make(book: Workbook) -> None:
        sheet = book[table.sheet]
        old = table.columns[meaning]
        new = old if is_before else int(sheet.max_column) + 1
        if is_before:
            sheet.insert_cols(old)
            old += 1
        sheet.cell(table.first - 1, new, heading.format(sheet.cell(table.first - 1, old).value))
        for row in table.rows:
            value = sheet.cell(row, old).value
            if value is not None:
                sheet.cell(row, new, _other(value, meaning, factor, country, currency))

    where = "before" if is_before else "after"
    return Edit(
        name=f"{meaning} twice, {heading!r} {where}, x {factor} {country} {currency}", make=make
    )


def _other(value: Any, meaning: str, factor: float, country: str, currency: str) -> Any:
    if meaning == "origin":
        return country
    if meaning == "currency":
        return currency
    return value * factor if isinstance(value, (int, float)) else value


# --------------------------------------------------------------------------- removed


def removals(tables: tuple[Table, ...], items: tuple[str, ...]) -> Iterator[Edit]:
    """What closes a doubt about an item, taken out: a statement with its disclosure, a price, a mass, an origin, an answer."""
    for table in tables:
        if table.kind in {"prices", "rates"}:
            yield Edit(name=f"all {table.kind}", make=_emptied(table))
        elif "number" in table.columns:
            for item in items:
                yield from _removals_of(table, table.columns["number"], item)


CLOSES = {
    "bom": ("price", "mass", "origin", "technology"),
    "content": ("origin", "form", "disclosure"),
}
"""Cells of a row that close something, by the kind of table."""


def _removals_of(table: Table, number: int, item: str) -> Iterator[Edit]:
    if table.kind == "content":
        yield Edit(name=f"statement on {item}", make=_without_rows(table, number, item))
    for meaning in CLOSES.get(table.kind, ()):
        if meaning in table.columns:
            yield Edit(
                name=f"{meaning} of {item}, {table.kind}", make=_blank(table, number, item, meaning)
            )


def _blank(table: Table, number: int, item: str, meaning: str) -> Callable[[Workbook], None]:
    def make(book: Workbook) -> None:
        sheet = book[table.sheet]
        for row in _rows_of(sheet, table, number, item):
            sheet.cell(row, table.columns[meaning]).value = None

    return make


def _without_rows(table: Table, number: int, item: str) -> Callable[[Workbook], None]:
    def make(book: Workbook) -> None:
        sheet = book[table.sheet]
        for row in reversed(_rows_of(sheet, table, number, item)):
            sheet.delete_rows(row)

    return make


def _emptied(table: Table) -> Callable[[Workbook], None]:
    def make(book: Workbook) -> None:
        book[table.sheet].delete_rows(table.first, len(table.rows))

    return make


def _rows_of(sheet: Worksheet, table: Table, number: int, item: str) -> list[int]:
    return [row for row in table.rows if str(sheet.cell(row, number).value) == item]


# --------------------------------------------------------------------------- what must not happen


def wrongly_cleared(before: Assessment, after: Assessment) -> list[str]:
    """What was not clear and is now, though nothing was learned: items by number, and "exit status"."""
    clear = {"below", "not-subject"}
    old = {(one.rule.id, one.item.number): one.verdict.value for one in before.report.findings}
    cleared = [
        f"{number}: {old[rule, number]} became {one.verdict.value}"
        for one in after.report.findings
        for rule, number in [(one.rule.id, one.item.number)]
        if old.get((rule, number), "below") not in clear and one.verdict.value in clear
    ]
    if before.report.exit_status() and not after.report.exit_status():
        cleared.append("exit status")
    return cleared
