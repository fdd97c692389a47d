"""The texts of an .xls file beside its cells: notes, text boxes, headers and footers, names, validations, stored values, properties.

The records are walked once; of those that hold such a text the runs of letters are taken. [MS-XLS] has their numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.files.ole2 import CompoundError, CompoundFile
from calculator.sources.hearing.binary_texts import narrow_texts, wide_texts
from calculator.sources.hearing.passage import PartTexts, Passage, Place
from calculator.sources.table.table import clean

_BOF: Final = 0x809
_CONTINUE: Final = 0x3C
_TXO: Final = 0x1B6
_PLACES: Final = {
    0x14: Place.PAGE,
    0x15: Place.PAGE,
    0x89C: Place.PAGE,
    0x18: Place.DEFINED_NAME,
    0x1BE: Place.COMMENT,
    0x800: Place.COMMENT,
    0xEC: Place.DRAWING,
    0x5A: Place.CACHE,
    0xCD: Place.CACHE,
    _TXO: Place.COMMENT,
}
"""Header, footer, name, validation, tip of a link, drawing, stored value of a link or pivot, text of a note or box."""
_SILENT_STREAMS: Final = frozenset({"Workbook", "Book", "\x01CompObj", "\x01Ole"})


def old_workbook_texts(container: Container, sheets: Sequence[str]) -> PartTexts:
    """What the records and streams of the file say; one that is damaged says nothing, for the sheets themselves were read."""
    try:
        file = CompoundFile(container.data)
        names = file.names()
        stream = file.stream("Workbook" if "Workbook" in names else "Book")
        passages = [*_of_records(container.name, stream, sheets)]
        for name in sorted(names - _SILENT_STREAMS):
            passages += _of_stream(container.name, name, file.stream(name))
    except (CompoundError, struct.error, IndexError, KeyError):
        return PartTexts()
    return PartTexts(passages=tuple(passages))


def _of_records(file: str, stream: bytes, sheets: Sequence[str]) -> Iterator[Passage]:
    place, at, sheet = 0, -1, ""
    is_text = False
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size] if kind in _PLACES or kind == _CONTINUE else b""
        if kind == _BOF:
            at += 1
            sheet = sheets[at - 1] if 1 <= at <= len(sheets) else ""
        if kind == _CONTINUE and is_text:
            texts = wide_texts(body[1:]) if body[:1] == b"\x01" else narrow_texts(body[1:])
            for text in texts:
                yield Passage(text=clean(text), source=Source(file, sheet), place=Place.COMMENT)
        elif kind in _PLACES:
            for text in dict.fromkeys((*wide_texts(body), *narrow_texts(body))):
                yield Passage(text=clean(text), source=Source(file, sheet), place=_PLACES[kind])
        is_text = kind == _TXO or (kind == _CONTINUE and is_text)
        place += 4 + size


def _of_stream(file: str, name: str, data: bytes) -> Iterator[Passage]:
    place = Place.PROPERTY if "SummaryInformation" in name else Place.CACHE
    shown = "".join(letter for letter in name if letter.isprintable())
    for text in dict.fromkeys((*wide_texts(data), *narrow_texts(data))):
        yield Passage(text=clean(text), source=Source(file, shown), place=place)
