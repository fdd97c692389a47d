"""A worker process around everything that a supplier's file can reach: no file can stop, kill or bloat the run.

The worker has limits of memory and processor time, may not write files, and dies alone. It says which file it is at, so
that the one that was too much for it is refused by name and the others are read again. Only a worker that does nothing
is stopped by the clock, which is patient where the machine is busy. One that somebody else killed is tried again once.
"""

from __future__ import annotations

import contextlib
import gc
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.runtime.stage import Stage

if sys.platform != "win32":
    import resource

T = TypeVar("T")
Announce = Callable[[str | Stage], None]
_MIB: Final = 1 << 20
_TICK: Final = 0.1
_LONGEST_WAIT: Final = 3600.0


class StoppedError(Exception):
    """Nobody wants the outcome any more. A watcher raises it; the worker is ended."""


class Watcher(Protocol):
    """Somebody who is told what the worker is at, and every moment that it goes on; what he raises ends the run."""

    def at(self, place: str | Stage) -> None:
        """What the worker has announced: the path of a file, an empty text after the last one, a stage."""

    def goes_on(self) -> None:
        """Nothing new, but the worker is at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a run may cost: a fixed amount, and more for larger files. The amounts are added to what the interpreter has.

    ``patience``: how many times its processor time a run may last by the clock where nothing else runs.

    >>> Budget().of(0), Budget().of(10 << 20)[0]
    ((15.0, 943718400), 215.0)
    """

    seconds: float = 15.0
    seconds_per_mib: float = 20.0
    memory_mib: int = 900
    memory_per_byte: int = 60
    patience: float = 4.0

    def of(self, size: int) -> tuple[float, int]:
        """Seconds of processor time and bytes of memory for files of ``size`` bytes together."""
        return (
            self.seconds + self.seconds_per_mib * size / _MIB,
            self.memory_mib * _MIB + self.memory_per_byte * size,
        )

    def wall(self, seconds: float, crowd: float) -> float:
        """Seconds by the clock for a run of so much processor time, where ``crowd`` processes want each processor.

        >>> Budget().wall(15, 1), Budget().wall(15, 3.5), Budget().wall(15, 0.2)
        (60.0, 210.0, 60.0)
        """
        return self.patience * seconds * max(1.0, crowd)


def crowd() -> float:
    """How many processes want each processor of this machine, over the last minute; 1 where nobody knows."""
    try:
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerStart:
    """How a worker begins where it cannot be forked, and what it may do.

    A door with threads has a fork server for it. A worker that only writes down what was found may ``write`` so many bytes into one
    file; one that reads a supplier's file may none.
    """

    method: str = "spawn"
    write: int = 0


USUAL_START: Final = WorkerStart()


class WorkerBugError(Exception):
    """An exception in the worker that no file should have caused; the text names it and its place."""


@dataclass(frozen=True, slots=True)
class _TooMuch:
    """``was_killed``: by somebody else, so that it may be no fault of the file."""

    at: str
    why: str
    was_killed: bool = False


def isolated(
    job: Callable[[Announce, dict[str, Problem]], T],
    paths: Iterable[Path],
    budget: Budget,
    watcher: Watcher | None = None,
    start: WorkerStart = USUAL_START,
) -> T:
    """What ``job`` returns. It is called in a worker with a function to announce files and stages, and with the files to refuse.

    Raises WorkerBugError for a bug in it. Where a file is too much, the job is done again without that file; where no
    file can be blamed, without any.
    """
    paths = tuple(paths)
    refused: dict[str, Problem] = {}
    for _ in range(len(paths) + 1):
        outcome = _once(job, refused, budget, sum(map(_size, paths)), watcher, start)
        if isinstance(outcome, _TooMuch) and outcome.was_killed:
            outcome = _once(job, refused, budget, sum(map(_size, paths)), watcher, start)
        if not isinstance(outcome, _TooMuch):
            return outcome
        blamed = [path for path in paths if str(path) == outcome.at] or list(paths)
        for path in blamed:
            refused[str(path)] = too_costly(path, outcome.why)
    outcome = _once(job, refused, budget, 0, watcher, start)
    if isinstance(outcome, _TooMuch):
        raise WorkerBugError(f"a run without any file {outcome.why}")
    return outcome


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _once(
    job: Callable[[Announce, dict[str, Problem]], T],
    refused: dict[str, Problem],
    budget: Budget,
    size: int,
    watcher: Watcher | None,
    start: WorkerStart,
) -> T | _TooMuch:
    seconds, memory = budget.of(size)
    wall = budget.wall(seconds, crowd())
    # A fork costs milliseconds where a new interpreter costs half a second; with threads about it is not safe.
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if can_fork else start.method)
    receiver, sender = context.Pipe(duplex=False)
    handed = (job, dict(refused), sender, seconds, memory, start.write)
    worker = context.Process(target=_work, args=handed, daemon=True)  # type: ignore[attr-defined]
    # What is there already is left alone by the worker's collector, which would copy every page of it for looking at it.
    gc.freeze()
    worker.start()
    gc.unfreeze()
    sender.close()
    deadline = time.monotonic() + wall
    at = ""
    try:
        while True:
            if not _is_heard(receiver, deadline, watcher):
                return _TooMuch(at, not_done(wall, seconds))
            kind, value = receiver.recv()
            if kind == "at":
                # A stage is about all files: none is to blame for it.
                at = "" if isinstance(value, Stage) else value
                if watcher is not None:
                    watcher.at(value)
            elif kind == "done":
                return value  # type: ignore[no-any-return]
            elif kind == "memory":
                return _TooMuch(at, f"took more than {memory // _MIB:,} MiB of memory")
            else:
                raise WorkerBugError(value)
    except EOFError:
        worker.join(5)
        why = cause_of_death(worker.exitcode, seconds, memory)
        return _TooMuch(at, why, was_killed=was_killed(worker.exitcode))
    finally:
        worker.kill()
        worker.join()
        receiver.close()


