"""What if: a fact on the command line over those of the files, recorded in the report."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.assessment import Assessment, Options, assess
from calculator.cli.main import main
from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions
from calculator.sources.settings import SettingError, read_setting
from tests.workbooks import LAW, ON, dysprosium, finding, magnet, write_workbook

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]


def under(folder: Path, *settings: str, number: str = "MAG", **changes: object) -> Assessment:
    path = write_workbook(
        folder / "bom.xlsx",
        BOM=[magnet(number, **changes)],
        Content=[dysprosium(number, **{"wt%": 1})],
        Prices=PRICES,
    )
    pairs = tuple(read_setting(one) for one in settings)
    return assess(
        (path,), (), Options(on=ON, rules=(LAW,), assumptions=Assumptions(settings=pairs))
    )


# 100 g x 1 % = 1 g dysprosium at 300 USD/kg: 0.3 USD of 10 USD, 3 %.


@pytest.mark.parametrize(
    ("setting", "share"),
    [
        ("MAG.price=20 USD", "0.015"),
        ("MAG.price=0.4 USD/each", "0.75"),
        ("MAG.mass=50 g", "0.015"),
        ("MAG.Dy.wt%=0.5", "0.015"),
        ("MAG.Dy.wt%=0.5 %", "0.015"),
        ("MAG.Dy.mass=2 g", "0.06"),
        ("MAG.Dy.value=0.05 USD", "0.005"),
        ("MAG.Dy.origin=AU", "0"),
        ("MAG.Dysprosium.origin=CN 50%; AU 50%", "0.015"),
    ],
)
def test_a_setting_replaces_the_fact_of_the_file(tmp_path: Path, setting: str, share: str) -> None:
    found = finding(under(tmp_path, setting), "MAG")
    assert (found.tested.share.low, found.tested.share.high) == (Fraction(share), Fraction(share))


@pytest.mark.parametrize(
    ("setting", "reasons"),
    [
        ("MAG.origin=China", {"1(1)": "crosses", "1(2)": "no", "1(3)": "yes"}),
        ("MAG.technology=yes", {"1(1)": "crosses", "1(2)": "yes", "1(3)": "no"}),
        ("MAG.technology=unknown", {"1(1)": "crosses", "1(2)": "unknown", "1(3)": "no"}),
    ],
)
def test_a_setting_of_a_trigger(tmp_path: Path, setting: str, reasons: dict[str, str]) -> None:
    assert {
        one.clause: one.state for one in finding(under(tmp_path, setting), "MAG").reasons
    } == reasons


def test_a_setting_of_the_class_takes_the_item_out_of_the_test(tmp_path: Path) -> None:
    assert under(tmp_path, "MAG.class=other").report.findings == ()


def test_a_substance_that_is_added_joins_what_the_file_says(tmp_path: Path) -> None:
    assessment = under(tmp_path, "MAG.Nd.wt%=30")
    assert finding(assessment, "MAG").tested.share.low == Fraction("0.03")
    assert "content-contradicts-content" not in {
        problem.code for problem in assessment.report.problems
    }


def test_every_setting_is_among_the_assumptions_of_the_report(tmp_path: Path) -> None:
    report = under(tmp_path, "MAG.price=20 USD", "MAG.Dy.origin=AU").report
    assert report.assumptions == (("set MAG.price", "20 USD"), ("set MAG.Dy.origin", "AU"))


def test_a_number_in_a_finding_leads_to_the_setting_that_made_it(tmp_path: Path) -> None:
    assessment = under(tmp_path, "MAG.Dy.wt%=0.5")
    cells = [str(cell) for one in finding(assessment, "MAG").contributions for cell in one.cells]
    assert "--set MAG.Dy.wt%=0.5" in cells
    explained = assessment.explain("MAG")
    assert explained is not None
    assert any("--set MAG.Dy.wt%=0.5" in map(str, sources) for _, sources in explained.lines)


def test_a_setting_is_no_evidence(tmp_path: Path) -> None:
    assert finding(under(tmp_path, "MAG.Dy.wt%=0.5"), "MAG").evidence is not None
    assert finding(under(tmp_path, "MAG.Dy.wt%=0.5"), "MAG").evidence.value == "assumed"  # type: ignore[union-attr]


def test_a_part_number_with_points_is_understood(tmp_path: Path) -> None:
    found = finding(under(tmp_path, "A.1.price=20 USD", number="A.1"), "A.1")
    assert found.tested.share.low == Fraction("0.015")


def test_the_end_of_a_part_number_with_points_is_not_taken_for_a_substance(tmp_path: Path) -> None:
    """What can be set of an item and of a substance alike was looked for in an item "A"."""
    found = finding(under(tmp_path, "A.1.origin=JP", "A.1.mass=50 g", number="A.1"), "A.1")
    assert str(found.item.origin) == "JP"
    assert found.item.mass.bounds.low == Fraction("0.05")


@pytest.mark.parametrize(
    "setting", ["MAG", "MAG.price", "MAG.price=", "MAG.colour=red", ".price=1 USD", "price=1 USD"]
)
def test_what_is_no_setting_is_refused_before_a_file_is_read(setting: str) -> None:
    with pytest.raises(SettingError):
        read_setting(setting)


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("NONE.price=1 USD", 'the bill has no item "NONE"'),
        ("MAG.price=many USD", "does not begin with a number"),
        ("MAG.price=1 XYZ", "is no price"),
        ("MAG.price=1 USD/kg", "is not a unit of MAG"),
        ("MAG.price=0 USD", "tells no price"),
        ("MAG.mass=0 g", "tells no price, mass or value"),
        ("MAG.Dy.value=0 USD", "tells no price, mass or value"),
        ("MAG.mass=1 USD", "is no mass"),
        ("MAG.origin=Atlantis", "is not a country"),
        ("MAG.Dy.wt%=101", "no share between 0 and 100"),
        ("MAG.Unobtainium.wt%=1", "is not known"),
        ("MAG.class=thing", "is not one of magnet"),
    ],
)
def test_a_setting_that_cannot_be_carried_out_is_wrong_usage_with_its_reason(
    tmp_path: Path, setting: str, why: str
) -> None:
    under(tmp_path)
    found = CliRunner().invoke(main, ["check", str(tmp_path / "bom.xlsx"), "--set", setting])
    assert found.exit_code == 2
    assert why in " ".join(found.output.split())


def test_the_command_line_takes_several(tmp_path: Path) -> None:
    under(tmp_path)
    found = CliRunner().invoke(
        main,
        [
            "check",
            str(tmp_path / "bom.xlsx"),
            "--on",
            "2026-11-23",
            "--set",
            "MAG.Dy.origin=AU",
            "--set",
            "MAG.price=20 USD",
        ],
    )
    assert found.exit_code == 0
    assert "--set MAG.Dy.origin=AU" in found.output


def test_headroom_tells_the_setting_that_turns_the_verdict(tmp_path: Path) -> None:
    """The factor, the share and the price at the line, tried: just under it is below, on it crosses."""
    headroom = finding(under(tmp_path), "MAG").headroom
    assert headroom is not None
    assert (headroom.most_below, headroom.times_line.low, headroom.whole_at_line.low) == (
        Fraction("0.01"),
        30,
        300,
    )
    dy = headroom.substances[0]
    assert dy.share_at_line is not None and dy.price_at_line is not None  # noqa: PT018  # mypy needs both at once
    assert (dy.share_at_line.low, dy.price_at_line.low) == (Fraction(1, 3000), 10)
    assert finding(under(tmp_path, "MAG.price=300 USD"), "MAG").verdict is Verdict.CROSSES
    assert finding(under(tmp_path, "MAG.price=300.01 USD"), "MAG").verdict is Verdict.BELOW
    assert finding(under(tmp_path, "MAG.Dy.wt%=0.0333"), "MAG").verdict is Verdict.BELOW
    assert finding(under(tmp_path, "MAG.Dy.wt%=0.0334"), "MAG").verdict is Verdict.CROSSES
    assert finding(under(tmp_path, "MAG.Dy.value=0.01 USD"), "MAG").verdict is Verdict.CROSSES
    assert finding(under(tmp_path, "MAG.Dy.value=0.00999 USD"), "MAG").verdict is Verdict.BELOW
