"""Asked once a shape, or all together, texts get the answer that each gets by itself."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.recognition.classify import hinted_among, recognise, recognise_all
from calculator.recognition.codes import codes_among, may_hold_code
from calculator.recognition.digit_shapes import digits_as_zeros, shapes_of, those_shaped
from calculator.recognition.line_words import OTHER
from calculator.recognition.materials import cased_hint, cased_hint_of_shapes
from calculator.reference.identity_words import is_placeholder, placeholders_among

PIECES = st.sampled_from(
    [
        "N42SH",
        "N",
        "52",
        "33UH",
        "2:17",
        "1:5",
        "SmCo",
        "28",
        "84",
        "8505.11",
        "1C905.a",
        "85",
        "Dy2O3",
        "YXG-30",
        "C8",
        "Y30BH",
        "10M",
        "MQ-3",
        "M3x10",
        "per",
        "100",
        "pcs",
        "Bracket",
        "0",
        "00",
        "OTS",
        "xxx",
        "new",
        "TBD",
        "#div/0!",
        "\x00",
        "1",
        "9",
        "１",
        "٣",
        "Maxon",
        "EC",
        "45",
        "-",
        ".",
        ",",
        ";",
        "magnet",
    ]
)
TEXTS = st.lists(st.lists(PIECES, max_size=5).map(" ".join), max_size=8)


@settings(max_examples=60)
@given(texts=TEXTS)
def test_all_texts_together_are_told_what_each_is_told(texts):
    assert codes_among(texts) == [text for text in texts if may_hold_code(text)]
    assert placeholders_among(texts) == {text for text in texts if text and is_placeholder(text)}
    assert shapes_of(texts) == [re.sub("[1-9]", "0", text) for text in texts]
    assert those_shaped(texts, lambda text: "M0" in text.translate({51: "0"}) or "N" in text) == [
        text for text in texts if re.search("N|M[0-9]", text)
    ]
    for text in texts:
        if cased_hint().search(text):
            (shape,) = shapes_of([text])
            assert cased_hint_of_shapes().search(shape), text


@settings(max_examples=20)
@given(
    texts=st.lists(st.lists(PIECES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6)
)
def test_of_texts_that_are_not_hinted_nothing_is_recognised(texts):
    hinted = {*hinted_among(texts)}
    for text in texts:
        assert text in hinted or not text.isascii() or recognise(text, "", "") == OTHER, text


def test_many_lines_at_once_are_recognised_as_each_alone():
    words = (
        "N42SH disc",
        "Bracket 4711",
        "33UH ring",
        "10M screw",
        "Dy2O3 powder",
        "magnet",
        "2:17",
    )
    lines = [(f"{words[index % 7]} {index}", "", f"P{index}") for index in range(700)]
    assert recognise_all(lines) == [recognise(*line) for line in lines]


def test_a_pattern_of_digits_keeps_how_often_they_stand_there():
    assert re.fullmatch(digits_as_zeros(r"VD ?\d{3} ?(?:HR|TP)"), "VD 000 HR")
