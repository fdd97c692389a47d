"""Words that name China beside a magnet, a material or a row of facts, against an origin that is stated otherwise."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from calculator.findings.verdict import Licence
from tests.workbooks import LAW, ON, assessed, codes, dysprosium, finding, magnet, write_workbook

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
FROM_JAPAN = {"Country of Origin": "JP", "wt%": 2}


def licence(tmp_path, bom=(), content=(), comment=("", "")):
    """The answer on a Japanese magnet with 2 % Japanese dysprosium, which is clear without words beside it."""
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=bom or [magnet()],
        Content=content or [dysprosium(**FROM_JAPAN)],
        Prices=PRICES,
    )
    if comment[0]:
        book = openpyxl.load_workbook(path)
        book[comment[0]]["B2"].comment = Comment(comment[1], "buyer")
        book.save(path)
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    return finding(run, "MAG").licence


def test_a_japanese_magnet_of_japanese_dysprosium_is_clear(tmp_path):
    assert licence(tmp_path) is Licence.NOT_REQUIRED


@pytest.mark.parametrize("column", ["Remark", "Info 7"])
@pytest.mark.parametrize("words", ["origin JP until 2025, now CN", "原料中国", "Dy from CN"])
def test_words_beside_a_row_of_facts_make_its_origin_unknown(tmp_path, column, words):
    rows = [dysprosium(**FROM_JAPAN, **{column: words})]
    assert licence(tmp_path, content=rows) is Licence.UNDETERMINED


@pytest.mark.parametrize("words", ["Dy from CN", "raw material now from China", "2nd source CN"])
def test_words_beside_a_magnet_make_the_origin_of_what_is_in_it_unknown(tmp_path, words):
    assert licence(tmp_path, bom=[magnet(Remark=words)]) is Licence.UNDETERMINED


def test_words_beside_another_row_are_of_the_element_that_they_name(tmp_path):
    rows = [
        dysprosium(**FROM_JAPAN),
        dysprosium(**{**FROM_JAPAN, "Substance": "Nd", "wt%": 28, "Remark": "Dy is from China"}),
    ]
    assert licence(tmp_path, content=rows) is Licence.UNDETERMINED
    rows[1]["Remark"] = "Nd is from China"
    assert licence(tmp_path, content=rows) is Licence.NOT_REQUIRED


def test_words_beside_a_material_below_a_magnet_make_its_origin_unknown(tmp_path):
    bom = [
        magnet(Components="complete"),
        magnet("FE", 1, **{"Item Class": "other", "Material": "steel", "Unit Mass": 98}),
        magnet(
            "DY",
            1,
            **{
                "Item Class": "listed material",
                "Material": "Dysprosium metal",
                "Unit Mass": 2,
                "Remark": "JP→CN",
            },
        ),
    ]
    content = [{"Part Number": "OTHER", "Substance": "Nd", "wt%": 1}]
    assert licence(tmp_path, bom, content) is Licence.UNDETERMINED
    bom[2]["Remark"] = "not from China"
    assert licence(tmp_path, bom, content) is Licence.NOT_REQUIRED


@pytest.mark.parametrize("sheet", ["BOM", "Content"])
def test_a_comment_is_heard_like_a_remark(tmp_path, sheet):
    assert licence(tmp_path, comment=(sheet, "Dy now from China")) is Licence.UNDETERMINED
    assert licence(tmp_path, comment=(sheet, "Dy not from China")) is Licence.NOT_REQUIRED


@pytest.mark.parametrize("column", ["Metal Made In", "Country of Origin"])
def test_a_stage_that_is_stated_is_doubted_too(tmp_path, column):
    row = dysprosium(**{"wt%": 2, "Country of Origin": None, column: "JP", "Remark": "now CN"})
    assert licence(tmp_path, content=[row]) is Licence.UNDETERMINED


def test_what_is_said_is_told_once_with_both_cells(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(**FROM_JAPAN, Remark="now CN")],
        Prices=PRICES,
    )
    (problem,) = [each for each in run.report.problems if each.code == "origin-in-words"]
    assert [str(cell).rpartition("!")[2] for cell in problem.cells] == ["G2", "B2"]


@pytest.mark.parametrize(
    "words", ["China RoHS compliant", "China export control checked", "not from China"]
)
def test_words_of_rules_and_denials_change_no_origin(tmp_path, words):
    rows = [dysprosium(**FROM_JAPAN, Remark=words)]
    assert licence(tmp_path, content=rows) is Licence.NOT_REQUIRED
    assert licence(tmp_path, bom=[magnet(Remark=words)]) is Licence.NOT_REQUIRED


def test_a_row_that_says_china_already_is_not_told_again(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Remark": "from China"})]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows, Prices=PRICES)
    assert "origin-in-words" not in codes(run)
    assert finding(run, "MAG").licence is Licence.REQUIRED
