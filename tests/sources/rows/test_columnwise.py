"""A bill read a column at a time is the bill read a row at a time: same items, same problems, same cells."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds, exact_text
from calculator.numbers.exact_sums import sum_of_products
from calculator.recognition.classify import recognise, recognise_all
from calculator.recognition.vocabulary import vocabulary
from calculator.sources.items.bills import TableRead, read_table
from calculator.sources.layout.header_search import find_header
from calculator.sources.layout.profile import NO_PROFILE
from calculator.sources.rows import access
from calculator.sources.rows import row_kinds as lines_module
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.occurrence import Reading
from calculator.sources.table.sheet_facts import SheetFacts
from calculator.sources.table.styles import Style
from calculator.sources.table.table import Table
from tests.draws import draws
from tests.workbooks import assessed

DAY = datetime.datetime(2026, 5, 4)  # noqa: DTZ001  # a cell has no time zone
NUMBERS = (
    None,
    1,
    1.0,
    True,
    False,
    0,
    2.5,
    -1,
    1e15,
    0.04,
    DAY,
    "2",
    "1,5",
    "1.234",
    "12,000",
    "<3",
    "1-2",
    "a/r",
    "DNP",
    "-",
    "n/a",
    "5 kg",
    "5 g",
    "3 pcs",
    "$4",
    "¥5",
    "call",
)
TEXTS = (
    None,
    "",
    "Bracket 1",
    "Bracket 2",
    " Bracket  1 ",
    "Arc magnet",
    "BLDC motor",
    "steel",
    "NdFeB N42",
    "Dy",
    "-",
    "none",
    "Total",
    "Note 1:",
    "Example",
    "磁钢",
    "\u200bP-1",
    "М\u0410G",
    12,
    1.1,
    "1.1",
    "..x",
    True,
)
PARTS = (
    "P-1",
    "P-2",
    "P-3",
    "0012",
    12,
    1001,
    1.5,
    "1.5E+12",
    9.55e15,
    DAY,
    None,
    "",
    "Total",
    "Sum",
    "Example",
    " P-1",
    "MAG-\u200b1",
    "TBD",
    "a",
    True,
)
COLUMNS = {
    "Level": (0, 1, 2, 2, 3, None, "..2", "L1", "x", 1.1, True),
    "Part Number": PARTS,
    "Part": PARTS,
    "Name": TEXTS,
    "Description": TEXTS,
    "Specification": TEXTS,
    "Quantity": NUMBERS,
    "Qty": NUMBERS,
    "Total Qty": NUMBERS,
    "Unit": (None, "each", "kg", "g", "pcs", "50 pcs", "ton", "m", "-", 5),
    "Item Class": (None, "magnet", "other", "Others", "foo"),
    "Material": ("Steel", "NdFeB", "ABS", None, "Dy", "-", 304),
    "Material 2": ("Steel", None, "-"),
    "Unit Mass": NUMBERS,
    "Weight": NUMBERS,
    "Weight (g)": NUMBERS,
    "Mass Unit": (None, "g", "kg", "lb", "x"),
    "Unit Price": NUMBERS,
    "Price": NUMBERS,
    "Price (EUR/kg)": NUMBERS,
    "Total Price": NUMBERS,
    "Currency": (None, "USD", "EUR", "¥", "XXX"),
    "Price Per": (None, 1, 100, "kg", "100 pcs", 0),
    "Country of Origin": (None, "CN", "JP", "CN 60%; AU 40%", "nowhere"),
    "Chinese Technology": (None, "yes", "no", "maybe", 0),
    "Supplier": (None, "Maker", "-"),
    "MPN": (None, "X1", "-"),
    "Alternate": (None, "x", "A", "no"),
    "Scrap %": (None, 5, "5%", "200"),
    "Valid From": (None, DAY, "2030-01-01", "foo"),
    "Parent": (None, "P-1", "P-2", "Z"),
    "Position": (1, 2, "1.1", 1.1, None, "Total", "Note:"),
    "Group": (None, "Magnets", "motor", "http://x", 3),
    "Base Quantity": (None, 1, 10, 0, "1000 pcs"),
    "Unit Price (USD/100)": NUMBERS,
    "Unit Price (cents)": NUMBERS,
    "Unit Mass (kg/100)": NUMBERS,
    "Quantity (g)": NUMBERS,
    "Qty (x1000)": NUMBERS,
    "Fitted": (None, "yes", "no"),
}
FORMATS = (
    Style(),
    Style(number_format="0.00"),
    Style(number_format='0.0" kg"'),
    Style(number_format="0%"),
    Style(strike=True),
    Style(indent=1),
    Style(indent=2),
    Style(number_format="#,##0,"),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table under known headings, with cells of every kind, formats, groups and merged ranges."""
    heads = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=2, max_size=9))
    heads += [
        head
        for head in ("Part Number", "Description", "Quantity")
        if head not in heads and draw(st.booleans())
    ]
    count = draw(st.integers(1, 12))
    rows = [
        list(heads),
        *([draw(st.sampled_from(COLUMNS[head])) for head in heads] for _ in range(count)),
    ]
    for _ in range(draw(st.integers(0, 4))):
        rows[draw(st.integers(1, count))] = [*rows[draw(st.integers(0, count))]]
    if draw(st.booleans()):
        rows[draw(st.integers(1, count))] = rows[1][: draw(st.integers(0, len(heads)))]
    facts = SheetFacts(rows=len(rows), columns=len(heads), formats=FORMATS)
    places = st.tuples(st.integers(0, count), st.integers(0, len(heads) - 1))
    for (row, column), style in draw(
        st.dictionaries(places, st.integers(0, len(FORMATS) - 1), max_size=8)
    ).items():
        facts.remember_style(row, column, style)
    for row, column in draw(st.lists(places, max_size=2)):
        facts.merged.append((row, column, min(count, row + draw(st.integers(0, 2))), column))
    if draw(st.booleans()):
        facts.outline.update(
            draw(st.dictionaries(st.integers(1, count), st.integers(1, 2), max_size=4))
        )
    return Table(file="b.xlsx", sheet=draw(st.sampled_from(["BOM", ""])), rows=rows, facts=facts)


