"""Writes the company of this folder's ``company/``: ``python sample_boms/make_company.py [FOLDER]``.

An invented maker of drives: 40 bills in three layouts, 25 suppliers of which some are spelled twice, 30 magnets that many
products share, 12 bought-in parts, 4 sputtering targets, declarations in every format that is read (some sloppy, some that
contradict each other, one at its end), letters that came back, three bills of last year and eight of next. The same run writes
the same bytes, and the tests hold the files to it.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

Row = dict[str, Any]
DAY = datetime.datetime(2026, 11, 2)  # noqa: DTZ001  # a cell's date has no zone
ASKED_ON = datetime.date(2026, 11, 23)
DUE = datetime.date(2027, 1, 15)
US = "Rheintal Antriebe GmbH"

HOSHI, TOHOKU, PANNON = "Hoshi Magnet Co., Ltd.", "Tohoku Magnet K.K.", "Pannon Magnet Kft"
RHEIN, XINGCI, NORDIC = "Rhein Magnetwerke GmbH", "宁波星磁有限公司", "Nordic SmCo AB"
MOTORS = ("Sorano Drives", "Duna Pumps", "Kitayama Seiko", "Alpine Fans AG", "Lumen Encoders")
OTHERS = (
    "Weber Stahl GmbH",
    "Moravia Castings",
    "Iberia Plastics SA",
    "Bergamo Bearings",
    "Lyon Connectique",
    "Kaunas Cable",
    "Gdansk Fasteners",
    "Oslo Label AS",
    "Basel Chemie AG",
    "Torino Molle",
    "Porto Foundry",
    "Leeds Paint",
    "Tampere Pins Oy",
    "Aarhus Seals A/S",
)
SPELLED_TWICE = {HOSHI: "HOSHI MAGNET", RHEIN: "Rhein Magnetwerk", "Sorano Drives": "Sorano Drivs"}
"""One is the same company by its letters; the others have to be confirmed."""

_MAKERS = (HOSHI, TOHOKU, PANNON, RHEIN, XINGCI)
SHAPES = ("Arc magnet", "Ring magnet", "Block magnet", "Disc magnet")


def magnets() -> list[Row]:
    """The thirty magnets: 26 of NdFeB, four of SmCo."""
    rows = []
    for number in range(1, 31):
        is_smco = number > 26
        rows.append(
            {
                "number": f"MAG-{number:03}",
                "description": f"{SHAPES[number % 4]} {'SmCo' if is_smco else 'NdFeB'} {10 + number} mm",
                "supplier": NORDIC if is_smco else _MAKERS[number % 5],
                "material": "SmCo" if is_smco else "NdFeB",
                "mass": 4 + number % 9,
                "price": round(0.9 + 0.13 * (number % 11), 2),
                "origin": "CN" if number % 5 == 4 else "JP" if number % 5 < 2 else "HU",
            }
        )
    return rows


def bought_in() -> list[Row]:
    """Motors, pumps, fans and encoders that nobody has broken down yet."""
    names = (
        "BLDC motor 24 V",
        "Coolant pump with motor",
        "Servo motor 400 W",
        "Axial fan",
        "Magnetic encoder",
    )
    return [
        {
            "number": f"BUY-{number:02}",
            "description": names[number % 5],
            "supplier": MOTORS[number % 5],
            "price": 18 + 3 * number,
        }
        for number in range(1, 13)
    ]


def _plain_parts() -> list[Row]:
    names = ("Housing, aluminium", "Shaft, steel 42CrMo4", "Cover, ABS", "Ball bearing 6202", "Connector M12", "Cable harness", "Screw M4x12, steel", "Label, polyester", "Grease cartridge", "Spring, steel", "Flange, cast iron", "Paint, grey",
        "Dowel pin, steel",
        "Gasket, rubber")  # fmt: skip
    return [
        {"number": f"STD-{number:02}", "description": name, "supplier": OTHERS[number - 1], "price": round(0.2 + number * 0.7, 2), "material": name.partition(", ")[2]}
        for number, name in enumerate(names, 1)
    ]  # fmt: skip


def targets() -> list[Row]:
    """Sputtering targets of the coating kits that some drives come with."""
    names = (("Gadolinium", "Gd", 410), ("Titanium", "Ti", 95), ("Aluminium-scandium", "AlSc", 870), ("Yttrium", "Y", 380))  # fmt: skip
    return [
        {
            "number": f"TGT-{number:02}",
            "description": f"Sputtering target {name}, D76 x 3 mm",
            "supplier": "Basel Chemie AG",
            "material": material,
            "mass": 60 + 10 * number,
            "price": price,
            "origin": "CH",
        }
        for number, (name, material, price) in enumerate(names, 1)
    ]


HEADS = ("Level", "Part Number", "Revision", "Description", "Supplier", "Quantity", "Unit", "Material", "Unit Mass", "Mass Unit", "Unit Price", "Currency", "Country of Origin")  # fmt: skip
GERMAN = {
    "Level": "Stufe",
    "Part Number": "Teilenummer",
    "Revision": "Änderungsstand",
    "Description": "Benennung",
    "Supplier": "Lieferant",
    "Quantity": "Menge",
    "Unit": "Einheit",
    "Material": "Werkstoff",
    "Unit Mass": "Stückgewicht",
    "Mass Unit": "Gewichtseinheit",
    "Unit Price": "Einzelpreis",
    "Currency": "Währung",
    "Country of Origin": "Ursprungsland",
}


def bill_of(number: int, revision: str = "A") -> list[Row]:
    """One product: a drive with a rotor of one or two magnets, every third with a bought-in part, every tenth with a target. Last year's has one magnet less, next year's one more."""
    magnet, bought, plain = magnets(), bought_in(), _plain_parts()
    product = f"RT-{100 + number}"
    used = [magnet[(number * 7) % 30]]
    if number % 2 and revision != "0":
        used.append(magnet[(number * 11 + 3) % 30])
    if revision == "B":
        used.append(magnet[(number * 13 + 5) % 30])
    used = list({row["number"]: row for row in used}.values())
    is_second_spelling = number % 4 == 0
    lines = [_line(0, product, f"Drive {product}", "", 1, 240 + number, revision=revision)]
    lines.append(_line(1, f"{product}-R", "Rotor assembly", "", 1, 40))
    lines += [
        _line(
            2,
            row["number"],
            row["description"],
            SPELLED_TWICE.get(row["supplier"], row["supplier"])
            if is_second_spelling
            else row["supplier"],
            2 + number % 3,
            row["price"],
            material=row["material"],
            mass=row["mass"],
            origin=row["origin"],
        )
        for row in used
    ]
    if number % 3 == 0:
        row = bought[number // 3 % 12]
        supplier = row["supplier"]
        spelled = SPELLED_TWICE.get(supplier, supplier) if number % 2 else supplier
        lines.append(_line(1, row["number"], row["description"], spelled, 1, row["price"]))
    if number % 10 == 0:
        row = targets()[number // 10 - 1]
        lines.append(_line(1, row["number"], row["description"], row["supplier"], 1, row["price"], material=row["material"], mass=row["mass"], origin=row["origin"]))  # fmt: skip
    for place in range(3):
        row = plain[(number * 5 + place * 4) % 14]
        lines.append(_line(1, row["number"], row["description"], row["supplier"], 1 + place, row["price"], material=row["material"]))  # fmt: skip
    return lines


def _line(
    level: int,
    number: str,
    description: str,
    supplier: str,
    quantity: int,
    price: float,
    *,
    revision: str = "",
    material: str = "",
    mass: float | None = None,
    origin: str = "",
) -> Row:
    return {
        "Level": level,
        "Part Number": number,
        "Revision": revision or None,
        "Description": description,
        "Supplier": supplier or None,
        "Quantity": quantity,
        "Unit": "each",
        "Material": material or None,
        "Unit Mass": mass,
        "Mass Unit": None if mass is None else "g",
        "Unit Price": price,
        "Currency": "EUR",
        "Country of Origin": origin or None,
    }


# --------------------------------------------------------------------------- declarations


def full(
    number: str, *contents: tuple[str, str, float, str], until: str = "2027-12-31", **more: Any
) -> list[Row]:
    """A full statement on one magnet: substance, form, wt% and where the metal was made."""
    return [
        {
            "Part Number": number,
            "Substance": substance,
            "Form": form or None,
            "wt%": share,
            "Metal Made In": country or None,
            "Separated In": country or None,
            "Mined In": country or None,
            "Disclosure": "full",
            "Evidence": "declared",
            "Reference": f"DECL-{number}",
            "Date": "2026-05-04",
            "Valid Until": until,
            **more,
        }
        for substance, form, share, country in contents
    ]


def _base(share: float = 29.5) -> tuple[str, str, float, str]:
    return ("Nd", "metal", share, "CN")


CONTENT_HEADS = ("Part Number", "Substance", "Form", "wt%", "Mined In", "Separated In", "Metal Made In", "Disclosure", "Evidence", "Reference", "Date", "Valid Until", "Supplier")  # fmt: skip


def hoshi() -> list[Row]:
    """Full, dated, and at an end next spring."""
    return [
        *full("MAG-005", _base(), ("Dy", "metal", 1.2, "JP"), until="2027-03-31"),
        *full("MAG-010", _base(31), until="2027-03-31"),
        *full("MAG-015", _base(), ("Tb", "metal", 0.3, "AU"), until="2027-03-31"),
    ]


def sloppy() -> list[Row]:
    """A letter O for a nought, a number only in its first row, a second magnet without any."""
    return [
        {"Part Number": "MAG-O16", "Substance": "Nd", "wt%": 30, "Disclosure": "full"},
        {"Part Number": None, "Substance": "Dy", "wt%": "2.0-2.5", "Disclosure": "full"},
        {"Part Number": "MAG-021", "Substance": "Nd", "wt%": "ca 30", "Disclosure": None},
    ]


def contradicting() -> dict[str, list[Row]]:
    """Two declarations of one magnet: last year's without dysprosium, this year's with it."""
    return {
        "pannon-2025.xlsx": full(
            "MAG-002",
            _base(31),
            until="2027-06-30",
            Date="2025-06-30",
            Reference="P-25-02",
            Supplier=PANNON,
        ),
        "pannon-2026.xlsx": full(
            "MAG-002",
            _base(),
            ("Dy", "metal", 1.6, "CN"),
            until="2028-06-30",
            Date="2026-06-30",
            Reference="P-26-02",
            Supplier=PANNON,
        ),
    }


def cas_table() -> str:
    """Tohoku's list as comma-separated values: CAS numbers, the rest is iron."""
    lines = [
        (
            "Part Number",
            "Material",
            "CAS No.",
            "wt%",
            "Disclosure",
            "Reference",
            "Date",
            "Valid Until",
        )
    ]
    for number, dysprosium in (("MAG-006", 0), ("MAG-011", 0.8), ("MAG-001", 0)):
        lines += [
            (
                number,
                "Neodymium",
                "7440-00-8",
                "30.5",
                "full",
                f"TM-{number}",
                "2026-09-01",
                "2027-08-31",
            ),
            (
                number,
                "Dysprosium",
                "7429-91-6",
                str(dysprosium),
                "full",
                f"TM-{number}",
                "2026-09-01",
                "2027-08-31",
            ),
            (
                number,
                "Terbium",
                "7440-27-9",
                "0",
                "full",
                f"TM-{number}",
                "2026-09-01",
                "2027-08-31",
            ),
            (
                number,
                "Iron",
                "7439-89-6",
                "Bal.",
                "full",
                f"TM-{number}",
                "2026-09-01",
                "2027-08-31",
            ),
        ]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def ipc1752() -> str:
    """Rhein's declaration of one magnet of 6 g, class D."""
    substances = (("Neodymium", "7440-00-8", "1830"), ("Praseodymium", "7440-10-0", "60"), ("Iron", "7439-89-6", "4050"), ("Boron", "7440-42-8", "60"))  # fmt: skip
    inside = "\n".join(
        f'<Substance name="{name}"><SubstanceID identity="{cas}" authority="CAS"/><Amount value="{mass}" UOM="mg"/></Substance>'
        for name, cas, mass in substances
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<MainDeclaration xmlns="http://webstds.ipc.org/175x/2.0" version="2.0">\n'
        f'<BusinessInfo mode="Distribute"><Response date="2026-10-05"><SupplyCompany name="{RHEIN}"/></Response></BusinessInfo>\n'
        '<Product unitType="Each"><ProductID itemName="Disc magnet" itemNumber="MAG-003"><Amount value="7" UOM="g"/></ProductID>\n'
        '<MaterialInfo><HomogeneousMaterialList>\n<HomogeneousMaterial name="NdFeB sintered"><Amount value="6000" UOM="mg"/><SubstanceCategoryList>'
        f'<SubstanceCategory name="Supplier">\n{inside}\n</SubstanceCategory></SubstanceCategoryList></HomogeneousMaterial>\n'
        '<HomogeneousMaterial name="Nickel coat"><Amount value="1000" UOM="mg"/><SubstanceCategoryList><SubstanceCategory name="Supplier">'
        '<Substance name="Nickel"><SubstanceID identity="7440-02-0" authority="CAS"/><Amount value="1000" UOM="mg"/></Substance>'
        "</SubstanceCategory></SubstanceCategoryList></HomogeneousMaterial>\n</HomogeneousMaterialList></MaterialInfo></Product>\n</MainDeclaration>\n"
    )


