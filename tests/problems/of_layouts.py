"""Sheets, headings and hierarchies that are read with a doubt, or not at all."""

from __future__ import annotations

from openpyxl import load_workbook

from calculator.sources.layout.profile import Profile
from tests.problems.examples import example, line, of_bill, of_cells, of_file, of_text
from tests.sources.layouts import grid
from tests.workbooks import magnet

HEADS = ("Part Number", "Description", "Qty")
SCREW = ("A-100", "Screw M3", 1)


# --------------------------------------------------------------------------- which sheet


@example("no-bill")
def _(folder):
    return of_cells(folder, ["Name", "Telephone"], ["Sato", 12])


@example("table-turned")
def _(folder):
    return of_cells(
        folder,
        ["Part Number", "A-100", "A-200"],
        ["Description", "Screw M3", "Nut M3"],
        ["Qty", 1, 4],
    )


@example("ditto-mark")
def _(folder):
    return of_cells(folder, HEADS, SCREW, ("A-200", "ditto", 1))


@example("code-contradicts-material")
def _(folder):
    heads = (*HEADS, "HS Code")
    return of_cells(folder, heads, ("M-1", "Ferrite magnet Y30", 2, "8505.11.00"))


@example("empty-bill")
def _(folder):
    return of_cells(folder, HEADS)


@example("several-bom-sheets")
def _(folder):
    return of_cells(folder, Drive=[HEADS, SCREW], Frame=[HEADS, ("B-200", "Nut M3", 2)])


@example("unread-sheet")
def _(folder):
    rows = [("Holiday", "Day"), ("New Year", 1), ("Labour Day", 121), ("Christmas", 359)]
    return of_cells(folder, BOM=[HEADS, SCREW], Calendar=rows)


@example("list-without-quantities")
def _(folder):
    return of_cells(
        folder,
        Bill=[HEADS, SCREW],
        Masters=[("Part Number", "Description", "Material"), ("A-100", "Screw M3", "steel")],
    )


@example("sheet-of-parent")
def _(folder):
    return of_cells(
        folder,
        Product=[HEADS, ("DRIVE", "Drive", 1), ("FRAME", "Frame", 1)],
        DRIVE=[HEADS, SCREW],
    )


# --------------------------------------------------------------------------- headings


@example("column-by-content")
def _(folder):
    return of_cells(folder, ("Item", "Qty"), ("Screw", 1), ("Nut", 2), ("Washer", 2))


@example("column-twice")
def _(folder):
    return of_cells(folder, (*HEADS, "Unit", "Unit"), (*SCREW, "pcs", "kg"))


@example("fuzzy-heading")
def _(folder):
    return of_cells(folder, ("Part Number", "Descripton", "Qty"), SCREW)


@example("loose-heading")
def _(folder):
    return of_cells(folder, (*HEADS, "Price"), ("A-100", "Screw M3", 2, 1))


@example("heading-unclear")
def _(folder):
    return of_cells(folder, (*HEADS, "Unit Price (cents)", "Currency"), (*SCREW, 5, "USD"))


@example("mass-unit-missing")
def _(folder):
    return of_cells(folder, (*HEADS, "Unit Mass"), (*SCREW, 5))


# --------------------------------------------------------------------------- hierarchies


@example("flat-list")
def _(folder):
    return of_cells(folder, HEADS, SCREW, ("B-200", "Nut M3", 2))


@example("level-missing")
def _(folder):
    return of_cells(
        folder, ("Level", *HEADS), (0, "P", "Product", 1), ("?", *SCREW), (1, "B-200", "Nut M3", 2)
    )


@example("level-jump")
def _(folder):
    return of_cells(folder, ("Level", *HEADS), (0, "P", "Product", 1), (2, *SCREW))


@example("cycle")
def _(folder):
    return of_cells(
        folder, ("Parent", "Component", "Quantity per"), ("A", "B", 1), ("B", "C", 1), ("C", "B", 1)
    )


@example("hierarchy-not-found")
def _(folder):
    path = grid(folder / "bom.xlsx", [HEADS, SCREW, ("B-200", "Nut M3", 2)])
    return of_file(path, profile=Profile(hierarchy="level"))


