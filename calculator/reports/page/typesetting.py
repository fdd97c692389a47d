"""A page of ours as the source of a typesetter: each element becomes a call of the function of its name in ``sheets.typ``.

Every text of the page is a string of that source, never markup: whatever a supplier wrote is set as it stands.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from calculator.reports.language import speaking, tr
from calculator.reports.page.html_tree import SPACES, Element
from calculator.reports.settings import PICTURE

_INLINE: Final = frozenset(
    {"a", "b", "br", "code", "em", "i", "img", "span", "strong", "summary-text"}
)
_LEFT_OUT: Final = frozenset({"head", "nav", "script", "style", "footer"})
_UNSEEN: Final = frozenset({"hidden", "skip"})
_UNBROKEN: Final = 9
"""So many letters of a word stand together where words may be broken."""
_PIECES: Final = re.compile(rf".{{1,{_UNBROKEN}}}")
_SUFFIXES: Final = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "svg+xml": "svg"}


@dataclass(slots=True, kw_only=True)
class Manuscript:
    """The source, and the pictures that it names."""

    source: str
    pictures: dict[str, bytes] = field(default_factory=dict)


def manuscript_of(page: Element, drawings: Sequence[str], paper: str) -> Manuscript:
    """The source of a page for a paper; ``drawings`` are the SVG texts that the page names ``drawing:0``, ``drawing:1`` ..."""
    pictures = {f"drawing-{place}.svg": drawing.encode() for place, drawing in enumerate(drawings)}
    writer = _Writer(pictures)
    (body,) = page.all("body")
    title = next((head.text for head in page.all("h1")), "")
    colophon = next((line.text for line in page.all("p") if "kind" in line.classes), "")
    document = next((head.text for head in page.all("title")), title)
    language = next(page.all("html")).attributes.get("lang", "en")
    blocks = "\n".join(writer.blocks(body))
    settings = ", ".join(
        f"{name}: {quoted(value)}"
        for name, value in (
            ("paper", paper),
            ("title", title),
            ("colophon", colophon),
            ("name", document),
            ("language", language),
            ("paging", _paging(language)),
        )
    )
    source = f'#import "sheets.typ": *\n#show: sheets.with({settings})\n#{{\n{blocks}\n}}\n'
    return Manuscript(source=source, pictures=pictures)


def _paging(language: str) -> str:
    """What stands at the foot of each sheet, with places for its number and for how many there are."""
    with speaking(language):
        return tr("Page {page} of {pages}")


def quoted(text: str) -> str:
    r"""A text as a string of the source.

    >>> quoted('a "b" \\ #c')
    '"a \\"b\\" \\\\ #c"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


class _Line:
    """Texts that run on: a space after a space is none, as in a browser."""

    def __init__(self) -> None:
        self.after_space = True

    def joined(self, text: str) -> str:
        words = SPACES.sub(" ", text)
        if self.after_space:
            words = words.removeprefix(" ")
        if words:
            self.after_space = words.endswith(" ")
        return words


