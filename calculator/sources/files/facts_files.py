"""Which files ``--facts`` means: files as they are named, and those of our suffixes below folders and behind patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from calculator.sources.files.formats import facts_suffixes

HIDDEN: Final = ("~$", ".")
"""With what the names of Office's lock files and of hidden files begin."""
_IS_HIDDEN: Final = "a hidden file or a lock file"
_IS_OTHER: Final = "its suffix is none of those that are read"
_IS_BILL: Final = "it is given as a bill"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsFiles:
    """``names`` are the files to read, in their order, each with the name by which it is cited; ``left_out`` are names with the reason.

    A file that was found is cited by its path below the folder that was named: many suppliers call theirs ``declaration.xlsx``.
    ``empty`` are the folders in which nothing was found.
    """

    names: dict[Path, str]
    named: frozenset[Path] = frozenset()
    """Those that were named themselves; the others were found."""
    left_out: tuple[tuple[str, str], ...] = ()
    empty: tuple[str, ...] = ()


def facts_files(words: Sequence[Path], bills: Iterable[Path] = ()) -> FactsFiles:
    """Every file that the words mean, once. A word that names nothing stands as it is: it is refused where it is opened.

    ``bills`` are read as bills and are not found as facts.
    """
    taken = {os.path.realpath(path) for path in bills}
    names: dict[Path, str] = {}
    left_out: dict[str, str] = {}
    empty: list[str] = []
    named: set[Path] = set()
    for word in words:
        found = _found(word)
        if found is None:
            names.setdefault(word, word.name)
            named.add(word)
            continue
        base, paths = found
        count = len(names)
        for path in paths:
            name = _name(path, base)
            why = _why_left_out(path)
            if not why and os.path.realpath(path) in taken:
                why = _IS_BILL
            if why:
                left_out.setdefault(name, why)
            else:
                names.setdefault(path, name)
        if len(names) == count:
            empty.append(word.name or os.fspath(word))
    return FactsFiles(
        names=names,
        named=frozenset(named),
        left_out=tuple(left_out.items()),
        empty=tuple(empty),
    )


def each_facts_file(words: Sequence[Path]) -> tuple[Path, ...]:
    """The files alone, for those who weigh, hash or protect them."""
    return tuple(facts_files(words).names)


def _found(word: Path) -> tuple[Path, list[Path]] | None:
    """The folder that a word is about, and every file below it in the order of their names; None for the name of one file."""
    if word.is_dir():
        return word, sorted(_below(word), key=os.fspath)
    if not glob.has_magic(os.fspath(word)) or word.exists():
        return None
    fixed = word.parts[: next(i for i, part in enumerate(word.parts) if glob.has_magic(part))]
    base = Path(*fixed)
    matches = sorted(glob.glob(os.fspath(word), recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    if not matches:
        return None
    paths: list[Path] = []
    for match in map(Path, matches):
        paths += sorted(_below(match), key=os.fspath) if match.is_dir() else [match]
    return base, list(dict.fromkeys(paths))


def _below(folder: Path) -> Iterator[Path]:
    # A folder that cannot be listed is handed on as a file: it is refused by name, and nothing in it is lost in silence.
    unlisted: list[Path] = []
    for parent, folders, names in os.walk(
        folder, onerror=lambda fault: unlisted.append(Path(fault.filename))
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in names)
    yield from unlisted


def _name(path: Path, base: Path) -> str:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.name


def _why_left_out(path: Path) -> str:
    if path.is_dir():
        return ""
    if path.name.startswith(HIDDEN):
        return _IS_HIDDEN
    return "" if path.suffix.casefold() in facts_suffixes() else _IS_OTHER
