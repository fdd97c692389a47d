"""No text in which a price, a basis, a discount, a sum or a mass is heard is passed over by the search through all texts together."""

from __future__ import annotations

import random

import pytest

from calculator.recognition.joined_texts import JoinedTexts, Need
from calculator.reference.figure_words import figure_words
from calculator.sources.rows.basis_notes import basis_named
from calculator.sources.rows.mass_words import mass_words
from calculator.sources.rows.price_needs import COUNTED, price_needs
from calculator.sources.rows.price_phrases import pieces_named
from calculator.sources.rows.price_words import price_words

WORDS = figure_words()
LISTED = (
    *(*WORDS.per, *WORDS.per_behind, *WORDS.packs, *WORDS.pieces, *WORDS.hundred, *WORDS.thousand),
    *(*sorted(WORDS.money), *WORDS.money_ends, *sorted(WORDS.discount), *sorted(WORDS.off)),
    *(*sorted(WORDS.price_basis), *sorted(WORDS.mass_said), *sorted(WORDS.codes_in_text), *COUNTED),
)
SIGNS = (
    *("of", "von", "in", "a", "er-", "k", "折", "入", "kg", "g", "cents", "target", "Bracket"),
    *(
        "1000",
        "100",
        "5",
        "0.5",
        "50",
        "M3",
        "%",
        "$",
        "€",
        "(",
        ")",
        "-",
        "/",
        ":",
        "=",
        "_",
        "\0",
    ),
)
DRAWN = 100


def hears(text: str) -> bool:
    pieces = pieces_named(text) or basis_named(text)
    return bool(pieces or price_words(text) or mass_words(text, pieces))


def test_no_text_is_passed_over_in_which_something_is_heard() -> None:
    draw = random.Random(17)
    pool = (*LISTED, *map(str.upper, LISTED), *3 * SIGNS)
    texts = [
        draw.choice(["", " ", "  ", "\n"]).join(draw.choices(pool, k=draw.randrange(1, 6)))
        for _ in range(DRAWN)
    ]
    heard = {text for text in texts if hears(text)}
    assert len(heard) > DRAWN / 10
    assert heard <= {*JoinedTexts(texts).meeting(price_needs())}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Nettopreis in EUR",
            "per hundred",
            "je 100 Stück",
            "price of 100",
            "PE = 1000",
            "PU: 100",
        ),
        *("单价/千只", "100個あたり", "50 pcs/bag", "50er-Pack", "8 折", "less 20 %", "20 % off"),
        *(
            "5 USD",
            "€ 5",
            "net weight 0.1 kg",
            "Gewichte kg",
            "重量单位:公斤",
            "ＰＲＩＣＥ per 100",
        ),
    ],
)
def test_what_is_heard_by_itself_is_met_among_others(text) -> None:
    assert hears(text)
    assert JoinedTexts(["Bracket 1", text, "Copper 2"]).meeting(price_needs()) == [text]


def test_ordinary_parts_meet_no_need() -> None:
    parts = [
        "Arc magnet N42SH 12",
        "Copper disc 10x2",
        "Valve, sleeve 4",
        "Screw set 5",
        "Gehäuse 12 ce",
    ]
    assert JoinedTexts(parts).meeting(price_needs()) == []


def test_a_match_does_not_reach_into_the_next_text() -> None:
    need = Need.of(["usd"], before=r"\d\s*")
    assert JoinedTexts(["part 5", "USD 7", "5 USD", "\0", "x\x005 usd"]).meeting([need]) == [
        "5 USD",
        "x\x005 usd",
    ]
