"""Honest, fully documented bills with a known answer, and ordinary quirks that mean nothing.

    python -m tests.properties.honest [--seeds N] [--start N] [--keep FOLDER]   # which do not end as they must, and why

The answer is reckoned here in a few lines of its own, from the numbers that are written into the cells. Shares keep away from the line.
"""

from __future__ import annotations

import argparse
import datetime
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
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

from tests.properties.planting import Ground
from tests.properties.runs import CLEAR, CROSSES, Case

LINE = Fraction(1, 1000)
EUR_IN_USD = Fraction("1.12")
PRICES = {
    "Dy": Fraction("276.5"),
    "Tb": Fraction("1092"),
    "Sm": Fraction("14.2"),
    "Sc": Fraction("1450"),
}
"""USD per kg of the metal."""
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
ORDINARY = (
    ("Screw M3 x 8", "Steel"),
    ("Washer 3.2", "Steel"),
    ("Cover", "ABS"),
    ("Housing", "Aluminium"),
    ("Shaft 6 x 40", "Steel"),
    ("Bracket", "Aluminium"),
    ("Copper winding", "Copper"),
    ("Seal ring", "Rubber"),
    ("Foot", "Rubber"),
    ("Plate 2 mm", "Steel"),
    ("Spacer 5 mm", "Brass"),
    ("Front panel", "Aluminium"),
)
SUPPLIERS = ("Keller GmbH", "Nordic Parts AB", "Aoki Seiko", "Baxter Metals", "Rossi S.p.A.")
SAFE = ("JP", "DE", "US", "VN", "KR", "AU")


@dataclass
class Part:
    """A line of the bill: masses in grams, prices in USD, both of one piece."""

    level: int
    number: str
    words: str
    material: str = ""
    kind: str = ""
    quantity: int = 1
    grams: Fraction = Fraction(0)
    price: Fraction = Fraction(0)
    origin: str = ""
    supplier: str = ""


@dataclass
class Honest:
    """A bill with all facts, and what must come out: the verdict of each magnet and target, and the exit status."""

    parts: list[Part] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    needs_licence: bool = False
    quirks: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """1 where something crosses or is itself Chinese, else 0."""
        return CROSSES if self.needs_licence else CLEAR


# --------------------------------------------------------------------------- the bill


def make(rng: random.Random) -> Honest:
    """A product of a few assemblies, each of ordinary parts and perhaps a documented magnet or target."""
    bill = Honest()
    bill.parts.append(
        Part(
            level=0,
            number="PX-1000",
            words=rng.choice(("Pump unit", "Actuator", "Door lock", "Reel")),
            kind="assembly",
        )
    )
    for place in range(rng.randrange(2, 5)):
        top = 100 * (place + 1)
        bill.parts.append(
            Part(level=1, number=f"PX-{1000 + top}", words=f"Module {place + 1}", kind="assembly")
        )
        words = rng.sample(ORDINARY, rng.randrange(2, 5))
        for index, (name, material) in enumerate(words):
            bill.parts.append(
                _ordinary(rng, 2, f"PX-{1000 + top + 10 * (index + 1)}", name, material)
            )
        for index in range(rng.randrange(3)):
            _add_tested(bill, rng, f"PX-{1000 + top + 60 + 10 * index}")
    _sum_up(bill)
    return bill


def _ordinary(rng: random.Random, level: int, number: str, words: str, material: str) -> Part:
    return Part(
        level=level,
        number=number,
        words=words,
        material=material,
        quantity=rng.choice((1, 1, 2, 4)),
        grams=Fraction(rng.randrange(20, 2000), 10),
        price=Fraction(rng.randrange(5, 900), 100),
        supplier=rng.choice(SUPPLIERS),
    )


