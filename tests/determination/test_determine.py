"""Worked examples by hand: what crosses, what is below, and what nobody can know yet."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import load_workbook

from calculator.assessment import Options, assess
from calculator.findings.report import FailOn, Reading
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.model.assumptions import Assumptions
from tests.workbooks import (
    LAW,
    ON,
    assessed,
    codes,
    dysprosium,
    finding,
    magnet,
    node,
    replace_in_part,
    write_workbook,
)


def test_exactly_one_tenth_of_a_percent_crosses(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 1000})],
        Content=[dysprosium(Value=1, Currency="USD")],
    )
    assert finding(run, "MAG").verdict is Verdict.CROSSES
    assert finding(run, "MAG").value.share.low == Fraction(1, 1000)
    assert run.report.exit_status() == 1


def test_a_hair_under_one_tenth_of_a_percent_is_below(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 1000})],
        Content=[dysprosium(Value=0.9999, Currency="USD")],
    )
    assert finding(run, "MAG").verdict is Verdict.BELOW
    assert run.report.exit_status() == 0


def test_the_next_price_that_a_cell_can_hold_above_a_thousand_is_below(tmp_path):
    # A cell shows 15 digits; the stored text is put in by hand.
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet(**{"Unit Price": 98765})],
        Content=[dysprosium(Value=1, Currency="USD")],
    )
    price = "1000.00000000001"
    replace_in_part(path, "xl/worksheets/sheet1.xml", b"<v>98765</v>", f"<v>{price}</v>".encode())
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    assert finding(run, "MAG").value.denominator.low == Fraction(price)
    assert finding(run, "MAG").verdict is Verdict.BELOW


def test_ten_lines_of_a_tenth_in_a_thousand_cross(tmp_path):
    lines = [
        {
            "Level": 1,
            "Part Number": f"DY-{n}",
            "Quantity": 1,
            "Unit": "each",
            "Item Class": "listed material",
            "Material": "Dysprosium metal",
            "Unit Price": 0.1,
            "Currency": "USD",
            "Country of Origin": "CN",
        }
        for n in range(10)
    ]
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": 1000}), *lines])
    assert finding(run, "MAG").value.numerator.low == 1
    assert finding(run, "MAG").verdict is Verdict.CROSSES


def test_a_magnet_of_which_nothing_is_known_is_undetermined(tmp_path):
    run = assessed(tmp_path, BOM=[magnet()])
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert finding(run, "MAG").subject is Subject.MAYBE


def test_a_magnet_of_neodymium_alone_is_not_on_the_list_but_holds_rare_earth(tmp_path):
    row = {
        "Part Number": "MAG",
        "Substance": "Nd",
        "wt%": 30,
        "Country of Origin": "CN",
        "Disclosure": "full",
    }
    run = assessed(
        tmp_path, rules=("cn-mofcom-2025-61", "screen-mass"), BOM=[magnet()], Content=[row]
    )
    assert finding(run, "MAG").verdict is Verdict.NOT_SUBJECT
    assert finding(run, "MAG").licence is Licence.NOT_REQUIRED
    assert finding(run, "MAG").mass.rare_earth.low == Fraction(3, 100)
    assert finding(run, "MAG", "screen-mass").verdict is Verdict.CROSSES


def test_a_ferrite_magnet_is_not_on_the_list(tmp_path):
    run = assessed(tmp_path, BOM=[magnet(Material="Ferrite")])
    assert finding(run, "MAG").verdict is Verdict.NOT_SUBJECT
    assert run.report.exit_status() == 0


def test_a_samarium_cobalt_magnet_counts_the_whole_alloy(tmp_path):
    row = {
        "Part Number": "MAG",
        "Substance": "SmCo5",
        "wt%": 100,
        "Country of Origin": "CN",
        "Disclosure": "full",
    }
    prices = [{"Substance": "SmCo", "Price": 50, "Currency": "USD"}]
    run = assessed(tmp_path, BOM=[magnet(Material="SmCo")], Content=[row], Prices=prices)
    assert finding(run, "MAG").value.numerator.low == 5
    assert finding(run, "MAG").subject is Subject.YES
    assert finding(run, "MAG").verdict is Verdict.CROSSES


@pytest.mark.parametrize(
    ("material", "content"),
    [
        ("IGZO", {"Substance": "none"}),
        ("8YSZ", {"Substance": "Y2O3", "wt%": 13.7, "Country of Origin": "CN"}),
    ],
)
def test_oxide_targets_of_no_listed_substance_hold_none(tmp_path, material, content):
    row = {"Part Number": "TGT", "Disclosure": "full", **content}
    run = assessed(
        tmp_path,
        BOM=[magnet("TGT", **{"Item Class": "target", "Material": material})],
        Content=[row],
    )
    assert finding(run, "TGT").value.numerator.high == 0
    assert finding(run, "TGT").verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)


def test_a_scandium_target_of_aluminium_scandium_crosses(tmp_path):
    row = {
        "Part Number": "TGT",
        "Substance": "Sc",
        "Form": "metal",
        "wt%": 29.4,
        "Country of Origin": "CN",
        "Disclosure": "full",
    }
    run = assessed(
        tmp_path,
        BOM=[magnet("TGT", **{"Item Class": "target", "Material": "Al-Sc", "Unit Price": 900})],
        Content=[row],
        Prices=[{"Substance": "Sc metal", "Price": 3000, "Currency": "USD"}],
    )
    assert finding(run, "TGT").value.numerator.low == Fraction("88.2")
    assert finding(run, "TGT").verdict is Verdict.CROSSES


def test_a_chinese_magnet_needs_a_licence_whatever_its_share(tmp_path):
    row = {
        "Part Number": "MAG",
        "Substance": "Dy",
        "wt%": 1,
        "Country of Origin": "AU",
        "Disclosure": "full",
    }
    run = assessed(tmp_path, BOM=[magnet(**{"Country of Origin": "China"})], Content=[row])
    found = finding(run, "MAG")
    assert (found.verdict, found.licence) == (Verdict.BELOW, Licence.REQUIRED)
    assert [reason.state for reason in found.reasons] == ["below", "no", "yes"]
    assert run.report.exit_status() == 1


def test_chinese_technology_needs_a_licence_and_unknown_technology_leaves_it_open(tmp_path):
    row = {
        "Part Number": "MAG",
        "Substance": "Dy",
        "wt%": 1,
        "Country of Origin": "AU",
        "Disclosure": "full",
    }
    for answer, licence, status in (
        ("yes", Licence.REQUIRED, 1),
        (None, Licence.UNDETERMINED, 3),
        ("no", Licence.NOT_REQUIRED, 0),
    ):
        run = assessed(tmp_path, BOM=[magnet(**{"Chinese Technology": answer})], Content=[row])
        assert (finding(run, "MAG").verdict, finding(run, "MAG").licence) == (
            Verdict.BELOW,
            licence,
        )
        assert run.report.exit_status() == status


def test_technology_can_be_assumed_and_the_report_says_so(tmp_path):
    row = {
        "Part Number": "MAG",
        "Substance": "Dy",
        "wt%": 1,
        "Country of Origin": "AU",
        "Disclosure": "full",
    }
    run = assessed(
        tmp_path,
        assume=Assumptions(technology_no=True),
        BOM=[magnet(**{"Chinese Technology": None})],
        Content=[row],
    )
    assert finding(run, "MAG").licence is Licence.NOT_REQUIRED
    assert run.report.assumptions == (("technology", "no"),)


def test_the_share_falls_as_value_is_added_and_each_level_is_tested(tmp_path):
    # A car of 40000 USD with one motor of 800 USD that holds 60 g of Chinese Dy at 263 USD/kg: 15.78 USD.
    bom = [
        {
            "Level": 0,
            "Part Number": "CAR",
            "Unit Price": 40000,
            "Currency": "USD",
            "Country of Origin": "JP",
        },
        {
            "Level": 1,
            "Part Number": "MOTOR",
            "Quantity": 1,
            "Unit": "each",
            "Unit Price": 800,
            "Currency": "USD",
            "Country of Origin": "JP",
        },
        magnet("MAG", 2, **{"Unit Price": 90, "Unit Mass": 1500}),
    ]
    for price, verdict in ((263, Verdict.BELOW), (976, Verdict.CROSSES)):
        run = assessed(
            tmp_path,
            BOM=bom,
            Content=[dysprosium(**{"wt%": 4})],
            Prices=[{"Substance": "Dy", "Form": "metal", "Price": price, "Currency": "USD"}],
        )
        assert finding(run, "MAG").verdict is Verdict.CROSSES
        assert node(run, "MOTOR").verdict is Verdict.CROSSES
        assert node(run, "CAR").verdict is verdict
        assert node(run, "CAR").value.share.low == Fraction(price * 6, 100 * 40000)


def test_the_product_reading_answers_for_the_product(tmp_path):
    bom = [
        {
            "Level": 0,
            "Part Number": "CAR",
            "Unit Price": 40000,
            "Currency": "USD",
            "Country of Origin": "JP",
        },
        magnet("MAG", 1, **{"Unit Price": 90}),
    ]
    for reading, status in ((Reading.MATERIALS, 1), (Reading.PRODUCT, 0)):
        run = assessed(
            tmp_path, reading=reading, BOM=bom, Content=[dysprosium(Value=15, Currency="USD")]
        )
        assert run.report.exit_status() == status


def test_a_motor_that_is_not_broken_down_leaves_the_run_open(tmp_path):
    rows = [{"Level": 0, "Part Number": "DRONE", "Unit Price": 100, "Currency": "USD"}]
    motor = {
        "Level": 1,
        "Part Number": "M1",
        "Description": "BLDC motor 2212",
        "Quantity": 4,
        "Unit": "each",
    }
    run = assessed(tmp_path, BOM=[*rows, motor])
    assert [suspect.item.number for suspect in run.report.suspects] == ["M1"]
    assert run.report.exit_status() == 3
    # A motor is rightly "other": its class says nothing of the magnets in it.
    assert (
        assessed(tmp_path, BOM=[*rows, {**motor, "Item Class": "other"}]).report.exit_status() == 3
    )
    settled = [{"Part Number": "M1", "Substance": "none", "Disclosure": "full"}]
    assert assessed(tmp_path, BOM=[*rows, motor], Content=settled).report.exit_status() == 0


def test_fail_on_says_which_answers_make_a_script_fail(tmp_path):
    open_run = assessed(tmp_path, BOM=[magnet()]).report
    crossing = assessed(
        tmp_path, BOM=[magnet()], Content=[dysprosium(Value=1, Currency="USD")]
    ).report
    assert [
        open_run.exit_status(one) for one in (FailOn.UNDETERMINED, FailOn.CROSSES, FailOn.NEVER)
    ] == [3, 0, 0]
    assert [
        crossing.exit_status(one) for one in (FailOn.UNDETERMINED, FailOn.CROSSES, FailOn.NEVER)
    ] == [1, 1, 0]


def test_an_expired_certificate_is_no_knowledge(tmp_path):
    row = {
        "Part Number": "MAG",
        "Substance": "Dy",
        "wt%": 1,
        "Country of Origin": "AU",
        "Disclosure": "full",
        "Valid Until": "2026-01-31",
    }
    run = assessed(tmp_path, BOM=[magnet()], Content=[row])
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "evidence-expired" in codes(run)
    assert any("2026-01-31" in problem.message for problem in run.report.problems)


def test_a_percent_format_shows_what_a_person_reads(tmp_path):
    path = write_workbook(
        tmp_path / "percent.xlsx",
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": 0.04})],
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}],
    )
    book = load_workbook(path)
    for row in book["Content"].iter_rows(min_row=2):
        for cell in row:
            if cell.value == 0.04:
                cell.number_format = "0.0%"
    book.save(path)
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    assert finding(run, "MAG").value.numerator.low == Fraction(12, 10)


def test_a_component_of_steel_adds_nothing_and_an_unknown_one_may_add_its_price(tmp_path):
    bom = [
        {"Level": 0, "Part Number": "ROTOR", "Unit Price": 10, "Currency": "USD"},
        {
            "Level": 1,
            "Part Number": "CORE",
            "Quantity": 1,
            "Unit": "each",
            "Material": "Steel S235",
            "Unit Price": 3,
            "Currency": "USD",
        },
    ]
    assert node(assessed(tmp_path, BOM=bom), "ROTOR").value.numerator.high == 0
    bom[1]["Material"] = "Zorbonite"
    assert node(assessed(tmp_path, BOM=bom), "ROTOR").value.numerator.high == 3


def test_facts_that_contradict_the_components_are_named_and_both_are_held(tmp_path):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Quantity": 1,
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    run = assessed(tmp_path, BOM=[magnet(), dy], Content=[dysprosium(Value=0.1, Currency="USD")])
    value = finding(run, "MAG").value.numerator
    # What is in the parts is more than all that is declared, and the parts leave the rest of the magnet open.
    assert (value.low, value.high) == (Fraction(1, 10), 10)
    assert "content-contradicts-components" in codes(run)


def test_a_chinese_alloy_with_foreign_dysprosium_counts_whole_and_foreign_alloy_with_chinese_dysprosium_counts_that(
    tmp_path,
):
    for alloy, metal, counted in (
        ("CN", "AU", 5),
        ("AU", "CN", 2),
        ("CN", "CN", 5),
        ("AU", "AU", 0),
    ):
        bom = [
            magnet(),
            {
                "Level": 1,
                "Part Number": "DYFE",
                "Quantity": 1,
                "Unit": "each",
                "Item Class": "listed material",
                "Material": "DyFe",
                "Unit Price": 5,
                "Currency": "USD",
                "Country of Origin": alloy,
            },
            {
                "Level": 2,
                "Part Number": "DY",
                "Quantity": 1,
                "Unit": "each",
                "Item Class": "listed material",
                "Material": "Dy metal",
                "Unit Price": 2,
                "Currency": "USD",
                "Country of Origin": metal,
            },
        ]
        assert finding(assessed(tmp_path, BOM=bom), "MAG").value.numerator.low == counted, (
            alloy,
            metal,
        )


def test_whether_an_oxide_target_is_on_the_list_is_open(tmp_path):
    row = {
        "Part Number": "TGT",
        "Substance": "Y2O3",
        "wt%": 13.7,
        "Country of Origin": "CN",
        "Disclosure": "full",
    }
    run = assessed(
        tmp_path, BOM=[magnet("TGT", **{"Item Class": "target", "Material": "8YSZ"})], Content=[row]
    )
    assert (finding(run, "TGT").subject, finding(run, "TGT").verdict) == (
        Subject.MAYBE,
        Verdict.BELOW,
    )


def test_the_product_reading_never_clears_what_a_list_without_products_catches(tmp_path):
    """A control list and a rule on articles know no products: their items decide under either reading."""
    rows = [
        {
            "Level": 0,
            "Part Number": "P",
            "Quantity": 1,
            "Unit": "each",
            "Item Class": "assembly",
            "Unit Price": 9000,
            "Currency": "USD",
            "Country of Origin": "DE",
        },
        magnet("MAG", 1, **{"Country of Origin": "CN"}),
    ]
    for rule in ("cn-mofcom-2025-18", "us-dfars-252.225-7052"):
        for reading in Reading:
            found = assessed(
                tmp_path,
                BOM=rows,
                Content=[dysprosium(**{"wt%": 1})],
                rules=(rule,),
                reading=reading,
            )
            assert found.report.exit_status() == 1, (rule, reading)
            assert found.report.nodes == ()