def test_report() -> list[list[object]]:
    """Tohoku's own measurement of a magnet, which says more dysprosium than its list of CAS numbers."""
    return [
        ["TOHOKU MAGNET K.K.  成分分析成績書"],
        ["品番：MAG-011", None, "証明書番号：TM-26-0911"],
        ["有効期限：2027-09-30"],
        [],
        ["元素", "含有率（%）"],
        ["ネオジム", "29.8"],
        ["ジスプロシウム", "1.1"],
        ["鉄", "残部"],
        ["ホウ素", "1.0"],
    ]


def draft() -> list[list[object]]:
    """What Rhein sent by mail: two parts in a cell, one of two elements, and no more than a draft."""
    return [
        ["ENTWURF - Richtwerte", None, "Lieferant:", RHEIN],
        ["Teilenummer", "Stoff", "Masseanteil [%]"],
        ["MAG-013, MAG-018", "Nd", "ca. 30"],
        ["MAG-013, MAG-018", "Dy+Tb", "<1,5"],
        ["MAG-013, MAG-018", "Fe", "Rest"],
    ]


def expired() -> list[list[object]]:
    """Elements across, and valid until last summer."""
    return [
        ["Supplier:", HOSHI, None, "Valid until:", "2026-06-30"],
        ["Part No", "Nd", "Dy", "Tb", "Fe", "B"],
        [None, "wt%", "ppm", "ppm", "wt%", "wt%"],
        ["MAG-020", 30.5, "n.d.", "n.d.", "Bal.", 1],
        ["MAG-025", 29.9, 8000, "<100", "Bal.", 1],
    ]


