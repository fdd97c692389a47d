"""The lists that we keep of other packages are theirs."""

from __future__ import annotations

import importlib.util

import pytest

from calculator.numbers.kept_lists import LISTS, kept_list
from tests.paths import ROOT


def test_the_kept_lists_are_those_of_babel_and_molmass() -> None:
    spec = importlib.util.spec_from_file_location("written", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    written = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(written)
    kept = (ROOT / "calculator" / "reference" / LISTS).read_text("utf-8")
    assert kept == written.lists_of_others(), "run python docs/make_reference.py"


def test_each_caller_has_a_list_of_its_own() -> None:
    kept_list("country_codes").clear()
    assert kept_list("country_codes")["CHN"] == "CN"
    with pytest.raises(KeyError):
        kept_list("unheard of")
