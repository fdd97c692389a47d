"""What was asked of whom, on which day, due when, by whom: an index in a database, which the letters can make again.

Tables of its own, so that a campaign and an audit may share a database, and so may campaigns of different names.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sql
from sqlalchemy.exc import SQLAlchemyError

from calculator.audit.open_register import OpenRegister

_SHAPE: Final = "1"
_TABLES: Final = sql.MetaData()
_META: Final = sql.Table(
    "campaign_register",
    _TABLES,
    sql.Column("name", sql.Text, primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)
_INPUTS: Final = sql.Table(
    "campaign_inputs",
    _TABLES,
    sql.Column("campaign", sql.Text, primary_key=True),
    sql.Column("role", sql.Text, primary_key=True),
    sql.Column("path", sql.Text, primary_key=True),
    sql.Column("sha256", sql.Text, nullable=False),
    sql.Column("place", sql.Integer, nullable=False),
)
_LETTERS: Final = sql.Table(
    "campaign_letters",
    _TABLES,
    sql.Column("campaign", sql.Text, primary_key=True),
    sql.Column("file", sql.Text, primary_key=True),
    sql.Column("supplier", sql.Text, nullable=False),
    sql.Column("sha256", sql.Text, nullable=False),
    sql.Column("requester", sql.Text, nullable=False),
    sql.Column("asked_on", sql.Text, nullable=False),
    sql.Column("due", sql.Text, nullable=False),
)
_ASKED: Final = sql.Table(
    "campaign_asked",
    _TABLES,
    sql.Column("campaign", sql.Text, primary_key=True),
    sql.Column("supplier", sql.Text, primary_key=True),
    sql.Column("part", sql.Text, primary_key=True),
    sql.Column("code", sql.Text, primary_key=True),
    sql.Column("file", sql.Text, nullable=False),
    sql.Column("asked_on", sql.Text, nullable=False),
    sql.Column("due", sql.Text, nullable=False),
    sql.Column("requester", sql.Text, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInput:
    """A bill (role ``bom``) or a file or folder of facts (role ``facts``): its path as it was given, and its hash."""

    role: str
    path: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLetter:
    """A letter: its file in the campaign's folder, and the hash of the bytes that were written."""

    file: str
    supplier: str
    sha256: str
    requester: str
    asked_on: datetime.date
    due: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFact:
    """One question of one letter; ``asked_on`` is the day on which it was asked first."""

    supplier: str
    part: str
    code: str
    file: str
    asked_on: datetime.date
    due: datetime.date | None
    requester: str


class CampaignRegister(OpenRegister):
    """The rows of one campaign."""

    tables = _TABLES
    meta = _META
    shape = _SHAPE
    kept = "the letters are as they were"

    def __init__(self, address: str, campaign: str) -> None:
        """Open, and create where there is nothing yet. Raises RegisterError."""
        self.campaign = campaign
        super().__init__(address)

    def inputs(self) -> tuple[RecordedInput, ...]:
        """The bills and facts of the last time that anybody asked, in their order."""
        return tuple(
            RecordedInput(role=row.role, path=row.path, sha256=row.sha256)
            for row in self._rows(_INPUTS, _INPUTS.c.place)
        )

    def letters(self) -> tuple[RecordedLetter, ...]:
        """The letters that hold, by file."""
        return tuple(
            RecordedLetter(
                file=row.file,
                supplier=row.supplier,
                sha256=row.sha256,
                requester=row.requester,
                asked_on=datetime.date.fromisoformat(row.asked_on),
                due=_day(row.due),
            )
            for row in self._rows(_LETTERS, _LETTERS.c.file)
        )

    def asked(self) -> tuple[AskedFact, ...]:
        """Every question ever asked, by supplier and part."""
        order = (_ASKED.c.supplier, _ASKED.c.part, _ASKED.c.code)
        return tuple(
            AskedFact(
                supplier=row.supplier,
                part=row.part,
                code=row.code,
                file=row.file,
                asked_on=datetime.date.fromisoformat(row.asked_on),
                due=_day(row.due),
                requester=row.requester,
            )
            for row in self._rows(_ASKED, *order)
        )

    def record(
        self,
        inputs: Iterable[RecordedInput],
        letters: Iterable[RecordedLetter],
        asked: Iterable[AskedFact],
    ) -> None:
        """What holds now, in one transaction, in place of what was there. Raises RegisterError."""
        rows: list[tuple[sql.Table, list[dict[str, object]]]] = [
            (
                _INPUTS,
                [
                    {"role": entry.role, "path": entry.path, "sha256": entry.sha256, "place": place}
                    for place, entry in enumerate(inputs)
                ],
            ),
            (
                _LETTERS,
                [
                    {
                        "file": letter.file,
                        "supplier": letter.supplier,
                        "sha256": letter.sha256,
                        "requester": letter.requester,
                        "asked_on": letter.asked_on.isoformat(),
                        "due": _text(letter.due),
                    }
                    for letter in letters
                ],
            ),
            (
                _ASKED,
                [
                    {
                        "supplier": fact.supplier,
                        "part": fact.part,
                        "code": fact.code,
                        "file": fact.file,
                        "asked_on": fact.asked_on.isoformat(),
                        "due": _text(fact.due),
                        "requester": fact.requester,
                    }
                    for fact in asked
                ],
            ),
        ]
        try:
            with self._connection.begin():
                for table, entries in rows:
                    self._connection.execute(
                        sql.delete(table).where(table.c.campaign == self.campaign)
                    )
                    if entries:
                        self._connection.execute(
                            sql.insert(table),
                            [{"campaign": self.campaign, **entry} for entry in entries],
                        )
        except SQLAlchemyError as fault:
            raise self._refusal(fault) from None

    def _rows(self, table: sql.Table, *order: sql.Column[Any]) -> list[Any]:
        statement = sql.select(table).where(table.c.campaign == self.campaign).order_by(*order)
        try:
            with self._connection.begin():
                return list(self._connection.execute(statement).all())
        except SQLAlchemyError as fault:
            raise self._refusal(fault) from None


def _text(day: datetime.date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
