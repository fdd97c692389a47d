"""Every check is complete: what a new one still lacks is said here in plain words."""

from __future__ import annotations

import importlib
import re
from types import ModuleType

import pytest

from calculator.checks import registry
from calculator.checks.context import CheckContext
from calculator.model.problem_catalogue import problem_kinds
from tests.paths import ROOT
from tests.workbooks import assessed, dysprosium, magnet

FOLDER = ROOT / "calculator" / "checks"
SUPPORT = {"__init__", "context", "registry", "settled"}
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in SUPPORT)


def module_of(name: str) -> ModuleType:
    """The module of a check."""
    return importlib.import_module(f"calculator.checks.{name}")


@pytest.mark.parametrize("name", NAMES)
def test_a_check_says_what_is_checked_and_why(name):
    paragraphs = (module_of(name).__doc__ or "").strip().split("\n\n")
    assert len(paragraphs) >= 2, (
        f"calculator/checks/{name}.py: the docstring says what is checked in its first line, and why in a second paragraph"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_check_names_its_codes(name):
    codes = getattr(module_of(name), "CODES", ())
    assert codes, f"calculator/checks/{name}.py: name the codes of its problems in CODES"
    for code in codes:
        assert code in problem_kinds(), (
            f'calculator/model/problems.toml: declare "{code}", which {name} raises'
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_check_is_in_the_registry(name):
    text = (FOLDER / "registry.py").read_text("utf-8").partition("CHECKS: Final")[2]
    assert re.search(rf"\b{name}\.check", text), (
        f"calculator/checks/registry.py: CHECKS has no line for {name}"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_check_has_tests_of_its_own(name):
    path = ROOT / "tests" / "checks" / f"test_{name}.py"
    assert path.exists(), f"write tests/checks/test_{name}.py"
    text = path.read_text("utf-8")
    for code in module_of(name).CODES:
        assert f'"{code}" in' in text, f'{path.name}: no test raises "{code}"'
        assert f'"{code}" not in' in text or "assert not {" in text, (
            f'{path.name}: no test shows where "{code}" is not raised'
        )


@pytest.mark.parametrize("name", NAMES)
def test_a_check_is_on_its_page(name):
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert f"## {name.replace('_', ' ')}\n" in page, (
        f"docs/checks.md has nothing on {name}: run python docs/make_reference.py"
    )


def test_a_check_raises_no_code_but_its_own(tmp_path):
    rows = [
        dysprosium(**{"wt%": 60, "Valid Until": "2026-01-01", "Date": "2027-01-01"}),
        dysprosium(**{"wt%": 60, "Mass": 1, "Mass Unit": "g", "Value": 0.001, "Currency": "CNY"}),
    ]
    prices = [{"Substance": "Dy", "Price": 300, "Currency": "CNY", "Date": "2024-01-01"}]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows, Prices=prices)
    context = CheckContext(
        bill=run.read.bill,
        facts=run.scenarios.facts,
        rollup=run.scenarios.rollup(run.report.rules[0], run.read.currency),
    )
    raised = {problem.code for problem in registry.run_checks(context)}
    assert len(raised) > 5
    assert raised <= {code for name in NAMES for code in module_of(name).CODES}


def test_what_is_wrong_with_one_item_stands_together(tmp_path):
    rows = [
        dysprosium(item, **{"wt%": 2, "Valid Until": "2026-01-01"})
        for item in ("MAG", "MAG", "OTHER", "OTHER")
    ]
    run = assessed(tmp_path, BOM=[magnet(), magnet("OTHER", Quantity=2)], Content=rows)
    items = [
        problem.message.partition(":")[0]
        for problem in run.report.problems
        if problem.code in {"content-repeated", "evidence-expired"}
    ]
    assert len(items) == 6
    assert items == sorted(items)
