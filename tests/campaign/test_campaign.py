"""Letters over many bills, kept and laid aside, and how they stand on a day."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from calculator.assessment import Options
from calculator.audit.plan import File, Order, Outcome
from calculator.audit.run import Executors
from calculator.campaign.letter_files import letter_name
from calculator.campaign.survey import survey
from calculator.cli.main import main
from tests.letters import Answers, fill_in
from tests.workbooks import LAW, write_workbook

ON = ("--on", "2026-11-23")
PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]
KITA, SORANO = letter_name("Kita"), letter_name("Sorano")
FREE: Answers = {("M-1", "free"): "yes", ("M-1", "technology"): "no", ("M-1", "made"): "JP"}


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEMINIMIS_DEBUG", "1")
    monkeypatch.chdir(tmp_path)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def magnet(number: str, supplier: str = "Kita", **more: object) -> dict[str, object]:
    return {
        "Level": 1,
        "Part Number": number,
        "Description": "Arc magnet",
        "Supplier": supplier,
        "Quantity": 2,
        "Unit": "each",
        "Item Class": "magnet",
        "Material": "NdFeB",
        "Unit Mass": 20,
        "Mass Unit": "g",
        "Unit Price": 3,
        "Currency": "USD",
        **more,
    }


def bill(path: Path, product: str, *rows: dict[str, object]) -> Path:
    top = {
        "Level": 0,
        "Part Number": product,
        "Quantity": 1,
        "Unit": "each",
        "Unit Price": 90,
        "Currency": "USD",
    }
    return write_workbook(path, BOM=[top, *rows], Prices=PRICES)


def two_bills(folder: Path) -> Path:
    bills = folder / "bills"
    bills.mkdir()
    bill(bills / "a.xlsx", "P-1", magnet("M-1"))
    motor = {"Level": 1, "Part Number": "GM-7", "Description": "Brushless motor", "Supplier": "Sorano", "Quantity": 1, "Unit": "each", "Unit Price": 80, "Currency": "USD"}  # fmt: skip
    bill(bills / "b.xlsx", "P-2", magnet("m-1", "KITA"), motor)
    return bills


def letters(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.xlsx")}


def ask(folder: Path, *words: object) -> Result:
    return run("ask", folder / "bills", "-o", folder / "letters", *(words or ON))


def states(folder: Path, *words: object) -> dict[str, str]:
    found = run("status", folder / "letters", "--format", "json", *(words or ON))
    return {row["part"]: row["state"] for row in json.loads(found.stdout)["parts"]}


def test_one_letter_a_supplier_over_all_bills_with_all_products(tmp_path: Path) -> None:
    two_bills(tmp_path)
    result = ask(tmp_path, *ON, "--from", "Rheintal", "--due", "2027-01-15")
    assert result.exit_code == 0, result.output
    assert letters(tmp_path / "letters") == {KITA, SORANO}
    book = openpyxl.load_workbook(tmp_path / "letters" / KITA)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        "Instructions",
        "Parts",
        "Signature",
    ]
    row = [cell.value for cell in book["Parts"][2]]
    assert "P-1, P-2" in row
    assert book["Parts"].max_row == 2
    words = " ".join(str(cell.value) for line in book["Instructions"].iter_rows() for cell in line)
    for told in ("Rheintal", "2027-01-15", "834", "left out"):
        assert told in words
    assert "Order No. 834" in result.output
    with sqlite3.connect(tmp_path / "letters" / "campaign.sqlite") as register:
        assert register.execute("select distinct supplier, asked_on, due, requester from campaign_asked order by 1").fetchall() == [
            ("Kita", "2026-11-23", "2027-01-15", "Rheintal"),
            ("Sorano", "2026-11-23", "2027-01-15", "Rheintal"),
        ]  # fmt: skip


def test_asking_again_keeps_the_letters_and_their_days(tmp_path: Path) -> None:
    two_bills(tmp_path)
    ask(tmp_path)
    before = {name: (tmp_path / "letters" / name).read_bytes() for name in (KITA, SORANO)}
    again = ask(tmp_path, "--on", "2026-12-24")
    assert again.output.count("(as it was)") == 2
    assert {name: (tmp_path / "letters" / name).read_bytes() for name in before} == before
    assert not (tmp_path / "letters" / "superseded").exists()


def test_a_lost_register_is_made_again_from_the_letters(tmp_path: Path) -> None:
    two_bills(tmp_path)
    ask(tmp_path, *ON, "--due", "2027-01-15", "--from", "Rheintal")
    (tmp_path / "letters" / "campaign.sqlite").unlink()
    lost = run("status", tmp_path / "letters", *ON, "--format", "json")
    told = json.loads(lost.stdout)
    assert lost.exit_code == 4
    assert {row["part"]: (row["state"], row["due"]) for row in told["parts"]} == {
        "M-1": ("open", "2027-01-15"),
        "GM-7": ("open", "2027-01-15"),
    }
    assert "the register is lost" in told["refused"][0]
    assert "run `deminimis ask`" in told["refused"][0]
    (tmp_path / "letters" / "campaign.sqlite").unlink()
    (tmp_path / "letters" / "answers").mkdir()
    fill_in(
        tmp_path / "letters" / "answers" / "a.xlsx",
        (tmp_path / "letters" / KITA).read_bytes(),
        FREE,
    )
    assert states(tmp_path, "--on", "2027-01-16") == {"M-1": "partly answered", "GM-7": "overdue"}
    (tmp_path / "letters" / "campaign.sqlite").unlink()
    (tmp_path / "letters" / "answers" / "a.xlsx").unlink()
    assert ask(tmp_path, "--on", "2026-12-24").output.count("(as it was)") == 2
    found = run("status", tmp_path / "letters", "--on", "2026-12-24", "--format", "json")
    assert {row["asked_on"] for row in json.loads(found.stdout)["parts"]} == {"2026-11-23"}


def test_a_letter_that_no_longer_applies_is_laid_aside_and_one_that_was_changed_stays(
    tmp_path: Path,
) -> None:
    bills = two_bills(tmp_path)
    ask(tmp_path)
    folder = tmp_path / "letters"
    bill(bills / "b.xlsx", "P-2", magnet("M-1"))
    (folder / KITA).write_bytes((folder / KITA).read_bytes() + b" ")
    changed = (folder / KITA).read_bytes()
    result = ask(tmp_path)
    assert letters(folder / "superseded") == {SORANO}
    assert (folder / KITA).read_bytes() == changed
    # The magnet is not asked otherwise than before, but the letter is no longer ours: the new one has a name of its own.
    assert letters(folder) == {KITA, KITA.replace(".xlsx", "-2.xlsx")}
    assert f"{KITA} is not as it was written" in result.output
    told = run("status", folder, *ON, "--format", "json")
    assert json.loads(told.stdout)["changed_letters"] == [KITA]


def test_what_came_back_settles_the_part_in_every_bill_and_ends_when_it_ends(
    tmp_path: Path,
) -> None:
    two_bills(tmp_path)
    ask(tmp_path, *ON, "--due", "2027-01-15")
    folder = tmp_path / "letters"
    assert states(tmp_path) == {"M-1": "open", "GM-7": "open"}
    assert run("status", folder, *ON).exit_code == 3
    assert states(tmp_path, "--on", "2027-01-16") == {"M-1": "overdue", "GM-7": "overdue"}
    (folder / "answers").mkdir()
    signed = {"Company": "Kita", "Name": "A. Tanaka", "Certificate or declaration no.": "K-9", "Date": "2026-11-20", "Valid until": "2027-12-01"}  # fmt: skip
    fill_in(folder / "answers" / KITA, (folder / KITA).read_bytes(), FREE, signed)
    fill_in(folder / "answers" / SORANO, (folder / SORANO).read_bytes(), {("GM-7", "inside"): "no"})
    assert states(tmp_path) == {"M-1": "answered", "GM-7": "answered"}
    assert run("status", folder, *ON).exit_code == 0
    row = next(
        row
        for row in json.loads(run("status", folder, *ON, "--format", "json").stdout)["parts"]
        if row["part"] == "M-1"
    )
    assert (row["answered_by"], row["references"], row["answered_on"], row["valid_until"]) == (
        ["Kita (A. Tanaka)"],
        ["K-9"],
        "2026-11-20",
        "2027-12-01",
    )
    assert states(tmp_path, "--on", "2027-11-01")["M-1"] == "expiring"
    assert states(tmp_path, "--on", "2027-12-02")["M-1"] in ("overdue", "open", "partly answered")
    for path in ("a.xlsx", "b.xlsx"):
        checked = run("check", tmp_path / "bills" / path, *ON, "--facts", folder / "answers", "-q")
        assert checked.exit_code == 0, checked.output


def test_an_answer_that_ended_is_asked_for_again_only_where_no_later_one_stands(
    tmp_path: Path,
) -> None:
    two_bills(tmp_path)
    ask(tmp_path, *ON)
    folder = tmp_path / "letters"
    (folder / "answers").mkdir()
    letter = (folder / KITA).read_bytes()
    old = {"Company": "Kita", "Name": "A. Tanaka", "Certificate or declaration no.": "K-1", "Date": "2025-06-30", "Valid until": "2026-06-30"}  # fmt: skip
    new = {**old, "Certificate or declaration no.": "K-2", "Date": "2026-06-30", "Valid until": "2027-12-01"}  # fmt: skip
    fill_in(folder / "answers" / "old.xlsx", letter, FREE, old)
    ended = "an answer was valid until 2026-06-30; ask for a new one"
    assert ended in remarks_on(tmp_path, "M-1")
    fill_in(folder / "answers" / "new.xlsx", letter, FREE, new)
    assert remarks_on(tmp_path, "M-1") == [
        "an earlier answer was valid until 2026-06-30; a later one stands"
    ]


def remarks_on(folder: Path, part: str) -> list[str]:
    found = json.loads(run("status", folder / "letters", *ON, "--format", "json").stdout)
    return next(row["remarks"] for row in found["parts"] if row["part"] == part)


def test_an_answer_that_makes_something_cross_ends_in_1(tmp_path: Path) -> None:
    two_bills(tmp_path)
    ask(tmp_path)
    folder = tmp_path / "letters"
    (folder / "answers").mkdir()
    answers = {("M-1", "share Dy"): 3, ("M-1", "rest"): "yes", ("M-1", "form"): "metal", ("M-1", "metal"): "CN", ("M-1", "mined"): "CN", ("M-1", "separated"): "CN"}  # fmt: skip
    fill_in(folder / "answers" / KITA, (folder / KITA).read_bytes(), answers)
    found = run("status", folder, *ON)
    assert (found.exit_code, "these need a licence" in found.output) == (1, True)


def test_a_bill_that_is_gone_is_4_and_one_that_changed_is_named(tmp_path: Path) -> None:
    bills = two_bills(tmp_path)
    ask(tmp_path)
    bill(bills / "a.xlsx", "P-1", magnet("M-1"), magnet("M-2", "Nord"))
    (bills / "b.xlsx").unlink()
    found = run("status", tmp_path / "letters", *ON, "--format", "json")
    told = json.loads(found.stdout)
    assert found.exit_code == 4
    assert (told["missing_bills"], told["changed_bills"]) == (["bills/b.xlsx"], ["bills/a.xlsx"])
    assert {row["part"]: row["state"] for row in told["parts"]} == {
        "M-1": "open",
        "M-2": "not asked",
        "GM-7": "no longer needed",
    }


@pytest.mark.parametrize("form", ["csv", "html", "xlsx", "txt"])
def test_the_status_in_every_format(tmp_path: Path, form: str) -> None:
    two_bills(tmp_path)
    ask(tmp_path)
    path = tmp_path / f"status.{form}"
    assert run("status", tmp_path / "letters", *ON, "-o", path).exit_code == 3
    content = path.read_bytes()
    if form == "xlsx":
        sheet = openpyxl.load_workbook(path)["Campaign"]
        assert [cell.value for cell in sheet[2]][:3] == ["Kita", "M-1", "open"]
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert rows[1][:3] == ["Kita", "M-1", "open"]
    else:
        assert b"M-1" in content
        assert b"2 open" in content


def test_a_hostile_name_is_no_path_and_no_formula(tmp_path: Path) -> None:
    (tmp_path / "bills").mkdir()
    bill(tmp_path / "bills" / "a.xlsx", "P-1", magnet("=1+1", "../../=cmd|' /C calc'!A0"))
    ask(tmp_path)
    (name,) = letters(tmp_path / "letters")
    assert set(name.removesuffix(".xlsx")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name.removesuffix(".xlsx")) <= 49
    book = openpyxl.load_workbook(tmp_path / "letters" / name)
    formulas = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas in (["C2"], ["D2"])
    line = run("status", tmp_path / "letters", *ON, "--format", "csv").stdout.splitlines()[1]
    assert not line.startswith("=")


def test_a_bill_that_cannot_be_read_is_4_and_lays_no_letter_aside(tmp_path: Path) -> None:
    bills = two_bills(tmp_path)
    ask(tmp_path)
    (bills / "b.xlsx").write_bytes(b"no workbook")
    result = ask(tmp_path)
    assert result.exit_code == 4
    assert letters(tmp_path / "letters") == {KITA, SORANO}
    assert "b.xlsx" in result.output


def test_one_workbook_has_a_column_of_suppliers_and_the_register_beside_it(tmp_path: Path) -> None:
    two_bills(tmp_path)
    path = tmp_path / "out" / "q.xlsx"
    path.parent.mkdir()
    assert run("ask", tmp_path / "bills", *ON, "-o", path).exit_code == 0
    sheet = openpyxl.load_workbook(path)["Parts"]
    heads = [str(cell.value).partition("\n")[0] for cell in sheet[1]]
    column = heads.index("Supplier")
    assert {row[column].value for row in sheet.iter_rows(min_row=2)} == {"Kita", "Sorano"}
    assert (tmp_path / "out" / "campaign.sqlite").exists()
    assert run("ask", tmp_path / "bills", *ON, "-o", path).exit_code == 2
    assert states_of(path.parent) == {"M-1": "open", "GM-7": "open"}


def states_of(folder: Path) -> dict[str, str]:
    found = run("status", folder, *ON, "--format", "json")
    return {row["part"]: row["state"] for row in json.loads(found.stdout)["parts"]}


def test_alike_names_are_proposed_and_one_letter_goes_out_once_they_are_confirmed(
    tmp_path: Path,
) -> None:
    (tmp_path / "bills").mkdir()
    bill(
        tmp_path / "bills" / "a.xlsx",
        "P-1",
        magnet("M-1", "Severn Drives"),
        magnet("M-2", "Severn Drivs"),
    )
    first = ask(tmp_path)
    assert "one supplier?" in first.output
    path = tmp_path / "letters" / "suppliers.toml"
    assert len(letters(tmp_path / "letters")) == 2
    confirmed = path.read_text("utf-8").replace("confirmed = false", "confirmed = true")
    path.write_text(confirmed, "utf-8")
    ask(tmp_path)
    assert letters(tmp_path / "letters") == {letter_name("Severn Drives")}
    assert letters(tmp_path / "letters" / "superseded") == {
        letter_name("Severn Drives"),
        letter_name("Severn Drivs"),
    }
    assert path.read_text("utf-8") == confirmed


def test_an_answered_letter_in_an_audited_folder_is_passed_over_by_name(tmp_path: Path) -> None:
    bills = two_bills(tmp_path)
    ask(tmp_path)
    fill_in(bills / "answer.xlsx", (tmp_path / "letters" / KITA).read_bytes(), FREE)
    found = run("audit", bills, *ON, "-o", tmp_path / "audit", "--format", "json", "--jobs", "1")
    told = {file["path"]: file["answer"] for file in json.loads(found.stdout)["files"]}
    assert told["bills/answer.xlsx"] == "skipped"
    assert run("ask", bills, *ON, "-o", tmp_path / "again").exit_code == 0


def test_a_day_of_answer_that_has_passed_is_wrong_usage(tmp_path: Path) -> None:
    two_bills(tmp_path)
    assert ask(tmp_path, *ON, "--due", "2026-11-22").exit_code == 2


def test_bills_that_are_shared_out_among_workers_give_the_states_that_they_give_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bills = two_bills(tmp_path)
    (bills / "c.xlsx").write_bytes(b"no workbook")
    files = {path.name: path for path in sorted(bills.iterdir())}
    options = Options(on=date(2026, 11, 23), rules=(LAW,))
    alone = survey(files, (), options, {})

    @contextmanager
    def here(order: Order, _: int) -> Iterator[Executors]:
        def work(share: Sequence[File]) -> tuple[Outcome, ...]:
            return tuple(order.job(order, file, None) for file in share)

        with ThreadPoolExecutor(1) as pool:
            yield Executors(executor=pool, work=work, share=1, shares_at_once=2)

    monkeypatch.setattr("calculator.campaign.survey.local_executors", here)
    monkeypatch.setattr("calculator.campaign.survey._FEW", 1)
    monkeypatch.delenv("DEMINIMIS_DEBUG")
    assert survey(files, (), options, {}) == alone
    assert list(alone.refused) == ["c.xlsx"]
    assert list(alone.states) == ["a.xlsx", "b.xlsx"]
