"""The limits, before anything is parsed: a supplier's file is not trusted.

A file is read once into memory, so that what is hashed is what is parsed. What it is, its bytes say, not its name.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.formats import (
    DECLARATION,
    TEXT,
    InputFormat,
    with_magic,
    with_parts,
)
from calculator.sources.files.limits import Limits, RefusedError
from calculator.sources.files.ole2 import MAGIC, CompoundError, CompoundFile
from calculator.sources.files.text_kinds import refuse_other_text
from calculator.sources.files.xls_encryption import is_encrypted
from calculator.sources.files.xml_kinds import is_declaration, packs_declaration
from calculator.sources.files.zip_archive import check_zip

__all__ = ["Container", "Limits", "open_container"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file within its limits: ``data`` are the bytes that ``sha256`` is of."""

    name: str
    data: bytes
    sha256: str
    kind: InputFormat


def open_container(
    path: Path, limits: Limits, name: str = ""
) -> tuple[Container | None, tuple[Problem, ...]]:
    """The file, cited by ``name`` where one is given, or the reason why it is refused; nothing is raised for what a file is or holds.

    >>> container, problems = open_container(Path("no such.xlsx"), Limits())
    >>> container, [str(one) for one in problems]
    (None, ['no such.xlsx: no such file; check the name'])
    """
    name = name or path.name
    try:
        data = _read(path, limits)
        kind = _kept_kind(data, limits) if len(data) <= _KEPT_BYTES else _kind(data, limits)
    except RefusedError as refused:
        return None, (error(refused.code, str(refused), Source(name, "")),)
    except Exception as fault:  # noqa: BLE001  # the one place that holds whatever bytes can do to the checks above
        said = f"the file cannot be read ({str(fault)[:120] or type(fault).__name__}); open it in a spreadsheet program and save it again"
        return None, (error("unreadable-workbook", said, Source(name, "")),)
    return Container(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), kind=kind), ()


def contained(name: str, data: bytes, limits: Limits) -> Container | None:
    """A workbook that lies in another file; None where the bytes are none that can be read."""
    try:
        kind = _kind(data, limits)
    except Exception:  # noqa: BLE001  # as above: whatever bytes can do to the checks
        return None
    if kind is TEXT or kind.is_declaration:
        return None
    return Container(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), kind=kind)


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")


_KEPT_BYTES: Final = 1 << 18
"""What small bytes are is kept: a run over many bills meets the same facts at each."""


@lru_cache(maxsize=128)
def _kept_kind(data: bytes, limits: Limits) -> InputFormat:
    return _kind(data, limits)


def _kind(data: bytes, limits: Limits) -> InputFormat:
    """What the bytes are, once they have passed the limits of that format."""
    if data.startswith(_ZIP):
        parts = check_zip(data, limits)
        return DECLARATION if packs_declaration(data, parts) else _workbook_in(parts)
    if data.startswith(MAGIC):
        _check_compound(data)
    form = with_magic(data)
    if form is not None:
        return form
    if is_declaration(data):
        return DECLARATION
    _check_text(data, limits)
    return TEXT


# --------------------------------------------------------------------------- the file


def _read(path: Path, limits: Limits) -> bytes:
    try:
        # Asked before it is opened: opening a device can do something, and opening a pipe can wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise RefusedError("not-a-file", "is not a regular file; name a workbook or a csv file")
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError:
        raise RefusedError("file-missing", "no such file; check the name") from None
    except (OSError, ValueError) as fault:
        raise RefusedError(
            "file-unreadable", f"cannot be opened: {getattr(fault, 'strerror', None) or fault}"
        ) from None
    try:
        # Asked again of what was opened, for the name may have changed hands in between.
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError("not-a-file", "is not a regular file; name a workbook or a csv file")
        if status.st_size > limits.file_bytes:
            raise _too_large(f"{status.st_size:,} bytes are", limits)
        with os.fdopen(os.dup(handle), "rb") as file:
            data = file.read(status.st_size + 1)
    except OSError as fault:
        raise RefusedError("file-unreadable", f"cannot be read: {fault.strerror}") from None
    finally:
        os.close(handle)
    if len(data) > min(status.st_size, limits.file_bytes):
        raise RefusedError("file-unreadable", "it is being written to; wait until that has ended")
    return data


def _too_large(what: str, limits: Limits) -> RefusedError:
    return RefusedError(
        "too-large",
        f"{what} more than the limit of {limits.file_bytes:,}; split the file or save it without pictures",
    )


