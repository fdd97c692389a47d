"""What is known of every file already: one row each in a database, written when the file is done."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import sqlalchemy as sql
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from calculator.audit.plan import NOT_WRITTEN, AuditError, Outcome

_SHAPE: Final = "1"
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
        for name in ("worst_code", "worst", "findings", "problems", "report")
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


class RegisterError(AuditError):
    """A register that cannot be used; the text says where, why, and the way out. No password is in it."""


class RegisterNotWrittenError(RegisterError):
    """A register that does not take what it is given."""

    status = NOT_WRITTEN


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
    report: str
    version: str
    options: str


_ENTRY: Final = tuple(_FILES.columns[column.name] for column in dataclasses.fields(Entry))


class Register:
    """The rows of an audit, in SQLite or any other database that SQLAlchemy reaches.

    What ``record`` has returned from is there after a kill -9 of this process. For SQLite: a write-ahead log that is not
    flushed at each commit; after a power failure the last files may be done again, none is half there.
    """

    def __init__(self, address: str) -> None:
        """Open, and create where there is nothing yet. Raises RegisterError."""
        try:
            self._shown = sql.make_url(address).render_as_string(hide_password=True)
            is_sqlite = sql.make_url(address).get_backend_name() == "sqlite"
            waits = {"timeout": _WAIT_SECONDS} if is_sqlite else {}
            self._engine: Engine = sql.create_engine(address, connect_args=waits)
            if is_sqlite:
                sql.event.listen(self._engine, "connect", _quick_and_safe)
            _TABLES.create_all(self._engine)
            self._connection = self._engine.connect()
            self._check_shape()
        except ModuleNotFoundError as fault:
            raise RegisterError(
                f'the register needs the package "{fault.name}"; pip install "bom-deminimis[postgres]" brings that of PostgreSQL'
            ) from None
        except (SQLAlchemyError, sqlite3.Error) as fault:
            raise self._refusal(fault) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._engine.dispose()

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

    def _check_shape(self) -> None:
        with self._connection.begin():
            shape = self._connection.execute(
                sql.select(_META.c.value).where(_META.c.name == "shape")
            ).scalar()
            if shape is None:
                self._connection.execute(sql.insert(_META), {"name": "shape", "value": _SHAPE})
        if shape not in (None, _SHAPE):
            raise RegisterError(
                f"{self._shown}: a register of another version (shape {shape}, not {_SHAPE}); choose another --output or --register"
            )

    def _refusal(self, fault: SQLAlchemyError | sqlite3.Error) -> RegisterError:
        """What a database does not take is an output not written; an address that leads to none is a wrong address."""
        is_of_database = isinstance(fault, (DBAPIError, sqlite3.Error))
        kind = RegisterNotWrittenError if is_of_database else RegisterError
        return kind(self._said(fault))

    def _said(self, fault: SQLAlchemyError | sqlite3.Error) -> str:
        cause = getattr(fault, "orig", None) or fault
        words = " ".join(str(cause).split())[:300]
        if "locked" in words:
            words = "another program holds it, an audit or a viewer of databases; end that first"
        return f"{getattr(self, '_shown', 'the address of the register')}: the register cannot be used ({words}); what was recorded stays, and the same command goes on from there"


_WAIT_SECONDS: Final = 1
"""So long another program may hold a register: its own transactions take milliseconds."""


def file_of(address: str) -> Path | None:
    """The file that an address of SQLite names; None for any other database.

    >>> file_of("sqlite:///in/register.sqlite"), file_of("postgresql+psycopg://host/db")
    (PosixPath('in/register.sqlite'), None)
    """
    try:
        url = sql.make_url(address)
    except SQLAlchemyError:
        return None
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def sqlite_address(path: Path) -> str:
    """The address of a register in a file."""
    return sql.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


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
