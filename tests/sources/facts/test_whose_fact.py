"""Whose fact it is: what one company, or a piece of a part, is declared to hold closes nothing of another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calculator.assessment import Assessment, Options, assess
from tests.sources.declarations.trees import ipc, material, product
from tests.workbooks import LAW, ON, assessed, codes, magnet, write_workbook

HOSHI = magnet("MAG", Supplier="Hoshi Magnet Co., Ltd.")
PANNON = magnet("MAG", Supplier="Pannon Kft")


def listed(*suppliers: str, **more: object) -> list[dict[str, Any]]:
    """A full list of one magnet without anything that counts, as each supplier says it."""
    return [
        {"Part Number": "MAG", "Substance": name, "wt%": share, "Supplier": supplier, "Disclosure": "full", **more}
        for supplier in suppliers
        for name, share in (("Nd", 30), ("Fe", 70))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bom", "content", "status"),
    [
        ([HOSHI, PANNON], listed("Hoshi"), 3),
        ([HOSHI, PANNON], listed("Hoshi", "Pannon Kft"), 0),
        ([HOSHI, PANNON], listed(""), 0),
        ([HOSHI, magnet("MAG", Supplier="HOSHI MAGNET")], listed("Hoshi"), 0),
        ([magnet("MAG", Supplier="Digi", Manufacturer="Hoshi Magnet")], listed("Hoshi"), 0),
        ([magnet("MAG", Supplier="Digi", Manufacturer="Hoshi Magnet")], listed("Pannon"), 3),
    ],
    ids=["one of two", "both", "the buyer's own list", "one company spelled twice", "the maker", "another maker"],
)  # fmt: skip
def test_what_one_of_several_suppliers_declares_is_not_what_the_others_deliver(
    tmp_path: Path, bom: list[dict[str, Any]], content: list[dict[str, Any]], status: int
) -> None:
    assessment = assessed(tmp_path, BOM=bom, Content=content)
    assert assessment.report.exit_status() == status
    if content == listed("Hoshi") and bom == [HOSHI, PANNON]:
        assert "declared-by-one-of-several" in codes(assessment)


@pytest.mark.parametrize(("grams", "status"), [(0.81, 0), (1, 0), (1.1, 3), (10, 3)])
def test_a_declaration_of_something_much_lighter_closes_nothing(
    tmp_path: Path, grams: float, status: int
) -> None:
    assessment = _with_declared_mass(tmp_path, magnet("MAG", **{"Unit Mass": grams}))
    assert assessment.report.exit_status() == status
    assert ("declared-too-light" in codes(assessment)) is (status == 3)


def test_a_declaration_of_one_piece_of_a_motor_does_not_settle_the_motor(tmp_path: Path) -> None:
    motor = magnet("MAG", Description="BLDC motor", Material="", **{"Item Class": "other"})
    assert _with_declared_mass(tmp_path, motor).report.exit_status() == 3


def _with_declared_mass(folder: Path, row: dict[str, object]) -> Assessment:
    whole = material((("Neodymium", "240"), ("Iron", "570")))
    bill = write_workbook(folder / "bom.xlsx", BOM=[row])
    return assess((bill,), (ipc(folder, product(whole)),), Options(on=ON, rules=(LAW,)))
