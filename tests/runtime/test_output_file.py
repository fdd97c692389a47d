from __future__ import annotations

import os
from pathlib import Path

import pytest

from calculator.runtime.output_file import same_file, write_whole


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    write_whole(tmp_path / "report.json", b"new")
    assert (tmp_path / "report.json").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("report.json")
    write_whole(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "report.json").read_bytes() == b"new"


def test_what_fails_on_the_way_leaves_the_former_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_file_that_its_owner_has_protected_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["same.xlsx", "soft.xlsx", "hard.xlsx", "folder/../same.xlsx"])
def test_an_input_is_known_by_whatever_name_or_link(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    bill = tmp_path / "same.xlsx"
    bill.write_bytes(b"")
    (tmp_path / "soft.xlsx").symlink_to(bill)
    (tmp_path / "hard.xlsx").hardlink_to(bill)
    assert same_file(tmp_path / name, [tmp_path / "other.xlsx", bill]) == bill
    assert same_file(tmp_path / "folder", [bill]) is None


def test_a_file_to_come_is_an_input_where_both_lead_to_one_place(tmp_path: Path) -> None:
    (tmp_path / "link.xlsx").symlink_to("later.xlsx")
    assert same_file(tmp_path / "link.xlsx", [tmp_path / "later.xlsx"])
    assert same_file(tmp_path / "link.xlsx", [tmp_path / "never.xlsx"]) is None
