"""Origins that contradict the stage that made the listed form."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.findings.verdict import Verdict
from tests.workbooks import assessed, codes, dysprosium, finding, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 263, "Currency": "USD"}]


@pytest.mark.parametrize(
    ("stages", "is_told"),
    [
        ({"Country of Origin": "JP", "Metal Made In": "CN"}, True),
        ({"Country of Origin": "CN", "Metal Made In": "JP"}, True),
        ({"Country of Origin": "JP", "Metal Made In": "JP", "Mined In": "CN"}, False),
        ({"Country of Origin": "", "Metal Made In": "CN"}, False),
        ({"Country of Origin": "JP", "Separated In": "CN"}, False),
        ({"Country of Origin": "JP", "Form": "oxide", "Separated In": "CN"}, True),
    ],
)
def test_a_country_of_origin_is_held_against_the_stage_of_the_listed_form(
    tmp_path: Path, stages: dict[str, str], *, is_told: bool
) -> None:
    run = assessed(
        tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 4} | stages)], Prices=PRICES
    )
    assert ("origin-against-stage" in codes(run)) is is_told


@pytest.mark.parametrize("origin", ["CN", "EE"])
def test_whichever_column_says_china_both_hold(tmp_path: Path, origin: str) -> None:
    other = "EE" if origin == "CN" else "CN"
    stages = {
        "Country of Origin": origin,
        "Mined In": "AU",
        "Separated In": "EE",
        "Metal Made In": other,
    }
    run = assessed(
        tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 4} | stages)], Prices=PRICES
    )
    share = finding(run, "MAG").contributions[0]
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert (share.value.low, share.value.high) == (0, finding(run, "MAG").value.numerator.high)


def test_a_line_of_a_listed_material_is_held_against_its_own_stages(tmp_path: Path) -> None:
    line = {
        "Part Number": "DYM",
        "Item Class": "listed material",
        "Material": "Dysprosium metal",
        "Quantity": 1,
        "Unit": "kg",
        "Country of Origin": "JP",
        "Metal Made In": "CN",
    }
    assert "origin-against-stage" in codes(assessed(tmp_path, BOM=[line]))


def test_columns_that_agree_are_told_of_nobody(tmp_path: Path) -> None:
    stages = {"Country of Origin": "JP", "Mined In": "AU", "Metal Made In": "JP"}
    run = assessed(
        tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 4} | stages)], Prices=PRICES
    )
    assert "origin-against-stage" not in codes(run)
