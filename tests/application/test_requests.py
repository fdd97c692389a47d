"""What words of a request become: the options of the engine."""

from __future__ import annotations

from calculator.application.requests import options_for, with_profile
from tests.workbooks import ON


def test_options_with_a_profile_put_in_later_are_those_that_were_made_with_it(tmp_path):
    profile = tmp_path / "acme.toml"
    profile.write_text('[columns]\n"code" = "part number"\n')
    words = {"sheet": "List", "quantity": "cumulative", "currency": "EUR", "limits": {"cells": 9}}
    made = options_for(on=ON, samples=5, **words)
    assert with_profile(made, profile, **words) == options_for(
        on=ON, samples=5, profile=profile, **words
    )
