"""Whoever adds an input format, a report format or a check writes one file and one line of a registry: here each is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from calculator.assessment import Options, assess
from calculator.checks import registry
from calculator.checks.context import CheckContext
from calculator.cli.main import main
from calculator.findings.report import Report
from calculator.model.item import ItemClass
from calculator.model.problem import Problem, note
from calculator.reports import interface
from calculator.reports.settings import Settings
from calculator.rules import load_rules
from calculator.sources.files import formats
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_facts import Sheet, SheetFacts

ON = date(2026, 11, 23)
SAMPLE = Path(__file__).parent.parent / "sample_boms" / "drone.xlsx"


def new_file(monkeypatch: pytest.MonkeyPatch, name: str, **functions: object) -> None:
    """A module of a new file, as if it lay in its folder."""
    module = ModuleType(name)
    vars(module).update(functions)
    monkeypatch.setitem(sys.modules, name, module)


def read_lines(container: Container, _: Limits) -> tuple[list[Sheet], list[object]]:
    """The whole of the file that is added for a format of parts, a line each: ``TOY1``, then number=words=class."""
    lines = [line.split("=") for line in container.data.decode().splitlines()[1:]]
    rows = [["Level", "Part Number", "Description", "Item Class", "Unit Price", "Currency"]]
    rows += [[level, *parts, "1", "USD"] for level, *parts in lines]
    facts = SheetFacts(rows=len(rows), columns=6)
    return [
        Sheet(
            name="Toy", hidden=False, very_hidden=False, rows=[[*row] for row in rows], facts=facts
        )
    ], []


def test_an_input_format_is_one_file_and_one_line_of_the_registry(tmp_path, monkeypatch) -> None:
    new_file(monkeypatch, "calculator.sources.table.toy", read_lines=read_lines)
    line = formats.InputFormat(
        name="toy", suffixes=(".toy",), reader="toy:read_lines", magic=b"TOY1\n"
    )
    monkeypatch.setattr(formats, "INPUT_FORMATS", (*formats.INPUT_FORMATS, line))
    bill = tmp_path / "bill.toy"
    bill.write_text("TOY1\n0=P-1=Speaker=assembly\n1=M-1=NdFeB magnet N42 10 x 2 mm=magnet\n")
    options = Options(on=ON, rules=(load_rules()[0]["cn-mofcom-2025-61"],))
    report = assess((bill,), (), options).report
    assert [finding.item.number for finding in report.findings] == ["M-1"]
    assert "bill.toy!Toy!" in str(report.findings[0].item.cells[0])
    assert ".toy" in formats.input_suffixes()  # an audit finds such files in a folder


def write_count(report: Report, _: Settings) -> bytes:
    """The whole of the file that is added for a format that says how much was found."""
    return json.dumps({"count": len(report.findings)}).encode()


def test_a_report_format_is_one_file_and_one_line_of_the_registry(monkeypatch) -> None:
    new_file(monkeypatch, "calculator.reports.records.count", write=write_count)
    line = interface.Format(
        name="count", suffixes=("count",), media_type="application/json", module="records.count"
    )
    monkeypatch.setattr(interface, "_REGISTRY", (*interface._REGISTRY, line))
    options = Options(on=ON, rules=(load_rules()[0]["cn-mofcom-2025-61"],))
    report = assess((SAMPLE,), (), options).report
    form = interface.format_for(Path("out.count"))
    assert form is line
    assert json.loads(interface.write(report, form)) == {"count": len(report.findings)}


def test_the_command_writes_a_format_that_was_added(tmp_path, monkeypatch) -> None:
    new_file(monkeypatch, "calculator.reports.records.count", write=write_count)
    line = interface.Format(
        name="count", suffixes=("count",), media_type="application/json", module="records.count"
    )
    monkeypatch.setattr(interface, "_REGISTRY", (*interface._REGISTRY, line))
    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")
    out = tmp_path / "report.count"
    ended = CliRunner().invoke(main, ["check", str(SAMPLE), "--on", f"{ON}", "-o", str(out)])
    assert ended.exit_code == 1, ended.output
    assert json.loads(out.read_bytes())["count"] > 0


def many_magnets(context: CheckContext) -> Iterable[Problem]:
    """The whole of the file that is added for a check that counts the magnets of a bill."""
    numbers = [
        number for number, item in context.bill.items.items() if item.item_class is ItemClass.MAGNET
    ]
    if len(numbers) > 1:
        yield note("alternates", f"{len(numbers)} magnets; look at each")


def test_a_check_is_one_file_and_one_line_of_the_registry(monkeypatch) -> None:
    monkeypatch.setattr(registry, "CHECKS", (*registry.CHECKS, many_magnets))
    options = Options(on=ON, rules=(load_rules()[0]["cn-mofcom-2025-61"],))
    report = assess((SAMPLE,), (), options).report
    assert any(problem.message.endswith("magnets; look at each") for problem in report.problems)
