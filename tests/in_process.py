"""What the program has done by workers, done in this process: a fork and its tables cost more than a small bill.

Tests about the workers themselves carry the mark ``worker`` and have them.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from calculator.application import jobs
from calculator.audit import run, supervisor
from calculator.audit.plan import File, Order, Outcome
from calculator.model.problem import Problem
from calculator.runtime.fork_server import start_fork_server
from calculator.runtime.sandbox import (
    USUAL_START,
    Announce,
    Budget,
    StoppedError,
    Watcher,
    WorkerBugError,
    WorkerStart,
    isolated,
    where_of,
)
from calculator.web import jobs as page_jobs

T = TypeVar("T")


def use_workers(*, really: bool) -> None:
    """For commands, pages and audits from now on."""
    jobs.isolated = page_jobs.isolated = isolated if really else in_this_process  # type: ignore[assignment]
    run.SupervisorPool = supervisor.SupervisorPool if really else PoolHere  # type: ignore[misc,assignment]
    run.start_fork_server = start_fork_server if really else lambda _: None  # type: ignore[assignment]


def in_this_process(
    job: Callable[[Announce, dict[str, Problem]], T],
    paths: Iterable[Path],  # noqa: ARG001  # as the worker is called
    budget: Budget,  # noqa: ARG001  # as the worker is called
    watcher: Watcher | None = None,
    start: WorkerStart = USUAL_START,  # noqa: ARG001  # as the worker is called
) -> T:
    """What ``isolated`` returns and raises, without its worker and without its limits."""
    folder = tempfile.tempdir
    try:
        return job(watcher.at if watcher else lambda _: None, {})
    except StoppedError:
        raise
    except Exception as fault:
        raise WorkerBugError(where_of(fault)) from fault
    finally:
        # A job that writes may choose the folder of its process.
        tempfile.tempdir = folder


class PoolHere:
    """The outcomes of ``SupervisorPool``; one file at a time, for a worker has one thread too."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._turn = threading.Lock()

    def assess_share(
        self,
        files: Sequence[File],
        *,
        is_alone: bool = False,  # noqa: ARG002  # as the pool is called
    ) -> tuple[Outcome, ...]:
        return tuple(map(self._assess, files))

    def _assess(self, file: File) -> Outcome:
        with self._turn:
            began, began_cpu = time.perf_counter(), time.process_time()
            outcome = self._order.job(self._order, file, None)
            return replace(
                outcome,
                seconds=time.perf_counter() - began,
                cpu_seconds=time.process_time() - began_cpu,
            )

    def end(self) -> None:
        """Nothing is left behind."""

    close = end
