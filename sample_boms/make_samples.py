"""Writes the sample workbooks of this folder: ``python sample_boms/make_samples.py [FOLDER]``.

Every product is invented; compositions and prices follow published figures, named in the workbooks and in README.md.
The same run writes the same cells, and the test suite holds the committed files to it.
"""

from __future__ import annotations

import datetime
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

Row = dict[str, Any]
DAY = datetime.datetime(2026, 1, 29)  # noqa: DTZ001  # a cell's date has no zone
SOURCE = "100ppi.com detail-20260129-5252885 (China, tax basis not stated)"
NDPR_SOURCE = "news.cnyes.com 6306645, 2026-01-09 (China)"
HIGH_SOURCE = "ec.ltn.com.tw 5337411, 2026-02-09 (international, agency unnamed)"

BOM_HEADS = (
    "Level",
    "Part Number",
    "Revision",
    "Description",
    "Supplier",
    "Quantity",
    "Unit",
    "Item Class",
    "Material",
    "Unit Mass",
    "Mass Unit",
    "Unit Price",
    "Currency",
    "Price Per",
    "Country of Origin",
    "Chinese Technology",
)
CONTENT_HEADS = (
    "Part Number",
    "Substance",
    "Form",
    "Min wt%",
    "Max wt%",
    "Mass",
    "Mass Unit",
    "Country of Origin",
    "Origin Share %",
    "Value",
    "Currency",
    "Disclosure",
    "Evidence",
    "Reference",
    "Date",
    "Valid Until",
)
PRICE_HEADS = (
    "Substance",
    "Form",
    "Price",
    "Min Price",
    "Max Price",
    "Currency",
    "Per",
    "Date",
    "Source",
)
RATE_HEADS = ("Currency", "To", "Rate", "Date", "Source")

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
    "Price Per": "Preiseinheit",
    "Country of Origin": "Ursprungsland",
}


def line(
    level: int,
    number: str,
    description: str,
    quantity: float = 1,
    price: float | None = None,
    **more: Any,
) -> Row:
    """One row of a bill, in pieces and in the currency of the file unless ``more`` says otherwise."""
    row: Row = {
        "Level": level,
        "Part Number": number,
        "Description": description,
        "Quantity": quantity,
        "Unit": "each",
        "Unit Price": price,
    }
    names = {
        "unit": "Unit",
        "kind": "Item Class",
        "material": "Material",
        "mass": "Unit Mass",
        "supplier": "Supplier",
        "origin": "Country of Origin",
        "technology": "Chinese Technology",
        "per": "Price Per",
        "revision": "Revision",
        "mass_unit": "Mass Unit",
    }
    row.update({names[name]: value for name, value in more.items()})
    if "mass" in more and "mass_unit" not in more:
        row["Mass Unit"] = "g"
    return row


def magnet(
    level: int,
    number: str,
    description: str,
    quantity: float,
    price: float,
    mass: float,
    material: str,
    **more: Any,
) -> Row:
    """A stated magnet; ``mass`` in grams."""
    stated = {"kind": "magnet", "origin": "JP", "technology": "no", **more}
    return line(level, number, description, quantity, price, mass=mass, material=material, **stated)


def content(
    number: str,
    substance: str,
    share: float | tuple[float, float] | None = None,
    origin: str | None = None,
    **more: Any,
) -> Row:
    """One Content row, fully disclosed by a supplier's declaration unless ``more`` says otherwise."""
    low, high = share if isinstance(share, tuple) else (share, share)
    row: Row = {
        "Part Number": number,
        "Substance": substance,
        "Min wt%": low,
        "Max wt%": high,
        "Country of Origin": origin,
        "Disclosure": "full",
        "Evidence": "declared",
        "Reference": f"DECL-{number}",
    }
    names = {
        "form": "Form",
        "value": "Value",
        "currency": "Currency",
        "disclosure": "Disclosure",
        "evidence": "Evidence",
        "part": "Origin Share %",
    }
    row.update({names[name]: value for name, value in more.items()})
    return row


def price(
    substance: str,
    form: str | None,
    amount: float | tuple[float, float],
    currency: str = "CNY",
    source: str = SOURCE,
) -> Row:
    """One row of a price list, per kg."""
    low, high = amount if isinstance(amount, tuple) else (None, None)
    return {
        "Substance": substance,
        "Form": form,
        "Price": None if isinstance(amount, tuple) else amount,
        "Min Price": low,
        "Max Price": high,
        "Currency": currency,
        "Per": "kg",
        "Date": DAY,
        "Source": source,
    }


def rate(currency: str, to: str, amount: float) -> Row:
    """One exchange rate, rounded to make the arithmetic easy to follow."""
    return {
        "Currency": currency,
        "To": to,
        "Rate": amount,
        "Date": DAY,
        "Source": "rounded, for the sample",
    }


CHINA_PRICES = (
    price("Dy", "metal", 1975),
    price("Tb", "metal", 7800),
    price("DyFe", "alloy", 1385),
)


# --------------------------------------------------------------------------- the products


