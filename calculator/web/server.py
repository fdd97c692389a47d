"""From the command to a page that answers: a private folder, a socket on the loopback address, an orderly end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from types import FrameType
from typing import Final

import uvicorn

from calculator.web.app import application
from calculator.web.jobs import warm_up

LOOPBACK: Final = "127.0.0.1"
_PREFIX: Final = "deminimis-serve-"


class TakenError(Exception):
    """The port cannot be had; the text says why."""


def serve(port: int, *, is_opened: bool, say: Callable[[str], None]) -> None:
    """Answer until the process is told to end; then nothing of any upload is left.

    Raises TakenError where the port cannot be had, KeyboardInterrupt where the user has ended it.
    """
    # Before temporary files go elsewhere: the address of the fork server is the path of a file, and must be short.
    warm_up()
    with _socket(port) as listening, private_folder() as folder:
        own = listening.getsockname()[1]
        address = f"http://{LOOPBACK}:{own}/"
        say(
            f"deminimis is at {address} (this computer only). End it with Ctrl-C; uploads are deleted then, and an hour after their last use."
        )
        config = uvicorn.Config(
            application(folder, own),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            http="h11",
            limit_concurrency=64,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=3,
        )
        if is_opened:
            opener = Timer(0.5, webbrowser.open, (address,))
            opener.daemon = True
            opener.start()
        uvicorn.Server(config).run(sockets=[listening])


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for this user only, which is gone with everything in it however the process is told to end.

    Temporary files of this process are made in it too. What a process that was killed outright left
    behind is removed first.
    """
    _remove_leftovers(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    old_place = tempfile.tempdir
    old_handlers = [(number, signal.signal(number, _end)) for number in _ENDINGS]
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = old_place
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in old_handlers:
            signal.signal(number, handler)


_ENDINGS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def _end(number: int, _: FrameType | None) -> None:
    """End as Python ends, so that what has to be cleaned up is."""
    sys.exit(128 + number)


def _remove_leftovers(place: Path) -> None:
    if sys.platform == "win32":
        return
    for folder in place.glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            if (
                owner.isascii()
                and owner.isdigit()
                and not folder.is_symlink()
                and folder.stat().st_uid == os.getuid()
                and not _is_alive(int(owner))
            ):
                shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _socket(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        # At once, so that whoever reads the address before the first answer is ready waits and is not refused.
        listening.listen(128)
    except OSError as fault:
        listening.close()
        raise TakenError(
            f"{LOOPBACK}:{port} cannot be used ({fault.strerror}); choose another --port, or 0 for any that is free"
        ) from None
    return listening
