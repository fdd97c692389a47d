"""What a run does not need it does not load: `--help` and a plain check start at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.paths import ROOT

HEAVY = (
    "pandas",
    "numpy",
    "scipy",
    "openpyxl",
    "xlsxwriter",
    "pint",
    "babel",
    "molmass",
    "sqlalchemy",
    "distributed",
    "jinja2",
    "typst",
    "currency_converter",
    "xlrd",
    "rich",
    "starlette",
    "uvicorn",
)


def loaded(code: str) -> set[str]:
    """The heavy packages that are loaded after some code has run in a new interpreter."""
    told = f"import sys\n{code}\nprint(' '.join(one for one in {HEAVY} if one in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["check", "--help"],
        ["audit", "--help"],
        ["ask", "--help"],
        ["serve", "--help"],
    ],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    assert (
        loaded(
            f"from calculator.cli.main import main\ntry:\n    main({words})\nexcept SystemExit:\n    pass"
        )
        == set()
    )


# A stated exchange rate is held against the central bank's, which is a package of its own; a bill in one currency needs none.
@pytest.mark.parametrize(
    ("sample", "banks"),
    [
        ("drone.xlsx", {"currency_converter"}),
        ("servo-axis-de.xlsx", set()),
        ("loudspeaker.xlsx", {"currency_converter"}),
    ],
)
def test_a_check_loads_no_data_frames_no_units_and_no_writer_of_workbooks(
    sample: str, banks: set[str]
) -> None:
    code = f"""
from datetime import date
from pathlib import Path
from calculator.assessment import Options, assess
from calculator.reports.records.json_report import json_bytes
from calculator.rules import load_rules
json_bytes(assess((Path("sample_boms/{sample}"),), (), Options(on=date(2026, 11, 23), rules=(load_rules()[0]["cn-mofcom-2025-61"],))).report)
"""
    assert loaded(code) <= {"babel", "molmass"} | banks
