"""The rows of a bill: each is one occurrence of an item, with all that the row says of it, in base units."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

from calculator.model.item import UNKNOWN_ORIGIN, Answer, Figure, ItemClass, Origin, Price
from calculator.model.problem import note, warning
from calculator.model.source import Source
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.numbers.units import EACH, Unit
from calculator.sources.layout.heading_units import measure_of
from calculator.sources.layout.headings import Match
from calculator.sources.rows.amounts import (
    Amount,
    quantity_column,
    read_amount,
    read_mass,
    read_price,
)
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.row_context import NOTHING, RowContext, said_around
from calculator.sources.rows.row_kinds import Lines
from calculator.sources.table.table import CellValue

# Columns without which nobody can tell a magnet from a screw.
_TELLING: Final = frozenset({"name", "description", "specification", "material", "class"})


class Occurrence(NamedTuple):
    """One row: ``quantity`` of the item in base units of ``unit`` per parent; mass (kg) and price per base unit.

    ``alternate`` names the group of rows of which one is used; ``around`` says why the title above or
    what stands beside it makes the row a suspect. An ``is_implied`` row stands for a product that has no row of its own.
    """

    number: str
    source: Source
    quantity_cell: Source
    technology_cell: Source
    quantity: Bounds = UNKNOWN
    has_quantity: bool = False
    unit: Unit = EACH
    mass: Figure | None = None
    price: Price | None = None
    item_class: ItemClass | None = None
    is_nameless: bool = False
    is_implied: bool = False
    material: str = ""
    description: str = ""
    supplier: str = ""
    revision: str = ""
    origin: Origin = UNKNOWN_ORIGIN
    technology: Answer = Answer.UNKNOWN
    technology_named: bool = False
    """True where the cell says something that is neither yes nor no nor that nobody knows."""
    scrap: Fraction = Fraction(0)
    alternate: str = ""
    around: RowContext = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What holds for every row of a run: the currency of prices that name none, and the day for which lines are in effect."""

    currency: str
    on: datetime.date | None = None


_T = TypeVar("_T")
_Amount = TypeVar("_Amount", Figure, Price)


def read_occurrences(
    lines: Lines, names: Sequence[str], reading: Reading
) -> tuple[Lines, list[Occurrence]]:
    """The lines that are in effect on the day, and each as an occurrence. ``names`` are their part numbers.

    A bill repeats its units, prices, materials and suppliers: where nothing is wrong with them, cells in which the same
    stands are read once. A row in which something is wrong is read by itself, for a problem names its own cell.
    """
    rows = lines.rows
    rows.cells.tell_headings()
    descriptions = [
        f"{above}, {own}" if above and own else above or own
        for above, own in zip(lines.above, lines.descriptions, strict=True)
    ]
    sections = said_around(rows, lines.sections)
    alike = _Alike(rows)
    bulk, have_unit = _read_alike(alike, names, descriptions, sections, reading)
    found: list[Occurrence | None] = [*bulk]
    for at in sorted(alike.odd):
        found[at], have_unit[at] = _read_alone(
            rows.row(at), names[at], descriptions[at], sections[at], reading
        )
    report_units(rows, [at for at, has_unit in enumerate(have_unit) if not has_unit])
    return lines.only([at for at, one in enumerate(found) if one is not None]), [
        one for one in found if one is not None
    ]


# --------------------------------------------------------------------------- one row by itself


def _read_alone(
    row: Row, number: str, description: str, around: RowContext, reading: Reading
) -> tuple[Occurrence | None, bool]:
    """The row as an occurrence, and whether it names its unit; None where it is not in effect on the day."""
    rest = _read_rest(row, reading)
    if rest is None:
        return None, True
    amount = read_amount(row)
    mass = read_mass(row, amount.unit)
    found = Occurrence(
        number=number,
        source=_source(row),
        quantity_cell=row.source(quantity_column(row)),
        technology_cell=row.source(
            "technology" if "technology" in row.cells.header.headings else quantity_column(row)
        ),
        quantity=amount.quantity,
        has_quantity=amount.is_stated,
        unit=amount.unit,
        mass=mass,
        price=read_price(row, amount.unit, mass, reading.currency),
        is_nameless=not _tells_something(row, description),
        description=description,
        around=around,
        **rest._asdict(),
    )
    return found, amount.has_unit


