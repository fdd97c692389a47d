"""The cases that are open. All of it is gone after an hour without use.

Everything here runs in the thread of the event loop; only the runs themselves are elsewhere.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from calculator.application.requests import InvalidRequestError
from calculator.reports.language import speaking
from calculator.runtime.sandbox import Budget, StoppedError, where_of
from calculator.web.case import Case, CaseState, Run
from calculator.web.forms.case_options import CaseOptions
from calculator.web.forms.manual_facts import facts_bytes
from calculator.web.jobs import CaseFiles, CaseResult, result_of
from calculator.web.views.change_summary import change_summary

T = TypeVar("T")


class FullError(Exception):
    """There is no room for another case; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLimits:
    """What all cases together may take. ``bytes_of_upload`` is what one request may send.

    ``uploads``, ``runs`` and ``downloads`` go on at the same time, each without the others; of the downloads ``papers`` may be PDFs,
    which take longest, so that one of any other kind need not wait for them.
    """

    bytes_of_upload: int = 256 << 20
    bytes_on_disk: int = 1 << 30
    cases: int = 24
    bills: int = 20
    facts_files: int = 20
    uploads: int = 6
    runs: int = 2
    downloads: int = 3
    papers: int = 2
    idle_seconds: float = 3600.0
    young_seconds: float = 300.0
    """A case that was used so lately makes no room for another."""


class Cases:
    """The open cases, in a private folder."""

    def __init__(self, folder: Path, room: CaseLimits, budget: Budget) -> None:
        self.folder, self.room, self.budget = folder, room, budget
        self._cases: dict[str, Case] = {}
        self._runs = ThreadPoolExecutor(max_workers=room.runs, thread_name_prefix="run")
        self._writers = ThreadPoolExecutor(max_workers=room.downloads, thread_name_prefix="write")
        self._papers = asyncio.Semaphore(room.papers)
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._cases)

    def get(self, case_id: str) -> Case | None:
        """The case of an id; whoever asks for it keeps it alive."""
        case = self._cases.get(case_id)
        if case is not None:
            case.seen = time.monotonic()
        return case

    def of_batch(self, batch: str) -> tuple[Case, ...]:
        """The cases whose workbooks came together, in their order; whoever asks keeps them alive."""
        cases = tuple(case for case in self._cases.values() if batch and case.batch == batch)
        for case in cases:
            case.seen = time.monotonic()
        return cases

    def new_folder(self) -> Path:
        """A folder for a case to come, named as the case will be. Raises FullError."""
        self.make_room(0, more=1)
        folder = self.folder / new_id()
        folder.mkdir(mode=0o700)
        return folder

    def add(
        self, folder: Path, bom: Path, state: CaseState, batch: str = "", language: str = "en"
    ) -> Case:
        """A case of files that are in its folder. Raises FullError, and then the folder is gone."""
        size = _size(folder)
        try:
            self.make_room(size, more=1)
        except FullError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        case = Case(
            id=folder.name,
            folder=folder,
            bom=bom,
            state=state,
            seen=time.monotonic(),
            batch=batch,
            language=language,
            size=size,
        )
        self._cases[case.id] = case
        self.start(case)
        return case

    def start(self, case: Case) -> Run:
        """Reckon a case, or reckon it again with what it is made of now."""
        if case.run is not None:
            case.run.over.set()
        run = case.run = Run(began=time.monotonic())
        case.fault = ""
        case.downloads.clear()
        task = asyncio.get_running_loop().create_task(self._carry_out(case, run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return run

    async def written(self, function: Callable[[], T], *, is_paper: bool = False) -> T:
        """What a function returns that writes a file, which would keep everybody waiting."""
        loop = asyncio.get_running_loop()
        if not is_paper:
            return await loop.run_in_executor(self._writers, function)
        async with self._papers:
            return await loop.run_in_executor(self._writers, function)

    def delete(self, case: Case) -> None:
        """End its run and remove all that there is of it."""
        if case.run is not None:
            case.run.over.set()
        self._cases.pop(case.id, None)
        case.result = None
        shutil.rmtree(case.folder, ignore_errors=True)

    def delete_idle(self) -> None:
        """Delete the cases that nobody has used for an hour."""
        now = time.monotonic()
        for case in [
            case
            for case in self._cases.values()
            if case.run is None and now - case.seen > self.room.idle_seconds
        ]:
            self.delete(case)

    def make_room(self, size: int, more: int = 0) -> None:
        """Delete the cases that were not used for longest, as far as is needed for ``more`` cases and ``size`` bytes. Raises FullError."""
        while (
            len(self._cases) + more > self.room.cases
            or size + sum(case.size for case in self._cases.values()) > self.room.bytes_on_disk
        ):
            now = time.monotonic()
            old = [
                case
                for case in self._cases.values()
                if case.run is None and now - case.seen > self.room.young_seconds
            ]
            if not old:
                raise FullError(
                    "All the room for workbooks is taken. Delete one that is open (the button at the end of its pages), or wait: each is deleted an hour after it was last used."
                )
            self.delete(min(old, key=lambda case: case.seen))

    async def close(self) -> None:
        """Delete all cases and wait for what was under way."""
        for case in list(self._cases.values()):
            self.delete(case)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)
        for pool in (self._runs, self._writers):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _carry_out(self, case: Case, run: Run) -> None:
        result: CaseResult | None = None
        fault = ""
        try:
            reckon = partial(_reckoned, case.files, case.case_options, self.budget, run)
            result = await asyncio.get_running_loop().run_in_executor(self._runs, reckon)
        except (StoppedError, asyncio.CancelledError):
            run.done.set()
            return
        except InvalidRequestError as refusal:
            fault = str(refusal)
        except Exception as bug:  # noqa: BLE001  # whatever it is, the page goes on and says where it was
            fault = f"This is a bug of the program, not of your file ({where_of(bug)}). No verdict was reached. Please report it, with the file if you may."
        if case.run is run:
            if result is not None:
                with speaking(case.language):
                    case.last_change = (
                        change_summary(case.result.report, result.report)
                        if case.result is not None
                        else None
                    )
                case.result = result
            case.fault, case.run = fault, None
            case.seen = time.monotonic()
        run.done.set()


def new_id() -> str:
    """A name that nobody guesses: 192 random bits."""
    return secrets.token_urlsafe(24)


def _reckoned(files: CaseFiles, case_options: CaseOptions, budget: Budget, run: Run) -> CaseResult:
    """The run itself, in a thread of its own that waits for a worker."""
    if run.over.is_set():
        raise StoppedError
    run.stage = "starting"
    with suppress(FileNotFoundError):  # deleted meanwhile; the run is over then
        if case_options.entered:
            files.entered.parent.mkdir(mode=0o700, exist_ok=True)
            files.entered.write_bytes(facts_bytes(case_options.entered))
        if case_options.profile:
            files.profile.parent.mkdir(mode=0o700, exist_ok=True)
            files.profile.write_text(case_options.profile, "utf-8")
    return result_of(files, case_options, budget, run)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