def of_targets() -> str:
    """Basel's list with decimal commas; what is in the scandium alloy it does not say."""
    rows = (
        ("Lieferant", "Teilenummer", "Stoff", "CAS-Nr.", "Masseanteil [%]"),
        ("Basel Chemie AG", "TGT-01", "Gadolinium", "7440-54-2", "99,95"),
        ("Basel Chemie AG", "TGT-02", "Titan", "7440-32-6", "99,99"),
        ("Basel Chemie AG", "TGT-04", "Yttrium", "7440-65-5", "99,9"),
    )
    return "".join(";".join(row) + "\r\n" for row in rows)


def amrt() -> dict[str, list[list[object]]]:
    """Kitayama's answer in the sheets of the RMI's template: rare earths are used in one product, nobody says how much."""
    mineral = "Rare Earth Elements"
    return {
        "Declaration": [
            ["Additional Minerals Reporting Template (AMRT)"],
            ["Company Name (*):", None, "Kitayama Seiko"],
            ["Declaration Scope or Class (*):", None, "B. Product (or List of Products)"],
            ["Effective Date (*):", None, "2026-09-14"],
            ["Select your company's mineral reporting scope", None, mineral],
            [],
            ["1) Is any specified mineral intentionally added or used?", None, "Answer"],
            [mineral, None, "Yes"],
        ],
        "Minerals Scope": [["Minerals in scope", "Reasons for inclusion on the AMRT"]],
        "Smelter List": [["Metal (*)", "Smelter Name", "Smelter Country (*)"], [mineral, "Baotou", "CHINA"]],
        "Product List": [["Product List"], ["Manufacturer's Product Number (*)", "Requestor Product Number"], ["KS-400", "BUY-07"]],
    }  # fmt: skip


