"""Declarations on sheets in the layouts that suppliers use: each read to the same right answer."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calculator.assessment import Options, assess
from calculator.findings.accounting import RowFate, SheetFate
from calculator.findings.verdict import Verdict
from calculator.model.content_row import Disclosure
from calculator.numbers.bounds import Bounds
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

BILL = [
    magnet(
        number,
        **{"Unit Mass": 0.81, "Unit Price": 1, "Supplier": supplier, "Supplier Part No.": code},
    )
    for number, supplier, code in (("MAG", "Hoshi", "H-77"), ("MAG2", "Hoshi", "H-78"))
]
NUMBERS = ("7440-00-8", "7429-91-6", "7439-89-6", "7440-42-8")
SHARES = {"Nd": "29", "Dy": "1.5", "Fe": "68.5", "B": "1"}
"""What every layout below says of MAG, in wt%."""


def listed(*heading: str, names: tuple[str, ...], amounts: tuple[object, ...], number: bool = True):
    """A table down with names, CAS numbers and amounts."""
    rows = [
        [*(["MAG"] if number else []), name, cas, amount]
        for name, cas, amount in zip(names, NUMBERS, amounts, strict=True)
    ]
    return [[*heading], *rows]


ENGLISH = ("Neodymium (Nd)", "Dysprosium (Dy)", "Iron (Fe)", "Boron (B)")
FIGURES = (29, 1.5, 68.5, 1)
WITH_REST = (29, 1.5, "Bal.", 1)
LAYOUTS = {
    "CAS numbers, part number at a label": [
        ["Material Declaration"],
        ["Part No.:", "MAG", None, "Supplier:", "Hoshi"],
        [],
        *listed("Substance", "CAS No.", "Content (%)", names=ENGLISH, amounts=FIGURES, number=False),
    ],
    "certificate with the part number in one cell": [
        ["CERTIFICATE OF ANALYSIS"],
        ["Part No.: MAG", None, "Certificate No.: C-1"],
        ["Element", "wt%"],
        *([name, amount] for name, amount in zip(SHARES, WITH_REST, strict=True)),
    ],
    "elements across with units in the cells": [
        ["Part Number", *SHARES],
        ["MAG", "29 %", "15000 ppm", "Bal.", "1 %"],
    ],
    "elements across with units in the headings": [
        ["Part No", "Lot", *(f"{name} (wt%)" for name in SHARES)],
        ["MAG", "L1", *FIGURES],
    ],
    "elements across with a row of units": [
        ["Part No", *SHARES],
        [None, "wt%", "wt%", "wt%", "wt%"],
        ["MAG", *FIGURES],
    ],
    "elements across below a title with the unit": [
        ["Chemical composition (wt%)"],
        ["Part No", *SHARES],
        ["MAG", *WITH_REST],
    ],
    "German": listed(
        "Teilenummer", "Stoff", "CAS-Nr.", "Masseanteil [%]",
        names=("Neodym", "Dysprosium", "Eisen", "Bor"), amounts=("29,0", "1,5", "Rest", "1,0"),
    ),
    "French": listed(
        "Référence", "Substance", "N° CAS", "Teneur (% masse)",
        names=("Néodyme", "Dysprosium", "Fer", "Bore"), amounts=("29", "1,5", "solde", "1"),
    ),
    "Spanish": listed(
        "Número de pieza", "Sustancia", "N.º CAS", "Contenido (%)",
        names=("Neodimio", "Disprosio", "Hierro", "Boro"), amounts=("29", "1,5", "resto", "1"),
    ),
    "Italian": listed(
        "Codice articolo", "Sostanza", "Numero CAS", "Percentuale in peso",
        names=("Neodimio", "Disprosio", "Ferro", "Boro"), amounts=("29", "1,5", "resto", "1"),
    ),
    "Chinese": [
        ["材质证明书"],
        ["料号：MAG"],
        ["元素", "含量（%）"],
        ["钕 Nd", "29"], ["镝 Dy", "1.5"], ["铁 Fe", "余量"], ["硼 B", "1.0"],
    ],
    "Japanese": listed(
        "品番", "物質名", "CAS番号", "含有率（%）",
        names=("ネオジム", "ジスプロシウム", "鉄", "ホウ素"), amounts=(29, 1.5, "残部", 1),
    ),
    "Korean": listed(
        "품번", "물질명", "CAS 번호", "함량 (%)",
        names=("네오디뮴", "디스프로슘", "철", "붕소"), amounts=("29", "1.5", "잔량", "1"),
    ),
    "permille and ppm in the cells": listed(
        "P/N", "Component", "CAS", "Concentration",
        names=ENGLISH, amounts=("290 ‰", "15000 ppm", "68.5 %", "10 g/kg"),
    ),
    "an element a row, a part a column": [
        ["Element (wt%)", "MAG", "MAG2"],
        *([name, amount, None] for name, amount in zip(SHARES, WITH_REST, strict=True)),
    ],
    "transposed": [
        ["Part Number", "MAG"],
        ["Nd", "29%"], ["Dy", "1.5%"], ["Fe", "Bal."], ["B", "1%"],
    ],
    "two certificates on a sheet": [
        ["Part No.: MAG2"],
        ["Element", "wt%"],
        ["Nd", 30], ["Fe", "Bal."],
        [],
        ["Part No.: MAG"],
        ["Element", "wt%"],
        *([name, amount] for name, amount in zip(SHARES, WITH_REST, strict=True)),
    ],
    "several parts in a cell": listed(
        "Part Numbers", "Element", "CAS", "%", names=tuple(SHARES), amounts=WITH_REST
    )[:1] + [
        ["MAG, MAG2", name, None, amount] for name, amount in zip(SHARES, WITH_REST, strict=True)
    ],
    "the supplier's own number": [
        ["Supplier:", "Hoshi Co., Ltd."],
        ["Supplier Part No.", "Substance", "wt%"],
        *(["H-77", name, amount] for name, amount in zip(SHARES, WITH_REST, strict=True)),
    ],
    "the buyer's number beside the supplier's": [
        ["Our part no.: H-77", "Your part no.: MAG", "Manufacturer: Hoshi"],
        ["Element", "wt%"],
        *([name, amount] for name, amount in zip(SHARES, WITH_REST, strict=True)),
    ],
}  # fmt: skip


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "bom.xlsx", BOM=BILL)


def run_of(bill: Path, rows, *, sheet: str = "Sheet1"):
    facts = grids(bill.parent / "facts.xlsx", **{sheet: rows})
    return assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))


def shares_of(run, item: str = "MAG") -> dict[str, Bounds | None]:
    """Shares by the first element of each name."""
    return {row.substance.name.split()[-1]: row.share for row in run.read.content.get(item, ())}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_usual_layout_is_read_to_the_same_shares(bill, name):
    run = run_of(bill, LAYOUTS[name])
    assert run.report.refused == ()
    expected = {element: Bounds.exactly(Fraction(share) / 100) for element, share in SHARES.items()}
    assert shares_of(run) == expected
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED  # where the dysprosium is from


@pytest.mark.parametrize("name", LAYOUTS)
def test_without_dysprosium_each_layout_clears_the_magnet(bill, name):
    def without(cell):
        if cell == "68.5 %":
            return "70 %"
        if cell == 68.5:
            return 70
        return cell

    base = LAYOUTS[name]
    column = next((row.index("Dy") for row in base if "Dy" in row and "Nd" in row), None)
    column = (
        column
        if column is not None
        else next((row.index("Dy (wt%)") for row in base if "Dy (wt%)" in row), None)
    )
    rows = [
        [
            without(cell)
            for place, cell in enumerate(row)
            if column is None or place != column or len(row) <= column
        ]
        for row in base
        if column is not None
        or not any(
            str(cell).startswith(("Dy", "Dysp", "Disp", "镝", "ジス", "디스")) for cell in row
        )
    ]
    run = run_of(bill, rows)
    assert finding(run, "MAG").subject.value == "no", [str(p) for p in run.report.problems]


def test_a_number_is_cited_where_it_really_stands(bill):
    run = run_of(bill, LAYOUTS["elements across with units in the headings"])
    dysprosium = next(row for row in run.read.content["MAG"] if row.substance.key == "Dy")
    assert [str(cell) for cell in dysprosium.amount_cells] == ["facts.xlsx!Sheet1!D2"]
    assert [str(cell) for cell in dysprosium.cells] == ["facts.xlsx!Sheet1!D1"]


def test_every_row_of_a_certificate_has_a_fate(bill):
    run = run_of(bill, LAYOUTS["two certificates on a sheet"])
    sheet = run.report.accounting[1].sheets[0]
    assert sheet.fate is SheetFate.FACTS
    assert sheet.adds_up
    assert sheet.rows[RowFate.FACTS] == 6
    assert sheet.rows[RowFate.HEADING] == 2


def test_csv_is_read_alike(bill, tmp_path):
    (tmp_path / "d.csv").write_text("Teilenummer;Nd (wt%);Dy (wt%);Fe (wt%)\nMAG;29,0;1,5;Rest\n")
    run = assess((bill,), (tmp_path / "d.csv",), Options(on=ON, rules=(LAW,)))
    assert shares_of(run)["Dy"] == Bounds.exactly(Fraction(15, 1000))


# --------------------------------------------------------------------------- homogeneous materials

MATERIALS = [
    [
        "Part Number",
        "Homogeneous material",
        "Material mass (mg)",
        "Substance",
        "Share of material (%)",
    ],
    ["MAG", "NdFeB", 800, "Nd", 30],
    [None, None, None, "Dy", 1.5],
    [None, None, None, "Fe", "Bal."],
    [None, "Plating", 10, "Ni", 100],
]


def test_shares_of_a_material_are_taken_times_its_mass(bill):
    rows = {row.substance.key: row for row in run_of(bill, MATERIALS).read.content["MAG"]}
    assert rows["Dy"].mass == Bounds.exactly(Fraction(12, 10**6))
    assert rows["Fe"].mass == Bounds.exactly(Fraction(548, 10**6))
    assert rows["Ni"].mass == Bounds.exactly(Fraction(10, 10**6))
    assert {row.disclosure for row in rows.values()} == {Disclosure.PARTIAL}


def test_materials_that_are_the_mass_of_the_part_are_all_of_it(bill):
    rows = [["Part weight: 0.81 g"], *MATERIALS]
    content = run_of(bill, rows).read.content["MAG"]
    assert {row.disclosure for row in content} == {Disclosure.ALL}
    dysprosium = next(row for row in content if row.substance.key == "Dy")
    assert dysprosium.share == Bounds.exactly(Fraction(12, 810))


def test_materials_that_leave_some_of_the_part_are_not_all_of_it(bill):
    rows = [["Part weight: 0.9 g"], *MATERIALS]
    content = run_of(bill, rows).read.content["MAG"]
    assert {row.disclosure for row in content} == {Disclosure.PARTIAL}


def test_the_rest_of_one_material_is_not_the_rest_of_the_part(bill):
    rows = [row for row in MATERIALS if "Dy" not in row]
    run = run_of(bill, [["Part weight: 0.9 g"], *rows])
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_material_without_a_mass_is_at_most_the_part(bill):
    rows = [[*row[:2], *row[3:]] for row in MATERIALS]
    shares = shares_of(run_of(bill, rows))
    assert shares["Dy"] == Bounds(Fraction(0), Fraction(15, 1000))


# --------------------------------------------------------------------------- whose number it is


def suppliers_number(supplier: str | None):
    above = [["Supplier:", supplier]] if supplier else []
    return [
        *above,
        ["Supplier Part No.", "Substance", "wt%"],
        *(["H-77", name, amount] for name, amount in (("Nd", 30), ("Fe", "Bal."))),
    ]


def test_a_suppliers_number_is_placed_on_his_items_with_a_note(bill):
    run = run_of(bill, suppliers_number("Hoshi"))
    assert "fact-placed" in codes(run)
    assert finding(run, "MAG").subject.value == "no"


@pytest.mark.parametrize("supplier", ["Severn Ltd", None])
def test_a_number_of_another_supplier_or_of_nobody_clears_nothing(bill, supplier):
    run = run_of(bill, suppliers_number(supplier))
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


# --------------------------------------------------------------------------- what is not understood


def test_figures_without_a_unit_are_told_and_close_nothing(bill):
    run = run_of(bill, [["Part No", "Nd", "Dy", "Fe"], ["MAG", 30, 0, "Bal."]])
    assert "amount-column-unclear" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_blank_element_beside_a_rest_is_unknown_and_not_none(bill):
    rows = [["Part No", "Nd (wt%)", "Dy (wt%)", "Fe (wt%)"], ["MAG", 30, None, "Bal."]]
    assert shares_of(run_of(bill, rows))["Dy"] == Bounds(Fraction(0), Fraction(1))


def test_a_row_below_no_heading_may_be_of_any_part(bill):
    rows = [
        ["Part No.: MAG"],
        ["Element", "wt%"],
        ["Nd", 30],
        ["Fe", "Bal."],
        [],
        ["Part No.: MAG2"],
        ["Dy", 3],
    ]
    run = run_of(bill, rows)
    assert "declaration-row-unread" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_certificate_without_a_part_number_closes_nothing(bill):
    run = run_of(bill, [["Element", "wt%"], ["Nd", 30], ["Fe", "Bal."]])
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_limit_is_no_amount_beside_what_was_measured(bill):
    rows = [
        ["Part No.: MAG"],
        ["Element", "Specification (wt%)", "Result (wt%)"],
        ["Dy", "<= 2", 1.5],
        ["Fe", "Bal.", "Bal."],
    ]
    assert shares_of(run_of(bill, rows))["Dy"] == Bounds.exactly(Fraction(15, 1000))


def test_a_limit_alone_is_at_most_so_much(bill):
    rows = [["Part No.: MAG"], ["Element", "Specification (wt%)"], ["Dy", "max 2"], ["Nd", "28-31"]]
    assert shares_of(run_of(bill, rows))["Dy"] == Bounds(Fraction(0), Fraction(2, 100))


def test_a_merged_share_is_at_most_so_much_of_each(bill, tmp_path):
    path = grids(
        tmp_path / "facts.xlsx",
        Sheet1=[["Part No.: MAG"], ["Element", "Content (%)"], ["Dy", 3], ["Tb", None], ["Fe", 60]],
    )
    book = load_workbook(path)
    book["Sheet1"].merge_cells("B3:B4")
    book.save(path)
    run = assess((bill,), (path,), Options(on=ON, rules=(LAW,)))
    assert shares_of(run)["Dy"] == Bounds(Fraction(0), Fraction(3, 100))
    assert shares_of(run)["Tb"] == Bounds(Fraction(0), Fraction(3, 100))


def test_a_sheet_called_content_is_always_read_as_such(bill):
    rows = [["Part Number", "Substance", "wt%"], ["MAG", "Nd", 29]]
    run = run_of(bill, rows, sheet="Content")
    assert "declaration-read" not in codes(run)
    assert shares_of(run) == {"Nd": Bounds.exactly(Fraction(29, 100))}


def test_dy_or_tb_and_any_rare_earth_are_bounds(bill):
    rows = [
        ["Part No.: MAG"],
        ["Element", "wt%"],
        ["Dy+Tb", 2],
        ["Rare earth elements", 32],
        ["Fe", "Bal."],
    ]
    keys = {row.substance.key: row.share for row in run_of(bill, rows).read.content["MAG"]}
    assert keys["Dy"] == keys["Tb"] == Bounds(Fraction(0), Fraction(2, 100))
    assert keys["rare earth"] == Bounds.exactly(Fraction(32, 100))


@pytest.mark.parametrize("amount", ["1.5 %", 1.5])
def test_a_heading_that_nobody_knows_is_no_part_number_where_the_part_is_named_above(bill, amount):
    rows = [
        ["Part No.: MAG"],
        ["Element", "Wartość zmierzona"],
        ["Nd", "29 %"],
        ["Dy", amount],
        ["Fe", "Bal."],
    ]
    run = run_of(bill, rows)
    assert "Dy" in shares_of(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


# --------------------------------------------------------------------------- messing it up

MESSES = {
    "no part number": lambda rows: [[None if cell == "MAG" else cell for cell in row] for row in rows],
    "part number misspelt": lambda rows: [["MGA" if cell == "MAG" else cell for cell in row] for row in rows],
    "dysprosium's amount blank": lambda rows: [
        [None if cell in (1.5, "1.5", "1,5", "1.5 %", "1.5%", "15000 ppm") else cell for cell in row] for row in rows
    ],
    "dysprosium misspelt": lambda rows: [
        ["Dyx" if str(cell).startswith(("Dy", "Disp", "镝", "ジス", "디스")) else cell for cell in row] for row in rows
    ],
    "dysprosium's name blank": lambda rows: [
        [None if str(cell).startswith(("Dy", "Disp", "镝", "ジス", "디스")) else cell for cell in row] for row in rows
    ],
    "turned upside down": lambda rows: rows[::-1],
    "doubled": lambda rows: [*rows, *rows],
    "a blank row between": lambda rows: [line for row in rows for line in (row, [])],
    "amounts as words": lambda rows: [
        ["some" if isinstance(cell, int | float) else cell for cell in row] for row in rows
    ],
    "headings lost": lambda rows: [
        [f"x{place}" if isinstance(cell, str) and "Part" in cell and "MAG" not in cell else cell for place, cell in enumerate(row)]
        for row in rows
    ],
}  # fmt: skip


@pytest.mark.parametrize("mess", MESSES)
@pytest.mark.parametrize(
    "name",
    [
        "CAS numbers, part number at a label",
        "certificate with the part number in one cell",
        "elements across with units in the headings",
        "Chinese",
        "transposed",
        "the supplier's own number",
    ],
)
def test_messing_up_a_declaration_never_clears(bill, name, mess):
    run = run_of(bill, MESSES[mess](LAYOUTS[name]))
    is_clear = finding(run, "MAG").verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)
    assert not is_clear or run.report.refused, [str(p) for p in run.report.problems]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([["Substance", "Mass [mg]"], ["Nd", 240], ["Fe", 570]], 0),
        ([["Substance", "Mass"], ["Nd", "0.24 g"], ["Fe", "570 mg"]], 0),
        ([["Substance", "Mass (mg)", "wt%"], ["Nd", 243, 30], ["Fe", 567, 70]], 0),
        ([["Substance", "Weight (g)", "wt%"], ["Nd", 0.81, 30], ["Fe", 0.81, 70]], 0),
        ([["Substance", "Mass [mg]"], ["Nd", 240], ["Dy", 12], ["Fe", 558]], 3),
        ([["Substance", "Mass [mg]"], ["Nd", 120], ["Fe", 285]], 3),
        ([["Substance", "Mass (mg)", "wt%"], ["Nd", 243, 30], ["Dy", 40, 0.0001], ["Fe", 567, 70]], 3),
        ([["Substance", "Mass"], ["Nd", 24], ["Fe", 57]], 3),
    ],
)  # fmt: skip
def test_a_column_headed_mass_is_of_the_substances_unless_it_says_the_same_in_every_row(
    tmp_path: Path, rows: list[list[object]], status: int
) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=BILL)
    facts = grids(tmp_path / "facts.xlsx", List=[["Part No.: MAG"], *rows])
    report = assess((bill,), (facts,), Options(on=ON, rules=(LAW,))).report
    found = next(one for one in report.findings if one.item.number == "MAG")
    assert found.licence.value == ("not-required" if status == 0 else "undetermined")


@pytest.mark.parametrize(
    ("sheet", "status"),
    [
        ([["CERTIFICATE OF ANALYSIS"], ["Part No.: MAG-009"], ["Element", "wt%"], ["Nd", 30], ["Fe", "Bal."]], 0),
        ([["Part No.:", "MAG-009"], ["Substance", "Mass (g)"], ["Nd", 30], ["Fe", 70]], 0),
        ([["Element (wt%)", "MAG-009"], ["Nd", 30], ["Fe", "Bal."]], 0),
        ([["Part No.: MAG-009"], ["Element", "wt%"], ["Nd", 30], ["Dy", 3], ["Fe", "Bal."]], 3),
        ([["Part No.: MAG-008"], ["Element", "wt%"], ["Nd", 30], ["Fe", "Bal."]], 3),
        ([["Part No.: MAG-009", "Also: 4 pcs N52 magnet 20x10x5"], ["Element", "wt%"], ["Nd", 30], ["Fe", "Bal."]], 3),
        ([["4 pcs N52 magnet 20x10x5"], ["Part No.: MAG-009"], ["Element", "wt%"], ["Nd", 30], ["Fe", "Bal."]], 3),
        ([["Element", "kg"], ["Dysprosium metal", 5], ["Terbium metal", 2]], 3),
    ],
)  # fmt: skip
def test_a_declaration_in_the_bill_s_own_workbook_is_read_like_one_in_a_file_of_its_own(
    tmp_path: Path, sheet: list[list[object]], status: int
) -> None:
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG-009")])
    book = load_workbook(path)
    added = book.create_sheet("Certificate")
    for row in sheet:
        added.append(row)
    book.save(path)
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    assert report.exit_status() == status, list(report.problems)


# --------------------------------------------------------------------------- materials of which nobody gives the mass

BODY = [("NdFeB body", "Nd", 30), ("NdFeB body", "Fe", 70)]
COAT = [("Coat", "Ni", 100)]
DIFFUSED = [("NdFeB body", "Nd", 30), ("NdFeB body", "Dy", 1), ("NdFeB body", "Fe", 69)]
STEEL = [("Housing steel", "Mn", 2), ("Housing steel", "Fe", "Bal.")]
MOTOR = {"Item Class": "other", "Description": "BLDC motor", "Material": ""}


@pytest.mark.parametrize(
    ("item", "rows", "status", "is_told"),
    [
        ({}, BODY, 0, False),
        ({}, [*BODY, *COAT], 0, True),
        ({}, [*BODY[:1], *COAT], 3, True),
        ({}, [*DIFFUSED, *COAT], 3, True),
        ({}, DIFFUSED, 3, False),
        (MOTOR, STEEL, 3, True),
        (MOTOR, [*STEEL, ("Winding", "Cu", 100)], 3, True),
    ],
    ids=[
        "body",
        "body and coat",
        "part of a body and coat",
        "diffused and coat",
        "diffused",
        "a housing",
        "a housing and a winding",
    ],
)
def test_a_material_without_a_mass_is_all_of_a_magnet_and_a_piece_of_anything_else(
    tmp_path: Path, item: dict[str, str], rows: list[tuple[object, ...]], status: int, is_told: bool
) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG", **item)])
    heading = ("Part Number", "Homogeneous material", "Substance", "wt%")
    run = run_of(bill, [heading, *(("MAG", *row) for row in rows)])
    assert run.report.exit_status() == status, list(run.report.problems)
    assert ("declared-without-material-mass" in codes(run)) is is_told


def test_a_substance_of_one_of_several_materials_is_no_more_than_its_share_of_that(
    tmp_path: Path,
) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG")])
    heading = ("Part Number", "Homogeneous material", "Substance", "wt%")
    run = run_of(bill, [heading, *(("MAG", *row) for row in (*DIFFUSED, *COAT))])
    found = finding(run, "MAG")
    listed = found.mass.listed.high
    assert listed is not None
    assert listed * 100 == found.mass.whole.low


def test_a_column_called_material_that_names_the_substances_names_no_materials(
    tmp_path: Path,
) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG")])
    rows = [("Part Number", "Material", "CAS No.", "wt%"), ("MAG", "Neodymium", "7440-00-8", 30), ("MAG", "Iron", "7439-89-6", "Bal.")]  # fmt: skip
    assert run_of(bill, rows).report.exit_status() == 0


HONEST = {
    "a certificate of analysis": [
        ("Hoshi Magnet Co., Ltd.", None, "CERTIFICATE OF ANALYSIS"), ("1-2-3 Kita, Osaka",), ("Customer:", "Rheintal Antriebe GmbH"), ("Part No.:", "MAG"), ("Lot No.:", "A-123"), ("Date:", "2026-05-04"), (),
        ("Element", "Unit", "Result"), ("Nd", "wt%", 30), ("Dy", "wt%", 0), ("B", "wt%", 1), ("Fe", "wt%", 69), ("Total (%)", None, 100), (), ("Inspector:", "A. Tanaka"), ("Approved by:", "B. Sato"),
    ],
    "in Chinese": [("星磁有限公司 Hoshi",), ("客户：莱茵驱动有限公司",), ("料号：MAG",), ("元素", "含量（%）"), ("钕", 30), ("铁", 69), ("硼", 1), ("总和", 100), ("签字：王",), ("日期：2026-05-04",)],
    "in Japanese": [("成分表", None, "発行日：2026年5月4日"), ("ライン株式会社 御中",), ("品番：MAG",), ("元素", "含有率(%)"), ("Nd", 30), ("Fe", 69), ("B", 1), ("計", 100), ("承認", "山田")],
    "in German": [("Werkszeugnis 2.2 nach EN 10204",), ("Hoshi Magnet GmbH",), ("Teilenummer: MAG",), ("Element", "Massenanteil in %"), ("Neodym", "30,0"), ("Eisen", "69,0"), ("Bor", "1,0"), ("Summe", "100,0"), ("Bonn, 4. Mai 2026",), ("Unterschrift: K. Meier",)],
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_signed_certificate_clears_its_magnet(tmp_path: Path, name: str) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG", Supplier="Hoshi")])
    report = run_of(bill, HONEST[name]).report
    assert report.exit_status() == 0, list(report.problems)


OF_COUNTRIES = {
    "pt": "Número da peça;Substância;Teor (%)\nMAG;Neodímio;30\nMAG;Ferro;69\nMAG;Boro;1\n",
    "nl": "Artikelnummer;Stof;Gehalte (%)\nMAG;Neodymium;30\nMAG;IJzer;69\nMAG;Boor;1\n",
    "cs": "Číslo dílu;Prvek;Obsah (%)\nMAG;Neodym;30\nMAG;Železo;69\nMAG;Bor;1\n",
    "es": "Número de pieza;Sustancia;Porcentaje en peso\nMAG;Neodimio;30 %\nMAG;Hierro;69 %\nMAG;Boro;1 %\n",
    "pl": "Numer części;Pierwiastek;Zawartość\nMAG;Neodym;30 %\nMAG;Żelazo;69 %\nMAG;Bor;1 %\n",
    "ko": "품번,원소,함량(%)\nMAG,네오디뮴,30\nMAG,철,69\nMAG,붕소,1\n",
    "zh-TW": "料號,成分,含量(%)\nMAG,釹,30\nMAG,鐵,69\nMAG,硼,1\n",
}


@pytest.mark.parametrize("language", OF_COUNTRIES)
def test_a_plain_list_is_read_in_the_language_of_its_writer(tmp_path: Path, language: str) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG")])
    facts = tmp_path / "list.csv"
    facts.write_text(OF_COUNTRIES[language], "utf-8")
    run = assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))
    assert run.report.exit_status() == 0, list(run.report.problems)
    assert shares_of(run) == {
        symbol: Bounds.exactly(Fraction(share, 100))
        for symbol, share in (("Nd", 30), ("Fe", 69), ("B", 1))
    }
