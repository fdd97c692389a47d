"""A case as one file, and again: what was in it comes back, and what somebody else wrote into it goes nowhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from calculator.findings.finding import QuestionKind
from calculator.model.item import Evidence
from calculator.web.forms.case_options import CaseOptions, Fact
from calculator.web.forms.saved_case import CONTENTS, SavedCase, open_case, save_case
from calculator.web.forms.uploads import UnusableError

MOST = 1 << 20
OPTIONS = CaseOptions(
    on=date(2026, 11, 23),
    assume=("technology=no",),
    reading="product",
    profile='columns = {"Nr" = "part number"}\n',
    entered=(
        Fact(
            item="MAG-01",
            asked=QuestionKind.SUBSTANCE_ORIGIN,
            substance="Dy",
            question="Origin of Dy",
            answer="JP",
            evidence=Evidence.MEASURED,
            reference="e-mail",
        ),
    ),
    destination="DE",
    recipient="Muster GmbH",
    answers=(("end-use", "civil"),),
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    paths = [tmp_path / name for name in ("部品表.csv", "facts.csv", "list.csv", "old.csv")]
    for path in paths:
        path.write_text(f"Part Number\n{path.name}\n", "utf-8")
    case = SavedCase(
        bom=paths[0], options=OPTIONS, facts=(paths[1],), parties=(paths[2],), older=paths[3]
    )
    save_case(case, tmp_path / "case.deminimis")
    return tmp_path / "case.deminimis"


def opened(path: Path, tmp_path: Path) -> SavedCase:
    folder = tmp_path / "opened"
    folder.mkdir()
    return open_case(path, folder, MOST)


def test_a_saved_case_comes_back_whole(saved: Path, tmp_path: Path) -> None:
    case = opened(saved, tmp_path)
    assert case.options == OPTIONS
    names = [path.name for path in (case.bom, *case.facts, *case.parties)]
    assert names == ["部品表.csv", "facts.csv", "list.csv"]
    assert case.older is not None
    assert case.older.read_text("utf-8") == "Part Number\nold.csv\n"
    again = tmp_path / "again"
    save_case(case, again)
    assert again.read_bytes() == saved.read_bytes()


def altered(saved: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """The archive with other contents."""
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    contents = json.loads(parts.pop(CONTENTS))
    change(contents, parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(CONTENTS, json.dumps(contents))
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    saved.write_bytes(out.getvalue())
    return saved


def test_a_name_in_a_saved_case_is_no_path(saved: Path, tmp_path: Path) -> None:
    def change(contents: dict[str, Any], _: dict[str, bytes]) -> None:
        contents["files"][0]["name"] = "../../../etc/passwd"

    case = opened(altered(saved, change), tmp_path)
    assert case.bom.name == "passwd"
    assert case.bom.resolve().is_relative_to(tmp_path / "opened")


def _part_outside(contents: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["../../out"] = parts.pop("bill-0")
    contents["files"][0]["part"] = "../../out"


def _no_bill(contents: dict[str, Any], _: dict[str, bytes]) -> None:
    del contents["files"][0]


def _part_missing(_: dict[str, Any], parts: dict[str, bytes]) -> None:
    del parts["facts-1"]


def _other_part(contents: dict[str, Any], _: dict[str, bytes]) -> None:
    contents["files"][0]["part"] = "facts-1"


def _bomb(_: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["facts-1"] = b" " * (MOST + 1)


def _too_many(contents: dict[str, Any], _: dict[str, bytes]) -> None:
    contents["files"] *= 100


def _one_name_twice(contents: dict[str, Any], _: dict[str, bytes]) -> None:
    contents["files"][1]["name"] = "部品表.CSV"


def _half_a_character(contents: dict[str, Any], _: dict[str, bytes]) -> None:
    contents["options"]["recipient"] = "\ud800"


def _of(key: str, value: Any) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    def change(contents: dict[str, Any], _: dict[str, bytes]) -> None:
        contents["options"][key] = value

    return change


def _version(contents: dict[str, Any], _: dict[str, bytes]) -> None:
    contents["version"] = 2


@pytest.mark.parametrize(
    "change",
    [
        _part_outside,
        _no_bill,
        _part_missing,
        _other_part,
        _bomb,
        _too_many,
        _one_name_twice,
        _half_a_character,
        _version,
        _of("assume", ["everything=yes"]),
        _of("assume", [["technology=no"]]),
        _of("on", "yesterday"),
        _of("reading", "tea-leaves"),
        _of("profile", "columns = 3"),
        _of("entered", [{"item": "A"}]),
        _of("answers", 7),
        _of("rule", 7),
    ],
    ids=lambda change: change.__name__,
)
def test_a_saved_case_that_somebody_altered_is_refused(
    saved: Path, tmp_path: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]
) -> None:
    with pytest.raises(UnusableError):
        opened(altered(saved, change), tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all"])
def test_what_is_no_archive_is_no_saved_case(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(UnusableError):
        opened(tmp_path / "x", tmp_path)


def test_an_archive_without_contents_is_no_saved_case(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x", "w") as archive:
        archive.writestr("bill-0", b"Part Number\nA\n")
    with pytest.raises(UnusableError, match="no saved case"):
        opened(tmp_path / "x", tmp_path)
