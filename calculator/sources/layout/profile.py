"""A saved reading of one supplier's layout: what a person has settled once need not be guessed again.

A profile is a small TOML file. ``inspect --save-profile`` writes one from what was understood; the person corrects
it; ``--profile`` reads it. It says what headings mean, and where the file leaves a choice, which one holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from calculator.model.source import column_letters
from calculator.numbers.late_patterns import late_pattern
from calculator.sources.layout.headings import Match, Meaning, meanings, plain_heading, spoken

HIERARCHIES: Final = (
    "level",
    "outline-number",
    "parent-child",
    "column-indent",
    "cell-indent",
    "leading-spaces",
    "outline-group",
    "flat",
)
_KEYS: Final = frozenset({"sheet", "header-row", "hierarchy", "quantity", "currency", "columns"})
_COLUMN = late_pattern(r"column ([A-Z]{1,3})\Z")


class ProfileError(Exception):
    """A profile that cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person settled; None and empty leave it to the reader. ``header_row`` counts from 0."""

    name: str = ""
    sheet: str | None = None
    header_row: int | None = None
    hierarchy: str | None = None
    quantity: str | None = None
    currency: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    """Meaning by plain heading, or by ``column C``; ``ignored`` is not read."""

    def meaning(self, kind: str, text: str, column: int) -> Meaning | None:
        """What the profile says of a heading of a bill; None where it says nothing."""
        if kind != "bom" or not self.columns:
            return None
        stated = self.columns.get(plain_heading(text)) if text else None
        stated = stated or self.columns.get(f"column {column_letters(column + 1)}")
        return None if stated is None else Meaning(stated, Match.PROFILE, _bracket_of(text))


NO_PROFILE: Final = Profile()


def read_profile(path: Path) -> Profile:
    """The profile in a file. Raises ProfileError with the file and the reason."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise ProfileError(f"{path.name}: no such file; check the name") from None
    except (OSError, UnicodeDecodeError) as fault:
        raise ProfileError(f"{path.name}: not a profile ({fault})") from None
    return profile_of_text(text, path.name)


def profile_of_text(text: str, name: str) -> Profile:
    """The profile in a text; ``name`` is that of its file. Raises ProfileError with both."""
    import tomllib

    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ProfileError(f"{name}: not a profile ({fault})") from None
    unknown = [key for key in stated if key not in _KEYS]
    if unknown:
        raise ProfileError(
            f'{name}: "{unknown[0]}" is not known; a profile has {", ".join(sorted(_KEYS))}'
        )
    row = stated.get("header-row")
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
        raise ProfileError(
            f"{name}: header-row is the number of a row as the spreadsheet shows it, from 1"
        )
    for key, allowed in (("hierarchy", HIERARCHIES), ("quantity", ("per-parent", "cumulative"))):
        if key in stated and stated[key] not in allowed:
            raise ProfileError(f'{name}: {key} "{stated[key]}" is not one of {", ".join(allowed)}')
    for key in ("sheet", "currency"):
        if key in stated and not isinstance(stated[key], str):
            raise ProfileError(f"{name}: {key} is a text")
    return Profile(
        name=name,
        sheet=stated.get("sheet"),
        header_row=None if row is None else row - 1,
        hierarchy=stated.get("hierarchy"),
        quantity=stated.get("quantity"),
        currency=stated.get("currency"),
        columns=_columns(name, stated.get("columns", {})),
    )


def _columns(name: str, stated: object) -> dict[str, str]:
    if not isinstance(stated, dict):
        raise ProfileError(
            f'{name}: columns is a table of headings, such as "Sachnummer" = "part number"'
        )
    by_word = {spoken(one): one for one in meanings()} | {one: one for one in meanings()}
    found = {}
    for heading, word in stated.items():
        if word not in by_word:
            raise ProfileError(
                f'{name}: "{heading}" = "{word}": no such meaning; known are {", ".join(sorted(map(spoken, meanings())))}'
            )
        found[heading if _COLUMN.match(heading) else plain_heading(heading)] = by_word[word]
    return found


def profile_text(
    *,
    sheet: str,
    header_row: int | None,
    hierarchy: str,
    quantity: str,
    currency: str,
    columns: list[tuple[str, str]],
) -> str:
    """A profile as TOML; ``columns`` are pairs of a heading and its meaning. What is empty or None is left to the reader."""
    lines = [
        "# A profile for deminimis: how one supplier's layout is read. Correct it and give it with --profile.",
        f"# Meanings: {', '.join(sorted(map(spoken, meanings())))}.",
        '# A column without a heading is written as "column C".',
        f"sheet = {_quoted(sheet)}" if sheet else '# sheet = "BOM"',
        "# header-row = 1" if header_row is None else f"header-row = {header_row + 1}",
        f"{'' if hierarchy else '# '}hierarchy = {_quoted(hierarchy or HIERARCHIES[0])}  # {', '.join(HIERARCHIES)}",
        f"quantity = {_quoted(quantity)}  # per-parent, cumulative"
        if quantity
        else '# quantity = "per-parent"  # or "cumulative"; the file does not say',
        f"{'' if currency else '# '}currency = {_quoted(currency or 'USD')}",
        "",
        "[columns]",
        *(f"{_quoted(heading)} = {_quoted(spoken(meaning))}" for heading, meaning in columns),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(letter if letter.isprintable() else f"\\u{ord(letter):04X}" for letter in escaped)
        + '"'
    )


def _bracket_of(text: str) -> str:
    found = re.search(r"[(\[（]([^()\[\]（）]+)[)\]）]", text)
    return found.group(1).strip() if found else ""
