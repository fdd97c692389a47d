"""From the form about how a sheet is read to a profile that reads it so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from calculator.model.currencies import read_currency
from calculator.sources.layout.headings import spoken
from calculator.sources.layout.profile import HIERARCHIES, profile_text
from calculator.web.forms.uploads import UnusableError
from calculator.web.views.sheet_view import NOT_READ, SheetView, choices

_QUANTITIES = ("per-parent", "cumulative")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRemark:
    """What a profile of ours says, to be shown again where the reader could not follow it. ``row`` counts from 1; 0 for nothing."""

    sheet: str = ""
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)


def meanings_in(profile: str) -> ProfileRemark:
    """The corrections that were made before.

    >>> meanings_in('columns = {"Nr" = "part number"}')
    ProfileRemark(sheet='', row=0, columns={'Nr': 'number'})
    """
    stated = tomllib.loads(profile)
    by_word = {word: meaning for meaning, word in choices()} | {spoken(NOT_READ): NOT_READ}
    return ProfileRemark(
        sheet=stated.get("sheet", ""),
        row=stated.get("header-row", 0),
        # A profile that was loaded may name a meaning by its short name.
        columns={key: by_word.get(word, word) for key, word in stated.get("columns", {}).items()},
    )


def corrected(form: Mapping[str, str], sheets: Sequence[SheetView]) -> str:
    """The text of the profile. Raises UnusableError for what no profile can say.

    Where only the row of the headings was changed, or another sheet was chosen, the columns are left to the reader.
    """
    tables = [sheet for sheet in sheets if not sheet.is_facts]
    place = form.get("table", "")
    if not (place.isascii() and place.isdigit() and int(place[:6]) < len(tables)):
        raise UnusableError("which sheet is meant is not clear")
    sheet = tables[int(place[:6])]
    row = _row(form.get("header-row", ""))
    hierarchy, quantity, currency = (
        form.get("hierarchy", ""),
        form.get("quantity", ""),
        form.get("currency", "").strip(),
    )
    if hierarchy and hierarchy not in HIERARCHIES:
        raise UnusableError(f"the hierarchy is one of {', '.join(HIERARCHIES)}")
    if quantity and quantity not in _QUANTITIES:
        raise UnusableError(f"quantities are one of {', '.join(_QUANTITIES)}")
    code = read_currency(currency)[0] if currency else ""
    if code is None:
        raise UnusableError(f'"{currency[:20]}" is not a currency; write an ISO code such as EUR')
    is_fresh = form.get("do") == "headings" or form.get("shown-row") != str(row)
    columns = [] if is_fresh else _columns(form, sheet, row)
    # All sheets that were read as bills stay so, unless one is told to be the bill.
    is_one = (
        is_fresh
        or form.get("only") == "yes"
        or not sheet.is_bill
        or sum(table.is_bill for table in tables) == 1
    )
    return profile_text(
        sheet=sheet.sheet if is_one else "",
        header_row=row - 1 if is_one and row else None,
        hierarchy="" if is_fresh else hierarchy,
        quantity="" if is_fresh else quantity,
        currency=code or "",
        columns=columns,
    )


def _row(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:8]) <= 1_048_576):
        raise UnusableError(
            "the row of the headings is a number as the spreadsheet shows it, from 1"
        )
    return int(text)


def _columns(form: Mapping[str, str], sheet: SheetView, row: int) -> list[tuple[str, str]]:
    """Every column by its heading, or by its letters where it has none of its own."""
    words_by_meaning = dict(choices())
    shown = sheet.columns_at(row, {})
    columns = []
    for column in shown:
        meaning = form.get(f"column-{column.place}", "")
        if column.is_fixed or not meaning:
            continue
        if meaning not in words_by_meaning:
            raise UnusableError(f'"{meaning[:40]}" is nothing that a column can mean')
        columns.append((column.key, meaning))
    return columns
