from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from calculator.findings.report import Reading, Report
from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import UNKNOWN
from calculator.reports.errors import UnavailableError
from calculator.reports.finding_words import share_words
from calculator.reports.interface import FORMATS, Format, format_for, write
from calculator.reports.records.json_report import as_json, report_schema
from calculator.reports.text.terminal import plain_text
from tests.reports.factory import BY_MASS, RULE_61, cell, drone, finding, item, report

AWKWARD = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "[bold red]x[/]",
    "a|b",
    "<script>alert(1)</script>",
    "\x1b[31mred\x07\x00",
    "\u202egnp.exe",
    "lone \ud800 surrogate",
    "\ufffe\uffff",
    "line\r\nbreak\u2028",
    "# heading",
    "钕铁硼 磁钢",
    "x" * 40000,
    "#REF!",
]
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def awkward(text: str) -> Report:
    """A report in which everything that a supplier writes is ``text``."""
    plain = drone()
    odd = [
        replace(
            one,
            item=replace(
                one.item,
                number=text,
                description=text,
                supplier=text,
                material=text,
                cells=(cell(3, 2, text, text),),
            ),
            contributions=tuple(
                replace(part, origin=text, path=(text,), cells=(cell(1, 1, text, text),))
                for part in one.contributions
            ),
            where_used=tuple(replace(use, path=(text, text)) for use in one.where_used),
            questions=tuple(replace(asked, item=text, supplier=text) for asked in one.questions),
        )
        for one in plain.findings
    ]
    return replace(
        plain,
        findings=tuple(odd),
        suspects=tuple(
            replace(one, item=replace(one.item, number=text, description=text), why=text)
            for one in plain.suspects
        ),
        nodes=tuple(replace(one, item=item(text, text)) for one in plain.nodes),
        problems=tuple(
            replace(one, message=text, cells=(cell(9, 9, text, text),)) for one in plain.problems
        ),
        inputs=tuple(replace(one, path=text) for one in plain.inputs),
    )


@cache
def validator() -> Draft202012Validator:
    """Of the shipped schema, which is valid itself."""
    Draft202012Validator.check_schema(report_schema())
    return Draft202012Validator(report_schema())


def check_schema(found: Report) -> None:
    validator().validate(json.loads(write(found, FORMATS["json"])))


def test_every_json_report_is_valid_against_the_shipped_schema() -> None:
    for found in (
        drone(),
        report(),
        replace(drone(), reading=Reading.PRODUCT),
        replace(drone(), refused=("broken.xlsx",)),
    ):
        check_schema(found)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_of_a_supplier_leave_the_json_valid(text: str) -> None:
    check_schema(awkward(text))


def test_a_mass_rule_and_open_bounds_are_valid_json() -> None:
    by_mass = finding("MAG-01", Verdict.UNDETERMINED, UNKNOWN, UNKNOWN, rule=BY_MASS, whole=UNKNOWN)
    check_schema(report(by_mass, rules=(BY_MASS,)))
    (found,) = as_json(report(by_mass, rules=(BY_MASS,)))["findings"]
    assert found["headroom"]["max_mass_below"] == "0"
    assert found["headroom"]["times_line"] == {"low": "0", "high": None}
    assert found["value"]["numerator"] == {"low": "0", "high": None}


def test_the_json_names_nothing_but_what_the_contract_names_and_more() -> None:
    found = as_json(drone())
    assert {
        "schema_version",
        "tool",
        "on",
        "inputs",
        "assumptions",
        "rules",
        "summary",
        "findings",
        "suspects",
        "assemblies",
        "products",
        "problems",
    } <= set(found)
    first = found["findings"][0]
    assert first["value"]["share"] == {"low": "0.0248", "high": "0.0248"}
    assert first["headroom"]["max_value_below"] == "0.0125"
    assert first["headroom"]["times_line"] == {"low": "24.8", "high": "24.8"}
    assert first["headroom"]["item_value_at_line"] == {"low": "310", "high": "310"}
    assert first["contributions"][0]["cells"] == ["drone.xlsx!Content!B4", "drone.xlsx!Content!H4"]
    assert first["reasons"][0] == {
        "trigger": "value-share",
        "is": "crosses",
        "clause": "1(1)",
        "on_date": "not-confirmed",
    }
    clearance = found["summary"].pop("clearance")
    assert clearance["proved"][:2] == ["account", "identity"]
    assert clearance["assumed"] == ["technology"]
    assert clearance["open"][0] == {
        "obligation": "heard",
        "question": "which magnets or targets does N52 magnet for the door latch hold?",
        "why": 'the remark says "N52 magnet"',
        "cells": ["drone.xlsx!BOM!B30"],
        "cells_total": 1,
    }
    assert found["findings"][1]["clearance"][-1] == {
        "obligation": "technology",
        "is": "assumed",
        "by": "--assume technology=no",
        "question": "",
        "cells": [],
        "cells_total": 0,
    }
    assert [one["clearance"] for one in (found["findings"][0], found["findings"][2])] == [[], []]
    assert [(one["kind"], one["item"]) for one in found["suspects"]] == [
        ("part", "SPK-7"),
        ("heard", ""),
    ]
    assert found["question_groups"][0] == {
        "asks": "origin of Dy",
        "supplier": "日本電磁石",
        "yours": False,
        "settles": ["MAG-03"],
        "items": ["MAG-03"],
    }
    account = found["accounting"]["inputs"][0]
    assert account["sheets"][0]["rows"] == {"line": 7, "heading": 1, "note": 1}
    assert account["sheets"][0]["columns"][1] == {"heading": "Ort", "as": "unread"}
    assert (account["heard"], account["heard_as"]) == (3, {"part": 1, "negation": 2})
    assert account["objects"] == {"picture": 1}
    assert found["summary"] == {
        "items": 6,
        "subject": 3,
        "crosses": 1,
        "below": 1,
        "undetermined": 1,
        "suspects": 2,
        "licence_required": 1,
        "waived": 0,
    }
    assert [one["item"] for one in found["assemblies"]] == ["DRONE", "MOTOR"]
    assert [one["item"] for one in found["products"]] == ["DRONE"]
    assert write(drone(), FORMATS["json"]).endswith(b"}\n")


