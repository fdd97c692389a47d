"""Untidy facts never clear an item, and facts of other bills never trouble one."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.findings.verdict import Verdict
from tests.messing import MESSES, messed_workbook
from tests.workbooks import LAW, ON, codes, magnet, write_workbook

CLEAR = (Verdict.BELOW, Verdict.NOT_SUBJECT)
PRICES = [
    {"Substance": name, "Form": "metal", "Price": price, "Currency": "USD"}
    for name, price in (("Dy", 400), ("Tb", 1000), ("Nd", 100))
]
NUMBERS = ("MAG-01", "MAG-02", "RING-7", "ARC-0105", "SEG-B", "M8.10-3")
SEEDS = 3
"""Of each mess: sixty-six tables together."""
MIXED = 12
KEEPING = ("double_rows", "split_rows", "amounts_in_ppm", "sign_in_a_number")
MERGING = ("merge_equal_cells", "blank_equal_cells", "ditto_equal_cells", "side_by_side")


def draws(seed: str) -> Random:
    return Random(seed)  # the same every time, on purpose


def content(number: str, random: Random) -> list[dict[str, Any]]:
    """The declaration of one magnet: some cross, some are below, some leave it open."""
    nd = {"Substance": "Nd", "wt%": 30, "Country of Origin": "AU"}
    dy = {"Substance": "Dy", "wt%": 3, "Country of Origin": "CN"}
    lists: tuple[list[dict[str, Any]], ...] = (
        [nd, dy],
        [nd, dy, {"Substance": "Tb", "wt%": 0.5, "Country of Origin": "CN"}],
        [nd, {**dy, "wt%": 0.001}],
        [nd, {**dy, "wt%": 1, "Country of Origin": "AU"}, {**dy, "wt%": 2}],
        [nd, {**dy, "Country of Origin": "AU"}],
        [nd, {**dy, "Country of Origin": None}],
        [{**dy, "wt%": None}, nd],
    )
    disclosure = random.choice(("full", "full", "full", None))
    base = {"Part Number": number, "Form": "metal", "Disclosure": disclosure}
    rows = [{**base, **row} for row in random.choice(lists)]
    if random.random() < 0.3:
        rows = [
            {**row, "Disclosure": disclosure if at == 0 else None} for at, row in enumerate(rows)
        ]
    return rows


def bill(folder: Path, random: Random) -> Path:
    """A bill of a few magnets with the declaration of each, grouped by part or by substance."""
    chosen = random.sample(NUMBERS, random.choice((1, 2, 3)))
    lines = [{"Level": 0, "Part Number": "PROD", "Quantity": 1, "Unit": "each"}]
    lines += [magnet(number, 1) for number in chosen]
    rows = [row for number in chosen for row in content(number, random)]
    if random.random() < 0.3:
        rows.sort(key=lambda row: str(row["Substance"]))
    columns = dict.fromkeys(key for row in rows for key in row)
    tidy = [{key: row.get(key) for key in columns} for row in rows]
    return write_workbook(folder / "bom.xlsx", BOM=lines, Content=tidy, Prices=PRICES)


def run(*paths: Path) -> Assessment:
    return assess(paths[:1], paths[1:], Options(on=ON, rules=(LAW,)))


def verdicts(assessment: Assessment) -> dict[str, Verdict]:
    return {finding.item.number: finding.verdict for finding in assessment.report.findings}


@pytest.mark.parametrize("name", MESSES)
def test_an_untidy_facts_table_never_clears_an_item(name, tmp_path, request):
    for seed in range(SEEDS * (20 if request.config.getoption("--long") else 1)):
        random = draws(f"{name} {seed}")
        path = bill(tmp_path, random)
        messed = messed_workbook(path, tmp_path / "messed.xlsx", random, (name,))
        before, after = verdicts(run(path)), verdicts(run(messed))
        cleared = {
            number: (before[number].value, verdict.value)
            for number, verdict in after.items()
            if verdict in CLEAR and before[number] not in CLEAR
        }
        assert not cleared, (name, seed, cleared)


@pytest.mark.parametrize("seed", range(MIXED))
def test_several_messes_together_never_clear_an_item(seed, tmp_path):
    random = draws(f"together {seed}")
    names = random.sample(KEEPING, 2)
    names.append(random.choice(MERGING))
    path = bill(tmp_path, random)
    messed = messed_workbook(path, tmp_path / "messed.xlsx", random, names)
    before, after = verdicts(run(path)), verdicts(run(messed))
    assert not [
        number
        for number, verdict in after.items()
        if verdict in CLEAR and before[number] not in CLEAR
    ], names


@pytest.mark.parametrize(
    "name",
    [
        "merge_part_numbers",
        "merge_equal_cells",
        "blank_part_numbers",
        "ditto_part_numbers",
        "ditto_equal_cells",
        "number_above_its_rows",
        "sign_in_a_number",
        "reorder_rows",
        "parts_in_one_cell",
        "amounts_in_ppm",
        "side_by_side",
    ],
)
def test_what_only_looks_untidy_says_the_same(name, tmp_path):
    for seed in range(SEEDS):
        random = draws(f"same {name} {seed}")
        path = bill(tmp_path, random)
        messed = messed_workbook(path, tmp_path / "messed.xlsx", random, (name,))
        assert verdicts(run(messed)) == verdicts(run(path)), (name, seed)


@pytest.mark.parametrize("seed", range(MIXED))
def test_facts_of_other_bills_change_no_verdict(seed, tmp_path):
    random = draws(f"other {seed}")
    path = bill(tmp_path, random)
    others = [
        row
        for number in random.sample(["PUMP-9", "MAG-77", "RING-12", "ARC-0999", "X100", "ROTOR"], 3)
        for row in content(number, random)
    ]
    facts = write_workbook(tmp_path / "others.xlsx", Content=others)
    before, after = run(path), run(path, facts)
    assert verdicts(after) == verdicts(before)
    assert after.report.exit_status() == before.report.exit_status()
    assert "other-bill" in codes(after)
