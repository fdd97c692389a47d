"""One bill in random clothes: other headings, other columns, other notations, titles, sums, repeated headings; always the same answer."""

from __future__ import annotations

import csv
import random
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON, write_workbook

NUMBERS = (
    "Part Number",
    "Teilenummer",
    "物料编码",
    "品番",
    "P/N",
    "Component number",
    "Référence",
    "Código",
    "Codice articolo",
    "Numer części",
    "Item Number",
    "图号",
    "Sachnr.",
    "자재번호",
)
NAMES = (
    "Description",
    "Benennung",
    "物料名称",
    "品名",
    "Name",
    "Désignation",
    "Descripción",
    "Details",
    "Nazwa",
    "품명",
)
QUANTITIES = (
    "Qty",
    "Menge",
    "用量",
    "員数",
    "Quantity per",
    "Cantidad",
    "Anzahl",
    "수량",
    "Q.tà",
    "Ilość",
)
PRICES = (
    ("Unit price (USD)", 1),
    ("Einzelpreis [USD]", 1),
    ("单价(USD)", 1),
    ("Preis/100 USD", 100),
    ("Cost each USD", 1),
    ("Total price (USD)", 0),
    ("Prezzo unitario USD", 1),
    ("단가(USD)", 1),
)
MATERIALS = ("Material", "Werkstoff", "材质", "")
LEVELS = ("Level", "Stufe", "层级", "Pos", "Parent", "レベル", "steps", "indent", "")
# Number, name, material, quantity, price, level, outline number, parent; the share of the magnet is 0.01 USD of 5 USD.
PARTS = (
    ("PRD-1", "Product", "", 1, 100, 0, "1", ""),
    ("ROT-2", "Yoke assembly", "", 2, 40, 1, "1.1", "PRD-1"),
    ("MAG-3", "Arc magnet", "NdFeB", 8, 5, 2, "1.1.1", "ROT-2"),
    ("SHF-4", "Shaft", "steel", 1, 10, 2, "1.1.2", "ROT-2"),
    ("SCR-5", "Screw M3x8", "steel", 4, 0.1, 1, "1.2", "PRD-1"),
    ("LBL-6", "Label", "paper", 1, 0.2, 1, "1.3", "PRD-1"),
)
CONTENT = {
    "Part Number": "MAG-3",
    "Substance": "Dy",
    "Form": "metal",
    "wt%": 1,
    "Country of Origin": "CN",
    "Disclosure": "full",
    "Value": 0.01,
    "Currency": "USD",
}


def dressed(rng: random.Random) -> tuple[list[list[object]], str]:
    """The rows of one sheet, and how its hierarchy is written."""
    price, basis = rng.choice(PRICES)
    way = rng.choice(LEVELS)
    heads = {
        "number": rng.choice(NUMBERS),
        "name": rng.choice(NAMES),
        "quantity": rng.choice(QUANTITIES),
        "price": price,
        "material": rng.choice(MATERIALS),
        "level": way if way != "indent" else "",
        "other": rng.choice(("", "Link", "Remark", "备注", "Status", "位号")),
        "blank": " ",
    }
    columns = [column for column, head in heads.items() if head]
    rng.shuffle(columns)

    def spread(values: dict[str, object]) -> list[object]:
        out: list[object] = []
        for column in columns:
            out += values[column] if isinstance(values[column], list) else [values[column]]  # type: ignore[misc]
        return out

    heading = spread(
        {
            **heads,
            "blank": None,
            "level": ["Level 0", "Level 1", "Level 2"] if way == "steps" else heads["level"],
        }
    )
    rows: list[list[object]] = [
        [rng.choice((None, "Title block", "Project X", "Rev. B"))] for _ in range(rng.randrange(4))
    ]
    if rng.random() < 0.2:
        rows.append(["Customer", "ACME", "Date", "2026-01-01"])
    rows.append(heading)
    for index, (number, name, material, quantity, cost, level, outline, parent) in enumerate(PARTS):
        place: object = {
            "Pos": outline,
            "Parent": parent,
            "steps": ["x" if level == at else None for at in range(3)],
        }.get(way, level)
        rows.append(
            spread(
                {
                    "level": place,
                    "number": ("   " * level if way == "indent" else "") + number,
                    "name": name,
                    "quantity": quantity,
                    "price": cost * (basis or quantity),
                    "material": material or None,
                    "other": rng.choice((None, "see note", "OK")),
                    "blank": None,
                }
            )
        )
        if rng.random() < 0.1 and index > 1:
            rows.append(heading)
        if rng.random() < 0.1:
            rows.append([])
    if rng.random() < 0.4 and way != "steps":
        rows.append([{"name": "Total", "price": 155}.get(column) for column in columns])
    return rows, way


def written(folder: Path, rows: list[list[object]], rng: random.Random) -> Path:
    """The rows as a workbook, or as text in one of its tastes."""
    if rng.random() < 0.5:
        book = Workbook()
        book.active.title = rng.choice(("BOM", "Sheet1", "Stückliste", "Export", "部品表"))
        for row in rows:
            book.active.append(row)
        book.save(folder / "b.xlsx")
        return folder / "b.xlsx"
    mark = rng.choice((",", ";", "\t"))
    point = "," if mark == ";" else "."
    with (folder / "b.csv").open(
        "w", newline="", encoding=rng.choice(("utf-8", "utf-8-sig", "utf-16"))
    ) as file:
        for row in rows:
            csv.writer(file, delimiter=mark).writerow(
                [
                    ""
                    if cell is None
                    else str(cell).replace(".", point)
                    if isinstance(cell, float)
                    else cell
                    for cell in row
                ]
            )
    return folder / "b.csv"


@pytest.mark.parametrize("seed", range(120))
def test_the_same_bill_in_other_clothes_has_the_same_answer(tmp_path, seed):
    rng = random.Random(seed)
    rows, way = dressed(rng)
    facts = write_workbook(tmp_path / "facts.xlsx", Content=[CONTENT])
    run = assess((written(tmp_path, rows, rng),), (facts,), Options(on=ON, rules=(LAW,)))
    bill = run.read.bill
    assert {number for number, item in bill.items.items() if not item.is_implied} == {
        part[0] for part in PARTS
    }
    (finding,) = [one for one in run.report.findings if one.item.number == "MAG-3"]
    assert (finding.value.share.low, finding.value.share.high) == (
        Fraction(1, 500),
        Fraction(1, 500),
    )
    assert run.report.exit_status() == 1
    if way:
        assert set(bill.components_of("PRD-1")) == {"ROT-2", "SCR-5", "LBL-6"}
        assert set(bill.components_of("ROT-2")) == {"MAG-3", "SHF-4"}
