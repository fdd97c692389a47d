"""Files that are written whole or not at all: what stood there before is replaced by a rename, or untouched."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "the folder does not exist",
    errno.EISDIR: "there is a folder of that name",
    errno.ENOTDIR: "a part of the path is a file and no folder",
    errno.EEXIST: "a part of the path is a file and no folder",
    errno.EACCES: "there is no right to write there",
    errno.EPERM: "there is no right to write there",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the space that this user may take on the disk is used up",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the link leads to itself",
}


def write_whole(path: Path, content: bytes, *, is_synced: bool = True) -> None:
    """The content under the name ``path``, all of it or nothing. Raises OSError, and then what stood there is untouched.

    It is written to another name in the same folder and renamed. A link is followed: the file that it leads to is
    replaced. What is no file, such as ``/dev/stdout``, is written to as it is. ``is_synced``: it is on the disk when this
    returns.
    """
    mode = _mode_of(path)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as device:
            device.write(content)
        return
    target = Path(os.path.realpath(path))
    if mode is not None and not os.access(target, os.W_OK):
        # A rename would replace even what its owner has protected.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    import tempfile  # a report on the terminal needs none

    handle, scratch = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if is_synced:
                os.fsync(handle)
        Path(scratch).chmod(_permissions() if mode is None else stat.S_IMODE(mode))
        Path(scratch).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(scratch).unlink()
        raise


def why_not_written(fault: OSError) -> str:
    """The reason in plain words, as the end of a sentence.

    >>> why_not_written(OSError(errno.ENOSPC, "No space left on device"))
    'the disk is full'
    """
    return _REASONS.get(fault.errno or 0, fault.strerror or type(fault).__name__)


def same_file(path: Path, inputs: Iterable[Path]) -> Path | None:
    """The input that ``path`` is, by whatever name, link or hard link; None where it is none of them."""
    return next((path_read for path_read in inputs if _is_same(path, path_read)), None)


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        # One of them is not there: they are the same only if they would be.
        return os.path.realpath(path) == os.path.realpath(other)


def _mode_of(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _permissions() -> int:
    """What a new file may be used for, by the user's own mask."""
    if sys.platform == "win32":
        return 0o666
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
