"""What an audit asks of each file, and what comes back from wherever it was assessed."""

from __future__ import annotations

import dataclasses
import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path

from calculator.assessment import Options
from calculator.model.problem import Problem
from calculator.runtime.sandbox import Budget
from calculator.sources.files.facts_files import each_facts_file, facts_files
from calculator.version import VERSION

BUG = 70
REFUSED = 4
NOT_WRITTEN = 74
STOPPED = 130


class AuditError(Exception):
    """An audit that cannot go on; the text says why and the way out, ``status`` is the exit status. What is done is kept."""

    status = REFUSED


class NotWrittenError(AuditError):
    """An output of the audit that cannot be written."""

    status = NOT_WRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file to assess. ``key`` names it in the register and in the summary; ``sha256`` is blank where it cannot be read."""

    path: Path
    key: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is known of one file, as plain values: it comes from another process and goes into the register.

    ``status`` is the exit status of ``check`` on this file alone. ``findings`` and ``problems`` are JSON, ``report`` is
    the whole report as ``check --format json`` writes it, empty only for a bug. ``sha256`` is of the bytes that were
    assessed. ``grown`` says by how many bytes of address space the worker has grown since it started. ``was_killed``: its
    worker was, by somebody else; the file is to be tried again, alone.
    """

    key: str
    sha256: str
    size: int
    status: int
    headline: str
    items: int = 0
    subject: int = 0
    crosses: int = 0
    below: int = 0
    undetermined: int = 0
    suspects: int = 0
    licence_required: int = 0
    worst_code: str = ""
    worst: str = ""
    findings: str = "[]"
    states: str = "[]"
    """What counts for the status, as JSON (``counted_states``)."""
    problems: str = "[]"
    report: bytes = b""
    page: bytes = b""
    """The report as HTML, where the order asks for pages."""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    grown: int = 0
    was_killed: bool = False


Job = Callable[["Order", File, Problem | None], Outcome]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What holds for every file of an audit. ``job`` is looked up by its name in the worker."""

    options: Options
    facts: tuple[Path, ...] = ()
    budget: Budget = field(default_factory=Budget)
    job: Job
    profiles: tuple[tuple[str, Options], ...] = ()
    """The options for files whose path fits a pattern, the first that does; they differ by the profile alone."""
    version: str = VERSION
    has_pages: bool = False
    """True where each report is wanted as a page too. It is no part of the digest, for it changes no answer."""

    def options_for(self, path: Path) -> Options:
        """The options under which a file is read."""
        return next(
            (options for pattern, options in self.profiles if path.match(pattern)), self.options
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that an outcome rests on beside the file: version, options, rules, and the content of the facts."""
        stated = (
            self.version,
            _canonical(self.options),
            _canonical(self.profiles),
            [
                (name, fingerprint(path, self.options.limits.file_bytes)[0])
                for path, name in facts_files(self.facts).names.items()
            ],
        )
        return hashlib.sha256(repr(stated).encode()).hexdigest()

    def allowance(self, size: int) -> tuple[float, int]:
        """Seconds and bytes of memory for a file of ``size`` bytes with the facts."""
        return self.budget.of(size + self._size_of_facts)

    @cached_property
    def _size_of_facts(self) -> int:
        return sum(path.stat().st_size for path in each_facts_file(self.facts) if path.is_file())


def fingerprint(path: Path, most_bytes: int) -> tuple[str, int]:
    """SHA-256 and size of a file; blank and 0 where it is not a regular file, cannot be read or has more than ``most_bytes``.

    >>> fingerprint(Path("no such file"), 100)
    ('', 0)
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > most_bytes:
            return "", 0
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), status.st_size
    except (OSError, ValueError):
        return "", 0


def _canonical(value: object) -> str:
    """A text that is the same for equal values in every process: sets and mappings in order.

    >>> _canonical(frozenset("ab")), _canonical({"b": 1, "a": None})
    ("{'a', 'b'}", "{'a': None, 'b': 1}")
    """
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        stated = ", ".join(
            f"{member.name}={_canonical(getattr(value, member.name))}"
            for member in dataclasses.fields(value)
        )
        return f"{type(value).__name__}({stated})"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_canonical, value))}]"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_canonical, value)))}}}"
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{_canonical(key)}: {_canonical(member)}' for key, member in value.items()))}}}"
    return repr(value)
