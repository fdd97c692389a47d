"""Every code of the catalogue is raised by a small input, with every severity that it may have."""

from __future__ import annotations

import pytest

from calculator.model.problem_catalogue import problem_kinds
from tests.problems import of_declarations, of_fact_placing, of_facts, of_files, of_layouts, of_rows
from tests.problems.examples import EXAMPLES

MODULES = (of_declarations, of_fact_placing, of_facts, of_files, of_layouts, of_rows)


@pytest.mark.parametrize("code", problem_kinds())
def test_a_small_input_raises_the_code(code, tmp_path):
    if code not in EXAMPLES:
        pytest.fail(
            f'the code "{code}" has no example: register one in tests/problems/ with @example("{code}")'
        )
    severities = set()
    for at, make in enumerate(EXAMPLES[code]):
        folder = tmp_path / str(at)
        folder.mkdir()
        problems = list(make(folder))
        raised = [problem for problem in problems if problem.code == code]
        assert raised, (code, sorted({problem.code for problem in problems}))
        assert all(problem.message and problem.message.isprintable() for problem in raised)
        severities |= {problem.severity.value for problem in raised}
    assert severities == set(problem_kinds()[code].severities), (
        f'the examples of "{code}" show {sorted(severities)} only'
    )


def test_every_example_is_of_a_code_that_the_catalogue_has():
    assert [code for code in EXAMPLES if code not in problem_kinds()] == []


def test_every_module_of_examples_is_read():
    assert all(module.__name__.startswith("tests.problems.of_") for module in MODULES)
