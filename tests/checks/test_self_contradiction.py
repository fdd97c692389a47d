"""Rows that cannot be true as written."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet


def test_a_share_and_a_mass_that_disagree_are_named(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Mass": 50, "Mass Unit": "g"})]
    assert "content-contradicts-itself" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_a_share_and_a_mass_that_agree_are_not(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Mass": 2, "Mass Unit": "g"})]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows)
    assert "content-contradicts-itself" not in codes(run)


def test_none_beside_a_rare_earth_is_named(tmp_path):
    rows = [
        {"Part Number": "MAG", "Substance": "none", "Disclosure": "full"},
        dysprosium(**{"wt%": 2}),
    ]
    assert "content-contradicts-itself" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))
