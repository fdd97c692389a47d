"""What a person sees in a sheet is what is read from it: values with their address, formats, and what is hidden."""

from __future__ import annotations

import datetime
import io
import re
import time
import tracemalloc
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import Decimals
from calculator.sources.files.container import Limits, open_container
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.rows.cells import Cells
from calculator.sources.table.readers import read_tables
from calculator.sources.table.styles import Style
from calculator.sources.table.table import Table
from calculator.sources.table.xlsx_sheet import PlainCells, SheetTooLargeError, read_sheet
from tests.draws import draws

LIMITS = Limits()


def read(path: Path, limits: Limits = LIMITS):
    container, problems = open_container(path, limits)
    assert container is not None, problems
    return read_tables(container, limits)


def with_parts(tmp_path: Path, **parts: bytes) -> Path:
    """A workbook of one sheet in which whole parts are replaced; ``sheet`` gives what stands in sheetData."""
    path = tmp_path / "bom.xlsx"
    book = Workbook()
    book.active.title = "BOM"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    names = {
        "sheet": "xl/worksheets/sheet1.xml",
        "book": "xl/workbook.xml",
        "strings": "xl/sharedStrings.xml",
        "rels": "xl/_rels/workbook.xml.rels",
    }
    for key, data in parts.items():
        old = found.get(names[key], b"")
        sheet = re.sub(
            rb"<sheetData */>|<sheetData>.*</sheetData>",
            lambda _, data=data: b"<sheetData>" + data + b"</sheetData>",
            old,
        )
        found[names[key]] = sheet if key == "sheet" else data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return path


def one(path: Path, limits: Limits = LIMITS) -> tuple[Table, set[str]]:
    tables, problems = read(path, limits)
    assert len(tables) == 1, problems
    return tables[0], {problem.code for problem in problems}


def saved(tmp_path: Path, fill) -> Path:
    book = Workbook()
    book.active.title = "BOM"
    fill(book.active)
    book.save(tmp_path / "bom.xlsx")
    return tmp_path / "bom.xlsx"


# --------------------------------------------------------------------------- values as they are seen


def test_a_cell_knows_its_address_also_when_the_sheet_starts_far_from_a1(tmp_path):
    table, _ = one(saved(tmp_path, lambda sheet: sheet.__setitem__("F14", "MAG-01")))
    assert str(table.source(13, 5)) == "bom.xlsx!BOM!F14"
    assert table.text(13, 5) == "MAG-01"
    assert table.value(0, 0) is None
    assert table.value(500, 500) is None


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (1040052.0, "1040052"),
        (3.0, "3"),
        (0.1, "0.1"),
        (" MAG\u200b-01\u00a0", "MAG-01"),
        ("Ｄ\u0065\u0301", "Ｄé"),
        (True, "TRUE"),
        (datetime.datetime(2026, 11, 23), "2026-11-23"),  # noqa: DTZ001  # a cell has no zone
        (1e15, "1000000000000000"),
    ],
)
def test_text_is_what_a_person_reads(tmp_path, value, seen):
    table, _ = one(saved(tmp_path, lambda sheet: sheet.append([value])))
    assert table.text(0, 0).startswith(seen)


def test_four_per_cent_is_four_however_it_is_written(tmp_path):
    def fill(sheet):
        sheet.append([0.04, "4%", "4 ％", 4, 0.04, 4])
        for column, number_format in enumerate(
            ["0.0%", "General", "General", "0.00", '0"%"', "0\\%"], start=1
        ):
            sheet.cell(1, column).number_format = number_format

    table, _ = one(saved(tmp_path, fill))
    assert [
        table.number(0, column, Decimals.POINT, percent=True) for column in (0, 1, 2, 3, 5)
    ] == [Bounds.exactly(4)] * 5
    assert table.number(0, 0, Decimals.POINT) == Bounds.exactly(Fraction(4, 100))
    assert [table.is_percent(0, column) for column in range(6)] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert table.text(0, 0) == "4%"


