"""The one answer of a run and its exit status: what keeps it from nothing being required, one ground at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calculator.findings.excuse import Baseline, Excuses, WaivedState, Waiver
from calculator.findings.finding import Reason, SuspectKind, UnresolvedPart
from calculator.findings.obligation import Doubt, Obligation
from calculator.findings.report import FailOn, Headline, Reading
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.model.problem import error
from tests.reports.factory import BY_MASS, RULE_61, exactly, finding, item, node, report

ONE = exactly("1")
REQUIRED, OPEN, CLEAR = Headline.REQUIRED, Headline.UNDETERMINED, Headline.NOT_REQUIRED


def magnet(verdict=Verdict.BELOW, licence=Licence.NOT_REQUIRED, number="M", **more):
    return finding(number, verdict, ONE, ONE, licence=licence, **more)


def assembly(*states: str, number="A", top=False, holds=("M",), verdict=Verdict.BELOW):
    """What holds a magnet, with what is stated of itself."""
    made = node(number, verdict, ONE, ONE, holds, top=top)
    answers = tuple(
        Reason(trigger="chinese-origin", state=state, clause=f"1({place})")
        for place, state in enumerate(states, 2)
    )
    return replace(made, own_answers=answers, licence=Licence.NOT_REQUIRED)


BELOW, UNKNOWN = magnet(), magnet(Verdict.UNDETERMINED, Licence.UNDETERMINED, "U")
CROSSES = magnet(Verdict.CROSSES, Licence.REQUIRED, "C")
NOT_ON_LIST = magnet(Verdict.CROSSES, Licence.REQUIRED, "N", subject=Subject.NO)
MOTOR = UnresolvedPart(item=item("MOTOR"), why="a motor")
PHRASE = UnresolvedPart(item=item(""), why="a note", kind=SuspectKind.HEARD)
OF_THE_FILE = Doubt(item="", obligation=Obligation.ACCOUNT, why="lost", question="which?", cells=())
OF_AN_ITEM = replace(OF_THE_FILE, item="M")
NOT_READ = {"refused": ("b.xlsx",)}


@pytest.mark.parametrize(
    ("run", "headline", "status"),
    [
        (report(BELOW), CLEAR, 0),
        (report(), CLEAR, 0),
        (report(NOT_ON_LIST), CLEAR, 0),
        (report(BELOW, UNKNOWN), OPEN, 3),
        (report(BELOW, UNKNOWN, CROSSES), REQUIRED, 1),
        # The verdict and the licence each count.
        (report(magnet(Verdict.BELOW, Licence.UNDETERMINED)), OPEN, 3),
        (report(magnet(Verdict.UNDETERMINED, Licence.NOT_REQUIRED)), OPEN, 3),
        (report(magnet(Verdict.CROSSES, Licence.UNDETERMINED)), REQUIRED, 1),
        # Each ground alone.
        (report(BELOW, suspects=(MOTOR,)), OPEN, 3),
        (report(BELOW, suspects=(PHRASE,)), OPEN, 3),
        (report(BELOW, doubts=(OF_THE_FILE,)), OPEN, 3),
        (report(BELOW, doubts=(OF_AN_ITEM,)), CLEAR, 0),
        (report(BELOW, **NOT_READ), OPEN, 4),
        (report(CROSSES, **NOT_READ), REQUIRED, 4),
        (report(item_count=0, **NOT_READ), Headline.NO_ANSWER, 4),
        (report(item_count=0), CLEAR, 0),
        # An assembly of which something is stated, unless it is on the list itself.
        (report(BELOW, nodes=(assembly("yes"),)), OPEN, 3),
        (report(BELOW, nodes=(assembly("no", "unknown"),)), OPEN, 3),
        (report(BELOW, nodes=(assembly("no"),)), CLEAR, 0),
        (report(BELOW, nodes=(assembly("yes", holds=()),)), CLEAR, 0),
        (report(BELOW, nodes=(assembly("yes", number="M"),)), CLEAR, 0),
        (report(BELOW, NOT_ON_LIST, nodes=(assembly("yes", number="N"),)), OPEN, 3),
        (
            report(BELOW, nodes=(assembly("yes"),), assumptions=(("assemblies", "not-listed"),)),
            CLEAR,
            0,
        ),
        # A rule of the run counts, one that is none of it does not.
        (report(BELOW, replace(CROSSES, rule=BY_MASS)), CLEAR, 0),
        (report(BELOW, replace(CROSSES, rule=BY_MASS), rules=(RULE_61, BY_MASS)), REQUIRED, 1),
        # Where products answer, theirs counts and no magnet's.
        (
            report(CROSSES, reading=Reading.PRODUCT, nodes=(assembly(top=True),)),
            CLEAR,
            0,
        ),
        (
            report(
                BELOW,
                reading=Reading.PRODUCT,
                nodes=(assembly(top=True, verdict=Verdict.UNDETERMINED),),
            ),
            OPEN,
            3,
        ),
        (
            report(
                BELOW,
                reading=Reading.PRODUCT,
                nodes=(assembly(verdict=Verdict.CROSSES), assembly(top=True, number="P")),
            ),
            CLEAR,
            0,
        ),
    ],
)
def test_what_a_run_answers(run, headline, status):
    assert run.headline is headline
    assert run.exit_status() == status
    assert run.exit_status(FailOn.CROSSES) == (0 if status == 3 else status)
    assert run.exit_status(FailOn.NEVER) == (0 if status in (1, 3) else status)


def test_a_clearance_that_is_not_followed_outweighs_everything():
    fault = error("clearance-not-followed", "M: not followed")
    run = report(BELOW, problems=(fault,), **NOT_READ)
    assert run.exit_status() == run.exit_status(FailOn.NEVER) == 70


def waiver(number: str, state: WaivedState, rule=RULE_61.id) -> Waiver:
    return Waiver(
        item=number,
        rule=rule,
        state=state,
        reason="agreed",
        by="A. Person",
        until=date(2027, 1, 1),
        place="waivers.toml, 1",
    )


def excused(*waivers: Waiver, **baseline) -> Excuses:
    earlier = (
        Baseline(name="old.json", **{"answers": {}, "suspects": frozenset(), **baseline})
        if baseline
        else None
    )
    return Excuses(waivers=waivers, baseline=earlier)


KNOWN = {(RULE_61.id, "U"): Licence.UNDETERMINED}
MOTOR_TOO = replace(MOTOR, item=item("MOTOR-2"))
S, U, C = WaivedState.SUSPECT, WaivedState.UNDETERMINED, WaivedState.CROSSES


@pytest.mark.parametrize(
    ("run", "excuses", "status"),
    [
        (report(UNKNOWN), excused(waiver("U", U)), 0),
        (report(UNKNOWN), excused(waiver("U", C)), 3),
        (report(UNKNOWN), excused(waiver("M", U)), 3),
        (report(UNKNOWN), excused(waiver("U", U, "screen-mass")), 3),
        (report(UNKNOWN, CROSSES), excused(waiver("U", U)), 1),
        (report(CROSSES), excused(waiver("C", C)), 0),
        (report(CROSSES), excused(waiver("C", U)), 1),
        # A suspect is waived by its number, under every rule of the run.
        (report(suspects=(MOTOR,)), excused(waiver("MOTOR", S)), 0),
        (report(suspects=(MOTOR,)), excused(waiver("MOTOR", U)), 3),
        (report(suspects=(MOTOR, MOTOR_TOO)), excused(waiver("MOTOR", S)), 3),
        (report(suspects=(PHRASE,)), excused(waiver("", S)), 3),
        (report(suspects=(MOTOR,), rules=(RULE_61, BY_MASS)), excused(waiver("MOTOR", S)), 3),
        # What an earlier report had, or worse, is not new.
        (report(UNKNOWN), excused(answers=KNOWN), 0),
        (report(UNKNOWN, magnet(Verdict.UNDETERMINED, number="NEW")), excused(answers=KNOWN), 3),
        (report(replace(CROSSES, item=item("U"))), excused(answers=KNOWN), 1),
        (report(UNKNOWN), excused(answers={(RULE_61.id, "U"): Licence.REQUIRED}), 0),
        (report(UNKNOWN), excused(answers={("screen-mass", "U"): Licence.REQUIRED}), 3),
        (report(suspects=(MOTOR,)), excused(suspects=frozenset({"MOTOR"})), 0),
        (report(suspects=(MOTOR, PHRASE)), excused(suspects=frozenset({"MOTOR"})), 3),
        # Assemblies: a waiver, or the same stated before.
        (report(BELOW, nodes=(assembly("yes"),)), excused(waiver("A", U)), 0),
        (report(BELOW, nodes=(assembly("yes"),)), excused(waiver("A", S)), 3),
        (
            report(BELOW, nodes=(assembly("yes", "unknown"),)),
            excused(stated=frozenset({(RULE_61.id, "A", "1(2)", "yes")})),
            3,
        ),
        (
            report(BELOW, nodes=(assembly("yes"),)),
            excused(stated=frozenset({(RULE_61.id, "A", "1(2)", "yes")})),
            0,
        ),
        (
            report(BELOW, nodes=(assembly("unknown"),)),
            excused(stated=frozenset({(RULE_61.id, "A", "1(2)", "yes")})),
            0,
        ),
        (
            report(BELOW, nodes=(assembly("yes"), assembly("yes", number="B"))),
            excused(waiver("A", U)),
            3,
        ),
        # Nothing excuses a doubt of the file, or a file that was not read.
        (report(UNKNOWN, doubts=(OF_THE_FILE,)), excused(waiver("U", U)), 3),
        (report(UNKNOWN, **NOT_READ), excused(waiver("U", U)), 4),
    ],
)
def test_what_somebody_answered_for_changes_the_exit_status_and_no_headline(run, excuses, status):
    with_excuses = replace(run, excuses=excuses)
    assert with_excuses.exit_status() == status
    assert with_excuses.headline is run.headline
    assert with_excuses.summary == replace(run.summary, waived=with_excuses.summary.waived)


def test_while_a_file_is_unread_nothing_of_the_run_is_proved():
    assert report(BELOW).clearance.proved
    assert report(BELOW, **NOT_READ).clearance.proved == ()


def test_an_assembly_of_which_nothing_is_stated_is_named_and_stands_in_no_way():
    silent, open_too = assembly("not stated"), assembly("not stated", "yes", number="B")
    run = report(BELOW, nodes=(silent, open_too, assembly("no", number="D")))
    assert run.unstated_assemblies == (silent,)
    assert run.open_assemblies == (open_too,)
    implied = replace(silent, item=replace(silent.item, is_implied=True))
    assert report(BELOW, nodes=(implied,)).unstated_assemblies == ()
    assert report(BELOW, nodes=(replace(silent, holds=()),)).unstated_assemblies == ()
    assert report(BELOW, nodes=(assembly("not stated", number="M"),)).unstated_assemblies == ()
