"""What a file says of its prices beside its tables: in comments, headers and footers, text boxes, and on sheets that were not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from calculator.sources.hearing.passage import Passage, Place
from calculator.sources.layout.document_kind import own_sheet
from calculator.sources.rows.price_phrases import saying_of_price
from calculator.sources.rows.remarks import Remark
from calculator.sources.table.table import Table

_LABEL_AND_VALUE: Final = 2
"""Cells of a row that says one thing of another."""
_SPOKEN: Final = frozenset({Place.COMMENT, Place.PAGE, Place.DRAWING})


def price_remarks(passages: Iterable[Passage], unread: Iterable[Table]) -> tuple[Remark, ...]:
    """The texts that may make another price of one, each with its place; a sheet of ours says nothing of this bill's prices."""
    remarks = (*_spoken(passages), *_written(unread))
    spoken = saying_of_price(remark.text for remark in remarks)
    return tuple(remark for remark in remarks if remark.text in spoken)


def comments_on(passages: Iterable[Passage], sheet: str) -> tuple[Remark, ...]:
    """The comments on the cells of a sheet."""
    return tuple(
        Remark(text=passage.text, cell=passage.source)
        for passage in passages
        if passage.place is Place.COMMENT and passage.source.sheet == sheet and passage.source.row
    )


def _spoken(passages: Iterable[Passage]) -> Iterator[Remark]:
    return (
        Remark(text=passage.text, cell=passage.source)
        for passage in passages
        if passage.place in _SPOKEN
    )


def _written(unread: Iterable[Table]) -> Iterator[Remark]:
    for table in unread:
        if own_sheet(table):
            continue
        texts: set[str] = set()
        for row, cells in enumerate(table.rows):
            filled = [column for column, cell in enumerate(cells) if cell not in (None, "")]
            said = [(column, cells[column]) for column in filled]
            if len(filled) == _LABEL_AND_VALUE:
                said.append((filled[0], " ".join(table.text(row, column) for column in filled)))
            for column, text in said:
                if isinstance(text, str) and text not in texts:
                    texts.add(text)
                    yield Remark(text=text, cell=table.source(row, column))
