"""What a cell's format shows that its value does not: per cent, a unit, a date, a line through it, nothing at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import takewhile
from typing import IO, Final
from xml.parsers import expat

from calculator.sources.table.format_words import Words, words_of


@dataclass(frozen=True, kw_only=True)
class Style:
    """One cell format of a workbook.

    >>> Style(number_format="0.0%").is_percent, Style(number_format='0.0"%"').is_percent
    (True, False)
    >>> Style(number_format='#,##0.0" kg"').affix, Style(number_format="[$€-407] #,##0.00").affix
    ('kg', '€')
    >>> Style(number_format="#,##0.00").is_plain, Style(number_format=";;;").invisible
    (True, True)
    """

    number_format: str = "General"
    strike: bool = False
    indent: int = 0
    same_colour: bool = False
    """The letters have the colour of what is behind them."""
    colour: str = ""
    """Of the ground where it is neither white nor black, else of such letters; where a legend says so, it means something."""

    @cached_property
    def is_percent(self) -> bool:
        """True where a hundred times the value is shown; a quoted per cent sign is only text."""
        return "%" in _bare(self.number_format)

    @cached_property
    def is_date(self) -> bool:
        """True where a day or a time is shown."""
        bare = _bare(self.number_format).partition(";")[0].casefold()
        return bare != "general" and bool(set(bare) & set("ymdhs")) and not set(bare) & set("0#?")

    @cached_property
    def affix(self) -> str:
        """The text that is shown with the number, such as a unit or a currency."""
        return " ".join("".join(_shown(self.number_format)).split())

    @cached_property
    def mask(self) -> tuple[str, ...]:
        """Pieces of a format that pads whole numbers with zeros, as part numbers are: ``00000``, ``00-000``, ``"P-"0000``.

        Empty for any other; what follows the last digit is a unit and no part of it.
        """
        found = _tokens(self.number_format)
        is_mask = found.count("0") > 1 and not any(piece in _MARKS for piece in found)
        while found and found[-1] not in _DIGITS:
            found.pop()
        lead = "".join(takewhile(lambda piece: piece not in _DIGITS, found))
        if not is_mask or _CURRENCY_SIGNS.search(lead):
            return ()
        return tuple(piece.removeprefix("'") for piece in found)

    @cached_property
    def decimals(self) -> tuple[int, int, int] | None:
        """Least digits before the point, least and most after it, of a format of nothing but 0, # and a point: ``0.00``."""
        found = _DECIMALS.fullmatch(_signs(self.number_format))
        if found is None:
            return None
        before, least, more = found.groups()
        return before.count("0"), len(least), len(least) + len(more)

    @cached_property
    def is_scaled(self) -> bool:
        """True where thousandths or millionths of the value are shown, which a comma after the digits does (``0.0,``), or a point that is only text."""
        return (
            _SCALED.search(_signs(self.number_format)) is not None
            or _POINT_AS_TEXT.search("".join(_tokens(self.number_format))) is not None
        )

    @property
    def invisible(self) -> bool:
        """True where nothing can be seen: letters in the colour of their ground, or a format without any sign."""
        return self.same_colour or (
            ";" in self.number_format and not self.number_format.replace(";", "").strip()
        )

    @cached_property
    def words(self) -> Words:
        """What the format shows in place of a value, or around a text."""
        return words_of(self.number_format)

    @cached_property
    def is_plain(self) -> bool:
        """True where the format shows nothing that the value does not."""
        return not (
            self.is_percent
            or any(self.words)
            or self.is_date
            or self.affix
            or self.strike
            or self.indent
            or self.invisible
            or self.mask
            or self.is_scaled
        )

    def shown(self, value: Fraction) -> str:
        """The digits that the format shows of a number, where it pads or rounds them; else none.

        >>> Style(number_format="00-000").shown(Fraction(1234)), Style(number_format="0.00").shown(Fraction(11, 10))
        ('01-234', '1.10')
        >>> Style(number_format="0.00").shown(Fraction(2005, 1000)), Style(number_format="0").shown(Fraction(3))
        ('2.01', '')
        """
        if value < 0:
            return ""
        if self.mask and value.denominator == 1:
            return _filled_in(self.mask, str(value.numerator))
        if self.decimals is None:
            return ""
        before, least, most = self.decimals
        # Half is rounded away from zero, as spreadsheet programs do.
        scaled = (value * 10**most * 2 + 1) // 2
        whole_part, part = divmod(scaled, 10**most)
        digits = str(part).zfill(most)
        kept = digits[:least] + digits[least:].rstrip("0")
        return (
            f"{str(whole_part).zfill(before) if before or whole_part else ''}.{kept}".removesuffix(
                "."
            )
        )


