"""What all rows of one part number say is one item: equal facts merge, of different ones the bounds hold all and a problem names the cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from operator import attrgetter
from typing import Final

from calculator.model.item import (
    UNKNOWN_FIGURE,
    UNKNOWN_ORIGIN,
    Answer,
    Figure,
    Item,
    ItemClass,
    Origin,
    Price,
)
from calculator.model.problem import Problem, error, warning
from calculator.model.source import Source
from calculator.model.substances import read_substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension, Unit
from calculator.recognition.classify import (
    Recognition,
    magnet_family,
    recognise,
    recognise_all,
    zero_material,
)
from calculator.recognition.materials import FAMILIES_WITHOUT, RARE_EARTH_FAMILIES, is_coating
from calculator.sources.rows.occurrence import Occurrence
from calculator.sources.rows.row_context import RowContext

MAGNETIC: Final = (ItemClass.MAGNET, ItemClass.TARGET)


def items_of(of_item: Mapping[str, list[Occurrence]], problems: list[Problem]) -> dict[str, Item]:
    """The item of each part number. Most have one row, which cannot contradict itself."""
    alone = [rows[0] for rows in of_item.values() if len(rows) == 1]
    said = dict(
        zip(
            (row.number for row in alone),
            recognise_all([(row.description, row.material, row.number) for row in alone]),
            strict=True,
        )
    )
    return {
        number: _item_of_row(rows[0], said[number])
        if len(rows) == 1
        else _item_of_rows(rows, problems)
        for number, rows in of_item.items()
    }


def _item_of_row(row: Occurrence, said: Recognition) -> Item:
    is_zero = bool(row.material) and zero_material(row.material)
    mass = row.mass
    if mass is not None and len(mass.cells) > 1:
        mass = Figure(bounds=mass.bounds, cells=mass.cells[:1])
    return _item(
        row,
        row.material,
        said,
        item_class=row.item_class,
        materials=row.material,
        are_zero=is_zero and not is_coating(row.material),
        is_zero=is_zero,
        mass=mass or UNKNOWN_FIGURE,
        prices=() if row.price is None else (row.price,),
        origin=row.origin if row.origin.shares or row.origin.named else UNKNOWN_ORIGIN,
        technology_cells=() if row.technology is Answer.UNKNOWN else (row.technology_cell,),
        technology_named=row.technology_named,
        cells=(row.source,),
    )


def _item_of_rows(rows: list[Occurrence], problems: list[Problem]) -> Item:
    number, dimension = rows[0].number, rows[0].unit.dimension
    item_class = _stated_class(rows, problems)
    materials = _texts(rows, lambda row: row.material)
    if len(materials) > 1:
        problems.append(
            conflict("material", number, [(text, row.source) for text, row in materials.items()])
        )
    firsts = [*_first_of_each(rows)]
    recognitions = [recognise(row.description, row.material, number) for row in firsts]
    families = {
        one.family or magnet_family(row.material): row
        for one, row in zip(recognitions, firsts, strict=True)
        if one.family or row.material
    }
    named = [(row.description, row.source) for family, row in families.items() if family]
    if len(named) > 1 and len(materials) < 2:
        problems.append(conflict("material", number, named))
    said = replace(
        _strongest(recognitions),
        family=_family_of_all(families.keys()),
        suspect=next((one.suspect for one in recognitions if one.suspect), ""),
    )
    mass = _mass(number, dimension, rows, problems)
    prices = _prices(number, dimension, mass, rows, problems)
    origin = _origin(number, rows, problems)
    together = rows[0]._replace(
        description=next((row.description for row in rows if row.description), ""),
        supplier=next((row.supplier for row in rows if row.supplier), ""),
        revision=next((row.revision for row in rows if row.revision), ""),
        around=max((row.around for row in rows), key=attrgetter("is_outright", "why")),
        is_nameless=all(row.is_nameless for row in rows),
        is_implied=all(row.is_implied for row in rows),
        unit=rows[0].unit
        if len({(row.unit.dimension, row.unit.factor) for row in rows}) == 1
        else Unit(dimension.value, dimension, Fraction(1)),
        technology=_technology(number, rows, problems),
    )
    return _item(
        together,
        " / ".join(materials),
        said,
        item_class=item_class,
        materials="",
        are_zero=all(
            row.material and zero_material(row.material) and not is_coating(row.material)
            for row in rows
        ),
        is_zero=bool(materials) and all(zero_material(text) for text in materials),
        mass=mass,
        prices=prices,
        origin=origin,
        technology_cells=tuple(
            row.technology_cell for row in rows if row.technology is not Answer.UNKNOWN
        ),
        technology_named=any(row.technology_named or row.technology is Answer.YES for row in rows),
        cells=tuple(row.source for row in rows),
    )


def _item(
    row: Occurrence,
    material: str,
    said: Recognition,
    *,
    item_class: ItemClass | None,
    materials: str,
    are_zero: bool,
    is_zero: bool,
    mass: Figure,
    prices: tuple[Price, ...],
    origin: Origin,
    technology_cells: tuple[Source, ...],
    technology_named: bool,
    cells: tuple[Source, ...],
) -> Item:
    """``materials`` name the family where the words do not. ``are_zero``: every row names a material without rare earth; ``is_zero``: every material that is named is one."""
    is_stated = item_class is not None
    item_class = item_class or said.item_class
    # A magnet that is called an assembly may be one of magnets and may be one magnet.
    suspect = said.suspect or (
        said.reason if item_class is ItemClass.ASSEMBLY and said.item_class in MAGNETIC else ""
    )
    # A list is seldom of the magnet alone that its file is named after, and often of what drives or carries a motor.
    is_called_so = (
        bool(suspect) and said.is_understood and not (row.is_implied and said.suspect)
    ) or row.around.is_outright
    if not suspect and _speaks_for(row.around, item_class, are_zero=are_zero):
        suspect = row.around.why
    if not is_stated and row.is_nameless:
        suspect = suspect or "no name, description, material or item class tells what it is"
    family = (said.family or magnet_family(materials)) if item_class in MAGNETIC else ""
    if family in FAMILIES_WITHOUT and row.around.is_outright:
        family = ""
    return Item(
        number=row.number,
        description=row.description,
        supplier=row.supplier,
        revision=row.revision,
        material=material,
        item_class=item_class,
        class_stated=is_stated,
        reason="" if is_stated else said.reason,
        family=family,
        rare_earth_free=is_zero
        and (not suspect or (is_stated and item_class is ItemClass.OTHER))
        and _may_be_free(item_class, family),
        suspect=suspect,
        is_called_so=is_called_so and bool(suspect),
        is_implied=row.is_implied,
        dimension=row.unit.dimension,
        unit=row.unit,
        mass=mass,
        prices=prices,
        origin=origin,
        technology=row.technology,
        technology_cells=technology_cells,
        technology_named=technology_named and row.technology is Answer.UNKNOWN,
        cells=cells,
    )


def _speaks_for(around: RowContext, item_class: ItemClass, *, are_zero: bool) -> bool:
    """True where what stands around a row makes it a suspect: what names no magnet outright is not heard of a screw of steel."""
    if around.is_outright:
        return item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
    return bool(around.why) and item_class is ItemClass.OTHER and not are_zero


def doubts_of(item: Item) -> Iterable[Problem]:
    """What the stated class says against the words, and a listed material that nobody can name."""
    is_doubtful = item.class_stated and not item.is_implied and item.item_class not in MAGNETIC
    words = recognise(item.description, item.material, item.number) if is_doubtful else None
    if words is not None and words.item_class in MAGNETIC:
        yield warning(
            "class-contradicts-words",
            f"{item.number} is stated as {item.item_class.value}, but its {words.reason}; the statement was believed and the item is not tested{_ASKED if item.suspect and item.item_class is ItemClass.ASSEMBLY else ''}. Check it",
            *item.cells[:1],
        )
    if item.item_class is ItemClass.LISTED_MATERIAL and all(
        read_substance(text)[0] is None for text in (item.material, item.description)
    ):
        yield error(
            "unknown-substance",
            f"{item.number} is a listed material, but neither its material nor its description names a substance that is known; "
            "it may be any. Write Dy, Dy2O3, DyFe ...",
            *item.cells[:1],
        )


_ASKED: Final = ", but asked about unless a part of it is the magnet"


def _may_be_free(item_class: ItemClass, family: str) -> bool:
    """Steel is a material for a screw and not for a magnet; a ferrite magnet holds no rare earth."""
    if item_class is ItemClass.MAGNET:
        return family in FAMILIES_WITHOUT
    return item_class is not ItemClass.LISTED_MATERIAL


def _family_of_all(families: AbstractSet[str]) -> str:
    """The family of a magnet whose rows name several: rare earth if one does, and none where that is two of them or one that nobody knows.

    Whichever row comes first, a ferrite in one does not clear what is neodymium in another.
    """
    earths = families & RARE_EARTH_FAMILIES
    if earths or "" in families:
        return next(iter(earths)) if len(earths) == 1 else ""
    return min(families, default="")


def _first_of_each(rows: list[Occurrence]) -> Iterable[Occurrence]:
    return {(row.description, row.material): row for row in reversed(rows)}.values()


def _strongest(recognitions: list[Recognition]) -> Recognition:
    if len(recognitions) == 1:
        return recognitions[0]
    order = (
        ItemClass.MAGNET,
        ItemClass.TARGET,
        ItemClass.LISTED_MATERIAL,
        ItemClass.ASSEMBLY,
        ItemClass.OTHER,
    )
    return min(recognitions, key=lambda one: order.index(one.item_class))


def _stated_class(rows: list[Occurrence], problems: list[Problem]) -> ItemClass | None:
    stated = {row.item_class: row for row in rows if row.item_class is not None}
    if len(stated) > 1:
        problems.append(
            conflict(
                "item class",
                rows[0].number,
                [(one.value, row.source) for one, row in stated.items()],
            )
        )
    order = (
        ItemClass.MAGNET,
        ItemClass.TARGET,
        ItemClass.LISTED_MATERIAL,
        ItemClass.ASSEMBLY,
        ItemClass.OTHER,
    )
    return next((one for one in order if one in stated), None)


def _mass(
    number: str, dimension: Dimension, rows: list[Occurrence], problems: list[Problem]
) -> Figure:
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
                [(f"{float(one.low):g} kg", figure.cells[0]) for one, figure in different.items()],
            )
        )
    return Figure(bounds=bounds, cells=tuple(figure.cells[0] for figure in different.values()))


def _differ(stated: Collection[Bounds]) -> bool:
    """True where figures differ by more than what a spreadsheet's arithmetic leaves in the last digits; the bounds hold all."""
    if len(stated) < 2:
        return False
    low, high = min(one.low for one in stated), max(one.low for one in stated)
    ends = {one.high for one in stated}
    return high - low > high * _DUST or (len(ends) > 1 and (None in ends or _spread(ends) > _DUST))


