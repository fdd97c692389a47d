"""A server as a user starts it, and the Chromium of the system; where there is none, the tests that need it say so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_boms"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu", "--no-first-run")


class Server:
    """A running `deminimis serve`."""

    def __init__(self, temporary: Path) -> None:
        self.temporary = temporary
        temporary.mkdir()
        command = [sys.executable, "-m", "calculator", "serve", "--port", "0", "--no-open"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**_environment(), "TMPDIR": str(temporary)})
        assert self.process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", self.process.stdout.readline())
        assert found, self.process.communicate()
        self.address = found[0]

    def stop(self) -> str:
        """End it as a service is ended; what it said on stderr."""
        self.process.terminate()
        return self.process.communicate(timeout=20)[1]


def _environment() -> dict[str, str]:
    import os  # noqa: PLC0415

    return {name: value for name, value in os.environ.items() if name != "DEMINIMIS_DEBUG"} | {"PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; it must end without a complaint and without a trace."""
    pytest.importorskip("uvicorn", reason="the extra web is not installed")
    running = Server(tmp_path_factory.mktemp("served") / "temporary")
    try:
        yield running
    finally:
        said = running.stop()
    assert said == ""
    assert list(running.temporary.iterdir()) == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of; nothing may."""
    return []


@pytest.fixture
def new_page(browser: Any, faults: list[str]) -> Iterator[Any]:
    """Makes pages of their own; afterwards the browser must have found no fault with any."""
    opened = []

    def made(**options: Any) -> Any:
        context = browser.new_context(accept_downloads=True, **options)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return page

    yield made
    for context in opened:
        context.close()
    assert faults == []
