"""The rows of a bill: each is one occurrence of an item, with all that the row says of it, in base units."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeVar

from calculator.item import UNKNOWN_ORIGIN, Answer, Figure, ItemClass, Origin, Price
from calculator.problem import note, warning
from calculator.quantities import EACH, UNKNOWN, ZERO, Bounds, Dimension, Unit, read_unit
from calculator.source import Source
from calculator.workbook.cells import Cells, Row
from calculator.workbook.headings import Match
from calculator.workbook.identity import description_of
from calculator.workbook.lines import Line, beside_suspect, section_suspect
from calculator.workbook.phrases import says

# Columns without which nobody can tell a magnet from a screw.
_TELLING: Final = frozenset({"name", "description", "specification", "material", "class"})
_QUANTITIES: Final = ("per_parent", "quantity", "cumulative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One row: ``quantity`` of the item in base units of ``unit`` per parent; mass (kg) and price per base unit.

    ``alternate`` names the group of rows of which one is used; ``section`` says why the title above makes the row
    a suspect. An ``is_implied`` row stands for a product that has no row of its own.
    """

    number: str
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
    technology_cell: Source
    source: Source
    quantity_cell: Source
    scrap: Fraction = Fraction(0)
    alternate: str = ""
    section: str = ""
    level_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What holds for every row of a run: the currency of prices that name none, and the day for which lines are in effect."""

    currency: str
    on: datetime.date | None = None


_Read = TypeVar("_Read")

_OF_QUANTITY: Final = ("quantity", "per_parent", "cumulative", "unit", "base_quantity", "fitted")
_OF_MASS: Final = ("mass", "mass_unit", "unit")
_OF_PRICE: Final = ("price", "line_price", "currency", "price_per", "unit")
_OF_THE_REST: Final = ("class", "material", "supplier", "revision", "origin", "technology", "alternate", "scrap", "valid_from", "valid_until")


class Alike:
    """Cells in which the same stands are read once: a bill repeats its units, prices, materials and suppliers.

    What was read is kept only where it raised no problem, for a problem names its own cell. ``reading`` is that of the run.
    """

    def __init__(self, cells: Cells, reading: Reading) -> None:
        self.cells, self.reading = cells, reading
        self.table = cells.table
        # Merged cells say what stands in another row; then the row alone does not tell.
        self.is_on = not cells.table.facts.merged
        self.quantities = self._group(*_OF_QUANTITY)
        # A price or mass that may be that of the whole line depends on the quantity; a price per kg on the mass.
        self.masses = self._group(*_OF_MASS, *(_OF_QUANTITY if _is_loose(cells, "mass") else ()))
        headings = cells.header.headings
        depends = _is_loose(cells, "price") or "line_price" in headings
        per_mass = "price_per" in headings or any("/" in headings[one].bracket for one in ("price", "line_price") if one in headings)
        self.prices = self._group(*_OF_PRICE, *(_OF_QUANTITY if depends else ()), *(_OF_MASS if per_mass else ()))
        self.rest = self._group(*_OF_THE_REST)
        self.without_unit: list[Source] = []
        """The cells of units that are blank."""

    def _group(self, *meanings: str) -> _Group:
        header = self.cells.header
        columns = {one.column for meaning in meanings if meaning in header.headings for one in (header.headings[meaning], *header.more.get(meaning, ()))}
        return _Group(tuple(sorted(columns)))

    def read(self, row: Row, group: _Group, read: Callable[[], _Read]) -> _Read:
        """What ``read`` returns for a row, or has returned for one in which the same stands in the columns of the group."""
        if not self.is_on:
            return read()
        cells = self.table.rows[row.row]
        width = len(cells)
        values = [cells[column] if column < width else None for column in group.columns]
        # 1 and True and 1.0 are equal and are not shown alike.
        key = (*values, *map(type, values), self.table.facts.styles.of_row(row.row))
        if key in group.known:
            return group.known[key]  # type: ignore[no-any-return]
        before = len(self.cells.problems)
        found = read()
        if len(self.cells.problems) == before:
            group.known[key] = found
        return found


class _Group:
    """Columns that are read together, and what was read from them, by what stands there."""

    __slots__ = ("columns", "known")

    def __init__(self, columns: tuple[int, ...]) -> None:
        self.columns = columns
        self.known: dict[tuple[object, ...], Any] = {}


def _is_loose(cells: Cells, meaning: str) -> bool:
    heading = cells.header.headings.get(meaning)
    return heading is not None and heading.match is Match.LOOSE


def _in_row(cells: tuple[Source, ...], row: int) -> tuple[Source, ...]:
    """The same columns of another row."""
    return cells if not cells or cells[0].row == row + 1 else tuple(Source(cell.file, cell.sheet, row + 1, cell.column) for cell in cells)


def read_occurrence(line: Line, number: str, alike: Alike) -> Occurrence | None:
    """The row as an occurrence; None where it is not in effect on the day."""
    row, at = line.row, line.row.row
    rest = alike.read(row, alike.rest, lambda: _read_rest(row, alike.reading))
    if rest is None:
        return None
    unit, quantity, has_quantity, has_unit = alike.read(row, alike.quantities, lambda: _read_quantity(row))
    if not has_unit:
        alike.without_unit.append(row.source("unit"))
    mass = alike.read(row, alike.masses, lambda: _mass(row, unit))
    price = alike.read(row, alike.prices, lambda: _price(row, unit, mass, alike.reading.currency))
    item_class, material, supplier, revision, origin, technology, alternate, scrap = rest
    own = description_of(row)
    description = f"{line.above}, {own}" if line.above and own else line.above or own
    return Occurrence(
        number=number,
        quantity=quantity,
        has_quantity=has_quantity,
        unit=unit,
        mass=None if mass is None else Figure(bounds=mass.bounds, cells=_in_row(mass.cells, at)),
        price=None if price is None else Price(bounds=price.bounds, currency=price.currency, cells=_in_row(price.cells, at)),
        item_class=item_class,
        is_nameless=not _tells_something(row, description),
        material=material,
        description=description,
        supplier=supplier,
        revision=revision,
        origin=Origin(shares=origin.shares, cells=_in_row(origin.cells, at)) if origin.cells else origin,
        technology=technology,
        technology_cell=row.source("technology"),
        source=_source(row),
        quantity_cell=row.source(_quantity_column(row)),
        scrap=scrap,
        alternate=alternate,
        section=section_suspect(line.section) or beside_suspect(row),
        level_text=row.text("level"),
    )


def _read_quantity(row: Row) -> tuple[Unit, Bounds, bool, bool]:
    """Unit, quantity, whether one is stated, and whether its unit is."""
    blank: list[Source] = []
    unit, quantity = _unit_and_quantity(row, blank)
    column = _quantity_column(row)
    return unit, quantity, column in row.cells.header.headings and not row.is_blank(column), not blank


_Rest = tuple[ItemClass | None, str, str, str, Origin, Answer, str, Fraction]


def _read_rest(row: Row, reading: Reading) -> _Rest | None:
    """What has nothing to do with amounts; None for a row that is not in effect."""
    if not _in_effect(row, reading.on):
        return None
    return (
        row.item_class(),
        " / ".join(row.texts("material")),
        "" if row.is_blank("supplier") else row.text("supplier"),
        row.text("revision"),
        row.origin("origin"),
        row.answer("technology", "Chinese technology"),
        _alternate(row),
        _scrap(row),
    )


def _tells_something(row: Row, description: str) -> bool:
    """True where a word says what the part is; a code alone tells nobody. Where only part numbers stand, they must be words."""
    said = f"{description} {row.text('material')}"
    if _WORD.search(said):
        return True
    codes = f"{row.text('number')} {row.text('supplier_number')}"
    return (_WORD if _TELLING & row.cells.header.headings.keys() else _PLAIN_WORD).search(codes) is not None


# A word, a Chinese character, or the thread of a screw.
_WORD: Final = re.compile(r"[^\W\d_]{3}|[\u2e80-\ud7ff]|(?<![A-Za-z0-9])M\d{1,2}(?:[.,]\d)?\s?[xX×*]\s?\d")
_PLAIN_WORD: Final = re.compile(r"(?<!\w)(?=[^\W\d_]*[a-z])[^\W\d_]{4,}(?!\w)|[\u2e80-\ud7ff]")


def _source(row: Row) -> Source:
    """The cell that names the part."""
    if row.text("number"):
        return row.source("number")
    return next((row.source(one) for one in ("name", "description", "specification", "supplier_number") if row.text(one)), row.source("number"))


def report_units(cells: Cells, units_assumed: list[Source]) -> None:
    """One note for all quantities that name no unit."""
    if units_assumed:
        cells.report(note("unit-assumed", f"{len(units_assumed)} rows have no unit; their quantities were read as pieces", *units_assumed[:5]))


def _quantity_column(row: Row) -> str:
    """Per parent rather than per product, and both rather than a column that does not say which."""
    return next((one for one in _QUANTITIES if one in row.cells.header.headings), "quantity")


def _in_effect(row: Row, on: datetime.date | None) -> bool:
    """True where the line is valid on the day; a date that cannot be read leaves it in."""
    since, _ = row.day("valid_from", "start of validity")
    until, _ = row.day("valid_until", "end of validity")
    if on is None or ((since is None or since <= on) and (until is None or until >= on)):
        return True
    row.cells.report(warning("not-in-effect", f"the line is valid {f'from {since} ' if since else ''}{f'until {until} ' if until else ''}and not on {on}; it was left out", row.cells.row_source(row.row)))
    return False


def _scrap(row: Row) -> Fraction:
    """The share that is lost; a figure that cannot be read loses nothing that is contained."""
    share = None if row.is_blank("scrap") else row.share("scrap", what="scrap %")
    return Fraction(0) if share is None or share.high is None else share.high


def _alternate(row: Row) -> str:
    text = row.text("alternate").strip()
    return "" if row.is_blank("alternate") or text.casefold() in {"0", "no", "n", "nein", "non", "false", "否", "无", "無", "main", "主料", "主"} else text


def _unit_and_quantity(row: Row, units_assumed: list[Source]) -> tuple[Unit, Bounds]:
    """The row's unit and its quantity in base units of that unit's dimension; blank is unknown."""
    column = _quantity_column(row)
    words = _said_instead(row, column)
    bounds, word = (None, "") if words or column not in row.cells.header.headings else row.number_and_word(column, what="quantity")
    stated = None if _pack(row) is not None else row.unit("unit", None)
    if stated is None and row.bracket(column):
        stated = read_unit(row.bracket(column))
    unit = stated
    if word:
        beside = row.unit_word(word, row.source(column))
        if stated is not None and stated.dimension is not beside.dimension:
            row.cells.report(
                warning("unit-conflict", f'quantity "{row.text(column)[:40]}" and unit "{row.text("unit")[:20]}" disagree; the quantity is unknown', row.source(column), row.source("unit"))
            )
            return stated, UNKNOWN
        unit = beside
    if unit is None:
        unit = EACH
        units_assumed.append(row.source("unit"))
    if bounds is None:
        return unit, UNKNOWN
    bounds = _per_one(row, bounds)
    if _is_not_fitted(row):
        row.cells.report(warning("not-fitted", "the line is marked as not fitted; whether it is built in was left open", row.cells.row_source(row.row)))
        return unit, Bounds(Fraction(0), None if bounds.high is None else bounds.high * unit.factor)
    if bounds.is_zero:
        row.cells.report(warning("zero-quantity", f'{row.text("number") or "this item"} has quantity 0 and counts as not contained. Check the row', row.source(column)))
        return unit, ZERO
    return unit, bounds.scaled(unit.factor)


def _said_instead(row: Row, column: str) -> str:
    """What stands in a quantity's place: as required, for reference, not fitted. The quantity is unknown."""
    text = row.text(column)
    kind = next((one for one in ("as_required", "reference", "not_fitted") if says(one, text)), "") if text else ""
    if kind:
        code, meaning = _INSTEAD[kind]
        row.cells.report(warning(code, f'quantity "{text[:40]}": {meaning}; the quantity is unknown. Write a number', row.source(column)))
    return kind


