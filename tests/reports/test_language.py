"""A report in another language: all that the page says is in it, and nothing that a file or a rule says."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.assessment import Options, assess
from calculator.cli.main import main
from calculator.findings.report import Report
from calculator.reports import language
from calculator.reports.interface import FORMATS, write
from calculator.reports.language import LANGUAGES, speaking, tr, tr_many
from calculator.reports.page.flow import flow_of
from calculator.reports.page.html import html_text
from calculator.reports.page.html_tree import Element, tree_of
from calculator.reports.retelling import retold
from calculator.reports.sentences_below import SENTENCES
from calculator.reports.settings import Edition, Settings
from tests.messages import PACKAGE
from tests.paths import SAMPLES
from tests.reports import factory
from tests.workbooks import LAW, ON

OTHERS = tuple(code for code in LANGUAGES if code != "en")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"<(?:style|script)>.*?</(?:style|script)>|<[^<>]*>", re.DOTALL)
_WORDS = re.compile(r"[A-Za-z]{3}")
_SAID = re.compile(r'(?:aria-label|data-label|alt|title|placeholder)="([^"]*)"')
_ENGLISH_ALONE = {"declaration.html.j2", "notice.html.j2", "message_page.html.j2"}
"""Forms of their own, and the page that says that there is none."""


@pytest.fixture(scope="module")
def drone() -> Report:
    return assess((SAMPLES / "drone.xlsx",), (), Options(on=ON, rules=(LAW,))).report


@pytest.fixture(scope="module")
def pages(drone: Report) -> dict[str, str]:
    """The whole report in every language."""
    return {code: html_text(drone, Settings(language=code)) for code in LANGUAGES}


def texts_of(element: Element) -> list[str]:
    """Every text of a page but those of styles and scripts."""
    return [
        text
        for part in element.parts
        for text in (
            [part]
            if isinstance(part, str)
            else []
            if part.tag in ("style", "script")
            else texts_of(part)
        )
    ]


@pytest.mark.parametrize(
    "path",
    [
        path
        for folder in ("reports/page/templates", "web/templates")
        for path in sorted((PACKAGE / folder).glob("*.j2"))
        if path.name not in _ENGLISH_ALONE
    ],
    ids=lambda path: path.name,
)
def test_no_template_has_a_text_that_nobody_can_translate(path: Path):
    text = _JINJA.sub("", path.read_text("utf-8")).replace("&nbsp;", " ")
    said = [attribute for attribute in _SAID.findall(text) if _WORDS.search(attribute)]
    shown = [line.strip() for line in _TAG.sub("", text).split("\n") if _WORDS.search(line)]
    assert [*said, *shown] == [] or set(shown) <= {"bom-deminimis .", "deminimis"}


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_in_another_language_has_no_sentence_of_ours_in_english(code, pages):
    assert f'<html lang="{code}">' in pages[code]
    assert english_left(pages[code], code) == set()


def test_so_is_the_edition_for_the_next_company(drone):
    page = html_text(drone, Settings(language="ja", edition=Edition.CUSTOMER))
    assert english_left(page, "ja") == set()


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", ["table", "md"])
def test_so_are_the_table_and_markdown(code, edition, name, drone):
    text = write(drone, FORMATS[name], Settings(language=code, edition=edition, with_tree=True))
    # A sentence may be cut into lines of the table, so that words are told apart by one space.
    shown = " ".join(re.sub("[|│]", " ", text.decode()).split()).replace(LAW.disclaimer, "")
    assert sentences_left(shown, code) == set()


def test_records_for_programs_are_in_english_whatever_is_spoken(drone):
    for name in ("json", "csv", "junit", "sarif"):
        form = FORMATS[name]
        assert write(drone, form, Settings(language="de")) == write(drone, form, Settings()), name


def sentences_left(shown: str, code: str) -> set[str]:
    """The texts of three words and more that stand in it in English although the catalogue has them."""
    # What a rule or a problem says is in English, so that a word of ours may stand in it by chance.
    with speaking(code):
        assert tr(language.TRANSLATION_NOTE)[:12] in shown
    return {text for text in untranslated(code) if text.count(" ") > 1 and text in shown}


def untranslated(code: str) -> set[str]:
    """The texts of the catalogue that have no place in them, as they are in English."""
    return {
        str(message.id)
        for message in language.catalogue_of(code)
        if isinstance(message.id, str)
        and " " in message.id
        and "{" not in message.id
        and message.string != message.id
    }


def english_left(page: str, code: str) -> set[str]:
    """The texts of a page that are English although the catalogue has them; it has to say what it is, too."""
    shown = {" ".join(text.split()) for text in texts_of(tree_of(page))}
    with speaking(code):
        assert tr(language.TRANSLATION_NOTE) in page
    return shown & untranslated(code)


def test_in_english_nothing_is_said_of_a_translation(pages):
    assert language.TRANSLATION_NOTE not in pages["en"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"[\d.]+-[\d.]+.%",
        r"[A-Za-z]+\.xlsx![A-Z]\w*![A-Z]+\d+",
        r"[0-9a-f]{64}",
        r"(?<=<b>)[A-Z]{2}-\d+",
        r"[\d.]+ USD",
    ],
)
def test_figures_cells_and_what_a_file_says_are_the_same_in_every_language(pattern, pages):
    told = [set(re.findall(pattern, page)) for page in pages.values()]
    assert told[0]
    assert all(each == told[0] for each in told)


def test_what_a_catalogue_lacks_is_said_in_english_and_never_as_nothing():
    with speaking("de"):
        assert tr("nobody has translated {thing}", thing="this") == "nobody has translated this"
        assert tr_many(2, "{count} untranslated", "{count} of them") == "2 of them"
        assert retold("a sentence of nobody") == "a sentence of nobody"
        assert tr("") == ""
    assert tr("below") == "below"


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_of_a_room_below_is_told_whole_with_what_stands_in_it(code):
    with speaking(code):
        assert retold("unknown") == tr("unknown")
        told = retold("which material it is, and whether it holds Dy or Tb")
        assert "Dy" in told
        assert "Tb" in told
        assert tr("whether it holds {elements} or {element}", elements="Dy", element="Tb") in told
        assert retold("mass of one unit of origin of Dy") != "mass of one unit of origin of Dy"


@pytest.mark.parametrize("name", ["drone.xlsx", "wind-generator.xlsx", "sputtering-targets.xlsx"])
def test_what_the_samples_ask_and_prove_is_told_in_every_language(name):
    report = assess((SAMPLES / name,), (), Options(on=ON, rules=(LAW,))).report
    asked = {question.asks for finding in report.findings for question in finding.questions}
    proved = {record.by for finding in report.findings for record in finding.clearance}
    for code in OTHERS:
        with speaking(code):
            assert {text for text in asked | proved if retold(text) == text} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_file_says_is_never_translated_not_even_where_it_is_a_word_of_ours(code):
    with speaking(code):
        assert '"magnet"' in retold('description says "magnet"').translate(_QUOTES)
        assert "unknown" in retold("mass of one unit of unknown")
        assert "target" in retold("price of target")


def test_a_supplier_who_is_called_like_a_word_of_ours_keeps_his_name():
    drawn = [
        replace(finding, item=replace(finding.item, supplier="target"))
        for finding in factory.drone().findings
    ]
    with speaking("zh"):
        flow = flow_of(factory.RULE_61, [each for each in drawn if each.rule is factory.RULE_61])
    assert flow is not None
    assert any(place.label.startswith("target (") for place in flow.places)


_QUOTES = str.maketrans(dict.fromkeys("“”„「」", '"'))


def test_no_template_of_a_sentence_takes_every_text():
    assert [text for text in SENTENCES if len(re.sub(r"\{\w+\}", "", text).strip()) < 2] == []


def test_a_language_is_for_formats_that_have_it(monkeypatch, tmp_path):
    run = CliRunner().invoke
    words = ["check", str(SAMPLES / "loudspeaker.xlsx"), "--on", "2026-11-23"]
    refused = run(main, [*words, "--language", "de", "-o", str(tmp_path / "r.json")])
    assert refused.exit_code == 2
    assert "table or md or html or pdf" in refused.stderr
    monkeypatch.setenv("DEMINIMIS_LANGUAGE", "de")
    assert run(main, [*words, "-o", str(tmp_path / "r.json")]).exit_code == 0
    assert run(main, [*words, "-o", str(tmp_path / "r.html")]).exit_code == 0
    assert '<html lang="de">' in (tmp_path / "r.html").read_text("utf-8")


_NOT_FOR_THE_PAGE = {"timeline.py", "page/html_tree.py", "page/pdf.py"}
"""The timeline of the terminal, and what is said where a page cannot be made."""
_MADE_OF_PIECES = re.compile(r"[a-z]{3,} [a-z]{3,}")


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in (*(PACKAGE / "reports").glob("*.py"), *(PACKAGE / "reports/page").glob("*.py"))
        if path.relative_to(PACKAGE / "reports").as_posix() not in _NOT_FOR_THE_PAGE
    ],
    ids=lambda path: path.name,
)
def test_no_sentence_is_made_of_pieces_around_values(path: Path):
    pieces = [
        part.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and _MADE_OF_PIECES.search(str(part.value))
    ]
    assert pieces == []


def test_the_language_ends_with_its_block():
    with speaking("ja"), speaking("en"):
        assert language.spoken_language() == "en"
    assert language.spoken_language() == "en"