class _Rest(NamedTuple):
    """What has nothing to do with amounts."""

    item_class: ItemClass | None = None
    material: str = ""
    supplier: str = ""
    revision: str = ""
    origin: Origin = UNKNOWN_ORIGIN
    technology: Answer = Answer.UNKNOWN
    alternate: str = ""
    scrap: Fraction = Fraction(0)
    technology_named: bool = False


def _read_rest(row: Row, reading: Reading) -> _Rest | None:
    """What has nothing to do with amounts; None, with a problem, for a row that is not in effect."""
    if not _in_effect(row, reading.on):
        return None
    before = len(row.cells.problems)
    technology = row.answer("technology", "Chinese technology")
    is_unreadable = len(row.cells.problems) > before
    return _Rest(
        row.item_class(),
        " / ".join(row.texts("material")),
        "" if row.is_blank("supplier") else row.text("supplier"),
        row.text("revision"),
        row.origin("origin"),
        technology,
        _alternate(row),
        _scrap(row),
        is_unreadable,
    )


def _tells_something(row: Row, description: str) -> bool:
    """True where a word says what the part is; a code alone tells nobody. Where only part numbers stand, they must be words."""
    said = f"{description} {row.text('material')}"
    if _WORD.search(said):
        return True
    codes = f"{row.text('number')} {row.text('supplier_number')}"
    return (_WORD if _TELLING & row.cells.header.headings.keys() else _PLAIN_WORD).search(
        codes
    ) is not None


# A word, a Chinese character, or the thread of a screw.
_WORD: Final = re.compile(
    r"[^\W\d_]{3}|[\u2e80-\ud7ff]|(?<![A-Za-z0-9])M\d{1,2}(?:[.,]\d)?\s?[xX×*]\s?\d"
)
_PLAIN_WORD: Final = re.compile(r"(?<!\w)(?=[^\W\d_]*[a-z])[^\W\d_]{4,}(?!\w)|[\u2e80-\ud7ff]")


def _source(row: Row) -> Source:
    """The cell that names the part."""
    if row.text("number"):
        return row.source("number")
    return next(
        (
            row.source(one)
            for one in ("name", "description", "specification", "supplier_number")
            if row.text(one)
        ),
        row.source("number"),
    )


def report_units(rows: Columnwise, unitless: Sequence[int]) -> None:
    """One note for all quantities that name no unit."""
    if unitless:
        cells = (rows.row(at).source("unit") for at in unitless[:5])
        rows.cells.report(
            note(
                "unit-assumed",
                f"{len(unitless)} rows have no unit; their quantities were read as pieces",
                *cells,
            )
        )


def _in_effect(row: Row, on: datetime.date | None) -> bool:
    """True where the line is valid on the day; a date that cannot be read leaves it in."""
    since, _ = row.day("valid_from", "start of validity")
    until, _ = row.day("valid_until", "end of validity")
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


def _scrap(row: Row) -> Fraction:
    """The share that is lost; a figure that cannot be read loses nothing that is contained."""
    share = None if row.is_blank("scrap") else row.share("scrap", what="scrap %")
    return Fraction(0) if share is None or share.high is None else share.high


def _alternate(row: Row) -> str:
    text = row.text("alternate").strip()
    return (
        ""
        if row.is_blank("alternate")
        or text.casefold()
        in {"0", "no", "n", "nein", "non", "false", "否", "无", "無", "main", "主料", "主"}
        else text
    )


# --------------------------------------------------------------------------- many rows at once

_OF_QUANTITY: Final = ("quantity", "per_parent", "cumulative", "unit", "base_quantity", "fitted")
_OF_MASS: Final = ("mass", "mass_unit", "unit")
_OF_PRICE: Final = ("price", "line_price", "currency", "price_per", "unit")
_OF_THE_REST: Final = (
    "class",
    "material",
    "supplier",
    "revision",
    "origin",
    "technology",
    "alternate",
    "scrap",
    "valid_from",
    "valid_until",
)


