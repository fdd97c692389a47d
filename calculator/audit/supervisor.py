"""The watch over a worker process: a file that ends it costs that file and nothing else."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import queue
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Self

from calculator.audit.plan import BUG, REFUSED, File, Order, Outcome
from calculator.audit.worker import serve
from calculator.model.problem import Problem
from calculator.runtime.fork_server import START, start_fork_server
from calculator.runtime.sandbox import (
    WorkerBugError,
    cause_of_death,
    crowd,
    not_done,
    too_costly,
    was_killed,
)
from calculator.version import VERSION

PRELOAD: Final = ("calculator.audit.preload", "calculator.audit.worker")
"""What a worker has in memory from its start."""
_MIB: Final = 1 << 20
_MOST_GROWTH: Final = 512 * _MIB
"""A worker that holds so much more than at its start is replaced: what one file left behind is no burden of the next."""
_START_SECONDS: Final = 120.0
_STARTS: Final = 3


class Supervisor:
    """One worker process, replaced when it dies, takes too long or grows. To be used by one thread at a time."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def assess(self, file: File) -> Outcome:
        """The outcome of a file. Never raises for what the file does: if it ends the worker, it is refused as too-costly."""
        kind, value = self._ask(file, None)
        if kind == "killed":
            return replace(_without_report(file, REFUSED, "too-costly", value), was_killed=True)
        if kind != "too-much":
            return _outcome(file, kind, value)
        return self._refused(file, value)

    def assess_alone(self, file: File) -> Outcome:
        """The same of a file whose worker was killed: if it is killed again, where no other works, it is refused."""
        kind, value = self._ask(file, None)
        return (
            self._refused(file, value)
            if kind in ("killed", "too-much")
            else _outcome(file, kind, value)
        )

    def _refused(self, file: File, value: str) -> Outcome:
        # Once more without opening it, so that its report is a report like any other.
        problem = too_costly(file.path, value)
        kind, again = self._ask(file, problem)
        return (
            _outcome(file, kind, again)
            if kind == "done"
            else _without_report(file, REFUSED, problem.code, str(problem))
        )

    def end(self) -> None:
        """End the worker and start no other; from any thread. Who waits for an outcome gets WorkerBugError."""
        self._is_over = True
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):  # closed by its own thread meanwhile
                process.kill()

    def close(self) -> None:
        """End the worker and wait for it, once its own thread is done with it."""
        self._is_over = True
        self._drop()

    def _drop(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _ask(self, file: File, refusal: Problem | None) -> tuple[str, Any]:
        """``done`` with its measures, ``too-much`` or ``killed`` with the reason, or ``bug`` with its place."""
        seconds, memory = self._order.allowance(file.size)
        process, connection = self._begun(file, refusal)
        try:
            wall = self._order.budget.wall(seconds, crowd())
            if not connection.poll(wall):
                self._drop()
                return "too-much", not_done(wall, seconds)
            kind, value = connection.recv()
        except (EOFError, OSError):
            process.join(5)
            why = cause_of_death(process.exitcode, seconds, memory)
            kind = "killed" if was_killed(process.exitcode) else "too-much"
            self._drop()
            return kind, why
        if kind == "memory":
            self._drop()
            return "too-much", f"took more than {memory // _MIB:,} MiB of memory"
        if kind == "done" and value[3] > _MOST_GROWTH:
            self._drop()
        return kind, value

    def _begun(self, file: File, refusal: Problem | None) -> tuple[BaseProcess, Connection]:
        """The worker that has begun with the file. One that died before it began is replaced; that is not the file's fault."""
        for _ in range(_STARTS):
            process, connection = self._running()
            with contextlib.suppress(EOFError, OSError):
                connection.send((file, refusal))
                if connection.poll(_START_SECONDS) and connection.recv()[0] == "begun":
                    return process, connection
            self._drop()
        raise WorkerBugError(
            f"{_STARTS} worker processes ended before they began with a file; is there too little memory?"
        )

    def _running(self) -> tuple[BaseProcess, Connection]:
        """The worker that is there, else a new one that says it is ready."""
        if self._process is not None and self._connection is not None:
            if self._process.is_alive():
                return self._process, self._connection
            self._drop()
        for _ in range(_STARTS):
            if self._is_over:
                raise WorkerBugError("the audit was stopped")
            process, connection = _start(self._order)
            self._process, self._connection = process, connection
            if (
                self._is_over
            ):  # ended while it was starting: whoever ended it saw no process to kill
                self._drop()
                raise WorkerBugError("the audit was stopped")
            with contextlib.suppress(EOFError, OSError):
                if connection.poll(_START_SECONDS) and connection.recv()[0] == "ready":
                    return process, connection
            self._drop()
        raise WorkerBugError("no worker process could be started")


class SupervisorPool:
    """Workers of this machine, handed from share to share: a new one costs more than a file."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._free: queue.SimpleQueue[Supervisor] = queue.SimpleQueue()
        self._all: list[Supervisor] = []

    def assess_share(self, files: Sequence[File], *, is_alone: bool = False) -> tuple[Outcome, ...]:
        """Outcomes in the order of the files. May be called from several threads; each has a worker of its own meanwhile."""
        try:
            supervisor = self._free.get_nowait()
        except queue.Empty:
            supervisor = Supervisor(self._order)
            self._all.append(supervisor)
        assess = supervisor.assess_alone if is_alone else supervisor.assess
        try:
            return tuple(assess(file) for file in files)
        finally:
            self._free.put(supervisor)

    def end(self) -> None:
        """End all workers; whoever still waits for one gets no outcome."""
        for supervisor in self._all:
            supervisor.end()

    def close(self) -> None:
        """The same when nobody waits any more, and nothing of them is left."""
        for supervisor in self._all:
            supervisor.close()


def assess_share(order: Order, digest: str, files: Sequence[File]) -> tuple[Outcome, ...]:
    """Outcomes in the order of the files, with one worker that ends with the share: how a machine of a cluster does it.

    Raises WorkerBugError where this machine has another version or other facts: its outcomes would not be those of the
    order, of which ``digest`` was taken where it was given.
    """
    if order.version != VERSION:
        raise WorkerBugError(
            f"a machine of the cluster has bom-deminimis {VERSION}, this one {order.version}; install the same everywhere"
        )
    if replace(order).digest != digest:
        raise WorkerBugError(
            "a machine of the cluster does not see the same facts under the same path; put them where every machine reads them"
        )
    _allow_children()
    with Supervisor(order) as supervisor:
        return tuple(supervisor.assess(file) for file in files)


def _start(order: Order) -> tuple[BaseProcess, Connection]:
    # The fork server has the engine loaded and no threads, no register and no terminal: forking from it is quick and safe.
    context = multiprocessing.get_context(START)
    start_fork_server(PRELOAD)
    ours, theirs = context.Pipe()
    process: BaseProcess = context.Process(target=serve, args=(theirs, order), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return process, ours


def _allow_children() -> None:
    """A worker of a cluster may be marked as a daemon, for which multiprocessing starts no children; ours end with the share."""
    own = multiprocessing.current_process()
    if own.daemon:
        own.daemon = False


def _outcome(file: File, kind: str, value: Any) -> Outcome:
    if kind == "done":
        outcome: Outcome
        outcome, seconds, cpu_seconds, grown = value
        return replace(outcome, seconds=seconds, cpu_seconds=cpu_seconds, grown=grown)
    return _without_report(
        file,
        BUG,
        "bug",
        f"{file.path.name}: this is a bug of the program, not of the file ({value}); please report it with the file if you may",
    )


def _without_report(file: File, status: int, code: str, message: str) -> Outcome:
    from calculator.reports.safe_text import safe

    shown = safe(message, 500)
    problems = json.dumps(
        [{"severity": "error", "code": code, "message": shown, "cells": []}], ensure_ascii=False
    )
    return Outcome(
        key=file.key,
        sha256=file.sha256,
        size=file.size,
        status=status,
        headline="no-answer",
        worst_code=code,
        worst=shown,
        problems=problems,
    )
