"""Builds small .xls files record by record: Excel 5 as nothing writes it any more, and files that attack."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file; every stream is padded to 4,096 bytes, so that none is short."""
    entries = [(b"Root Entry\0", 5, END, 0, 1)]
    body, table = b"", []
    for name, stream in streams.items():
        held = stream.ljust(4096, b"\0")
        count = -(-len(held) // 512)
        entries.append((name.encode() + b"\0", 2, len(table), len(held), FREE))
        table += [*range(len(table) + 1, len(table) + count), END]
        body += held.ljust(count * 512, b"\0")
    directory = b""
    for at, (name, kind, start, size, child) in enumerate(entries):
        wide = name.decode().encode("utf-16-le")
        right = at + 1 if 0 < at < len(entries) - 1 else FREE
        directory += (
            wide.ljust(64, b"\0")
            + struct.pack("<HBB", len(wide), kind, 1)
            + struct.pack("<III", FREE, right, child)
            + bytes(36)
            + struct.pack("<III", start, size, 0)
        )
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    first = len(table)
    table += [*range(first + 1, first + len(directory) // 512), END]
    tables = -(-(len(table) + 1) // 128)
    while (len(table) + tables) > tables * 128:
        tables += 1
    places = [len(table) + at for at in range(tables)]
    table += [TABLE] * tables
    table += [FREE] * (tables * 128 - len(table))
    header = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, END, 0, END, 0) + struct.pack(
        "<109I", *places, *[FREE] * (109 - tables)
    )
    return header + body + directory + struct.pack(f"<{len(table)}I", *table)


def record(kind: int, held: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(held)) + held


def label(row: int, column: int, text: str) -> bytes:
    """A text as Excel 5 writes it into the cell."""
    held = text.encode("cp1252")
    return record(0x204, struct.pack("<HHHH", row, column, 0, len(held)) + held)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def unreckoned(row: int, column: int) -> bytes:
    """A formula as a program writes it that does not reckon."""
    return record(
        0x06,
        struct.pack("<HHH", row, column, 0)
        + b"\x03\0\0\0\0\0\xff\xff"
        + struct.pack("<HIH", 0, 0, 0),
    )


def error(row: int, column: int) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, 0, 0x17, 1))


def hidden_row(row: int) -> bytes:
    return record(0x208, struct.pack("<HHHHHHI", row, 0, 9, 255, 0, 0, 0x20 | 0x100))


def excel_5(
    sheets: Sequence[tuple[str, bytes]], more: bytes = b"", formats: Sequence[tuple[int, str]] = ()
) -> bytes:
    """The stream of a workbook of Excel 5. Style 0 is General; style 1, 2 ... have the number formats given."""
    font = record(
        0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05Arial"
    )
    codes = b"".join(
        record(0x41E, struct.pack("<HB", key, len(code)) + code.encode()) for key, code in formats
    )
    looks = b"".join(
        record(0xE0, struct.pack("<HHHBBHHHH", 0, key, 1, 0, 0, 0, 0, 0, 0))
        for key in (0, *(key for key, _ in formats))
    )
    head = (
        record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0))
        + record(0x42, struct.pack("<H", 1252))
        + more
        + font * 5
        + codes
        + looks
    )
    parts = [
        record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + cells + record(0x0A)
        for _, cells in sheets
    ]
    names = [name.encode("cp1252") for name, _ in sheets]
    at = len(head) + sum(11 + len(name) for name in names) + 4
    listed = b""
    for name, part in zip(names, parts, strict=True):
        listed += record(0x85, struct.pack("<IHB", at, 0, len(name)) + name)
        at += len(part)
    return head + listed + record(0x0A) + b"".join(parts)


def saved(path: Path, stream: bytes, name: str = "Book") -> Path:
    path.write_bytes(compound({name: stream}))
    return path
