"""Shares of homogeneous materials as amounts of the part: share of the material times its mass, over the mass of the part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from calculator.model.content_row import ContentRow, Disclosure
from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import Decimals
from calculator.numbers.rounding import MOST_OF_WHOLE
from calculator.sources.declarations.sheet_blocks import Block
from calculator.sources.declarations.sheet_words import (
    Column,
    Label,
    names_substance,
    share_or_mass_units,
)
from calculator.sources.facts.amount_text import Of, read_amount_text
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.statement_totals import completed
from calculator.sources.rows.access import is_blank_text
from calculator.sources.table.table import Table

_ALL: Final = Fraction(1)
_NONE: Final = Fraction(0)
_SOME: Final = Fraction(1, 10**9)
"""Of the part a material that is listed is at least this: it is there, however thin a coat it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The homogeneous material of a row: its name, its mass in kg and its share of the part, as far as they are stated."""

    name: str
    mass: Bounds | None = None
    share: Bounds | None = None
    part_mass: Bounds | None = None

    @property
    def is_measured(self) -> bool:
        """True where something says how much of the part it is."""
        return self.mass is not None or self.share is not None


def materials_of(table: Table, block: Block) -> dict[int, Material]:
    """The material of each row of a table, by row from 0; a blank one is that of the row above. Nothing where no column names any."""
    names = block.columns.get(Column.MATERIAL, ())
    measures = [
        *block.columns.get(Column.MATERIAL_MASS, ()),
        *block.columns.get(Column.MATERIAL_SHARE, ()),
    ]
    if not names or (not measures and _are_substances(table, block, names[0])):
        return {}
    of_label = block.labeled(Label.PART_MASS)
    whole = (
        None
        if of_label is None
        else _mass(of_label.text, _heading_of(table, of_label.row, of_label.column))
    )
    materials: dict[int, Material] = {}
    current: Material | None = None
    part_mass = whole
    for row in range(block.body, block.end):
        own_mass = _cell(table, block, Column.PART_MASS, row)
        part_mass = own_mass or part_mass
        text = table.merged_text(row, names[0])
        mass = _cell(table, block, Column.MATERIAL_MASS, row)
        share = _cell(table, block, Column.MATERIAL_SHARE, row)
        is_next = current is None or (not is_blank_text(text) and text != current.name)
        if is_next or mass is not None or share is not None:
            current = Material(name=text, mass=mass, share=share, part_mass=part_mass)
        if current is not None:
            materials[row] = current
    return materials


def _are_substances(table: Table, block: Block, column: int) -> bool:
    """True for a column called Material that names what is listed: beside CAS numbers, iron and neodymium are no materials."""
    texts = {table.merged_text(row, column) for row in range(block.body, block.end)}
    return all(names_substance(text) for text in texts if not is_blank_text(text))


def of_parts(
    rows: Sequence[StatedContent], materials: Mapping[int, Material]
) -> list[StatedContent]:
    """Rows that give shares of materials, as shares and masses of the parts that hold these.

    Each part is all there is of it only where its materials account for its mass, and their substances for them.
    """
    groups: dict[tuple[str, Material], list[StatedContent]] = {}
    others: list[StatedContent] = []
    for row in rows:
        material = _material_of(row, materials)
        if material is None or row.closes_components:
            others.append(row)
        else:
            groups.setdefault((row.number, material), []).append(row)
    made: list[StatedContent] = []
    for number in dict.fromkeys(of for of, _ in groups):
        of_number = {material: group for (of, material), group in groups.items() if of == number}
        if any(material.is_measured for material in of_number):
            is_whole = _is_whole([*of_number.values()], [*of_number])
            for material, group in of_number.items():
                made += _of_part(group, material, is_whole=is_whole)
        else:
            made += _of_unmeasured(of_number)
    return [*made, *others]


def _of_unmeasured(materials: Mapping[Material, Sequence[StatedContent]]) -> list[StatedContent]:
    """Rows of materials of which nobody says how much of the part they are.

    Of a part of one material the list may be that of the part: what the part is, is not known here. Of several a substance is
    between a trace and its share of the material; where each is listed in full nothing else is in them, however much there is of each.
    """
    names = tuple(material.name for material in materials)
    if len(materials) == 1:
        ((_, group),) = materials.items()
        return [replace(row, of_materials=names) for row in group]
    groups = [*materials.values()]
    are_in_full = all(map(_is_listed_in_full, groups)) and not any(
        row.is_open for group in groups for row in group
    )
    return [
        replace(row, of_materials=names)
        for material, group in materials.items()
        for row in _of_part(group, material, is_whole=are_in_full)
    ]


def _material_of(row: StatedContent, materials: Mapping[int, Material]) -> Material | None:
    cells = (*row.content.cells, *row.content.amount_cells)
    return next((materials[cell.row - 1] for cell in cells if cell.row - 1 in materials), None)


def _of_part(
    group: Sequence[StatedContent], material: Material, *, is_whole: bool
) -> list[StatedContent]:
    stated = [row.content.disclosure for row in group]
    contents = completed(group, is_withheld=False)
    made = []
    for row, content, disclosure in zip(group, contents, stated, strict=True):
        share, mass = _in_part(content, material)
        made.append(
            replace(
                row,
                content=replace(
                    content,
                    share=share,
                    mass=mass,
                    is_per_piece=mass is not None and content.mass is None,
                    disclosure=Disclosure.ALL if is_whole else disclosure,
                ),
                is_balance=False,
                atoms=None,
            )
        )
    return made


def _in_part(content: ContentRow, material: Material) -> tuple[Bounds | None, Bounds | None]:
    """The share of the part, and the kilograms in one."""
    mass = content.mass
    if mass is None and content.share is not None and material.mass is not None:
        mass = material.mass * content.share
    if content.share is not None and material.share is not None:
        return (material.share * content.share).capped(_ALL), mass
    if mass is not None and material.part_mass is not None and material.part_mass.low > 0:
        return mass.divided_by(material.part_mass).capped(_ALL), mass
    if mass is None and content.share is not None:
        return Bounds(content.share.low * _SOME, content.share.high), None
    return None, mass


def _is_whole(groups: Sequence[Sequence[StatedContent]], materials: Sequence[Material]) -> bool:
    """True where every material is listed in full, and together they are the part."""
    if not all(map(_is_listed_in_full, groups)) or any(row.is_open for g in groups for row in g):
        return False
    shares = [material.share for material in materials]
    if all(share is not None and share.is_exact for share in shares):
        return abs(sum((share.low for share in shares if share), _NONE) - _ALL) <= _TINY
    whole = materials[0].part_mass
    masses = [material.mass for material in materials]
    if (
        whole is None
        or not whole.is_exact
        or any(mass is None or not mass.is_exact for mass in masses)
    ):
        return False
    rest = whole.low - sum((mass.low for mass in masses if mass is not None), _NONE)
    return abs(rest) <= whole.low * _TINY


_TINY: Final = MOST_OF_WHOLE / 10
"""Figures of parts are written to three places at least; what is more than that is a part of its own."""


def _is_listed_in_full(group: Sequence[StatedContent]) -> bool:
    if sum(row.is_balance for row in group) == 1:
        return all(row.content.share is not None for row in group if not row.is_balance)
    shares = [row.content.share for row in group]
    return all(share is not None and share.is_exact for share in shares) and (
        abs(sum((share.low for share in shares if share is not None), _NONE) - _ALL) <= _TINY
    )


# --------------------------------------------------------------------------- figures


def _cell(table: Table, block: Block, kind: Column, row: int) -> Bounds | None:
    """The figure of a column in a row, by the unit of the cell or of its heading: kg, or a share of 1."""
    column = block.first(kind)
    if column is None:
        return None
    text = table.merged_text(row, column)
    heading = table.merged_text(block.row, column)
    if kind is Column.MATERIAL_SHARE:
        return _share(text, heading)
    return _mass(text, heading)


def _mass(text: str, heading: str) -> Bounds | None:
    if is_blank_text(text):
        return None
    parsed = read_amount_text(text, Decimals.UNSETTLED)
    if parsed is None or parsed.figures is None:
        return None
    if parsed.unit.of is Of.MASS:
        return parsed.figures.scaled(parsed.unit.scale)
    units = {unit for unit in share_or_mass_units(heading) if unit.of is Of.MASS}
    if parsed.unit.symbol or len(units) != 1:
        return None
    return parsed.figures.scaled(next(iter(units)).scale)


def _share(text: str, heading: str) -> Bounds | None:
    if is_blank_text(text):
        return None
    parsed = read_amount_text(text, Decimals.UNSETTLED)
    if parsed is None or parsed.figures is None:
        return None
    unit = parsed.unit
    if not unit.symbol:
        units = {one for one in share_or_mass_units(heading) if one.of is Of.MASS_SHARE}
        if len(units) != 1:
            return None
        unit = next(iter(units))
    return parsed.figures.scaled(unit.scale) if unit.of is Of.MASS_SHARE else None


def _heading_of(table: Table, row: int, column: int) -> str:
    """The label beside a text, which may hold its unit."""
    return "" if column == 0 else table.text(row, column - 1)
