"""Files and words out of a request, into the private folder of a case and nowhere else."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from calculator.application.choices import ASSUMPTIONS, DEFAULT_RULE
from calculator.web.forms.case_options import CaseOptions
from calculator.web.forms.file_names import file_name, stem_of

_FIELDS = 4000
_FILES = 24


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
    async with (
        request.app.state.uploads,
        request.form(max_files=_FILES, max_fields=_FIELDS) as form,
    ):
        words = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
        yield SubmittedForm(words=dict(words), all_words=words, form=form)


async def stored(file: UploadFile, folder: Path, taken: frozenset[str]) -> Path:
    """An uploaded file in a new folder of its own below ``folder``, under a name that no other file of the case has."""
    name = _unlike(file_name(file.filename or ""), taken)
    place = folder / f"upload-{len(taken)}"
    place.mkdir(mode=0o700)
    target = place / name
    await run_in_threadpool(partial(_copy, file, target))
    return target


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
    return CaseOptions(
        on=_day(words.get("on", "")),
        rule=words.get("rule", "") or DEFAULT_RULE,
        assume=assume,
        reading=reading,
        profile=old.profile if old else "",
        entered=old.entered if old else (),
    )


def today() -> date:
    """The day on this machine."""
    return datetime.now(tz=UTC).astimezone().date()


def _day(text: str) -> date:
    if not text.strip():
        return today()
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnusableError(f'"{text[:40]}" is not a date; write YYYY-MM-DD') from None


def _unlike(name: str, taken: frozenset[str]) -> str:
    number, stem, suffix = 2, stem_of(name), name[len(stem_of(name)) :]
    while name.casefold() in {upload.casefold() for upload in taken}:
        name, number = f"{stem} ({number}){suffix}", number + 1
    return name


def _copy(file: UploadFile, target: Path) -> None:
    with target.open("xb") as out:
        shutil.copyfileobj(file.file, out, 1 << 20)
