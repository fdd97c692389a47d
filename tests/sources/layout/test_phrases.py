"""Phrases are told of many texts together as they are of each by itself."""

from __future__ import annotations

from calculator.reference.phrases import phrase_lists
from calculator.sources.layout.phrases import begun_by, saying, says


def test_many_texts_say_what_each_says_by_itself():
    phrases = sorted({phrase for listed in phrase_lists().values() for phrase in listed})
    texts = [
        *phrases,
        *(phrase.upper() for phrase in phrases),
        *(f"{phrase}:" for phrase in phrases),
        *(f"{phrase} 7" for phrase in phrases),
        *("MAG-01", "MAG-02", "", "ＴＯＴＡＬ", "a\0b", "x" * 500),
    ]
    for kind in phrase_lists():
        by_itself = frozenset(text for text in texts if says(kind, text))
        assert by_itself
        assert saying(kind, texts) == by_itself
        first_words = {text for text in texts if says(kind, text.partition(" ")[0])}
        assert begun_by(kind, texts) == first_words
