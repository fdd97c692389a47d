"""The sheets of an .ods file as they gather row by row: what is repeated is counted, and room is made only within the limits."""

from __future__ import annotations

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.limits import Limits
from calculator.sources.table.ods_cells import MANY, CellRead, bare, is_error, repeated, value_of
from calculator.sources.table.ods_styles import DocumentStyles
from calculator.sources.table.sheet_entries import merges_of, too_many_cells
from calculator.sources.table.sheet_facts import (
    CellValue,
    Room,
    Sheet,
    SheetFacts,
    SheetTooLargeError,
)


class SheetRows:
    """The sheets so far, and the one, with its row, that the pass is in. ``packed`` are the bytes that all of them are packed in."""

    def __init__(self, file: str, limits: Limits, packed: int) -> None:
        self.file = file
        self.limits = limits
        self.packed = packed
        self.styles = DocumentStyles()
        self.room = Room(limits)
        self.sheets: list[Sheet] = []
        self.problems: list[Problem] = []
        self.met: set[str] = set()
        self.sheet: Sheet | None = None
        self.reset()

    def reset(self) -> None:
        """Before each sheet."""
        self.row = self.place = 0
        self.repeat = 1
        self.row_style = ""
        self.row_hidden = False
        self.filled: list[CellRead] = []
        self.groups: list[bool] = []
        self.columns: list[tuple[int, str]] = []
        self.defaults: list[str] = []

    # ----------------------------------------------------------------- sheets

    def start_table(self, attributes: dict[str, str]) -> bool:
        """True where a sheet begins that is read; each other is named among the problems."""
        self.reset()
        named = bare(attributes)
        name, style = named.get("name", ""), named.get("style-name", "")
        place = Source(self.file, name)
        if style == "ta_extref":
            # What LibreOffice has kept of another file's sheet; it cannot be shown.
            return False
        if name.casefold() in self.met:
            self.problems.append(
                error(
                    "unreadable-workbook",
                    "two sheets have this name, only the first was read; rename one",
                    place,
                )
            )
            return False
        if len(self.met) >= self.limits.sheets:
            if len(self.met) == self.limits.sheets:
                self.problems.append(
                    error(
                        "too-many-parts",
                        f"sheets after the first {self.limits.sheets:,} were not read; split the file",
                        place,
                    )
                )
                self.met.add("\x00")
            return False
        self.met.add(name.casefold())
        facts = SheetFacts(formats=self.styles.formats)
        self.sheet = Sheet(
            name=name,
            hidden=self.styles.is_hidden_table(style),
            very_hidden=False,
            rows=[],
            facts=facts,
        )
        return True

    def end_table(self) -> None:
        """Keep the sheet, unless it is too large, which is said."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        try:
            self.room.take(sheet.facts, self.packed)
        except SheetTooLargeError as fault:
            self.refuse(sheet, fault)
            return
        # The sheets share the packed bytes of one part.
        self.packed -= min(sheet.facts.filled, self.packed)
        self.problems += merges_of(
            sheet.name, sheet.facts, self.limits, Source(self.file, sheet.name)
        )
        self.sheets.append(sheet)

    def refuse(self, sheet: Sheet, fault: SheetTooLargeError) -> None:
        """Name a sheet that is too large."""
        self.problems.append(too_many_cells(sheet.name, fault, Source(self.file, sheet.name)))

    def column(self, attributes: dict[str, str]) -> None:
        """The style of a column, or of as many as it stands for, and whether they are hidden."""
        if self.sheet is None:
            return
        named = bare(attributes)
        first = self.columns[-1][0] if self.columns else 0
        after = min(first + repeated(named.get("number-columns-repeated")), MANY)
        if len(self.columns) < self.limits.columns:
            self.columns.append((after, named.get("default-cell-style-name", "")))
            if named.get("visibility", "visible") != "visible":
                self.sheet.facts.hidden_columns.update(
                    range(first, min(after, self.limits.columns))
                )

    # ----------------------------------------------------------------- rows

    def start_group(self, attributes: dict[str, str]) -> None:
        """Rows of an outline begin."""
        self.groups.append(bare(attributes).get("display") == "false")

    def end_group(self) -> None:
        """Rows of an outline end."""
        if self.groups:
            self.groups.pop()

    def begin_row(self, attributes: dict[str, str]) -> None:
        """A row begins, or as many as it stands for."""
        self.place, self.filled = 0, []
        self.repeat = repeated(attributes.get("number-rows-repeated"))
        self.row_style = attributes.get("default-cell-style-name", "")
        visibility = attributes.get("visibility", "visible")
        self.row_hidden = visibility != "visible" or any(self.groups)
        if self.sheet is not None and visibility == "filter":
            self.sheet.facts.autofilter = True

    def end_row(self) -> None:
        """Keep the row, as often as it stands for."""
        first, self.row = self.row, min(self.row + self.repeat, MANY)
        if self.sheet is None or not self.filled:
            return
        try:
            self.fill(self.sheet, first, self.row)
        except SheetTooLargeError as fault:
            self.refuse(self.sheet, fault)
            self.sheet = None

    def fill(self, sheet: Sheet, first: int, after: int) -> None:
        """Rows ``first`` to ``after``, which are all alike. What they would take is checked before it is taken."""
        facts, limits = sheet.facts, self.limits
        width = max(cell.place + cell.repeat for cell in self.filled)
        if after > limits.rows or width > limits.columns:
            raise SheetTooLargeError(
                f"a cell in row {after:,}, column {width:,}, beyond {limits.rows:,} rows and {limits.columns:,} columns"
            )
        facts.cells += sum(cell.repeat for cell in self.filled) * (after - first)
        if facts.cells > limits.cells:
            raise SheetTooLargeError(f"more than {limits.cells:,} cells")
        # No more cells than there are packed bytes count as filled, whatever comes later.
        self.room.check(max(after, facts.rows), max(width, facts.columns), self.packed)
        values: list[CellValue] = [None] * width
        for cell in self.filled:
            values[cell.place : cell.place + cell.repeat] = [cell.value] * cell.repeat
        sheet.rows.extend([] for _ in range(first - len(sheet.rows)))
        sheet.rows.extend([values] * (after - first))
        for row in range(first, after):
            self.note(facts, row)

    def note(self, facts: SheetFacts, row: int) -> None:
        """What is known of one row with something in it."""
        if self.row_hidden:
            facts.hidden_rows.add(row)
        if self.groups:
            facts.outline[row] = len(self.groups)
        for cell in self.filled:
            if cell.value is not None or cell.is_error:
                facts.filled += cell.repeat
                facts.rows, facts.columns = row + 1, max(facts.columns, cell.place + cell.repeat)
            if cell.style or cell.is_error or cell.is_unreckoned:
                for column in range(cell.place, cell.place + cell.repeat):
                    self.mark(facts, row, column, cell)

    @staticmethod
    def mark(facts: SheetFacts, row: int, column: int, cell: CellRead) -> None:
        """What the eye sees of a cell beside its value."""
        if cell.is_unreckoned:
            facts.empty_formulas.add(row, column)
        else:
            facts.remember_style(row, column, cell.style)
        if cell.is_error:
            facts.errors.add(row, column)

    # ----------------------------------------------------------------- cells

    def take(self, attributes: dict[str, str], text: str, has_paragraph: bool) -> None:  # noqa: FBT001  # expat's callback
        """One cell, or as many as it stands for."""
        place = self.place
        if not attributes:
            self.place = min(place + 1, MANY)
            if not text:
                return
        repeat = repeated(attributes.get("number-columns-repeated"))
        self.place = min(place + repeat, MANY)
        if self.sheet is None:
            return
        if "number-columns-spanned" in attributes or "number-rows-spanned" in attributes:
            self.merge(place, attributes)
        is_wrong = is_error(attributes, text)
        value = None if is_wrong else value_of(attributes, text)
        is_unreckoned = (
            value is None
            and not has_paragraph
            and "formula" in attributes
            and "value-type" not in attributes
        )
        if value is None and not is_wrong and not is_unreckoned:
            return
        if isinstance(value, str) and len(value) > self.limits.text:
            self.refuse(
                self.sheet,
                SheetTooLargeError(f"a text of more than {self.limits.text:,} characters"),
            )
            self.sheet = None
            return
        style = attributes.get("style-name") or self.row_style or self.column_style(place)
        currency = (
            attributes.get("currency", "") if attributes.get("value-type") == "currency" else ""
        )
        index = self.styles.index(style, currency[:3] if currency.isalpha() else "")
        self.filled.append(CellRead(place, repeat, value, index, is_wrong, is_unreckoned))

    def column_style(self, place: int) -> str:
        """The style of cells that name none, which stands with the columns before the first row."""
        if not self.defaults:
            for after, style in self.columns:
                self.defaults += [style] * (min(after, self.limits.columns) - len(self.defaults))
        return self.defaults[place] if place < len(self.defaults) else ""

    def merge(self, place: int, attributes: dict[str, str]) -> None:
        """Remember a merged range."""
        rows, columns = (
            repeated(attributes.get("number-rows-spanned")),
            repeated(attributes.get("number-columns-spanned")),
        )
        if self.sheet is not None and (rows > 1 or columns > 1):
            self.sheet.facts.merges += 1
            if len(self.sheet.facts.merged) < self.limits.merges:
                self.sheet.facts.merged.append(
                    (self.row, place, self.row + rows - 1, place + columns - 1)
                )
