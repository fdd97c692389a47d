"""The files of letters: their names, what is moved aside, and nothing that is ever written over or deleted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from calculator.audit.open_register import RegisterNotWrittenError
from calculator.runtime.file_slug import file_slug
from calculator.runtime.output_file import why_not_written, write_whole

SUPERSEDED: Final = "superseded"
ANSWERS: Final = "answers"


def letter_name(supplier: str) -> str:
    """The file of a supplier's letter: what of its name fits into letters, digits and dashes, and what tells it from all others.

    >>> letter_name("Hoshi Magnetics Co., Ltd."), letter_name("../../etc/passwd")
    ('hoshi-magnetics-co-ltd-b04b5da1.xlsx', 'etc-passwd-3754d6cb.xlsx')
    """
    return f"{file_slug(supplier, supplier, 'supplier')}.xlsx"


def free_name(folder: Path, name: str) -> str:
    """The name, or the first of it with a number that is not taken: nothing that stands there is written over."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, candidate = 1, name
    while os.path.lexists(folder / candidate):
        number += 1
        candidate = f"{stem}-{number}{suffix}"
    return candidate


def hash_of(path: Path) -> str:
    """SHA-256 of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def move_aside(folder: Path, name: str) -> str:
    """The letter in ``superseded/``, under a name that was free there. Raises RegisterNotWrittenError."""
    aside = folder / SUPERSEDED
    try:
        aside.mkdir(exist_ok=True)
        target = aside / free_name(aside, name)
        (folder / name).rename(target)
    except OSError as fault:
        raise RegisterNotWrittenError(
            f'"{folder / name}" was not moved to {SUPERSEDED}/: {why_not_written(fault)}'
        ) from None
    return f"{SUPERSEDED}/{target.name}"


def write_letter(folder: Path, name: str, content: bytes) -> None:
    """The letter, whole. Raises RegisterNotWrittenError."""
    try:
        write_whole(folder / name, content, is_synced=False)
    except OSError as fault:
        raise RegisterNotWrittenError(
            f'"{folder / name}" was not written: {why_not_written(fault)}. What was there before is untouched'
        ) from None
