"""The catalogue of problems: what may be wrong with a file, how much it weighs, what it means and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import TomlError, toml_tables

CATALOGUE: Final = "problems.toml"
SEVERITIES: Final = ("error", "warning", "note")
_CODE: Final = late_pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_KEYS: Final = ("severities", "meaning", "way_out")


class CatalogueError(Exception):
    """The catalogue is not well written, or a problem was raised that does not stand in it: a bug of this program."""


class ProblemKind(NamedTuple):
    """One code of the catalogue. The texts hold for every file; the message of a problem speaks of one cell."""

    code: str
    severities: tuple[str, ...]
    """From the heaviest to the lightest; several where the fault may leave something unknown or not."""
    meaning: str
    way_out: str


def require_declared(code: str, severity: str) -> None:
    """Raise CatalogueError unless the catalogue has the code with this severity.

    >>> require_declared("zero-price", "warning")
    """
    kind = problem_kinds().get(code)
    if kind is None:
        raise CatalogueError(
            f'"{code}" is not a code of {CATALOGUE}; add it with its severities, meaning and way out'
        )
    if severity not in kind.severities:
        raise CatalogueError(
            f'"{code}" was raised with the severity "{severity}"; {CATALOGUE} allows {" or ".join(kind.severities)}'
        )


@cache
def problem_kinds() -> Mapping[str, ProblemKind]:
    """Every kind of problem by its code, in alphabetical order; read once, when the first problem is made."""
    return MappingProxyType(read_catalogue(packaged_text("calculator.model", CATALOGUE)))


def read_catalogue(text: str) -> dict[str, ProblemKind]:
    r"""The kinds that a catalogue declares; each key is needed and none other is allowed. Raises CatalogueError.

    >>> text = '[zero-mass]\nseverities = ["warning"]\nmeaning = "a mass of 0"\nway_out = "fill it in"'
    >>> read_catalogue(text)["zero-mass"].severities
    ('warning',)
    """
    try:
        tables = toml_tables(text)
    except TomlError as fault:
        raise CatalogueError(f"{CATALOGUE} is not TOML: {fault}") from fault
    if list(tables) != sorted(tables):
        raise CatalogueError(f"the codes of {CATALOGUE} are not in alphabetical order")
    return {code: _read_kind(code, entry) for code, entry in tables.items()}


def _read_kind(code: str, entry: object) -> ProblemKind:
    if not _CODE.match(code):
        raise CatalogueError(f'"{code}" is not a code: small letters, digits and single hyphens')
    if not isinstance(entry, dict) or set(entry) != set(_KEYS):
        raise CatalogueError(f'"{code}" needs exactly the keys {", ".join(_KEYS)}')
    severities = entry["severities"]
    if (
        not isinstance(severities, list)
        or not severities
        or severities != [each for each in SEVERITIES if each in severities]
    ):
        raise CatalogueError(
            f'"{code}": severities are one or more of {", ".join(SEVERITIES)}, in this order'
        )
    return ProblemKind(
        code=code,
        severities=tuple(severities),
        meaning=_line(code, "meaning", entry),
        way_out=_line(code, "way_out", entry),
    )


def _line(code: str, key: str, entry: dict[str, object]) -> str:
    text = entry[key]
    if not isinstance(text, str) or not text.strip() or not text.isprintable() or "|" in text:
        raise CatalogueError(f'"{code}": {key} is not a text of one line')
    return text
