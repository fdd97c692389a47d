"""A case as one file, and a case again: an archive of the bill, its facts and lists, and what was chosen.

What is opened was made by somebody: the archive passes the same checks as a workbook, and nothing in it becomes a path. Names
inside are ours, ``bill-0`` and so on; what the files are called stands in the table of contents and is cleaned like the name of an upload.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from calculator.application.choices import ASSUMPTIONS, DEFAULT_RULE
from calculator.findings.finding import QuestionKind
from calculator.findings.report import Reading
from calculator.model.item import Evidence
from calculator.reports.safe_text import safe
from calculator.sources.files.limits import Limits, RefusedError
from calculator.sources.files.zip_archive import check_zip
from calculator.sources.layout.profile import ProfileError, profile_of_text
from calculator.web.forms.case_options import CaseOptions, Fact
from calculator.web.forms.file_names import file_name
from calculator.web.forms.uploads import UnusableError, place_for

SUFFIX: Final = ".deminimis"
CONTENTS: Final = "case.json"
_VERSION: Final = 1
_ROLES: Final = ("bill", "facts", "parties", "older")
_CONTENTS_BYTES: Final = 4 << 20
_MOST_FILES: Final = 64
_LONGEST: Final = 500
_WRITTEN: Final = (1980, 1, 1, 0, 0, 0)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedCase:
    """What a case is made of."""

    bom: Path
    options: CaseOptions
    facts: tuple[Path, ...] = ()
    parties: tuple[Path, ...] = ()
    older: Path | None = None


def save_case(case: SavedCase, target: Path) -> None:
    """The archive. The same case is the same bytes."""
    files = [
        ("bill", case.bom),
        *(("facts", path) for path in case.facts),
        *(("parties", path) for path in case.parties),
        *(() if case.older is None else (("older", case.older),)),
    ]
    named = [(f"{role}-{number}", role, path) for number, (role, path) in enumerate(files)]
    contents = {
        "version": _VERSION,
        "options": _options_record(case.options),
        "files": [{"part": part, "role": role, "name": path.name} for part, role, path in named],
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            zipfile.ZipInfo(CONTENTS, _WRITTEN),
            json.dumps(contents, ensure_ascii=False, indent=1),
            zipfile.ZIP_DEFLATED,
        )
        for part, _, path in named:
            info = zipfile.ZipInfo(part, _WRITTEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as out:
                while chunk := source.read(_CHUNK):
                    out.write(chunk)


def open_case(path: Path, folder: Path, most_bytes: int) -> SavedCase:
    """The case of an archive, its files in new folders below ``folder``. Raises UnusableError.

    ``most_bytes`` is what all of it may be when it is unpacked.
    """
    try:
        check_zip(
            path.read_bytes(),
            Limits(parts=_MOST_FILES + 1, inflated_bytes=most_bytes, part_bytes=most_bytes),
        )
    except RefusedError as fault:
        raise UnusableError(f"the saved case was not opened: {fault}") from None
    with zipfile.ZipFile(path) as archive:
        contents = _contents(archive)
        options = _options(contents)
        entries = tuple(_entries(contents))
        taken: set[str] = set()
        by_role: dict[str, list[Path]] = {role: [] for role in _ROLES}
        for part, role, name in entries:
            target = place_for(folder) / _unlike(name, taken)
            taken.add(target.name.casefold())
            try:
                with archive.open(part) as source, target.open("xb") as out:
                    while chunk := source.read(_CHUNK):
                        out.write(chunk)
            except KeyError:
                raise UnusableError(f"the saved case lacks {safe(name, 60)}") from None
            by_role[role].append(target)
    if len(by_role["bill"]) != 1 or len(by_role["older"]) > 1:
        raise UnusableError("the saved case does not hold one bill")
    return SavedCase(
        bom=by_role["bill"][0],
        options=options,
        facts=tuple(by_role["facts"]),
        parties=tuple(by_role["parties"]),
        older=next(iter(by_role["older"]), None),
    )


# --------------------------------------------------------------------------- what was chosen


def _options_record(options: CaseOptions) -> dict[str, Any]:
    return {
        "on": options.on.isoformat(),
        "rule": options.rule,
        "assume": list(options.assume),
        "reading": options.reading,
        "profile": options.profile,
        "destination": options.destination,
        "recipient": options.recipient,
        "answers": dict(options.answers),
        "entered": [
            {
                "item": fact.item,
                "asked": fact.asked.value,
                "substance": fact.substance,
                "question": fact.question,
                "answer": fact.answer,
                "unit": fact.unit,
                "evidence": fact.evidence.value,
                "reference": fact.reference,
            }
            for fact in options.entered
        ],
    }


def _contents(archive: zipfile.ZipFile) -> Mapping[str, Any]:
    try:
        with archive.open(CONTENTS) as part:
            text = part.read(_CONTENTS_BYTES + 1)
    except KeyError:
        raise UnusableError("this is no saved case: it has no table of contents") from None
    if len(text) > _CONTENTS_BYTES:
        raise UnusableError("the table of contents of the saved case is too large")
    try:
        contents = json.loads(text)
    except (ValueError, RecursionError):
        raise _damaged("its table of contents") from None
    if not isinstance(contents, dict) or contents.get("version") != _VERSION:
        raise UnusableError("the saved case is of another version of the program")
    return contents


def _entries(contents: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Part, role and cleaned name of each file."""
    files = contents.get("files")
    if not isinstance(files, list) or len(files) > _MOST_FILES:
        raise _damaged("its list of files")
    for number, entry in enumerate(files):
        if not isinstance(entry, dict):
            raise _damaged("its list of files")
        role, name = entry.get("role"), entry.get("name")
        if (
            role not in _ROLES
            or not isinstance(name, str)
            or entry.get("part") != f"{role}-{number}"
        ):
            raise _damaged("its list of files")
        yield f"{role}-{number}", cast("str", role), file_name(name)


