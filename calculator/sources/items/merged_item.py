"""What all rows of one part number say is one item: one function a field tells what holds (``merged_fields``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Final

from calculator.model.item import (
    RARE_EARTH_CLASSES,
    UNKNOWN_FIGURE,
    UNKNOWN_ORIGIN,
    Answer,
    Figure,
    Item,
    ItemClass,
    Origin,
    Price,
)
from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stages
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.classify import Recognition, magnet_family, recognise_all, zero_material
from calculator.recognition.elements_said import elements_said
from calculator.recognition.line_words import OTHER
from calculator.recognition.magnet_inside import magnet_inside
from calculator.recognition.materials import FAMILIES_WITHOUT, is_coating
from calculator.recognition.product_signs import target_without_rare_earth
from calculator.sources.items.merged_fields import (
    description_of,
    holdings_of,
    item_class_of,
    mass_of,
    materials_of,
    origin_of,
    prices_of,
    readable,
    recognition_of,
    stages_of,
    supplier_of,
    technology_of,
    unit_of,
)
from calculator.sources.items.plain_items import is_plain, plain_items, say_the_same
from calculator.sources.rows.cell_context import RowContext
from calculator.sources.rows.holdings import NOTHING_SAID
from calculator.sources.rows.occurrence import Occurrence

MAGNETIC: Final = (ItemClass.MAGNET, ItemClass.TARGET)


_OVERRULED_BY: Final[Mapping[ItemClass | None, tuple[ItemClass, ...]]] = {
    ItemClass.OTHER: (*MAGNETIC, ItemClass.LISTED_MATERIAL),
    ItemClass.LISTED_MATERIAL: MAGNETIC,
}
"""By each stated class those that the item's words add to it: a stated class never switches a test off against them."""


def items_of(of_item: Mapping[str, list[Occurrence]], problems: list[Problem]) -> dict[str, Item]:
    """The item of each part number. Most have one row, or rows that say the same, which cannot contradict each other."""
    alike = [rows for rows in of_item.values() if len(rows) == 1 or say_the_same(rows)]
    firsts = [rows[0] for rows in alike]
    recognised = recognise_all([(row.description, row.material, row.number) for row in firsts])
    recognition = dict(zip(map(attrgetter("number"), firsts), recognised, strict=True))
    plain = [rows for rows in alike if is_plain(rows[0], recognition[rows[0].number])]
    made = plain_items(plain, lambda row: _item_of_row(row, OTHER), readable)
    items = {item.number: item for item in made}
    return {
        number: items[number]
        if number in items
        else _item_of_row(rows[0], recognition[number])
        if len(rows) == 1
        else _item_of_rows(rows, problems)
        for number, rows in of_item.items()
    }


def _item_of_row(row: Occurrence, recognition: Recognition) -> Item:
    is_zero = bool(row.material) and zero_material(row.material)
    mass = row.mass
    if mass is not None and len(mass.cells) > 1:
        mass = Figure(bounds=mass.bounds, cells=mass.cells[:1])
    return _item(
        row,
        row.material,
        recognition,
        item_class=row.item_class,
        materials=row.material,
        are_zero=is_zero and not is_coating(row.material),
        is_zero=is_zero or _is_target_of_zero(row, recognition),
        mass=mass or UNKNOWN_FIGURE,
        prices=readable(row.prices),
        origin=row.origin if row.origin.shares or row.origin.named else UNKNOWN_ORIGIN,
        stages=row.stages if row.stages.are_stated else NO_STAGES,
        technology_cells=() if row.technology is Answer.UNKNOWN else (row.technology_cell,),
        technology_named=row.technology_named,
        cells=(row.source,),
    )


def _is_target_of_zero(row: Occurrence, recognition: Recognition) -> bool:
    """True for a target without a material of its own whose description names one that holds no rare earth."""
    return (
        not row.material
        and recognition.item_class is ItemClass.TARGET
        and target_without_rare_earth(row.description)
    )