PLAIN: Final = Style()

_PIECES: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')
_CURRENCY_SIGNS: Final = re.compile("[$€£¥₩₹¤]")


_DIGITS: Final = frozenset("0#?")
_MARKS: Final = frozenset("0#?.,%/EeGg@ymdhsYMDHS") - _DIGITS
"""What a format does with digits or a day, where it is neither quoted nor escaped."""
_DECIMALS: Final = re.compile(r"(#*0*)\.(0+)(#*)")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")

_POINT_AS_TEXT: Final = re.compile(r"[0#?]'[.,](?![0#?]{3})[0#?]")
"""10 is seen as 0.10 in ``0"."00``; between thousands a point that is text moves nothing."""


def _tokens(number_format: str) -> list[str]:
    """The pieces of the first section: each sign by itself, each text that is shown as it stands behind an apostrophe.

    >>> _tokens('"P-"00_);(0)')
    ["'P-", '0', '0']
    """
    found: list[str] = []
    end = 0
    for piece in [*_PIECES.finditer(number_format), None]:
        between = number_format[end : piece.start() if piece else len(number_format)]
        section, semicolon, _ = between.partition(";")
        found += [
            sign if sign in _DIGITS or sign in _MARKS or sign.isalpha() else f"'{sign}"
            for sign in section
        ]
        if semicolon or piece is None:
            break
        text = piece.group(1) or piece.group(2) or piece.group(3)
        found += [f"'{text}"] if text else []
        end = piece.end()
    return found


def _signs(number_format: str) -> str:
    """The first section with an apostrophe for each text."""
    return "".join(piece[:1] for piece in _tokens(number_format))


def _filled_in(mask: tuple[str, ...], digits: str) -> str:
    """Digits in the places of a mask, from the right; more digits than places stand before the first."""
    left = list(digits)
    places = sum(piece in _DIGITS for piece in mask)
    shown: list[str] = []
    for piece in reversed(mask):
        if piece not in _DIGITS:
            shown.append(piece)
            continue
        places -= 1
        if not places and left:
            shown.append("".join(left))
        elif left:
            shown.append(left.pop())
        elif piece == "0":
            shown.append("0")
    return "".join(reversed(shown))


def _bare(number_format: str) -> str:
    """A number format without what is quoted, escaped, in brackets or padding."""
    return _PIECES.sub("", number_format)


def _shown(number_format: str) -> list[str]:
    """Texts and currency signs of the first section, that of positive numbers."""
    shown: list[str] = []
    end = 0
    for piece in _PIECES.finditer(number_format):
        between = number_format[end : piece.start()]
        shown += _CURRENCY_SIGNS.findall(between.partition(";")[0])
        if ";" in between:
            return _telling(shown)
        shown.append(piece.group(1) or piece.group(2) or piece.group(3) or "")
        end = piece.end()
    return _telling([*shown, *_CURRENCY_SIGNS.findall(number_format[end:].partition(";")[0])])


def _telling(shown: list[str]) -> list[str]:
    """Brackets, signs and spaces around a number say nothing of what it counts; a letter, a digit, a stroke or a sign of money do."""
    return (
        shown
        if any(
            character.isalnum()
            or character in "%‰°/<>≥≤+?±~≈"
            or unicodedata.category(character) == "Sc"
            for text in shown
            for character in text
        )
        else []
    )


# --------------------------------------------------------------------------- reading the part


_MAX_STYLES: Final = 65_535
_WHITE: Final = "FFFFFF"
_BLACK: Final = "000000"
_NO_COLOURS: Final = (_WHITE, _BLACK)


def read_styles(stream: IO[bytes]) -> list[Style]:
    """The cell formats of a styles part, in the order in which cells refer to them; at most 65,535 of them.

    Raises expat.ExpatError for what is not XML.
    """
    reader = _StylesReader()
    parse(stream, reader.start, reader.end)
    return reader.found


