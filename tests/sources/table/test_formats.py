"""Every format of workbook reads alike, and none of them can make the reader take more than its limits."""

from __future__ import annotations

import datetime
import io
import random
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.model.problem import Severity
from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import Decimals
from calculator.sources.files.container import Limits, open_container
from calculator.sources.table.readers import read_tables
from calculator.sources.table.table import Table
from tests.sources.table import binary_workbook as binary
from tests.sources.table import old_workbook as old
from tests.sources.table import same_bill

LIMITS = Limits()
FILES = Path(__file__).parent / "files"


def read(path: Path, limits: Limits = LIMITS):
    container, problems = open_container(path, limits)
    if container is None:
        return (), problems
    return read_tables(container, limits)


def codes(path: Path, limits: Limits = LIMITS) -> list[str]:
    return [problem.code for problem in read(path, limits)[1]]


def table_of(path: Path, limits: Limits = LIMITS) -> Table:
    tables, problems = read(path, limits)
    assert tables, problems
    return tables[0]


MAKERS: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda tmp_path: same_bill.xlsx(tmp_path / "same.xlsx"),
    "xlsb": lambda tmp_path: same_bill.xlsb(tmp_path / "same.xlsb"),
    "xls": lambda _: FILES / "same.xls",
    "ods": lambda _: FILES / "same.ods",
}


@pytest.fixture(params=list(MAKERS))
def same(request, tmp_path) -> Path:
    return MAKERS[request.param](tmp_path)


# --------------------------------------------------------------------------- the same bill in every format


def test_the_kind_is_told_by_the_content(tmp_path):
    for name, make in MAKERS.items():
        path = tmp_path / "bom.csv"
        path.write_bytes(make(tmp_path).read_bytes())
        container, problems = open_container(path, LIMITS)
        assert container is not None, problems
        assert container.kind.name == name


def test_values_are_alike(same):
    table = table_of(same)
    assert [table.text(1, column) for column in range(7)] == list(same_bill.HEADS)
    assert [table.value(2, column) for column in range(7)] == [
        1.1,
        123,
        0.04,
        1.5,
        datetime.date(2026, 11, 23),
        3,
        12345.6,
    ]
    assert [table.text(row, 0) for row in range(2, 7)] == ["1.1", "1.25", "2", "3", "4"]
    assert table.rows[3][2] is None
    assert str(table.source(2, 1)) == f"{same.name}!BOM!B3"


def test_what_the_format_shows_is_seen_alike(same):
    table = table_of(same)
    assert table.text(2, 1) == "00123"
    assert table.shown(2, 0) == "1.10"
    assert table.shown(3, 0) == "1.25"
    assert table.number(2, 2, Decimals.POINT, percent=True) == Bounds.exactly(4)
    assert [table.affix(2, column) for column in range(7)] == ["", "", "", "kg", "", "", ""]
    assert [table.is_date(2, column) for column in range(7)] == [column == 4 for column in range(7)]
    assert [table.is_scaled(2, column) for column in range(7)] == [
        column == 6 for column in range(7)
    ]
    assert table.facts.style(3, 1).strike
    assert table.facts.style(4, 1).invisible
    assert table.indent(6, 1) == 2


def test_what_is_hidden_merged_or_wrong_is_seen_alike(same):
    tables, problems = read(same)
    table = tables[0]
    assert [row for row in range(7) if row in table.facts.hidden_rows] == [5]
    assert [table.outline(row) for row in range(7)] == [0, 0, 0, 0, 0, 0, 1]
    assert [table.merged_text(0, column) for column in range(4)] == [
        "Motor 7",
        "Motor 7",
        "Motor 7",
        "",
    ]
    assert table.text(0, 1) == ""
    assert table.is_error(3, 5)
    assert table.value(3, 5) is None
    assert [(one.sheet, one.hidden) for one in tables] == [("BOM", False), ("Away", True)]
    name = same.name
    assert {problem.code: [str(cell) for cell in problem.cells] for problem in problems} == {
        "hidden-rows": [f"{name}!BOM!A6"],
        "hidden-columns": [f"{name}!BOM!G1"],
        "struck-through": [f"{name}!BOM!B4"],
        "invisible-text": [f"{name}!BOM!B5"],
        "error-cell": [f"{name}!BOM!F4"],
        "hidden-sheet": [f"{name}!Away!A1"],
    }


