"""The limits, before anything is parsed: a supplier's file is not trusted.

A file is read once into memory, so that what is hashed is what is parsed. Every size that a zip file
declares is checked against what is really inflated.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from calculator.problem import Problem, error
from calculator.source import Source

_CHUNK = 1 << 16
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost. The defaults hold a real bill of 500,000 lines of 20 columns."""

    file_bytes: int = 256 << 20
    parts: int = 5_000
    inflated_bytes: int = 2 << 30
    part_bytes: int = 1536 << 20
    ratio: int = 400
    """A part may inflate to this many times its packed size; small parts are exempt up to ``free_bytes``."""
    free_bytes: int = 8 << 20
    sheets: int = 500
    rows: int = 1_048_576
    columns: int = 1_024
    area: int = 40_000_000
    """Rows times columns of the rectangle that holds every cell of a sheet: a reader allocates it."""
    strings: int = 4_000_000
    text: int = 32_767
    merges: int = 100_000


class Kind(Enum):
    """What the first bytes of a file say that it is."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file within its limits: ``data`` are the bytes that ``sha256`` is of."""

    name: str
    data: bytes
    sha256: str
    kind: Kind


def open_container(path: Path, limits: Limits) -> tuple[Container | None, tuple[Problem, ...]]:
    """The file, or the reason why it is refused."""
    place = Source(path.name, "")
    try:
        data = _read(path, limits)
    except _RefusedError as refused:
        return None, (error(refused.code, str(refused), place),)
    container = Container(name=path.name, data=data, sha256=hashlib.sha256(data).hexdigest(), kind=_kind(data))
    try:
        _check(container, limits)
    except _RefusedError as refused:
        return None, (error(refused.code, str(refused), place),)
    return container, ()


def _check(container: Container, limits: Limits) -> None:
    if container.kind is Kind.XLSX:
        _check_zip(container.data, limits)
    elif container.data.startswith(_OLE2):
        raise _RefusedError("encrypted-or-old", _OLE2_ADVICE)
    elif not container.data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise _RefusedError("empty-file", "the file is empty")


_OLE2_ADVICE = "the file is password-protected or in the old .xls format; save it as .xlsx without a password"


class _RefusedError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _read(path: Path, limits: Limits) -> bytes:
    try:
        # Without O_NONBLOCK a pipe without a writer would hang the open itself.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise _RefusedError("file-missing", "no such file") from None
    except OSError as fault:
        raise _RefusedError("file-unreadable", f"cannot be opened: {fault.strerror}") from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise _RefusedError("not-a-file", "is not a regular file")
    with os.fdopen(handle, "rb") as file:
        if status.st_size > limits.file_bytes:
            raise _RefusedError("too-large", f"{status.st_size:,} bytes are more than the limit of {limits.file_bytes:,}")
        # A read allocates what it is asked for, so it is asked for the size and one byte more: the file may be growing.
        data = file.read(status.st_size + 1)
    if len(data) > limits.file_bytes:
        raise _RefusedError("too-large", f"more than the limit of {limits.file_bytes:,} bytes")
    return data


def _kind(data: bytes) -> Kind:
    return Kind.XLSX if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else Kind.CSV


def _check_zip(data: bytes, limits: Limits) -> None:
    """The directory of a zip file, and every part of it inflated once and counted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits)
            total = 0
            for part in parts:
                total += _check_part(archive, part, limits)
                if total > limits.inflated_bytes:
                    raise _RefusedError("zip-bomb", f"its parts inflate to more than {limits.inflated_bytes:,} bytes")
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError) as fault:
        raise _RefusedError("truncated", f"the file is damaged or cut off ({fault}); ask for it again") from None


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise _RefusedError("too-many-parts", f"{len(parts):,} parts are more than the limit of {limits.parts:,}")
    seen: set[str] = set()
    for part in parts:
        name = part.filename.replace("\\", "/")
        if name.casefold() in seen:
            raise _RefusedError("zip-duplicate", f'it holds two parts named "{name[:80]}"; which one is meant cannot be known')
        seen.add(name.casefold())
        if name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise _RefusedError("zip-traversal", f'it holds a part named "{name[:80]}", which points outside of it')
        if part.flag_bits & 0x1:
            raise _RefusedError("encrypted", "a part is encrypted; save the file without a password")
        if part.compress_type not in _METHODS:
            raise _RefusedError("zip-method", f"a part is packed with method {part.compress_type}, which workbooks do not use")
    if "[content_types].xml" not in seen:
        raise _RefusedError("not-a-workbook", "it is a zip file but not a workbook; export the bill as .xlsx or .csv")
    ends = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        if part.header_offset < ends:
            raise _RefusedError("zip-overlap", f'the part "{part.filename[:80]}" lies inside another; the file was made to deceive')
        ends = part.header_offset + 30 + part.compress_size


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> int:
    size = 0
    head = b""
    allowed = min(limits.part_bytes, max(limits.free_bytes, part.compress_size * limits.ratio))
    is_xml = part.filename.casefold().endswith((".xml", ".rels", ".vml"))
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                raise _RefusedError("zip-bomb", f'the part "{part.filename[:80]}" inflates to more than {allowed:,} bytes')
            if is_xml and b"<!" in (head + chunk):
                _refuse_doctype(head + chunk, part.filename)
            head = chunk[-16:]
            if is_xml and size == len(chunk) and not part.filename.casefold().startswith("customxml/"):
                _refuse_wide_encoding(chunk, part.filename)
    return size


def _refuse_doctype(text: bytes, name: str) -> None:
    upper = text.upper()
    if b"<!DOCTYPE" in upper or b"<!ENTITY" in upper:
        raise _RefusedError("doctype", f'the part "{name[:80]}" declares a DOCTYPE or entities, which no workbook needs')


def _refuse_wide_encoding(chunk: bytes, name: str) -> None:
    """A DOCTYPE hides from the search above in UTF-16 or UTF-32; spreadsheets write UTF-8."""
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:64] or b"UTF-7" in chunk[:200].upper():
        raise _RefusedError("xml-encoding", f'the part "{name[:80]}" is not in UTF-8; save the file again with a spreadsheet program')
