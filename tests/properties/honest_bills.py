"""Honest bills drawn at random, fully documented, with what is right to say of each."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.properties.runs import CLEAR, CROSSES

LINE = Fraction(1, 1000)
EUR_IN_USD = Fraction("1.12")
PRICES = {
    "Dy": Fraction("276.5"),
    "Tb": Fraction("1092"),
    "Sm": Fraction("14.2"),
    "Sc": Fraction("1450"),
}
"""USD per kg of the metal."""
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
    sum_up(bill)
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


def sum_up(bill: Honest) -> None:
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


def _packaging(bill: Honest, rng: random.Random) -> bool:
    """A box, a manual, a warning and tools, as lines of their own."""
    for place, (words, material) in enumerate(
        (
            ("Carton box 200 x 200", "Cardboard"),
            ("User manual DE/EN", "Paper"),
            ("Warning label strong magnet", "Paper"),
            ("Tooling cost, injection mould", ""),
            ("Adhesive for magnet bonding", "Epoxy"),
        )
    ):
        if rng.random() < 0.6:
            part = _ordinary(rng, 1, f"PX-8{place}00", words, material)
            part.quantity = 1
            bill.parts.append(part)
    return True


def rounded_masses(bill: Honest, _: random.Random) -> bool:
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
    "packaging and tooling": _packaging,
    "rounded masses": rounded_masses,
}
