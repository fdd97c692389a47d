"""Every hostile file ends in a verdict that is not a wrong "below", an open question, or a refusal; cheaply, and without a trace elsewhere."""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.cli.main import main
from calculator.runtime.sandbox import virtual_memory
from tests.attacks import containers, markup, others, sheets, structures, values  # noqa: F401  # they register their kinds
from tests.attacks.registry import KINDS

SECONDS = 15
MEMORY = 900 << 20
IN_A_WORKER = (
    "zip-bomb",
    "zip-bomb-nested",
    "zip-before",
    "strings-bomb",
    "cut-after-1",
    "zip64-lies",
    "csv-long-line",
    "csv-two-million-fields",
    "csv-escape-codes",
    "csv-ebcdic",
    "csv-python-pickle",
)
"""Of every way in which a file is told from others, and those that cost most."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")


class ProgressReporter:
    """Fails the run, in the worker too, when something is sent, started or written while it is armed. Hooks cannot be taken off."""

    armed = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.armed and event in {
            "socket.connect",
            "socket.bind",
            "socket.getaddrinfo",
            "subprocess.Popen",
            "os.system",
            "os.posix_spawn",
            "shutil.rmtree",
            "os.remove",
            "os.rename",
            "os.mkdir",
        }:
            raise PermissionError(f"{event} {arguments!r}")
        if (
            self.armed
            and event == "open"
            and isinstance(arguments[1], str)
            and set(arguments[1]) & set("wax+")
            and str(arguments[0]) != os.devnull
        ):
            raise PermissionError(f"writes {arguments[0]!r}")


WATCH = ProgressReporter()
sys.addaudithook(WATCH)


def tree(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.lstat().st_size) for path in folder.rglob("*"))


class Alarm(BaseException):
    """The processor time of an attack is over. No handler of a usual exception takes it for one of its own."""


@contextmanager
def limits() -> Iterator[None]:
    """What a worker may have, for this process: so much more memory and processor time than it has used already."""

    def ring(*_):
        raise Alarm

    kept = resource.getrlimit(resource.RLIMIT_AS)
    former = signal.signal(signal.SIGPROF, ring)
    resource.setrlimit(resource.RLIMIT_AS, (virtual_memory() + MEMORY, kept[1]))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, kept)
        signal.signal(signal.SIGPROF, former)


def answer(name, folder, monkeypatch):
    """The exit status of the attack, after everything has been checked that holds wherever it is read."""
    kind = KINDS[name]
    words = list(kind.make(folder))
    (folder / "cwd").mkdir()
    monkeypatch.chdir(folder / "cwd")
    monkeypatch.delenv("DEMINIMIS_DEBUG", raising=False)
    before = tree(folder)
    monkeypatch.setattr(WATCH, "armed", True)
    result = CliRunner().invoke(
        main, ["check", *words, *(() if "--on" in words else ("--on", "2026-11-23"))]
    )
    monkeypatch.setattr(WATCH, "armed", False)
    assert result.exit_code in kind.allowed, f"{kind.attacks}\n{result.output[-3000:]}"
    assert "Traceback" not in result.output
    assert "too-costly" not in result.output
    text = result.output.replace("\n", "")
    assert not _CONTROLS.search(text), _CONTROLS.findall(text)
    assert tree(folder) == before


@pytest.mark.parametrize("name", KINDS)
def test_an_attack_gets_a_right_answer_within_its_limits(name, tmp_path, monkeypatch):
    """Without its worker: what stops an attack is how it is read, and a worker would only hide that it is not."""
    with limits():
        answer(name, tmp_path, monkeypatch)


@pytest.mark.worker
@pytest.mark.parametrize("name", IN_A_WORKER)
def test_an_attack_gets_a_right_answer_from_a_worker_that_stays_small(name, tmp_path, monkeypatch):
    answer(name, tmp_path, monkeypatch)
    # Of all workers of this process so far, the largest.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 1 << 30


def test_there_are_enough_kinds():
    assert len(KINDS) >= 600
