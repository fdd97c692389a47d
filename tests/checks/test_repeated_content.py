"""A substance that is stated twice may be one fact or two parts."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet


def test_the_same_substance_twice_in_one_file_is_named(tmp_path):
    rows = [dysprosium(**{"wt%": 2}), dysprosium(**{"wt%": 2})]
    assert "content-repeated" in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_the_same_substance_of_two_origins_is_two_facts(tmp_path):
    rows = [
        dysprosium(**{"wt%": 2}),
        dysprosium(**{"wt%": 3, "Country of Origin": "JP"}),
    ]
    assert "content-repeated" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


def test_none_twice_repeats_nothing(tmp_path):
    rows = [{"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}] * 2
    bom = [magnet(Material="ferrite")]
    assert "content-repeated" not in codes(assessed(tmp_path, BOM=bom, Content=rows))
