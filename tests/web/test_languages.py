"""The page in other languages: no text is missing, none is left over, and what a text takes is what its translation takes."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")

from calculator.findings.finding import QuestionKind
from calculator.model.countries import read_country
from calculator.model.item import Evidence
from calculator.reports.language import catalogue_of
from calculator.web import languages
from calculator.web.forms.facts_matrix import _HEADS, Column
from calculator.web.forms.manual_facts import _HINTS, GRADES, LABELS
from calculator.web.languages import LANGUAGES, page_text
from calculator.web.views.offered import ASSUMED, STEPS
from calculator.web.views.sheet_view import choices
from tests.messages import Message, every_message

OTHERS = tuple(code for code in LANGUAGES if code != "en")


@pytest.fixture(scope="module")
def asked_for() -> set[Message]:
    """Every text that a reader of the report or of the page may be told."""
    made = {
        *LABELS.values(),
        *_HINTS.values(),
        *_HEADS.values(),
        Column(asked=None).head,
        *(words for _, words in GRADES),
        *(words for _, words in STEPS),
        *(words for _, *some in ASSUMED for words in some),
        *(words for _, words in choices()),
    }
    return every_message() | {(text,) for text in made}


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_that_is_said_is_missing_or_left_over(code: str, asked_for: set[Message]) -> None:
    held = {named(message.id): message.string for message in catalogue_of(code) if message.id}
    assert asked_for - set(held) == set()
    assert set(held) - asked_for == set()
    assert [text for text, said in held.items() if not all(map(str.strip, named(said)))] == []


def named(text: str | Sequence[str]) -> Message:
    """A text, or those for one and for many, as one kind of thing."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_takes_what_its_text_takes(code: str) -> None:
    def taken(text: str) -> list[str | None]:
        return sorted(name or "" for _, name, _, _ in Formatter().parse(text) if name is not None)

    for message in catalogue_of(code):
        if message.id:
            for said in named(message.string):
                assert taken(named(message.id)[-1]) == taken(said), message.id


def test_every_question_and_every_grade_has_its_words() -> None:
    text = page_text("zh")
    assert all(text.grade(grade) for grade in Evidence)
    assert all(text.label(kind, "Dy") for kind in QuestionKind)


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    assert page_text("de")("nobody has translated this") == "nobody has translated this"


@pytest.mark.parametrize("code", OTHERS)
def test_a_country_that_is_offered_is_understood(code: str) -> None:
    unread = [name for name in page_text(code).countries() if read_country(name) is None]
    # Three names are parts of others (South Sudan), and whoever reads them asks which.
    assert len(unread) <= 3, unread


def test_a_language_that_there_is_not_is_english() -> None:
    assert languages.known_language("xx") == "en"
