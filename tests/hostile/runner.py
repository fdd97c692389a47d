"""Runs the command line from outside and watches it: time, memory of the whole tree, files, network, processes, words.

A server with the program already imported forks a process of its own for every run, which costs a tenth of a new
interpreter and keeps runs apart: one that aborts or hangs is killed with all that it started, and counted as that.
"""

from __future__ import annotations

import json
import os
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 20
MEMORY = 1 << 30
STATUSES = frozenset({0, 1, 2, 3, 4})
ROOT = Path(__file__).parents[2]
_MOST_SHOWN = 16 << 20

# Tab and line break are the report's own. A carriage return could hide what stands before it; the rest steers terminals.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "shutil.", "ctypes.dlopen", "pty.spawn", "winreg.",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run did. ``peak`` is the most memory in bytes of it and its largest worker together."""

    status: int
    seconds: float
    peak: int
    stdout: str
    stderr: str
    alarms: tuple[str, ...]
    written: tuple[str, ...]

    def faults(self, allowed: Collection[int]) -> list[str]:
        """Everything that no file may cause."""
        found = [f"did {alarm}" for alarm in self.alarms] + [f"left {path}" for path in self.written]
        if self.status not in STATUSES:
            found.append(f"died of signal {-self.status}" if self.status < 0 else f"exit status {self.status}")
        elif self.status not in allowed:
            found.append(f"exit status {self.status}, allowed are {sorted(allowed)}")
        if self.seconds > SECONDS:
            found.append(f"took {self.seconds:.1f} s")
        if self.peak > MEMORY:
            found.append(f"took {self.peak >> 20} MiB")
        for name, text in (("stdout", self.stdout), ("stderr", self.stderr)):
            if "Traceback (most" in text or "panicked at" in text:
                found.append(f"a traceback on {name}")
            steering = sorted(set(_STEERS.findall(text)))
            if steering:
                found.append(f"{name} holds {steering!r}")
        if self.status == 4 and "error " not in self.stdout + self.stderr:
            found.append("a refusal without a word")
        return found


class Server:
    """Forks runs. It is a process of its own, for pytest has threads, with which no fork is safe."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "tests.hostile.runner"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)

    def run(self, words: Sequence[str], scratch: Path) -> Run:
        """One run of the command line in an empty folder of its own, with an empty home."""
        for name in ("cwd", "home", "tmp"):
            (scratch / name).mkdir(parents=True)
        first = _listing(scratch)
        asked = {"words": list(words), "scratch": str(scratch)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        shown = {name: _shown(scratch / name) for name in ("stdout", "stderr")}
        alarms = tuple((scratch / "alarms").read_text("utf-8", "surrogateescape").splitlines())
        changed = sorted(name for name, size in (_listing(scratch).items() ^ first.items()) if name not in {"stdout", "stderr", "alarms"})
        return Run(**said, **shown, alarms=alarms, written=tuple(changed))

    def close(self) -> None:
        """End the server."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(10)


