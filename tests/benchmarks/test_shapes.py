"""The benchmark measures bills: every shape in every format is read as one."""

from __future__ import annotations

import importlib

import pytest

from calculator.assessment import Options, assess
from tests.benchmarks.bench_files import WAYS
from tests.benchmarks.bench_shapes import ALL, BARE, Compared, table_of
from tests.benchmarks.shapes import write_shape
from tests.workbooks import LAW, ON


@pytest.mark.parametrize("shape", ALL)
def test_every_shape_is_a_bill_of_so_many_lines(tmp_path, shape):
    path = write_shape(tmp_path / "bill", shape, 60)
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    assert report.refused == ()
    assert report.summary.items >= 50
    if shape not in ("all words different", "twenty sheets"):
        assert report.findings or shape in ("deep", "parent and child")


def test_the_bare_reading_is_of_every_sheet_of_every_workbook(tmp_path):
    package, _, work = WAYS[BARE]
    for shape in ("twenty sheets", "flat under one parent", "flat.ods", "flat.xlsb"):
        path = write_shape(tmp_path / shape.replace(".", "-"), shape, 60)
        names = {package: importlib.import_module(package), "path": str(path)}
        sheets = eval(work, names)  # noqa: S307  # a line of our own
        assert sum(map(len, sheets)) >= 60
        assert len(sheets) == {"twenty sheets": 20, "flat under one parent": 3}.get(shape, 1)


def test_a_row_of_the_table_says_what_is_met_and_what_is_missed():
    row = {"shape": "deep", "lines": 1000, "seconds": 1.0, "memory": 50.0, "time_ratio": 2.0}
    rows = [Compared(**row, memory_ratio=ratio, others={"pandas": 1.5}) for ratio in (3.0, 3.1)]
    lines = [*table_of(iter(rows))]
    assert lines[2] == "| deep | 1,000 | 1.00 | 2.0 | 50 | 3.0 | 1.5 | - | - | met |"
    assert lines[3].endswith("| missed |")