def iec62474(number: str, mass: int, supplier: str, substances: Sequence[tuple[str, str, int]]) -> str:  # fmt: skip
    """One magnet of so many mg by IEC 62474; chemSHERPA writes the same tree."""
    inside = "\n".join(
        f'<Substance name="{name}"><SubstanceID identity="{cas}" authority="CAS"/><Mass mass="{part}" unitOfMeasure="mg"/></Substance>'
        for name, cas, part in substances
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<Main xmlns="http://std.iec.ch/iec62474">\n'
        f'<BusinessInfo><Response date="2026-09-21"><SupplyCompany name="{supplier}"/></Response></BusinessInfo>\n'
        f'<Product unitType="each"><ProductID name="Magnet" identifier="{number}"><Mass mass="{mass}" unitOfMeasure="mg"/></ProductID>\n'
        f'<Composition><Material name="Sintered magnet"><Mass mass="{mass}" unitOfMeasure="mg"/>\n{inside}</Material></Composition></Product>\n</Main>\n'
    )


def prices() -> dict[str, list[Row]]:
    """What the buyer has in his own price list."""
    per_kg = (("Dy", "metal", 255), ("Tb", "metal", 1010), ("Sm", "metal", 15), ("Gd", "metal", 38), ("Y", "metal", 42), ("Sc", "metal", 4100), ("Lu", "metal", 930), ("Dy", "oxide", 205), ("Tb", "oxide", 820), ("DyFe", "", 250), ("TbFe", "", 800), ("TbDyFe", "", 640), ("SmCo", "", 38))  # fmt: skip
    rows = [
        {"Substance": substance, "Form": form or None, "Price": price, "Currency": "EUR", "Per": "kg", "Date": "2026-10-01", "Source": "own price list"}
        for substance, form, price in per_kg
    ]  # fmt: skip
    return {"Prices": rows}


