"""Text files, other formats, paths, options and files of facts."""

from __future__ import annotations

import os
import struct
import subprocess
from functools import cache
from pathlib import Path

from tests.attacks.registry import (
    ANY,
    CONTENT,
    MAGNET,
    OPEN,
    PRODUCT,
    REFUSED,
    SEEDS,
    USAGE,
    attack,
    parts_of,
    write,
    zip_up,
)
from tests.sources.table import old_workbook
from tests.sources.table.binary_workbook import record as binary_record

CSV = "Level,Part Number,Description,Quantity,Material,Unit Price,Currency\n0,PRD,Product,1,,,\n1,MAG,Ring magnet N42SH,4,NdFeB,10,USD\n"


def text(folder: Path, data: bytes, name: str = "bom.csv") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


TEXTS = {
    "unclosed-quote": (CSV.encode() + b'1,"SCREW,steel screw,4\n' + b"1,A,b,1\n" * 1000, ANY),
    "quote-in-the-middle": (CSV.encode() + b'1,SC"REW,steel "screw,4\n', OPEN),
    "nul": (CSV.encode().replace(b"PRD", b"P\x00RD"), ANY),
    "nuls-only": (bytes(5000), REFUSED),
    "blanks-only": (b" \n\t\r\n" * 1000, REFUSED),
    "long-line": (CSV.encode() + b"1," + b"A" * (10 << 20) + b",x,1\n", ANY),
    "million-delimiters": (CSV.encode() + b"," * 1_000_000 + b"\n", ANY),
    "many-empty-lines": (CSV.encode() + b"\n" * 100_000, OPEN),
    "many-short-lines": (CSV.encode() + b"1,S,s,1\n" * 10_000, ANY),
    "two-million-fields": (CSV.encode() + (b"," * 100 + b"\n") * 20_000, ANY),
    "utf7": (CSV.replace("magnet", "+AG0AYQBnAG4AZQB0-").encode(), OPEN),
    "utf16": (CSV.encode("utf-16"), OPEN),
    "utf16-no-mark": (CSV.encode("utf-16-le"), OPEN),
    "utf16-odd": (CSV.encode("utf-16") + b"x", ANY),
    "utf32": (CSV.encode("utf-32"), ANY),
    "utf8-bom": (b"\xef\xbb\xbf" + CSV.encode(), OPEN),
    "two-boms": (b"\xef\xbb\xbf\xef\xbb\xbf" + CSV.encode(), ANY),
    "mixed-encodings": (
        CSV.encode()
        + "1,磁钢,钕铁硼磁钢,1\n".encode("gb18030")
        + "1,ä,Ringmagnet groß,1\n".encode(),
        ANY,
    ),
    "invalid": (CSV.encode() + b"1,\xff\xfe\x80\x81,x,1\n", ANY),
    "ebcdic": (CSV.encode("cp500"), ANY),
    "cr-only": (CSV.replace("\n", "\r").encode(), OPEN),
    "lf-cr": (CSV.replace("\n", "\n\r").encode(), ANY),
    "vertical-tabs": (CSV.encode().replace(b"1,MAG", b"1,M\x0bA\x0cG"), ANY),
    "line-separators": (CSV.replace("MAG", "M\u2028A\u2029G").encode(), OPEN),
    "semicolons": (CSV.replace(",", ";").encode(), OPEN),
    "tabs": (CSV.replace(",", "\t").encode(), OPEN),
    "pipes": (CSV.replace(",", "|").encode(), OPEN),
    "sep-line": (b"sep=;\n" + CSV.replace(",", ";").encode(), OPEN),
    "sep-line-garbage": (b"sep=\xff\n" + CSV.encode(), ANY),
    "sep-line-quote": (b'sep="\n' + CSV.encode(), ANY),
    "escape-codes": (CSV.replace("MAG", "\x1b[2J\x1b]0;owned\x07MAG").encode(), OPEN),
    "backspaces": (CSV.replace("MAG", "MAG\x08\x08\x08XXX").encode(), OPEN),
    "carriage-return-in-field": (CSV.replace("MAG", '"M\rAG"').encode(), ANY),
    "formulas": (CSV.replace("MAG", "=cmd|'/c calc'!A0").encode(), OPEN),
    "decimal-commas": (CSV.replace(",", ";").replace("10", "10,5").encode(), OPEN),
    "thousands": (CSV.replace("10,USD", '"1,234",USD').encode(), OPEN),
    "header-only": (CSV.encode().splitlines()[0] + b"\n", ANY),
    "no-header": (b"\n".join(CSV.encode().splitlines()[1:]), REFUSED),
    "json": (b'{"parts":[{"number":"MAG","price":10}]}', REFUSED),
    "xml": (b"<?xml version='1.0'?><bom><part>MAG</part></bom>", REFUSED),
    "python-pickle": (b"\x80\x04\x95cos\nsystem\n(S'id'\ntR.", ANY),
    "sqlite": (b"SQLite format 3\x00" + bytes(2000), REFUSED),
}
for name, (data, allowed) in TEXTS.items():

    @attack(f"csv-{name}", f"a text file: {name.replace('-', ' ')}", allowed)
    def _(folder, data=data):
        return text(folder, data)


