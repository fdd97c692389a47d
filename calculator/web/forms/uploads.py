"""Files and words out of a request, into the private folder of a case and nowhere else."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import AsyncIterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from calculator.application.choices import ASSUMPTIONS, DEFAULT_RULE
from calculator.model.countries import read_country
from calculator.reports.safe_text import safe
from calculator.sources.layout.profile import ProfileError, profile_of_text
from calculator.web.forms.case_options import CaseOptions
from calculator.web.forms.file_names import file_name, stem_of

_FIELDS = 4000
_FILES = 48
_PROFILE_BYTES = 1 << 18
_LONGEST = 500
INQUIRY: Final = "inquiry-"
"""Before the id of what a rule asks of a person, in the name of a field."""
FACTS_ONLY: Final = (".xml", ".shai", ".shci")
"""What no bill is written in: a declaration, wherever it was dropped."""


class UnusableError(Exception):
    """A form that cannot be carried out, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedForm:
    """A form: its words, the last of each name, and its files."""

    words: Mapping[str, str]
    all_words: tuple[tuple[str, str], ...]
    form: FormData

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a name."""
        return tuple(value for key, value in self.all_words if key == name)

    def files(self, name: str) -> tuple[UploadFile, ...]:
        """The files of a field; a field that was left empty has none."""
        return tuple(
            value
            for value in self.form.getlist(name)
            if isinstance(value, UploadFile) and (value.filename or value.size)
        )


@asynccontextmanager
async def submitted_in(request: Request) -> AsyncIterator[SubmittedForm]:
    """The form of a request; its files are closed afterwards. Raises what the guard and the parser raise for one that is too large or broken."""
    async with request.form(max_files=_FILES, max_fields=_FIELDS) as form:
        words = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
        yield SubmittedForm(words=dict(words), all_words=words, form=form)


async def stored(file: UploadFile, folder: Path, taken: AbstractSet[str]) -> Path:
    """An uploaded file in a new folder of its own below ``folder``, under a name that no other file of the case has."""
    name = unlike(file_name(file.filename or ""), taken)
    target = place_for(folder) / name
    await run_in_threadpool(partial(_copy, file, target))
    return target


def place_for(folder: Path) -> Path:
    """A new folder for one file."""
    place = folder / f"upload-{secrets.token_hex(6)}"
    place.mkdir(mode=0o700)
    return place


async def profile_in(file: UploadFile) -> str:
    """The text of an uploaded profile. Raises UnusableError for what is none."""
    content = await file.read(_PROFILE_BYTES + 1)
    if len(content) > _PROFILE_BYTES:
        raise UnusableError("a profile is a small file of text; this one is too large")
    try:
        text = content.decode("utf-8-sig")
        profile_of_text(text, file_name(file.filename or ""))
    except (UnicodeDecodeError, ProfileError) as fault:
        raise UnusableError(str(fault)) from None
    return text


def options_in(submitted: SubmittedForm, old: CaseOptions | None = None) -> CaseOptions:
    """What a form of options asks for. Raises UnusableError."""
    words = submitted.words
    assume = tuple(assumption for assumption in submitted.every("assume") if assumption)
    unknown = [assumption for assumption in assume if assumption not in ASSUMPTIONS]
    if unknown:
        raise UnusableError(f'"{unknown[0][:60]}" cannot be assumed')
    reading = words.get("reading", "materials")
    if reading not in ("materials", "product"):
        raise UnusableError("the headline is about the materials or about the product")
    return replace(
        old or CaseOptions(on=today()),
        on=_day(words.get("on", "")),
        rule=words.get("rule", "") or DEFAULT_RULE,
        assume=assume,
        reading=reading,
    )


def shipment_in(submitted: SubmittedForm, old: CaseOptions) -> CaseOptions:
    """Where the goods go, who gets them, and what a rule asks of a person. Raises UnusableError."""
    words = submitted.words
    destination = words.get("destination", "").strip()[:_LONGEST]
    if destination and read_country(destination) is None:
        raise UnusableError(
            f'"{destination[:60]}" is not one country; write an ISO code such as DE or a name'
        )
    answers = dict(old.answers) | {
        name.removeprefix(INQUIRY): safe(text, _LONGEST).strip()
        for name, text in words.items()
        if name.startswith(INQUIRY)
    }
    return replace(
        old,
        destination=destination,
        recipient=safe(words.get("recipient", ""), _LONGEST).strip(),
        answers=tuple((inquiry, text) for inquiry, text in answers.items() if text),
    )


def today() -> date:
    """The day on this machine."""
    return datetime.now(tz=UTC).astimezone().date()


def day_in(text: str) -> date | None:
    """A day; None for an empty field. Raises UnusableError."""
    return _day(text) if text.strip() else None


def _day(text: str) -> date:
    if not text.strip():
        return today()
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnusableError(f'"{text[:40]}" is not a date; write YYYY-MM-DD') from None


def unlike(name: str, taken: AbstractSet[str]) -> str:
    """The name, with a number where another file of the case has it."""
    number, stem, suffix = 2, stem_of(name), name[len(stem_of(name)) :]
    while name.casefold() in {upload.casefold() for upload in taken}:
        name, number = f"{stem} ({number}){suffix}", number + 1
    return name


def _copy(file: UploadFile, target: Path) -> None:
    with target.open("xb") as out:
        shutil.copyfileobj(file.file, out, 1 << 20)