def alone(words: Sequence[str], scratch: Path, environment: Mapping[str, str] | None = None) -> Run:
    """One run in a new interpreter, as a user starts it, under the same watch."""
    for name in ("cwd", "home", "tmp"):
        (scratch / name).mkdir(parents=True)
    first = _listing(scratch)
    code = "from tests.hostile import runner; import os, sys; runner.watch(os.environ.pop('ALARMS')); from calculator.cli import main; main(prog_name='deminimis')"
    inherited = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(scratch / "home"), "TMPDIR": str(scratch / "tmp"), "ALARMS": str(scratch / "alarms"), "PYTHONDONTWRITEBYTECODE": "1"}
    began = time.monotonic()
    with (scratch / "stdout").open("wb") as out, (scratch / "stderr").open("wb") as err:
        process = subprocess.Popen([sys.executable, "-c", code, *words], cwd=scratch / "cwd", env=inherited | dict(environment or {}), stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        status, used = _waited(process.pid, began + SECONDS + 5)
        process.returncode = status
    shown = {name: _shown(scratch / name) for name in ("stdout", "stderr")}
    alarms = tuple((scratch / "alarms").read_text("utf-8", "surrogateescape").splitlines())
    changed = sorted(name for name, _ in (_listing(scratch).items() ^ first.items()) if name not in {"stdout", "stderr", "alarms"})
    return Run(status=status, seconds=time.monotonic() - began, peak=used.ru_maxrss * 1024, **shown, alarms=alarms, written=tuple(changed))


def _shown(path: Path) -> str:
    with path.open("rb") as file:
        # Bytes that are no UTF-8 come out as surrogates, which count as characters that steer.
        return file.read(_MOST_SHOWN).decode("utf-8", "surrogateescape")


def _listing(folder: Path) -> dict[str, int]:
    """Every file beside and below the scratch folder's parent, so that the suppliers' files count too."""
    return {os.path.relpath(path, folder): path.lstat().st_size for path in folder.parent.rglob("*") if path.name not in {"stdout", "stderr", "alarms"} and not path.is_fifo()}


# --------------------------------------------------------------------------- in the run


def watch(path: str) -> None:
    """Writes to ``path`` what no run may do, and stops it; inherited by the workers, and not to be taken off."""
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        is_bad = event.startswith(_FORBIDDEN) and not (event == "ctypes.dlopen" and arguments[:1] == (None,))
        if event == "open" and _writes(*arguments):
            is_bad = str(arguments[0]) != os.devnull and not isinstance(arguments[0], int)
        if is_bad:
            os.write(log, f"{event} {arguments!r}"[:300].replace("\n", " ").encode("utf-8", "replace") + b"\n")
            raise PermissionError(event)

    sys.addaudithook(hook)


def _writes(_path: object, mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _waited(process: int, deadline: float) -> tuple[int, resource.struct_rusage]:
    """Exit status, negative for a signal, and what it and its workers used; past the deadline all of them are killed."""
    while True:
        done, status, used = os.wait4(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used
        if time.monotonic() > deadline:
            os.killpg(process, signal.SIGKILL)
            _, status, used = os.wait4(process, 0)
            return os.waitstatus_to_exitcode(status), used
        time.sleep(0.004)


def _child(words: Sequence[str], scratch: Path) -> None:
    os.setsid()
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(scratch / name, os.O_WRONLY | os.O_CREAT, 0o600), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(scratch / "cwd")
    os.environ.clear()
    os.environ.update(HOME=str(scratch / "home"), TMPDIR=str(scratch / "tmp"), PATH="/usr/bin:/bin")
    # The standard streams are made anew: what the server buffers is not the run's.
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115, PTH123
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115, PTH123
    from calculator.cli import main  # noqa: PLC0415

    watch(str(scratch / "alarms"))
    sys.argv = ["deminimis", *words]
    code: object = 0
    try:
        main(list(words), prog_name="deminimis")
    except SystemExit as left:
        code = left.code
    except BaseException:  # noqa: BLE001
        import traceback  # noqa: PLC0415

        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    # Its own memory beyond what the server lent it, and all of its largest worker.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    os.write(3, f"{own} {workers}".encode())
    os._exit(code if isinstance(code, int) else 1)


def _fork(words: Sequence[str], scratch: Path) -> dict[str, object]:
    receiver, sender = os.pipe()
    lent = _resident()
    began = time.monotonic()
    process = os.fork()
    if not process:
        try:
            os.close(receiver)
            os.dup2(sender, 3)
            _child(words, scratch)
        finally:
            os._exit(98)
    os.close(sender)
    status, used = _waited(process, began + SECONDS + 5)
    seconds = time.monotonic() - began
    said = os.read(receiver, 100) if select.select([receiver], [], [], 0)[0] else b""
    os.close(receiver)
    own, workers = map(int, said.split()) if said else (used.ru_maxrss, 0)
    return {"status": status, "seconds": seconds, "peak": (max(own - lent, 0) + workers if workers else own) * 1024}


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() // 1024


def serve() -> None:
    """Answers one line for each line that asks."""
    from calculator import assessment, cli, isolation  # noqa: F401, PLC0415
    from calculator.reports import terminal  # noqa: F401, PLC0415

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 3)
    for line in sys.stdin:
        asked = json.loads(line)
        said = _fork(asked["words"], Path(asked["scratch"]))
        answers.write(json.dumps(said) + "\n")
        answers.flush()


if __name__ == "__main__":
    serve()