def _spread(ends: Collection[Fraction | None]) -> Fraction:
    known = [end for end in ends if end is not None]
    return (max(known) - min(known)) / max(known) if max(known) else Fraction(0)


_DUST: Final = Fraction(1, 10**9)


def _prices(
    number: str, dimension: Dimension, mass: Figure, rows: list[Occurrence], problems: list[Problem]
) -> tuple[Price, ...]:
    found: dict[tuple[Bounds, str], Price] = {}
    for row in rows:
        if row.price is None:
            continue
        price = row.price
        if row.unit.dimension is not dimension:
            if row.unit.dimension is Dimension.MASS and mass.bounds.high is not None:
                price = price._replace(bounds=price.bounds * mass.bounds)
            elif dimension is Dimension.MASS and row.mass is not None and row.mass.bounds.low > 0:
                price = price._replace(bounds=price.bounds.divided_by(row.mass.bounds))
            else:
                continue
        found.setdefault((price.bounds, price.currency), price)
    prices = tuple(found.values())
    if len({one.currency for one in prices}) > 1 or _differ({one.bounds for one in prices}):
        problems.append(
            conflict(
                "price",
                number,
                [(f"{float(one.bounds.low):g} {one.currency}", one.cells[0]) for one in prices],
            )
        )
    return prices


