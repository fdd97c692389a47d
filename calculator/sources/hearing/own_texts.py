"""Cells that this program writes itself: of the template, the questionnaire and the report, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from calculator.model.elements import RARE_EARTHS
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.spelling import letters_and_digits
from calculator.numbers.toml_tables import toml_tables
from calculator.recognition.hearing import hear
from calculator.recognition.part_signs import names_part
from calculator.reference.documents import document_marks
from calculator.sources.hearing.bill_words import BillWords

_SLOT: Final = late_pattern(r"\{(\w+)\}")
_ELEMENTS: Final = late_pattern(r"(?:[A-Z][a-z]?|[A-Za-z -]{2,20}|[, /])*")
_LONGEST: Final = 4000


def is_own_text(text: str, words: BillWords, *, is_on_own_page: bool) -> bool:
    """True for a text of ours, in which only the part numbers of the bill, substances and figures stand for others.

    Elsewhere than on our own pages only our questions are ours: "dysprosium target" stands in a rule, and may be a part.
    """
    if len(text) > _LONGEST:
        return False
    plain = " ".join(text.split())
    if text in document_marks().own_cells:
        return True
    if not is_on_own_page:
        return len(plain) >= _SENTENCE and _is_whole(plain, words, _questions())
    if plain in _fixed() or _is_whole(plain, words, _with_slots()) or _is_key(plain):
        return True
    rest = _without_own(plain, words)
    left = _DAY.sub(" ", rest)
    return rest != plain and not hear(left) and not names_part(left)


def _is_key(plain: str) -> bool:
    """True for what our tables list by their keys: symbols of elements, conventions, control codes, names of files."""
    parts = re.split(r"\s*[,;/]\s*", plain)
    return _FILE.fullmatch(plain) is not None or all(
        is_key_alone(part) or part in _fixed() for part in parts
    )


def is_key_alone(words: str) -> bool:
    """True for a symbol or a control code, as our findings and their arithmetic name them.

    >>> [is_key_alone(words) for words in ("Dy", "1C907.a", "Dy metal", "8505.11")]
    [True, True, False, False]
    """
    return words in RARE_EARTHS or _CONTROL_CODE.fullmatch(words) is not None


_FILE: Final = late_pattern(
    r"[^\\/:]{1,120}\.(?:xls[xmb]?|ods|csv|tsv|xml|shai|shci|toml)(?:!.{1,60})?"
)
_CONTROL_CODE: Final = late_pattern(r"\d[A-E]\d{3}(?:\.[a-z])*")
_DAY: Final = late_pattern(
    r"\d{4}-\d\d-\d\d|https?://\S+|[a-z]{2}-[a-z]+-\d{4}-\d+|[\d.]+ %|\d\(\d\)|\d+(?=\s+(?:of|would|undetermined|cross))"
)
"""Days, addresses, names of rules and counts of our own sentences are no part."""


def _is_whole(plain: str, words: BillWords, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(
        _is_filled_in(match, words)
        for pattern in patterns
        if (match := pattern.fullmatch(plain)) is not None
    )


def _without_own(plain: str, words: BillWords) -> str:
    """What is left of a text that is put together of several of ours."""
    for sentence in _sentences():
        plain = plain.replace(sentence, " ")
    for pattern in _with_slots():
        match = pattern.search(plain) if len(plain) < _SENTENCE * 10 else None
        if match is not None and _is_filled_in(match, words):
            plain = plain.replace(match.group(), " ")
    return plain


@cache
def _sentences() -> tuple[str, ...]:
    """Our texts of several words, the longest first."""
    return tuple(sorted((text for text in _fixed() if " " in text), key=len, reverse=True))


_SENTENCE: Final = 40
"""Letters of a text that is more than the name of a thing."""


def _is_filled_in(match: re.Match[str], words: BillWords) -> bool:
    """True where nothing but what we fill in stands in the slots: a number of the bill, a substance, a unit."""
    return all(
        value in words.bill.items or letters_and_digits(value) in words.by_number
        if name.startswith("item")
        else any(value == item.description for item in words.bill.items.values())
        if name.startswith("description")
        else value.isdigit()
        if name.startswith("figures")
        else not any(map(str.isdigit, value)) and _ELEMENTS.fullmatch(value) is not None
        for name, value in match.groupdict().items()
    )


@cache
def _fixed() -> frozenset[str]:
    return frozenset(text for text in _texts() if "{" not in text)


@cache
def _with_slots() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(text) for text in sorted(_texts()) if "{" in text)


@cache
def _questions() -> tuple[re.Pattern[str], ...]:
    texts = {" ".join(text.split()) for text in _strings(_asked())}
    return tuple(_pattern(text) for text in sorted(texts) if len(text) >= _SENTENCE)


def _asked() -> dict[str, Any]:
    return toml_tables(packaged_text("calculator.reference", "questions.toml"))


def _pattern(text: str) -> re.Pattern[str]:
    parts, counts = _SLOT.split(text), dict[str, int]()
    pattern = ""
    for place, part in enumerate(parts):
        if place % 2:
            counts[part] = counts.get(part, 0) + 1
            pattern += rf"(?P<{part}{counts[part]}>.{{1,80}}?)"
        else:
            pattern += re.escape(part)
    return re.compile(pattern)


@cache
def _texts() -> frozenset[str]:
    """The questions in every language, the rules with their entries, as one line each."""
    texts = {" ".join(text.split()) for table in _tables() for text in _strings(table)}
    texts |= document_marks().on_own_pages
    return frozenset(text for text in texts if text)


def _tables() -> Iterator[dict[str, Any]]:
    yield _asked()
    from importlib import resources

    folders = [resources.files("calculator.rules")]
    while folders:
        for entry in folders.pop().iterdir():
            if entry.is_dir() and not entry.name.startswith("_"):
                folders.append(entry)
            elif entry.name.endswith(".toml"):
                yield toml_tables(entry.read_text("utf-8"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, dict):
        if isinstance(value.get("zh"), str) and isinstance(value.get("en"), str):
            yield f"{value['zh']} {value['en']}"
        for inner in value.values():
            yield from _strings(inner)
