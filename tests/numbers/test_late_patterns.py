"""A late pattern says what a compiled one says, and is compiled no earlier."""

from __future__ import annotations

import re

import pytest

from calculator.numbers.late_patterns import late_pattern, pieces_of


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


WORDS = ("draft", "to be confirmed", "chin*")


def test_a_pattern_that_needs_a_piece_of_a_text_is_compiled_when_a_text_holds_one() -> None:
    wrong = late_pattern("draft(", needs=["draft"])
    assert wrong.search("final") is wrong.match("") is wrong.fullmatch("final") is None
    assert wrong.findall("final") == [*wrong.finditer("final")] == []
    assert wrong.sub("draft", "final") == "final"
    with pytest.raises(re.error):
        wrong.search("a draft")


def test_a_pattern_that_needs_a_piece_says_what_a_compiled_one_says() -> None:
    choice = r"draft|to[\s-]*be[\s-]*confirmed|chin\w*"
    texts = ("final", "a draft, to-be-confirmed", "chinese", "drafts", "final" * 3)
    late, compiled = late_pattern(choice, needs=pieces_of(WORDS)), re.compile(choice)
    for text in (*texts, *["final"] * 30, *texts):
        for start in (0, 3):
            for ask in ("search", "match", "fullmatch"):
                match, other = (getattr(each, ask)(text, start) for each in (late, compiled))
                assert (match and match.span()) == (other and other.span())
            assert late.findall(text, start) == compiled.findall(text, start)
        assert late.sub("x", text) == compiled.sub("x", text)
