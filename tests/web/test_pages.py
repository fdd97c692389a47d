"""The pages of a case, without a browser: what is shown, what is said when something is wrong, what is sent."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("httpx2", reason="Starlette's test client needs it")

from starlette.testclient import TestClient

from calculator.sources.layout.profile import read_profile
from calculator.web.jobs import Unavailable
from calculator.web.routes import downloads
from tests.paths import SAMPLES
from tests.sources.layouts import grid
from tests.web.walk import Case


@pytest.fixture
def drone(client: TestClient) -> Iterator[Case]:
    case = Case(client, SAMPLES / "drone.xlsx")
    yield case
    case.post("delete")


def test_the_bill_is_shown_as_it_hangs_together(drone: Case) -> None:
    text = drone.text("reading")
    assert (
        text.index('class="level-0"')
        < text.index('class="level-1"')
        < text.index('class="level-2"')
    )
    assert "DR-1000" in text


@pytest.mark.parametrize("sample", ["electric-drive-line.xlsx", "servo-axis-de.xlsx"])
def test_every_page_is_valid_and_every_field_has_a_name(
    client: TestClient, sample: str, tmp_path: Path
) -> None:
    html5lib = pytest.importorskip("html5lib")
    case = Case(client, SAMPLES / sample)
    empty = Case(client, grid(tmp_path / "empty.xlsx", [["nothing"]]))
    pages = [
        client.get("/").text,
        client.get("/nowhere").text,
        *(case.text(step) for step in ("reading", "verdict", "facts", "files")),
        *(empty.text(step) for step in ("reading", "verdict")),
    ]
    for text in pages:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        tree = parser.parse(text)
        assert parser.errors == []
        ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
        assert len(ids) == len(set(ids))
        labelled = {one.attrib["for"] for one in tree.iter("label")}
        fields = [
            one
            for tag in ("input", "select")
            for one in tree.iter(tag)
            if one.attrib.get("type") != "hidden"
        ]
        assert [
            one.attrib
            for one in fields
            if one.attrib.get("id") not in labelled
            and not {"aria-label", "aria-labelledby"} & one.attrib.keys()
        ] == []
        assert [
            one.attrib for one in tree.iter() if {"style", "onclick", "onload"} & one.attrib.keys()
        ] == []
        assert len(list(tree.iter("h1"))) == 1
        told = {
            one.attrib[name]
            for one in tree.iter()
            for name in ("aria-labelledby", "aria-describedby")
            if name in one.attrib
        }
        assert told <= set(ids)


def test_an_answered_questionnaire_is_added(drone: Case) -> None:
    book = openpyxl.load_workbook(io.BytesIO(drone.get("files/questions.xlsx?language=de").content))
    sheet = book["Parts"]
    heads = {
        str(cell.value): cell.column
        for row in sheet.iter_rows(max_row=12)
        for cell in row
        if cell.value
    }
    assert any("Getrennt in" in head for head in heads), heads
    for row in sheet.iter_rows():
        for cell in row:
            if not cell.protection.locked and cell.value is None:
                head = next(
                    head
                    for head, column in heads.items()
                    if column == cell.column and len(head) < 90
                )
                cell.value = (
                    "no"
                    if "inside" in head
                    else "Japan"
                    if " in" in head or "aus" in head
                    else None
                )
    answered = io.BytesIO()
    book.save(answered)
    book.close()
    answer = drone.post("add-facts", files={"facts": ("answered.xlsx", answered.getvalue())})
    assert answer.headers["location"].endswith("/facts#change")
    text = drone.text("facts")
    assert "Nothing is left to ask" in text
    assert "settled" in text
    assert "--facts answered.xlsx" in drone.text("files")
    assert drone.post("add-facts").status_code == 400


def test_two_files_of_one_name_are_two_files(drone: Case) -> None:
    for _ in range(2):
        drone.post(
            "add-facts",
            files={"facts": ("drone.xlsx", (SAMPLES / "drone-facts.xlsx").read_bytes())},
        )
    assert [one["path"] for one in drone.report()["inputs"]] == [
        "drone.xlsx",
        "drone (2).xlsx",
        "drone (3).xlsx",
    ]


def test_a_file_of_facts_that_cannot_be_read_costs_itself_only(drone: Case) -> None:
    drone.post("add-facts", files={"facts": ("broken.xlsx", b"PK\x03\x04 broken")})
    text = drone.text("verdict")
    assert "DR-1122" in text
    assert "could not be read" in text
    assert "broken.xlsx" in text


def test_other_options_are_another_answer(drone: Case) -> None:
    drone.post(
        "choose",
        {
            "on": "2026-11-23",
            "rule": "cn-mofcom-2025-61",
            "assume": ["unknown-origin=non-cn", "technology=no"],
            "reading": "product",
            "back": "facts",
        },
    )
    text = drone.text("verdict")
    assert "--assume unknown-origin=non-cn" in text
    assert "Licence for the products" in text
    assert "DR-1323" in text
    report = drone.report()
    assert [one["name"] for one in report["assumptions"]] == ["technology", "unknown-origin"]
    command = drone.text("files")
    assert "--assume unknown-origin=non-cn --assume technology=no --reading product" in command
    drone.post("choose", {"on": "2026-11-23", "rule": "screen-mass"})
    assert "--rule screen-mass" in drone.text("files")


def ask(case: Case, place: int = 0) -> dict[str, str]:
    """The hidden field that names a question."""
    return {f"ask-{place}": re.findall(r'name="ask-0-0" value="(\w+)"', case.text("facts"))[0]}


def test_an_answer_that_cannot_be_read_is_told_beside_it(drone: Case) -> None:
    drone.post("enter", {**ask(drone), "answer-0": "Atlantis", "evidence": "declared"})
    text = drone.text("facts")
    assert 'class="fault"' in text
    assert "Atlantis" in text
    assert "Nothing changed" in text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"answer-0": "JP"},
        {"ask-0": "0" * 24, "answer-0": "JP"},
        {"ask-0": "", "answer-0": "JP"},
        {"answer-0": "   "},
    ],
)
def test_what_nobody_asked_is_not_entered(drone: Case, form: dict[str, str]) -> None:
    answer = drone.post("enter", form)
    assert answer.status_code == 400
    assert "nothing was changed" in answer.text


@pytest.mark.worker
def test_a_formula_that_is_typed_in_stays_a_text(drone: Case) -> None:
    drone.post(
        "enter",
        {
            **ask(drone),
            "answer-0": '=HYPERLINK("http://evil.example")',
            "reference": "<script>alert(1)</script>",
        },
    )
    text = drone.text("facts")
    assert "<script>alert" not in text
    book = openpyxl.load_workbook(io.BytesIO(drone.get("files/facts-entered.xlsx").content))
    assert book["Questions"]["E2"].data_type == "s"
    book.close()


def test_corrections_are_a_profile_and_can_be_forgotten(drone: Case, tmp_path: Path) -> None:
    form = {
        "table": "0",
        "shown-row": "1",
        "header-row": "1",
        "hierarchy": "level",
        "quantity": "per-parent",
        "currency": "EUR",
        "do": "apply",
        "column-1": "number",
        "column-2": "ignored",
    }
    drone.post("correct", form)
    text = drone.text("files/profile.toml")
    (tmp_path / "p.toml").write_text(text, "utf-8")
    profile = read_profile(tmp_path / "p.toml")
    assert (profile.sheet, profile.header_row, profile.currency) == ("BOM", 0, "EUR")
    assert profile.columns["partnumber"] == "number"
    assert drone.report()["options"]["profile"] == "profile.toml"
    drone.post("correct", {"do": "forget"})
    assert "profile" not in drone.report()["options"]


@pytest.mark.parametrize(
    "change",
    [
        {"table": "9"},
        {"table": "x"},
        {"header-row": "0"},
        {"header-row": "x"},
        {"hierarchy": "tree"},
        {"quantity": "some"},
        {"currency": "groats"},
        {"column-1": "colour"},
    ],
    ids=str,
)
def test_a_correction_that_no_profile_can_say_is_refused(
    drone: Case, change: dict[str, str]
) -> None:
    form = {
        "table": "0",
        "shown-row": "1",
        "header-row": "1",
        "hierarchy": "level",
        "quantity": "",
        "currency": "USD",
        "do": "apply",
        "column-1": "number",
    }
    drone.get("status")
    assert drone.post("correct", {**form, **change}).status_code == 400


def test_a_sheet_is_chosen_among_several(client: TestClient, tmp_path: Path) -> None:
    path = grid(
        tmp_path / "two.xlsx",
        [["Part Number", "Description", "Qty"], ["A-1", "Bracket", 1], ["M-1", "Magnet N42SH", 2]],
        sheet="Motor",
    )
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("Pump")
    for row in (
        ["Part Number", "Description", "Qty"],
        ["B-1", "Housing", 1],
        ["B-2", "Impeller", 1],
    ):
        other.append(row)
    book.save(path)
    book.close()
    case = Case(client, path)
    assert "Only this sheet is the bill" in case.text("reading")
    assert "Sheet “Pump”" in case.text("reading?table=1")
    case.post(
        "correct",
        {
            "table": "1",
            "shown-row": "1",
            "header-row": "1",
            "hierarchy": "flat",
            "quantity": "",
            "currency": "",
            "do": "apply",
            "only": "yes",
            "column-0": "number",
            "column-1": "description",
            "column-2": "quantity",
        },
    )
    assert 'sheet = "Pump"' in case.text("files/profile.toml")
    assert "2 items of" in case.text("reading")


def test_the_report_is_read_here_under_its_own_policy(drone: Case) -> None:
    answer = drone.get("report")
    assert "'sha256-" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "DR-1122" in answer.text


def test_a_format_that_cannot_be_written_here_is_said(
    drone: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    drone.get("status")
    drone.text("verdict")
    monkeypatch.setattr(downloads, "written", lambda *_: Unavailable(why="a PDF needs typst"))
    answer = drone.get("files/report.pdf")
    assert answer.status_code == 501
    assert "needs typst" in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "report.exe",
        "report",
        "profile.toml.bak",
        "..%2f..%2fprofile.toml",
        "bom.xlsx",
    ],
)
def test_there_is_nothing_else_to_download(drone: Case, name: str) -> None:
    assert drone.get(f"files/{name}").status_code == 404


def test_the_example_and_the_template(client: TestClient) -> None:
    answer = client.post("/sample", data={})
    assert answer.status_code == 303
    assert client.get("/template.xlsx").content.startswith(b"PK")


def test_there_is_no_way_to_what_is_not_there(client: TestClient) -> None:
    for address in ("/static/..%2fapp.py", "/static/web.py", "/docs", "/case", "/case/a/b/c"):
        assert client.get(address).status_code == 404, address
    assert client.get("/cases").status_code == 405


def test_the_page_says_what_became_of_the_input_and_how_few_questions_settle_it(
    drone: Case,
) -> None:
    reading = drone.text("reading")
    account = reading[reading.index('id="account"') :]
    assert "53 lines, 1 heading" in account
    assert "Clearance of the whole run" in account
    assert "2 questions settle 2 items" in drone.text("verdict")


def test_the_page_never_calls_an_unread_bill_clear(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text("Currency,To,Rate\nEUR,USD,1.1\n", "utf-8")
    case = Case(client, tmp_path / "rates.csv")
    for page in ("verdict", "facts", "files"):
        text = case.get(page).text
        assert "not required" not in text
        assert "not read" in text
    assert json.loads(case.get("files/report.json").text)["headline"] == "no-answer"
    case.post("delete")
