"""The roll-up returns what was doubtful on the way, whoever looks at it."""

from __future__ import annotations

import pytest

from tests.workbooks import RULES, assessed, codes, magnet


def contradicted(substance: str) -> dict[str, list[dict[str, object]]]:
    """A magnet whose statement has 1 g of a substance and whose component is 50 g of it."""
    part = {
        "Level": 1,
        "Part Number": "PART",
        "Quantity": 1,
        "Unit": "each",
        "Item Class": "listed material",
        "Material": substance,
        "Unit Mass": 50,
        "Mass Unit": "g",
        "Unit Price": 5,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    row = {
        "Part Number": "MAG",
        "Substance": substance,
        "wt%": 1,
        "Country of Origin": "CN",
        "Disclosure": "full",
        "Value": 0.1,
        "Currency": "USD",
    }
    base = {**row, "Substance": "Nd", "Value": 0.2}
    return {"BOM": [magnet(), part], "Content": [row, base]}


@pytest.mark.parametrize("rule", [one.id for one in RULES.values() if not one.counted.is_named])
def test_a_contradiction_of_content_and_components_is_told_under_every_rule_about_rare_earth(
    tmp_path, rule
):
    for substance in ("Dysprosium metal", "Samarium metal", "Praseodymium metal"):
        folder = tmp_path / substance.replace(" ", "-")
        folder.mkdir()
        run = assessed(folder, rules=(rule,), **contradicted(substance))
        assert "content-contradicts-components" in codes(run), substance
