"""What a heading says in brackets of the figures below it is understood, or they are unknown and the heading is named."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import Bounds
from calculator.sources.reader import read_files
from tests.sources.layouts import grid
from tests.workbooks import LAW, ON, assessed, codes, dysprosium, finding, magnet, write_workbook

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
EXPORT = (
    "Level",
    "Part Number",
    "Description",
    "Qty per",
    "Unit",
    "Material",
    "Unit Mass (g)",
    "Unit Price",
    "Currency",
    "Country of Origin",
    "Chinese Technology",
)


def exported(tmp_path, column, heading, figure, wt=0.1, **more):
    """The finding on a magnet of 5 g and 1 USD whose figure in one column stands under another heading."""
    row = {
        **dict(
            zip(
                EXPORT,
                (1, "MAG", "NdFeB magnet", 1, "pcs", "NdFeB", 5, 1, "USD", "JP", "no"),
                strict=True,
            )
        ),
        column: figure,
        **more,
    }
    top = {
        "Level": 0,
        "Part Number": "PROD",
        "Description": "Drone",
        "Qty per": 1,
        "Unit": "pcs",
        "Chinese Technology": "no",
        "Country of Origin": "DE",
    }
    heads = {head: heading if head == column else head for head in EXPORT}
    bill = [{new: one.get(old) for old, new in heads.items()} for one in (top, row)]
    path = write_workbook(
        tmp_path / "bom.xlsx", Export=bill, Content=[dysprosium(**{"wt%": wt})], Prices=PRICES
    )
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    return finding(run, "MAG"), run


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("Unit Price (per 1000 pcs)", 1000),
        ("Unit Price (per 100)", 100),
        ("Unit Price (USD per 100)", 100),
        ("Unit Price (USD) (per 100)", 100),
        ("Stückpreis (pro 100)", 100),
        ("Einzelpreis (je 100)", 100),
        ("Prix unitaire (par 100)", 100),
        ("Unit Cost (per thousand)", 1000),
        ("单价(每千件)", 1000),
        ("単価（100個当り）", 100),
        ("Unit Price (USD/1000)", 1000),
        ("Unit Price (net)", 1),
        ("Unit Price (USD, excl. VAT)", 1),
        ("Unit Price (each)", 1),
        ("Unit Price (USD/pcs)", 1),
        ("Unit Price (EXW)", 1),
        ("Unit Price (est., 2026)", 1),
        ("Unit Price (US$)", 1),
    ],
)
def test_the_pieces_that_a_price_is_for_are_divided_out_in_whatever_words_the_heading_says_them(
    tmp_path, heading, figure
):
    found, run = exported(tmp_path, "Unit Price", heading, figure)
    assert found.value.denominator == Bounds.exactly(1)
    assert found.verdict is Verdict.CROSSES
    assert "heading-unclear" not in codes(run)


@pytest.mark.parametrize(
    "heading",
    [
        "Unit Price (1000)",
        "Unit Price (1000 pcs)",
        "Unit Price (x1000)",
        "Unit Price (cents)",
        "Unit Price (USD cents)",
        "Unit Price (pence)",
        "Unit Price (分)",
        "Unit Price (mUSD)",
        "Unit Price US¢",
        "单价（千件）",
        "Unit Price (per pack of 100)",
        "Unit Price (per K)",
        "Unit price (USD/wafer)",
        "Unit Price (thousand)",
    ],
)
def test_a_price_under_a_heading_that_is_not_wholly_understood_is_unknown_and_the_heading_is_named_once(
    tmp_path, heading
):
    found, run = exported(tmp_path, "Unit Price", heading, 1000)
    assert found.value.denominator == Bounds.unknown()
    told = [problem for problem in run.report.problems if problem.code == "heading-unclear"]
    assert len(told) == 1
    assert heading in told[0].message


@pytest.mark.parametrize(
    "heading",
    [
        "Quantity (x1000)",
        "Quantity (thousands)",
        "Quantity (thousand)",
        "Quantity (1000)",
        "数量(千)",
        "Menge (in Tsd.)",
        "Qty per 1000",
        "Quantity (%)",
    ],
)
def test_a_quantity_in_thousands_is_unknown(tmp_path, heading):
    rows = [
        (
            "Level",
            "Part Number",
            "Description",
            heading,
            "Unit",
            "Material",
            "Unit Price",
            "Currency",
            "Country of Origin",
        ),
        (0, "PROD", "Drone", 1, "pcs", None, 900, "USD", "DE"),
        (1, "MAG", "Arc magnet N42SH", 1, "pcs", "NdFeB", 1, "USD", "JP"),
        (2, "DY", "Dysprosium metal", 0.0001, "g", "Dy", 0.4, "USD", "CN"),
        (2, "FE", "iron", 4, "g", "iron", 0.001, "USD", None),
    ]
    run = assess((grid(tmp_path / "bom.xlsx", rows),), (), Options(on=ON, rules=(LAW,)))
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "heading-unclear" in codes(run)


@pytest.mark.parametrize(
    "heading",
    [
        "Quantity (per assembly)",
        "Quantity (pcs)",
        "Menge (KME)",
        "Quantity (pcs/set)",
        "Quantity (req'd)",
        "数量（个）",
        "Quantity (each)",
    ],
)
def test_a_bracket_that_is_harmless_leaves_the_quantity_as_it_is(tmp_path, heading):
    run = assess(
        (
            grid(
                tmp_path / "bom.xlsx", [("Part Number", "Description", heading), ("A", "Shaft", 3)]
            ),
        ),
        (),
        Options(on=ON, rules=(LAW,)),
    )
    assert "heading-unclear" not in codes(run)


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("Unit Mass (kg/1000 pcs)", 5),
        ("Unit Mass (g/100)", 500),
        ("Unit Mass (g per 100)", 500),
        ("Unit weight (kg / 1000)", 5),
        ("Weight per 1000 (kg)", 5),
        ("Unit Mass (g/pc)", 5),
        ("Unit Mass (g, net)", 5),
    ],
)
def test_the_pieces_that_a_mass_is_of_are_divided_out(tmp_path, heading, figure):
    found, _ = exported(tmp_path, "Unit Mass (g)", heading, figure, wt=0.02)
    assert found.value.numerator == Bounds.exactly(Fraction("0.0004"))


def test_a_mass_of_one_piece_is_not_divided_by_the_dozen_in_which_the_item_is_counted(tmp_path):
    found, _ = exported(tmp_path, "Unit Mass (g)", "Unit Mass (g/pc)", 5, Unit="dozen")
    assert found.value.numerator == Bounds.exactly(Fraction("0.002"))


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("Price (USD/g)", 0.4),
        ("Price [USD/t]", 400000),
        ("Price USD/g", 0.4),
        ("Price (per g)", 0.4),
        ("Price (USD per g)", 0.4),
        ("Price (USD/100g)", 40),
        ("Price (USD/100 g)", 40),
        ("Price (USD/kg)", 400),
        ("Price", 400),
    ],
)
def test_the_mass_that_a_listed_price_is_for_is_read_in_the_heading(tmp_path, heading, figure):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 1, "Unit Mass": 5})],
        Content=[dysprosium(**{"wt%": 0.1})],
        Prices=[{"Substance": "Dy", "Form": "metal", heading: figure, "Currency": "USD"}],
    )
    assert finding(run, "MAG").value.numerator == Bounds.exactly(Fraction("0.002"))
    assert finding(run, "MAG").verdict is Verdict.CROSSES


@pytest.mark.parametrize(
    ("heading", "per", "code"),
    [
        ("Price (USD/g)", "kg", "price-basis-unclear"),
        ("Price (USD/pcs)", None, "price-basis-unclear"),
        ("Price (10k USD/t)", None, "heading-unclear"),
        ("Price kUSD/t", None, "heading-unclear"),
        ("Price (EUR/kg)", "kg", "unclear-currency"),
    ],
)
def test_a_listed_price_whose_heading_contradicts_or_cannot_be_read_is_left_out(
    tmp_path, heading, per, code
):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 1, "Unit Mass": 5})],
        Content=[dysprosium(**{"wt%": 0.1})],
        Prices=[{"Substance": "Dy", "Form": "metal", heading: 0.4, "Currency": "USD", "Per": per}],
    )
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert code in codes(run)


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("wt% (ppm)", 1000),
        ("wt% (mg/kg)", 1000),
        ("wt% (g/kg)", 1),
        ("wt% (ppm)", "0.1 %"),
        ("wt%", 0.1),
        ("wt% (w/w)", 0.1),
    ],
)
def test_a_share_in_parts_per_million_is_no_percentage(tmp_path, heading, figure):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 1, "Unit Mass": 5})],
        Content=[dysprosium(**{heading: figure})],
        Prices=PRICES,
    )
    assert finding(run, "MAG").value.numerator == Bounds.exactly(Fraction("0.002"))


def test_a_share_in_atoms_is_unknown(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 1, "Unit Mass": 5})],
        Content=[dysprosium(**{"wt% (at%)": 0.04})],
        Prices=PRICES,
    )
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "amount-column-unclear" in codes(run)


# --------------------------------------------------------------------------- two that say it, and not the same


def test_a_quantity_in_a_unit_of_its_own_leaves_the_price_to_the_column_of_units(tmp_path):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Quantity": "0.0001 kg",
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy",
        "Unit Price": 0.4,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    # The iron that is the rest of the 100 g: without it what is undisclosed may be worth the whole magnet.
    iron = {
        "Level": 1,
        "Part Number": "FE",
        "Quantity": 99.9,
        "Unit": "g",
        "Material": "iron",
        "Unit Price": 0.001,
        "Currency": "USD",
    }
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": 1}), dy, iron])
    assert finding(run, "MAG").value.numerator == Bounds.exactly(Fraction("0.04"))


def test_a_loose_price_of_a_line_is_divided_by_the_quantity_in_the_rows_own_unit(tmp_path):
    rows = [
        ("Part Number", "Description", "Quantity", "Unit", "Price", "Currency"),
        ("DY", "Dysprosium metal", "100 mg", "g", 0.4, "USD"),
    ]
    price = read_files((grid(tmp_path / "bom.xlsx", rows),)).bill.items["DY"].prices[0].bounds
    assert price == Bounds(Fraction(400), Fraction(4000))


def test_a_mass_whose_cell_and_mass_unit_disagree_is_between_both(tmp_path):
    for row in (
        {"Unit Mass": "5 mg", "Mass Unit": "g"},
        {"Unit Mass": None, "Unit Mass (mg)": 5, "Mass Unit": "g"},
    ):
        run = assessed(
            tmp_path,
            BOM=[magnet(**{"Unit Price": 1, **row})],
            Content=[dysprosium(**{"wt%": 0.1})],
            Prices=PRICES,
        )
        assert finding(run, "MAG").value.numerator == Bounds(
            Fraction("0.000002"), Fraction("0.002")
        )
        assert "unit-conflict" in codes(run)


@pytest.mark.parametrize(
    "row",
    [
        {"Quantity": None, "Quantity (kg)": 0.0001, "Unit": "g"},
        {"Quantity": None, "Quantity (g)": 0.0001, "Unit": "pcs"},
    ],
)
def test_a_heading_and_a_column_of_units_that_disagree_leave_quantity_and_price_unknown(
    tmp_path, row
):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Item Class": "listed material",
        "Material": "Dy",
        "Unit Price": 0.4,
        "Currency": "USD",
        "Country of Origin": "CN",
        **row,
    }
    bom = [
        {
            **magnet(**{"Unit Price": 1, "Unit": None}),
            "Quantity": None,
            next(head for head in row if "(" in head): None,
        },
        dy,
    ]
    run = assessed(
        tmp_path,
        BOM=[{head: cell for head, cell in one.items() if head != "Quantity"} for one in bom],
    )
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "unit-conflict" in codes(run)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"Unit Price": None, "Unit Price (CNY)": 7}, "unclear-currency"),
        ({"Unit Price": "7 CNY"}, "unclear-currency"),
        ({"Unit Price": None, "Unit Price (USD/100)": 7, "Price Per": 1}, "price-basis-unclear"),
    ],
)
def test_a_price_of_which_two_places_say_different_things_is_unknown(tmp_path, more, code):
    run = assessed(
        tmp_path, BOM=[{head: cell for head, cell in magnet(**more).items() if cell is not None}]
    )
    assert finding(run, "MAG").value.denominator == Bounds.unknown()
    assert code in codes(run)


@pytest.mark.parametrize(
    ("heading", "currency"),
    [("Unit Price ($)", "CAD"), ("Unit Price (¥)", "CNY"), ("Unit Price (€)", "EUR")],
)
def test_a_sign_that_may_mean_the_currency_of_the_column_is_no_contradiction(
    tmp_path, heading, currency
):
    row = {
        head: cell
        for head, cell in magnet(**{heading: 7, "Currency": currency}).items()
        if head != "Unit Price"
    }
    run = assessed(tmp_path, BOM=[row], currency=currency)
    assert finding(run, "MAG").value.denominator == Bounds.exactly(7)
