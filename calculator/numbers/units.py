"""The closed list of units: the one door by which units enter. Other exact factors come from pint."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pint
from calculator.numbers.number_text import SPACES

# --------------------------------------------------------------------------- units


class Dimension(Enum):
    """What a unit counts. The base unit of each is named by its value."""

    COUNT = "each"
    MASS = "kg"
    LENGTH = "m"
    AREA = "m2"
    VOLUME = "L"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the closed list: ``factor`` base units of its dimension, exact."""

    symbol: str
    dimension: Dimension
    factor: Fraction


EACH: Final = Unit("each", Dimension.COUNT, Fraction(1))
KILOGRAM: Final = Unit("kg", Dimension.MASS, Fraction(1))

AMBIGUOUS_UNITS: Final = {
    "ton": '"ton" could be 907.18 kg or 1000 kg; write "t" or "short ton"',
    "tons": '"tons" could be 907.18 kg or 1000 kg; write "t" or "short ton"',
    "ounce fluid": "a fluid ounce is 29.57 mL in the US and 28.41 mL in the UK; write mL",
    "gal": "a gallon is 3.785 L in the US and 4.546 L in the UK; write L",
    "gallon": "a gallon is 3.785 L in the US and 4.546 L in the UK; write L",
}

# Words as companies write them (ERP codes, UN/ECE Recommendation 20 codes, counter words), each for one unit:
# (dimension, decimal factor) where the factor is a power of ten or a plain count, else the name that pint knows.
_ALIASES: Final[dict[Dimension, dict[str, tuple[Fraction | str, str]]]] = {
    Dimension.COUNT: {
        "each": (
            Fraction(1),
            "each ea e.a. cnt count pc pcs pce piece pieces st stk stck stück stueck stu un unit units nr no. nos qty h87 c62 item items part parts pza pzas pieza piezas pz pezzi szt uds ud unidad pièce pièces 个 個 件 只 台 支 片 枚 本 套 块 塊 条 條 根 颗 顆 粒 张 張 把 组 組 ヶ ケ 式 개 ea. pcs. pc. st. stk. szt. sztuka sztuki 매 장 set sets satz kit kits",
        ),
        "pair": (Fraction(2), "pair pairs pr paar paare 对 對 双 双 ペア"),
        "dozen": (Fraction(12), "dozen doz dz dzn dutzend dpc"),
        "hundred": (Fraction(100), "hundred cen hundert"),
        "thousand": (Fraction(1000), "thousand mil kpcs kpc tsd tst t1"),
    },
    Dimension.MASS: {
        "kg": (
            Fraction(1),
            "kg kgs kgm kilo kilos kilogram kilograms kilogramm kilogramme 千克 公斤 キログラム キロ kilogramo kilogramos 킬로그램",
        ),
        "g": (
            Fraction(1, 1000),
            "g gr grm gram grams gramm gramme grammes 克 グラム gramo gramos 그램",
        ),
        "mg": (Fraction(1, 10**6), "mg mgm milligram milligrams milligramm 毫克 ミリグラム"),
        "ug": (Fraction(1, 10**9), "ug µg μg mc microgram micrograms 微克"),
        "t": (Fraction(1000), "t to tne tonne tonnes metric-ton metricton mt 吨 公吨 噸 トン 톤"),
        "lb": ("pound", "lb lbs lbr pound pounds pfund 磅"),
        "oz": ("ounce", "oz onz ounce ounces 盎司"),
        "ozt": ("troy_ounce", "ozt oz.t. troy-ounce troyounce apz"),
        "short ton": ("short_ton", "shortton short-ton stn"),
        "long ton": ("long_ton", "longton long-ton ltn"),
    },
    Dimension.LENGTH: {
        "m": (Fraction(1), "m mtr meter meters metre metres lfm 米 メートル 公尺 metro metros"),
        "cm": (Fraction(1, 100), "cm cmt centimeter centimetre 厘米 センチ"),
        "mm": (Fraction(1, 1000), "mm mmt millimeter millimetre 毫米 ミリ"),
        "km": (Fraction(1000), "km kmt"),
        "in": ("inch", 'in inh inch inches zoll "'),
        "ft": ("foot", "ft fot foot feet"),
        "yd": ("yard", "yd yrd yard yards"),
    },
    Dimension.AREA: {
        "m2": (Fraction(1), "m2 m² mtk sqm qm 平方米 平米 m^2"),
        "cm2": (Fraction(1, 10**4), "cm2 cm² cmk sqcm cm^2"),
        "mm2": (Fraction(1, 10**6), "mm2 mm² mmk mm^2"),
        "ft2": ("foot**2", "ft2 ft² ftk sqft ft^2"),
        "in2": ("inch**2", "in2 in² ink sqin in^2"),
    },
    Dimension.VOLUME: {
        "L": (Fraction(1), "l ltr liter liters litre litres dm3 dm³ dmq 升 リットル"),
        "mL": (Fraction(1, 1000), "ml mlt cm3 cm³ ccm cc cmq 毫升"),
        "m3": (Fraction(1000), "m3 m³ mtq cbm 立方米 m^3"),
    },
}


def read_unit(text: str) -> Unit | None:
    """The unit that a word of the closed list means, or None.

    pcs is not parsec, EA is not exaampere, G is not gauss: only the list decides.

    >>> read_unit("EA"), read_unit("lb").factor, read_unit("parsec")
    (Unit(symbol='each', dimension=<Dimension.COUNT: 'each'>, factor=Fraction(1, 1)), Fraction(45359237, 100000000), None)
    """
    word = SPACES.sub("", unicodedata.normalize("NFC", text)).casefold().strip("()[]")
    return _unit_of_word(word) or _unit_of_word(word.rstrip("."))


def is_unit_word(text: str) -> bool:
    """True where a word is on the closed list, without the cost of its factor.

    >>> is_unit_word("lb"), is_unit_word("parsec")
    (True, False)
    """
    word = SPACES.sub("", unicodedata.normalize("NFC", text)).casefold().strip("()[]")
    return word in _unit_words() or word.rstrip(".") in _unit_words()


@cache
def _unit_of_word(word: str) -> Unit | None:
    entry = _unit_words().get(word)
    if entry is None:
        return None
    symbol, dimension, factor = entry
    if isinstance(factor, str):
        factor = _exact_factor(factor, dimension)
    return Unit(symbol, dimension, factor)


@cache
def _unit_words() -> dict[str, tuple[str, Dimension, Fraction | str]]:
    return {
        word: (symbol, dimension, factor)
        for dimension, units in _ALIASES.items()
        for symbol, (factor, words) in units.items()
        for word in words.casefold().split()
    }


@cache
def _exact_factor(name: str, dimension: Dimension) -> Fraction:
    """Base units in one unit that pint knows by ``name``; exact, for the registry reckons in fractions."""
    base = {Dimension.MASS: "kilogram", Dimension.LENGTH: "meter", Dimension.AREA: "meter**2"}[
        dimension
    ]
    magnitude = _registry().Quantity(Fraction(1), name).to(base).magnitude
    return Fraction(magnitude)


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)
