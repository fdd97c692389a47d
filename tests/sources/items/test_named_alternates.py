"""An alternate that one row alone names, and that is no line, may be what is built in."""

from __future__ import annotations

import pytest

from calculator.findings.verdict import Licence
from tests.workbooks import assessed, dysprosium, finding, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
TOP = {"Level": 0, "Part Number": "PROD", "Quantity": 1, "Unit": "each", "Item Class": "assembly"}


def licence(tmp_path, heading, text, *more):
    run = assessed(
        tmp_path,
        BOM=[TOP, magnet(level=1, **{heading: text}), *more],
        Content=[dysprosium(**{"wt%": 0.01}), dysprosium("MAG-2", **{"wt%": 0.01})],
        Prices=PRICES,
    )
    return finding(run, "MAG").licence


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Alternate P/N", "MAG-9"),
        ("Replaced by", "MAG-9 (CN)"),
        ("Ersatz", "N42-30x10"),
        ("替代料", "MAG-9"),
        ("Alternative", "MG0009"),
        ("2nd source", "Kita Magnetics"),
        ("Substitute", "see list"),
        ("代替", "中科三环"),
    ],
)
def test_a_part_that_may_take_the_place_of_a_magnet_opens_it(tmp_path, heading, text):
    assert licence(tmp_path, heading, text) is Licence.UNDETERMINED


@pytest.mark.parametrize("text", ["A1", "Alt-1", "Group 12", "no", "primary", None])
def test_a_group_or_a_mark_names_no_part(tmp_path, text):
    assert licence(tmp_path, "Alternate", text) is Licence.NOT_REQUIRED


def test_an_alternate_that_is_a_line_is_judged_there(tmp_path):
    other = magnet("MAG-2", 1)
    assert licence(tmp_path, "Replaced by", "mag-2", other) is Licence.NOT_REQUIRED


def test_an_alternate_of_a_screw_opens_no_magnet(tmp_path):
    screw = magnet("SCR", 1, **{"Item Class": "other", "Material": "steel", "Alternate": "SCR-99"})
    assert licence(tmp_path, "Alternate", None, screw) is Licence.NOT_REQUIRED


def test_a_name_in_several_rows_is_that_of_a_group(tmp_path):
    other = magnet("MAG-2", 1, Alternate="POOL-77")
    assert licence(tmp_path, "Alternate", "POOL-77", other) is Licence.NOT_REQUIRED