def drone() -> dict[str, list[Row]]:
    """A camera drone with four brushless motors broken down to their magnets, and a gimbal motor that is not."""
    motor = [
        line(
            1,
            "DR-1100",
            "Brushless motor 2814, assembly",
            4,
            22,
            kind="assembly",
            mass=92,
            supplier="Aoba Motor KK",
            origin="JP",
            technology="no",
        ),
        line(
            2,
            "DR-1110",
            "Stator assembly",
            1,
            7,
            kind="assembly",
            mass=52,
            supplier="Aoba Motor KK",
        ),
        line(
            3,
            "DR-1111",
            "Stator lamination stack",
            1,
            1.6,
            material="Electrical steel M270-35A",
            mass=32,
        ),
        line(3, "DR-1112", "Winding", 1, 1.1, material="Copper", mass=17),
        line(3, "DR-1113", "Slot liner", 12, 0.01, material="PET", mass=0.05),
        line(3, "DR-1114", "Phase lead", 3, 0.12, material="Copper", mass=0.4),
        line(
            2, "DR-1120", "Rotor assembly", 1, 9, kind="assembly", mass=36, supplier="Aoba Motor KK"
        ),
        line(3, "DR-1121", "Outer bell", 1, 1.2, material="Aluminium 7075", mass=6),
        magnet(
            3,
            "DR-1122",
            "Arc magnet N48SH, 15 x 6.3 x 2.25 mm",
            14,
            0.35,
            1.6,
            "NdFeB",
            supplier="Kita Magnetics",
        ),
        line(3, "DR-1123", "Shaft 3 mm", 1, 0.3, material="Stainless steel", mass=1.5),
        line(3, "DR-1124", "Flux ring", 1, 0.4, material="Steel", mass=5),
        line(2, "DR-1130", "Ball bearing 3x8x4", 2, 0.45, kind="other", material="Steel", mass=0.9),
        line(2, "DR-1131", "Circlip 3 mm", 1, 0.02, material="Spring steel", mass=0.05),
        line(2, "DR-1132", "Screw M3x6", 4, 0.02, material="Steel", mass=0.5),
        line(2, "DR-1133", "Motor label", 1, 0.01, material="Paper", mass=0.1),
    ]
    gimbal = [
        line(1, "DR-1200", "Gimbal, 3 axes", 1, 180, kind="assembly", mass=140),
        line(2, "DR-1210", "Gimbal motor GM-2208", 3, 14, supplier="Sorano Drives", mass=18),
        line(2, "DR-1211", "Gimbal arm, yaw", 1, 6, material="Aluminium 6061", mass=12),
        line(2, "DR-1212", "Gimbal arm, roll", 1, 5, material="Aluminium 6061", mass=9),
        line(2, "DR-1213", "Gimbal arm, pitch", 1, 5, material="Aluminium 6061", mass=8),
        line(2, "DR-1214", "Damper ball", 4, 0.2, material="Silicone", mass=0.8),
        line(2, "DR-1215", "Damper plate", 2, 1.5, material="Carbon fibre", mass=4),
        magnet(
            2,
            "DR-1220",
            "Angle sensor disc magnet N35, D4 x 3.2 mm",
            3,
            0.08,
            0.3,
            "NdFeB",
            supplier="Kita Magnetics",
        ),
        line(2, "DR-1230", "Camera module", 1, 90, kind="other", mass=35, supplier="Lumen Optics"),
        line(2, "DR-1231", "Screw M2x5", 12, 0.02, material="Stainless steel", mass=0.2),
    ]
    airframe = [
        line(1, "DR-1300", "Airframe", 1, 140, kind="assembly", mass=275),
        line(2, "DR-1310", "Top shell", 1, 9, material="ABS", mass=48),
        line(2, "DR-1311", "Bottom shell", 1, 9, material="ABS", mass=52),
        line(2, "DR-1312", "Arm tube", 4, 4, material="Carbon fibre", mass=14),
        line(2, "DR-1313", "Arm clamp", 8, 1.1, material="PA6-GF30", mass=3),
        line(2, "DR-1320", "Landing gear", 2, 6, kind="assembly", mass=21),
        line(3, "DR-1321", "Landing leg", 2, 1.4, material="PA6-GF30", mass=7),
        line(3, "DR-1322", "Foot", 2, 0.2, material="Rubber", mass=1),
        magnet(
            3,
            "DR-1323",
            "Leg position magnet N45SH, 9 x 6 x 2 mm",
            1,
            0.12,
            0.8,
            "NdFeB",
            supplier="Hoshi Magnet",
        ),
        line(2, "DR-1330", "Battery latch", 1, 2.4, kind="assembly", mass=9),
        line(3, "DR-1331", "Latch lever", 1, 0.6, material="POM", mass=3),
        magnet(
            3,
            "DR-1332",
            "Latch magnet N42H, 10 x 9 x 3 mm",
            2,
            0.2,
            2,
            "NdFeB",
            supplier="Hoshi Magnet",
        ),
        line(3, "DR-1333", "Latch spring", 1, 0.1, material="Spring steel", mass=0.3),
        line(2, "DR-1340", "Lens cap", 1, 1.2, kind="assembly", mass=5),
        line(3, "DR-1341", "Cap", 1, 0.3, material="ABS", mass=3),
        magnet(
            3,
            "DR-1342",
            "Lens cap magnet, ferrite",
            1,
            0.03,
            1.1,
            "Ferrite",
            supplier="Kita Magnetics",
        ),
        line(2, "DR-1350", "Screw M3x8", 36, 0.02, material="Steel", mass=0.6),
        line(2, "DR-1351", "Threaded insert M3", 18, 0.03, material="Brass", mass=0.4),
    ]
    power = [
        line(1, "DR-1400", "Propeller 9450", 4, 1.5, material="PC", mass=8),
        line(
            1,
            "DR-1500",
            "Battery pack 4S 5000 mAh",
            1,
            70,
            kind="other",
            mass=310,
            supplier="Denchi KK",
        ),
        line(
            1,
            "DR-1600",
            "Flight controller board",
            1,
            110,
            kind="other",
            mass=22,
            supplier="Lumen Optics",
        ),
        line(
            1,
            "DR-1610",
            "Speed controller board",
            4,
            9,
            kind="other",
            mass=9,
            supplier="Lumen Optics",
        ),
        line(
            1,
            "DR-1620",
            "Satellite receiver",
            1,
            18,
            kind="other",
            mass=14,
            supplier="Lumen Optics",
        ),
        line(1, "DR-1630", "Wire harness", 1, 11, material="Copper", mass=25),
        line(
            1, "DR-1700", "Remote control", 1, 95, kind="other", mass=240, supplier="Lumen Optics"
        ),
        line(1, "DR-1800", "Packaging", 1, 4, material="Cardboard", mass=210),
        line(1, "DR-1810", "Manual", 1, 0.6, material="Paper", mass=60),
    ]
    top = line(
        0,
        "DR-1000",
        "Camera drone",
        1,
        1200,
        kind="assembly",
        mass=1760,
        revision="C",
        origin="JP",
        technology="no",
    )
    facts = [
        content("DR-1122", "Dy", 3, "CN", form="metal"),
        content("DR-1122", "Nd", (27, 29), "AU", form="metal"),
        content("DR-1220", "Nd", (29, 31), "CN", form="metal"),
        content("DR-1323", "Dy", 2, None, form="metal"),
        content("DR-1323", "Nd", (28, 30), "AU", form="metal"),
        content("DR-1332", "Dy", 0.5, "AU", form="metal"),
        content("DR-1332", "Dy", 0.002, "CN", form="metal"),
        content("DR-1332", "Nd", (28, 30), "AU", form="metal"),
    ]
    facts += [
        content(number, "none")
        for number in ("DR-1230", "DR-1500", "DR-1600", "DR-1610", "DR-1620", "DR-1700")
    ]
    return {
        "BOM": [top, *motor, *gimbal, *airframe, *power],
        "Content": facts,
        "Prices": list(CHINA_PRICES),
        "Rates": [rate("CNY", "USD", 0.14)],
    }


