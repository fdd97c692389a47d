"""What words in a text say of a price, beside its number of pieces: a discount, a currency, hundredths of one, another amount."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.model.currencies import is_currency_word, possible_currencies
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.joined_texts import UNSPACED
from calculator.reference.figure_words import figure_words
from calculator.sources.rows.figure_headings import has_word, is_other_money, says_money

_PERCENT: Final = late_pattern(r"(\d{1,2}(?:[.,]\d{1,3})?)\s*%")
_ZHE: Final = late_pattern(r"(?<![\d.])([1-9](?:\.?\d)?)\s*折")
_TOKEN: Final = late_pattern(rf"[{UNSPACED}]+|[^\W\d_{UNSPACED}]+[$¥]?|[$€£¥₩]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money as a text writes it, in one of some currencies."""

    amount: Fraction
    currencies: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceWords:
    """What is left of a price (one share for each way to read a discount), its currencies where they are named, and whether it is in hundredths."""

    kept: tuple[Fraction, ...] = ()
    currencies: frozenset[str] = frozenset()
    is_in_hundredths: bool = False
    amounts: tuple[Amount, ...] = ()


@cache
def _sum_of_money() -> re.Pattern[str]:
    """A number beside the sign or the code of a currency."""
    codes = "|".join(figure_words().codes_in_text)
    sign = "[$€£¥₩￥]"
    return re.compile(
        rf"\d\s*(?:{sign}|(?:{codes})(?![A-Za-z]))|(?:{sign}|(?<![A-Za-z])(?:{codes}))\s*\d"
    )


def price_words(text: str) -> PriceWords | None:
    """What a text says of a price; None where it says nothing of it.

    A currency and an amount count only beside a word of money, and not beside one of other money (target, freight).

    >>> [str(share) for share in price_words("Preis abzüglich 20 % Rabatt").kept]
    ['4/5']
    >>> sorted(price_words("unit price in EUR cents").currencies), price_words("price in EUR cents").is_in_hundredths
    (['EUR'], True)
    >>> [(str(each.amount), *each.currencies) for each in price_words("new price 0.30 EUR from June").amounts]
    [('3/10', 'EUR')]
    >>> [str(each.amount) for each in price_words("was 10 USD, now 0.5 USD").amounts], price_words("CAD 3D"), price_words("EUR 1 pallet")
    (['10', '1/2'], None, None)
    >>> [price_words(text) for text in ("90 % copper", "target price 5 EUR", "15 % off-white", "cost centre 12")]
    [None, None, None, None]
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    kept = tuple(_kept(plain))
    if is_other_money(plain) or "://" in plain:
        return PriceWords(kept=kept) if kept else None
    is_of_money = says_money(plain)
    amounts = tuple(_amounts(plain)) if is_of_money or _sum_of_money().search(plain) else ()
    if not is_of_money and not amounts:
        return PriceWords(kept=kept) if kept else None
    beside = frozenset[str]() if amounts else _currencies(plain)
    is_in_hundredths = not amounts and _is_in_hundredths(plain)
    if not (kept or amounts or beside or is_in_hundredths):
        return None
    return PriceWords(
        kept=kept, amounts=amounts, currencies=beside, is_in_hundredths=is_in_hundredths
    )


def _kept(plain: str) -> Iterator[Fraction]:
    words = figure_words()
    for match in _ZHE.finditer(plain):
        yield share_of_zhe(Fraction(match.group(1)))
    if has_word(plain, words.discount | words.off):
        for match in _PERCENT.finditer(plain):
            if not plain[match.end() :].lstrip().casefold().startswith("off-"):
                yield 1 - Fraction(match.group(1).replace(",", ".")) / 100


def share_of_zhe(figure: Fraction) -> Fraction:
    """What is paid at a Chinese 折: 8 and 80 and 0.8 of it are four fifths of the price.

    >>> [str(share_of_zhe(Fraction(figure))) for figure in ("8", "85", "0.8")]
    ['4/5', '17/20', '4/5']
    """
    return figure if figure <= 1 else figure / 10 if figure < 10 else figure / 100


def _currencies(plain: str) -> frozenset[str]:
    """The currency that the words name, where they name one."""
    named = {
        codes
        for token in _TOKEN.findall(plain)
        for part in _parts(token)
        if (codes := _codes(part))
    }
    return min(named) if len(named) == 1 else frozenset()


def _parts(token: str) -> Iterator[str]:
    """The word; of a script that sets no spaces also the two or three letters in it that may be one."""
    yield token
    if re.match(f"[{UNSPACED}]", token):
        yield from (token[at : at + length] for length in (3, 2) for at in range(len(token) - 1))


def _codes(token: str) -> frozenset[str]:
    """What a word of a text means: of three letters only where they are capitals, for ALL and TRY are words."""
    if not is_currency_word(token) or (
        token.isascii()
        and token.isalpha()
        and len(token) == 3
        and token not in figure_words().codes_in_text
    ):
        return frozenset()
    return possible_currencies(token)


def _is_in_hundredths(plain: str) -> bool:
    words = figure_words()
    tokens = [token.casefold() for token in _TOKEN.findall(plain)]
    return any(
        token in words.cents and before not in words.per
        for before, token in zip(["", *tokens], tokens, strict=False)
    )


def _amounts(plain: str) -> Iterator[Amount]:
    """Each number with a currency before or behind it."""
    for match in _AMOUNT.finditer(plain):
        before, figure, behind = match.groups()
        codes = _codes_beside(before or "", is_behind=False) or _codes_beside(
            behind or "", is_behind=True
        )
        amount = Fraction(figure.replace(",", "."))
        if behind and match.start(3) == match.end(2) and not _codes_beside(behind, is_behind=True):
            continue  # CAD 3D, 2x: a number with letters is no sum of money
        if before == "EUR" and figure in _FORMS and not says_money(plain):
            continue
        if codes and amount > 0 and not _GROUPED.fullmatch(figure):
            yield Amount(amount=amount, currencies=codes)


def _codes_beside(word: str, *, is_behind: bool) -> frozenset[str]:
    """What stands beside a number; of a script that sets no spaces the letters next to it."""
    if not word or not re.match(f"[{UNSPACED}]", word):
        return _codes(word)
    parts = (word[:count] if is_behind else word[-count:] for count in range(len(word), 0, -1))
    return next((codes for part in parts if (codes := _codes(part))), frozenset())


_SIGN: Final = rf"[{UNSPACED}]{{1,3}}|[^\W\d_{UNSPACED}]+[$¥]?|[$€£¥₩]"
_AMOUNT: Final = late_pattern(
    rf"({_SIGN})?\s*(?<![\d.,])(\d{{1,9}}(?:[.,]\d{{1,6}})?)(?![\d.,]*\d)\s*({_SIGN})?"
)
_FORMS: Final = frozenset("123456")
"""EUR 1 and EUR 6 are pallets, EUR.1 is a certificate."""
_GROUPED: Final = late_pattern(r"\d{1,3}[.,]\d{3}")
"""A number that may be a thousand times another."""
