from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from calculator.findings.report import Headline, Reading
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.reports.answer_words import headline, overall
from calculator.reports.finding_words import verdict_words
from calculator.reports.interface import FORMATS, write
from calculator.reports.reasons import licence_words
from calculator.reports.safe_text import safe
from tests.reports.factory import (
    BY_MASS,
    LIST,
    RULE_61,
    drone,
    exactly,
    finding,
    node,
    reasons,
    report,
)


def test_below_under_rule_61_is_about_trigger_1_1_only() -> None:
    below = finding("M", Verdict.BELOW, exactly("0"), exactly("1"), licence=Licence.NOT_REQUIRED)
    assert verdict_words(below) == "below (trigger 1(1) only)"
    assert (
        verdict_words(node("A", Verdict.BELOW, exactly("0"), exactly("1"), ("M",)))
        == "below (trigger 1(1) only)"
    )
    assert verdict_words(replace(below, rule=BY_MASS)) == "below"


def test_a_screening_never_speaks_of_a_licence() -> None:
    caught = finding("M", Verdict.CROSSES, exactly("1"), exactly("1"), rule=BY_MASS)
    assert licence_words(caught) == "caught"
    assert "licence" not in overall(report(caught, rules=(BY_MASS,))).casefold()


def test_the_headline_counts_what_is_asked_for() -> None:
    assert (
        headline(drone())
        == "1 of 3 magnets and targets crosses the 0.1 % line of cn-mofcom-2025-61; 1 undetermined; 1 bought-in part whose magnets are unknown; 1 mention of a magnet or target beside the lines."
    )
    assert headline(replace(drone(), reading=Reading.PRODUCT)).startswith(
        "0 of 1 product cross the 0.1 % line"
    )


def test_what_is_caught_for_another_reason_than_its_share_is_in_the_headline() -> None:
    chinese = finding("M", Verdict.BELOW, exactly("0"), exactly("1"))
    chinese = replace(chinese, reasons=reasons(Verdict.BELOW, origin="yes"))
    said = "0 of 1 magnet or target cross the 0.1 % line of cn-mofcom-2025-61"
    assert headline(report(chinese)) == (
        f"{said}; 1 caught for another reason: 1(3) Chinese origin."
    )
    assert headline(report(replace(chinese, licence=Licence.NOT_REQUIRED))) == f"{said}."


def test_the_answer_names_what_was_tested_where_a_list_knows_no_products() -> None:
    found = replace(report(rules=(LIST,)), reading=Reading.PRODUCT)
    assert overall(found).split(":")[0].endswith("for the items")
    assert (
        overall(replace(found, rules=(RULE_61, LIST)))
        .split(":")[0]
        .endswith("for the products; items")
    )


def test_a_bill_without_magnets_says_so() -> None:
    nothing = finding(
        "M",
        Verdict.NOT_SUBJECT,
        exactly("0"),
        exactly("1"),
        subject=Subject.NO,
        licence=Licence.NOT_REQUIRED,
    )
    assert headline(report(nothing)) == "no magnet or target on the list of cn-mofcom-2025-61."


def test_a_file_that_could_not_be_read_is_part_of_the_answer() -> None:
    assert (
        overall(replace(drone(), refused=("broken.xlsx",)))
        == "Licence for the magnets and targets: required; 1 file could not be read"
    )


def test_text_of_a_file_is_one_safe_line() -> None:
    assert safe("a\nb\tc\x1b[0m\u202e\ud800") == "a b c\ufffd[0m\ufffd\ufffd"
    assert safe("x" * 100, 10) == "x" * 9 + "…"
    assert safe("永磁体") == "永磁体"


def test_while_a_file_is_unread_no_headline_says_that_nothing_is_required() -> None:
    below = finding(
        "MAG-02", Verdict.BELOW, exactly("0"), exactly("1"), licence=Licence.NOT_REQUIRED
    )
    assert report(below).headline is Headline.NOT_REQUIRED
    unread = replace(report(below), refused=("prices.xlsx",))
    assert unread.headline is Headline.UNDETERMINED
    assert (
        overall(unread)
        == "Licence for the magnets and targets: undetermined; 1 file could not be read"
    )


def test_where_nothing_was_read_there_is_no_answer() -> None:
    nothing = replace(report(), refused=("broken.xlsx",), item_count=0)
    assert nothing.headline is Headline.NO_ANSWER
    assert overall(nothing) == "No answer on the magnets and targets: 1 file could not be read"
    assert "no magnet or target" not in headline(nothing)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])  # set from html
def test_no_format_calls_an_unread_file_clear(form: str) -> None:
    nothing = replace(report(), refused=("broken.xlsx",), item_count=0)
    content = write(nothing, FORMATS[form])
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content))["Summary"]
        text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        text = content.decode("utf-8-sig")
    if form in ("json", "sarif"):
        assert '"headline": "no-answer"' in text
    elif form == "csv":
        assert "no-answer" in text
        assert "broken.xlsx" in text
    else:
        assert "No answer" in text
        assert "could not be read" in text
    assert "not required." not in text
    assert "No magnet or target was found" not in text