def drone_facts() -> dict[str, list[Row]]:
    """What the suppliers answered: the leg magnet's dysprosium is Australian, the gimbal motor holds no rare earth."""
    return {
        "Content": [
            content("DR-1323", "Dy", 2, "AU", form="metal"),
            content("DR-1323", "Nd", (28, 30), "AU", form="metal"),
            content("DR-1210", "none"),
        ]
    }


def servo_axis() -> dict[str, list[Row]]:
    """A servo axis in euro; its holding brake is built into the motor and into the gearbox."""
    brake = [
        line(3, "SA-150", "Holding brake", 1, 64, kind="assembly", mass=310),
        magnet(
            4,
            "SA-151",
            "Brake ring magnet SmCo",
            1,
            9.5,
            22,
            "SmCo",
            supplier="Tohoku Magnet",
            technology=None,
        ),
        line(4, "SA-152", "Brake coil", 1, 6, material="Copper", mass=60),
        line(4, "SA-153", "Brake hub", 1, 8, material="Steel C45", mass=120),
    ]
    bom = [
        line(
            0,
            "SA-100",
            "Servo axis 750 W",
            1,
            2400,
            kind="assembly",
            mass=9.2,
            mass_unit="kg",
            origin="DE",
            technology="no",
        ),
        line(
            1,
            "SA-110",
            "Servo motor 750 W, assembly",
            1,
            620,
            kind="assembly",
            mass=2.6,
            mass_unit="kg",
            supplier="Neckar Antriebe GmbH",
        ),
        line(2, "SA-120", "Stator assembly", 1, 170, kind="assembly", mass=1200),
        line(3, "SA-121", "Lamination stack", 1, 48, material="Electrical steel", mass=820),
        line(3, "SA-122", "Winding", 1, 40, material="Copper", mass=310),
        line(2, "SA-130", "Rotor assembly", 1, 180, kind="assembly", mass=700),
        magnet(3, "SA-131", "Segment magnet 35SH", 10, 3.1, 18, "NdFeB", supplier="Tohoku Magnet"),
        line(3, "SA-132", "Rotor shaft", 1, 38, material="Steel 42CrMo4", mass=480),
        line(3, "SA-133", "Banding", 1, 5, material="Carbon fibre", mass=9),
        line(2, "SA-140", "Brake module", 1, 70, kind="assembly", mass=330),
        *brake,
        line(2, "SA-160", "Encoder module", 1, 88, kind="assembly", mass=60),
        magnet(
            3,
            "SA-161",
            "Encoder magnet 6 mm SmCo",
            1,
            0.9,
            1.2,
            "SmCo",
            supplier="Ningbo Hengdian",
            origin="CN",
        ),
        line(3, "SA-162", "Encoder housing", 1, 6, material="Aluminium", mass=30),
        line(
            1,
            "SA-200",
            "Planetary gearbox",
            1,
            540,
            kind="assembly",
            mass=3.1,
            mass_unit="kg",
            supplier="Neckar Antriebe GmbH",
        ),
        line(2, "SA-210", "Gear set", 1, 210, material="Steel 16MnCr5", mass=1400),
        line(2, "SA-220", "Output brake module", 2, 75, kind="assembly", mass=350),
        *brake,
        line(1, "SA-300", "Linear guide", 2, 190, material="Steel", mass=1100),
        line(1, "SA-400", "Mounting plate", 1, 85, material="Aluminium EN AW-6082", mass=900),
    ]
    facts = [
        content("SA-131", "Dy", 4, "CN", form="metal", part=60),
        content("SA-131", "Nd", (27, 29), "AU", form="metal"),
        content("SA-151", "SmCo", (97, 99), "JP", form="alloy"),
        content("SA-161", "Sm", 24, "CN", form="metal"),
    ]
    return {
        "BOM": bom,
        "Content": facts,
        "Prices": list(CHINA_PRICES),
        "Rates": [rate("CNY", "EUR", 0.12), rate("EUR", "USD", 1.17)],
    }