def _item_of_rows(rows: list[Occurrence], problems: list[Problem]) -> Item:
    item_class = item_class_of(rows, problems)
    materials = materials_of(rows, problems)
    recognition = recognition_of(rows, materials, problems)
    mass = mass_of(rows, problems)
    prices = prices_of(rows, mass, problems)
    origin = origin_of(rows, problems)
    together = rows[0]._replace(
        description=description_of(rows, problems),
        supplier=supplier_of(rows, problems),
        revision=next((row.revision for row in rows if row.revision), ""),
        around=max(
            (row.around for row in rows), key=attrgetter("is_outright", "is_own", "why")
        )._replace(
            is_connector=all(row.around.is_connector for row in rows),
            is_soldered=all(row.around.is_soldered for row in rows),
            is_of_metal=any(row.around.is_of_metal for row in rows),
        ),
        is_nameless=all(row.is_nameless for row in rows),
        is_implied=all(row.is_implied for row in rows),
        unit=unit_of(rows),
        technology=technology_of(rows, problems),
        holdings=holdings_of(rows),
        holdings_cells=tuple(
            cell for row in rows if row.holdings != NOTHING_SAID for cell in row.holdings_cells
        ),
    )
    item = _item(
        together,
        " / ".join(materials),
        recognition,
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
        stages=stages_of(rows, problems)
        if any(row.stages.are_stated for row in rows)
        else NO_STAGES,
        technology_cells=tuple(
            row.technology_cell for row in rows if row.technology is not Answer.UNKNOWN
        ),
        technology_named=any(row.technology_named or row.technology is Answer.YES for row in rows),
        cells=tuple(row.source for row in rows),
    )
    numbers = dict.fromkeys(row.supplier_number for row in rows if row.supplier_number)
    suppliers = dict.fromkeys(row.supplier for row in rows if row.supplier)
    return replace(
        item,
        supplier_numbers=tuple(numbers),
        other_suppliers=tuple(name for name in suppliers if name != item.supplier),
        makers=tuple(dict.fromkeys(row.maker for row in rows if row.maker)),
    )


def _item(
    row: Occurrence,
    material: str,
    recognition: Recognition,
    *,
    item_class: ItemClass | None,
    materials: str,
    are_zero: bool,
    is_zero: bool,
    mass: Figure,
    prices: tuple[Price, ...],
    origin: Origin,
    stages: Stages,
    technology_cells: tuple[Source, ...],
    technology_named: bool,
    cells: tuple[Source, ...],
) -> Item:
    """``materials`` name the family where the words do not. ``are_zero``: every row names a material without rare earth; ``is_zero``: every material that is named is one."""
    is_overruled = recognition.item_class in _OVERRULED_BY.get(item_class, ())
    class_overruled = item_class if is_overruled else None
    is_stated = item_class is not None and not is_overruled
    item_class = recognition.item_class if item_class is None or is_overruled else item_class
    is_piece = item_class is ItemClass.OTHER and is_stated and is_zero
    heard = (
        ""
        if (is_piece and _is_behind(recognition.suspect, row.description))
        or (row.around.is_connector and not _RATING.search(row.description))
        else recognition.suspect
    )
    # A magnet that is called an assembly may be one of magnets and may be one magnet.
    suspect = heard or (
        recognition.reason
        if item_class is ItemClass.ASSEMBLY and recognition.item_class in MAGNETIC
        else ""
    )
    # A list is seldom of the magnet alone that its file is named after, and often of what drives or carries a motor.
    is_called_so = (
        bool(suspect) and recognition.is_understood and not (row.is_implied and recognition.suspect)
    ) or row.around.is_outright
    if not suspect and _speaks_for(row.around, item_class, are_zero=are_zero):
        suspect = row.around.why
    if not is_stated and row.is_nameless:
        suspect = suspect or "no name, description, material or item class tells what it is"
    holdings = row.holdings
    against = _against(row, material, recognition)
    if item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY) and (
        holdings.magnet is Answer.YES or holdings.unreadable
    ):
        suspect = suspect or against or 'Holds Magnet says "yes"'
        is_called_so = True
    family = (recognition.family or magnet_family(materials)) if item_class in MAGNETIC else ""
    if family in FAMILIES_WITHOUT and row.around.is_outright:
        family = ""
    if family == "ferrite" and row.around.is_of_metal:
        family = ""
    said = (
        elements_said(row.description) | elements_said(material)
        if item_class in RARE_EARTH_CLASSES
        else frozenset()
    )
    if said and family in FAMILIES_WITHOUT:
        family = ""
    return Item(
        number=row.number,
        description=row.description,
        supplier=row.supplier,
        makers=(row.maker,) if row.maker else (),
        supplier_numbers=(row.supplier_number,) if row.supplier_number else (),
        revision=row.revision,
        material=material,
        item_class=item_class,
        class_stated=is_stated,
        class_overruled=class_overruled,
        reason="" if is_stated else recognition.reason,
        family=family,
        rare_earth_free=is_zero and not suspect and not said and _may_be_free(item_class, family),
        said_elements=said,
        suspect=suspect,
        is_called_so=is_called_so and bool(suspect),
        is_implied=row.is_implied,
        dimension=row.unit.dimension,
        unit=row.unit,
        mass=mass,
        prices=prices,
        origin=origin,
        stages=stages,
        technology=row.technology,
        technology_cells=technology_cells,
        technology_named=technology_named and row.technology is Answer.UNKNOWN,
        holds_magnet=holdings.magnet,
        holds_against=against,
        holds_cells=row.holdings_cells[:1] if holdings.magnet is not Answer.UNKNOWN else (),
        complete_cells=row.holdings_cells[-1:] if holdings.complete is Answer.YES else (),
        cells=cells,
    )


