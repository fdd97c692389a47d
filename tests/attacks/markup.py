"""The XML of which a workbook is made: declarations, entities, encodings, names, what is never closed."""

from __future__ import annotations

import re

from tests.attacks.registry import (
    ANY,
    BOM,
    BOOK,
    REFUSED,
    STRINGS,
    STYLES,
    attack,
    edited,
)

DOCTYPES = {
    "doctype": b'<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">',
    "entity": b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>',
    "billion-laughs": b'<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>',
    "external-entity": b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "parameter-entity": b'<!DOCTYPE worksheet [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>',
}
for name, doctype in DOCTYPES.items():
    for part, where in ((BOM, "sheet"), (STRINGS, "strings"), (BOOK, "book"), (STYLES, "styles")):

        @attack(f"xml-{name}-in-{where}", f"a {name} in the {where}", REFUSED)
        def _(folder, doctype=doctype, part=part):
            edited(
                folder,
                part,
                lambda data: (
                    data.replace(b"?>", b"?>" + doctype, 1) if b"?>" in data else doctype + data
                ),
            )


@attack("xml-doctype-late", "a DOCTYPE behind a comment of 300 kB", REFUSED)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: (
            b"<!--" + b"x" * 300_000 + b"-->" + DOCTYPES["entity"] + data.partition(b"?>")[2]
        ),
    )


@attack("xml-utf16", "a sheet in UTF-16, where a DOCTYPE could hide", REFUSED)
def _(folder):
    edited(folder, BOM, lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16"))


@attack("xml-utf7", "a sheet that says it is UTF-7", REFUSED)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: b"<?xml version='1.0' encoding='UTF-7'?>" + data.partition(b"?>")[2],
    )


@attack("xml-invalid-utf8", "bytes that are no UTF-8", ANY)
def _(folder):
    edited(folder, STRINGS, lambda data: data.replace(b"Product", b"Pro\xff\xfeduct"))


@attack("xml-nul", "NUL characters in a text", ANY)
def _(folder):
    edited(folder, STRINGS, lambda data: data.replace(b"Product", b"Pro&#0;duct"))


@attack("xml-surrogate", "half of a surrogate pair", ANY)
def _(folder):
    edited(folder, STRINGS, lambda data: data.replace(b"Product", b"Pro&#xD800;duct"))


@attack("xml-deep", "elements nested 100,000 deep", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b"</sheetData>" + b"<x>" * 100_000 + b"</x>" * 100_000
        ),
    )


@attack("xml-long-attribute", "an attribute of 10 MB", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(b"<sheetData>", b'<sheetData x="' + b"a" * (10 << 20) + b'">'),
    )


@attack("xml-many-attributes", "an element with 200,000 attributes", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"<sheetData>",
            b"<sheetData " + b" ".join(b'a%d="1"' % at for at in range(200_000)) + b">",
        ),
    )


@attack("xml-long-name", "an element whose name has a million letters", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(b"</sheetData>", b"</sheetData><" + b"a" * 1_000_000 + b"/>"),
    )


@attack("xml-not-closed", "a sheet that ends in the middle", ANY)
def _(folder):
    edited(folder, BOM, lambda data: data[: len(data) // 2])


@attack("xml-garbage", "a sheet of noise", ANY)
def _(folder):
    edited(folder, BOM, lambda _: bytes(range(256)) * 20)


@attack("xml-empty-sheet", "an empty sheet part", ANY)
def _(folder):
    edited(folder, BOM, lambda _: b"")


@attack("xml-empty-book", "an empty workbook part", REFUSED)
def _(folder):
    edited(folder, BOOK, lambda _: b"")


@attack("xml-cdata", "texts in CDATA sections", ANY)
def _(folder):
    edited(folder, STRINGS, lambda data: data.replace(b"<t>MAG</t>", b"<t><![CDATA[MAG]]></t>"))


@attack("xml-comments", "comments between all elements", ANY)
def _(folder):
    edited(folder, BOM, lambda data: data.replace(b"<c ", b"<!-- </row></sheetData> --><c "))


@attack("xml-instructions", "processing instructions", ANY)
def _(folder):
    edited(
        folder, BOM, lambda data: data.replace(b"<sheetData>", b"<?php system('id') ?><sheetData>")
    )


@attack("xml-prefixes", "every element with a prefix of its own", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: re.sub(rb"<(/?)(?=[a-z])", rb"<\1q:", data).replace(
            b"<q:worksheet xmlns=", b"<q:worksheet xmlns:q="
        ),
    )


@attack("xml-alternate-content", "rows inside of AlternateContent", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"<sheetData>",
            b'<sheetData><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback>',
        ).replace(b"</sheetData>", b"</mc:Fallback></mc:AlternateContent></sheetData>"),
    )


@attack("xml-sheetdata-twice", "two tables of cells in one sheet", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>",
            b'</sheetData><sheetData><row r="3"><c r="J3"><v>1000000000</v></c></row></sheetData>',
        ),
    )