def _options(contents: Mapping[str, Any]) -> CaseOptions:
    record = contents.get("options")
    if not isinstance(record, dict):
        raise _damaged("what was chosen")
    try:
        profile = _text(record, "profile", 1 << 18, is_plain=True)
        if profile:
            profile_of_text(profile, "profile")
        assume = tuple(record["assume"])
        answers = tuple(
            (safe(str(inquiry), 80), safe(str(text), _LONGEST))
            for inquiry, text in dict(record["answers"]).items()
        )
        options = CaseOptions(
            on=date.fromisoformat(_text(record, "on")),
            rule=_text(record, "rule") or DEFAULT_RULE,
            assume=assume,
            reading=Reading(_text(record, "reading")).value,
            profile=profile,
            entered=tuple(_fact(entry) for entry in record["entered"]),
            destination=_text(record, "destination"),
            recipient=_text(record, "recipient"),
            answers=answers,
        )
    except (KeyError, TypeError, ValueError, ProfileError):
        raise _damaged("what was chosen") from None
    unknown = [assumption for assumption in assume if assumption not in ASSUMPTIONS]
    if unknown:
        raise UnusableError(f'"{safe(str(unknown[0]), 60)}" cannot be assumed')
    return options


def _fact(entry: Mapping[str, Any]) -> Fact:
    return Fact(
        item=_text(entry, "item", is_plain=True),
        asked=QuestionKind(_text(entry, "asked")),
        substance=_text(entry, "substance"),
        question=_text(entry, "question"),
        answer=_text(entry, "answer"),
        unit=_text(entry, "unit"),
        evidence=Evidence(_text(entry, "evidence")),
        reference=_text(entry, "reference"),
    )


def _text(
    record: Mapping[str, Any], key: str, longest: int = _LONGEST, *, is_plain: bool = False
) -> str:
    """A text of the record, cleaned unless it is ``is_plain``. Raises KeyError, TypeError, ValueError."""
    text = record[key]
    if not isinstance(text, str):
        raise TypeError(key)
    if len(text) > longest:
        raise ValueError(key)
    text.encode()  # half a character is none; the error is a ValueError
    return text if is_plain else safe(text)


def _unlike(name: str, taken: set[str]) -> str:
    if name.casefold() in taken:
        raise _damaged("its list of files")
    return name


def _damaged(what: str) -> UnusableError:
    return UnusableError(f"the saved case is damaged: {what} cannot be read")
