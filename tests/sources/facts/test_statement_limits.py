"""A row of facts that says that it is no final word, of something else, or of a layer, closes nothing."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from calculator.findings.verdict import Licence
from calculator.sources.facts.statement_limits import Limit, limit_in
from tests.workbooks import LAW, ON, assessed, codes, finding, magnet, write_workbook

ROWS = [
    {"Part Number": "MAG", "Substance": "Nd", "wt%": 28, "Disclosure": "full"},
    {"Part Number": "MAG", "Substance": "Fe", "wt%": 70, "Disclosure": "full"},
]
"""A list that clears an NdFeB magnet: neodymium is not counted, and nothing else is in it."""


def run_of(tmp_path, *rows, bom=None, **more):
    rows = rows or tuple({**row, **more} for row in ROWS)
    return assessed(tmp_path, BOM=[bom or magnet()], Content=rows)


def is_clear(run):
    return finding(run, "MAG").licence is Licence.NOT_REQUIRED


LIMITS = {
    "superseded by new list": Limit.NOT_FINAL,
    "noch nicht freigegeben, ungültig": Limit.NOT_FINAL,
    "périmé": Limit.NOT_FINAL,
    "作废": Limit.NOT_FINAL,
    "要確認": Limit.NOT_FINAL,
    "typical values": Limit.NOT_FINAL,
    "does not apply to MAG-7": Limit.OTHER_SCOPE,
    "ohne GBD": Limit.OTHER_SCOPE,
    "lot 23-01 only": Limit.OTHER_SCOPE,
    "surface analysis by XRF": Limit.OTHER_SCOPE,
    "varies from lot to lot": Limit.NOT_FINAL,
    "扩散前": Limit.OTHER_SCOPE,
    "only substances above the threshold": Limit.OTHER_SCOPE,
    "REACH SVHC only": Limit.OTHER_SCOPE,
    "RoHS": Limit.OTHER_SCOPE,
    "valid for N35 only": Limit.OTHER_SCOPE,
    "coating NiCuNi": Limit.LAYER,
    "镀层": Limit.LAYER,
    "RoHS compliant": None,
    "only measured once": None,
    "valid for all lots": None,
    "withdrawn, coating": Limit.NOT_FINAL,
    "valid for MAG-1 only": None,
    "certificate 4711": None,
    "measured by ICP-OES, lot 2405": None,
    "incl. coating": None,
    "with nickel coating": None,
    "nickel coating thickness 12 µm measured": None,
    "magnet body": None,
    "NdFeB": None,
}


def test_each_text_limits_a_row_as_a_person_would_say():
    assert {text: limit_in(text, number="MAG-1") for text in LIMITS} == LIMITS


@pytest.mark.parametrize(("heading", "limit"), [("Approved?", Limit.NOT_FINAL), ("Tested", None)])
def test_a_no_counts_below_a_heading_that_asks_for_the_row_as_a_whole(heading, limit):
    assert limit_in("no", heading=heading) is limit
    assert limit_in("yes", heading=heading) is None


def test_a_column_that_is_read_for_what_it_states_limits_nothing(tmp_path):
    assert is_clear(run_of(tmp_path, Reference="register 12 of layers"))


@pytest.mark.parametrize(
    ("column", "text"),
    [("Status", "withdrawn"), ("Scope", "RoHS"), ("Layer", "coating"), ("Component", "keeper")],
)
def test_a_limited_row_closes_nothing_and_is_named(tmp_path, column, text):
    run = run_of(tmp_path, **{column: text})
    assert not is_clear(run)
    assert "statement-limited" in codes(run)
    assert is_clear(run_of(tmp_path, **{column: "Los 7"}))


def test_a_layer_takes_full_from_its_own_row_and_a_draft_from_the_whole_item(tmp_path):
    body, coat = ROWS
    assert is_clear(run_of(tmp_path, body, {**coat, "Layer": "coating"}))
    assert not is_clear(run_of(tmp_path, body, {**coat, "Layer": "draft"}))


def test_a_comment_on_the_row_limits_it_too(tmp_path):
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet()], Content=ROWS)
    book = openpyxl.load_workbook(path)
    book["Content"]["A2"].comment = Comment("superseded", "buyer")
    book.save(path)
    assert not is_clear(assess((path,), (), Options(on=ON, rules=(LAW,))))


@pytest.mark.parametrize(("text", "clear"), [("for revision B", False), ("for rev. A", True)])
def test_a_revision_in_words_is_that_of_the_row(tmp_path, text, clear):
    rows = [{**row, "Remark": text} for row in ROWS]
    assert is_clear(run_of(tmp_path, *rows, bom=magnet(Revision="A"))) is clear


@pytest.mark.parametrize(
    ("column", "value", "clear"),
    [
        ("Valid From", "2027-01-01", False),
        ("Valid From", "2026-01-01", True),
        ("Valid From", "next year", False),
        ("Validity", "1 year from 2024", False),
        ("Gültigkeit", "31.12.2026", True),
    ],
)
def test_a_row_speaks_from_its_first_day_to_its_last(tmp_path, column, value, clear):
    assert is_clear(run_of(tmp_path, **{column: value})) is clear


def test_that_the_lines_are_all_of_it_is_limited_too(tmp_path):
    bom = [
        magnet(),
        magnet("FE", 1, **{"Item Class": "other", "Material": "steel", "Unit Mass": 60}),
        magnet("ND", 1, **{"Item Class": "other", "Material": "Nd", "Unit Mass": 28}),
    ]
    for remark, clear in (("draft", False), ("checked", True)):
        rows = [{"Part Number": "MAG", "Substance": None, "Disclosure": "full", "Remark": remark}]
        run = assessed(tmp_path, BOM=bom, Content=rows)
        assert is_clear(run) is clear


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("superseded by the list of 2026", False),
        ("only RoHS substances are listed", False),
        ("red = estimated values", False),
        ("coating", True),
        ("RoHS compliant supplier", True),
    ],
)
def test_a_text_that_stands_alone_limits_every_row(tmp_path, text, clear):
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet()], Content=ROWS)
    book = openpyxl.load_workbook(path)
    book["Content"].cell(6, 1).value = text
    book.save(path)
    assert is_clear(assess((path,), (), Options(on=ON, rules=(LAW,)))) is clear


def test_words_that_name_no_part_are_of_none_where_the_row_has_no_number():
    assert limit_in("valid for N35 only", number="") is Limit.OTHER_SCOPE


def test_of_several_limits_in_a_row_the_gravest_counts(tmp_path):
    body, coat = ROWS
    limited = {**coat, "Layer": "coating", "Status": "withdrawn"}
    assert not is_clear(run_of(tmp_path, body, limited))


@pytest.mark.parametrize(
    "text",
    ["C-1 (draft)", "e-mail, to be confirmed", "engineering estimate", "Schätzung", "待确认"],
)
def test_a_paper_that_calls_itself_no_final_word_closes_nothing(tmp_path, text):
    run = run_of(tmp_path, Reference=text)
    assert not is_clear(run)
    assert "statement-limited" in codes(run)


@pytest.mark.parametrize(
    ("heading", "text", "clear"),
    [
        ("Valid for", "lot 3", False),
        ("Applies to", "MAG-2", False),
        ("Gilt für", "Charge 12", False),
        ("Batch", "B-12 only", False),
        ("Applies to", "MAG", True),
        ("Valid for", "all lots", True),
        ("Batch", "B-12", True),
    ],
)
def test_a_heading_says_of_which_part_or_lot_a_row_is(tmp_path, heading, text, clear):
    assert is_clear(run_of(tmp_path, **{heading: text})) is clear
    assert limit_in("2026", heading="Valid for") is None


CLOSED = [
    ("Approved", "no"),
    ("Signed", "no"),
    ("Complete", "no"),
    ("Completeness", "partial"),
    ("Full material declaration", "no"),
    ("Confidential substances", "1 %"),
    ("Reporting threshold", "1 %"),
    ("Applies to", "lot 4711 only"),
    ("Scope", "coating only"),
]
OPEN = [
    ("Approved", "yes"),
    ("Signed", "T. Sato"),
    ("Complete", "yes"),
    ("Confidential substances", "none"),
    ("Applies to", "all lots"),
    ("Lot", "4711"),
    ("Standard", "IEC 62474"),
]


@pytest.mark.parametrize(
    ("pair", "clear"), [(pair, False) for pair in CLOSED] + [(pair, True) for pair in OPEN]
)
def test_a_label_in_the_head_of_a_declaration_limits_all_of_it(tmp_path, pair, clear):
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet()])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Declaration")
    for row in (
        ["Material Declaration"],
        ["Part Number", "MAG"],
        [*pair],
        ["Disclosure", "full"],
        [],
    ):
        sheet.append(row)
    for row in (["Substance", "wt%"], ["Nd", 30], ["Fe", 69], ["B", 1]):
        sheet.append(row)
    book.save(path)
    assert is_clear(assess((path,), (), Options(on=ON, rules=(LAW,)))) is clear
