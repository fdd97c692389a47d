"""Reference data: off unless asked for, wide, dated, sourced, and never a reason to say "below"."""

from __future__ import annotations

import datetime
import tomllib
from fractions import Fraction
from importlib import resources
from pathlib import Path
from zipfile import ZipFile

import pytest
from currency_converter import CURRENCY_FILE

from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions, Reference
from calculator.model.item import Evidence, Item, ItemClass
from calculator.model.substances import RARE_EARTHS, read_substance
from calculator.numbers.bounds import Bounds
from calculator.reference.reference_data import (
    YEAR,
    _bank,
    central_bank_rate,
    prices_not_known,
    typical_content,
    typical_prices,
)
from calculator.rules import load_rules
from tests.workbooks import assessed, codes, dysprosium, finding, magnet, node

ASKED = Assumptions(reference_prices=Reference.BRACKET)


def of(text: str, family: str = "NdFeB", item_class: ItemClass = ItemClass.MAGNET) -> str | None:
    found = typical_content(
        Item(number="X", description=text, item_class=item_class, family=family)
    )
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("text", "family", "name"),
    [
        ("Arc magnet N42SH", "NdFeB", "NdFeB SH"),
        ("35EH block", "NdFeB", "NdFeB EH"),
        ("N48M", "NdFeB", "NdFeB M"),
        ("N48H", "NdFeB", "NdFeB H"),
        ("N30AH", "NdFeB", "NdFeB AH"),
        ("N35 disc", "NdFeB", "NdFeB N"),
        ("neodymium ring", "NdFeB", "NdFeB of any grade"),
        ("SmCo5 ring", "SmCo", "SmCo5"),
        ("Sm2Co17", "SmCo", "Sm2Co17"),
        ("YXG-30", "SmCo", "Sm2Co17"),
        ("samarium cobalt", "SmCo", "SmCo of any kind"),
        ("ferrite", "ferrite", None),
    ],
)
def test_the_grade_chooses_the_bracket(text: str, family: str, name: str | None) -> None:
    assert of(text, family) == name


def test_a_target_is_known_by_the_elements_in_its_name() -> None:
    assert of("AlSc sputtering target 20 at%", "", ItemClass.TARGET) == "Al-Sc"
    assert of("ITO target", "", ItemClass.TARGET) is None


def test_every_bracket_of_dysprosium_and_terbium_begins_at_nothing() -> None:
    for grade in ("N35", "N48M", "N42H", "N42SH", "N38UH", "N35EH", "N30AH", "NdFeB"):
        shares = dict(
            typical_content(Item(number=grade, item_class=ItemClass.MAGNET, family="NdFeB")).shares
        )  # type: ignore[union-attr]
        assert set(shares) <= set(RARE_EARTHS)
        assert shares["Dy"].low == shares["Tb"].low == 0
        assert all(
            share.high is not None and share.low < share.high <= 1 for share in shares.values()
        )


def test_four_fifths_scandium_in_aluminium_is_computed_from_atoms() -> None:
    """LAW 10: 20 at% scandium is 29.4 wt%."""
    share = dict(read_substance("Al4Sc")[0].shares)["Sc"]  # type: ignore[union-attr]
    assert share.is_exact
    assert round(float(share.low), 3) == 0.294


def test_every_price_has_a_market_a_day_and_a_source_and_names_a_listed_substance() -> None:
    for row in typical_prices():
        assert row.evidence is Evidence.ASSUMED
        assert row.market in {"inside China", "outside China"}
        assert row.day is not None
        assert row.origin_of_price
        assert row.price.high is not None
        assert 0 < row.price.low < row.price.high
        assert read_substance(row.key)[0].key == row.key  # type: ignore[union-attr]


# --------------------------------------------------------------------------- prices


def test_reference_prices_are_off_unless_asked_for(tmp_path: Path) -> None:
    content = [dysprosium(**{"wt%": 1})]
    assert (
        finding(assessed(tmp_path, BOM=[magnet()], Content=content), "MAG").verdict
        is Verdict.UNDETERMINED
    )
    asked = finding(
        assessed(
            tmp_path, BOM=[magnet()], Content=content, assume=ASKED, on=datetime.date(2026, 10, 30)
        ),
        "MAG",
    )
    assert asked.verdict is Verdict.CROSSES
    assert asked.evidence is Evidence.ASSUMED
    assert {
        str(cell).split(" ")[0]
        for one in asked.contributions
        for cell in one.cells
        if cell.file == "reference"
    } <= {"reference"}


