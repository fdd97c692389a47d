"""A file that is piped in: ``-`` in the place of a bill."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

DASH: Final = Path("-")
_PIECE: Final = 1 << 20


@contextmanager
def with_stdin(bills: tuple[Path, ...], limits: Mapping[str, int]) -> Iterator[tuple[Path, ...]]:
    """The bills, with what is piped in as a file called ``stdin`` in the place of ``-``; it is gone afterwards.

    No more is taken than a file may have (``--limit file-bytes``), for what is piped may have no end.
    """
    if DASH not in bills:
        yield bills
        return
    if bills.count(DASH) > 1:
        raise click.UsageError("stdin can be read once; give - once")
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("- reads a file that is piped in; nothing is piped")
    import tempfile

    from calculator.sources.files.limits import Limits

    most = limits.get("file_bytes", Limits().file_bytes)
    with tempfile.TemporaryDirectory(prefix="deminimis-") as folder:
        path = Path(folder) / "stdin"
        taken = 0
        with path.open("wb") as file:
            # One byte more than may be: the reader then refuses the file as too large, as it refuses any other.
            while taken <= most and (piece := sys.stdin.buffer.read(min(_PIECE, most + 1 - taken))):
                taken += file.write(piece)
        yield tuple(path if bill == DASH else bill for bill in bills)
