"""An honest bill as a workbook, with what companies put beside their lines."""

from __future__ import annotations

import datetime
import random
import tempfile
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from tests.properties.honest_bills import EUR_IN_USD, PRICES, Honest, Part
from tests.properties.honest_offices import OF_THE_OFFICE
from tests.properties.planting import Ground

HEADINGS = {
    "level": "Level",
    "number": "Part Number",
    "description": "Description",
    "supplier": "Supplier",
    "quantity": "Quantity",
    "unit": "Unit",
    "class": "Item Class",
    "material": "Material",
    "mass": "Unit Mass",
    "mass_unit": "Mass Unit",
    "price": "Unit Price",
    "currency": "Currency",
    "origin": "Country of Origin",
    "technology": "Chinese Technology",
}
GERMAN = {
    "level": "Stufe",
    "number": "Teilenummer",
    "description": "Benennung",
    "supplier": "Lieferant",
    "quantity": "Menge",
    "unit": "Einheit",
    "class": "Item Class",
    "material": "Werkstoff",
    "mass": "Stückgewicht",
    "mass_unit": "Gewichtseinheit",
    "price": "Stückpreis",
    "currency": "Währung",
    "origin": "Ursprungsland",
    "technology": "Chinese Technology",
}


OF_THE_LAYOUT = ("title block", "category")
"""What is written with the table itself."""


# --------------------------------------------------------------------------- quirks of the workbook


def _column(ground: Ground, heading: str) -> int:
    column = ground.free_column
    ground.sheet.cell(ground.first - 1, column, heading)
    return column


def _rows(ground: Ground) -> range:
    return range(ground.first, ground.end + 1)


def _number(ground: Ground, row: int, meaning: str) -> float | None:
    column = ground.columns.get(meaning)
    value = ground.sheet.cell(row, column).value if column else None
    return float(value) if isinstance(value, (int, float)) else None


def _line_totals(ground: Ground, rng: random.Random) -> None:
    """What the pieces of each line cost together, and the sum below."""
    column = _column(ground, rng.choice(("Line Total", "Extended Price", "Gesamtpreis")))
    total = 0.0
    for row in _rows(ground):
        price, quantity = _number(ground, row, "price"), _number(ground, row, "quantity")
        if price is not None and quantity is not None:
            ground.sheet.cell(row, column, round(price * quantity, 6))
            total += price * quantity
    ground.sheet.cell(ground.end + 1, ground.words_column, "Total")
    ground.sheet.cell(ground.end + 1, column, round(total, 2))


def _second_currency(ground: Ground, _: random.Random) -> None:
    """The same prices in euro."""
    currencies = (
        {ground.sheet.cell(row, ground.columns["currency"]).value for row in _rows(ground)}
        if "currency" in ground.columns
        else set()
    )
    if currencies - {None} != {"USD"}:
        return
    column = _column(ground, "Unit Price (EUR)")
    for row in _rows(ground):
        price = _number(ground, row, "price")
        if price is not None:
            ground.sheet.cell(row, column, float(round(Fraction(str(price)) / EUR_IN_USD, 6)))
    rates = ground.sheet.parent["Rates"] if "Rates" in ground.sheet.parent.sheetnames else None
    if rates is None:
        rates = ground.sheet.parent.create_sheet("Rates")
        rates.append(["Currency", "To", "Rate", "Date", "Source"])
    rates.append(["EUR", "USD", float(EUR_IN_USD), datetime.date(2026, 10, 30), "bank"])


def _remarks(ground: Ground, rng: random.Random) -> None:
    """Warnings and denials of magnets."""
    column = _column(ground, rng.choice(("Remark", "Bemerkung", "Notes")))
    for row in _rows(ground):
        if rng.random() < 0.4:
            text = rng.choice(
                (
                    "keep away from magnets",
                    "non-magnetic",
                    "nicht magnetisch",
                    "see drawing",
                    "check on arrival",
                    "contains no magnets",
                    "does not contain rare earth magnets",
                )
            )
            ground.sheet.cell(row, column, text)


def _glossary(ground: Ground, _: random.Random) -> None:
    """A page that says what words mean."""
    sheet = ground.sheet.parent.create_sheet("Glossary")
    sheet.append(["Term", "Meaning"])
    sheet.append(["Magnet", "a part that is magnetised for good"])
    sheet.append(["Target", "a disc of pure material from which layers are sputtered"])
    sheet.append(["Motor", "a machine that turns current into motion"])
    sheet.append(["BOM", "bill of materials"])


