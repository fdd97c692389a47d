"""A text that names pieces is looked at whole; one that only holds a letter of such a word is not."""

from __future__ import annotations

import unicodedata

import pytest

from calculator.sources.rows import price_phrases
from calculator.sources.rows.price_phrases import pieces_named, saying_of_price

HEARD = (
    "per 1000 pcs",
    "pack of 50",
    "a packof 50",
    "50 pièces",
    unicodedata.normalize("NFD", "50 pièces par paquet"),
    "price per 100 peças",
    "a 100kpcs",
    "单价/千只",
    "100個あたり",
    "Ｐ　of 1000 pcs",
)


@pytest.mark.parametrize("text", HEARD)
def test_a_text_that_names_pieces_is_looked_at_whole(text) -> None:
    assert pieces_named(text) is not None
    assert saying_of_price([text])


def test_a_letter_that_an_accent_leaves_of_a_word_is_no_word(monkeypatch) -> None:
    # The "a" of "peça", the "ce" of "pièces": every second part number holds them.
    monkeypatch.setattr(price_phrases, "pieces_named", None)
    assert not saying_of_price(["Bracket 965 a", "Gehäuse 12 ce"])
