"""What programs get from ``import calculator``."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import calculator
from calculator import Options, Report, assess, check
from calculator.findings import report as findings
from calculator.library import InvalidRequestError
from calculator.rules import load_rules
from tests.paths import ROOT

ON = date(2026, 11, 23)
DRONE = ROOT / "sample_boms" / "drone.xlsx"


@pytest.fixture(scope="module")
def report() -> Report:
    return check(str(DRONE), on=ON)


def test_check_finds_what_the_command_finds(report: Report) -> None:
    assert isinstance(report, Report)
    assert isinstance(report, findings.Report)
    assert report.exit_status() == 1
    assert [rule.id for rule in report.rules] == ["cn-mofcom-2025-61"]
    assert report.on == ON


def test_assess_gives_the_same_report_in_this_process(report: Report) -> None:
    options = Options(on=ON, rules=(load_rules()[0]["cn-mofcom-2025-61"],))
    found = assess([DRONE], [], options)
    assert found.report.findings_frame().equals(report.findings_frame())
    assert found.explain("DR-1122") is not None


def test_a_float_bound_is_never_inside_the_exact_one(report: Report) -> None:
    for frame in (report.findings_frame(), report.contributions_frame()):
        assert {"share_low", "share_high", "share_low_exact", "share_high_exact"} <= set(frame)
        for name in (one for one in frame if f"{one}_exact" in frame):
            assert frame[name].dtype == "float64"
            for near, exact in zip(frame[name], frame[f"{name}_exact"], strict=True):
                if exact is None:
                    assert near == math.inf
                elif "_low" in name:
                    assert near <= Fraction(exact) < math.nextafter(math.nextafter(near, 2), 1e300)
                else:
                    assert near >= Fraction(exact)


def test_contributions_are_shares_of_what_the_rule_tests(report: Report) -> None:
    frame = report.contributions_frame()
    by_item = dict(zip(frame["item"], frame["share_high_exact"], strict=True))
    assert by_item["DR-1122"] == "0.03792"
    by_mass = check(DRONE, on=ON, rules=["screen-mass"]).contributions_frame()
    assert (by_mass["share_high"] <= 1).all()


def test_a_bill_without_findings_has_tables_with_the_same_columns(report: Report, tmp_path) -> None:
    bill = tmp_path / "bill.csv"
    bill.write_text(
        "Level,Part Number,Description,Quantity\n0,P,Frame,1\n1,S,Screw M3,4\n", "utf-8"
    )
    empty = check(bill, on=ON)
    assert empty.findings == ()
    assert list(empty.findings_frame()) == list(report.findings_frame())
    assert list(empty.contributions_frame()) == list(report.contributions_frame())
    assert dict(empty.findings_frame().dtypes)["share_low"] == "float64"


def test_a_file_that_cannot_be_read_is_in_the_report_and_does_not_raise(tmp_path) -> None:
    assert check(tmp_path / "missing.xlsx", on=ON).exit_status() == 4


def test_options_that_do_not_hold_raise_what_they_are() -> None:
    with pytest.raises(InvalidRequestError, match="no rule"):
        check(DRONE, on=ON, rules=["no-such-rule"])
    with pytest.raises(InvalidRequestError, match="no bill"):
        check(on=ON)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"assume": ("technology=yes",)}, '"technology=yes" cannot be assumed'),
        ({"assume": ("tecnology=no",)}, '"tecnology=no" cannot be assumed'),
        ({"assume": "technology=no"}, '"t" cannot be assumed'),
        ({"reading": "magnets"}, '"magnets" is none of materials, product'),
        ({"min_evidence": "rumour"}, '"rumour" is none of measured, declared'),
        ({"quantity": "odd"}, '"odd" is none of per-parent'),
        ({"currency": "XXQ"}, '"XXQ" is not a currency'),
        ({"limits": {"second": 9}}, '"second" is no limit'),
        ({"limits": {"seconds": 0}}, "above zero"),
        ({"profile": "nothing.toml"}, "nothing.toml: no such file"),
        ({"rules_dir": "no-such-folder"}, "no-such-folder"),
    ],
)
def test_a_word_that_is_none_of_the_options_is_never_passed_over(words: Any, why: str) -> None:
    with pytest.raises(InvalidRequestError, match=re.escape(why)):
        check(DRONE, on=ON, **words)


def test_the_public_names_are_there_and_no_others() -> None:
    assert set(calculator.__all__) <= set(dir(calculator))
    assert all(getattr(calculator, name) for name in calculator.__all__)
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = calculator.nothing_such  # type: ignore[attr-defined]


def test_importing_the_package_loads_its_version_and_nothing_else() -> None:
    code = "import sys, calculator; print([one for one in sys.modules if one.startswith('calculator.')])"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert shown.stdout.strip() == "['calculator.version']"


def test_a_check_of_a_program_loads_no_pandas() -> None:
    code = (
        "import sys; from datetime import date; from calculator import check\n"
        f"check({str(DRONE)!r}, on=date(2026, 11, 23)); print('pandas' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert shown.stdout.strip() == "False"
