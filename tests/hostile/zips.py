"""Zip containers that lie about what they hold."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from tests.hostile.kinds import ANY, BOM, BOOK, CROSSES, FACTS, REFUSED, SEEDS, STRINGS, before, edited, hostile, parts_of, saved, zip_up

CHEAP = b"</sheetData>"


def patched(folder: Path, change) -> Path:
    """The seed with its bytes changed in place."""
    held = bytearray((SEEDS / "shared.xlsx").read_bytes())
    made = change(held)
    return saved(folder, bytes(held if made is None else made), "bom.xlsx")


def directory(held: bytearray, name: str) -> int:
    """Where the directory's entry of a part begins."""
    place = -1
    while True:
        place = held.index(b"PK\x01\x02", place + 1)
        if held[place + 46 : place + 46 + len(name)] == name.encode():
            return place


def put(held: bytearray, at: int, form: str, value: int) -> None:
    struct.pack_into(form, held, at, value)


def deflated(pieces) -> tuple[bytes, int, int]:
    """Packed bytes, size and checksum of pieces that never stand in memory together."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, size, checksum = [], 0, 0
    for piece in pieces:
        packed.append(packer.compress(piece))
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
    return b"".join([*packed, packer.flush()]), size, checksum


def raw_zip(path: Path, parts: list[tuple[str, bytes, int, int, int]]) -> Path:
    """A zip file of (name, packed bytes, size, checksum, method) as they are given."""
    body, entries = b"", b""
    for name, packed, size, checksum, method in parts:
        head = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, checksum, len(packed), size, len(name), 0)
        entries += b"PK\x01\x02" + struct.pack("<H", 20) + head[:24] + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(body))[:0]
        entries += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + head + name.encode() + packed
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(entries), len(body), 0)
    path.write_bytes(body + entries + end)
    return path


def with_part(folder: Path, name: str, pieces) -> Path:
    """The seed with one part of any size, made without holding it."""
    parts = [(one, held, len(held), zlib.crc32(held), 0) for one, held in parts_of(SEEDS / "shared.xlsx").items() if one != name]
    return raw_zip(folder / "bom.xlsx", [*parts, (name, *deflated(pieces), 8)])


def around(name: str, mark: bytes, filler) -> list[bytes]:
    """The part of the seed with a filler before a mark."""
    head, _, tail = parts_of(SEEDS / "shared.xlsx")[name].partition(mark)
    return [head, *filler, mark + tail]


@hostile("zip-raw-whole", "nothing: a zip file written by hand, which must read like any other", CROSSES)
def _(folder):
    return with_part(folder, "xl/extra.xml", [b"<a/>"])


@hostile("zip-ratio-400", "a part just within the allowed ratio, 40 MB of elements that mean nothing")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<x/>" * (1 << 18)] * 40))


@hostile("zip-of-elements", "a megabyte that inflates to 390 MB of empty elements")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<x/>" * (1 << 20)] * 97))


@hostile("zip-of-rows", "600 kB that inflate to rows without cells, just under the limit of rows")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<row/>" * 100_000] * 10))


@hostile("zip-of-blank-cells", "900 kB of cells that hold nothing")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b'<row r="9">', *[b"<c/>" * 1000] * 39_000, b"</row>"]))


@hostile("zip-of-equal-cells", "a million equal cells that pack to nothing")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"] * 10_000))


@hostile("zip-of-comments", "200 MB of comments in a sheet")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<!--" + b"-" * 0 + b"x" * 1_000_000 + b"-->"] * 200))


@hostile("zip-of-one-comment", "one comment of 200 MB")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<!--", *[b"x" * 1_000_000] * 200, b"-->"]))


@hostile("zip-of-one-attribute", "one attribute of 300 MB")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b'<x y="', *[b"x" * 1_000_000] * 300, b'"/>']))


@hostile("zip-of-one-tag", "a tag of 300 MB that never ends")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<x", *[b" " * 1_000_000] * 300]))


@hostile("zip-of-one-text", "a cell with one text of 300 MB")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b'<row r="9"><c r="B9" t="str"><v>', *[b"x" * 1_000_000] * 300, b"</v></c></row>"]))


@hostile("zip-of-one-inline-text", "an inline text of 300 MB")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b'<row r="9"><c r="B9" t="inlineStr"><is><t>', *[b"x" * 1_000_000] * 300, b"</t></is></c></row>"]))


@hostile("zip-of-one-formula", "a formula of 300 MB")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b'<row r="9"><c r="B9"><f>', *[b"1+" * 500_000] * 300, b"1</f><v>1</v></c></row>"]))


@hostile("zip-of-depth", "elements nested ten million deep")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b"<x>" * 1_000_000] * 10))


@hostile("zip-of-runs", "one shared text in four million runs")
def _(folder):
    return with_part(folder, STRINGS, around(STRINGS, b"</sst>", [b"<si>", *[b"<r><t></t></r>" * 10_000] * 400, b"</si>"]))


@hostile("zip-of-styles", "20 million cell formats")
def _(folder):
    return with_part(folder, "xl/styles.xml", around("xl/styles.xml", b"</cellXfs>", [b'<xf numFmtId="0"/>' * 10_000] * 2000))


@hostile("zip-of-fonts", "20 million fonts")
def _(folder):
    return with_part(folder, "xl/styles.xml", around("xl/styles.xml", b"</fonts>", [b"<font/>" * 10_000] * 2000))


@hostile("zip-of-formats", "five million number formats")
def _(folder):
    return with_part(folder, "xl/styles.xml", around("xl/styles.xml", b"</numFmts>", [b"".join(b'<numFmt numFmtId="%d" formatCode="0"/>' % (one * 10_000 + at) for at in range(10_000)) for one in range(20, 520)]))


@hostile("zip-of-relations", "three million relations")
def _(folder):
    name = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    return with_part(folder, name, around(name, b"</Relationships>", [b"".join(b'<Relationship Id="r%d" Type="%s" Target="a"/>' % (one * 10_000 + at, kind) for at in range(10_000)) for one in range(150)]))


@hostile("zip-of-sheets", "two million sheets in the list of sheets")
def _(folder):
    return with_part(folder, BOOK, around(BOOK, b"</sheets>", [b"".join(b'<sheet name="S%d" sheetId="9" r:id="rId3"/>' % (one * 10_000 + at) for at in range(10_000)) for one in range(200)]))


@hostile("zip-of-names", "a million defined names")
def _(folder):
    return with_part(folder, BOOK, around(BOOK, b"</workbook>", [b"<definedNames>", *[b'<definedName name="n">A1</definedName>' * 10_000] * 100, b"</definedNames>"]))


@hostile("zip-of-merges", "two million merged ranges", ANY)
def _(folder):
    return with_part(folder, BOM, around(BOM, b"<printOptions", [b"<mergeCells>", *[b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(at, at + 10_000)) for at in range(10, 2_000_010, 10_000)], b"</mergeCells>"]))


@hostile("zip-of-links", "a million hyperlinks over whole columns")
def _(folder):
    return with_part(folder, BOM, around(BOM, b"</worksheet>", [b"<hyperlinks>", *[b'<hyperlink ref="A1:XFD1048576" location="x"/>' * 10_000] * 100, b"</hyperlinks>"]))


@hostile("zip-of-columns", "two million column definitions over all columns, hidden")
def _(folder):
    return with_part(folder, BOM, around(BOM, b"<sheetData>", [b"<cols>", *[b'<col min="1" max="16384" hidden="1"/>' * 10_000] * 20, b"</cols>"]))


@hostile("zip-of-hidden-rows", "a million hidden rows")
def _(folder):
    return with_part(folder, BOM, around(BOM, CHEAP, [b'<row hidden="1" outlineLevel="7"/>' * 100_000] * 10))


@hostile("zip-size-in-one-header", "a size that only the part's own header gets wrong", frozenset({1, 4}))
def _(folder):
    return patched(folder, lambda held: put(held, 22, "<I", 7))


@hostile("zip-crc-of-nothing", "a checksum of zero", REFUSED)
def _(folder):
    return patched(folder, lambda held: put(held, directory(held, BOM) + 16, "<I", 0))


@hostile("zip-extra-swallows", "an extra field that swallows the beginning of a part", REFUSED)
def _(folder):
    def longer(held):
        at = struct.unpack_from("<I", held, directory(held, BOM) + 42)[0]
        put(held, at + 28, "<H", 40)

    return patched(folder, longer)


@hostile("zip-name-differs", "a part that bears another name in its own header", REFUSED)
def _(folder):
    def other(held):
        at = struct.unpack_from("<I", held, directory(held, BOM) + 42)[0]
        held[at + 30 : at + 30 + len(BOM)] = BOM.replace("1", "7").encode()

    return patched(folder, other)


@hostile("zip-unicode-name", "a part whose extra field says that it has another name", frozenset({1, 4}))
def _(folder):
    parts = parts_of(SEEDS / "shared.xlsx")
    path = folder / "bom.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in parts.items():
            entry = zipfile.ZipInfo(name)
            if name == FACTS:
                entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(BOM), 1, zlib.crc32(name.encode())) + BOM.encode()
            archive.writestr(entry, held)
    return path


@hostile("zip64-sizes", "sizes that stand in an extra field of 64 bits", ANY)
def _(folder):
    path = folder / "bom.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in parts_of(SEEDS / "shared.xlsx").items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(held)
    return path


@hostile("zip-data-descriptor", "sizes behind the parts, as programs write them that cannot go back", CROSSES)
def _(folder):
    import io  # noqa: PLC0415

    class Pipe(io.RawIOBase):
        """What cannot go back."""

        held = b""

        def writable(self):
            return True

        def write(self, some):
            self.held += bytes(some)
            return len(some)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts_of(SEEDS / "shared.xlsx").items():
            archive.writestr(name, held)
    return saved(folder, pipe.held, "bom.xlsx")


@hostile("zip-end-hidden", "an end of directory within the comment, which points at another workbook", REFUSED)
def _(folder):
    real = (SEEDS / "shared.xlsx").read_bytes()
    return saved(folder, real[:-2] + struct.pack("<H", 22) + b"PK\x05\x06" + bytes(18), "bom.xlsx")


@hostile("zip-two-workbooks", "two workbooks one behind the other, each with its own directory", REFUSED)
def _(folder):
    clean = parts_of(SEEDS / "shared.xlsx")
    clean[BOM] = clean[BOM].replace(b"<v>10</v>", b"<v>100000</v>")
    zip_up(folder / "clean.xlsx", clean)
    return saved(folder, (SEEDS / "shared.xlsx").read_bytes() + (folder / "clean.xlsx").read_bytes(), "bom.xlsx")


@hostile("zip-folder-entries", "folders as entries, as some programs write them", CROSSES)
def _(folder):
    return zip_up(folder / "bom.xlsx", {"xl/": b"", "xl/worksheets/": b"", **parts_of(SEEDS / "shared.xlsx")})


@hostile("zip-folder-named-like-part", "a folder with the name of a part")
def _(folder):
    return zip_up(folder / "bom.xlsx", {BOM + "/": b"", **parts_of(SEEDS / "shared.xlsx")})


@hostile("zip-name-escapes", "a part whose name clears the screen", REFUSED)
def _(folder):
    return edited(folder, "xl/\x1b[2J\x1b[1;1H../x\r\n.xml", lambda _: b"<!DOCTYPE a>")


@hostile("zip-name-unicode-dots", "traversal in full-width dots and slashes")
def _(folder):
    return edited(folder, "xl/．．／．．／evil.xml", lambda _: b"<a/>")


@hostile("zip-device-names", "parts named like devices of Windows")
def _(folder):
    return zip_up(folder / "bom.xlsx", {"CON": b"x", "aux.xml": b"<x/>", "NUL.": b"", **parts_of(SEEDS / "shared.xlsx")})


@hostile("zip-symlink", "a part that is a symbolic link to a password file", CROSSES)
def _(folder):
    zip_up(folder / "bom.xlsx", parts_of(SEEDS / "shared.xlsx"))
    with zipfile.ZipFile(folder / "bom.xlsx", "a") as archive:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")


@hostile("zip-disks", "an archive that says it goes on on another disk", REFUSED)
def _(folder):
    return patched(folder, lambda held: put(held, len(held) - 18, "<H", 1))


@hostile("zip-count-short", "a directory that counts one entry less than it has", ANY)
def _(folder):
    def fewer(held):
        count = struct.unpack_from("<H", held, len(held) - 12)[0]
        put(held, len(held) - 14, "<H", count - 1)
        put(held, len(held) - 12, "<H", count - 1)

    return patched(folder, fewer)


@hostile("zip-strong-encryption", "a part with the flag of strong encryption", REFUSED)
def _(folder):
    return patched(folder, lambda held: put(held, directory(held, BOM) + 8, "<H", 0x41))


@hostile("zip-version-huge", "a part that needs version 655.35 of the format", REFUSED)
def _(folder):
    return patched(folder, lambda held: put(held, directory(held, BOM) + 6, "<H", 0xFFFF))


@hostile("zip-stored-lies", "a stored part whose packed and true sizes differ", REFUSED)
def _(folder):
    parts = [(one, held, len(held) + (9 if one == BOM else 0), zlib.crc32(held), 0) for one, held in parts_of(SEEDS / "shared.xlsx").items()]
    return raw_zip(folder / "bom.xlsx", parts)


@hostile("zip-deflate-dictionary", "a deflate stream that refers to before its beginning", REFUSED)
def _(folder):
    broken = b"\x03\x0b\xff\xff\xff\xff"
    parts = [(one, held, len(held), zlib.crc32(held), 0) for one, held in parts_of(SEEDS / "shared.xlsx").items() if one != BOM]
    return raw_zip(folder / "bom.xlsx", [*parts, (BOM, broken, 3000, 7, 8)])


@hostile("zip-empty-blocks", "a part packed as ten million empty blocks before its first byte")
def _(folder):
    held = parts_of(SEEDS / "shared.xlsx")[BOM]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"\x00\x00\x00\xff\xff" * 2_000_000 + packer.compress(held) + packer.flush()
    parts = [(one, held, len(held), zlib.crc32(held), 0) for one, held in parts_of(SEEDS / "shared.xlsx").items() if one != BOM]
    return raw_zip(folder / "bom.xlsx", [*parts, (BOM, packed, len(held), zlib.crc32(held), 8)])


@hostile("zip-mixed-case", "parts whose names are in capitals", ANY)
def _(folder):
    return zip_up(folder / "bom.xlsx", {name.upper() if name.startswith("xl/") else name: held for name, held in parts_of(SEEDS / "shared.xlsx").items()})


@hostile("zip-sheet-twice-listed", "one sheet part listed under two names, so that the magnet counts twice")
def _(folder):
    return edited(folder, BOOK, before(b"</sheets>", b'<sheet name="Second" sheetId="7" r:id="rId3"/>'))
