"""From files to entries of the register: what is known is not done again, what is lost is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from calculator.audit.plan import (
    STOPPED,
    AuditError,
    File,
    NotWrittenError,
    Order,
    Outcome,
    fingerprint,
)
from calculator.audit.register import Entry, Register
from calculator.audit.supervisor import PRELOAD, SupervisorPool
from calculator.numbers.counted import counted
from calculator.runtime.file_slug import file_slug
from calculator.runtime.fork_server import start_fork_server
from calculator.runtime.output_file import why_not_written, write_whole
from calculator.runtime.sandbox import WorkerBugError

PAGES: Final = "pages"
_TRIES: Final = 4
_LOOK_SECONDS: Final = 5
"""So often somebody looks whether those who do the work are still there."""
_AHEAD: Final = 3
"""Shares that wait for each worker, so that none idles while a result is written down."""


class ExecutorError(AuditError):
    """Files that nobody could assess through no fault of theirs; the text says why. What is done is in the register."""


class StoppedError(AuditError):
    """An audit that a person or the system has stopped; the text says where."""

    status = STOPPED


@dataclass(frozen=True, kw_only=True)
class Executors:
    """Who does the work: any executor, and the function that it is to call with each share of ``share`` files."""

    executor: Executor
    work: Callable[[Sequence[File]], tuple[Outcome, ...]]
    share: int
    shares_at_once: int
    alone: Callable[[Sequence[File]], tuple[Outcome, ...]] | None = None
    """How a file is tried again whose worker was killed; None where nobody can say that no other works meanwhile."""
    why_gone: Callable[[], str] = lambda: ""
    """Why nothing will come back any more, in plain words; a blank while something may."""

    def submit(
        self, files: Sequence[File], *, is_alone: bool = False
    ) -> Future[tuple[Outcome, ...]]:
        """The outcomes, in the order of the files, some time."""
        work = self.alone if is_alone and self.alone else self.work
        return self.executor.submit(work, tuple(files))


@contextmanager
def local_executors(order: Order, jobs: int) -> Iterator[Executors]:
    """Worker processes on this machine. One file a share: at a kill -9 only the files under way are lost."""
    start_fork_server(PRELOAD)  # here and not in a thread, for only here can it be kept from Ctrl-C
    pool = SupervisorPool(order)
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="supervisor")
    try:
        yield Executors(
            executor=executor,
            work=pool.assess_share,
            share=1,
            shares_at_once=_AHEAD * jobs,
            alone=partial(pool.assess_share, is_alone=True),
        )
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        pool.end()
        executor.shutdown(wait=True)
        pool.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """How many files were assessed now, how many of them twice, and the entry of every file in the order given."""

    assessed: int
    looked_at_again: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Audit:
    """One audit: ``reports`` is the folder of the reports, ``local`` does what ``executors`` could not see."""

    order: Order
    register: Register
    reports: Path
    executors: Executors
    local: Executors
    is_fresh: bool = False

    @property
    def pages(self) -> Path:
        """The folder of the reports as pages, beside that of the reports."""
        return self.reports.with_name(PAGES)

    def run(
        self, files: Mapping[str, Path], tell: Callable[[int], None] = lambda _: None
    ) -> AuditResult:
        """Every file settled: assessed now, or known. ``tell`` hears how many are, each time some are. Raises AuditError."""
        recorded = self.register.entries()
        loop = _Loop(audit=self, known=recorded, tell=tell)
        try:
            self.reports.mkdir(parents=True, exist_ok=True)
            if self.order.has_pages:
                self.pages.mkdir(parents=True, exist_ok=True)
            loop.run(files)
        except KeyboardInterrupt:
            raise StoppedError(
                f"stopped; {loop.settled:,} of {counted(len(files), 'file')} done and recorded, and the same command goes on from there"
            ) from None
        except OSError as fault:
            raise NotWrittenError(
                f'"{fault.filename or self.reports}" cannot be written: {why_not_written(fault)}; what is recorded stays, and the same command goes on from there'
            ) from None
        entries = self.register.entries()
        return AuditResult(
            assessed=loop.done,
            looked_at_again=loop.looked_at_again,
            entries=tuple(entries[key] for key in files),
        )


@dataclass(frozen=True, kw_only=True)
class _Share:
    files: tuple[File, ...]
    tries: int = 1
    is_second_look: bool = False
    is_alone: bool = False


@dataclass(kw_only=True)
class _Loop:
    audit: Audit
    known: Mapping[str, Entry]
    tell: Callable[[int], None]
    waiting: dict[Future[tuple[Outcome, ...]], _Share] = field(default_factory=dict)
    killed: list[File] = field(default_factory=list)
    """Files whose workers somebody killed: each is tried once more when no other is under way."""
    done: int = 0
    settled: int = 0
    looked_at_again: int = 0

    def run(self, files: Mapping[str, Path]) -> None:
        """Hand out what is to do, and write down what comes back, until there is neither."""
        todo = self._todo(files)
        while True:
            while len(self.waiting) < self.audit.executors.shares_at_once and (
                share := tuple(islice(todo, self.audit.executors.share))
            ):
                self._submit(_Share(files=share))
            if not self.waiting and self.killed:
                alone = (self.killed.pop(0),)
                self._submit(_Share(files=alone, is_second_look=True, is_alone=True))
            if not self.waiting:
                return
            ready = wait(self.waiting, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED).done
            gone = "" if ready else self.audit.executors.why_gone()
            if gone:
                raise ExecutorError(
                    f"{gone}; {self.done:,} files were assessed and are recorded, {sum(len(share.files) for share in self.waiting.values()):,} were under way: the same command goes on from there"
                )
            self._record(
                [pair for future in ready for pair in self._pairs(future, self.waiting.pop(future))]
            )

    def _todo(self, files: Mapping[str, Path]) -> Iterator[File]:
        most = self.audit.order.options.limits.file_bytes
        for key, path in files.items():
            sha256, size = fingerprint(path, most)
            if self._is_known(key, sha256):
                self.settled += 1
                self.tell(1)
            else:
                yield File(path=path.absolute(), key=key, sha256=sha256, size=size)

    def _is_known(self, key: str, sha256: str) -> bool:
        """True where the same bytes were assessed by the same version with the same options, and the report is there.

        A file that was refused for time or memory is tried again: the machine may have been busy.
        """
        entry = self.known.get(key)
        if entry is None or self.audit.is_fresh or not sha256 or entry.sha256 != sha256:
            return False
        if entry.options != self.audit.order.digest or entry.worst_code == "too-costly":
            return False
        if not entry.states:  # of a register that did not keep them yet
            return False
        if entry.report and not is_whole(self.audit.reports / entry.report):
            return False
        wants_page = self.audit.order.has_pages and entry.report
        return not wants_page or (self.audit.pages / page_name(key)).is_file()

    def _submit(self, share: _Share) -> None:
        executors = self.audit.local if share.is_second_look else self.audit.executors
        self.waiting[executors.submit(share.files, is_alone=share.is_alone)] = share

    def _pairs(
        self, future: Future[tuple[Outcome, ...]], share: _Share
    ) -> Iterable[tuple[File, Outcome]]:
        """Files with their outcomes; a lost share is handed out again in halves, so that no result is lost or counted twice."""
        try:
            outcomes = future.result()
        except WorkerBugError as fault:
            raise ExecutorError(str(fault)) from None
        except Exception as fault:
            if share.tries == _TRIES:
                raise ExecutorError(
                    f"{counted(len(share.files), 'file')} lost {_TRIES} times ({type(fault).__name__}: {fault})"
                ) from fault
            middle = (len(share.files) + 1) // 2
            for half in (share.files[:middle], share.files[middle:]):
                if half:
                    self._submit(
                        _Share(
                            files=half, tries=share.tries + 1, is_second_look=share.is_second_look
                        )
                    )
            return []
        if not share.is_alone:
            self.killed += [
                file
                for file, outcome in zip(share.files, outcomes, strict=True)
                if outcome.was_killed
            ]
        pairs = [
            (file, outcome)
            for file, outcome in zip(share.files, outcomes, strict=True)
            if share.is_alone or not outcome.was_killed
        ]
        return (
            pairs
            if share.is_second_look
            else [pair for pair in pairs if not self._is_looked_at_again(*pair)]
        )

    def _is_looked_at_again(self, file: File, outcome: Outcome) -> bool:
        """True where other bytes were assessed than were seen here: the file has changed, or a cluster sees another or none."""
        if outcome.sha256 == file.sha256:
            return False
        sha256, size = fingerprint(file.path, self.audit.order.options.limits.file_bytes)
        self._submit(
            _Share(
                files=(File(path=file.path, key=file.key, sha256=sha256, size=size),),
                is_second_look=True,
            )
        )
        self.looked_at_again += 1
        return True

    def _record(self, pairs: list[tuple[File, Outcome]]) -> None:
        """First the reports, then the rows: a row is a promise that its report is there."""
        if not pairs:
            return
        order, rows = self.audit.order, []
        for _, outcome in pairs:
            digest = order.digest
            name = _report_name(outcome, digest) if outcome.report else ""
            if name:
                write_whole(self.audit.reports / name, outcome.report, is_synced=False)
            if outcome.page:
                page = self.audit.pages / page_name(outcome.key)
                write_whole(page, outcome.page, is_synced=False)
            rows.append((outcome, name, digest))
        self.audit.register.record(rows, order.version)
        for outcome, name, _ in rows:
            self._forget(outcome.key, name)
        self.done += len(pairs)
        self.settled += len(pairs)
        self.tell(len(pairs))

    def _forget(self, key: str, name: str) -> None:
        """Remove the report that a new one has taken the place of."""
        old = self.known.get(key)
        if old is not None and old.report and old.report != name:
            (self.audit.reports / old.report).unlink(missing_ok=True)


def page_name(key: str) -> str:
    """The page of a bill, called after its file.

    >>> page_name("north/Motor 5.xlsx")
    'motor-5-1088f363.html'
    """
    return f"{file_slug(PurePosixPath(key.replace(chr(92), '/')).stem, key, 'bill')}.html"


def is_whole(report: Path) -> bool:
    """False for a report that is not there, or of which a crash or a full disk has left a part: ours end with a closing line."""
    try:
        with report.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - len(_LAST)))
            return file.read() == _LAST
    except OSError:
        return False


_LAST: Final = b"\n}\n"


def _report_name(outcome: Outcome, digest: str) -> str:
    """A name from hashes of the content, the path and the options; nothing that a supplier wrote is part of it.

    With the options in it, a report is never written over by one that the register does not speak of yet.
    """
    content = outcome.sha256 or hashlib.sha256(b"").hexdigest()
    return (
        f"{content[:32]}-{hashlib.sha256(f'{digest} {outcome.key}'.encode()).hexdigest()[:16]}.json"
    )
