"""What a command says on stdout and stderr: a reader who leaves changes nothing, a full disk is told in plain words."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO


class SteadyDescriptor(io.RawIOBase):
    """A descriptor that is written to as long as that is possible; afterwards what comes is thrown away.

    ``fault`` is why, where that was anything but a reader who left.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._is_over = False
        self.fault: OSError | None = None

    def writable(self) -> bool:
        """Always, as far as anybody who writes can tell."""
        return True

    def fileno(self) -> int:
        """The descriptor itself."""
        return self._descriptor

    def isatty(self) -> bool:
        """True where a person reads."""
        return os.isatty(self._descriptor)

    def write(self, content: Any) -> int:
        """How many bytes were taken."""
        size = len(memoryview(content).cast("B"))
        if self._is_over:
            return size
        try:
            return os.write(self._descriptor, content)
        except BlockingIOError:
            raise
        except OSError as fault:
            self._is_over = True
            if fault.errno != errno.EPIPE:
                self.fault = fault
            return size


class Streams(NamedTuple):
    """The two streams of a command while it runs."""

    out: SteadyDescriptor | None
    err: SteadyDescriptor | None

    @property
    def fault(self) -> OSError | None:
        """Why not all that was said on stdout was written."""
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
        return None if self.out is None else self.out.fault


@contextlib.contextmanager
def steady_streams() -> Iterator[Streams]:
    """The streams of this process made steady; those that somebody has put in their place are left alone."""
    old = sys.stdout, sys.stderr
    out, new_out = _steady(sys.stdout, sys.__stdout__)
    err, new_err = _steady(sys.stderr, sys.__stderr__)
    sys.stdout, sys.stderr = new_out, new_err
    try:
        yield Streams(out, err)
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        sys.stdout, sys.stderr = old


def _steady(stream: TextIO | None, own: TextIO | None) -> tuple[SteadyDescriptor | None, TextIO]:
    if stream is None:  # closed by whoever started us: what is said goes nowhere
        from pathlib import Path

        # For as long as the process lasts.
        return None, Path(os.devnull).open("w", encoding="utf-8")
    if stream is not own or sys.platform == "win32":
        return None, stream
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return None, stream
    raw = SteadyDescriptor(descriptor)
    steady = io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream is sys.__stderr__ or raw.isatty(),
    )
    return raw, steady
