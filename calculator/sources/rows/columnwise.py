"""Many rows a column at a time: in a column the same stands again and again, and is read once.

What is said of each row is just what ``Row`` says of it: a row at a time is the definition, and the only way for cells
that several columns or a merged range speak for.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property, partial
from itertools import repeat
from types import NoneType
from typing import Final, TypeVar

from calculator.model.source import Source
from calculator.numbers.number_text import fraction_of
from calculator.sources.rows.access import MERGED, TableCells, is_blank_text
from calculator.sources.rows.cells import Row
from calculator.sources.table.table import CellValue, clean

T = TypeVar("T")
# What ``Source._make`` does, without a call in Python for each.
_SOURCE: Final[Callable[[Iterable[object]], Source]] = partial(tuple.__new__, Source)
_NUMBERS: Final = frozenset({bool, int, float})
_FIGURE: Final = object()


class Columnwise:
    """Rows of a table under its header, by place: ``texts("number")[3]`` is what ``row(3).text("number")`` is."""

    def __init__(self, cells: TableCells, rows: Sequence[int]) -> None:
        self.cells = cells
        self.rows = rows
        self.table = cells.table
        self._values: dict[int, list[CellValue]] = {}
        self._texts: dict[str, list[str]] = {}
        self._blanks: dict[str, list[bool]] = {}
        self._figures: dict[str, list[Fraction | None]] = {}
        self._sources: dict[int, list[Source]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, kept: Sequence[int]) -> Columnwise:
        """The rows at these places."""
        return (
            self
            if len(kept) == len(self.rows)
            else Columnwise(self.cells, [self.rows[index] for index in kept])
        )

    def row(self, index: int) -> Row:
        """One row, to be read by itself."""
        return Row(self.cells, self.rows[index])

    def is_stated(self, meaning: str) -> bool:
        """True where the table has a column of that meaning."""
        return meaning in self.cells.header.headings

    # ----------------------------------------------------------------- what stands in a column

    def values_at(self, column: int) -> list[CellValue]:
        """The values of one column of the sheet."""
        if column not in self._values:
            self._values[column] = [*map(self.table.column(column).__getitem__, self.rows)]
        return self._values[column]

    def texts(self, meaning: str) -> list[str]:
        """The text of every row; see ``Row.text``."""
        if meaning not in self._texts:
            self._texts[meaning] = self._read_texts(meaning)
        return self._texts[meaning]

    def _read_texts(self, meaning: str) -> list[str]:
        if not self.is_stated(meaning):
            return [""] * len(self)
        if not self.is_plain(meaning):
            return [Row(self.cells, row).text(meaning) for row in self.rows]
        texts = self._texts_at(self.cells.header.headings[meaning].column)
        for index in self.merged if meaning in MERGED else ():
            texts[index] = self.row(index).text(meaning)
        return texts

    def _texts_at(self, column: int) -> list[str]:
        values = self.values_at(column)
        if set(map(type, values)) <= {str, NoneType}:
            return _cleaned([value if isinstance(value, str) else "" for value in values])
        return self.once(
            self.keys((column,)), lambda index: self.table.text(self.rows[index], column)
        )

    def shown(self, meaning: str) -> list[str]:
        """The texts with the digits that number formats show; see ``Row.shown``."""
        facts = self.table.facts
        if not self.is_stated(meaning) or not (
            facts.decimals or (facts.merged and meaning in MERGED)
        ):
            return self.texts(meaning)
        return [Row(self.cells, row).shown(meaning) for row in self.rows]

    def figures(self, meaning: str) -> list[Fraction | None]:
        """The numbers above zero in the one column of a meaning; None for whatever else stands there."""
        if meaning not in self._figures:
            values = self.values_at(self.cells.header.headings[meaning].column)
            numbers = [
                value if isinstance(value, (int, float)) and value is not True else None
                for value in values
            ]
            bounds_of = {
                value: fraction_of(value) for value in {*numbers} if value is not None and value > 0
            }
            self._figures[meaning] = [
                None if value is None else bounds_of.get(value) for value in numbers
            ]
        return self._figures[meaning]

    def blanks(self, meaning: str) -> list[bool]:
        """True for every row that states nothing; see ``Row.is_blank``."""
        if meaning not in self._blanks and self.cells.has_withdrawn:
            # A figure that is struck through states nothing: that is of its cell, not of its text.
            self._blanks[meaning] = [Row(self.cells, row).is_blank(meaning) for row in self.rows]
        if meaning not in self._blanks:
            texts = self.texts(meaning)
            # Whatever ends in a digit states something.
            blank = {
                text for text in set(texts) if not text[-1:].isdecimal() and is_blank_text(text)
            }
            self._blanks[meaning] = (
                [text in blank for text in texts] if self.is_stated(meaning) else [True] * len(self)
            )
        return self._blanks[meaning]

    def sources(self, meaning: str) -> list[Source]:
        """The cell of every row; see ``Row.source``."""
        heading = self.cells.header.headings.get(meaning)
        if heading is not None and not self.is_plain(meaning):
            return [Row(self.cells, row).source(meaning) for row in self.rows]
        return self.sources_at(0 if heading is None else heading.column + 1)

    def sources_at(self, column: int) -> list[Source]:
        """The cells of one column, which counts from 1 here; the rows as a whole for 0."""
        if column not in self._sources:
            places = zip(
                repeat(self.table.file),
                repeat(self.table.sheet),
                self._row_numbers,
                repeat(column),
            )
            self._sources[column] = [*map(_SOURCE, places)]
        return self._sources[column]

    @cached_property
    def _row_numbers(self) -> list[int]:
        return [row + 1 for row in self.rows]

    # ----------------------------------------------------------------- where a column does not speak for itself

    def is_plain(self, meaning: str) -> bool:
        """True where one column alone has that meaning, in every row."""
        header = self.cells.header
        return meaning not in header.more and not (
            header.steps and header.headings[meaning].column == header.steps[0]
        )

    @cached_property
    def merged(self) -> frozenset[int]:
        """The rows that a merged range lies on: what stands there may stand in another row."""
        spans = sorted((top, bottom) for top, _, bottom, _ in self.table.facts.merged)
        if not spans:
            return frozenset()
        lying: set[int] = set()
        end = -1
        for top, bottom in spans:
            lying.update(range(max(top, end + 1), min(bottom, len(self.table.rows)) + 1))
            end = max(end, bottom)
        return frozenset(index for index, row in enumerate(self.rows) if row in lying)

    # ----------------------------------------------------------------- reading once

    def keys(
        self, columns: Iterable[int], *more: Sequence[Hashable], figures: str = ""
    ) -> list[tuple[Hashable, ...]]:
        """For every row what tells it from rows in which the same stands in ``columns``: values, their types, their formats.

        All ``figures`` of the column of that meaning count as the same.
        """
        parts: list[Sequence[Hashable]] = [keys for keys in more if len({*keys}) > 1]
        of_figures = self.cells.header.headings[figures].column if figures else -1
        for column in columns:
            values: Sequence[Hashable] = self.values_at(column)
            types: Sequence[Hashable] = [*map(type, values)]
            if column == of_figures:
                of_meaning = self.figures(figures)
                values = [
                    value if figure is None else _FIGURE
                    for value, figure in zip(values, of_meaning, strict=True)
                ]
                types = [
                    kind if figure is None else _FIGURE
                    for kind, figure in zip(types, of_meaning, strict=True)
                ]
            # What is the same in all rows tells none from another.
            if len({*values}) > 1:
                parts.append(values)
            # 1 and True and 1.0 are equal and are not shown alike.
            if len(_NUMBERS.intersection(types)) > 1:
                parts.append(types)
            marks = self._marks.get(column)
            if marks is not None:
                parts.append([marks[row] for row in self.rows])
        return [*zip(*parts, strict=True)] if parts else [()] * len(self)

    @cached_property
    def _marks(self) -> dict[int, array[int]]:
        return self.table.facts.styles.by_column(len(self.table.rows))

    @staticmethod
    def once(keys: Sequence[Hashable], read: Callable[[int], T]) -> list[T]:
        """What ``read`` says of each place, asked once for each key."""
        read_as = {
            key: read(index)
            for key, index in dict(zip(keys, range(len(keys)), strict=True)).items()
        }
        return [read_as[key] for key in keys]


def _cleaned(texts: Sequence[str]) -> list[str]:
    """What ``clean`` makes of each text; of most columns nothing but spaces at the ends, which one look at all of them tells."""
    together = "|".join(texts)
    is_plain = together.isascii() and together.isprintable() and "  " not in together
    if is_plain and "'" not in together and "=" not in together:
        return [*map(str.strip, texts)]
    cleaned = {text: clean(text) for text in set(texts)}
    return [cleaned[text] for text in texts]
