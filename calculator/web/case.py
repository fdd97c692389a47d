"""One case: a workbook with its facts, what was chosen, what was found, and what it was before the last changes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any, Final

from calculator.runtime.sandbox import StoppedError
from calculator.runtime.stage import Stage, at_words
from calculator.web.forms.case_options import ENTERED, PROFILE, CaseOptions
from calculator.web.jobs import CaseFiles, CaseResult
from calculator.web.views.change_summary import ChangeSummary

_MOST_UNDONE: Final = 30
_KEPT_DOWNLOADS: Final = 12


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """What a case is made of beside its bill. Each change makes another; the former ones are kept to be brought back.

    ``parties`` are the user's lists of parties, ``older`` is the revision that the bill is compared with.
    """

    options: CaseOptions
    facts: tuple[Path, ...] = ()
    parties: tuple[Path, ...] = ()
    older: Path | None = None


@dataclass(kw_only=True, eq=False)
class Case:
    """One workbook and what became of it.

    ``changed_on`` is the page on which it was last changed, ``last_change`` what that changed; ``fault`` is why there is nothing, where
    the program could not even try; ``downloads`` holds downloads for who asks twice, ``writing`` how far each is that is being written.
    """

    id: str
    folder: Path
    bom: Path
    state: CaseState
    seen: float
    batch: str = ""
    language: str = "en"
    size: int = 0
    result: CaseResult | None = None
    last_change: ChangeSummary | None = None
    changed_on: str = ""
    run: Run | None = None
    fault: str = ""
    former: list[CaseState] = field(default_factory=list)
    downloads: dict[str, bytes] = field(default_factory=dict)
    writing: dict[str, str] = field(default_factory=dict)

    @property
    def case_options(self) -> CaseOptions:
        """What was chosen."""
        return self.state.options

    @property
    def facts(self) -> tuple[Path, ...]:
        """The files of facts."""
        return self.state.facts

    @property
    def files(self) -> CaseFiles:
        """What a run of it reads."""
        return CaseFiles(
            bom=self.bom,
            facts=self.state.facts,
            parties=self.state.parties,
            older=self.state.older,
            entered=self.folder / "entered" / ENTERED,
            profile=self.folder / "profile" / PROFILE,
        )

    @property
    def names(self) -> frozenset[str]:
        """The names of its files, none of which another may have."""
        older = () if self.state.older is None else (self.state.older,)
        return frozenset(
            path.name for path in (self.bom, *self.state.facts, *self.state.parties, *older)
        )

    @property
    def is_unread(self) -> bool:
        """True where the bill itself could not be read."""
        return self.result is not None and self.bom.name in self.result.report.refused

    def change(self, **changes: Any) -> None:
        """Another state, with the one before kept."""
        self._keep()
        self.state = replace(self.state, **changes)

    def choose(self, **changes: Any) -> None:
        """Other options, with the state before kept."""
        self.change(options=replace(self.state.options, **changes))

    def speak(self, language: str) -> None:
        """Another language of its pages; what was told of the last change was told in the one before."""
        if language != self.language:
            self.language = language
            self.last_change = None

    def undo(self) -> bool:
        """Back to the state before the last change; False where there is none."""
        if not self.former:
            return False
        self.state = self.former.pop()
        return True

    def _keep(self) -> None:
        self.former.append(self.state)
        del self.former[:-_MOST_UNDONE]

    def change_shown_on(self, page: str) -> ChangeSummary | None:
        """What a page tells of the last change: its own whatever it did, the verdict's where it changed something."""
        if self.last_change is None or (
            self.changed_on != page and (page != "verdict" or self.last_change.is_nothing)
        ):
            return None
        return self.last_change

    def keep(self, name: str, content: bytes) -> None:
        """Keep a download for who asks twice."""
        while len(self.downloads) >= _KEPT_DOWNLOADS:
            self.downloads.pop(next(iter(self.downloads)))
        self.downloads[name] = content


@dataclass(frozen=True, slots=True)
class DownloadWatcher:
    """Who waits for a file; nobody does when the case has moved on. ``name`` is the file's, under which it is told how far it is."""

    case: Case
    result: CaseResult
    name: str

    def at(self, place: str | Stage) -> None:
        """What the worker that writes it says that it is at."""
        self.case.writing[self.name] = place.value if isinstance(place, Stage) else place

    def goes_on(self) -> None:
        """Ends the worker where its file is one of yesterday."""
        if self.case.result is not self.result:
            raise StoppedError
