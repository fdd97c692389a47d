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
from calculator.numbers.units import Dimension, Unit, read_unit
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
    """
    kind = _KINDS.get(sheet, {}).get(meaning) if bracket else None
    if kind is None:
        return SILENT
    found = _measure(kind, bracket)
    if meaning in _ONE_ONLY and (
        found.batch is not None or (found.per is not None and not is_piece(found.per))
    ):
        return UNCLEAR
    return found


def is_piece(unit: Unit) -> bool:
    """True for one of something: each, pcs, set."""
    return unit.dimension is Dimension.COUNT and unit.factor == 1


@cache
def _measure(kind: Kind, bracket: str) -> Measure:
    text = unicodedata.normalize("NFKC", bracket).casefold()
    if kind is Kind.SHARE:
        scale = _SCALES.get(_NO_LETTER.sub("", text))
        return UNCLEAR if scale is None else Measure(scale=scale)
    read = _Reading(kind)
    for token in _TOKEN.findall(_per_first(_DATE.sub(" ", text))):
        if not read.take(token):
            return UNCLEAR
    return read.result()


_NO_LETTER: Final = re.compile(r"[\s.\-()]+")
_TOKEN: Final = re.compile(r"/|[^\s/,;:()\[\]|]+")
_DATE: Final = re.compile(
    r"(?:as of |stand )?\b(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*\.?\s*(?:'\d\d|20[1-4]\d)|\bq[1-4]\s*/?\s*20[1-4]\d"
)
_PER_BEHIND: Final = re.compile(r"(.*?)(?:当り|当たり|あたり|につき)(.*)")
_PER: Final = frozenset({"/", "per", "pro", "je", "par", "por", "za", "every"})
_COUNTED: Final = re.compile(r"(\d{1,6}|[百千万])([^\d]+)")
_NUMERALS: Final = {"百": 100, "千": 1000, "万": 10000}
_SCALES: Final = {
    **dict.fromkeys(
        (
            "%",
            "wt%",
            "w%",
            "%wt",
            "%w/w",
            "w/w",
            "w/w%",
            "m/m",
            "m/m%",
            "%m/m",
            "wt",
            "mass%",
            "%mass",
            "weight%",
            "gew%",
            "ma%",
            "m%",
            "percent",
            "prozent",
            "byweight",
            "bymass",
            "massfraction%",
            "质量%",
            "重量%",
            "質量%",
            "质量分数%",
            "％",
        ),
        Fraction(1, 100),
    ),
    **dict.fromkeys(
        ("ppm", "wtppm", "ppmw", "ppmwt", "ppmw/w", "mg/kg", "µg/g", "μg/g", "ug/g", "g/t"),
        Fraction(1, 10**6),
    ),
    **dict.fromkeys(("‰", "wt‰", "g/kg", "mg/g", "kg/t"), Fraction(1, 1000)),
}
# Beside those that ``is_remark`` knows, words that make no figure another one.
_HARMLESS: Final = frozenset(
    {
        "works",
        "werk",
        "standard",
        "std",
        "list",
        "average",
        "avg",
        "budget",
        "excluding",
        "including",
        "exkl",
        "inkl",
        "zzgl",
        "taxes",
        "gst",
        "duty",
        "freight",
        "shipping",
        "packaging",
        "packing",
        "verpackung",
        "coating",
        "fca",
        "cif",
        "cip",
        "dap",
        "cpt",
        "quoted",
        "quote",
        "latest",
        "calculated",
        "calc",
        "theoretical",
        "theor",
        "measured",
        "actual",
        "finished",
        "soll",
        "plan",
        "planned",
        "berechnet",
        "gemessen",
        "geschätzt",
        "不含",
        "含",
        "税",
        "预估",
        "估算",
        "見積",
        "理論",
    }
)
# What a quantity may be in without its meaning another number.
_HOLDERS: Final = frozenset(
    {
        "assembly",
        "assy",
        "asm",
        "assemblies",
        "board",
        "boards",
        "pcb",
        "pcba",
        "product",
        "products",
        "device",
        "devices",
        "parent",
        "machine",
        "vehicle",
        "car",
        "robot",
        "system",
        "module",
        "end-item",
        "baugruppe",
        "bg",
        "gerät",
        "produkt",
        "maschine",
        "fahrzeug",
        "anlage",
        "ensemble",
        "produit",
        "appareil",
        "conjunto",
        "producto",
        "equipo",
        "insieme",
        "assieme",
        "prodotto",
        "zespół",
        "台",
        "台份",
        "套",
        "機",
        "机",
        "产品",
        "產品",
        "製品",
        "车",
        "輛",
    }
)
_OF_QUANTITY: Final = frozenset(
    {
        "qty",
        "quantity",
        "number",
        "count",
        "menge",
        "anzahl",
        "stückzahl",
        "数量",
        "數量",
        "numeric",
        "integer",
        "kme",
        "bun",
        "uom",
        "um",
        "me",
        "buom",
        "bme",
        "u/m",
        "req",
        "req'd",
        "reqd",
        "actual",
        "design",
        "bom",
        "x",
        "#",
        "nos",
    }
)


def _per_first(text: str) -> str:
    """``/ 100 個`` of ``100個当り`` and of ``每100个``."""
    behind = _PER_BEHIND.fullmatch(text)
    return (
        (f"{behind.group(2)} / {behind.group(1)}" if behind else text)
        .replace("每", " / ")
        .replace("毎", " / ")
    )


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
        if word in _PER:
            is_first, self.is_behind = not self.is_behind, True
            return is_first or word != "/"
        if (
            word == "in"
            or word.rstrip(".") in _HARMLESS
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
        counted = _COUNTED.fullmatch(word)
        of = None if counted is None else read_unit(counted.group(2))
        if counted is not None and of is not None:
            number = counted.group(1)
            return self._take_count(
                Fraction(_NUMERALS.get(number) or int(number))
            ) and self._take_unit(of)
        return self.kind is Kind.QUANTITY and word in (_HOLDERS if self.is_behind else _OF_QUANTITY)

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
