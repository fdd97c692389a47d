"""A material without rare earth whose content names some."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet


def test_a_ferrite_with_dysprosium_is_named(tmp_path):
    rows = [dysprosium(**{"wt%": 2})]
    run = assessed(tmp_path, BOM=[magnet(Material="ferrite")], Content=rows)
    assert "content-contradicts-material" in codes(run)


def test_a_rare_earth_magnet_with_dysprosium_is_not(tmp_path):
    rows = [dysprosium(**{"wt%": 2})]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows)
    assert "content-contradicts-material" not in codes(run)


def test_a_ferrite_without_it_is_not(tmp_path):
    rows = [{"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}]
    run = assessed(tmp_path, BOM=[magnet(Material="ferrite")], Content=rows)
    assert "content-contradicts-material" not in codes(run)
