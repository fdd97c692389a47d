"""Several bills, undoing, two revisions, profiles, letters, parties and saved cases, through the pages and without a browser."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.web.walk import Case

HEADS = "Level,Part Number,Description,Quantity,Unit,Material,Unit Mass,Mass Unit,Unit Price,Currency,Country of Origin,Supplier"
TOP = "0,AXIS,Linear axis,1,each,,,,900,EUR,DE,"


def bill(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEADS, TOP, *rows)), "utf-8")
    return path


def magnet(number: str, supplier: str, price: str = "3") -> str:
    return f"1,{number},NdFeB magnet N42SH,4,each,NdFeB,10,g,{price},EUR,JP,{supplier}"


@pytest.fixture
def motor(client: Any, tmp_path: Path) -> Case:
    return Case(
        client, bill(tmp_path / "motor.csv", magnet("M-1", "Hoshi"), magnet("M-2", "Kita", ""))
    )


def finished(client: Any, address: str) -> str:
    until = time.monotonic() + 60
    while client.get(f"{address}/status").json()["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.02)
    return str(client.get(address).text)


# --------------------------------------------------------------------------- several bills


def together(client: Any, *files: tuple[str, bytes]) -> str:
    answer = client.post(
        "/cases", files=[("bom", file) for file in files], data={"on": "2026-11-23"}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_bills_that_come_together_have_one_overview_and_each_its_case(
    client: Any,
    tmp_path: Path,
) -> None:
    one = bill(tmp_path / "one.csv", magnet("M-1", "Hoshi")).read_bytes()
    two = bill(
        tmp_path / "two.csv", "1,B-1,Steel bracket,1,each,Steel,9,g,1,EUR,DE,Ruf"
    ).read_bytes()
    facts = b"Part Number,Substance,wt%,Disclosure\nM-1,,0,full\n"
    address = together(
        client, ("one.csv", one), ("two.csv", two), ("facts.csv", facts), ("m.xml", b"<a/>")
    )
    assert address.startswith("/overview/")
    text = finished(client, address)
    assert "Bills: 3" in text
    assert "No bill was recognised in it" in text
    cases = dict.fromkeys(re.findall(r'href="(/case/[^/"]+)/verdict"', text))
    assert len(cases) == 3
    # What is no bill becomes facts of the others, and a declaration was never taken for one.
    assert "m.xml" in client.get(f"{next(iter(cases))}/facts").text
    source = re.findall(r'name="case" value="([^"]+)"', text)[0]
    assert client.post(f"{address}/add-facts", data={"case": source}).status_code == 303
    text = finished(client, address)
    assert "Bills: 2" in text
    assert "facts.csv" in client.get(f"{next(iter(cases))}/facts").text
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{address}/files/reports.zip").content))
    assert sorted(archive.namelist()) == [
        f"{name}-threshold-report.{suffix}"
        for name in ("one", "two")
        for suffix in ("html", "json")
    ]
    letters = client.get(f"{address}/files/letters.zip?language=de&due=2026-12-24&from=Muster")
    names = zipfile.ZipFile(io.BytesIO(letters.content)).namelist()
    assert any(name.startswith("hoshi-") for name in names)
    assert client.get(f"{address}/files/else.zip").status_code == 404
    assert client.post(f"{address}/delete").headers["location"] == "/?deleted"
    assert client.get(address).status_code == 404
    assert client.get(f"{next(iter(cases))}/verdict").status_code == 404


def test_more_bills_than_are_taken_at_once_are_refused(client: Any) -> None:
    answer = client.post("/cases", files=[("bom", (f"{place}.csv", b"a")) for place in range(21)])
    assert answer.status_code == 400
    assert "deminimis audit" in answer.text


# --------------------------------------------------------------------------- one case


def test_undo_brings_back_what_was_before(motor: Case) -> None:
    assert "Undo" not in motor.text("verdict")
    motor.post("choose", {"on": "2026-11-23", "assume": "technology=no"})
    assert "--assume technology=no" in motor.text("files")
    motor.post("add-facts", files={"facts": ("f.csv", b"Part Number,Substance,wt%\nM-1,Dy,1\n")})
    assert "f.csv" in motor.text("facts")
    for _ in range(2):
        assert motor.post("undo", {"back": "facts"}).headers["location"].endswith("/facts#change")
    text = motor.text("files")
    assert "f.csv" not in text
    assert "--assume" not in text
    assert motor.post("undo", {}).status_code == 400


def test_a_file_of_facts_can_be_left_out_again(motor: Case) -> None:
    motor.post("add-facts", files={"facts": ("f.csv", b"Part Number,Substance,wt%\nM-1,Dy,1\n")})
    motor.post("leave-out", {"file": "f.csv"})
    assert [one["path"] for one in motor.report()["inputs"]] == ["motor.csv"]


def test_reference_prices_are_one_click_away_and_one_click_back(motor: Case) -> None:
    assert "Prices are yours to find" in motor.text("facts")
    motor.post("use-reference", {"use": "yes"})
    assert "stand in" in motor.text("facts")
    assert {one["name"] for one in motor.report()["assumptions"]} == {
        "reference-prices",
        "reference-rates",
    }
    motor.post("use-reference", {"use": "no"})
    assert motor.report()["assumptions"] == []


def test_the_table_has_a_row_a_part_and_prices_are_the_buyers(motor: Case) -> None:
    text = motor.text("facts?view=table")
    yours, table = text[text.index("Yours to find</b>") :].split("What the suppliers know", 1)
    assert "Price of one unit: " in yours
    assert "M-2" in yours
    assert re.findall(r'class="supplier"><th[^>]*>([^<]+)', table) == ["Hoshi", "Kita"]
    asked = dict(re.findall(r'name="(ask-[^"]+)" value="(\w+)"', table))
    none = re.findall(r'name="(none-\w+)"', table)
    assert len(none) == 2
    # All of the table is one form: a country for each of the two, and that there is none of the rest.
    labels = dict(re.findall(r'name="answer-([^"]+)"[^>]*aria-label="([^"]+)"', table))
    answers = {
        f"answer-{place}": "Japan"
        for place, label in labels.items()
        if label.startswith("Dy Mined")
    }
    assert len(answers) == 2
    motor.post(
        "enter", {**asked, **answers, none[0]: "yes", "evidence": "measured", "view": "table"}
    )
    entered = motor.text("facts?view=table")
    assert entered.count('<td data-label="Question">Where Dy was mined</td>') == 2
    zeros = [one["value"] for one in motor.report()["assumptions"] if one["value"].startswith("0 ")]
    assert len(zeros) == len(
        re.findall(r"name=\"ask-", table.split(none[0])[0].rsplit("<td", 1)[1])
    )
    # What stands keeps its evidence when the form comes again with one answer more.
    other = next(place for place, label in labels.items() if label.startswith("Dy Separated"))
    motor.post(
        "enter",
        {**asked, **answers, f"answer-{other}": "China", "evidence": "declared", "view": "table"},
    )
    kept = [one["value"] for one in motor.report()["assumptions"] if "mined" in one["name"]]
    assert kept == ["Japan (measured)"] * 2


def test_a_profile_is_loaded_with_the_bill_or_later(
    client: Any, motor: Case, tmp_path: Path
) -> None:
    profile = b'currency = "EUR"\n[columns]\n"Description" = "ignored"\n'
    motor.post("correct", {"do": "load"}, files={"profile": ("p.toml", profile)})
    assert "Forget my corrections" in motor.text("reading")
    assert motor.text("files/profile.toml") == profile.decode()
    assert motor.report()["options"]["profile"] == "profile.toml"
    for content, words in (
        (b"nonsense", "not a profile"),
        (b"[columns]\na='colour'", "no such meaning"),
    ):
        answer = motor.post("correct", {"do": "load"}, files={"profile": ("p.toml", content)})
        assert answer.status_code == 400
        assert words in answer.text
    assert motor.post("correct", {"do": "load"}).status_code == 400
    answer = client.post(
        "/cases",
        files={
            "bom": ("m.csv", bill(tmp_path / "m.csv", magnet("M-1", "Hoshi")).read_bytes()),
            "profile": ("p.toml", profile),
        },
    )
    assert (
        Case.at(client, answer.headers["location"]).text("files/profile.toml") == profile.decode()
    )


def test_two_revisions_are_compared_under_the_facts_of_now(motor: Case, tmp_path: Path) -> None:
    assert "The older revision" in motor.text("compare")
    older = bill(tmp_path / "old.csv", magnet("M-1", "Hoshi")).read_bytes()
    motor.post("compare-with", files={"older": ("old.csv", older)})
    text = motor.text("compare")
    assert "not there" in text
    assert "M-2" in text
    assert motor.get("files/changes.json").json()["old"] == "old.csv"
    # The older bill is no input of the report.
    assert [one["path"] for one in motor.report()["inputs"]] == ["motor.csv"]
    motor.post("compare-with", files={"older": ("bad.xlsx", b"PK\x03\x04")})
    assert "bad.xlsx could not be read" in motor.text("compare")
    assert "M-1" in motor.text("verdict")
    assert motor.post("compare-with", {}).status_code == 400
    motor.post("compare-with", {"do": "forget"})
    assert motor.get("files/changes.json").status_code == 404


def test_each_supplier_gets_a_letter_of_its_own(motor: Case) -> None:
    archive = zipfile.ZipFile(io.BytesIO(motor.get("files/letters.zip?from=Muster").content))
    names = sorted(archive.namelist())
    assert [name.split("-")[0] for name in names] == ["hoshi", "kita", "yours"]
    book = openpyxl.load_workbook(io.BytesIO(archive.read(names[0])))
    cells = {str(cell.value) for row in book["Parts"].iter_rows() for cell in row}
    assert "M-1" in cells
    assert "M-2" not in cells
    book.close()
    again = motor.get("files/letters.zip?from=Muster").content
    assert zipfile.ZipFile(io.BytesIO(again)).read(names[0]) == archive.read(names[0])
    for wrong in ("language=xx", "due=2020-01-01", "due=soon"):
        assert motor.get(f"files/letters.zip?{wrong}").status_code == 400


def test_the_recipient_is_held_against_the_users_own_list(motor: Case) -> None:
    answer = motor.post(
        "ship",
        {"destination": "Germany", "recipient": "Muster Antriebe GmbH", "inquiry-end-use": "civil"},
        files={"parties": ("mine.csv", b"name,note\nMuster Antriebe,watch\n")},
    )
    assert answer.status_code == 303
    text = motor.text("facts")
    assert "<b>Muster Antriebe</b> · mine" in text
    assert 'value="civil"' in text
    assert "--recipient 'Muster Antriebe GmbH' --rules-dir lists" in motor.text("files").replace(
        "&#39;", "'"
    )
    assert motor.report()["options"]["destination"] == "DE"
    for form, files in (
        ({"destination": "Atlantis"}, {}),
        ({"recipient": "x"}, {"parties": ("l.csv", b"title\nx\n")}),
    ):
        assert motor.post("ship", form, files=files or None).status_code == 400
    motor.post("ship", {"recipient": "Muster Antriebe GmbH", "lists": "none"})
    assert "· mine:" not in motor.text("facts")


def test_a_case_is_saved_and_opened_as_it_was(client: Any, motor: Case) -> None:
    motor.post("choose", {"on": "2026-11-20", "assume": "technology=no"})
    motor.post("add-facts", files={"facts": ("f.csv", b"Part Number,Substance,wt%\nM-1,Dy,1\n")})
    answer = motor.get("files/case.deminimis")
    assert 'filename="motor.deminimis"' in answer.headers["content-disposition"]
    opened = client.post("/cases", files={"bom": ("motor.deminimis", answer.content)})
    assert opened.status_code == 303, opened.text
    other = Case.at(client, opened.headers["location"])
    assert other.report() == motor.report()
    wrong = client.post("/cases", files={"bom": ("x.deminimis", b"PK\x03\x04")})
    assert wrong.status_code == 400
    assert "was not opened" in wrong.text


def test_a_file_that_is_being_written_says_how_far_it_is(motor: Case) -> None:
    from calculator.web.case import DownloadWatcher

    cases = motor.client.app.app.state.cases  # type: ignore[attr-defined]
    motor.text("verdict")
    case = cases.get(motor.base.split("/")[2])
    DownloadWatcher(case, case.result, "report.pdf").at("page 12")
    address = f"{motor.base}/status?file=report.pdf"
    assert motor.client.get(address).json() == {"state": "done", "writing": "page 12"}


def test_every_screen_and_the_report_are_in_the_language_that_was_chosen(
    client: Any, motor: Case
) -> None:
    assert "部品表" in client.get("/?language=ja").text
    assert "Bills of materials" in client.get("/?language=xx").text
    facts = motor.text("facts?language=de&view=table")
    assert '<html lang="de">' in facts
    assert "Fehlende Angaben" in facts
    assert "Seltenerd" in motor.text("facts?view=one-by-one")
    for screen, title in (
        ("verdict", "Weiteres"),
        ("reading", "So wurde gelesen"),
        ("compare", "Zwei Revisionen vergleichen"),
        ("report", "Schwellenbericht"),
        ("files/report.html", "Schwellenbericht"),
    ):
        text = motor.text(screen)
        assert '<html lang="de">' in text
        assert title in text
    assert "Muttersprachlern" in motor.text("verdict")
    assert '<html lang="en">' in motor.text("files/report.html?language=en")
    assert motor.text("files/report.md").startswith("# Schwellenbericht")
    # An answer is typed as it is shown, and read as it was typed.
    asked = dict(re.findall(r'name="(ask-[^"]+)" value="(\w+)"', facts))
    place = re.findall(r'name="answer-([^"]+)"[^>]*aria-label="Dy Gewonnen in', facts)[0]
    motor.post("enter", {**asked, f"answer-{place}": "Vereinigte Staaten", "evidence": "measured"})
    entered = motor.text("facts")
    assert "Wo Dy gewonnen wurde" in entered
    assert 'class="fault"' not in entered
    assert motor.report()["assumptions"][0]["name"].endswith("where Dy was mined")
