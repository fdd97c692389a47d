"""Which files an audit is about: folders, patterns and lists become one list in one order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from calculator.audit.plan import AuditError
from calculator.sources.files.formats import input_suffixes

_NOT_OURS: Final = ("~$", ".")


class InputError(AuditError):
    """An argument that names nothing; the text says which, and the way out."""

    status = 2


@dataclass
class Inputs:
    """``files`` by their key, in its order; what was left out and why, to be said."""

    files: dict[str, Path] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def find_files(words: Sequence[str], apart: Iterable[Path] = ()) -> Inputs:
    """The files that the words name, each once, in the order of their names. Raises InputError for a word that names none.

    A word is a file, a folder (with all below it), a pattern, or ``@`` and a file of such words, one a line. Of folders and
    patterns only workbooks and tables are taken. Office's lock files (``~$``) and hidden ones are left out, and so is all in
    ``apart``: the audit's own folder, and the files of facts.
    """
    inputs = Inputs()
    aside = {_real(path) for path in apart}
    paths = [path for word in words for path in _of_word(word, aside, inputs)]
    for path in sorted(dict.fromkeys(paths), key=os.fspath):
        if path.name.startswith(_NOT_OURS):
            inputs.left_out.append(f"{key_of(path)}: a lock file or a hidden file")
        elif _real(path) in aside:
            inputs.left_out.append(f"{key_of(path)}: it holds the facts")
        else:
            _add(path, inputs)
    inputs.left_out = list(dict.fromkeys(inputs.left_out))
    return inputs


def key_of(path: Path) -> str:
    """The path from where the audit was started, with ``/``, as a text that every database can hold.

    >>> key_of(Path("suppliers") / "a.xlsx")
    'suppliers/a.xlsx'
    """
    try:
        shown = os.path.relpath(path)
    except ValueError:  # another drive
        shown = os.fspath(path)
    return Path(shown).as_posix().encode("utf-8", "backslashreplace").decode()


def _add(path: Path, inputs: Inputs) -> None:
    key = wanted_key = key_of(path)
    count = 1
    while key in inputs.files and _real(inputs.files[key]) != _real(path):
        # Two names that differ only in bytes that are no UTF-8: neither may hide the other.
        count += 1
        key = f"{wanted_key} ({count})"
    inputs.files.setdefault(key, path)


def _of_word(word: str, aside: set[str], inputs: Inputs) -> Iterator[Path]:
    if word.startswith("@"):
        for line in _lines(Path(word[1:])):
            yield from _of_word(line, aside, inputs) if not line.startswith("@") else (Path(line),)
        return
    path = Path(word)
    if path.is_dir():
        files = list(_below(path, aside, inputs))
        if not files:
            raise InputError(
                f'"{word}" holds no file to audit; what is taken: {", ".join(input_suffixes())}'
            )
        yield from files
    elif glob.has_magic(word) and not path.exists():
        found_paths = sorted(glob.glob(word, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
        matches = [path for match in found_paths for path in _of_match(Path(match), aside, inputs)]
        if not matches:
            raise InputError(
                f'no file matches "{word}"; what is taken: {", ".join(input_suffixes())}'
            )
        yield from matches
    else:
        yield path  # where there is none, its refusal is part of the audit, as in check


def _of_match(path: Path, aside: set[str], inputs: Inputs) -> Iterator[Path]:
    if path.is_dir():
        yield from _below(path, aside, inputs)
    elif path.suffix.casefold() in input_suffixes():
        yield path


def _below(folder: Path, aside: set[str], inputs: Inputs) -> Iterator[Path]:
    # A folder that cannot be listed is handed on as a file: it is refused by name, and the audit does not look complete.
    unlisted: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda fault: unlisted.append(Path(fault.filename))
    ):
        for name in folders.copy():
            if name.startswith(".") or _real(Path(parent, name)) in aside:
                inputs.left_out.append(
                    f"{key_of(Path(parent, name))}/: {'a hidden folder' if name.startswith('.') else 'the folder of this audit'}"
                )
                folders.remove(name)
        yield from (
            Path(parent, name) for name in names if Path(name).suffix.casefold() in input_suffixes()
        )
    yield from unlisted


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        raise InputError(f'"{path}" cannot be read as a list of paths: {reason}') from None
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not words:
        raise InputError(f'"{path}" names no file; write one path a line')
    return words


def _real(path: Path) -> str:
    return os.path.realpath(path)
