"""What a run did, line by line, for whoever finds it in the morning: on stderr with --verbose, in a file with --log-file."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from calculator.version import VERSION

if TYPE_CHECKING:
    from calculator.findings.report import Report

LOG: Final = logging.getLogger("deminimis")
_LEVEL: Final = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}


class _LogFile(logging.FileHandler):
    """A file that takes the log for as long as it can; why it could not is kept and told at the end of the run."""

    fault: OSError | None = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the name of logging's own
        """Keep why a line was not written; anything but a full or failing disk is a bug."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            super().handleError(record)
        else:
            self.fault = fault

    def close(self) -> None:
        """End the file; what could not be written before is tried once more by it."""
        try:
            super().close()
        except OSError as fault:
            self.fault = fault


@dataclass(slots=True)
class RunLog:
    """The log of a run: whether anybody reads it, and why its file is not whole."""

    is_read: bool
    fault: OSError | None = None


@contextmanager
def logged(*, is_verbose: bool, file: Path | None) -> Iterator[RunLog]:
    """The log's handlers for the time of a run."""
    handlers: list[logging.Handler] = []
    if is_verbose:
        handlers.append(logging.StreamHandler(sys.stderr))
    if file is not None:
        try:
            handlers.append(_LogFile(file, encoding="utf-8"))
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
    log = RunLog(bool(handlers))
    try:
        yield log
    finally:
        for handler in handlers:
            LOG.removeHandler(handler)
            handler.close()
            if isinstance(handler, _LogFile):
                log.fault = handler.fault


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