def _check_text(data: bytes, limits: Limits) -> None:
    """What is no workbook must be text, and no wider or longer than a sheet may be."""
    if data.startswith(_BARE_RECORDS):
        raise RefusedError(
            "unknown-format",
            "the file is an Excel workbook from before 1993, or a list of its records without their container; open it in a spreadsheet program and save it as .xlsx",
        )
    refuse_other_text(data)
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    for magic, what, way_out in _OTHER_FORMATS:
        if head.startswith(magic) or data.startswith(magic):
            said = (
                next((said for mark, said in _XML_FORMATS.items() if mark in head), what)
                if magic == b"<?xml"
                else what
            )
            raise RefusedError(
                "unknown-format", f"the file is {said}, whatever its name; {way_out}"
            )
    if not data[:4096].strip(_NOTHING) and not data.strip(_NOTHING):
        raise RefusedError("empty-file", "the file is empty")
    # An upper bound of the fields that any delimiter could cut it into, before a single one is made.
    fields = (
        max(data.count(mark) for mark in (b",", b";", b"\t", b"|"))
        + data.count(b"\n")
        + data.count(b"\r")
    )
    if fields > limits.area:
        raise RefusedError(
            "too-many-cells",
            f"{fields:,} fields are more than the limit of {limits.area:,}; split the file",
        )


_NOTHING: Final = b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"
_BARE_RECORDS: Final = (b"\t\x00\x04\x00", b"\t\x02\x06\x00", b"\t\x04\x06\x00", b"\t\x08")
"""The first record of BIFF2, 3, 4 and of later ones."""
_SAVE_AGAIN: Final = "open it in a spreadsheet program and save it as .xlsx"
_EXPORT: Final = "export the bill as .xlsx or .csv"
_XML_FORMATS: Final = {
    b"urn:schemas-microsoft-com:office:spreadsheet": "an XML Spreadsheet 2003",
    b"office:document": "a flat OpenDocument file (.fods)",
    b"<html": "a web page",
}
_OTHER_FORMATS: Final = (
    *(
        (mark, "a web page", _SAVE_AGAIN)
        for mark in (
            b"<html",
            b"<!doctype html",
            b"<table",
            b"<head",
            b"<body",
            b"<meta",
            b"<style",
            b"<div",
            b"<!--",
        )
    ),
    (b"<?xml", "an XML file", _SAVE_AGAIN),
    (b"<?mso-application", "an XML Spreadsheet 2003", _SAVE_AGAIN),
    (b"<workbook", "an XML Spreadsheet 2003", _SAVE_AGAIN),
    (b"<office:document", "a flat OpenDocument file (.fods)", _SAVE_AGAIN),
    (b"mime-version:", "a saved web page", _SAVE_AGAIN),
    (b"id;pwxl", "a SYLK file", _SAVE_AGAIN),
    (b"id;pscalc", "a SYLK file", _SAVE_AGAIN),
    (b"%pdf", "a PDF", _EXPORT),
    (b"{\\rtf", "a text document (RTF)", _EXPORT),
    (b"\x89png", "a picture", _EXPORT),
    (b"\xff\xd8\xff", "a picture", _EXPORT),
    (b"gif8", "a picture", _EXPORT),
    (b"II*\x00", "a picture", _EXPORT),
    (b"MM\x00*", "a picture", _EXPORT),
    (b"\x1f\x8b", "packed with gzip", "unpack it"),
    (b"7z\xbc\xaf", "packed with 7-Zip", "unpack it"),
    (b"rar!", "packed with RAR", "unpack it"),
)


# --------------------------------------------------------------------------- what kind of workbook


def _workbook_in(parts: frozenset[str]) -> InputFormat:
    """A zip file that holds two workbooks is read as one by one program and as the other by the next."""
    forms = with_parts(parts)
    if len(forms) == 1 and not {"word/document.xml", "ppt/presentation.xml"} & parts:
        return forms[0]
    if "encrypted-package" in parts:
        raise RefusedError(
            "encrypted", "the file is password-protected; save it without a password"
        )
    if forms:
        raise RefusedError(
            "unknown-format",
            "the file holds documents of two formats, which one is meant cannot be known; save it as .xlsx",
        )
    if any(name.endswith(".iwa") for name in parts):
        raise RefusedError("unknown-format", "the file is a Numbers document; export it as .xlsx")
    raise RefusedError(
        "not-a-workbook", "it is a zip file but not a workbook; export the bill as .xlsx or .csv"
    )


def _check_compound(data: bytes) -> None:
    """An OLE2 file must hold the stream of a workbook; what else it may be is said."""
    try:
        file = CompoundFile(data)
        streams = file.names()
        needs_password = any(
            is_encrypted(file.stream(name)) for name in ("Workbook", "Book") if name in streams
        )
    except CompoundError as fault:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RefusedError(
                "encrypted", "the workbook is password-protected; save it without a password"
            ) from None
        raise RefusedError(
            "encrypted-or-old",
            f"the file is an old workbook (.xls) that is damaged, or password-protected ({fault}); save it as .xlsx without a password",
        ) from None
    if needs_password or streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise RefusedError(
            "encrypted", "the workbook is password-protected; save it without a password"
        )
    if not streams & {"Workbook", "Book"}:
        what = next(
            (said for name, said in _OTHER_COMPOUNDS.items() if name in streams),
            "an Office file that is no workbook",
        )
        raise RefusedError(
            "unknown-format",
            f"the file is {what}, whatever its name; export the bill as .xlsx or .csv",
        )


_OTHER_COMPOUNDS: Final = {
    "WordDocument": "a Word document",
    "PowerPoint Document": "a PowerPoint presentation",
    "VisioDocument": "a Visio drawing",
    "__properties_version1.0": "an Outlook message",
}
