"""Words that take back what is stated of a part: nobody is sure of it, another part is delivered, somebody found it controlled.

The words are those of ``reference/reservations.toml``. What a text denies ("no second source", "licence not required") it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Final

from calculator.model.claim import Claim, ClaimKind
from calculator.recognition.codes import codes_in
from calculator.recognition.hearing_words import denial_around
from calculator.recognition.whole_words import WordLists, any_word

_TAKEN_BACK: Final = ("withdrawn", "missing", "of_another")
_LISTS: Final = WordLists(
    "reservations",
    *("not_final", *_TAKEN_BACK, "topics", "origin_topics", "price_topics", "beside"),
    *(
        "includes",
        "usual_in_price",
        "paid_once",
        "included",
        "other_part",
        "controlled",
        "of_status",
    ),
    *("mass_topics", "other_figure", "made_at", "valid_until", "of_day"),
    *("of_other_rules", "other_papers", "no_other", "or_like", "or_words", "of_old"),
    *("of_poles", "alternating", "origin_open", "all_prices"),
)
reserving_words: Final = _LISTS.words
reserving_pattern: Final = _LISTS.pattern
_YEAR: Final = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_DAY: Final = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d)[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)"
)
_DAY_FIRST: Final = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20[0-4]\d)(?!\d)"
)
_SIGNS: Final = r"[\W\d_]*"


def reservations(clause: str, lower: str) -> Iterator[Claim]:
    """The reservations of one clause; ``lower`` is the same clause in lower case, letter by letter."""
    words = clause.strip()[:60]
    yield from (Claim(kind=kind, words=words) for kind in _unsure_of(lower))
    last = _last_day_of_price(lower)
    if last is not None:
        yield Claim(kind=ClaimKind.PRICE_UNSURE, words=words, until=last)
    if _says("other_part", lower=lower) and not _names_no_other(lower):
        yield Claim(kind=ClaimKind.OTHER_PART, words=words)
    if (
        _says("controlled", lower=lower) and not reserving_pattern("of_other_rules").search(lower)
    ) or any(code.words.casefold().startswith("1c9") for code in codes_in(clause)):
        yield Claim(kind=ClaimKind.CONTROLLED, words=words)


def is_of_status(heading: str) -> bool:
    """True for a column that says how far along the part itself is: "obsolete" there takes nothing back.

    >>> is_of_status("Lifecycle Status"), is_of_status("Remark")
    (True, False)
    """
    return reserving_pattern("of_status").search(heading.casefold()) is not None


def speaks_of_all_prices(text: str) -> bool:
    """True of a note about the prices of a list: "Prices: preliminary", "all prices estimated"; not of one price.

    >>> speaks_of_all_prices("Prices: preliminary"), speaks_of_all_prices("price to be confirmed")
    (True, False)
    """
    return reserving_pattern("all_prices").search(text.casefold()) is not None


def with_heading(text: str, heading: str) -> str:
    """A text with the heading over it, where that says what the text is about: the origin, the price, the mass, the place of making.

    >>> with_heading("tbc", "Origin status"), with_heading("Tianjin II", "Factory:"), with_heading("tbc", "Colour")
    ('Origin status: tbc', 'made in Tianjin, made in II', '')
    """
    lower = heading.casefold()
    if reserving_pattern("made_at").fullmatch(lower.strip(" :.")):
        return ", ".join(f"made in {place}" for place in re.split(r"[\s,;/()-]+", text) if place)
    topics = ("origin_topics", "price_topics", "mass_topics")
    return (
        f"{heading}: {text}" if any(reserving_pattern(key).search(lower) for key in topics) else ""
    )


def _unsure_of(lower: str) -> Iterator[ClaimKind]:
    """What a clause takes back: what is declared, where it was made, or what it costs."""
    is_of_other = _says("other_figure", lower=lower)
    is_of_price = reserving_pattern("price_topics").search(lower) is not None
    if _covers_more(lower) or (is_of_other and is_of_price):
        yield ClaimKind.PRICE_UNSURE
    if _says("origin_open", lower=lower):
        yield ClaimKind.ORIGIN_UNSURE
    is_of_mass = not is_of_price and reserving_pattern("mass_topics").search(lower) is not None
    if is_of_mass and (is_of_other or _says("not_final", lower=lower)):
        yield ClaimKind.MASS_UNSURE
        return
    is_open = _says("not_final", lower=lower)
    is_back = is_open or _says(*_TAKEN_BACK, lower=lower)
    if not is_back:
        return
    if reserving_pattern("origin_topics").search(lower):
        yield ClaimKind.ORIGIN_UNSURE
    elif is_of_price:
        if is_open:
            yield ClaimKind.PRICE_UNSURE
    elif reserving_pattern("other_papers").search(lower):
        return
    elif reserving_pattern("topics").search(lower) or (
        is_open and _alone().fullmatch(lower.rsplit(":", 1)[-1])
    ):
        yield ClaimKind.UNSURE


def _last_day_of_price(lower: str) -> date | None:
    """The last day on which a price holds that is said to be valid until then, or a year after the year that it is said to be of; None where neither is said."""
    if reserving_pattern("price_topics").search(lower) is None:
        return None
    match = _DAY.search(lower) or _DAY_FIRST.search(lower)
    year = _YEAR.search(lower)
    is_limited = _says("valid_until", lower=lower)
    if year is None or not (is_limited or _says("of_day", lower=lower)):
        return None
    if not is_limited:
        return date(int(year[0]) + 1, 12, 31)
    if match is not None:
        with suppress(ValueError):
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    return date(int(year[0]), 12, 31)


def _names_no_other(lower: str) -> bool:
    """True where behind the words for another part stands that there is none: "alternative: none"; poles alternate, too."""
    of_poles = reserving_pattern("of_poles").search(lower) is not None
    return all(
        _no_other().match(lower, match.end())
        or (of_poles and reserving_pattern("alternating").fullmatch(match.group()))
        for match in reserving_pattern("other_part").finditer(lower)
    )


def _covers_more(lower: str) -> bool:
    """True where a price is said to include another thing: "price incl. motor", "NRE included"; a tax or a carriage is none."""
    if _says("paid_once", lower=lower) and _says("includes", "included", lower=lower):
        return True
    price = reserving_pattern("price_topics").search(lower)
    covers = None if price is None else reserving_pattern("includes").search(lower, price.end())
    if covers is None or denial_around(lower, *covers.span()) is not None:
        return False
    what = lower[covers.end() :].strip(" .:,()")
    return bool(what) and reserving_pattern("usual_in_price").search(what) is None


def _says(*names: str, lower: str) -> bool:
    return any(
        denial_around(lower, *match.span()) is None
        for match in reserving_pattern(*names).finditer(lower)
    )


# --------------------------------------------------------------------------- patterns


@cache
def _no_other() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(reserving_words("no_other"), key=len, reverse=True)))
    return re.compile(rf"\s*[:=]?\s*(?:the\s+|a\s+)?(?:{words})(?!\w)")


@cache
def _alone() -> re.Pattern[str]:
    """A text of nothing but such words."""
    words = any_word((*reserving_words("not_final"), *reserving_words("beside")))
    return re.compile(rf"{_SIGNS}(?:(?:{words}){_SIGNS})+")
