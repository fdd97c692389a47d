"""What is stated twice, against itself, too late or too weakly never clears an item."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.comparison.questionnaire_lines import questionnaire
from calculator.findings.finding import QuestionKind
from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions
from calculator.model.item import Evidence
from calculator.reports.forms.question_text import question_text
from tests.workbooks import LAW, ON, assessed, codes, dysprosium, finding, magnet, write_workbook

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD"}
SOLD = {"Unit Price": 1, "Unit Mass": 10}
IRON = {"Part Number": "MAG", "Substance": "Fe", "wt%": 66}
NEODYMIUM = {"Part Number": "MAG", "Substance": "Nd", "wt%": 30}


def check(
    folder: Path,
    content: list[dict[str, Any]],
    *,
    bom: list[dict[str, Any]] | None = None,
    prices: list[dict[str, Any]] | None = None,
    **more: Any,
) -> Assessment:
    return assessed(
        folder, BOM=bom or [magnet(**SOLD)], Content=content, Prices=prices or [PRICE], **more
    )


# --------------------------------------------------------------------------- said twice


@pytest.mark.parametrize(
    "rows",
    [
        [{**IRON, "wt%": 50}, {**IRON, "wt%": 50}],
        [IRON, {**IRON, "Substance": "Iron"}],
        [IRON, {**IRON, "Country of Origin": "JP"}],
        [{**IRON, "wt%": 50}, {**IRON, "Substance": "steel", "wt%": 50}],
        [{"Part Number": "MAG", "Substance": "Fe", "Mass": 6, "Mass Unit": "g"}] * 2,
        [IRON, NEODYMIUM, {"Part Number": "MAG", "Substance": "Co", "wt%": 30}],
    ],
    ids=[
        "the same row",
        "another name",
        "another origin",
        "as a material",
        "as masses",
        "more than there is",
    ],
)
def test_what_is_said_twice_takes_nothing_from_what_nobody_disclosed(tmp_path, rows):
    found = finding(check(tmp_path, rows), "MAG")
    assert found.verdict is Verdict.UNDETERMINED
    assert found.value.numerator.high == 1


def test_a_file_that_is_given_twice_says_nothing_twice(tmp_path):
    check(tmp_path, [IRON, NEODYMIUM])
    path = tmp_path / "bom.xlsx"
    once = assess((path,), (), Options(on=ON, rules=(LAW,)))
    for boms, facts in (((path,), (path,)), ((path,), (path, path)), ((path, path), ())):
        twice = assess(boms, facts, Options(on=ON, rules=(LAW,)))
        assert codes(twice) == {*codes(once), "file-twice"}
        assert finding(twice, "MAG").value == finding(once, "MAG").value
        assert twice.report.exit_status() == once.report.exit_status() == 3


def test_two_suppliers_files_of_one_name_are_two_statements(tmp_path):
    assessed(tmp_path, BOM=[magnet(**SOLD)], Prices=[PRICE])
    trace = dysprosium(**{"wt%": 0.0001, "Disclosure": None})
    for one, rows in (("a", [trace, {**IRON, "wt%": 60}]), ("b", [{**IRON, "wt%": 40}])):
        (tmp_path / one).mkdir()
        write_workbook(tmp_path / one / "c.xlsx", Content=rows)
    both = assess(
        (tmp_path / "bom.xlsx",),
        (tmp_path / "a" / "c.xlsx", tmp_path / "b" / "c.xlsx"),
        Options(on=ON, rules=(LAW,)),
    )
    assert finding(both, "MAG").verdict is Verdict.UNDETERMINED
    assert "content-over-100" not in codes(both)


# --------------------------------------------------------------------------- assumptions fill blanks only

NOT_CHINESE = Assumptions(unknown_origin_is_not_chinese=True)
WITHOUT_TECHNOLOGY = Assumptions(technology_no=True)
TRACE = dysprosium(**{"wt%": 0.0001, "Country of Origin": "AU"})
LONG_AGO = datetime.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("row", "more"),
    [
        ({"Country of Origin": "China, Japan"}, {}),
        ({"Country of Origin": "somewhere in Asia"}, {}),
        ({"Country of Origin": "CN", "Origin Share %": "most"}, {}),
        ({"Country of Origin": "CN", "Valid Until": LONG_AGO}, {}),
        ({"Country of Origin": "CN", "Evidence": "declared"}, {"weakest": Evidence.MEASURED}),
    ],
    ids=["several", "unreadable", "a share that is no number", "expired", "too weak"],
)
def test_an_origin_that_is_named_is_not_assumed_away(tmp_path, row, more):
    content = [
        dysprosium(**{"wt%": 3, **row}),
        {**IRON, "Disclosure": "full", "Evidence": "measured"},
    ]
    found = finding(check(tmp_path, content, assume=NOT_CHINESE, **more), "MAG")
    assert found.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("origin", [None, "unknown", "Japan, Korea"])
def test_an_origin_of_which_nothing_chinese_is_said_is_assumed_away(tmp_path, origin):
    content = [dysprosium(**{"wt%": 3, "Country of Origin": origin})]
    assert finding(check(tmp_path, content, assume=NOT_CHINESE), "MAG").verdict is Verdict.BELOW


@pytest.mark.parametrize(
    ("rows", "assume"),
    [
        ([{"Country of Origin": "CN"}, {"Country of Origin": "JP"}], NOT_CHINESE),
        ([{"Country of Origin": "China, Japan"}, {"Country of Origin": "JP"}], NOT_CHINESE),
        ([{"Country of Origin": "China or Japan"}], NOT_CHINESE),
        ([{"Chinese Technology": "yes"}, {"Chinese Technology": "no"}], WITHOUT_TECHNOLOGY),
        ([{"Chinese Technology": "partly"}], WITHOUT_TECHNOLOGY),
        ([{"Chinese Technology": "partly"}, {"Chinese Technology": None}], WITHOUT_TECHNOLOGY),
    ],
    ids=[
        "CN and JP",
        "CN, JP and JP",
        "one of two",
        "yes and no",
        "unreadable",
        "unreadable and blank",
    ],
)
def test_what_two_rows_say_against_each_other_is_not_assumed_away(tmp_path, rows, assume):
    bom = [magnet(**SOLD, **row) for row in rows]
    found = finding(check(tmp_path, [TRACE], bom=bom, assume=assume), "MAG")
    assert (found.verdict, found.licence.value) == (Verdict.BELOW, "undetermined")


def test_a_live_row_does_not_lend_its_origin_to_one_that_has_expired(tmp_path):
    rows = [
        dysprosium(**{"wt%": share, "Country of Origin": "AU", "Valid Until": until})
        for share, until in ((0.5, None), (3, LONG_AGO))
    ]
    assert finding(check(tmp_path, rows), "MAG").verdict is Verdict.UNDETERMINED


# --------------------------------------------------------------------------- answers that do not count

OPEN = magnet(
    **SOLD,
    **{
        "Item Class": "magnet",
        "Material": None,
        "Description": "Arc magnet",
        "Country of Origin": None,
        "Chinese Technology": None,
    },
)


def answered(
    folder: Path,
    answers: dict[str, object],
    *,
    bom: dict[str, Any] = OPEN,
    weakest: Evidence = Evidence.ASSUMED,
    assume: Assumptions | None = None,
    **row: object,
) -> Assessment:
    assessed(folder, BOM=[bom], Content=[TRACE], Prices=[PRICE])
    rows = [
        {"Part Number": "MAG", "About": about, "Answer": value, **row}
        for about, value in answers.items()
    ]
    facts = write_workbook(folder / "answers.xlsx", Questions=rows)
    return assess(
        (folder / "bom.xlsx",),
        (facts,),
        Options(on=ON, rules=(LAW,), weakest=weakest, assumptions=assume or Assumptions()),
    )


CLEARING = {"material": "ferrite", "origin": "Japan", "technology": "no"}


@pytest.mark.parametrize("about", CLEARING)
@pytest.mark.parametrize(
    ("row", "weakest", "code"),
    [
        ({"Valid Until": LONG_AGO}, Evidence.ASSUMED, "evidence-expired"),
        ({"Valid Until": "soon"}, Evidence.ASSUMED, "evidence-expired"),
        ({"Date": "2030-01-01"}, Evidence.ASSUMED, "certificate-dated-later"),
        ({"Evidence": "assumed"}, Evidence.DECLARED, "evidence-too-weak"),
    ],
    ids=["expired", "no date", "of a later day", "too weak"],
)
def test_an_answer_that_has_expired_or_is_too_weak_is_unknown(tmp_path, about, row, weakest, code):
    nothing = answered(tmp_path, {}, weakest=weakest)
    after = answered(tmp_path, {about: CLEARING[about]}, weakest=weakest, **row)
    assert code in codes(after)
    before, now = finding(nothing, "MAG"), finding(after, "MAG")
    assert (now.verdict, now.licence, now.reasons) == (
        before.verdict,
        before.licence,
        before.reasons,
    )


def test_a_price_or_mass_by_an_answer_that_has_expired_is_unknown(tmp_path):
    bom = {**OPEN, "Unit Price": None, "Unit Mass": None}
    for about, value in (("price", "1 USD"), ("mass", "10 g")):
        found = finding(
            answered(tmp_path, {about: value}, bom=bom, **{"Valid Until": LONG_AGO}), "MAG"
        )
        assert found.value.denominator.high is None
        assert found.mass.whole.high is None


@pytest.mark.parametrize(
    ("about", "value", "assume"),
    [("origin", "China", NOT_CHINESE), ("technology", "yes", WITHOUT_TECHNOLOGY)],
)
def test_what_an_answer_that_has_expired_names_is_not_assumed_away(tmp_path, about, value, assume):
    bom = {
        **OPEN,
        "Material": "NdFeB",
        **({"Chinese Technology": "no"} if about == "origin" else {"Country of Origin": "JP"}),
    }
    assert (
        finding(answered(tmp_path, {}, bom=bom, assume=assume), "MAG").licence.value
        == "not-required"
    )
    assert (
        finding(
            answered(tmp_path, {about: value}, bom=bom, assume=assume, **{"Valid Until": LONG_AGO}),
            "MAG",
        ).licence.value
        == "undetermined"
    )


# --------------------------------------------------------------------------- one row against itself


def test_a_mass_and_a_share_that_cannot_both_be_true_are_bounds_that_hold_both(tmp_path):
    assessment = check(tmp_path, [dysprosium(**{"wt%": 3, "Mass": 0.01, "Mass Unit": "mg"})])
    found = finding(assessment, "MAG")
    assert found.verdict is Verdict.UNDETERMINED
    assert (float(found.value.numerator.low), float(found.value.numerator.high)) == (0.000004, 0.12)
    assert "content-contradicts-itself" in codes(assessment)


def test_a_mass_and_a_share_that_differ_by_rounding_are_no_contradiction(tmp_path):
    assessment = check(tmp_path, [dysprosium(**{"wt%": 3.04, "Mass": 0.3, "Mass Unit": "g"})])
    assert "content-contradicts-itself" not in codes(assessment)
    assert finding(assessment, "MAG").verdict is Verdict.CROSSES


@pytest.mark.parametrize(
    ("row", "verdict"),
    [({"wt%": 3}, Verdict.CROSSES), ({}, Verdict.UNDETERMINED)],
    ids=["3 wt%", "no amount"],
)
def test_a_value_of_0_is_unknown_like_a_price_of_0(tmp_path, row, verdict):
    assessment = check(tmp_path, [dysprosium(**row, Value=0, Currency="USD")])
    assert finding(assessment, "MAG").verdict is verdict
    assert "zero-price" in codes(assessment)


def test_nothing_is_worth_nothing(tmp_path):
    base = dysprosium(Substance="Nd", **{"wt%": 30})
    assessment = check(tmp_path, [base, dysprosium(**{"wt%": 0}, Value=0, Currency="USD")])
    assert finding(assessment, "MAG").verdict is not Verdict.UNDETERMINED
    assert "zero-price" not in codes(assessment)


def test_none_beside_dysprosium_is_a_contradiction_and_the_dysprosium_counts(tmp_path):
    none = {"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}
    for share, verdict in ((1, Verdict.CROSSES), (0.0001, Verdict.UNDETERMINED)):
        assessment = check(tmp_path, [none, dysprosium(**{"wt%": share, "Disclosure": None})])
        assert finding(assessment, "MAG").verdict is verdict
        assert "content-contradicts-itself" in codes(assessment)
    # No magnet of NdFeB is without rare earth, whatever is declared.
    assessment = check(tmp_path, [none])
    assert finding(assessment, "MAG").verdict is Verdict.UNDETERMINED
    assert "declaration-unfit" in codes(assessment)


# --------------------------------------------------------------------------- money

LITTLE = dysprosium(**{"wt%": 0.01})  # 0.001 g at 400 a kilogram are 0.0004 of 1: below.


def test_a_price_list_without_a_currency_says_which_was_taken(tmp_path):
    assessment = check(tmp_path, [LITTLE], prices=[{**PRICE, "Currency": None}])
    assert finding(assessment, "MAG").verdict is Verdict.BELOW
    assert "currency-assumed" in codes(assessment)


@pytest.mark.parametrize(
    ("content", "prices"),
    [
        ([LITTLE], [{**PRICE, "Currency": None}]),
        ([LITTLE], [PRICE, {**PRICE, "Currency": None}]),
        ([dysprosium(Value=0.0001), {**IRON, "Value": 1, "Currency": "EUR"}], [PRICE]),
    ],
    ids=["the only price", "one of two", "a value"],
)
def test_an_amount_without_a_currency_beside_several_is_unknown(tmp_path, content, prices):
    assessment = check(
        tmp_path, content, prices=prices, Rates=[{"Currency": "CNY", "To": "USD", "Rate": 0.14}]
    )
    assert finding(assessment, "MAG").verdict is Verdict.UNDETERMINED
    assert "currency-missing" in codes(assessment)


def test_a_bill_without_a_currency_takes_that_of_the_facts(tmp_path):
    bom = [magnet(**SOLD, Currency=None)]
    assessment = check(
        tmp_path, [LITTLE], bom=bom, prices=[{**PRICE, "Price": 2800, "Currency": "CNY"}]
    )
    found = finding(assessment, "MAG")
    assert (found.verdict, found.value.unit) == (Verdict.CROSSES, "CNY")
    several = check(
        tmp_path, [LITTLE], bom=bom, prices=[PRICE, {**PRICE, "Substance": "Tb", "Currency": "CNY"}]
    )
    assert finding(several, "MAG").verdict is Verdict.UNDETERMINED
    assert "currency-missing" in codes(several)


@pytest.mark.parametrize(
    "rates",
    [
        [("EUR", "USD", 1.1), ("USD", "EUR", 0.25)],
        [("EUR", "JPY", 100), ("JPY", "USD", 0.01), ("EUR", "GBP", 1), ("GBP", "USD", 4)],
        [("EUR", "USD", 1.1), ("EUR", "JPY", 400), ("JPY", "USD", 0.01)],
        [("EUR", "USD", 1.1), ("EUR", "USD", 4)],
    ],
    ids=["a rate and its inverse", "two chains", "a rate and a chain", "twice"],
)
def test_rates_that_contradict_each_other_are_bounds_that_hold_all(tmp_path, rates):
    rows = [{"Currency": one, "To": to, "Rate": rate} for one, to, rate in rates]
    assessment = check(tmp_path, [LITTLE], prices=[{**PRICE, "Currency": "EUR"}], Rates=rows)
    found = finding(assessment, "MAG")
    assert found.verdict is Verdict.UNDETERMINED
    assert found.value.numerator.high == Fraction("0.0016")
    assert "rates-disagree" in codes(assessment)


def test_rates_that_differ_by_rounding_are_no_contradiction(tmp_path):
    rows = [
        {"Currency": one, "To": to, "Rate": rate}
        for one, to, rate in (
            ("EUR", "USD", 1.1),
            ("USD", "EUR", 0.909),
            ("EUR", "JPY", 160),
            ("JPY", "USD", 0.0069),
        )
    ]
    assessment = check(tmp_path, [LITTLE], prices=[{**PRICE, "Currency": "EUR"}], Rates=rows)
    assert finding(assessment, "MAG").verdict is Verdict.BELOW
    assert "rates-disagree" not in codes(assessment)


def test_a_newer_inverse_takes_the_place_of_an_old_rate(tmp_path):
    rows = [
        {"Currency": "EUR", "To": "USD", "Rate": 4, "Date": LONG_AGO},
        {"Currency": "USD", "To": "EUR", "Rate": 0.8, "Date": ON},
    ]
    assert finding(
        check(tmp_path, [LITTLE], prices=[{**PRICE, "Currency": "EUR"}], Rates=rows), "MAG"
    ).value.numerator.high == Fraction("0.0005")


@pytest.mark.parametrize(
    "prices",
    [
        [{**PRICE, "Form": None}],
        [PRICE, {**PRICE, "Form": None, "Price": 1200}],
        [{**PRICE, "Form": "oxide"}, {**PRICE, "Form": None}],
    ],
    ids=["alone", "beside the metal's", "beside the oxide's"],
)
def test_a_price_that_names_no_form_may_be_that_of_the_cheapest(tmp_path, prices):
    assessment = check(tmp_path, [LITTLE], prices=prices)
    assert finding(assessment, "MAG").verdict is Verdict.UNDETERMINED
    assert "price-form-missing" in codes(assessment)


def test_a_price_that_names_no_form_can_show_that_a_metal_crosses(tmp_path):
    assert (
        finding(
            check(tmp_path, [dysprosium(**{"wt%": 3})], prices=[{**PRICE, "Form": None}]), "MAG"
        ).verdict
        is Verdict.CROSSES
    )


def test_what_is_dated_far_from_the_day_is_noted(tmp_path):
    old = check(tmp_path, [LITTLE], prices=[{**PRICE, "Date": LONG_AGO}])
    assert "dated-long-before" in codes(old)
    assert "dated-long-before" not in codes(
        check(tmp_path, [LITTLE], prices=[{**PRICE, "Date": LONG_AGO}, {**PRICE, "Date": ON}])
    )
    later = check(tmp_path, [{**LITTLE, "Date": datetime.date(2027, 1, 1), "Reference": "C-1"}])
    assert "certificate-dated-later" in codes(later)


# --------------------------------------------------------------------------- what an amount is for one of


def dozens(**more: object) -> dict[str, Any]:
    return magnet(**{"Unit": "dozen", "Unit Price": None, "Unit Mass": None, **more})


def test_a_price_is_asked_for_one_unit_of_the_bill_in_each_language(tmp_path):
    bom = [dozens(), magnet("GRAM", **{"Unit": "g", "Quantity": 5, "Unit Price": None})]
    assessment = check(tmp_path, [LITTLE, {**LITTLE, "Part Number": "GRAM"}], bom=bom)
    lines = questionnaire(assessment.report, dict(assessment.scenarios.bill.items))
    said: dict[str, str] = {}
    for line in lines:
        if line.asked is QuestionKind.PRICE:
            said |= {
                f"{line.item} {one}": question_text(line, one) for one in ("en", "zh", "ja", "de")
            }
    assert "one dozen (12 pieces) of MAG" in said["MAG en"]
    assert "one g of GRAM" in said["GRAM en"]
    assert [
        "打（12 件）" in said["MAG zh"],
        "ダース（12 個）" in said["MAG ja"],
        "1 Dutzend (12 Stück)" in said["MAG de"],
    ] == [True] * 3


def test_an_answer_for_a_dozen_is_read_for_a_dozen(tmp_path):
    asked = answered(tmp_path, {"price": "12 USD", "mass": "120 g"}, bom=dozens())
    found = finding(asked, "MAG")
    assert (found.value.denominator.low, found.value.denominator.high) == (1, 1)
    assert found.mass.whole.high == Fraction("0.01")


def test_a_setting_is_for_one_unit_of_the_bill_unless_it_names_another(tmp_path):
    for value in ("12 USD", "1 USD/each", "2 USD / pair"):
        settings = (("MAG.price", value), ("MAG.mass", "120 g"), ("MAG.Dy.value", "0.6 USD"))
        found = finding(
            check(tmp_path, [LITTLE], bom=[dozens()], assume=Assumptions(settings=settings)), "MAG"
        )
        assert (
            found.value.denominator.high,
            found.mass.whole.high,
            found.value.numerator.high,
        ) == (1, Fraction("0.01"), Fraction("0.05"))


def test_a_part_that_is_counted_in_several_units_is_asked_for_in_pieces(tmp_path):
    bom = [{"Level": 0, "Part Number": "P"}, dozens(Level=1), dozens(Level=1, Unit="each")]
    found = finding(check(tmp_path, [LITTLE], bom=bom), "MAG")
    assert found.item.counted_in.symbol == "each"


def test_two_amounts_of_unknown_currency_are_not_of_the_same(tmp_path):
    bom = [magnet(**SOLD, Currency=None)]
    prices = [
        {**PRICE, "Currency": None},
        {**PRICE, "Substance": "Tb", "Currency": "CNY"},
        {**PRICE, "Substance": "Tb", "Form": "oxide", "Currency": "EUR"},
    ]
    assert (
        finding(check(tmp_path, [LITTLE], bom=bom, prices=prices), "MAG").verdict
        is Verdict.UNDETERMINED
    )


def test_a_value_without_a_currency_takes_the_only_one_that_the_facts_name(tmp_path):
    bom = [magnet(**{**SOLD, "Unit Price": None})]
    assessment = check(
        tmp_path,
        [dysprosium(Value=1, Currency=None)],
        bom=bom,
        prices=[{**PRICE, "Currency": "EUR"}],
    )
    assert {row.currency for row in assessment.read.content["MAG"]} == {"EUR"}
