"""The summary of an earlier audit, against which one is held: of each file what counted then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from calculator.audit.counted_states import CountedState, state_of

_MOST_BYTES: Final = 1_000_000_000


class EarlierAuditError(Exception):
    """A file that is not the summary of an audit; the text says why and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAudit:
    """What counted of each file, by its path, and the summary that says so."""

    name: str
    sha256: str
    size: int
    states: Mapping[str, Sequence[CountedState]]


def read_earlier_audit(path: Path) -> EarlierAudit:
    """The summary in a file, as ``audit --format json`` wrote it. Raises EarlierAuditError."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise EarlierAuditError(f"{path.name} has more than {_MOST_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as fault:
        raise EarlierAuditError(f"{path.name} could not be read: {fault.strerror}") from None
    try:
        states = {
            str(file["path"]): tuple(map(state_of, file["states"]))
            for file in json.loads(content)["files"]
        }
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        raise EarlierAuditError(
            f"{path.name} is not the summary of an audit by this version ({type(fault).__name__}); write one with `audit --format json`"
        ) from None
    return EarlierAudit(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        states=states,
    )
