"""Codes that say what a part is: of the tariff and of China's export control list (``reference/codes.toml``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from calculator.model.cas_numbers import cas_entry
from calculator.model.elements import RARE_EARTHS
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.strict_table import StrictTable, packaged
from calculator.recognition.digit_shapes import BETWEEN
from calculator.recognition.plain_text import FOLD
from calculator.recognition.whole_words import any_word

_KINDS: Final = ("magnet", "target", "listed material", "holder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code in a text: the kind of part that it says, and what it stands for."""

    kind: str
    words: str
    why: str
    start: int
    family: str = ""


class _Tariff(NamedTuple):
    code: str
    kind: str
    is_dotted: bool
    what: str


class _Codes(NamedTuple):
    tariff: tuple[_Tariff, ...]
    control: dict[str, str]
    """The rare earth of each code of the control list."""
    tariff_words: re.Pattern[str]


@cache
def _codes() -> _Codes:
    return packaged("codes", read_codes)


def read_codes(table: StrictTable) -> _Codes:
    """The lists of the file."""
    return _Codes(
        tariff=table.each("tariff", _read_tariff),
        control=dict(table.each("control", _read_control)),
        tariff_words=re.compile(any_word(table.texts("tariff_words"))),
    )


def _read_tariff(entry: StrictTable) -> _Tariff:
    code = entry.text("code")
    if not re.fullmatch(r"\d{4}|\d{6}", code):
        entry.fail("code", "is not a heading of four or a subheading of six digits")
    return _Tariff(code, entry.one_of("kind", _KINDS), entry.flag("dotted"), entry.text("what"))


def _read_control(entry: StrictTable) -> tuple[str, str]:
    return entry.text("code"), entry.one_of("element", RARE_EARTHS)


_TARIFF_NUMBER: Final = re.compile(
    r"(?<![\w.,])(?P<heading>\d{4})(?P<sign>[. ]?)(?P<sub>\d{2})(?:[. ]?\d{2}){0,3}(?!\w|[.,]\d)"
)
_HEADING_NUMBER: Final = late_pattern(r"(?<![\w.,])(?P<heading>\d{4})(?!\w|[.,]\d)")
_CONTROL_CODE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?P<code>1C9\d\d)(?P<part>\.?[abc])?(?![A-Za-z0-9])", re.IGNORECASE
)


def codes_in(text: str, heading: str = "") -> tuple[Code, ...]:
    """The codes of a text that speak of magnets, motors or rare earths.

    >>> [code.words for code in codes_in("HS 8505.11.10, 1C905.a")], codes_in("850511"), codes_in("price 8505,11")
    (['8505.11.10', '1C905.a'], (), ())
    >>> [code.kind for code in codes_in("85051110", "HS Code")], [code.kind for code in codes_in("8501.31", "Tariff no.")]
    (['magnet'], ['holder'])
    >>> [code.kind for code in codes_in("CAS 7429-91-6")], codes_in("CAS 7439-92-1, 1306-38-3")
    (['listed material'], ())
    """
    if not may_hold_code(text):
        return ()
    return (*_tariff_codes(text, heading), *_control_codes(text), *_cas_numbers(text))


def may_hold_code(text: str) -> bool:
    """False where a text holds no figure that could be a code."""
    return _ANY_CODE.search(text) is not None


def codes_among(texts: Sequence[str]) -> list[str]:
    """Those of the texts that hold a figure that could be a code, found by one search through all of them together.

    >>> codes_among(["HS 8505.11", "Bracket 4711", "12850500"])
    ['HS 8505.11']
    """
    together = BETWEEN.join(texts)
    ends = [*accumulate([len(text) + 1 for text in texts])]
    found = dict.fromkeys(bisect_right(ends, code.start()) for code in _ANY_CODE.finditer(together))
    return [texts[index] for index in found]


_ANY_CODE: Final = re.compile(
    r"(?<!\d)(?:28|84|85|88)\d{2}|1[Cc]9\d\d|(?<![\d-])\d{4,7}-\d\d-\d(?![\d-])"
)
_CAS_NUMBER: Final = re.compile(r"(?<![\w-])\d{4,7}-\d\d-\d(?![\w-])")


def _tariff_codes(text: str, heading: str) -> Iterator[Code]:
    is_named = any(_codes().tariff_words.search(words.translate(FOLD)) for words in (heading, text))
    numbers = [
        *_TARIFF_NUMBER.finditer(text),
        *(_HEADING_NUMBER.finditer(text) if is_named else ()),
    ]
    for number in numbers:
        digits = re.sub(r"\D", "", number.group())
        entry = next((entry for entry in _codes().tariff if digits.startswith(entry.code)), None)
        if entry is None or not (
            is_named or (entry.is_dotted and number.groupdict().get("sign") == ".")
        ):
            continue
        yield Code(
            kind=entry.kind,
            words=number.group(),
            why=f"tariff code {number.group()} is that of {entry.what}",
            start=number.start(),
        )


def _control_codes(text: str) -> Iterator[Code]:
    for number in _CONTROL_CODE.finditer(text):
        element = _codes().control.get(number.group("code").upper())
        if element is None:
            continue
        is_chemical = (number.group("part") or "").lower().endswith(("b", "c"))
        what = "oxides and compounds" if is_chemical else "metals, alloys, targets and magnets"
        yield Code(
            kind="listed material" if is_chemical else "magnet",
            words=number.group(),
            why=f"China's control code {number.group()} is that of {what} with {element}",
            start=number.start(),
        )


def _cas_numbers(text: str) -> Iterator[Code]:
    """The CAS numbers of the controlled rare earths, their oxides and alloys."""
    for number in _CAS_NUMBER.finditer(text):
        entry = cas_entry(number.group())
        symbols = set() if entry is None else {*_SYMBOL.findall(entry.name)}
        if entry is not None and not symbols.isdisjoint(_codes().control.values()):
            yield Code(
                kind="listed material",
                words=number.group(),
                why=f"CAS number {number.group()} is that of {entry.name}",
                start=number.start(),
            )


_SYMBOL: Final = re.compile(rf"(?:{'|'.join(RARE_EARTHS)})(?![a-z])")
