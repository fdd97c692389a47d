"""Parts of a workbook that a program writes and nobody sees: what a person wrote into them is heard as well."""

from __future__ import annotations

import pytest

from tests.sources.hearing.bills import clean_bill, report_of, with_part
from tests.workbooks import replace_in_part

PLANTED = "NdFeB magnet N42 10x5 mm"
PARTS = {
    "custom XML": ("customXml/item1.xml", "<a><b>{}</b></a>"),
    "the root of a part": ("xl/model/notes1.xml", "<a>{}</a>"),
    "a table's comment": ("xl/tables/table1.xml", '<table displayName="T1" comment="{}"/>'),
    "a slicer": ("xl/slicers/slicer1.xml", '<slicers><slicer name="s" caption="{}"/></slicers>'),
    "what a slicer offers": ("xl/slicerCaches/slicerCache1.xml", '<s><i x="0" n="{}"/></s>'),
    "what was changed": ("xl/revisions/revisionLog1.xml", "<r><nc><is><t>{}</t></is></nc></r>"),
    "a linked value": ("xl/richData/rdrichvalue.xml", "<rvData><rv><v>{}</v></rv></rvData>"),
    "a control": ("xl/activeX/activeX1.xml", '<ocx><ocxPr name="Caption" value="{}"/></ocx>'),
    "a connection": ("xl/connections.xml", '<c><connection name="x" description="{}"/></c>'),
    "a picture of words": ("xl/media/image1.svg", "<svg><text>{}</text></svg>"),
    "a property's name": ("docProps/custom.xml", '<Properties><property name="{}"/></Properties>'),
}
TAILS = {
    "a filter": "<autoFilter ref='A1:B2'><filterColumn colId='0'><filters><filter val='{}'/></filters></filterColumn></autoFilter>",
    "a scenario": "<scenarios><scenario name='{}'><inputCells r='A1' val='1'/></scenario></scenarios>",
    "a protected range": "<protectedRanges><protectedRange name='{}' sqref='A1'/></protectedRanges>",
    "the tip of a link": "<hyperlinks><hyperlink ref='A1' location='x' tooltip='{}'/></hyperlinks>",
}


@pytest.mark.parametrize("place", PARTS)
def test_what_a_person_wrote_into_a_part_is_heard(place, tmp_path):
    part, xml = PARTS[place]
    path = with_part(clean_bill(tmp_path), part, xml.format(PLANTED).encode())
    report = report_of(path)
    assert report.exit_status() == 3
    assert len(report.suspects) == 1


@pytest.mark.parametrize("place", TAILS)
def test_what_follows_the_cells_of_a_sheet_is_heard(place, tmp_path):
    path = clean_bill(tmp_path)
    tail = f"</sheetData>{TAILS[place].format(PLANTED)}".encode()
    replace_in_part(path, "xl/worksheets/sheet1.xml", b"</sheetData>", tail)
    assert report_of(path).exit_status() == 3


def test_a_filter_by_what_a_line_says_is_no_second_part(tmp_path):
    path = clean_bill(tmp_path, (1, "MAG-12", "Ferrite magnet 10x5", 2, "each", "Ferrite", "C1"))
    tail = f"</sheetData>{TAILS['a filter'].format('Ferrite magnet 10x5')}".encode()
    replace_in_part(path, "xl/worksheets/sheet1.xml", b"</sheetData>", tail)
    assert report_of(path).exit_status() == 0


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_formula_without_a_value_is_heard_however_it_is_written(prefix, quote, tmp_path):
    path = clean_bill(tmp_path)
    cell = f'<row r="9"><c r={quote}A9{quote}><f>CONCAT("NdFeB","magnet N42")</f></c></row>'
    if prefix:
        cell = cell.replace("<f", "<x:f").replace("</f", "</x:f").replace("<c ", "<x:c ")
        cell = cell.replace("</c>", "</x:c>").replace(
            "<row", '<row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        )
    replace_in_part(
        path, "xl/worksheets/sheet1.xml", b"</sheetData>", f"{cell}</sheetData>".encode()
    )
    assert report_of(path).exit_status() == 3
