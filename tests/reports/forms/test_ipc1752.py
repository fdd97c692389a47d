"""A class D declaration has the structure that is publicly described, and what it says is what our own reader finds in it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from calculator.assessment import Options, assess
from calculator.declarations.composition import Composition, compositions_of
from calculator.reports.forms.ipc1752 import NAMESPACE, write
from calculator.sources.declarations.xml_declaration import read_declaration
from calculator.sources.files.container import open_container
from calculator.sources.files.limits import Limits
from tests.workbooks import LAW, ON, magnet, write_workbook

UNITS = ("kg", "g", "mg", "ppm", "massPercent")
# Per element: the attributes it must have, those it may have, and its children in their order, as a pattern over their names.
STRUCTURE = {
    "MainDeclaration": ({"version"}, set(), "BusinessInfo Include (Product )+"),
    "BusinessInfo": ({"mode"}, set(), "(Request )?(Response )?(Declaration )?"),
    "Response": ({"date"}, {"comment", "fieldLock"}, "(Authorizer )?(SupplyCompany )?(Contact )?"),
    "SupplyCompany": ({"name"}, set(), "(CompanyID )?"),
    "Include": (set(), set(), "(Sectional )+"),
    "Sectional": ({"name"}, set(), "(SubSectional )+"),
    "SubSectional": ({"name"}, set(), ""),
    "Product": ({"unitType"}, {"numberOfInstances", "comment"}, "ProductID MaterialInfo "),
    "ProductID": ({"itemName", "itemNumber"}, {"version", "manufacturingSite", "requesterItemNumber", "requesterItemName"}, "(Amount )?"),
    "MaterialInfo": (set(), set(), "HomogeneousMaterialList "),
    "HomogeneousMaterialList": (set(), set(), "(HomogeneousMaterial )+"),
    "HomogeneousMaterial": ({"name"}, {"materialGroupName", "comment"}, "(Amount )?SubstanceCategoryList "),
    "SubstanceCategoryList": (set(), set(), "(SubstanceCategoryListID )?(SubstanceCategory )+"),
    "SubstanceCategory": ({"name"}, {"reportableApplication"}, "(Threshold )?(Substance )*"),
    "Substance": ({"name"}, set(), "(SubstanceID )?(Amount )?(Concentration )?"),
    "SubstanceID": ({"identity", "authority"}, set(), ""),
    "Amount": ({"value", "UOM"}, set(), ""),
}  # fmt: skip
SUBSTANCES = ("Nd", "Pr", "Dy", "Tb", "Fe", "B", "Co", "Cu", "Ni")


def faults(element: ET.Element) -> Iterator[str]:
    """Where a tree is not as it is described."""
    namespace, _, name = element.tag[1:].partition("}")
    if namespace != NAMESPACE or name not in STRUCTURE:
        yield f"<{element.tag}> is not described"
        return
    needed, possible, children = STRUCTURE[name]
    if not needed <= element.attrib.keys() <= needed | possible:
        yield f"<{name}> has {sorted(element.attrib)}"
    order = "".join(f"{child.tag.partition('}')[2]} " for child in element)
    if not re.fullmatch(children.replace("Include (", "Include (").rstrip() + " ?", order):
        yield f"<{name}> holds {order}"
    if name == "Amount" and (
        element.get("UOM") not in UNITS
        or not re.fullmatch(r"\d+(\.\d+)?", element.get("value", ""))
    ):
        yield f"<Amount> {element.attrib}"
    if name == "SubstanceID" and not re.fullmatch(r"\d{2,7}-\d\d-\d", element.get("identity", "")):
        yield f"<SubstanceID> {element.attrib}"
    for child in element:
        yield from faults(child)


def drawn(folder: Path, lot: random.Random) -> tuple[Composition, ...]:
    """The compositions of a bill of a product with one to four parts whose contents are known in full or in part."""
    rows: list[dict[str, object]] = [
        {"Level": 0, "Part Number": 'TOP "<&>"', "Description": "Drive", "Quantity": 1, "Unit": "each", "Unit Mass": 500, "Mass Unit": "g"}
    ]  # fmt: skip
    content: list[dict[str, object]] = []
    for number in range(lot.randint(1, 4)):
        part = f"M-{number}"
        mass = lot.choice([None, Fraction(lot.randint(1, 9999), 100)])
        rows.append(
            magnet(part, level=1, Quantity=lot.randint(1, 7), **{"Unit Mass": mass and float(mass)})
        )
        left = 100
        for name in lot.sample(SUBSTANCES, lot.randint(0, 5)):
            share = lot.randint(0, left // 2)
            left -= share
            full = "full" if lot.random() < 0.5 else None
            content.append(
                {"Part Number": part, "Substance": name, "wt%": share, "Disclosure": full}
            )
    bill = write_workbook(folder / "bom.xlsx", BOM=rows, Content=content)
    return compositions_of(assess((bill,), (), Options(on=ON, rules=(LAW,))))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_written_has_the_described_structure_and_reads_back_to_the_same_masses(
    tmp_path: Path, seed: int
) -> None:
    compositions = drawn(tmp_path, random.Random(seed))  # no secret
    path = tmp_path / "d.xml"
    path.write_bytes(write(compositions, ON, 'Acme & "Sons"'))
    assert list(faults(ET.fromstring(path.read_bytes()))) == []  # our own
    container, problems = open_container(path, Limits())
    assert container is not None, problems
    declared = read_declaration(container, Limits())
    assert len(declared.products) == len(compositions)
    for (_, rows), composition in zip(declared.products, compositions, strict=True):
        written = [
            (substance.name, substance.mass)
            for material in composition.materials
            for substance in material.substances
        ]
        found = [(row.content.substance.name, row.content.mass) for row in rows]
        for name in SUBSTANCES:
            masses = [mass.high for of, mass in written if of == name]
            read = [None if mass is None else mass.high for of, mass in found if of == name]
            assert len(read) == len(masses)
            if None in masses:
                assert read.count(None) >= masses.count(None)
            else:
                total = sum(mass for mass in masses if mass is not None)
                assert abs(sum(mass for mass in read if mass is not None) - total) <= total / 10**9
        assert {row.number for row in rows} <= {composition.item.number}
        assert {row.supplier for row in rows} <= {'Acme & "Sons"'}


def test_a_file_of_another_structure_does_not_pass() -> None:
    good = write((), ON).decode()
    for bad in (
        good.replace("</MainDeclaration>", "<Product/></MainDeclaration>"),
        good.replace(' version="2.0"', ""),
        good.replace(NAMESPACE, "urn:other"),
    ):
        assert list(faults(ET.fromstring(bad)))  # our own