_INSTEAD: Final = {
    "as_required": ("quantity-as-required", "as much as is needed"),
    "reference": ("reference-line", "the line is only for reference"),
    "not_fitted": ("not-fitted", "the line is not fitted"),
}


def _per_one(row: Row, bounds: Bounds) -> Bounds:
    """The quantity in one parent, where it is given for a batch of them."""
    base = row.count("base_quantity", what="base quantity") if not row.is_blank("base_quantity") else None
    return bounds if base is None else bounds.scaled(1 / base)


def _is_not_fitted(row: Row) -> bool:
    text = row.text("fitted")
    if not text or row.is_blank("fitted"):
        return False
    heading = row.cells.header.headings["fitted"].text
    if says("not_fitted", text):
        return True
    answer = row.yes_or_no(text)
    return answer is (Answer.YES if says("not_fitted", heading) else Answer.NO)


_PACK = re.compile(r"(\d{1,6})\s*[x×]?\s*([^\d\s].*)\Z")


def _perhaps_of_line(row: Row, meaning: str, bounds: Bounds) -> Bounds:
    """Under a heading such as "Price" or "Weight" a figure may be that of the whole line: bounds hold both readings.

    A second column for the line, or a quantity of one, settles it. A price taken eight times too high would hide a magnet.
    """
    heading, column = row.heading(meaning), _quantity_column(row)
    if heading is None or heading.match is not Match.LOOSE or _OF_LINE[meaning] in row.cells.header.headings:
        return bounds
    count = row.exact(column)
    return bounds.hull(bounds.scaled(1 / count)) if count not in (None, 0, 1) else bounds


