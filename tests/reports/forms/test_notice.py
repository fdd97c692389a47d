from __future__ import annotations

import io
from dataclasses import replace

import openpyxl

from calculator.findings.verdict import Verdict
from calculator.reports.forms.notice import notice_markdown, notice_workbook, to_be_notified
from calculator.reports.forms.notice_lines import notice_lines
from calculator.reports.settings import Paper, Settings
from tests.reports.factory import between, drone, exactly, finding, report


def lines_of(shown, whole):
    return {line.head.en: line for line in notice_lines(shown, whole)}


def test_a_notice_says_in_both_languages_from_which_prices_its_share_comes_and_what_was_assumed():
    caught = finding("MAG-01", Verdict.CROSSES, exactly("0.31"), exactly("12.5"))
    whole = replace(report(caught), assumptions=(("technology", "no"),))
    lines = lines_of(caught, whole)
    basis = lines["Price basis, currency and date"]
    assert "0.001 kg × 310 USD/kg = 0.31 USD" in basis.entry.en
    assert "0.001 kg × 310 USD/kg = 0.31 USD" in basis.entry.zh
    assert "price of the item: not stated in the files" in basis.entry.en
    assert "不计损耗" in basis.entry.zh
    assert lines["Assumptions"].entry.en == "--assume technology=no"
    assert lines_of(caught, report(caught))["Assumptions"].entry.zh == "无"
    assert "价值占比" in lines["Case of article 1"].entry.zh
    assert lines["Quantity"].is_open
    # What was put in with its scrap is said to be that.
    consumed = replace(whole, assumptions=(("convention", "consumed"),))
    assert "with scrap" in lines_of(caught, consumed)["Price basis, currency and date"].entry.en


def test_no_share_is_given_where_a_price_is_open():
    caught = finding("MAG-01", Verdict.CROSSES, between("0.31", None), exactly("12.5"))
    assert lines_of(caught, report(caught))["Value of these, of the item, and share"].is_open


def test_the_workbook_of_a_notice_prints_upright_on_one_sheet_across_with_both_languages_side_by_side():
    whole = drone()
    for paper, code in ((Paper.A4, 9), (Paper.LETTER, 1)):
        written = notice_workbook(to_be_notified(whole)[:1], whole, Settings(paper=paper))
        sheet = openpyxl.load_workbook(io.BytesIO(written))["Notice 1"]
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("portrait", code)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet["A1"].value.startswith("DRAFT")
        assert sheet["C1"].value.startswith("《合规告知书》草稿")
        heads = [(row[0].value, row[2].value) for row in sheet.iter_rows(min_row=2, max_col=4)]
        assert ("Quantity", "数量") in heads


def test_a_part_number_cannot_break_the_table_of_a_notice():
    caught = finding("A|B\n<b>", Verdict.CROSSES, exactly("0.31"), exactly("12.5"))
    text = notice_markdown((caught,), report(caught), Settings()).decode()
    row = next(line for line in text.splitlines() if line.startswith("| Model"))
    assert row.replace("\\|", "").count("|") == 5
