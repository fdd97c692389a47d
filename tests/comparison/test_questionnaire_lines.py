"""A questionnaire goes out, comes back filled in, and settles what was open."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.comparison.questionnaire_lines import Line, questionnaire
from calculator.findings.finding import OF_THE_USER, QuestionKind
from calculator.findings.verdict import Verdict
from calculator.reports.forms.question_text import question_text
from tests.workbooks import LAW, ON, assessed, codes, finding, write_workbook

Answerer = Callable[[str, str, str], tuple[object, object] | None]


def lines_of(assessment: Assessment) -> tuple[Line, ...]:
    return questionnaire(assessment.report, dict(assessment.scenarios.bill.items))


def fill_in(path: Path, lines: tuple[Line, ...], answer: Answerer) -> Path:
    """The questionnaire of an earlier version as a supplier sends it back: each question a row, under the headings it had."""
    return write_workbook(
        path, Questions=[_row(*numbered, answer) for numbered in enumerate(lines, 1)]
    )


def _row(number: int, line: Line, answer: Answerer) -> dict[str, object]:
    value, unit = answer(line.item, line.asked.value, line.substance) or (None, None)
    is_answered = value is not None
    return {
        "No.": number,
        "Part Number": line.item,
        "Description": line.description,
        "About": line.asked.value,
        "Substance": line.substance,
        "Question": question_text(line),
        "问题": question_text(line, "zh"),
        "Settles": f"{len(line.settled)} of {len(line.findings)}",
        "Answer": value,
        "Unit of answer": unit or _ANSWERED_IN.get(line.asked),
        "Evidence": "declared" if is_answered else None,
        "Reference": "CERT-9" if is_answered else None,
        "Date": None,
        "Valid Until": None,
    }


_ANSWERED_IN = {QuestionKind.SUBSTANCE_SHARE: "wt%", QuestionKind.SUBSTANCE_RECYCLED: "%"}


def again(folder: Path, facts: Path) -> Assessment:
    return assess((folder / "bom.xlsx",), (facts,), Options(on=ON, rules=(LAW,)))


# --------------------------------------------------------------------------- the hand-worked case

GAPPY = [
    {
        "Level": 0,
        "Part Number": "AXIS",
        "Quantity": 1,
        "Unit": "each",
        "Item Class": "assembly",
        "Unit Price": 900,
        "Currency": "EUR",
    },
    {
        "Level": 1,
        "Part Number": "M-1",
        "Description": "Arc magnet",
        "Supplier": "Kita",
        "Quantity": 10,
        "Unit": "each",
        "Item Class": "magnet",
        "Material": "NdFeB",
        "Unit Mass": 20,
        "Mass Unit": "g",
        "Unit Price": 3,
        "Currency": "EUR",
        "Country of Origin": "JP",
    },
    {
        "Level": 1,
        "Part Number": "M-2",
        "Description": "Ring magnet",
        "Supplier": "Kita",
        "Quantity": 1,
        "Unit": "each",
        "Item Class": "magnet",
        "Material": "NdFeB",
        "Unit Mass": 5,
        "Mass Unit": "g",
        "Country of Origin": "JP",
        "Chinese Technology": "no",
    },
    {
        "Level": 1,
        "Part Number": "GM-7",
        "Description": "Brushless motor",
        "Supplier": "Sorano",
        "Quantity": 1,
        "Unit": "each",
        "Unit Price": 80,
        "Currency": "EUR",
    },
]
GAPPY_CONTENT = [
    {"Part Number": "M-1", "Substance": "Dy", "wt%": 2, "Disclosure": "full"},
]
PRICES = [
    {"Substance": "Dy", "Form": "metal", "Price": 240, "Currency": "EUR"},
    {"Substance": "Tb", "Form": "metal", "Price": 900, "Currency": "EUR"},
]

# M-1: 20 g x 2 % = 0.4 g dysprosium metal, from Australia by Malaysia and Estonia: 0 of 3 EUR. No Chinese technology. Below, no licence.
# M-2: 5 g x 0.01 % = 0.0005 g terbium metal from China at 900 EUR/kg = 0.00045 EUR of 0.90 EUR = 0.05 %: below.
# GM-7: nothing in it. So the axis is done: exit status 0.
TRUTH: dict[tuple[str, str, str], tuple[object, object]] = {
    ("M-1", "substance-mined", "Dy"): ("Australia", None),
    ("M-1", "substance-separated", "Dy"): ("Malaysia", None),
    ("M-1", "substance-metal-made", "Dy"): ("Estonia", None),
    ("M-1", "substance-form", "Dy"): ("metal", None),
    ("M-1", "technology", ""): ("no", None),
    ("M-2", "price", ""): (0.9, "EUR"),
    ("M-2", "substance-share", "Tb"): ("0.01", None),
    ("M-2", "substance-mined", "Tb"): ("China", None),
    ("M-2", "substance-separated", "Tb"): ("China", None),
    ("M-2", "substance-metal-made", "Tb"): ("China", None),
    ("M-2", "substance-form", "Tb"): ("metal", None),
    ("M-2", "complete", "Dy, Gd, Lu, Sc, Sm, Tb, Y"): ("yes", None),
    ("GM-7", "holds-magnet", ""): ("no", None),
} | {
    ("M-2", "substance-share", element): (0, None)
    for element in ("Dy", "Gd", "Lu", "Sc", "Sm", "Y")
}


def gappy(folder: Path) -> Assessment:
    return assessed(folder, BOM=GAPPY, Content=GAPPY_CONTENT, Prices=PRICES)


def test_a_gappy_bill_asked_and_answered_has_the_hand_worked_verdicts(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    assert before.report.exit_status() == 3
    facts = fill_in(tmp_path / "answers.xlsx", lines_of(before), lambda *key: TRUTH.get(key))
    after = again(tmp_path, facts)
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
    assert {one.reference.split()[0] for one in second.contributions} == {"CERT-9"}


def test_half_of_the_answers_settle_half_of_the_questions(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    facts = fill_in(
        tmp_path / "answers.xlsx",
        lines_of(before),
        lambda *key: TRUTH.get(key) if key[0] == "M-1" else None,
    )
    after = again(tmp_path, facts)
    assert finding(after, "M-1").verdict is Verdict.BELOW
    assert finding(after, "M-2").verdict is Verdict.UNDETERMINED
    assert after.report.exit_status() == 3


def test_an_empty_questionnaire_changes_nothing(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    facts = fill_in(tmp_path / "answers.xlsx", lines_of(before), lambda *_: None)
    after = again(tmp_path, facts)
    assert [(one.verdict, one.tested, one.questions) for one in after.report.findings] == [
        (one.verdict, one.tested, one.questions) for one in before.report.findings
    ]


def test_unless_it_is_said_to_be_all_what_is_not_named_stays_possible(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    truth = {key: value for key, value in TRUTH.items() if key[1] != "complete"}
    facts = fill_in(tmp_path / "answers.xlsx", lines_of(before), lambda *key: truth.get(key))
    assert finding(again(tmp_path, facts), "M-2").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("key", "value", "unit", "what"),
    [
        (("M-1", "substance-metal-made", "Dy"), "somewhere", None, "unclear-origin"),
        (("M-1", "technology", ""), "perhaps", None, "unreadable-answer"),
        (("M-2", "price", ""), "about nothing", "EUR", "unreadable-number"),
        (("M-2", "price", ""), 0.9, None, "unreadable-answer"),
        (("M-2", "substance-share", "Tb"), 140, None, "over-100-percent"),
        (("M-2", "substance-form", "Tb"), "liquid", None, "unreadable-answer"),
    ],
)
def test_an_answer_that_cannot_be_read_stays_unknown_and_is_named(
    tmp_path: Path, key: tuple[str, str, str], value: object, unit: object, what: str
) -> None:
    before = gappy(tmp_path)
    facts = fill_in(
        tmp_path / "answers.xlsx",
        lines_of(before),
        lambda *asked: (value, unit) if asked == key else TRUTH.get(asked),
    )
    after = again(tmp_path, facts)
    assert what in codes(after)
    assert after.report.exit_status() == 3


# --------------------------------------------------------------------------- answers that contradict the bill


def test_answers_that_contradict_the_bill_are_problems_that_name_both_cells(tmp_path: Path) -> None:
    bill = [{**row, "Chinese Technology": "no"} for row in GAPPY[:2]]
    before = assessed(
        tmp_path,
        BOM=bill,
        Content=[{"Part Number": "M-1", "Substance": "Dy", "wt%": 2, "Disclosure": "full"}],
        Prices=PRICES,
    )
    lines = tuple(
        Line(
            supplier="Kita",
            item="M-1",
            description="",
            asked=asked,
            substance=substance,
            findings=("M-1",),
            settled=(),
            value=Fraction(0),
        )
        for asked, substance in (
            (QuestionKind.TECHNOLOGY, ""),
            (QuestionKind.PRICE, ""),
            (QuestionKind.MASS, ""),
            (QuestionKind.ORIGIN, ""),
            (QuestionKind.SUBSTANCE_SHARE, "Dy"),
        )
    )
    wrong = {
        "technology": ("yes", None),
        "price": (5, "EUR"),
        "mass": (25, "g"),
        "origin": ("China", None),
        "substance-share": ("3-4", None),
    }
    facts = fill_in(tmp_path / "answers.xlsx", lines, lambda _, about, __: wrong[about])
    after = again(tmp_path, facts)
    told = [
        problem for problem in after.report.problems if problem.code == "answer-contradicts-bom"
    ]
    assert len(told) == 5
    assert all(
        {cell.file for cell in problem.cells} == {"answers.xlsx", "bom.xlsx"} for problem in told
    )
    found = finding(after, "M-1")
    assert before.report.exit_status() == after.report.exit_status() == 3
    assert {reason.clause: reason.state for reason in found.reasons} == {
        "1(1)": "undetermined",
        "1(2)": "unknown",
        "1(3)": "unknown",
    }
    # 2 % to 4 % of 20 g to 25 g, in a magnet of 3 to 5 EUR.
    assert (found.value.denominator.low, found.value.denominator.high) == (3, 5)
    assert (found.contributions[0].mass.low, found.contributions[0].mass.high) == (
        0,
        Fraction("0.001"),
    )


# --------------------------------------------------------------------------- whatever is missing

FULL = {
    "Level": 0,
    "Part Number": "M",
    "Supplier": "Kita",
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
FULL_TRUTH: dict[tuple[str, str], tuple[object, object]] = {
    ("price", ""): (3, "EUR"),
    ("mass", ""): (20, "g"),
    ("origin", ""): ("JP", None),
    ("technology", ""): ("no", None),
    ("substance-share", "Dy"): (2, None),
    ("substance-metal-made", "Dy"): ("CN 50%; AU 50%", None),
    ("substance-form", "Dy"): ("metal", None),
    ("complete", "Dy, Gd, Lu, Sc, Sm, Tb, Y"): ("yes", None),
    ("substance-value", "Dy"): (0.096, "EUR"),
}
BLANKS = (
    "Unit Price",
    "Unit Mass",
    "Country of Origin",
    "Chinese Technology",
    "wt%",
    "Form",
    "of Dy",
    "Disclosure",
)


@pytest.mark.parametrize(
    "blank",
    [set(one) for size in (1, 2, 8) for one in itertools.combinations(BLANKS, size)],
    ids=lambda blank: ", ".join(sorted(blank)),
)
def test_whatever_is_blank_asking_and_answering_gives_the_verdict_of_the_full_bill(
    tmp_path: Path, blank: set[str]
) -> None:
    row = {key: value for key, value in FULL.items() if key not in blank}
    content = {
        key: value
        for key, value in FULL_CONTENT.items()
        if key not in blank and not (key == "Country of Origin" and "of Dy" in blank)
    }
    content |= (
        {}
        if "Country of Origin" not in blank or "of Dy" in blank
        else {"Country of Origin": FULL_CONTENT["Country of Origin"]}
    )
    before = assessed(tmp_path, BOM=[row], Content=[content], Prices=PRICES)
    truth = {
        ("substance-share", element): (0, None) for element in ("Gd", "Lu", "Sc", "Sm", "Tb", "Y")
    } | FULL_TRUTH
    facts = fill_in(
        tmp_path / "answers.xlsx",
        lines_of(before),
        lambda _, about, substance: truth.get((about, substance)),
    )
    found = finding(again(tmp_path, facts), "M")
    assert found.verdict is Verdict.CROSSES
    # 20 g x 2 % x 240 EUR/kg x 50 % = 0.048 EUR of 3 EUR; a blank that the verdict does not need may stay blank.
    assert found.tested.share.low <= Fraction("0.016") <= (found.tested.share.high or 1)


# --------------------------------------------------------------------------- what is asked


def test_a_settled_bill_asks_nothing(tmp_path: Path) -> None:
    assert lines_of(assessed(tmp_path, BOM=[FULL], Content=[FULL_CONTENT], Prices=PRICES)) == ()


def test_what_several_findings_share_is_asked_once(tmp_path: Path) -> None:
    rows = [
        {**FULL, "Part Number": "A", "Material": "NdFeB"},
        {
            **FULL,
            "Level": 1,
            "Part Number": "BLOCK",
            "Unit": "kg",
            "Item Class": "other",
            "Material": "",
            "Unit Price": 60,
            "Quantity": 0.02,
        },
        {**FULL, "Part Number": "B", "Material": "NdFeB"},
        {
            **FULL,
            "Level": 1,
            "Part Number": "BLOCK",
            "Unit": "kg",
            "Item Class": "other",
            "Material": "",
            "Unit Price": 60,
            "Quantity": 0.01,
        },
    ]
    lines = lines_of(assessed(tmp_path, BOM=rows, Prices=PRICES))
    complete = [line for line in lines if line.asked is QuestionKind.COMPLETE]
    # Of each magnet its own composition is asked, which settles it alone; of the block in both of them once.
    assert [(line.item, line.findings) for line in complete] == [
        ("A", ("A",)),
        ("B", ("B",)),
        ("BLOCK", ("A", "B")),
    ]


def test_the_question_that_settles_more_comes_first(tmp_path: Path) -> None:
    rows = [
        {**FULL, "Part Number": "CHEAP", "Supplier": "One", "Unit Price": 1},
        {**FULL, "Part Number": "DEAR", "Supplier": "Two", "Unit Price": 50},
    ]
    content = [
        {**FULL_CONTENT, "Part Number": number, "Country of Origin": ""}
        for number in ("CHEAP", "DEAR")
    ]
    lines = lines_of(assessed(tmp_path, BOM=rows, Content=content, Prices=PRICES))
    assert list(dict.fromkeys(line.supplier for line in lines)) == ["Two", "One"]
    assert [line.value for line in lines] == [50, 50, 50, 1, 1, 1]


def test_every_language_has_every_text() -> None:
    import tomllib
    from importlib import resources

    texts = tomllib.loads(
        resources.files("calculator.reference").joinpath("questions.toml").read_text("utf-8")
    )
    wanted = {"languages", "heads", "instructions", "units"} | {
        one.value for one in QuestionKind if one not in (QuestionKind.COMPOSITION, *OF_THE_USER)
    }
    assert set(texts) == wanted
    for name in wanted - {"languages"}:
        assert set(texts[name]) == set(texts["languages"]), name


def test_answers_for_a_part_that_the_bill_lacks_are_named(tmp_path: Path) -> None:
    before = gappy(tmp_path)
    facts = fill_in(tmp_path / "answers.xlsx", lines_of(before), lambda *key: TRUTH.get(key))
    other = write_workbook(tmp_path / "other.xlsx", BOM=[{**FULL, "Part Number": "Z"}])
    report = assess((other,), (facts,), Options(on=ON, rules=(LAW,))).report
    assert "other-bill" in {problem.code for problem in report.problems}


# --------------------------------------------------------------------------- found by trying to break it


def asked_of(folder: Path, number: str, **answers: object) -> Path:
    rows = [
        {
            "Part Number": number,
            "About": about.replace("_", "-"),
            "Substance": substance,
            "Answer": value,
        }
        for about, (substance, value) in answers.items()
    ]
    return write_workbook(folder / "answers.xlsx", Questions=rows)


def test_yes_that_was_all_beside_empty_shares_clears_nothing(tmp_path: Path) -> None:
    row = {key: value for key, value in FULL.items() if key != "Supplier"}
    assessed(tmp_path, BOM=[row], Prices=PRICES)
    facts = asked_of(tmp_path, "M", complete=("Dy, Gd, Lu, Sc, Sm, Tb, Y", "yes"))
    assert again(tmp_path, facts).report.exit_status() == 3


def test_a_magnet_that_is_said_to_hold_no_magnet_stays_open(tmp_path: Path) -> None:
    assessed(tmp_path, BOM=[FULL], Prices=PRICES)
    after = again(tmp_path, asked_of(tmp_path, "M", holds_magnet=("", "no")))
    assert after.report.exit_status() == 3
    assert "answer-contradicts-bom" in codes(after)


def test_a_value_far_below_the_price_list_is_a_problem(tmp_path: Path) -> None:
    content = {**FULL_CONTENT, "Value": 0.0000001, "Currency": "EUR"}
    assert "value-below-price-list" in codes(
        assessed(tmp_path, BOM=[FULL], Content=[content], Prices=PRICES)
    )
    fair = {**FULL_CONTENT, "Value": 0.09, "Currency": "EUR"}
    assert "value-below-price-list" not in codes(
        assessed(tmp_path, BOM=[FULL], Content=[fair], Prices=PRICES)
    )
