"""Cells of a bill that cannot be read, or only with a doubt, and items on which rows disagree."""

from __future__ import annotations

import datetime

from openpyxl import load_workbook

from calculator.assessment import Options, assess
from calculator.findings.circumstances import Circumstances, PartyList, PartyMatch
from calculator.findings.excuse import Excuses, WaivedState, Waiver
from calculator.rules import load_rules
from calculator.sources.reader import Quantities
from tests.problems.examples import example, line, of_bill, of_cells, of_file, of_text
from tests.sources.layouts import grid
from tests.workbooks import LAW, ON, write_workbook

HEADS = ("Part Number", "Description", "Qty")
SCREW = ("A-100", "Screw M3", 1)


# --------------------------------------------------------------------------- part numbers


@example("date-as-part-number")
def _(folder):
    return of_cells(folder, HEADS, (datetime.date(2026, 3, 4), "Screw", 1))


@example("part-number-rounded")
def _(folder):
    return of_cells(folder, HEADS, ("9.55E+12", "Screw", 1))


@example("number-spelled-otherwise")
def _(folder):
    return of_cells(folder, HEADS, ("A-100", "Screw", 1), ("a-100", "Screw", 2))


@example("leading-zeros-lost")
def _(folder):
    return of_cells(folder, HEADS, ("0042", "Screw", 1), (7, "Nut", 1))


@example("invisible-characters")
def _(folder):
    return of_cells(folder, HEADS, ("A-1\u200b00", "Screw", 1))


@example("look-alike-characters")
def _(folder):
    return of_cells(folder, HEADS, ("M\u0410G-01", "Screw", 1))


# --------------------------------------------------------------------------- numbers, quantities, units


@example("date-as-number")
def _(folder):
    return of_cells(folder, HEADS, ("A-100", "Screw", datetime.date(2026, 5, 1)))


@example("number-as-text")
def _(folder):
    return of_cells(folder, HEADS, ("A-100", "Screw", "2"))


@example("unreadable-number")
def _(folder):
    return of_cells(folder, HEADS, ("A-100", "Screw", "1,234,5"))


@example("unexpected-unit")
def _(folder):
    prices = [{"Substance": "Dy", "Form": "metal", "Price": "300 kg", "Currency": "USD"}]
    return of_bill(folder, line(), Prices=prices)


@example("quantity-missing")
def _(folder):
    return of_bill(folder, line("P"), line(Level=1, Quantity=None))


@example("quantity-as-required")
def _(folder):
    return of_cells(folder, HEADS, SCREW, ("B-200", "Glue", "A/R"))


@example("reference-line")
def _(folder):
    return of_cells(folder, HEADS, SCREW, ("B-200", "Drawing", "REF"))


@example("zero-quantity")
def _(folder):
    return of_bill(folder, line("P"), line(Level=1, Quantity=0))


@example("unit-assumed")
def _(folder):
    return of_cells(folder, HEADS, SCREW)


@example("unknown-unit")
def _(folder):
    return of_bill(folder, line(Unit="ton"))


@example("unit-conflict")
def _(folder):
    both = (line(Level=1), line(Level=1, Quantity=5, Unit="m"))
    return of_bill(folder, line("P"), *both)


@example("quantity-convention-unclear")
def _(folder):
    return of_text(
        folder,
        "Level,Part Number,Description,Qty\n0,P,Product,1\n1,SUB,Sub,2\n2,A-100,Screw,4\n",
    )


@example("quantity-convention-doubtful")
def _(folder):
    path = grid(
        folder / "bom.xlsx",
        [
            ("Level", *HEADS, "Unit Mass (g)"),
            (0, "P", "Product", 1, 80),
            (1, "SUB", "Sub", 2, 40),
            (2, "A-100", "Screw", 4, 20),
        ],
    )
    return of_file(path, quantities=Quantities.PER_PARENT)


# --------------------------------------------------------------------------- masses and prices


@example("zero-mass")
def _(folder):
    return of_bill(folder, line(**{"Unit Mass": 0, "Mass Unit": "g"}))


@example("zero-price")
def _(folder):
    return of_bill(folder, line(**{"Unit Price": 0, "Currency": "USD"}))


@example("price-from-line")
def _(folder):
    return of_cells(folder, (*HEADS, "Line Total", "Currency"), ("A-100", "Screw", 4, 8, "USD"))


@example("price-per-pack")
def _(folder):
    heads = (*HEADS, "Unit", "Unit Price", "Currency")
    return of_cells(folder, heads, (*SCREW, "50 pcs", 5, "USD"))


