"""The copy of the tables that come with the program says what their texts say, and of any other text nothing."""

from __future__ import annotations

import tomllib

import pytest

from calculator.numbers import toml_tables
from calculator.numbers.toml_tables import TomlError, copy_of
from tests.paths import ROOT

TEXTS = {file: file.read_text("utf-8") for file in sorted((ROOT / "calculator").rglob("*.toml"))}


def test_the_copy_has_the_tables_of_every_text_that_comes_with_the_program(monkeypatch) -> None:
    tables = {file: tomllib.loads(text) for file, text in TEXTS.items()}
    monkeypatch.setattr(tomllib, "loads", lambda _: "not in the copy")
    for file, text in TEXTS.items():
        # The repr, for 1 and True are equal.
        assert repr(toml_tables.toml_tables(text)) == repr(tables[file]), (
            f"{file.name} was changed: run python docs/make_reference.py"
        )


def test_the_copy_has_nothing_else() -> None:
    lines = (ROOT / "calculator" / "numbers" / toml_tables.COPY).read_text("utf-8").splitlines()
    assert len(lines) == len(TEXTS), "run python docs/make_reference.py"


def test_a_changed_text_is_read_anew(monkeypatch) -> None:
    text = 'words = ["a"]'
    copied = dict(line.split(" ", 1) for line in copy_of([text]).splitlines())
    monkeypatch.setattr(toml_tables, "_copied", lambda: copied)
    assert toml_tables.toml_tables(text + "  # as before") == {"words": ["a"]}
    assert toml_tables.toml_tables('words = ["b"]') == {"words": ["b"]}


def test_each_caller_has_tables_of_his_own() -> None:
    text = next(iter(TEXTS.values()))
    first = toml_tables.toml_tables(text)
    first.clear()
    assert toml_tables.toml_tables(text)


def test_a_text_that_is_not_toml_says_where() -> None:
    with pytest.raises(TomlError, match="line 1"):
        toml_tables.toml_tables("words = \nx")


def test_a_time_of_day_has_no_place_in_the_copy() -> None:
    with pytest.raises(TypeError, match="no place"):
        copy_of(["at = 2026-11-30T12:00:00Z"])
