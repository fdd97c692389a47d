"""The texts of an .xlsx or .xlsb file beside its cells: comments, drawings, properties, names, pivots, links, pages.

Nothing is passed over for being of a kind that we do not know: every part of the file is searched but those whose
content has no words of a person (formats, relations, the order of calculation) and the cells of the sheets themselves.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final
from xml.parsers import expat

from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.hearing.binary_texts import wide_texts
from calculator.sources.hearing.formula_texts import formula_texts
from calculator.sources.hearing.passage import ChoiceRange, PartTexts, Passage, Place
from calculator.sources.hearing.sheet_tail import (
    choice_formulas,
    choice_range,
    filter_texts,
    message_texts,
    page_texts,
)
from calculator.sources.hearing.xml_texts import XmlText, xml_texts
from calculator.sources.table.table import clean

_SILENT: Final = re.compile(
    r"\[content_types\]\.xml|.*\.rels|xl/(?:styles\.(?:xml|bin)|calcchain\.(?:xml|bin)|sharedstrings\.(?:xml|bin)|metadata\.(?:xml|bin))"
    r"|xl/(?:theme|printersettings|media(?!/[^/]*\.(?:svg|emf)\Z)|persons|webextensions|timelines)/.*"
    r"|xl/charts/(?:style|colors)\d*\.xml|xl/richdata/.*(?:structure|types|styles)\.xml|xl/vbaproject.*|customxml/itemprops.*|docprops/thumbnail.*|_rels/.*"
    r"|xl/worksheets/binaryindex.*"
)
_SHEET: Final = re.compile(
    r"xl/(?:worksheets|macrosheets|chartsheets|dialogsheets)/[^/]*\.(?:xml|bin)"
)
_PLACES: Final = (
    ("comment", Place.COMMENT),
    ("xl/drawings/", Place.DRAWING),
    ("xl/diagrams/", Place.DRAWING),
    ("xl/media/", Place.DRAWING),
    ("xl/charts", Place.DRAWING),
    ("docprops/", Place.PROPERTY),
    ("xl/pivot", Place.CACHE),
    ("xl/externallinks/", Place.CACHE),
    ("xl/querytables/", Place.CACHE),
    ("xl/connections", Place.CACHE),
    ("xl/slicer", Place.CACHE),
    ("xl/richdata/", Place.CACHE),
    ("xl/revisions/", Place.CACHE),
    ("xl/activex/", Place.DRAWING),
    ("xl/ctrlprops/", Place.DRAWING),
    ("xl/tables/", Place.COMMENT),
    ("xl/workbook.", Place.DEFINED_NAME),
)
_PERSONS: Final = frozenset(
    {"creator", "lastModifiedBy", "Manager", "Company", "author", "authors"}
)
_UNSAID: Final = frozenset(
    {
        *("Application", "AppVersion", "DocSecurity", "TotalTime", "ScaleCrop", "LinksUpToDate"),
        *("SharedDoc", "HyperlinksChanged", "HyperlinkBase", "created", "modified", "revision"),
        *("Template", "lastPrinted", "f", "calcPr", "formatCode", "idx", "order", "language"),
    }
)
"""Elements that hold no words of a person: the program's own notes, formulas and numbers."""
_END_OF_CELLS: Final = b"\x92\x01\x00"
"""The record of an .xlsb sheet after its last row, BrtEndSheetData."""


NO_TAILS: Final[Mapping[str, bytes]] = MappingProxyType({})


