"""Many words as one pattern: what is compiled word by word says what all of them together say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.recognition import vocabulary as lists
from calculator.recognition.plain_text import folded_text
from calculator.recognition.vocabulary import vocabulary
from calculator.recognition.word_pattern import WordPattern, kind_of, pattern_of

WORDS = {
    "not": ["motor mount", "c-clip", "3d print", "n"],
    "holds": ["*motor", "*e-motor", "motor", "电机", "mag*net", "*drive unit"],
    "magnet": ["magnet", "mag", "magnetic ring", "磁铁", "磁"],
}
PIECES = st.sampled_from(
    [
        *"abn-_. 3磁铁电机Ａ\uf900",
        "motor",
        "mount",
        "servo",
        "e-motor",
        "magnet",
        "mag",
        "drive",
        "unit",
        "s",
        "c-clip",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def spans(matches) -> list[tuple[str, tuple[int, int]]]:
    return [(kind_of(match), match.span()) for match in matches]


def assert_same(words: WordPattern, text: str) -> None:
    whole = words.whole
    for start, end in ((0, len(text)), (2, max(2, len(text) - 1))):
        assert spans(words.finditer(text, start, end)) == spans(whole.finditer(text, start, end))
    for one, other in (
        (words.match(text, 1), whole.match(text, 1)),
        (words.fullmatch(text), whole.fullmatch(text)),
        (words.search(text), whole.search(text)),
    ):
        assert spans([one] if one else []) == spans([other] if other else [])
    assert words.sub("|", text) == whole.sub("|", text)


@given(text=TEXTS, is_exact=st.booleans())
def test_word_by_word_says_what_all_words_say(text, is_exact):
    assert_same(pattern_of(WORDS, is_exact=is_exact), text)


@pytest.fixture(scope="module", params=["deciding_words", "zero_words", "family_words"])
def ours(request) -> WordPattern:
    return getattr(lists, request.param)()


def test_every_word_of_ours_is_found_word_by_word(ours):
    every = [word for words in vocabulary().words.values() for word in words]
    for word in every[::7]:
        fresh = WordPattern(ours._words)
        text = folded_text(f"servo{word}s, {word.replace(' ', '-')} x {word}0")
        fresh.__dict__["whole"] = ours.whole
        assert_same(fresh, text)


def test_after_much_text_one_expression_reads_the_rest():
    words = pattern_of(WORDS)
    assert "whole" not in words.__dict__
    words.search("x " * 30_000)
    assert isinstance(words.__dict__["whole"], re.Pattern)
