"""What all rows of one part number say, field by field: equal facts are one, of different ones the bounds hold all and a problem names the cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from typing import Final

from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.item import (
    UNKNOWN_FIGURE,
    UNKNOWN_ORIGIN,
    Answer,
    Figure,
    ItemClass,
    Origin,
    Price,
)
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.model.stages import Stage, Stages
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.numbers.units import Dimension, Unit
from calculator.recognition.classify import Recognition, magnet_family, recognise
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.sources.rows.holdings import Holdings
from calculator.sources.rows.identity import alike
from calculator.sources.rows.occurrence import Occurrence

# Which class holds where rows name several: the one that is tested.
_STRONGEST_FIRST: Final = (
    ItemClass.MAGNET,
    ItemClass.TARGET,
    ItemClass.LISTED_MATERIAL,
    ItemClass.ASSEMBLY,
    ItemClass.OTHER,
)


def item_class_of(rows: list[Occurrence], problems: list[Problem]) -> ItemClass | None:
    """The class that rows state; of several the one that is tested."""
    stated = {row.item_class: row for row in rows if row.item_class is not None}
    if len(stated) > 1:
        problems.append(
            conflict(
                "item class",
                rows[0].number,
                [(item_class.value, row.source) for item_class, row in stated.items()],
            )
        )
    return next((item_class for item_class in _STRONGEST_FIRST if item_class in stated), None)


def materials_of(rows: list[Occurrence], problems: list[Problem]) -> dict[str, Occurrence]:
    """Every material that a row states, each with its first row."""
    materials = texts_of(rows, lambda row: row.material)
    if len(materials) > 1:
        problems.append(
            conflict(
                "material", rows[0].number, [(text, row.source) for text, row in materials.items()]
            )
        )
    return materials


def description_of(rows: list[Occurrence], problems: list[Problem]) -> str:
    """What the rows call the item: the fullest words, or each where they are unlike after case and spacing, with a problem."""
    by_parts: dict[frozenset[str], Occurrence] = {}
    for row in rows:
        if row.description:
            parts = frozenset(alike(part) for part in row.description.split(","))
            by_parts.setdefault(parts, row)
    # A row that says less than another says nothing else.
    unlike = [
        row for parts, row in by_parts.items() if not any(parts < others for others in by_parts)
    ]
    if len(unlike) > 1:
        problems.append(
            conflict(
                "description", rows[0].number, [(row.description, row.source) for row in unlike]
            )
        )
    return " / ".join(row.description for row in unlike[:_DESCRIPTIONS])


_DESCRIPTIONS: Final = 4


def supplier_of(rows: list[Occurrence], problems: list[Problem]) -> str:
    """The first supplier or maker that a row names; unlike ones are a problem."""
    suppliers = {alike(row.supplier): row for row in reversed(rows) if row.supplier}
    if len(suppliers) > 1:
        problems.append(
            conflict(
                "maker",
                rows[0].number,
                [(row.supplier, row.source) for row in reversed(suppliers.values())],
            )
        )
    return next((row.supplier for row in rows if row.supplier), "")


def recognition_of(
    rows: list[Occurrence], materials: Collection[str], problems: list[Problem]
) -> Recognition:
    """What the words of all rows call the item: the strongest class, the family that all allow, the first suspicion."""
    number = rows[0].number
    firsts = [*{(row.description, row.material): row for row in reversed(rows)}.values()]
    recognitions = [recognise(row.description, row.material, number) for row in firsts]
    families = {
        recognition.family or magnet_family(row.material): row
        for recognition, row in zip(recognitions, firsts, strict=True)
        if recognition.family or row.material
    }
    named = [(row.description, row.source) for family, row in families.items() if family]
    if len(named) > 1 and len(materials) < 2:
        problems.append(conflict("material", number, named))
    strongest = min(
        recognitions, key=lambda recognition: _STRONGEST_FIRST.index(recognition.item_class)
    )
    return replace(
        strongest,
        family=_family_of_all(families.keys()),
        suspect=next(
            (recognition.suspect for recognition in recognitions if recognition.suspect), ""
        ),
    )


def _family_of_all(families: AbstractSet[str]) -> str:
    """The family of a magnet whose rows name several: rare earth if one does, and none where that is two of them or one that nobody knows.

    Whichever row comes first, a ferrite in one does not clear what is neodymium in another.
    """
    earths = families & RARE_EARTH_FAMILIES
    if earths or "" in families:
        return next(iter(earths)) if len(earths) == 1 else ""
    return min(families, default="")


def unit_of(rows: list[Occurrence]) -> Unit:
    """The unit that every row counts in; the base unit where they differ."""
    units = {(row.unit.dimension, row.unit.factor) for row in rows}
    dimension = rows[0].unit.dimension
    return rows[0].unit if len(units) == 1 else Unit(dimension.value, dimension, Fraction(1))


def mass_of(rows: list[Occurrence], problems: list[Problem]) -> Figure:
    """Mass in kg of one base unit: bounds that hold what every row says; one that cannot be read may be any."""
    number, dimension = rows[0].number, rows[0].unit.dimension
    stated = [row.mass for row in rows if row.mass is not None and row.unit.dimension is dimension]
    if not stated:
        return UNKNOWN_FIGURE
    bounds = stated[0].bounds
    for figure in stated[1:]:
        bounds = bounds.hull(figure.bounds)
    different = {figure.bounds: figure for figure in stated}
    if _differ(different):
        problems.append(
            conflict(
                "mass",
                number,
                [(_shown(bounds, "kg"), figure.cells[0]) for bounds, figure in different.items()],
            )
        )
    return Figure(bounds=bounds, cells=tuple(figure.cells[0] for figure in different.values()))


def _differ(stated: Collection[Bounds]) -> bool:
    """True where figures differ by more than what a spreadsheet's arithmetic leaves in the last digits; the bounds hold all."""
    if len(stated) < 2:
        return False
    low, high = min(bounds.low for bounds in stated), max(bounds.low for bounds in stated)
    ends = {bounds.high for bounds in stated}
    return high - low > high * _DUST or (len(ends) > 1 and (None in ends or _spread(ends) > _DUST))


