"""What a run did, line by line, for whoever finds it in the morning: on stderr with --verbose, in a file with --log-file."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from calculator.version import VERSION

if TYPE_CHECKING:
    from calculator.findings.report import Report

LOG: Final = logging.getLogger("deminimis")
_LEVEL: Final = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}


@contextmanager
def logged(*, is_verbose: bool, file: Path | None) -> Iterator[bool]:
    """The log's handlers for the time of a run; True where anybody reads it."""
    handlers: list[logging.Handler] = []
    if is_verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    if file is not None:
        try:
            handlers.append(logging.FileHandler(file, encoding="utf-8"))
        except OSError as fault:
            message = f'"{file}" cannot be written: {fault.strerror}'
            raise click.BadParameter(message, param_hint="--log-file") from None
    began = time.monotonic()
    formatter = _Seconds("%(asctime)s %(seconds)6.2f s %(levelname)-7s %(message)s")
    formatter.began = began
    for handler in handlers:
        handler.setFormatter(formatter)
        LOG.addHandler(handler)
    LOG.setLevel(logging.INFO if handlers else logging.CRITICAL + 1)
    LOG.propagate = False
    LOG.info("deminimis %s: %s", VERSION, click.get_current_context().command_path)
    try:
        yield bool(handlers)
    finally:
        for handler in handlers:
            LOG.removeHandler(handler)
            handler.close()


class _Seconds(logging.Formatter):
    """Each line with the seconds since the run began, and nothing from a file that could break a line."""

    began = 0.0

    def format(self, record: logging.LogRecord) -> str:
        from calculator.reports.safe_text import safe

        record.seconds = time.monotonic() - self.began
        return safe(super().format(record), 2000)


def log_report(report: Report) -> None:
    """The inputs of a report, its faults, and how it ends."""
    for file in report.inputs:
        LOG.info("%s %s: %d bytes, SHA-256 %s", file.role, file.path, file.size, file.sha256)
    for problem in report.problems:
        LOG.log(_LEVEL[problem.severity.value], "%s: %s", problem.code, problem)
    LOG.info(
        "%s: %d findings, %d suspects",
        report.headline.value,
        len(report.findings),
        len(report.suspects),
    )
