"""Worked examples of declarations, in files that a lawyer can read and extend: tests/law/declarations/*.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from calculator.assessment import Options, assess
from calculator.declarations.declare import declaration_of
from calculator.reports.forms.declaration import by_kind, entry_words
from calculator.rules import load_rules
from tests.law.test_examples import SHEETS, rows_of
from tests.workbooks import write_workbook

RULES = load_rules()[0]
EXAMPLES = [
    example
    for file in sorted((Path(__file__).parent / "declarations").glob("*.toml"))
    for example in tomllib.loads(file.read_text("utf-8"))["example"]
]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_declaration(example: dict[str, Any], tmp_path: Path) -> None:
    rule = RULES[example["rule"]]
    assert example["clause"] in {clause.id for clause in rule.clauses}
    path = write_workbook(
        tmp_path / "bom.xlsx",
        **{SHEETS[name]: rows_of(example[name]) for name in SHEETS if name in example},
    )
    options = Options(on=date(2026, 11, 30), rules=(rule,))
    declaration = declaration_of(assess((path,), (), options), rule)
    (product,) = [one for one in declaration.products if one.item.number == example["product"]]
    assert product.owed.value == example["owed"]
    values = {
        number: {value.field.id: value for value in fields}
        for number, fields in (
            (product.item.number, product.fields),
            *((magnet.item.number, magnet.fields) for magnet in product.magnets),
        )
    }
    for number, states in example.get("fields", {}).items():
        for field, state in states.items():
            assert values[number][field].state.value == state, (number, values[number][field])
    for number, said in example.get("says", {}).items():
        for field, words in said.items():
            entries = values[number][field].entries
            assert "; ".join(map(entry_words, entries)) == words
    if "kinds" in example:
        masses = {kind: mass.low for kind, _, mass in by_kind(product)}
        assert masses == {kind: Fraction(mass) for kind, mass in example["kinds"].items()}
    assert [part.item.number for part in product.open_parts] == example.get("open", [])
    assert declaration.is_complete is example["complete"]
    assert all(value.question for _, value in product.open_fields)


def test_every_declaration_has_an_example() -> None:
    declared = {rule.id for rule in RULES.values() if rule.is_declaration}
    assert declared == {example["rule"] for example in EXAMPLES}
