"""A page of ours as a tree: elements with their classes, and the texts in them as a browser would join them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"meta", "img", "br", "link", "input"})
SPACES: Final = re.compile(r"[ \t\r\n\f]+")
"""What a browser shows as one space; a space that does not break is none of it."""


@dataclass(slots=True, kw_only=True)
class Element:
    """An element; ``parts`` are its elements and texts in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The words of its ``class``."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All texts below it, joined, each run of spaces as one."""
        return SPACES.sub(" ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()  # noqa: SLF001  # of its own kind

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of a kind below it, in the order of the page."""
        for part in self.parts:
            if isinstance(part, Element):
                if part.tag == tag:
                    yield part
                yield from part.all(tag)


def tree_of(page: str) -> Element:
    """The whole page below one root. Only for pages that our templates write, in which every element is closed."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element(tag="page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag=tag, attributes={name: value or "" for name, value in attrs})
        self._open[-1].parts.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._open[-1].tag != tag:
            raise ValueError(f"the template closes {tag} where {self._open[-1].tag} is open")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].parts.append(data)
