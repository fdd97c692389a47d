"""The page in a real browser: from a dropped workbook to a filed report, also without a mouse, without a script, on a phone."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from calculator.cli.main import main
from calculator.runtime.stage import Stage
from tests.paths import SAMPLES
from tests.web.conftest import Server

pytestmark = pytest.mark.worker

ON = "2026-11-23"
DRIVE = SAMPLES / "electric-drive-line.xlsx"


def opened(page: Any, server: Server, path: Path, step: str = "reading") -> str:
    """A workbook, chosen and sent; the address of its case."""
    page.goto(server.address)
    page.set_input_files("#bom", path)
    page.click("#send")
    settled(page)
    page.wait_for_url(f"**/{step}*")
    return str(page.url).rsplit("/", 1)[0]


def settled(page: Any) -> None:
    """Wait until the page is none that asks to wait: machines are slow at times."""
    page.wait_for_selector("main h1:not(:text('Working on it')):not(:text('Which magnets'))")


def saved(page: Any, link: str, folder: Path) -> Path:
    """What a click on a link saves."""
    with page.expect_download() as waiting:
        page.click(link)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def verdicts(path: Path) -> list[tuple[str, str, str]]:
    return [
        (one["item"], one["verdict"], one["licence"])
        for one in json.loads(path.read_text("utf-8"))["findings"]
    ]


def dropped(page: Any, server: Server) -> None:
    """The sample, dropped by hand, with the date of the law under the fold."""
    page.goto(server.address)
    page.click("text=Add facts or a profile")
    page.fill("#on", ON)
    handle = page.evaluate_handle(
        """([name, bytes]) => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(bytes)], name)); return data; }""",
        [DRIVE.name, list(DRIVE.read_bytes())],
    )
    for event in ("dragenter", "dragover"):
        page.dispatch_event("#drop", event, {"dataTransfer": handle})
    assert "over" in page.get_attribute("#drop", "class")
    page.dispatch_event("#drop", "drop", {"dataTransfer": handle})
    settled(page)


def answered(page: Any) -> None:
    """Every open question of the sample, answered."""
    form = page.locator("form.asks", has_text="EA-MO-111")
    form.get_by_label("Share of Dy").fill("1.2")
    form.get_by_label("Where Dy was made into metal or alloy").fill("Japan")
    form.get_by_label("Form of Dy").select_option("metal")
    form.get_by_label("Share of Tb").fill("0")
    form.get_by_label("None of these").check()
    form.get_by_label("Nothing else").select_option("yes")
    form.get_by_label("Reference").fill("letter of 2026-11-20")
    form.get_by_role("button").click()
    page.wait_for_selector("#change")
    moved = page.inner_text("#change")
    assert "EA-MO-111" in moved
    assert re.search(r"0-100\s%.*undetermined.*→.*0\s%.*below", moved, re.DOTALL)
    assert page.evaluate("document.activeElement.id") == "change"
    assert "EA-MO-111" in page.text_content("#live")
    form = page.locator("form.asks", has_text="EA-CO-PUMP")
    form.get_by_label("Holds a rare-earth magnet").select_option("no")
    form.get_by_role("button").click()
    page.wait_for_selector("text=Nothing is left to ask")
    assert page.locator("table.entered tbody tr").count() == 11
    # What is asked is what the rule counts, so the list names no neodymium: that is told, and nothing else is at fault.
    faults = page.locator("table.entered .fault").all_inner_texts()
    assert [fault for fault in faults if "neodymium or praseodymium" not in fault] == []


def test_from_a_dropped_workbook_to_a_filed_pdf_that_the_command_line_agrees_with(
    server: Server, new_page: Any, faults: list[str], tmp_path: Path
) -> None:
    page = new_page()
    dropped(page, server)
    # How it was read; a correction makes a profile.
    assert page.input_value("[name=column-1]") == "number"
    page.select_option("[name=column-4]", "remark")
    page.click("text=Read it as I say")
    page.wait_for_selector("text=as you said")
    assert page.input_value("[name=column-4]") == "remark"
    profile = saved(page, "text=Save this reading as a profile", tmp_path)
    page.click("text=It is read right")
    # The verdict, and what is missing.
    assert "Licence for the magnets and targets: required" in page.inner_text(".answer .overall")
    page.click("text=Fill in what is missing")
    answered(page)
    # All of it to file.
    page.click("text=File the report")
    pdf = saved(page, "text=PDF, to file and to sign", tmp_path)
    assert pdf.name == "electric-drive-line-threshold-report.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    facts = saved(page, "text=Facts you entered", tmp_path)
    report = saved(page, "text=JSON", tmp_path)
    for name in ("Excel", "CSV", "Markdown", "HTML"):
        assert saved(page, f"ul.files >> text={name}", tmp_path).stat().st_size > 500
    told = json.loads(report.read_text("utf-8"))
    assert {
        "name": "entered EA-MO-111, where Dy was made into metal or alloy",
        "value": "Japan (declared; letter of 2026-11-20)",
    } in told["assumptions"]
    assert {one["path"]: one["role"] for one in told["inputs"]}["facts-entered.xlsx"] == "facts"
    # The same from the command line with the files that were saved.
    command = page.inner_text(".command")
    assert (
        command
        == f"deminimis check electric-drive-line.xlsx --facts facts-entered.xlsx --profile profile.toml --on {ON}"
    )
    again = tmp_path / "again.json"
    result = CliRunner().invoke(
        main,
        [
            "check",
            str(DRIVE),
            "--facts",
            str(facts),
            "--profile",
            str(profile),
            "--on",
            ON,
            "-o",
            str(again),
        ],
    )
    assert result.exit_code == 1, result.output
    assert verdicts(again) == verdicts(report)
    assert ("EA-MO-111", "below", "not-required") in verdicts(again)
    (tmp_path / DRIVE.name).write_bytes(DRIVE.read_bytes())
    assert CliRunner().invoke(main, ["verify", str(report)]).exit_code == 0
    # Gone at once.
    page.click("text=Delete now")
    page.wait_for_selector("text=Deleted")
    page.go_back()
    page.reload()
    assert "no longer here" in page.inner_text("h1")
    assert {fault for fault in faults if "404" in fault} == set(faults)
    faults.clear()


def test_a_fact_is_taken_back(server: Server, new_page: Any) -> None:
    page = new_page()
    base = opened(page, server, SAMPLES / "drone.xlsx")
    page.goto(f"{base}/facts")
    form = page.locator("form.asks", has_text="DR-1323")
    form.get_by_label("Where Dy was made into metal or alloy").fill("China")
    form.get_by_role("button").click()
    page.wait_for_selector("#change >> text=crosses")
    page.click("button:has-text('Take back')")
    page.wait_for_selector("table.entered", state="detached")
    assert re.search(r"crosses.*→.*undetermined", page.inner_text("#change"), re.DOTALL)


def test_with_the_keyboard_alone(server: Server, new_page: Any) -> None:
    page = new_page()
    page.goto(server.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "bom"
    page.set_input_files(
        "#bom", SAMPLES / "drone.xlsx"
    )  # the dialog of the system is not the page's
    steps = []
    while not steps or steps[-1] != "send":
        page.keyboard.press("Tab")
        steps.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        assert len(steps) < 8, steps
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    settled(page)
    walk(page, "Missing facts")
    page.wait_for_url("**/facts*")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || ''") == "answer-0-0":
            break
    page.keyboard.type("China")
    page.keyboard.press("Enter")
    page.wait_for_selector("#change >> text=crosses")
    walk(page, "File it")
    page.wait_for_url("**/files*")
    with page.expect_download() as waiting:
        walk(page, "Facts you entered")
    assert waiting.value.suggested_filename == "facts-entered.xlsx"


def walk(page: Any, words: str) -> None:
    """Tab to the link that begins with some words, and enter it."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.closest('a, button')?.innerText || ''"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(words)


