"""Every fact in which two revisions differ is named with both cells, whether or not anything changed side."""

from __future__ import annotations

import pytest

from calculator.comparison.differences import differences_below
from calculator.comparison.revisions import FactChange, changed_facts, compare
from tests.workbooks import assessed, dysprosium, magnet

TOP = {"Level": 0, "Part Number": "TOP", "Quantity": 1, "Unit": "each", "Item Class": "assembly"}
SCREW = {
    "Level": 1,
    "Part Number": "SCREW",
    "Description": "Screw",
    "Material": "steel",
    "Quantity": 4,
    "Unit": "each",
}
PRICES = [
    {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Date": "2026-10-01"}
]


def bill(folder, name, *, screw=None, mag=None, content=None, prices=None, more=()):
    (folder / name).mkdir()
    return assessed(
        folder / name,
        BOM=[TOP, magnet("MAG", 1, **(mag or {})), {**SCREW, **(screw or {})}, *more],
        Content=[dysprosium("MAG", **(content or {}))],
        Prices=[{**PRICES[0], **(prices or {})}],
    )


def facts(folder, **changes) -> tuple[FactChange, ...]:
    old, new = bill(folder, "old"), bill(folder, "new", **changes)
    return changed_facts(old, new, compare(old, new))


def test_equal_bills_differ_in_nothing(tmp_path):
    assert facts(tmp_path) == ()


@pytest.mark.parametrize(
    ("changes", "what", "before", "after"),
    [
        ({"screw": {"Unit Price": 0.2, "Currency": "USD"}}, "price of SCREW", "unknown", "0.2 USD"),
        ({"screw": {"Quantity": 6}}, "what is in TOP", "4 SCREW", "6 SCREW"),
        ({"screw": {"Country of Origin": "CN"}}, "country of origin of SCREW", "unknown", "CN"),
        ({"screw": {"Material": "brass"}}, "class or material of SCREW", "steel", "brass"),
        ({"mag": {"Chinese Technology": "yes"}}, "Chinese technology of MAG", "", "yes"),
        ({"content": {"wt%": 2}}, "content of MAG", "", "2 wt%"),
        ({"screw": {"Supplier": "Alpha"}}, "supplier of SCREW", "not stated", "Alpha"),
        ({"screw": {"Revision": "B"}}, "revision of SCREW", "not stated", "B"),
        ({"screw": {"Description": "Bolt"}}, "description of SCREW", "Screw", "Bolt"),
        ({"mag": {"Mined In": "AU"}}, "stages of MAG", "mined not stated", "mined AU"),
        ({"screw": {"Holds Magnet": "no"}}, "holds a magnet of SCREW", "unknown", "no"),
        ({"screw": {"Components": "complete"}}, "components of SCREW", "not stated", "complete"),
        ({"prices": {"Price": 310}}, "price of Dy metal", "300 USD", "310 USD"),
    ],
)
def test_each_kind_of_fact_is_named_with_both_values_and_both_cells(
    tmp_path, changes, what, before, after
):
    (fact,) = (one for one in facts(tmp_path, **changes) if one.what == what)
    assert before in fact.before
    assert after in fact.after
    assert fact.cells_after
    assert all(cell.row for cell in (*fact.cells_before, *fact.cells_after))


def test_a_part_that_came_or_went_is_named(tmp_path):
    nut = {**SCREW, "Part Number": "NUT", "Description": "Nut M3"}
    named = {one.what: one for one in facts(tmp_path, more=(nut,))}
    assert named["part NUT"].before == "not there"
    assert named["part NUT"].after == "Nut M3"
    assert "no NUT" in named["what is in TOP"].before


def test_what_turned_an_item_names_it_and_a_screw_names_none(tmp_path):
    named = {
        one.what: one.turned
        for one in facts(tmp_path, content={"Country of Origin": "AU"}, screw={"Quantity": 6})
    }
    assert "MAG" in named["content of MAG"]
    assert "MAG" not in named["what is in TOP"]


def test_a_fact_with_a_cell_of_its_own_is_cited_by_it(tmp_path):
    (fact,) = facts(tmp_path, mag={"Chinese Technology": "yes"})
    heads = [*TOP, *magnet("MAG", 1), *SCREW]
    column = list(dict.fromkeys((*heads, "Chinese Technology"))).index("Chinese Technology")
    assert [cell.column for cell in fact.cells_after] == [column + 1]


def test_words_on_which_no_verdict_hangs_are_no_cause_of_one(tmp_path):
    old = bill(tmp_path, "old")
    new = bill(tmp_path, "new", mag={"Supplier": "Alpha"}, content={"wt%": 2})
    causes = {cause.what for cause in differences_below("TOP", old.scenarios, new.scenarios)}
    assert causes == {"content of MAG"}
    assert "supplier of MAG" in {fact.what for fact in changed_facts(old, new, ())}


def test_a_row_that_is_stated_once_more_is_told_and_another_order_is_not(tmp_path):
    row, other = dysprosium("MAG"), dysprosium("MAG", Substance="Tb")

    def named(name: str, *rows) -> object:
        (tmp_path / name).mkdir()
        return assessed(tmp_path / name, BOM=[TOP, magnet("MAG", 1)], Content=list(rows))

    once, turned, twice = (
        named("a", row, other),
        named("b", other, row),
        named("c", row, other, row),
    )
    assert changed_facts(once, turned, ()) == ()
    (fact,) = changed_facts(once, twice, ())
    assert (fact.before, len(fact.cells_before)) == ("nothing more", 0)
    assert [cell.row for cell in fact.cells_after] == [4]
