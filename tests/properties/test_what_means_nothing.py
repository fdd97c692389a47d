"""What offices write beside a fully documented magnet leaves its answer; the same where it could mean a magnet does not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from calculator.application.requests import options_for
from calculator.assessment import assess
from tests.properties.runs import CLEAR, ON, OPEN

HEADS = (
    *("Level", "Part Number", "Description", "Supplier", "Quantity", "Unit", "Item Class"),
    *("Material", "Unit Mass", "Mass Unit", "Unit Price", "Currency", "Country of Origin"),
    "Chinese Technology",
)
LINES = (
    (0, "PX-1", "Actuator", None, 1, "each", "assembly", None, 150, "g", 40, "USD", None, None),
    (
        *(1, "MX-10", "Magnet N42SH 20 x 5 x 3 mm", "Tohoku Denki", 2, "each", "magnet", "NdFeB"),
        *(12, "g", 3.0, "USD", "JP", "no"),
    ),
    (1, "PX-2", "Housing", "Keller", 1, "each", None, "Aluminium", 100, "g", 6, "USD", None, None),
)
CONTENT = (("Nd", 28, "AU"), ("Dy", 0.005, "CN"), ("B", 1, "JP"))
Change = Callable[[Workbook], None]


def documented(*, dated: object = datetime.date(2026, 9, 1)) -> Workbook:
    """One magnet with all its facts, at a sixth of the line by its mass, its price and the price of dysprosium: each is needed."""
    book = Workbook()
    bill = book.worksheets[0]
    bill.title = "BOM"
    for row in (HEADS, *LINES):
        bill.append(list(row))
    content = book.create_sheet("Content")
    content.append(["Part Number", "Substance", "Form", "wt%", "Country of Origin", "Disclosure"])
    for substance, share, origin in CONTENT:
        content.append(["MX-10", substance, "metal", share, origin, "full"])
    prices = book.create_sheet("Prices")
    prices.append(["Substance", "Form", "Price", "Currency", "Per", "Date", "Source"])
    for substance, price in (("Dy", 276.5), ("Tb", 1092), ("Sm", 14.2), ("Sc", 1450)):
        prices.append([substance, "metal", price, "USD", "kg", dated, "own list"])
    return book


def status_of(folder: Path, book: Workbook) -> int:
    """The exit status of the bill as it is saved."""
    path = folder / "bill.xlsx"
    book.save(path)
    return assess((path,), (), options_for(on=ON)).report.exit_status()


def cell(place: str, value: object, sheet: str = "BOM") -> Change:
    """One cell with another value."""
    return lambda book: book[sheet].__setitem__(place, value)


def rows(*added: tuple[object, ...]) -> Change:
    """Rows below the last line."""

    def change(book: Workbook) -> None:
        for row in added:
            book["BOM"].append(list(row))

    return change


def above(place: str, text: str) -> Change:
    """A row before the magnet with one text alone."""

    def change(book: Workbook) -> None:
        book["BOM"].insert_rows(3)
        book["BOM"][place] = text

    return change


def comment(text: str) -> Change:
    """A comment on the magnet's own cell."""
    return lambda book: setattr(book["BOM"]["C3"], "comment", Comment(text, "JK"))


def on_sheet(name: str, *cells: tuple[object, ...]) -> Change:
    """A further sheet."""

    def change(book: Workbook) -> None:
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(list(row))

    return change


def column(heading: str, value: object) -> Change:
    """A further column, filled in the magnet's row."""

    def change(book: Workbook) -> None:
        book["BOM"]["O1"], book["BOM"]["O3"] = heading, value

    return change