def _add_tested(bill: Honest, rng: random.Random, number: str) -> None:
    """A magnet or a target with a full declaration."""
    make_content = rng.choice((_ndfeb, _ndfeb, _ndfeb, _smco, _ferrite, _alsc, _titanium))
    part, rows = make_content(rng, number)
    part.quantity, part.origin, part.supplier = (
        rng.choice((1, 2, 8)),
        rng.choice(SAFE),
        "Tohoku Denki",
    )
    if rng.random() < 0.1:
        part.origin = "CN"
    bill.parts.append(part)
    bill.contents += [
        {
            "Part Number": number,
            "Disclosure": "full",
            "Evidence": "declared",
            "Reference": f"DECL-{number}",
            "Date": datetime.date(2026, 5, 4),
            **row,
        }
        for row in rows
    ]
    counted = sum(
        (_value(part, row) for row in rows if row["Country of Origin"] == "CN"), Fraction(0)
    )
    listed = any(row["Substance"] in PRICES for row in rows)
    if not listed:
        bill.verdicts[number] = "not-subject"
        return
    bill.verdicts[number] = "crosses" if counted >= LINE * part.price else "below"
    bill.needs_licence |= counted >= LINE * part.price or part.origin == "CN"


def _value(part: Part, row: dict[str, Any]) -> Fraction:
    """USD of a counted substance in one piece."""
    share = Fraction(str(row["wt%"])) / 100
    return part.grams / 1000 * share * PRICES.get(row["Substance"], Fraction(0))


def _ndfeb(rng: random.Random, number: str) -> tuple[Part, list[dict[str, Any]]]:
    part = Part(
        level=2,
        number=number,
        words=f"Magnet N{rng.choice((35, 42, 48))}{rng.choice(('', 'H', 'SH'))} {rng.randrange(4, 30)} x {rng.randrange(4, 9)} x 3 mm",
        material="NdFeB",
        kind="magnet",
    )
    part.grams, part.price = (
        Fraction(rng.randrange(8, 300), 10),
        Fraction(rng.randrange(20, 400), 100),
    )
    rows = [_row("Nd", rng.randrange(24, 31), rng.choice(("AU", "JP", "CN")))]
    if rng.random() < 0.8:
        origin = rng.choice(("CN", "AU", "JP"))
        share = Fraction(rng.randrange(50, 400), 100)
        at_line = LINE * part.price / (part.grams / 1000 * PRICES["Dy"])
        if origin == "CN" and abs(share / 100 / at_line - 1) < Fraction(1, 5):
            share *= 2
        if origin == "CN" and rng.random() < 0.6:
            share = max(Fraction(round(at_line * 100 * 1000 / 3), 1000), Fraction(1, 1000))
        rows.append(_row("Dy", share, origin))
    rows.append(_row("B", 1, "JP"))
    return part, rows


def _smco(rng: random.Random, number: str) -> tuple[Part, list[dict[str, Any]]]:
    part = Part(
        level=2,
        number=number,
        words=f"Ring magnet Sm2Co17 {rng.randrange(10, 40)} x 8 x 4 mm",
        material="Sm2Co17",
        kind="magnet",
    )
    part.grams, part.price = (
        Fraction(rng.randrange(30, 300), 10),
        Fraction(rng.randrange(300, 1500), 100),
    )
    return part, [_row("Sm", 25, rng.choice(("JP", "AU"))), {**_row("Co", 50, "FI"), "Form": None}]


def _ferrite(rng: random.Random, number: str) -> tuple[Part, list[dict[str, Any]]]:
    part = Part(
        level=2,
        number=number,
        words=f"Ferrite magnet Y30 {rng.randrange(20, 90)} mm",
        material="Ferrite",
        kind="magnet",
    )
    part.grams, part.price = (
        Fraction(rng.randrange(100, 900), 10),
        Fraction(rng.randrange(20, 200), 100),
    )
    return part, []


def _alsc(rng: random.Random, number: str) -> tuple[Part, list[dict[str, Any]]]:
    part = Part(
        level=2,
        number=number,
        words=f"AlSc sputtering target {rng.choice((200, 300))} mm",
        material="AlSc",
        kind="target",
    )
    part.grams, part.price = (
        Fraction(rng.randrange(4000, 9000), 10),
        Fraction(rng.randrange(90000, 200000), 100),
    )
    return part, [
        _row("Sc", Fraction("29.4"), rng.choice(("JP", "AU"))),
        {**_row("Al", Fraction("70.6"), "JP"), "Form": None},
    ]