def _is_heard(receiver: Connection, deadline: float, watcher: Watcher | None) -> bool:
    """Waits for a word of the worker; False where its time is over."""
    while watcher is not None and (left := deadline - time.monotonic()) > _TICK:
        if receiver.poll(min(left, _TICK)):
            return True
        watcher.goes_on()
    # What one wait may last is limited; a file of gigabytes has more time than that.
    while (left := deadline - time.monotonic()) > _LONGEST_WAIT:
        if receiver.poll(_LONGEST_WAIT):
            return True
    return receiver.poll(max(0.0, left))


def too_costly(path: Path, why: str) -> Problem:
    """The refusal of a file that was too much for its worker."""
    return error(
        "too-costly",
        f"reading it {why}; split the file, or allow more with --limit",
        Source(path.name, ""),
    )


def not_done(wall: float, seconds: float) -> str:
    """What is said of a worker that the clock stopped, as the end of a sentence about the file that it was at."""
    return (
        f"was not done after {wall:.0f} seconds, in which it may use {seconds:.0f} of a processor"
    )


def was_killed(code: int | None) -> bool:
    """True where somebody else ended a worker: a person, a service, or a system that is short of memory.

    >>> was_killed(-9), was_killed(-11), was_killed(3)
    (True, False, False)
    """
    return sys.platform != "win32" and code in (-signal.SIGKILL, -signal.SIGTERM)


def cause_of_death(code: int | None, seconds: float, memory: int) -> str:
    """What ended a worker, as the end of a sentence about the file that it was at."""
    if code is not None and sys.platform != "win32" and code == -signal.SIGXCPU:
        return f"took longer than {seconds:.0f} seconds of a processor"
    if code is not None and code < 0:
        return f"ended the worker process (signal {-code}; {memory // _MIB:,} MiB of memory were allowed)"
    return (
        f"ended the worker process (status {code}; {memory // _MIB:,} MiB of memory were allowed)"
    )


# --------------------------------------------------------------------------- in the worker


def _work(
    job: Callable[[Announce, dict[str, Problem]], object],
    refused: dict[str, Problem],
    sender: Connection,
    seconds: float,
    memory: int,
    write: int,
) -> None:
    confine(seconds, memory, write)
    try:
        result: tuple[str, Any] = ("done", job(lambda at: sender.send(("at", at)), refused))
        sender.send(result)
    except MemoryError:
        sender.send(("memory", ""))
    except Exception as fault:  # noqa: BLE001  # whatever it is, the main process reports it
        sender.send(("bug", where_of(fault)))
    finally:
        sender.close()
        # No clean-up of what the parent had open: its buffers are not ours to write.
        os._exit(0)


def where_of(fault: BaseException) -> str:
    """The kind of an exception and the line that raised it, without a traceback."""
    if isinstance(fault, WorkerBugError):
        return str(fault)
    place = fault.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = (
        f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"
        if place
        else "unknown place"
    )
    return f"{type(fault).__name__} in {where}"


def confine(seconds: float, memory: int, write: int = 0) -> None:
    """Limits that the system holds, whatever the code does; native libraries that abort do it without a word."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform == "win32":
        return
    allow(seconds, memory, write)
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def allow(seconds: float, memory: int, write: int = 0) -> None:
    """From now on this process may take so much more processor time and address space, and ``write`` bytes into a file."""
    if sys.platform == "win32":
        return
    limits = (
        (resource.RLIMIT_AS, virtual_memory() + memory),
        (resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds)),
        (resource.RLIMIT_FSIZE, write),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, value in limits:
        with contextlib.suppress(OSError, ValueError):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(
                kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard)
            )


def virtual_memory() -> int:
    """Bytes of address space that the process has already."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 512 * _MIB
