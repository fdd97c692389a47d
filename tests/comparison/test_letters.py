"""A letter goes out over many bills, comes back filled in, and settles what was open."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.comparison.letters import letters_of, ordered
from calculator.findings.finding import STAGE_ASKED, QuestionKind
from calculator.findings.verdict import Verdict
from tests.comparison.test_questionnaire_lines import GAPPY, GAPPY_CONTENT, PRICES, gappy
from tests.letters import Answers, asked_in, fill_in, letters, lines_of, whole_letter, written
from tests.workbooks import LAW, ON, assessed, codes, finding, write_workbook

FULL = {
    "Level": 0,
    "Part Number": "M",
    "Supplier": "Kita",
    "Description": "Magnet",
    "Quantity": 1,
    "Unit": "each",
    "Item Class": "magnet",
    "Material": "NdFeB",
    "Unit Mass": 20,
    "Mass Unit": "g",
    "Unit Price": 3,
    "Currency": "EUR",
    "Country of Origin": "JP",
    "Chinese Technology": "no",
}
FULL_CONTENT = {
    "Part Number": "M",
    "Substance": "Dy",
    "Form": "metal",
    "wt%": 2,
    "Country of Origin": "CN 50%; AU 50%",
    "Disclosure": "full",
}
TRUTH: Answers = {
    ("M-1", "metal"): "Australia",
    ("M-1", "separated"): "Australia",
    ("M-1", "mined"): "AU",
    ("M-1", "form"): "metal",
    ("M-1", "technology"): "no",
    ("M-2", "price"): 0.9,
    ("M-2", "currency"): "EUR",
    ("M-2", "share Tb"): "0.01",
    ("M-2", "rest"): "yes",
    ("M-2", "metal"): "China",
    ("M-2", "form"): "metal",
    ("M-2", "reference"): "CERT-9",
    ("GM-7", "inside"): "no",
}
# M-1: 20 g x 2 % = 0.4 g dysprosium metal, all Australian: 0 of 3 EUR. No Chinese technology. Below, no licence.
# M-2: 5 g x 0.01 % = 0.0005 g terbium metal from China at 900 EUR/kg = 0.00045 EUR of 0.90 EUR = 0.05 %: below.


def again(folder: Path, *facts: Path) -> Assessment:
    return assess((folder / "bom.xlsx",), facts, Options(on=ON, rules=(LAW,)))


def answered(folder: Path, before: Assessment, answers: Answers) -> Assessment:
    path = fill_in(folder / "answers.xlsx", written(whole_letter(before)), answers)
    return again(folder, path)


def test_a_gappy_bill_asked_and_answered_has_the_hand_worked_verdicts(tmp_path: Path) -> None:
    after = answered(tmp_path, gappy(tmp_path), TRUTH)
    first, second = finding(after, "M-1"), finding(after, "M-2")
    assert (first.verdict, first.licence.value, first.tested.share.high) == (
        Verdict.BELOW,
        "not-required",
        0,
    )
    assert (second.verdict, second.tested.share.low, second.tested.share.high) == (
        Verdict.BELOW,
        Fraction(5, 10000),
        Fraction(5, 10000),
    )
    assert after.report.suspects == ()
    assert after.report.exit_status() == 0
    assert codes(after) & {"answer-contradicts-bom", "unreadable-answer", "answer-unclear"} == set()
    assert any(cell.file == "answers.xlsx" for one in second.contributions for cell in one.cells)


def test_letters_to_each_supplier_and_the_buyers_own_list_say_together_what_one_workbook_says(
    tmp_path: Path,
) -> None:
    before = gappy(tmp_path)
    files = [
        fill_in(tmp_path / f"{number}.xlsx", written(letter), TRUTH)
        for number, letter in enumerate(letters(before))
    ]
    assert [letter.supplier for letter in letters(before)] == ["Kita", "Sorano", ""]
    assert again(tmp_path, *files).report.exit_status() == 0


def test_a_letter_without_an_answer_changes_nothing(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    after = answered(tmp_path, before, {})
    assert after.report.findings == before.report.findings
    assert after.report.exit_status() == 3


BLANKS = ("Unit Price", "Unit Mass", "Country of Origin", "Chinese Technology", "wt%", "Form", "of Dy", "Disclosure")  # fmt: skip
FULL_ANSWERS: Answers = {
    ("M", "price"): 3,
    ("M", "currency"): "EUR",
    ("M", "mass"): 20,
    ("M", "made"): "Japan",
    ("M", "technology"): "no",
    ("M", "share Dy"): 2,
    ("M", "rest"): "yes",
    ("M", "form"): "metal",
    ("M", "metal"): "CN 50%; AU 50%",
    ("M", "value Dy"): 0.096,
    ("M", "inside"): "no",
}


@pytest.mark.parametrize(
    "blank",
    [set(one) for size in (1, 2, 8) for one in itertools.combinations(BLANKS, size)],
    ids=lambda blank: ", ".join(sorted(blank)),
)
def test_whatever_is_blank_asking_and_answering_gives_the_verdict_of_the_full_bill(
    tmp_path: Path, blank: set[str]
) -> None:
    row = {key: value for key, value in FULL.items() if key not in blank}
    is_origin_kept = "of Dy" not in blank
    content = {
        key: value
        for key, value in FULL_CONTENT.items()
        if (key not in blank or key == "Country of Origin")
        and (key != "Country of Origin" or is_origin_kept)
    }
    before = assessed(tmp_path, BOM=[row], Content=[content], Prices=PRICES)
    found = finding(answered(tmp_path, before, FULL_ANSWERS), "M")
    assert found.verdict is Verdict.CROSSES
    assert found.tested.share.low <= Fraction("0.016") <= (found.tested.share.high or 1)


# --------------------------------------------------------------------------- what is asked


def test_the_samarium_of_smco_is_asked_whole_in_the_first_letter(tmp_path: Path) -> None:
    row = {**FULL, "Material": "SmCo"}
    (letter,) = letters(assessed(tmp_path, BOM=[row], Prices=PRICES))
    (part,) = letter.parts
    assert {"share Sm", "form Sm", "origin Sm", "rest"} <= set(part.codes)
    assert "free" not in part.codes
    assert "form Dy" not in part.codes


def test_of_ndfeb_dysprosium_and_terbium_are_asked_whole_and_free_of_all_first(
    tmp_path: Path,
) -> None:
    (letter,) = letters(assessed(tmp_path, BOM=[FULL], Prices=PRICES))
    (part,) = letter.parts
    assert {"free", "rest", "form Dy", "form Tb", "origin Dy", "origin Tb"} <= set(part.codes)
    assert "form Sm" not in part.codes
    assert letter.elements == ("Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y")


def test_nothing_that_could_not_change_a_verdict_is_asked(tmp_path: Path) -> None:
    content = {**FULL_CONTENT, "Country of Origin": ""}
    (letter,) = letters(assessed(tmp_path, BOM=[FULL], Content=[content], Prices=PRICES))
    opened = asked_in(written(letter))["M"] - {"evidence", "reference", "date", "valid_until"}
    assert opened == {"mined", "separated", "metal"}


def test_free_of_all_answers_the_shares_forms_and_countries(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    after = answered(tmp_path, before, {("M", "free"): "yes"})
    assert finding(after, "M").verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)
    assert after.report.exit_status() == 0


def test_free_of_all_beside_a_share_closes_nothing(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    after = answered(tmp_path, before, {("M", "free"): "yes", ("M", "share Dy"): 0.0001})
    assert after.report.exit_status() == 3
    assert "answer-contradicts-itself" in codes(after)


def test_free_of_the_others_beside_no_share_clears_nothing(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    assert answered(tmp_path, before, {("M", "rest"): "yes"}).report.exit_status() == 3


def test_free_of_the_others_does_not_speak_of_a_share_that_is_left_out(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    answers = {("M", "share Dy"): 0, ("M", "share Tb"): "left out", ("M", "rest"): "yes"}
    after = answered(tmp_path, before, answers)
    assert after.report.exit_status() == 3
    assert "unreadable-number" not in codes(after)


@pytest.mark.parametrize("wrong", ["a bit", "12 apples", "-3"])
def test_free_of_the_others_does_not_speak_of_a_share_that_cannot_be_read(
    tmp_path: Path, wrong: str
) -> None:
    before = assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    answers = {("M", "share Dy"): 0, ("M", "share Tb"): wrong, ("M", "rest"): "yes"}
    assert answered(tmp_path, before, answers).report.exit_status() == 3


def test_free_of_all_does_not_clear_a_magnet_that_must_hold_samarium(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[{**FULL, "Material": "SmCo"}], Prices=PRICES)
    answers = {("M", "share Sm"): 0, ("M", "rest"): "yes"}
    assert answered(tmp_path, before, answers).report.exit_status() == 3


def test_countries_of_two_elements_that_differ_are_read_each(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    answers = {
        ("M", "share Dy"): 2,
        ("M", "share Tb"): 1,
        ("M", "rest"): "yes",
        ("M", "form"): "Dy: metal; Tb: oxide",
        ("M", "metal"): "Dy: CN; Tb: AU",
        ("M", "separated"): "Dy: CN; Tb: AU",
    }
    rows = answered(tmp_path, before, answers).read.content["M"]
    told = {
        row.substance.elements[0]: (row.substance.form.value, dict(row.stages.metal_made.shares))
        for row in rows
        if row.names_rare_earth
    }
    assert told == {"Dy": ("metal", {"CN": 1}), "Tb": ("oxide", {"AU": 1})}


def test_an_answer_about_a_compound_stays_with_the_compound(tmp_path: Path) -> None:
    content = {
        "Part Number": "M",
        "Substance": "Dy2O3",
        "Disclosure": "full",
        "Country of Origin": "CN",
    }
    before = assessed(tmp_path, BOM=[FULL], Content=[content], Prices=PRICES)
    (letter,) = [letter for letter in letters(before) if letter.supplier]
    assert "share Dy2O3" in letter.parts[0].codes
    after = answered(tmp_path, before, {("M", "share Dy2O3"): 2})
    (row,) = (row for row in after.read.content["M"] if row.names_rare_earth)
    assert (row.substance.name, row.share and row.share.low) == ("Dy2O3", Fraction(2, 100))


# --------------------------------------------------------------------------- many bills


def test_a_part_of_many_bills_is_one_row_with_all_products_that_wait(tmp_path: Path) -> None:
    lines = []
    for product in ("P-1", "P-2"):
        (tmp_path / product).mkdir()
        rows = [{**FULL, "Part Number": product, "Item Class": "assembly", "Material": "", "Supplier": ""}]  # fmt: skip
        number = "M" if product == "P-1" else "m "
        rows.append({**FULL, "Level": 1, "Part Number": number, "Supplier": f"KITA{'' if product == 'P-1' else ' '}"})  # fmt: skip
        lines += lines_of(assessed(tmp_path / product, BOM=rows, Prices=PRICES))
    (letter,) = letters_of(lines, supplier_of=lambda name: name.strip(), number_of=lambda number: number.strip().casefold())  # fmt: skip
    (part,) = letter.parts
    assert part.products == ("P-1", "P-2")


def test_questions_that_are_left_out_are_not_asked_of_suppliers(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    left_out = frozenset(kind.value for kind in (*STAGE_ASKED, QuestionKind.TECHNOLOGY))
    kept = letters_of(lines_of(before), left_out=left_out)
    told = {code for letter in kept for part in letter.parts for code in part.codes}
    assert not told & {"mined", "separated", "metal", "technology"}
    assert "share Tb" in told


def test_elements_stand_in_the_order_of_control_lists() -> None:
    assert ordered(["Y", "Sc", "Lu", "Dy", "Tb", "Gd", "Sm"]) == ("Sm", "Gd", "Tb", "Dy", "Lu", "Sc", "Y")  # fmt: skip


def test_the_buyers_own_list_has_prices_and_what_nobody_is_named_for(tmp_path: Path) -> None:
    rows = [*GAPPY, {**FULL, "Level": 1, "Part Number": "NOBODY", "Supplier": ""}]
    before = assessed(tmp_path, BOM=rows, Content=GAPPY_CONTENT, Prices=PRICES)
    own = next(letter for letter in letters(before) if letter.is_yours)
    assert {part.number for part in own.parts} == {"M-2", "NOBODY"}
    assert next(part for part in own.parts if part.number == "M-2").codes == ("price",)
    others = {part.number: part.codes for letter in letters(before) if not letter.is_yours for part in letter.parts}  # fmt: skip
    assert not any("price" in asked for asked in others.values())


@pytest.mark.parametrize(
    ("number", "code"), [("Z-77", "other-bill"), ("M-1 NEW", "answer-of-unknown-item")]
)
def test_an_answer_for_a_part_that_the_bill_lacks_is_told(
    tmp_path: Path, number: str, code: str
) -> None:
    facts = fill_in(tmp_path / "answers.xlsx", written(whole_letter(gappy(tmp_path))), TRUTH)
    other = write_workbook(tmp_path / "other.xlsx", BOM=[{**FULL, "Part Number": number}])
    report = assess((other,), (facts,), Options(on=ON, rules=(LAW,))).report
    told = [problem for problem in report.problems if problem.code == code]
    assert told
    if code == "other-bill":
        assert [problem.severity.value for problem in told] == ["note"]


# --------------------------------------------------------------------------- no dead ends

RANGE = {**FULL_CONTENT, "wt%": "0.05-1.5", "Country of Origin": "CN"}


def asked_of(assessment: Assessment) -> dict[str, bool]:
    return {
        question.kind.value: question.settles for question in finding(assessment, "M").questions
    }


def test_a_range_without_a_price_asks_the_buyer_for_the_price(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Content=[RANGE])
    assert asked_of(before) == {"substance-value": True}
    (letter,) = letters(before)
    assert letter.is_yours
    assert letter.parts[0].codes == ("value Dy",)


def test_a_range_with_a_price_asks_the_supplier_for_a_narrower_share(tmp_path: Path) -> None:
    before = assessed(tmp_path, BOM=[FULL], Content=[RANGE], Prices=PRICES)
    assert asked_of(before) == {"substance-share": True}
    after = answered(tmp_path, before, {("M", "share Dy"): 1})
    assert finding(after, "M").verdict is Verdict.CROSSES


@pytest.mark.parametrize(("prices", "settles"), [(PRICES, True), ([], False)])
def test_a_form_settles_nothing_where_no_form_has_a_price(
    tmp_path: Path, prices: list[dict[str, object]], settles: bool
) -> None:
    content = {key: value for key, value in FULL_CONTENT.items() if key != "Form"}
    sheets = {"Prices": prices} if prices else {}
    asked = asked_of(assessed(tmp_path, BOM=[FULL], Content=[content], **sheets))
    assert asked["substance-form"] is settles
    assert ("substance-value" in asked) is not settles


def test_the_price_of_what_two_declarations_disagree_on_is_not_asked_again(tmp_path: Path) -> None:
    """A substance that may not be there at all has a price in the list all the same."""
    before = assessed(
        tmp_path,
        BOM=[FULL],
        Content=[RANGE | {"wt%": 1.5, "Reference": "A"}],
        Prices=PRICES,
    )
    none = {"Part Number": "M", "Substance": "Nd", "wt%": 30, "Disclosure": "full"}
    facts = write_workbook(tmp_path / "other.xlsx", Content=[none])
    run = again(tmp_path, facts)
    assert "content-contradicts-content" in codes(run)
    assert "substance-value" not in asked_of(run)
    assert finding(before, "M").verdict is Verdict.CROSSES
