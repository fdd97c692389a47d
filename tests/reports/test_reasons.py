"""Why a licence is required or open, in words."""

from __future__ import annotations

from dataclasses import replace

from calculator.findings.finding import Finding, Reason
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.reports.reasons import (
    is_explained,
    licence_brief,
    licence_words,
    used_settings,
)
from tests.reports.factory import exactly, finding


def reasons(share: str, technology: str, origin: str) -> tuple[Reason, ...]:
    return (
        Reason(trigger="value-share", state=share, clause="1(1)"),
        Reason(trigger="chinese-technology", state=technology, clause="1(2)"),
        Reason(trigger="chinese-origin", state=origin, clause="1(3)"),
    )


def magnet(licence: Licence, made: tuple[Reason, ...], subject: Subject = Subject.YES) -> Finding:
    plain = finding("M", Verdict.BELOW, exactly("0"), exactly("1"))
    return replace(plain, licence=licence, reasons=made, subject=subject)


def test_what_is_required_says_by_which_case() -> None:
    made = magnet(Licence.REQUIRED, reasons("crosses", "no", "yes"))
    assert licence_words(made) == "required: 1(1) value share, 1(3) Chinese origin"


def test_what_is_open_says_what_is_not_known() -> None:
    made = magnet(Licence.UNDETERMINED, reasons("below", "unknown", "no"))
    assert licence_words(made) == "undetermined: 1(2) Chinese technology is open"


def test_an_item_that_only_may_be_on_the_list_may_be_caught() -> None:
    made = magnet(Licence.UNDETERMINED, reasons("undetermined", "no", "yes"), Subject.MAYBE)
    assert licence_words(made) == (
        "undetermined: may be caught by 1(3) Chinese origin, if it is on the list; 1(1) value share is open"
    )


def test_what_is_not_required_needs_no_reason() -> None:
    made = magnet(Licence.NOT_REQUIRED, reasons("below", "no", "no"))
    assert licence_words(made) == "not required"
    assert not is_explained(made)


def test_an_open_licence_of_an_item_below_the_line_is_explained() -> None:
    assert is_explained(magnet(Licence.UNDETERMINED, reasons("below", "unknown", "no")))
    assert not is_explained(
        magnet(Licence.UNDETERMINED, reasons("below", "unknown", "no"), Subject.NO)
    )


def test_a_doubt_alone_is_said_too() -> None:
    made = magnet(Licence.UNDETERMINED, reasons("below", "no", "no"))
    assert licence_words(made) == "undetermined: a doubt stands in the way, see what is asked"


def test_a_setting_on_a_place_is_told_where_something_is_from_there() -> None:
    made = replace(magnet(Licence.NOT_REQUIRED, reasons("below", "no", "no")), territories=("TW",))
    (setting,) = used_settings(made.rule, (made,))
    assert setting.words.startswith("Taiwan (TW) is not counted, by a setting of this rule file: ")
    assert setting.words.endswith("It bears on M.")
    other = replace(made, subject=Subject.NO)
    assert not list(used_settings(made.rule, (other,)))


def test_a_narrow_column_has_the_clauses_alone() -> None:
    assert licence_brief(magnet(Licence.REQUIRED, reasons("crosses", "no", "yes"))) == (
        "required: 1(1), 1(3)"
    )
    made = magnet(Licence.UNDETERMINED, reasons("undetermined", "unknown", "yes"), Subject.MAYBE)
    assert licence_brief(made) == "undetermined: perhaps 1(3); 1(1), 1(2) open"
    assert licence_brief(magnet(Licence.NOT_REQUIRED, reasons("below", "no", "no"))) == (
        "not required"
    )
