"""Property tests draw the same examples every time; ``pytest --long`` draws at random and many more."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import settings

from calculator.application.requests import options_for
from calculator.assessment import assess
from calculator.reports.interface import FORMATS, write
from tests.paths import SAMPLES

# Machines are noisy, so no example has a deadline.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="draw properties at random, and many more")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "steady")


@pytest.fixture(scope="session", autouse=True)
def _ready_to_fork() -> None:
    """Workers are forked from this process by the hundred: what it has read and compiled, none of them does again."""
    sample = assess((SAMPLES / "drone.xlsx",), (), options_for(on=date(2026, 1, 1)))
    write(sample.report, FORMATS["json"])
    gc.collect()
    # Neither is what stands in memory now looked through for circles, here or in a worker, page by page.
    gc.freeze()


CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
_QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--no-first-run",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The Chromium of the system without a window, one for all tests of a file; where there is none, they say so.

    Not one for all files: as long as it is open, no other loop of events can run in this process.
    """
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield opened
        opened.close()