def test_without_a_script(server: Server, new_page: Any) -> None:
    page = new_page(java_script_enabled=False)
    base = opened(page, server, SAMPLES / "drone.xlsx")
    page.goto(f"{base}/facts")
    form = page.locator("form.asks", has_text="DR-1210")
    form.get_by_label("Holds a rare-earth magnet").select_option("no")
    form.get_by_role("button").click()
    assert "magnets unknown" in page.inner_text("#change")
    page.click("nav >> text=Verdict")
    assert "1 of 3" in page.inner_text(".answer")
    page.click("nav >> text=File it")
    assert page.locator("text=Facts you entered").count() == 1
    page.click("text=Delete now")
    assert "Deleted" in page.inner_text(".notice")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_form_whose_run_takes_long_ends_on_its_page_too(
    server: Server, new_page: Any, monkeypatch: pytest.MonkeyPatch, has_script: bool
) -> None:
    monkeypatch.setattr("calculator.web.routes.actions._PATIENCE", 0.0)
    page = new_page(java_script_enabled=has_script)
    base = opened(page, server, SAMPLES / "drone.xlsx")
    page.goto(f"{base}/facts")
    form = page.locator("form.asks", has_text="DR-1210")
    form.get_by_label("Holds a rare-earth magnet").select_option("no")
    form.get_by_role("button").click()
    page.wait_for_selector("#change >> text=settled")
    page.goto(f"{base}/reading")
    page.click("text=Read it as I say")
    page.wait_for_selector("text=as you said")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_on_a_phone_nothing_sticks_out(server: Server, new_page: Any, colours: str) -> None:
    page = new_page(viewport={"width": 400, "height": 800}, color_scheme=colours)
    base = opened(page, server, SAMPLES / "sputtering-targets.xlsx")
    for step in ("reading", "verdict", "facts", "files"):
        page.goto(f"{base}/{step}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, step
        settled(page)
        assert (
            page.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]), select')].filter((one) => !one.labels?.length && !one.ariaLabel && !one.getAttribute('aria-labelledby')).length"
            )
            == 0
        )