def workbook_texts(
    container: Container,
    tails: Mapping[str, bytes] = NO_TAILS,
    unreckoned: AbstractSet[str] = frozenset(),
) -> PartTexts:
    """What the parts of the file say; a part that cannot be read says nothing, for the sheets themselves were read.

    ``tails`` holds of each sheet what follows its last row, where the reader of its cells kept it; ``unreckoned`` names
    the sheets with formulas whose result was never stored.

    The container has been held to its limits before: nothing here inflates beyond what was counted there.
    """
    passages: list[Passage] = []
    choices: list[ChoiceRange] = []
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        sheet_of = _sheets_of_parts(archive)
        ranges = _named_ranges(archive)
        for info in archive.infolist():
            part = info.filename
            folded = part.casefold()
            if _SILENT.fullmatch(folded) or info.is_dir():
                continue
            sheet = sheet_of.get(folded, "")
            if _SHEET.fullmatch(folded):
                tail = _tail(archive, part, tails.get(sheet, b""))
                of_sheet = _of_tail(container, tail, sheet or part, ranges)
                passages += of_sheet.passages
                choices += of_sheet.choices
                if sheet in unreckoned and folded.endswith(".xml"):
                    passages += [
                        Passage(
                            text=clean(text),
                            source=_source(container.name, part, sheet, cell),
                            place=Place.FORMULA,
                        )
                        for cell, text in formula_texts(archive.read(part))
                    ]
            elif folded.endswith((".xml", ".vml", ".svg")):
                passages += _of_xml(container.name, archive, part, sheet)
            elif folded.endswith((".bin", ".emf")):
                passages += _of_binary(container.name, archive, part, sheet)
    return PartTexts(passages=tuple(passages), choices=tuple(choices))


def _place_of(part: str) -> Place:
    folded = part.casefold()
    return next((place for word, place in _PLACES if word in folded), Place.PART)


# --------------------------------------------------------------------------- parts of XML


def _of_xml(file: str, archive: zipfile.ZipFile, part: str, sheet: str) -> Iterator[Passage]:
    place = _place_of(part)
    persons: set[str] = set()
    try:
        with archive.open(part) as stream:
            for found in xml_texts(stream):
                if place is Place.COMMENT and found.element == "author":
                    persons.add(clean(found.text))
                passage = _passage(file, part, sheet, place, found, persons)
                if passage is not None:
                    yield passage
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, ValueError):
        return


def _passage(
    file: str, part: str, sheet: str, place: Place, found: XmlText, persons: set[str]
) -> Passage | None:
    if (
        found.element in _UNSAID
        or "TitlesOfParts" in found.around
        or "HeadingPairs" in found.around
    ):
        return None
    text = clean(found.text)
    if found.element in _PERSONS:
        place = Place.PERSON
    elif place is Place.DEFINED_NAME:
        if found.element not in {
            "definedName",
            "comment",
            "customWorkbookView",
        } or found.text.startswith("_xlnm"):
            return None
        if found.element == "definedName" and "!" in found.text:
            return None  # what the name stands for, and not the name
        text = text.replace("_", " ").replace(".", " ")
    elif place is Place.COMMENT:
        lead, colon, rest = text.partition(":")
        text = rest.strip() if colon and lead in persons else text
    return Passage(text=text, source=_source(file, part, sheet, found.cell), place=place)


_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")


def _source(file: str, part: str, sheet: str, cell: str) -> Source:
    match = _CELL.match(cell) if sheet else None
    if match is None:
        return Source(file, sheet or part)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return Source(file, sheet, int(match.group(2)), column)


# --------------------------------------------------------------------------- parts of records


def _of_binary(file: str, archive: zipfile.ZipFile, part: str, sheet: str) -> Iterator[Passage]:
    place = _place_of(part)
    if place is Place.PART:
        return
    data = archive.read(part)
    for text in wide_texts(data):
        if place is Place.DEFINED_NAME:
            yield Passage(
                text=text.replace("_", " "), source=Source(file, sheet or part), place=place
            )
        else:
            yield Passage(text=clean(text), source=Source(file, sheet or part), place=place)


# --------------------------------------------------------------------------- what follows the cells of a sheet


def _tail(archive: zipfile.ZipFile, part: str, kept: bytes) -> str | bytes:
    """What follows the last cell, as text of an .xlsx or bytes of an .xlsb."""
    data = kept or archive.read(part)
    if part.casefold().endswith(".bin"):
        return (
            data[data.rfind(_END_OF_CELLS) + len(_END_OF_CELLS) :] if _END_OF_CELLS in data else b""
        )
    return data[max(data.rfind(b"</sheetData>"), data.rfind(b"<sheetData/>"), 0) :].decode(
        "utf-8", "replace"
    )


