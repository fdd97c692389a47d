"""The files of letters: their names, what was moved aside, and what of a letter can be read again where the register is lost."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import load_workbook

from calculator.audit.register import RegisterNotWrittenError
from calculator.campaign.register import AskedFact, RecordedLetter
from calculator.reference.letter_words import letter_words
from calculator.reports.forms.letter import INSTRUCTIONS, PARTS
from calculator.runtime.output_file import why_not_written, write_whole

SUPERSEDED: Final = "superseded"
ANSWERS: Final = "answers"
_LONGEST: Final = 40
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_MOST_BYTES: Final = 20 * 2**20


def letter_name(supplier: str, suffix: str = ".xlsx") -> str:
    """The file of a supplier's letter: what of its name fits into letters, digits and dashes, and what tells it from all others.

    >>> letter_name("Hoshi Magnetics Co., Ltd."), letter_name("../../etc/passwd")
    ('hoshi-magnetics-co-ltd-aba69eb8.xlsx', 'etc-passwd-7f5b3a68.xlsx')
    """
    plain = unicodedata.normalize("NFKD", supplier).casefold()
    slug = _NO_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")[:_LONGEST]
    digest = hashlib.sha256(supplier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug.strip('-') or 'supplier'}-{digest}{suffix}"


def free_name(folder: Path, name: str, taken: Iterable[str] = ()) -> str:
    """The name, or the first of it with a number that is not taken: nothing that stands there is written over."""
    used = set(taken)
    stem, suffix = os.path.splitext(name)
    number, candidate = 1, name
    while candidate in used or os.path.lexists(folder / candidate):
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


# --------------------------------------------------------------------------- what a letter itself says


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFile:
    """A letter as it stands in its file: to whom, when, and which questions of which part; whether anything is answered."""

    letter: RecordedLetter
    asked: tuple[AskedFact, ...]
    is_answered: bool


def read_letter_file(path: Path) -> LetterFile | None:
    """What a workbook says of itself, where it is a letter of ours; None for every other file."""
    try:
        if path.suffix.casefold() != ".xlsx" or path.stat().st_size > _MOST_BYTES:
            return None
        book = load_workbook(path, read_only=False, data_only=True)
    except Exception:  # noqa: BLE001  # whatever a file does that is no workbook, it is no letter
        return None
    if INSTRUCTIONS not in book.sheetnames or PARTS not in book.sheetnames:
        return None
    facts = {
        str(row[0] or "").partition(" /")[0].strip(): str(row[1] or "")
        for row in book[INSTRUCTIONS].iter_rows(max_col=2, max_row=40, values_only=True)
    }
    texts = letter_words().texts
    asked_on = _day(facts.get(texts["asked_on"]["en"], ""))
    if asked_on is None:
        return None
    due, requester = (
        _day(facts.get(texts["due"]["en"], "")),
        facts.get(texts["requester"]["en"], ""),
    )
    supplier = facts.get(texts["supplier"]["en"], "")
    rows = list(book[PARTS].iter_rows(values_only=True))
    heads = [str(head or "").partition("\n")[0] for head in rows[0]] if rows else []
    columns = {column.headings["en"]: column.key for column in letter_words().columns}
    keys = [columns.get(head, "answer") for head in heads]
    if "part" not in keys or "asked" not in keys:
        return None
    part_at, asked_at = keys.index("part"), keys.index("asked")
    supplier_at = keys.index("supplier") if "supplier" in keys else None
    asked: list[AskedFact] = []
    is_answered = False
    for row in rows[1:]:
        if not row[part_at]:
            continue
        whose = supplier if supplier_at is None else str(row[supplier_at] or "")
        asked += [
            AskedFact(
                supplier=whose,
                part=str(row[part_at]),
                code=code.strip(),
                file=path.name,
                asked_on=asked_on,
                due=due,
                requester=requester,
            )
            for code in str(row[asked_at] or "").split(";")
            if code.strip()
        ]
        is_answered |= any(
            value is not None and value != ""
            for key, value in zip(keys, row, strict=True)
            if key not in _OURS
        )
    return LetterFile(
        letter=RecordedLetter(
            file=path.name,
            supplier=supplier,
            sha256=hash_of(path),
            requester=requester,
            asked_on=asked_on,
            due=due,
        ),
        asked=tuple(asked),
        is_answered=is_answered,
    )


_OURS: Final = frozenset({"supplier", "part", "description", "missing", "waiting", "asked"})


def letters_in(folder: Path) -> Mapping[str, LetterFile]:
    """Every letter that lies in a campaign's folder itself, by file name."""
    files = sorted(folder.glob("*.xlsx")) if folder.is_dir() else []
    read = {
        path.name: read_letter_file(path) for path in files if not path.name.startswith(("~$", "."))
    }
    return {name: letter for name, letter in read.items() if letter is not None}


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
