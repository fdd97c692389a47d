"""The texts of an .ods file beside its cells: annotations, text boxes, pages, properties, names, validations, what was deleted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Final
from xml.parsers import expat

from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.hearing.passage import ChoiceRange, PartTexts, Passage, Place
from calculator.sources.hearing.sheet_tail import choice_range
from calculator.sources.hearing.xml_texts import xml_texts
from calculator.sources.table.table import clean

_BESIDE_CELLS: Final = {
    b"annotation": Place.COMMENT,
    b"shapes": Place.DRAWING,
    b"frame": Place.DRAWING,
    b"custom-shape": Place.DRAWING,
    b"tracked-changes": Place.CACHE,
    b"dde-links": Place.CACHE,
    b"content-validations": Place.COMMENT,
}
"""Elements of the content whose text is in no cell, and what they are."""
_SILENT: Final = re.compile(
    r"mimetype|meta-inf/.*|settings\.xml|manifest\.rdf|configurations2/.*|thumbnails/.*|pictures/.*|media/.*|basic/.*|dialogs/.*|objectreplacements/.*|layout-cache|content\.xml|styles\.xml"
)
_PARAGRAPH: Final = re.compile(
    rb"<text:p\b[^>]*?(?:/>|>(.*?)</text:p>)|<svg:(?:title|desc)>(.*?)</svg:", re.DOTALL
)
_TAG: Final = re.compile(rb"<[^>]*>")
_PAGE: Final = re.compile(
    rb"<style:(?:header|footer)(?:-left|-first)?\b[^>]*>(.*?)</style:(?:header|footer)", re.DOTALL
)
_NAME: Final = re.compile(rb"<table:named-(?:range|expression)\b[^>]*?table:name=\"([^\"]*)\"")
_TITLE: Final = re.compile(rb"\btable:(?:title|name)=\"([^\"]*)\"")
_CONDITION: Final = re.compile(rb"table:condition=\"([^\"]*cell-content-is-in-list\([^\"]*)\"")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_TABLE: Final = re.compile(rb"<table:table\b[^>]*?table:name=\"([^\"]*)\"")
_PERSONS: Final = frozenset({"creator", "initial-creator", "printed-by"})
_UNSAID: Final = frozenset(
    {"generator", "editing-duration", "editing-cycles", "creation-date", "date", "language"}
)


def document_texts(container: Container) -> PartTexts:
    """What the parts of the file say; a part that cannot be read says nothing, for the sheets themselves were read."""
    passages: list[Passage] = []
    choices: list[ChoiceRange] = []
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        for info in archive.infolist():
            part = info.filename
            folded = part.casefold()
            if folded == "content.xml":
                content = archive.read(part)
                passages += _of_content(container.name, content)
                choices += _choices(content)
            elif folded == "styles.xml":
                passages += _of_pages(container.name, archive.read(part))
            elif folded.endswith(".xml") and not _SILENT.fullmatch(folded):
                passages += _of_part(container.name, archive, part)
    return PartTexts(passages=tuple(passages), choices=tuple(choices))


def _of_content(file: str, content: bytes) -> Iterator[Passage]:
    tables = [(match.start(), match.group(1)) for match in _TABLE.finditer(content)]
    for element, place in _BESIDE_CELLS.items():
        if element not in content:
            continue
        opening = re.compile(
            rb"<(?:\w+:)?" + element + rb"\b[^>]*?(?<!/)>(.*?)</(?:\w+:)?" + element + rb">",
            re.DOTALL,
        )
        for match in opening.finditer(content):
            sheet = _sheet_at(tables, match.start())
            for text in _paragraphs(match.group(1)):
                yield Passage(text=text, source=Source(file, sheet), place=place)
            for title in _TITLE.findall(match.group(1)) if place is Place.COMMENT else ():
                yield Passage(text=_plain(title), source=Source(file, sheet), place=place)
    for condition in _CONDITION.findall(content):
        for choice in _QUOTED.findall(_plain(condition)):
            yield Passage(text=choice, source=Source(file, "content.xml"), place=Place.CHOICE)
    for name in _NAME.findall(content):
        text = _plain(name).replace("_", " ")
        yield Passage(text=text, source=Source(file, "content.xml"), place=Place.DEFINED_NAME)


def _sheet_at(tables: list[tuple[int, bytes]], place: int) -> str:
    name = b"content.xml"
    for start, sheet in tables:
        if start > place:
            break
        name = sheet
    return _plain(name)


def _paragraphs(inner: bytes) -> Iterator[str]:
    for match in _PARAGRAPH.finditer(inner):
        text = _plain(match.group(1) or match.group(2) or b"")
        if text:
            yield text


def _plain(data: bytes) -> str:
    return clean(unescape(_TAG.sub(b" ", data).decode("utf-8", "replace")))


def _of_pages(file: str, styles: bytes) -> Iterator[Passage]:
    for page in _PAGE.findall(styles):
        for text in _paragraphs(page):
            yield Passage(text=text, source=Source(file, "styles.xml"), place=Place.PAGE)


def _of_part(file: str, archive: zipfile.ZipFile, part: str) -> Iterator[Passage]:
    place = Place.PROPERTY if part.casefold() == "meta.xml" else Place.DRAWING
    try:
        with archive.open(part) as stream:
            for found in xml_texts(stream):
                if found.element in _UNSAID:
                    continue
                where = Place.PERSON if found.element in _PERSONS else place
                yield Passage(text=clean(found.text), source=Source(file, part), place=where)
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, ValueError):
        return


def _choices(content: bytes) -> Iterator[ChoiceRange]:
    """Ranges of lists: ``of:cell-content-is-in-list([$Lists.$A$1:.$A$3])``."""
    for condition in _CONDITION.findall(content):
        match = re.search(r"\[\$?'?([^\]'.]*)'?\.([^\]]*)\]", _plain(condition))
        if match is None:
            continue
        cells = match.group(2).replace(":.", ":")
        found = choice_range(cells, match.group(1))
        if found is not None:
            yield found
