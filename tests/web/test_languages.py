"""The page in other languages: no text is missing, none is left over, and what a text takes is what its translation takes."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")

from babel.messages.extract import extract_from_file
from jinja2.ext import babel_extract

from calculator.findings.finding import QuestionKind
from calculator.model.countries import read_country
from calculator.model.item import Evidence
from calculator.web import languages
from calculator.web.forms.facts_matrix import _HEADS, Column
from calculator.web.forms.manual_facts import _HINTS, GRADES, LABELS
from calculator.web.languages import IN_OTHER_LANGUAGES, LANGUAGES, catalogue_of, page_text
from calculator.web.views.offered import ASSUMED, STEPS
from tests.paths import ROOT

OTHERS = tuple(code for code in LANGUAGES if code != "en")
WEB = ROOT / "calculator" / "web"


def of_templates() -> set[str]:
    """The texts that templates ask for."""
    return {
        str(message)
        for path in (WEB / "templates").glob("*.j2")
        for _, message, *_ in extract_from_file(babel_extract, path, {"_": None})
    }


def asked_for() -> set[str]:
    """Every text that a screen in another language may show."""
    with (WEB / "languages.py").open("rb") as file:
        marked = {
            message for _, message, *_ in extract_from_file("python", file.name, {"N_": None})
        }
    made = {
        *LABELS.values(),
        *_HINTS.values(),
        *_HEADS.values(),
        Column(asked=None).head,
        *(words for _, words in GRADES),
        *(words for _, words in STEPS),
        *(words for _, *some in ASSUMED for words in some),
    }
    return of_templates() | {str(text) for text in marked} | made


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_that_a_screen_says_is_missing_or_left_over(code: str) -> None:
    held = {str(message.id): str(message.string) for message in catalogue_of(code) if message.id}
    assert asked_for() == set(held)
    assert [text for text, said in held.items() if not said.strip()] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_takes_what_its_text_takes(code: str) -> None:
    def taken(text: str) -> list[str | None]:
        return sorted(name or "" for _, name, _, _ in Formatter().parse(text) if name is not None)

    for message in catalogue_of(code):
        if message.id:
            assert taken(str(message.id)) == taken(str(message.string)), message.id


def test_every_question_and_every_grade_has_its_words() -> None:
    text = page_text("zh")
    assert all(text.grade(grade) for grade in Evidence)
    assert all(text.label(kind, "Dy") for kind in QuestionKind)


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    assert page_text("de")("nobody has translated this") == "nobody has translated this"
    assert page_text("de").overall_text("Consequence for the planets: unknown") == (
        "Consequence for the planets: unknown"
    )


def test_an_answer_is_in_one_language_as_a_whole() -> None:
    text = "Licence for the magnets and targets: not required"
    assert page_text("en").overall_text(text) == text
    assert page_text("de").overall_text(text) == (
        "Genehmigung für Magnete und Targets: nicht erforderlich"
    )
    partial = page_text("zh").overall_text(f"{text}; 1 file could not be read")
    assert partial == "磁体和靶材的许可：不需要; 并非所有文件都能读取"
    assert page_text("ja").licence("required: 1(1)") == "許可：必要 1(1)"


@pytest.mark.parametrize("code", OTHERS)
def test_a_country_that_is_offered_is_understood(code: str) -> None:
    unread = [name for name in page_text(code).countries() if read_country(name) is None]
    # Three names are parts of others (South Sudan), and whoever reads them asks which.
    assert len(unread) <= 3, unread


def test_every_screen_that_is_said_to_be_translated_is_there() -> None:
    assert {name for name in IN_OTHER_LANGUAGES if not _template(name).is_file()} == set()
    assert languages.known_language("xx") == "en"


def _template(name: str) -> Path:
    return WEB / "templates" / f"{name}.html.j2"