_OF_LINE: Final = {"price": "line_price", "mass": "line_mass"}


def _pack(row: Row) -> Fraction | None:
    """The number of pieces in "50 cnt" where a unit should stand: a pack, of which the price is."""
    found = _PACK.match(row.text("unit"))
    unit = read_unit(found.group(2)) if found else None
    return Fraction(int(found.group(1))) if found and unit is not None and unit.dimension is Dimension.COUNT and int(found.group(1)) > 0 else None


def _mass(row: Row, unit: Unit) -> Figure | None:
    """Mass in kg of one base unit; of a unit that is a mass itself it is what it is."""
    if unit.dimension is Dimension.MASS:
        return Figure(bounds=Bounds.exactly(1), cells=(row.source("unit"),))
    kilograms = row.kilograms()
    if kilograms is None:
        return None
    if kilograms.is_zero:
        row.cells.report(warning("zero-mass", "mass 0 was read as unknown", row.source("mass")))
        return None
    return Figure(bounds=_perhaps_of_line(row, "mass", kilograms).scaled(1 / unit.factor), cells=(row.source("mass"),))


def _price(row: Row, unit: Unit, mass: Figure | None, default_currency: str) -> Price | None:
    """Price of one base unit: the price basis and the unit are divided out."""
    bounds, word = row.number_and_word("price", what="unit price")
    if bounds is None:
        return _price_of_line(row, unit, default_currency)
    source = row.source("price")
    if bounds.low == 0:
        row.cells.report(warning("zero-price", f'price "{row.text("price")[:40]}" does not tell a value (free issue, sample, not filled in?); it is unknown', source))
        return None
    bracket = row.bracket("price")
    currency = _currency(row, "price", word) or default_currency
    if currency == "?":
        return None
    basis = _price_basis(row, bracket)
    if basis is None:
        return None
    per, per_unit = basis
    bounds = _perhaps_of_line(row, "price", bounds)
    pack = _pack(row)
    if pack is not None:
        per *= pack
        row.cells.report(note("price-per-pack", f'unit "{row.text("unit")[:30]}" was read as a pack: its price was divided by {pack}', row.source("unit"), source))
    _compare_with_line(row, bounds)
    if per_unit is None or per_unit == unit:
        return Price(bounds=bounds.scaled(1 / (per * unit.factor)), currency=currency, cells=(source,))
    if per_unit.dimension is unit.dimension:
        return Price(bounds=bounds.scaled(1 / (per * per_unit.factor)), currency=currency, cells=(source,))
    if per_unit.dimension is Dimension.MASS and mass is not None:
        return Price(bounds=bounds.scaled(1 / (per * per_unit.factor)) * mass.bounds, currency=currency, cells=(source, *mass.cells))
    row.cells.report(
        warning("price-basis-unclear", f"the price is per {per_unit.symbol} but the quantity is in {unit.symbol}; the value is unknown. Give the unit mass or the price per {unit.symbol}", source)
    )
    return None