def _titanium(rng: random.Random, number: str) -> tuple[Part, list[dict[str, Any]]]:
    part = Part(
        level=2,
        number=number,
        words="Titanium sputtering target 200 mm",
        material="Titanium",
        kind="target",
    )
    part.grams, part.price = (
        Fraction(rng.randrange(4000, 9000), 10),
        Fraction(rng.randrange(20000, 50000), 100),
    )
    return part, []


def _row(substance: str, share: Fraction | int, origin: str) -> dict[str, Any]:
    form = "metal" if substance != "B" else None
    return {"Substance": substance, "Form": form, "wt%": float(share), "Country of Origin": origin}


def _sum_up(bill: Honest) -> None:
    """Masses and prices of what is made of parts: the sum of the parts, and some work."""
    for index in range(len(bill.parts) - 1, -1, -1):
        part = bill.parts[index]
        # A magnet with a label below it weighs and costs what it did without.
        below = _below(bill.parts, index) if part.kind == "assembly" else []
        if below:
            part.grams = sum((one.grams * one.quantity for one in below), Fraction(0))
            part.price = sum((one.price * one.quantity for one in below), Fraction(0)) + 5


def _below(parts: list[Part], index: int) -> list[Part]:
    found = []
    for part in parts[index + 1 :]:
        if part.level <= parts[index].level:
            break
        if part.level == parts[index].level + 1:
            found.append(part)
    return found


# --------------------------------------------------------------------------- quirks of the bill


def _label(bill: Honest, rng: random.Random) -> bool:
    """A paper label below a magnet that is fully declared."""
    places = [index for index, part in enumerate(bill.parts) if part.kind == "magnet"]
    if not places:
        return False
    index = rng.choice(places)
    holder = bill.parts[index]
    label = _ordinary(rng, 3, f"{holder.number}-L", "Paper label 10 x 10", "Paper")
    label.quantity, label.grams, label.price = 1, Fraction(1, 10), Fraction(1, 100)
    bill.parts.insert(index + 1, label)
    return True


def _repeated(bill: Honest, _: random.Random) -> bool:
    """A part that is used in a second assembly, with the same facts in its second row."""
    assemblies = [index for index, part in enumerate(bill.parts) if part.level == 1]
    first, last = assemblies[0], assemblies[-1]
    for index, part in enumerate(bill.parts[first + 1 : last], first + 1):
        if part.level == 2 and not (
            index + 1 < len(bill.parts) and bill.parts[index + 1].level > 2
        ):
            bill.parts.append(Part(**vars(part)))
            return True
    return False


def _motor(bill: Honest, rng: random.Random) -> bool:
    """A motor that is broken down to its documented magnet, and a bracket that is for it."""
    bill.parts.append(Part(level=1, number="PX-9000", words="BLDC motor 24 V", kind="assembly"))
    bill.parts.append(_ordinary(rng, 2, "PX-9010", "Shaft 4 x 30", "Steel"))
    bill.parts.append(_ordinary(rng, 2, "PX-9020", "Copper winding", "Copper"))
    bill.parts.append(_ordinary(rng, 2, "PX-9030", "Lamination stack", "Steel"))
    part, rows = _ndfeb(rng, "PX-9040")
    rows = [row for row in rows if row["Substance"] != "Dy"]
    part.origin, part.supplier, part.quantity = "JP", "Tohoku Denki", 8
    bill.parts.append(part)
    bill.contents += [
        {"Part Number": part.number, "Disclosure": "full", "Evidence": "declared", **row}
        for row in rows
    ]
    bill.verdicts[part.number] = "not-subject"
    bill.parts.append(_ordinary(rng, 1, "PX-9100", "Bracket for motor", "Steel"))
    return True


def _other_bills(bill: Honest, rng: random.Random) -> bool:
    """Declarations of parts of other bills among the facts."""
    for number in rng.sample(range(10000, 99999), 3):
        bill.contents.append(
            {
                "Part Number": f"QX{number}",
                "Disclosure": "full",
                "Evidence": "declared",
                **_row("Dy", 4, "CN"),
            }
        )
    return True