def loudspeaker() -> dict[str, list[Row]]:
    """A bookshelf loudspeaker whose suppliers have answered everything."""
    bom = [
        line(
            0,
            "LS-100",
            "Bookshelf loudspeaker",
            1,
            89,
            kind="assembly",
            mass=5.4,
            mass_unit="kg",
            origin="PL",
            technology="no",
        ),
        line(1, "LS-110", "Cabinet", 1, 14, material="MDF", mass=2.9, mass_unit="kg"),
        line(
            1, "LS-120", "Woofer 165 mm, assembly", 1, 17, kind="assembly", mass=1.4, mass_unit="kg"
        ),
        line(2, "LS-121", "Basket", 1, 2.6, material="Steel", mass=310),
        line(2, "LS-122", "Cone", 1, 1.1, material="Paper", mass=9),
        line(2, "LS-123", "Surround", 1, 0.5, material="Rubber", mass=11),
        line(2, "LS-124", "Coil", 1, 1.2, material="Copper", mass=12),
        magnet(
            2, "LS-125", "Ring magnet Y30, 90 mm", 1, 1.9, 480, "Ferrite", supplier="Wisła Magnesy"
        ),
        line(2, "LS-126", "Pole plate", 2, 0.9, material="Iron", mass=210),
        line(1, "LS-130", "Tweeter 25 mm, assembly", 1, 9, kind="assembly", mass=160),
        line(2, "LS-131", "Dome", 1, 0.7, material="Aluminium", mass=1),
        line(2, "LS-132", "Coil", 1, 0.8, material="Copper", mass=2),
        magnet(
            2, "LS-133", "Disc magnet N42M, 25x5", 1, 1.4, 18.5, "NdFeB", supplier="Kita Magnetics"
        ),
        line(2, "LS-134", "Yoke", 1, 0.9, material="Iron", mass=60),
        line(2, "LS-135", "Face plate", 1, 0.6, material="ABS", mass=22),
        line(1, "LS-140", "Crossover inductor", 1, 2.2, material="Copper", mass=120),
        line(1, "LS-141", "Crossover board", 1, 1.1, material="FR4", mass=40),
        line(1, "LS-142", "Film capacitor", 2, 0.8, material="PP", mass=9),
        line(1, "LS-150", "Screw 4x25", 20, 0.02, material="Steel", mass=1.2),
        line(1, "LS-160", "Damping", 1, 0.9, material="Polyester", mass=90),
        line(1, "LS-170", "Carton", 1, 1.6, material="Cardboard", mass=600),
    ]
    facts = [
        content("LS-133", "Dy", 0.2, "AU", form="metal", evidence="measured"),
        content("LS-133", "Nd", (29, 31), "AU", form="metal", evidence="measured"),
    ]
    return {
        "BOM": bom,
        "Content": facts,
        "Prices": list(CHINA_PRICES),
        "Rates": [rate("CNY", "USD", 0.14)],
    }


def wind_generator() -> dict[str, list[Row]]:
    """A direct-drive generator whose magnets are broken down to what was melted; masses in kg."""
    bom = [
        line(
            0,
            "WG-3000",
            "Wind-turbine generator 3 MW",
            1,
            310_000,
            kind="assembly",
            mass=28_000,
            mass_unit="kg",
            origin="DK",
            technology="no",
        ),
        line(1, "WG-3100", "Rotor", 1, 145_000, kind="assembly", mass=13_000, mass_unit="kg"),
        line(
            2, "WG-3110", "Hub ring", 1, 21_000, material="Steel S355", mass=9_000, mass_unit="kg"
        ),
        line(2, "WG-3120", "Pole module", 72, 1500, kind="assembly", mass=34, mass_unit="kg"),
        line(3, "WG-3121", "Pole carrier", 1, 90, material="Steel S355", mass=14, mass_unit="kg"),
        line(
            3,
            "WG-3122",
            "Magnet block 42H",
            16,
            62,
            unit="kg",
            kind="magnet",
            material="NdFeB",
            origin="VN",
            technology="no",
            supplier="Red River Magnets",
        ),
        line(
            4,
            "WG-3123",
            "Dysprosium-iron alloy",
            0.035,
            193.9,
            unit="kg",
            kind="listed material",
            material="DyFe",
            origin="CN 60%; AU 40%",
            supplier="Red River Magnets",
        ),
        line(
            4,
            "WG-3124",
            "Neodymium-praseodymium metal",
            0.29,
            106.498,
            unit="kg",
            kind="listed material",
            material="NdPr metal",
            origin="AU",
            supplier="Red River Magnets",
        ),
        line(4, "WG-3125", "Iron", 0.664, 0.9, unit="kg", material="Iron"),
        line(4, "WG-3126", "Boron", 0.011, 4, unit="kg", material="Boron"),
        line(
            3,
            "WG-3127",
            "Cover sheet",
            1,
            35,
            material="Stainless steel 1.4301",
            mass=2,
            mass_unit="kg",
        ),
        line(1, "WG-3200", "Stator", 1, 98_000, kind="assembly", mass=12_000, mass_unit="kg"),
        line(
            2, "WG-3210", "Stator segment", 6, 14_500, kind="assembly", mass=1_900, mass_unit="kg"
        ),
        line(
            3,
            "WG-3211",
            "Lamination",
            1150,
            4.6,
            material="Electrical steel",
            mass=1.1,
            mass_unit="kg",
        ),
        line(3, "WG-3212", "Coil", 24, 260, material="Copper", mass=18, mass_unit="kg"),
        line(1, "WG-3300", "Speed sensor wheel", 1, 420, kind="assembly", mass=4, mass_unit="kg"),
        line(
            2,
            "WG-3310",
            "Sensor magnet SmCo",
            60,
            1.5,
            mass=4,
            kind="magnet",
            material="SmCo",
            origin="EE",
            technology="yes",
            supplier="Narva Magnet",
        ),
        line(2, "WG-3320", "Wheel", 1, 180, material="Aluminium", mass=3, mass_unit="kg"),
        line(1, "WG-3400", "Main bearing", 1, 31_000, material="Steel", mass=2_100, mass_unit="kg"),
        line(1, "WG-3500", "Bolt M36x160", 240, 6.4, material="Steel", mass=1.6, mass_unit="kg"),
    ]
    facts = [content("WG-3310", "SmCo", (97, 99), "AU", form="alloy")]
    return {
        "BOM": bom,
        "Content": facts,
        "Prices": list(CHINA_PRICES),
        "Rates": [rate("CNY", "USD", 0.14)],
    }