# --------------------------------------------------------------------------- old workbooks


def old(streams, folder):
    return text(folder, old_workbook.compound(streams), "bom.xls")


@attack("ole-header-only", "the first 512 bytes of an old workbook", REFUSED)
def _(folder):
    return text(folder, old_workbook.MAGIC + bytes(504), "bom.xls")


@attack("ole-zeros", "an old workbook of zeros", REFUSED)
def _(folder):
    return text(folder, old_workbook.MAGIC + bytes(200_000), "bom.xls")


@attack("ole-ones", "an old workbook of ones", REFUSED)
def _(folder):
    return text(folder, old_workbook.MAGIC + b"\xff" * 200_000, "bom.xls")


for offset, value, what in (
    (30, 0xFFFF, "sectors of 2^65535 bytes"),
    (32, 0xFFFF, "short sectors of 2^65535 bytes"),
    (44, 0xFFFF, "65,535 tables of sectors"),
    (48, 0x7FFF, "a directory far away"),
    (68, 0, "a circle of tables"),
    (72, 0xFFFF, "many tables of tables"),
    (76, 0, "a table of sectors that is the directory"),
):

    @attack(f"ole-{offset}", f"an old workbook with {what}", ANY)
    def _(folder, offset=offset, value=value):
        data = bytearray(
            old_workbook.compound({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(4000)})
        )
        data[offset : offset + 2] = struct.pack("<H", value)
        return text(folder, bytes(data), "bom.xls")


@attack("ole-word", "a Word document named .xls", REFUSED)
def _(folder):
    return old({"WordDocument": bytes(5000)}, folder)


@attack("ole-encrypted", "a password-protected new workbook", REFUSED)
def _(folder):
    return old({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(500)}, folder)


for number, records in enumerate(
    (
        b"\x09\x08\xff\xff",
        b"\x09\x08\x10\x00" + bytes(16) + b"\x0a\x00\x00\x00",
        b"\x85\x00\xff\xff" * 100,
        b"\xfc\x00\x08\x00\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x3c\x00\x00\x20" * 500,
        b"\x03\x02\x0e\x00\xff\xff\xff\xff" * 50,
        os.urandom(4000),
    )
):

    @attack(f"xls-records-{number}", "an old workbook of broken records", ANY)
    def _(folder, records=records):
        return old(
            {
                "Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00\xbb\x0d\xcc\x07\x00\x00\x00\x00\x06\x00\x00\x00"
                + records
            },
            folder,
        )


# --------------------------------------------------------------------------- seeds made by LibreOffice, broken


@cache
def seed(suffix: str) -> bytes:
    return (SEEDS / f"crosses.{suffix}").read_bytes()


for suffix in ("xls", "ods"):

    @attack(f"{suffix}-whole", f"a whole {suffix} file: the magnet crosses", frozenset({1}))
    def _(folder, suffix=suffix):
        return text(folder, seed(suffix), f"bom.{suffix}")

    for keep in (600, 2000, 5000, 0.5, 0.9):

        @attack(f"{suffix}-cut-{keep}", f"a {suffix} file cut off at {keep}", ANY)
        def _(folder, suffix=suffix, keep=keep):
            data = seed(suffix)
            return text(
                folder, data[: int(len(data) * keep) if keep < 1 else keep], f"bom.{suffix}"
            )


def open_document(folder: Path, change, part: str = "content.xml") -> Path:
    (folder / "seed").write_bytes(seed("ods"))
    parts = parts_of(folder / "seed")
    (folder / "seed").unlink()
    parts[part] = change(parts.get(part, b""))
    return zip_up(folder / "bom.ods", parts)


