"""Words beside a figure of a facts sheet that make it another: in the row, in a comment, alone on the sheet."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook

NUMBERS = [f"MAG-{number}" for number in range(100, 112)]
SHARE = {"Substance": "Dy", "Form": "metal", "wt%": 0.01, "Country of Origin": "CN"}
PRICE = {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Per": "kg"} | {
    "Date": "2026-11-01"
}
OTHER = (
    "actual 3 wt%",
    "3 % after diffusion",
    "30000 ppm by ICP",
    "Angabe in Gramm",
    "in mg",
    "as fraction (0..1)",
)
SAME = (
    "0.01 wt% by ICP",
    "99.9 % pure",
    "± 5 %",
    "10 % recycled",
    "measured by XRF",
    "certificate 4711",
)


def rows_of(number, **more):
    """Neodymium and a little Chinese dysprosium, fully disclosed."""
    full = {"Part Number": number, "Disclosure": "full"}
    neodymium = {"Substance": "Nd", "wt%": 30, "Country of Origin": "AU"}
    return [full | neodymium, full | SHARE | more]


def assessed_with(folder, content, prices=(PRICE,), change=None, facts=None):
    """The assessment of magnets of 100 g and 10 USD, of which 0.03 % are dysprosium by value."""
    numbers = list(dict.fromkeys(row["Part Number"] for row in content if row.get("Substance")))
    sheets = {"Content": content, "Prices": list(prices)}
    book = {"BOM": [magnet(number) for number in numbers]}
    path = write_workbook(folder / "bom.xlsx", **book, **({} if facts else sheets))
    filled = write_workbook(folder / "facts.xlsx", **sheets) if facts else path
    if change is not None:
        workbook = load_workbook(filled)
        change(workbook)
        workbook.save(filled)
    return assess((path,), (filled,) if facts else (), Options(on=ON, rules=(LAW,)))


def verdicts(made):
    return {one.item.number: one.verdict.value for one in made.report.findings}


def test_words_that_name_another_amount_leave_the_row_open(tmp_path):
    content = [
        row
        for number, text in zip(NUMBERS, (*OTHER, *SAME), strict=True)
        for row in rows_of(number, Remark=text)
    ]
    made = assessed_with(tmp_path, content)
    expected = ["undetermined"] * len(OTHER) + ["below"] * len(SAME)
    assert verdicts(made) == dict(zip(NUMBERS, expected, strict=True))


@pytest.mark.parametrize("is_in_facts", [False, True])
def test_a_comment_on_the_amount_is_heard_in_the_bill_and_in_facts(tmp_path, is_in_facts):
    def comment(book):
        book["Content"]["D3"].comment = Comment("3 % after diffusion", "buyer")

    made = assessed_with(tmp_path, rows_of("MAG-100"), change=comment, facts=is_in_facts)
    assert finding(made, "MAG-100").verdict.value == "undetermined"


def test_words_alone_on_the_sheet_speak_of_all_its_rows(tmp_path):
    content = [*rows_of("MAG-100"), {"Part Number": "contents as fraction (0..1)"}]
    made = assessed_with(tmp_path, content)
    assert finding(made, "MAG-100").verdict.value == "undetermined"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"Remark": "per 10 g"}, "undetermined"),
        ({"Remark": "price in USD/g"}, "undetermined"),
        ({"Remark": "je 100 Gramm"}, "undetermined"),
        ({"Source": "USD per g"}, "undetermined"),
        ({"Market": "per 10 g, CN"}, "undetermined"),
        ({"Source": "exchange, USD per kg"}, "below"),
        ({"Remark": "per kg, ex works"}, "below"),
        ({"Remark": "quoted in May"}, "below"),
    ],
)
def test_words_beside_a_price_of_a_substance_give_bounds(tmp_path, more, verdict):
    made = assessed_with(tmp_path, rows_of("MAG-100"), [PRICE | more])
    assert finding(made, "MAG-100").verdict.value == verdict
    assert ("amount-in-words" in codes(made)) is (verdict != "below")