class _Writer:
    def __init__(self, pictures: dict[str, bytes]) -> None:
        self._pictures = pictures

    def blocks(self, element: Element) -> Iterator[str]:
        """The parts of an element that stands over the whole width: blocks, and runs of text between them as paragraphs."""
        run: list[Element | str] = []
        for part in element.parts:
            if isinstance(part, str) or part.tag in _INLINE:
                run.append(part)
                continue
            yield from self._paragraph(run)
            run = []
            yield from self._block(part)
        yield from self._paragraph(run)

    def _paragraph(self, run: list[Element | str]) -> Iterator[str]:
        text = self._inline(run, _Line())
        if text:
            yield f'p("", {text})'

    def _block(self, element: Element) -> Iterator[str]:
        tag, classes = element.tag, quoted(" ".join(sorted(element.classes)))
        if tag in _LEFT_OUT or "hidden" in element.attributes:
            return
        if tag in {"h1", "h2", "h3", "h4", "p", "caption", "figcaption", "summary"}:
            text = self._inline(element.parts, _Line())
            if text:
                yield f"{tag}({classes}, {text})"
        elif tag in {"ul", "ol"}:
            items = [part for part in element.parts if isinstance(part, Element)]
            listed = "".join(f"{self._cell(item)}, " for item in items)
            if items:
                yield f"{tag}({classes}, ({listed}))"
        elif tag == "dl":
            yield f"dl({classes}, ({self._pairs(element)}))"
        elif tag == "table":
            yield self._table(element)
        elif element.classes & _WRAPPED or element.attributes.get("id") in _WRAPPED:
            name = element.attributes.get("id", "")
            inside = "\n".join(self.blocks(element))
            yield f"division({classes}, {quoted(name)}, {{\n{inside}\n}})"
        else:
            yield from self.blocks(element)

    def _pairs(self, element: Element) -> str:
        pairs = [part for part in element.parts if isinstance(part, Element)]
        return "".join(
            f"({quoted(' '.join(sorted(pair.classes)))}, "
            f"{self._inline(next(pair.all('dt')).parts, _Line())}, {self._inline(next(pair.all('dd')).parts, _Line())}), "
            for pair in pairs
        )

    def _table(self, table: Element) -> str:
        caption = next((self._inline(head.parts, _Line()) for head in table.all("caption")), "none")
        heads = [row for head in table.all("thead") for row in head.all("tr")]
        rows = [row for body in table.all("tbody") for row in body.all("tr")]
        header = [self._table_cell(cell) for row in heads for cell in _cells(row)]
        count = len(header) or max((len(list(_cells(row))) for row in rows), default=1)
        columns = table.attributes.get("data-columns", " ".join(["auto"] * count))
        widths = "".join(f"{width}, " for width in columns.split())
        body = ",\n".join(self._table_cell(cell) for row in rows for cell in _cells(row))
        return (
            f"grid-of({quoted(' '.join(sorted(table.classes)))}, ({widths}), {caption}, "
            f"({''.join(f'{cell}, ' for cell in header)}), (\n{body},\n))"
        )

    def _table_cell(self, cell: Element) -> str:
        kind = " ".join(sorted({*cell.classes, cell.tag}))
        span = int(cell.attributes.get("colspan", "1"))
        return f"field({quoted(kind)}, {span}, {self._cell(cell)})"

    def _cell(self, cell: Element) -> str:
        if any(isinstance(part, Element) and part.tag not in _INLINE for part in cell.parts):
            return "{" + "; ".join(self.blocks(cell)) + "}"
        return self._inline(cell.parts, _Line()) or '""'

    # ----------------------------------------------------------------------- texts

    def _inline(self, parts: Sequence[Element | str], line: _Line) -> str:
        written = list(self._texts(parts, line))
        return f"{{{'; '.join(written)}}}" if written else ""

    def _texts(
        self, parts: Sequence[Element | str], line: _Line, *, is_long: bool = False
    ) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                text = line.joined(part)
                if text:
                    yield _breakable(text) if is_long else quoted(text)
                continue
            if part.classes & _UNSEEN:
                continue
            if part.tag == "br":
                line.after_space = True
                yield "linebreak()"
            elif part.tag == "img":
                yield self._picture(part)
            else:
                yield from self._run(part, line, is_long=is_long)

    def _run(self, part: Element, line: _Line, *, is_long: bool) -> Iterator[str]:
        is_long = is_long or part.tag in {"code", "a"} or "long" in part.classes
        inside = "; ".join(self._texts(part.parts, line, is_long=is_long))
        if not inside:
            return
        language = part.attributes.get("lang")
        if language:
            yield f"text(lang: {quoted(language)}, {{{inside}}})"
        elif part.tag == "a" and part.attributes.get("href", "").startswith(
            ("http://", "https://")
        ):
            yield f"link({quoted(part.attributes['href'])}, {{{inside}}})"
        elif part.tag in {"b", "strong", "code"}:
            yield f"{part.tag}({{{inside}}})"
        elif part.classes:
            yield f"run({quoted(' '.join(sorted(part.classes)))}, {{{inside}}})"
        else:
            yield inside

    def _picture(self, part: Element) -> str:
        address, words = part.attributes["src"], part.attributes.get("alt", "")
        if address.startswith("drawing:"):
            name = f"drawing-{int(address.removeprefix('drawing:'))}.svg"
        else:
            name = self._kept(address)
        return f"picture({quoted(' '.join(sorted(part.classes)))}, {quoted(name)}, {quoted(words)})"

    def _kept(self, address: str) -> str:
        """A picture that is in the page itself, as a file beside the source; another address is never followed."""
        if not address.startswith(PICTURE):
            raise ValueError(f"nothing is fetched: {address}")
        kind, _, content = address.removeprefix(PICTURE).partition(";base64,")
        name = f"picture-{len(self._pictures)}.{_SUFFIXES[kind]}"
        self._pictures[name] = base64.b64decode(content)
        return name


_WRAPPED: Final = frozenset(
    {
        "answer",
        "cover",
        "notice",
        "pair",
        "rule",
        "annex",
        "columns",
        "law",
        "evidence",
        "account",
        "inputs",
    }
)
"""Classes and names of divisions that are set in a way of their own."""


def _cells(row: Element) -> Iterator[Element]:
    return (part for part in row.parts if isinstance(part, Element) and part.tag in {"td", "th"})


def _breakable(text: str) -> str:
    """A text whose words may be broken, for no column may grow out of the sheet: an empty box is a place to break, and is no sign."""
    return "; box(); ".join(
        quoted(piece)
        for word in re.findall(r"\S+\s*|\s+", text)
        for piece in ((word,) if len(word) <= _UNBROKEN else _PIECES.findall(word))
    ).replace(' "; box(); ', ' "; ')
