"""The text of an amount into bounds: numbers, ranges, limits, tolerances, balances and what was looked for and not found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.numbers.bounds import Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import Decimals, read_bounds, read_number
from calculator.numbers.units import Dimension, Unit, read_unit
from calculator.sources.facts.amount_words import alternatives, amount_words, folded

_LONGEST: Final = 80
_TOLERANCE: Final = late_pattern(r"(.+?)\s*(?:±|\+/-|\+-|\+/−)\s*([\d.,\s]+?)\s*(%?)\Z")
_BRACKETS: Final = late_pattern(r"[()（）\[\]]")


class Of(Enum):
    """What an amount is a share or a quantity of."""

    MASS_SHARE = "share of the mass"
    ATOM_SHARE = "share of the atoms"
    MASS = "mass in kg"
    UNSTATED = "not stated"
    """A plain figure: the heading, or a column of units, has to say."""
    UNCLEAR = "in a unit that cannot be turned into a share of mass"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountUnit:
    """What a unit makes of a figure: ``scale`` turns it into a share of 1 or into kg."""

    of: Of
    scale: Fraction = Fraction(1)
    symbol: str = ""


PLAIN: Final = AmountUnit(of=Of.UNSTATED)
PERCENT: Final = AmountUnit(of=Of.MASS_SHARE, scale=Fraction(1, 100), symbol="%")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountText:
    """What a text says: figures (None where it says only that there is some, or the rest), and their unit."""

    figures: Bounds | None
    unit: AmountUnit = PLAIN
    is_balance: bool = False
    is_not_detected: bool = False


def read_amount_text(text: str, decimals: Decimals = Decimals.UNSETTLED) -> AmountText | None:
    """What the text of an amount says; None where it cannot be read.

    >>> [read_amount_text(text).figures.high for text in ("max. 0.1 %", "1.5 ± 0.1 wt%", "<= 15 ppm", "1–3 %")]
    [Fraction(1, 10), Fraction(8, 5), Fraction(15, 1), Fraction(3, 1)]
    >>> read_amount_text("Bal.").is_balance, read_amount_text("n.d. (< 5 ppm)").figures.high, read_amount_text("n.d.").figures
    (True, Fraction(5, 1), None)
    >>> read_amount_text("20 at%").unit.of.name, read_amount_text("150 mg").unit.of.name, read_amount_text("some")
    ('ATOM_SHARE', 'MASS', None)
    """
    if len(text) > _LONGEST:
        return None
    plain = folded(text)
    words = amount_words()
    if plain.strip("() .") in {word.strip("() .") for word in words.balance}:
        return AmountText(figures=None, is_balance=True)
    not_found = _not_detected().match(plain)
    if not_found is not None:
        rest = _BRACKETS.sub(" ", not_found["rest"]).strip(" :;,")
        limit = read_amount_text(rest, decimals) if rest else None
        if limit is None or limit.figures is None or limit.figures.high is None:
            return AmountText(figures=None, is_not_detected=True) if not rest else None
        return AmountText(
            figures=Bounds.up_to(limit.figures), unit=limit.unit, is_not_detected=True
        )
    bare, units = _without_units(plain)
    if len(units) > 1:
        return None
    figures = _figures(bare.strip(" :"), decimals, is_percent=units == {PERCENT})
    if figures is None:
        return None
    return AmountText(figures=figures, unit=next(iter(units), PLAIN))


def unit_named(text: str) -> AmountUnit | None:
    """The unit of amount that a text is: ``ppm``, ``wt.-%``, ``mg``; None where it is none.

    >>> unit_named("mg/kg").scale, unit_named("mg").of.name, unit_named("vol%").of.name, unit_named("pcs")
    (Fraction(1, 1000000), 'MASS', 'UNCLEAR', None)
    """
    plain = re.sub(r"\s+", "", folded(text)).strip("()[]")
    words = amount_words()
    if plain in words.shares:
        return (
            PERCENT
            if words.shares[plain] == PERCENT.scale
            else AmountUnit(of=Of.MASS_SHARE, scale=words.shares[plain], symbol=plain)
        )
    if plain in words.atomic:
        return AmountUnit(of=Of.ATOM_SHARE, scale=Fraction(1, 100), symbol="at%")
    if plain in words.other_units:
        return AmountUnit(of=Of.UNCLEAR, symbol=plain)
    return _of_mass(read_unit(plain)) if plain else None


def units_in(text: str) -> set[AmountUnit]:
    """Every unit of amount that stands in a heading: ``Dy content (ppm)``, ``Mass % / mg``.

    >>> [unit.symbol for unit in units_in("Dy content [mg/kg]")], units_in("Content")
    (['mg/kg'], set())
    """
    return _without_units(folded(text))[1]


def _of_mass(unit: Unit | None) -> AmountUnit | None:
    if unit is None or unit.dimension is not Dimension.MASS:
        return None
    return AmountUnit(of=Of.MASS, scale=unit.factor, symbol=unit.symbol)


def _without_units(plain: str) -> tuple[str, set[AmountUnit]]:
    """A text without the units in it, and the units."""
    units: set[AmountUnit] = set()

    def taken(match: re.Match[str]) -> str:
        unit = unit_named(match.group())
        if unit is None:
            return match.group()
        units.add(unit)
        return " "

    return _unit().sub(taken, plain), units


def _figures(text: str, decimals: Decimals, *, is_percent: bool) -> Bounds | None:
    """A limit, a tolerance, a range or a number."""
    for pattern, is_most in _limits():
        match = pattern.match(text)
        if match is None:
            continue
        bounds = read_bounds(match["number"].strip(), decimals)
        if bounds is None:
            return None
        if is_most:
            return None if bounds.high is None else Bounds.up_to(bounds)
        return Bounds(bounds.low, None)
    tolerance = _TOLERANCE.match(text)
    if tolerance is not None:
        return _with_tolerance(tolerance, decimals, is_percent=is_percent)
    return read_bounds(text, decimals)


def _with_tolerance(match: re.Match[str], decimals: Decimals, *, is_percent: bool) -> Bounds | None:
    """``1.5 ± 0.1``; of ``1.5 % ± 5 %``, where a tolerance in per cent may be of the figure or in points, the wider of both."""
    number, margin = (
        read_number(unicodedata.normalize("NFKC", part).strip(), decimals)
        for part in (match[1], match[2])
    )
    if number is None or margin is None or number < 0 or margin < 0:
        return None
    margins = [margin] if not (match[3] or is_percent) else [margin, number * margin / 100]
    widest = max(margins)
    return Bounds(max(Fraction(0), number - widest), number + widest)


@cache
def _unit() -> re.Pattern[str]:
    """A unit behind a figure or in a heading; a letter more makes another word of it."""
    words = amount_words()
    shares = [
        re.escape(word).replace(r"\.", r"\.?\s*").replace("%", r"\s*%")
        for word in sorted(
            {*words.shares, *words.atomic, *words.other_units}, key=len, reverse=True
        )
    ]
    masses = r"(?:µg|μg|ug|mcg|mg|kg|g|lbs?|oz|t)"
    return re.compile(
        rf"(?<![^\W\d_])(?:{'|'.join(shares)}|{masses})(?![a-zµμ]|/|²|³)", re.IGNORECASE
    )


@cache
def _limits() -> tuple[tuple[re.Pattern[str], bool], ...]:
    words = amount_words()
    return (
        (re.compile(rf"(?:{alternatives(words.most)})[\s:=]*(?P<number>.+)\Z"), True),
        (re.compile(rf"(?:{alternatives(words.least)})[\s:=]*(?P<number>.+)\Z"), False),
        (re.compile(rf"(?P<number>.+?)[\s(]*(?:{alternatives(words.most_behind)})[\s)]*\Z"), True),
        (
            re.compile(rf"(?P<number>.+?)[\s(]*(?:{alternatives(words.least_behind)})[\s)]*\Z"),
            False,
        ),
    )


@cache
def _not_detected() -> re.Pattern[str]:
    return re.compile(rf"\(?(?:{alternatives(amount_words().not_detected)})\)?(?P<rest>.*)\Z")
