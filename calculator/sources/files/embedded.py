"""What is embedded in a workbook: workbooks, which are read like sheets, and pictures, documents and other objects, which are counted."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from calculator.sources.files.container import Container, Limits, contained

_MOST_WORKBOOKS: Final = 16
_SHARE: Final = 8
"""An embedded workbook may cost this part of what a file may."""
_PICTURE: Final = re.compile(r"(?:xl/media|pictures)/[^/]+\Z", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"xl/embeddings/[^/]+\Z", re.IGNORECASE)
_OBJECT: Final = re.compile(r"(Object [^/]*)/content\.xml\Z")
_OBJECT_PARTS: Final = ("content.xml", "styles.xml")
_DOCUMENTS: Final = frozenset({".docx", ".doc", ".docm", ".pptx", ".ppt", ".pdf", ".rtf", ".odt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The workbooks inside of a file, and how many things of each kind there are, those workbooks among them."""

    workbooks: tuple[Container, ...] = ()
    objects: Mapping[str, int] = field(default_factory=Counter)


def embedded_in(container: Container, limits: Limits) -> Embedded:
    """What is embedded in a file that has passed its limits; of a file that is no zip archive nothing is known.

    An embedded workbook has to pass the same checks as a file; one that does not is an object like others.
    """
    if not container.data.startswith(b"PK"):
        return Embedded()
    inner_limits = replace(
        limits,
        inflated_bytes=limits.inflated_bytes // _SHARE,
        part_bytes=limits.part_bytes // _SHARE,
        area=limits.area // _SHARE,
        cells=limits.cells // _SHARE,
    )
    objects: Counter[str] = Counter()
    workbooks: list[Container] = []
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        for name in archive.namelist():
            data = _embedded_file(archive, name, inner_limits)
            inner = (
                contained(PurePosixPath(name).name, data, inner_limits)
                if data is not None and len(workbooks) < _MOST_WORKBOOKS
                else None
            )
            if inner is not None:
                workbooks.append(inner)
            kind = "workbook" if inner is not None else _kind(archive, name)
            if kind:
                objects[kind] += 1
    return Embedded(workbooks=tuple(workbooks), objects=objects)


def _embedded_file(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes | None:
    """The bytes of an embedded file, or of an embedded OpenDocument sheet as a file of its own."""
    if _EMBEDDED.match(name) and archive.getinfo(name).file_size <= limits.part_bytes:
        return archive.read(name)
    match = _OBJECT.match(name)
    if match is None or archive.getinfo(name).file_size > limits.part_bytes:
        return None
    if b"office:spreadsheet" not in archive.read(name):
        return None
    folder, names = match.group(1), set(archive.namelist())
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in _OBJECT_PARTS:
            if f"{folder}/{part}" in names:
                copy.writestr(part, archive.read(f"{folder}/{part}"))
    return document.getvalue()


def _kind(archive: zipfile.ZipFile, name: str) -> str:
    """What an embedded part is that is no workbook we can read; empty for a part of the workbook itself."""
    if _PICTURE.match(name):
        return "picture"
    if _EMBEDDED.match(name):
        return "document" if PurePosixPath(name).suffix.casefold() in _DOCUMENTS else "object"
    if _OBJECT.match(name):
        return "chart" if b"office:chart" in archive.read(name) else "object"
    return ""
