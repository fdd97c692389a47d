"""A register in SQLite or any other database that SQLAlchemy reaches: opened, held to its shape, closed, its faults in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

import sqlalchemy as sql
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from calculator.audit.plan import NOT_WRITTEN, AuditError


class RegisterError(AuditError):
    """A register that cannot be used; the text says where, why, and the way out. No password is in it."""


class RegisterNotWrittenError(RegisterError):
    """A register that does not take what it is given."""

    status = NOT_WRITTEN


class OpenRegister:
    """An open register. A subclass names its ``tables``, the one of them that holds the ``shape``, and what stands as it was after a fault."""

    tables: ClassVar[sql.MetaData]
    meta: ClassVar[sql.Table]
    shape: ClassVar[str]
    kept: ClassVar[str]

    def __init__(self, address: str) -> None:
        """Open, and create where there is nothing yet. Raises RegisterError."""
        try:
            url = sql.make_url(address)
            self._shown = url.render_as_string(hide_password=True)
            self._engine: Engine = sql.create_engine(address, connect_args=dict(self._ways(url)))
            self._prepare(url)
            self.tables.create_all(self._engine)
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

    def _ways(self, _: sql.URL) -> Mapping[str, Any]:
        """How a connection is made, beside its address."""
        return {}

    def _prepare(self, url: sql.URL) -> None:
        """What is done with each new connection; here nothing."""

    def _check_shape(self) -> None:
        with self._connection.begin():
            shape = self._connection.execute(
                sql.select(self.meta.c.value).where(self.meta.c.name == "shape")
            ).scalar()
            if shape is None:
                self._connection.execute(
                    sql.insert(self.meta), {"name": "shape", "value": self.shape}
                )
        if shape not in (None, self.shape) and not self._has_grown(shape):
            raise RegisterError(
                f"{self._shown}: a register of another version (shape {shape}, not {self.shape}); choose another --output or --register"
            )

    def _has_grown(self, _: str) -> bool:
        """True where a register of an earlier shape has been given what it lacked; here none can be."""
        return False

    def _refusal(self, fault: SQLAlchemyError | sqlite3.Error) -> RegisterError:
        """What a database does not take is an output not written; an address that leads to none is a wrong address."""
        is_of_database = isinstance(fault, (DBAPIError, sqlite3.Error))
        kind = RegisterNotWrittenError if is_of_database else RegisterError
        shown = getattr(self, "_shown", "the address of the register")
        return kind(f"{shown}: the register cannot be used ({self._cause(fault)}); {self.kept}")

    def _cause(self, fault: SQLAlchemyError | sqlite3.Error) -> str:
        return " ".join(str(getattr(fault, "orig", None) or fault).split())[:300]


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
