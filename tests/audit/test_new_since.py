"""An audit held against an earlier one: the exit status counts what is new or worse, file by file, and no finding changes."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import jsonschema
import pytest

from calculator.assessment import Options, assess
from calculator.audit.counted_states import (
    CountedState,
    counted_states,
    new_states,
    state_of,
    status_of,
)
from calculator.audit.earlier_audit import read_earlier_audit
from calculator.audit.formats import write
from calculator.audit.json_summary import summary_schema
from calculator.audit.open_register import sqlite_address
from calculator.audit.plan import Outcome
from calculator.audit.register import Entry, Register
from calculator.audit.summary import Summary, exit_status
from calculator.findings.excuse import Excuses, WaivedState, Waiver
from tests.audit.audited_folders import audited, bills, folder_of_four, run
from tests.paths import SAMPLES
from tests.workbooks import LAW, ON

OPTIONS = Options(on=ON, rules=(LAW,))


def state(
    of: str = "item", stands: str = "required", item: str = "M", *, waived: bool = False
) -> CountedState:
    return state_of(
        {"of": of, "state": stands, "rule": LAW.id, "item": item, "clause": "", "waived": waived}
    )


@pytest.mark.parametrize("name", ["drone.xlsx", "loudspeaker.xlsx", "servo-axis-de.xlsx"])
def test_what_counts_gives_the_exit_status_of_the_report(name):
    report = assess((SAMPLES / name,), (), OPTIONS).report
    states = counted_states(report)
    assert status_of(states) == report.exit_status()
    assert tuple(state_of(each.as_record()) for each in states) == states


def test_a_waived_state_is_told_and_does_not_count():
    report = assess((SAMPLES / "servo-axis-de.xlsx",), (), OPTIONS).report
    (number,) = {each.item for each in counted_states(report)}
    waiver = Waiver(
        item=number,
        rule=LAW.id,
        state=WaivedState.UNDETERMINED,
        reason="asked",
        by="J. Buyer",
        until=ON,
        place="waivers.toml, waiver 1",
    )
    waived = replace(report, excuses=Excuses(waivers=(waiver,)))
    assert [each.is_waived for each in counted_states(waived)] == [True]
    assert status_of(counted_states(waived)) == waived.exit_status() == 0


@pytest.mark.parametrize(
    ("now", "before", "is_new"),
    [
        (state(), [], True),
        (state(), [state()], False),
        (state(), [state(stands="undetermined")], True),
        (state(stands="undetermined"), [state()], False),
        (state(), [state(item="N")], True),
        (state(), [replace(state(), rule="screen-mass")], True),
        (state(), [state(), state(stands="undetermined")], True),
        (state("suspect", "undetermined"), [state()], True),
        (state("suspect", "undetermined"), [state("suspect", "undetermined")], False),
        (state("assembly", "yes"), [state("assembly", "unknown")], True),
        (state("assembly", "unknown"), [state("assembly", "yes")], False),
        (state("assembly", "yes"), [replace(state("assembly", "yes"), clause="1(2)")], True),
        (state("input", "undetermined"), [state("input", "undetermined")], True),
    ],
)
def test_the_same_or_worse_before_is_known_and_all_else_is_new(now, before, is_new):
    assert new_states([now], before) == ((now,) if is_new else ())


def test_only_what_is_caught_makes_the_status_one():
    assert status_of([state("suspect", "undetermined"), state("assembly", "yes")]) == 3
    assert status_of([state(), state("suspect", "undetermined")]) == 1
    assert status_of([state(waived=True)]) == 0


def entry(number: int, *states: CountedState, status: int | None = None) -> Entry:
    """What a register says of a file with these states."""
    outcome = Outcome(key=f"{number}.xlsx", sha256="", size=1, status=0, headline="")
    stated = {
        each.name: getattr(outcome, each.name)
        for each in fields(Outcome)
        if each.name in {column.name for column in fields(Entry)}
    }
    return Entry(
        **{
            **stated,
            "path": outcome.key,
            "bytes": 1,
            "status": status_of(states) if status is None else status,
            "states": json.dumps([each.as_record() for each in states]),
            "report": "",
            "version": "1",
            "options": "",
        }
    )


def held(before: Sequence[Entry], now: Sequence[Entry], path: Path) -> Summary:
    """An audit held against an earlier one, whose summary goes through a file."""
    earlier = Summary(options=OPTIONS, version="1", entries=tuple(before), left_out=())
    path.write_bytes(write(earlier, "json"))
    return replace(earlier, entries=tuple(now), earlier=read_earlier_audit(path))


OPEN = state(stands="undetermined")


@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        ([entry(1, state())], [entry(1, state())], 0),
        ([entry(1, OPEN)], [entry(1, state())], 1),
        ([entry(1, state())], [entry(1, state(), state(item="N", stands="undetermined"))], 3),
        ([entry(1, state())], [entry(2, state())], 1),
        ([entry(1, state())], [entry(1, state()), entry(2, OPEN)], 3),
        ([entry(1, state(), status=4)], [entry(1, state(), status=4)], 4),
        ([entry(1, status=70)], [entry(1, status=70)], 70),
    ],
)
def test_a_file_counts_by_what_its_earlier_answer_did_not_have(before, now, status, tmp_path):
    summary = held(before, now, tmp_path / "last.json")
    assert exit_status(summary.statuses) == status
    assert exit_status(replace(summary, earlier=None).statuses) == exit_status(
        [each.status for each in now]
    )


@pytest.mark.parametrize("form", ["table", "md", "csv", "html", "json"])
def test_every_summary_says_what_is_new(form, tmp_path):
    waived = state(item="W", waived=True)
    summary = held([entry(1, OPEN)], [entry(1, OPEN, waived), entry(2, OPEN)], tmp_path / "l.json")
    text = " ".join(write(summary, form).decode().split())
    if form == "json":
        record = json.loads(text)
        jsonschema.Draft202012Validator(summary_schema()).validate(record)
        assert (record["new_since"]["files"], record["new_since"]["states"]) == (1, 1)
        assert [[each["new"] for each in file["states"]] for file in record["files"]] == [
            [False, True],
            [True],
        ]
        assert [file["status_new"] for file in record["files"]] == [0, 3]
    elif form == "csv":
        assert "report,new,status_new" in text
        assert text.endswith(",1,3")
    else:
        assert "1 state is new or worse, in 1 file" in text
        assert "2.xlsx" in text


def test_nothing_new_is_said_too(tmp_path):
    text = write(held([entry(1, OPEN)], [entry(1, OPEN)], tmp_path / "last.json"), "table").decode()
    assert "Held against last.json: nothing is new or worse" in text


def test_tonight_counts_what_last_night_did_not_have_and_assesses_nothing_again(tmp_path):
    folder = folder_of_four(tmp_path / "in")
    (folder / "corrupt.xlsx").unlink()
    words = (folder, "-o", tmp_path / "out", "--jobs", 1, "--format", "json")
    last = tmp_path / "last.json"
    first = run(*words)
    last.write_text(first.stdout)
    again = run(*words, "--new-since", last)
    assert (first.exit_code, again.exit_code) == (1, 0)
    assert "0 assessed now" in again.stderr
    assert sorted(file["status"] for file in json.loads(again.stdout)["files"]) == [0, 1, 3]


@pytest.mark.parametrize(
    "content",
    [None, "{", "[]", '{"files": [{"path": "a"}]}', '{"files": [{"path": "a", "states": [{}]}]}'],
)
def test_what_is_no_summary_is_wrong_usage_before_anything_is_read(tmp_path, content):
    path = tmp_path / "last.json"
    if content is not None:
        path.write_text(content)
    result = run(bills(tmp_path / "in", 1), "-o", tmp_path / "out", "--new-since", path)
    assert result.exit_code == 2
    assert "last.json" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_summary_is_never_written_over_the_one_it_is_held_against(tmp_path):
    path = tmp_path / "last.json"
    path.write_text('{"files": []}')
    result = run(bills(tmp_path / "in", 1), "-o", path, "--new-since", path)
    assert result.exit_code == 2
    assert path.read_text() == '{"files": []}'


def test_a_register_that_kept_no_states_gets_them_and_its_files_are_assessed_again(tmp_path):
    folder, output = bills(tmp_path / "in", 1), tmp_path / "out"
    audited(folder, output)
    register = output / "register.sqlite"
    with contextlib.closing(sqlite3.connect(register)) as database:
        database.execute("ALTER TABLE files DROP COLUMN states")
        database.execute("UPDATE register SET value = '1'")
        database.commit()
    said: list[str] = []
    audited(folder, output, said.append)
    assert any("1 assessed now" in line for line in said)
    with Register(sqlite_address(register)) as opened:
        assert [entry.states for entry in opened.entries().values()] == ["[]"]
