"""Rows that are alike but for the part number state what each would state if it were read by itself."""

from __future__ import annotations

import datetime
import random

import pytest

from calculator.model.source import Source
from calculator.sources.facts.alike_rows import AlikeRows
from calculator.sources.facts.content_rows import read_content
from calculator.sources.facts.words_beside import REMARKS
from calculator.sources.layout.header_search import find_header
from calculator.sources.rows.cells import Cells
from calculator.sources.rows.remarks import Remark
from calculator.sources.table.sheet_facts import CellMarks, SheetFacts
from calculator.sources.table.table import Table

_HEADINGS = (
    *("Part Number", "Substance", "Form", "wt%", "Country of Origin", "Mined In"),
    *("Disclosure", "Evidence", "Reference", "Value", "Currency", "Valid Until", "Note"),
)
_CELLS = {
    "Part Number": ["P1", "P2", "P3", 4, 4.0, None, "n/a", '"', "ditto", "P1 "],
    "Substance": ["Dy", "Dy", "Tb", "Nd2O3", "none", "Dy+Tb", None, '"', "stuff"],
    "Form": ["metal", "", "oxide", None, "foo"],
    "wt%": [1.5, 1, True, "1.5", "<2", "Bal.", "n.d.", None, "2 ppm", "many", "1,5"],
    "Country of Origin": ["CN", "JP", "CN 60%; AU 40%", None, "?", "Chona"],
    "Mined In": [None, "AU", "CN"],
    "Disclosure": ["full", "", "partly", None],
    "Evidence": ["declared", "measured", "guess", None],
    "Reference": ["C-1", None],
    "Value": [None, None, 0, 3.5, "x"],
    "Currency": ["USD", None],
    "Valid Until": [None, None, datetime.date(2027, 1, 1), "soon"],
    "Note": [None, None, "1.5 % Dy", "in ppm", "ok"],
}


def _read(table, remarks=()):
    cells = Cells(table, find_header(table, "content"))
    cells.studies[REMARKS] = remarks
    return read_content(cells), cells.problems


def _table(rng, **facts):
    plain = {name: cells[: rng.randint(1, len(cells))] for name, cells in _CELLS.items()}
    rows = [[rng.choice(plain[name]) for name in _HEADINGS] for _ in range(14)]
    return Table(
        file="m.xlsx", sheet="S", rows=[[*_HEADINGS], *rows], facts=SheetFacts(rows=15, **facts)
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_alike_rows_state_is_what_each_states(monkeypatch, seed):
    rng = random.Random(seed)
    errors = CellMarks()
    errors.add(rng.randint(1, 14), 3)
    tables = [
        _table(rng),
        _table(rng, merged=[(3, 1, 6, 1)]),
        _table(rng, errors=errors),
    ]
    comment = Remark(text="in ppm", cell=Source("m.xlsx", "S", rng.randint(2, 15), 4))
    together = [*map(_read, tables), _read(tables[0], (comment,))]
    monkeypatch.setattr(AlikeRows, "key", lambda *_: None)
    assert [*map(_read, tables), _read(tables[0], (comment,))] == together


def test_equal_rows_of_many_parts_are_read_once(monkeypatch):
    rows = [[f"P{number}", "Dy", "metal", 1.5, "CN"] for number in range(50)]
    table = Table(file="m.xlsx", sheet="S", rows=[[*_HEADINGS[:5]], *rows])
    kept = []
    keep = AlikeRows.keep
    monkeypatch.setattr(AlikeRows, "keep", lambda *each: (kept.append(each), keep(*each)))
    stated, _ = _read(table)
    assert len(kept) == 1
    assert [row.content.item for row in stated] == [f"P{number}" for number in range(50)]
    assert [row.content.amount_cells[0].row for row in stated] == [*range(2, 52)]


def test_one_and_true_are_two_cells():
    rows = [["P1", "Dy", "metal", 1, "CN"], ["P2", "Dy", "metal", True, "CN"]]
    table = Table(file="m.xlsx", sheet="S", rows=[[*_HEADINGS[:5]], *rows])
    first, second = (row.content.share for row in _read(table)[0])
    assert first is not None
    assert second != first
