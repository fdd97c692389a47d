"""What a run does not need it does not load: `--help` and a plain check start at once."""

from __future__ import annotations

import os
import subprocess
import sys

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
    "urllib.request",
    "http.client",
    "xlrd",
    "rich",
    "starlette",
    "uvicorn",
    "python_calamine",
    "multiprocessing",
    "rapidfuzz",
    "tomllib",
    "importlib.resources",
    "csv",
    "calculator.declarations",
    "calculator.sources.declarations.xml_declaration",
    "calculator.sources.declarations.amrt",
    "calculator.sources.facts.answers",
    "calculator.sources.facts.letter_rows",
    "calculator.sources.table.xls_records",
    "calculator.comparison.revisions",
    "calculator.assessment",
)


MOST_LETTERS = 75_000
"""Of the patterns that three samples ask for; with every list of words compiled when it is met they had 124,000."""


def loaded_after(*runs: list[str]) -> list[set[str]]:
    """The heavy packages that are loaded after each of these commands, in one new interpreter and without a worker.

    Patterns of more than ``MOST_LETTERS`` letters together are heavy too.
    """
    code = f"""
import re
import sys
lengths = []
compiled = re.compile
re.compile = lambda pattern, flags=0: lengths.append(len(pattern)) or compiled(pattern, flags)
from calculator.cli.main import main
for words in {[*runs]}:
    try:
        main(words)
    except SystemExit:
        pass
    print("loaded:", *(name for name in {HEAVY} if name in sys.modules), *["patterns"] * (sum(lengths) > {MOST_LETTERS}))
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "DEMINIMIS_DEBUG": "1"},
    )
    lines = [line for line in run.stdout.splitlines() if line.startswith("loaded:")]
    assert len(lines) == len(runs), run.stdout + run.stderr
    return [set(line.split()[1:]) for line in lines]


def test_help_loads_nothing_heavy() -> None:
    words = [["--help"], ["--version"]]
    words += [[command, "--help"] for command in ("check", "audit", "ask", "serve")]
    assert loaded_after(*words) == [set()] * len(words)


def test_a_check_loads_no_data_frames_no_units_and_no_writer_of_workbooks() -> None:
    # A stated exchange rate is held against the central bank's: the package that carries it, with its client for the network, is not loaded.
    samples = ("servo-axis-de.xlsx", "drone.xlsx", "loudspeaker.xlsx")
    loaded = loaded_after(
        *(
            ["check", f"sample_boms/{name}", "--on", "2026-11-23", "--format", "json", "-q"]
            for name in samples
        )
    )
    needed = {"rapidfuzz", "calculator.assessment", "python_calamine", "multiprocessing"}
    assert all(modules <= needed for modules in loaded)
