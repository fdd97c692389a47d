"""Suppliers under several spellings: those that are surely one, and those that a person has to confirm in a file.

Letter case, spaces, signs and legal forms tell no two companies apart. Names that are merely alike may be two companies, and
a letter to the wrong one would tell it what another delivers: they are proposed, and become one when the file says so.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from calculator.numbers.strict_table import StrictTable, read_strictly
from calculator.reference.letter_words import letter_words
from calculator.sources.facts.company_names import without_vendor_numbers
from calculator.sources.facts.fact_words import fact_words

ALIKE: Final = 88
"""Of 100, from which names are proposed as one: a letter more or less in a name of eight."""
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"\d{4}")
"""A name is written without its number in a list of vendors, where it is spelled so anywhere."""
_FILE_HEAD: Final = """\
# The suppliers of this campaign: which spellings are one company, and in which language it is written to.
# A group takes effect when confirmed is true. This file is yours: it is read at every run and never written again.
"""


class SuppliersFileError(Exception):
    """A file of suppliers that cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierGroup:
    """One supplier: the name that letters bear, its other spellings, and its language where the file says it."""

    name: str
    spellings: tuple[str, ...]
    language: str = ""
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppliers:
    """Names brought to one spelling each. ``proposed`` are groups that somebody has to confirm."""

    name_of: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    proposed: tuple[SupplierGroup, ...] = ()
    joined: tuple[SupplierGroup, ...] = ()
    """Spellings that are surely one, to be shown."""

    def canonical(self, spelling: str) -> str:
        """The name under which a spelling is written to."""
        return self.name_of.get(spelling.strip(), spelling.strip())

    def language_of(self, name: str, fallback: str) -> str:
        """The language of a supplier: of the file, else of its own name, else the one that was asked for."""
        return self.languages.get(name) or language_of_name(name) or fallback


def supplier_key(name: str) -> str:
    """What a name is without case, signs and legal forms; all of it where nothing else is left.

    >>> supplier_key("Hoshi Magnetics Co., Ltd.") == supplier_key("HOSHI  MAGNETICS"), supplier_key("Ltd.")
    (True, 'ltd')
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = _WORD.findall(plain)
    telling = [word for word in words if word not in fact_words().of_companies]
    return " ".join(without_vendor_numbers(telling or words))


def language_of_name(name: str) -> str:
    """The language that a company's own name tells; empty where it tells none.

    >>> language_of_name("Severn Antriebe GmbH"), language_of_name("星磁株式会社"), language_of_name("Kita")
    ('de', 'ja', '')
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = set(re.findall(r"[^\W_](?:\.?[^\W_])*\.?", plain))
    for sign in letter_words().signs:
        if not words.isdisjoint(sign.words) or any(part in plain for part in sign.within):
            return sign.of
    if re.search("[\u3040-\u30ff]", plain):
        return "ja"
    return ""


def confirmed_names(groups: Iterable[SupplierGroup]) -> Callable[[str], str]:
    """The name of a spelling by the confirmed groups alone; any other is its own.

    >>> name_of = confirmed_names((SupplierGroup(name="Hoshi Magnetics", spellings=("星磁",)),))
    >>> name_of("星磁"), name_of("HOSHI MAGNETICS Co., Ltd."), name_of("Severn")
    ('Hoshi Magnetics', 'Hoshi Magnetics', 'Severn')
    """
    names = _of_file(groups)
    return lambda spelling: names.get(supplier_key(spelling), spelling)


def _of_file(groups: Iterable[SupplierGroup]) -> dict[str, str]:
    return {
        supplier_key(spelling): group.name
        for group in groups
        if group.is_confirmed
        for spelling in (group.name, *group.spellings)
    }