def _choices(ground: Ground, _: random.Random) -> None:
    """A drop-down list of classes on a page of its own."""
    sheet = ground.sheet.parent.create_sheet("Lists")
    for name in ("magnet", "target", "listed material", "assembly", "other"):
        sheet.append([name])
    column = ground.columns.get("class") or ground.free_column
    letter = ground.sheet.cell(1, column).column_letter
    validation = DataValidation(type="list", formula1="Lists!$A$1:$A$5", allow_blank=True)
    validation.add(f"{letter}{ground.first}:{letter}{ground.end}")
    ground.sheet.add_data_validation(validation)


def _comments(ground: Ground, rng: random.Random) -> None:
    """Remarks of the office on cells."""
    for row in rng.sample([*_rows(ground)], min(3, len(_rows(ground)))):
        text = rng.choice(
            ("checked by QA", "price of last year's contract applies", "JK: ok", "tolerance ±0.1")
        )
        ground.sheet.cell(row, ground.words_column).comment = Comment(text, "JK")


def _logo(ground: Ground, _: random.Random) -> None:
    """The picture of a company's sign, away from the table."""
    with tempfile.NamedTemporaryFile(suffix=".png", delete=False) as file:
        Picture.new("RGB", (40, 20), "navy").save(file, "PNG")
    ground.sheet.add_image(
        Image(file.name), f"{ground.sheet.cell(1, ground.free_column + 2).column_letter}1"
    )


def _title(ground: Ground, rng: random.Random) -> None:
    """Name and date of the list in the page's header, and numbers of pages below."""
    ground.sheet.oddHeader.center.text = rng.choice(
        ("Bill of materials", "Confidential", "Stückliste")
    )
    ground.sheet.oddFooter.center.text = "Page &P of &N"


def _counter(ground: Ground, _: random.Random) -> None:
    """A number for each row, a link and a designator."""
    counter, link = _column(ground, "Line"), ground.free_column
    ground.sheet.cell(ground.first - 1, link + 0, "Link")
    for place, row in enumerate(_rows(ground), 1):
        ground.sheet.cell(row, counter, place)
        ground.sheet.cell(row, link, f"https://parts.example.com/{place:05}")


def _hidden_ids(ground: Ground, _: random.Random) -> None:
    """A hidden column of numbers of the supplier's own system."""
    column = _column(ground, "GUID")
    for place, row in enumerate(_rows(ground)):
        ground.sheet.cell(row, column, f"{place:08x}-7f3a")
    ground.sheet.column_dimensions[ground.sheet.cell(1, column).column_letter].hidden = True


def _contacts(ground: Ground, _: random.Random) -> None:
    """A page of people to call."""
    sheet = ground.sheet.parent.create_sheet("Contacts")
    sheet.append(["Name", "Company", "Phone"])
    sheet.append(["M. Sato", "Hoshi Magnet Co., Ltd.", "+81 3 5555 0101"])
    sheet.append(["K. Braun", "Elektromotoren Braun GmbH", "+49 89 555 0102"])


def _history(ground: Ground, _: random.Random) -> None:
    """A page of what was changed when."""
    sheet = ground.sheet.parent.create_sheet("Revisions")
    sheet.append(["Rev", "Date", "Change", "By"])
    sheet.append(["A", datetime.date(2026, 2, 1), "first issue", "JK"])
    sheet.append(["B", datetime.date(2026, 6, 9), "prices of the new contract", "JK"])


def _bold(ground: Ground, _: random.Random) -> None:
    """Assemblies in bold."""
    for row in _rows(ground):
        if _number(ground, row, "level") in {0.0, 1.0}:
            for cell in ground.sheet[row]:
                cell.font = Font(bold=True)


def _revision_columns(ground: Ground, rng: random.Random) -> None:
    """Columns that every system has and that say nothing of content."""
    column = _column(ground, "Lead Time (days)")
    status = ground.free_column
    ground.sheet.cell(ground.first - 1, status, "Status")
    for row in _rows(ground):
        ground.sheet.cell(row, column, rng.choice((7, 14, 30)))
        ground.sheet.cell(row, status, rng.choice(("released", "active")))


def _other_money(ground: Ground, rng: random.Random) -> None:
    """Money that is no price of the part, by its heading."""
    column = _column(
        ground, rng.choice(("Target Price", "Tooling Cost", "Freight", "Deposit", "Zielpreis"))
    )
    for row in _rows(ground):
        ground.sheet.cell(row, column, round(rng.uniform(0.1, 900), 2))


def _order_quantities(ground: Ground, rng: random.Random) -> None:
    """The least that is ordered, which says nothing of what is built in."""
    column = _column(ground, rng.choice(("MOQ", "Minimum Order Quantity", "Mindestmenge")))
    for row in _rows(ground):
        ground.sheet.cell(row, column, rng.choice((100, 500, 1000)))


