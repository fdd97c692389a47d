"""The product's tree on a terminal of any width."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from calculator.cli.main import main
from calculator.findings.report import Report, TreeNode
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.reports.text.terminal import plain_text, printed
from calculator.reports.text.tree import tree_of
from tests.paths import ROOT
from tests.reports.factory import drone, item

DRONE = str(ROOT / "sample_boms" / "drone.xlsx")
WIDTHS = (40, 60, 80, 120, 200)


def node(
    number: str,
    level: int,
    description: str = "",
    *,
    repeated: bool = False,
    left_out: int = 0,
    others: int = 0,
) -> TreeNode:
    one = Bounds.exactly(1)
    return TreeNode(
        item=item(number, description),
        level=level,
        quantity=one,
        in_product=one,
        value=UNKNOWN,
        mass=UNKNOWN,
        repeated=repeated,
        left_out=left_out,
        others=others,
    )


def holding(*nodes: TreeNode) -> Report:
    return replace(drone(), tree=nodes)


def shown(report: Report, width: int = 120, *, is_plain: bool = True) -> str:
    return printed(tree_of(report, is_plain=is_plain), width)


@pytest.fixture(scope="module")
def sample() -> str:
    return CliRunner().invoke(main, ["check", DRONE, "--on", "2026-11-23", "--tree"]).stdout


def test_the_tree_has_the_branches_with_their_verdicts_and_no_other(sample: str) -> None:
    tree = " ".join(
        sample[sample.index("Where it sits") : sample.index("Bought-in parts")]
        .replace("|", " ")
        .split()
    )
    assert (
        "! DR-1122 Arc magnet N48SH, 15 x 6.3 x 2.…: 3.79 % crosses; 14 in one, 56 in the product"
        in tree
    )
    assert "? DR-1210 Gimbal motor GM-2208: magnets unknown; 3 in the product" in tree
    assert "DR-1200 Gimbal, 3 axes: 1 in the product; and 8 other parts" in tree
    assert "DR-1342" not in tree


def test_without_the_option_the_report_is_as_it_was(sample: str) -> None:
    without = CliRunner().invoke(main, ["check", DRONE, "--on", "2026-11-23"]).stdout
    assert "Where it sits" not in without
    head, _, rest = sample.partition("Where it sits")
    joined = head.rstrip("\n") + "\n\n" + rest[rest.index("Bought-in parts") :]
    assert re.sub("\n{3,}", "\n\n", without) == re.sub("\n{3,}", "\n\n", joined)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "description",
    ["Arc magnet", "钕铁硼 磁钢 N42SH 十五乘六点三乘二点二五毫米", "長" * 100, "x" * 100],
    ids=["short", "Chinese", "long Chinese", "long"],
)
def test_no_line_is_wider_than_the_terminal_and_no_part_is_lost(
    width: int, description: str
) -> None:
    report = holding(*(node(f"P-{level}", level, description, others=level) for level in range(25)))
    text = shown(report, width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert [number for number in range(25) if not re.search(rf"P-{number}\b", text)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_too_deep_to_be_set_in_says_its_level(width: int) -> None:
    text = shown(holding(*(node(f"P-{level}", level) for level in range(25))), width)
    deepest = max(1, (width - 36) // 4)
    assert ("level 24: P-24" in text) is (deepest < 24)
    assert f"level {deepest}: " not in text


def test_parts_that_are_too_deep_follow_their_assembly() -> None:
    text = shown(
        holding(node("A", 0), node("B", 1), node("C", 2), node("D", 3), node("E", 2), node("F", 1)),
        40,
    )
    assert re.findall(r"\b([B-F]): 1 in", text) == ["B", "C", "D", "E", "F"]


def test_a_description_that_is_cut_ends_in_an_ellipsis_and_a_verdict_is_never_cut() -> None:
    text = shown(
        holding(
            node(
                "MAG-01",
                0,
                "Arc magnet with a description that is much longer than what a line holds",
            )
        ),
        80,
    )
    assert "Arc magnet with a description that is much longer than…: 2.48 % crosses" in text
    assert "undetermined" not in shown(holding(node("MAG-01", 0)), 40).splitlines()[-1]


def test_what_is_not_shown_is_counted() -> None:
    text = shown(
        holding(
            node("TOP", 0, left_out=1),
            node("A", 1, repeated=True),
            node("B", 1, left_out=7),
            node("C", 1, others=1),
        )
    )
    assert "A: 1 in the product; its parts are shown where it is unfolded" in text
    assert "B: 1 in the product; what is below is not shown (7 branches)" in text
    assert "C: 1 in the product; and 1 other part" in text
    assert "`-- and 1 more branch, too many to show here" in text


def test_piped_or_without_colour_the_lines_are_plain_characters() -> None:
    report = holding(node("TOP", 0), node("A", 1), node("B", 1))
    assert shown(report).isascii()
    assert "+-- A" in shown(report)
    assert "├── A" in shown(report, is_plain=False)


def test_nothing_in_a_name_is_markup_or_steers_the_terminal() -> None:
    text = shown(holding(node("[bold]x[/]\x1b[31m", 0, "\u202egnp :smile:")))
    assert "[bold]x[/]\ufffd[31m \ufffdgnp :smile:" in text


def test_a_bill_in_which_nothing_leads_to_a_magnet_says_so() -> None:
    assert "Nothing in the bill leads to a magnet" in plain_text(holding(), with_tree=True)


@pytest.mark.parametrize("form", ["json", "csv", "md", "xlsx", "html", "pdf", "junit", "sarif"])
def test_the_tree_is_asked_for_with_the_table_only(form: str) -> None:
    result = CliRunner().invoke(main, ["check", DRONE, "--tree", "--format", form])
    assert result.exit_code == 2
    assert f"--tree is part of the table; {form} was asked for" in result.stderr


def test_the_tree_is_written_to_a_text_file_too(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["check", DRONE, "--tree", "-o", str(tmp_path / "r.txt")])
    assert "`-- ! DR-1122" in (tmp_path / "r.txt").read_text("utf-8")
