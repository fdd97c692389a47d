"""The samples: the program gives the answers that were worked by hand, and the committed files are what the script writes."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli.main import main
from tests.paths import SAMPLES

RUNS: list[dict[str, Any]] = tomllib.loads((SAMPLES / "answers.toml").read_text("utf-8"))["run"]
BOOKS = sorted(path.name for path in SAMPLES.glob("*.xlsx"))
TEXTS = sorted(path.name for path in SAMPLES.glob("*.csv"))
IN_GRAMS = {"mg": Fraction(1, 1000), "g": Fraction(1), "kg": Fraction(1000)}


def fraction(text: str) -> Fraction:
    part, _, whole = text.partition("/")
    return Fraction(part) / Fraction(whole or "1")


def both_ends(share: dict[str, str]) -> list[Fraction]:
    return [fraction(share["low"]), fraction(share["high"])]


@pytest.mark.parametrize(
    "answer", RUNS, ids=[" ".join([run["file"], *run.get("args", [])]) for run in RUNS]
)
def test_a_sample_has_the_answer_that_was_worked_by_hand(answer: dict[str, Any]) -> None:
    args = [
        str(SAMPLES / word) if word.endswith((".xlsx", ".toml")) else word
        for word in answer.get("args", [])
    ]
    result = CliRunner().invoke(
        main,
        ["check", str(SAMPLES / answer["file"]), "--format", "json", "--on", "2026-11-23", *args],
    )
    assert result.exit_code == answer["exit"], result.stderr
    report = json.loads(result.stdout)
    assert [suspect["item"] for suspect in report["suspects"]] == answer["suspects"]
    assert [problem for problem in report["problems"] if problem["severity"] == "error"] == []
    found = {finding["item"]: finding for finding in report["findings"]}
    if "items" in answer:
        assert sorted(found) == sorted(answer["items"])
    for item, expected in answer.get("items", {}).items():
        finding = found[item]
        said = {key: finding[key] for key in ("subject", "verdict", "licence")}
        assert said == {key: expected[key] for key in said}, item
        assert {reason["clause"]: reason["is"] for reason in finding["reasons"]} == dict(
            zip(("1(1)", "1(2)", "1(3)"), expected["triggers"], strict=True)
        ), item
        if "share" in expected:
            assert both_ends(finding["value"]["share"]) == [
                fraction(text) for text in expected["share"]
            ], item
        if "asks" in expected:
            assert any(
                one["asks"].startswith(expected["asks"]) and one["supplier"] == expected["of"]
                for one in finding["questions"]
            ), item
    if "product" in answer:
        product = next(
            one for one in report["products"] if one["item"] == answer["product"]["item"]
        )
        assert product["verdict"] == answer["product"]["verdict"]
        assert both_ends(product["share"]) == [
            fraction(text) for text in answer["product"]["share"]
        ]


def test_every_sample_has_an_answer() -> None:
    assert sorted({run["file"] for run in RUNS} | {"drone-facts.xlsx"}) == sorted([*BOOKS, *TEXTS])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the script has just written every sample."""
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("samples")
    module.write(folder)
    return folder


def test_the_committed_samples_are_what_the_script_writes(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == sorted([*BOOKS, *TEXTS])
    for name in TEXTS:
        assert (written / name).read_bytes() == (SAMPLES / name).read_bytes(), name
    for name in BOOKS:
        assert cells(written / name) == cells(SAMPLES / name), name


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(path, read_only=True)
    found: dict[str, list[tuple[object, ...]]] = {
        sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }
    book.close()
    return found


def test_the_samples_run_from_a_handful_to_several_thousand_lines() -> None:
    sizes = {name: len(next(iter(cells(SAMPLES / name).values()))) - 1 for name in BOOKS}
    assert 3000 < sizes["electric-drive-line.xlsx"] < 5000
    assert 50 < sizes["drone.xlsx"] < 70


@pytest.mark.parametrize(
    "name", [name for name in BOOKS if name not in {"drone-facts.xlsx", "servo-axis-de.xlsx"}]
)
def test_nothing_in_a_sample_costs_or_weighs_less_than_what_is_in_it(name: str) -> None:
    heading, *lines = cells(SAMPLES / name)["BOM"]
    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    for what, own in (("price", price), ("mass", mass)):
        for row, stated, held in rolled(rows, own):
            assert stated is None or stated >= held, (
                what,
                row["Part Number"],
                float(stated),
                float(held),
            )


def price(row: dict[object, object]) -> Fraction | None:
    stated = row["Unit Price"]
    return None if stated is None else Fraction(str(stated)) / Fraction(str(row["Price Per"] or 1))


def mass(row: dict[object, object]) -> Fraction | None:
    """In grams; a line counted by mass weighs its unit."""
    if row["Unit"] in IN_GRAMS:
        return IN_GRAMS[str(row["Unit"])]
    return (
        None
        if row["Unit Mass"] is None
        else Fraction(str(row["Unit Mass"])) * IN_GRAMS[str(row["Mass Unit"])]
    )


def rolled(
    rows: list[dict[object, object]], own: Any
) -> Iterator[tuple[dict[object, object], Fraction | None, Fraction]]:
    """Each row with its own amount and the sum of what is in it; a row without its own passes that sum up."""
    held = [Fraction(0)] * 20
    for row in reversed(rows):
        level = int(str(row["Level"]))
        stated, inside = own(row), held[level + 1]
        held[level + 1] = Fraction(0)
        held[level] += (inside if stated is None else stated) * Fraction(str(row["Quantity"]))
        yield row, stated, inside


def test_the_company_is_what_its_script_writes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_company", SAMPLES / "make_company.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.write(tmp_path)
    made = {
        path.relative_to(tmp_path): path.read_bytes()
        for path in tmp_path.rglob("*.*")
        if path.is_file()
    }
    company = SAMPLES / "company"
    assert {
        path: (company / path).read_bytes() == content for path, content in made.items()
    } == dict.fromkeys(made, True)
    others = {
        path.relative_to(company).parts[0] for path in company.rglob("*.*") if path.is_file()
    } - {path.parts[0] for path in made}
    assert others == {"answers"}
    suppliers = {
        row["Supplier"]
        for number in range(1, 41)
        for row in module.bill_of(number)
        if row["Supplier"]
    }
    twice = set(module.SPELLED_TWICE.values())
    assert (len(list(module.bills())), len(suppliers - twice), len(suppliers & twice)) == (
        40,
        25,
        3,
    )
