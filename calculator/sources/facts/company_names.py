"""Whether two names are surely those of two companies: a fact of another maker's part says little of this one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from calculator.model.item import Item
from calculator.sources.facts.fact_words import fact_words

_WORD: Final = re.compile(r"[^\W_]+")
_VENDOR_NUMBER: Final = re.compile(r"[a-z]?\d{4,}")


def are_other_companies(name: str, other: str) -> bool:
    """True where both are stated and have no word in common that tells a company from others.

    >>> are_other_companies("Hoshi Magnetics Co., Ltd.", "HOSHI"), are_other_companies("Hoshi", "Severn Ltd")
    (False, True)
    >>> are_other_companies("Hoshi", ""), are_other_companies("Magnet GmbH", "Severn GmbH")
    (False, False)
    >>> are_other_companies("宁波星磁", "星磁科技有限公司"), are_other_companies("宁波星磁", "北方电机")
    (False, True)
    """
    words, others = _telling(name), _telling(other)
    if not words or not others:
        return False
    joined, other_joined = "".join(words), "".join(others)
    if joined in other_joined or other_joined in joined:
        return False
    return not any(
        word == match or (min(len(word), len(match)) >= 4 and (word in match or match in word))
        for word in words
        for match in others
    )


def is_domain_of_another(domain: str, name: str) -> bool:
    """True where a domain is surely no name of a company, and no short form of one.

    >>> [is_domain_of_another(domain, "Ningbo Star Magnetics Co., Ltd.") for domain in ("ningbostar", "nbmag", "nsm", "severn-magnets")]
    [False, False, False, True]
    """
    plain = "".join(_WORD.findall(unicodedata.normalize("NFKC", name).casefold()))
    words = [word for word in _WORD.findall(domain) if word not in fact_words().of_companies]
    letters = iter(plain)
    return plain.isascii() and bool(words) and not all(char in letters for char in "".join(words))


def is_of_other_company(name: str, item: Item) -> bool:
    """True where a name is surely none of those who supply or make an item.

    >>> part = Item(number="M", supplier="Digi Distribution", makers=("Hoshi Magnetics",), other_suppliers=("Pannon Kft",))
    >>> [is_of_other_company(name, part) for name in ("HOSHI", "Pannon", "Severn", "")]
    [False, False, True, False]
    """
    companies = (item.supplier, *item.other_suppliers, *item.makers)
    return any(companies) and all(
        are_other_companies(name, company) for company in companies if company
    )


def suppliers_apart(item: Item) -> tuple[str, ...]:
    """The suppliers of an item that are surely several companies; one where they may be one, or only one is named.

    >>> suppliers_apart(Item(number="M", supplier="Hoshi", other_suppliers=("HOSHI Ltd", "Pannon Kft")))
    ('Hoshi', 'Pannon Kft')
    """
    apart: list[str] = []
    for name in (item.supplier, *item.other_suppliers):
        if name and all(are_other_companies(name, known) for known in apart):
            apart.append(name)
    return tuple(apart)


def _telling(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", name).casefold()
    for word in () if plain.isascii() else fact_words().within_companies:
        plain = plain.replace(word, " ")
    return without_vendor_numbers(
        [word for word in _WORD.findall(plain) if word not in fact_words().of_companies]
    )


def without_vendor_numbers(words: list[str]) -> list[str]:
    """The words of a name without the number under which it stands in a list of vendors; all of them where nothing else is there.

    >>> without_vendor_numbers(["0000100023", "hoshi"]), without_vendor_numbers(["v10023"]), without_vendor_numbers(["3m"])
    (['hoshi'], ['v10023'], ['3m'])
    """
    numbers = [bool(_VENDOR_NUMBER.fullmatch(word)) for word in words]
    named = [
        word
        for word, is_number, is_before in zip(words, numbers, [*numbers, False][1:], strict=True)
        # "V-10023" is one word and its number.
        if not is_number and not (is_before and len(word) == 1)
    ]
    return named or words
