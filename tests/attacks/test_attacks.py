"""Every hostile file ends in a verdict that is not a wrong "below", an open question, or a refusal; cheaply, and without a trace elsewhere."""

from __future__ import annotations

import os
import re
import resource
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.cli.main import main
from tests.attacks import containers, markup, others, sheets, structures, values  # noqa: F401  # they register their kinds
from tests.attacks.registry import KINDS

SECONDS = 20
MEMORY = 1 << 30
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


@pytest.mark.parametrize("name", KINDS)
def test_an_attack_gets_a_right_answer_within_its_limits(name, tmp_path, monkeypatch):
    kind = KINDS[name]
    words = list(kind.make(tmp_path))
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    monkeypatch.delenv("DEMINIMIS_DEBUG", raising=False)
    before = tree(tmp_path)
    began = time.monotonic()
    monkeypatch.setattr(WATCH, "armed", True)
    result = CliRunner().invoke(
        main, ["check", *words, *(() if "--on" in words else ("--on", "2026-11-23"))]
    )
    monkeypatch.setattr(WATCH, "armed", False)
    assert result.exit_code in kind.allowed, f"{kind.attacks}\n{result.output[-3000:]}"
    assert time.monotonic() - began < SECONDS
    assert "Traceback" not in result.output
    assert not _CONTROLS.search(result.output.replace("\n", "")), _CONTROLS.findall(
        result.output.replace("\n", "")
    )
    assert tree(tmp_path) == before
    # Of all workers of this process so far, the largest.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MEMORY


def test_there_are_enough_kinds():
    assert len(KINDS) >= 600