def test_a_workbook_of_excel_5_is_read(tmp_path):
    cells = (
        old.label(0, 0, "Größe")
        + old.number(0, 1, 0.04, 1)
        + old.hidden_row(1)
        + old.number(1, 0, 123, 2)
        + old.error(1, 1)
    )
    table = table_of(
        old.saved(
            tmp_path / "bom.xls",
            old.excel_5([("Stückliste", cells)], formats=[(164, "0.0%"), (165, "00000")]),
        )
    )
    assert [[table.text(row, column) for column in range(2)] for row in range(2)] == [
        ["Größe", "4%"],
        ["00123", ""],
    ]
    assert table.sheet == "Stückliste"
    assert 1 in table.facts.hidden_rows
    assert table.is_error(1, 1)


def test_formulas_that_were_never_reckoned_are_unknown(tmp_path):
    tables, problems = read(
        old.saved(
            tmp_path / "bom.xls",
            old.excel_5([("BOM", old.label(0, 0, "x") + old.unreckoned(0, 1))]),
        )
    )
    assert tables[0].formula_without_value(0, 1)
    assert [problem.code for problem in problems] == ["formula-without-value"]


# --------------------------------------------------------------------------- OpenDocument


def ods(
    path: Path,
    rows: str,
    *,
    before: str = "",
    styles: str = "",
    content: bytes | None = None,
    **parts: bytes,
) -> Path:
    """A document of one sheet with these rows, as a program may write it."""
    spaces = "".join(
        f' xmlns:{name}="urn:{name}"'
        for name in ("office", "table", "text", "style", "number", "calcext", "draw", "fo")
    )
    text = (
        f"<office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="BOM">{before}{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", text.encode() if content is None else content)
        for name, held in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", held)
    return path


