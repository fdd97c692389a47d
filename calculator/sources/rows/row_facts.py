"""What a row says beside its amounts: class, material, maker, origin, technology, alternates, scrap; and whether it is in effect."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.model.item import UNKNOWN_ORIGIN, Answer, ItemClass, Origin
from calculator.model.problem import warning
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, STAGE_COLUMNS, Stages
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.plain_parts import is_plain_part
from calculator.reference.cell_words import cell_words, describes_nothing
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.classes import class_cell
from calculator.sources.rows.days import day_cell
from calculator.sources.rows.holdings import NOTHING_SAID, Holdings, read_holdings
from calculator.sources.rows.occurrence import Reading
from calculator.sources.rows.origins import origin_cell
from calculator.sources.rows.shares import read_share
from calculator.sources.rows.yes_or_no import answer_cell

# Columns without which nobody can tell a magnet from a screw.
_TELLING: Final = frozenset({"name", "description", "specification", "material", "class"})
# A word, a Chinese character, or the thread of a screw.
_WORD: Final = late_pattern(
    r"[^\W\d_]{3}|[\u2e80-\ud7ff]|(?<![A-Za-z0-9])M\d{1,2}(?:[.,]\d)?\s?[xX×*]\s?\d"
)
_COUNTS: Final = ("quantity", "per_parent", "cumulative")
_PLAIN_WORD: Final = late_pattern(r"(?<!\w)(?=[^\W\d_]*[a-z])[^\W\d_]{4,}(?!\w)|[\u2e80-\ud7ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """The fields of ``Occurrence`` that have nothing to do with amounts, under the same names."""

    item_class: ItemClass | None = None
    material: str = ""
    supplier: str = ""
    maker: str = ""
    """Of a second column of companies."""
    revision: str = ""
    origin: Origin = UNKNOWN_ORIGIN
    stages: Stages = NO_STAGES
    technology: Answer = Answer.UNKNOWN
    technology_named: bool = False
    alternate: str = ""
    scrap: Fraction = Fraction(0)
    holdings: Holdings = NOTHING_SAID


def read_row_facts(row: RowCells, reading: Reading) -> RowFacts | None:
    """What has nothing to do with amounts; None, with a problem, for a row that is not in effect."""
    if not _in_effect(row, reading.on):
        return None
    before = len(row.cells.problems)
    technology = answer_cell(row, "technology", "Chinese technology")
    is_unreadable = len(row.cells.problems) > before
    return RowFacts(
        item_class=class_cell(row),
        material=" / ".join(row.texts("material")),
        supplier="" if row.is_blank("supplier") else row.text("supplier"),
        maker=" / ".join(text for text in row.texts("supplier") if text != row.text("supplier")),
        revision=row.text("revision"),
        origin=origin_cell(row, "origin"),
        stages=_stages(row),
        technology=technology,
        technology_named=is_unreadable,
        alternate=_alternate(row),
        scrap=_scrap(row),
        holdings=read_holdings(row),
    )


def _stages(row: RowCells) -> Stages:
    """Where its rare earth was mined, separated and made into metal."""
    if not any(meaning in row.cells.header.headings for meaning in STAGE_COLUMNS):
        return NO_STAGES
    return Stages(*(origin_cell(row, meaning) for meaning in STAGE_COLUMNS))


def _in_effect(row: RowCells, on: datetime.date | None) -> bool:
    """True where the line is valid on the day; a date that cannot be read leaves it in."""
    since, _ = day_cell(row, "valid_from", "start of validity")
    until, _ = day_cell(row, "valid_until", "end of validity", is_last=True)
    if on is None or ((since is None or since <= on) and (until is None or until >= on)):
        return True
    row.cells.report(
        warning(
            "not-in-effect",
            f"the line is valid {f'from {since} ' if since else ''}{f'until {until} ' if until else ''}and not on {on}; it was left out",
            row.cells.row_source(row.row),
        )
    )
    return False


def _scrap(row: RowCells) -> Fraction:
    """The share that is lost; a figure that cannot be read loses nothing that is contained."""
    share = None if row.is_blank("scrap") else read_share(row, "scrap", what="scrap %")
    return Fraction(0) if share is None or share.high is None else share.high


def _alternate(row: RowCells) -> str:
    text = row.text("alternate").strip()
    is_main = row.is_blank("alternate") or text.casefold() in cell_words().main_part
    return "" if is_main else text


def tells_something(row: RowCells, description: str) -> bool:
    """True where a word says what the part is; a code alone tells nobody, nor does "see drawing". Where only part numbers stand, they must be words."""
    number = row.text("number")
    if describes_nothing(description) and (
        number or any(row.text(meaning)[:1].isdigit() for meaning in _COUNTS)
    ):
        description = ""
    if _WORD.search(f"{description} {row.text('material')}") or is_plain_part(
        description, row.cells.designator(row.row) or number
    ):
        return True
    if not description.strip() and is_plain_part(number):
        return True
    codes = f"{number} {row.text('supplier_number')}"
    is_told = _TELLING & row.cells.header.headings.keys()
    return (_WORD if is_told else _PLAIN_WORD).search(codes) is not None


def naming_cell(row: RowCells) -> Source:
    """The cell that names the part."""
    if row.text("number"):
        return row.source("number")
    return next(
        (
            row.source(meaning)
            for meaning in ("name", "description", "specification", "supplier_number")
            if row.text(meaning)
        ),
        row.source("number"),
    )
