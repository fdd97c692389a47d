"""What-if settings: facts that the user sets on the command line, over those of the files. Each is printed with the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from calculator.model.content_row import ContentRow
from calculator.model.countries import read_origin
from calculator.model.currencies import read_currency
from calculator.model.item import UNKNOWN_ORIGIN, Answer, Evidence, Figure, Item, ItemClass, Price
from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.model.substances import read_substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.counted import counted
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import read_number
from calculator.numbers.units import Dimension, read_unit
from calculator.sources.import_result import ImportResult

FIELDS: Final = ("price", "mass", "origin", "technology", "class")
"""What can be set of an item; of a substance in it wt%, mass, value and origin."""

SUBSTANCE_FIELDS: Final = ("wt%", "mass", "value", "origin")

_SETTING = late_pattern(
    rf"(?P<item>.+?)\.(?:(?P<substance>[^.=]+)\.(?P<of>{'|'.join(map(re.escape, SUBSTANCE_FIELDS))})|(?P<field>{'|'.join(FIELDS)}))\Z",
    re.IGNORECASE | re.DOTALL,
)
_AMOUNT = late_pattern(r"\s*([0-9][0-9.,eE+ -]*?)\s*([^\W\d].*)?\Z", re.DOTALL)


class SettingError(Exception):
    """A setting that nobody can carry out, and why."""


def read_setting(text: str) -> tuple[str, str]:
    """ITEM.FIELD and the value of ``ITEM.FIELD=VALUE``. Raises SettingError where it is not of that shape.

    >>> read_setting("MAG-01.price = 12 USD")
    ('MAG-01.price', '12 USD')
    """
    name, sign, value = text.partition("=")
    if not sign or not value.strip() or _SETTING.match(name.strip()) is None:
        raise SettingError(
            f'"{text[:60]}" is not ITEM.FIELD=VALUE with a field of {", ".join(FIELDS)}, or ITEM.SUBSTANCE.FIELD=VALUE with {", ".join(SUBSTANCE_FIELDS)}'
        )
    return name.strip(), value.strip()


def with_settings(
    read: ImportResult, settings: Iterable[tuple[str, str]]
) -> tuple[ImportResult, tuple[Problem, ...]]:
    """What was read, with the settings over it, and a problem for each that could not be carried out."""
    problems: list[Problem] = []
    for name, value in settings:
        try:
            read = _with(read, name, value)
        except SettingError as fault:
            problems.append(
                error(
                    "setting-refused",
                    f"{fault}; the files' own facts were kept",
                    _source(name, value),
                )
            )
    return read, tuple(problems)


def _with(read: ImportResult, name: str, value: str) -> ImportResult:
    match = _SETTING.match(name)
    if match is None:
        raise SettingError(f'"{name}" names no field')
    source = _source(name, value)
    # A part number may have points in it, so that its end looks like a substance: the longest one that the bill knows is meant.
    number, _point, field = name.rpartition(".")
    with_points = read.bill.items.get(number)
    if with_points is not None and field.casefold() in _SETTERS:
        changed = _SETTERS[field.casefold()](with_points, value, source)
        return replace(read, bill=replace(read.bill, items={**read.bill.items, number: changed}))
    item = read.bill.items.get(match["item"])
    if item is None:
        raise SettingError(f'the bill has no item "{match["item"][:60]}"')
    row = _row(read, item, match["substance"].strip(), match["of"].casefold(), value, source)
    rows = tuple(
        other
        for other in read.content.get(item.number, ())
        if other.substance.key != row.substance.key
    )
    return replace(read, content={**read.content, item.number: (*rows, row)})


def _source(name: str, value: str) -> Source:
    return Source("--set", f"{name}={value}")


# --------------------------------------------------------------------------- items


def _with_price(item: Item, value: str, source: Source) -> Item:
    number, word = _above_zero(value)
    currency, _, per = word.partition("/")
    code = (
        read_currency(currency.strip())[0]
        if currency.strip()
        else (item.prices[0].currency if item.prices else None)
    )
    if code is None:
        raise SettingError(f'"{value}" is no price; write a number and a currency such as 12 USD')
    factor = item.counted_in.factor
    if per.strip():
        unit = read_unit(per.strip())
        if unit is None or unit.dimension is not item.dimension:
            raise SettingError(
                f'"{per.strip()}" is not a unit of {item.number}, which is counted in {item.dimension.value}'
            )
        factor = unit.factor
    return replace(
        item,
        prices=(Price(bounds=Bounds.exactly(number / factor), currency=code, cells=(source,)),),
    )


def _with_mass(item: Item, value: str, source: Source) -> Item:
    return replace(
        item,
        mass=Figure(
            bounds=Bounds.exactly(_kilograms(value) / item.counted_in.factor), cells=(source,)
        ),
    )


def _with_origin(item: Item, value: str, source: Source) -> Item:
    origin, fault = read_origin(value, (source,))
    if fault is not None:
        raise SettingError(fault)
    return replace(item, origin=origin)


def _with_technology(item: Item, value: str, source: Source) -> Item:
    return replace(
        item, technology=_one_of(Answer, value), technology_cells=(source,), technology_named=False
    )


def _with_class(item: Item, value: str, source: Source) -> Item:
    return replace(
        item,
        item_class=_one_of(ItemClass, value),
        class_stated=True,
        reason="",
        cells=(source, *item.cells),
    )


_SETTERS: Final[dict[str, Callable[[Item, str, Source], Item]]] = {
    "price": _with_price,
    "mass": _with_mass,
    "origin": _with_origin,
    "technology": _with_technology,
    "class": _with_class,
}


# --------------------------------------------------------------------------- substances


def _row(
    read: ImportResult, item: Item, name: str, field: str, value: str, source: Source
) -> ContentRow:
    """The item's row of the substance, or a new one, with one field set."""
    substance, fault = read_substance(name)
    if substance is None:
        raise SettingError(fault or f'"{name}" is no substance')
    rows = read.content.get(item.number, ())
    same = [
        row
        for row in rows
        if row.substance.key == substance.key
        or (substance.of_element and row.substance.elements == substance.elements)
    ]
    if len(same) > 1:
        raise SettingError(
            f"{item.number} has {counted(len(same), 'row')} of {name}; which of them is meant is not clear"
        )
    base = (
        same[0]
        if same
        else ContentRow(
            item=item.number,
            substance=substance,
            origin=UNKNOWN_ORIGIN,
            evidence=Evidence.ASSUMED,
            cells=(source,),
            part_of=rows[0].statement if rows else "",
        )
    )
    base = replace(base, evidence=Evidence.ASSUMED, cells=(*base.cells, source))
    if field == "origin":
        origin, fault = read_origin(value, (source,))
        if fault is not None:
            raise SettingError(fault)
        return replace(base, origin=origin)
    if field == "wt%":
        number = read_number(value.removesuffix("%").strip())
        if number is None or not 0 <= number <= 100:
            raise SettingError(f'"{value}" is no share between 0 and 100 %')
        return replace(base, share=Bounds.exactly(number / 100), mass=None, amount_cells=(source,))
    if field == "mass":
        return replace(
            base,
            mass=Bounds.exactly(_kilograms(value) / item.counted_in.factor),
            share=None,
            amount_cells=(source,),
        )
    amount, word = _above_zero(value)
    code = read_currency(word)[0]
    if code is None:
        raise SettingError(f'"{value}" is no value; write a number and a currency such as 0.2 USD')
    return replace(
        base,
        value=Bounds.exactly(amount / item.counted_in.factor),
        currency=code,
        amount_cells=(source,),
    )


# --------------------------------------------------------------------------- values


def _amount(value: str) -> tuple[Fraction, str]:
    """A number and the word behind it."""
    match = _AMOUNT.match(value)
    number = read_number(match[1]) if match else None
    if match is None or number is None or number < 0:
        raise SettingError(f'"{value}" does not begin with a number')
    return number, (match[2] or "").strip()


def _above_zero(value: str) -> tuple[Fraction, str]:
    number, word = _amount(value)
    if not number:
        raise SettingError(
            f'"{value}" is 0, which tells no price, mass or value; write wt%=0 for a substance that is not there'
        )
    return number, word


def _kilograms(value: str) -> Fraction:
    number, word = _above_zero(value)
    unit = read_unit(word)
    if unit is None or unit.dimension is not Dimension.MASS:
        raise SettingError(f'"{value}" is no mass; write a number and a unit such as 12 g')
    return number * unit.factor


def _one_of(choices: Any, value: str) -> Any:
    try:
        return choices(value.casefold())
    except ValueError:
        raise SettingError(
            f'"{value}" is not one of {", ".join(choice.value for choice in choices)}'
        ) from None