def text_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell{more} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_repeats_stand_where_a_person_sees_them(tmp_path):
    rows = (
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>{text_cell("x")}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="3"/>'
        f'<table:table-row>{text_cell("y", " table:number-columns-repeated=" + chr(34) + "3" + chr(34))}<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    table = table_of(ods(tmp_path / "bom.ods", rows))
    assert table.rows == [[None, None, "x"], [None, None, "x"], [], [], [], ["y", "y", "y"]]


def test_a_comment_a_drawing_or_a_deleted_cell_is_no_text_of_a_cell(tmp_path):
    note = "<office:annotation><text:p>note</text:p></office:annotation>"
    drawing = "<draw:frame><draw:text-box><text:p>label</text:p></draw:text-box></draw:frame>"
    deleted = f"<table:tracked-changes><table:deletion><table:table-row>{text_cell('gone')}</table:table-row></table:deletion></table:tracked-changes>"
    spaced = "<text:p>a<text:s text:c='3'/>b<text:span>c</text:span></text:p><text:p>d</text:p>"
    row = f"<table:table-row><table:table-cell>{note}<text:p>x</text:p></table:table-cell><table:table-cell>{drawing}</table:table-cell><table:table-cell>{spaced}</table:table-cell></table:table-row>"
    assert table_of(ods(tmp_path / "bom.ods", row, before=deleted)).rows == [
        ["x", None, "a   bc\nd"]
    ]


def test_plain_rows_and_any_other_are_read_alike(tmp_path):
    cells = f'<table:table-cell office:value-type="float" office:value="1.5" table:style-name="s"><text:p>1.5</text:p></table:table-cell>{text_cell("a &amp; b")}<table:table-cell/>{text_cell("c")}'
    plain = f"<table:table-row>{cells}</table:table-row>" * 3
    strict = table_of(ods(tmp_path / "plain.ods", plain))
    other = table_of(
        ods(
            tmp_path / "other.ods",
            plain.replace("<table:table-cell/>", "<!-- x --><table:table-cell></table:table-cell>"),
        )
    )
    assert strict.rows == other.rows == [[1.5, "a & b", None, "c"]] * 3


def test_a_row_in_a_comment_is_not_there(tmp_path):
    hidden = f"<!-- <table:table-row>{text_cell('ghost')}</table:table-row> -->"
    assert table_of(
        ods(tmp_path / "bom.ods", hidden + f"<table:table-row>{text_cell('x')}</table:table-row>")
    ).rows == [["x"]]


def test_a_style_comes_from_the_cell_its_parent_or_its_column(tmp_path):
    styles = (
        '<number:percentage-style style:name="N1"><number:number number:min-integer-digits="1" number:decimal-places="0"/><number:text>%</number:text></number:percentage-style>'
        '<style:style style:name="base" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="child" style:family="table-cell" style:parent-style-name="base" style:data-style-name="N1"/>'
        '<style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>'
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="child" table:number-columns-repeated="2"/>'
    row = f"<table:table-row>{text_cell('a', ' table:style-name=' + chr(34) + 'loop' + chr(34))}{text_cell('b')}{text_cell('c', ' table:style-name=' + chr(34) + 'base' + chr(34))}</table:table-row>"
    table = table_of(ods(tmp_path / "bom.ods", row, before=columns, styles=styles))
    assert [table.facts.style(0, column).strike for column in range(3)] == [False, True, True]
    assert [table.is_percent(0, column) for column in range(3)] == [False, True, False]


def test_an_encrypted_document_and_one_that_is_no_spreadsheet_are_named(tmp_path):
    manifest = b'<manifest:manifest xmlns:manifest="m"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    noise = random.Random(1).randbytes(2000)  # the same every time, on purpose
    assert codes(
        ods(tmp_path / "a.ods", "", content=noise, **{"META-INF__manifest": manifest})
    ) == ["encrypted"]
    assert codes(ods(tmp_path / "b.ods", "", content=b"<office:text xmlns:office='o'/>")) == [
        "unknown-format"
    ]
    assert codes(ods(tmp_path / "c.ods", "", content=b"<!DOCTYPE x><x/>")) == ["doctype"]


def test_the_list_of_macros_that_libreoffice_writes_harms_nobody(tmp_path):
    row = f"<table:table-row>{text_cell('x')}</table:table-row>"
    assert table_of(
        ods(
            tmp_path / "bom.ods",
            row,
            **{"Basic__script-lc": b'<!DOCTYPE library:libraries PUBLIC "x" "libraries.dtd"><a/>'},
        )
    ).rows == [["x"]]


# --------------------------------------------------------------------------- room


def frugally(path: Path, megabytes: int = 64) -> list[str]:
    """The codes of its problems, found in a few seconds and in little memory."""
    began = time.process_time()
    tracemalloc.start()
    found = codes(path)
    assert tracemalloc.get_traced_memory()[1] < megabytes << 20
    tracemalloc.stop()
    assert time.process_time() - began < 10
    return found


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{text_cell("x", " table:number-columns-repeated=" + chr(34) + "1024" + chr(34))}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="20000">{text_cell("x", " table:number-columns-repeated=" + chr(34) + "1000" + chr(34))}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="999999999999">{text_cell("x")}</table:table-row>',
        f'<table:table-row><table:table-cell table:number-columns-repeated="99999999999999999999"/>{text_cell("x")}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="1000000"/><table:table-row><table:table-cell table:number-columns-repeated="1000"/>{text_cell("x")}</table:table-row>',
        '<table:table-row><table:table-cell><text:p>x<text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>',
    ],
)
def test_a_document_of_repeats_is_refused_before_room_is_made(tmp_path, rows):
    assert frugally(ods(tmp_path / "bom.ods", rows)) == ["too-many-cells"]


def test_the_room_of_all_sheets_together_is_counted(tmp_path):
    corner = f'<table:table-row table:number-rows-repeated="400000"/><table:table-row><table:table-cell table:number-columns-repeated="9"/>{text_cell("x")}</table:table-row>'
    more = f'</table:table><table:table table:name="B">{corner}</table:table><table:table table:name="C">{corner}'
    tables, problems = read(ods(tmp_path / "bom.ods", corner + more))
    assert [table.sheet for table in tables] == ["BOM"]
    assert [problem.code for problem in problems] == ["too-many-cells", "too-many-cells"]


