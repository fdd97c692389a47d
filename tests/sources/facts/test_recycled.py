"""Recycled shares on a Content sheet: of which waste, in the heading, in its brackets or behind the figure."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from calculator.model.recycled import Waste, post_consumer
from calculator.numbers.bounds import Bounds
from calculator.sources.reader import Request, read_files
from tests.workbooks import write_workbook

BOM = [
    {
        "Part Number": "M",
        "Item Class": "magnet",
        "Material": "NdFeB",
        "Quantity": 1,
        "Unit": "each",
        "Unit Mass": 100,
        "Mass Unit": "g",
    }
]


def shares(tmp_path: Path, row: dict[str, object]) -> list[tuple[Waste, Bounds]]:
    content = [{"Part Number": "M", "Substance": "Nd", "wt%": 30, "Disclosure": "full"} | row]
    read = read_files(
        (write_workbook(tmp_path / "b.xlsx", BOM=BOM, Content=content),), (), Request()
    )
    assert not [problem for problem in read.problems if problem.code == "amount-column-unclear"]
    (found,) = read.content["M"]
    return [(waste, share) for waste, share, _ in found.recycled]


@pytest.mark.parametrize(
    ("row", "waste", "share"),
    [
        ({"Recycled %": 25}, Waste.UNSTATED, "1/4"),
        ({"Recycled % (post-consumer)": 25}, Waste.POST_CONSUMER, "1/4"),
        ({"Post-Consumer Recycled %": "25"}, Waste.POST_CONSUMER, "1/4"),
        ({"Recycled %": "25 % post-consumer"}, Waste.POST_CONSUMER, "1/4"),
        ({"Recycled % pre-consumer": 12.5}, Waste.PRE_CONSUMER, "1/8"),
        ({"Recycled % [Post consumer]": 0}, Waste.POST_CONSUMER, "0"),
        ({"再生料比例 (消费后)": 40}, Waste.POST_CONSUMER, "2/5"),
    ],
)
def test_a_recycled_share_says_of_which_waste(
    tmp_path: Path, row: dict[str, object], waste: Waste, share: str
) -> None:
    assert shares(tmp_path, row) == [(waste, Bounds.exactly(Fraction(share)))]


def test_two_columns_are_two_shares(tmp_path: Path) -> None:
    row: dict[str, object] = {"Recycled % (post-consumer)": 20, "Recycled % (pre-consumer)": 30}
    assert shares(tmp_path, row) == [
        (Waste.POST_CONSUMER, Bounds.exactly(Fraction(1, 5))),
        (Waste.PRE_CONSUMER, Bounds.exactly(Fraction(3, 10))),
    ]


def test_a_share_above_the_whole_says_nothing(tmp_path: Path) -> None:
    assert shares(tmp_path, {"Recycled %": 130}) == []


def test_pre_consumer_waste_is_no_post_consumer_waste() -> None:
    assert post_consumer(()) == Bounds(Fraction(0), Fraction(1))