@example("line-price-differs")
def _(folder):
    heads = (*HEADS, "Unit Price", "Line Total", "Currency")
    return of_cells(folder, heads, ("A-100", "Screw", 4, 1, 9, "USD"))


@example("price-basis-unclear")
def _(folder):
    return of_bill(folder, line(**{"Unit Price": 5, "Currency": "USD", "Price Per": "m"}))


@example("currency-assumed")
def _(folder):
    return of_bill(folder, line(**{"Unit Price": 5}))


@example("currency-missing")
def _(folder):
    return of_bill(
        folder,
        line("A", **{"Unit Price": 5, "Currency": "USD"}),
        line("B", **{"Unit Price": 5, "Currency": "EUR"}),
        line("C", **{"Unit Price": 5}),
    )


@example("unclear-currency")
def _(folder):
    return of_bill(folder, line(**{"Unit Price": "5 EUR", "Currency": "USD"}))


@example("unclear-currency")
def _(folder):
    return of_text(folder, "品番,名称,数量,単価,通貨\nA-100,ねじ,1,5,¥\n")


@example("unknown-currency")
def _(folder):
    return of_bill(folder, line(**{"Unit Price": 5, "Currency": "XDB"}))


# --------------------------------------------------------------------------- words


@example("unclear-origin")
def _(folder):
    return of_bill(folder, line(**{"Country of Origin": "somewhere nice"}))


@example("unreadable-answer")
def _(folder):
    return of_bill(folder, line(**{"Chinese Technology": "perhaps"}))


@example("unknown-class")
def _(folder):
    return of_bill(folder, line(**{"Item Class": "thingummy"}))


@example("class-contradicts-words")
def _(folder):
    return of_bill(
        folder, line(Description="NdFeB magnet N52", Material=None, **{"Item Class": "other"})
    )


@example("holds-magnet-contradicted")
def _(folder):
    return of_bill(folder, line(Description="BLDC motor", Material=None, **{"Holds Magnet": "no"}))


@example("holds-none-stated")
def _(folder):
    return of_bill(folder, line(Description="Gear motor", Material=None, **{"Holds Magnet": "no"}))


# --------------------------------------------------------------------------- two columns of one meaning


def two_columns(folder, meaning: str, first: object, second: object, *more: tuple[str, object]):
    """A row of which two columns with one heading disagree."""
    heads = ("Part Number", "Description", *(() if meaning == "Quantity" else ("Quantity",)))
    row = ("A-100", "Screw", *(() if meaning == "Quantity" else (2,)))
    names, values = zip(*more, strict=True) if more else ((), ())
    return of_cells(folder, (*heads, meaning, meaning, *names), (*row, first, second, *values))


@example("price-columns-differ")
def _(folder):
    return two_columns(folder, "Unit Price", 1, 5, ("Currency", "USD"))


@example("mass-columns-differ")
def _(folder):
    return two_columns(folder, "Unit Mass (g)", 1, 5)


@example("quantity-columns-differ")
def _(folder):
    return two_columns(folder, "Quantity", 1, 5)


@example("currency-columns-differ")
def _(folder):
    return two_columns(folder, "Currency", "USD", "EUR", ("Unit Price", 3))


@example("origin-columns-differ")
def _(folder):
    return two_columns(folder, "Country of Origin", "CN", "JP")


@example("unit-columns-differ")
def _(folder):
    more = (("Unit Price", 3), ("Currency", "USD"))
    return two_columns(folder, "Price Per", 10, 100, *more)


@example("line-mass-differs")
def _(folder):
    heads = (*HEADS, "Unit Mass (g)", "Total Mass (g)")
    return of_cells(folder, heads, ("A-100", "Screw", 4, 1, 9))


@example("price-of-how-many")
def _(folder):
    heads = (*HEADS, "Unit Price", "Currency", "Remark")
    return of_cells(folder, heads, ("A-100", "Screw", 4, 1, "USD", "price per 100 pcs"))


@example("price-in-words")
def _(folder):
    heads = (*HEADS, "Unit Price", "Currency", "Remark")
    return of_cells(folder, heads, ("A-100", "Screw", 4, 1, "USD", "new price 0.80 USD"))


@example("mass-in-words")
def _(folder):
    heads = (*HEADS, "Unit Mass (g)", "Remark")
    return of_cells(folder, heads, ("A-100", "Screw", 4, 1, "weighs 0.1 kg"))


@example("footnote-mark")
def _(folder):
    return of_cells(folder, (*HEADS, "Unit Price", "Currency"), (*SCREW, "2 1)", "USD"))