def hard_disk_actuator() -> dict[str, list[Row]]:
    """A voice-coil actuator: one magnet right on the line, one whose side depends on the price of dysprosium."""
    bom = [
        line(
            0,
            "HD-100",
            "Hard disk actuator, assembly",
            1,
            14,
            kind="assembly",
            mass=95,
            origin="TH",
            technology="no",
        ),
        line(1, "HD-200", "Voice coil unit", 1, 6.2, kind="assembly", mass=52),
        magnet(
            2,
            "HD-210",
            "Upper arc magnet N50M",
            1,
            0.6,
            12,
            "NdFeB",
            supplier="Chao Phraya Magnet",
            origin="TH",
        ),
        magnet(
            2,
            "HD-220",
            "Lower arc magnet N50M",
            1,
            0.6,
            12,
            "NdFeB",
            supplier="Chao Phraya Magnet",
            origin="TH",
        ),
        line(2, "HD-230", "Yoke plate", 2, 0.8, material="Steel SPCC", mass=11),
        line(2, "HD-240", "Coil", 1, 0.5, material="Copper", mass=3),
        line(1, "HD-300", "Arm stack", 1, 3.4, kind="assembly", mass=28),
        line(2, "HD-310", "Arm", 5, 0.4, material="Aluminium", mass=4),
        line(2, "HD-320", "Pivot bearing", 1, 0.7, material="Stainless steel", mass=5),
        magnet(2, "HD-330", "Latch magnet, ferrite", 1, 0.04, 0.6, "Ferrite", origin="TH"),
        line(1, "HD-400", "Flex cable", 1, 0.9, material="Polyimide", mass=1),
        line(1, "HD-500", "Screw M1.6x3", 8, 0.01, material="Stainless steel", mass=0.1),
    ]
    facts = [
        content("HD-210", "Dy", 0.01, "CN", form="metal"),
        content("HD-210", "Nd", (29, 31), "AU", form="metal"),
        content("HD-220", "Dy", None, "CN", form="metal", value=0.0006, currency="USD"),
        content("HD-220", "Nd", (29, 31), "AU", form="metal"),
    ]
    return {
        "BOM": bom,
        "Content": facts,
        "Prices": [
            price("Dy", "metal", (276.5, 960), "USD", f"{SOURCE}, at 0.14 USD/CNY; {HIGH_SOURCE}")
        ],
    }


def sputtering_targets() -> dict[str, list[Row]]:
    """The target set of one sputtering chamber."""

    def target(
        number: str, description: str, price: float, mass: float, material: str, **more: Any
    ) -> Row:
        stated = {
            "kind": "target",
            "origin": "KR",
            "technology": "no",
            "supplier": "Hanbit Targets",
            **more,
        }
        return line(
            1, number, description, 1, price, mass=mass, mass_unit="kg", material=material, **stated
        )

    bom = [
        line(
            0,
            "ST-100",
            "Target set for sputtering chamber 3",
            1,
            21_000,
            kind="assembly",
            origin="KR",
            technology="no",
        ),
        target("ST-110", "Scandium target, D150 x 9.5 mm", 4200, 0.5, "Sc"),
        target("ST-120", "Aluminium-scandium target 20 at% Sc, D300 x 5.4 mm", 2600, 1.1, "Al-Sc"),
        target("ST-130", "Gadolinium target, D150 x 6.4 mm", 1300, 0.9, "Gd"),
        target("ST-140", "Yttrium target, D200 x 6.4 mm", 1150, 0.9, "Y"),
        target(
            "ST-150", "Yttria-stabilised zirconia target 8 mol%, D200 x 7.4 mm", 980, 1.4, "8YSZ"
        ),
        target("ST-160", "IGZO target, D200 x 8.1 mm", 1900, 1.6, "IGZO"),
        target("ST-170", "TbFeCo target Tb22 Fe68 Co10, D150 x 5.5 mm", 2900, 0.8, "TbFeCo"),
        target("ST-180", "Titanium target, D150 x 7.5 mm", 240, 0.6, "Titanium"),
        line(1, "ST-190", "Backing plate", 8, 85, material="Copper", mass=2.1, mass_unit="kg"),
    ]
    facts = [
        content("ST-110", "Sc", 99.9, "CN", form="metal", value=2900, currency="USD"),
        content("ST-120", "Sc", 29.4, None, form="metal", value=640, currency="USD"),
        content("ST-130", "Gd", 99.9, "AU", form="metal"),
        content("ST-140", "Y", 99.9, "CN", form="metal", value=180, currency="USD"),
        content("ST-150", "Y2O3", 13.7, "CN"),
        content("ST-160", "none"),
        content("ST-170", "Tb", 44.4, "CN", form="metal"),
        content("ST-180", "none"),
    ]
    return {
        "BOM": bom,
        "Content": facts,
        "Prices": list(CHINA_PRICES),
        "Rates": [rate("CNY", "USD", 0.14)],
    }


