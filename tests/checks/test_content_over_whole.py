"""Substances that come to more than the whole."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet


def test_shares_that_surely_come_to_more_than_the_whole_are_named(tmp_path):
    rows = [dysprosium(**{"wt%": 60}), dysprosium(Substance="Tb", **{"wt%": 41})]
    assert "content-over-100" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_shares_that_come_to_the_whole_are_not(tmp_path):
    rows = [dysprosium(**{"wt%": 60}), dysprosium(Substance="Tb", **{"wt%": 40})]
    assert "content-over-100" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_ranges_that_may_come_to_less_are_not(tmp_path):
    rows = [
        dysprosium(**{"Min wt%": 10, "Max wt%": 80}),
        dysprosium(Substance="Tb", **{"Min wt%": 10, "Max wt%": 80}),
    ]
    assert "content-over-100" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_masses_of_more_than_the_item_weighs_are_named(tmp_path):
    rows = [dysprosium(**{"Mass": 102, "Mass Unit": "g"})]
    assert "content-over-100" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))
    rows[0]["Mass"] = 100.5
    assert "content-over-100" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))
