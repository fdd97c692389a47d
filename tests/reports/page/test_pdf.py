from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from calculator.findings.verdict import Verdict
from calculator.reports.answer_words import headline, overall
from calculator.reports.errors import UnavailableError
from calculator.reports.interface import FORMATS, write
from calculator.reports.settings import Paper, Settings
from tests.reports.factory import RULE_61, between, drone, exactly, finding
from tests.reports.page.test_html import with_tree
from tests.reports.test_formats import awkward

pytest.importorskip("typst", reason="the extra pdf is not installed")


def needs_poppler(test: Callable[..., None]) -> Callable[..., None]:
    """Run apart, and where the programs that read a PDF are not installed, not at all."""
    is_missing = pytest.mark.skipif(
        shutil.which("pdftotext") is None,
        reason="poppler-utils is not installed: pdftotext, pdffonts and pdfinfo read the PDF",
    )
    return pytest.mark.programs(is_missing(test))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pdf") / "report.pdf"
    out.write_bytes(write(with_tree(drone()), FORMATS["pdf"]))
    return out


def tool(name: str, *words: object) -> str:
    return subprocess.run(
        [name, *map(str, words)], check=True, capture_output=True, text=True
    ).stdout


def text_of(path: Path, first: int = 1, last: int = 999) -> str:
    return " ".join(
        tool("pdftotext", "-f", first, "-l", last, path, "-").replace("\u00a0", " ").split()
    )


ODD = "Magnet 한국 šőž ก 😀"
HOSTILE = (
    '"><script>alert(1)</script>',
    "<img src=http://evil.example/x.png>",
    "<style>@import url(file:///etc/passwd)</style>",
    "\u202egnp.exe",
)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a supplier could write, on American paper; in one PDF, for each takes seconds to be set."""
    out = tmp_path_factory.mktemp("pdf") / "letter.pdf"
    found = awkward(" ".join((ODD, *HOSTILE)))
    out.write_bytes(write(found, FORMATS["pdf"], Settings(paper=Paper.LETTER)))
    return out


@needs_poppler
def test_the_first_sheet_is_for_who_signs(path: Path) -> None:
    text = text_of(path, 1, 1)
    for said in (
        overall(drone()),
        headline(drone()),
        "MAG-01",
        "What it rests on",
        "What to do next",
        RULE_61.title,
        "not confirmed",
        "Approved by",
    ):
        assert said in text, said
    assert "Item by item" not in text


@needs_poppler
def test_the_other_sheets_hold_every_section_in_order(path: Path) -> None:
    text = text_of(path, 2)
    heads = (
        "Magnets and targets against the line",
        "Bought-in parts whose magnets are unknown",
        "Where it sits in the product",
        "Item by item",
        "Open questions, by supplier",
        "The rule, and what was counted",
        "Assumptions and conventions",
        "Problems in the input",
        "Evidence: the cells",
        "Inputs",
        "Text of the rule",
    )
    # The running head repeats titles: each is looked for behind the one before it.
    place = 0
    for head in heads:
        place = text.index(head, place)
    assert "ab" * 32 in text.replace(" ", "")
    assert re.search(r"drone\.xlsx!Content: .*H4", text)


@needs_poppler
def test_chinese_and_japanese_text_is_there_and_so_are_its_glyphs(path: Path) -> None:
    text = text_of(path)
    for said in ("永磁体 磁钢", "日本電磁石", "金属镝"):
        assert said in text
    fonts = tool("pdffonts", path).splitlines()[2:]
    for line in fonts:
        assert line.split()[-5:-2] == [
            "yes",
            "yes",
            "yes",
        ]  # embedded, subset, with a table to read it back
    assert {re.sub(r"^\w+\+|-Identity-H$", "", line.split()[0]) for line in fonts} == {
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
        "NotoSansCJKjp-Regular",
        "NotoSansCJKjp-Bold",
    }


@needs_poppler
def test_a_character_without_a_glyph_is_written_as_its_code_point(letter: Path) -> None:
    assert "Magnet 한국 šőž [U+0E01] [U+1F600]" in text_of(letter)


@needs_poppler
@pytest.mark.parametrize(
    ("paper", "size"),
    [("path", "595.276 x 841.89 pts (A4)"), ("letter", "612 x 792 pts (letter)")],
)
def test_every_sheet_has_the_size_that_was_asked_for_and_a_number(
    paper: str, size: str, request: pytest.FixtureRequest
) -> None:
    out = request.getfixturevalue(paper)
    told = dict(line.split(":", 1) for line in tool("pdfinfo", out).splitlines() if ":" in line)
    assert told["Page size"].strip() == size
    assert told["Tagged"].strip() == "yes"
    assert not {"CreationDate", "ModDate"} & set(told)
    pages = int(told["Pages"])
    assert pages >= 4
    # pdftotext ends each page with a form feed.
    sheets = tool("pdftotext", out, "-").replace("\u00a0", " ").split("\f")
    assert len(sheets) == pages + 1
    for number, sheet in enumerate(sheets[:-1], start=1):
        text = " ".join(sheet.split())
        assert f"Page {number} of {pages}" in text
        assert "Threshold report as of 2026-11-23" in text
        assert paper == "letter" or "DRONE Drone" in text or number == 1


@needs_poppler
def test_nine_magnets_are_six_sheets_and_those_of_which_nothing_is_known_one_statement(
    tmp_path: Path,
) -> None:
    known = [
        finding(f"MAG-{number}", Verdict.CROSSES, exactly("0.31"), exactly("12.5"))
        for number in range(5)
    ]
    unknown = [
        finding(f"OPEN-{number}", Verdict.UNDETERMINED, between("0", "12.5"), exactly("12.5"))
        for number in range(4)
    ]
    nine = with_tree(replace(drone(), findings=(*known, *unknown)))
    out = tmp_path / "nine.pdf"
    out.write_bytes(write(nine, FORMATS["pdf"]))
    assert int(re.search(r"Pages: +(\d+)", tool("pdfinfo", out))[1]) <= 6
    text = text_of(out)
    assert (
        text.count("4 items of which nothing is known") == 2
    )  # on the first sheet, and item by item
    assert "1(1) crosses; 1(2) no; 1(3) no" in text


@needs_poppler
def test_a_hostile_name_stays_text_on_paper(letter: Path) -> None:
    shown = text_of(letter).replace(" ", "")
    for text in HOSTILE:
        assert text.replace("\u202e", "[U+FFFD]").replace(" ", "") in shown


def test_a_missing_font_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.reports.page.pdf.find_spec", lambda _: None)
    with pytest.raises(
        UnavailableError, match=r"font-source-sans-pro.*pip install 'bom-deminimis\[pdf\]'"
    ):
        write(drone(), FORMATS["pdf"])
