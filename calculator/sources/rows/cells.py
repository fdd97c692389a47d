"""The rows of one table, each asked by meaning for a number, a share, a currency, an origin, an answer, a grade or a day.

One parser a kind stands in a file of its own; this is the face that they show to readers of rows.
"""

from __future__ import annotations

import datetime

from calculator.model.item import Answer, Evidence, Origin
from calculator.model.problem import Problem, note
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.counted import agreeing, counted
from calculator.sources.rows.access import RowCells, TableCells
from calculator.sources.rows.days import day_cell
from calculator.sources.rows.grades import evidence_cell
from calculator.sources.rows.masses import kilograms_of
from calculator.sources.rows.money import currency_cell, currency_word
from calculator.sources.rows.numbers import number_and_word, read_number_cell
from calculator.sources.rows.origins import origin_cell
from calculator.sources.rows.problem_log import gathered
from calculator.sources.rows.shares import read_share
from calculator.sources.rows.yes_or_no import answer_cell


class Row(RowCells):
    """One row of a table, read by the meaning of its columns; see the parser that each method names."""

    __slots__ = ()

    def number(self, meaning: str, *, percent: bool = False, what: str) -> Bounds | None:
        """See ``numbers.read_number_cell``."""
        return read_number_cell(self, meaning, percent=percent, what=what)

    def number_and_word(
        self, meaning: str, *, percent: bool = False, what: str
    ) -> tuple[Bounds | None, str]:
        """See ``numbers.number_and_word``."""
        return number_and_word(self, meaning, percent=percent, what=what)

    def share(self, meaning: str, *, what: str) -> Bounds | None:
        """See ``shares.read_share``."""
        return read_share(self, meaning, what=what)

    def kilograms(self) -> Bounds | None:
        """See ``masses.kilograms_of``."""
        return kilograms_of(self)

    def currency_word(self, text: str, source: Source) -> str:
        """See ``money.currency_word``."""
        return currency_word(self.cells, text, source)

    def currency(self, meaning: str) -> str:
        """See ``money.currency_cell``."""
        return currency_cell(self, meaning)

    def origin(self, meaning: str) -> Origin:
        """See ``origins.origin_cell``."""
        return origin_cell(self, meaning)

    def answer(self, meaning: str, what: str) -> Answer:
        """See ``yes_or_no.answer_cell``."""
        return answer_cell(self, meaning, what)

    def evidence(self) -> Evidence:
        """See ``grades.evidence_cell``."""
        return evidence_cell(self)

    def day(self, meaning: str, what: str) -> tuple[datetime.date | None, bool]:
        """See ``days.day_cell``."""
        return day_cell(self, meaning, what)


class Cells(TableCells):
    """The rows of one table under its header, and the problems met while reading them."""

    def rows(self) -> list[Row]:
        """The rows of the table that hold anything."""
        return [Row(self, row) for row in self.filled()]

    def told(self) -> tuple[Problem, ...]:
        """The problems so far, alike ones as one."""
        return gathered(self.problems)

    def tell_decimals(self) -> None:
        """Say which columns were read with a decimal comma: it is settled by the column as a whole."""
        columns = self.comma_columns
        if columns:
            self.report(
                note(
                    "decimal-comma",
                    f"{counted(len(columns), 'column')} with a decimal comma {agreeing(len(columns), 'was', 'were')} read so",
                    *(self.table.source(self.header.row, column) for column in columns),
                )
            )
