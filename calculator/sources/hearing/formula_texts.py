"""Texts inside of formulas whose result was never stored: what the cell would show, as far as it is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]*>\s*<(?:\w+:)?f\b[^>]*>([^<]*)</(?:\w+:)?f>"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TEXT: Final = re.compile(r'"((?:[^"]|"")*)"')


def formula_texts(sheet: bytes) -> Iterator[tuple[str, str]]:
    """The address of each cell of an .xlsx sheet whose formula has no stored value, with the texts that stand in the formula.

    >>> list(formula_texts(b'<c r="H2"><f>HYPERLINK(A1,"N52"&amp;" magnet")</f></c><c r="A1"><f>"x"</f><v>1</v></c>'))
    [('H2', 'N52 magnet')]
    """
    for match in _CELL.finditer(sheet):
        texts = _TEXT.findall(unescape(match.group(2).decode("utf-8", "replace")))
        words = " ".join(text.replace('""', '"').strip() for text in texts if text.strip())
        if words:
            yield match.group(1).decode("ascii"), words