def _of_tail(
    container: Container,
    tail: str | bytes,
    sheet: str,
    ranges: Mapping[str, str],
) -> PartTexts:
    place = Source(container.name, sheet)

    def passages(texts: Iterable[str], kind: Place) -> Iterator[Passage]:
        return (Passage(text=clean(text), source=place, place=kind) for text in texts)

    if isinstance(tail, bytes):
        return PartTexts(passages=tuple(passages(wide_texts(tail), Place.PAGE)))
    formulas = [ranges.get(formula.casefold(), formula) for formula in choice_formulas(tail)]
    named = (choice_range(formula, sheet) for formula in formulas)
    literal = [formula.strip('"') for formula in formulas if formula.startswith('"')]
    return PartTexts(
        passages=(
            *passages(page_texts(tail), Place.PAGE),
            *passages(message_texts(tail), Place.COMMENT),
            *passages(literal, Place.CHOICE),
            *passages(filter_texts(tail), Place.CACHE),
        ),
        choices=tuple(choice for choice in named if choice is not None),
    )


# --------------------------------------------------------------------------- which part belongs to which sheet


_RELATION: Final = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"([\w:]+)\s*=\s*\"([^\"]*)\"")
_SHEET_ENTRY: Final = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_DEFINED: Final = re.compile(r"<(?:\w+:)?definedName\b([^>]*)>([^<]*)<")


def _attributes(text: str) -> dict[str, str]:
    return {name.rpartition(":")[2]: value for name, value in _ATTRIBUTE.findall(text)}


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Targets of the relations of a part by their id, as names of parts in lower case."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    by_name = {each.casefold(): each for each in archive.namelist()}
    if path.casefold() not in by_name:
        return {}
    text = archive.read(by_name[path.casefold()]).decode("utf-8", "replace")
    found: dict[str, str] = {}
    for match in _RELATION.finditer(text):
        attributes = _attributes(match.group(1))
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            continue
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[attributes.get("Id", "")] = posixpath.normpath(whole).casefold()
    return found


def _sheets_of_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The sheet that each part belongs to: sheets themselves, their comments, drawings, charts and pivot tables."""
    by_name = {each.casefold(): each for each in archive.namelist()}
    book = next((by_name[each] for each in ("xl/workbook.xml",) if each in by_name), None)
    if book is None:
        return _sheets_by_relation(archive, by_name)
    relations = _relations(archive, book)
    text = archive.read(book).decode("utf-8", "replace")
    found: dict[str, str] = {}
    for match in _SHEET_ENTRY.finditer(text):
        attributes = _attributes(match.group(1))
        part = relations.get(attributes.get("id", ""), "")
        if part in by_name:
            found[part] = attributes.get("name", "")
            found |= _below(archive, by_name, part, attributes.get("name", ""))
    return found


def _sheets_by_relation(archive: zipfile.ZipFile, by_name: Mapping[str, str]) -> dict[str, str]:
    """Of an .xlsb file, whose list of sheets is in records: the part's own name stands for the sheet."""
    found: dict[str, str] = {}
    for part in by_name:
        if _SHEET.fullmatch(part):
            found |= _below(archive, by_name, part, part)
    return found


def _below(
    archive: zipfile.ZipFile, by_name: Mapping[str, str], part: str, sheet: str
) -> dict[str, str]:
    found: dict[str, str] = {}
    for target in _relations(archive, by_name[part]).values():
        if target in by_name:
            found[target] = sheet
            for further in _relations(archive, by_name[target]).values():
                if further in by_name:
                    found.setdefault(further, sheet)
    return found


def _named_ranges(archive: zipfile.ZipFile) -> dict[str, str]:
    """What each defined name stands for, by its lower case."""
    by_name = {each.casefold(): each for each in archive.namelist()}
    if "xl/workbook.xml" not in by_name:
        return {}
    text = archive.read(by_name["xl/workbook.xml"]).decode("utf-8", "replace")
    return {
        _attributes(match.group(1)).get("name", "").casefold(): match.group(2).strip()
        for match in _DEFINED.finditer(text)
    }
