"""Ctrl-C that the interpreter would swallow: pressed while it cleans up behind an import or an object, it is printed and forgotten."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SOON: Final = 0.02
"""Seconds after which it is raised again: by then the clean-up is over."""


@contextmanager
def kept_interruptions() -> Iterator[None]:
    """An interruption that is raised where nothing can be raised is raised again where it can, until the end of the block."""
    before = sys.unraisablehook

    def hook(fault: UnraisableHookArgs) -> None:
        if not issubclass(fault.exc_type, KeyboardInterrupt):
            before(fault)
            return
        from threading import Timer

        Timer(_SOON, _interrupt).start()

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


def _interrupt() -> None:
    """Ctrl-C once more, also for a main thread that waits."""
    import signal
    from threading import main_thread

    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