# Families of the e-axle: code, name, sizes, material, price in EUR, mass in g. No material = nobody has declared it.
HARDWARE = (
    ("HB", "Hex bolt", ("M6x20", "M6x30", "M8x25", "M8x40", "M10x35"), "Steel 8.8", 0.06, 9),
    ("SS", "Socket screw", ("M4x12", "M5x16", "M6x16", "M6x25", "M8x20"), "Steel 10.9", 0.05, 4),
    ("WA", "Washer", ("M4", "M5", "M6", "M8", "M10"), "Stainless steel", 0.01, 1),
    ("NU", "Lock nut", ("M4", "M5", "M6", "M8", "M10"), "Steel", 0.03, 3),
    ("DP", "Dowel pin", ("4x16", "5x20", "6x24", "8x30", "10x40"), "Steel 100Cr6", 0.08, 5),
    ("OR", "O-ring", ("18x2", "24x2", "32x2.5", "48x3", "95x3"), "FKM", 0.09, 1),
    ("CB", "Cable clip", ("6 mm", "8 mm", "10 mm", "12 mm", "16 mm"), "PA66", 0.04, 2),
    ("TI", "Threaded insert", ("M4", "M5", "M6", "M8", "M10"), "Brass", 0.05, 2),
)
ELECTRONICS = (
    (
        "RC",
        "Chip resistor",
        ("10R", "47R", "100R", "330R", "1K0", "2K2", "4K7", "10K", "22K", "47K", "100K", "220K"),
        None,
        0.004,
        0.002,
    ),
    (
        "CC",
        "Ceramic capacitor",
        ("10p", "47p", "100p", "470p", "1n0", "4n7", "10n", "47n", "100n", "470n", "1u0", "4u7"),
        None,
        0.01,
        0.006,
    ),
    (
        "DI",
        "Diode",
        ("20V 1A", "40V 1A", "40V 3A", "60V 1A", "75V 0.2A", "100V 0.2A", "100V 1A", "200V 1A"),
        None,
        0.03,
        0.01,
    ),
    (
        "TR",
        "Transistor",
        ("40V 0.6A", "60V 0.3A", "60V 5A", "100V 2A", "100V 8A", "150V 4A", "650V 1A", "650V 5A"),
        None,
        0.06,
        0.02,
    ),
    (
        "LC",
        "Chip inductor",
        ("1uH", "2u2H", "4u7H", "10uH", "22uH", "47uH", "100uH", "220uH"),
        None,
        0.05,
        0.04,
    ),
    (
        "TP",
        "Test point",
        ("1.0 mm", "1.2 mm", "1.5 mm", "1.8 mm", "2.0 mm", "2.2 mm", "2.5 mm", "3.0 mm"),
        "Phosphor bronze",
        0.01,
        0.03,
    ),
    (
        "IC",
        "Integrated circuit",
        ("TSSOP8", "TSSOP14", "TSSOP16", "QFN16", "QFN24", "QFN32", "SOIC8", "SOIC16"),
        None,
        0.35,
        0.1,
    ),
)
DECLARED_FREE = (
    "RC",
    "DI",
    "TR",
)  # families whose makers have declared that there is no rare earth
BLOCKS = (
    "Supply 12 V",
    "Supply 5 V",
    "Signal input",
    "Signal output",
    "Voltage sensing",
    "Temperature sensing",
    "Safety logic",
    "Bus interface",
)
BOARDS = (
    ("IN", "210", "Control board", 118),
    ("IN", "220", "Gate driver board U", 62),
    ("IN", "230", "Gate driver board V", 62),
    ("IN", "240", "Gate driver board W", 62),
    ("IN", "250", "Filter board", 44),
    ("MO", "210", "Position evaluation board", 46),
    ("GE", "210", "Shift control board", 48),
    ("CO", "210", "Coolant control board", 44),
)
GROUPS = {
    "MO": (
        "Stator housing",
        "Cooling jacket",
        "End shield, drive side",
        "End shield, rear side",
        "Terminal box",
        "Phase bar carrier",
        "Bearing seat",
        "Breather",
    ),
    "IN": (
        "Inverter tray",
        "Inverter cover",
        "Cold plate",
        "Bus bar carrier",
        "High-voltage terminal",
        "Signal terminal",
        "Shield plate",
        "Mounting frame",
    ),
    "GE": (
        "Input stage",
        "Intermediate stage",
        "Differential cage",
        "Oil sump",
        "Output flange, left",
        "Output flange, right",
        "Oil guide",
        "Shift fork carrier",
    ),
    "CO": (
        "Inlet pipe",
        "Outlet pipe",
        "Coolant manifold",
        "Heat exchanger",
        "Expansion tank",
        "Bypass pipe",
    ),
    "HO": (
        "Housing, left half",
        "Housing, right half",
        "Subframe mount, front",
        "Subframe mount, rear",
        "Sound shield",
        "Underbody shield",
        "Service cover",
    ),
}
JOINTS = ("Front joint", "Rear joint", "Upper joint", "Lower joint")
MODULES = (
    ("MO", "Motor module", 880),
    ("IN", "Inverter module", 760),
    ("GE", "Gearbox module", 500),
    ("CO", "Cooling module", 215),
    ("HO", "Housing module", 200),
)


def electric_drive_line() -> dict[str, list[Row]]:
    """An e-axle of several thousand lines and up to six levels below the product, with a handful of magnets and honest gaps."""
    bom = [
        line(
            0,
            "EA-1000",
            "E-axle 150 kW",
            1,
            2600,
            kind="assembly",
            mass=92,
            mass_unit="kg",
            origin="HU",
            technology="no",
        )
    ]
    special = {
        "MO": _rotor_and_stator,
        "IN": _power_stage,
        "GE": _oil_pump_and_parking_lock,
        "CO": _coolant_pump,
        "HO": list[Row],
    }
    for code, name, worth in MODULES:
        bom.append(line(1, f"EA-{code}", name, 1, worth, kind="assembly"))
        bom += special[code]()
        for module, number, title, cost in BOARDS:
            if module == code:
                bom += _board(f"EA-{code}-{number}", title, cost)
        for position, title in enumerate(GROUPS[code]):
            bom += _group(f"EA-{code}-{500 + 10 * position}", title, position)
    facts = [
        content("EA-MO-101", "Dy", (1.5, 2.5), "CN", form="metal"),
        content("EA-MO-101", "Tb", 0.3, "CN", form="metal"),
        content("EA-MO-101", "Nd", (27, 29), "AU", form="metal"),
        content("EA-GE-123", "Dy", 0.5, "AU", form="metal"),
        content("EA-GE-123", "Nd", (28, 30), "AU", form="metal"),
        content("EA-GE-131", "Nd", (29, 31), "CN", form="metal"),
    ]
    facts += [
        content(f"{code}-{size}", "none")
        for code, _, sizes, *_ in ELECTRONICS
        if code in DECLARED_FREE
        for size in sizes
    ]
    return {
        "BOM": bom,
        "Content": facts,
        "Prices": list(CHINA_PRICES),
        "Rates": [rate("CNY", "EUR", 0.12)],
    }


def _rotor_and_stator() -> list[Row]:
    rows = [
        line(2, "EA-MO-100", "Rotor", 1, 310, kind="assembly", mass=11, mass_unit="kg"),
        magnet(
            3,
            "EA-MO-101",
            "Rotor magnet N45UH, 20 x 14 x 5 mm",
            48,
            1.5,
            10.5,
            "NdFeB",
            supplier="Pannon Magnet",
        ),
        line(3, "EA-MO-102", "Rotor lamination", 520, 0.08, material="Electrical steel", mass=12),
        line(
            3, "EA-MO-103", "Rotor shaft", 1, 46, material="Steel 42CrMo4", mass=2.9, mass_unit="kg"
        ),
        line(2, "EA-MO-110", "Position sensor wheel", 1, 9, kind="assembly", mass=70),
        magnet(
            3,
            "EA-MO-111",
            "Sensor ring magnet",
            1,
            2.4,
            21,
            "NdFeB bonded",
            supplier="Pannon Magnet",
        ),
        line(2, "EA-MO-120", "Stator", 1, 290, kind="assembly", mass=21, mass_unit="kg"),
        line(3, "EA-MO-121", "Stator lamination", 540, 0.11, material="Electrical steel", mass=22),
        line(3, "EA-MO-122", "Slot liner", 48, 0.03, material="PET", mass=1.5),
    ]
    for phase in "UVW":
        rows.append(line(3, f"EA-MO-13{phase}", f"Phase {phase} winding", 1, 44, kind="assembly"))
        for layer in range(1, 5):
            rows.append(
                line(
                    4,
                    f"EA-MO-13{phase}{layer}",
                    f"Phase {phase}, layer {layer}",
                    1,
                    None,
                    kind="assembly",
                )
            )
            rows += [
                line(
                    5,
                    f"HP-{layer}{pin}",
                    f"Hairpin {layer}{pin}",
                    2,
                    0.6,
                    material="Copper",
                    mass=34,
                )
                for pin in "ABCDEFGH"
            ]
    return rows