def match_suppliers(spellings: Iterable[str], groups: Sequence[SupplierGroup] = ()) -> Suppliers:
    """The suppliers of all spellings: confirmed groups of the file, then the same key, and what is alike as proposals."""
    distinct = sorted({spelling.strip() for spelling in spellings if spelling.strip()})
    name_of: dict[str, str] = {}
    languages: dict[str, str] = {}
    of_file = _of_file(groups)
    refused: set[frozenset[str]] = set()
    for group in groups:
        keys = frozenset(supplier_key(name) for name in (group.name, *group.spellings))
        if group.is_confirmed:
            if group.language:
                languages[group.name] = group.language
        else:
            refused.add(keys)
    by_key: dict[str, list[str]] = {}
    for spelling in distinct:
        by_key.setdefault(supplier_key(spelling), []).append(spelling)
    joined: dict[str, list[str]] = {}
    for key, names in by_key.items():
        chosen = of_file.get(key) or max(
            names, key=lambda name: (not _NUMBER.search(name), len(name), name)
        )
        name_of |= dict.fromkeys(names, chosen)
        joined.setdefault(chosen, []).extend(names)
    open_names = {key: name_of[names[0]] for key, names in by_key.items() if key not in of_file}
    return Suppliers(
        name_of=name_of,
        languages=languages,
        proposed=_alike(open_names, refused),
        joined=tuple(
            SupplierGroup(name=name, spellings=tuple(other for other in names if other != name))
            for name, names in joined.items()
            if set(names) != {name}
        ),
    )


def _alike(
    names: Mapping[str, str], refused: Iterable[frozenset[str]]
) -> tuple[SupplierGroup, ...]:
    """Names of different keys that are alike; a group that the file holds unconfirmed is known and not proposed again."""
    groups: list[list[str]] = []
    for key in names:
        near = next(
            (group for group in groups if any(_is_alike(key, other) for other in group)), None
        )
        if near is None:
            groups.append([key])
        else:
            near.append(key)
    proposed = []
    for group in groups:
        if len(group) < 2 or any(apart.issuperset(group) for apart in refused):
            continue
        spelled = sorted((names[key] for key in group), key=lambda name: (-len(name), name))
        proposed.append(
            SupplierGroup(name=spelled[0], spellings=tuple(spelled[1:]), is_confirmed=False)
        )
    return tuple(proposed)


def _is_alike(key: str, other: str) -> bool:
    """True for a slip of the pen, and for a name that another begins with; what is short is alike to too much."""
    if min(len(key), len(other)) < 4:
        return False
    longer, shorter = sorted((key, other), key=len, reverse=True)
    return fuzz.ratio(key, other) >= ALIKE or longer.startswith(f"{shorter} ")


def read_groups(path: Path) -> tuple[SupplierGroup, ...]:
    """The groups of a file; none where it is not there. Raises SuppliersFileError."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is not UTF-8"
        raise SuppliersFileError(f'"{path}" cannot be read: {reason}') from None
    try:
        return read_strictly(text, path.name, _groups)
    except (ValueError, tomllib.TOMLDecodeError) as fault:
        raise SuppliersFileError(str(fault)) from None


def _groups(table: StrictTable) -> tuple[SupplierGroup, ...]:
    return table.each("supplier", _group, needed=False)


def _group(entry: StrictTable) -> SupplierGroup:
    languages = tuple(letter_words().languages)
    return SupplierGroup(
        name=entry.text("name"),
        spellings=entry.texts("spellings", needed=False),
        language=entry.one_of("language", languages) if "language" in entry.data else "",
        is_confirmed=entry.flag("confirmed", missing=True),
    )


def groups_text(groups: Iterable[SupplierGroup]) -> str:
    """Proposals as a file that a person confirms."""
    entries = [
        "\n".join(
            (
                "[[supplier]]",
                f"name = {_quoted(group.name)}",
                f"spellings = [{', '.join(map(_quoted, group.spellings))}]",
                f"confirmed = {'true' if group.is_confirmed else 'false'}",
            )
        )
        for group in groups
    ]
    return _FILE_HEAD + "".join(f"\n{entry}\n" for entry in entries)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(letter if letter.isprintable() else " " for letter in escaped) + '"'
