"""CAS registry numbers: what one names, in which form, and whether its check digit holds (``reference/cas_numbers.toml``)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Final, NamedTuple

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables

_NUMBER: Final = re.compile(r"(?<![\w\-])(\d{2,7})-(\d{2})-(\d)(?![\w\-])")
_ALONE: Final = re.compile(
    r"(?:cas(?:[\s\-]?(?:rn|no|nr|number|nummer|号|番号))?[\s.:#]*)?\d{2,7}-\d{2}-\d\Z",
    re.IGNORECASE,
)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_KEYS: Final = frozenset({"title", "form", "numbers"})
_FORMS: Final = frozenset({"metal", "oxide", "compound", "alloy", ""})


class CasEntry(NamedTuple):
    """What a number names: a symbol or a formula, and the form that goes with the number."""

    name: str
    form: str


def cas_number_in(text: str) -> str:
    """The first text of the shape of a CAS number, whether or not its check digit holds; nothing where there is none.

    >>> cas_number_in("Dysprosium (7429‑91‑6)"), cas_number_in("MAG-01-2026")
    ('7429-91-6', '')
    """
    plain = unicodedata.normalize("NFKC", text[:200]).translate(_DASHES)
    match = _NUMBER.search(plain)
    return match.group() if match else ""


def is_cas_number_alone(text: str) -> bool:
    """True where a text is nothing but a CAS number, with or without the word for it.

    >>> is_cas_number_alone("CAS-No. 7429-91-6"), is_cas_number_alone("Dysprosium 7429-91-6")
    (True, False)
    """
    return (
        _ALONE.match(unicodedata.normalize("NFKC", text[:200]).translate(_DASHES).strip())
        is not None
    )


def has_right_check_digit(number: str) -> bool:
    """True where the last digit is the sum of the others, each times its place counted from the right, modulo ten.

    >>> has_right_check_digit("7429-91-6"), has_right_check_digit("7429-91-5")
    (True, False)
    """
    digits = number.replace("-", "")
    total = sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), 1))
    return total % 10 == int(digits[-1])


def cas_entry(number: str) -> CasEntry | None:
    """What a number names; None for one that is not in our table.

    >>> cas_entry("7429-91-6").name, cas_entry("1308-87-8").name, cas_entry("50-00-0")
    ('Dy', 'Dy2O3', None)
    """
    return _entries().get(number)


def cas_number_of(name: str, form: str = "") -> str:
    """The number of a symbol or formula, in a form where one is stated; nothing where the table has none.

    >>> cas_number_of("Dy", "metal"), cas_number_of("Dy2O3"), cas_number_of("steel")
    ('7429-91-6', '1308-87-8', '')
    """
    named = [(number, entry) for number, entry in _entries().items() if entry.name == name]
    exact = [number for number, entry in named if entry.form == form]
    return next(iter(exact or (number for number, _ in named)), "")


@cache
def _entries() -> dict[str, CasEntry]:
    """Every number of the table; one that is malformed, or there twice, is refused."""
    text = packaged_text("calculator.reference", "cas_numbers.toml")
    data: dict[str, Any] = toml_tables(text)
    entries: dict[str, CasEntry] = {}
    groups = data.pop("group")
    if data:
        raise ValueError(f"cas_numbers.toml has the key {min(data)}, which nobody reads")
    for group in groups:
        if group.keys() != _KEYS or group["form"] not in _FORMS:
            raise ValueError(
                f"cas_numbers.toml: the group {group.get('title')} is not as it should be"
            )
        for name, number in group["numbers"].items():
            if cas_number_in(number) != number or not has_right_check_digit(number):
                raise ValueError(f"cas_numbers.toml: {number} is no CAS number")
            if number in entries:
                raise ValueError(f"cas_numbers.toml: {number} is there twice")
            entries[number] = CasEntry(name=name, form=group["form"])
    return entries
