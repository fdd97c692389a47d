"""What a heading and the word below it claim together: "2nd source" over a company, "Made with Chinese technology" over a yes.

Each by itself claims nothing, and a column without a meaning is read by nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from calculator.model.claim import Claim, ClaimKind
from calculator.model.item import Answer
from calculator.numbers.late_patterns import late_pattern, pieces_of
from calculator.recognition.claims import claims_in
from calculator.recognition.element_claims import rare_earths_in
from calculator.recognition.plain_text import plain_text
from calculator.recognition.reservations import reserving_pattern, reserving_words
from calculator.recognition.whole_words import WordLists, any_word
from calculator.reference.cell_words import cell_words

_LISTS: Final = WordLists(
    "headed_words",
    "affirmed",
    "controlled",
    "other_part",
    "companies",
    "further",
    "later",
    "confirmed",
    "shares",
    "no_price",
    "price_kinds",
    "weak",
)
_OF_YES: Final = frozenset(
    {
        ClaimKind.ORIGIN,
        ClaimKind.SOURCE,
        ClaimKind.TECHNOLOGY,
        ClaimKind.CONTROLLED,
        ClaimKind.OTHER_PART,
    }
)
"""What a heading claims where the word below it is a yes."""
_SEVERAL: Final = re.compile(r"[;,/|\n、；，]+")


def claims_under(heading: str, text: str, beside: Iterable[str] = ()) -> Iterator[Claim]:
    """The claims of one cell under its heading; ``beside`` are the other texts of the row, which a second source may only repeat.

    >>> [claim.kind.value for claim in claims_under("Dual use?", "yes")], [*claims_under("Dual use?", "no")]
    (['controlled'], [])
    >>> [claim.words for claim in claims_under("2nd source", "Hoshi; Kita", beside=["Hoshi"])]
    ['2nd source: Kita']
    >>> [claim.kind.value for claim in claims_under("Composition confirmed", "no")]
    ['unsure']
    """
    plain = plain_text(heading).strip(" ?:")
    word = plain_text(text).casefold().strip(" .")
    answer = Answer.YES if word in _LISTS.words("affirmed") else cell_words().answers.get(word)
    yield from _of_price(plain, word, is_affirmed=answer is Answer.YES)
    if answer is Answer.YES:
        yield from _of_yes(plain)
    elif answer is Answer.NO:
        unsure = _asks_to_confirm(plain)
        if unsure is not None:
            yield Claim(kind=unsure, words=f"{plain[:40]}: {word}")
    elif answer is None and _AMOUNT.fullmatch(word):
        yield from _of_amount(plain, word)
    elif answer is None and _names_other(plain):
        repeated = {name.casefold() for of_row in beside for name in _names(of_row)}
        other = [name for name in _names(text) if name.casefold() not in repeated]
        if other:
            yield Claim(kind=ClaimKind.OTHER_PART, words=f"{plain[:30]}: {', '.join(other)[:28]}")


def _of_price(heading: str, word: str, *, is_affirmed: bool) -> Iterator[Claim]:
    """What a word under a heading claims of the price beside it: "Free issue" over a yes, "Rebate" over a number, "sample" below "Price type"."""
    words = heading.casefold()
    is_amount = _SIGNED_AMOUNT.fullmatch(word) is not None and re.search("[1-9]", word) is not None
    is_doubted = words in _LISTS.words("no_price") and (is_affirmed or is_amount)
    if is_doubted or (words in _LISTS.words("price_kinds") and word in _LISTS.words("weak")):
        yield Claim(kind=ClaimKind.PRICE_UNSURE, words=f"{heading[:40]}: {word}")


@cache
def _of_yes(heading: str) -> tuple[Claim, ...]:
    claims = [claim for claim in claims_in(heading) if claim.kind in _OF_YES]
    if _LISTS.pattern("controlled").fullmatch(heading.casefold()):
        claims.append(Claim(kind=ClaimKind.CONTROLLED, words=f"{heading[:50]}: yes"))
    if not claims and _names_other(heading):
        claims.append(Claim(kind=ClaimKind.OTHER_PART, words=f"{heading[:50]}: yes"))
    return tuple(claims)


def _of_amount(heading: str, amount: str) -> Iterator[Claim]:
    """What a number claims under a heading: a share that is from China, or the share of a rare earth, "Dy %"."""
    if not amount.strip("0.,"):
        return
    if _LISTS.pattern("shares").search(heading.casefold()):
        yield from (claim for claim in _of_yes(heading) if claim.kind in _FROM_CHINA)
    unit, elements = _unit_of_share(heading), rare_earths_in(heading)
    if unit and len(elements) == 1:
        stated = claims_in(f"{elements[0]} {amount} {unit}")
        yield from (claim for claim in stated if claim.kind is ClaimKind.CONTENT)


@cache
def _unit_of_share(heading: str) -> str:
    """The unit of the shares below the name of a rare earth; empty for any other heading."""
    match = _UNIT.search(heading.casefold())
    return match.group() if match is not None and rare_earths_in(heading) else ""


_UNIT: Final = late_pattern(r"%|‰|ppm")
_AMOUNT: Final = late_pattern(r"\d{1,9}(?:[.,]\d{1,9})?")
_SIGNED_AMOUNT: Final = late_pattern(r"[-+−]?\s?\d{1,9}(?:[.,]\d{1,9})?(?:\s?%)?")
_FROM_CHINA: Final = frozenset({ClaimKind.ORIGIN, ClaimKind.SOURCE})


@cache
def _names_other(heading: str) -> bool:
    """True over another part, maker or source than the one of the row."""
    words = heading.casefold()
    return bool(
        _LISTS.pattern("other_part").search(words)
        or reserving_pattern("other_part").search(words)
        or _further_company().fullmatch(words)
    )


@cache
def _asks_to_confirm(heading: str) -> ClaimKind | None:
    """What is unsure of a part where the answer below is a no; None for any other heading."""
    words = heading.casefold()
    if not _LISTS.pattern("confirmed").search(words):
        return None
    if reserving_pattern("origin_topics").search(words):
        return ClaimKind.ORIGIN_UNSURE
    return ClaimKind.UNSURE if reserving_pattern("topics").search(words) else None


@cache
def _further_company() -> re.Pattern[str]:
    """A second column of companies or of their numbers: "Supplier 2", "Alt. MPN"; the first is no other."""
    companies, further, later = (
        any_word(_LISTS.words(key)) for key in ("companies", "further", "later")
    )
    behind = rf"[\s#_.(-]*(?:[2-9]|(?:{later})(?:\s*20\d\d)?)\)?(?:\s*[a-z]+)?"
    return late_pattern(
        rf"(?:{companies}){behind}|(?:{further})[\s.-]*(?:{companies}).*",
        needs=pieces_of(_LISTS.words("companies")),
    )


def _names(text: str) -> list[str]:
    """The names in a cell; a number of a group, and words for none, are no name."""
    words = [name.strip(" .") for name in _SEVERAL.split(plain_text(text))]
    none = {*reserving_words("no_other"), *cell_words().blank}
    return [name for name in words if name and not name.isdigit() and name.casefold() not in none]
