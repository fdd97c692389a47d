"""The words by which a place settles what is heard in it are read strictly and mean what they say alone."""

from __future__ import annotations

import pytest

from calculator.numbers.strict_table import read_strictly
from calculator.recognition.settling_words import KINDS, list_words, read_settling, says_kind
from calculator.recognition.spoken_text import names_tariff, spoken_text

WHOLE = "\n".join(f'{kind} = ["a"]' for kind in KINDS)


def test_a_list_that_is_missing_or_unknown_is_refused():
    assert read_strictly(WHOLE, "x.toml", read_settling)["uses"] == ("a",)
    for text in (
        WHOLE.replace("uses", "usage"),
        WHOLE + '\nmore = ["b"]',
        WHOLE.replace('["a"]', '"a"'),
    ):
        with pytest.raises(ValueError, match=r"x\.toml"):
            read_strictly(text, "x.toml", read_settling)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("glossary", "Abkürzungen"),
        ("glossary", "术语"),
        ("revision", "Änderungshistorie"),
        ("companies", "Supplier name"),
        ("companies", "メーカー"),
        ("uses", "Used in"),
        ("uses", "REF_DES"),
    ],
)
def test_a_heading_in_any_language_says_what_stands_below_it(kind, text):
    assert says_kind(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("glossary", "Legend of the magnet and its motor"),
        ("companies", "Supplier part number of the magnet"),
        ("uses", "Magnet"),
        ("glossary", ""),
    ],
)
def test_a_heading_that_says_more_says_nothing_of_the_kind(kind, text):
    assert not says_kind(kind, text)


def test_a_list_is_called_so_in_several_languages():
    assert {"bom", "stückliste", "部品表"} <= list_words()


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("N52 https://shop.example/motor", "N52"),
        (r"see C:\motors\bldc.pdf now", "see   now"),
        ("www.magnets.example", ""),
        ("10 mm / 5 mm motor", "10 mm / 5 mm motor"),
        ("N35/N38/N40", "N35/N38/N40"),
    ],
)
def test_addresses_are_no_speech_and_everything_else_is(text, spoken):
    assert spoken_text(text) == spoken


def test_a_heading_for_tariff_codes_is_known():
    assert names_tariff("Zolltarifnummer")
    assert not names_tariff("Part code")