def _magnet_suppliers(bill: Honest, rng: random.Random) -> bool:
    """Companies that are called after magnets and motors."""
    for part in bill.parts[1:]:
        if rng.random() < 0.4:
            part.supplier = rng.choice(
                (
                    "Hoshi Magnet Co., Ltd.",
                    "Nordmotor GmbH",
                    "Kita Magnetics Inc.",
                    "日本電機株式会社",
                )
            )
    return True


def _rounded_masses(bill: Honest, _: random.Random) -> bool:
    """Masses of assemblies as a scale shows them, to the gram."""
    for part in bill.parts:
        if part.kind == "assembly":
            part.grams = Fraction(round(part.grams))
    return True


OF_THE_BILL: dict[str, Callable[[Honest, random.Random], bool]] = {
    "label below a magnet": _label,
    "repeated row": _repeated,
    "motor broken down, bracket for it": _motor,
    "facts of other bills": _other_bills,
    "suppliers named after magnets": _magnet_suppliers,
    "rounded masses": _rounded_masses,
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


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of an honest bill: what had to come out, what did, and what stands open."""

    seed: int
    bill: Honest
    status: int
    verdicts: dict[str, str]
    why: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """The exit status and each verdict are those known by construction."""
        return self.status == self.bill.status and self.verdicts == self.bill.verdicts


def outcome_of(seed: int, folder: Path) -> Outcome:
    """The bill of a seed, with quirks that are drawn, written and assessed."""
    rng = random.Random(seed)
    bill = make(rng)
    bill.quirks = [
        name for name, apply in OF_THE_BILL.items() if rng.random() < 0.3 and apply(bill, rng)
    ]
    _sum_up(bill)
    if "rounded masses" in bill.quirks:
        _rounded_masses(bill, rng)
    bill.quirks += [name for name in OF_THE_LAYOUT if rng.random() < 0.25]
    quirks = rng.sample([*OF_THE_WORKBOOK], rng.randrange(2, 7))
    bill.quirks += quirks
    path = folder / f"honest-{seed}.xlsx"
    write(bill, rng, path, quirks)
    report = Case(bill=path).assessed().report
    open_records = [
        f"{finding.item.number}: {record.obligation.value}: {record.by} {record.question}"
        for finding in report.findings
        for record in getattr(finding, "clearance", ())
        if record.standing.value == "open"
    ]
    return Outcome(
        seed=seed,
        bill=bill,
        status=report.exit_status(),
        verdicts={finding.item.number: finding.verdict.value for finding in report.findings},
        why=(
            *(f"{part.item.number}: {part.why}" for part in report.suspects),
            *open_records,
            *(
                f"{doubt.item or 'file'}: {doubt.obligation.value}: {doubt.why}"
                for doubt in report.doubts
            ),
            *(str(one) for one in report.problems if one.severity.value == "error"),
        ),
    )


def outcomes(seeds: Sequence[int], folder: Path) -> Iterator[Outcome]:
    """One after the other."""
    for seed in seeds:
        yield outcome_of(seed, folder)


def main() -> None:
    """Prints which honest bills do not end as they must, and how often each quirk is among them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = [
            *outcomes(range(words.start, words.start + words.seeds), words.keep or Path(folder))
        ]
    wrong = [one for one in made if not one.is_right]
    for one in wrong:
        differing = {
            key: (value, one.verdicts.get(key))
            for key, value in one.bill.verdicts.items()
            if one.verdicts.get(key) != value
        }
        print(
            f"seed {one.seed}: exit {one.status}, must be {one.bill.status}; {differing or set(one.verdicts) - set(one.bill.verdicts) or ''}; {', '.join(one.bill.quirks)}"
        )
        for text in one.why[:4]:
            print(f"    {text}")
    print(f"{len(made) - len(wrong)} of {len(made)} right")
    seen, among = (
        Counter(name for one in made for name in one.bill.quirks),
        Counter(name for one in wrong for name in one.bill.quirks),
    )
    print("\n".join(f"| {name} | {seen[name]} | {among[name]} |" for name in sorted(seen)))


if __name__ == "__main__":
    main()