thorough = draws(60)


@thorough
@given(tables())
def test_every_column_says_of_each_row_what_the_row_says_of_itself(table):
    header = find_header(table, "bom")
    if header is None:
        return
    cells = Cells(table, header)
    assert cells.filled() == [row.row for row in cells.rows()]
    columns = Columnwise(cells, cells.filled())
    rows = [Row(cells, row) for row in cells.filled()]
    for meaning in (*header.headings, "number", "unit", "revision"):
        assert columns.texts(meaning) == [row.text(meaning) for row in rows]
        assert columns.blanks(meaning) == [row.is_blank(meaning) for row in rows]
        assert columns.shown(meaning) == [
            row.shown(meaning) if columns.is_stated(meaning) else "" for row in rows
        ]
        assert columns.sources(meaning) == [row.source(meaning) for row in rows]


def both_ways(table: Table) -> tuple[TableRead, TableRead] | None:
    """A table read a column at a time, and a row at a time."""
    header = find_header(table, "bom")
    if header is None:
        return None
    reading = Reading(currency="USD", on=datetime.date(2026, 11, 23))
    at_once = read_table(table, header, reading, NO_PROFILE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Columnwise, "merged", property(lambda self: frozenset(range(len(self)))))
        patch.setattr(Columnwise, "is_plain", lambda *_: False)
        patch.setattr(lines_module, "_plainly_items", lambda rows: [False] * len(rows))
        return at_once, read_table(table, header, reading, NO_PROFILE)


PRICES = (1, 2.5, 7.1, 0.003, 1e15, 12, 1e-40, 0, -1, True, "3", "call", None)


@pytest.mark.parametrize(
    "more",
    [
        {"Unit Price": PRICES, "Currency": "EUR", "Price Per": 100},
        {"Unit Price": PRICES, "Price Per": "kg", "Unit Mass": PRICES[::-1], "Mass Unit": "g"},
        {"Price (EUR/kg)": PRICES, "Weight (g)": PRICES[::-1]},
        {"Price": PRICES, "Weight": PRICES[::-1], "Mass Unit": "lb", "Unit": "dozen"},
        {"Unit Price": PRICES, "Unit Mass": PRICES, "Mass Unit": "g", "Unit": "kg"},
        {"Unit Price": PRICES, "Total Price": PRICES[::-1], "Unit": "50 pcs"},
        {"Unit Price": PRICES, "Unit": "m", "Currency": "JPY"},
    ],
    ids=", ".join,
)
@pytest.mark.parametrize("style", range(len(FORMATS)))
def test_of_figures_in_one_column_only_one_is_read_and_all_are_in_proportion(more, style):
    heads = ("Level", "Part Number", "Description", "Quantity", *more)
    rows = [heads, (0, "TOP", "product", 1)]
    rows += [
        (
            1,
            f"P-{at}",
            "Bracket",
            2 + at // len(PRICES),
            *(one[at % len(PRICES)] if isinstance(one, tuple) else one for one in more.values()),
        )
        for at in range(3 * len(PRICES))
    ]
    facts = SheetFacts(rows=len(rows), columns=len(heads), formats=FORMATS)
    for row in range(20, 30):
        facts.remember_style(row, len(heads) - len(more), style)
    found = both_ways(Table(file="b.xlsx", sheet="BOM", rows=[[*row] for row in rows], facts=facts))
    assert found is not None
    at_once, alone = found
    assert at_once.placement.rows == alone.placement.rows
    assert at_once.problems == alone.problems
    assert any(row.prices for row in alone.placement.rows)


