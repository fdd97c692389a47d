"""A certificate that has expired counts as unknown, and it is said."""

from __future__ import annotations

from tests.workbooks import ON, assessed, codes, dysprosium, magnet


def test_a_certificate_that_has_expired_is_named(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Valid Until": "2026-11-22"})]
    assert "evidence-expired" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_a_certificate_is_valid_on_its_last_day(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Valid Until": ON.isoformat()})]
    assert "evidence-expired" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))
