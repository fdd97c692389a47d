"""What a facts row names: a substance by name or CAS number, one or several of a few, or those that are not there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from calculator.model.cas_numbers import (
    cas_number_in,
    has_right_check_digit,
    is_cas_number_alone,
)
from calculator.model.substances import (
    NOTHING,
    UNDISCLOSED,
    Form,
    Substance,
    named_only,
    read_substance,
)
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.classify import zero_material
from calculator.recognition.elements_said import elements_said
from calculator.sources.facts.fact_words import fact_words

_LONGEST: Final = 200
_ELLIPSIS: Final = late_pattern(r"\s*(?:\.\.\.|…|etc\.?|usw\.?|等)\s*\Z", re.IGNORECASE)


class NameFault(NamedTuple):
    """What is wrong with a name; ``is_grave`` where what it names stays unknown."""

    code: str
    message: str
    is_grave: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSubstances:
    """What a row speaks of. Of several ``substances`` one, some or all are there; ``are_absent`` where none of them is.

    Where it ``is_open`` the row may speak of what it does not name.
    """

    substances: tuple[Substance, ...]
    are_absent: bool = False
    fault: NameFault | None = None
    is_open: bool = False

    def beside(self, other: NamedSubstances) -> NamedSubstances:
        """Both names, where they are not of the same elements: either may be meant."""
        elements = {substance.elements or (substance.key,) for substance in self.substances}
        fresh = tuple(
            substance
            for substance in other.substances
            if (substance.elements or (substance.key,)) not in elements
        )
        if not fresh:
            return self
        return replace(self, substances=(*self.substances, *fresh), is_open=True)


def substances_named(name: str, cas: str = "", form: str = "") -> NamedSubstances:
    """The substances of a row, by the name and the CAS number that it gives.

    >>> [one.key for one in substances_named("Dy+Tb").substances], substances_named("none of: Sm, Gd").are_absent
    (['Dy', 'Tb'], True)
    >>> substances_named("Dysprosium", "7429-91-6").substances[0].key, substances_named("Dy", "7429-91-5").fault.code
    ('Dy metal', 'cas-check-digit')
    >>> substances_named("Dy", "1313-97-9").is_open
    True
    """
    number = cas_number_in(cas) or cas_number_in(name)
    if number and not has_right_check_digit(number):
        rest = name.replace(number, " ").strip(" ()[]:,;")
        substance = read_substance(rest, form)[0] if rest else None
        return NamedSubstances(
            substances=(substance or named_only(name or cas),),
            fault=NameFault(
                "cas-check-digit",
                f'CAS number "{number}" cannot be right: its check digit is that of another number; what is named may be any substance. Correct the number',
            ),
            is_open=True,
        )
    if number and number in name and not is_cas_number_alone(name):
        name, cas = name.replace(number, " ").strip(" ()[]:,;"), cas or number
    if not name:
        return _of_name(cas, form) if cas else NamedSubstances(substances=(UNDISCLOSED,))
    by_number = read_substance(cas_number_in(cas), "")[0] if cas_number_in(cas) else None
    by_name = _of_name(name, form)
    if by_number is None:
        return by_name
    if by_name.fault is not None and by_name.fault.is_grave:
        # What the number does not name may be there too: "Neodymium (with 5 % Dy)".
        return NamedSubstances(
            substances=(by_number,), is_open=bool(elements_said(name) - {*by_number.elements})
        )
    return _of_both(by_name, by_number, name, cas)


def _of_both(
    by_name: NamedSubstances, by_number: Substance, name: str, cas: str
) -> NamedSubstances:
    """What name and CAS number say together; where they cannot both hold, either may be meant."""
    first = by_name.substances[0]
    if by_name.are_absent or len(by_name.substances) > 1:
        return by_name
    if first.key == by_number.key or (not first.elements and not by_number.elements):
        return by_name
    if first.of_element and first.form is Form.UNKNOWN and first.elements == by_number.elements:
        return NamedSubstances(substances=(by_number,), fault=by_name.fault)
    if (
        first.of_element
        and first.elements == by_number.elements
        and by_number.of_element
        and first.form in (Form.ALLOY, Form.METAL)
    ):
        # The number of an element goes with any metallic form of it.
        return by_name
    return NamedSubstances(
        substances=(first, by_number),
        fault=NameFault(
            "substance-contradicts-cas",
            f'"{name[:60]}" is not what CAS number "{cas[:20]}" names ({by_number.name}); either may be meant. Correct one',
        ),
        is_open=True,
    )


def _of_name(name: str, form: str) -> NamedSubstances:
    substance, fault = read_substance(name, form)
    if substance is not None:
        return NamedSubstances(
            substances=(substance,),
            fault=None if fault is None else NameFault("unknown-substance", fault, is_grave=False),
        )
    if zero_material(name):
        return NamedSubstances(
            substances=(Substance(name=name, form=Form.UNKNOWN, key=name, is_material=True),)
        )
    absent = _absent(name)
    if absent:
        return NamedSubstances(substances=absent, are_absent=True)
    several = _several(name, form)
    if several:
        return NamedSubstances(substances=several)
    return NamedSubstances(
        substances=(named_only(name),),
        fault=NameFault("unknown-substance", fault or f'"{name[:60]}" is not known'),
    )


def _absent(name: str) -> tuple[Substance, ...]:
    """The substances that a text says are not there; none where it does not say so of known ones."""
    plain = _ELLIPSIS.sub("", unicodedata.normalize("NFKC", name[:_LONGEST]).strip())
    match = _absence().match(plain)
    names = next((group for group in match.groups() if group), "") if match else ""
    if not names:
        return ()
    whole = read_substance(names)[0]
    if whole is not None:
        return (NOTHING,) if _names_all_rare_earths(whole) else (whole,)
    # "no Dy, no Tb" says it of each.
    return _each(_absence_before().sub(" ", names), "")


def _names_all_rare_earths(substance: Substance) -> bool:
    return substance.key == "rare earth"


def _several(name: str, form: str) -> tuple[Substance, ...]:
    """The substances of ``Dy+Tb``, ``Dy/Tb``, ``Pr, Nd (total)``; none where one of the names is not known."""
    plain = unicodedata.normalize("NFKC", name[:_LONGEST])
    bare = _totals().sub(" ", plain).strip(" ()[]:")
    if bare != plain:
        alone = read_substance(bare, form)[0]
        if alone is not None:
            return (alone,)
    found = _each(bare, form)
    return found if len(found) > 1 else ()


def _each(names: str, form: str) -> tuple[Substance, ...]:
    parts = [part.strip(" ()[]:") for part in _between().split(names)]
    read = [read_substance(part, form)[0] for part in parts if part]
    known = [substance for substance in read if substance is not None]
    if not known or len(known) != len(read):
        return ()
    return tuple({substance.key: substance for substance in known}.values())


@cache
def _absence() -> re.Pattern[str]:
    """Words for "none of" before the names, or behind them."""
    words = fact_words()
    before, behind = _alternatives(words.absent_before), _alternatives(words.absent_behind)
    return re.compile(
        rf"(?:{before})\s*(?:of\b|:)?\s*:?\s*(.+)\Z|(.+?)[\s\-]*(?:{behind})\Z", re.IGNORECASE
    )


@cache
def _absence_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(fact_words().absent_before)})\s*:?\s*", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_alternatives(fact_words().mixture_between)})\s*", re.IGNORECASE)


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(_alternatives(fact_words().mixture_totals), re.IGNORECASE)


def _alternatives(words: Iterable[str]) -> str:
    """One pattern of all words, the longest first; a word of letters stands alone."""
    return "|".join(
        rf"(?<![^\W\d_]){_as_written(word)}(?![^\W\d_])"
        if word.isascii() and word[:1].isalpha()
        else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


def _as_written(word: str) -> str:
    """A word of one letter counts as it is written: "y" joins two names, and Y is yttrium."""
    return rf"(?-i:{word})" if len(word) == 1 else re.escape(word)
