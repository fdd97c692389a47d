from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from calculator.assessment import Options, assess
from calculator.findings.report import Reading, Report, TreeNode
from calculator.findings.verdict import Subject, Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports.answer_words import headline, overall
from calculator.reports.interface import FORMATS, write
from calculator.reports.page.charts import charts
from calculator.reports.page.contents import SCREEN, page_of
from calculator.reports.page.html import asset, page_text
from calculator.reports.safe_text import safe
from calculator.rules import load_rules
from tests.paths import SAMPLES
from tests.reports.factory import BY_MASS, RULE_61, between, drone, exactly, finding, report
from tests.reports.test_formats import AWKWARD, CONTROL, awkward

SVG = "{http://www.w3.org/2000/svg}"


def sample(name: str) -> Report:
    options = Options(on=date(2026, 11, 23), rules=(load_rules()[0]["cn-mofcom-2025-61"],))
    return assess([SAMPLES / name], [], options).report


@cache
def parsed(text: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(text)
    assert not parser.errors, parser.errors[:3]
    return tree


def page(found: Report) -> Element:
    return parsed(write(found, FORMATS["html"]).decode())


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()).replace("\u00a0", " ")


def with_tree(found: Report) -> Report:
    one = exactly("1")
    root = TreeNode(
        item=found.nodes[0].item,
        level=0,
        quantity=one,
        in_product=one,
        value=exactly("40000"),
        mass=exactly("2"),
    )
    motor = TreeNode(
        item=found.nodes[1].item,
        level=1,
        quantity=exactly("4"),
        in_product=exactly("4"),
        value=exactly("60"),
        mass=exactly("0.1"),
        others=3,
    )
    magnets = [
        TreeNode(
            item=one.item,
            level=2,
            quantity=exactly("2"),
            in_product=exactly("8"),
            value=one.value.denominator,
            mass=exactly("0.01"),
        )
        for one in found.findings[:3]
    ]
    return replace(found, tree=(root, motor, *magnets))


