"""What follows a check: two revisions compared, a report verified, a notice drafted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calculator.assessment import Assessment
from calculator.cli.main import main
from calculator.comparison.revisions import compare
from calculator.comparison.verification import differences
from calculator.findings.verdict import Verdict
from tests.paths import SAMPLES
from tests.workbooks import assessed, dysprosium, magnet, write_workbook

ON = ("--on", "2026-11-23")
PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def bill(
    folder: Path,
    name: str,
    *,
    price: float = 10,
    wt: float = 1,
    origin: str = "CN",
    quantity: int = 2,
    dy_price: float = 300,
    technology: str = "no",
    motor: float = 100,
) -> Assessment:
    (folder / name).mkdir()
    return assessed(
        folder / name,
        BOM=[
            {
                "Level": 0,
                "Part Number": "MOTOR",
                "Quantity": 1,
                "Unit": "each",
                "Item Class": "assembly",
                "Unit Price": motor,
                "Currency": "USD",
                "Country of Origin": "DE",
            },
            magnet(
                "MAG",
                1,
                **{"Unit Price": price, "Quantity": quantity, "Chinese Technology": technology},
            ),
        ],
        Content=[dysprosium(**{"wt%": wt, "Country of Origin": origin})],
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": dy_price, "Currency": "USD"}],
    )


# --------------------------------------------------------------------------- compare


def test_the_same_bill_twice_has_not_changed(tmp_path: Path) -> None:
    assert compare(bill(tmp_path, "a"), bill(tmp_path, "b")) == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"origin": "AU"}, "content of MAG"),
        ({"wt": 0.001}, "content of MAG"),
        ({"price": 1000}, "price of MAG"),
        ({"dy_price": 150}, "price of Dy metal"),
    ],
)
def test_one_fact_that_turns_a_verdict_is_named_with_both_cells(
    tmp_path: Path, change: dict[str, object], what: str
) -> None:
    # With a twentieth of the content the share is 0.15 %: half of the price turns it, and is no price far below every reference.
    least: dict[str, object] = {"wt": 0.05} if "dy_price" in change else {}
    old, new = bill(tmp_path, "a", **least), bill(tmp_path, "b", **least, **change)  # type: ignore[arg-type]
    found = next(one for one in compare(old, new) if one.item == "MAG")
    assert (found.before, found.after, found.weight) == (Verdict.CROSSES, Verdict.BELOW, 0)
    alone = [cause for cause in found.causes if cause.alone]
    assert [cause.what for cause in alone] == [what]
    assert alone[0].before != alone[0].after
    assert alone[0].cells
    back = next(one for one in compare(new, old) if one.item == "MAG")
    assert (back.before, back.after, back.weight) == (Verdict.BELOW, Verdict.CROSSES, 2)


def test_two_facts_that_turn_it_only_together_are_both_named_and_neither_is_alone(
    tmp_path: Path,
) -> None:
    # 3 % of the price; a tenth of the dysprosium at a fifth of its price is 0.06 %, but a tenth alone 0.3 % and a fifth alone 0.6 %.
    found = next(
        one
        for one in compare(bill(tmp_path, "a"), bill(tmp_path, "b", wt=0.1, dy_price=60))
        if one.item == "MAG"
    )
    assert found.after is Verdict.BELOW
    assert {cause.what: cause.alone for cause in found.causes} == {
        "content of MAG": False,
        "price of Dy metal": False,
    }


def test_a_licence_that_turns_without_the_share_is_a_change(tmp_path: Path) -> None:
    (found, *_) = compare(
        bill(tmp_path, "a", origin="AU"), bill(tmp_path, "b", origin="AU", technology="yes")
    )
    assert (found.before, found.after) == (Verdict.BELOW, Verdict.BELOW)
    assert (found.licence_before.value, found.licence_after.value, found.weight) == (
        "not-required",
        "required",
        2,
    )  # type: ignore[union-attr]
    assert "Chinese technology of MAG" in {cause.what for cause in found.causes}


def test_a_product_that_turns_through_a_quantity_names_the_structure(tmp_path: Path) -> None:
    # 2 x 0.3 of 1000 USD is 0.06 %; 4 x 0.3 is 0.12 %.
    found = {
        one.item: one
        for one in compare(
            bill(tmp_path, "a", motor=1000), bill(tmp_path, "b", motor=1000, quantity=4)
        )
    }
    assert set(found) == {"MOTOR"}
    assert (found["MOTOR"].before, found["MOTOR"].after) == (Verdict.BELOW, Verdict.CROSSES)
    assert [
        (cause.what, cause.before, cause.after, cause.alone) for cause in found["MOTOR"].causes
    ] == [("what is in MOTOR", "2 MAG", "4 MAG", True)]


def test_a_part_that_is_new_and_one_that_is_gone(tmp_path: Path) -> None:
    old = assessed(
        tmp_path, BOM=[magnet("OLD")], Content=[dysprosium("OLD", **{"wt%": 1})], Prices=PRICES
    )
    new = assessed(
        tmp_path, BOM=[magnet("NEXT")], Content=[dysprosium("NEXT", **{"wt%": 1})], Prices=PRICES
    )
    found = {
        one.item: (one.before, one.after, one.weight)
        for one in compare(old, new)
        if not one.is_product
    }
    assert found == {"NEXT": (None, Verdict.CROSSES, 2), "OLD": (Verdict.CROSSES, None, 0)}


def test_the_command_compares_two_sets_of_facts_and_its_status_says_what_got_worse() -> None:
    better = run(
        "diff",
        SAMPLES / "drone.xlsx",
        SAMPLES / "drone.xlsx",
        "--new-facts",
        SAMPLES / "drone-facts.xlsx",
        *ON,
    )
    assert better.exit_code == 0
    assert "DR-1323" in better.output
    assert "turns it alone" in better.output
    worse = run(
        "diff",
        SAMPLES / "drone.xlsx",
        SAMPLES / "drone.xlsx",
        "--old-facts",
        SAMPLES / "drone-facts.xlsx",
        *ON,
    )
    assert worse.exit_code == 3
    same = run("diff", SAMPLES / "drone.xlsx", SAMPLES / "drone.xlsx", *ON)
    assert (same.exit_code, same.output) == (0, "drone.xlsx -> drone.xlsx: nothing changed side\n")


def test_the_command_writes_json_and_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    found = run(
        "diff",
        SAMPLES / "drone.xlsx",
        SAMPLES / "drone.xlsx",
        "--new-facts",
        SAMPLES / "drone-facts.xlsx",
        *ON,
        "--format",
        "json",
    )
    told = json.loads(found.output)
    assert {change["item"]: change["verdict"] for change in told["changes"]}["DR-1323"] == {
        "old": "undetermined",
        "new": "below",
    }
    (tmp_path / "no.xlsx").write_bytes(b"no workbook")
    assert run("diff", SAMPLES / "drone.xlsx", tmp_path / "no.xlsx", *ON).exit_code == 4


# --------------------------------------------------------------------------- verify


def reported(folder: Path, *words: object) -> Path:
    """A JSON report beside a copy of the file that it is about."""
    shutil.copy(SAMPLES / "drone.xlsx", folder / "drone.xlsx")
    found = run("check", folder / "drone.xlsx", *ON, "-o", folder / "report.json", *words)
    assert found.exit_code in (0, 1, 3), found.output
    return folder / "report.json"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--rule", "screen-mass", "--rule", "cn-mofcom-2025-61", "--reading", "product"),
        ("--currency", "EUR", "--assume", "technology=no", "--min-evidence", "measured"),
        ("--set", "DR-1323.Dy.origin=AU", "--quantity", "per-parent", "--sheet", "BOM"),
        (
            "--assume",
            "reference-prices=yes",
            "--assume",
            "reference-grades=yes",
            "--assume",
            "reference-rates=yes",
            "--limit",
            "rows=5000",
        ),
    ],
    ids=["plain", "rules", "currency", "settings", "reference"],
)
def test_a_report_is_verified_under_the_options_that_made_it(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    found = run("verify", reported(tmp_path, *words))
    assert found.exit_code == 0, found.output
    assert "the same findings from the same inputs" in found.output


def test_a_report_with_facts_and_a_profile_is_verified(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "drone-facts.xlsx", tmp_path / "facts.xlsx")
    run("inspect", SAMPLES / "drone.xlsx", "--save-profile", tmp_path / "drone.toml")
    path = reported(
        tmp_path, "--facts", tmp_path / "facts.xlsx", "--profile", tmp_path / "drone.toml"
    )
    assert run("verify", path).exit_code == 0


def test_a_report_that_was_touched_is_told_from_one_that_was_not(tmp_path: Path) -> None:
    path = reported(tmp_path)
    report = json.loads(path.read_text("utf-8"))
    report["findings"][0]["verdict"] = "below"
    report["summary"]["crosses"] = 0
    path.write_text(json.dumps(report), "utf-8")
    found = run("verify", path)
    assert found.exit_code == 1
    assert 'findings[DR-1122].verdict: "below" in the report, "crosses" now' in found.output


def test_a_changed_input_a_lost_input_and_a_changed_rule_are_named(tmp_path: Path) -> None:
    path = reported(tmp_path)
    data = (tmp_path / "drone.xlsx").read_bytes()
    (tmp_path / "drone.xlsx").write_bytes(data + b" ")
    found = run("verify", path)
    assert (found.exit_code, "its SHA-256 differs" in found.output) == (4, True)
    (tmp_path / "drone.xlsx").unlink()
    (tmp_path / "empty").mkdir()
    found = run("verify", path, "--in", tmp_path / "empty")
    assert (found.exit_code, "say where it is with --in" in found.output) == (4, True)
    report = json.loads(path.read_text("utf-8"))
    report["rules"][0]["sha256"] = "0" * 64
    (tmp_path / "drone.xlsx").write_bytes(data)
    path.write_text(json.dumps(report), "utf-8")
    found = run("verify", path)
    assert (found.exit_code, "its file has changed since" in found.output) == (4, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"inputs": 7}',
        '{"inputs": [{"path": "../x", "sha256": "", "role": "bom"}], "rules": [], "assumptions": [], "options": {}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text, "utf-8")
    found = run("verify", tmp_path / "r.json")
    assert found.exit_code == 4
    assert found.output.startswith("error not-verifiable: ")


def test_differences_are_told_by_their_place() -> None:
    assert differences({"a": [1, 2]}, {"a": [1]}) == ("a: 2 entries in the report, 1 now",)
    assert differences(
        {"findings": [{"item": "M", "x": 1}]}, {"findings": [{"item": "M", "x": 2}]}
    ) == ("findings[M].x: 1 in the report, 2 now",)


# --------------------------------------------------------------------------- notice


def test_a_notice_is_a_draft_that_says_what_is_known_and_leaves_the_rest_open() -> None:
    found = run("notice", SAMPLES / "drone.xlsx", *ON)
    assert found.exit_code == 0
    text = found.output
    assert text.count("# DRAFT of a compliance notice") == 1
    assert "DR-1122" in text
    assert "DR-1323" not in text
    for known in (
        "0.013272 USD of 0.35 USD: 3.79 %",
        "1C905.a",
        "DECL-DR-1122",
        "2-I-3",
        "not confirmed",
        "48 mg",
    ):
        assert known in text
    for unknown in (
        "Issued by",
        "Recipient",
        "Quantity",
        "Customs code",
        "Contract",
        "destination",
        "End user",
    ):
        line = next(one for one in text.splitlines() if unknown.casefold() in one.casefold())
        assert "to be filled in" in line


def test_a_notice_for_a_named_item_invents_no_value(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet(**{"Unit Price": "", "Country of Origin": "CN"})],
        Content=[dysprosium(**{"wt%": 1})],
    )
    text = run("notice", tmp_path / "bom.xlsx", "MAG", *ON).output
    line = next(one for one in text.splitlines() if "Value of these" in one)
    assert "to be filled in" in line
    assert "1(3) Chinese origin" in text


def test_a_notice_as_a_workbook_and_what_has_none(tmp_path: Path) -> None:
    import openpyxl

    found = run("notice", SAMPLES / "drone.xlsx", *ON, "-o", tmp_path / "n.xlsx")
    assert found.exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx")["Notice 1"]
    assert "DRAFT" in sheet["A1"].value
    assert run("notice", SAMPLES / "drone.xlsx", *ON, "-o", tmp_path / "n.xlsx").exit_code == 2
    none = run("notice", SAMPLES / "loudspeaker.xlsx", *ON)
    assert (none.exit_code, "nothing to give notice of" in none.output) == (0, True)
    assert run("notice", SAMPLES / "drone.xlsx", "NOBODY", *ON).exit_code == 2
    assert run("notice", SAMPLES / "drone.xlsx", "--rule", "screen-mass", *ON).exit_code == 2