@example("base-quantity-of-parts")
def _(folder):
    heads = ("Level", *HEADS, "Base Quantity")
    return of_cells(folder, heads, (0, "P", "Product", 1, 100), (1, *SCREW, None))


@example("placeholder-number")
def _(folder):
    return of_cells(folder, HEADS, ("OTS", "Screw M3", 1), ("OTS", "Nut M3", 2))


@example("merged-figure")
def _(folder):
    rows = [
        (*HEADS, "Unit Price", "Currency"),
        (*SCREW, 5, "USD"),
        ("B-200", "Nut", 1, None, "USD"),
    ]
    path = grid(folder / "bom.xlsx", rows)
    book = load_workbook(path)
    book.active.merge_cells("D2:D3")
    book.save(path)
    return of_file(path)


@example("conflicting-description")
def _(folder):
    return twice(folder, "Description", "Screw M3", "Spring washer")


@example("conflicting-maker")
def _(folder):
    return twice(folder, "Supplier", "Acme", "Bolt Brothers")


# --------------------------------------------------------------------------- rows of one part number


def twice(folder, field: str, first: object, second: object, **both: object):
    """One part number on two rows that differ in one cell."""
    magnet = {"Description": "Magnet", "Material": None, **both}
    return of_bill(
        folder,
        line("P"),
        *(line("A-100", Level=1, **{**magnet, field: value}) for value in (first, second)),
    )


@example("conflicting-mass")
def _(folder):
    return twice(folder, "Unit Mass", 1, 2, **{"Mass Unit": "g"})


@example("conflicting-price")
def _(folder):
    return twice(folder, "Unit Price", 1, 2, Currency="USD")


@example("conflicting-material")
def _(folder):
    return twice(folder, "Material", "NdFeB", "SmCo")


@example("conflicting-item-class")
def _(folder):
    return twice(folder, "Item Class", "magnet", "target")


@example("conflicting-country-of-origin")
def _(folder):
    return twice(folder, "Country of Origin", "CN", "JP")


@example("conflicting-stage")
def _(folder):
    return twice(folder, "Mined In", "CN", "AU")


@example("conflicting-chinese-technology")
def _(folder):
    return twice(folder, "Chinese Technology", "yes", "no")


@example("conflicting-structure")
def _(folder):
    sub, screw = line("SUB", Level=1), line("A", Level=2)
    return of_bill(folder, line("P"), sub, screw, sub, {**screw, "Quantity": 2})


# --------------------------------------------------------------------------- waivers


def _waived(state: WaivedState, until: datetime.date) -> Excuses:
    waiver = Waiver(
        item="SCREW",
        rule=LAW.id,
        state=state,
        reason="known",
        by="J. Buyer",
        until=until,
        place="waivers.toml, waiver 1",
    )
    return Excuses(waivers=(waiver,)) if until >= ON else Excuses(expired=(waiver,))


@example("waiver-unused")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()])
    return of_file(path, excuses=_waived(WaivedState.CROSSES, ON))


@example("waiver-expired")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()])
    return of_file(path, excuses=_waived(WaivedState.CROSSES, datetime.date(2026, 1, 1)))


# --------------------------------------------------------------------------- who gets it


@example("recipient-not-looked-up")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()])
    return of_file(path, circumstances=Circumstances(recipient="Hoshi Magnet"))


@example("recipient-on-list")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()])
    party_list = PartyList(title="watch list", file="watch.csv", names=1)
    match = PartyMatch(name="HOSHI MAGNET", likeness=100, party_list=party_list)
    said = Circumstances(recipient="Hoshi Magnet", lists=(party_list,), matches=(match,))
    return of_file(path, circumstances=said)


@example("destination-not-meant")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()])
    rules = (load_rules()[0]["us-ear-de-minimis-25"],)
    chosen = Options(on=ON, rules=rules, circumstances=Circumstances(destination="IR"))
    return assess((path,), (), chosen).report.problems


@example("destination-not-said")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()])
    rules = (load_rules()[0]["us-ear-de-minimis-10"],)
    return assess((path,), (), Options(on=ON, rules=rules)).report.problems


@example("notice-against-content")
def _(folder):
    content = {"Substance": "Dy", "Form": "metal", "wt%": 2, "Country of Origin": "JP"}
    return of_bill(
        folder,
        line(
            "MAG",
            **{"Item Class": "magnet", "Material": "NdFeB", "Unit Price": 4, "Currency": "USD"},
        ),
        Content=[
            {"Part Number": "MAG", "Disclosure": "full", **content},
            {"Part Number": "MAG", "Notice Share %": 5, "Reference": "GZ-7"},
        ],
    )
