"""What a run is doing, on stderr, where a person watches and has waited for a while."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from calculator.cli.log import LOG
from calculator.runtime.stage import Stage, at_words

if TYPE_CHECKING:
    from rich.live import Live

PATIENCE: Final = 0.7
"""Seconds in which nothing is said: most runs are over by then."""
_AGAIN: Final = 0.1


@dataclass(slots=True, kw_only=True)
class ProgressReporter:
    """Told what the run is ``at``, and from time to time that it goes on; says so once patience is at an end."""

    is_on: bool = True
    is_logged: bool = False
    """Whether what the run is at goes into the log."""
    files: tuple[str, ...] = ()
    has_colour: bool = True
    clock: Callable[[], float] = time.monotonic
    _said: str = "starting"
    _begun: float = field(default=0.0, init=False)
    _live: Live | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._begun = self.clock()

    def at(self, place: str | Stage) -> None:
        """The path of a file that is opened, a stage, or an empty text after the last file."""
        count = (
            f" ({self.files.index(place) + 1} of {len(self.files)})"
            if isinstance(place, str) and len(self.files) > 1 and place in self.files
            else ""
        )
        self._said = at_words(place) + count
        if self.is_logged and place:
            LOG.info("%s", self._said)
        self.goes_on()

    @property
    def is_watched(self) -> bool:
        """True where somebody reads what it is told."""
        return self.is_on or self.is_logged

    def goes_on(self) -> None:
        """Draw the line anew."""
        waited = self.clock() - self._begun
        if not self.is_on or waited < PATIENCE:
            return
        # Rich takes longer to load than most bills to check.
        from rich.spinner import Spinner
        from rich.table import Table
        from rich.text import Text

        from calculator.reports.safe_text import safe

        line = Table.grid(padding=(0, 1))
        line.add_column(no_wrap=True)
        line.add_column(no_wrap=True, overflow="ellipsis")
        line.add_column(no_wrap=True, justify="right")
        frame = Spinner("line").frames[int(waited / _AGAIN) % 4]
        line.add_row(Text(frame), Text(safe(self._said, 200)), Text(f"{waited:.0f} s", "dim"))
        self._shown().update(line, refresh=True)

    def _shown(self) -> Live:
        if self._live is None:
            from rich.console import Console
            from rich.live import Live

            # No thread of Rich's: the worker is forked from this process, and a fork with threads is not safe.
            self._live = Live(
                console=Console(stderr=True, no_color=not self.has_colour),
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        return self._live

    @contextmanager
    def alone(self, stage: Stage, what: str = "") -> Iterator[None]:
        """A stage in this process, where nobody says that it goes on: a thread does. Nothing may be forked meanwhile."""
        self._said = f"{stage.value} {what}".strip()
        if not self.is_on:
            yield
            return
        over = threading.Event()
        ticking = threading.Thread(target=self._tick, args=(over,), daemon=True)
        ticking.start()
        try:
            yield
        finally:
            over.set()
            ticking.join()

    def _tick(self, over: threading.Event) -> None:
        while not over.wait(_AGAIN):
            self.goes_on()

    def end(self) -> None:
        """Take the line away."""
        if self._live is not None:
            self._live.stop()
            self._live = None


@contextmanager
def watched(
    files: tuple[Path, ...], *, is_wanted: bool, has_colour: bool = True, is_logged: bool = False
) -> Iterator[ProgressReporter]:
    """A watch for the time of a run. Where stderr is no terminal, or one that cannot take a line back, nobody watches."""
    can_draw = (
        is_wanted and sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    )
    plain = not has_colour or bool(os.environ.get("NO_COLOR"))
    watch = ProgressReporter(
        is_on=can_draw,
        is_logged=is_logged,
        files=tuple(map(str, files)),
        has_colour=not plain,
    )
    try:
        yield watch
    finally:
        watch.end()
