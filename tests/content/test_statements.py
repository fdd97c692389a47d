"""Statements on one thing: what is left where they can be true together, else all that they say, whatever their order."""

from __future__ import annotations

import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.assessment import Options, assess
from calculator.findings.verdict import Subject, Verdict
from tests.content.composition import row
from tests.draws import draws
from tests.workbooks import LAW, ON, assessed, codes, finding, magnet, write_workbook

FULL = {"Disclosure": "full"}
BASE = row("Nd", **{"wt%": 30})
DY = {"Form": "metal", "Country of Origin": "CN"}


def dy(share: float, **more: object) -> dict[str, object]:
    return row("Dy", **{"wt%": share, **DY, **more})


def of_files(folder, *statements):
    """The finding on one magnet of which each file says something, and the codes of the problems."""
    bom = write_workbook(folder / "bom.xlsx", BOM=[magnet()])
    facts = tuple(
        write_workbook(folder / f"facts-{index}.xlsx", Content=rows)
        for index, rows in enumerate(statements)
    )
    run = assess((bom,), facts, Options(on=ON, rules=(LAW,)))
    return finding(run, "MAG"), codes(run)


NEODYMIUM_ALONE = [row("Nd", **{"wt%": 30, **FULL})]
WITH_DYSPROSIUM = [BASE, dy(4, **FULL)]
WITH_A_TRACE = [BASE, dy(0.0001, Value=0.0001, Currency="USD", **FULL)]
PARTLY = [dy(4)]
NONE = [row("none", **FULL)]


@pytest.mark.parametrize("statements", [*permutations([NEODYMIUM_ALONE, WITH_DYSPROSIUM])])
def test_neither_of_two_contradicting_lists_decides_what_is_on_the_list(tmp_path, statements):
    found, told = of_files(tmp_path, *statements)
    assert found.subject is not Subject.NO
    assert found.verdict is Verdict.UNDETERMINED
    assert "content-contradicts-content" in told


@pytest.mark.parametrize("closed", [NEODYMIUM_ALONE, NONE, WITH_A_TRACE])
@pytest.mark.parametrize("named", [WITH_DYSPROSIUM, PARTLY])
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_said_to_be_all_never_clears_what_another_file_names(
    tmp_path, closed, named, turned
):
    found, _ = of_files(tmp_path, *((named, closed) if turned else (closed, named)))
    assert found.verdict in (Verdict.UNDETERMINED, Verdict.CROSSES)


@draws(12)
@given(
    st.lists(
        st.sampled_from([NEODYMIUM_ALONE, WITH_DYSPROSIUM, WITH_A_TRACE, PARTLY, NONE]),
        min_size=2,
        max_size=3,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_statements_says_nothing(statements, rng):
    turned = statements[:]
    rng.shuffle(turned)
    answers = []
    for order in (statements, turned):
        with tempfile.TemporaryDirectory() as folder:
            found, told = of_files(Path(folder), *order)
        is_told = "content-contradicts-content" in told
        answers.append((found.verdict, found.subject, found.value.numerator, is_told))
    assert answers[0] == answers[1], (statements, turned)


def test_two_amounts_of_one_substance_in_two_files_are_both_held(tmp_path):
    one, other = (
        [BASE, dy(share, Value=value, Currency="USD", **FULL)]
        for share, value in ((1, 0.5), (3, 1.5))
    )
    found, told = of_files(tmp_path, one, other)
    assert (float(found.value.numerator.low), float(found.value.numerator.high)) == (0.5, 1.5)
    assert "content-contradicts-content" in told


def test_ranges_that_overlap_are_intersected(tmp_path):
    wide = [BASE, row("Dy", **{"Min wt%": 1, "Max wt%": 4, **DY, **FULL})]
    narrow = [BASE, row("Dy", **{"Min wt%": 3, "Max wt%": 6, **DY, **FULL})]
    found, told = of_files(tmp_path, wide, narrow)
    assert [float(end * 1000) for end in found.mass.listed] == [3, 4]
    assert "content-contradicts-content" not in told


# --------------------------------------------------------------------------- rows of one declaration


def listed_grams(folder, *rows: dict[str, object]) -> list[float]:
    """Grams of counted rare earth in a magnet of 100 g with such rows."""
    run = assessed(folder, BOM=[magnet()], Content=[row("Nd", **{"wt%": 20, **FULL}), *rows])
    return [round(float(end * 1000), 9) for end in finding(run, "MAG").mass.listed]


def test_rows_of_one_substance_add_up(tmp_path):
    assert listed_grams(tmp_path, dy(1), dy(2)) == [3, 3]


def test_rows_that_are_equal_in_every_cell_count_once_or_twice(tmp_path):
    assert listed_grams(tmp_path, dy(1), dy(1)) == [1, 2]
    run = assessed(tmp_path, BOM=[magnet()], Content=[dy(1), dy(1)])
    assert "content-repeated" in codes(run)


def test_two_certificates_on_one_substance_are_two_statements_on_it(tmp_path):
    assert listed_grams(tmp_path, dy(1, Reference="C-1"), dy(2, Reference="C-2")) == [1, 2]
    assert listed_grams(tmp_path, dy(1, Reference="C-1"), dy(1, Reference="C-2")) == [1, 1]


def test_a_certificate_that_has_expired_opens_nothing_that_a_valid_one_says(tmp_path):
    old = dy(1, Reference="C-1", **{"Valid Until": "2020-01-01"})
    assert listed_grams(tmp_path, old, dy(2, Reference="C-2")) == [2, 2]


def test_a_silent_origin_is_filled_by_the_certificate_that_states_it(tmp_path):
    silent = dy(1, Reference="C-1", **{"Country of Origin": None})
    assert listed_grams(tmp_path, silent, dy(1, Reference="C-2")) == [1, 1]


def test_a_copy_of_a_file_says_nothing_more(tmp_path):
    bom = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet()])
    facts = write_workbook(tmp_path / "facts.xlsx", Content=WITH_DYSPROSIUM)
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(facts.read_bytes())
    run = assess((bom,), (facts, copy), Options(on=ON, rules=(LAW,)))
    found = finding(run, "MAG")
    assert found.mass.listed.is_exact
    assert "content-repeated" not in codes(run)