# --------------------------------------------------------------------------- letters that came back

Answers = Mapping[tuple[str, str], object]
SIGNED = {"Name": "Quality department", "Date": "2026-12-08", "Valid until": "2027-12-31"}


def _from(country: str) -> dict[str, object]:
    return {"mined": country, "separated": country, "metal": country}


def _answers(number: int) -> dict[str, object]:
    """What the supplier of a magnet answers: of each five one holds no such element, one terbium, the others dysprosium."""
    if number > 26:
        return {"share Sm": 24, "rest": "yes", "form": "metal", **_from("CN"), "technology": "no"}
    if number % 4 == 0:
        return {"free": "yes", "technology": "no"}
    if number % 4 == 1:
        return {
            "share Tb": "0.2-0.3",
            "rest": "yes",
            "form": "metal",
            **_from("AU"),
            "technology": "no",
        }
    return {"share Dy": 0.5 + number % 3, "rest": "yes", "form": "metal", **_from("CN" if number % 3 else "JP"), "technology": "no"}  # fmt: skip


def replies() -> dict[str, Callable[[int], dict[str, object]]]:
    """Who answered, and what of each magnet; Pannon has not, and Xingci leaves the origins out."""
    return {
        HOSHI: _answers,
        TOHOKU: _answers,
        RHEIN: lambda number: {} if number == 8 else _answers(number),
        NORDIC: _answers,
        XINGCI: lambda number: {
            key: "left out" if key in _from("") else value
            for key, value in _answers(number).items()
        },
    }