def _read_alike(
    alike: _Alike,
    names: Sequence[str],
    descriptions: Sequence[str],
    sections: Sequence[RowContext],
    reading: Reading,
) -> tuple[list[Occurrence], list[bool]]:
    """Every row as an occurrence, and whether it names its unit; both mean nothing for the rows that turn out to be odd."""
    rows = alike.rows
    rest = alike.read(
        _OF_THE_REST, lambda at: _read_rest(rows.row(at), reading) or _Rest(), _Rest()
    )
    amounts = alike.read(_OF_QUANTITY, lambda at: read_amount(rows.row(at)), Amount())
    if not amounts:
        return [], []
    units, quantities, are_stated, have_unit = zip(*amounts, strict=True)
    # A mass and a price are of one unit, which may stand beside the quantity. What may be of the whole line depends on the
    # quantity too, and a price per kg on the mass.
    kinds = [*map(id, units)]
    masses, of_mass = alike.read_figures(
        "mass", mass_meanings(rows.cells), lambda at: read_mass(rows.row(at), units[at]), kinds
    )
    weighed = [
        None if one is None else Figure(bounds, one.cells)
        for one, bounds in zip(masses, of_mass, strict=True)
    ]
    known = (kinds, [*map(id, masses)], of_mass) if _may_be_per_mass(rows.cells) else (kinds,)
    prices, of_price = alike.read_figures(
        "price",
        price_meanings(rows.cells),
        lambda at: read_price(rows.row(at), units[at], weighed[at], reading.currency),
        *known,
    )
    (
        classes,
        materials,
        suppliers,
        revisions,
        origins,
        technologies,
        alternates,
        scraps,
        are_named,
    ) = zip(*rest, strict=True)
    mass_cells = _moved(rows, [() if one is None else one.cells for one in masses])
    price_cells = _moved(rows, [() if one is None else one.cells for one in prices])
    quantity_cells = rows.sources(quantity_column(rows.row(0)))
    columns = (
        names,
        [
            source if text else _source(rows.row(at))
            for at, (source, text) in enumerate(
                zip(rows.sources("number"), rows.texts("number"), strict=True)
            )
        ],
        quantity_cells,
        rows.sources("technology") if rows.is_stated("technology") else quantity_cells,
        quantities,
        are_stated,
        units,
        [
            None if one is None else Figure(bounds, cells)
            for one, bounds, cells in zip(masses, of_mass, mass_cells, strict=True)
        ],
        [
            None if one is None else Price(bounds, one.currency, cells)
            for one, bounds, cells in zip(prices, of_price, price_cells, strict=True)
        ],
        classes,
        [
            not ((text[2:3] and text[:3].isalpha()) or _tells_something(rows.row(at), text))
            for at, text in enumerate(descriptions)
        ],
        [False] * len(rows),
        materials,
        descriptions,
        suppliers,
        revisions,
        [
            one._replace(cells=cells) if cells else one
            for one, cells in zip(
                origins, _moved(rows, [one.cells for one in origins]), strict=True
            )
        ],
        technologies,
        are_named,
        scraps,
        alternates,
        sections,
    )
    return [*map(Occurrence._make, zip(*columns, strict=True))], [*have_unit]


