"""Items that a rule names by words: sure where the material is the word, perhaps where it is among others."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.determination.named_items import may_be_named, named_fit
from calculator.findings.verdict import Subject
from calculator.model.item import Item
from calculator.rules import load_rules
from tests.workbooks import Row, assessed

RULES = load_rules()[0]
LIST = RULES["cn-mofcom-2025-10"]
DFARS = RULES["us-dfars-252.225-7052"]


def fits(rule_id: str, **words: str) -> dict[str, str]:
    rule = RULES[rule_id]
    item = Item(number="X", **words)  # type: ignore[arg-type]
    found = {entry.id: named_fit(entry, item) for entry in rule.subjects if entry.words}
    assert may_be_named(rule, item) is any(fit is not Subject.NO for fit in found.values())
    return {entry: fit.value for entry, fit in found.items() if fit is not Subject.NO}


def test_a_material_that_is_the_word_is_on_the_list_unless_the_list_asks_for_more() -> None:
    assert fits("cn-mofcom-2025-10", material="Ammonium Paratungstate") == {"apt": "yes"}
    assert fits("cn-mofcom-2025-10", material="molybdenum powder") == {"mo": "maybe"}


def test_a_word_among_others_may_be_meant() -> None:
    assert fits("cn-mofcom-2025-10", description="Box of tungsten oxide") == {
        "wo3": "maybe",
        "tungsten": "maybe",
    }


@pytest.mark.parametrize("description", ["SW-12 bracket", "Water pump", "Take-up reel", "W"])
def test_a_symbol_is_a_word_of_the_material_alone(description: str) -> None:
    assert fits("us-dfars-252.225-7052", description=description) == {}


def test_a_symbol_as_material_is_the_metal() -> None:
    assert fits("us-dfars-252.225-7052", material="Ta") == {"tantalum": "yes"}
    assert fits("us-dfars-252.225-7052", material="W") == {"tungsten-heavy-alloy": "maybe"}


@pytest.mark.parametrize("material", ["钨", "タングステン", "Wolfram", "텅스텐"])
def test_words_of_other_languages_are_known(material: str) -> None:
    assert "tungsten" in fits("cn-mofcom-2025-10", material=material)


MAGNET: Row = {
    "Part Number": "M",
    "Item Class": "magnet",
    "Material": "NdFeB",
    "Quantity": 1,
    "Unit": "each",
    "Country of Origin": "JP",
}
CONTENT: list[Row] = [
    {
        "Part Number": "M",
        "Substance": "NdFeB",
        "Form": "alloy",
        "wt%": 100,
        "Country of Origin": "JP",
        "Disclosure": "full",
    }
]
PART: Row = {"Part Number": "C", "Description": "Counterweight", "Quantity": 1, "Unit": "each"}


def doubts(folder: Path, part: Row, rule: str = DFARS.id, content: Row | None = None) -> int:
    rows = [*CONTENT, *([content] if content else [])]
    made = assessed(folder, rules=(rule,), BOM=[MAGNET, part], Content=rows)
    return len(made.report.doubts_of_input)


def test_a_part_without_a_material_is_asked_about(tmp_path: Path) -> None:
    assert doubts(tmp_path, PART) == 1


def test_a_material_settles_it(tmp_path: Path) -> None:
    assert doubts(tmp_path, {**PART, "Material": "steel"}) == 0


def test_a_full_material_disclosure_settles_it(tmp_path: Path) -> None:
    steel = {"Part Number": "C", "Substance": "Fe", "wt%": 100, "Disclosure": "all"}
    assert doubts(tmp_path, PART, content=steel) == 0
    partial = {**steel, "Disclosure": "full"}
    assert doubts(tmp_path, PART, content=partial) == 1


def test_a_list_of_words_alone_is_never_cleared(tmp_path: Path) -> None:
    assert doubts(tmp_path, {**PART, "Material": "steel"}, rule=LIST.id) == 1


# --------------------------------------------------------------------------- heard beside the lines

HEARD = {
    "a remark": {"Remarks": "contrepoids en tungstène"},
    "a remark in Chinese": {"备注": "钨合金配重"},
    "a category that was not read": {"Where it goes": "Gegengewicht aus Wolfram"},
}
SETTLED = {
    "a negation": {"Remarks": "contains no tungsten"},
    "a maker": {"Supplier name": "Tungsten Parts Ltd"},
    "its own line": {"Remarks": "tungsten, as drawn", "Material": "tungsten"},
}
STEEL = {
    "Part Number": "X-9",
    "Description": "Counterweight block",
    "Quantity": 1,
    "Material": "steel",
    "Unit Mass": 10,
    "Mass Unit": "g",
}


def heard_words(folder, rows, **sheets):
    """The suspects that were heard under DFARS."""
    made = assessed(folder, rules=("us-dfars-252.225-7052",), BOM=rows, **sheets)
    return [one.item.description for one in made.report.suspects if not one.item.number]


@pytest.mark.parametrize("place", HEARD)
def test_a_material_of_the_rule_is_heard_beside_the_lines(tmp_path, place):
    assert heard_words(tmp_path, [STEEL | HEARD[place]])


@pytest.mark.parametrize("place", SETTLED)
def test_what_settles_a_material_of_the_rule_opens_nothing(tmp_path, place):
    assert not heard_words(tmp_path, [STEEL | SETTLED[place]])


def test_a_material_of_the_rule_is_heard_on_other_sheets_and_under_no_other_rule(tmp_path):
    notes = [{"Notes": "a tantalum sheet comes with it"}]
    assert heard_words(tmp_path, [STEEL], Notes=notes)
    made = assessed(tmp_path, BOM=[STEEL], Notes=notes)
    assert made.report.exit_status() == 0


def test_a_glossary_names_no_part(tmp_path):
    glossary = [{"Term": "WHA", "Meaning": "tungsten heavy alloy"}]
    assert not heard_words(tmp_path, [STEEL], Glossary=glossary)
