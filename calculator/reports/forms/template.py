"""The blank standard workbook, with lists to choose from and one worked example to write over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from calculator.model.item import Evidence, ItemClass
from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet

_ROWS: Final = 5000

_BOM: Final = (
    (
        "Level",
        "0 is the product; the children of a row are the rows below it that are one level deeper",
    ),
    ("Part Number", "identity: the same number anywhere is the same item"),
    ("Revision", "text"),
    ("Description", "text; words such as magnet, motor, sputtering target are recognised"),
    ("Supplier", "text; questions are sorted by it"),
    ("Quantity", "of this item in ONE of its parent, in Unit"),
    ("Unit", "each, pcs, kg, g, mg, lb, oz, m, m2, L ..."),
    ("Scrap %", "consumed but not contained; never raises the content"),
    (
        "Item Class",
        "magnet, target, listed material, assembly, other; blank is inferred and the report says so",
    ),
    ("Material", "NdFeB, SmCo, Dysprosium metal, Dy2O3, DyFe, steel ..."),
    ("Unit Mass", "mass of one Unit; not needed where Unit is a mass"),
    ("Mass Unit", "kg, g, mg, lb, oz"),
    ("Unit Price", "of Price Per units"),
    ("Currency", "ISO code: USD, EUR, CNY, JPY ..."),
    ("Price Per", "how many units the price is for; blank is 1"),
    ("Country of Origin", "of the item itself: JP, China, or CN 60%; AU 40%; blank is unknown"),
    (
        "Chinese Technology",
        "yes, no; blank is unknown: made abroad with Chinese rare-earth technology",
    ),
    (
        "Holds Magnet",
        "of a bought-in part: yes, no; blank is unknown. A no against its own words (BLDC, NdFeB ...) settles nothing",
    ),
    ("Components", "complete where the lines below are all that is in it; blank is unknown"),
    (
        "Mined In",
        "country of the mine, of what the line itself is or of the rare earth in it; blank is not stated",
    ),
    ("Separated In", "country in which its oxide was separated"),
    (
        "Metal Made In",
        "country in which its metal or alloy was made, or its alloy melted",
    ),
)
_CONTENT: Final = (
    ("Part Number", "the item that the substance is in"),
    (
        "Substance",
        "Dy, Dysprosium, Dy2O3, DyFe, SmCo5 ...; none, with Disclosure full, for an item without rare earth; none of: Sm, Gd for those that are absent; blank, with Disclosure full, where the lines below the item are all that is in it",
    ),
    ("Form", "metal, alloy, oxide; blank is unknown"),
    ("Min wt%", "mass share of the item, at least; equal to Max wt% where it is exact"),
    ("Max wt%", "mass share of the item, at most"),
    ("Mass", "instead of wt%: mass in one unit of the item"),
    ("Mass Unit", "kg, g, mg"),
    (
        "Country of Origin",
        "of this substance, not of the item: the last stage that made it what it was when put in; blank is unknown",
    ),
    ("Origin Share %", "share of this row with that origin; blank is 100, the rest is unknown"),
    ("Value", "instead of a price list: value of this substance in one unit of the item"),
    ("Currency", "of Value"),
    ("Disclosure", "full on any row of an item: whatever is not listed is not rare earth"),
    ("Evidence", "measured, declared, notice, datasheet, assumed"),
    ("Reference", "number of the certificate"),
    ("Date", "of the certificate"),
    ("Valid Until", "an expired row counts as unknown"),
    ("Mined In", "country of the mine; several with shares: CN 60%; AU 40%; blank is not stated"),
    ("Separated In", "country in which the oxide was separated"),
    ("Metal Made In", "country in which the metal or alloy was made that was put in"),
    ("Recycled %", "share recovered from waste: 10 post-consumer, or 10 pre-consumer"),
    ("Supplier", "whose number the Part Number is, where it is a supplier's own"),
    (
        "Notice Share %",
        "of an item bought with a compliance notice: the share of value that it states; its number in Reference, a row without a substance",
    ),
)
_PRICES: Final = (
    ("Substance", "as in Content"),
    ("Form", "metal, alloy, oxide; contained: per kg of the element in any of them"),
    ("Price", "or Min Price and Max Price"),
    ("Min Price", ""),
    ("Max Price", ""),
    ("Currency", ""),
    ("Per", "kg where blank"),
    ("Date", "the newest on or before --on is taken"),
    ("Source", ""),
    ("Market", "CN or abroad, where a price is of one market; blank is your own list"),
)
_RATES: Final = (
    ("Currency", "1 of this"),
    ("To", "is Rate of this"),
    ("Rate", ""),
    ("Date", ""),
    ("Source", ""),
)

# A motor with one magnet: 0.02 kg with 2 % Dy is 0.0004 kg; at 300 USD/kg that is 0.12 USD of 4 USD: 3 %, over the line.
_EXAMPLE_BOM: Final = (
    (
        0,
        "EX-100",
        "A",
        "Example motor (write over these rows)",
        "",
        1,
        "each",
        None,
        "assembly",
        "",
        0.35,
        "kg",
        40,
        "USD",
        1,
        "DE",
        "no",
        "",
        "",
    ),
    (
        1,
        "EX-110",
        "A",
        "Rotor",
        "Example Rotors GmbH",
        1,
        "each",
        None,
        "assembly",
        "",
        0.12,
        "kg",
        12,
        "USD",
        1,
        "DE",
        "no",
        "",
        "",
    ),
    (
        2,
        "EX-111",
        "A",
        "Arc magnet",
        "Example Magnets Ltd",
        2,
        "each",
        None,
        "magnet",
        "NdFeB",
        20,
        "g",
        4,
        "USD",
        1,
        "JP",
        "no",
        "",
        "",
    ),
    (
        2,
        "EX-112",
        "A",
        "Rotor core",
        "Example Steel AG",
        0.08,
        "kg",
        3,
        "other",
        "Steel M270-35A",
        None,
        None,
        2.5,
        "USD",
        1,
        "DE",
        "",
        "",
        "",
    ),
    (
        1,
        "EX-120",
        "A",
        "Housing",
        "Example Castings",
        1,
        "each",
        None,
        "other",
        "Aluminium",
        150,
        "g",
        6,
        "USD",
        1,
        "DE",
        "",
        "",
        "",
    ),
)
CONTENT_HEADINGS: Final = tuple(name for name, _ in _CONTENT)
PRICES_HEADINGS: Final = tuple(name for name, _ in _PRICES)
RATES_HEADINGS: Final = tuple(name for name, _ in _RATES)
"""The standard headings, which are always read exactly."""
_EXAMPLE_CONTENT: Final = (
    (
        "EX-111",
        "Dy",
        "metal",
        2,
        2,
        None,
        None,
        "CN",
        100,
        None,
        None,
        "full",
        "declared",
        "EX-CERT-1",
        None,
        None,
        "CN",
        "CN",
        "CN",
    ),
    (
        "EX-111",
        "Nd",
        "metal",
        29,
        31,
        None,
        None,
        "AU",
        100,
        None,
        None,
        "full",
        "declared",
        "EX-CERT-1",
        None,
        None,
        "AU",
        "MY",
        "AU",
    ),
)
_EXAMPLE_PRICES: Final = (
    ("Dy", "metal", 300, None, None, "USD", "kg", None, "example figure, not a quotation"),
)
_EXAMPLE_RATES: Final = (("EUR", "USD", 1.1, None, "example figure, not a quotation"),)

_UNITS: Final = ("each", "pcs", "kg", "g", "mg", "lb", "oz", "m", "mm", "m2", "L")
_CURRENCIES: Final = ("USD", "EUR", "CNY", "JPY", "KRW", "GBP", "CHF", "TWD")


def template_bytes() -> bytes:
    """The workbook of INTERFACE section 3: sheets Read me, BOM, Content, Prices, Rates."""
    book = new_book()
    _read_me(book)
    bom = new_sheet(book, "BOM", [name for name, _ in _BOM], _padded(_EXAMPLE_BOM, len(_BOM)))
    _choice(bom, "I", [item_class.value for item_class in ItemClass])
    _choice(bom, "G", _UNITS, strict=False)
    _choice(bom, "L", ("kg", "g", "mg", "lb", "oz"), strict=False)
    _choice(bom, "N", _CURRENCIES, strict=False)
    _choice(bom, "Q", ("yes", "no"))
    _choice(bom, "R", ("yes", "no"))
    _choice(bom, "S", ("complete",))
    content = new_sheet(
        book, "Content", [name for name, _ in _CONTENT], _padded(_EXAMPLE_CONTENT, len(_CONTENT))
    )
    _choice(content, "C", ("metal", "alloy", "oxide"))
    _choice(content, "G", ("kg", "g", "mg"), strict=False)
    _choice(content, "K", _CURRENCIES, strict=False)
    _choice(content, "L", ("full", "partial"))
    _choice(content, "M", [grade.value for grade in Evidence])
    prices = new_sheet(
        book, "Prices", [name for name, _ in _PRICES], _padded(_EXAMPLE_PRICES, len(_PRICES))
    )
    _choice(prices, "B", ("metal", "alloy", "oxide", "contained"))
    _choice(prices, "F", _CURRENCIES, strict=False)
    _choice(prices, "J", ("CN", "abroad"))
    rates = new_sheet(
        book, "Rates", [name for name, _ in _RATES], _padded(_EXAMPLE_RATES, len(_RATES))
    )
    _choice(rates, "A", _CURRENCIES, strict=False)
    _choice(rates, "B", _CURRENCIES, strict=False)
    return book_bytes(book)


def _padded(rows: Sequence[Sequence[object]], width: int) -> list[tuple[object, ...]]:
    """The rows with blanks for the columns that the example does not use."""
    return [(*row, *[None] * (width - len(row))) for row in rows]


def _read_me(book: Workbook) -> None:
    rows: list[tuple[str, str, str]] = [
        (
            "",
            "",
            "Fill in the sheets BOM and Content; write over the example. Columns may be left out or put in any order.",
        ),
        ("", "", "A blank cell is unknown, never zero. Then run: deminimis check THIS-FILE.xlsx"),
    ]
    for sheet, columns in (
        ("BOM", _BOM),
        ("Content", _CONTENT),
        ("Prices", _PRICES),
        ("Rates", _RATES),
    ):
        rows += [(sheet, name, meaning) for name, meaning in columns]
    read_me = new_sheet(book, "Read me", ("Sheet", "Column", "Meaning"), rows)
    read_me.column_dimensions["C"].width = 100


def _choice(sheet: Worksheet, column: str, choices: Sequence[str], *, strict: bool = True) -> None:
    """A drop-down list; where it is not strict, other values are accepted too."""
    rule = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=strict
    )
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{_ROWS}")
