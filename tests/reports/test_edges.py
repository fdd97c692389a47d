from __future__ import annotations

import io
import json
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest

from calculator.findings.finding import Finding
from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports.interface import FORMATS, Format, write
from calculator.reports.text.terminal import plain_text
from tests.reports.factory import between, drone, exactly, finding, report
from tests.reports.test_formats import CONTROL, awkward


def huge() -> Finding:
    many = Bounds(Fraction(1, 3), Fraction(10) ** 400)
    return finding(
        "MAG-01", Verdict.UNDETERMINED, many, between("1", "2"), listed=many, whole=exactly("1e-90")
    )


@pytest.mark.parametrize(
    "form", [FORMATS["json"], FORMATS["csv"], FORMATS["md"], FORMATS["table"], FORMATS["xlsx"]]
)
def test_numbers_beyond_any_float_are_written(form: Format) -> None:
    assert write(report(huge()), form)


def test_the_columns_of_the_csv_do_not_depend_on_what_was_found() -> None:
    heads = [
        write(one, FORMATS["csv"]).decode("utf-8-sig").splitlines()[0]
        for one in (report(), drone())
    ]
    assert heads[0] == heads[1]


@pytest.mark.parametrize("form", [FORMATS["table"], FORMATS["md"]])
def test_below_always_says_which_trigger_it_is_about(form: Format) -> None:
    plain = drone()
    only_node = replace(plain, findings=plain.findings[:1], nodes=plain.nodes[:1])
    text = (
        plain_text(only_node, 200) if form is FORMATS["table"] else write(only_node, form).decode()
    )
    assert "below (trigger 1(1) only)" in text


def test_a_supplier_gets_no_link_into_a_markdown_report() -> None:
    text = write(awkward("https://evil.example/x www.evil.example"), FORMATS["md"]).decode()
    assert "https://evil" not in text
    assert "www.evil" not in text


@pytest.mark.parametrize("text", ["\u202egnp", "\x85\x9b31m", "\x1b[31m"])
def test_no_control_character_of_a_file_is_in_the_json_once_it_is_read(text: str) -> None:
    found = json.loads(write(awkward(text), FORMATS["json"]))
    assert not CONTROL.search(found["findings"][0]["description"])


def test_a_workbook_never_shows_a_hair_below_the_line_as_the_line() -> None:
    near = finding("MAG-02", Verdict.BELOW, exactly("0.012499999"), exactly("12.5"))
    book = openpyxl.load_workbook(io.BytesIO(write(report(near), FORMATS["xlsx"])))
    texts = [str(one.value) for one in next(book["Findings"].iter_rows(min_row=2))]
    assert "0.09999999 %" in texts