@thorough
@given(tables())
def test_reading_what_is_alike_once_gives_what_reading_every_row_by_itself_gives(table):
    found = both_ways(table)
    if found is None:
        return
    at_once, alone = found
    assert at_once.placement.rows == alone.placement.rows
    assert at_once.placement.placed == alone.placement.placed
    assert at_once.seen == alone.seen
    assert at_once.problems == alone.problems


def test_nothing_that_states_nothing_ends_in_a_digit():
    assert not any(text[-1:].isdecimal() for text in access.BLANKS)


@pytest.mark.parametrize(
    ("amounts", "masses"), [(("5 kg", "5"), (1, None)), (("5 g", "5 kg"), (1, 1))]
)
def test_a_mass_and_a_price_are_of_the_unit_that_stands_beside_the_quantity(
    tmp_path, amounts, masses
):
    """Two rows whose cells of mass and price are alike are not of one mass where their quantities are in other units."""
    rows = [
        {
            "Level": 0,
            "Part Number": "TOP",
            "Description": "product",
            "Quantity": 1,
            "Unit Price": 100,
        }
    ]
    rows += [
        {
            "Level": 1,
            "Part Number": f"P-{at}",
            "Description": "powder",
            "Quantity": amount,
            "Unit Price": 3,
            "Currency": "USD",
        }
        for at, amount in enumerate(amounts)
    ]
    items = assessed(tmp_path, BOM=rows).read.bill.items
    assert [items[f"P-{at}"].mass.bounds for at in range(2)] == [
        UNKNOWN if mass is None else Bounds.exactly(mass) for mass in masses
    ]
    prices = [items[f"P-{at}"].prices[0].bounds for at in range(2)]
    assert prices == [Bounds.exactly(3 if amount in {"5", "5 kg"} else 3000) for amount in amounts]


# --------------------------------------------------------------------------- lines and sums, all together

_WORDS = [word for listed in vocabulary().words.values() for word in listed]
_WORDS += [
    "Bracket 12",
    "P-1",
    "N42SH",
    "33UH",
    "Y30BH",
    "C5",
    "Dy",
    "TB",
    "voice",
    "coil",
    "M A G N E T",
    "m.o.t.o.r",
    "Уплотнение",
    "М\u0430gnet",
    "x" * 401,
    "a\nb",
    "\0",
    "",
]
_FIELD = st.lists(st.sampled_from(_WORDS), max_size=3).map(" ".join) | st.text(max_size=12)


@given(st.lists(st.tuples(_FIELD, _FIELD, _FIELD), max_size=40))
@draws(100)
def test_one_search_through_all_lines_finds_what_each_line_says(lines):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("calculator.recognition.classify._MANY", 0)
        assert recognise_all(lines) == [recognise(*line) for line in lines]


def test_every_word_that_decides_is_found_among_many_lines():
    lines = [(f"{word} {at}", "", f"P-{at}") for at, word in enumerate(_WORDS)]
    assert recognise_all(lines) == [recognise(*line) for line in lines]
    assert sum(one != recognise("", "") for one in recognise_all(lines)) > len(_WORDS) // 3


_NUMBER = st.fractions(min_value=0, max_value=10**6, max_denominator=10**4) | st.sampled_from(
    [Fraction(0), Fraction(1), Fraction(1, 10)]
)
_BOUNDS = (
    st.tuples(_NUMBER, _NUMBER, st.booleans()).map(
        lambda one: Bounds(min(one[:2]), None if one[2] else max(one[:2]))
    )
    | _NUMBER.map(Bounds.exactly)
    | st.just(ZERO)
    | st.just(UNKNOWN)
)


@given(st.lists(st.tuples(_BOUNDS, _BOUNDS), max_size=8))
@draws(150)
def test_a_sum_of_products_is_what_adding_them_one_by_one_gives(pairs):
    total = ZERO
    for one, other in pairs:
        total = total + one * other
    assert sum_of_products(pairs) == total


@given(st.integers(-(10**15), 10**15), st.integers(0, 30), st.integers(0, 12))
@draws(150)
def test_a_decimal_is_written_with_all_of_its_digits(number, twos, fives):
    fraction = Fraction(number, 2**twos * 5**fives)
    text = exact_text(fraction)
    assert Fraction(text) == fraction
    assert "." not in text or not text.endswith(("0", "."))
