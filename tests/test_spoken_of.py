"""Whatever speaks of a magnet is tested or asked about: no row order, no class and no column lets it pass for "below"."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.workbooks import assessed

PRODUCT = {"Level": 0, "Part Number": "PROD", "Description": "Drone", "Quantity": 1, "Unit": "pcs", "Unit Price": 900, "Currency": "USD"}
PRICES = [{"Substance": one, "Form": "metal", "Price": price, "Currency": "USD", "Per": "kg"} for one, price in (("Dy", 400), ("Tb", 1500))]


def part(number="X-1", description="Ring 10x5", level=1, **more):
    """One row of a bill."""
    row = {"Level": level, "Part Number": number, "Description": description, "Quantity": 1, "Unit": "pcs", "Unit Price": 1, "Currency": "USD"}
    return row | {name.replace("_", " "): value for name, value in more.items()}


def told(folder, rows, content=()):
    """The exit status and the codes of the problems of a bill of these rows."""
    sheets = {"Content": list(content)} if content else {}
    report = assessed(folder, BOM=[PRODUCT, *rows], Prices=PRICES, **sheets).report
    return report.exit_status(), {problem.code for problem in report.problems}


# --------------------------------------------------------------------------- rows of one part number


@pytest.mark.parametrize("column", ["Material", "Description"])
@pytest.mark.parametrize("texts", [*permutations(["Ring magnet ferrite Y30", "Ring magnet NdFeB N42SH"])])
def test_a_ferrite_in_one_row_does_not_clear_the_neodymium_in_another_whichever_comes_first(tmp_path, column, texts):
    first, second = (part("MAG", "Ring magnet", 2, **{column: text}) for text in texts)
    run = assessed(tmp_path, BOM=[PRODUCT, part("A", "sub"), first, part("B", "sub"), second])
    (finding,) = run.report.findings
    assert (finding.item.family, finding.item.rare_earth_free, finding.verdict.value) == ("NdFeB", False, "undetermined")
    assert "conflicting-material" in {problem.code for problem in run.report.problems}


@pytest.mark.parametrize("other", ["Sm2Co17", "XYZ-9"])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_magnet_of_two_materials_is_of_no_family_that_would_clear_it(tmp_path, other, swapped):
    materials = ["NdFeB" if other == "Sm2Co17" else "Ferrite", other]
    rows = [part("MAG", "Ring magnet", 1, Material=text) for text in (reversed(materials) if swapped else materials)]
    (finding,) = assessed(tmp_path, BOM=[PRODUCT, *rows]).report.findings
    assert (finding.item.family, finding.verdict.value) == ("", "undetermined")


# --------------------------------------------------------------------------- content against material


def ferrite(*rows):
    """What is found of a ferrite magnet with Content rows of these substances."""
    return [part("MAG", "Ferrite magnet", **{"Item Class": "magnet", "Material": "Ferrite", "Unit Mass": 10, "Mass Unit": "g", "Country of Origin": "JP", "Chinese Technology": "no"})], [
        {"Part Number": "MAG", **row} for row in rows
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [{"Substance": "Dy", "Form": "metal", "wt%": 3, "Country of Origin": "CN", "Disclosure": "full"}],
        [{"Substance": "Dy", "Form": "metal", "Min wt%": 0, "Max wt%": 3, "Country of Origin": "CN", "Disclosure": "full"}],
        [{"Substance": "Nd", "wt%": 20}, {"Substance": "Fe", "wt%": 60}],
    ],
)
def test_a_ferrite_magnet_that_is_said_to_hold_rare_earth_is_not_cleared_by_its_name(tmp_path, rows):
    status, problems = told(tmp_path, *ferrite(*rows))
    assert status == 3
    assert "content-contradicts-material" in problems


@pytest.mark.parametrize("rows", [[], [{"Substance": "Fe", "wt%": 60}], [{"Substance": "La", "wt%": 2, "Disclosure": "full"}], [{"Substance": "Dy", "wt%": 0, "Disclosure": "full"}]])
def test_an_honest_ferrite_magnet_is_not_on_the_list(tmp_path, rows):
    status, problems = told(tmp_path, *ferrite(*rows))
    assert status == 0
    assert "content-contradicts-material" not in problems


def test_where_the_list_names_any_magnet_with_dysprosium_a_ferrite_with_it_crosses(tmp_path):
    bill, content = ferrite({"Substance": "Dy", "Form": "metal", "wt%": 3, "Country of Origin": "CN", "Disclosure": "full"})
    bill[0] = {**bill[0], "Material": "no rare earth", "Description": "Magnet"}
    assert told(tmp_path, bill, content)[0] == 1
