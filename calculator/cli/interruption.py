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
        from _thread import interrupt_main
        from threading import Timer

        Timer(_SOON, interrupt_main).start()

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before