def test_both_markets_are_run_side_by_side(tmp_path: Path) -> None:
    # 1 mg dysprosium metal: 0.0016 to 0.0024 CNY inside, 0.000257 to 0.0014 USD outside China, of 0.5 USD.
    row, content = magnet(**{"Unit Price": 0.5}), [dysprosium(**{"Mass": 1, "Mass Unit": "mg"})]
    found = finding(
        assessed(
            tmp_path, BOM=[row], Content=content, assume=ASKED, on=datetime.date(2026, 10, 30)
        ),
        "MAG",
    )
    told = {one.name: one.verdict for one in found.conventions}
    assert told == {
        "as stated": Verdict.UNDETERMINED,
        "prices inside China": Verdict.BELOW,
        "prices outside China": Verdict.UNDETERMINED,
    }
    assert found.depends_on_convention


def test_a_price_of_the_user_comes_before_reference_prices(tmp_path: Path) -> None:
    prices = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]
    found = finding(
        assessed(
            tmp_path,
            BOM=[magnet()],
            Content=[dysprosium(**{"wt%": 1})],
            Prices=prices,
            assume=ASKED,
        ),
        "MAG",
    )
    assert (found.tested.share.low, found.tested.share.high, found.evidence) == (
        Fraction("0.03"),
        Fraction("0.03"),
        Evidence.DECLARED,
    )


def test_below_by_reference_prices_alone_is_held_back_and_said(tmp_path: Path) -> None:
    # 1 µg of dysprosium metal is worth 0.0000014 USD at most.
    content = [dysprosium(**{"Mass": 0.001, "Mass Unit": "mg"})]
    on = datetime.date(2026, 10, 30)
    held = finding(assessed(tmp_path, BOM=[magnet()], Content=content, assume=ASKED, on=on), "MAG")
    assert held.verdict is Verdict.UNDETERMINED
    assert "reference data" in held.withheld_reason
    assert held.questions
    accepted = Assumptions(reference_prices=Reference.ACCEPTED)
    assert (
        finding(
            assessed(tmp_path, BOM=[magnet()], Content=content, assume=accepted, on=on), "MAG"
        ).verdict
        is Verdict.BELOW
    )


def test_a_product_is_not_cleared_by_reference_prices_either(tmp_path: Path) -> None:
    rows = [
        {
            "Level": 0,
            "Part Number": "P",
            "Quantity": 1,
            "Unit": "each",
            "Item Class": "assembly",
            "Unit Price": 100,
            "Currency": "USD",
            "Country of Origin": "JP",
            "Chinese Technology": "no",
        },
        magnet("MAG", 1),
    ]
    content = [dysprosium(**{"Mass": 0.001, "Mass Unit": "mg"})]
    assert (
        node(
            assessed(
                tmp_path, BOM=rows, Content=content, assume=ASKED, on=datetime.date(2026, 10, 30)
            ),
            "P",
        ).verdict
        is Verdict.UNDETERMINED
    )


# --------------------------------------------------------------------------- exchange rates


def test_a_rate_is_that_of_the_day_or_of_the_last_working_day() -> None:
    friday, sunday = (
        central_bank_rate("USD", datetime.date(2026, 10, day), is_stale_accepted=False)
        for day in (23, 25)
    )
    assert friday is not None
    assert friday == sunday
    assert friday.day == datetime.date(2026, 10, 23)
    assert friday.rate.is_exact


def test_a_rate_that_is_too_old_is_none_unless_accepted_and_then_a_range_of_a_year() -> None:
    day = datetime.date(2040, 1, 1)
    assert central_bank_rate("USD", day, is_stale_accepted=False) is None
    accepted = central_bank_rate("USD", day, is_stale_accepted=True)
    assert accepted is not None
    assert not accepted.rate.is_exact
    assert "the year up to" in str(accepted.cells[0])
    assert central_bank_rate("XXX", day, is_stale_accepted=True) is None


