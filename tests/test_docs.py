"""What the pages say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.cli import main

ROOT = Path(__file__).parent.parent


def test_the_reference_is_what_the_program_says():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == module.reference(), "run: python docs/make_reference.py"


def test_every_problem_code_is_explained_and_no_other():
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \|", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE))
    pattern = re.compile(r'(?:error|warning|note|_RefusedError|RefusedError|_refused|refused|_about|_fault|fault|problem)\)?\(\s*(?:table,\s*)?"([a-z0-9-]+)"')
    tabled = re.compile(r'(?:\((?:error|warning|note), |": \(|\n\s+\((?="[a-z-]+", f"))"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    raised = {code for path in (ROOT / "calculator" / "workbook").rglob("*.py") for code in tabled.findall(path.read_text("utf-8"))}
    raised |= {code for path in (ROOT / "calculator").rglob("*.py") for code in pattern.findall(path.read_text("utf-8"))}
    composed = {f"conflicting-{what}" for what in ("material", "item-class", "mass", "price", "country-of-origin", "chinese-technology")}
    composed |= {"mass-below-components", "price-below-components"}
    assert explained - composed == raised - {"x"}


@pytest.mark.parametrize("page", ["README.md", "sample_boms/README.md", "docs/rules.md", "docs/semantics.md", "docs/audit.md", "docs/reports.md", "docs/evidence.md", "docs/suppliers.md", "docs/serve.md"])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / page).parent.joinpath(link).exists(), link


def test_the_example_of_arrays_prints_what_the_page_shows(capsys):
    pytest.importorskip("pyarrow")
    code, shown = re.findall(r"```(?:python)?\n(.+?)```", (ROOT / "docs" / "arrays.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "arrays.md", "exec"), {})  # noqa: S102  # our own page
    assert capsys.readouterr().out == shown


def test_the_commands_of_the_readme_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"`(deminimis [^`]+)`", text) + re.findall(r"&& (deminimis .+)$", text, re.MULTILINE)
    assert len(commands) >= 6
    runner = CliRunner()
    assert runner.invoke(main, ["template", "my-bom.xlsx"]).exit_code == 0
    assert runner.invoke(main, ["template", "answers.xlsx"]).exit_code == 0
    for command in commands:
        words = [word.replace("sample_boms/", f"{ROOT}/sample_boms/").replace("MAG-01", "EX-111") for word in shlex.split(command)[1:]]
        if words[0] in ("template", "serve"):
            continue
        result = runner.invoke(main, words)
        assert result.exit_code in {0, 1, 3}, (command, result.output)


def test_the_builds_in_the_page_on_reports_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bom.xlsx").write_bytes((ROOT / "sample_boms" / "drone.xlsx").read_bytes())
    commands = re.findall(r"- (?:run: )?(deminimis .+)$", (ROOT / "docs" / "reports.md").read_text("utf-8"), re.MULTILINE)
    results = [CliRunner().invoke(main, shlex.split(command)[1:]).exit_code for command in commands]
    assert results == [0, 1]
    assert {path.name for path in tmp_path.iterdir()} == {"bom.xlsx", "deminimis.sarif", "deminimis.xml"}


def test_the_commands_on_evidence_and_suppliers_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    for name in ("bom.xlsx", "old.xlsx", "new.xlsx", "answers.xlsx"):
        assert runner.invoke(main, ["template", name]).exit_code == 0
    (tmp_path / "sample_boms").mkdir()
    (tmp_path / "sample_boms" / "drone.xlsx").write_bytes((ROOT / "sample_boms" / "drone.xlsx").read_bytes())
    commands = [line for page in ("evidence", "suppliers") for line in re.findall(r"^    deminimis (.+)$", (ROOT / "docs" / f"{page}.md").read_text("utf-8"), re.MULTILINE)]
    results = [(command, runner.invoke(main, shlex.split(command.replace("MAG-01", "EX-111"))).exit_code) for command in commands]
    assert len(results) == 8
    assert [command for command, status in results if status not in (0, 1, 3)] == []


def test_every_format_is_in_the_page_on_reports():
    from calculator.command import FORMATS  # noqa: PLC0415

    assert set(re.findall(r"^\| `([a-z]+)` \|", (ROOT / "docs" / "reports.md").read_text("utf-8"), re.MULTILINE)) == set(FORMATS)


def test_every_limit_is_documented_with_its_default():
    from dataclasses import fields  # noqa: PLC0415

    from calculator.isolation import Budget  # noqa: PLC0415
    from calculator.workbook.limits import Limits  # noqa: PLC0415

    text = (ROOT / "docs" / "limits.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", text, re.MULTILINE))
    assert told == {one.name.replace("_", "-"): f"{int(one.default)}" for one in (*fields(Budget), *fields(Limits))}
