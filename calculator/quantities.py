"""Exact numbers and bounds, how numbers are read from text, and the closed list of units.

The only user of pint. Nothing here is a float on its way to a verdict.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import pint

MAX_DIGITS: Final = 40
MAX_EXPONENT: Final = 30


# --------------------------------------------------------------------------- bounds


class Bounds(NamedTuple):
    """What is known of a non-negative number: it lies in [low, high]; ``high`` None is open.

    Sums and products are those of interval arithmetic on non-negative numbers, exact.
    Zero times anything, also times the unknown, is zero: no magnet holds nothing of something.

    >>> Bounds.exactly(2) + Bounds.unknown()
    Bounds(low=Fraction(2, 1), high=None)
    >>> Bounds(Fraction(1), Fraction(2)) * Bounds.exactly(3)
    Bounds(low=Fraction(3, 1), high=Fraction(6, 1))
    """

    low: Fraction
    high: Fraction | None

    @staticmethod
    def exactly(value: Fraction | int) -> Bounds:
        """A known number."""
        number = Fraction(value)
        return Bounds(number, number)

    @staticmethod
    def unknown() -> Bounds:
        """Nothing is known but that it is not negative."""
        return UNKNOWN

    @staticmethod
    def up_to(other: Bounds) -> Bounds:
        """Between nothing and all of ``other``."""
        return Bounds(Fraction(0), other.high)

    @property
    def is_exact(self) -> bool:
        """True for a known number."""
        return self.low is self.high or self.low == self.high

    @property
    def is_zero(self) -> bool:
        """True where there is certainly nothing."""
        return self.high is not None and not self.high

    def __add__(self, other: Bounds) -> Bounds:  # type: ignore[override]  # a sum of numbers, not of tuples
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(self.low + other.low, high)

    def __mul__(self, other: Bounds) -> Bounds:  # type: ignore[override]
        if self.high == 0 or other.high == 0:
            return ZERO
        if other.high == 1 == other.low:
            return self
        low = self.low * other.low
        if self.high is None or other.high is None:
            return Bounds(low, None)
        return Bounds(
            low,
            low if self.high is self.low and other.high is other.low else self.high * other.high,
        )

    def scaled(self, factor: Fraction | int) -> Bounds:
        """Times a known non-negative factor."""
        if factor == 0:
            return ZERO
        if factor == 1:
            return self
        low = self.low * factor
        return Bounds(
            low, low if self.high is self.low else None if self.high is None else self.high * factor
        )

    def minus(self, other: Bounds) -> Bounds:
        """What is left when ``other`` is taken away, never below nothing."""
        low = Fraction(0) if other.high is None else max(Fraction(0), self.low - other.high)
        high = None if self.high is None else max(Fraction(0), self.high - other.low)
        return Bounds(low, high)

    def divided_by(self, other: Bounds) -> Bounds:
        """The ratio; open where the divisor may be nothing."""
        if self.high == 0:
            return ZERO
        low = Fraction(0) if not other.high else self.low / other.high
        high = None if self.high is None or other.low == 0 else self.high / other.low
        return Bounds(low, high)

    def hull(self, other: Bounds) -> Bounds:
        """The smallest bounds that hold both."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Bounds(min(self.low, other.low), high)

    def larger(self, other: Bounds) -> Bounds:
        """Bounds of the larger of the two numbers."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Bounds(max(self.low, other.low), high)

    def capped(self, cap: Fraction | None) -> Bounds:
        """No higher than ``cap``; the low end gives way too, for bounds never cross."""
        if cap is None or (self.high is not None and self.high <= cap):
            return self
        return Bounds(min(self.low, cap), cap)

    def closed_by(self, cap: Fraction | None) -> Bounds:
        """An open end is closed at ``cap`` (but not below the low end); a closed one stays."""
        if self.high is not None or cap is None:
            return self
        return Bounds(self.low, max(self.low, cap))

    def overlaps(self, other: Bounds) -> bool:
        """True where both can be true."""
        return (other.high is None or self.low <= other.high) and (
            self.high is None or other.low <= self.high
        )


def both_or_either(one: Bounds, other: Bounds) -> Bounds:
    """What is left when both are true; where they cannot be, bounds that hold both.

    >>> both_or_either(Bounds.unknown(), Bounds.exactly(2)) == Bounds.exactly(2)
    True
    """
    if not one.overlaps(other):
        return one.hull(other)
    highs = [high for high in (one.high, other.high) if high is not None]
    return Bounds(max(one.low, other.low), min(highs) if highs else None)


ROUNDING: Final = Fraction(102, 100)
"""Statements within 2 % of each other differ by rounding."""


def differ(one: Bounds, other: Bounds) -> bool:
    """True where both cannot be true, apart from rounding."""
    lower, upper = sorted((one, other), key=lambda bounds: bounds.low)
    return lower.high is not None and upper.low > lower.high * ROUNDING


ZERO: Final = Bounds(Fraction(0), Fraction(0))
UNKNOWN: Final = Bounds(Fraction(0), None)


# --------------------------------------------------------------------------- numbers to text


def exact_text(number: Fraction, digits: int = 10) -> str:
    """The decimal where it ends, else ``digits`` significant digits after an approximation sign.

    >>> exact_text(Fraction(3, 1000)), exact_text(Fraction(2, 3), 4)
    ('0.003', '≈0.6667')
    """
    twos_and_fives = number.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    if (
        twos_and_fives == 1
        and number.denominator.bit_length() <= MAX_DIGITS
        and abs(number.numerator).bit_length() <= MAX_DIGITS
    ):
        return _decimal_text(number)
    with localcontext(prec=MAX_DIGITS if twos_and_fives == 1 else digits) as context:
        decimal = Decimal(number.numerator) / Decimal(number.denominator)
        mark = "≈" if context.flags[Inexact] else ""
        text = f"{decimal:f}"
    return mark + (text.rstrip("0").rstrip(".") if "." in text else text)


def _decimal_text(number: Fraction) -> str:
    """A decimal of few digits, which ends: what ``Decimal`` writes, at a third of the cost."""
    above, below = number.as_integer_ratio()
    if below == 1:
        return str(above)
    places = below.bit_length() - 1
    text = f"{abs(above) * 10**places // below:0{places + 1}d}"
    return f"{'-' if above < 0 else ''}{text[:-places]}.{text[-places:].rstrip('0')}"


def bounds_text(bounds: Bounds) -> str:
    """One number, a range, or a limit, exactly.

    >>> bounds_text(Bounds(Fraction(1), None)), bounds_text(Bounds(Fraction(0), Fraction(1, 2))), bounds_text(UNKNOWN)
    ('at least 1', '0 to 0.5', 'unknown')
    """
    if bounds.high is None:
        return f"at least {exact_text(bounds.low)}" if bounds.low else "unknown"
    if bounds.is_exact:
        return exact_text(bounds.low)
    return f"{exact_text(bounds.low)} to {exact_text(bounds.high)}"


# --------------------------------------------------------------------------- numbers from text


class Decimals(Enum):
    """How a column writes its decimal mark."""

    POINT = "."
    COMMA = ","
    UNSETTLED = "?"
    OPEN = "??"
    """Unsettled, and a point before three digits may be that of a thousand."""


_MAY_BE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}\Z")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009']+")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\Z")
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?\Z"),
    ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?\Z"),
}
_RANGE = re.compile(
    r"(?<=[\d.,])\s*(?:-|–|—|~|〜|～|\.\.\.?|…|to|bis|至)\s*(?=[\d.,])", re.IGNORECASE
)


def fraction_of(value: float) -> Fraction | None:
    """The decimal that a person sees: the shortest text that reads back as this double.

    >>> fraction_of(0.1)
    Fraction(1, 10)
    >>> fraction_of(float("inf")) is None
    True
    """
    if not math.isfinite(value):
        return None
    if value == int(value) and abs(value) < 10**15:
        return Fraction(int(value))
    text = repr(value)
    if "e" in text:
        return _limited(text)
    whole, _, part = text.partition(".")
    return Fraction(int(whole + part), 10 ** len(part))


def read_number(text: str, decimals: Decimals = Decimals.UNSETTLED) -> Fraction | None:
    """One plain number in text, or None where it is none or could be two.

    At most 40 digits and an exponent of at most 30 either way, checked before any number is built.

    >>> read_number("1 234.50"), read_number("0,05", Decimals.COMMA), read_number("1,5")
    (Fraction(2469, 2), Fraction(1, 20), Fraction(3, 2))
    >>> read_number("1,234") is None       # 1.234 or 1234: the column has to settle it
    True
    >>> read_number("1.200"), read_number("1.200", Decimals.OPEN), read_number("0.125", Decimals.OPEN)
    (Fraction(6, 5), None, Fraction(1, 8))
    >>> read_number("1e999999999") is None
    True
    """
    if len(text) > 4 * MAX_DIGITS:
        return None
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).replace("\u2212", "-")
    if decimals in (Decimals.UNSETTLED, Decimals.OPEN):
        found = decimals_of(plain)
        if found is Decimals.UNSETTLED or (decimals is Decimals.OPEN and may_be_thousands(plain)):
            return None
        decimals = found
    group = "," if decimals is Decimals.POINT else "."
    if group in plain:
        if not _GROUPED[group].match(plain):
            return None
        plain = plain.replace(group, "")
    if decimals is Decimals.COMMA:
        plain = plain.replace(",", ".")
    return _limited(plain)


def decimals_of(text: str) -> Decimals:
    """What one text says of its decimal mark: settled or not.

    >>> decimals_of("1,5"), decimals_of("1.234,5"), decimals_of("1,234"), decimals_of("12")
    (<Decimals.COMMA: ','>, <Decimals.COMMA: ','>, <Decimals.UNSETTLED: '?'>, <Decimals.POINT: '.'>)
    """
    commas, points = text.count(","), text.count(".")
    if not commas:
        # Two or more points can only be groups of thousands; one point is a decimal point unless the column says otherwise.
        return Decimals.POINT if points < 2 else Decimals.COMMA
    if points:
        return Decimals.COMMA if text.rfind(",") > text.rfind(".") else Decimals.POINT
    if commas > 1:
        return Decimals.POINT
    whole, _, part = text.partition(",")
    return (
        Decimals.UNSETTLED
        if len(part) == 3 and 1 <= len(whole.strip("+-")) <= 3 and whole.strip("+-0")
        else Decimals.COMMA
    )


def may_be_thousands(text: str) -> bool:
    """True for 1.234, which is twelve hundred and more where the comma is the decimal mark; 0.125 is no such number.

    >>> [may_be_thousands(text) for text in ("1.200", "0.125", "1.25", "1234.500")]
    [True, False, False, False]
    """
    return _MAY_BE_THOUSANDS.match(text) is not None


def read_bounds(text: str, decimals: Decimals = Decimals.UNSETTLED) -> Bounds | None:
    """A number, a range, or a limit, as bounds; None where it is none of them. Negative numbers are none.

    >>> read_bounds("1.5–3"), read_bounds("< 0.1"), read_bounds("≥2")
    (Bounds(low=Fraction(3, 2), high=Fraction(3, 1)), Bounds(low=Fraction(0, 1), high=Fraction(1, 10)), Bounds(low=Fraction(2, 1), high=None))
    """
    stripped = unicodedata.normalize("NFKC", text).strip()
    if stripped[:1] in "<≤":
        number = read_number(stripped.lstrip("<≤= "), decimals)
        return None if number is None or number < 0 else Bounds(Fraction(0), number)
    if stripped[:1] in ">≥":
        number = read_number(stripped.lstrip(">≥= "), decimals)
        return None if number is None or number < 0 else Bounds(number, None)
    parts = _RANGE.split(stripped)
    numbers = [read_number(part, decimals) for part in parts]
    known = [number for number in numbers if number is not None and number >= 0]
    if len(known) != len(numbers) or not 1 <= len(known) <= 2:
        return None
    return Bounds(known[0], known[-1]) if known[0] <= known[-1] else None


def _limited(plain: str) -> Fraction | None:
    if (
        not _PLAIN.match(plain)
        or sum(map(str.isdigit, plain)) > MAX_DIGITS + 3
        or not plain.isascii()
    ):
        return None
    mantissa, _, exponent = plain.lower().partition("e")
    if sum(map(str.isdigit, mantissa)) > MAX_DIGITS or (
        exponent and abs(int(exponent)) > MAX_EXPONENT
    ):
        return None
    return Fraction(Decimal(plain))


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
    word = _SPACES.sub("", unicodedata.normalize("NFC", text)).casefold().strip("()[]")
    return _unit_of_word(word) or _unit_of_word(word.rstrip("."))


def is_unit_word(text: str) -> bool:
    """True where a word is on the closed list, without the cost of its factor.

    >>> is_unit_word("lb"), is_unit_word("parsec")
    (True, False)
    """
    word = _SPACES.sub("", unicodedata.normalize("NFC", text)).casefold().strip("()[]")
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
