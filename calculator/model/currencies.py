"""Currencies by their codes, signs and names in the languages of the files, from Babel's CLDR data, of which ``lists.jsonl`` has a copy."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from calculator.model.countries import name_key
from calculator.numbers.kept_lists import kept_list
from calculator.numbers.strict_table import StrictTable, packaged


class _Signs(NamedTuple):
    """The lists of ``reference/currencies.toml``: the codes that each sign or short name may mean."""

    dollars: frozenset[str]
    codes_of: dict[str, frozenset[str]]


@cache
def _signs() -> _Signs:
    return packaged("currencies", _read_signs)


def _read_signs(table: StrictTable) -> _Signs:
    codes_of: dict[str, frozenset[str]] = {}

    def read_sign(entry: StrictTable) -> None:
        codes = frozenset(entry.texts("codes"))
        for word in entry.texts("words"):
            if word in codes_of:
                entry.fail(
                    "words", f'has "{word}", which means {", ".join(sorted(codes_of[word]))}'
                )
            codes_of[word] = codes

    table.each("sign", read_sign)
    return _Signs(dollars=frozenset(table.texts("dollars")), codes_of=codes_of)


@cache
def read_currency(text: str) -> tuple[str | None, str | None]:
    """ISO 4217 code that a code, a name, a symbol or several of them mean, and a fault where that is not certain.

    (None, None) is no currency at all. ``$`` alone is read as the US dollar, and the fault says so.

    >>> [read_currency(text)[0] for text in ("eur", "RMB", "¥ (CNY)", "US$", "£", "円", "Swiss Francs", "€")]
    ['EUR', 'CNY', 'CNY', 'USD', 'GBP', 'JPY', 'CHF', 'EUR']
    >>> read_currency("¥")
    (None, 'currency "¥" could be CNY or JPY; write the ISO code')
    >>> read_currency("$")
    ('USD', 'currency "$" was read as the US dollar; write the ISO code')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[:60]).casefold().split())
    whole = _currency(plain)
    words = (
        [whole]
        if whole
        else [_currency(word) for word in re.split(r"[\s()\[\]/,:-]+", plain) if word]
    )
    if not words or not all(words):
        return None, None
    codes = frozenset.intersection(*words)
    if len(codes) == 1:
        return next(iter(codes)), None
    quoted = text[:30].strip()
    if codes == _signs().dollars:
        return "USD", f'currency "{quoted}" was read as the US dollar; write the ISO code'
    if not codes:
        return None, f'currency "{quoted}" names several currencies; write one ISO code'
    return None, f'currency "{quoted}" could be {" or ".join(sorted(codes))}; write the ISO code'


@cache
def possible_currencies(text: str) -> frozenset[str]:
    """ISO 4217 codes that a code, a name, a sign or several of them may mean; none where it is no currency.

    >>> sorted(possible_currencies("¥")), sorted(possible_currencies("US$")), possible_currencies("kg")
    (['CNY', 'JPY'], ['USD'], frozenset())
    >>> possible_currencies("XXX"), possible_currencies("xts")
    (frozenset(), frozenset())
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[:60]).casefold().split())
    if not plain:
        return frozenset()
    parts = [word for word in re.split(r"[\s()\[\]/,:-]+", plain) if word]
    if len(parts) == 1:
        return _currency(parts[0])
    words = [_currency(word) for word in parts]
    return frozenset.intersection(*words) if all(words) else _currency(plain)


def is_currency_word(text: str) -> bool:
    """True for an ISO code, a sign or a short name of a currency; the long names in all languages cost a tenth of a second.

    >>> [is_currency_word(text) for text in ("EUR", "€", "yuan", "Description")]
    [True, True, True, False]
    """
    plain = unicodedata.normalize("NFKC", text[:60]).casefold().strip()
    return plain in _signs().codes_of or (len(plain) == 3 and plain.upper() in _currency_codes())


def _currency(plain: str) -> frozenset[str]:
    stated = _signs().codes_of.get(plain)
    if stated is None and len(plain) == 3 and plain.upper() in _currency_codes():
        return frozenset({plain.upper()})
    return stated or _currencies().get(plain) or _currencies().get(name_key(plain), frozenset())


@cache
def _currency_codes() -> frozenset[str]:
    """The ISO codes alone: a file that writes these does not pay for the names in twelve languages."""
    return frozenset(kept_list("currency_codes")) - _NO_MONEY


@cache
def _currencies() -> dict[str, frozenset[str]]:
    """Codes, names in one and many, and the symbols that stand for one currency only."""
    return {
        word: frozenset(codes.split())
        for word, codes in kept_list("currencies").items()
        if _NO_MONEY.isdisjoint(codes.split())
    }


_NO_MONEY: Final = frozenset({"XXX", "XTS"})
"""Codes of ISO 4217 for no currency at all and for tests; who fills in forms with XXX names none."""