def test_a_tenth_is_a_tenth_and_a_range_is_a_range():
    table = Table(
        file="f",
        sheet="s",
        rows=[
            [0.1, "1.5–3", "< 0,1", -1, True, None, "x", datetime.date(2026, 1, 1), float("inf")]
        ],
    )
    assert table.number(0, 0, Decimals.POINT) == Bounds.exactly(Fraction(1, 10))
    assert table.number(0, 1, Decimals.POINT) == Bounds(Fraction(3, 2), Fraction(3))
    assert table.number(0, 2, Decimals.COMMA) == Bounds(Fraction(0), Fraction(1, 10))
    assert [table.number(0, column, Decimals.POINT) for column in range(3, 9)] == [None] * 6


@pytest.mark.parametrize(
    ("texts", "decimals"),
    [
        (["1,234", "0,5"], Decimals.COMMA),
        (["1,234", "1,234.5"], Decimals.POINT),
        (["1,234", "2,345"], Decimals.OPEN),
        (["0,5", "0.5"], Decimals.OPEN),
        (["1,234", 0.5], Decimals.OPEN),
        (["1.200"], Decimals.OPEN),
        (["1.200", "0,5"], Decimals.COMMA),
        (["1.200", "0.125"], Decimals.POINT),
        (["1.200", "1,200"], Decimals.OPEN),
        (["1.200", 0.5, "7"], Decimals.OPEN),
        (["7"], Decimals.UNSETTLED),
    ],
)
def test_a_column_settles_its_decimal_mark_by_its_texts_alone(texts, decimals):
    table = Table(file="f", sheet="", rows=[["Quantity"], *([text] for text in texts)])
    heading = Heading(meaning="quantity", column=0, text="Quantity", source=table.source(0, 0))
    assert (
        Cells(
            table,
            Header(kind="bom", row=0, body=1, end=len(table.rows), headings={"quantity": heading}),
        ).decimals(0)
        is decimals
    )


def test_a_unit_or_a_currency_in_the_number_format_is_seen(tmp_path):
    formats = [
        '0.0" kg"',
        "[$€-407] #,##0.00",
        "#,##0.00 [$USD]",
        '"$"#,##0',
        "#,##0.00",
        "yyyy-mm-dd",
        "_-* #,##0_-;-* #,##0_-",
        "0.00E+00",
        "@",
    ]

    def fill(sheet):
        sheet.append([1.5] * len(formats))
        for column, number_format in enumerate(formats, start=1):
            sheet.cell(1, column).number_format = number_format

    table, _ = one(saved(tmp_path, fill))
    assert [table.affix(0, column) for column in range(len(formats))] == [
        "kg",
        "€",
        "USD",
        "$",
        "",
        "",
        "",
        "",
        "",
    ]
    assert table.number_format(0, 0) == '0.0" kg"'
    assert table.number_format(0, 4) == "General"
    assert [table.is_date(0, column) for column in range(len(formats))] == [
        column == 5 for column in range(len(formats))
    ]


# --------------------------------------------------------------------------- hidden, struck, grouped


def test_what_is_hidden_is_read_and_named_once_a_kind(tmp_path):
    def fill(sheet):
        for row in range(1, 11):
            sheet.append([f"P{row}", row])
        for row in (3, 4, 99):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["Z"].hidden = True
        sheet["A5"].font = Font(strike=True)
        sheet["A6"].font = Font(color="FFFFFFFF")
        sheet["A7"].font, sheet["A7"].fill = (
            Font(color="FFFF0000"),
            PatternFill("solid", fgColor="FFFF0000"),
        )
        sheet["A8"].number_format = ";;;"
        sheet["A9"].font, sheet["A9"].fill = (
            Font(color="FFFFFFFF"),
            PatternFill("solid", fgColor="FF000080"),
        )

    path = saved(tmp_path, fill)
    tables, problems = read(path)
    cells = {problem.code: [str(cell) for cell in problem.cells] for problem in problems}
    assert cells == {
        "hidden-rows": ["bom.xlsx!BOM!A3", "bom.xlsx!BOM!A4"],
        "hidden-columns": ["bom.xlsx!BOM!B1"],
        "struck-through": ["bom.xlsx!BOM!A5"],
        "invisible-text": ["bom.xlsx!BOM!A6", "bom.xlsx!BOM!A7", "bom.xlsx!BOM!A8"],
    }
    table = tables[0]
    assert table.text(2, 0) == "P3"
    assert 2 in table.facts.hidden_rows
    assert 4 not in table.facts.hidden_rows
    assert table.facts.style(4, 0).strike
    assert [table.facts.style(row, 0).invisible for row in range(5, 9)] == [True, True, True, False]


