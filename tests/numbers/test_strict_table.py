"""A file of ours that is misspelt is an error with its place, never a list that is silently shorter."""

import re

import pytest

from calculator.model.countries import _read_words as read_countries
from calculator.model.currencies import _read_signs as read_currencies
from calculator.model.elements import _read_elements as read_elements
from calculator.numbers.strict_table import read_strictly
from calculator.numbers.units import _read_units as read_units
from calculator.recognition.codes import read_codes
from calculator.recognition.hearing_words import read_hearing
from calculator.recognition.makers import read_makers
from calculator.recognition.plain_parts import read_plain_parts
from calculator.recognition.vocabulary import _read_vocabulary as read_vocabulary
from calculator.reference.reference_data import _read_magnets as read_magnets
from calculator.reference.reference_data import _read_prices as read_prices
from tests.paths import ROOT

FILES = {
    "units": read_units,
    "countries": read_countries,
    "currencies": read_currencies,
    "elements": read_elements,
    "vocabulary": read_vocabulary,
    "hearing": read_hearing,
    "codes": read_codes,
    "makers": read_makers,
    "plain_parts": read_plain_parts,
    "magnets": read_magnets,
    "prices": read_prices,
}


def text_of(name):
    return (ROOT / "calculator" / "reference" / f"{name}.toml").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_words_is_read_to_its_last_key(name):
    read_strictly(text_of(name), f"{name}.toml", FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_at_the_end_is_an_error_that_names_file_and_key(name):
    with pytest.raises(ValueError, match=rf"^{name}\.toml, line \d+: .*\"colour\" is not "):
        read_strictly(f'{text_of(name)}\ncolour = ["red"]\n', f"{name}.toml", FILES[name])


@pytest.mark.parametrize(
    ("name", "word", "line"),
    [
        ("units", '"ea", ', 'has "ea" twice'),
        ("countries", '"kongo", ', 'has "kongo" twice'),
        ("vocabulary", '"halbach",', 'has "halbach" twice'),
        ("elements", '"scandio", ', 'has "scandio" twice'),
    ],
)
def test_a_word_that_is_there_twice_is_an_error_with_its_line(name, word, line):
    text = text_of(name)
    assert text.count(word) >= 1
    doubled = text.replace(word, f"{word} {word}", 1)
    with pytest.raises(ValueError, match=rf"^{name}\.toml, line [1-9]\d*: .*{re.escape(line)}"):
        read_strictly(doubled, f"{name}.toml", FILES[name])


@pytest.mark.parametrize(
    ("name", "right", "wrong", "fault"),
    [
        ("vocabulary", "counted_parts = [", "counted_parts = [1, ", "is not a list of texts"),
        ("vocabulary", 'certainty = "likely"', 'certainty = "perhaps"', "is not one of"),
        ("vocabulary", "[zero]", "[zeros]", "is missing"),
        ("vocabulary", 'stems = ["scandi*"', 'stem = ["scandi*"', "is not one of stems"),
        ("units", 'factor = "1000"', "factor = 1000", "is not a number in quotes"),
        ("units", '"mg", "mgm"', '"mg", "kgm"', "is the unit kg too"),
        ("units", '"mg", "mgm"', '"mg", "MGM"', "is not in small letters"),
        ("currencies", '"sterling"', '"yen"', "which means JPY"),
        ("elements", 'Dy = ["0.5", "0.95"]', 'Dy = ["0.5"]', "is not two shares"),
        (
            "vocabulary",
            "magnet_whole = [",
            'magnet_whole = ["halbach", ',
            'which is in "maybe_magnet" too',
        ),
    ],
)
def test_a_wrong_type_or_a_word_of_two_meanings_is_an_error(name, right, wrong, fault):
    text = text_of(name)
    assert right in text
    with pytest.raises(ValueError, match=rf"^{name}\.toml, line \d+: .*{re.escape(fault)}"):
        read_strictly(text.replace(right, wrong, 1), f"{name}.toml", FILES[name])


def test_a_file_that_is_no_toml_is_an_error_with_its_name():
    with pytest.raises(ValueError, match=r"^x\.toml: "):
        read_strictly("a = [", "x.toml", lambda table: table)
