"""The portfolio is what the reports say, supplier by bill, and never more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from click.testing import CliRunner, Result

from calculator.audit.formats import plain_text
from calculator.audit.portfolio import UNNAMED, portfolio_of
from calculator.audit.session import Setting, audit
from calculator.audit.summary import Summary
from calculator.campaign.suppliers import SupplierGroup, confirmed_names
from calculator.cli.main import main
from tests.audit.audited_folders import order
from tests.workbooks import dysprosium, magnet, write_workbook

ON = ("--on", "2026-11-23")
PRICES = [
    {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Date": "2026-10-01"}
]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def bill(folder: Path, name: str, supplier: str, origin: str, price: float = 10) -> Path:
    return write_workbook(
        folder / name,
        BOM=[
            {
                "Level": 0,
                "Part Number": "TOP",
                "Quantity": 1,
                "Unit": "each",
                "Item Class": "assembly",
            },
            magnet(
                "MAG",
                1,
                **{
                    "Supplier": supplier,
                    "Quantity": 3,
                    "Unit Price": price,
                    "Chinese Technology": "no",
                },
            ),
        ],
        Content=[dysprosium("MAG", **{"wt%": 5, "Country of Origin": origin})],
        Prices=PRICES,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    bill(made, "crosses.xlsx", "Alpha <b>", "CN")
    bill(made, "open.xlsx", "Beta", "")
    bill(made, "clear.xlsx", "", "AU")
    return made


def summary_of(folder: Path, out: Path) -> Summary:
    return audit([str(folder)], order(), Setting(output=out, jobs=1))


def test_each_supplier_stands_against_each_bill_with_what_its_items_come_to(folder, tmp_path):
    summary = summary_of(folder, tmp_path / "out")
    portfolio = portfolio_of(summary, tmp_path / "out" / "reports", "x/", {})
    cells = {
        (one.name, supplier): cell
        for one in portfolio.bills
        for supplier, cell in one.cells.items()
    }
    assert {key: cell.worst for key, cell in cells.items()} == {
        ("crosses.xlsx", "Alpha <b>"): "required",
        ("open.xlsx", "Beta"): "undetermined",
        ("clear.xlsx", UNNAMED): "not-required",
    }
    assert portfolio.suppliers[0] == "Alpha <b>"
    assert [one.name for one in portfolio.bills] == ["crosses.xlsx", "open.xlsx", "clear.xlsx"]


def test_spellings_that_are_confirmed_as_one_supplier_are_one_row(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, supplier in (("a.xlsx", "Beta"), ("b.xlsx", "BETA Ltd."), ("c.xlsx", "北方")):
        bill(folder, name, supplier, "")
    summary = summary_of(folder, tmp_path / "out")
    reports = tmp_path / "out" / "reports"
    assert len(portfolio_of(summary, reports, "", {}).suppliers) == 3
    one = SupplierGroup(name="Beta Magnets", spellings=("Beta", "北方"))
    portfolio = portfolio_of(summary, reports, "", {}, confirmed_names((one,)))
    assert portfolio.suppliers == ("Beta Magnets",)
    assert {question.supplier for question in portfolio.questions} == {"Beta Magnets"}
    assert all(each.cells["Beta Magnets"].asked for each in portfolio.bills)
    apart = replace(one, is_confirmed=False)
    assert len(portfolio_of(summary, reports, "", {}, confirmed_names((apart,))).suppliers) == 3


def test_at_stake_is_the_value_of_all_pieces_in_one_product(folder, tmp_path):
    summary = summary_of(folder, tmp_path / "out")
    portfolio = portfolio_of(summary, tmp_path / "out" / "reports", "", {})
    assert [one.stake for one in portfolio.bills] == ["30 USD", "30 USD", ""]


def test_a_question_stands_once_with_the_bills_that_wait_for_it(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        bill(folder, name, "Beta", "")
    summary = summary_of(folder, tmp_path / "out")
    portfolio = portfolio_of(summary, tmp_path / "out" / "reports", "", {})
    (first, *_) = portfolio.questions
    assert portfolio.by_supplier == (("Beta", portfolio.questions),)
    assert first.supplier == "Beta"
    assert list(first.bills) == ["a.xlsx", "b.xlsx"]


def test_what_changed_since_the_audit_before_is_named(folder, tmp_path):
    page = tmp_path / "portfolio.html"
    words = ("audit", folder, *ON, "-o", page, "--jobs", "1", "-q")
    assert run(*words).exit_code == 1
    assert "Changed since" not in page.read_text()
    bill(folder, "open.xlsx", "Beta", "CN")
    assert run(*words).exit_code == 1
    text = page.read_text()
    changed = text[text.index("Changed since") :]
    assert "undetermined</td>" in changed
    assert "required</td>" in changed


def test_the_page_is_whole_loads_nothing_and_its_links_lead_to_reports(folder, tmp_path):
    page = tmp_path / "portfolio.html"
    assert run("audit", folder, *ON, "-o", page, "--jobs", "1", "-q").exit_code == 1
    text = page.read_text()
    parser = html5lib.HTMLParser()
    parser.parse(text)
    assert not parser.errors
    assert "Alpha &lt;b&gt;" in text
    assert "Alpha <b>" not in text
    links = re.findall(r'<a href="([^"#]+)"', text)
    assert len(links) >= 3
    assert {Path(link).name.rpartition("-")[0] for link in links} == {"crosses", "open", "clear"}
    assert all((tmp_path / link).is_file() for link in links)
    assert "<script" not in text


def test_a_page_that_is_gone_is_made_again_and_one_that_nobody_asked_for_is_not(folder, tmp_path):
    out = ("-o", tmp_path / "portfolio.html", "--jobs", "1", "-q")
    run("audit", folder, *ON, "-o", tmp_path / "s.json", "--jobs", "1", "-q")
    pages = tmp_path / "deminimis-audit" / "pages"
    assert not pages.exists()
    run("audit", folder, *ON, *out)
    made = sorted(pages.iterdir())
    assert len(made) == 3
    made[0].unlink()
    run("audit", folder, *ON, *out)
    assert sorted(pages.iterdir()) == made
    assert b"Threshold report" in made[0].read_bytes()


def test_a_field_and_the_headline_say_what_is_open_and_at_stake_each_in_its_number(
    folder, tmp_path
):
    summary = summary_of(folder, tmp_path / "out")
    portfolio = portfolio_of(summary, tmp_path / "out" / "reports", "", {})
    cells = {name: cell for bill in portfolio.bills for name, cell in bill.cells.items()}
    assert cells["Alpha <b>"].stake_words == "30 USD"
    assert cells["Beta"].asked >= 1
    assert "open question" in cells["Beta"].said
    assert cells[UNNAMED].stake_words == ""
    assert [bill.products for bill in portfolio.bills] == ["TOP"] * 3
    text = " ".join(plain_text(summary).split())
    assert "3 files, 1 requires a licence, 1 undetermined, 1 requires none, 0 refused" in text
    assert "1 magnet or target crosses" in text
    # What is known of the law's next state stands among what ends.
    assert any("cn-mofcom-2025-61" in ending.what for ending in portfolio.endings)


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "xlsx"])
def test_the_suffix_of_the_output_chooses_the_format_of_the_summary(folder, tmp_path, suffix):
    path = tmp_path / f"summary.{suffix}"
    assert run("audit", folder, *ON, "-o", path, "--jobs", "1", "-q").exit_code == 1
    assert path.stat().st_size > 100
    assert (tmp_path / "deminimis-audit" / "register.sqlite").is_file()


def test_a_summary_in_a_folder_that_is_not_there_is_not_written_and_makes_none(folder, tmp_path):
    missing = tmp_path / "no" / "such"
    result = run("audit", folder, "-o", missing / "portfolio.html")
    assert result.exit_code == 74
    assert "the folder does not exist" in result.output
    assert not missing.exists()


def test_answers_that_nobody_can_read_are_none(folder, tmp_path):
    kept = tmp_path / "deminimis-audit"
    kept.mkdir()
    (kept / "answers.json").write_text("[")
    page = tmp_path / "portfolio.html"
    assert run("audit", folder, *ON, "-o", page, "--jobs", "1", "-q").exit_code == 1
    assert "Changed since" not in page.read_text()


def test_evidence_that_ends_for_several_bills_stands_once_and_a_refused_file_of_facts_nowhere_in_the_map(
    tmp_path,
):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.xlsx", "b.xlsx"):
        bill(folder, name, "Beta", "CN")
    facts = [dysprosium("MAG", **{"wt%": 5, "Reference": "C-1", "Valid Until": "2027-03-01"})]
    path = write_workbook(folder / "facts.xlsx", Content=facts)
    order_with_facts = replace(order(), facts=(path,))
    summary = audit([str(folder)], order_with_facts, Setting(output=tmp_path / "out", jobs=1))
    portfolio = portfolio_of(summary, tmp_path / "out" / "reports", "", {})
    assert [bill.name for bill in portfolio.bills] == ["a.xlsx", "b.xlsx"]
    assert set(portfolio.by_path) == {entry.path for entry in summary.entries}
    ending = next(ending for ending in portfolio.endings if "C-1" in ending.what)
    assert ending.bills == ("a.xlsx", "b.xlsx")
