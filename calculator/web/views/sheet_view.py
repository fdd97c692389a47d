"""How a sheet was understood, as the page shows it and lets it be corrected; made in the worker, for the rows stay there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from calculator.model.source import column_letters
from calculator.reports.language import N_, joined, tr
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.headings import Match, meanings, plain_heading, spoken
from calculator.sources.reader import Understood

NOT_READ: Final = "ignored"
STEPS: Final = "steps"
_PARTS: Final = ", "
_SAMPLES = 4
_DOUBTS: Final = {
    Match.PROFILE: N_("as you said"),
    Match.EXACT: "",
    Match.WEAK: N_("the word has other uses"),
    Match.LOOSE: N_("may mean something else"),
    Match.PART: N_("by a part of the words"),
    Match.SIMILAR: N_("by its likeness"),
    Match.CONTENT: N_("by what stands below"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """One column: its heading, what it was taken for, in what unit and how surely, and what stands below. ``key`` names it in a profile."""

    place: int
    letters: str
    text: str
    key: str
    meaning: str
    doubt: str
    samples: tuple[str, ...]

    @property
    def is_fixed(self) -> bool:
        """True for columns that are read together, one a level: no list of meanings has them."""
        return self.meaning == STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """One table of a file. ``header_row`` counts from 1; 0 where no headings were found."""

    file: str
    sheet: str
    role: str
    rows: int
    header_row: int
    body_row: int
    title: str
    columns: tuple[ColumnView, ...]
    hierarchy: str
    hierarchy_why: str
    quantity: str
    quantity_why: str
    top: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def is_bill(self) -> bool:
        """True where it was read as a bill."""
        return self.role == "bom"

    @property
    def is_facts(self) -> bool:
        """True where it was read as facts, which have headings of their own."""
        return not self.is_bill and not self.role.startswith(("not read", "list"))

    @property
    def likely_row(self) -> int:
        """The row of the headings, from 1; where none were recognised the one that is filled most."""
        filled = {row + 1: sum(bool(cell) for cell in cells) for row, cells in self.top}
        return self.header_row or max(filled, key=filled.__getitem__, default=1)

    def columns_at(
        self, row: int, meanings_by_heading: Mapping[str, str]
    ) -> tuple[ColumnView, ...]:
        """The columns under the headings in ``row`` (from 1); those that were not understood as what was ``said`` of them."""
        if row == self.header_row and self.columns:
            return self.columns
        texts = dict(self.top).get(row - 1, ())
        columns = _columns(texts, {}, [cells for at, cells in self.top if at >= row])
        return tuple(
            replace(column, meaning=meanings_by_heading.get(column.key, column.meaning))
            for column in columns
        )


def sheet_view(sheet: Understood) -> SheetView:
    """What the page needs of a table."""
    header = sheet.header
    quantity = sheet.quantities.split(" ")[0]
    return SheetView(
        file=sheet.file,
        sheet=sheet.sheet,
        role=sheet.role,
        rows=sheet.rows,
        header_row=0 if header is None else header.row + 1,
        body_row=0 if header is None else header.body + 1,
        title="" if header is None else header.title,
        columns=() if header is None or header.kind != "bom" else _of_header(header, sheet.top),
        hierarchy=sheet.shape.name if sheet.shape else "flat",
        hierarchy_why=sheet.shape.why if sheet.shape else "",
        quantity=quantity if quantity in ("per-parent", "cumulative") else "",
        quantity_why=sheet.quantities,
        top=sheet.top,
    )


def choices() -> tuple[tuple[str, str], ...]:
    """What a column can be said to mean, with the words for it; not to be read comes first."""
    names = [name for name in meanings() if name != NOT_READ]
    return ((NOT_READ, "not read"), *((name, spoken(name)) for name in names))


def _of_header(
    header: Header, top: tuple[tuple[int, tuple[str, ...]], ...]
) -> tuple[ColumnView, ...]:
    rows = dict(top)
    upper = rows.get(header.row, ())
    lower = rows.get(header.row + 1, ()) if header.body > header.row + 1 else ()
    width = max(len(upper), len(lower))
    texts = tuple(f"{_at(upper, place)} {_at(lower, place)}".strip() for place in range(width))
    headings = {
        heading.column: heading
        for heading in (
            *header.headings.values(),
            *(heading for further in header.more.values() for heading in further),
        )
    }
    columns = _columns(
        texts, headings, [cells for row, cells in top if header.body <= row < header.end]
    )
    return tuple(
        replace(column, meaning=STEPS, doubt="") if column.place in header.steps else column
        for column in columns
    )


def _columns(
    texts: tuple[str, ...], headings: dict[int, Heading], below: list[tuple[str, ...]]
) -> tuple[ColumnView, ...]:
    texts_by_place = {
        place: headings[place].text if place in headings else text
        for place, text in enumerate(texts)
    }
    texts_by_place |= {
        place: heading.text for place, heading in headings.items() if place not in texts_by_place
    }
    plain = [plain_heading(text) for text in texts_by_place.values()]
    columns = []
    for place, text in sorted(texts_by_place.items()):
        samples = tuple(sample for cells in below if (sample := _at(cells, place)))[:_SAMPLES]
        heading = headings.get(place)
        if not text and not samples and heading is None:
            continue
        is_unique = bool(text) and plain.count(plain_heading(text)) == 1
        columns.append(
            ColumnView(
                place=place,
                letters=column_letters(place + 1),
                text=text,
                key=text if is_unique else f"column {column_letters(place + 1)}",
                meaning=NOT_READ if heading is None else heading.meaning,
                doubt="" if heading is None else _doubt(heading),
                samples=samples,
            )
        )
    return tuple(columns)


def _doubt(heading: Heading) -> str:
    unit = f"in {heading.bracket}" if heading.bracket else ""
    return _PARTS.join(part for part in (unit, _DOUBTS[heading.match]) if part)


def doubt_words(doubt: str) -> str:
    """What stands in doubt about a column, in the language that is spoken."""
    parts = (
        tr("in {place}", place=part.removeprefix("in ")) if part.startswith("in ") else tr(part)
        for part in doubt.split(_PARTS)
    )
    return joined(parts)


def _at(cells: tuple[str, ...], place: int) -> str:
    return cells[place] if place < len(cells) else ""
