"""What the XML inside of a workbook says of cells, sheets and styles."""

from __future__ import annotations

import re

from tests.attacks.registry import (
    ANY,
    BOM,
    BOOK,
    OPEN,
    REFUSED,
    RELATIONS,
    STRINGS,
    STYLES,
    TYPES,
    attack,
    edited,
)

CROSSES = frozenset({1})


@attack("cell-far", "a cell at XFD1048576", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )


@attack("cell-far-down", "a cell in row 1,048,576", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        ),
    )


@attack("cell-far-across", "a cell in column XFD", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'
        ),
    )


@attack("cell-corner", "one cell at the corner of an area of 40 million", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="40000"><c r="ALL40000"><v>1</v></c></row></sheetData>'
        ),
    )


for number, address in enumerate(
    ("A0", "A-1", "AAAA1", "A99999999999", "1A", "", "A1:B2", "Ａ１", "A1 ", "ZZZ9999999")
):

    @attack(f"cell-address-{number}", f"a cell at {address!r}", ANY)
    def _(folder, address=address):
        edited(
            folder,
            BOM,
            lambda data: data.replace(
                b"</sheetData>",
                f'<row r="9"><c r="{address}"><v>1</v></c></row></sheetData>'.encode(),
            ),
        )


for number, row in enumerate(("0", "-1", "4294967296", "1e5", "99999999999999999999", "x", "")):

    @attack(f"row-number-{number}", f"a row with the number {row!r}", ANY)
    def _(folder, row=row):
        edited(
            folder,
            BOM,
            lambda data: data.replace(
                b"</sheetData>", f'<row r="{row}"><c><v>1</v></c></row></sheetData>'.encode()
            ),
        )


@attack("cell-twice", "the price of the magnet twice, small and huge", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="3"><c r="J3"><v>1000000000</v></c></row></sheetData>'
        ),
    )


@attack("cells-backwards", "cells from right to left", ANY)
def _(folder):
    def turned(data):
        return re.sub(
            rb"(<row[^>]*>)(.*?)</row>",
            lambda row: (
                row.group(1)
                + b"".join(reversed(re.findall(rb"<c .*?</c>|<c [^>]*/>", row.group(2))))
                + b"</row>"
            ),
            data,
            flags=re.DOTALL,
        )

    edited(folder, BOM, turned)


@attack("rows-backwards", "rows from the bottom up", ANY)
def _(folder):
    def turned(data):
        rows = re.findall(rb"<row .*?</row>", data, flags=re.DOTALL)
        return data.replace(b"".join(rows), b"".join(reversed(rows)))

    edited(folder, BOM, turned)


@attack("cells-without-address", "cells and rows that do not say where they are", ANY)
def _(folder):
    edited(folder, BOM, lambda data: re.sub(rb'<(c|row) r="[A-Z0-9]+"', rb"<\1", data))


@attack("dimension-lies-large", "a sheet that claims to reach to XFD1048576", CROSSES)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', data),
    )


@attack("dimension-lies-small", "a sheet that claims to end at A1", ANY)
def _(folder):
    edited(
        folder, BOM, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', data)
    )


@attack("dimension-garbage", "a dimension that is none", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<dimension ref="[^"]*"', b'<dimension ref="ZZZZZZ99999999999:--"', data
        ),
    )


@attack("merges-200000", "200,000 merged ranges", ANY)
def _(folder):
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(10, 200_010))
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
        ),
    )


@attack("merge-whole-sheet", "the whole sheet merged into one cell", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
    )


@attack("merge-overlap", "merged ranges that overlap a thousand times", ANY)
def _(folder):
    merges = b"".join(b'<mergeCell ref="A1:Z%d"/>' % row for row in range(2, 1002))
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
        ),
    )


@attack("merge-garbage", "merged ranges that are none", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="x"/><mergeCell/><mergeCell ref="B2:A1"/></mergeCells>',
        ),
    )


@attack("hyperlink-whole-sheet", "a hyperlink over the whole sheet", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</worksheet>",
            b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks></worksheet>',
        ),
    )


@attack("validation-whole-sheet", "a thousand validations of the whole sheet", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</worksheet>",
            b"<dataValidations>"
            + b'<dataValidation sqref="A1:XFD1048576" type="list"><formula1>"a"</formula1></dataValidation>'
            * 1000
            + b"</dataValidations></worksheet>",
        ),
    )


@attack("columns-lie", "column definitions from 1 to 2^31, hidden", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"<sheetData>", b'<cols><col min="1" max="2147483647" hidden="1"/></cols><sheetData>'
        ),
    )


@attack("shared-index-beyond", "a shared text that is not there", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="9"><c r="B9" t="s"><v>999999</v></c></row></sheetData>'
        ),
    )


@attack("shared-index-negative", "a shared text with a negative number", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="9"><c r="B9" t="s"><v>-1</v></c></row></sheetData>'
        ),
    )


@attack("shared-count-lies", "a table of texts that claims four billion", ANY)
def _(folder):
    edited(
        folder,
        STRINGS,
        lambda data: re.sub(rb'(u?n?i?q?u?e?[cC]ount)="\d+"', rb'\1="4294967295"', data),
    )


@attack("style-beyond", "a cell with a style that is not there", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row r="9"><c r="B9" s="4000000000"><v>1</v></c></row></sheetData>'
        ),
    )


@attack("styles-count-lies", "styles that claim four billion", CROSSES)
def _(folder):
    edited(folder, STYLES, lambda data: re.sub(rb'count="\d+"', b'count="4294967295"', data))