def test_the_file_of_the_bank_begins_with_the_newest_day_and_is_read_for_four_years() -> None:
    with ZipFile(CURRENCY_FILE) as archive:
        heading, *lines = archive.read(archive.namelist()[0]).decode().splitlines()
    rows = [line.split(",") for line in lines]
    # The dollar is quoted to this day; the kuna ended in 2022.
    for currency in ("USD", "HRK"):
        column = heading.split(",").index(currency)
        quoted = {row[0]: row[column] for row in rows if row[column] != "N/A"}
        assert list(quoted) == sorted(quoted, reverse=True)
        last = datetime.date.fromisoformat(max(quoted))
        assert _bank(currency) == {
            day: rate
            for text, rate in quoted.items()
            if last - (day := datetime.date.fromisoformat(text)) <= 4 * YEAR
        }


def test_the_users_own_rate_comes_first_and_the_banks_is_named(tmp_path: Path) -> None:
    on = datetime.date(2026, 10, 30)
    row = magnet(**{"Unit Price": 10, "Currency": "EUR"})
    prices = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]
    content = [dysprosium(**{"wt%": 1})]
    banked = assessed(tmp_path, BOM=[row], Content=content, Prices=prices, on=on)
    assert "rate-of-central-bank" in codes(banked)
    assert finding(banked, "MAG").verdict is Verdict.CROSSES
    stated = assessed(
        tmp_path,
        BOM=[row],
        Content=content,
        Prices=prices,
        Rates=[{"Currency": "USD", "To": "EUR", "Rate": 0.9}],
        on=on,
    )
    assert "rate-of-central-bank" not in codes(stated)
    assert finding(banked, "MAG").tested.numerator != Bounds.exactly(Fraction("0.27"))
    assert finding(stated, "MAG").tested.numerator == Bounds.exactly(Fraction("0.27"))


def test_without_a_rate_of_the_day_the_answer_is_open(tmp_path: Path) -> None:
    row = magnet(**{"Unit Price": 10, "Currency": "EUR"})
    prices = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]
    report = assessed(
        tmp_path,
        BOM=[row],
        Content=[dysprosium(**{"wt%": 1})],
        Prices=prices,
        on=datetime.date(2040, 1, 1),
    )
    assert finding(report, "MAG").verdict is Verdict.UNDETERMINED


# --------------------------------------------------------------------------- control lists


def test_every_finding_says_the_codes_of_the_control_lists(tmp_path: Path) -> None:
    from calculator.assessment import Options, assess
    from tests.workbooks import LAW, ON, RULES, write_workbook

    path = write_workbook(
        tmp_path / "b.xlsx",
        BOM=[magnet(), magnet("SM", Material="SmCo"), magnet("U")],
        Content=[
            dysprosium(**{"wt%": 1}),
            {"Part Number": "MAG", "Substance": "Ho", "wt%": 1, "Disclosure": "full"},
        ],
    )
    lists = (RULES["cn-mofcom-2025-18"], RULES["cn-mofcom-2025-57"])
    report = assess((path,), (), Options(on=ON, rules=(LAW,), lists=lists)).report
    told = {
        one.item.number: [(code.code, code.subject.value) for code in one.listed_as]
        for one in report.findings
    }
    assert told["MAG"] == [("1C905.a", "yes"), ("1C909.a", "yes")]
    assert told["SM"][0] == ("1C902.a", "yes")
    assert ("1C904.a", "maybe") in told["U"]


def test_of_every_item_of_announcement_61_there_is_a_price_or_word_that_none_was_found() -> None:
    listed = {entry.key for entry in load_rules()[0]["cn-mofcom-2025-61"].listed}
    assert listed <= {row.key for row in typical_prices()} | set(prices_not_known())
    assert all(row.day is not None for row in typical_prices())


def test_every_bracket_of_a_grade_names_its_source_or_is_marked_as_judgement() -> None:
    tables = tomllib.loads(
        resources.files("calculator.reference").joinpath("magnets.toml").read_text("utf-8")
    )
    entries = [entry for kind in ("magnet", "target") for entry in tables.get(kind, [])]
    assert entries
    assert all("judgement" in entry["about"] or ".com" in entry["about"] for entry in entries)
