"""Declarations in XML: what is read, cited by line and path; what is not understood opens the product; nothing hostile is read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from calculator.findings.accounting import RowFate, SheetFate
from calculator.findings.obligation import Standing
from calculator.findings.verdict import Verdict
from calculator.model.content_row import Disclosure
from calculator.numbers.bounds import Bounds
from tests.sources.declarations.trees import (
    IPC_A,
    IPC_B,
    WHOLE,
    iec,
    iec_part,
    ipc,
    material,
    packed,
    product,
    substance,
)
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

ONLY_BASE = (("Neodymium", "247"), ("Iron", "555"), ("Boron", "8"))
PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 1000, "Currency": "USD", "Date": ON}]


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    """One magnet of 810 mg and 10 USD."""
    return write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet("MAG", **{"Unit Mass": 0.81, "Unit Price": 1, "Supplier": "Hoshi"})],
        Prices=PRICES,
    )


def run_of(bill: Path, *facts: Path):
    return assess((bill,), facts, Options(on=ON, rules=(LAW,)))


def rows_of(run):
    return {row.substance.name: row for row in run.read.content.get("MAG", ())}


def is_closed(run) -> bool:
    """True where the composition of the magnet is proved."""
    found = finding(run, "MAG")
    standing = {record.obligation.value: record.standing for record in found.clearance}
    return standing.get("composition") is Standing.PROVED


# --------------------------------------------------------------------------- what is read


def test_a_class_d_declaration_gives_shares_and_masses_of_the_product(bill, tmp_path):
    rows = rows_of(run_of(bill, ipc(tmp_path, product(material()))))
    assert rows["Dy"].share == Bounds.exactly(Fraction(12, 810))
    assert rows["Dy"].mass == Bounds.exactly(Fraction(12, 10**6))
    assert {row.disclosure for row in rows.values()} == {Disclosure.ALL}


def test_a_number_is_cited_by_its_line_and_its_path(bill, tmp_path):
    rows = rows_of(
        run_of(bill, ipc(tmp_path, product(material(), number="OTHER"), product(material())))
    )
    assert str(rows["Dy"].cells[0]) == (
        "d.xml!line 16!/MainDeclaration/Product[2]/MaterialInfo/HomogeneousMaterialList/HomogeneousMaterial"
        "/SubstanceCategoryList/SubstanceCategory/Substance[2]"
    )


def test_the_cas_number_of_dysprosium_metal_names_its_form(bill, tmp_path):
    rows = run_of(bill, ipc(tmp_path, product(material()))).read.content["MAG"]
    assert "Dy metal" in {row.substance.key for row in rows}


def test_a_whole_list_without_listed_elements_clears_the_magnet(bill, tmp_path):
    run = run_of(bill, ipc(tmp_path, product(material(ONLY_BASE))))
    assert finding(run, "MAG").subject.value == "no"
    assert is_closed(run)


def test_a_list_that_leaves_a_tenth_unsaid_clears_nothing(bill, tmp_path):
    some = (("Neodymium", "160"), ("Iron", "555"), ("Boron", "8"))
    run = run_of(bill, ipc(tmp_path, product(material(some))))
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "declaration-not-whole" in codes(run)


def test_materials_that_leave_a_part_of_the_product_unsaid_clear_nothing(bill, tmp_path):
    run = run_of(bill, ipc(tmp_path, product(material(ONLY_BASE), mass="0.9")))
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_product_without_a_mass_is_whole_only_if_the_bill_says_so(bill, tmp_path):
    run = run_of(bill, ipc(tmp_path, product(material(ONLY_BASE), mass="")))
    assert {row.disclosure for row in rows_of(run).values()} == {Disclosure.PARTIAL}
    assert is_closed(run)  # 810 mg of 810 mg


def test_several_materials_add_up_to_the_product(bill, tmp_path):
    coat = material((("Nickel", "10"),), mass="10", name="plating")
    body = material((("Neodymium", "237"), ("Iron", "555"), ("Boron", "8")), mass="800")
    run = run_of(bill, ipc(tmp_path, product(body, coat)))
    assert rows_of(run)["Nd"].share == Bounds.exactly(Fraction(237, 810))
    assert is_closed(run)


def test_shares_of_a_material_are_of_its_mass(bill, tmp_path):
    body = (
        '<HomogeneousMaterial name="m"><Amount value="405" UOM="mg"/><Substance name="Dysprosium">'
        '<Concentration value="2"/></Substance></HomogeneousMaterial>'
    )
    run = run_of(bill, ipc(tmp_path, product(body)))
    assert rows_of(run)["Dy"].mass == Bounds.exactly(Fraction(405 * 2, 100 * 10**6))
    assert rows_of(run)["Dy"].share == Bounds.exactly(Fraction(1, 100))


def test_ppm_of_a_material_without_a_mass_is_at_most_so_much_of_the_product(bill, tmp_path):
    body = (
        '<HomogeneousMaterial name="m"><Substance name="Dysprosium"><Amount value="20000" UOM="ppm"/></Substance>'
        "</HomogeneousMaterial>"
    )
    run = run_of(bill, ipc(tmp_path, product(body)))
    assert rows_of(run)["Dy"].share == Bounds(Fraction(0), Fraction(2, 100))


def test_a_version_b_and_prefixes_are_read_alike(bill, tmp_path):
    inner = product(material()).replace("<", "<x:").replace("<x:/", "</x:")
    text = f"<x:MainDeclaration {IPC_B.replace('xmlns', 'xmlns:x')}><x:IPC-1752B>{inner}</x:IPC-1752B></x:MainDeclaration>"
    (tmp_path / "b.xml").write_text(text, "utf-8")
    assert rows_of(run_of(bill, tmp_path / "b.xml"))["Dy"].share == Bounds.exactly(
        Fraction(12, 810)
    )


def test_utf_16_is_read(bill, tmp_path):
    path = ipc(tmp_path, product(material()))
    text = path.read_text("utf-8").replace("UTF-8", "UTF-16")
    path.write_bytes(text.encode("utf-16"))
    assert "Dy" in rows_of(run_of(bill, path))


def test_iec_62474_and_chemsherpa_are_the_same_tree(bill, tmp_path):
    (tmp_path / "i.xml").write_text(iec(iec_part()), "utf-8")
    shai = packed(tmp_path, iec(iec_part()))
    for path in (tmp_path / "i.xml", shai):
        run = run_of(bill, path)
        assert rows_of(run)["Dy"].share == Bounds.exactly(Fraction(12, 810))
        assert {row.disclosure for row in rows_of(run).values()} == {Disclosure.ALL}
    assert str(rows_of(run_of(bill, shai))["Dy"].cells[0]).startswith(
        "d.shai!line 7!/Main/Product/"
    )


def test_two_pieces_in_a_product_are_told_by_its_mass(bill, tmp_path):
    half = [(name, str(int(mass) / 2)) for name, mass in WHOLE]
    (tmp_path / "i.xml").write_text(iec(iec_part(half, "405", 2)), "utf-8")
    assert rows_of(run_of(bill, tmp_path / "i.xml"))["Dy"].mass == Bounds.exactly(
        Fraction(12, 10**6)
    )


def test_pieces_of_which_no_mass_tells_are_between_one_and_all(bill, tmp_path):
    half = [(name, str(int(mass) / 2)) for name, mass in WHOLE]
    (tmp_path / "i.xml").write_text(iec(iec_part(half, "405", 3)), "utf-8")
    row = rows_of(run_of(bill, tmp_path / "i.xml"))["Dy"]
    assert row.mass == Bounds(Fraction(6, 10**6), Fraction(18, 10**6))
    assert row.disclosure is Disclosure.PARTIAL


def test_a_class_of_substances_above_its_threshold_may_be_any_amount(bill, tmp_path):
    listed = (
        '<MaterialInfo><SubstanceCategoryList><SubstanceCategory name="Dysprosium">'
        '<Threshold overThreshold="{}"/></SubstanceCategory><SubstanceCategory name="Lead compounds">'
        '<Threshold overThreshold="false"/></SubstanceCategory></SubstanceCategoryList></MaterialInfo>'
    )
    above = ipc(tmp_path, product(more=listed.format("true"), mass=""), name="above.xml")
    assert "Dy" in rows_of(run_of(bill, above))
    below = ipc(
        tmp_path, product(material(ONLY_BASE), more=listed.format("false")), name="below.xml"
    )
    run = run_of(bill, below)
    assert "Dy" not in rows_of(run)
    assert "declaration-below-threshold" in codes(run)


def test_the_buyers_number_stands_before_the_suppliers(bill, tmp_path):
    path = ipc(
        tmp_path, product(material(), number="HOSHI-77", attributes='requesterItemNumber="MAG"')
    )
    assert "Dy" in rows_of(run_of(bill, path))


def test_a_declaration_of_another_supplier_closes_nothing(bill, tmp_path):
    path = ipc(tmp_path, product(material(ONLY_BASE)), supplier="Severn Ltd")
    run = run_of(bill, path)
    assert "fact-of-other-supplier" in codes(run)
    assert not is_closed(run)


def test_a_mass_of_one_piece_says_nothing_of_a_bill_that_counts_by_mass(tmp_path):
    path = write_workbook(
        tmp_path / "kg.xlsx", BOM=[magnet("MAG", Unit="kg", **{"Unit Mass": None})]
    )
    run = run_of(path, ipc(tmp_path, product(material())))
    assert rows_of(run)["Dy"].mass is None
    assert rows_of(run)["Dy"].share == Bounds.exactly(Fraction(12, 810))


def test_every_substance_of_every_product_has_a_fate(bill, tmp_path):
    other = product(material(), number="ZZ-9000")
    run = run_of(bill, ipc(tmp_path, product(material()), other))
    sheets = run.report.accounting[1].sheets
    assert [(sheet.name, sheet.fate, dict(sheet.rows)) for sheet in sheets] == [
        ("/MainDeclaration/Product[1]", SheetFate.FACTS, {RowFate.FACTS: 4}),
        ("/MainDeclaration/Product[2]", SheetFate.FACTS, {RowFate.OTHER_BILL: 4}),
    ]
    assert all(sheet.adds_up for sheet in sheets)


def test_a_declaration_that_is_given_twice_says_nothing_twice(bill, tmp_path):
    path = ipc(tmp_path, product(material()))
    copy = tmp_path / "copy.xml"
    copy.write_bytes(path.read_bytes())
    run = run_of(bill, path, copy)
    assert "file-twice" in codes(run)
    assert len(run.read.content["MAG"]) == 4


# --------------------------------------------------------------------------- what is not understood


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('value="12" UOM="mg"', 'value="12,0" UOM="mg"', "declaration-amount-unclear"),
        ('value="12" UOM="mg"', 'value="-12" UOM="mg"', "declaration-amount-unclear"),
        ('value="12" UOM="mg"', 'value="12" UOM="grains"', "declaration-amount-unclear"),
        ('value="12" UOM="mg"', 'value="12"', "declaration-amount-unclear"),
        ('value="12" UOM="mg"', 'value="some" UOM="mg"', "declaration-amount-unclear"),
        ('value="12" UOM="mg"', 'value="12" UOM="mg" tolerance="5"', "declaration-amount-unclear"),
        ("7429-91-6", "7429-91-5", "cas-check-digit"),
        ('name="Dysprosium"', 'name="Terbium"', "substance-contradicts-cas"),
        (
            "<MaterialInfo>",
            '<Layer name="x"><Mass mass="1"/></Layer><MaterialInfo>',
            "declaration-part-unread",
        ),
        ("<MaterialInfo>", '<Query name="Terbium"/><MaterialInfo>', "declaration-part-unread"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line_and_closes_nothing(
    bill, tmp_path, old, new, code
):
    path = ipc(tmp_path, product(material()))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    run = run_of(bill, path)
    problem = next(problem for problem in run.report.problems if problem.code == code)
    assert "d.xml!line " in str(problem.cells[0])
    assert finding(run, "MAG").verdict in (Verdict.UNDETERMINED, Verdict.CROSSES)
    assert not is_closed(run)


def test_an_element_that_can_tell_nothing_is_passed_over(bill, tmp_path):
    path = ipc(tmp_path, product(material(ONLY_BASE), more='<Colour name="silver"/>'))
    run = run_of(bill, path)
    assert is_closed(run)


def test_an_unknown_substance_may_be_any(bill, tmp_path):
    some = (("Neodymium", "240"), ("Iron", "555"), ("Boron", "8"), ("Proprietary additive", "7"))
    run = run_of(bill, ipc(tmp_path, product(material(some))))
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert not is_closed(run)


def test_a_product_without_a_number_takes_full_from_what_the_file_declares(bill, tmp_path):
    path = ipc(tmp_path, product(material(ONLY_BASE)), product(material(), number=""))
    run = run_of(bill, path)
    assert "row-without-item" in codes(run)
    assert not is_closed(run)


# --------------------------------------------------------------------------- what is refused


def hostile(name: str) -> bytes:
    good = f"<MainDeclaration {IPC_A}>{product(material())}</MainDeclaration>"
    doctype = '<!DOCTYPE MainDeclaration [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    deep = "<Composition>" * 400 + "</Composition>" * 400
    return {
        "doctype": f'<?xml version="1.0"?>{doctype}{good}',
        "external": f'<?xml version="1.0"?><!DOCTYPE MainDeclaration SYSTEM "file:///etc/passwd">{good}',
        "cut off": good[:-40],
        "deep": good.replace("<MaterialInfo>", deep + "<MaterialInfo>", 1),
        "long name": good.replace("MaterialInfo", "M" * 500),
        "no product": f"<MainDeclaration {IPC_A}/>",
        "class A": f"<MainDeclaration {IPC_A}>{product(mass='')}</MainDeclaration>",
        "other namespace": good.replace("http://webstds.ipc.org/175x/2.0", "urn:other"),
        "encoding": '<?xml version="1.0" encoding="EBCDIC-X"?>' + good,
    }[name].encode()


@pytest.mark.parametrize(
    "name",
    [
        "doctype",
        "external",
        "cut off",
        "deep",
        "long name",
        "no product",
        "class A",
        "other namespace",
        "encoding",
    ],
)
def test_a_hostile_or_broken_declaration_is_refused_by_name_and_nothing_else_is_lost(
    bill, tmp_path, name
):
    path = tmp_path / "bad.xml"
    path.write_bytes(hostile(name))
    good = ipc(tmp_path, product(material()))
    run = run_of(bill, good, path)
    assert run.report.refused == ("bad.xml",)
    assert run.report.exit_status() == 4
    assert "Dy" in rows_of(run)
    problem = next(p for p in run.report.problems if p.cells and p.cells[0].file == "bad.xml")
    assert "line " in problem.message or name == "encoding"


def test_an_xml_file_of_no_standard_is_refused_by_its_kind(bill, tmp_path):
    (tmp_path / "bad.xml").write_text('<?xml version="1.0"?><MDSYSTEM><X/></MDSYSTEM>', "utf-8")
    run = run_of(bill, tmp_path / "bad.xml")
    assert run.report.refused == ("bad.xml",)
    assert "unknown-format" in codes(run)


def test_a_declaration_is_no_bill(tmp_path):
    run = assess((ipc(tmp_path, product(material())),), (), Options(on=ON, rules=(LAW,)))
    assert run.report.exit_status() == 4
    assert "--facts" in next(p.message for p in run.report.problems if p.code == "unknown-format")


def test_a_packed_declaration_with_two_files_is_refused(bill, tmp_path):
    import zipfile

    path = packed(tmp_path, iec(iec_part()))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("second.xml", iec(iec_part(ONLY_BASE)))
    assert run_of(bill, path).report.refused == ("d.shai",)


def test_a_million_elements_cost_what_the_limit_allows(bill, tmp_path):
    from calculator.sources.files.limits import Limits

    path = ipc(tmp_path, product(material(), more="<Colour/>" * 5000))
    run = assess((bill,), (path,), Options(on=ON, rules=(LAW,), limits=Limits(area=20_000)))
    assert run.report.refused == ("d.xml",)


def test_a_substance_with_mass_and_share_that_cannot_both_be_true_has_bounds_that_hold_both(
    bill, tmp_path
):
    body = material((("Neodymium", "235"), ("Iron", "555"), ("Boron", "8"))).replace(
        "</SubstanceCategory>",
        substance("Dysprosium", "12", more='<Concentration value="5"/>') + "</SubstanceCategory>",
    )
    run = run_of(bill, ipc(tmp_path, product(body)))
    assert "amounts-disagree" in codes(run)
    assert rows_of(run)["Dy"].mass == Bounds(Fraction(12, 10**6), Fraction(810 * 5, 100 * 10**6))


def test_masses_in_a_content_sheet_that_are_the_whole_are_followed_by_the_second_checker(tmp_path):
    rows = [
        {"Part Number": "MAG", "Substance": name, "Mass": mass, "Mass Unit": "mg"}
        for name, mass in (("Nd", 247), ("Fe", 555), ("B", 8))
    ]
    path = write_workbook(
        tmp_path / "m.xlsx", BOM=[magnet("MAG", **{"Unit Mass": 0.81})], Content=rows
    )
    run = run_of(path)
    assert "clearance-not-followed" not in codes(run)
    assert is_closed(run)
