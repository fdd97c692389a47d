"""A saved reading of a supplier's layout."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from calculator.cli.main import main
from calculator.sources.layout.profile import ProfileError, read_profile
from calculator.sources.reader import Request
from tests.sources.layouts import codes, components, grid, read

ODD = [
    ["Werk", "XPN", "Text kurz", "Bedarf", "Zug"],
    ["10", "P-1", "Motor", 1, "JP"],
    ["20", "M-1", "Magnet N42SH", 8, "JP"],
]
PROFILE = """\
header-row = 1
hierarchy = "flat"
quantity = "per-parent"
currency = "EUR"
[columns]
"Werk" = "ignored"
"XPN" = "part number"
"Text kurz" = "description"
"Bedarf" = "quantity"
"column E" = "country of origin"
"""


def profiled(folder, text):
    path = folder / "p.toml"
    path.write_text(text, "utf-8")
    return read_profile(path)


def test_a_profile_makes_an_unknown_layout_known(tmp_path):
    path = grid(tmp_path / "odd.xlsx", ODD)
    assert "no-bill" in codes(read(path))
    intake = read(path, Request(profile=profiled(tmp_path, PROFILE)))
    assert components(intake) == {"odd": {"P-1": 1, "M-1": 8}}
    assert intake.bill.items["M-1"].origin.shares == (("JP", 1),)
    assert intake.currency == "EUR"


def test_a_profile_decides_between_two_hierarchies(tmp_path):
    rows = [
        ["Level", "Pos", "Part Number", "Qty"],
        [0, "1", "P", 1],
        [1, "1.1", "A", 1],
        [2, "1.1.1", "X-1", 1],
        [1, "1.2", "B", 1],
        [2, "1.1.2", "Y-1", 1],
    ]
    intake = read(
        grid(tmp_path / "b.xlsx", rows),
        Request(profile=profiled(tmp_path, 'hierarchy = "outline-number"\n')),
    )
    assert components(intake) == {"P": {"A": 1, "B": 1}, "A": {"X-1": 1, "Y-1": 1}}
    assert not intake.bill.incomplete


def test_a_row_of_headings_below_the_end_of_the_sheet_is_no_bill(tmp_path):
    path = grid(tmp_path / "odd.xlsx", ODD)
    intake = read(path, Request(profile=profiled(tmp_path, "header-row = 1000000\n")))
    assert "no-bill" in codes(intake)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("columns = 3", "columns is a table"),
        ('[columns]\n"A" = "colour"', "no such meaning"),
        ("header-row = 0", "from 1"),
        ("header-row = true", "from 1"),
        ('hierarchy = "tree"', "is not one of"),
        ('quantity = "unclear"', "is not one of"),
        ("sheet = 4", "sheet is a text"),
        ("surprise = 1", "is not known"),
        ("= broken", "not a profile"),
    ],
)
def test_a_bad_profile_is_refused_with_its_reason(tmp_path, text, why):
    with pytest.raises(ProfileError, match=why):
        profiled(tmp_path, text)


def test_a_saved_profile_reads_the_file_as_it_was_understood(tmp_path):
    rows = [
        ["A title"],
        ["Pos", "Teilenummer", "Benennung", "Menge", "Bauart"],
        ["1", "P-1", "Motor", 1, "x"],
        ["1.1", "M-1", "Magnet", 8, "y"],
    ]
    path = grid(tmp_path / "b.xlsx", rows)
    saved = tmp_path / "saved.toml"
    result = CliRunner().invoke(main, ["inspect", str(path), "--save-profile", str(saved)])
    assert result.exit_code == 0, result.output
    profile = read_profile(saved)
    assert (
        components(read(path, Request(profile=profile)))
        == components(read(path))
        == {"P-1": {"M-1": 8}}
    )
    assert (
        CliRunner().invoke(main, ["inspect", str(path), "--save-profile", str(saved)]).exit_code
        == 2
    )


def test_check_takes_a_profile_and_refuses_a_bad_one(tmp_path):
    path = grid(tmp_path / "odd.xlsx", ODD)
    (tmp_path / "good.toml").write_text(PROFILE, "utf-8")
    (tmp_path / "bad.toml").write_text("x = ", "utf-8")
    runner = CliRunner()
    assert runner.invoke(main, ["check", str(path), "--on", "2026-11-23", "-q"]).exit_code == 4
    assert runner.invoke(
        main,
        ["check", str(path), "--on", "2026-11-23", "-q", "--profile", str(tmp_path / "good.toml")],
    ).exit_code in (1, 3)
    assert (
        runner.invoke(main, ["check", str(path), "--profile", str(tmp_path / "bad.toml")]).exit_code
        == 2
    )


def test_a_profile_leaves_one_column_a_level_as_it_is_unless_it_names_one_of_them(tmp_path):
    rows = [
        ["Level 0", "Level 1", "Level 2", "Qty", "Rem"],
        ["P", None, None, 1, "x"],
        [None, "M", None, 1, "y"],
        [None, None, "MAG", 4, "z"],
    ]
    path = grid(tmp_path / "steps.xlsx", rows)
    understood = {"P": {"M": 1}, "M": {"MAG": 4}}
    assert (
        CliRunner()
        .invoke(main, ["inspect", str(path), "--save-profile", str(tmp_path / "saved.toml")])
        .exit_code
        == 0
    )
    saved = (tmp_path / "saved.toml").read_text("utf-8")
    assert '"Level 0"' not in saved
    assert components(read(path, Request(profile=profiled(tmp_path, saved)))) == understood
    assert (
        components(read(path, Request(profile=profiled(tmp_path, '[columns]\n"Rem" = "ignored"'))))
        == understood
    )
    assert (
        components(
            read(path, Request(profile=profiled(tmp_path, '[columns]\n"Level 1" = "remark"')))
        )
        != understood
    )