@pytest.mark.parametrize("rows", [1_000_000, 600_000])
def test_a_nearly_empty_rectangle_is_refused_in_every_format(tmp_path, rows):
    sheet = binary.sheet(
        binary.row(0) + binary.shared(0, 0) + binary.row(rows - 1) + binary.shared(20, 0)
    )
    path = binary.workbook(tmp_path / "bom.xlsb", {"BOM": sheet}, binary.texts("x"))
    tables, problems = read(path)
    assert tables == ()
    assert [problem.code for problem in problems] == ["too-many-cells"]
    assert "5,000,000" in problems[0].message
    assert "5 %" in problems[0].message


def test_a_large_sheet_that_is_filled_is_read(tmp_path):
    limits = Limits(free_area=100)
    cells = b"".join(
        binary.row(row) + binary.number(0, row * 1.7) + binary.number(5, row / 7)
        for row in range(200)
    )
    assert (
        len(
            table_of(
                binary.workbook(tmp_path / "bom.xlsb", {"BOM": binary.sheet(cells)}), limits
            ).rows
        )
        == 200
    )
    sparse = b"".join(binary.row(row * 50) + binary.number(5, row * 1.7) for row in range(200))
    assert codes(binary.workbook(tmp_path / "far.xlsb", {"BOM": binary.sheet(sparse)}), limits) == [
        "too-many-cells"
    ]


# --------------------------------------------------------------------------- binary workbooks that attack


@pytest.mark.parametrize(
    ("rows", "strings"),
    [
        (binary.row(5) + binary.number(0, 1) + binary.row(1) + binary.number(0, 1), b""),
        (binary.row(0) + binary.number(5, 1) + binary.number(1, 1), b""),
        (binary.row(0) + binary.shared(0, 7), b""),
        (binary.row(0) + binary.cell(6, 0, struct.pack("<I", 0x7FFFFFFF)), b""),
        (binary.row(0) + binary.cell(5, 0, b"\0"), b""),
        (binary.number(0, 1), b""),
        (binary.row(0) + binary.cell(62, 0, b"\0" + binary.wide("rich")), b""),
        (b"\x05\xff\xff\xff\xff", b""),
        (b"\x05\xff\xff\xff\x7f", b""),
        (binary.row(0) + binary.shared(0, 0), binary.texts("x", declared=0x7FFFFFFF)),
    ],
)
def test_binary_records_that_lie_are_refused(tmp_path, rows, strings):
    found = frugally(binary.workbook(tmp_path / "bom.xlsb", {"BOM": binary.sheet(rows)}, strings))
    assert found[0] in {"bad-xml", "not-a-workbook"}


def test_a_sheet_hidden_deep_is_said_to_be(tmp_path):
    _, problems = read(
        binary.workbook(
            tmp_path / "bom.xlsb",
            {"BOM": binary.sheet(binary.row(0) + binary.number(0, 1))},
            states={"BOM": 2},
        )
    )
    assert [problem.code for problem in problems] == ["hidden-sheet"]
    assert "only a program" in problems[0].message


# --------------------------------------------------------------------------- old workbooks that attack


def test_an_old_workbook_behind_a_password_is_named_so(tmp_path):
    stream = old.excel_5([("BOM", old.number(0, 0, 1))], more=old.record(0x2F, bytes(6)))
    assert codes(old.saved(tmp_path / "bom.xls", stream)) == ["encrypted"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("WordDocument", "unknown-format"),
        ("EncryptedPackage", "encrypted"),
        ("Anything", "unknown-format"),
    ],
)
def test_other_files_of_office_are_named(tmp_path, name, code):
    tables, problems = read(old.saved(tmp_path / "bom.xls", b"x", name))
    assert tables == ()
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (old.number(65535, 255, 1), "too-many-cells"),
        (old.number(3, 60000, 1), "too-many-cells"),
        (
            old.record(0xBD, struct.pack("<HH", 0, 0) + bytes(6) + struct.pack("<H", 65000)),
            "truncated",
        ),
        (old.record(0xFD, struct.pack("<HHHI", 0, 0, 0, 99)), "unreadable-workbook"),
        (old.number(0, 0, 1, 77), "unreadable-workbook"),
        (old.record(0x204, b"\0\0\0\0\0\0\xff\xff"), ""),
    ],
)
def test_old_records_that_lie_are_refused(tmp_path, cells, code):
    found = frugally(old.saved(tmp_path / "bom.xls", old.excel_5([("BOM", cells)])))
    assert found == ([code] if code else found)