def write_answers(folder: Path, letters: Path) -> None:
    """The letters in a campaign's folder as their suppliers send them back, into ``folder``."""
    folder.mkdir(exist_ok=True)
    for path in sorted(letters.glob("*.xlsx")):
        book = load_workbook(path)
        about = {str(row[0].value or "").partition(" /")[0]: str(row[1].value or "") for row in book["Instructions"].iter_rows(max_col=2)}  # fmt: skip
        supplier = about.get("Supplier", "")
        if supplier in replies():
            _fill(book["Parts"], partial(_of_part, replies()[supplier]))
        elif supplier in MOTORS[:3]:
            _fill(book["Parts"], lambda _: {"inside": "no"})
        else:
            continue
        for row in book["Signature"].iter_rows(max_col=2):
            label = str(row[0].value or "").partition(" /")[0]
            value = {"Company": supplier, **SIGNED}.get(label)
            if value:
                row[1].value = value
        _save(book, folder / path.name)


def _of_part(of_magnet: Callable[[int], dict[str, object]], part: str) -> dict[str, object]:
    return of_magnet(int(part[4:])) if part.startswith("MAG-") else {}


def _fill(sheet: Any, answers_of: Callable[[str], Mapping[str, object]]) -> None:
    heads = {str(cell.value or "").partition("\n")[0]: cell.column for cell in sheet[1]}
    names = {"Mined in": "mined", "Separated in": "separated", "Metal or alloy made in": "metal", "Put in as": "form", "Free of the others of these": "rest", "Chinese rare-earth technology": "technology", "Rare-earth magnet or target inside": "inside"}  # fmt: skip
    for row in range(2, sheet.max_row + 1):
        answers = answers_of(str(sheet.cell(row, heads["Part number"]).value))
        for head, column in heads.items():
            key = names.get(head) or (f"share {head[:-4]}" if head.endswith(" wt%") else "free" if head.startswith("Free of ") else "")  # fmt: skip
            cell = sheet.cell(row, column)
            if key in answers and not cell.protection.locked:
                cell.value = answers[key]


# --------------------------------------------------------------------------- files


def bills() -> Iterator[tuple[str, int]]:
    """The names of the bills: most as workbooks in English, some in German, some as comma-separated values."""
    for number in range(1, 41):
        yield (f"RT-{100 + number}.csv" if number % 8 == 5 else f"RT-{100 + number}.xlsx"), number


