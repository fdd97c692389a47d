"""What follows the cells in the part of a sheet: headers and footers, messages and lists of choices, tips of links, names, filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.sources.hearing.passage import ChoiceRange

_PAGE: Final = late_pattern(
    r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>(.*?)</", re.DOTALL
)
_VALIDATION: Final = late_pattern(
    r"<(?:\w+:)?dataValidation\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?dataValidation>)", re.DOTALL
)
_MESSAGE: Final = late_pattern(
    r"\b(?:prompt|promptTitle|error|errorTitle)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_NAMED: Final = late_pattern(
    r"<(?:\w+:)?(?:hyperlink\b[^>]*?\btooltip|scenario\b[^>]*?\b(?:name|comment)|protectedRange\b[^>]*?\bname)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_FILTER: Final = late_pattern(
    r"<(?:\w+:)?(?:filter|customFilter)\b[^>]*?\bval\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_FORMULA: Final = late_pattern(r"<(?:\w+:)?(?:formula1|f)\b[^>]*>(.*?)</", re.DOTALL)
_IS_LIST: Final = late_pattern(r"\btype\s*=\s*[\"']list[\"']")
# Fonts, sizes, page numbers and file names that Excel puts in by itself: &"Arial,Bold"&12&P of &N.
_CODE: Final = late_pattern(r"&\"[^\"]*\"|&K[0-9A-Fa-f]{6}|&\d{1,3}|&[A-Za-z+\-]|&&")
_RANGE: Final = late_pattern(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^\s!'\"(),]+)!)?\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?\Z"
)


def page_texts(tail: str) -> Iterator[str]:
    """What is printed on every page, without its codes.

    >>> list(page_texts('<headerFooter><oddHeader>&amp;L&amp;"Arial"&amp;8N52 magnet&amp;RPage &amp;P</oddHeader></headerFooter>'))
    ['N52 magnet Page']
    """
    for match in _PAGE.finditer(tail):
        text = " ".join(_CODE.sub(" ", unescape(match.group(1))).split())
        if text:
            yield text


def message_texts(tail: str) -> Iterator[str]:
    """What a person is told who enters a cell or points at a link, and what scenarios and protected ranges are called."""
    for validation in _VALIDATION.finditer(tail):
        for message in _MESSAGE.finditer(validation.group(1)):
            yield unescape(message.group(1) or message.group(2) or "")
    for name in _NAMED.finditer(tail):
        yield unescape(name.group(1) or name.group(2) or "")


def filter_texts(tail: str) -> Iterator[str]:
    """What rows are filtered by: copies of cells, and what is looked for.

    >>> list(filter_texts('<autoFilter><filters><filter val="N52 magnet"/></filters></autoFilter>'))
    ['N52 magnet']
    """
    for match in _FILTER.finditer(tail):
        yield unescape(match.group(1) or match.group(2) or "").replace("*", " ").strip()


def choice_formulas(tail: str) -> Iterator[str]:
    """The formulas of lists of choices: a range, a name, or the choices themselves in quotes."""
    for validation in _VALIDATION.finditer(tail):
        if _IS_LIST.search(validation.group(1)):
            for formula in _FORMULA.finditer(validation.group(2) or ""):
                yield unescape(re.sub(r"<[^>]*>", "", formula.group(1))).strip()


def choice_range(formula: str, sheet: str) -> ChoiceRange | None:
    """The cells that a formula of a list names; None where it names none.

    >>> choice_range("Lists!$A$1:$A$3", "BOM")
    ChoiceRange(sheet='Lists', top=1, left=1, bottom=3, right=1)
    """
    match = _RANGE.match(formula.lstrip("="))
    if match is None:
        return None
    named = (match.group("sheet") or "").strip("'").replace("''", "'") or sheet
    top, left = int(match.group("top")), _column(match.group("left"))
    bottom = int(match.group("bottom") or top)
    right = _column(match.group("right") or match.group("left"))
    return ChoiceRange(
        sheet=named,
        top=min(top, bottom),
        left=min(left, right),
        bottom=max(top, bottom),
        right=max(left, right),
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
