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


def test_two_certificates_that_differ_are_named_and_asked_about(tmp_path):
    rows = [
        dysprosium(**{"wt%": 0.05, "Reference": "C-1"}),
        dysprosium(**{"wt%": 5, "Reference": "C-2"}),
    ]
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": 1000})], Content=rows)
    assert "content-contradicts-content" in codes(run)
    (finding,) = run.report.findings
    assert finding.verdict.value == "undetermined"
    assert any("which amount of Dy holds" in question.asks for question in finding.questions)


def test_two_certificates_that_agree_are_no_problem(tmp_path):
    rows = [
        dysprosium(**{"wt%": 2, "Reference": "C-1"}),
        dysprosium(**{"wt%": 2.02, "Reference": "C-2"}),
    ]
    assert "content-contradicts-content" not in codes(
        assessed(tmp_path, BOM=[magnet()], Content=rows)
    )


def test_one_row_that_may_be_two_facts_is_asked_about(tmp_path):
    rows = [dysprosium(**{"wt%": 2})] * 2
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": 35})], Content=rows)
    (finding,) = run.report.findings
    assert finding.verdict.value == "undetermined"
    assert any("which amount of Dy holds" in question.asks for question in finding.questions)
