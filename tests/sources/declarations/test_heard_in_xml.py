"""What is written in a declaration in XML beside its figures takes back what they clear; an honest one is clear in every form."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, assess
from tests.sources.declarations.trees import IPC_A, iec, iec_part, ipc, material, product, substance
from tests.workbooks import LAW, ON, codes, magnet, write_workbook

BASE = (("Neodymium", "247"), ("Iron", "555"), ("Boron", "8"))
GOOD = product(material(BASE))
DY = substance("Dysprosium", "12")
CLASS = '<MaterialInfo><SubstanceCategoryList><SubstanceCategory name="{}"><Threshold overThreshold="true"/></SubstanceCategory></SubstanceCategoryList></MaterialInfo>'
LEGAL = (
    "Supplier certifies that it gathered the provided information and such information is true and correct to the best of its "
    "knowledge and belief, as of the date that Supplier completes this form. Company acknowledges that Supplier may have relied "
    "on information provided by others, and that Supplier may not have independently verified such information."
)


def run_of(folder: Path, text: str, on: datetime.date = ON) -> Assessment:
    """The magnet of 810 mg and 1 USD, with what ``text`` declares of it."""
    row = magnet("MAG", **{"Unit Mass": 0.81, "Unit Price": 1, "Supplier": "Hoshi"})
    bill = write_workbook(folder / "bom.xlsx", BOM=[row])
    (folder / "d.xml").write_text(text, "utf-8")
    return assess((bill,), (folder / "d.xml",), Options(on=on, rules=(LAW,)))


def declared(folder: Path, *products: str) -> str:
    return ipc(folder, *products, supplier="Hoshi").read_text("utf-8")


def swapped(old: str, new: str):
    def swap(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return swap


def added(inside: str, end: str = "</Product>"):
    return swapped(end, inside + end)


TAKEN_BACK = {
    "a material's name": swapped("NdFeB sintered", "NdFeB with 2 % Dysprosium"),
    "a material's formula": swapped("NdFeB sintered", "Nd-Dy-Fe-B sintered"),
    "the product's name": swapped("Arc magnet", "Arc magnet, Tb diffused"),
    "a substance's name": swapped('name="Neodymium"', 'name="Neodymium (incl. 5 % Dy)"'),
    "its name in other letters": swapped('name="Neodymium"', 'name="Neodymium" nameLocal="ジスプロシウム"'),
    "its description": swapped('name="Neodymium"', 'name="Neodymium" description="may hold dysprosium"'),
    "a second register number": swapped('identity="7440-00-8" authority="CAS"/>', 'identity="7440-00-8" authority="CAS"/><SubstanceID identity="7429-91-6" authority="CAS"/>'),
    "a number of another authority": swapped('identity="7440-00-8" authority="CAS"', 'identity="7429-91-6" authority="IEC"'),
    "a note at an amount": swapped('UOM="mg"', 'UOM="mg" note="plus Dy"'),
    "an accuracy": swapped('UOM="mg"', 'UOM="mg" accuracy="10"'),
    "two amounts": swapped("</SubstanceCategory>", substance("Dysprosium", "12", more='<Amount value="0" UOM="mg"/>') + "</SubstanceCategory>"),
    "a material of nothing": added('<HomogeneousMaterial name="coat"><Amount value="10" UOM="mg"/></HomogeneousMaterial>', "</HomogeneousMaterialList>"),
    "a part of nothing": added('<SubProduct><SubProductID itemNumber="X"/></SubProduct>'),
    "an uncertainty at an amount": swapped('UOM="mg"/>', 'UOM="mg"><Uncertainty value="20"/></Amount>'),
    "an exemption": added('<Exemption description="for magnets that hold dysprosium up to two per cent by weight, for coercivity at high temperature"/>'),
    "a statement": added("<QueryList><Query><Statement>Heavy rare earth elements are used</Statement></Query></QueryList>"),
    "a comment of XML": added("<!-- Dysprosium 1.5 % diffused -->"),
    "a comment above all": swapped("<MainDeclaration", "<!-- DRAFT, not final -->\n<MainDeclaration"),
    "an instruction": swapped("<MainDeclaration", "<?status draft?>\n<MainDeclaration"),
    "a substance in a comment": added(f"<!-- {DY} -->", "</SubstanceCategory>"),
    "a class of compounds": added(CLASS.format("Dysprosium and its compounds")),
    "a class of the heavy ones": added(CLASS.format("Heavy rare earths")),
    "a threshold": added('<Threshold reportingLevel="only substances above 1 %"/>', "</SubstanceCategory>"),
    "a remark on a threshold": added("<Comment>Substances below 0.5 % are not listed.</Comment>", "</BusinessInfo>"),
    "a long remark": added(f"<Comment>{'This was drawn up with care. ' * 12}This is a draft.</Comment>", "</BusinessInfo>"),
    "a later start": swapped('version="2.0"', 'version="2.0" validFrom="2027-01-01"'),
    "an end": swapped('version="2.0"', 'version="2.0" validThrough="2025-01-31"'),
    "an end as an element": added("<ValidUntil>2025-01-31</ValidUntil>", "</BusinessInfo>"),
    "a later day": swapped("2026-05-04", "2027-05-04"),
    "atoms": lambda text: text.replace('UOM="mg"', 'UOM="at%"'),
}  # fmt: skip
HONEST = {
    "as it is": lambda text: text,
    "a class that is not above": added(CLASS.format("Dysprosium").replace("true", "false")),
    "dysprosium at nothing": added(substance("Dysprosium", "0"), "</SubstanceCategory>"),
    "the usual legal text": added(f"<LegalDeclaration uncertaintyStatement='{LEGAL}'/>", "</BusinessInfo>"),
    "a program's comment": swapped("<MainDeclaration", "<!-- Written by a program, 3.2 -->\n<MainDeclaration"),
    "an earlier version": swapped(IPC_A, 'xmlns="http://webstds.ipc.org/175x/1.1" version="1.1"'),
    "free of it": swapped("Arc magnet", "Arc magnet, free of Dy and Tb"),
    "one amount in two units": swapped('value="247" UOM="mg"/>', 'value="247" UOM="mg"/><Amount value="0.247" UOM="g"/>'),
}  # fmt: skip


@pytest.mark.parametrize("what", TAKEN_BACK)
def test_what_is_written_beside_the_figures_clears_nothing(tmp_path: Path, what: str) -> None:
    run = run_of(tmp_path, TAKEN_BACK[what](declared(tmp_path, GOOD)))
    assert run.report.exit_status() in (1, 3)


@pytest.mark.parametrize("what", HONEST)
def test_an_honest_declaration_is_clear(tmp_path: Path, what: str) -> None:
    run = run_of(tmp_path, HONEST[what](declared(tmp_path, GOOD)))
    assert run.report.exit_status() == 0, sorted(codes(run))


def test_an_honest_iec_62474_declaration_is_clear(tmp_path: Path) -> None:
    assert run_of(tmp_path, iec(iec_part(BASE))).report.exit_status() == 0


def test_another_product_of_the_file_takes_nothing_back(tmp_path: Path) -> None:
    other = product(material((("Dysprosium", "810"),), name="Dy, draft"), number="ZZ-9000")
    assert run_of(tmp_path, declared(tmp_path, GOOD, other)).report.exit_status() == 0