class _Alike:
    """Rows in which the same stands, read once. What was read is kept only where it raised no problem: the others are ``odd``."""

    def __init__(self, rows: Columnwise) -> None:
        self.rows = rows
        # Merged cells say what stands in another row; then the row alone does not tell.
        self.odd = set(rows.merged)

    def read(self, meanings: Sequence[str], read: Callable[[int], _T], otherwise: _T) -> list[_T]:
        """What ``read`` says of each place, asked once where the same stands in the columns."""
        keys = self.rows.keys(columns_of(self.rows.cells, meanings))
        known = {key: found for key, (found, _) in self._known(keys, read).items()}
        return (
            [known.get(key, otherwise) for key in keys]
            if self.odd
            else [known[key] for key in keys]
        )

    def read_figures(
        self,
        meaning: str,
        meanings: Sequence[str],
        read: Callable[[int], _Amount | None],
        *more: Sequence[Hashable],
    ) -> tuple[list[_Amount | None], list[Bounds]]:
        """A mass or price of which the same is said in each row, and its bounds in the row; ``more`` is known of each row from before.

        Twice the figure is twice the mass or price, if all else is the same: so of all plain figures only one is read.
        """
        rows = self.rows
        is_proportional = (
            rows.is_stated(meaning) and rows.is_plain(meaning) and not rows.is_stated("line_price")
        )
        figures = rows.figures(meaning) if is_proportional else [None] * len(rows)
        keys = rows.keys(
            columns_of(rows.cells, meanings), *more, figures=meaning if is_proportional else ""
        )
        known: dict[Hashable, tuple[_Amount | None, Bounds | None]] = {}
        for key, (found, at) in self._known(keys, read).items():
            figure = figures[at]
            # What is by its unit one kilogram is so whatever the column of masses says.
            is_own = (
                found is not None
                and figure is not None
                and found.cells[0] == rows.row(at).source(meaning)
            )
            known[key] = (
                found,
                found.bounds.scaled(1 / figure)
                if is_own and found is not None and figure is not None
                else None,
            )
        samples: list[_Amount | None] = []
        bounds: list[Bounds] = []
        scaled: dict[tuple[int, CellValue], Bounds] = {}
        values = (
            rows.values_at(rows.cells.header.headings[meaning].column)
            if is_proportional
            else [None] * len(rows)
        )
        for key, figure, value in zip(keys, figures, values, strict=True):
            sample, rate = known.get(key, (None, None))
            samples.append(sample)
            if figure is None or rate is None:
                bounds.append(UNKNOWN if sample is None else sample.bounds)
                continue
            place = (id(rate), value)
            if place not in scaled:
                scaled[place] = (
                    Bounds.exactly(figure) if rate.low == 1 == rate.high else rate.scaled(figure)
                )
            bounds.append(scaled[place])
        return samples, bounds

    def _known(
        self, keys: Sequence[Hashable], read: Callable[[int], _T]
    ) -> dict[Hashable, tuple[_T, int]]:
        """What ``read`` says of a place with each key, and the place; without those that raise a problem, which are odd from now on."""
        places = dict(zip(keys, range(len(keys)), strict=True))
        if self.odd:
            places = {keys[at]: at for at in range(len(keys)) if at not in self.odd}
        problems = self.rows.cells.problems
        known: dict[Hashable, tuple[_T, int]] = {}
        for key, at in places.items():
            before = len(problems)
            found = read(at)
            if len(problems) == before:
                known[key] = found, at
            del problems[before:]
        if len(known) < len(places):
            self.odd.update(at for at, key in enumerate(keys) if key not in known)
        return known


def columns_of(cells: Cells, meanings: Sequence[str]) -> list[int]:
    """Every column that has one of the meanings."""
    header = cells.header
    return sorted(
        {
            one.column
            for meaning in meanings
            if meaning in header.headings
            for one in (header.headings[meaning], *header.more.get(meaning, ()))
        }
    )


def mass_meanings(cells: Cells) -> tuple[str, ...]:
    """The columns on which the mass of a row depends."""
    return (*_OF_MASS, *(_OF_QUANTITY if _is_loose(cells, "mass") else ()))


def price_meanings(cells: Cells) -> tuple[str, ...]:
    """The columns on which the price of a row depends."""
    headings = cells.header.headings
    is_of_line = _is_loose(cells, "price") or "line_price" in headings
    return (
        *_OF_PRICE,
        *(_OF_QUANTITY if is_of_line else ()),
        *(_OF_MASS if _may_be_per_mass(cells) else ()),
    )


def _may_be_per_mass(cells: Cells) -> bool:
    headings = cells.header.headings
    found = [headings[one] for one in ("price", "line_price") if one in headings]
    return "price_per" in headings or any(
        measure_of("bom", one.meaning, heading.bracket).per is not None
        for one in found
        for heading in (one, *cells.header.more.get(one.meaning, ()))
    )


def _is_loose(cells: Cells, meaning: str) -> bool:
    heading = cells.header.headings.get(meaning)
    return heading is not None and heading.match is Match.LOOSE


def _moved(rows: Columnwise, samples: Sequence[tuple[Source, ...]]) -> Sequence[tuple[Source, ...]]:
    """For each row the cells in the columns in which those of its sample are, which may stand in another row."""
    columns = {
        id(cells): tuple(cell.column for cell in cells)
        for cells in {id(cells): cells for cells in samples}.values()
    }
    places = {
        each: [*zip(*map(rows.sources_at, each), strict=True)]
        for each in set(columns.values())
        if each
    }
    if len(places) == 1 and all(columns.values()):
        return next(iter(places.values()))
    return [places[columns[id(cells)]][at] if cells else () for at, cells in enumerate(samples)]