def test_a_hidden_sheet_is_read_and_named(tmp_path):
    book = Workbook()
    book.active.title = "Shown"
    book.active.append(["x"])
    for name, state in (("Away", "hidden"), ("Deep", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append(["y"])
        sheet.sheet_state = state
    book.save(tmp_path / "bom.xlsx")
    tables, problems = read(tmp_path / "bom.xlsx")
    assert [(table.sheet, table.hidden) for table in tables] == [
        ("Shown", False),
        ("Away", True),
        ("Deep", True),
    ]
    assert [problem.code for problem in problems] == ["hidden-sheet", "hidden-sheet"]


def test_levels_by_indent_and_by_outline_are_seen(tmp_path):
    def fill(sheet):
        for row in range(1, 4):
            sheet.append([f"P{row}"])
            sheet.cell(row, 1).alignment = Alignment(indent=row - 1)
            sheet.row_dimensions[row].outlineLevel = row - 1

    table, _ = one(saved(tmp_path, fill))
    assert [table.indent(row, 0) for row in range(3)] == [0, 1, 2]
    assert [table.outline(row) for row in range(3)] == [0, 1, 2]


def test_a_formula_without_a_value_and_an_error_are_no_value(tmp_path):
    path = with_parts(
        tmp_path,
        sheet=b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="e"><v>#REF!</v></c><c r="D1"><f>2</f><v>2</v></c><c r="E1"><f>3</f><v/></c></row>',
    )
    table, codes = one(path)
    assert table.rows[0][0] == 1
    assert table.formula_without_value(0, 1)
    assert table.is_error(0, 2)
    assert table.value(0, 2) is None
    assert table.value(0, 3) == 2
    assert not table.formula_without_value(0, 3)
    assert codes == {"formula-without-value", "error-cell"}


# --------------------------------------------------------------------------- how programs write the same sheet


def test_prefixes_and_missing_addresses_change_nothing(tmp_path):
    plain = one(
        with_parts(
            tmp_path,
            sheet=b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>',
        )
    )[0]
    counted = one(
        with_parts(
            tmp_path, sheet=b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
        )
    )[0]
    assert counted.rows == plain.rows
    prefixed = b'<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row><x:row r="4" hidden="1"/></x:sheetData></x:worksheet>'
    facts = read_sheet(io.BytesIO(prefixed), [], LIMITS)
    assert (facts.rows, facts.columns, list(facts.errors), facts.hidden_rows) == (
        1,
        2,
        [(0, 1)],
        {3},
    )


def test_a_strict_workbook_and_days_from_1904_are_read(tmp_path):
    path = saved(tmp_path, lambda sheet: sheet.append(["x", datetime.date(2026, 11, 23)]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships/"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/", strict
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    table, _ = one(path)
    assert table.text(0, 0) == "x"
    assert table.is_date(0, 1)


_STYLES = [
    Style(),
    Style(number_format="0%"),
    Style(number_format="0.00"),
    *[Style()] * 9,
    Style(strike=True),
]
_CELL = st.tuples(
    st.integers(0, 29),
    st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="12"', ' s="99"']),
    st.sampled_from(
        [
            "><v>1</v></c>",
            ' t="s"><v>1</v></c>',
            ' t="inlineStr"><is><t>a</t></is></c>',
            ' t="inlineStr"></c>',
            ' t="e"></c>',
            "/>",
            " />",
            ' t="e"><v>#REF!</v></c>',
            "><f>1</f></c>",
            "><f>1</f><v>2</v></c>",
            "><f>1</f><v></v></c>",
            ' t="str"><v>a&amp;b</v></c>',
            '><f t="shared" si="0"/><v>2</v></c>',
            "><v>1</v><extLst/></c>",
        ]
    ),
    st.booleans(),
)
_ABOUT_ROWS = [
    "",
    ' spans="1:12"',
    ' hidden="1"',
    ' outlineLevel="2"',
    ' ht="0"',
    ' ht="12.75" customHeight="1"',
    ' s="1" customFormat="1"',
    ' spans="1:3" x14ac:dyDescent="0.25"',
    ' collapsed="1"',
]
_ROWS = st.lists(
    st.tuples(
        st.integers(1, 40), st.booleans(), st.sampled_from(_ABOUT_ROWS), st.lists(_CELL, max_size=8)
    ),
    max_size=8,
)


@given(_ROWS)
@draws(100)
def test_cutting_out_plain_cells_and_the_rows_that_held_them_changes_nothing(rows):
    text = '<worksheet xmlns:x14ac="u"><sheetData>'
    for row, is_counted, about, cells in rows:
        text += f"<row{about}>" if is_counted else f'<row r="{row}"{about}>'
        for column, style, rest, addressed in cells:
            address = (
                f' r="{"A" if column > 25 else ""}{chr(65 + column % 26)}{row}"'
                if addressed
                else ""
            )
            text += f"<c{address}{style}{rest}"
        text += "</row>"
    data = (text + "</sheetData></worksheet>").encode()
    fast = read_sheet(io.BytesIO(data), _STYLES, LIMITS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainCells, "cut_out", lambda _, text: text)
        patch.setattr(PlainCells, "cut_out_rows", lambda _, text: (text, 0))
        slow = read_sheet(io.BytesIO(data), _STYLES, LIMITS)
    assert (fast.rows, fast.columns, fast.cells, fast.hidden_rows, fast.outline) == (
        slow.rows,
        slow.columns,
        slow.cells,
        slow.hidden_rows,
        slow.outline,
    )
    for name in ("styles", "errors", "empty_formulas"):
        assert list(getattr(fast, name)) == list(getattr(slow, name))
    assert [fast.style(*cell) for cell in fast.styles] == [
        slow.style(*cell) for cell in slow.styles
    ]


# --------------------------------------------------------------------------- hostile sheets


def test_a_cell_in_the_last_corner_is_refused_without_room_being_made_for_it(tmp_path):
    path = with_parts(
        tmp_path,
        sheet=b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )
    began = time.process_time()
    tracemalloc.start()
    tables, problems = read(path)
    assert tracemalloc.get_traced_memory()[1] < 32 << 20
    tracemalloc.stop()
    assert time.process_time() - began < 2
    assert tables == ()
    assert [problem.code for problem in problems] == ["too-many-cells"]


def test_a_far_cell_in_each_direction_is_refused_by_the_area(tmp_path):
    path = with_parts(
        tmp_path,
        sheet=b'<row r="1"><c r="CV1"><v>1</v></c></row><row r="1000000"><c r="A1000000"><v>1</v></c></row>',
    )
    assert [problem.code for problem in read(path)[1]] == ["too-many-cells"]


def test_a_format_that_reaches_to_the_last_corner_costs_nothing(tmp_path):
    table, codes = one(
        with_parts(
            tmp_path,
            sheet=b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row>',
        )
    )
    assert table.rows == [[1]]
    assert codes == set()


def test_a_declared_extent_is_not_believed(tmp_path):
    path = with_parts(tmp_path, sheet=b'<row r="2"><c r="B2"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    start = sheet.index(b"<dimension")
    for declared in (b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="A1"/>'):
        parts["xl/worksheets/sheet1.xml"] = (
            sheet[:start] + declared + sheet[sheet.index(b"/>", start) + 2 :]
        )
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        assert one(path)[0].rows == [[None, None], [None, 1]]


def test_merged_ranges_are_counted_and_only_so_many_are_kept():
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, 200_001))
    facts = read_sheet(
        io.BytesIO(
            b"<worksheet><sheetData/><autoFilter/><mergeCells>"
            + merges
            + b"</mergeCells></worksheet>"
        ),
        [],
        Limits(merges=1000),
    )
    assert facts.merges == 200_000
    assert len(facts.merged) == 1000
    assert facts.merged[1] == (1, 0, 1, 1)
    assert facts.autofilter


def test_rows_without_cells_are_counted_too():
    with pytest.raises(SheetTooLargeError):
        read_sheet(
            io.BytesIO(
                b"<worksheet><sheetData>"
                + b'<row hidden="1"/>' * 2000
                + b"</sheetData></worksheet>"
            ),
            [],
            Limits(rows=1000),
        )


def test_one_long_text_in_a_million_cells_is_refused(tmp_path):
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * 30_000
        + b"</t></si><si><t>y</t></si></sst>"
    )
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (row, row, row > 500)
        for row in range(1, 1001)
    )
    path = with_parts(tmp_path, sheet=cells, strings=strings)
    assert [problem.code for problem in read(path, Limits(characters=10_000_000))[1]] == [
        "too-many-cells"
    ]
    assert len(one(path, Limits(characters=20_000_000))[0].rows) == 1000
    assert [problem.code for problem in read(path, Limits(text=1000))[1]] == ["too-large"]
    assert [problem.code for problem in read(path, Limits(strings=1))[1]] == ["too-large"]


def test_two_sheets_of_one_name_and_a_sheet_that_is_not_there_are_named(tmp_path):
    path = with_parts(tmp_path, sheet=b'<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        book, rels = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
    start = book.index(b"<sheet ")
    sheet = book[start : book.index(b"/>", start) + 2]
    twice = with_parts(
        tmp_path,
        sheet=b'<row r="1"><c r="A1"><v>1</v></c></row>',
        book=book.replace(sheet, sheet + sheet.replace(b"BOM", b"bom")),
    )
    tables, problems = read(twice)
    assert [problem.code for problem in problems] == ["unreadable-workbook"]
    assert len(tables) == 1
    lost = with_parts(tmp_path, rels=rels.replace(b"sheet1.xml", b"sheet9.xml"))
    tables, problems = read(lost)
    assert tables == ()
    assert [problem.code for problem in problems] == ["unreadable-workbook"]


def test_sheets_beyond_the_limit_are_named(tmp_path):
    book = Workbook()
    for _ in range(4):
        book.create_sheet()
    book.save(tmp_path / "bom.xlsx")
    tables, problems = read(tmp_path / "bom.xlsx", Limits(sheets=3))
    assert len(tables) == 3
    assert [problem.code for problem in problems] == ["too-many-parts"]


def test_a_panic_of_the_native_reader_is_a_problem(tmp_path, monkeypatch):
    class PanicException(BaseException):
        pass

    class Panicking:
        @staticmethod
        def from_filelike(_):
            raise PanicException("index out of bounds")

    path = with_parts(tmp_path, sheet=b'<row r="1"><c r="A1"><v>1</v></c></row>')
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Panicking)
    tables, problems = read(path)
    assert tables == ()
    assert [problem.code for problem in problems] == ["unreadable-workbook"]
    assert "index out of bounds" in str(problems[0])


def test_one_broken_sheet_does_not_take_the_others_with_it(tmp_path):
    path = tmp_path / "bom.xlsx"
    book = Workbook()
    book.active.append(["good"])
    book.create_sheet("Bad").append(["x"])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # A text that the list of shared texts does not have.
    parts["xl/worksheets/sheet2.xml"] = re.sub(
        rb"<c .*</c>", b'<c r="A1" t="s"><v>77</v></c>', parts["xl/worksheets/sheet2.xml"]
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    tables, problems = read(path)
    assert [table.text(0, 0) for table in tables] == ["good"]
    assert [str(problem).partition(":")[0] for problem in problems] == ["bom.xlsx Bad"]