_RATING: Final = late_pattern(r"\d\s?(?:v|w|a|nm|ncm|rpm|kv)(?![^\W\d_])", re.IGNORECASE)
"""Figures of a motor's own."""


def _against(row: Occurrence, material: str, recognition: Recognition) -> str:
    """What contradicts the statement that an item holds no magnet; a cell that cannot be read is no such statement."""
    holdings = row.holdings
    if holdings.unreadable:
        return f'Holds Magnet says "{holdings.unreadable[:40]}"'
    if holdings.magnet is not Answer.NO:
        return ""
    if recognition.item_class in MAGNETIC:
        return recognition.reason
    words = magnet_inside((row.description, material, row.number))
    if words:
        return f'its words say "{words}"'
    is_against = row.around.is_outright or magnet_inside((row.around.why,))
    return row.around.why if is_against else ""


def _is_behind(suspect: str, description: str) -> bool:
    """True where the word that makes a suspect only says what the thing is a piece of: ``Rotor core``, not ``Rotor`` nor ``Rotor assembly``.

    Of a line that is stated to be something else, of a material without rare earth, that settles it.

    >>> [_is_behind('description says "Rotor"', text) for text in ("Rotor core", "Rotor", "Core, rotor", "Rotor assembly")]
    [True, False, False, False]
    """
    word = suspect.rpartition(' says "')[2].removesuffix('"').casefold()
    if not word:
        return False
    begun, found, rest = description.split(",", maxsplit=1)[0].casefold().partition(word)
    words = rest.split()
    return bool(found and words and not begun.strip()) and not _HOLDING & {*words}


_HOLDING: Final = frozenset(
    {
        "assembly",
        "assy",
        "assy.",
        "module",
        "unit",
        "set",
        "kit",
        "pack",
        "track",
        "with",
        "mit",
        "motor",
        "drive",
    }
)
"""Words of things that hold what their other words name."""


def _speaks_for(around: RowContext, item_class: ItemClass, *, are_zero: bool) -> bool:
    """True where what stands around a row makes it a suspect: what names no magnet outright is not heard of a screw of steel."""
    if around.is_outright:
        return item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
    if around.is_soldered and not around.is_of_magnet:
        return False
    speaks = around.is_own or around.is_of_magnet or not are_zero
    return bool(around.why) and item_class is ItemClass.OTHER and speaks


def _may_be_free(item_class: ItemClass, family: str) -> bool:
    """Steel is a material for a screw and not for a magnet; a ferrite magnet holds no rare earth."""
    if item_class is ItemClass.MAGNET:
        return family in FAMILIES_WITHOUT
    return item_class is not ItemClass.LISTED_MATERIAL
