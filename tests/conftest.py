"""Property tests draw the same examples every time; ``pytest --long`` draws at random and many more."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import pytest
from hypothesis import settings

from calculator.application.requests import options_for
from calculator.assessment import assess
from calculator.reports.interface import FORMATS, write
from tests.in_process import use_workers
from tests.paths import SAMPLES

_LONG = (
    "reports/xlsx/test_recalculation.py",
    "audit/test_cluster.py",
    "web/test_journey.py",
    "audit/test_supervisor.py",
    "test_docs.py",
    "cli/test_outputs.py",
    "properties/test_planting.py",
    "properties/test_editing.py",
)
"""Files whose tests start programs, wait for them, or are one long search; in turn for each of the processes."""

# The collector finds circles of its own accord dozens of times while eight thousand tests are collected, none of them garbage.
gc.disable()
_TESTS_BETWEEN_COLLECTIONS = 100

# Machines are noisy, so no example has a deadline. What is steady draws the same examples for ever: it holds what was found once, and
# the hundredth of them finds no more than the fortieth. What is new is found by ``--long``.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("long", deadline=None, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="draw properties at random, and many more")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "steady")
    _keep_bytecode_of_commands(config)


_OF_PROGRAMS = frozenset({"browser", "database"})
"""Fixtures that start a program which is no part of Python: their tests are run apart."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if _OF_PROGRAMS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("programs")
    _begin_with_what_waits(config, items)


def _begin_with_what_waits(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What waits or takes long begins first, in turn in each of the processes, which all end with what is short.

    Each begins with its own stretch of the list.
    """
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    first: tuple[list[pytest.Item], ...] = tuple([] for _ in range(processes))
    others = []
    for item in items:
        name = item.nodeid.partition("::")[0].removeprefix("tests/")
        if name in _LONG:
            first[_LONG.index(name) % processes].append(item)
        else:
            others.append(item)
    stretch = len(items) // processes
    rest = iter(others)
    items[:] = [
        *(item for long in first for item in (*long, *islice(rest, max(0, stretch - len(long))))),
        *rest,
    ]


def _keep_bytecode_of_commands(config: pytest.Config) -> None:
    """Commands that tests start as programs compile our modules once, not each for itself.

    Where bytecode beside the sources is not wanted (PYTHONDONTWRITEBYTECODE), it is kept with the cache of pytest.
    """
    is_controller = bool(config.getoption("numprocesses", 0)) and not hasattr(config, "workerinput")
    if sys.dont_write_bytecode and not is_controller and hasattr(config, "cache"):
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("bytecode"))


@pytest.fixture(scope="session", autouse=True)
def _ready_to_fork() -> None:
    """Workers are forked from this process by the hundred: what it has read and compiled, none of them does again."""
    sample = assess((SAMPLES / "drone.xlsx",), (), options_for(on=date(2026, 1, 1)))
    write(sample.report, FORMATS["json"])
    gc.collect()
    # Neither is what stands in memory now looked through for circles, here or in a worker, page by page.
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A command or a request is carried out in this process, but in tests of the worker itself, which carry its mark.

    To fork a process that holds eight thousand tests takes longer than to read a small bill.
    """
    use_workers(really=item.get_closest_marker("worker") is not None)


_FINISHED = itertools.count(1)


def pytest_runtest_teardown() -> None:
    """Garbage is collected at moments that do not depend on what was allocated."""
    if next(_FINISHED) % _TESTS_BETWEEN_COLLECTIONS == 0:
        gc.collect()


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