@example("outline-number-rounded")
def _(folder):
    rows = [(1, "P", "Product", 1)]
    rows += [(float(f"1.{at}"), f"A-{at}", f"Part {at}", 1) for at in range(1, 10)]
    rows += [(1.1, "A-10", "Part 10", 1)]
    return of_cells(folder, ("Item No.", *HEADS), *rows)


@example("second-hierarchy")
def _(folder):
    return of_cells(
        folder,
        ("Level", "Item No.", *HEADS),
        (0, "1", "P", "Product", 1),
        (1, "1.1", "A", "Part A", 1),
        (2, "1.1.1", "B", "Part B", 1),
    )


@example("two-hierarchies")
def _(folder):
    return of_cells(
        folder,
        ("Level", "Item No.", *HEADS),
        (0, "1", "P", "Product", 1),
        (1, "1.1", "A", "Part A", 1),
        (2, "1.1.1", "X", "Part X", 1),
        (1, "1.2", "B", "Part B", 1),
        (2, "1.1.2", "Y", "Part Y", 1),
    )


@example("parent-misspelt")
def _(folder):
    return of_cells(
        folder,
        ("Parent", "Component", "Quantity per"),
        ("P", "MAG-1", 1),
        ("MAG 1", "COATING", 1),
    )


@example("parent-without-row")
def _(folder):
    return of_cells(
        folder, ("Parent", *HEADS), (None, "P", "Product", 1), ("P", *SCREW), ("Q", "C", "Cap", 1)
    )


@example("material-in-nothing")
def _(folder):
    dysprosium = {"Item Class": "listed material", "Material": "Dy metal"}
    return of_bill(
        folder,
        magnet(),
        line("COATING", Level=1, Material="nickel"),
        line("DY", **dysprosium),
    )


# --------------------------------------------------------------------------- rows that are no items


@example("total-row")
def _(folder):
    return of_cells(folder, (*HEADS, "Amount"), (*SCREW, 2), (None, "Total", None, 2))


@example("note-row")
def _(folder):
    return of_cells(
        folder,
        ("No", "Name", "Qty"),
        (1, "Screw", 1),
        (2, "Nut", 1),
        ("Note 1:", "All parts are coated"),
    )


@example("example-row")
def _(folder):
    return of_cells(folder, HEADS, ("Example", "Screw M5", 3), SCREW)


@example("section-title")
def _(folder):
    return of_cells(folder, HEADS, ("Fasteners", None, None), SCREW, ("B-200", "Nut M3", 2))


@example("row-without-item")
def _(folder):
    return of_cells(folder, HEADS, SCREW, (None, None, 5))


@example("number-counts-rows")
def _(folder):
    return of_cells(
        folder, ("Part No.", "Description", "Qty"), (1, "Screw", 1), (2, "Nut", 1), (3, "Cap", 1)
    )


@example("number-from-description")
def _(folder):
    return of_cells(folder, ("Description", "Qty"), ("Screw M3", 1))


@example("not-in-effect")
def _(folder):
    return of_cells(folder, (*HEADS, "Valid To"), SCREW, ("B-200", "Nut M3", 2, "2025-12-31"))


@example("not-fitted")
def _(folder):
    return of_text(folder, "Part Number,Description,Qty,Fitted\nA-100,Screw,1,DNP\n")


@example("alternates")
def _(folder):
    return of_cells(
        folder,
        ("Level", *HEADS, "Alternate"),
        (0, "P", "Product", 1),
        (1, "A", "Part A", 1, "g1"),
        (1, "B", "Part B", 1, "g1"),
    )


@example("scaled-number")
def _(folder):
    path = grid(folder / "bom.xlsx", [(*HEADS, "Unit Price", "Currency"), (*SCREW, 5000, "USD")])
    book = load_workbook(path)
    book.active["D2"].number_format = "#,##0,"
    book.save(path)
    return of_file(path)


@example("amount-column-unread")
def _(folder):
    return of_cells(folder, [*HEADS, "Dy content"], [*SCREW, 0.4])
