from __future__ import annotations

from dataclasses import replace

from calculator.findings.finding import Question, QuestionKind
from calculator.findings.verdict import Licence, Verdict
from calculator.reports.question_groups import question_groups, settling_words
from calculator.reports.records.json_report import as_json
from calculator.reports.settings import Settings
from calculator.reports.text.markdown import write
from calculator.reports.text.terminal import plain_text
from tests.reports.factory import between, drone, exactly, finding, report


def asks(item: str, what: str, supplier: str = "A", *, settles: bool = True) -> Question:
    return Question(
        kind=QuestionKind.SUBSTANCE_ORIGIN,
        substance="Dy",
        item=item,
        asks=what,
        supplier=supplier,
        settles=settles,
    )


def open_magnet(number: str, *questions: Question):
    return finding(
        number,
        Verdict.UNDETERMINED,
        between("0", "1"),
        exactly("1"),
        licence=Licence.UNDETERMINED,
        questions=questions,
    )


def test_what_is_asked_alike_of_one_supplier_is_one_question() -> None:
    found = report(
        *(open_magnet(f"M{number}", asks(f"M{number}", "origin of Dy")) for number in range(4)),
        open_magnet("M9", asks("M9", "origin of Dy", "B")),
    )
    groups = question_groups(found)
    assert [(one.supplier, one.settles) for one in groups] == [
        ("A", ("M0", "M1", "M2", "M3")),
        ("B", ("M9",)),
    ]
    assert settling_words(groups) == "2 questions settle 5 items"


def test_the_fewest_questions_that_settle_most_stand_first() -> None:
    found = report(
        open_magnet("M1", asks("M1", "price"), asks("M1", "origin of Dy")),
        open_magnet("M2", asks("M2", "origin of Dy")),
        open_magnet("M3", asks("M3", "composition", settles=False)),
    )
    groups = question_groups(found)
    assert [one.asks for one in groups] == ["origin of Dy", "price", "composition"]
    assert settling_words(groups) == "1 question settles 2 items"


def test_words_beside_the_lines_are_no_question_to_a_supplier() -> None:
    (heard,) = [
        one for one in question_groups(drone()) if one.items == ("N52 magnet for the door latch",)
    ]
    assert heard.supplier == ""
    assert "on which line" in heard.asks


def test_where_no_answer_settles_anything_nothing_is_promised() -> None:
    found = report(open_magnet("M1", asks("M1", "composition", settles=False)))
    assert settling_words(question_groups(found)) == ""
    assert question_groups(replace(found, findings=())) == ()


def test_the_price_of_a_substance_has_the_reference_price_one_step_away() -> None:
    price = replace(asks("M1", "price of Dy", "A"), kind=QuestionKind.SUBSTANCE_VALUE)
    found = report(open_magnet("M1", price))
    (group,) = question_groups(found)
    assert (group.is_yours, group.settles) == (True, ("M1",))
    step = "--assume reference-prices=yes"
    assert step in as_json(found)["question_groups"][0]["step"]
    assert step in " ".join(plain_text(found).split())
    assert step in write(found, Settings()).decode()


def test_what_only_the_buyer_can_find_stands_apart() -> None:
    price = replace(asks("M1", "price of M1", "A"), kind=QuestionKind.PRICE)
    found = report(open_magnet("M1", price, asks("M1", "origin of Dy"), asks("M1", "mass", "")))
    groups = question_groups(found)
    assert {group.asks: (group.supplier, group.is_yours) for group in groups} == {
        "price of M1": ("", True),
        "origin of Dy": ("A", False),
        "mass": ("", True),
    }
    assert [group["yours"] for group in as_json(found)["question_groups"]] == [True, False, True]
    for text, asked in (
        (plain_text(found), "ask A: origin of Dy"),
        (write(found, Settings()).decode(), "| A | origin of Dy"),
    ):
        yours = text.index("Yours to find")
        assert text.index(asked) < yours < text.index("price of M1", yours)
