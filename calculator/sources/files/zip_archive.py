"""A zip file is told what it is and held to the limits before any reader opens it.

Nothing that it declares is believed: parts are inflated here, in chunks, from the bytes that the directory points
at, and counted while they grow. What passes reads the same in every zip reader, so that all passes see one file.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.sources.files.limits import Limits, RefusedError

_CHUNK: Final = 1 << 18
_MANIFEST: Final = "META-INF/manifest.xml"
_UNREAD: Final = ("basic/", "dialogs/", "customxml/")
"""Folders that no reader of sheets opens: LibreOffice writes a DOCTYPE into its lists of macros, and users put UTF-16
into customXml."""
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def check_zip(data: bytes, limits: Limits) -> frozenset[str]:
    """The names of the parts, in lower case: its directory is checked, and every part is inflated once and counted.

    Raises RefusedError.
    """
    if data.count(b"PK\x01\x02") > limits.parts:
        raise RefusedError(
            "too-many-parts",
            f"more than {limits.parts:,} parts; save it again with a spreadsheet program",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts, end = archive.infolist(), archive.start_dir
        _check_names(parts)
        starts = _check_places(data, parts, end)
        left = limits.inflated_bytes
        # What says that the others are encrypted comes first: they would only look damaged.
        for part in sorted(parts, key=lambda one: one.filename != _MANIFEST):
            left -= _check_part(data, starts[part.filename], part, limits, left)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        OverflowError,
    ) as fault:
        raise _damaged(str(fault)) from None
    return frozenset(part.filename.replace("\\", "/").casefold() for part in parts)


def _damaged(why: str) -> RefusedError:
    return RefusedError(
        "truncated", f"the file is damaged or cut off ({why[:120]}); ask for it again"
    )


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for part in parts:
        name = part.filename.replace("\\", "/")
        if name.casefold() in seen:
            raise RefusedError(
                "zip-duplicate",
                f'it holds two parts named "{name[:80]}"; which one is meant cannot be known',
            )
        seen.add(name.casefold())
        if (
            name.startswith("/")
            or ":" in name
            or "\x00" in part.orig_filename
            or ".." in name.split("/")
        ):
            raise RefusedError(
                "zip-traversal",
                f'it holds a part named "{name[:80]}", which points outside of it; the file was made to deceive',
            )
        if part.flag_bits & 0x2041:
            raise RefusedError("encrypted", "a part is encrypted; save the file without a password")
        if part.compress_type not in _METHODS:
            raise RefusedError(
                "zip-method",
                f"a part is packed with method {part.compress_type}, which workbooks do not use; save it again",
            )


def _check_places(data: bytes, parts: list[zipfile.ZipInfo], end: int) -> dict[str, int]:
    """Where the packed bytes of each part begin. Parts lie one after the other before the directory, the first at 0."""
    starts: dict[str, int] = {}
    free = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        header = part.header_offset
        if header < free:
            raise RefusedError(
                "zip-overlap",
                f'the part "{part.filename[:80]}" lies inside another; the file was made to deceive',
            )
        if not free and header:
            raise RefusedError(
                "zip-overlap",
                "something lies before its first part, where another directory could hide; save it again",
            )
        if data[header : header + 4] != b"PK\x03\x04" or header + 30 > end:
            raise _damaged(f'the part "{part.filename[:80]}" is not where the directory says')
        flags, method = struct.unpack_from("<HH", data, header + 6)
        name_length, extra_length = struct.unpack_from("<HH", data, header + 26)
        name = data[header + 30 : header + 30 + name_length]
        if (
            name != part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437")
            or method != part.compress_type
        ):
            raise _damaged(
                f'the part "{part.filename[:80]}" says something else than the directory'
            )
        if flags & 0x2041:
            raise RefusedError("encrypted", "a part is encrypted; save the file without a password")
        starts[part.filename] = header + 30 + name_length + extra_length
        free = starts[part.filename] + part.compress_size
        if free > end:
            raise RefusedError(
                "zip-overlap",
                f'the part "{part.filename[:80]}" runs into the directory; the file was made to deceive or is damaged',
            )
    return starts


# --------------------------------------------------------------------------- one part


def _check_part(data: bytes, start: int, part: zipfile.ZipInfo, limits: Limits, left: int) -> int:
    """The true size of a part, which must be what the directory says, like its checksum."""
    name = part.filename[:80]
    allowed = min(
        limits.part_bytes, left, max(limits.free_bytes, part.compress_size * limits.ratio)
    )
    if part.file_size > allowed:
        raise _inflates_beyond(name, allowed)
    folder = part.filename.casefold()
    size, checksum, tail, is_xml = 0, 0, b"", False
    for chunk in _inflated(data, start, part):
        is_xml = _is_xml(part.filename, chunk) if not size else is_xml
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > part.file_size:
            raise _inflates_beyond(name, part.file_size)
        if is_xml:
            if size == len(chunk) and not folder.startswith(_UNREAD):
                _refuse_other_encodings(chunk, name)
            if not folder.startswith(_UNREAD[:2]):
                _refuse_doctype(tail + chunk, name)
            if part.filename == _MANIFEST and b"encryption-data" in tail + chunk:
                raise RefusedError(
                    "encrypted", "the file is password-protected; save it without a password"
                )
            tail = chunk[-16:]
    if size < part.file_size or checksum != part.CRC:
        raise _damaged(f'the checksum or size of the part "{name}" is wrong')
    return size


def _inflates_beyond(name: str, size: int) -> RefusedError:
    """Beyond the limits, if it declares that; else beyond what it declares, which must be the truth to the byte."""
    return RefusedError(
        "zip-bomb",
        f'the part "{name}" inflates to more than {size:,} bytes; delete formats of unused cells and save it again',
    )


def _inflated(data: bytes, start: int, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part in chunks, whatever size it declares: all of the packed bytes make one stream."""
    end = start + part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        for at in range(start, end, _CHUNK):
            yield data[at : min(at + _CHUNK, end)]
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    at = start
    while not stream.eof:
        packed = stream.unconsumed_tail
        if not packed:
            packed, at = data[at : min(at + _CHUNK, end)], min(at + _CHUNK, end)
        chunk = stream.decompress(packed, _CHUNK)
        if not chunk and not packed:
            raise _damaged(f'the part "{part.filename[:80]}" ends early')
        if chunk:
            yield chunk
    if stream.unused_data or at < end:
        raise _damaged(f'the part "{part.filename[:80]}" goes on after its end')


def _is_xml(name: str, first: bytes) -> bool:
    """By name or by content: the relations of a workbook may point at a sheet of any name."""
    return name.casefold().endswith((".xml", ".rels", ".vml")) or first.lstrip(
        b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
    ).startswith(b"<")


def _refuse_doctype(text: bytes, name: str) -> None:
    if b"<!" in text and _DECLARATION.search(text):
        raise RefusedError(
            "doctype",
            f'the part "{name}" declares a DOCTYPE or entities, which no workbook needs; save it again',
        )


_DECLARATION: Final = late_pattern(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _refuse_other_encodings(chunk: bytes, name: str) -> None:
    """A DOCTYPE hides from the search above in UTF-16, UTF-7 or EBCDIC; spreadsheet programs write UTF-8."""
    stated = _ENCODING.match(chunk[:300].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if (
        b"\x00" in chunk[:64]
        or chunk.startswith((b"\xff\xfe", b"\xfe\xff"))
        or (stated and stated.group(1).lower() not in _HARMLESS)
    ):
        raise RefusedError(
            "xml-encoding",
            f'the part "{name}" is not in UTF-8; save the file again with a spreadsheet program',
        )


_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_HARMLESS: Final = frozenset(
    {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
)