def _spread(ends: Collection[Fraction | None]) -> Fraction:
    closed = [end for end in ends if end is not None]
    return (max(closed) - min(closed)) / max(closed) if max(closed) else Fraction(0)


_DUST: Final = Fraction(1, 10**9)


def prices_of(rows: list[Occurrence], mass: Figure, problems: list[Problem]) -> tuple[Price, ...]:
    """Every price that rows state of one base unit of the first row; ``mass`` is that of one.

    Of one that cannot be read the price may be any amount, whatever the other rows say.
    """
    number, dimension = rows[0].number, rows[0].unit.dimension
    prices: dict[tuple[Bounds, str], Price] = {}
    of_rows: set[tuple[tuple[Bounds, str], ...]] = set()
    for row in rows:
        of_row = [_in_dimension(stated, row, dimension, mass) for stated in row.prices]
        if of_row:
            of_rows.add(tuple((price.bounds, price.currency) for price in of_row))
        for price in of_row:
            prices.setdefault((price.bounds, price.currency), price)
    every = tuple(prices.values())
    # Of one row that may be in two currencies it has been said.
    if len(of_rows) > 1 and (
        len({price.currency for price in every}) > 1 or _differ({price.bounds for price in every})
    ):
        problems.append(
            conflict(
                "price",
                number,
                [(_shown(price.bounds, price.currency), price.cells[0]) for price in every],
            )
        )
    return readable(every)


def readable(prices: tuple[Price, ...]) -> tuple[Price, ...]:
    """Prices as an item has them: where one of several cannot be read any amount in the currency of the first that can, none where no other is stated."""
    legible = [price for price in prices if price.currency != UNKNOWN_CURRENCY]
    if not legible or len(legible) == len(prices):
        return tuple(legible)
    cells = tuple(dict.fromkeys(cell for price in prices for cell in price.cells))
    return (Price(bounds=UNKNOWN, currency=legible[0].currency, cells=cells),)


def _shown(bounds: Bounds, unit: str) -> str:
    return "unreadable" if bounds == UNKNOWN else f"{float(bounds.low):g} {unit}"


