"""An XML file as a tree whose elements know their line and their path. Nothing that the file declares about itself is believed.

A DOCTYPE is refused, so that there are no entities; elements, depth and letters are counted while they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from calculator.model.source import Source
from calculator.sources.files.limits import Limits, RefusedError

_CHUNK: Final = 1 << 16
_DEEPEST: Final = 200
_LONGEST: Final = 4_000
"""Letters of one text or attribute that are kept; a part number or a figure is shorter."""
_LONGEST_NAME: Final = 100
_SEPARATOR: Final = "\n"
REMARK: Final = "comment()"
"""The name of what stands between the signs of a comment; no element can have it."""


@dataclass(slots=True, eq=False)
class Element:
    """One element: its name and its attributes without their namespaces, its own text, its line from 1, and what is in it."""

    name: str
    attributes: dict[str, str]
    line: int
    parent: Element | None = None
    namespace: str = ""
    text: str = ""
    children: list[Element] = field(default_factory=list)
    count: int = 1
    """Which of its namesakes in the same element it is."""
    names: Counter[str] = field(default_factory=Counter)
    """How many elements of each name are in it."""

    @property
    def path(self) -> str:
        """From the root on, each step counted where it has namesakes: ``/MainDeclaration/Product[2]``."""
        steps = []
        element: Element | None = self
        while element is not None:
            has_namesakes = element.parent is not None and element.parent.names[element.name] > 1
            steps.append(f"{element.name}[{element.count}]" if has_namesakes else element.name)
            element = element.parent
        return "/" + "/".join(reversed(steps))

    def place(self, file: str) -> Source:
        """The address of the element in its file."""
        return Source(file, self.path, self.line)

    def below(self) -> Iterator[Element]:
        """Every element in it, in the order of the file."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.children[::-1]


def read_tree(data: bytes, limits: Limits) -> Element:
    """The root of the file. Raises RefusedError, with the line, for what is no XML, holds a DOCTYPE, or is more than the limits allow."""
    reader = _Reader(limits)
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.CommentHandler = reader.comment
    parser.ProcessingInstructionHandler = reader.instruction
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.EntityDeclHandler = reader.doctype
    reader.parser = parser
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], False)  # noqa: FBT003  # expat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003  # expat's own signature
    except expat.ExpatError as fault:
        raise RefusedError(
            "xml-damaged",
            f"line {fault.lineno}: it is no XML that can be read ({expat.ErrorString(fault.code)}); export it again",
        ) from None
    except (LookupError, ValueError) as fault:
        raise RefusedError(
            "xml-damaged", f"it is no XML that can be read ({str(fault)[:80]}); save it as UTF-8"
        ) from None
    if reader.root is None:
        raise RefusedError("xml-damaged", "line 1: it has no element; export it again")
    return reader.root


class _Reader:
    """Listens to the parser and builds the tree."""

    def __init__(self, limits: Limits) -> None:
        self.parser: expat.XMLParserType | None = None
        self.root: Element | None = None
        self._left = limits.area // 10
        self._open: list[Element] = []
        self._before_root: list[Element] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1 + len(attributes)
        if self._left < 0:
            raise self._refused("too-many-cells", "more elements than the limit allows; split it")
        if len(self._open) >= _DEEPEST:
            raise self._refused(
                "xml-damaged", f"elements lie more than {_DEEPEST} deep; export it again"
            )
        namespace, _, local = name.rpartition(_SEPARATOR)
        if len(local) > _LONGEST_NAME:
            raise self._refused(
                "xml-damaged", "an element has no name that anybody gave it; export it again"
            )
        kept = {
            key.rpartition(_SEPARATOR)[2]: value[:_LONGEST].strip()
            for key, value in attributes.items()
        }
        element = Element(name=local, namespace=namespace, attributes=kept, line=self._line)
        if self._open:
            self._put(element, self._open[-1])
        else:
            self.root = element
            for remark in self._before_root:
                self._put(remark, element)
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        if self._open and text.strip() and len(self._open[-1].text) < _LONGEST:
            self._open[-1].text += text[:_LONGEST].strip()

    def comment(self, text: str) -> None:
        """A remark that no reader of the format shows: an element of its own, below the one in which it stands, else below the root."""
        self._left -= 1
        if self._left < 0:
            raise self._refused("too-many-cells", "more remarks than the limit allows; split it")
        outer = self._open[-1] if self._open else self.root
        remark = Element(name=REMARK, attributes={}, line=self._line, text=text[:_LONGEST].strip())
        if outer is None:
            self._before_root.append(remark)
        else:
            self._put(remark, outer)

    def instruction(self, target: str, text: str) -> None:
        """What is written for programs is read as a remark."""
        self.comment(f"{target} {text}")

    def doctype(self, *_: object) -> None:
        raise self._refused(
            "xml-doctype", "it holds a DOCTYPE, which may define what its text means; remove it"
        )

    @staticmethod
    def _put(element: Element, outer: Element) -> None:
        element.parent = outer
        outer.children.append(element)
        outer.names[element.name] += 1
        element.count = outer.names[element.name]

    @property
    def _line(self) -> int:
        return 0 if self.parser is None else self.parser.CurrentLineNumber

    def _refused(self, code: str, why: str) -> RefusedError:
        return RefusedError(code, f"line {self._line}: {why}")
