"""Elements, oxides, alloys and formulas: what a substance is called and how much rare earth is in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property
from typing import Final

from calculator.model.cas_numbers import (
    cas_entry,
    cas_number_in,
    has_right_check_digit,
    is_cas_number_alone,
)
from calculator.model.elements import (
    FORMULA,
    FORMULA_PART,
    RARE_EARTHS,
    SOME_RARE_EARTH,
    atomic_weights,
    element_names,
    elements,
    stoichiometric_share,
)
from calculator.numbers.bounds import ZERO, Bounds
from calculator.numbers.ratios import ONE

__all__ = [
    "NOTHING",
    "RARE_EARTHS",
    "SOME_RARE_EARTH",
    "UNDISCLOSED",
    "Form",
    "Substance",
    "elements_of_key",
    "named_only",
    "read_substance",
    "share_in",
    "trade_oxide",
]


class Form(Enum):
    """The form in which an element is there. Rule 61 lists forms, not elements."""

    METAL = "metal"
    ALLOY = "alloy"
    OXIDE = "oxide"
    COMPOUND = "compound"
    UNKNOWN = ""


@dataclass(frozen=True, kw_only=True)
class Substance:
    """What was named, and the mass share of each rare earth in it.

    ``key`` is the substance's name in lists of rules and prices: ``Dy metal``, ``Dy oxide``, ``DyFe``,
    ``Dy alloy`` (partner not named), ``Dy`` (form not stated), or the name itself for anything else.
    ``of_element`` is True where a stated mass is that of the element, not of the oxide or alloy it is in;
    ``is_material`` where a mixture such as steel was named, which holds no rare earth but may hold much else.
    """

    name: str
    form: Form
    key: str
    shares: tuple[tuple[str, Bounds], ...] = ()
    of_element: bool = False
    is_material: bool = False

    def __hash__(self) -> int:
        # Of names alone: the shares are fractions, of which a hash costs more than all else.
        return hash((self.name, self.key))

    @cached_property
    def rare_earth_share(self) -> Bounds:
        """Mass of rare earth in one kg of what was named."""
        return sum((share for _, share in self.shares), ZERO).capped(ONE)

    @cached_property
    def elements(self) -> tuple[str, ...]:
        """The rare earths in it; ``?`` for one that is not named."""
        return tuple(element for element, _ in self.shares)

    def __str__(self) -> str:
        return (
            f"{self.name} ({self.form.value})"
            if self.of_element and self.form is not Form.UNKNOWN
            else self.name
        )


NOTHING: Final = Substance(name="none", form=Form.UNKNOWN, key="none")
UNDISCLOSED: Final = Substance(
    name="undisclosed",
    form=Form.UNKNOWN,
    key="undisclosed",
    shares=((SOME_RARE_EARTH, Bounds(Fraction(0), Fraction(1))),),
)


def named_only(name: str) -> Substance:
    """A substance of which only the name is known: any part of it may be rare earth."""
    return replace(UNDISCLOSED, name=name, key=name) if name else UNDISCLOSED


def read_substance(text: str, form: str = "") -> tuple[Substance | None, str | None]:
    """The substance that a text names, and a fault where name and form contradict each other.

    (None, fault) where the text names nothing that is known.

    >>> read_substance("Dy")[0].key, read_substance("Dy", "oxide")[0].key, read_substance("氧化镝")[0].key
    ('Dy', 'Dy oxide', 'Dy oxide')
    >>> read_substance("Dysprosium metal")[0].key, read_substance("DyFe")[0].key, read_substance("SmCo5")[0].key
    ('Dy metal', 'DyFe', 'SmCo')
    >>> float(read_substance("Dy2O3")[0].rare_earth_share.low)  # doctest: +ELLIPSIS
    0.8713...
    >>> read_substance("Fe")[0].elements, read_substance("none")[0] is NOTHING, read_substance("glue 7")[0]
    ((), True, None)
    """
    stated, fault = _read_form(form)
    substance = _read_name(text)
    if substance is None:
        return (
            None,
            f'substance "{text[:60]}" is not known; write a symbol, a formula or an alloy such as Dy, Dy2O3, DyFe',
        )
    if stated is Form.UNKNOWN or not substance.elements or substance.form is stated:
        return substance, fault
    if (
        substance.form is Form.UNKNOWN
        and len(substance.elements) == 1
        and substance.elements[0] != SOME_RARE_EARTH
    ):
        return _element(substance.elements[0], stated), fault
    if substance.form is Form.UNKNOWN:
        return substance, fault
    fault = f'form "{form}" does not fit "{text[:60]}", which is {_article(substance.form)}; which of the two holds is unknown. Correct one'
    return Substance(
        name=substance.name,
        form=Form.UNKNOWN,
        key=substance.name,
        shares=((SOME_RARE_EARTH, substance.rare_earth_share),),
    ), fault


def share_in(key: str, element: str) -> Bounds:
    """Mass share of ``element`` in one kg of what ``key`` names; between 0 and 1 where that varies.

    >>> share_in("Dy metal", "Dy"), share_in("AlSc", "Sc").low
    (Bounds(low=Fraction(1, 1), high=Fraction(1, 1)), Fraction(0, 1))
    """
    if key in {f"{element} metal", element}:
        return Bounds.exactly(1)
    if key == f"{element} oxide":
        return Bounds.exactly(stoichiometric_share(trade_oxide(element), element))
    return dict(elements().alloys.get(key, ())).get(element, Bounds(Fraction(0), Fraction(1)))


def trade_oxide(element: str) -> str:
    """Formula of the oxide that is traded: Tb4O7 and Pr6O11, CeO2, else the sesquioxide.

    >>> trade_oxide("Dy"), trade_oxide("Tb")
    ('Dy2O3', 'Tb4O7')
    """
    return elements().trade_oxides.get(element, f"{element}2O3")


def atomic_mass(symbol: str) -> Fraction:
    """Relative mass of an atom. Raises KeyError for what is no symbol of an element.

    >>> float(atomic_mass("Sc")), float(atomic_mass("Al"))
    (44.955908, 26.9815385)
    """
    return atomic_weights()[symbol]


def elements_of_key(key: str) -> tuple[str, ...]:
    """The rare earths in what a list's ``key`` names.

    >>> elements_of_key("Dy oxide"), elements_of_key("TbDyFe"), elements_of_key("SmCo")
    (('Dy',), ('Tb', 'Dy'), ('Sm',))
    """
    if key in elements().alloys:
        return tuple(element for element, _ in elements().alloys[key])
    return (key.split(" ", 1)[0],)


# --------------------------------------------------------------------------- reading names

_PURITY = re.compile(
    r"\b\d{1,2}(?:\.\d+)?\s*%|\b[2-7]n[0-9]?\b|\((?:>|≥)?\s*\d[\d.]*\s*%?\)", re.IGNORECASE
)


@cache
def _read_name(text: str) -> Substance | None:
    plain = " ".join(
        elements()
        .neutral.sub(" ", _PURITY.sub(" ", unicodedata.normalize("NFKC", text[:200])))
        .split()
    )
    if not plain:
        return None
    lower = plain.casefold()
    if lower in elements().nothing:
        return NOTHING
    if lower in elements().alloy_names:
        return _alloy(elements().alloy_names[lower])
    if lower in elements().unnamed_names:
        return _unnamed(elements().unnamed_names[lower])
    if lower in element_names():
        return _element(element_names()[lower], Form.UNKNOWN)
    if is_cas_number_alone(plain):
        return _of_cas_number(cas_number_in(plain))
    return (
        _read_formula(plain)
        or _read_compound(lower)
        or _read_phrase(lower)
        or _read_named_twice(plain)
    )


def _of_cas_number(number: str) -> Substance | None:
    """What a CAS number names, in the form that goes with it: 7429-91-6 is the metal, 1308-87-8 the oxide."""
    entry = cas_entry(number) if has_right_check_digit(number) else None
    substance = None if entry is None else _read_name(entry.name)
    if entry is None or substance is None or not substance.of_element or not entry.form:
        return substance
    return _element(substance.elements[0], Form(entry.form))


_NAMED_TWICE = re.compile(
    r"(?P<name>[^()（）\[\]]+?)\s*[(（\[]\s*(?P<again>[^()（）\[\]]+?)\s*[)）\]]\Z"
)


def _read_named_twice(plain: str) -> Substance | None:
    """``Dysprosium (Dy)``, ``Dy [7429-91-6]``: a name and, in brackets, the same again; the one that says the form says more."""
    match = _NAMED_TWICE.match(plain)
    if match is None:
        return None
    name, again = _read_name(match["name"]), _read_name(match["again"])
    if name is None or again is None:
        return None
    if name.key == again.key or (name.of_element and name.elements == again.elements):
        return again if name.form is Form.UNKNOWN else name
    return None


def _read_compound(lower: str) -> Substance | None:
    """``terbium fluoride``, ``氟化镝``: a rare earth beside a word for a compound of it."""
    for name, compound in elements().compounds.items():
        for word in compound.words:
            if lower.count(word) != 1:
                continue
            rest = lower.replace(word, " ")
            symbol = element_names().get(" ".join(rest.strip(" -_()").split()))
            if symbol not in RARE_EARTHS or (word.isascii() and not lower.endswith(word)):
                continue
            called = compound.named(str(symbol), name)
            shares = ((str(symbol), compound.share_of(str(symbol))),)
            return Substance(name=called, form=Form.COMPOUND, key=called, shares=shares)
    return None


def _without_word(text: str, word: str) -> str:
    """A word of letters stands alone or at the end of a compound ("Dysprosiumoxid"), a Chinese one anywhere."""
    if word not in text or not word.isascii():
        return text.replace(word, " ")
    return re.sub(rf"{re.escape(word)}\b", " ", text)


def _read_phrase(lower: str) -> Substance | None:
    """``dysprosium metal``, ``金属镝``, ``Dysprosium-Eisen-Legierung``: a name beside a word for its form."""
    rest, form = lower, Form.UNKNOWN
    for known, words in elements().form_words.items():
        for word in words:
            stripped = _without_word(rest, word)
            if stripped != rest:
                rest, form = stripped, Form(known)
    rest = " ".join(re.sub(r"(?:\(([^()]*)\)|[-,_])", r" \1 ", rest).split())
    if form is Form.UNKNOWN or not rest:
        return None
    compact = rest.replace(" ", "")
    for name in (
        rest,
        compact,
        rest.replace(" ", "-"),
        rest.split(" ", 1)[0] if len(set(map(_symbol_of, rest.split()))) == 1 else rest,
    ):
        if name in elements().alloy_names:
            return _alloy(elements().alloy_names[name])
        if name in elements().unnamed_names:
            return _unnamed(elements().unnamed_names[name])
        symbol = element_names().get(name)
        if symbol is not None and symbol not in RARE_EARTHS:
            return _element(symbol, form)
        if symbol is not None:
            found = _element(symbol, form)
            # "dysprosium oxide" names the oxide itself: a mass beside it is that of the oxide.
            return _oxide(trade_oxide(symbol), symbol) if form is Form.OXIDE else found
    return None


def _symbol_of(word: str) -> str:
    return str(element_names().get(word, word))


def _element(symbol: str, form: Form) -> Substance:
    if symbol not in RARE_EARTHS:
        return Substance(name=symbol, form=form, key=symbol)
    key = symbol if form is Form.UNKNOWN else f"{symbol} {form.value}"
    return Substance(
        name=symbol, form=form, key=key, shares=((symbol, Bounds.exactly(1)),), of_element=True
    )


def _oxide(formula: str, symbol: str) -> Substance:
    share = Bounds.exactly(stoichiometric_share(formula, symbol))
    return Substance(
        name=formula, form=Form.OXIDE, key=f"{symbol} oxide", shares=((symbol, share),)
    )


def _alloy(name: str) -> Substance:
    return Substance(name=name, form=Form.ALLOY, key=name, shares=elements().alloys[name])


def _unnamed(name: str) -> Substance:
    return Substance(
        name=name,
        form=Form.ALLOY,
        key=name,
        shares=((SOME_RARE_EARTH, elements().unnamed[name]),),
    )


_YEAR: Final = re.compile(r"[FC]Y(?:20)?\d\d")
"""FY27 is a fiscal year, CY27 a calendar year: no compound of yttrium has 27 of it."""


def _read_formula(plain: str) -> Substance | None:
    compact = plain.replace(" ", "").replace("-", "")
    if not FORMULA.match(compact) or _YEAR.fullmatch(compact):
        return None
    symbols = [symbol for symbol, _ in FORMULA_PART.findall(compact)]
    if any(symbol not in atomic_weights() for symbol in symbols):
        return None
    earths = [symbol for symbol in dict.fromkeys(symbols) if symbol in RARE_EARTHS]
    others = {symbol for symbol in symbols if symbol not in RARE_EARTHS}
    if not earths:
        return Substance(name=compact, form=Form.UNKNOWN, key=compact)
    if len(earths) == 1 and not others:
        return _element(earths[0], Form.UNKNOWN)
    if others == {"O"} and len(earths) == 1:
        return _oxide(compact, earths[0])
    if others & {"O", "F", "Cl", "Br", "I", "H", "C", "N", "S", "P"}:
        return Substance(
            name=compact, form=Form.COMPOUND, key=compact, shares=_shares(compact, earths)
        )
    family = next(
        (name for name, known in elements().alloy_elements.items() if known == frozenset(symbols)),
        None,
    )
    if family is not None:
        return _alloy(family)
    if {"Sm", "Co"} <= set(symbols) and earths == ["Sm"] and others <= {"Co", "Fe", "Cu", "Zr"}:
        return _alloy("SmCo")
    if "B" in others and "Fe" in others:
        return _unnamed("NdFeB")
    return Substance(name=compact, form=Form.ALLOY, key=compact, shares=_shares(compact, earths))


def _shares(formula: str, earths: list[str]) -> tuple[tuple[str, Bounds], ...]:
    """By stoichiometry where the formula has counts for a compound; wide where it is only a name (AlSc, AlSc20)."""
    symbols, counts = zip(*FORMULA_PART.findall(formula), strict=True)
    is_name = not any(counts) or (
        not all(counts) and any(float(count or 0) >= 10 for count in counts)
    )
    if is_name and {"F", "O", "H", "N", "Cl"}.isdisjoint(symbols):
        return tuple((earth, Bounds(Fraction(0), Fraction(1))) for earth in earths)
    return tuple((earth, Bounds.exactly(stoichiometric_share(formula, earth))) for earth in earths)


def _read_form(text: str) -> tuple[Form, str | None]:
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if not word:
        return Form.UNKNOWN, None
    for form, words in elements().form_words.items():
        if word in words or word == form:
            return Form(form), None
    return (
        Form.UNKNOWN,
        f'form "{text[:40]}" is not one of metal, alloy, oxide, compound; it was taken as unknown',
    )


def _article(form: Form) -> str:
    return {Form.ALLOY: "an alloy", Form.OXIDE: "an oxide", Form.METAL: "a metal"}.get(
        form, "a compound"
    )