SUM = (None,) * 2
MEANS_NOTHING: dict[str, Change] = {
    "nothing": lambda _: None,
    **{f"mass {text}": cell("I3", text) for text in ("~12 g", "ca. 12", "12 g ±5 %", "12 ± 0.5", "12 g (typ.)", "12 g nominal", "12 g*", "12 g max")},
    **{f"price {text}": cell("K3", text) for text in ("ca. 3.00", "~3.00", "3.00 ea", "3.00/pc", "3,00 USD/Stk", "3.-", "3.00 $ / pc")},
    **{f"unit {text}": cell("F3", text) for text in ("piece(s)", "Stk", "個", "szt", "PCE")},
    **{f"technology {text}": cell("N3", text) for text in ("No (declared)", "no, see cert. 4711")},
    **{f"material {text}": cell("H3", text) for text in ("Neodymium", "Neodym", "ネオジム")},
    **{f"comment {text}": comment(text) for text in ("HS 850511", "HS code 8505.11", "2 per rotor", "bonded into rotor", "magnet supplier changed 2025", "checked by JK", "price valid until 12/2026")},
    **{f"remark {text}": column("Remark", text) for text in ("2 per rotor", "bonded into rotor", "in den Rotor geklebt", "HS 8505.11", "转子用")},
    **{f"column {heading}": column(heading, value) for heading, value in (("HS Code", "8505.11"), ("Cost share", "49 %"), ("ECCN", "EAR99"), ("Buyer", "M. Magnetti"), ("Checked by", "JK"), ("Surface", "NiCuNi"), ("Packaging", "tray of 50"), ("Link", "https://shop.example.com/magnets/n42sh"))},
    **{f"remark on it: {text}": column("Remark", text) for text in ("poles alternate", "no substitutes allowed", "MX-10: axially magnetised", "Preis gültig bis 12/2027")},
    **{f"note in {place}: {text}": rows((), (*(None,) * place, text)) for place, text in enumerate(("MX-10: magnetised axially", "MX-10: 20 x 5 x 3", "Note: MX-10 - 2 per rotor", "MX-10: HS 8505.11"))},
    "contacts": on_sheet("Contacts", ("Company", "E-mail"), ("Hoshi Magnet Co.", "sato@hoshi-magnet.example")),
    "a part that holds it": lambda book: setattr(book["BOM"]["C4"], "comment", Comment("holds the magnet", "JK")),
    "headings in two languages": lambda book: [cell(place, text)(book) for place, text in (("C1", "Bezeichnung / Description"), ("E1", "Menge / Quantity"), ("I1", "Stückgewicht / Unit Mass"))] and None,
    "the iron of the rotor": rows((1, "RC-1", "Rotor core", None, 1, "each", None, "steel", 20, "g", 2, "USD")),
    "a label's own words": rows((1, "LB-2", 'Label "magnet"', None, 1, "each", None, "Paper", 1, "g", 0.1, "USD")),
    "price in the description": cell("C3", "Magnet N42SH 20 x 5 x 3 mm, price valid until 12/2026"),
    "notice of a company": rows((), ("CONFIDENTIAL - property of Hoshi Magnet Co., Ltd.",)),
    "page number": rows((), ("Page 1 of 3",)),
    "signatures": rows((), ("Prepared", "J. Keller", "Checked", "M. Sato", "Approved", "K. Braun"), ("Date", datetime.date(2026, 5, 1))),
    "sum of a group": rows((*SUM, "Subtotal Magnets", *SUM, *SUM, *SUM, None, 6)),
    "total, overhead": rows((*SUM, "Total material cost", *SUM, *SUM, *SUM, None, 12), (*SUM, "Grand total", *SUM, *SUM, *SUM, None, 14)),
    "title in the column of levels": above("A3", "Magnets"),
    "title in the column of words": above("C3", "1. Magnet system"),
    "warning label": rows((1, "LB-1", "Warning label strong magnet", None, 1, "each", None, "Paper", 1, "g", 0.1, "USD")),
    "box": rows((1, "PK-1", "Carton box 200 x 200", None, 1, "each", None, "Cardboard", 80, "g", 0.4, "USD")),
    "labour": rows((1, "SV-1", "Assembly labour", None, 0.5, "h", None, None, None, None, 35, "USD")),
    "tooling": rows((1, "TL-1", "Tooling cost, injection mould", None, 1, "each", None, None, None, None, 8000, "USD")),
    "cover": on_sheet("Cover", ("Bill of materials",), ("Product", "Actuator PX-1"), ("Status", "released")),
    "revisions": on_sheet("Revision history", ("Rev", "Date", "Change"), ("B", "2026-01-01", "Magnet changed from N42 to N42SH")),
    "suppliers": on_sheet("Suppliers", ("Supplier", "Contact"), ("Magnetfabrik Bonn GmbH", "K. Braun")),
    "legend": on_sheet("Legend", ("Colour", "Meaning"), ("yellow", "magnet parts")),
}  # fmt: skip
COULD_MEAN_A_MAGNET: dict[str, Change] = {
    "an answer with an exception": cell("N3", "no, except the coating"),
    "a mass that is only limited below": cell("I3", "> 12 g"),
    "a price of another unit": cell("K3", "3.00 / 100 pcs"),
    "a price in another currency": cell("K3", "3.00 EUR/pc"),
    "another magnet in a comment": comment("N52 magnet 10 x 5 for the latch"),
    "the code of a motor": comment("see HS 8501.31, BLDC motor 24 V"),
    "a notice that names a part": rows((), ("N42 magnet of Hoshi Magnet Co., Ltd.",)),
    "a signature beside a motor": rows((), ("Checked", "BLDC motor 24 V")),
    "a sum with a size": rows((*SUM, "Subtotal magnet N52 10 x 5", *SUM, *SUM, *SUM, None, 6)),
    "a sum with a quantity": rows((*SUM, "Total magnets", None, 4, *SUM, *SUM, None, 6)),
    "a lone magnet with a grade": above("C3", "N52 magnet 10 x 5"),
    "a lone magnet with a grade in the column of levels": above("A3", "N52 magnet 10 x 5"),
    "a lone note on another magnet": rows((), (None, None, "MX-11: N52 10 x 5")),
    "a lone note with a second part": rows((), (None, None, "MX-10 with servo motor")),
    "a lone note of another grade": rows((), (None, None, "MX-10: N52SH 20 x 5 x 3")),
    "a rotor core that may hold magnets": rows((1, "RC-1", "Rotor core assembly", None, 1, "each", None, "steel")),
    "a magnet under a label": rows((1, "LB-1", "Warning label, magnet N52 10 x 5", None, 1, "each")),
    "a cover with another product": on_sheet("Cover", ("Product", "Servo motor SM-12")),
    "a material without rare earth declared": lambda book: (
        book["BOM"].__setitem__("H3", "Neodymium"),
        book["Content"].delete_rows(2, 3),
        book["Content"].append(["MX-10", "none", None, None, None, "full"]),
    )[0],
}  # fmt: skip


