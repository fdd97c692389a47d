"""One audit from its words to its summary: the folder, the register, and who does the work."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from calculator.audit.inputs import InputError, find_files
from calculator.audit.open_register import file_of, sqlite_address
from calculator.audit.plan import AuditError, NotWrittenError, Order
from calculator.audit.register import Register
from calculator.audit.run import Audit, Executors, local_executors
from calculator.audit.summary import Summary
from calculator.numbers.counted import agreeing, counted
from calculator.runtime.output_file import same_file, why_not_written
from calculator.sources.files.facts_files import each_facts_file

if sys.platform != "win32":
    import fcntl

REGISTER: Final = "register.sqlite"
REPORTS: Final = "reports"
_LOCK: Final = "lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where an audit keeps what it finds, and who does the work; none of it changes an answer."""

    output: Path
    jobs: int
    scheduler: str | None = None
    register: str | None = None
    is_fresh: bool = False


def audit(
    words: Sequence[str],
    order: Order,
    setting: Setting,
    *,
    say: Callable[[str], None] = lambda _: None,
    progress: Callable[[int], AbstractContextManager[Callable[[int], None]]] | None = None,
) -> Summary:
    """Assess every file that the words name and that is not in the register as it is. Raises AuditError.

    ``say`` is told what a person should know while it runs; ``progress`` opens a bar for so many files.
    """
    inputs = find_files(words, apart=(setting.output, *each_facts_file(order.facts)))
    for reason in inputs.left_out:
        say(f"left out {reason}")
    address = setting.register or sqlite_address(setting.output / REGISTER)
    register_file = file_of(address)
    if register_file and same_file(
        register_file, (*inputs.files.values(), *each_facts_file(order.facts))
    ):
        raise InputError(f'"{register_file}" is an input of this audit; choose another --register')
    order = replace(
        order, facts=tuple(path.absolute() for path in order.facts)
    )  # a cluster stands in another folder
    with (
        _claimed(setting.output),
        Register(address) as register,
        local_executors(order, setting.jobs) as local,
        _executors(order, setting, local) as executors,
        (progress or _unseen)(len(inputs.files)) as tell,
    ):
        job = Audit(
            order=order,
            register=register,
            reports=setting.output / REPORTS,
            executors=executors,
            local=local,
            is_fresh=setting.is_fresh,
        )
        result = job.run(inputs.files, tell)
    if result.looked_at_again:
        say(
            f"{counted(result.looked_at_again, 'file')} changed meanwhile, or {agreeing(result.looked_at_again, 'was', 'were')} not seen alike everywhere; {agreeing(result.looked_at_again, 'it was', 'they were')} assessed again here"
        )
    total = len(result.entries)
    say(
        f"{counted(total, 'file')}: {result.assessed:,} assessed now, {total - result.assessed:,} as they were; reports are in {setting.output / REPORTS}"
    )
    return Summary(
        options=order.options,
        version=order.version,
        entries=result.entries,
        left_out=tuple(inputs.left_out),
    )


@contextmanager
def _executors(order: Order, setting: Setting, local: Executors) -> Iterator[Executors]:
    """The cluster where one is named, else this machine."""
    if setting.scheduler is None:
        yield local
        return
    from calculator.audit.cluster import cluster_executors

    with cluster_executors(setting.scheduler, order) as executors:
        yield executors


@contextmanager
def _claimed(folder: Path) -> Iterator[None]:
    """The folder, for this audit alone. The system gives the claim up when the process ends, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")  # what stands there is left as it is
    except OSError as fault:
        raise NotWrittenError(
            f'"{folder}" cannot be written: {why_not_written(fault)}; choose another --output'
        ) from None
    with lock:
        if sys.platform != "win32":
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise AuditError(
                    f'another audit is at work in "{folder}"; wait for it, or choose another --output'
                ) from None
        yield


@contextmanager
def _unseen(_: int) -> Iterator[Callable[[int], None]]:
    yield lambda _: None


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
