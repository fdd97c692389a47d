"""A declaration of class D in the XML of IPC-1752A, product by product; the names of elements are those of its public descriptions.

The schema itself was not at hand: what is written here reads back through ``--facts``, and has the structure that is described
publicly. Of what lies between bounds the most that may be there is written; the declaration is then not complete, which the
command says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from xml.sax.saxutils import quoteattr

from calculator.declarations.composition import ComposedMaterial, ComposedSubstance, Composition
from calculator.model.cas_numbers import cas_number_of
from calculator.numbers.bounds import Bounds, exact_text
from calculator.reports.safe_text import safe

_DIGITS = 12
_GRAMS = Fraction(1000)
NAMESPACE = "http://webstds.ipc.org/175x/2.0"


def write(compositions: Sequence[Composition], on: date, company: str = "") -> bytes:
    """One file for all products of a bill."""
    supplier = f"<SupplyCompany name={_quoted(company)}/>" if company else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<MainDeclaration xmlns="{NAMESPACE}" version="2.0">',
        f' <BusinessInfo mode="Distribute"><Response date="{on.isoformat()}">{supplier}</Response></BusinessInfo>',
        ' <Include><Sectional name="MaterialInfo"><SubSectional name="D"/></Sectional></Include>',
    ]
    for composition in compositions:
        lines += _product(composition)
    return "\n".join([*lines, "</MainDeclaration>", ""]).encode()


def _product(composition: Composition) -> Iterator[str]:
    item = composition.item
    version = f" version={_quoted(item.revision)}" if item.revision else ""
    yield ' <Product unitType="Each">'
    yield f"  <ProductID itemNumber={_quoted(item.number)} itemName={_quoted(item.description or item.number)}{version}>{_amount(composition.mass)}</ProductID>"
    yield "  <MaterialInfo><HomogeneousMaterialList>"
    for material in composition.materials:
        yield from _material(material)
    yield "  </HomogeneousMaterialList></MaterialInfo>"
    yield " </Product>"


def _material(material: ComposedMaterial) -> Iterator[str]:
    item = material.item
    name = " ".join(text for text in (item.number, item.material or item.description) if text)
    yield f"   <HomogeneousMaterial name={_quoted(name)}>{_amount(material.mass)}"
    yield '    <SubstanceCategoryList><SubstanceCategory name="Supplier">'
    for substance in material.substances:
        yield f"     {_substance(substance)}"
    yield "    </SubstanceCategory></SubstanceCategoryList></HomogeneousMaterial>"


def _substance(substance: ComposedSubstance) -> str:
    name, _, form = (substance.key or substance.name).partition(" ")
    number = cas_number_of(substance.name) or cas_number_of(name, form)
    identity = f'<SubstanceID identity="{number}" authority="CAS"/>' if number else ""
    return (
        f"<Substance name={_quoted(substance.name)}>{identity}{_amount(substance.mass)}</Substance>"
    )


def _amount(mass: Bounds) -> str:
    """The most that it may be; nothing where that is open."""
    if mass.high is None:
        return ""
    text = exact_text(mass.high * _GRAMS, _DIGITS).lstrip("≈")
    return f'<Amount value="{text}" UOM="g"/>'


def _quoted(text: str) -> str:
    return quoteattr(safe(text, 200))