ROW = b'<table:table-row%s><table:table-cell office:value-type="float" office:value="1"%s><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
REPEATS = {
    "rows": ROW % (b' table:number-rows-repeated="1048576"', b""),
    "rows-2-31": ROW % (b' table:number-rows-repeated="2147483647"', b""),
    "columns": ROW % (b"", b' table:number-columns-repeated="16384"'),
    "both": ROW
    % (b' table:number-rows-repeated="1048576"', b' table:number-columns-repeated="16384"'),
    "negative": ROW % (b' table:number-rows-repeated="-5"', b' table:number-columns-repeated="-1"'),
    "garbage": ROW % (b' table:number-rows-repeated="x"', b' table:number-columns-repeated="1e9"'),
    "many": (b'<table:table-row table:number-rows-repeated="1000000"/>' * 1000) + ROW % (b"", b""),
}
for name, rows in REPEATS.items():

    @attack(f"ods-repeat-{name}", f"rows and columns repeated: {name}", ANY)
    def _(folder, rows=rows):
        return open_document(folder, lambda data: data.replace(b"</table:table>", rows, 1))


for name, change in {
    "doctype": lambda data: data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
    "deep": lambda data: data.replace(
        b"</office:spreadsheet>", b"<x>" * 100_000 + b"</x>" * 100_000 + b"</office:spreadsheet>"
    ),
    "empty": lambda _: b"",
    "garbage": lambda _: bytes(range(256)) * 30,
    "cut": lambda data: data[: len(data) // 2],
    "spaces": lambda data: data.replace(b"<text:p>", b'<text:p><text:s text:c="2000000000"/>', 3),
    "no-table": lambda data: data.replace(b"table:table", b"table:tabel"),
}.items():

    @attack(f"ods-{name}", f"an OpenDocument file: {name}", ANY)
    def _(folder, change=change):
        return open_document(folder, change)


@attack("ods-encrypted", "an encrypted OpenDocument file", REFUSED)
def _(folder):
    return open_document(
        folder,
        lambda data: data.replace(
            b"<manifest:file-entry ",
            b'<manifest:file-entry manifest:size="9"><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry><manifest:file-entry ',
            1,
        ),
        "META-INF/manifest.xml",
    )


@attack("xlsb-no-parts", "a binary workbook without sheets", REFUSED)
def _(folder):
    return zip_up(folder / "bom.xlsb", {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b""})


for number, data in enumerate(
    (
        binary_record(156, b"\xff" * 20),
        b"\x9c\x01\xff\xff\xff\x7f",
        b"\x83\x01\x00" * 10_000,
        os.urandom(3000),
        binary_record(1, bytes(8)) * 1000,
        b"\xff" * 100,
    )
):

    @attack(f"xlsb-book-{number}", "a binary workbook of broken records", ANY)
    def _(folder, data=data):
        relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
        return zip_up(
            folder / "bom.xlsb",
            {
                "[Content_Types].xml": b"<Types/>",
                "xl/workbook.bin": data,
                "xl/_rels/workbook.bin.rels": relations,
                "xl/worksheets/sheet1.bin": data,
            },
        )


# --------------------------------------------------------------------------- paths


@attack("path-missing", "a file that is not there", REFUSED)
def _(folder):
    return folder / "nothing.xlsx"


@attack("path-folder", "a folder", REFUSED)
def _(folder):
    (folder / "bom.xlsx").mkdir()


@attack("path-pipe", "a pipe that nobody writes to", REFUSED)
def _(folder):
    os.mkfifo(folder / "bom.xlsx")


@attack("path-device", "a device without end", REFUSED)
def _(_folder):
    return "/dev/zero"


@attack("path-random", "another device without end", REFUSED)
def _(_folder):
    return "/dev/urandom"


@attack("path-proc", "a file of the system", REFUSED)
def _(_folder):
    return "/proc/self/mem"


@attack("path-circle", "a link to itself", REFUSED)
def _(folder):
    (folder / "bom.xlsx").symlink_to(folder / "bom.xlsx")


@attack("path-link-to-device", "a link to a device", REFUSED)
def _(folder):
    (folder / "bom.xlsx").symlink_to("/dev/zero")


@attack("path-long", "a name of 5,000 letters", REFUSED)
def _(folder):
    return str(folder / ("b" * 5000))


@attack("path-strange", "a name with a line break and escape codes", frozenset({1}))
def _(folder):
    return write(folder, name="b\n\x1b[31mom\x07.xlsx")


@attack("path-surrogates", "a name that is no UTF-8", frozenset({1}))
def _(folder):
    path = write(folder)
    odd = folder / os.fsdecode(b"b\xff\xfeom.xlsx")
    path.rename(odd)
    return odd


@attack("path-empty", "a file without bytes", REFUSED)
def _(folder):
    return text(folder, b"", "bom.xlsx")


@attack("path-sparse", "a sparse file of 10 GB", REFUSED)
def _(folder):
    with (folder / "bom.xlsx").open("wb") as file:
        file.truncate(10 << 30)


@attack("path-sparse-text", "a sparse file of 200 MB of zeros", ANY)
def _(folder):
    with (folder / "bom.csv").open("wb") as file:
        file.truncate(200 << 20)
    return folder / "bom.csv"


@attack("two-files-one-bad", "a good file beside a bomb", REFUSED)
def _(folder):
    bomb = zip_up(
        folder / "bomb.xlsx",
        {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bytes(64 << 20)},
    )
    return [write(folder), bomb]


@attack("same-file-twice", "the same file twice on the command line", OPEN)
def _(folder):
    path = write(folder)
    return [path, path]


# --------------------------------------------------------------------------- facts, rules, options


for name, data in {
    "bomb": None,
    "garbage": b"\xff\xd8\xff" + bytes(100),
    "empty": b"",
    "html": b"<html>",
    "zip": b"PK\x03\x04" + bytes(30),
}.items():

    @attack(f"facts-{name}", f"a file of facts that is {name}", REFUSED)
    def _(folder, data=data):
        path = folder / "facts.xlsx"
        if data is None:
            zip_up(path, {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": bytes(64 << 20)})
        else:
            path.write_bytes(data)
        return [write(folder), "--facts", path]


@attack("facts-clearing", "a file of facts that says the magnet holds nothing", OPEN)
def _(folder):
    facts = write(
        folder,
        [PRODUCT],
        [{"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}],
        name="facts.xlsx",
    )
    return [write(folder), "--facts", facts]


RULES = {
    "broken": "id = ",
    "empty": "",
    "huge": "x = " + "[" * 5000 + "]" * 5000,
    "wrong": 'id = "x"\nthreshold = 5',
    "long-number": "threshold = " + "9" * 5000,
    "binary": "\x00\x01",
}
for name, rule in RULES.items():

    @attack(f"rules-{name}", f"a rule file that is {name}", USAGE)
    def _(folder, rule=rule):
        (folder / "rules").mkdir()
        (folder / "rules" / "r.toml").write_text(rule)
        return [write(folder), "--rules-dir", folder / "rules"]


for number, words in enumerate(
    (
        ["--on", "9999-99-99"],
        ["--currency", "\x1b[31m"],
        ["--quantity", "x"],
        ["--rule", "../../etc/passwd"],
        ["--limit", "rows=0"],
        ["--limit", "seconds=1e9"],
        ["--format", "exe"],
        ["--assume", "everything=fine"],
        ["--profile", "/dev/null/x"],
        ["--profile", "/proc/self/environ"],
    )
):

    @attack(f"option-{number}", f"the option {words}", USAGE)
    def _(folder, words=words):
        return [write(folder), *words]


@attack("sheet-option", "a sheet that is not there, with escape codes", REFUSED)
def _(folder):
    return [write(folder), "--sheet", "\x1b[31mx\x07"]


PROFILES = {
    "every-column": '[columns]\n"Part Number" = "ignored"\n"Description" = "ignored"\n"Item Class" = "ignored"\n',
    "header-far": "header-row = 1000000\n",
    "price-as-mass": '[columns]\n"Unit Mass" = "unit price"\n"Unit Price" = "unit mass"\n',
}
for name, profile in PROFILES.items():

    @attack(f"profile-{name}", f"a profile: {name}", ANY)
    def _(folder, profile=profile):
        (folder / "p.toml").write_text(profile)
        return [write(folder), "--profile", folder / "p.toml"]


def make_seeds() -> None:
    """Make the seeds again with LibreOffice: ``python -m tests.attacks.others``."""
    SEEDS.mkdir(exist_ok=True)
    path = write(SEEDS, [PRODUCT, MAGNET], [CONTENT], name="crosses.xlsx")
    for suffix in ("xls", "ods"):
        subprocess.run(
            ["soffice", "--headless", "--convert-to", suffix, "--outdir", SEEDS, path],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    make_seeds()
