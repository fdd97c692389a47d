"""Each format as its readers read it: every sample, and a bill whose names are out to do harm."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from markdown_it import MarkdownIt
from openpyxl import Workbook

from calculator.assessment import Options, assess
from calculator.findings.report import Reading, Report
from calculator.reports.dataframes import FINDING_COLUMNS
from calculator.reports.interface import FORMATS, write
from calculator.rules import load_rules
from tests.paths import SAMPLES
from tests.reports.records.test_junit import junit
from tests.reports.records.test_sarif import run_of
from tests.reports.test_formats import AWKWARD, awkward, check_schema

NAMES = sorted(
    path.name
    for path in SAMPLES.glob("*")
    if path.suffix in {".xlsx", ".csv"} and path.name != "drone-facts.xlsx"
)
HARMFUL = "hostile"
RULES = tuple(one.id for one in load_rules()[0].values() if not one.why_not_applicable)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in which every name of a supplier is one that has broken a reader somewhere."""
    path = tmp_path_factory.mktemp("hostile") / "a&b 'q' <i>#%25,;.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "BOM <&> 'x' |`"
    sheet.append(
        [
            "Level",
            "Part Number",
            "Description",
            "Supplier",
            "Quantity",
            "Unit Price",
            "Currency",
            "Item Class",
            "Material",
        ]
    )
    sheet.append([0, "TOP", "Machine", "", 1, 1000, "USD", "assembly", ""])
    for number, text in enumerate(
        [
            *AWKWARD,
            "]]>",
            "<!--",
            "&amp;",
            "${jndi}",
            "{{7*7}}",
            "![x](http://x.invalid/a.png)",
            "<https://x.invalid>",
            "a\\|b",
            "``` sh",
            "1. x",
            "- x",
            "> x",
            "www.x.invalid",
            "@everyone",
        ]
    ):
        plain = "".join(
            one for one in text if one.isprintable() and not 0xD800 <= ord(one) < 0xE000
        )[:200]
        sheet.append([1, f"{plain} {number}", plain, plain, 1, 2, "USD", "magnet", "NdFeB"])
    book.save(path)
    return path


@cache
def assessed(path: Path, reading: Reading) -> Report:
    known = load_rules()[0]
    # The sample of thousands of lines is held against two of the rules only: time.
    rules, lists = (
        tuple(known[one] for one in (RULES if path.stat().st_size < 100_000 else RULES[:2])),
        tuple(one for one in known.values() if one.has_codes),
    )
    return assess(
        (path,), (), Options(on=date(2026, 11, 23), rules=rules, lists=lists, reading=reading)
    ).report


@pytest.mark.parametrize("name", [*NAMES, HARMFUL])
def test_every_format_is_read_back_for_every_sample(name: str, hostile: Path) -> None:
    path = hostile if name == HARMFUL else SAMPLES / name
    found = assessed(path, Reading.MATERIALS)
    assert_valid(found, assessed(path, Reading.PRODUCT))
    assert_same_table(found)
    assert_structure(found)


def assert_valid(*reports: Report) -> None:
    for report in reports:
        check_schema(report)
        assert len(junit(report)) == len(report.rules)
        assert {one["ruleId"] for one in run_of(report)["results"]} >= {
            problem.code for problem in report.problems
        }


def assert_same_table(found: Report) -> None:
    text = write(found, FORMATS["csv"])
    heads, *rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), strict=True))
    assert tuple(heads) == FINDING_COLUMNS
    assert {len(row) for row in rows} <= {len(FINDING_COLUMNS)}
    frame = pd.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert tuple(frame.columns) == FINDING_COLUMNS
    assert frame.to_numpy().tolist() == rows
    assert [(row[0], row[7]) for row in rows] == [
        (one.rule.id, one.verdict.value) for one in found.findings
    ]


def test_pandas_reads_the_shares_as_numbers() -> None:
    frame = pd.read_csv(
        io.BytesIO(write(assessed(SAMPLES / "drone.xlsx", Reading.MATERIALS), FORMATS["csv"]))
    )
    first = frame[frame["rule"] == "cn-mofcom-2025-61"].set_index("item").loc["DR-1332"]
    assert float(first["share_low"]) == pytest.approx(0.0000553)


PARSER = MarkdownIt("gfm-like", {"linkify": False})
"""CommonMark with the tables of GitHub."""


def tokens(text: str) -> list[Any]:
    return [one for token in PARSER.parse(text) for one in (token, *(token.children or ()))]


def assert_structure(found: Report) -> None:
    text = write(found, FORMATS["md"]).decode()
    assert_ours_only(text)
    assert re.findall(r"https?:|www\.|(?<!\\)@", text) == [], "GitHub makes links of these"
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert sum(token.type == "heading_open" for token in tokens(text)) == len(heads)


@pytest.mark.parametrize("text", AWKWARD)
def test_no_name_makes_markup_in_the_markdown(text: str) -> None:
    assert_ours_only(write(awkward(text), FORMATS["md"]).decode())


def assert_ours_only(text: str) -> None:
    """Headings, paragraphs, lists, tables with as many cells as heads, strong and emphasis: no link, image, code or HTML."""
    kinds = {token.type for token in tokens(text)}
    assert kinds <= {
        *(
            f"{one}_{end}"
            for one in (
                "heading",
                "paragraph",
                "table",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "bullet_list",
                "list_item",
                "strong",
                "em",
            )
            for end in ("open", "close")
        ),
        "inline",
        "text",
        "softbreak",
        "text_special",
    }, kinds
    rows: list[int] = []
    for token in PARSER.parse(text):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append(0)
        elif token.type in {"td_open", "th_open"}:
            rows[-1] += 1
        elif token.type == "table_close":
            assert len(set(rows)) == 1


def test_the_schema_knows_every_kind_of_question():
    from importlib import resources

    from calculator.findings.finding import QuestionKind

    schema = json.loads(
        resources.files("calculator.reports.records").joinpath("schema.json").read_text("utf-8")
    )
    questions = schema["properties"]["findings"]["items"]["properties"]["questions"]
    assert set(questions["items"]["properties"]["kind"]["enum"]) == {
        kind.value for kind in QuestionKind
    }
