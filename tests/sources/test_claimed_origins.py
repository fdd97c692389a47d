"""Words that name China beside a magnet, a material or a row of facts, against an origin that is stated otherwise."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from calculator.findings.verdict import Licence
from calculator.model.bill import Bill, BillLine
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.item import Item, ItemClass
from calculator.model.origins import Origin
from calculator.model.source import Source
from calculator.model.stages import Stages
from calculator.model.substances import read_substance
from calculator.numbers.bounds import Bounds
from calculator.sources.claimed_origins import with_claimed_origins
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


@pytest.mark.parametrize(
    ("heading", "word"),
    [("China", "x"), ("Contains CN material", "Y"), ("RE China?", "ja"), ("中国原产", "是")],
)
def test_a_heading_that_names_china_over_a_yes_makes_an_origin_unknown(tmp_path, heading, word):
    assert licence(tmp_path, bom=[magnet(**{heading: word})]) is Licence.UNDETERMINED
    rows = [dysprosium(**FROM_JAPAN, **{heading: word})]
    assert licence(tmp_path, content=rows) is Licence.UNDETERMINED


@pytest.mark.parametrize("heading", ["China", "Contains CN material", "RE China?", "China RoHS"])
def test_a_heading_that_names_china_over_a_no_claims_nothing(tmp_path, heading):
    assert licence(tmp_path, bom=[magnet(**{heading: "no"})]) is Licence.NOT_REQUIRED


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("Uses CN technology", "yes"),
        ("Export licence", "required"),
        ("Mfr 2", "Kita"),
        ("Alt. supplier", "Kita"),
        ("Composition confirmed", "no"),
    ],
)
def test_a_heading_and_a_word_that_take_back_what_is_stated_open_a_magnet(tmp_path, heading, word):
    assert licence(tmp_path, bom=[magnet(**{heading: word})]) is Licence.UNDETERMINED
    assert licence(tmp_path, bom=[magnet(**{heading: "-"})]) is Licence.NOT_REQUIRED


@pytest.mark.parametrize("words", ["Dy from CN", "raw material now from China", "2nd source CN"])
def test_words_beside_a_magnet_make_the_origin_of_what_is_in_it_unknown(tmp_path, words):
    assert licence(tmp_path, bom=[magnet(Remark=words)]) is Licence.UNDETERMINED


@pytest.mark.parametrize(
    ("words", "answer"),
    [("", Licence.NOT_REQUIRED), ("Dy now from China", Licence.UNDETERMINED)],
)
def test_words_beside_an_origin_that_is_chinese_in_part_make_it_unknown(tmp_path, words, answer):
    """A hundredth of 2 % dysprosium is worth less than 0.1 % of the magnet, all of it more."""
    rows = [dysprosium(**{**FROM_JAPAN, "Country of Origin": "CN 1%; JP 99%"}, Remark=words)]
    assert licence(tmp_path, content=rows) is answer


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


# --------------------------------------------------------------------------- each guard by itself

JP, CN = (Origin(shares=((code, Fraction(1)),)) for code in ("JP", "CN"))
CELL = Source("bom.xlsx", "BOM", 1, 1)
MAGNET = Item(number="MAG", item_class=ItemClass.MAGNET, origin=JP)
DYSPROSIUM = Item(
    number="DY",
    item_class=ItemClass.LISTED_MATERIAL,
    material="Dysprosium metal",
    origin=JP,
    cells=(CELL,),
)
EITHER = replace(DYSPROSIUM, material="Nd", description="Dysprosium metal")
BY_STAGE = replace(DYSPROSIUM, origin=Origin(), stages=Stages(metal_made=JP))
STEEL = Item(number="FE", material="steel", origin=JP, cells=(CELL,))


def are_doubted(before: Item | ContentRow, after: Item | ContentRow) -> bool:
    """Whether what is stated of countries is unknown afterwards and names China; what is not stated is as it was."""
    if before == after:
        return False
    for old, new in zip(
        (before.origin, *before.stages), (after.origin, *after.stages), strict=True
    ):
        assert new == (Origin(named=("JP", "CN")) if old.shares else old)
    return True


def doubted(item: Item, kind: ClaimKind, element: str = "", about: str = "MAG") -> bool:
    """Whether a claim about a magnet, or one about ``about``, makes the origin of a part in the magnet unknown."""
    structures = {"MAG": ((BillLine("MAG", item.number, Bounds.exactly(1)),),)}
    bill = Bill(items={"MAG": MAGNET, item.number: item}, structures=structures)
    claim = ItemClaim(
        item=about, claim=Claim(kind=kind, words="from China", element=element), cell=CELL
    )
    after, _, problems = with_claimed_origins(bill, {}, [claim])
    assert after.items["MAG"] == MAGNET
    assert len(problems) == (after.items != bill.items) == (after is not bill)
    return are_doubted(item, after.items[item.number])


@pytest.mark.parametrize(
    ("item", "kind", "element", "about", "expected"),
    [
        (DYSPROSIUM, ClaimKind.SOURCE, "", "MAG", True),
        (DYSPROSIUM, ClaimKind.SOURCE, "Dy", "MAG", True),
        (DYSPROSIUM, ClaimKind.SOURCE, "Nd", "MAG", False),
        (EITHER, ClaimKind.SOURCE, "Nd", "MAG", True),
        (EITHER, ClaimKind.SOURCE, "Dy", "MAG", True),
        (BY_STAGE, ClaimKind.SOURCE, "", "MAG", True),
        # Where the magnet itself was made is no claim of what is in it.
        (DYSPROSIUM, ClaimKind.ORIGIN, "", "MAG", False),
        (DYSPROSIUM, ClaimKind.ORIGIN, "", "DY", True),
        (DYSPROSIUM, ClaimKind.SOURCE, "", "DY", True),
        (DYSPROSIUM, ClaimKind.TECHNOLOGY, "", "DY", False),
        (DYSPROSIUM, ClaimKind.SOURCE, "", "ELSEWHERE", False),
        (STEEL, ClaimKind.SOURCE, "", "MAG", False),
        (replace(DYSPROSIUM, origin=CN), ClaimKind.SOURCE, "", "MAG", False),
    ],
)
def test_a_claim_doubts_the_origin_of_what_it_may_speak_of(item, kind, element, about, expected):
    assert doubted(item, kind, element, about) is expected


@pytest.mark.parametrize(
    ("kind", "element", "origin", "stages", "expected"),
    [
        (ClaimKind.SOURCE, "", JP, Stages(), True),
        (ClaimKind.SOURCE, "Dy", JP, Stages(), True),
        (ClaimKind.SOURCE, "Nd", JP, Stages(), False),
        (ClaimKind.SOURCE, "", Origin(), Stages(separated=JP), True),
        (ClaimKind.SOURCE, "", CN, Stages(), False),
        (ClaimKind.SOURCE, "", Origin(), Stages(), False),
        (ClaimKind.ORIGIN, "", JP, Stages(), False),
    ],
)
def test_a_claim_doubts_the_rows_that_say_otherwise(kind, element, origin, stages, expected):
    row = ContentRow(
        item="MAG",
        substance=read_substance("Dy")[0],
        origin=origin,
        stages=stages,
        cells=(CELL,),
    )
    claim = ItemClaim(
        item="MAG", claim=Claim(kind=kind, words="Dy from China", element=element), cell=CELL
    )
    bill = Bill(items={"MAG": MAGNET}, structures={})
    _, contents, problems = with_claimed_origins(bill, {"MAG": (row,)}, [claim])
    (new,) = contents["MAG"]
    assert are_doubted(row, new) is expected
    assert len(problems) == expected


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("All dysprosium is from China", Licence.UNDETERMINED),
        # Of a thing that is made there nobody says that the material is from there.
        ("Made in China", Licence.NOT_REQUIRED),
    ],
)
def test_a_line_by_itself_has_to_speak_of_a_material(tmp_path, words, answer):
    rows = [dysprosium(**FROM_JAPAN), {"Part Number": words}]
    assert licence(tmp_path, content=rows) is answer


@pytest.mark.parametrize(
    "words",
    [
        "magnets from JL MAG",
        "JV with Zhong Ke San Huan",
        "supplier: Baotou",
        "via AliExpress",
        "by Chinese licence",
        "under licence of Baotou",
        "blanks imported, cut in DE",
        "ground here from Asian blocks",
        "aus asiatischen Rohlingen",
    ],
)
def test_makers_traders_licences_and_blocks_of_elsewhere_open_a_magnet(tmp_path, words):
    assert licence(tmp_path, bom=[magnet(Remark=words)]) is Licence.UNDETERMINED
    assert licence(tmp_path, comment=("BOM", words)) is Licence.UNDETERMINED


@pytest.mark.parametrize(
    "words",
    [
        "not from JL MAG",
        "China export licence form attached",
        "imported from Japan",
    ],
)
def test_what_is_denied_or_goes_elsewhere_opens_nothing(tmp_path, words):
    assert licence(tmp_path, bom=[magnet(Remark=words)]) is Licence.NOT_REQUIRED
