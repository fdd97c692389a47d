"""Whoever adds an input format, a report format or a check writes one file and one line of a registry: here each is done."""

from __future__ import annotations

import json
import re
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
from tests.paths import ROOT, SAMPLES

ON = date(2026, 11, 23)
SAMPLE = SAMPLES / "drone.xlsx"


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


# --------------------------------------------------------------------------- what a new one still lacks


def lacks(module: Path, function: str, names: Iterable[str], page: str, tests: Path) -> list[str]:
    """In plain words, what an author of a format has not written yet: its file, its row on the page, its tests."""
    source = ROOT / "calculator" / module
    missing = []
    if not source.exists() or f"def {function}(" not in source.read_text("utf-8"):
        missing.append(f"write calculator/{module} with a function {function}")
    text = (ROOT / "docs" / page).read_text("utf-8")
    if not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names):
        missing.append(f"say in docs/{page} what {', '.join(names)} is")
    tested = "".join(path.read_text("utf-8") for path in (ROOT / "tests" / tests).rglob("*.py"))
    if not any(re.search(rf"\W{re.escape(name)}\b", tested) for name in (*names, module.stem)):
        missing.append(f"no test below tests/{tests} is about {', '.join(names)}")
    return missing


def lacks_of_input(form: formats.InputFormat) -> list[str]:
    """What is missing of a format that is read."""
    module, _, function = form.reader.partition(":")
    room = "declarations" if form.is_declaration else "table"
    page = "declarations.md" if form.is_declaration else "reading.md"
    path = Path("sources", room, f"{module}.py")
    return lacks(path, function, [suffix[1:] for suffix in form.suffixes], page, Path("sources"))


def lacks_of_report(form: interface.Format) -> list[str]:
    """What is missing of a format that is written."""
    path = Path("reports", f"{form.module.replace('.', '/')}.py")
    return lacks(path, "write", [form.name], "reports.md", Path("reports"))


@pytest.mark.parametrize("form", formats.INPUT_FORMATS, ids=lambda form: form.name)
def test_an_input_format_has_its_file_its_tests_and_its_page(form):
    assert lacks_of_input(form) == []


@pytest.mark.parametrize("form", interface.FORMATS.values(), ids=lambda form: form.name)
def test_a_report_format_has_its_file_its_tests_and_its_page(form):
    assert lacks_of_report(form) == []


def test_who_adds_a_format_is_told_in_plain_words_what_is_missing():
    read = formats.InputFormat(name="qqz", suffixes=(".qqz",), reader="qqz:read_lines")
    assert lacks_of_input(read) == [
        "write calculator/sources/table/qqz.py with a function read_lines",
        "say in docs/reading.md what qqz is",
        "no test below tests/sources is about qqz",
    ]
    written = interface.Format(
        name="qqz", suffixes=("qqz",), media_type="text/plain", module="text.qqz"
    )
    assert lacks_of_report(written) == [
        "write calculator/reports/text/qqz.py with a function write",
        "say in docs/reports.md what qqz is",
        "no test below tests/reports is about qqz",
    ]
