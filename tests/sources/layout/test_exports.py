"""Default exports and habits of real programs and people: each is read as what it is."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from calculator.numbers.bounds import Bounds
from calculator.sources.layout.headings import meaning_of
from calculator.sources.reader import ImportResult, read_files
from tests.sources.layouts import grid

MAGNET, SCREW = "Ring magnet N42", "Screw M3"


def read(folder: Path, *rows: list[object]) -> ImportResult:
    return read_files(
        [grid(folder / "list.xlsx", [[cell or None for cell in row] for row in rows])]
    )


def quantities(result: ImportResult, parent: str = "list") -> dict[str, Bounds]:
    return {line.component: line.quantity_per for line in result.bill.lines_of(parent)}


FOUR, EIGHT = Bounds.exactly(Fraction(4)), Bounds.exactly(Fraction(8))


@pytest.mark.parametrize(
    "heading",
    ["Number", "Units", "Cnt", "Pieces", "Quantity Per PCB", "基数", "Units needed", "Qty/board"],
)
def test_a_column_of_counts_is_the_quantity_whatever_it_is_called(
    tmp_path: Path, heading: str
) -> None:
    result = read(tmp_path, ["Part", heading, "Unit price"], [MAGNET, 4, 2], [SCREW, 8, 1])
    assert quantities(result) == {MAGNET: FOUR, SCREW: EIGHT}


def test_units_of_measure_below_units_are_no_quantity(tmp_path: Path) -> None:
    result = read(tmp_path, ["Part", "Units", "Qty"], [MAGNET, "pcs", 4], [SCREW, "pcs", 8])
    assert quantities(result) == {MAGNET: FOUR, SCREW: EIGHT}


def test_a_number_that_counts_up_is_a_position(tmp_path: Path) -> None:
    result = read(tmp_path, ["Number", "Part", "Qty"], [1, MAGNET, 4], [2, SCREW, 8])
    assert quantities(result) == {MAGNET: FOUR, SCREW: EIGHT}


def test_windchill_calls_the_part_number_number(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        ["Level", "Number", "Name", "Version", "Quantity"],
        [None, "W-1", "PUMP", "A.1", 1],
        [1, "W-2", "MAGNET", "A.1", 4],
        [1, "W-3", "MAGNET", "A.1", 8],
    )
    assert {"W-1", "W-2", "W-3"} == result.bill.items.keys()
    assert result.bill.items["W-2"].description == "MAGNET"


def test_numbers_of_ten_digits_are_part_numbers(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        ["Line Number", "Number", "Name", "Quantity"],
        [10, 1000234567, "MAGNET", 4],
        [20, 1000234570, "SCREW", 8],
    )
    assert quantities(result) == {"1000234567": FOUR, "1000234570": EIGHT}


def test_the_index_of_freecad_is_an_outline_number(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        ["Index", "Name", "Quantity"],
        ["1", "Housing", 1],
        ["1.1", MAGNET, 4],
        ["2", "Lid", 1],
    )
    assert quantities(result, "Housing") == {MAGNET: FOUR}


def test_an_index_of_letters_stays_a_revision(tmp_path: Path) -> None:
    result = read(tmp_path, ["Teilenummer", "Index", "Menge"], ["M-1", "B", 4], ["S-1", "A", 8])
    assert result.bill.items["M-1"].revision == "B"


def test_an_export_of_inventree_is_read_by_its_own_part_numbers(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        [
            "level",
            "parent_part_id",
            "parent_part_ipn",
            "parent_part_name",
            "part_id",
            "part_ipn",
            "part_name",
            "part_description",
            "quantity",
            "reference",
        ],
        [1, 100, "TOP-1", "Top", 12, "MAG-1", "Mag", MAGNET, 4, "R1"],
        [1, 100, "TOP-1", "Top", 13, "SCR-1", "Scr", SCREW, 8, "R2"],
    )
    assert {"MAG-1", "SCR-1"} <= result.bill.items.keys()
    assert "Top" not in result.bill.items["MAG-1"].description


def test_an_export_of_odoo_writes_the_product_once(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        ["Product", "Reference", "Quantity", "BoM Lines/Component", "BoM Lines/Quantity"],
        ["[P1] Drone", None, 1, "[MAG-1] Magnet", 4],
        [None, None, None, "[SCR-1] Screw", 8],
        ["[P2] Rover", None, 1, "[SCR-1] Screw", 4],
    )
    assert quantities(result, "[P1] Drone") == {"[MAG-1] Magnet": FOUR, "[SCR-1] Screw": EIGHT}
    assert quantities(result, "[P2] Rover") == {"[SCR-1] Screw": FOUR}


def test_a_matrix_of_variants_holds_the_least_and_the_most(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        ["Part Number", "Description", "Variant A", "Variant B"],
        ["M-1", MAGNET, 4, None],
        ["S-1", SCREW, 8, 4],
    )
    assert quantities(result) == {
        "M-1": Bounds(Fraction(0), Fraction(4)),
        "S-1": Bounds(Fraction(4), Fraction(8)),
    }


def test_two_columns_of_quantities_are_no_choice(tmp_path: Path) -> None:
    result = read(tmp_path, ["Part Number", "Qty", "Quantity"], ["M-1", 4, 8], ["S-1", 8, 8])
    assert quantities(result) == {"M-1": Bounds(Fraction(4), Fraction(8)), "S-1": EIGHT}


def test_names_without_a_heading_are_names(tmp_path: Path) -> None:
    result = read(tmp_path, ["No", "", "Qty", "Price"], [1, MAGNET, 4, 2], [2, SCREW, 8, 1])
    assert quantities(result) == {MAGNET: FOUR, SCREW: EIGHT}


@pytest.mark.parametrize("gap", [[], [None]])
def test_variants_side_by_side_are_products(tmp_path: Path, gap: list[None]) -> None:
    head = ["Part Number", "Description", "Qty"]
    result = read(
        tmp_path,
        ["Model X", None, None, *gap, "Model Y"],
        [*head, *gap, *head],
        ["M-1", MAGNET, 4, *gap, "M-2", MAGNET, 8],
        ["S-1", SCREW, 8, *gap, "S-1", SCREW, 4],
    )
    assert quantities(result, "Model X") == {"M-1": FOUR, "S-1": EIGHT}
    assert quantities(result, "Model Y") == {"M-2": EIGHT, "S-1": FOUR}


def test_sap_writes_the_vendor_name_beside_its_number(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        [
            "Komponentennummer",
            "Objektkurztext",
            "Menge",
            "Nettogewicht",
            "GewEh",
            "Urspr.land",
            "Lieferant",
            "Name",
        ],
        ["100-1", MAGNET, 4, 12, "G", "CN", "100234", "Kita GmbH"],
        ["100-2", SCREW, 8, 2, "G", "DE", "100235", "Ort GmbH"],
    )
    item = result.bill.items["100-1"]
    assert (item.description, item.supplier) == (MAGNET, "Kita GmbH")
    assert item.mass is not None


@pytest.mark.parametrize("heading", ["UoM weight", "W. Unit", "in", None])
def test_a_column_that_says_kg_in_every_row_is_the_unit_of_mass(
    tmp_path: Path, heading: str | None
) -> None:
    result = read(
        tmp_path,
        ["Part Number", "Qty", "Unit weight", heading],
        ["M-1", 4, 0.5, "KG"],
        ["S-1", 8, 0.25, "KG"],
    )
    mass = result.bill.items["M-1"].mass
    assert mass is not None
    assert mass.bounds == Bounds.exactly(Fraction(1, 2))


@pytest.mark.parametrize(
    "heading", ["Grams", "Gramm", "Masse pro Stück", "Mass each", "g", "Grams each", "Pesounitario"]
)
def test_grams_never_become_money(heading: str) -> None:
    meaning = meaning_of("bom", heading)
    assert meaning is None or meaning.name not in ("price", "line_price")


def test_stray_leading_blanks_make_no_tree(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        ["Part Number", "Description", "Qty"],
        ["M-1", MAGNET, 4],
        [" S-1", f"  {SCREW}", 8],
        ["L-1", " Lid", 4],
        ["  L-2", "Cap", 4],
        ["L-3", "Cap b", 4],
    )
    assert set(quantities(result)) == {"M-1", "S-1", "L-1", "L-2", "L-3"}