def _in_dimension(price: Price, row: Occurrence, dimension: Dimension, mass: Figure) -> Price:
    """A price per base unit of the row as one per base unit of the item; any amount where no mass leads from one to the other."""
    if row.unit.dimension is dimension:
        return price
    if row.unit.dimension is Dimension.MASS and mass.bounds.high is not None:
        return price._replace(bounds=price.bounds * mass.bounds)
    if dimension is Dimension.MASS and row.mass is not None and row.mass.bounds.low > 0:
        return price._replace(bounds=price.bounds.divided_by(row.mass.bounds))
    return price._replace(bounds=UNKNOWN, currency=UNKNOWN_CURRENCY)


def origin_of(rows: list[Occurrence], problems: list[Problem]) -> Origin:
    """Where the item was made; where rows contradict each other it is unknown, and names what each says."""
    return _one_origin([row.origin for row in rows], rows[0].number, problems, "country of origin")


def stages_of(rows: list[Occurrence], problems: list[Problem]) -> Stages:
    """Where each stage was, by all rows."""
    return Stages(
        *(
            _one_origin(
                [row.stages.at(stage) for row in rows],
                rows[0].number,
                problems,
                f"country in which it was {stage.value}",
                "conflicting-stage",
            )
            for stage in Stage
        )
    )


def _one_origin(
    origins: Sequence[Origin], number: str, problems: list[Problem], what: str, code: str = ""
) -> Origin:
    """What rows say of one country; where they contradict each other it is unknown, and names what each says."""
    stated = {
        (origin.shares, origin.named): origin for origin in origins if origin.shares or origin.named
    }
    if len(stated) > 1:
        problems.append(
            conflict(
                what,
                number,
                [
                    (str(origin) if origin.shares else ", ".join(origin.named), origin.cells[0])
                    for origin in stated.values()
                ],
                code,
            )
        )
        named = (code for origin in stated.values() for code in origin.doubted().named)
        return Origin(
            cells=tuple(cell for origin in stated.values() for cell in origin.cells),
            named=tuple(dict.fromkeys(named)),
        )
    return next(iter(stated.values()), UNKNOWN_ORIGIN)


def technology_of(rows: list[Occurrence], problems: list[Problem]) -> Answer:
    """Whether Chinese technology is used; unknown where rows contradict each other, or one of them cannot be read."""
    stated = {row.technology: row for row in rows if row.technology is not Answer.UNKNOWN}
    if len(stated) > 1:
        problems.append(
            conflict(
                "Chinese technology",
                rows[0].number,
                [(answer.value, row.technology_cell) for answer, row in stated.items()],
            )
        )
        return Answer.UNKNOWN
    if any(row.technology_named for row in rows):
        return Answer.UNKNOWN
    return next(iter(stated), Answer.UNKNOWN)


def holdings_of(rows: list[Occurrence]) -> Holdings:
    """What rows say of magnets inside and of the lines below; of rows that disagree what asks for more."""
    holdings = [row.holdings for row in rows]
    magnets = {holding.magnet for holding in holdings} - {Answer.UNKNOWN}
    complete = {holding.complete for holding in holdings} - {Answer.UNKNOWN}
    return Holdings(
        magnet=Answer.YES if Answer.YES in magnets else next(iter(magnets), Answer.UNKNOWN),
        unreadable=next((holding.unreadable for holding in holdings if holding.unreadable), ""),
        complete=Answer.NO if Answer.NO in complete else next(iter(complete), Answer.UNKNOWN),
    )


def texts_of(rows: list[Occurrence], text_of: Callable[[Occurrence], str]) -> dict[str, Occurrence]:
    """Each text that rows have, with the first row that has it."""
    return {text_of(row): row for row in reversed(rows) if text_of(row)}


def conflict(what: str, number: str, stated: list[tuple[str, Source]], code: str = "") -> Problem:
    """The problem that names every cell in which an item has another ``what``; its code is made of that where none is given."""
    texts = " and ".join(f'"{text[:40]}"' for text, _ in stated[:4])
    return warning(
        code or f"conflicting-{what.replace(' ', '-').casefold()}",
        f"{number} has more than one {what}: {texts}; bounds that hold each were used. Correct the rows",
        *(source for _, source in stated),
    )
