"""Evidence from after the day."""

from __future__ import annotations

from tests.workbooks import ON, assessed, codes, dysprosium, magnet


def test_a_certificate_of_a_later_day_is_named(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Date": "2026-11-24"})]
    assert "certificate-dated-later" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_a_certificate_of_the_day_is_not(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Date": ON.isoformat()})]
    assert "certificate-dated-later" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))
