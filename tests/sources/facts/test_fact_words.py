"""The lists of words of facts sheets hold each word once, spelled as it is compared."""

from __future__ import annotations

import tomllib
from importlib import resources

from calculator.model.content_row import Disclosure
from calculator.sources.facts.fact_words import disclosure_named

SECTIONS = tomllib.loads(
    resources.files("calculator.reference").joinpath("fact_words.toml").read_text("utf-8")
)


def test_no_word_of_disclosure_means_two_things():
    words = [word for words in SECTIONS["disclosure"].values() for word in words]
    assert len(words) == len(set(words))


def test_every_word_is_spelled_as_it_is_compared():
    for section in ("disclosure", "form"):
        for words in SECTIONS[section].values():
            assert [word.casefold() for word in words] == words


def test_full_means_that_what_is_not_listed_is_not_rare_earth_and_all_that_nothing_is_left():
    assert disclosure_named("FULL") is Disclosure.RARE_EARTH
    assert disclosure_named("FMD") is Disclosure.ALL
    assert disclosure_named("partial") is disclosure_named("") is Disclosure.PARTIAL
    assert disclosure_named("up to a point") is None
