"""Cell formats of an OpenDocument file, written as the format codes of Excel, so that one reading serves all files.

OpenDocument 1.3 part 3: data styles (16.29), cell styles and their parents (16.2), formatting properties (17 and 20).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from calculator.sources.table.styles import PLAIN, Style, local, whole

_MAX_STYLES: Final = 65_535
_MAX_PARENTS: Final = 20
_WHITE: Final = "#ffffff"
_POINTS: Final = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "pc": 12.0, "px": 0.75}
_LENGTH: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,9})?)(in|cm|mm|pt|pc|px)")
_DATA_STYLES: Final = frozenset(
    {
        "number-style",
        "currency-style",
        "percentage-style",
        "date-style",
        "time-style",
        "boolean-style",
        "text-style",
    }
)
_DAYS: Final = {
    "year": "yyyy",
    "month": "mm",
    "day": "dd",
    "day-of-week": "ddd",
    "hours": "h",
    "minutes": "mm",
    "seconds": "ss",
    "era": "yyyy",
    "quarter": "mm",
    "week-of-year": "dd",
}


@dataclass
class _CellStyle:
    parent: str = ""
    number: str | None = None
    strike: bool | None = None
    colour: str | None = None
    ground: str | None = None
    indent: int | None = None


@dataclass
class _DataStyle:
    code: str = ""
    positive: str = ""
    """Name of the style of numbers from 0 upwards, where there is one of its own."""


@dataclass
class DocumentStyles:
    """What styles.xml and content.xml declare; ``formats`` grows with the formats that cells ask for.

    >>> styles = DocumentStyles()
    >>> styles.start("number:percentage-style", {"style:name": "N1"})
    >>> styles.start("number:number", {"number:min-integer-digits": "1", "number:decimal-places": "1"})
    >>> styles.end("number:number"); styles.start("number:text", {})
    >>> styles.characters("%"); styles.end("number:text"); styles.end("number:percentage-style")
    >>> styles.start("style:style", {"style:name": "ce1", "style:family": "table-cell", "style:data-style-name": "N1"})
    >>> styles.formats[styles.index("ce1")].number_format
    '0.0%'
    """

    formats: list[Style] = field(default_factory=lambda: [PLAIN])
    cells: dict[str, _CellStyle] = field(default_factory=dict)
    tables: dict[str, bool] = field(default_factory=dict)
    """Whether the tables of a style are shown."""
    numbers: dict[str, _DataStyle] = field(default_factory=dict)
    _indices: dict[str, int] = field(default_factory=dict)
    _cell: _CellStyle | None = None
    _table: str = ""
    _data: _DataStyle | None = None
    _kind: str = ""
    _text: str = ""
    _digits: str = ""
    _inserted: list[tuple[int, str]] = field(default_factory=list)

    def index(self, name: str, currency: str = "") -> int:
        """The place in ``formats`` of the cell style of this name; of a cell with a currency of its own, one that shows it."""
        key = f"{name}\n{currency}" if currency else name
        index = self._indices.get(key)
        if index is None:
            style = self._resolved(name)
            if currency and not style.affix:
                shown = style.number_format if style.number_format != "General" else "0.00"
                style = replace(style, number_format=f"[${currency}] {shown}")
            index = 0
            if style != PLAIN and len(self.formats) < _MAX_STYLES:
                index = len(self.formats)
                self.formats.append(style)
            self._indices[key] = index
        return index

    def is_hidden_table(self, name: str) -> bool:
        """True where sheets of this table style are hidden."""
        return not self.tables.get(name, True)

    # ----------------------------------------------------------------- what the parser calls

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of a styles part, or of the automatic styles of the content."""
        tag = local(name)
        if tag in {"style", "default-style"}:
            self._style(tag, _bare(attributes))
        elif tag in _DATA_STYLES:
            self._data, self._kind, self._text = _DataStyle(), tag, ""
            self.numbers[_bare(attributes).get("name", "")] = self._data
        elif self._data is not None:
            self._part(tag, _bare(attributes))
        elif tag == "table-properties" and self._table:
            self.tables[self._table] = _bare(attributes).get("display") != "false"
        elif self._cell is not None and tag in {
            "table-cell-properties",
            "paragraph-properties",
            "text-properties",
        }:
            self._properties(_bare(attributes))

    def characters(self, text: str) -> None:
        """Text of a number style."""
        if self._data is not None and len(self._text) < 100:
            self._text += text

    def end(self, name: str) -> None:
        """The end of an element of a styles part."""
        tag = local(name)
        data = self._data
        if tag in {"style", "default-style"}:
            self._cell, self._table = None, ""
        elif data is None or len(data.code) > 255:
            self._text = ""
        if tag in _DATA_STYLES:
            self._data = None
        elif data is not None and tag == "text":
            # A per cent sign that is no text multiplies by a hundred; quotes would end the text.
            quoted = self._text.replace('"', "''")
            data.code += (
                "%"
                if self._kind == "percentage-style" and quoted.strip() == "%"
                else f'"{quoted}"'
                if quoted
                else ""
            )
        elif data is not None and tag == "currency-symbol":
            sign = re.sub(r"[\[\]$-]", "", self._text.strip()) or ("$" if "$" in self._text else "")
            data.code += "$" if sign == "$" else f"[${sign or '¤'}]"
        elif data is not None and tag == "embedded-text" and len(self._inserted) < 20:
            self._inserted[-1] = (self._inserted[-1][0], self._text.replace('"', "''"))
        elif data is not None and tag == "number":
            data.code += _with_texts(self._digits, self._inserted)
        self._text = ""

    def _style(self, tag: str, attributes: dict[str, str]) -> None:
        family, name = attributes.get("family"), attributes.get("name", "")
        self._cell, self._table = None, ""
        if family == "table-cell":
            parent = attributes.get("parent-style-name", "")
            self._cell = _CellStyle(parent=parent, number=attributes.get("data-style-name"))
            self.cells["" if tag == "default-style" else name] = self._cell
        elif family == "table":
            self._table = name
        self._indices.clear()

    def _properties(self, attributes: dict[str, str]) -> None:
        cell = self._cell
        if cell is None:
            return
        if "text-line-through-style" in attributes or "text-line-through-type" in attributes:
            kinds = {
                attributes.get("text-line-through-style", "solid"),
                attributes.get("text-line-through-type", "single"),
            }
            cell.strike = "none" not in kinds
        if attributes.get("use-window-font-color") == "true":
            cell.colour = "#000000"
        elif "color" in attributes:
            cell.colour = attributes["color"].casefold()
        if "background-color" in attributes:
            ground = attributes["background-color"].casefold()
            cell.ground = _WHITE if ground == "transparent" else ground
        if "margin-left" in attributes:
            cell.indent = _indent(attributes["margin-left"])

    def _part(self, tag: str, attributes: dict[str, str]) -> None:
        data = self._data
        if data is None:
            return
        self._text = ""
        if tag == "number":
            self._digits, self._inserted = _digits(attributes), []
        elif tag == "embedded-text":
            self._inserted = [*self._inserted[:19], (whole(attributes.get("position")), "")]
        elif tag == "scientific-number":
            data.code += "0.00E+00"
        elif tag == "fraction":
            data.code += "# ?/?"
        elif tag == "text-content":
            data.code += "@"
        elif tag in _DAYS:
            data.code += _DAYS[tag]
        elif tag == "map" and attributes.get("condition", "").replace(" ", "") in {
            "value()>=0",
            "value()>0",
        }:
            data.positive = attributes.get("apply-style-name", "")

    # ----------------------------------------------------------------- what a cell looks like

    def _resolved(self, name: str) -> Style:
        """A style with what it inherits; a circle of parents ends after twenty."""
        line: list[_CellStyle] = []
        while name in self.cells and len(line) < _MAX_PARENTS:
            line.append(self.cells[name])
            name = line[-1].parent
        line += [self.cells[""]] if "" in self.cells and name != "" else []
        number = next((style.number for style in line if style.number is not None), "")
        colour = next((style.colour for style in line if style.colour is not None), "#000000")
        ground = next((style.ground for style in line if style.ground is not None), _WHITE)
        return Style(
            number_format=self._code(number),
            strike=next((style.strike for style in line if style.strike is not None), False),
            indent=next((style.indent for style in line if style.indent is not None), 0),
            same_colour=colour == ground,
        )

    def _code(self, name: str) -> str:
        data = self.numbers.get(name)
        if data is None:
            return "General"
        return (self.numbers.get(data.positive) or data).code[:255] or "General"


