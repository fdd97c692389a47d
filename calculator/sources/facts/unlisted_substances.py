"""Words beside the substances of a part that name a rare earth which none of its rows lists: "Nd, partly replaced by Dy"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from calculator.model.problem import warning
from calculator.model.source import Source
from calculator.recognition.elements_said import HEAVY, elements_said
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.words_beside import REMARKS
from calculator.sources.rows.cells import Cells
from calculator.sources.rows.remarks import Remark

_LONGEST: Final = 200


def with_unlisted(
    stated: Sequence[tuple[FactRow, StatedContent]], cells: Cells
) -> list[StatedContent]:
    """The rows, open where words in one of a part name a rare earth that no row of that part lists: "Nd, partly replaced by Dy"."""
    listed: dict[str, set[str]] = {}
    for _, content in stated:
        if content.content.names_rare_earth:
            listed.setdefault(content.number, set()).update(content.content.substance.elements)
    rows: list[StatedContent] = []
    told: set[Source] = set()
    for row, content in stated:
        words = _unlisted(row, listed.get(content.number, set()))
        if words is None:
            rows.append(content)
            continue
        rows.append(replace(content, is_open=True))
        text, cell = words
        if cell in told:
            continue
        told.add(cell)
        cells.report(
            warning(
                "substance-in-words",
                f'words beside the substances of a part name a rare earth that none of its rows lists: "{text[:60]}"; nothing counts as fully disclosed by them. List it in a row of its own, with its share',
                cell,
            )
        )
    return rows


def _unlisted(row: FactRow, listed: AbstractSet[str]) -> tuple[str, Source] | None:
    """The words in a column without a meaning, or in a comment, that name a rare earth beside those that are listed; None where none do."""
    cells = row.cells
    table, read = cells.table, cells.columns_read
    texts = [
        Remark(text=value, cell=table.source(row.row, column))
        for column, value in enumerate(table.rows[row.row])
        if column not in read and isinstance(value, str) and 0 < len(value) <= _LONGEST
    ]
    comments = [
        remark for remark in cells.studies.get(REMARKS, ()) if remark.cell.row == row.row + 1
    ]
    for remark in (*texts, *comments):
        said = elements_said(remark.text)
        if said - {HEAVY} - listed or (HEAVY in said and listed.isdisjoint(("Dy", "Tb"))):
            return remark.text, remark.cell
    return None
