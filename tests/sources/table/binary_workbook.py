"""Builds small .xlsb files, which no free program writes: the records of [MS-XLSB] that the tests need, and no more."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def record(kind: int, held: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(held), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + held


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(number: int, *, hidden: bool = False, outline: int = 0) -> bytes:
    return record(
        0, struct.pack("<IIHBBBI", number, 0, 300, 0, outline | (0x10 if hidden else 0), 0, 0)
    )


def cell(kind: int, column: int, held: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + held)


def number(column: int, value: float, style: int = 0) -> bytes:
    return cell(5, column, struct.pack("<d", value), style)


def shared(column: int, index: int, style: int = 0) -> bytes:
    return cell(7, column, struct.pack("<I", index), style)


def error(column: int, style: int = 0) -> bytes:
    return cell(3, column, b"\x17", style)


def formula(column: int, value: float, style: int = 0) -> bytes:
    return cell(9, column, struct.pack("<dHI", value, 0, 0) + struct.pack("<I", 0), style)


def hidden_columns(first: int, last: int) -> bytes:
    return record(60, struct.pack("<IIIIH", first, last, 2560, 0, 1))


def merged(top: int, left: int, bottom: int, right: int) -> bytes:
    return (
        record(177, struct.pack("<I", 1))
        + record(176, struct.pack("<IIII", top, bottom, left, right))
        + record(178)
    )


def sheet(rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    extent = record(148, struct.pack("<IIII", 0, 100, 0, 20))
    return record(129) + extent + before + record(145) + rows + record(146) + after + record(130)


def _font(*, strike: bool, white: bool) -> bytes:
    colour = bytes([5, 0, 0, 0, 255, 255, 255, 255]) if white else bytes([7, 1, 0, 0, 0, 0, 0, 255])
    return record(
        43,
        struct.pack("<HHHHBBBB", 220, 8 if strike else 0, 400, 0, 0, 2, 0, 0)
        + colour
        + b"\0"
        + wide("Calibri"),
    )


def styles(formats: Iterable[str], *, strike: bool = True) -> bytes:
    """Style 0 is plain, then one for each number format, then a struck one, a white one, and one with an indent of two."""
    codes = list(formats)
    fonts = [
        _font(strike=False, white=False),
        _font(strike=strike, white=False),
        _font(strike=False, white=True),
    ]
    fill = record(45, struct.pack("<I", 0) + bytes(64))
    looks = [
        (0, 0, 0),
        *((164 + index, 0, 0) for index in range(len(codes))),
        (0, 1, 0),
        (0, 2, 0),
        (0, 0, 2),
    ]
    xfs = [
        record(47, struct.pack("<HHHHHBBHBB", 0, code, font, 0, 0, 0, indent, 0, 0, 0))
        for code, font, indent in looks
    ]
    return b"".join(
        [
            record(278),
            record(615, struct.pack("<I", len(codes))),
            *(
                record(44, struct.pack("<H", 164 + index) + wide(code))
                for index, code in enumerate(codes)
            ),
            record(616),
            record(611, struct.pack("<I", 3)),
            *fonts,
            record(612),
            record(603, struct.pack("<I", 1)),
            fill,
            record(604),
            record(617, struct.pack("<I", len(xfs))),
            *xfs,
            record(618),
            record(279),
        ]
    )


def texts(*found: str, declared: int | None = None) -> bytes:
    count = len(found) if declared is None else declared
    return (
        record(159, struct.pack("<II", count, count))
        + b"".join(record(19, b"\0" + wide(text)) for text in found)
        + record(160)
    )


def workbook(
    path: Path,
    sheets: dict[str, bytes],
    strings: bytes = b"",
    looks: bytes = b"",
    states: dict[str, int] | None = None,
    **more: bytes,
) -> Path:
    """A file of these sheet parts; a state of 1 hides a sheet, 2 hides it deep."""
    listed = b"".join(
        record(
            156, struct.pack("<II", (states or {}).get(name, 0), at) + wide(f"rId{at}") + wide(name)
        )
        for at, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.bin"/>'
        for at in range(1, len(sheets) + 1)
    )
    relations += f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="rIdT" Type="{OFFICE}/styles" Target="styles.bin"/>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>'.encode(),
        "xl/workbook.bin": record(131)
        + record(153, struct.pack("<III", 0, 0, 0))
        + record(143)
        + listed
        + record(144)
        + record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'.encode(),
        "xl/sharedStrings.bin": strings or texts(),
        "xl/styles.bin": looks or styles([]),
        **{f"xl/worksheets/sheet{at}.bin": held for at, held in enumerate(sheets.values(), 1)},
    } | {name.replace("__", "/"): held for name, held in more.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return path
