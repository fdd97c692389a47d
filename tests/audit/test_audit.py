"""Many files: one answer for each and one for all, whatever lies in the folder."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.assessment import Options
from calculator.audit.formats import write
from calculator.audit.inputs import InputError, find_files
from calculator.audit.json_summary import summary_schema
from calculator.audit.session import Setting, audit
from calculator.audit.summary import Summary, exit_status
from calculator.cli.main import main
from calculator.findings.report import FailOn, Reading
from calculator.rules import load_rules
from tests.audit.audited_folders import (
    BILL,
    WORDS,
    audited,
    bills,
    folder_of_four,
    order,
    reports,
    rows,
    run,
)
from tests.workbooks import LAW, ON, dysprosium, magnet, write_workbook

# --------------------------------------------------------------------------- answers


@pytest.mark.worker
def test_each_file_has_its_own_answer_and_the_worst_is_the_exit_status(tmp_path):
    folder = folder_of_four(tmp_path / "in")
    result = run(folder, "-o", tmp_path / "out", "--format", "json", "--jobs", 2)
    assert result.exit_code == 4
    summary = json.loads(result.stdout)
    jsonschema.Draft202012Validator(
        summary_schema(), format_checker=jsonschema.FormatChecker()
    ).validate(summary)
    assert {
        Path(one["path"]).name: (one["answer"], one["crosses"], one["undetermined"])
        for one in summary["files"]
    } == {
        "below.xlsx": ("not-required", 0, 0),
        "corrupt.xlsx": ("refused", 0, 0),
        "crosses.xlsx": ("required", 1, 0),
        "gap.xlsx": ("undetermined", 0, 1),
    }
    assert {
        key: summary["totals"][key]
        for key in ("files", "required", "undetermined", "not_required", "refused", "bugs")
    } == {
        "files": 4,
        "required": 1,
        "undetermined": 1,
        "not_required": 1,
        "refused": 1,
        "bugs": 0,
    }
    assert [Path(one["path"]).name for one in summary["refused"]] == ["corrupt.xlsx"]


def test_the_report_of_a_file_is_the_one_that_check_gives(tmp_path):
    folder = folder_of_four(tmp_path / "in")
    run(folder, "-o", tmp_path / "out")
    for path in folder.rglob("*.xlsx"):
        alone = CliRunner().invoke(main, ["check", str(path), *WORDS, "--format", "json"])
        row = next(row for key, row in rows(tmp_path / "out").items() if key.endswith(path.name))
        assert (tmp_path / "out" / "reports" / str(row["report"])).read_text(
            "utf-8"
        ) == alone.stdout
        assert row["status"] == alone.exit_code
        assert json.loads(str(row["findings"])) == json.loads(alone.stdout)["findings"]
        assert json.loads(str(row["problems"])) == json.loads(alone.stdout)["problems"]


@pytest.mark.parametrize(
    ("left", "fail_on", "status"),
    [
        ("below", "undetermined", 0),
        ("below gap", "undetermined", 3),
        ("below gap", "crosses", 0),
        ("gap crosses", "undetermined", 1),
        ("gap crosses", "crosses", 1),
        ("gap crosses", "never", 0),
        ("below corrupt", "never", 4),
        ("crosses corrupt", "undetermined", 4),
    ],
)
def test_exit_statuses_of_the_contract(tmp_path, left, fail_on, status):
    folder = folder_of_four(tmp_path / "in")
    for path in folder.rglob("*.xlsx"):
        if path.stem not in left.split():
            path.unlink()
    assert (
        run(folder, "-o", tmp_path / "out", "--fail-on", fail_on, "-q", "--jobs", 1).exit_code
        == status
    )


def test_a_bug_outweighs_every_other_status():
    assert exit_status([0, 1, 3, 4, 70], FailOn.NEVER) == 70


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html", "xlsx"])
def test_the_same_inputs_give_the_same_bytes_whatever_was_known_before(tmp_path, form):
    folder = folder_of_four(tmp_path / "in")
    first = run(folder, "-o", tmp_path / "one", "--format", form, "--jobs", 2).stdout_bytes
    again = run(folder, "-o", tmp_path / "one", "--format", form, "--jobs", 1).stdout_bytes
    other = run(folder, "-o", tmp_path / "two", "--format", form, "--jobs", 1).stdout_bytes
    assert first
    assert first == again == other


def test_nothing_from_a_file_is_a_formula_markup_or_a_path_of_ours(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "=cmd()<script>|..%2f.csv").write_text("no bill", "utf-8")
    output = tmp_path / "out"
    summary = audit(["."], order(), Setting(output=output, jobs=1))
    assert [one.path for one in summary.entries] == ["=cmd()<script>|..%2f.csv"]
    page = write(summary, "html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\\<script\\>" in write(summary, "md").decode()
    book = load_workbook(io.BytesIO(write(summary, "xlsx")))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    fields = [
        field
        for row in csv.reader(io.StringIO(write(summary, "csv").decode("utf-8-sig")))
        for field in row
    ]
    assert not [field for field in fields if field.startswith(("=", "+", "-", "@"))]
    assert all(set(name) <= set("0123456789abcdef-.json") for name in reports(output))
    assert {path.name for path in output.iterdir()} == {"lock", "register.sqlite", "reports"}


# --------------------------------------------------------------------------- which files


def test_folders_patterns_and_lists_become_one_list_in_one_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder_of_four(tmp_path / "in")
    for name in ("~$below.xlsx", ".hidden.xlsx", "notes.txt", "a.TSV"):
        (tmp_path / "in" / name).write_text("x", "utf-8")
    (tmp_path / "in" / ".git").mkdir()
    (tmp_path / "in" / ".git" / "x.csv").write_text("x", "utf-8")
    (tmp_path / "list.txt").write_text("# a comment\nin/gap.xlsx\n\nin/deep\n", "utf-8")
    everything = [
        "in/a.TSV",
        "in/below.xlsx",
        "in/corrupt.xlsx",
        "in/deep/er/crosses.xlsx",
        "in/gap.xlsx",
    ]
    assert list(find_files(["in"]).files) == everything
    assert list(find_files(["in/gap.xlsx", str(tmp_path / "in"), "in/*"]).files) == everything
    assert list(find_files(["@list.txt"]).files) == ["in/deep/er/crosses.xlsx", "in/gap.xlsx"]
    assert list(find_files(["in/**/c*.xlsx"]).files) == [
        "in/corrupt.xlsx",
        "in/deep/er/crosses.xlsx",
    ]
    assert [one.split(":")[0] for one in find_files(["in"]).left_out] == [
        "in/.git/",
        "in/.hidden.xlsx",
        "in/~$below.xlsx",
    ]
    assert list(find_files(["in"], apart=[Path("in/deep"), Path("in/a.TSV")]).files) == [
        "in/below.xlsx",
        "in/corrupt.xlsx",
        "in/gap.xlsx",
    ]


@pytest.mark.parametrize("word", ["empty", "*.xlsx", "@missing.txt", "@blank.txt"])
def test_a_word_that_names_nothing_is_wrong_usage_and_nothing_is_written(
    tmp_path, monkeypatch, word
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "blank.txt").write_text("\n", "utf-8")
    with pytest.raises(InputError):
        find_files([word])
    assert run(word, "-o", "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_what_was_left_out_is_said(tmp_path):
    bills(tmp_path / "in", 1)
    (tmp_path / "in" / "~$bill.xlsx").write_text("x", "utf-8")
    assert "~$bill.xlsx" in run(tmp_path / "in", "-o", tmp_path / "out").stderr


def test_the_summary_says_what_its_answers_are_about():
    """A control list knows no products: its items answer, whatever reading is asked for."""
    listed = load_rules()[0]["cn-mofcom-2025-18"]
    for rules, reading, whose in (
        ((LAW,), "materials", "magnets and targets"),
        ((LAW,), "product", "products"),
        ((LAW, listed), "product", "products; items"),
    ):
        options = Options(on=ON, rules=rules, reading=Reading(reading))
        said = write(
            Summary(options=options, version="1", entries=(), left_out=()), "table"
        ).decode()
        assert f"Answers are for the {whose} of each file." in " ".join(said.split())


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    bills(tmp_path / "in", 1)
    result = run(
        tmp_path / "in", tmp_path / "missing.xlsx", "-o", tmp_path / "out", "--format", "json"
    )
    assert result.exit_code == 4
    assert [
        (Path(one["path"]).name, one["code"]) for one in json.loads(result.stdout)["refused"]
    ] == [("missing.xlsx", "file-missing")]


def test_a_name_that_is_no_text_is_a_file_like_any_other(tmp_path):
    folder = bills(tmp_path / "in", 1)
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.csv"))).write_text(
            BILL.format(1, 1), "utf-8"
        )
    except OSError:
        pytest.skip("this file system takes no such name")
    (folder / "caf\\xe9.csv").write_text(BILL.format(2, 2), "utf-8")
    summary = audited(folder, tmp_path / "out")
    assert (
        len(rows(tmp_path / "out")) == len(summary.entries) == len(reports(tmp_path / "out")) == 3
    )
    write(summary, "json")


def test_facts_that_cannot_be_read_stop_the_audit_before_any_file(tmp_path):
    folder = bills(tmp_path / "in", 1)
    result = run(folder, "-o", tmp_path / "out", "--facts", tmp_path / "no.xlsx")
    assert result.exit_code == 4
    assert "no.xlsx" in result.stderr
    assert not (tmp_path / "out").exists()


def test_facts_decide_what_the_files_alone_leave_open(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write_workbook(folder / "a.xlsx", BOM=[magnet()])
    facts = write_workbook(folder / "facts.xlsx", Content=[dysprosium(Value=1, Currency="USD")])
    result = run(folder, "-o", tmp_path / "out", "--facts", facts)
    assert result.exit_code == 1
    assert "facts.xlsx: it holds the facts" in result.stderr


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    folder = bills(tmp_path / "in", 1)
    (tmp_path / "taken").write_text("x", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "reports").write_text("x", "utf-8")
    for output in ("taken", "out"):
        result = run(folder, "-o", tmp_path / output)
        assert result.exit_code == 74
        assert "cannot be written" in result.stderr
