"""Which files are read: one registry, a line a format. What a file is, its bytes say, not its name."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, NamedTuple

from calculator.sources.files.ole2 import MAGIC


class InputFormat(NamedTuple):
    """A format by its name: the suffixes that files of it bear, how its bytes are told, and the function that reads it.

    It begins with ``magic``, or is a zip file that holds ``parts``; a format with neither is text. ``reader`` is a module below
    ``sources.table`` and its function (container, limits) -> (sheets, problems); it is imported when the first such file comes.
    One of ``declarations`` is no table, and never a bill: its reader is a module below ``sources.declarations``.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    magic: bytes = b""
    parts: frozenset[str] = frozenset()
    is_declaration: bool = False

    def read(self, container: Any, limits: Any) -> Any:
        """Every sheet of a file of this format, and what was wrong."""
        module, _, function = self.reader.partition(":")
        room = "declarations" if self.is_declaration else "table"
        return getattr(import_module(f"calculator.sources.{room}.{module}"), function)(
            container, limits
        )


TEXT: Final = InputFormat(name="csv", suffixes=(".csv", ".tsv"), reader="delimited:read_text_table")
DECLARATION: Final = InputFormat(
    name="declaration",
    suffixes=(".xml", ".shai", ".shci"),
    reader="xml_declaration:read_declaration",
    is_declaration=True,
)
INPUT_FORMATS: tuple[InputFormat, ...] = (
    InputFormat(
        name="xlsx",
        suffixes=(".xlsx", ".xlsm"),
        reader="xlsx:read_workbook",
        parts=frozenset({"[content_types].xml", "xl/workbook.xml"}),
    ),
    InputFormat(
        name="xlsb",
        suffixes=(".xlsb",),
        reader="xlsx:read_binary_workbook",
        parts=frozenset({"[content_types].xml", "xl/workbook.bin"}),
    ),
    InputFormat(name="xls", suffixes=(".xls",), reader="xls:read_old_workbook", magic=MAGIC),
    InputFormat(
        name="ods",
        suffixes=(".ods",),
        reader="ods:read_document",
        parts=frozenset({"content.xml"}),
    ),
    TEXT,
    DECLARATION,
)


def input_suffixes() -> tuple[str, ...]:
    """The suffixes by which workbooks and tables are looked for in a folder.

    >>> ".xlsx" in input_suffixes(), ".docx" in input_suffixes()
    (True, False)
    """
    return tuple(
        suffix for form in INPUT_FORMATS if not form.is_declaration for suffix in form.suffixes
    )


def facts_suffixes() -> tuple[str, ...]:
    """The suffixes by which facts are looked for in a folder.

    >>> ".csv" in facts_suffixes(), ".xml" in facts_suffixes(), ".pdf" in facts_suffixes()
    (True, True, False)
    """
    return tuple(suffix for form in INPUT_FORMATS for suffix in form.suffixes)


def with_magic(data: bytes) -> InputFormat | None:
    """The format whose files begin so.

    >>> with_magic(b"Part;Qty") is None
    True
    """
    return next(
        (form for form in INPUT_FORMATS if form.magic and data.startswith(form.magic)), None
    )


def with_parts(parts: frozenset[str]) -> tuple[InputFormat, ...]:
    """The formats that a zip file with these parts can be; more than one is nobody's to choose."""
    return tuple(form for form in INPUT_FORMATS if form.parts and form.parts <= parts)
