"""A figure of a declaration with its unit, and the rounding that its digits allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.model.problem import Problem, error
from calculator.numbers.bounds import Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import Decimals, read_number
from calculator.numbers.rounding import is_rounding, rounding_of
from calculator.sources.declarations.tree import Element
from calculator.sources.declarations.vocabulary import Attribute, attribute_of, tree_words
from calculator.sources.facts.amount_text import PERCENT, AmountUnit, Of, unit_named

_DECIMAL: Final = late_pattern(r"[+]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|[+]?\.\d+(?:[eE][+-]?\d+)?")
"""How numbers are written in XML (XML Schema Part 2, decimal and double); a comma is no part of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A mass in kg, or a share of 1 of what holds it: ``figure`` as it is written, times ``scale``."""

    is_mass: bool
    figure: Fraction
    scale: Fraction

    @property
    def exact(self) -> Fraction:
        """In kg, or as a share of 1."""
        return self.figure * self.scale

    @property
    def bounds(self) -> Bounds:
        """The same, as bounds with equal ends."""
        return Bounds.exactly(self.exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """An amount that is there and cannot be understood."""

    problem: Problem


def amount_of(element: Element, file: str, *, is_share: bool = False) -> Amount | Faulty:
    """What an element of an amount says; without a unit one that ``is_share`` is per cent."""
    text = attribute_of(element, Attribute.VALUE) or element.text
    unit_text = attribute_of(element, Attribute.UNIT)
    figure = read_number(text, Decimals.POINT) if _DECIMAL.fullmatch(text) else None
    if figure is None:
        return _faulty(
            element, file, f'"{text[:40]}" is no number; write digits with a point, such as 12.5'
        )
    if any(
        element.attributes.get(name)
        for name in tree_words().attributes[Attribute.MARGIN]
        if element.attributes.get(name, "") not in ("0", "0.0")
    ):
        return _faulty(
            element,
            file,
            f'"{text[:40]}" has a tolerance beside it, which is not read; write the least and the most in a Content sheet',
        )
    unit = _unit(unit_text, is_share=is_share)
    if unit is None or (is_share and unit.of is Of.MASS):
        return _faulty(
            element,
            file,
            f'"{text[:40]} {unit_text[:20]}" is in no unit of mass or share that is known; write mg, g, kg, ppm or massPercent',
        )
    if unit.of is Of.MASS_SHARE and figure * unit.scale > 1:
        return _faulty(
            element, file, f'"{text[:40]} {unit_text[:20]}" is more than the whole; correct it'
        )
    return Amount(is_mass=unit.of is Of.MASS, figure=figure, scale=unit.scale)


def _unit(text: str, *, is_share: bool) -> AmountUnit | None:
    if not text:
        return PERCENT if is_share else None
    if text.casefold().replace(" ", "") in tree_words().percent:
        return PERCENT
    unit = unit_named(text)
    return unit if unit is not None and unit.of in (Of.MASS, Of.MASS_SHARE) else None


def _faulty(element: Element, file: str, message: str) -> Faulty:
    return Faulty(
        problem=error(
            "declaration-amount-unclear",
            f"{message}; how much there is counts as unknown",
            element.place(file),
        )
    )


def account_for(whole: Amount, parts: Sequence[tuple[Amount, Fraction]]) -> bool:
    """True where parts, each so many times, add up to a whole, but for the rounding of the figures as they are written.

    >>> g, mg = Fraction(1, 1000), Fraction(1, 10**6)
    >>> whole = Amount(is_mass=True, figure=Fraction("0.81"), scale=g)
    >>> parts = [(Amount(is_mass=True, figure=Fraction(figure), scale=mg), Fraction(1)) for figure in (235, 12, 555, 8)]
    >>> account_for(whole, parts), account_for(whole, parts[:3] + parts[:1])
    (True, False)
    """
    if not parts or any(part.is_mass is not whole.is_mass for part, _ in parts):
        return False
    total = sum((part.exact * count for part, count in parts), Fraction(0))
    written = [(whole.scale, whole.figure), *((part.scale * n, part.figure) for part, n in parts)]
    return is_rounding(total - whole.exact, whole.exact, _rounding(written))


def _rounding(written: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The rounding of figures, those of each unit written to as many places as the finest of them."""
    by_unit: dict[Fraction, list[tuple[Fraction, Fraction]]] = {}
    for factor, figure in written:
        by_unit.setdefault(factor, []).append((factor, figure))
    return sum((rounding_of(figures) for figures in by_unit.values()), Fraction(0))


WHOLE: Final = Amount(is_mass=False, figure=Fraction(100), scale=Fraction(1, 100))
"""All of something, as a share."""
