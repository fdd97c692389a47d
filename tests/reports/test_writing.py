"""From the command to the file: suffixes, sheets of paper, and a package that is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calculator.cli.main import main
from calculator.reports.errors import UnavailableError
from calculator.reports.interface import FORMATS
from tests.paths import SAMPLES

DRONE = SAMPLES / "drone.xlsx"


def check(*words: object) -> Result:
    return CliRunner().invoke(main, ["check", str(DRONE), "--on", "2026-11-23", *map(str, words)])


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.html", b"<!DOCTYPE html>"), ("r.sarif", b"{"), ("r.xml", b"<?xml"), ("r.junit", b"<?xml")],
)
def test_the_suffix_chooses_and_the_exit_status_stays(
    tmp_path: Path, name: str, start: bytes
) -> None:
    assert check("-o", tmp_path / name).exit_code == 1
    assert (tmp_path / name).read_bytes().startswith(start)


def test_the_command_offers_every_format_there_is() -> None:
    assert set(FORMATS) == {"table", "json", "csv", "md", "xlsx", "html", "pdf", "junit", "sarif"}


def test_a_missing_package_is_wrong_usage_with_a_way_out_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise UnavailableError("a PDF needs typst; pip install 'bom-deminimis[pdf]'")

    monkeypatch.setattr("calculator.reports.page.pdf._typesetter", missing)
    result = check("-o", tmp_path / "r.pdf")
    assert result.exit_code == 2
    assert "pip install 'bom-deminimis[pdf]'" in result.stderr
    assert not (tmp_path / "r.pdf").exists()


def test_no_page_names_the_folder_of_a_file() -> None:
    for form in ("html", "junit", "sarif"):
        assert str(DRONE.parent) not in check("--format", form).stdout
