"""Reference prices say from when they are, with tax or without, and of what there is none."""

from __future__ import annotations

import datetime
from pathlib import Path

from calculator.model.assumptions import Assumptions, Reference
from calculator.reference.reference_data import prices_not_known, typical_prices
from calculator.rules import load_rules
from tests.workbooks import assessed

ASKED = Assumptions(reference_prices=Reference.BRACKET)
MAGNET = {
    "Part Number": "M",
    "Item Class": "magnet",
    "Material": "NdFeB",
    "Quantity": 1,
    "Unit": "each",
    "Unit Mass": 10,
    "Mass Unit": "g",
    "Unit Price": 5,
    "Currency": "USD",
}


def told(folder: Path, on: datetime.date, assume: Assumptions = ASKED) -> list[str]:
    content = [{"Part Number": "M", "Substance": "Dy", "Form": "oxide", "wt%": 1}]
    report = assessed(folder, BOM=[MAGNET], Content=content, on=on, assume=assume).report
    return [p.message for p in report.problems if p.code.startswith("reference-price")]


def test_a_price_in_use_says_its_day_its_age_its_tax_and_its_source(tmp_path: Path) -> None:
    messages = told(tmp_path, datetime.date(2026, 11, 30))
    (outside,) = [one for one in messages if one.startswith("Dy oxide outside China")]
    assert "224 to 1152 USD/kg of 2026-02-09, 9 months old; without value-added tax" in outside
    (inside,) = [one for one in messages if one.startswith("Dy oxide inside China")]
    assert "with or without value-added tax, the source does not say" in inside
    assert "100ppi.com" in inside


def test_the_newest_price_comes_first_and_the_one_of_the_day_counts(tmp_path: Path) -> None:
    messages = told(tmp_path, datetime.date(2025, 12, 1))
    days = [one.split(" of ")[1][:10] for one in messages if "/kg of " in one]
    assert days == sorted(days, reverse=True)
    assert "2025-09-11" in days
    assert "2026-01-29" not in days


def test_nothing_is_told_where_nobody_asked(tmp_path: Path) -> None:
    assert told(tmp_path, datetime.date(2026, 11, 30), Assumptions()) == []


def test_of_every_item_of_part_1_there_is_a_price_or_it_is_said_that_there_is_none() -> None:
    listed = {item.key for item in load_rules()[0]["cn-mofcom-2025-61"].listed}
    priced = {row.key for row in typical_prices()}
    assert priced | set(prices_not_known()) == listed
    assert not priced & set(prices_not_known())


def test_dysprosium_iron_may_be_half_dysprosium() -> None:
    low = {(row.key, row.market, row.day): row.price.low for row in typical_prices()}
    for (key, market, day), price in low.items():
        if key == "DyFe" and market == "outside China":
            assert price * 2 <= low["Dy metal", market, day]


def test_prices_in_use_and_prices_that_nobody_has_have_codes_of_their_own(tmp_path: Path) -> None:
    def codes(substance: str, assume: Assumptions) -> set[str]:
        folder = tmp_path / f"{substance}-{assume.reference_prices.value}"
        folder.mkdir()
        content = [{"Part Number": "M", "Substance": substance, "Form": "metal", "wt%": 1}]
        on = datetime.date(2026, 11, 30)
        report = assessed(folder, BOM=[MAGNET], Content=content, on=on, assume=assume).report
        return {problem.code for problem in report.problems}

    missing = next(key for key in prices_not_known() if key.endswith(" metal")).split()[0]
    assert "reference-price" in codes("Dy", ASKED)
    assert "reference-price-missing" in codes(missing, ASKED)
    silent = codes("Dy", Assumptions())
    assert "reference-price" not in silent
    assert "reference-price-missing" not in silent
