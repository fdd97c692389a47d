"""Commands that need a process of their own, for its streams, its terminal, its limits or its signals.

A new interpreter loads for seconds what this process has loaded already: the command runs in a fork of it. What only a new
interpreter shows (what it loads, how it starts) is tested with one, and so is what starts a server of processes (an audit, the page).
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from calculator.cli import progress
from calculator.cli.main import main
from tests.in_process import use_workers


class ForkedCommand:
    """A command that has started. Where a stream is not given, what is written there is kept."""

    def __init__(
        self,
        *words: object,
        folder: Path | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
        environment: Mapping[str, str] | None = None,
        patience: float = progress.PATIENCE,
        is_group: bool = False,
    ) -> None:
        self._kept: list[IO[bytes] | None] = [
            tempfile.TemporaryFile() if given is None else None  # noqa: SIM115  # read when it has ended
            for given in (stdout, stderr)
        ]
        streams = [
            given if given is not None else kept.fileno()  # type: ignore[union-attr]
            for given, kept in zip((stdout, stderr), self._kept, strict=True)
        ]
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            status = 71
            try:
                status = _carried_out(
                    [*map(str, words)], streams, folder, environment or {}, patience, is_group
                )
            finally:
                os._exit(status)
        self._handle = os.pidfd_open(self.pid)

    def wait(self, seconds: float = 120) -> int:
        """The exit status, as ``subprocess`` counts it."""
        return self.communicate(seconds)[0]

    def _ended(self, seconds: float) -> int:
        waiting = select.poll()
        waiting.register(self._handle, select.POLLIN)
        is_over = waiting.poll(seconds * 1000)
        os.close(self._handle)
        if not is_over:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            raise TimeoutError(f"not done after {seconds} seconds")
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def communicate(self, seconds: float = 120) -> tuple[int, str, str]:
        """The exit status and what was written to the streams that were not given, when it has ended."""
        status = self._ended(seconds)
        written = []
        for kept in self._kept:
            if kept is not None:
                kept.seek(0)
            written.append("" if kept is None else kept.read().decode())
            if kept is not None:
                kept.close()
        return status, written[0], written[1]


def completed(*words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as ``subprocess.run`` shows one that has ended."""
    status, out, err = ForkedCommand(*words, folder=folder).communicate()
    return subprocess.CompletedProcess([*map(str, words)], status, out, err)


def _carried_out(
    words: list[str],
    streams: list[int],
    folder: Path | None,
    environment: Mapping[str, str],
    patience: float,
    is_group: bool,
) -> int:
    """In the fork: the command from its words to its exit status, with the end of an interpreter behind it."""
    if is_group:
        os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    for number, stream in enumerate(streams, start=1):
        os.dup2(stream, number)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  # streams for as long as the process lasts
    sys.stdout, sys.stderr = (
        open(number, "w", encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115  # as long as the process
        for number, errors in ((1, "strict"), (2, "backslashreplace"))
    )
    sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
    os.environ.update(environment)
    if folder is not None:
        os.chdir(folder)
    progress.PATIENCE = patience
    use_workers(really=True)
    try:
        main(words, prog_name="deminimis")
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        status = -signal.SIGINT
    try:
        sys.stdout.flush()
    except OSError as fault:
        # What Python does and says when it ends.
        sys.stderr.write(f"Exception ignored in: {sys.stdout!r}\n{type(fault).__name__}: {fault}\n")
        status = 120
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    if status < 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    return status
