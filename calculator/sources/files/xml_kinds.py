"""Which XML files are declarations: one registry, a line a standard. What a file is, its root element says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern


class XmlKind(NamedTuple):
    """A standard by its ``title``: the name of the root element, and with what its namespace begins, where it has one."""

    name: str
    title: str
    root: str
    namespaces: tuple[str, ...]


XML_KINDS: Final = (
    XmlKind(
        name="ipc1752",
        title="IPC-1752 declaration",
        root="MainDeclaration",
        namespaces=("http://webstds.ipc.org/175", "https://webstds.ipc.org/175"),
    ),
    XmlKind(
        name="iec62474",
        title="IEC 62474 declaration",
        root="Main",
        namespaces=("http://std.iec.ch/iec62474", "https://std.iec.ch/iec62474"),
    ),
)
_ROOT: Final = late_pattern(
    r"\A\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:[\w.\-]+:)?(?P<name>[\w.\-]+)",
    re.DOTALL,
)
_HEAD: Final = 1 << 13


def kind_of_root(name: str, namespace: str) -> XmlKind | None:
    """The standard of a root element.

    >>> kind_of_root("Main", "http://std.iec.ch/iec62474").name, kind_of_root("Main", "urn:other"), kind_of_root("Main", "").name
    ('iec62474', None, 'iec62474')
    """
    return next(
        (
            kind
            for kind in XML_KINDS
            if kind.root == name and (not namespace or namespace.startswith(kind.namespaces))
        ),
        None,
    )


def is_declaration(data: bytes) -> bool:
    """True where the root element of a text is that of a standard.

    >>> is_declaration(b'<?xml version="1.0"?><MainDeclaration xmlns="..."/>'), is_declaration(b"<html/>"), is_declaration(b"Part;Qty")
    (True, False, False)
    """
    head = data[:_HEAD].replace(b"\x00", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd")
    match = _ROOT.match(head)
    return match is not None and any(kind.root == match["name"] for kind in XML_KINDS)


def packs_declaration(data: bytes, parts: Collection[str]) -> bool:
    """True for a zip file, checked before, of which the one XML file is a declaration; ``parts`` are its names in lower case."""
    if sum(name.endswith(".xml") for name in parts) != 1:
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = next(one for one in archive.namelist() if one.casefold().endswith(".xml"))
        with archive.open(name) as part:
            return is_declaration(part.read(_HEAD))
