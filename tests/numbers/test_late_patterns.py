"""A late pattern says what a compiled one says, and is compiled no earlier."""

from __future__ import annotations

import re

import pytest

from calculator.numbers.late_patterns import late_pattern


def test_a_late_pattern_says_what_a_compiled_one_says() -> None:
    late, compiled = (
        late_pattern(r"(?P<grade>n)(\d+)", re.IGNORECASE),
        re.compile(r"(?P<grade>n)(\d+)", re.IGNORECASE),
    )
    for text in ("N42", "n52, N35", "", "42"):
        assert late.findall(text) == compiled.findall(text)
        assert late.sub("x", text) == compiled.sub("x", text)
        assert bool(late.fullmatch(text)) == bool(compiled.fullmatch(text))
    assert (late.pattern, late.flags, late.groups, late.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
        compiled.groupindex,
    )
    assert late_pattern(rb"\d").search(b"4")


def test_a_late_pattern_is_compiled_when_it_is_asked() -> None:
    wrong = late_pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
    with pytest.raises(AttributeError):
        late_pattern("a").unheard_of  # noqa: B018  # the asking is the point