@pytest.mark.parametrize("what", MEANS_NOTHING)
def test_what_means_nothing_leaves_a_documented_bill_its_answer(tmp_path, what):
    book = documented()
    MEANS_NOTHING[what](book)
    assert status_of(tmp_path, book) == CLEAR


@pytest.mark.parametrize("what", COULD_MEAN_A_MAGNET)
def test_its_neighbour_that_could_mean_a_magnet_is_asked_about(tmp_path, what):
    book = documented()
    COULD_MEAN_A_MAGNET[what](book)
    assert status_of(tmp_path, book) == OPEN


@pytest.mark.parametrize(
    "day", ["12 March 2026", "12. März 2026", "March 12, 2026", "März 2026", "2026-03", "03/2026", "4 maja 2026"]
)  # fmt: skip
def test_a_date_with_the_name_of_its_month_or_without_a_day_is_read(tmp_path, day):
    assert status_of(tmp_path, documented(dated=day)) == CLEAR


@pytest.mark.parametrize("words", ["Subtotal Magnets", "Subtotal motors"])
def test_a_sum_of_a_group_that_no_line_is_of_is_asked_about(tmp_path, words):
    book = documented()
    book["BOM"].delete_rows(3)
    book["BOM"]["C2"] = "Frame"
    assert status_of(tmp_path, book) == CLEAR
    rows((*SUM, words, *SUM, *SUM, *SUM, None, 6))(book)
    assert status_of(tmp_path, book) == OPEN


@pytest.mark.parametrize(
    ("sheet", "heading", "status"),
    [
        ("Content", "Country of Origin", CLEAR),
        ("Declaration", "Country of origin (rare earths)", CLEAR),
        ("Declaration", "Origin of raw materials", CLEAR),
        # It may be where the magnet was made, which tells nothing of its dysprosium.
        ("Declaration", "Country of Origin", OPEN),
    ],
)
def test_one_origin_beside_elements_across_is_theirs_where_it_says_so(
    tmp_path, sheet, heading, status
):
    book = documented()
    del book["Content"]
    on_sheet(
        sheet,
        ("Part Number", "Nd %", "Dy %", "B %", heading, "Disclosure"),
        ("MX-10", 28, 1.5, 1, "JP", "full"),
    )(book)
    assert status_of(tmp_path, book) == status