def test_a_hostile_file_gets_a_refusal_and_the_next_one_a_verdict(
    server: Server, new_page: Any, tmp_path: Path
) -> None:
    bomb = tmp_path / "<b>bomb & 'co'.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(SAMPLES / "drone.xlsx") as sample:
            for name in sample.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    archive.writestr(name, sample.read(name))
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * (120 << 20))
    page = new_page()
    opened(page, server, bomb)
    assert "was not read" in page.inner_text("h1")
    assert "There is no verdict" in page.inner_text(".answer")
    assert page.inner_text(".answer > p:last-child > code:last-child") == "zip-bomb"
    assert "_b_bomb & 'co'.xlsx" in page.inner_text(".which")
    page.click("text=Another workbook")
    opened(page, server, SAMPLES / "drone.xlsx")
    assert "DR-1000" in page.inner_text(".answer")


def test_a_bill_of_60_000_lines_shows_how_far_it_is(
    server: Server, new_page: Any, tmp_path: Path
) -> None:
    page = new_page()
    page.goto(server.address)
    page.set_input_files("#bom", a_bill(tmp_path / "large.csv", 60_000))
    page.click("#send")
    stages = set()
    page.set_default_timeout(60_000)
    page.wait_for_selector("#running")
    while page.locator("#running").count():
        stages |= {page.evaluate("document.getElementById('stage')?.textContent || ''")}
        page.wait_for_timeout(100)
    settled(page)
    assert "60,001 items of TOP" in page.inner_text(".answer")
    # A stage may be over between two looks: two of them show that the page goes along.
    assert len(stages & {"reading large.csv", *(stage.value for stage in Stage)}) >= 2


