"""Rows of a facts table that sum up those above: one that is more, or less, says that a row is missing or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from calculator.model.problem import warning
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.facts.fact_words import names_no_part, names_sum
from calculator.sources.facts.numbered_rows import NumberedRow
from calculator.sources.facts.stated_amounts import AmountReader
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.rows.cells import Cells

_OF_ROUNDING: Final = Fraction(1, 200)
"""Sums of rounded figures differ from a rounded sum by less than this part of it."""
_NEARLY_ALL: Final = Fraction(99, 100)
"""A sum of this share is that of the whole part: what a full list need not name is in it."""

Row = tuple[FactRow, StatedContent]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    row: FactRow
    number: str
    share: Bounds


@dataclass(kw_only=True)
class SumRows:
    """The sums of one table, gathered while its rows are read."""

    cells: Cells
    sums: list[_Sum] = field(default_factory=list)

    def takes(self, numbered: NumberedRow, amounts: AmountReader) -> bool:
        """True for a row that sums up others, by its substance, or by its part number where it names no substance."""
        row = numbered.row
        name = "" if row.is_blank("substance") else row.text("substance")
        if not names_sum(name) and (
            name or not row.is_blank("cas") or not names_sum(numbered.number)
        ):
            return False
        share = amounts.read(row, numbered.group).share
        if share is not None and share.low < _NEARLY_ALL:
            number = "" if names_no_part(numbered.number) else numbered.number
            self.sums.append(_Sum(row=row, number=number, share=share))
        return True

    def opened(self, stated: Sequence[Row]) -> list[Row]:
        """The rows, open where a sum is not that of the rows it stands below."""
        opened: set[tuple[int, str]] = set()
        start = -1
        for each in self.sums:
            above = [row for row in stated if row[0].row < each.row.row]
            number = each.number or (above[-1][1].number if above else "")
            own = [row for row in above if row[1].number == number]
            if not any(
                _agree(each.share, of_sum)
                for of_sum in (own, [row for row in own if row[0].row > start])
            ):
                opened.update((row.row, number) for row, _ in own)
                self.cells.report(
                    warning(
                        "sum-of-other-rows",
                        "a sum is not that of the rows above it: one of them may be missing, or wrong, so that nothing counts as fully disclosed by them. Correct the sum, or list what is missing",
                        each.row.source("substance"),
                    )
                )
            start = each.row.row
        return [
            (row, replace(content, is_open=True))
            if (row.row, content.number) in opened
            else (row, content)
            for row, content in stated
        ]


def _agree(total: Bounds, rows: Sequence[Row]) -> bool:
    """True where the shares of the rows may sum up to the total, or one of them has none."""
    shares = [content.content.share for _, content in rows if not content.is_balance]
    if any(share is None for share in shares) or len(shares) < len(rows):
        return True
    known = [share for share in shares if share is not None]
    if not known or total.high is None:
        return not known
    slack = total.high * _OF_ROUNDING
    highs = [share.high for share in known]
    least = sum((share.low for share in known), Fraction(0))
    most = None if None in highs else sum((high for high in highs if high is not None), Fraction(0))
    return least <= total.high + slack and (most is None or most >= total.low - slack)
