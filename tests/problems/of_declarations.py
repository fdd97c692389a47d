"""Declarations as suppliers send them: what is not understood in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from calculator.model.problem import Problem
from tests.problems.examples import example, of_file
from tests.sources.declarations.amrt_workbook import amrt
from tests.sources.declarations.trees import IPC_A, ipc, material, product
from tests.sources.layouts import grids
from tests.workbooks import magnet, write_workbook


def of_xml(folder: Path, text: str) -> Iterable[Problem]:
    """The problems of a declaration beside a bill of one magnet."""
    path = folder / "d.xml"
    path.write_text(text, "utf-8")
    return of_file(write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")]), path)


def of_product(folder: Path, old: str, new: str) -> Iterable[Problem]:
    """The problems of a whole declaration in which something is written otherwise."""
    return of_xml(folder, ipc(folder, product(material())).read_text("utf-8").replace(old, new, 1))


@example("declaration-amount-unclear", "declaration-part-unread")
def _(folder):
    text = ipc(folder, product(material(), more='<Layer mass="1"/>')).read_text("utf-8")
    return of_xml(folder, text.replace('"12"', '"some"'))


@example("declaration-not-whole")
def _(folder):
    return of_product(folder, '"555"', '"55"')


@example("declaration-below-threshold")
def _(folder):
    return of_product(
        folder,
        "<MaterialInfo>",
        '<SubstanceCategoryList><SubstanceCategory name="Terbium"><Threshold overThreshold="false"/></SubstanceCategory></SubstanceCategoryList><MaterialInfo>',
    )


@example("declaration-without-substances")
def _(folder):
    return of_xml(folder, f"<MainDeclaration {IPC_A}>{product()}</MainDeclaration>")


@example("xml-damaged")
def _(folder):
    return of_xml(folder, f"<MainDeclaration {IPC_A}>")


@example("xml-doctype")
def _(folder):
    return of_product(folder, "<MainDeclaration", "<!DOCTYPE MainDeclaration><MainDeclaration")


@example("declaration-read", "declaration-row-unread")
def _(folder):
    rows = [
        ["Part No.: MAG"],
        ["Element", "wt%"],
        ["Nd", 30],
        ["Fe", 70],
        [],
        ["Part No.: X"],
        ["Dy", 3],
    ]
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")])
    return of_file(bill, grids(folder / "facts.xlsx", Certificate=rows))


@example("amrt-read", "amrt-scope")
def _(folder):
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")])
    products = amrt(folder / "p.xlsx", (None, "MAG"))
    company = amrt(folder / "c.xlsx", (None, "MAG"), scope="A. Company")
    return of_file(bill, products, company)


@example("declaration-not-final", "declaration-end-unreadable")
def _(folder):
    rows = [["Draft, valid until 01/02/2027"], ["Part No.: MAG"], ["Element", "wt%"], ["Nd", 30]]
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")])
    return of_file(bill, grids(folder / "facts.xlsx", Certificate=rows))


@example("declared-by-one-of-several", "declared-too-light")
def _(folder):
    rows = [magnet("MAG", Supplier=name, **{"Unit Mass": 10}) for name in ("Hoshi", "Pannon Kft")]
    bill = write_workbook(folder / "bom.xlsx", BOM=rows)
    return of_file(bill, ipc(folder, product(material()), supplier="Hoshi"))


@example("declared-without-material-mass")
def _(folder):
    return _of_body_and_coat(folder, iron=70)


@example("declared-without-material-mass")
def _(folder):
    return _of_body_and_coat(folder, iron=40)


def _of_body_and_coat(folder, iron):
    rows = [
        ("Homogeneous material", "Substance", "wt%"),
        ("Body", "Nd", 30),
        (None, "Fe", iron),
        ("Coat", "Ni", 100),
    ]
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")])
    facts = grids(folder / "facts.xlsx", Certificate=[["Part No.: MAG"], *rows])
    return of_file(bill, facts)


@example("sum-of-other-rows")
def _(folder):
    rows = [("Element", "wt%"), ("Nd", 30), ("Fe", 60), ("Total", 95)]
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")])
    return of_file(bill, grids(folder / "facts.xlsx", Certificate=[["Part No.: MAG"], *rows]))


@example("substance-in-words")
def _(folder):
    rows = [("Element", "wt%", "Note"), ("Nd", 30, "partly replaced by Dy"), ("Fe", 70, None)]
    bill = write_workbook(folder / "bom.xlsx", BOM=[magnet("MAG")])
    return of_file(bill, grids(folder / "facts.xlsx", Certificate=[["Part No.: MAG"], *rows]))
