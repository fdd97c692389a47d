"""The texts of a column that nobody read, with their rows."""

from __future__ import annotations

from calculator.findings.accounting import RowFate, SheetFate
from calculator.sources.sheet_reading import UnreadColumn
from calculator.sources.table.table import Table


def test_texts_that_a_person_reads_alike_are_one_with_all_of_its_rows_in_order():
    rows = [["N42"], [3.0], [" N42 "], [None], ["\u200b"], ["Dy"], ["N42"]]
    table = Table(file="b.xlsx", sheet="BOM", rows=rows)
    column = UnreadColumn(
        table=table,
        column=0,
        heading="",
        read_as="unread",
        sheet_fate=SheetFate.BILL,
        row_fate=RowFate.LINE,
        rows=range(7),
    )
    assert column.texts() == {"N42": [0, 2, 6], "Dy": [5]}
    assert column.distinct_texts() == {"N42", "Dy"}
