from __future__ import annotations

from pytest_regressions.file_regression import FileRegressionFixture

from calculator.reports.interface import FORMATS, write
from calculator.reports.text.terminal import plain_text
from tests.reports.factory import drone


def test_the_threshold_report_reads_like_this_at_eighty_columns(
    file_regression: FileRegressionFixture,
) -> None:
    file_regression.check(plain_text(drone(), 80), encoding="utf-8", extension=".txt")


def test_the_markdown_report_reads_like_this(file_regression: FileRegressionFixture) -> None:
    file_regression.check(write(drone(), FORMATS["md"]).decode(), encoding="utf-8", extension=".md")