def test_names_and_links_of_an_old_workbook_are_never_reckoned(tmp_path):
    name = old.record(
        0x18,
        struct.pack("<HBBHHHBBBB", 0, 0, 1, 200, 0, 0, 0, 0, 0, 0) + b"\0A" + b"\x17\xff" * 100,
    )
    assert table_of(
        old.saved(tmp_path / "bom.xls", old.excel_5([("BOM", old.number(0, 0, 1))], more=name * 50))
    ).rows == [[1.0]]


def test_two_old_sheets_in_one_place_are_one(tmp_path):
    stream = bytearray(old.excel_5([("A", old.number(0, 0, 1)), ("B", old.number(0, 0, 2))]))
    first = stream.index(b"\x85\0")
    second = stream.index(b"\x85\0", first + 4)
    stream[second + 4 : second + 8] = stream[first + 4 : first + 8]
    tables, problems = read(old.saved(tmp_path / "bom.xls", bytes(stream)))
    assert [table.sheet for table in tables] == ["A"]
    assert [problem.code for problem in problems] == ["unreadable-workbook"]


def test_a_sector_chain_in_a_circle_ends(tmp_path):
    data = bytearray(old.compound({"Book": old.excel_5([("A", old.number(0, 0, 1))])}))
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    struct.pack_into("<I", data, table + 4, 0)
    (tmp_path / "bom.xls").write_bytes(data)
    assert len(frugally(tmp_path / "bom.xls")) == 1


# --------------------------------------------------------------------------- no bytes raise


@pytest.mark.parametrize("kind", list(MAKERS))
def test_whatever_is_changed_in_a_file_nothing_is_raised_or_printed(tmp_path, kind, capfd):
    data = MAKERS[kind](tmp_path).read_bytes()
    chance = random.Random(7)  # the same every time, on purpose
    path = tmp_path / "changed"
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(
            changed if chance.random() < 0.8 else changed[: chance.randrange(len(changed))]
        )
        read(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "ods"])
def test_whatever_is_changed_in_a_part_nothing_is_raised(tmp_path, kind):
    with zipfile.ZipFile(MAKERS[kind](tmp_path)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(8)  # the same every time, on purpose
    path = tmp_path / "changed"
    chosen = [
        name for name in parts if name.endswith((".xml", ".bin", ".rels")) and len(parts[name]) > 20
    ]
    for _ in range(150):
        name = chance.choice(chosen)
        changed = bytearray(parts[name])
        for _ in range(chance.choice((1, 3))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for other, held in parts.items():
                archive.writestr(other, bytes(changed) if other == name else held)
        path.write_bytes(buffer.getvalue())
        tables, problems = read(path)
        assert tables or any(problem.severity is Severity.ERROR for problem in problems)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML Spreadsheet 2003",
        ),
        (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            "flat OpenDocument",
        ),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "a web page"),
        (b"<meta http-equiv=Content-Type><table>", "a web page"),
        ("\ufeff<html><body><table>".encode("utf-16-le"), "a web page"),
        (b"\x09\x08\x08\x00\x00\x05\x10\x00", "before 1993"),
    ],
)
def test_what_only_calls_itself_a_workbook_is_named_with_the_way_out(tmp_path, data, words):
    (tmp_path / "bom.xls").write_bytes(data + b" " * 60)
    container, problems = open_container(tmp_path / "bom.xls", LIMITS)
    assert container is None
    assert problems[0].code == "unknown-format"
    assert words in problems[0].message
    assert "save it as .xlsx" in problems[0].message
