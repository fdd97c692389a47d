"""Our JSON is that of the standard library with an indent of two, text for text."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from calculator.reports.json_text import written_json

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(record=st.dictionaries(st.text(max_size=4), VALUES, max_size=4))
def test_the_bytes_are_those_of_the_standard_library(record):
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    assert written_json(record, lambda said: said) == text.encode("utf-8", "surrogatepass")


def test_a_long_list_may_be_made_while_it_is_written():
    numbers = range(20_000)
    assert written_json({"all": iter(numbers)}) == written_json({"all": [*numbers]})


def test_each_text_is_said_as_it_is_to_be_said():
    assert json.loads(written_json({"a": ["x", {"b": "y"}]}, str.upper)) == {"a": ["X", {"b": "Y"}]}
