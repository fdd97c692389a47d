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


OF_THE_OFFICE: dict[str, Callable[[Ground, random.Random], None]] = {
    "signatures": _signatures,
    "notices": _notices,
    "cover": _cover,
    "legend": _legend,
    "looks": _looks,
    "office columns": _office_columns,
    "uses": _uses,
    "buyer's comments": _own_comments,
}
