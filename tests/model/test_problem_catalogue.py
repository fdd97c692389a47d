"""The catalogue of problems is read strictly, and what is raised stands in it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from calculator.model.problem import Problem, Severity, error, note, warning
from calculator.model.problem_catalogue import (
    CATALOGUE,
    CatalogueError,
    problem_kinds,
    read_catalogue,
)
from tests.paths import ROOT

ENTRY = '[zero-mass]\nseverities = ["warning"]\nmeaning = "a mass of 0"\nway_out = "fill it in"\n'


def test_a_code_that_the_catalogue_lacks_cannot_be_raised():
    with pytest.raises(CatalogueError, match='"zero-grammar" is not a code'):
        warning("zero-grammar", "nothing")


def test_a_severity_that_the_catalogue_does_not_allow_cannot_be_raised():
    with pytest.raises(CatalogueError, match="allows warning"):
        error("zero-mass", "nothing")


def test_a_code_with_two_severities_can_be_raised_with_each():
    assert problem_kinds()["unknown-substance"].severities == ("error", "warning")
    error("unknown-substance", "x")
    warning("unknown-substance", "x")
    with pytest.raises(CatalogueError):
        note("unknown-substance", "x")


def test_a_problem_made_without_the_helpers_is_held_to_the_catalogue_too():
    with pytest.raises(CatalogueError):
        Problem(severity=Severity.NOTE, code="invented", message="x")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[zero-mass", "is not TOML"),
        (ENTRY.replace("zero-mass", "Zero_Mass"), "is not a code"),
        (ENTRY.replace("way_out", "wayout"), "needs exactly the keys"),
        (ENTRY + 'note = "x"\n', "needs exactly the keys"),
        (ENTRY.replace('["warning"]', '"warning"'), "severities are one or more"),
        (ENTRY.replace('["warning"]', "[]"), "severities are one or more"),
        (ENTRY.replace('["warning"]', '["fatal"]'), "severities are one or more"),
        (ENTRY.replace('["warning"]', '["warning", "error"]'), "in this order"),
        (ENTRY.replace('["warning"]', '["error", "error"]'), "severities are one or more"),
        (ENTRY.replace("a mass of 0", " "), "meaning is not a text of one line"),
        (ENTRY.replace('"fill it in"', "3"), "way_out is not a text of one line"),
        (ENTRY.replace("fill it in", "fill | in"), "way_out is not a text of one line"),
        ('"zero" = 1\n', "needs exactly the keys"),
        (ENTRY + ENTRY.replace("zero-mass", "a-code"), "alphabetical order"),
    ],
)
def test_a_catalogue_that_is_not_well_written_is_refused(text, fault):
    with pytest.raises(CatalogueError, match=fault):
        read_catalogue(text)


def test_every_meaning_and_way_out_is_a_phrase_and_not_a_copy_of_another():
    kinds = list(problem_kinds().values())
    assert len(kinds) > 140
    meanings = [kind.meaning for kind in kinds]
    assert len(set(meanings)) == len(meanings)
    assert [kind.code for kind in kinds if len(kind.meaning.split()) < 3] == []


# --------------------------------------------------------------------------- the code and the catalogue

RAISED_BY = {
    *("error", "warning", "note", "problem", "RefusedError", "_RefusedError"),
    *("_refused", "refused", "_about", "_fault", "fault"),
}
COMPOSED = {
    *("conflicting-description", "conflicting-maker"),
    *("conflicting-material", "conflicting-item-class", "conflicting-mass", "conflicting-price"),
    *("conflicting-country-of-origin", "conflicting-chinese-technology"),
    *("mass-below-components", "price-below-components"),
}
"""Codes whose name is put together, and which stand in the code nowhere whole."""


def sources() -> list[Path]:
    """Every module of the program."""
    return sorted((ROOT / "calculator").rglob("*.py"))


def texts_in(nodes: Iterable[ast.AST]) -> set[str]:
    """The texts among some nodes."""
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_that_the_program_names_is_in_the_catalogue():
    raised = {
        code
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in RAISED_BY
        for code in texts_in(node.args[:1])
        if "-" in code and code.replace("-", "").isalnum() and code == code.casefold()
    }
    assert len(raised) > 90
    for code in sorted(raised - set(problem_kinds())):
        pytest.fail(f'the code "{code}" is raised and not declared in {CATALOGUE}')


def test_every_code_of_the_catalogue_is_one_that_the_program_can_raise():
    written = {
        text
        for path in sources()
        for text in texts_in(ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    for code in sorted(set(problem_kinds()) - written - COMPOSED):
        pytest.fail(f'nothing raises the code "{code}" any more; take it out of {CATALOGUE}')