def _power_stage() -> list[Row]:
    return [
        line(2, "EA-IN-100", "Power stage", 1, 260, kind="assembly"),
        line(
            3,
            "EA-IN-101",
            "Power module, half bridge",
            3,
            52,
            kind="other",
            mass=160,
            supplier="Isar Leistungselektronik",
        ),
        line(
            3,
            "EA-IN-102",
            "Link capacitor 500 uF",
            1,
            41,
            kind="other",
            mass=780,
            supplier="Isar Leistungselektronik",
        ),
        line(3, "EA-IN-103", "Bus bar", 6, 3.2, material="Copper", mass=70),
    ]


def _oil_pump_and_parking_lock() -> list[Row]:
    return [
        line(
            2, "EA-GE-100", "Gear set", 1, 168, material="Steel 20MnCr5", mass=13.5, mass_unit="kg"
        ),
        line(2, "EA-GE-120", "Electric oil pump", 1, 39, kind="assembly", mass=640),
        line(3, "EA-GE-121", "Pump rotor", 1, 8, kind="assembly", mass=120),
        line(
            4, "EA-GE-122", "Rotor core", 1, 2.1, kind="other", material="Electrical steel", mass=78
        ),
        magnet(
            4, "EA-GE-123", "Pump rotor magnet N38SH", 4, 0.9, 8, "NdFeB", supplier="Kita Magnetics"
        ),
        line(3, "EA-GE-124", "Pump body", 1, 11, kind="other", material="Aluminium", mass=310),
        line(2, "EA-GE-130", "Gear sensor wheel", 1, 4, kind="assembly", mass=40),
        magnet(
            3, "EA-GE-131", "Gear sensor magnet N35", 1, 0.3, 2, "NdFeB", supplier="Kita Magnetics"
        ),
        line(2, "EA-GE-140", "Parking lock", 1, 46, kind="assembly", mass=1.1, mass_unit="kg"),
        line(3, "EA-GE-141", "Parking lock actuator", 1, 27, kind="assembly", mass=420),
        line(4, "EA-GE-142", "Brushed motor", 1, 12, kind="assembly", mass=190),
        line(5, "EA-GE-143", "Motor can with magnets", 1, 3.2, kind="assembly", mass=88),
        magnet(
            6,
            "EA-GE-144",
            "Arc magnet Y30, ferrite",
            2,
            0.15,
            14,
            "Ferrite",
            supplier="Wisła Magnesy",
        ),
        line(6, "EA-GE-145", "Motor can", 1, 0.8, kind="other", material="Steel", mass=56),
        line(5, "EA-GE-146", "Armature winding", 1, 1.9, material="Copper", mass=40),
        line(4, "EA-GE-147", "Worm gear", 1, 3.5, material="Steel", mass=95),
        line(3, "EA-GE-148", "Pawl", 1, 6, material="Steel 20MnCr5", mass=380),
    ]


def _coolant_pump() -> list[Row]:
    return [line(2, "EA-CO-PUMP", "Coolant pump, electric", 1, 48, supplier="Duna Pumps")]


