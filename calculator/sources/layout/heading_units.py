"""What a heading says in brackets of the figures below it: in which unit or currency they are, and of how many.

``USD/1000``, ``per 100 pcs``, ``kg``, ``g/100``, ``ppm``. What is not wholly understood makes the figures unknown: a price
per thousand that is taken for the price of one would hide a magnet. Harmless words (net, est., excl. VAT) say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from calculator.model.currencies import is_currency_word, read_currency
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, Unit, read_unit
from calculator.reference.heading_words import unit_words
from calculator.sources.layout.heading_tokens import any_of, is_tax_word
from calculator.sources.layout.headings import is_remark


class Kind(Enum):
    """What the figures of a column are."""

    MONEY = "money"
    QUANTITY = "quantity"
    MASS = "mass"
    SHARE = "share"


class Measure(NamedTuple):
    """What a heading says: the word for the currency, the unit of the figures, of how many (``batch``) of which unit (``per``) they are.

    Of shares, ``scale`` is what a figure of 1 means. Nothing of an unclear one may be used.
    """

    money: str = ""
    unit: Unit | None = None
    batch: Fraction | None = None
    per: Unit | None = None
    scale: Fraction = Fraction(1, 100)
    is_clear: bool = True

    @property
    def has_basis(self) -> bool:
        """True where the heading says of how many the figures are."""
        return self.batch is not None or self.per is not None


SILENT: Final = Measure()
UNCLEAR: Final = Measure(is_clear=False)

_KINDS: Final = {
    "bom": {
        "quantity": Kind.QUANTITY,
        "per_parent": Kind.QUANTITY,
        "cumulative": Kind.QUANTITY,
        "price": Kind.MONEY,
        "line_price": Kind.MONEY,
        "mass": Kind.MASS,
    },
    "content": {
        "share": Kind.SHARE,
        "low": Kind.SHARE,
        "high": Kind.SHARE,
        "mass": Kind.MASS,
        "value": Kind.MONEY,
    },
    "prices": {"price": Kind.MONEY, "low": Kind.MONEY, "high": Kind.MONEY},
}
_ONE_ONLY: Final = frozenset({"line_price", "value"})


def measure_of(sheet: str, meaning: str, bracket: str) -> Measure:
    """What the bracket of a heading says on a sheet of that kind.

    >>> measure_of("bom", "price", "USD per 100 pcs").batch, measure_of("bom", "mass", "kg").unit.symbol
    (Fraction(100, 1), 'kg')
    >>> [measure_of("bom", "price", text).is_clear for text in ("EUR", "net", "cents", "1000 pcs")]
    [True, True, False, False]
    >>> [measure_of("bom", "price", text).is_clear for text in ("incl. 19% VAT", "12/2024", "19%")]
    [True, True, False]
    """
    kind = _KINDS.get(sheet, {}).get(meaning) if bracket else None
    if kind is None:
        return SILENT
    measure = _measure(kind, bracket)
    if meaning in _ONE_ONLY and (
        measure.batch is not None or (measure.per is not None and not is_piece(measure.per))
    ):
        return UNCLEAR
    return measure


def is_piece(unit: Unit) -> bool:
    """True for one of something: each, pcs, set."""
    return unit.dimension is Dimension.COUNT and unit.factor == 1


@cache
def _measure(kind: Kind, bracket: str) -> Measure:
    text = unicodedata.normalize("NFKC", bracket).casefold()
    if kind is Kind.SHARE:
        scale = unit_words().shares.get(_NO_LETTER.sub("", text))
        return UNCLEAR if scale is None else Measure(scale=scale)
    read = _Reading(kind)
    text = _MONTH.sub(" ", _day().sub(" ", text))
    if any(is_tax_word(word) for word in _LETTERS.findall(text)):
        text = _TAX_RATE.sub(" ", text)
    for token in _TOKEN.findall(_per_first(text)):
        if not read.take(token):
            return UNCLEAR
    return read.result()


_NO_LETTER: Final = late_pattern(r"[\s.\-()]+")
_MONTH: Final = late_pattern(r"(?<![\d/])(?:0?[1-9]|1[0-2])[/.]20[1-4]\d(?!\d)")
_TAX_RATE: Final = late_pattern(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?\s*%")
_LETTERS: Final = late_pattern(r"[^\W\d_]+")
_TOKEN: Final = late_pattern(r"/|[^\s/,;:()\[\]|]+")


@cache
def _day() -> re.Pattern[str]:
    """The day of which the figures are, which changes nothing: "as of Nov 2024", "Q3 2025"."""
    words = unit_words()
    return re.compile(
        rf"(?:(?:{any_of(words.as_of)}) )?\b(?:{any_of(words.months)})[a-z]*\.?\s*(?:'\d\d|20[1-4]\d)|\bq[1-4]\s*/?\s*20[1-4]\d"
    )


@cache
def _per_behind() -> re.Pattern[str]:
    return re.compile(rf"(.*?)(?:{any_of(unit_words().per_behind)})(.*)")


@cache
def _counted() -> re.Pattern[str]:
    """``100pcs`` and ``千个``: how many, and of what."""
    return re.compile(rf"(\d{{1,6}}|[{re.escape(''.join(unit_words().numerals))}])([^\d]+)")


def _per_first(text: str) -> str:
    """``/ 100 個`` of ``100個当り`` and of ``每100个``."""
    behind = _per_behind().fullmatch(text)
    first = f"{behind.group(2)} / {behind.group(1)}" if behind else text
    for word in unit_words().per_before:
        first = first.replace(word, " / ")
    return first


class _Reading:
    """The words of one bracket, one after the other."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.money: list[str] = []
        self.unit: Unit | None = None
        self.count: Fraction | None = None
        self.per: Unit | None = None
        self.is_behind = False

    def take(self, word: str) -> bool:
        """False where a word cannot be understood beside the others."""
        if word in unit_words().per:
            is_first, self.is_behind = not self.is_behind, True
            return is_first or word != "/"
        if (
            word == "in"
            or word.rstrip(".") in unit_words().harmless
            or (
                is_remark(word)
                and not (self.is_behind and word.isdigit())
                and read_unit(word) is None
            )
        ):
            return True
        if word.isdigit():
            return self._take_count(Fraction(int(word)))
        if (
            self.kind is Kind.MONEY
            and is_currency_word(word)
            and not (self.is_behind and read_unit(word) is not None)
        ):
            self.money.append(word)
            return True
        unit = read_unit(word)
        if unit is not None:
            return self._take_unit(unit)
        counted = _counted().fullmatch(word)
        of = None if counted is None else read_unit(counted.group(2))
        if counted is not None and of is not None:
            number = counted.group(1)
            return self._take_count(
                unit_words().numerals.get(number) or Fraction(int(number))
            ) and self._take_unit(of)
        return self.kind is Kind.QUANTITY and word in (
            unit_words().holders if self.is_behind else unit_words().of_quantity
        )

    def _take_count(self, number: Fraction) -> bool:
        if not self.is_behind or self.count is not None or self.per is not None or number <= 0:
            return False
        self.count = number
        return True

    def _take_unit(self, unit: Unit) -> bool:
        if self.is_behind and not (self.kind is Kind.MASS and unit.dimension is Dimension.MASS):
            if self.per is not None or (self.kind is Kind.QUANTITY and not is_piece(unit)):
                return False
            self.per = unit
            return True
        if self.kind is Kind.MONEY:
            if unit.dimension is Dimension.MASS and self.per is None:
                self.per = unit
                return True
            return is_piece(unit)
        if self.kind is Kind.MASS and unit.dimension is not Dimension.MASS:
            return is_piece(unit)
        if self.unit is not None or (unit.dimension is Dimension.COUNT and not is_piece(unit)):
            return False
        self.unit = unit
        return True

    def result(self) -> Measure:
        word = " ".join(self.money)
        if len(self.money) > 1 and read_currency(word)[0] is None:
            return UNCLEAR
        # A quantity in one parent is what a quantity is.
        per = None if self.kind is Kind.QUANTITY else self.per
        return Measure(word, self.unit, None if self.count == 1 else self.count, per)
