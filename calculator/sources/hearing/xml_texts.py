"""The texts of an XML part that is no table: paragraphs, comments, properties, stored values, whatever the element is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from calculator.sources.table.styles import local, new_parser

_INLINE: Final = frozenset({"t", "r", "span", "rPr", "a", "s", "tab", "line-break", "fld", "text"})
"""Elements that stand inside of one text and do not end it."""
_TELLING: Final = frozenset(
    {
        *("descr", "title", "altText", "prompt", "promptTitle", "error", "errorTitle"),
        *("tooltip", "comment", "caption", "rowHeaderCaption", "colHeaderCaption"),
    }
)
"""Attributes that hold what a person wrote."""
_OF_ELEMENT: Final = {
    ("s", "v"),
    ("definedName", "name"),
    ("named-range", "name"),
    ("sheet", "name"),
    ("customWorkbookView", "name"),
    ("property", "name"),
    ("connection", "name"),
    ("connection", "description"),
    ("sheetName", "val"),
    ("i", "n"),
    ("ocxPr", "value"),
}
"""Attributes that hold it in one element alone: a stored value of a pivot table, a name, a caption."""
MOST_CHARACTERS: Final = 64 << 20
"""Of all the texts of one part together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlText:
    """One text: the element that holds it, those around it, and the cell that the nearest of them names."""

    text: str
    element: str
    around: tuple[str, ...]
    cell: str = ""


def xml_texts(stream: IO[bytes]) -> Iterator[XmlText]:
    """Every text of a part, paragraph by paragraph. Raises expat.ExpatError for what is not XML or holds too much."""
    reader = _Reader()
    while chunk := stream.read(1 << 18):
        reader.parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by place
        yield from reader.take()
    reader.parser.Parse(b"", True)  # noqa: FBT003  # expat and our listeners take it by place
    reader.flush()
    yield from reader.take()


class _Reader:
    """Where the pass stands: the open elements, and the text of the paragraph so far."""

    def __init__(self) -> None:
        self.parser = new_parser(self.start, self.end)
        self.parser.buffer_text = True
        self.parser.CharacterDataHandler = self.characters
        self.open: list[str] = []
        self.cells: list[str] = []
        self.pieces: list[str] = []
        self.found: list[XmlText] = []
        self.total = 0

    def take(self) -> list[XmlText]:
        found, self.found = self.found, []
        return found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = local(name)
        if element not in _INLINE:
            self.flush()
        elif element in {"tab", "line-break", "s"}:
            self.pieces.append(" ")
        self.open.append(element)
        self.cells.append(attributes.get("ref") or (self.cells[-1] if self.cells else ""))
        for name_, value in attributes.items():
            attribute = local(name_)
            if attribute in _TELLING or (element, attribute) in _OF_ELEMENT:
                self.keep(value, attribute if attribute in _TELLING else element)

    def end(self, name: str) -> None:
        if local(name) not in _INLINE:
            self.flush()
        self.open.pop()
        self.cells.pop()

    def characters(self, text: str) -> None:
        self.pieces.append(text)

    def flush(self) -> None:
        if self.pieces:
            text = "".join(self.pieces)
            self.pieces = []
            self.keep(text, self.open[-1] if self.open else "")

    def keep(self, text: str, element: str) -> None:
        if not text or text.isspace():
            return
        self.total += len(text)
        if self.total > MOST_CHARACTERS:
            raise expat.ExpatError("texts of too many characters")
        self.found.append(
            XmlText(
                text=text,
                element=element,
                around=tuple(self.open[-6:]),
                cell=self.cells[-1] if self.cells else "",
            )
        )