# The PDF, which takes seconds, is held to it in test_same_bytes.py, by another process.
@pytest.mark.parametrize("form", [form for form in FORMATS.values() if form.name != "pdf"], ids=str)
def test_the_same_report_gives_the_same_bytes(form: Format) -> None:
    try:
        first = write(drone(), form)
    except UnavailableError as missing:
        pytest.skip(str(missing))
    assert write(drone(), form) == first


def test_no_date_of_writing_is_in_a_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(write(drone(), FORMATS["xlsx"]))) as archive:
        assert len({part.date_time for part in archive.infolist()}) == 1
        stamps = set(re.findall(rb"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml")))
    assert len(stamps) == 1


@pytest.mark.parametrize("text", AWKWARD)
def test_no_field_of_a_csv_begins_like_a_formula(text: str) -> None:
    rows = list(
        csv.reader(
            io.StringIO(write(awkward(text), FORMATS["csv"]).decode("utf-8-sig"), newline="")
        )
    )
    assert len(rows) == 5
    assert not [
        field
        for row in rows
        for field in row
        if field.lstrip()[:1] in {"=", "+", "-", "@", "\t", "\r"} and field
    ]


@pytest.mark.parametrize("form", [FORMATS["table"], FORMATS["md"]])
@pytest.mark.parametrize("text", AWKWARD)
def test_nothing_in_a_file_steers_a_terminal(text: str, form: Format) -> None:
    assert not CONTROL.search(write(awkward(text), form).decode("utf-8"))


def test_brackets_of_a_supplier_are_not_markup_of_the_terminal() -> None:
    assert "[bold red]x[/]" in plain_text(awkward("[bold red]x[/]"))


def test_a_supplier_can_neither_open_a_table_cell_nor_a_tag_in_markdown() -> None:
    text = write(awkward("a|b<img>"), FORMATS["md"]).decode()
    assert r"a\|b\<img\>" in text
    assert not re.search(r"(?<!\\)<img", text)


@pytest.mark.parametrize("width", [20, 40, 56, 60, 72, 80, 120])
def test_no_figure_and_no_verdict_of_the_table_is_lost_however_narrow_the_terminal(
    width: int,
) -> None:
    text = plain_text(drone(), width)
    shown = "".join(text.split())
    for tested in drone().findings:
        assert share_words(tested).replace(" ", "") in shown, tested.item.number
        assert "".join(tested.item.number.split()) in shown
    assert "undetermined" in text.replace(";", "").split()


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    wide = {"永", "磁", "体", "钢", "日", "本", "電", "石"}
    for line in plain_text(drone(), width).splitlines():
        assert len(line) + sum(one in wide for one in line) <= width


def test_a_hair_below_the_line_reads_below_and_not_as_the_line() -> None:
    for form in (FORMATS["table"], FORMATS["md"]):
        text = write(drone(), form).decode()
        assert "0.099999 %" in text
        assert "1(1)" in text


def test_the_first_lines_say_the_answer_and_what_is_open() -> None:
    head = " ".join(
        " ".join(write(drone(), FORMATS["table"]).decode().splitlines()[:5])
        .replace("│", " ")
        .split()
    )
    assert "required" in head
    assert "1 of 3 magnets and targets crosses the 0.1 %" in head
    assert "1 undetermined" in head
    assert "1 bought-in part whose magnets are unknown" in head


def test_every_report_for_people_says_the_status_and_that_it_is_not_legal_advice() -> None:
    for form in (FORMATS["table"], FORMATS["md"]):
        text = " ".join(write(drone(), form).decode().split())
        assert "not confirmed" in text
        assert "Not legal advice" in text
        assert RULE_61.title in text


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("r.json", FORMATS["json"]),
        ("r.XLSX", FORMATS["xlsx"]),
        ("r.md", FORMATS["md"]),
        ("r.csv", FORMATS["csv"]),
        ("r.doc", None),
        ("r", None),
    ],
)
def test_the_suffix_chooses_the_format(name: str, form: Format | None) -> None:
    assert format_for(Path(name)) is form
