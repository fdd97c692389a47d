"""The parts of an .xlsx file beside its sheets: which sheets there are, where, and how long their texts are."""

from __future__ import annotations

import io
import zipfile
from array import array
from collections.abc import Sequence
from typing import IO, Final

from calculator.model.problem import Problem
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_entries import gather_facts, tell_apart
from calculator.sources.table.sheet_facts import SheetEntry, SheetFacts, SheetTooLargeError
from calculator.sources.table.styles import Style, is_true, local, new_parser, parse, read_styles
from calculator.sources.table.xlsx_sheet import read_sheet


def read_facts(
    container: Container, limits: Limits
) -> tuple[list[SheetEntry], dict[str, SheetFacts], list[Problem]]:
    """The sheets of an .xlsx file that hold tables, and the facts of each that is small enough to be read.

    Raises SheetTooLargeError for texts beyond the limits, and KeyError, expat.ExpatError or zipfile.BadZipFile where
    the parts do not make a workbook.
    """
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        with archive.open(names["xl/_rels/workbook.xml.rels"]) as stream:
            relations = read_relations(stream)
        with archive.open(names["xl/workbook.xml"]) as stream:
            listed, _ = read_workbook(stream, relations)
        entries, faults = tell_apart(container.name, listed, names, limits)
        styles: list[Style] = []
        lengths: Sequence[int] = ()
        if "xl/styles.xml" in names:
            with archive.open(names["xl/styles.xml"]) as stream:
                styles = read_styles(stream)
        if "xl/sharedstrings.xml" in names:
            with archive.open(names["xl/sharedstrings.xml"]) as stream:
                lengths = read_lengths(stream, limits)
        longest = max(lengths, default=0)

        def read(entry: SheetEntry) -> tuple[SheetFacts, int]:
            part = archive.getinfo(entry.part)
            # The shortest cell with a shared text takes 22 bytes: only where that could add up are the texts added up.
            could_be_long = part.file_size // 22 * longest > limits.characters
            with archive.open(entry.part) as stream:
                return read_sheet(
                    stream, styles, limits, lengths if could_be_long else None
                ), part.compress_size

        facts, refusals = gather_facts(container.name, entries, limits, read)
    return entries, facts, [*faults, *refusals]


def read_workbook(stream: IO[bytes], relations: dict[str, str]) -> tuple[list[SheetEntry], bool]:
    """The sheets in the order of the workbook, and whether its days count from 1904."""
    found: list[SheetEntry] = []
    from_1904 = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "workbookPr":
            from_1904[0] = is_true(attributes.get("date1904"))
        if local(name) == "sheet":
            relation = next(
                (value for key, value in attributes.items() if ":" in key and local(key) == "id"),
                "",
            )
            state = attributes.get("state", "visible")
            part = relations.get(relation, "")
            found.append(
                SheetEntry(
                    name=attributes.get("name", ""),
                    part=part,
                    hidden=state != "visible",
                    very_hidden=state == "veryHidden",
                )
            )

    parse(stream, start)
    return found, from_1904[0]


def read_relations(stream: IO[bytes]) -> dict[str, str]:
    """Part names of the sheets that hold tables, by relation id; charts, macros and links are left out."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        # Transitional and strict files name the same relation in two namespaces.
        is_sheet = attributes.get("Type", "").endswith("/worksheet")
        if (
            local(name) == "Relationship"
            and is_sheet
            and attributes.get("TargetMode") != "External"
        ):
            target = attributes.get("Target", "").replace("\\", "/")
            found[attributes.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    parse(stream, start)
    return found


_DIGITS: Final = 12


def read_lengths(stream: IO[bytes], limits: Limits) -> Sequence[int]:
    """Characters of each shared text. Raises SheetTooLargeError for too many or one that is too long."""
    lengths: array[int] = array("Q")

    def start(name: str, attributes: dict[str, str]) -> None:
        for stated in (
            (attributes.get("count", ""), attributes.get("uniqueCount", ""))
            if local(name) == "sst"
            else ()
        ):
            # The native reader makes room for what is declared here, and ends the process where there is none.
            if len(stated) > _DIGITS or (stated.isdigit() and int(stated) > limits.cells):
                raise SheetTooLargeError(f"a table that claims {stated[:24]} texts")
        if name == "si" or local(name) == "si":
            if len(lengths) >= limits.strings:
                raise SheetTooLargeError(f"more than {limits.strings:,} different texts")
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)
            if lengths[-1] > limits.text:
                raise SheetTooLargeError(f"a text of more than {limits.text:,} characters")

    parser = new_parser(start)
    parser.buffer_text = True
    parser.CharacterDataHandler = characters
    while chunk := stream.read(1 << 18):
        parser.Parse(chunk, False)  # noqa: FBT003  # expat and our listeners take it by place
    parser.Parse(b"", True)  # noqa: FBT003  # expat and our listeners take it by place
    return lengths
