"""Random bills in the standard layout, with what an independent reader knows of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.properties.enumeration import Thing

_PRICES = [
    Fraction(text)
    for text in ("0.001", "0.01", "0.1", "1", "2.5", "10", "99.99", "1000", "12345.6")
]
_QUANTITIES = [Fraction(text) for text in ("0.5", "1", "2", "3", "10")]
_MASSES = [Fraction(text) for text in ("0.0005", "0.02", "1.5")]
_WEIGHTS = [
    (Fraction(one), Fraction(other))
    for one, other in (("0.001", "0.001"), ("0.5", "2"), ("4", "4"))
]
_DY = (Fraction(300), Fraction(960))
_SHARES = [
    (Fraction(1), Fraction(1), "CN"),
    (Fraction(0), Fraction(0), "AU"),
    (Fraction(0), Fraction(1), None),
    (Fraction(6, 10), Fraction(6, 10), "CN 60%; AU 40%"),
]


@st.composite
def bills(draw: st.DrawFn, *, gaps: bool = True) -> dict[str, Thing]:
    """A bill without a cycle: items in levels, a component may be in several parents, magnets at any level but the top."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=4))
    levels = [
        [f"L{level}-{index}" for index in range(size)] for level, size in enumerate([1, *sizes])
    ]
    things: dict[str, Thing] = {}
    for level, numbers in enumerate(levels):
        is_leaf = level == len(levels) - 1
        for number in numbers:
            things[number] = draw(_thing(number, gaps=gaps, is_leaf=is_leaf, is_top=level == 0))
    for level, numbers in enumerate(levels[:-1]):
        below = [number for later in levels[level + 1 :] for number in later]
        for number in numbers:
            if things[number].kind == "listed material":
                continue
            chosen = draw(
                st.lists(st.sampled_from(below), min_size=1 if level == 0 else 0, max_size=3)
            )
            things[number].children = [(one, draw(st.sampled_from(_QUANTITIES))) for one in chosen]
    return _reachable(things, levels[0][0])


@st.composite
def _thing(draw: st.DrawFn, number: str, *, gaps: bool, is_leaf: bool, is_top: bool) -> Thing:
    price = draw(st.sampled_from([*_PRICES, None] if gaps else _PRICES))
    kinds = (
        ["assembly"]
        if is_top
        else ["magnet", "magnet", "other", "listed material"]
        if is_leaf
        else ["assembly", "magnet", "other"]
    )
    kind = draw(st.sampled_from(kinds))
    thing = Thing(number, kind, price)
    if kind == "listed material":
        thing.origin = draw(st.sampled_from(["CN", "AU", *([None] if gaps else [])]))
    elif kind == "other":
        thing.zero = draw(st.booleans()) or not gaps
    if kind == "magnet" and draw(st.booleans()):
        thing.full = True if not gaps else draw(st.booleans())
        shares = [share for share in _SHARES if gaps or share[2] is not None]
        low, high, _ = draw(st.sampled_from(shares))
        value, listed = draw(st.sampled_from(_PRICES)), draw(st.booleans())
        thing.content = [(value, value, low, high, listed)]
        if is_leaf and draw(st.booleans()):
            thing.mass = draw(st.sampled_from(_MASSES))
            thing.wt = draw(st.sampled_from(_WEIGHTS))
            cheapest, dearest = (
                thing.mass * thing.wt[0] / 100 * _DY[0],
                thing.mass * thing.wt[1] / 100 * _DY[1],
            )
            thing.content = [(cheapest, dearest, low, high, listed)]
    return thing


def _reachable(things: dict[str, Thing], top: str) -> dict[str, Thing]:
    seen: dict[str, Thing] = {}
    stack = [top]
    while stack:
        number = stack.pop()
        if number not in seen:
            seen[number] = things[number]
            stack.extend(child for child, _ in things[number].children)
    return seen


def sheets(things: dict[str, Thing]) -> dict[str, list[dict[str, Any]]]:
    """The bill as the sheets BOM and Content: indented, every use of an item broken down again."""
    bom: list[dict[str, Any]] = []
    _rows(things, next(iter(things)), 0, Fraction(1), bom)
    content = [
        _content_row(thing, *row) for thing in things.values() for row in thing.content or ()
    ]
    prices = [
        {
            "Substance": "Dy",
            "Form": "metal",
            "Min Price": float(_DY[0]),
            "Max Price": float(_DY[1]),
            "Currency": "USD",
        }
    ]
    # A sheet of headings alone is still a sheet.
    return {
        "BOM": bom,
        "Content": content or [{"Part Number": None, "Substance": None}],
        "Prices": prices,
    }


def _content_row(
    thing: Thing, value: Fraction, _: Fraction, low: Fraction, high: Fraction, listed: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "Part Number": thing.number,
        "Substance": "Dy" if listed else "Ho",
        "Form": "metal",
        "Country of Origin": next(
            origin for one, other, origin in _SHARES if (one, other) == (low, high)
        ),
        "Currency": "USD",
        "Disclosure": "full" if thing.full else None,
    }
    if thing.wt is None:
        return {**row, "Value": float(value)}
    return {**row, "Min wt%": float(thing.wt[0]), "Max wt%": float(thing.wt[1])}


def _rows(
    things: dict[str, Thing],
    number: str,
    level: int,
    quantity: Fraction,
    rows: list[dict[str, Any]],
) -> None:
    thing = things[number]
    material = {"magnet": "NdFeB", "listed material": "Dysprosium metal"}.get(
        thing.kind, "Steel" if thing.zero else None
    )
    rows.append(
        {
            "Level": level,
            "Part Number": number,
            "Quantity": float(quantity),
            "Unit": "each",
            "Item Class": thing.kind,
            "Material": material,
            "Unit Mass": None if thing.mass is None else float(thing.mass * 1000),
            "Mass Unit": "g",
            "Unit Price": None if thing.price is None else float(thing.price),
            "Currency": "USD",
            "Country of Origin": thing.origin,
        }
    )
    for child, per in thing.children:
        _rows(things, child, level + 1, per, rows)
