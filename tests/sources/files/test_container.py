"""What a file may be and cost before it is parsed: each refusal has its code, says what was met, and costs next to nothing."""

from __future__ import annotations

import hashlib
import os
import struct
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from calculator.model.problem import Severity
from calculator.sources.files.container import Limits, open_container

CONTENT_TYPES = b'<?xml version="1.0" encoding="UTF-8"?><Types/>'
LIMITS = Limits()


def entry(name: str, data: bytes = b"<a/>", **wrong: int) -> dict[str, object]:
    """A part as a zip file stores it; ``wrong`` overrides what the directory says of it."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    return {
        "name": name.encode(),
        "packed": packed,
        "flags": 0,
        "method": 8,
        "crc": zlib.crc32(data),
        "size": len(data),
        **wrong,
    }


def zipped(*more: dict[str, object], before: bytes = b"") -> bytes:
    """A zip file with what every workbook has, and ``more``."""
    out, directory = before, b""
    parts = [entry("[Content_Types].xml", CONTENT_TYPES), entry("xl/workbook.xml"), *more]
    for part in parts:
        name, packed = part["name"], part["packed"]
        fields = (
            20,
            part["flags"],
            part["method"],
            0,
            33,
            part["crc"],
            part.get("packed_size", len(packed)),
            part["size"],
            len(name),
            0,
        )
        offset = part.get("offset", len(out) - len(before))
        if "offset" not in part:
            out += b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *fields) + name + packed
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + struct.pack("<HHHHHIIIHH", *fields)
            + struct.pack("<HHHII", 0, 0, 0, 0, offset)
            + name
        )
    end = struct.pack(
        "<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(out) - len(before), 0
    )
    return out + directory + b"PK\x05\x06" + end


def refused(tmp_path: Path, data: bytes, limits: Limits = LIMITS, name: str = "bom.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    container, problems = open_container(path, limits)
    assert container is None
    assert [one.severity for one in problems] == [Severity.ERROR]
    assert str(problems[0]).startswith(f"{name}: ")
    return problems[0].code


def kind_of(tmp_path: Path, data: bytes, name: str) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    container, problems = open_container(path, LIMITS)
    assert problems == ()
    assert container is not None
    return container.kind.name


def test_what_is_hashed_is_what_is_parsed(tmp_path):
    data = zipped()
    (tmp_path / "bom.xlsx").write_bytes(data)
    container, problems = open_container(tmp_path / "bom.xlsx", LIMITS)
    assert problems == ()
    assert container is not None
    assert container.data == data
    assert container.sha256 == hashlib.sha256(data).hexdigest()


def test_the_first_bytes_decide_the_format_and_not_the_name(tmp_path):
    assert kind_of(tmp_path, b"Level,Part\n0,A\n", "bom.xlsx") == "csv"
    assert kind_of(tmp_path, zipped(), "bom.csv") == "xlsx"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"<html><table>",
        b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>",
        b"\x89PNG\r\n",
        b"\x1f\x8b\x08",
        b"MIME-Version: 1.0",
    ],
)
def test_other_formats_are_named_and_not_taken_for_text(tmp_path, data):
    assert refused(tmp_path, data + b" " * 100) == "unknown-format"


def test_other_workbooks_are_named(tmp_path):
    assert refused(tmp_path, zipped(entry("xl/workbook.bin"))) == "unknown-format"
    assert refused(tmp_path, zipped(entry("content.xml"))) == "unknown-format"


def test_what_is_no_regular_file_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), Path("/dev/tty")):
        container, problems = open_container(path, LIMITS)
        assert container is None
        assert problems[0].code in {"not-a-file", "file-missing"}


@pytest.mark.parametrize("name", ["missing.xlsx", "a\x00b", "x" * 5000])
def test_a_name_that_leads_nowhere_is_a_problem_and_not_a_traceback(tmp_path, name):
    container, problems = open_container(tmp_path / name, LIMITS)
    assert container is None
    assert problems[0].code in {"file-missing", "file-unreadable"}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00" * 5000])
def test_a_file_without_anything_is_empty(tmp_path, data):
    assert refused(tmp_path, data) == "empty-file"


def test_a_large_file_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    tracemalloc.start()
    container, problems = open_container(path, LIMITS)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    assert container is None
    assert problems[0].code == "too-large"


def test_two_gigabytes_behind_a_small_declared_size_are_not_inflated(tmp_path):
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = deflate.compress(b" " * (16 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    packed = block * 128 + deflate.flush()
    bomb = {
        **entry("xl/worksheets/sheet1.xml"),
        "packed": packed,
        "size": 100,
        "crc": zlib.crc32(b" " * 100),
    }
    data = zipped(bomb)
    began = time.process_time()
    tracemalloc.start()
    assert refused(tmp_path, data) == "zip-bomb"
    assert tracemalloc.get_traced_memory()[1] < 32 << 20
    tracemalloc.stop()
    assert time.process_time() - began < 5


def test_a_part_that_is_larger_than_it_declares_is_refused_even_within_the_limits(tmp_path):
    text = b"<worksheet>" + b" " * 1000 + b"</worksheet>"
    assert (
        refused(tmp_path, zipped(entry("xl/a.xml", text, size=11, crc=zlib.crc32(text[:11]))))
        == "zip-bomb"
    )


def test_many_parts_that_are_small_each_are_counted_together(tmp_path):
    parts = [entry(f"xl/media/{index}.bin", bytes(1 << 20)) for index in range(20)]
    assert refused(tmp_path, zipped(*parts), Limits(inflated_bytes=8 << 20)) == "zip-bomb"
    assert refused(tmp_path, zipped(*parts), Limits(parts=10)) == "too-many-parts"


def test_parts_of_one_name_are_refused_whatever_their_case(tmp_path):
    assert refused(tmp_path, zipped(entry("xl/a.xml"), entry("XL/A.xml"))) == "zip-duplicate"


@pytest.mark.parametrize(
    "name", ["../a.xml", "/etc/passwd", "xl\\..\\..\\a.xml", "c:a.xml", "a\x00.xml"]
)
def test_a_name_that_points_outside_is_refused(tmp_path, name):
    assert refused(tmp_path, zipped(entry(name))) == "zip-traversal"


def test_two_parts_over_the_same_bytes_are_refused(tmp_path):
    assert (
        refused(tmp_path, zipped(entry("xl/a.xml"), entry("xl/a2.xml", offset=0))) == "zip-overlap"
    )
    first = entry("xl/a.xml")
    assert (
        refused(
            tmp_path, zipped({**first, "packed_size": len(first["packed"]) + 40}, entry("xl/b.xml"))
        )
        == "zip-overlap"
    )


def test_a_part_that_runs_into_the_directory_is_refused(tmp_path):
    assert refused(tmp_path, zipped(entry("xl/a.xml", packed_size=4000))) in {
        "zip-overlap",
        "truncated",
    }


def test_a_second_file_hidden_before_the_first_part_is_refused(tmp_path):
    assert refused(tmp_path, zipped(before=zipped())) == "zip-overlap"


def test_an_encrypted_part_and_an_unknown_method_are_named(tmp_path):
    assert refused(tmp_path, zipped(entry("xl/a.xml", flags=1))) == "encrypted"
    assert refused(tmp_path, zipped(entry("xl/a.xml", method=14))) == "zip-method"


def test_a_wrong_checksum_is_damage(tmp_path):
    assert refused(tmp_path, zipped(entry("xl/a.xml", crc=1))) == "truncated"


def test_a_workbook_behind_a_password_is_named_so(tmp_path):
    ole2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    path = tmp_path / "secret.xlsx"
    path.write_bytes(ole2 + "EncryptedPackage".encode("utf-16-le") + bytes(100))
    assert "password-protected, save it without a password" in str(
        open_container(path, LIMITS)[1][0]
    ).replace(";", ",")
    assert refused(tmp_path, path.read_bytes()) == "encrypted"
    assert refused(tmp_path, ole2) == "encrypted-or-old"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_file_that_ends_early_is_damaged(tmp_path, share):
    data = zipped(entry("xl/worksheets/sheet1.xml", os.urandom(5000)))
    assert refused(tmp_path, data[: int(len(data) * share)]) == "truncated"


LAUGHS = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><x>&lol2;</x>'


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/_rels/a.rels", "xl/anything.dat", "xl/drawing.vml"]
)
@pytest.mark.parametrize("before", [0, 1 << 18, (1 << 18) - 5])
def test_a_billion_laughs_are_refused_in_every_part_and_place(tmp_path, name, before):
    assert (
        refused(
            tmp_path,
            zipped(entry(name, b"<?xml version='1.0'?>" + b" " * max(before - 21, 0) + LAUGHS)),
        )
        == "doctype"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_an_encoding_cannot_hide_entities(tmp_path, encoding):
    assert (
        refused(tmp_path, zipped(entry("xl/a.xml", LAUGHS.decode().encode(encoding))))
        == "xml-encoding"
    )
    assert (
        refused(tmp_path, zipped(entry("xl/a.xml", b'<?xml version="1.0" encoding="utf-7"?><x/>')))
        == "xml-encoding"
    )


def test_a_custom_part_in_utf_16_harms_nobody(tmp_path):
    assert (
        kind_of(tmp_path, zipped(entry("customXml/item1.xml", "<x/>".encode("utf-16"))), "bom.xlsx")
        == "xlsx"
    )


def test_a_text_of_nothing_but_delimiters_is_refused_before_it_is_cut(tmp_path):
    assert refused(tmp_path, b"a" + b"," * 5000, Limits(area=1000), "bom.csv") == "too-many-cells"


def test_a_real_workbook_passes(tmp_path):
    Workbook().save(tmp_path / "bom.xlsm")
    container, problems = open_container(tmp_path / "bom.xlsm", LIMITS)
    assert problems == ()
    assert container is not None
    assert container.kind.name == "xlsx"
