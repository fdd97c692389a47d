"""Zip containers that lie, and files that are none."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from pathlib import Path

from tests.attacks.registry import (
    ANY,
    BOM,
    REFUSED,
    SEEDS,
    STRINGS,
    attack,
    edited,
    parts_of,
    write,
    zip_up,
)


def patched(folder: Path, change) -> None:
    path = write(folder)
    data = bytearray(path.read_bytes())
    changed = change(data)
    path.write_bytes(bytes(data if changed is None else changed))


def directory(data: bytearray, at: int = 0) -> int:
    """Where the entry number ``at`` of the zip directory begins."""
    place = -1
    for _ in range(at + 1):
        place = data.index(b"PK\x01\x02", place + 1)
    return place


@attack("zip-bomb", "a part of zeros that inflates a thousand times", REFUSED)
def _(folder):
    edited(folder, "xl/media/zeros.bin", lambda _: bytes(64 << 20))


@attack("zip-bomb-in-sheet", "a sheet of millions of equal rows", ANY)
def _(folder):
    edited(
        folder,
        BOM,
        lambda data: data.replace(
            b"</sheetData>", b'<row><c t="n"><v>1</v></c></row>' * 3_000_000 + b"</sheetData>"
        ),
    )


@attack("zip-bomb-nested", "a zip file inside of a zip file inside of a zip file", ANY)
def _(folder):
    inner = bytes(10 << 20)
    for at in range(3):
        zip_up(folder / f"inner{at}.zip", {"a": inner})
        inner = (folder / f"inner{at}.zip").read_bytes()
        (folder / f"inner{at}.zip").unlink()
    edited(folder, "xl/media/inner.zip", lambda _: inner)


@attack("zip-bomb-many", "a dozen parts of sixteen megabytes", REFUSED)
def _(folder):
    path = write(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for at in range(12):
            archive.writestr(f"xl/media/{at}.bin", bytes(16 << 20))


@attack("zip-size-lies-small", "a size in the directory that is too small", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(directory(data) + 24, directory(data) + 28), struct.pack("<I", 3)
        ),
    )


@attack("zip-size-lies-large", "a size in the directory of 4 GB", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(directory(data) + 24, directory(data) + 28), b"\xff\xff\xff\xfe"
        ),
    )


@attack("zip-packed-size-lies", "a packed size that runs into the next part", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(directory(data) + 20, directory(data) + 24), struct.pack("<I", 60_000)
        ),
    )


@attack("zip-crc-wrong", "a checksum that does not fit", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(slice(directory(data) + 16, directory(data) + 20), b"abcd"),
    )


@attack("zip-overlap", "two parts that begin at the same place", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(directory(data, 1) + 42, directory(data, 1) + 46),
            data[directory(data) + 42 : directory(data) + 46],
        ),
    )


@attack("zip-offset-beyond", "a part that begins behind the end of the file", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(directory(data, 1) + 42, directory(data, 1) + 46), b"\xff\xff\xff\x7f"
        ),
    )


@attack("zip-count-lies", "a directory that claims 65,000 entries", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(data.rindex(b"PK\x05\x06") + 8, data.rindex(b"PK\x05\x06") + 12),
            b"\xe8\xfd\xe8\xfd",
        ),
    )


@attack("zip-directory-twice", "a second directory behind the first", ANY)
def _(folder):
    patched(folder, lambda data: data + data[directory(data) :])


@attack("zip-before", "an executable before the zip file", ANY)
def _(folder):
    patched(folder, lambda data: b"MZ" + bytes(600) + data)


@attack("zip-behind", "megabytes behind the zip file", ANY)
def _(folder):
    patched(folder, lambda data: data + bytes(70_000))


@attack("zip-comment", "a comment that looks like a directory", ANY)
def _(folder):
    path = write(folder)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"PK\x05\x06" + bytes(18)


@attack("zip-duplicate", "two parts of one name", REFUSED)
def _(folder):
    path = write(folder)
    data = parts_of(path)[BOM].replace(b"100", b"1")
    with path.open("r+b") as file, zipfile.ZipFile(file, "a") as archive:
        archive.NameToInfo.pop(BOM)
        archive.writestr(BOM, data)


@attack("zip-duplicate-case", "two parts whose names differ in case only", REFUSED)
def _(folder):
    edited(folder, BOM.upper(), lambda _: b"<worksheet/>")


@attack("zip-duplicate-slash", "two parts whose names differ in the slash only", REFUSED)
def _(folder):
    edited(folder, BOM.replace("/", "\\"), lambda _: b"<worksheet/>")


for number, name in enumerate(
    (
        "../../evil.xml",
        "/etc/cron.d/evil",
        "..\\..\\evil.dll",
        "C:/evil.exe",
        "xl/../../../evil",
        "//server/share/evil",
    )
):

    @attack(f"zip-traversal-{number}", f"a part named {name}", REFUSED)
    def _(folder, name=name):
        edited(folder, name, lambda _: b"evil")


@attack("zip-name-nul", "a part whose name has a NUL", REFUSED)
def _(folder):
    patched(folder, lambda data: bytes(data).replace(b"docProps/app.xml", b"docProps/a\x00p.xml"))


@attack("zip-name-long", "a part whose name has 60,000 letters", ANY)
def _(folder):
    edited(folder, "xl/" + "a" * 60_000 + ".xml", lambda _: b"<a/>")


@attack("zip-many-parts", "20,000 parts", REFUSED)
def _(folder):
    path = write(folder)
    zip_up(path, parts_of(path) | {f"xl/media/{at}.txt": b"x" for at in range(20_000)})


@attack("zip-encrypted", "a part that says it is encrypted", REFUSED)
def _(folder):
    patched(
        folder, lambda data: data.__setitem__(directory(data) + 8, data[directory(data) + 8] | 1)
    )


@attack("zip-encrypted-local", "a part that says so in its local header only", REFUSED)
def _(folder):
    patched(folder, lambda data: data.__setitem__(6, data[6] | 1))


@attack("zip-method-unknown", "a part packed with method 99", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(
            slice(directory(data) + 10, directory(data) + 12), b"\x63\x00"
        ),
    )


@attack("zip-method-lzma", "parts packed with LZMA", REFUSED)
def _(folder):
    path = write(folder)
    zip_up(path, parts_of(path), zipfile.ZIP_LZMA)


@attack("zip-method-bzip2", "parts packed with bzip2", REFUSED)
def _(folder):
    path = write(folder)
    zip_up(path, parts_of(path), zipfile.ZIP_BZIP2)


@attack("zip-method-differs", "a method that differs between the two headers", REFUSED)
def _(folder):
    patched(folder, lambda data: data.__setitem__(8, 0))


@attack(
    "zip-stored", "a workbook that is not packed at all: harmless, and to be read", frozenset({1})
)
def _(folder):
    path = write(folder)
    zip_up(path, parts_of(path), zipfile.ZIP_STORED)


@attack("zip-deflate-garbage", "packed bytes that are noise", REFUSED)
def _(folder):
    def noise(data):
        length = struct.unpack_from("<I", data, directory(data) + 20)[0]
        start = 30 + struct.unpack_from("<H", data, 26)[0] + struct.unpack_from("<H", data, 28)[0]
        data[start : start + length] = os.urandom(length)

    patched(folder, noise)


@attack("zip-deflate-goes-on", "a stream that goes on behind its end", REFUSED)
def _(folder):
    def longer(data):
        data[0:4] = b"PK\x03\x04"
        place = directory(data)
        length = struct.unpack_from("<I", data, place + 20)[0]
        data[place + 20 : place + 24] = struct.pack("<I", length + 12)

    patched(folder, longer)


@attack("zip-quine", "a zip file that holds only itself, as far as the directory goes", REFUSED)
def _(folder):
    zip_up(folder / "bom.xlsx", {"bom.xlsx": b"PK\x03\x04" + bytes(100)})


@attack("zip-no-workbook", "a zip file without a workbook", REFUSED)
def _(folder):
    zip_up(folder / "bom.xlsx", {"readme.txt": b"hello"})


@attack("zip-word", "a Word document named .xlsx", REFUSED)
def _(folder):
    zip_up(
        folder / "bom.xlsx",
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"},
    )


for keep in (0, 1, 4, 22, 100, 1000, 3000):

    @attack(f"cut-after-{keep}", f"a workbook cut off after {keep} bytes", REFUSED)
    def _(folder, keep=keep):
        patched(folder, lambda data: data[:keep])


for cut in (1, 20, 60, 400):

    @attack(f"cut-before-{cut}", f"a workbook whose last {cut} bytes are missing", REFUSED)
    def _(folder, cut=cut):
        patched(folder, lambda data: data[:-cut])


@attack("zip-zeros-in-the-middle", "a kilobyte of zeros in the middle", REFUSED)
def _(folder):
    patched(
        folder,
        lambda data: data.__setitem__(slice(len(data) // 3, len(data) // 3 + 1000), bytes(1000)),
    )


@attack("zip64-lies", "a directory that says to look at 2^63", ANY)
def _(folder):
    def far(data):
        end = data.rindex(b"PK\x05\x06")
        data[end + 16 : end + 20] = b"\xff\xff\xff\xff"
        return (
            data[:end]
            + struct.pack(
                "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**63, 2**63, 2**63, 2**62
            )
            + struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
            + data[end:]
        )

    patched(folder, far)


@attack("strings-bomb", "a shared text of a megabyte that stands in 100,000 cells", ANY)
def _(folder):
    path = folder / "bom.xlsx"
    parts = parts_of(SEEDS / "shared.xlsx")
    parts[STRINGS] = parts[STRINGS].replace(
        b"</sst>", b"<si><t>" + b"A" * 30_000 + b"</t></si></sst>"
    )
    last = parts[STRINGS].count(b"<si>") - 1
    cells = "".join(
        f'<row r="{row}"><c r="C{row}" t="s"><v>{last}</v></c></row>' for row in range(10, 110_000)
    )
    parts[BOM] = parts[BOM].replace(b"</sheetData>", cells.encode() + b"</sheetData>")
    zip_up(path, parts)


@attack("strings-quadratic", "a shared text of 20 MB", ANY)
def _(folder):
    edited(
        folder,
        STRINGS,
        lambda data: data.replace(b"</sst>", b"<si><t>" + b"A" * (20 << 20) + b"</t></si></sst>"),
    )


@attack("strings-many", "five million shared texts", ANY)
def _(folder):
    edited(
        folder,
        STRINGS,
        lambda data: data.replace(b"</sst>", b"<si><t/></si>" * 5_000_000 + b"</sst>"),
    )


@attack("gzip", "a gzip file named .xlsx", REFUSED)
def _(folder):
    (folder / "bom.xlsx").write_bytes(b"\x1f\x8b\x08" + zlib.compress(bytes(1000)))


for magic, what in (
    (b"%PDF-1.7\n", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"<html><table><tr><td>MAG", "html"),
    (b"{\\rtf1 MAG}", "rtf"),
    (b"MZ\x90\x00", "exe"),
    (b"\x7fELF\x02\x01\x01", "elf"),
):

    @attack(f"not-a-workbook-{what}", f"a {what} file named .xlsx", REFUSED)
    def _(folder, magic=magic):
        (folder / "bom.xlsx").write_bytes(magic + bytes(range(256)) * 4)
