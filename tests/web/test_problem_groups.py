"""A column with a hundred faults of one kind is one line of the page."""

from __future__ import annotations

from calculator.model.problem import Problem, Severity, error, note, warning
from calculator.model.source import Source
from calculator.web.views.problem_groups import column_of, problem_groups


def test_problems_of_one_code_in_one_column_are_one_group() -> None:
    problems = [
        *(note("decimal-comma", "x", Source("a.csv", "", row, 5)) for row in range(2, 4)),
        *(warning("zero-price", "y", Source("a.xlsx", "BOM", row, 6)) for row in range(2, 90)),
        warning("zero-price", "y", Source("a.xlsx", "BOM", 2, 7)),
        error("no-bill", "z"),
    ]
    groups = problem_groups(problems)
    assert [(group.code, group.place, group.count, group.left) for group in groups] == [
        ("no-bill", "", 1, 0),
        ("zero-price", "a.xlsx, BOM, column F", 88, 38),
        ("zero-price", "a.xlsx, BOM, column G", 1, 0),
        ("decimal-comma", "a.csv, column E", 2, 0),
    ]
    assert sum(group.count for group in groups) == len(problems)


def test_elements_of_one_xml_file_are_one_place() -> None:
    assert column_of(Source("m.xml", "/Main/Product[2]", 42)) == "m.xml"
    assert column_of(Source("--assume", "technology=no")) == "--assume, technology=no"


def test_errors_come_first() -> None:
    made = (note("decimal-comma", "x"), error("no-bill", "y"))
    assert [group.severity for group in problem_groups(made)] == [Severity.ERROR, Severity.NOTE]
    assert all(isinstance(one, Problem) for group in problem_groups(made) for one in group.problems)
