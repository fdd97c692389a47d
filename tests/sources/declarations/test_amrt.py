"""The RMI's template: a list of products names rare earths without amounts; nothing in it clears, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from calculator.assessment import Options, assess
from calculator.findings.accounting import RowFate, SheetFate
from calculator.findings.verdict import Verdict
from tests.sources.declarations.amrt_workbook import amrt
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

FULL = [
    {"Part Number": "MAG", "Substance": name, "wt%": share, "Disclosure": "full"}
    for name, share in (("Nd", 30), ("Fe", 69))
]


def run_of(tmp_path, facts, content=()):
    sheets = {"BOM": [magnet("MAG", Supplier="Hoshi", **{"Supplier Part No.": "H-77"})]}
    if content:
        sheets["Content"] = list(content)
    bill = write_workbook(tmp_path / "bom.xlsx", **sheets)
    return assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))


@pytest.mark.parametrize("product", [("X-1", "MAG"), ("MAG", None), ("H-77", None)])
def test_a_product_is_found_by_the_requesters_or_the_makers_number(tmp_path, product):
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", product))
    (row,) = run.read.content["MAG"]
    assert row.substance.key == "rare earth"
    assert row.origin.named == ("CN",)
    assert str(row.cells[1]) == "a.xlsx!Declaration!A8"
    assert "amrt-read" in codes(run)


@pytest.mark.parametrize("answer", ["Yes", "Unknown", "Not declaring"])
def test_a_named_rare_earth_is_any_amount(tmp_path, answer):
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", (None, "MAG"), answer=answer))
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_no_is_not_none(tmp_path):
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", (None, "MAG"), answer="No"))
    assert run.read.content == {}
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "scope", ["A. Company", "C. User defined [Specify in 'Description']", None]
)
def test_a_declaration_of_a_company_is_no_evidence(tmp_path, scope):
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", (None, "MAG"), scope=scope))
    assert run.read.content == {}
    assert "amrt-scope" in codes(run)
    assert run.report.refused == ()


def test_a_true_yes_takes_nothing_from_a_full_list(tmp_path):
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", (None, "MAG")), FULL)
    assert finding(run, "MAG").subject.value == "no", [str(p) for p in run.report.problems]


def test_its_sheets_have_fates(tmp_path):
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", (None, "MAG"), (None, "OTHER-1")))
    sheets = {sheet.name: sheet for sheet in run.report.accounting[1].sheets}
    assert sheets["Product List"].fate is SheetFate.FACTS
    assert sheets["Declaration"].rows[RowFate.FACTS] == 1
    assert all(sheet.adds_up for sheet in sheets.values())


def test_a_yes_for_an_element_that_a_full_list_lacks_opens_it(tmp_path):
    facts = amrt(tmp_path / "a.xlsx", (None, "MAG"), mineral="Dysprosium")
    assert finding(run_of(tmp_path, facts, FULL), "MAG").verdict is Verdict.UNDETERMINED


def test_a_yes_for_rare_earths_opens_a_list_that_says_there_are_none(tmp_path):
    none = [{"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}]
    run = run_of(tmp_path, amrt(tmp_path / "a.xlsx", (None, "MAG")), none)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("scope", "answer", "mineral", "is_named"),
    [
        ("B. Product (or List of Products)", "Yes", "Rare Earth Elements", True),
        ("B. 产品（或产品列表）", "是", "稀土", True),
        ("B．製品（または製品リスト）", "はい", "Dysprosium", True),
        ("B. Produkt (oder Liste von Produkten)", "Ja", "Neodym", True),
        ("B. Product", "No", "Rare Earth Elements", False),
        ("B. Product", "いいえ", "Dysprosium", False),
        ("B. Product", "Unknown", "Dysprosium", True),
        ("A. 公司", "是", "稀土", False),
        ("C. User defined", "Yes", "Dysprosium", False),
        (None, "Yes", "Dysprosium", False),
    ],
)
def test_versions_in_other_languages_name_what_is_used_and_clear_nothing(
    tmp_path: Path, scope: str | None, answer: str, mineral: str, *, is_named: bool
) -> None:
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet("MAG")])
    template = amrt(tmp_path / "a.xlsx", (None, "MAG"), scope=scope, answer=answer, mineral=mineral)
    assessment = assess((bill,), (template,), Options(on=ON, rules=(LAW,)))
    assert bool(assessment.read.content.get("MAG")) is is_named
    assert assessment.report.exit_status() == 3


WAYS_OF_YES = {
    "an answer with more words": lambda book: put(book, "Declaration", 7, 2, "Yes, for part of the products"),
    "an answer below its mineral": lambda book: put(book, "Declaration", 7, 2, None, under="Yes"),
    "a later question answered yes": lambda book: put(book, "Declaration", 7, 2, "No", later="Yes"),
    "signs behind the name": lambda book: put(book, "Declaration", 7, 0, "Dysprosium (*)"),
    "a mineral of one's own": lambda book: put(book, "Declaration", 7, 0, "Other: dysprosium"),
    "a name with elements": lambda book: put(book, "Declaration", 7, 0, "Rare earth elements (Dy, Tb)"),
    "a comment on No": lambda book: put(book, "Declaration", 7, 2, "No", note="also terbium, used for diffusion"),
    "a comment on the product": lambda book: put(book, "Product List", 2, 4, "contains 3 % Dy"),
    "a scope in small letters": lambda book: put(book, "Declaration", 2, 2, "b) product"),
    "a scope in wide letters": lambda book: put(book, "Declaration", 2, 2, "Ｂ. Product"),
    "a scope without its letter": lambda book: put(book, "Declaration", 2, 2, "Product (or List of Products)"),
    "headings in another language": lambda book: put(book, "Product List", 1, 2, "请求方产品编号", others="名称"),
    "a smelter alone": lambda book: put(book, "Declaration", 7, 0, "Cobalt"),
}  # fmt: skip


def put(book, sheet, row, column, text, *, under=None, later=None, note=None, others=None):
    """Write a text into a cell of the template; ``others`` into all other cells of its row."""
    cells = book[sheet]
    cells.cell(row + 1, column + 1).value = text
    if others is not None:
        for cell in cells[row + 1]:
            cell.value = text if cell.column == column + 1 else others
    if under is not None:
        cells.cell(row + 2, 1).value = under
    if later is not None:
        cells.cell(row + 3, 3).value = later
    if note is not None:
        cells.cell(row + 1, 5).value = note


@pytest.mark.parametrize("way", WAYS_OF_YES)
def test_a_yes_in_any_form_opens_a_full_list_that_lacks_the_element(tmp_path, way):
    path = amrt(tmp_path / "a.xlsx", (None, "MAG"), mineral="Dysprosium")
    book = openpyxl.load_workbook(path)
    WAYS_OF_YES[way](book)
    book.save(path)
    assert finding(run_of(tmp_path, path, FULL), "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("answer", ["No", "Unknown", "Not declaring", None])
def test_an_answer_that_is_no_yes_takes_nothing_from_a_full_list(tmp_path, answer):
    facts = amrt(tmp_path / "a.xlsx", (None, "MAG"), mineral="Cobalt", answer=answer)
    book = openpyxl.load_workbook(facts)
    put(book, "Declaration", 7, 0, "Dysprosium")
    book.save(facts)
    run = run_of(tmp_path, facts, FULL)
    assert finding(run, "MAG").verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)
