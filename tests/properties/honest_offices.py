"""What offices add to a list that means nothing for its parts: signatures, notices, covers, looks, and figures in words."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.properties.planting import Ground


def _column(ground: Ground, heading: str) -> int:
    column = ground.free_column
    ground.sheet.cell(ground.first - 1, column, heading)
    return column


def _rows(ground: Ground) -> range:
    return range(ground.first, ground.end + 1)


def _below(ground: Ground, *texts: object) -> None:
    row = int(ground.sheet.max_row) + 2
    for column, text in enumerate(texts, 1):
        ground.sheet.cell(row, column, text)


def _signatures(ground: Ground, rng: random.Random) -> None:
    """Who wrote, checked and released the list, below it."""
    labels = rng.choice(
        (
            ("Prepared", "Checked", "Approved"),
            ("Erstellt", "Geprüft", "Freigegeben"),
            ("编制", "审核", "批准"),
            ("作成", "検図", "承認"),
        )
    )
    names = ("J. Keller", "M. Sato", "K. Braun")
    _below(ground, *(text for pair in zip(labels, names, strict=True) for text in pair))


def _notices(ground: Ground, rng: random.Random) -> None:
    """Whose the list is, and its page."""
    owner = rng.choice(
        ("Hoshi Magnet Co., Ltd.", "Electric Motors Inc.", "Keller Antriebstechnik GmbH")
    )
    _below(ground, f"Confidential - property of {owner} - do not copy")
    _below(ground, "Page 1 of 3")


def _cover(ground: Ground, _: random.Random) -> None:
    """A page with the name of the customer, the state and the day."""
    sheet = ground.sheet.parent.create_sheet("Cover")
    for row in (
        ("Bill of materials",),
        ("Customer", "Hoshi Magnet Co., Ltd."),
        ("Status", "released"),
        ("Date", datetime.date(2026, 5, 1)),
        ("Currency", "see list"),
    ):
        sheet.append(row)


def _legend(ground: Ground, _: random.Random) -> None:
    """What colours mean, and companies with their people."""
    legend = ground.sheet.parent.create_sheet("Legend")
    for row in (("Colour", "Meaning"), ("green", "released"), ("yellow", "magnets")):
        legend.append(row)
    suppliers = ground.sheet.parent.create_sheet("Suppliers")
    for row in (("Supplier", "Contact"), ("Magnetfabrik Bonn GmbH", "K. Braun")):
        suppliers.append(row)


def _looks(ground: Ground, rng: random.Random) -> None:
    """Frozen panes, a filter, a print area, colours."""
    sheet = ground.sheet
    sheet.freeze_panes = sheet.cell(ground.first, 2).coordinate
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_area = sheet.dimensions
    fill = PatternFill("solid", fgColor=rng.choice(("FFFF00", "C6EFCE", "D9D9D9")))
    for cell in sheet[rng.choice(_rows(ground))]:
        cell.fill = fill
    for cell in sheet[ground.first - 1]:
        cell.font = Font(bold=True, color="1F4E78")


def _office_columns(ground: Ground, rng: random.Random) -> None:
    """Columns that every company has and that say nothing of a part."""
    for heading, value in rng.sample(
        (
            ("Checked by", "JK"),
            ("ECCN", "EAR99"),
            ("Packaging", "tray of 50"),
            ("Incoterm", "FCA"),
            ("RoHS", "compliant"),
            ("Cost share", "12 %"),
            ("Buyer", "M. Magnetti"),
            ("Find No.", "10"),
            ("Last change", "12 March 2026"),
        ),
        3,
    ):
        column = _column(ground, heading)
        for row in _rows(ground):
            ground.sheet.cell(row, column, value)


def _uses(ground: Ground, rng: random.Random) -> None:
    """Where the parts go, in a remark."""
    column = _column(ground, rng.choice(("Remark", "Bemerkung")))
    for row in _rows(ground):
        if rng.random() < 0.3:
            text = rng.choice(
                ("2 per assembly", "fixed with 2 screws", "see note 3", "für Montage")
            )
            ground.sheet.cell(row, column, text)


def _own_comments(ground: Ground, rng: random.Random) -> None:
    """What a buyer notes on the cells of prices and words."""
    texts = ("price valid until 12/2026", "Preis geprüft", "new contract 2026", "ok JK 2026-03-01")
    for row in rng.sample([*_rows(ground)], min(2, len(_rows(ground)))):
        place = ground.columns.get("price") or ground.words_column
        ground.sheet.cell(row, place).comment = Comment(rng.choice(texts), "JK")


REMARKS_ON_MAGNETS = (
    *("2 per rotor", "bonded into rotor", "N pole facing out", "magnetised after assembly", "poles alternate"),
    *("ship in pairs with spacer", "max. operating temperature 80 °C", "collé dans le rotor", "in Rotor eingeklebt"),
    *("strong magnetic field - pacemaker warning", "no alternative source approved", "Preis gültig bis 12/2027"),
    *("incollato nel rotore", "klejony na wirniku", "沿轴向充磁", "ロータに接着", "drawing 4711 rev. D", "HS 8505.11"),
)  # fmt: skip
NOTES_ON_MAGNETS = (
    "{}: magnetised axially",
    "{}: bonded into rotor",
    "Note: {} - 2 per rotor",
    "{} ist axial magnetisiert",
    "{}: customs tariff 8505.11",
    "Please see {} data sheet for Br and Hcj",
)


BESIDE_MAGNETS = ("warning label", "adhesive")
"""Parts that are called after the magnets that they stand beside."""


def _magnets(ground: Ground) -> list[tuple[int, str]]:
    """The rows of magnets of metal, as the tariff code of the remarks says, and their part numbers."""
    sheet, number = ground.sheet, ground.columns.get("number")
    words = {
        row: str(sheet.cell(row, ground.words_column).value).casefold() for row in _rows(ground)
    }
    return [
        (row, str(sheet.cell(row, number).value))
        for row, text in words.items()
        if number
        and "magnet" in text
        and not text.startswith(BESIDE_MAGNETS)
        and "ferrit" not in text
        and sheet.cell(row, number).value
    ]


def _remarks_on_magnets(ground: Ground, rng: random.Random) -> None:
    """How magnets are built in, magnetised and packed."""
    column = _column(ground, rng.choice(("Remark", "Bemerkung", "Zusatz 7")))
    for row, _ in _magnets(ground):
        ground.sheet.cell(row, column, rng.choice(REMARKS_ON_MAGNETS))


def _notes_on_magnets(ground: Ground, rng: random.Random) -> None:
    """The same below the list, by part number, in whatever column."""
    for _, number in _magnets(ground)[:2]:
        row = int(ground.sheet.max_row) + 1
        column = rng.choice((1, ground.words_column, ground.free_column - 1))
        ground.sheet.cell(row, column, rng.choice(NOTES_ON_MAGNETS).format(number))


def _contacts(ground: Ground, _: random.Random) -> None:
    """Companies with people and addresses."""
    sheet = ground.sheet.parent.create_sheet("Contacts")
    for row in (
        ("Company", "Contact", "E-mail"),
        ("Hoshi Magnet Co., Ltd.", "T. Sato", "sato@hoshi-magnet.example"),
        ("Motoren Keller GmbH", "A. Keller", "info@motoren-keller.example"),
    ):
        sheet.append(row)


IN_TWO_LANGUAGES = {
    "description": ("Description", "Bezeichnung / Description"),
    "quantity": ("Quantity", "Menge / Quantity"),
    "material": ("Material", "Werkstoff\nMaterial"),
    "unit": ("Unit", "Einheit / Unit"),
}


def _two_languages(ground: Ground, _: random.Random) -> None:
    """Headings in two languages."""
    for meaning, (plain, both) in IN_TWO_LANGUAGES.items():
        column = ground.columns.get(meaning)
        if column and ground.sheet.cell(ground.first - 1, column).value == plain:
            ground.sheet.cell(ground.first - 1, column, both)


OF_THE_OFFICE: dict[str, Callable[[Ground, random.Random], None]] = {
    "signatures": _signatures,
    "notices": _notices,
    "cover": _cover,
    "legend": _legend,
    "looks": _looks,
    "office columns": _office_columns,
    "uses": _uses,
    "buyer's comments": _own_comments,
    "remarks on magnets": _remarks_on_magnets,
    "notes on magnets": _notes_on_magnets,
    "contacts": _contacts,
    "two languages": _two_languages,
}