def _bare(attributes: dict[str, str]) -> dict[str, str]:
    return {local(key): value for key, value in attributes.items()}


def _digits(attributes: dict[str, str]) -> str:
    """The digits of a number style as a format code.

    >>> _digits({"min-integer-digits": "1", "decimal-places": "2", "grouping": "true", "display-factor": "1000"})
    '#,##0.00,'
    """
    least = min(whole(attributes.get("min-integer-digits")), 30)
    before = "0" * least or "#"
    if attributes.get("grouping") == "true":
        before = "#,##" + before if least < 3 else before
    if "decimal-places" not in attributes:
        # Without places as many are shown as the number has.
        return before if least > 1 else "General"
    places = min(whole(attributes["decimal-places"]), 30)
    shown = min(whole(attributes.get("min-decimal-places", attributes["decimal-places"])), places)
    thousands = {"1000": ",", "1000000": ",,", "1000000000": ",,,"}.get(
        attributes.get("display-factor", "1"), ""
    )
    return before + ("." + "0" * shown + "#" * (places - shown) if places else "") + thousands


def _with_texts(digits: str, texts: list[tuple[int, str]]) -> str:
    """Digits with texts between them, each so many digits from the right: 000-00."""
    for position, text in sorted(texts):
        whole_part, point, rest = digits.partition(".")
        taken, place = 0, len(whole_part)
        while place and taken < position:
            place -= 1
            taken += whole_part[place] in "0#"
        digits = (
            f'{whole_part[:place]}"{text}"{whole_part[place:]}{point}{rest}' if text else digits
        )
    return digits


def _indent(length: str) -> int:
    """Steps of ten points, which is one press on the button.

    >>> _indent("0.2917in"), _indent("0cm"), _indent("1em")
    (2, 0, 0)
    """
    match = _LENGTH.fullmatch(length)
    points = float(match.group(1)) * _POINTS[match.group(2)] if match else 0
    return min(max(round(points / 10), 1), 250) if points >= 1 else 0
