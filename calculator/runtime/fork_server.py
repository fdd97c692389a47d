"""The process that workers are forked from: it has the engine loaded, no threads, no register and no terminal."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Sequence
from typing import Final

HAS_SERVER: Final = "forkserver" in multiprocessing.get_all_start_methods()
START: Final = "forkserver" if HAS_SERVER else "spawn"
"""How a worker begins where this process has threads."""


def start_fork_server(preload: Sequence[str]) -> None:
    """Starts it with the modules ``preload`` loaded; nothing where there is none, or where it runs already.

    Ctrl-C goes to the whole group of a terminal: the server ends with us, and must not say so with a traceback.
    """
    if not HAS_SERVER:
        return
    multiprocessing.set_forkserver_preload(list(preload))
    from multiprocessing import forkserver, resource_tracker

    if threading.current_thread() is not threading.main_thread():
        forkserver.ensure_running()
        return
    # The tracker of resources lets signals through once it has started, so it goes first. Then Ctrl-C is held back, not
    # ignored: what is pressed meanwhile reaches us afterwards, and the server keeps it held back for good.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
