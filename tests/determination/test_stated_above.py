"""More of an element declared of an assembly than its magnets may hold: one of them holds more, or another part does."""

from __future__ import annotations

import pytest

from calculator.findings.verdict import Licence
from tests.workbooks import assessed, dysprosium, finding, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
TOP = {
    "Level": 0,
    "Part Number": "PROD",
    "Description": "Loudspeaker",
    "Quantity": 1,
    "Unit": "each",
    "Item Class": "assembly",
    "Unit Mass": 500,
    "Mass Unit": "g",
    "Unit Price": 60,
    "Currency": "USD",
}


def licence(tmp_path, *content, magnets=2, **more):
    run = assessed(
        tmp_path,
        BOM=[TOP, magnet(level=1, Quantity=magnets, **more)],
        Content=[dysprosium(**{"wt%": 0.01}), *content],
        Prices=PRICES,
    )
    return finding(run, "MAG").licence


@pytest.mark.parametrize(
    ("amount", "answer"),
    [
        ({"Mass": 5, "Mass Unit": "g"}, Licence.UNDETERMINED),
        ({"wt%": 1}, Licence.UNDETERMINED),
        ({"Mass": 21, "Mass Unit": "mg"}, Licence.UNDETERMINED),
        ({"Mass": 5, "Mass Unit": "g", "wt%": 0.001}, Licence.UNDETERMINED),
        ({"Mass": 20, "Mass Unit": "mg"}, Licence.NOT_REQUIRED),
        ({"Max wt%": 1}, Licence.NOT_REQUIRED),
        ({"wt%": 0.004}, Licence.NOT_REQUIRED),
    ],
)
def test_what_is_declared_of_the_product_has_to_be_in_its_magnets(tmp_path, amount, answer):
    row = {"Part Number": "PROD", "Substance": "Dy", "Country of Origin": "CN", **amount}
    assert licence(tmp_path, row) is answer


def test_an_element_that_no_magnet_names_has_to_be_somewhere(tmp_path):
    row = {"Part Number": "PROD", "Substance": "Tb", "Mass": 1, "Mass Unit": "g"}
    assert licence(tmp_path, row) is Licence.UNDETERMINED


def test_a_row_that_has_ended_says_nothing_of_the_magnets(tmp_path):
    row = {"Part Number": "PROD", "Substance": "Dy", "Mass": 5, "Mass Unit": "g"}
    assert licence(tmp_path, row | {"Valid Until": "2025-01-01"}) is Licence.NOT_REQUIRED


def test_more_magnets_may_hold_more(tmp_path):
    row = {"Part Number": "PROD", "Substance": "Dy", "Mass": 30, "Mass Unit": "mg"}
    assert licence(tmp_path, row, magnets=3) is Licence.NOT_REQUIRED
    assert licence(tmp_path, row, magnets=2) is Licence.UNDETERMINED


def test_a_magnet_of_which_nothing_is_said_is_open_by_itself(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[TOP, magnet(level=1), magnet("MAG-2", 1)],
        Content=[
            dysprosium(**{"wt%": 0.01}),
            {"Part Number": "PROD", "Substance": "Dy", "Mass": 5, "Mass Unit": "g"},
        ],
        Prices=PRICES,
    )
    assert finding(run, "MAG").licence is Licence.NOT_REQUIRED
    assert finding(run, "MAG-2").licence is Licence.UNDETERMINED
