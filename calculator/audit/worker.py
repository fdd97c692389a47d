"""In the worker process: one file after the other, each within its own limits, until nobody asks any more."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any, Final

from calculator.audit.plan import File, Order, Outcome, fingerprint
from calculator.findings.report import Report
from calculator.model.problem import Problem
from calculator.runtime.sandbox import allow, confine, crowd, virtual_memory, where_of

_GRACE: Final = 30
"""Seconds that an orphan may still work on its file when nobody is left to end it."""
_NETWORK: Final = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "socket.gethostbyname",
)


def serve(connection: Connection, order: Order) -> None:
    """Answer each file with ``begun``, then an outcome, ``memory`` where there was too little, or ``bug``; end with the other side."""
    import calculator.audit.preload  # noqa: F401  # at once where the fork server has done it

    _close_doors()
    started = virtual_memory() if sys.platform != "win32" else 0
    gc.collect()
    gc.freeze()
    with contextlib.suppress(EOFError, OSError):
        connection.send(("ready", None))
        while True:
            file, refusal = connection.recv()
            connection.send(("begun", None))
            connection.send(_answer(order, file, refusal, started))
    # No clean-up of what was open at the fork: it is not ours.
    os._exit(0)


def _answer(order: Order, file: File, refusal: Problem | None, started: int) -> tuple[str, Any]:
    seconds, memory = order.allowance(file.size)
    allow(seconds, memory)
    if sys.platform != "win32":
        wall = order.budget.wall(seconds, crowd())
        signal.setitimer(signal.ITIMER_REAL, wall + _GRACE)
    began, began_cpu = time.perf_counter(), time.process_time()
    try:
        outcome = order.job(order, file, refusal)
    except MemoryError:
        return "memory", None
    except Exception as fault:  # noqa: BLE001  # whatever it is, the parent reports it
        return "bug", where_of(fault)
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
    grown = virtual_memory() - started if sys.platform != "win32" else 0
    return "done", (outcome, time.perf_counter() - began, time.process_time() - began_cpu, grown)


def assess_file(order: Order, file: File, refusal: Problem | None) -> Outcome:
    """The report of one file as ``check`` gives it; where ``refusal`` is given, without opening the file."""
    from calculator.assessment import assess

    report = assess(
        (file.path,),
        order.facts,
        order.options_for(file.path),
        refuse={str(file.path): refusal} if refusal else None,
    ).report
    read = next((file_read for file_read in report.inputs if file_read.role == "bom"), None)
    if refusal is not None:
        sha256, size = file.sha256, file.size
    elif read is not None:
        sha256, size = read.sha256, read.size
    else:
        sha256, size = fingerprint(file.path, order.options.limits.file_bytes)
    outcome = outcome_of(report, file.key, sha256, size, file.path.name)
    return replace(outcome, page=_page_of(report)) if order.has_pages else outcome


def _page_of(report: Report) -> bytes:
    """The report as a page; a person opens it from the portfolio."""
    from calculator.reports.page.html import html_text

    return html_text(report).encode()


def outcome_of(report: Report, key: str, sha256: str, size: int, name: str = "") -> Outcome:
    """A report as plain values; ``name`` is that of the file in it."""
    from calculator.audit.counted_states import counted_states
    from calculator.audit.skipped import why_skipped
    from calculator.reports.json_text import written_json
    from calculator.reports.records.json_report import as_json
    from calculator.reports.safe_text import safe

    record, counts = as_json(report), report.summary
    refused = (
        next((problem for problem in report.problems if problem.severity.value == "error"), None)
        if report.refused
        else None
    )
    worst = refused or next(
        (problem for problem in report.problems if problem.severity.value != "note"), None
    )
    skipped = why_skipped(report, name)
    return Outcome(
        key=key,
        sha256=sha256,
        size=size,
        status=report.exit_status(),
        headline=report.headline.value,
        items=counts.items,
        subject=counts.subject,
        crosses=counts.crosses,
        below=counts.below,
        undetermined=counts.undetermined,
        suspects=0 if skipped else counts.suspects,
        licence_required=counts.licence_required,
        worst_code=skipped or (worst.code if worst else ""),
        worst=safe(str(worst), 500) if worst else "",
        findings=json.dumps(record["findings"], ensure_ascii=False),
        states=json.dumps(
            [state.as_record() for state in counted_states(report)], ensure_ascii=False
        ),
        problems=json.dumps(record["problems"], ensure_ascii=False),
        report=written_json(record),
    )


def _close_doors() -> None:
    """No file is written (a limit of the system) and no connection made (a hook of the interpreter); nothing is printed."""
    confine(_GRACE, 1 << 30)
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    # Ctrl-C goes to the whole terminal group: were the worker to die of it, its file would look as if it had killed it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("a worker has no network")
