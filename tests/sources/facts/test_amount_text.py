"""The texts in which people write amounts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.numbers.number_text import Decimals
from calculator.sources.facts.amount_text import Of, read_amount_text, unit_named, units_in

PPM = Fraction(1, 10**6)


def bounds(text, decimals=Decimals.UNSETTLED):
    figures = read_amount_text(text, decimals).figures
    return (figures.low, figures.high)


@pytest.mark.parametrize(
    "text",
    [
        "<= 0.1",
        "≤0.1 %",
        "< 0.1",
        "max 0.1",
        "0.1 max.",
        "max. 0.1 wt%",
        "up to 0.1",
        "0.1以下",
        "不超过0.1",
        "höchstens 0,1",
        "0.1 % (max)",
    ],
)
def test_a_limit_is_between_nothing_and_itself(text):
    assert bounds(text) == (0, Fraction(1, 10))


@pytest.mark.parametrize("text", ["> 2", "≥2 %", "min. 2", "at least 2", "2以上", "2 % min"])
def test_a_lower_limit_has_no_upper_end(text):
    assert bounds(text) == (2, None)


@pytest.mark.parametrize(
    "text", ["1.5-3", "1.5 – 3 wt%", "1.5% - 3%", "1.5 to 3", "1.5~3", "1.5 bis 3"]
)
def test_a_range_has_both_ends(text):
    assert bounds(text) == (Fraction(3, 2), 3)


def test_a_tolerance_is_a_range_and_in_per_cent_the_wider_of_two():
    assert bounds("1.5 ± 0.1") == (Fraction(14, 10), Fraction(16, 10))
    assert bounds("30 ± 2 %") == (28, 32)
    assert bounds("200 ± 2 %") == (196, 204)
    assert bounds("0.1 ± 0.5") == (0, Fraction(6, 10))


@pytest.mark.parametrize(
    "text", ["Bal.", "bal", "Balance", "Rest", "余量", "残部", "remainder", "(Bal.)"]
)
def test_the_balance_is_what_the_others_leave(text):
    assert read_amount_text(text).is_balance


@pytest.mark.parametrize("text", ["n.d.", "ND", "not detected", "未检出", "<LOD", "traces"])
def test_what_was_not_found_is_not_none(text):
    found = read_amount_text(text)
    assert found.is_not_detected
    assert found.figures is None


def test_a_limit_of_detection_bounds_what_was_not_found():
    found = read_amount_text("n.d. (< 10 ppm)")
    assert (found.figures.low, found.figures.high, found.unit.scale) == (0, 10, PPM)


@pytest.mark.parametrize(
    ("text", "of", "scale"),
    [
        ("15000 ppm", Of.MASS_SHARE, PPM),
        ("150 mg/kg", Of.MASS_SHARE, PPM),
        ("15 ‰", Of.MASS_SHARE, Fraction(1, 1000)),
        ("1,5 Gew.-%", Of.MASS_SHARE, Fraction(1, 100)),
        ("20 at.%", Of.ATOM_SHARE, Fraction(1, 100)),
        ("150 mg", Of.MASS, PPM),
        ("5 mol%", Of.UNCLEAR, 1),
        ("5 vol.-%", Of.UNCLEAR, 1),
    ],
)
def test_the_unit_of_a_cell_is_read(text, of, scale):
    unit = read_amount_text(text).unit
    assert (unit.of, unit.scale) == (of, scale)


@pytest.mark.parametrize(
    "text", ["some", "NaN", "inf", "typ. 3", "1.5 wt% 3 ppm", "10 mg/pc", "-1", "1" * 100]
)
def test_what_is_no_amount_is_not_made_one(text):
    assert read_amount_text(text) is None


def test_a_comma_is_read_as_the_column_writes_it():
    assert bounds("max 0,125", Decimals.COMMA) == (0, Fraction(1, 8))


@pytest.mark.parametrize(
    ("heading", "symbols"),
    [
        ("wt%", {"%"}),
        ("Dy content (ppm)", {"ppm"}),
        ("Mass % / mg", {"%", "mg"}),
        ("Concentration in mg/kg", {"mg/kg"}),
        ("Weight", set()),
        ("mg/piece", set()),
    ],
)
def test_units_of_a_heading_are_found(heading, symbols):
    assert {unit.symbol for unit in units_in(heading)} == symbols


def test_a_word_that_begins_like_a_unit_is_none():
    assert unit_named("grade") is None
    assert unit_named("ppmx") is None
