"""What makes a case: workbooks with what they come with, a case that was saved, the worked example."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from calculator.web.case import Case, CaseState
from calculator.web.cases import Cases, new_id
from calculator.web.forms.case_options import CaseOptions
from calculator.web.forms.saved_case import SUFFIX, open_case
from calculator.web.forms.uploads import (
    FACTS_ONLY,
    SubmittedForm,
    UnusableError,
    options_in,
    place_for,
    profile_in,
    stored,
    submitted_in,
)
from calculator.web.languages import known_language
from calculator.web.routes.actions import settled
from calculator.web.routes.pages import cases_of

SAMPLE: Final = "example.xlsx"


async def upload(request: Request) -> Response:
    """Workbooks and what they come with, each as a new case; a case that was saved, as it was."""
    cases = cases_of(request)
    async with submitted_in(request) as submitted:
        sent = submitted.files("bom")
        language = known_language(submitted.words.get("language", ""))
        if len(sent) == 1 and _is_saved_case(sent[0]):
            return await _open(cases, sent[0], language)
        case_options = await _options(submitted)
        facts = [*submitted.files("facts"), *(file for file in sent if _is_facts(file))]
        boms = [file for file in sent if not _is_facts(file)]
        _refuse(cases, boms, facts)
        cases.make_room(0, more=len(boms))
        batch = new_id() if len(boms) > 1 else ""
        added = [await _add(cases, bom, facts, case_options, batch, language) for bom in boms]
    if batch:
        return RedirectResponse(f"/overview/{batch}", status_code=303)
    return await settled(added[0], "reading")


async def sample(request: Request) -> Response:
    """The worked example of the template as a new case."""
    from calculator.reports.forms.template import template_bytes

    cases = cases_of(request)
    async with submitted_in(request) as submitted:
        case_options = options_in(submitted)
        language = known_language(submitted.words.get("language", ""))
    folder = cases.new_folder()
    path = place_for(folder) / SAMPLE
    path.write_bytes(await run_in_threadpool(template_bytes))
    case = cases.add(folder, path, CaseState(options=case_options), language=language)
    return await settled(case, "reading")


async def _options(submitted: SubmittedForm) -> CaseOptions:
    profiles = submitted.files("profile")
    options = options_in(submitted)
    if not profiles:
        return options
    return options_in(submitted, CaseOptions(on=options.on, profile=await profile_in(profiles[0])))


def _refuse(cases: Cases, boms: Sequence[UploadFile], facts: Sequence[UploadFile]) -> None:
    if not boms:
        raise UnusableError("no workbook was chosen")
    if len(boms) > cases.room.bills:
        raise UnusableError(
            f"{cases.room.bills} bills are taken at once; for more there is the command line: deminimis audit"
        )
    if len(facts) > cases.room.facts_files:
        raise UnusableError(f"a case takes {cases.room.facts_files} files of facts")
    if any(_is_saved_case(file) for file in (*boms, *facts)):
        raise UnusableError("a saved case is opened alone")


async def _add(
    cases: Cases,
    bom: UploadFile,
    facts: Sequence[UploadFile],
    case_options: CaseOptions,
    batch: str,
    language: str,
) -> Case:
    folder = cases.new_folder()
    try:
        paths: list[Path] = []
        for file in (bom, *facts):
            await file.seek(0)
            paths.append(await stored(file, folder, frozenset(path.name for path in paths)))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return cases.add(
        folder, paths[0], CaseState(options=case_options, facts=tuple(paths[1:])), batch, language
    )


async def _open(cases: Cases, file: UploadFile, language: str) -> Response:
    folder = cases.new_folder()
    try:
        archive = await stored(file, folder, frozenset())
        saved = await run_in_threadpool(open_case, archive, folder, cases.room.bytes_of_upload)
        archive.unlink()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    state = CaseState(
        options=saved.options, facts=saved.facts, parties=saved.parties, older=saved.older
    )
    return await settled(cases.add(folder, saved.bom, state, language=language), "verdict")


def _is_saved_case(file: UploadFile) -> bool:
    return (file.filename or "").casefold().endswith(SUFFIX)


def _is_facts(file: UploadFile) -> bool:
    return (file.filename or "").casefold().endswith(FACTS_ONLY)
