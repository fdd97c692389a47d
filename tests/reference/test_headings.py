"""Lists of headings and phrases are read strictly: a slip in one would make a column vanish in silence."""

from __future__ import annotations

from importlib import resources

import pytest

from calculator.reference.heading_words import read_heading_words, read_unit_words
from calculator.reference.headings import read_heading_lists
from calculator.reference.phrases import read_phrase_lists
from calculator.reference.strict_table import RuleError


def text(name: str) -> str:
    return resources.files("calculator.reference").joinpath(name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("heading_words.toml", read_heading_words),
        ("heading_units.toml", read_unit_words),
        ("phrases.toml", read_phrase_lists),
    ],
)
def test_a_key_that_is_not_known_is_refused(name: str, read: object) -> None:
    assert callable(read)
    read(text(name))
    with pytest.raises(RuleError, match="misspelt"):
        read('misspelt = ["x"]\n' + text(name))


def test_a_meaning_with_a_key_that_is_not_known_is_refused() -> None:
    with pytest.raises(RuleError, match="word"):
        read_heading_lists('[bom.level]\nword = ["level"]\n')


def test_a_meaning_with_a_heading_that_is_there_twice_is_refused() -> None:
    with pytest.raises(RuleError, match="twice"):
        read_heading_lists('[bom.level]\nwords = ["level", "level"]\n')


def test_words_of_a_meaning_that_is_not_there_are_refused() -> None:
    with pytest.raises(RuleError, match=r"bom\.levle"):
        read_heading_lists(
            '[bom.level]\nwords = ["level"]\n[content.level]\nsame_as = "bom.levle"\n'
        )


def test_a_share_is_exact() -> None:
    with pytest.raises(RuleError, match="number in quotes"):
        read_unit_words(text("heading_units.toml").replace('is = "0.01"', "is = 0.01"))
