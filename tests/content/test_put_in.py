"""What is put into a magnet as a line of its own, whatever it is called and wherever it stands: never cleared by its own price."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions, PutIn
from tests.workbooks import assessed, finding, magnet

PRICES = [
    {"Substance": "Tb", "Form": "metal", "Price": 1092, "Currency": "USD"},
    {"Substance": "Sc", "Form": "metal", "Price": 3000, "Currency": "USD"},
]
# 0.07 g TbF3 leave 0.05152 g terbium, 0.0563 USD of 25: 0.225 %. The line itself costs 0.0014 USD: 0.0056 %.
MAGNET = magnet(**{"Unit Mass": 10, "Unit Price": 25})
BASE = {
    "Level": 1,
    "Part Number": "BASE",
    "Item Class": "listed material",
    "Material": "NdFeB",
    "Quantity": 9.93,
    "Unit": "g",
    "Unit Price": 0.1,
    "Currency": "USD",
    "Country of Origin": "JP",
}
ND = {
    "Part Number": "BASE",
    "Substance": "Nd",
    "wt%": 30,
    "Country of Origin": "JP",
    "Disclosure": "full",
}
FLUORIDE = {
    "Level": 1,
    "Part Number": "TBF",
    "Quantity": 0.07,
    "Unit": "g",
    "Unit Price": 0.02,
    "Currency": "USD",
    "Country of Origin": "CN",
}
KIT = {
    "Level": 1,
    "Part Number": "KIT",
    "Item Class": "assembly",
    "Description": "diffusion layer",
    "Quantity": 1,
    "Unit": "each",
    "Unit Mass": 0.07,
    "Mass Unit": "g",
    "Unit Price": 0.002,
    "Currency": "USD",
}


@pytest.mark.parametrize(
    "words",
    [
        {"Material": "TbF3"},
        {"Material": "TbF3", "Item Class": "other"},
        {"Material": "TbF3", "Item Class": "assembly"},
        {"Description": "Terbium fluoride"},
        {"Description": "Diffusion powder TbF3"},
        {"Description": "氟化铽"},
        {"Description": "Terbium hydride", "Material": "TbH2"},
        {"Description": "Terbium oxyfluoride"},
    ],
    ids=lambda words: ", ".join(words.values()),
)
def test_no_word_for_it_clears_the_magnet(tmp_path: Path, words: dict[str, str]) -> None:
    run = assessed(tmp_path, BOM=[MAGNET, BASE, {**FLUORIDE, **words}], Content=[ND], Prices=PRICES)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert run.report.exit_status() == 3


def test_the_price_of_what_holds_it_in_the_magnet_cuts_nothing(tmp_path: Path) -> None:
    line = {**FLUORIDE, "Level": 2, "Material": "TbF3"}
    run = assessed(tmp_path, BOM=[MAGNET, BASE, KIT, line], Content=[ND], Prices=PRICES)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    chosen = Assumptions(put_in=PutIn.AS_ELEMENT)
    run = assessed(
        tmp_path, BOM=[MAGNET, BASE, KIT, line], Content=[ND], Prices=PRICES, assume=chosen
    )
    assert finding(run, "MAG").verdict is Verdict.CROSSES


@pytest.mark.parametrize("prices", [PRICES, PRICES[1:]])
def test_content_rows_of_the_line_clear_nothing_either(
    tmp_path: Path, prices: list[dict[str, object]]
) -> None:
    # Without a price of terbium it was worth nothing once, and the magnet below.
    own = {
        "Part Number": "TBF",
        "Substance": "TbF3",
        "Form": "compound",
        "wt%": 100,
        "Country of Origin": "CN",
        "Disclosure": "full",
    }
    line = {**FLUORIDE, "Material": "TbF3"}
    run = assessed(tmp_path, BOM=[MAGNET, BASE, line], Content=[ND, own], Prices=prices)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_as_put_in_its_own_price_bounds_it(tmp_path: Path) -> None:
    line = {**FLUORIDE, "Description": "Diffusion powder TbF3"}
    chosen = Assumptions(put_in=PutIn.AS_PUT_IN)
    run = assessed(tmp_path, BOM=[MAGNET, BASE, line], Content=[ND], Prices=PRICES, assume=chosen)
    # Known by its words alone, it may be other material too: for all of its price, which is below 0.1 % of the magnet.
    assert finding(run, "MAG").tested.numerator == (0, Fraction("0.0014"))
    assert finding(run, "MAG").verdict is Verdict.BELOW


def test_an_ingot_of_an_unlisted_alloy_in_its_target(tmp_path: Path) -> None:
    target = magnet("T", **{"Item Class": "target", "Material": "AlSc"})
    ingot = {**FLUORIDE, "Description": "AlSc ingot", "Quantity": 10, "Unit Price": 0.001}
    run = assessed(tmp_path, BOM=[target, ingot], Prices=PRICES)
    assert finding(run, "T").verdict is Verdict.UNDETERMINED


def test_an_oxide_in_a_ceramic_target_is_what_it_is(tmp_path: Path) -> None:
    target = magnet("T", **{"Item Class": "target", "Material": "8YSZ"})
    oxide = {**FLUORIDE, "Material": "Y2O3", "Quantity": 13.6, "Unit Price": 0.001}
    rest = {**FLUORIDE, "Part Number": "ZR", "Material": "Aluminium", "Quantity": 86.4}
    run = assessed(tmp_path, BOM=[target, oxide, rest], Prices=PRICES)
    assert run.report.exit_status() == 0


@pytest.mark.parametrize("metal_made", ["CN", "JP"])
def test_an_oxide_that_counts_as_metal_is_from_where_the_metal_was_made(
    tmp_path: Path, metal_made: str
) -> None:
    row = {
        "Part Number": "MAG",
        "Substance": "Dy2O3",
        "Form": "oxide",
        "wt%": 4,
        "Separated In": "JP",
        "Metal Made In": metal_made,
        "Disclosure": "full",
    }
    prices = [
        {"Substance": "Dy", "Form": form, "Price": 250, "Currency": "USD"}
        for form in ("oxide", "metal")
    ]
    chosen = Assumptions.of_pairs([("origin-stage", "listed-form"), ("convention", "as-element")])
    run = assessed(tmp_path, BOM=[magnet()], Content=[row], Prices=prices, assume=chosen)
    expected = Verdict.CROSSES if metal_made == "CN" else Verdict.BELOW
    assert finding(run, "MAG").verdict is expected
