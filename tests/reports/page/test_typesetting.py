from __future__ import annotations

import re

import pytest

from calculator.reports.page.html_tree import tree_of
from calculator.reports.page.typesetting import Manuscript, manuscript_of


def manuscript(body: str, *drawings: str) -> Manuscript:
    return manuscript_of(
        tree_of(f"<html lang='en'><title>T</title><body>{body}</body></html>"), drawings, "a4"
    )


@pytest.mark.parametrize(
    ("body", "call"),
    [
        ("<h2 class='x'>A  <b>bold</b>\n head</h2>", 'h2("x", {"A "; b({"bold"}); " head"})'),
        ("<p> spaces <b> once </b> only </p>", 'p("", {"spaces "; b({"once "}); "only "})'),
        ("<p>1\u00a0%</p>", 'p("", {"1\u00a0%"})'),
        ("<ul><li>one</li><li>two</li></ul>", 'ul("", ({"one"}, {"two"}, ))'),
        ("<p><span lang='ja'>磁石</span></p>", 'text(lang: "ja", {"磁石"})'),
        ("<p class='skip'>left</p><a class='skip' href='#m'>out</a>", 'p("skip", {"left"})'),
        ("<p><a href='https://example.com/x'>y</a></p>", 'link("https://example.com/x", {"y"})'),
        ("<p><a href='#here'>stays</a></p>", 'p("", {"stays"})'),
        (
            "<img class='drawing' src='drawing:0' alt='Bars'>",
            'picture("drawing", "drawing-0.svg", "Bars")',
        ),
    ],
)
def test_an_element_is_a_call_of_the_function_of_its_name(body: str, call: str) -> None:
    assert call in manuscript(body, "<svg/>").source


def test_a_table_has_its_columns_its_head_and_its_fields() -> None:
    source = manuscript(
        "<table class='cards' data-columns='1fr auto'><caption>C</caption><thead><tr><th>A</th><th class='number'>B</th></tr></thead>"
        "<tbody><tr><th>1</th><td>2</td></tr><tr><td colspan='2'>3</td></tr></tbody></table>"
    ).source
    assert (
        'grid-of("cards", (1fr, auto, ), {"C"}, (field("th", 1, {"A"}), field("number th", 1, {"B"}), )'
        in source
    )
    assert 'field("td", 2, {"3"})' in source


def test_whatever_a_supplier_wrote_is_a_string_of_the_source() -> None:
    hostile = '" #read("/etc/passwd") \\ $x$ [*bold*] // gone'
    source = manuscript(f"<p>{hostile.replace('<', '&lt;')}</p>").source
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', source)
    assert '"' + hostile.replace("\\", "\\\\").replace('"', '\\"') + '"' in strings


def test_a_long_word_may_be_broken_where_it_is_marked() -> None:
    source = manuscript("<p><span class='long'>abcdefghijkl short</span></p>").source
    assert '"abcdefghi"; box(); "jkl "; "short"' in source
    assert "abcdefghijkl" in manuscript("<p>abcdefghijkl</p>").source


def test_a_picture_that_is_not_in_the_page_is_never_fetched() -> None:
    inside = manuscript("<img class='logo' src='data:image/png;base64,QUJD' alt='Us'>")
    assert inside.pictures == {"picture-0.png": b"ABC"}
    for address in ("http://example.com/x.png", "file:///etc/passwd", "//example.com/x"):
        with pytest.raises(ValueError, match="nothing is fetched"):
            manuscript(f"<img src='{address}' alt=''>")


def test_an_element_that_a_template_left_open_is_an_error() -> None:
    with pytest.raises(ValueError, match="closes div where p is open"):
        tree_of("<div><p>text</div>")
