"""The corners of .ods, .xls and .xlsb files are heard as far as their format allows."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from calculator.sources.files.container import open_container
from calculator.sources.files.limits import Limits
from calculator.sources.hearing.document_texts import document_texts
from calculator.sources.hearing.old_workbook_texts import old_workbook_texts
from calculator.sources.hearing.passage import ChoiceRange, Place
from calculator.sources.hearing.workbook_texts import workbook_texts
from tests.sources.hearing.bills import clean_bill, with_part
from tests.sources.table import binary_workbook as binary
from tests.sources.table import old_workbook as old

WORDS = "N52 magnet 10x5"
HEAD = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:draw="d" xmlns:svg="s">'
    "<office:body><office:spreadsheet>"
)


def document(folder: Path, content: str = "", **parts: str) -> Path:
    """An .ods file with such content, and parts of other names."""
    path = folder / "b.ods"
    body = f'{HEAD}<table:table table:name="BOM">{content}</table:table></office:spreadsheet></office:body></office:document-content>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", body)
        for name, text in parts.items():
            archive.writestr(f"{name}.xml", text)
    return path


def heard(path: Path) -> list[tuple[str, Place]]:
    """The passages of an .ods file."""
    container, _ = open_container(path, Limits())
    assert container is not None
    return [(passage.text, passage.place) for passage in document_texts(container).passages]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (f"<office:annotation><text:p>{WORDS}</text:p></office:annotation>", Place.COMMENT),
        (
            "<table:shapes><draw:frame><text:p><text:span>N52</text:span> magnet 10x5</text:p></draw:frame></table:shapes>",
            Place.DRAWING,
        ),
        (f"<draw:frame><svg:desc>{WORDS}</svg:desc></draw:frame>", Place.DRAWING),
        (f"<table:tracked-changes><text:p>{WORDS}</text:p></table:tracked-changes>", Place.CACHE),
        (
            f'<table:content-validations><table:help-message table:title="{WORDS}"/></table:content-validations>',
            Place.COMMENT,
        ),
    ],
)
def test_what_stands_beside_the_cells_of_an_ods_file_is_heard(tmp_path, content, place):
    assert (WORDS, place) in heard(document(tmp_path, content))


def test_pages_properties_and_names_of_an_ods_file_are_heard(tmp_path):
    path = document(
        tmp_path,
        '<table:named-range table:name="N52_magnet"/>',
        styles=f"<s><style:header><text:p>{WORDS}</text:p></style:header></s>",
        meta=f"<m><title>{WORDS}</title><initial-creator>Magnet Meyer</initial-creator><generator>Motor 1.0</generator></m>",
    )
    assert set(heard(path)) == {
        ("N52 magnet", Place.DEFINED_NAME),
        (WORDS, Place.PAGE),
        (WORDS, Place.PROPERTY),
        ("Magnet Meyer", Place.PERSON),
    }


def test_lists_of_choices_of_an_ods_file_are_told(tmp_path):
    path = document(
        tmp_path,
        '<table:content-validation table:condition="of:cell-content-is-in-list([$Data.$A$1:.$A$3])"/>'
        '<table:content-validation table:condition="of:cell-content-is-in-list(&quot;magnet&quot;;&quot;motor&quot;)"/>',
    )
    container, _ = open_container(path, Limits())
    texts = document_texts(container)
    assert texts.choices == (ChoiceRange(sheet="Data", top=1, left=1, bottom=3, right=1),)
    assert [passage.text for passage in texts.passages] == ["magnet", "motor"]


def test_notes_pages_and_names_of_an_xls_file_are_heard(tmp_path):
    wide = WORDS.encode("utf-16-le")
    stream = (
        old.record(0x809, bytes(16))
        + old.record(0x0A)
        + old.record(0x809, bytes(16))
        + old.record(0x14, struct.pack("<HB", len(WORDS), 0) + WORDS.encode())
        + old.record(0x1B6, bytes(18))
        + old.record(0x3C, b"\x01" + wide)
        + old.record(0x3C, b"motor")
        + old.record(0x0A)
    )
    path = tmp_path / "b.xls"
    path.write_bytes(old.compound({"Workbook": stream, "Other": wide}))
    container, problems = open_container(path, Limits())
    assert container is not None, problems
    passages = old_workbook_texts(container, ["BOM"]).passages
    assert {(passage.text, passage.place) for passage in passages if "magnet" in passage.text} == {
        (WORDS, Place.PAGE),
        (WORDS, Place.COMMENT),
        (WORDS, Place.CACHE),
    }
    assert {passage.source.sheet for passage in passages} == {"BOM", "Other"}


def test_a_damaged_xls_file_says_nothing_and_raises_nothing(tmp_path):
    path = tmp_path / "b.xls"
    path.write_bytes(old.compound({"Workbook": old.record(0x809, bytes(16)) + b"\x14\x00\xff"}))
    container, _ = open_container(path, Limits())
    assert container is not None
    assert old_workbook_texts(container, ()).passages == ()


def test_comments_and_pages_of_an_xlsb_file_are_heard(tmp_path):
    path = clean_bill(tmp_path)
    comment = binary.record(637, b"\x00" + binary.wide(WORDS))
    tail = b"\x92\x01\x00" + binary.record(479, binary.wide(f"&C{WORDS} page"))
    with_part(path, "xl/comments1.bin", comment)
    with_part(path, "xl/worksheets/sheet9.bin", b"\x00" * 8 + tail)
    container, _ = open_container(path, Limits())
    found = {
        (passage.place, WORDS in passage.text) for passage in workbook_texts(container).passages
    }
    assert {(Place.COMMENT, True), (Place.PAGE, True)} <= found


@pytest.mark.parametrize(
    "part", ["xl/comments1.xml", "xl/drawings/drawing1.xml", "docProps/core.xml"]
)
def test_a_part_that_is_no_xml_says_nothing_and_hides_no_other(tmp_path, part):
    path = with_part(clean_bill(tmp_path), part, b"<open><not-closed>")
    with_part(
        path,
        "xl/comments2.xml",
        f"<c><comment ref='A1'><text><t>{WORDS}</t></text></comment></c>".encode(),
    )
    container, _ = open_container(path, Limits())
    assert WORDS in {passage.text for passage in workbook_texts(container).passages}


def test_a_comment_has_the_cell_that_it_is_attached_to(tmp_path):
    relation = '<Relationship Id="rId9" Type="comments" Target="../comments1.xml"/>'
    data = '<comments><comment ref="C3"><text><r><t>N52 </t></r><r><t>magnet 10x5</t></r></text></comment></comments>'
    path = with_part(clean_bill(tmp_path), "xl/comments1.xml", data.encode(), relation)
    container, _ = open_container(path, Limits())
    cells = [
        str(passage.source)
        for passage in workbook_texts(container).passages
        if passage.text == WORDS
    ]
    assert cells == ["bill.xlsx!BOM!C3"]