def _origin(number: str, rows: list[Occurrence], problems: list[Problem]) -> Origin:
    stated = {
        (row.origin.shares, row.origin.named): row.origin
        for row in rows
        if row.origin.shares or row.origin.named
    }
    if len(stated) > 1:
        problems.append(
            conflict(
                "country of origin",
                number,
                [
                    (str(one) if one.shares else ", ".join(one.named), one.cells[0])
                    for one in stated.values()
                ],
            )
        )
        named = (code for one in stated.values() for code in one.doubted().named)
        return Origin(
            cells=tuple(cell for one in stated.values() for cell in one.cells),
            named=tuple(dict.fromkeys(named)),
        )
    return next(iter(stated.values()), UNKNOWN_ORIGIN)


def _technology(number: str, rows: list[Occurrence], problems: list[Problem]) -> Answer:
    stated = {row.technology: row for row in rows if row.technology is not Answer.UNKNOWN}
    if len(stated) > 1:
        problems.append(
            conflict(
                "Chinese technology",
                number,
                [(one.value, row.technology_cell) for one, row in stated.items()],
            )
        )
        return Answer.UNKNOWN
    return next(iter(stated), Answer.UNKNOWN)


def _texts(rows: list[Occurrence], text_of: Callable[[Occurrence], str]) -> dict[str, Occurrence]:
    return {text_of(row): row for row in reversed(rows) if text_of(row)}


def conflict(what: str, number: str, stated: list[tuple[str, Source]]) -> Problem:
    """The problem that names every cell in which an item has another ``what``."""
    texts = " and ".join(f'"{text[:40]}"' for text, _ in stated[:4])
    return warning(
        f"conflicting-{what.replace(' ', '-').casefold()}",
        f"{number} has more than one {what}: {texts}; bounds that hold each were used. Correct the rows",
        *(source for _, source in stated),
    )
