"""A report depends on nothing but what it says: another process, whose sets are in another order, writes it to the byte."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

from calculator.reports.errors import UnavailableError
from calculator.reports.interface import FORMATS, Format, write
from tests.paths import ROOT
from tests.reports.factory import drone
from tests.reports.page.test_html import sample, with_tree


def digests() -> dict[str, str]:
    """A SHA-256 for each format: of a sample, or of a few findings where to set its pages would take seconds."""
    return {form.name: _digest(form) for form in FORMATS.values()}


def _digest(form: Format) -> str:
    report = with_tree(drone()) if form.name == "pdf" else sample("drone.xlsx")
    try:
        return hashlib.sha256(write(report, form)).hexdigest()
    except UnavailableError as missing:
        return str(missing)


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    code = "import json; from tests.reports.test_same_bytes import digests; print(json.dumps(digests()))"
    # Unless this process happens to have the same seed.
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    assert json.loads(other.stdout) == digests()