@attack("styles-many", "100,000 cell formats", ANY)
def _(folder):
    edited(
        folder,
        STYLES,
        lambda data: data.replace(
            b"</cellXfs>", b'<xf numFmtId="10" fontId="0"/>' * 100_000 + b"</cellXfs>"
        ),
    )


@attack("style-format-long", "a number format of a megabyte", ANY)
def _(folder):
    edited(
        folder,
        STYLES,
        lambda data: data.replace(
            b"<fonts",
            b'<numFmts><numFmt numFmtId="200" formatCode="'
            + b"0" * (1 << 20)
            + b'"/></numFmts><fonts',
        ),
    )


@attack("style-format-regex", "a number format made to slow down a pattern", ANY)
def _(folder):
    def change(data):
        return data.replace(
            b"<fonts",
            b'<numFmts><numFmt numFmtId="200" formatCode="'
            + b"[$-" * 20_000
            + b'"/></numFmts><fonts',
        ).replace(b'<xf numFmtId="0"', b'<xf numFmtId="200"', 3)

    edited(folder, STYLES, change)


@attack("types-lie", "content types that call the sheet an image", ANY)
def _(folder):
    edited(folder, TYPES, lambda data: data.replace(b"spreadsheetml.worksheet+xml", b"image/png"))


@attack("relation-outside", "a sheet whose relation points outside", ANY)
def _(folder):
    edited(
        folder,
        RELATIONS,
        lambda data: data.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd"),
    )


@attack("relation-external", "a sheet on another computer", ANY)
def _(folder):
    edited(
        folder,
        RELATIONS,
        lambda data: data.replace(
            b'Target="/xl/worksheets/sheet1.xml"',
            b'TargetMode="External" Target="http://127.0.0.1:9/sheet1.xml"',
        ),
    )


@attack("relation-to-itself", "a sheet whose part is the workbook", ANY)
def _(folder):
    edited(
        folder,
        RELATIONS,
        lambda data: data.replace(b"/xl/worksheets/sheet1.xml", b"/xl/workbook.xml"),
    )


@attack("relations-missing", "a workbook without relations", REFUSED)
def _(folder):
    edited(
        folder,
        RELATIONS,
        lambda _: (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        ),
    )


@attack("sheets-many", "10,000 sheets that are all the same part", ANY)
def _(folder):
    edited(
        folder,
        BOOK,
        lambda data: re.sub(
            rb"(<(?:\w+:)?sheet [^>]*?)name=\"BOM\"([^>]*/>)",
            lambda sheet: (
                b"".join(
                    sheet.group(1) + b'name="S%d"' % at + sheet.group(2) for at in range(10_000)
                )
                + sheet.group()
            ),
            data,
        ),
    )


@attack("sheet-name-long", "a sheet whose name has a million letters", ANY)
def _(folder):
    edited(
        folder,
        BOOK,
        lambda data: data.replace(b'name="Content"', b'name="' + b"C" * 1_000_000 + b'"'),
    )


@attack("sheet-name-twice", "two sheets named BOM", ANY)
def _(folder):
    edited(folder, BOOK, lambda data: data.replace(b'name="Content"', b'name="BOM"'))


@attack("sheet-very-hidden", "the bill on a sheet that only a program can show", OPEN)
def _(folder):
    edited(
        folder,
        BOOK,
        lambda data: data.replace(b'name="BOM"', b'name="BOM" state="veryHidden"').replace(
            b'state="visible" ', b""
        ),
    )


@attack("date1904", "days counted from 1904", ANY)
def _(folder):
    edited(folder, BOOK, lambda data: data.replace(b"<workbookPr", b'<workbookPr date1904="1"'))


@attack("inline-rich-text", "texts in a thousand runs", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>",
            b'<row r="9"><c r="B9" t="inlineStr"><is>'
            + b"<r><t>MAG</t></r>" * 3000
            + b"</is></c></row></sheetData>",
        ),
    )


@attack("formula-without-value", "the price as a formula that was never reckoned", OPEN)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>', b'<c r="J3"><f>1E9*1E9</f></c>', data
        ),
    )


@attack("formula-long", "a formula of a megabyte", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>',
            b'<c r="J3"><f>' + b"1+" * 500_000 + b"1</f><v>10</v></c>",
            data,
        ),
    )


@attack("formula-shared", "shared formulas that refer to each other", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>',
            b'<c r="J3"><f t="shared" ref="A1:XFD1048576" si="0">J4</f><v>10</v></c>',
            data,
        ),
    )


@attack("formula-array", "an array formula over the whole sheet", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>',
            b'<c r="J3"><f t="array" ref="A1:XFD1048576">ROW()</f><v>10</v></c>',
            data,
        ),
    )


@attack("error-cell", "the price is #REF!", OPEN)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>', b'<c r="J3" t="e"><v>#REF!</v></c>', data
        ),
    )


@attack("cell-type-unknown", "a cell of a type that there is not", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>', b'<c r="J3" t="zzz"><v>10</v></c>', data
        ),
    )


@attack("cell-boolean-price", "the price is TRUE", OPEN)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(
            rb'<c r="J3"[^>]*><v>10</v></c>', b'<c r="J3" t="b"><v>1</v></c>', data
        ),
    )


@attack("hidden-row", "the magnet in a hidden row", CROSSES)
def _(folder):
    edited(folder, BOM, lambda data: data.replace(b'<row r="3"', b'<row r="3" hidden="1"'))


@attack("row-height-zero", "the magnet in a row without height", CROSSES)
def _(folder):
    edited(
        folder, BOM, lambda data: data.replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"')
    )