def a_bill(path: Path, lines: int) -> Path:
    """A bill of six levels with a magnet; as text, for that is written at once."""
    rows = [
        "Level,Part Number,Description,Quantity,Unit,Material,Unit Mass,Mass Unit,Unit Price,Currency",
        "0,TOP,Linear axis,1,each,,,,100000,USD",
        "1,MAG,Magnet N42SH,4,each,NdFeB,10,g,3,USD",
    ]
    rows += [
        f"{index % 6 + 1},P{index},Bracket {index},{index % 4 + 1},each,Steel,{index % 50 + 0.5},g,{index % 97 / 8 + 1},USD"
        for index in range(lines - 1)
    ]
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_a_layout_that_is_not_known_is_told_by_hand(
    server: Server, new_page: Any, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Zusammenstellung der Firma Muster"])
    sheet.append(["Xa", "Xb", "Xc", "Xd", "Xe"])
    sheet.append([0, "AXIS", "Linear axis", 1, 900])
    sheet.append([1, "MAG-7", "NdFeB magnet N42SH", 4, 3])
    book.save(tmp_path / "odd.xlsx")
    page = new_page()
    opened(page, server, tmp_path / "odd.xlsx")
    assert "No bill was recognised" in page.inner_text(".answer")
    assert page.inner_text(".raw tr:nth-child(2) td:nth-of-type(2)") == "Xb"
    assert page.input_value("#header-row") == "2"
    page.click("text=Find the columns anew")
    settled(page)
    for place, meaning in enumerate(("level", "number", "description", "quantity", "price")):
        page.select_option(f"[name=column-{place}]", meaning)
    page.click("text=Read it as I say")
    page.wait_for_selector("text=2 items of AXIS")
    page.click("text=It is read right")
    assert "MAG-7" in page.inner_text("#items")


def test_several_bills_from_the_overview_to_letters_and_a_saved_case(
    server: Server, new_page: Any, tmp_path: Path
) -> None:
    page = new_page()
    page.set_default_timeout(90_000)
    page.goto(server.address)
    page.set_input_files("#bom", [SAMPLES / "sap-cs12.csv", SAMPLES / "drone.xlsx"])
    page.click("#send")
    page.wait_for_selector("text=At least one needs a licence")
    letters = saved(page, "text=Letters as a zip", tmp_path)
    assert any(name.startswith("kirin-") for name in zipfile.ZipFile(letters).namelist())
    page.click("text=sap-cs12.csv")
    settled(page)
    page.click("nav >> text=Missing facts")
    page.click("text=As a table")
    # The first answer of a column, copied down; then all of it, and back.
    first = page.locator("td[data-column='0'] select").first
    first.select_option("no")
    page.locator("button.fill[data-column='0']").click()
    page.locator("form.asks:has(table) button.primary").click()
    page.wait_for_selector("#change")
    assert page.locator("table.entered tbody tr").count() == 2
    assert "view=table" in page.url
    page.click("text=Undo")
    page.wait_for_selector("table.entered", state="detached")
    # A file that is dropped on the page is a file of facts.
    handle = page.evaluate_handle(
        """() => { const data = new DataTransfer(); data.items.add(new File(["Part Number,Substance,wt%\\nSM-511,Dy,1\\n"], "dropped.csv")); return data; }"""
    )
    page.dispatch_event("main", "dragover", {"dataTransfer": handle})
    assert page.is_visible("#drop-veil")
    page.dispatch_event("main", "drop", {"dataTransfer": handle})
    page.wait_for_selector("text=dropped.csv")
    assert page.is_hidden("#drop-veil")
    case = saved(page, "text=Save this case as one file", tmp_path)
    opened(page, server, case, "verdict")
    page.click("nav >> text=Missing facts")
    assert page.locator("text=dropped.csv").count() > 0
