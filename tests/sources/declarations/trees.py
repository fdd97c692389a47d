"""Declarations in XML for tests, made from the public descriptions of their structure."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

CAS = {
    "Neodymium": "7440-00-8",
    "Praseodymium": "7440-10-0",
    "Dysprosium": "7429-91-6",
    "Terbium": "7440-27-9",
    "Iron": "7439-89-6",
    "Boron": "7440-42-8",
    "Nickel": "7440-02-0",
    "Cobalt": "7440-48-4",
}
IPC_A = 'xmlns="http://webstds.ipc.org/175x/2.0" version="2.0"'
IPC_B = 'xmlns="https://webstds.ipc.org/175x/1752B/1752B"'
WHOLE = (("Neodymium", "235"), ("Dysprosium", "12"), ("Iron", "555"), ("Boron", "8"))
"""810 mg of NdFeB."""


def substance(name: str, mass: str, unit: str = "mg", more: str = "") -> str:
    return (
        f'<Substance name="{name}"><SubstanceID identity="{CAS.get(name, "")}" authority="CAS"/>'
        f'<Amount value="{mass}" UOM="{unit}"/>{more}</Substance>'
    )


def material(
    substances: Iterable[tuple[str, str]] = WHOLE, mass: str = "810", name: str = "NdFeB sintered"
) -> str:
    inside = "\n".join(substance(*one) for one in substances)
    return (
        f'<HomogeneousMaterial name="{name}"><Amount value="{mass}" UOM="mg"/><SubstanceCategoryList>'
        f'<SubstanceCategory name="Supplier">\n{inside}\n</SubstanceCategory></SubstanceCategoryList></HomogeneousMaterial>'
    )


def product(
    *materials: str, number: str = "MAG", mass: str = "0.81", attributes: str = "", more: str = ""
) -> str:
    amount = f'<Amount value="{mass}" UOM="g"/>' if mass else ""
    return (
        f'<Product unitType="Each"><ProductID itemName="Arc magnet" itemNumber="{number}" {attributes}>{amount}</ProductID>\n'
        f"<MaterialInfo><HomogeneousMaterialList>\n{''.join(materials)}\n</HomogeneousMaterialList></MaterialInfo>{more}</Product>"
    )


def ipc(
    folder: Path, *products: str, name: str = "d.xml", supplier: str = "", head: str = ""
) -> Path:
    """An IPC-1752A declaration."""
    company = f'<Response date="2026-05-04"><SupplyCompany name="{supplier}"/></Response>'
    path = folder / name
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<MainDeclaration {IPC_A}>\n'
        f'<BusinessInfo mode="Distribute">{company if supplier else ""}</BusinessInfo>\n{"".join(products)}\n</MainDeclaration>',
        "utf-8",
    )
    return path


def iec(parts: str, number: str = "MAG", mass: str = "0.81") -> str:
    """An IEC 62474 declaration of one product, as chemSHERPA writes it too."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<Main xmlns="http://std.iec.ch/iec62474">\n'
        '<BusinessInfo><Response><SupplyCompany name="Hoshi" nameLocal="星"/></Response></BusinessInfo>\n'
        f'<Product unitType="each"><ProductID name="Magnet" identifier="{number}"><Mass mass="{mass}" unitOfMeasure="g"/></ProductID>\n'
        f"<Composition>{parts}</Composition></Product></Main>"
    )


def iec_part(
    substances: Sequence[tuple[str, str]] = WHOLE, mass: str = "810", count: int = 1
) -> str:
    inside = "".join(
        f'<Substance name="{name}"><SubstanceID identity="{CAS[name]}" authority="CAS"/><Mass mass="{figure}" unitOfMeasure="mg"/></Substance>\n'
        for name, figure in substances
    )
    return (
        f'<ProductPart name="body" numberOfInstances="{count}"><Material name="NdFeB"><Mass mass="{mass}" unitOfMeasure="mg"/>\n'
        f"{inside}</Material></ProductPart>"
    )


def packed(folder: Path, text: str, name: str = "d.shai") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("d.xml", text)
    return path