def test_nothing_is_loaded_and_the_policy_forbids_it() -> None:
    text = write(drone(), FORMATS["html"]).decode()
    tree = parsed(text)
    policy = next(
        one.get("content", "")
        for one in tree.iter("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("style", "script"):
        (block,) = tree.iter(tag)
        known = base64.b64encode(hashlib.sha256((block.text or "").encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{known}'" in policy
    for one in tree.iter():
        assert not {"src", "srcset", "background", "style", "data", "poster"} & set(one.attrib), (
            one.attrib
        )
        assert not [name for name in one.attrib if name.startswith("on")]
        assert one.tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert one.tag == "a" or "href" not in one.attrib
    assert not re.search(r"url\((?!#)|@import", text)


def test_links_lead_to_sections_of_the_page_or_to_the_sources_of_the_rule() -> None:
    tree = page(drone())
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    sources = {one.url for one in RULE_61.citations}
    for link in tree.iter("a"):
        address = link.get("href", "")
        assert address in sources or address[1:] in ids, address


@pytest.mark.parametrize(
    "found",
    [
        drone(),
        with_tree(drone()),
        report(),
        replace(drone(), reading=Reading.PRODUCT, refused=("broken.xlsx",)),
    ],
)
def test_headings_go_down_one_level_at_a_time_and_nothing_repeats_the_first(found: Report) -> None:
    levels = [
        int(one.tag[1])
        for one in page(found).iter()
        if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_can_be_read_aloud() -> None:
    tree = page(with_tree(drone()))
    root = next(tree.iter("html"))
    assert root.get("lang") == "en"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(list(tree.iter(landmark))) == 1
    for table in tree.iter("table"):
        assert table.find("caption") is not None
        assert all(head.get("scope") in {"col", "row", "rowgroup"} for head in table.iter("th"))
    pictures = [one for one in tree.iter(f"{SVG}svg") if one.get("role") == "img"]
    assert len(pictures) == 9
    for one in pictures:
        assert one.get("aria-label")
        assert one.find(f"{SVG}title") is not None
    of_items = [one for one in pictures if one.get("class") in {"chart", "icicle"}]
    assert len(of_items) == 3
    for one in of_items:
        assert "MAG-01" in "".join(one.find(f"{SVG}desc").itertext())
    box = next(one for one in tree.iter("input"))
    assert box.get("id") in {one.get("for") for one in tree.iter("label")}
    spoken = {
        one.get("lang"): "".join(one.itertext()) for one in tree.iter("span") if one.get("lang")
    }
    assert spoken["zh"]


def test_the_first_lines_say_the_answer_the_items_what_it_rests_on_and_what_to_do() -> None:
    tree = page(drone())
    assert words(next(tree.iter("h1"))).startswith("DRONE")
    head = words(next(tree.iter("header")))
    assert overall(drone()) in head
    assert headline(drone()) in head
    sections = {one.get("id"): words(one) for one in tree.iter("section")}
    cover = sections["answer"]
    places = [
        cover.index(said)
        for said in (
            "MAG-01",
            "What it rests on",
            "What to do next",
            RULE_61.title,
            "not confirmed",
            "Approved by",
        )
    ]
    assert places == sorted(places)
    for said in (
        "Not legal advice",
        "DRONE Drone as a product against its own value: below (trigger 1(1) only)",
    ):
        assert said in sections["counts"]
    counted = next(one for one in tree.iter("dl") if one.get("class") == "counts")
    counts = {words(one[0]).lstrip("!?< "): words(one[1]) for one in counted}
    assert counts == {
        "Items read": "6",
        "Magnets and targets on the list": "3",
        "cross the line": "1",
        "undetermined": "1",
        "below": "1",
        "magnets unknown": "2",
        "Licence required": "1",
    }


@pytest.mark.parametrize(
    "name",
    ["drone.xlsx", "servo-axis-de.xlsx", "sputtering-targets.xlsx", "electric-drive-line.xlsx"],
)
def test_every_finding_is_there_with_share_verdict_triggers_and_cells(name: str) -> None:
    found = sample(name)
    tree = page(found)
    rows = {
        words(one[0].find("b")): words(one)
        for table in tree.iter("table")
        if "findings" in table.get("class", "")
        for one in table.iter("tr")
        if one[0].find("b") is not None
    }  # type: ignore[arg-type]
    assert set(rows) == {one.item.number for one in found.findings}
    everything = words(next(tree.iter("main")))
    for one in found.findings:
        row = rows[one.item.number]
        assert one.item.description in row
        if one.subject is Subject.NO:
            assert "not subject" in row
            continue
        assert {
            Verdict.CROSSES: "! crosses",
            Verdict.UNDETERMINED: "? undetermined",
            Verdict.BELOW: "< below (trigger 1(1) only)",
        }[one.verdict] in row
        for reason in one.reasons:
            assert f"{reason.clause} " in row
        for cell in (*one.item.cells, *(cell for part in one.contributions for cell in part.cells)):
            assert str(cell) in everything
    for file in found.inputs:
        assert file.sha256 in everything


HOSTILE = [
    *AWKWARD,
    '"><script>alert(1)</script>',
    "x' onload='alert(1)",
    "</style><script>",
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
]


def all_awkward(texts: list[str]) -> Report:
    """What a supplier writes is each of these texts in turn; the first of them is the name of the product."""
    reports = [awkward(text) for text in texts]
    return replace(
        reports[0],
        **{
            name: tuple(part for one in reports for part in getattr(one, name))
            for name in ("findings", "suspects", "nodes", "problems", "inputs")
        },
    )


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 6))
def test_a_hostile_name_stays_text(first: int) -> None:
    # Six on a page: to parse one as a browser does takes a third of a second, most of it for what is ours.
    texts = HOSTILE[first : first + 6]
    tree = page(with_tree(all_awkward(texts)))
    assert len(list(tree.iter("script"))) == 1
    assert len(list(tree.iter("style"))) == 1
    everything = "".join(tree.itertext())
    assert not CONTROL.search(everything.replace("\n", " ").replace("\t", " "))
    shown = words(tree).replace("\u00a0", " ")
    assert [text for text in texts if safe(text, 60)[:40].strip() not in shown] == []
    assert not [
        one
        for one in tree.iter("a")
        if not one.get("href", "").startswith(("#", "https://", "http://"))
    ]


def test_branches_are_open_where_something_crosses_or_is_open_and_only_there() -> None:
    tree = page(with_tree(drone()))
    top = next(one for one in tree.iter("ul") if one.get("class") == "tree")
    assert [one.get("open") is not None for one in top.iter("details")] == [True, True]
    quiet = drone()
    calm = replace(quiet, findings=quiet.findings[1:2], suspects=(), nodes=quiet.nodes)
    (root,) = page_of(
        replace(calm, tree=with_tree(quiet).tree[:2] + with_tree(quiet).tree[3:4]), SCREEN
    ).trees
    assert not root.is_open


def test_what_does_not_fit_is_counted_on_the_page() -> None:
    many = [
        finding(f"MAG-{number}", Verdict.BELOW, exactly("0"), exactly("1"))
        for number in range(2100)
    ]
    # To parse so long a page takes seconds; all that counts here is its text.
    html = write(report(*many), FORMATS["html"]).decode()
    text = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert "And 100 more; the JSON report" in text
    assert "And 1,800 more; the JSON report" in text


def test_a_dot_stands_on_its_own_side_of_the_line_and_a_range_over_both() -> None:
    shown = charts(
        RULE_61,
        (
            finding("OVER", Verdict.CROSSES, exactly("0.0011"), exactly("1")),
            finding("UNDER", Verdict.BELOW, exactly("0.0009"), exactly("1")),
            finding("BOTH", Verdict.UNDETERMINED, between("0", None), exactly("1")),
            finding("TINY", Verdict.BELOW, exactly("0.000000002"), exactly("1")),
        ),
    )[0]
    over, under, both, tiny = shown.bars
    assert tiny.x < under.x < shown.line.x < over.x
    assert both.x < shown.line.x < both.x + both.width
    assert both.is_open
    assert (over.is_dot, both.is_dot) == (True, False)


def test_the_picture_takes_numbers_beyond_any_float() -> None:
    huge = Bounds(Fraction(1, 10**400), Fraction(10) ** 400)
    found = finding(
        "MAG-01", Verdict.UNDETERMINED, huge, between("1", "2"), listed=huge, whole=exactly("1e-90")
    )
    assert page(report(found)) is not None
    assert (
        page(
            report(
                finding(
                    "M",
                    Verdict.UNDETERMINED,
                    exactly("1"),
                    exactly("1"),
                    rule=BY_MASS,
                    whole=between("0", None),
                ),
                rules=(BY_MASS,),
            )
        )
        is not None
    )


def test_an_empty_bill_has_a_page_that_says_so() -> None:
    text = words(page(report()))
    assert "No magnet or target was found." in text
    assert "Nothing is left to ask." in text


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(place: int) -> None:
    colours = dict(
        re.findall(
            r"--([a-z-]+): (#[0-9a-f]{6})",
            re.findall(r":root \{(.*?)\}", asset("style.css"), re.DOTALL)[place],
        )
    )
    pairs = [
        ("ink", "paper"),
        ("faint", "paper"),
        ("faint", "sheet"),
        ("link", "paper"),
        ("plain", "plain-wash"),
    ]
    pairs += [(tone, f"{tone}-wash") for tone in ("crosses", "below", "undetermined")] + [
        ("ink", f"{tone}-wash") for tone in ("crosses", "below", "undetermined")
    ]
    for front, back in pairs:
        one, other = sorted((luminance(colours[front]), luminance(colours[back])))
        assert (other + 0.05) / (one + 0.05) >= 4.5, (front, back)


def test_the_search_hides_the_rows_that_do_not_hold_all_of_its_words(
    browser: Any, tmp_path: Path
) -> None:
    typed = "\nbox.value = 'mag-03 undetermined'; box.dispatchEvent(new Event('input'));"
    text = page_text(drone(), style=asset("style.css"), script=asset("search.js") + typed)
    tree = parsed_dom(browser, tmp_path, text)
    rows = [
        row
        for table in tree.iter("table")
        if "findings" in table.get("class", "")
        for row in table.iter("tr")
        if row[0].get("scope") == "row"
    ]
    assert {words(row[0][0]): row.get("hidden") is None for row in rows} == {
        "MAG-01": False,
        "MAG-03": True,
        "MAG-02": False,
        "MAG-04": False,
    }
    assert re.fullmatch(
        r"\d+ of \d+ entries",
        words(next(one for one in tree.iter("span") if one.get("id") == "hits")),
    )


def test_a_browser_shows_the_search_and_finds_no_fault_with_the_policy(
    browser: Any, tmp_path: Path
) -> None:
    text = write(drone(), FORMATS["html"]).decode()
    (box,) = [one for one in parsed(text).iter("p") if one.get("class") == "search"]
    assert box.get("hidden") is not None
    (box,) = [
        one for one in parsed_dom(browser, tmp_path, text).iter("p") if one.get("class") == "search"
    ]
    assert box.get("hidden") is None


def parsed_dom(browser: Any, folder: Path, text: str) -> Element:
    """The page as a browser holds it once its script has run; it found no fault, and no rule of the policy was broken."""
    (folder / "report.html").write_text(text, "utf-8")
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto((folder / "report.html").as_uri())
    content = page.content()
    page.close()
    assert faults == []
    return html5lib.HTMLParser(namespaceHTMLElements=False).parse(content)
