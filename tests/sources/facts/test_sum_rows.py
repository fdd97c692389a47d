"""A row of a facts table that sums up others is no substance; one that is not their sum says that a row is missing."""

from __future__ import annotations

import pytest

from tests.workbooks import assessed, codes, magnet

WHERE = [
    {"Part Number": "MAG", "Substance": "Total:"},
    {"Part Number": "Summe"},
    {"Substance": "合計"},
    {"Part Number": "MAG", "Substance": "Zwischensumme"},
]


def problems(folder, total, where):
    rows = [
        {"Part Number": "MAG", "Substance": "Nd", "wt%": 30, "Disclosure": "full"},
        {"Part Number": "MAG", "Substance": "Fe", "wt%": 60},
        {"wt%": total, **where},
    ]
    run = assessed(folder, BOM=[magnet()], Content=rows)
    assert [row.substance.key for row in run.read.content["MAG"]][:2] == ["Nd", "Fe"]
    return codes(run)


@pytest.mark.parametrize("where", WHERE)
def test_a_sum_is_that_of_the_rows_above_or_of_the_whole_part_or_opens_them(where, tmp_path):
    for total in (90, 90.2, 100, 99.5):
        assert "sum-of-other-rows" not in problems(tmp_path, total, where)
    for total in (95, 32, 2):
        assert "sum-of-other-rows" in problems(tmp_path, total, where)


@pytest.mark.parametrize(
    "number", ["Total", "Σ", "Summe", "合计", "Rest", "Part", "siehe oben", "ibid."]
)
def test_a_word_in_place_of_a_part_number_is_no_part_of_another_bill(number, tmp_path):
    rows = [
        {"Part Number": "MAG", "Substance": "Nd", "wt%": 30, "Disclosure": "full"},
        {"Part Number": number, "Substance": "Tb", "wt%": 2},
    ]
    told = codes(assessed(tmp_path, BOM=[magnet()], Content=rows))
    assert "row-without-item" in told
    assert "other-bill" not in told
