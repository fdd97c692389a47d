"""Jobs that an audit's worker looks up by name: they come to harm at the files whose names say so."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import time
from dataclasses import replace

from calculator.audit.worker import assess_file


def harmful(order, file, refusal):
    """Assess a file, and before that do what its name says."""
    if refusal is None:
        harm = {
            "hang": _hang,
            "spin": _spin,
            "abort": os.abort,
            "crash": _crash,
            "killed": _be_killed,
            "hoard": _hoard,
            "exit": _exit,
            "broken": _broken,
        }
        tried = file.path.with_suffix(".csv.tried")
        if file.path.stem == "killed-once" and not tried.exists():
            tried.touch()
            _be_killed()
        harm.get(file.path.stem, _nothing)()
    return assess_file(order, file, refusal)


def curious(order, file, refusal):
    """Try to write beside the file, to reach the network and to print; say in ``worst`` what was possible."""
    possible = []
    try:
        file.path.with_name("written").write_bytes(b"x" * 100)
        possible.append("write")
    except OSError:
        pass
    for try_network in (
        lambda: socket.create_connection(("127.0.0.1", 9), 0.1),
        lambda: socket.getaddrinfo("localhost", 80),
    ):
        try:
            try_network()
            possible.append("network")
        except PermissionError:
            pass
    os.write(1, b"noise on stdout")
    os.write(2, b"noise on stderr")
    return replace(assess_file(order, file, refusal), worst=" ".join(possible) or "nothing")


def blind(order, file, refusal):
    """What a machine sees that does not share the folder."""
    moved = replace(file, path=file.path.with_name(f"not-here-{file.path.name}"))
    return assess_file(order, moved, refusal)


def _nothing():
    pass


def _hang():
    time.sleep(60)


def _spin():
    while True:
        pass


def _crash():
    ctypes.string_at(0)


def _be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def _hoard():
    kept = []
    while True:
        kept.append(bytearray(10 << 20))


def _exit():
    sys.stdout.flush()
    os._exit(0)


def _broken():
    raise KeyError("x")