def _board(number: str, name: str, price: float) -> Iterator[Row]:
    """A circuit board of eight functional blocks; no block is bought by itself, so none has a price."""
    yield line(2, number, name, 1, price, kind="assembly", supplier="Isar Leistungselektronik")
    for block, title in enumerate(BLOCKS, 1):
        yield line(3, f"{number}-B{block}", title, 1, None, kind="assembly")
        for position in range(39):
            code, family, sizes, material, worth, mass = ELECTRONICS[position % len(ELECTRONICS)]
            size = sizes[(block + position // len(ELECTRONICS)) % len(sizes)]
            quantity = 1 if code == "IC" else 1 + (block + position) % 3
            yield line(
                4,
                f"{code}-{size}",
                f"{family} {size}",
                quantity,
                worth,
                kind="other",
                material=material,
                mass=mass,
            )


def _group(number: str, name: str, turn: int) -> Iterator[Row]:
    """A casting with its joints; the bought price is that of the casting, a joint has none of its own."""
    yield line(2, number, name, 1, None, kind="assembly")
    yield line(
        3,
        f"{number}-C",
        f"{name}, casting",
        1,
        9 + turn,
        material="Aluminium AlSi9Cu3",
        mass=600 + 90 * turn,
        supplier="Bakony Foundry",
    )
    for joint, title in enumerate(JOINTS):
        yield line(
            3, f"{number}-J{joint + 1}", f"{name}, {title.lower()}", 1, None, kind="assembly"
        )
        for position, (code, family, sizes, material, worth, mass) in enumerate(HARDWARE):
            size = sizes[(turn + joint + position) % len(sizes)]
            yield line(
                4,
                f"{code}-{size}",
                f"{family} {size}",
                1 + (turn + position) % 4,
                worth,
                kind="other",
                material=material,
                mass=mass,
            )


def servo_axis_german() -> dict[str, list[Row]]:
    """The motor of the servo axis as a German ERP exports it: a title block, German headings, no column for the class."""
    words = {
        "SA-110": ("Servomotor 750 W, Baugruppe", None),
        "SA-120": ("Statorbaugruppe", None),
        "SA-121": ("Blechpaket", "Stahlblech"),
        "SA-122": ("Wicklung", "Kupfer"),
        "SA-130": ("Rotorbaugruppe", None),
        "SA-131": ("Segmentmagnet 35SH", "NdFeB"),
        "SA-132": ("Rotorwelle", "Stahl 42CrMo4"),
        "SA-133": ("Bandage", "CFRP"),
    }
    rows = [row for row in servo_axis()["BOM"] if row["Part Number"] in words]
    for row in rows:
        row["Description"], row["Material"] = words[row["Part Number"]]
        row["Unit"] = "Stk"
    return {
        "Stückliste": [
            {GERMAN[head]: value for head, value in row.items() if head in GERMAN} for row in rows
        ]
    }


# --------------------------------------------------------------------------- writing

SAP_CS12 = """\
Stücklistenauflösung mehrstufig
Material;SM-500;Axialflussmotor 4 kW
Werk/Verwendung/Alternative;1000/1/01
Erforderliche Menge;1,000;ST

Stufe;Pos.;Komponentennummer;Objektkurztext;Menge (KME);KME;Positionstyp;Nettogewicht;Gewichtseinheit;Bewertungspreis;Preiseinheit;Währung;Ursprungsland;Lieferant
0;;SM-500;Axialflussmotor 4 kW;1,000;ST;;6.950,000;G;520,00;1;EUR;DE;
.1;0010;SM-510;Rotorscheibe, komplett;2,000;ST;L;1.412,500;G;96,40;1;EUR;DE;
..2;0010;SM-511;Segmentmagnet NdFeB 38SH, 18 x 9 x 3 mm;16,000;ST;L;3,600;G;148,00;100;EUR;JP;Kirin Magnetics
..2;0020;SM-512;Trägerscheibe S355;2,000;ST;L;1.320,000;G;41,80;1;EUR;DE;
..2;0030;SM-513;Bandage Glasfaser;0,024;KG;L;;;38,00;1;EUR;DE;
.1;0020;SM-520;Stator, komplett;1,000;ST;L;2.980,000;G;171,00;1;EUR;CZ;
..2;0010;SM-521;Blechpaket Elektroblech;1,000;ST;L;1.710,000;G;24,60;1;EUR;CZ;
..2;0020;SM-522;Kupferdraht;1,140;KG;L;;;11,90;1;EUR;PL;
.1;0030;SM-530;Geberbaugruppe;1,000;ST;L;38,000;G;44,00;1;EUR;DE;
..2;0010;SM-531;Gebermagnet SmCo, D6 x 2 mm;1,000;ST;L;0,470;G;85,00;100;EUR;GB;Severn Magnets
..2;0020;SM-532;Gehäuse Aluminium;1,000;ST;L;29,000;G;6,00;1;EUR;DE;
.1;0040;SM-550;Schraube M4x12 Stahl;24,000;ST;L;1,400;G;1,20;100;EUR;DE;
"""
"""The list of an ERP system, in the code page and with the decimal commas of a German one."""

HEADS = {
    "BOM": BOM_HEADS,
    "Content": CONTENT_HEADS,
    "Prices": PRICE_HEADS,
    "Rates": RATE_HEADS,
    "Stückliste": tuple(GERMAN.values()),
}
TITLE_BLOCK: Sequence[tuple[object, ...]] = (
    ("Stückliste", "Servomotor 750 W"),
    ("Projekt", "SA-100", "Datum", "2026-03-02"),
    (),
)
SAMPLES = {
    "drone.xlsx": (drone, "USD"),
    "drone-facts.xlsx": (drone_facts, "USD"),
    "servo-axis.xlsx": (servo_axis, "EUR"),
    "servo-axis-de.xlsx": (servo_axis_german, "EUR"),
    "loudspeaker.xlsx": (loudspeaker, "USD"),
    "wind-generator.xlsx": (wind_generator, "USD"),
    "hard-disk-actuator.xlsx": (hard_disk_actuator, "USD"),
    "sputtering-targets.xlsx": (sputtering_targets, "USD"),
    "electric-drive-line.xlsx": (electric_drive_line, "EUR"),
}


def write(folder: Path) -> None:
    """Write every sample into ``folder``."""
    for name, (make, currency) in SAMPLES.items():
        book = Workbook()
        for sheet in book.worksheets:
            book.remove(sheet)
        for title, rows in make().items():
            _write_sheet(book, title, rows, currency)
        book.properties.created = book.properties.modified = DAY
        book.properties.creator = "bom-deminimis samples"
        book.save(folder / name)
        _date_the_bytes(folder / name)
    (folder / "sap-cs12.csv").write_bytes(SAP_CS12.replace("\n", "\r\n").encode("cp1252"))


def _write_sheet(book: Workbook, title: str, rows: list[Row], currency: str) -> None:
    sheet = book.create_sheet(title)
    heads = HEADS[title]
    above = TITLE_BLOCK if title == "Stückliste" else ()
    for cells in above:
        sheet.append(list(cells))
    sheet.append(list(heads))
    head_row = sheet.max_row if not above else len(above) + 1
    for cell in sheet[head_row]:
        cell.font, cell.fill = (
            Font(bold=True, color="FFFFFF"),
            PatternFill("solid", fgColor="1F3A5F"),
        )
    for row in rows:
        for price_head, currency_head in (("Unit Price", "Currency"), ("Einzelpreis", "Währung")):
            if row.get(price_head) is not None and currency_head not in row:
                row[currency_head] = currency
        sheet.append([row.get(head) for head in heads])
    sheet.freeze_panes = sheet.cell(row=head_row + 1, column=1)
    for column, head in enumerate(heads, 1):
        widest = max([len(head), *(len(str(row.get(head) or "")) for row in rows[:300])])
        sheet.column_dimensions[get_column_letter(column)].width = min(46, widest + 2)
    if head_row > 1:
        sheet["A1"].font = Font(bold=True, size=14)


def _date_the_bytes(path: Path) -> None:
    """Write the archive again with one fixed date: openpyxl puts the clock into each entry and into the core properties."""
    with zipfile.ZipFile(path) as archive:
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


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
