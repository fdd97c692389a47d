"""What is known of every file already: one row each in a database, written when the file is done."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from calculator.audit.open_register import OpenRegister
from calculator.audit.plan import Outcome

_SHAPE: Final = "2"
_SHAPE_BEFORE: Final = "1"
"""Without the column ``states``."""
_TABLES: Final = sql.MetaData()
_META: Final = sql.Table(
    "register",
    _TABLES,
    sql.Column("name", sql.Text, primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)
_FILES: Final = sql.Table(
    "files",
    _TABLES,
    sql.Column("path", sql.Text, primary_key=True),
    sql.Column("sha256", sql.Text, nullable=False),
    sql.Column("bytes", sql.BigInteger, nullable=False),
    sql.Column("status", sql.Integer, nullable=False),
    sql.Column("headline", sql.Text, nullable=False),
    *(
        sql.Column(name, sql.Integer, nullable=False)
        for name in (
            "items",
            "subject",
            "crosses",
            "below",
            "undetermined",
            "suspects",
            "licence_required",
        )
    ),
    *(
        sql.Column(name, sql.Text, nullable=False)
        for name in ("worst_code", "worst", "findings", "problems", "states", "report")
    ),
    sql.Column("seconds", sql.Float, nullable=False),
    sql.Column("cpu_seconds", sql.Float, nullable=False),
    sql.Column("version", sql.Text, nullable=False),
    sql.Column("options", sql.Text, nullable=False),
    sql.Column("time", sql.Text, nullable=False),
)
_SAME_NAME: Final = tuple(
    column.name
    for column in dataclasses.fields(Outcome)
    if column.name in _FILES.columns and column.name != "report"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register says of one file. ``report`` is the name of its report in the audit's folder, ``options`` a digest."""

    path: str
    sha256: str
    bytes: int
    status: int
    headline: str
    items: int
    subject: int
    crosses: int
    below: int
    undetermined: int
    suspects: int
    licence_required: int
    worst_code: str
    worst: str
    states: str
    report: str
    version: str
    options: str


_ENTRY: Final = tuple(_FILES.columns[column.name] for column in dataclasses.fields(Entry))


class Register(OpenRegister):
    """The rows of an audit.

    What ``record`` has returned from is there after a kill -9 of this process. For SQLite: a write-ahead log that is not
    flushed at each commit; after a power failure the last files may be done again, none is half there.
    """

    tables = _TABLES
    meta = _META
    shape = _SHAPE
    kept = "what was recorded stays, and the same command goes on from there"

    def entries(self) -> dict[str, Entry]:
        """Every row by its path. Raises RegisterError."""
        try:
            with self._connection.begin():
                rows = self._connection.execute(sql.select(*_ENTRY)).all()
        except SQLAlchemyError as fault:
            raise self._refusal(fault) from None
        return {row.path: Entry(**row._mapping) for row in rows}  # noqa: SLF001  # its documented name

    def record(self, outcomes: Iterable[tuple[Outcome, str, str]], version: str) -> None:
        """Outcomes with the names of their reports and their digests, in one transaction, each in place of what was there."""
        now = datetime.now(tz=UTC).isoformat(timespec="seconds")
        rows = [
            {
                **{name: getattr(outcome, name) for name in _SAME_NAME},
                "path": outcome.key,
                "bytes": outcome.size,
                "report": report,
                "options": options,
                "version": version,
                "time": now,
            }
            for outcome, report, options in outcomes
        ]
        try:
            with self._connection.begin():
                self._connection.execute(_DELETE, [{"key": row["path"]} for row in rows])
                self._connection.execute(_INSERT, rows)
        except SQLAlchemyError as fault:
            raise self._refusal(fault) from None

    def _has_grown(self, shape: str) -> bool:
        """A register of the shape before gets its new column, blank: such a file is assessed again."""
        if shape != _SHAPE_BEFORE:
            return False
        with self._connection.begin():
            self._connection.execute(_ADD_STATES)
            self._connection.execute(
                sql.update(_META).where(_META.c.name == "shape").values(value=_SHAPE)
            )
        return True

    def _ways(self, url: sql.URL) -> Mapping[str, Any]:
        return {"timeout": _WAIT_SECONDS} if _is_sqlite(url) else {}

    def _prepare(self, url: sql.URL) -> None:
        if _is_sqlite(url):
            sql.event.listen(self._engine, "connect", _quick_and_safe)

    def _cause(self, fault: SQLAlchemyError | sqlite3.Error) -> str:
        words = super()._cause(fault)
        return (
            "another program holds it, an audit or a viewer of databases; end that first"
            if "locked" in words
            else words
        )


def _is_sqlite(url: sql.URL) -> bool:
    return url.get_backend_name() == "sqlite"


_WAIT_SECONDS: Final = 1
"""So long another program may hold a register: its own transactions take milliseconds."""


_ADD_STATES: Final = sql.text("ALTER TABLE files ADD COLUMN states TEXT NOT NULL DEFAULT ''")
_DELETE: Final = sql.delete(_FILES).where(_FILES.c.path == sql.bindparam("key"))
_INSERT: Final = sql.insert(_FILES)


def _quick_and_safe(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DB-API connection
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    # A register that another program holds says so now, and not after the first file.
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("ROLLBACK")
    cursor.close()
