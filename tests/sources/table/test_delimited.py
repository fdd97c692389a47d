"""A text file reads like the sheet that a spreadsheet program makes of it."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest

from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import Decimals
from calculator.sources.files.container import Limits, open_container
from calculator.sources.reader import read_files
from calculator.sources.table.readers import read_tables
from calculator.sources.table.table import Table

LIMITS = Limits()
TEXT = "Part;Description;Price\r\nMAG-01;Magnet, N42SH;12,5\r\nP-2;Gehäuse;3\r\n"


def read(tmp_path: Path, data: bytes, limits: Limits = LIMITS):
    path = tmp_path / "bom.csv"
    path.write_bytes(data)
    container, problems = open_container(path, limits)
    if container is None:
        return (), problems
    return read_tables(container, limits)


def table_of(tmp_path: Path, data: bytes) -> Table:
    tables, problems = read(tmp_path, data)
    assert len(tables) == 1, problems
    return tables[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_a_mark(tmp_path, encoding):
    tables, problems = read(tmp_path, TEXT.encode(encoding))
    assert problems == ()
    assert [[tables[0].text(row, column) for column in range(3)] for row in range(3)] == [
        ["Part", "Description", "Price"],
        ["MAG-01", "Magnet, N42SH", "12,5"],
        ["P-2", "Gehäuse", "3"],
    ]


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("gb18030", "永磁体磁钢"),
        ("cp932", "ネオジム磁石マグネット①"),
        ("cp950", "馬達永久磁鐵"),
        ("cp949", "네오디뮴 자석"),
        ("cp1252", "Menü, Maß 5"),
        ("cp1250", "Łożysko, część"),
    ],
)
def test_another_encoding_is_guessed_and_named(tmp_path, encoding, word):
    tables, problems = read(tmp_path, f'Part,Description\nA,"{word}"\n'.encode(encoding))
    assert tables[0].text(1, 1) == word
    assert [problem.code for problem in problems] == ["encoding-guessed"]
    assert encoding in problems[0].message


def test_german_text_is_not_taken_for_chinese(tmp_path):
    assert (
        table_of(tmp_path, "Part,Description\nA,Gehäuse für Lüfter\n".encode("cp1252")).text(1, 1)
        == "Gehäuse für Lüfter"
    )


def test_a_quote_that_is_never_closed_is_named(tmp_path):
    _, problems = read(tmp_path, b'Part,Description,Qty\nA,"5 inch,1\nB,x,2\nC,y,3\n')
    assert [problem.code for problem in problems] == ["bad-csv"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_every_line_alike(tmp_path, delimiter):
    lines = [
        ["Part", "Description", "Qty"],
        ["A", "a, b; c", "1"],
        ["B", "x", "2"],
        ["C", "long, long", "3"],
    ]
    text = "\n".join(delimiter.join(f'"{field}"' for field in line) for line in lines)
    table = table_of(tmp_path, text.encode())
    assert [[table.text(row, column) for column in range(3)] for row in range(4)] == lines


def test_a_row_has_the_number_that_a_spreadsheet_shows(tmp_path):
    table = table_of(tmp_path, b'Part,Description\nA,"two\nlines"\n\nB,x\n')
    assert table.text(1, 1) == "two lines"
    assert table.text(3, 0) == "B"
    assert str(table.source(3, 0)) == "bom.csv!A4"


def test_blank_fields_are_unknown_and_not_empty_text(tmp_path):
    assert table_of(tmp_path, b"a,,c\n,,\n").rows[0][1] is None


def test_numbers_stay_text_until_the_column_has_settled_their_decimal_mark(tmp_path):
    table = table_of(tmp_path, b"Part;Price\nA;1,234\nB;0,5\n0001;2\n")
    assert table.rows[1][1] == "1,234"
    assert table.number(
        1, 1, *table.marks_of_column(1, range(1, 4)) - {Decimals.UNSETTLED}
    ) == Bounds.exactly(Fraction(1234, 1000))
    assert table.text(3, 0) == "0001"


def test_a_csv_that_calls_itself_a_workbook_is_read(tmp_path):
    path = tmp_path / "bom.xlsx"
    path.write_bytes(TEXT.encode())
    container, _ = open_container(path, LIMITS)
    assert container is not None
    tables, _ = read_tables(container, LIMITS)
    assert str(tables[0].source(1, 0)) == "bom.xlsx!A2"


def test_bytes_that_are_no_text_are_refused(tmp_path):
    tables, problems = read(tmp_path, bytes(range(256)) * 50)
    assert tables == ()
    assert [problem.code for problem in problems] == ["unknown-format"]


@pytest.mark.parametrize(
    "data", [b"a,b\n" + b"x" * 200_000 + b",1\n", b"a" + b",b" * 3000, b"a\n" * 3000]
)
def test_what_is_too_long_or_too_wide_is_refused(tmp_path, data):
    tables, problems = read(tmp_path, data, Limits(rows=1000, columns=1000))
    assert tables == ()
    assert problems[0].code in {"bad-csv", "too-many-cells"}


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gb18030", ["物料编码", "永磁体", "轴承座", "钕铁硼磁环"]),
        ("cp950", ["料號", "永久磁鐵", "軸承座", "釹鐵硼磁環"]),
        ("cp932", ["品番", "ネオジム磁石", "軸受", "㈱山田"]),
        ("cp932", ["品番", "ﾓｰﾀ", "ﾎﾞﾙﾄ", "六角"]),
        ("cp949", ["품번", "네오디뮴 자석", "베어링 하우징", "모터"]),
        ("cp1250", ["Część", "Łożysko", "Podkładka", "Śruba sześciokątna"]),
        ("cp1252", ["Stück", "Gehäuse für Lüfter", "Größe", "Öl"]),
        ("cp1252", ["Référence", "Câble blindé", "Écrou", "cœur à tête"]),
        ("cp1252", ["Código", "Imán pequeño", "Piñón", "Señal"]),
        ("cp1251", ["Обозначение", "Магнит неодимовый", "Винт", "Ёмкость"]),
        ("koi8-r", ["Обозначение", "Магнит неодимовый", "Винт", "КОРПУС"]),
        ("euc_jp", ["ネオジムマグネット", "モータ", "ボルト", "ブラケット"]),
        ("cp1254", ["Parça No", "Mıknatıs", "Şönt", "Yağ"]),
        ("cp1252", ["Quantità", "più grande", "qualità", "cm³ à"]),
    ],
)
@pytest.mark.parametrize("repeats", [1, 60])
def test_the_languages_of_suppliers_are_told_apart(tmp_path, encoding, words, repeats):
    text = "Part,Description\n" + "".join(
        f"P-{row},{word}\n" for row, word in enumerate(words * repeats)
    )
    table = table_of(tmp_path, text.encode(encoding))
    assert [table.text(row, 1) for row in range(1, 5)] == [
        unicodedata.normalize("NFC", word) for word in words
    ]
    assert table.how == f"{encoding}, delimiter ,"


def test_how_a_text_was_read_is_always_said(tmp_path):
    assert table_of(tmp_path, TEXT.encode()).how == "UTF-8, delimiter ;"
    assert table_of(tmp_path, TEXT.encode("utf-16")).how == "UTF-16, delimiter ;"
    assert table_of(tmp_path, b"a\tb\n1\t2\n").how == "UTF-8, delimiter tab"
    assert Table(file="m.xlsx", sheet="BOM", rows=[]).how == ""


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_in_which_excel_names_the_delimiter_is_no_record(tmp_path, line):
    table = table_of(tmp_path, f"{line}\r\nPart;Note\r\nA;x, y, z, z\r\n".encode())
    assert table.rows == [[], ["Part", "Note"], ["A", "x, y, z, z"]]
    assert str(table.source(1, 0)) == "bom.csv!A2"


@pytest.mark.parametrize("mark", ["\n", '"', "\x00", "é"])
def test_a_delimiter_that_is_none_raises_nothing(tmp_path, mark):
    read(tmp_path, f"sep={mark}\nPart{mark}Note\n".encode())


GERMAN = "Stufe;Sachnummer;Bezeichnung;Menge;Einheit;Werkstoff;Einzelpreis;Währung;Ursprungsland\n0;PROD;Antrieb;1;Stk;;{top};EUR;DE\n1;MAG;Segmentmagnet N42SH;1;Stk;NdFeB;{price};EUR;JP\n"


def read_text(tmp_path, text):
    path = tmp_path / "bom.csv"
    path.write_text(text, "utf-8")
    return read_files((path,))


def test_a_point_before_three_digits_is_one_of_thousands_where_another_column_writes_a_decimal_comma(
    tmp_path,
):
    read = read_text(
        tmp_path,
        GERMAN.replace("Menge", "Menge;Einzelgewicht (g)")
        .replace(";1;Stk", ";1;5,5;Stk")
        .format(top="900", price="1.200"),
    )
    assert read.bill.items["MAG"].prices[0].bounds == Bounds.exactly(1200)
    assert "decimal-comma" in {problem.code for problem in read.problems}


def test_a_point_before_three_digits_is_a_decimal_point_where_another_column_writes_one(tmp_path):
    read = read_text(
        tmp_path,
        GERMAN.replace("Menge", "Menge;Einzelgewicht (g)")
        .replace(";1;Stk", ";1;0.125;Stk")
        .format(top="900", price="1.200"),
    )
    assert read.bill.items["MAG"].prices[0].bounds == Bounds.exactly(Fraction(6, 5))


@pytest.mark.parametrize("price", ["1.200", "1,200", "1.200 EUR"])
def test_a_mark_before_three_digits_that_nothing_settles_leaves_the_number_unknown(tmp_path, price):
    read = read_text(tmp_path, GERMAN.format(top="900", price=price))
    assert not read.bill.items["MAG"].prices
    (problem,) = (problem for problem in read.problems if problem.code == "unreadable-number")
    assert "may have thousands or three decimals" in problem.message


def test_a_number_that_begins_with_nought_has_no_thousands(tmp_path):
    assert read_text(tmp_path, GERMAN.format(top="900", price="0.125")).bill.items["MAG"].prices[
        0
    ].bounds == Bounds.exactly(Fraction(1, 8))
