"""What may show that something crosses and clears nothing by itself: assumed rows, old prices, one rate; unless the user names it."""

from __future__ import annotations

import pytest

from calculator.findings.verdict import Subject, Verdict
from calculator.model.assumptions import Assumptions
from tests.workbooks import assessed, dysprosium, finding, magnet, node

ASSUMED = {"Evidence": "assumed"}
ACCEPTED = Assumptions(assumed_facts_accepted=True)
OLD_ACCEPTED = Assumptions(old_prices_accepted=True)
BASE = dysprosium(Substance="Nd", **{"wt%": 30})


def of(folder, *rows, assume=None, **sheets):
    return finding(assessed(folder, BOM=[magnet()], Content=rows, assume=assume, **sheets), "MAG")


@pytest.mark.parametrize(
    "rows",
    [
        [{**BASE, **ASSUMED}],
        [BASE, dysprosium(Value=0.001, Currency="USD", **ASSUMED)],
        [{**BASE, "Disclosure": None}, dysprosium(Value=0.001, Currency="USD", **ASSUMED)],
        [dysprosium(Value=5, Currency="USD", **{**ASSUMED, "Country of Origin": "AU"})],
    ],
    ids=["all of it", "a trace", "its full", "its origin"],
)
def test_an_assumed_row_clears_nothing_unless_it_is_accepted(tmp_path, rows):
    found = of(tmp_path, *rows)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.subject is not Subject.NO
    assert "assumed-facts=accept" in found.withheld_reason
    assert found.questions
    accepted = of(tmp_path, *rows, assume=ACCEPTED)
    assert accepted.verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)


def test_an_assumed_row_may_show_that_something_crosses(tmp_path):
    assert of(tmp_path, dysprosium(Value=1, Currency="USD", **ASSUMED)).verdict is Verdict.CROSSES


def test_an_assumed_none_settles_no_suspect_unless_it_is_accepted(tmp_path):
    motor = {
        "Level": 0,
        "Part Number": "M1",
        "Description": "BLDC motor 2212",
        "Quantity": 1,
        "Unit": "each",
    }
    none = {"Part Number": "M1", "Substance": "none", "Disclosure": "full", **ASSUMED}
    for assume, count in ((None, 1), (ACCEPTED, 0)):
        run = assessed(tmp_path, BOM=[motor], Content=[none], assume=assume)
        assert len(run.report.suspects) == count


def price(day: str | None, amount: float = 300) -> list[dict[str, object]]:
    return [
        {
            "Substance": "Dy",
            "Form": "metal",
            "Price": amount,
            "Currency": "USD",
            "Date": day,
        }
    ]


TRACE = dysprosium(**{"wt%": 0.0001})
LITTLE = dysprosium(**{"wt%": 0.01})
"""10 mg: 0.003 USD at 300 a kilogram, below 0.01; at 2,000 it crosses."""


def test_a_price_of_today_clears(tmp_path):
    assert of(tmp_path, LITTLE, Prices=price("2026-11-01")).verdict is Verdict.BELOW


def test_an_old_price_clears_only_what_the_newest_reference_price_clears_too(tmp_path):
    much = dysprosium(**{"wt%": 0.02})
    old = of(tmp_path, much, Prices=price("2024-11-01", 20))
    assert old.verdict is Verdict.UNDETERMINED
    assert "old-prices=accept" in old.withheld_reason
    accepted = of(tmp_path, much, Prices=price("2024-11-01", 20), assume=OLD_ACCEPTED)
    assert accepted.verdict is Verdict.BELOW
    assert of(tmp_path, TRACE, Prices=price("2024-11-01")).verdict is Verdict.BELOW


def test_a_price_far_below_every_reference_clears_only_what_that_clears_too(tmp_path):
    much = dysprosium(**{"wt%": 0.02})
    low = of(tmp_path, much, Prices=price("2026-11-01", 0.3))
    assert low.verdict is Verdict.UNDETERMINED
    assert "low-prices=accept" in low.withheld_reason
    accepted = Assumptions(low_prices_accepted=True)
    assert of(tmp_path, much, Prices=price("2026-11-01", 0.3), assume=accepted).verdict is (
        Verdict.BELOW
    )
    assert of(tmp_path, TRACE, Prices=price("2026-11-01", 0.3)).verdict is Verdict.BELOW


@pytest.mark.parametrize(
    ("remark", "verdict"),
    [
        ("Price valid until 2023-06-30", Verdict.UNDETERMINED),
        ("Price valid until 2099-06-30", Verdict.BELOW),
    ],
)
def test_a_price_whose_validity_has_passed_clears_nothing(tmp_path, remark, verdict):
    run = assessed(
        tmp_path,
        BOM=[magnet(Remark=remark)],
        Content=[TRACE],
        Prices=price("2026-11-01"),
    )
    assert finding(run, "MAG").verdict is verdict


def test_an_old_price_may_show_that_something_crosses(tmp_path):
    found = of(tmp_path, dysprosium(**{"wt%": 4}), Prices=price("2020-01-01"))
    assert found.verdict is Verdict.CROSSES


def test_an_old_price_of_what_reference_data_does_not_know_clears_nothing(tmp_path):
    lutetium = dysprosium(Substance="Lu", **{"wt%": 0.0001})
    row = {"Substance": "Lu", "Form": "metal", "Price": 1, "Currency": "USD"}
    target = magnet(**{"Item Class": "target", "Material": None, "Description": "Target"})
    for day, verdict in (("2020-01-01", Verdict.UNDETERMINED), ("2026-10-01", Verdict.BELOW)):
        run = assessed(tmp_path, BOM=[target], Content=[lutetium], Prices=[{**row, "Date": day}])
        assert finding(run, "MAG").verdict is verdict, day


def test_what_an_old_price_clears_is_open_in_a_product_too(tmp_path):
    product = {"Level": 0, "Part Number": "P", "Unit Price": 10, "Currency": "USD"}
    run = assessed(
        tmp_path,
        BOM=[product, magnet("MAG", 1)],
        Content=[dysprosium(**{"wt%": 0.02})],
        Prices=price("2024-11-01", 20),
    )
    assert node(run, "P").verdict is Verdict.UNDETERMINED


def test_a_target_whose_description_names_a_material_without_rare_earth_is_clear(tmp_path):
    names = {
        "T-1": ("ITO sputtering target 99.99 %", "not-subject"),
        "T-2": ("Titanium target 3 in for sputtering", "not-subject"),
        "T-3": ("Sputtering target 3 in", "undetermined"),
        "T-4": ("Titanium target 3 in, Tb doped", "undetermined"),
        "T-5": ("Titanium target 3 in, special grade XQ", "undetermined"),
    }
    rows = [
        {"Part Number": number, "Description": words, "Quantity": 1}
        for number, (words, _) in names.items()
    ]
    made = assessed(tmp_path, BOM=rows)
    verdicts = {number: finding(made, number).verdict.value for number in names}
    assert verdicts == {number: verdict for number, (_, verdict) in names.items()}