class _StylesReader:
    def __init__(self) -> None:
        self.found: list[Style] = []
        self.formats: dict[str, str] = {}
        self.fonts: list[tuple[bool, str]] = []
        self.fills: list[str] = []
        self.where: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        where = self.where
        parent = where[-1] if where else ""
        if tag == "numFmt" and parent == "numFmts":
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "General")[
                :255
            ]
        elif tag == "font" and parent == "fonts":
            self.fonts.append((False, _BLACK))
        elif parent == "font" and "fonts" in where:
            self._font(tag, attributes)
        elif tag == "fill" and parent == "fills":
            self.fills.append(_WHITE)
        elif tag in {"patternFill", "fgColor"} and "fills" in where and self.fills:
            self._fill(tag, attributes)
        elif tag == "xf" and parent == "cellXfs" and len(self.found) < _MAX_STYLES:
            self.found.append(self._style(attributes))
        elif (
            tag == "alignment"
            and parent == "xf"
            and "cellXfs" in where
            and self.found
            and whole(attributes.get("indent"))
        ):
            self.found[-1] = replace(self.found[-1], indent=whole(attributes["indent"]))
        where.append(tag)

    def end(self, _: str) -> None:
        self.where.pop()

    def _font(self, tag: str, attributes: dict[str, str]) -> None:
        strike, colour = self.fonts[-1]
        if tag == "strike":
            self.fonts[-1] = (is_true(attributes.get("val", "1")), colour)
        elif tag == "color":
            self.fonts[-1] = (strike, _colour(attributes))

    def _fill(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "patternFill":
            # A solid fill without a colour is black; a pattern is neither colour, so that letters on it are seen.
            kind = attributes.get("patternType", "none")
            self.fills[-1] = {"none": _WHITE, "solid": _BLACK}.get(kind, kind)
        elif self.where[-1] == "patternFill" and self.fills[-1] == _BLACK:
            self.fills[-1] = _colour(attributes)

    def _style(self, attributes: dict[str, str]) -> Style:
        font, fill = whole(attributes.get("fontId")), whole(attributes.get("fillId"))
        strike, letters = self.fonts[font] if font < len(self.fonts) else (False, _BLACK)
        ground = self.fills[fill] if fill < len(self.fills) else _WHITE
        number = attributes.get("numFmtId", "0")
        return Style(
            number_format=self.formats.get(number, BUILT_IN.get(number, "General")),
            strike=strike,
            same_colour=letters == ground,
            colour=next((colour for colour in (ground, letters) if colour not in _NO_COLOURS), ""),
        )


def _colour(attributes: dict[str, str]) -> str:
    """One name for one colour, as far as it can be known without the theme; those of the default theme are taken.

    >>> _colour({"rgb": "FFFFFFFF"}) == _colour({"theme": "0"}) == _colour({"indexed": "9"})
    True
    """
    tint = attributes.get("tint", "0")
    if "rgb" in attributes:
        name = attributes["rgb"].upper()[-6:]
    elif "theme" in attributes:
        name = {"0": _WHITE, "1": _BLACK}.get(attributes["theme"], f"theme {attributes['theme']}")
    else:
        index = attributes.get("indexed", "64")
        name = {"1": _WHITE, "9": _WHITE, "65": _WHITE, "0": _BLACK, "8": _BLACK, "64": _BLACK}.get(
            index, f"indexed {index}"
        )
    return name if tint in {"0", "0.0"} else f"{name} tint {tint}"


# ECMA-376 part 1, 18.8.30. Those of the reader's own country (5 to 8, 42, 44) show a currency that the file does not name: ¤.
BUILT_IN: Final = {
    **dict.fromkeys(("5", "6", "7", "8", "42", "44"), '"¤"#,##0.00'),
    "1": "0",
    "2": "0.00",
    "9": "0%",
    "10": "0.00%",
    **dict.fromkeys(("14", "15", "16", "17", "22"), "yyyy-mm-dd"),
    **dict.fromkeys(map(str, (*range(27, 37), *range(50, 59))), "yyyy-mm-dd"),
    **dict.fromkeys(("18", "19", "20", "21", "45", "46", "47"), "h:mm"),
    "49": "@",
}


# --------------------------------------------------------------------------- what every part is read with


def parse(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
) -> None:
    """Every element of a part, once; nothing of it is kept. Raises expat.ExpatError for what is not XML or declares entities."""
    parser = new_parser(start, end)
    while chunk := stream.read(1 << 18):
        parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by place
    parser.Parse(b"", True)  # noqa: FBT003  # expat and our listeners take it by place


def new_parser(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None = None
) -> expat.XMLParserType:
    """A parser that refuses entities."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = _no_entities
    return parser


def _no_entities(*_: object) -> None:
    raise expat.ExpatError("entities are not read")


def local(name: str) -> str:
    """A name without its prefix, for which each program has its own taste."""
    return name.rpartition(":")[2]


def whole(text: str | None) -> int:
    """A small whole number; 0 for anything else.

    >>> whole("12"), whole(None), whole("-1"), whole("9" * 30)
    (12, 0, 0, 0)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def is_true(text: str | None) -> bool:
    """A truth value as XML Schema writes it."""
    return text in {"1", "true", "on"}