def _currency(row: Row, meaning: str, word: str) -> str:
    """The currency beside the number, else of the column, else of the heading; empty where none is named."""
    if word:
        return row.currency_word(word, row.source(meaning))
    named = row.bracket(meaning).split("/")[0].strip()
    return row.currency("currency") or (row.currency_word(named, row.source(meaning)) if named else "")


def _price_of_line(row: Row, unit: Unit, default_currency: str) -> Price | None:
    """The price of one from the price of the line and its quantity, where no other is given."""
    column = _quantity_column(row)
    if row.is_blank("line_price") or row.exact(column) is None:
        return None
    total, word = row.number_and_word("line_price", what="price of the line")
    count, _ = row.number_and_word(column, what="quantity")
    if total is None or total.low == 0 or count is None or count.low == 0:
        return None
    source = row.source("line_price")
    currency = _currency(row, "line_price", word) or default_currency
    if currency == "?":
        return None
    row.cells.report(note("price-from-line", "no unit price; it was taken from the price of the line and the quantity", source))
    return Price(bounds=total.divided_by(count).scaled(1 / unit.factor), currency=currency, cells=(source, row.source(column)))


def _compare_with_line(row: Row, price: Bounds) -> None:
    """A price of the line that is not quantity times price: one of them is per pack, per hundred, or wrong."""
    column = _quantity_column(row)
    total, count = row.exact("line_price"), row.exact(column)
    if total is None or count is None or not price.is_exact or _pack(row) is not None:
        return
    if total > 0 and count > 0 and abs(price.low * count - total) > total / 50 and row.is_blank("price_per"):
        row.cells.report(warning("line-price-differs", f'price "{row.text("price")[:20]}" times quantity "{row.text(column)[:20]}" is not "{row.text("line_price")[:20]}"; the unit price was used. Is it per pack?', row.source("price"), row.source("line_price")))


def _price_basis(row: Row, bracket: str) -> tuple[Fraction, Unit | None] | None:
    """How many of which unit the price is for; the row's own unit where none is named."""
    text = row.text("price_per")
    if row.is_blank("price_per"):
        text = bracket.split("/", 1)[1] if "/" in bracket else ""
        if not text:
            return Fraction(1), None
        count, _, word = text.strip().partition(" ")
        if count.isdigit() and int(count) > 0:
            return Fraction(int(count)), read_unit(word) if word else None
        unit = read_unit(text)
        if unit is None:
            row.cells.report(warning("price-basis-unclear", f'the heading says that the price is per "{text[:30]}", which is not known; the price is unknown. Give Price Per', row.source("price")))
            return None
        return Fraction(1), unit
    alone = read_unit(text)
    if alone is not None and not text[:1].isdigit():
        return Fraction(1), alone
    bounds, word = row.number_and_word("price_per", what="price basis")
    if bounds is None or not bounds.is_exact or bounds.low <= 0:
        if bounds is not None:
            row.cells.report(warning("price-basis-unclear", f'price basis "{text[:40]}" is not one number above zero; the price is unknown', row.source("price_per")))
        return None
    return bounds.low, row.unit_word(word, row.source("price_per")) if word else None
