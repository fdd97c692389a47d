"""The cases that are open: a workbook with its facts, what was chosen, what was found. All of it is gone after an hour without use.

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
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final, TypeVar

from calculator.application.requests import InvalidRequestError
from calculator.runtime.sandbox import Budget, StoppedError, where_of
from calculator.runtime.stage import Stage, at_words
from calculator.web.forms.case_options import ENTERED, PROFILE, CaseOptions
from calculator.web.forms.manual_facts import facts_bytes
from calculator.web.jobs import CaseResult, result_of
from calculator.web.views.change_summary import ChangeSummary, change_summary

T = TypeVar("T")
_KEPT_DOWNLOADS: Final = 12


class FullError(Exception):
    """There is no room for another case; the text says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLimits:
    """What all cases together may take. ``bytes_of_upload`` is what one request may send."""

    bytes_of_upload: int = 256 << 20
    bytes_on_disk: int = 1 << 30
    cases: int = 24
    facts_files: int = 20
    runs: int = 2
    idle_seconds: float = 3600.0
    young_seconds: float = 300.0
    """A case that was used so lately makes no room for another."""


@dataclass(kw_only=True)
class Run:
    """One reckoning under way."""

    began: float
    stage: str = "waiting for its turn"
    over: Event = field(default_factory=Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.began

    def at(self, place: str | Stage) -> None:
        """What the worker says that it is at."""
        self.stage = at_words(place)

    def goes_on(self) -> None:
        """Ends the worker where nobody waits for it any more."""
        if self.over.is_set():
            raise StoppedError


@dataclass(kw_only=True, eq=False)
class Case:
    """One workbook and what became of it.

    ``changed_on`` is the page on which it was last changed, ``last_change`` what that changed; ``fault`` is why there is nothing, where
    the program could not even try; ``downloads`` holds downloads for who asks twice.
    """

    id: str
    folder: Path
    bom: Path
    facts: list[Path]
    case_options: CaseOptions
    seen: float
    size: int = 0
    result: CaseResult | None = None
    last_change: ChangeSummary | None = None
    changed_on: str = ""
    run: Run | None = None
    fault: str = ""
    downloads: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_unread(self) -> bool:
        """True where the bill itself could not be read."""
        return self.result is not None and self.bom.name in self.result.report.refused

    def change_shown_on(self, page: str) -> ChangeSummary | None:
        """What a page tells of the last change: its own whatever it did, the verdict's where it changed something."""
        if self.last_change is None or (
            self.changed_on != page and (page != "verdict" or self.last_change.is_nothing)
        ):
            return None
        return self.last_change

    @property
    def entered_path(self) -> Path:
        """Where the facts that were typed in are written for the engine."""
        return self.folder / "entered" / ENTERED

    @property
    def profile_path(self) -> Path:
        """Where the profile is."""
        return self.folder / "profile" / PROFILE


class Cases:
    """The open cases, in a private folder."""

    def __init__(self, folder: Path, room: CaseLimits, budget: Budget) -> None:
        self.folder, self.room, self.budget = folder, room, budget
        self._cases: dict[str, Case] = {}
        self._runs = ThreadPoolExecutor(max_workers=room.runs, thread_name_prefix="run")
        self._writers = ThreadPoolExecutor(max_workers=room.runs, thread_name_prefix="write")
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._cases)

    def get(self, case_id: str) -> Case | None:
        """The case of an id; whoever asks for it keeps it alive."""
        case = self._cases.get(case_id)
        if case is not None:
            case.seen = time.monotonic()
        return case

    def new_folder(self) -> Path:
        """A folder for a case to come, named as the case will be. Raises FullError."""
        self.make_room(0, more=1)
        folder = self.folder / secrets.token_urlsafe(24)
        folder.mkdir(mode=0o700)
        return folder

    def add(self, folder: Path, bom: Path, facts: list[Path], case_options: CaseOptions) -> Case:
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
            facts=facts,
            case_options=case_options,
            seen=time.monotonic(),
            size=size,
        )
        self._cases[case.id] = case
        self.start(case)
        return case

    def start(self, case: Case) -> Run:
        """Reckon a case, or reckon it again with the options of now."""
        if case.run is not None:
            case.run.over.set()
        run = case.run = Run(began=time.monotonic())
        case.fault = ""
        case.downloads.clear()
        task = asyncio.get_running_loop().create_task(self._carry_out(case, run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return run

    async def written(self, function: Callable[[], T]) -> T:
        """What a function returns that writes a file, which would keep everybody waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._writers, function)

    def keep(self, case: Case, name: str, content: bytes) -> None:
        """Keep a download for who asks twice."""
        while len(case.downloads) >= _KEPT_DOWNLOADS:
            case.downloads.pop(next(iter(case.downloads)))
        case.downloads[name] = content

    def delete(self, case: Case) -> None:
        """End its run and remove all that there is of it."""
        if case.run is not None:
            case.run.over.set()
        self._cases.pop(case.id, None)
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
            reckon = partial(
                _reckoned, case, run, case.case_options, tuple(case.facts), self.budget
            )
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
                case.last_change = (
                    change_summary(case.result.report, result.report)
                    if case.result is not None
                    else None
                )
                case.result = result
            case.fault, case.run = fault, None
            case.seen = time.monotonic()
        run.done.set()


def _reckoned(
    case: Case, run: Run, case_options: CaseOptions, facts: tuple[Path, ...], budget: Budget
) -> CaseResult:
    """The run itself, in a thread of its own that waits for a worker."""
    if run.over.is_set():
        raise StoppedError
    run.stage = "starting"
    with suppress(FileNotFoundError):  # deleted meanwhile; the run is over then
        if case_options.entered:
            case.entered_path.parent.mkdir(mode=0o700, exist_ok=True)
            case.entered_path.write_bytes(facts_bytes(case_options.entered))
        if case_options.profile:
            case.profile_path.parent.mkdir(mode=0o700, exist_ok=True)
            case.profile_path.write_text(case_options.profile, "utf-8")
    entered = (case.entered_path,) if case_options.entered else ()
    return result_of(
        case.bom,
        (*facts, *entered),
        case.profile_path if case_options.profile else None,
        case_options,
        budget,
        run,
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