def write(folder: Path) -> None:
    """The bills, the facts that are there before anybody is asked, and next year's bills, into ``folder``."""
    for name in ("bills", "facts", "last-year", "next-year"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, number in bills():
        _write_bill(folder / "bills" / name, bill_of(number), is_german=number % 5 == 2)
    for number in range(1, 9):
        _write_bill(folder / "next-year" / f"RT-{100 + number}-B.xlsx", bill_of(number, "B"))
    for number in (1, 3, 5):
        _write_bill(folder / "last-year" / f"RT-{100 + number}-0.xlsx", bill_of(number, "0"))
    facts = folder / "facts"
    _write_sheets(facts / "prices.xlsx", prices())
    _write_sheets(facts / "hoshi-2026.xlsx", {"Content": hoshi()})
    _write_sheets(facts / "magnets-by-mail.xlsx", {"Content": sloppy()})
    for name, rows in contradicting().items():
        _write_sheets(facts / name, {"Content": rows})
    (facts / "tohoku-cas.csv").write_bytes(cas_table().encode())
    (facts / "rhein-MAG-003.xml").write_bytes(ipc1752().encode())
    _write_grids(facts / "tohoku-MAG-011.xlsx", {"成績書": test_report()})
    _write_grids(facts / "rhein-by-mail.xlsx", {"Tabelle1": draft()})
    _write_grids(facts / "hoshi-2025.xlsx", {"Composition": expired()})
    _write_grids(facts / "kitayama-amrt.xlsx", amrt())
    (facts / "basel-targets.csv").write_bytes(of_targets().encode("utf-8-sig"))
    smco = (("Samarium", "7440-19-9", 1000), ("Cobalt", "7440-48-4", 3000))
    (facts / "nordic-MAG-027.xml").write_bytes(iec62474("MAG-027", 4000, NORDIC, smco).encode())
    ndfeb = (("Neodymium", "7440-00-8", 2400), ("Dysprosium", "7429-91-6", 96), ("Iron", "7439-89-6", 5424), ("Boron", "7440-42-8", 80))  # fmt: skip
    _pack(facts / "xingci-MAG-004.shai", iec62474("MAG-004", 8000, XINGCI, ndfeb))
    (folder / "suppliers.toml").write_text(
        "# Which spellings are one supplier: confirmed by purchasing on 2026-11-20.\n\n"
        f'[[supplier]]\nname = "{RHEIN}"\nspellings = ["{SPELLED_TWICE[RHEIN]}"]\nlanguage = "de"\n\n'
        '[[supplier]]\nname = "Sorano Drives"\nspellings = ["Sorano Drivs"]\n',
        "utf-8",
    )


def _write_bill(path: Path, rows: Sequence[Row], *, is_german: bool = False) -> None:
    if path.suffix == ".csv":
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(text.getvalue().encode("utf-8-sig"))
        return
    heads = {head: GERMAN[head] if is_german else head for head in HEADS}
    sheet = "Stückliste" if is_german else "BOM"
    _write_sheets(path, {sheet: [{heads[head]: row[head] for head in HEADS} for row in rows]})


def _write_sheets(path: Path, sheets: Mapping[str, Sequence[Row]]) -> None:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        heads = _heads(rows)
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
    _save(book, path)


def _write_grids(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    _save(book, path)


def _pack(path: Path, text: str) -> None:
    """A chemSHERPA file: its tree in an archive."""
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("declaration.xml", DAY.timetuple()[:6])
        entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
        archive.writestr(entry, text)


def _heads(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(head for row in rows for head in row))


def _save(book: Workbook, path: Path) -> None:
    """The workbook with one fixed date, for openpyxl puts the clock into each entry and into the core properties."""
    book.properties.created = book.properties.modified = DAY
    book.properties.creator = "bom-deminimis samples"
    data = io.BytesIO()
    book.save(data)
    with zipfile.ZipFile(data) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, DAY.timetuple()[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            stamp = rb"\g<1>" + f"{DAY:%Y-%m-%dT%H:%M:%SZ}".encode()
            archive.writestr(
                entry,
                re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, content)
                if name == "docProps/core.xml"
                else content,
            )


def main(folder: Path) -> None:
    """Everything: the files, then the letters that our own program asks, then the answers."""
    import os
    import tempfile

    from click.testing import CliRunner

    from calculator.cli.main import main as deminimis

    write(folder)
    os.environ["DEMINIMIS_DEBUG"] = "1"
    with tempfile.TemporaryDirectory() as scratch:
        words = ["ask", str(folder / "bills"), "--facts", str(folder / "facts"), "-o", scratch, "--suppliers", str(folder / "suppliers.toml"), "--on", str(ASKED_ON), "--from", US, "--due", str(DUE)]  # fmt: skip
        result = CliRunner().invoke(deminimis, words)
        if result.exit_code:
            sys.exit(result.output)
        write_answers(folder / "answers", Path(scratch))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "company")