def _line_masses(ground: Ground, rng: random.Random) -> None:
    """What the pieces of each line weigh together."""
    column = _column(ground, rng.choice(("Total Mass", "Line Weight", "Gesamtgewicht")))
    for row in _rows(ground):
        mass, quantity = _number(ground, row, "mass"), _number(ground, row, "quantity")
        if mass is not None and quantity is not None:
            ground.sheet.cell(row, column, round(mass * quantity, 6))


def _tariff_codes(ground: Ground, _: random.Random) -> None:
    """The right customs code of each ordinary part."""
    column = _column(ground, "HS Code")
    codes = {
        "Steel": "7318.15",
        "ABS": "3926.90",
        "Rubber": "4016.93",
        "Aluminium": "7616.99",
        "Copper": "8544.11",
        "Brass": "7419.80",
    }
    for row in _rows(ground):
        place = ground.columns.get("material")
        material = ground.sheet.cell(row, place).value if place else None
        if material in codes:
            ground.sheet.cell(row, column, codes[str(material)])


def _notes_below(ground: Ground, rng: random.Random) -> None:
    """Sentences under the table."""
    row = int(ground.sheet.max_row) + 2
    for text in rng.sample(
        (
            "Prices ex works Hamburg",
            "All dimensions in mm",
            "Prepared by J. Keller",
            "* subject to change without notice",
            "Alle Preise netto",
        ),
        2,
    ):
        ground.sheet.cell(row, 1, text)
        row += 1


OF_THE_WORKBOOK: dict[str, Callable[[Ground, random.Random], None]] = {
    "line totals": _line_totals,
    "second currency": _second_currency,
    "remarks": _remarks,
    "glossary": _glossary,
    "drop-down list": _choices,
    "comments": _comments,
    "logo": _logo,
    "header and footer": _title,
    "counter and links": _counter,
    "hidden ids": _hidden_ids,
    "contacts": _contacts,
    "revisions": _history,
    "bold assemblies": _bold,
    "lead times": _revision_columns,
    "money that is no price": _other_money,
    "order quantities": _order_quantities,
    "line masses": _line_masses,
    "tariff codes": _tariff_codes,
    "notes below": _notes_below,
    **OF_THE_OFFICE,
}


# --------------------------------------------------------------------------- writing


def write(bill: Honest, rng: random.Random, path: Path, quirks: Sequence[str]) -> None:
    """The standard workbook of a bill, with German headings now and then, and the quirks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("BOM")
    heads = dict(rng.choice((HEADINGS, HEADINGS, GERMAN)))
    above = _title_block(bill, sheet) if "title block" in bill.quirks else 0
    has_groups = "category" in bill.quirks
    sheet.append([*heads.values(), *(["Category"] if has_groups else [])])
    for part in bill.parts:
        sheet.append([*_cells(part), *([_category(part)] if has_groups else [])])
    _table(book, "Content", bill.contents)
    _table(
        book,
        "Prices",
        [
            {
                "Substance": key,
                "Form": "metal",
                "Price": float(price),
                "Currency": "USD",
                "Per": "kg",
                "Date": datetime.date(2026, 9, 1),
                "Source": "own list",
            }
            for key, price in PRICES.items()
        ],
    )
    columns = {meaning: place for place, meaning in enumerate(heads, 1)}
    first = above + 2
    ground = Ground(
        sheet=sheet, first=first, end=first + len(bill.parts) - 1, columns=columns, ordinary=first
    )
    for name in quirks:
        OF_THE_WORKBOOK[name](ground, rng)
    book.save(path)


def _title_block(bill: Honest, sheet: Worksheet) -> int:
    """The name of the product, the day and who wrote the list, above the headings."""
    sheet.append([f"{bill.parts[0].words} {bill.parts[0].number}"])
    sheet.append(["Date", datetime.date(2026, 11, 2)])
    sheet.append(["Prepared by", "J. Keller"])
    sheet.append([])
    return 4


def _category(part: Part) -> str:
    return {"magnet": "Magnets", "target": "Targets", "assembly": "Assemblies"}.get(
        part.kind, "Mechanics"
    )


def _cells(part: Part) -> list[Any]:
    is_tested = part.kind in {"magnet", "target"}
    return [
        *(part.level, part.number, part.words, part.supplier or None, part.quantity, "each"),
        *(
            part.kind or None,
            part.material or None,
            float(part.grams),
            "g",
            float(part.price),
            "USD",
        ),
        *(part.origin or None, "no" if is_tested else None),
    ]


def _table(book: Workbook, name: str, rows: list[dict[str, Any]]) -> Worksheet:
    sheet = book.create_sheet(name)
    heads = list(dict.fromkeys(head for row in rows for head in row))
    sheet.append(heads or ["Part Number", "Substance"])
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    return sheet
