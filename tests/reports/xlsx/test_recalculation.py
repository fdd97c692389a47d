"""What LibreOffice reckons from the workbook is what the program recorded, and what a reader changes moves the verdict."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from calculator.assessment import Options, assess
from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.reports.interface import FORMATS, write
from calculator.reports.xlsx import layout
from calculator.reports.xlsx.formulas import OPEN
from tests.paths import SAMPLES
from tests.reports.factory import BY_MASS, ON, RULE_61, between, drone, exactly, finding, report
from tests.reports.test_edges import huge
from tests.reports.xlsx.office import needs_office, recalculated, rows_of, same_values, table_of
from tests.workbooks import assessed, dysprosium, magnet

pytestmark = needs_office
RECKONED = ("Summary", "Findings", "Contributions", "Assemblies")


def listed(number: str, price: str, **more: object) -> dict[str, object]:
    return magnet(
        number,
        1,
        **{
            "Item Class": "listed material",
            "Material": "Dysprosium metal",
            "Unit Price": price,
            "Country of Origin": "CN",
            **more,
        },
    )


def on_the_line(folder: Path, lots: list[str], price: object) -> Report:
    """A magnet that holds these lots of dysprosium and nothing else, for a price."""
    folder.mkdir()
    parts = [listed(f"DY-{place}", lot, **{"Unit Mass": 10}) for place, lot in enumerate(lots)]
    return assessed(
        folder,
        BOM=[magnet(**{"Unit Price": price, "Unit Mass": 10 * len(lots)}), *parts],
        rules=("cn-mofcom-2025-61", "screen-mass"),
    ).report


def contradicting(folder: Path) -> Report:
    folder.mkdir()
    return assessed(
        folder, BOM=[magnet(), listed("DY", "3")], Content=[dysprosium(Value=1, Currency="USD")]
    ).report


def bills(folder: Path) -> dict[str, Report]:
    """Reports with every kind of arithmetic in them."""
    found = {
        path.stem: assess((path,), (), Options(on=ON, rules=(RULE_61, BY_MASS))).report
        for path in sorted(SAMPLES.glob("*.xlsx"))
        if path.stem != "drone-facts"
    }
    found["line-of-ten"] = on_the_line(folder / "a", ["0.1"] * 10, "1000")
    found["line-of-three"] = on_the_line(folder / "b", ["0.1"] * 3, "300")
    found["line-of-two"] = on_the_line(folder / "c", ["0.7", "0.1"], "800")
    found["under-the-line"] = on_the_line(folder / "d", ["0.9999"], "1000")
    (folder / "e").mkdir()
    open_part = listed("DY", "1", **{"Unit Price": None})
    found["open-below"] = assessed(
        folder / "e", BOM=[magnet(**{"Unit Price": 50}), open_part]
    ).report
    found["contradicting"] = contradicting(folder / "f")
    (folder / "g").mkdir()
    found["open-price"] = assessed(
        folder / "g",
        BOM=[magnet(**{"Unit Price": None})],
        Content=[dysprosium(Value=1, Currency="USD")],
    ).report
    (folder / "h").mkdir()
    found["undeclared"] = assessed(folder / "h", BOM=[magnet()]).report
    found["by-hand"] = drone()
    found["by-mass"] = report(
        finding(
            "MAG-01",
            Verdict.UNDETERMINED,
            between("0", None),
            exactly("1"),
            rule=BY_MASS,
            listed=between("0", "0.001"),
        ),
        rules=(BY_MASS,),
    )
    found["beyond-floats"] = report(huge())
    return found


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Report, Path, Path]]:
    """Each report, its workbook, and the workbook that LibreOffice reckoned again."""
    folder = tmp_path_factory.mktemp("office")
    reports = bills(folder)
    paths = [folder / f"{name}.xlsx" for name in reports]
    for path, one in zip(paths, reports.values(), strict=True):
        path.write_bytes(write(one, FORMATS["xlsx"]))
    return {
        name: (one, path, again)
        for (name, one), path, again in zip(
            reports.items(), paths, recalculated(paths, folder), strict=True
        )
    }


def test_every_number_that_is_reckoned_again_is_the_one_that_was_written(
    written: dict[str, tuple[Report, Path, Path]],
) -> None:
    for name, (_, path, again) in written.items():
        for sheet in RECKONED:
            assert same_values(rows_of(path, sheet), rows_of(again, sheet)) == [], (name, sheet)


def test_the_shares_and_verdicts_that_are_reckoned_are_the_recorded_ones(
    written: dict[str, tuple[Report, Path, Path]],
) -> None:
    for name, (one, _, again) in written.items():
        table = table_of(again, "Findings")
        assert len(table) == len(one.findings)
        for found, row in zip(one.findings, table, strict=True):
            if row["Check"] == layout.RECORDED_ONLY:
                assert name == "beyond-floats"
                continue
            assert (row["Check"], row["Live verdict"]) == (layout.AGREES, row["Verdict"]), (
                name,
                row,
            )
            for head, end in (
                ("Share low", found.tested.share.low),
                ("Share high", found.tested.share.high),
            ):
                assert row[head] == (
                    OPEN if end is None else pytest.approx(float(end), rel=1e-12)
                ), (name, row)
            assert str(row["Verdict"]).startswith(
                found.verdict.value.replace("not-subject", "not subject")
            )


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("line-of-ten", "crosses"),
        ("line-of-three", "crosses"),
        ("line-of-two", "crosses"),
        ("under-the-line", "below (trigger 1(1) only)"),
    ],
)
def test_exactly_on_the_line_crosses_in_binary_too(
    written: dict[str, tuple[Report, Path, Path]], name: str, verdict: str
) -> None:
    row = table_of(written[name][2], "Findings")[0]
    assert (row["Verdict"], row["Live verdict"]) == (verdict, verdict)
    if name == "line-of-ten":
        assert sum([0.1] * 10) < 1  # what a spreadsheet adds up is not the whole of it


def test_no_cell_of_any_sheet_is_an_error(written: dict[str, tuple[Report, Path, Path]]) -> None:
    for name, (_, _, again) in written.items():
        book = openpyxl.load_workbook(again, data_only=True)
        errors = [
            (sheet.title, one.coordinate, one.value)
            for sheet in book
            for row in sheet.iter_rows()
            for one in row
            if one.data_type == "e"
        ]
        assert errors == [], name


def changed(path: Path, folder: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    out = folder / "changed.xlsx"
    book.save(out)
    return recalculated([out], folder)[0]


def place_of(sheet: Worksheet, head: str) -> int:
    return next(one.column for one in sheet[1] if one.value == head)


def test_a_price_that_is_changed_moves_the_share_the_verdict_the_check_and_the_counts(
    written: dict[str, tuple[Report, Path, Path]], tmp_path: Path
) -> None:
    one, path, _ = written["drone"]
    row = next(
        place
        for place, found in enumerate(table_of(path, "Contributions"), 2)
        if found["Item"] == "DR-1332"
    )
    before = next(found for found in one.findings if found.item.number == "DR-1332")

    def dearer(book: openpyxl.Workbook) -> None:
        sheet = book["Contributions"]
        for end in ("low", "high"):
            cell = sheet.cell(row=row, column=place_of(sheet, f"Price per kg {end}"))
            cell.value = cell.value * 1000

    again = changed(path, tmp_path, dearer)
    found = next(
        line
        for line in table_of(again, "Findings")
        if line["Item"] == "DR-1332" and line["Rule"] == RULE_61.id
    )
    assert found["Share low"] == pytest.approx(float(before.tested.share.low * 1000))
    assert (found["Verdict"], found["Live verdict"], found["Check"]) == (
        "below (trigger 1(1) only)",
        "crosses",
        layout.DIFFERS,
    )
    counts = {str(line[0]): line[1:3] for line in rows_of(again, "Summary")}
    assert counts["Cross the line"][0] == counts["Cross the line"][1] + 1
    assert counts["Live verdicts that differ from the record"] == [1, 0]


def test_a_price_of_the_item_and_the_line_itself_can_be_changed(
    written: dict[str, tuple[Report, Path, Path]], tmp_path: Path
) -> None:
    _, path, _ = written["line-of-ten"]

    def cheaper(book: openpyxl.Workbook) -> None:
        sheet = book["Findings"]
        for end in ("low", "high"):
            sheet.cell(row=2, column=place_of(sheet, f"Item {end}")).value = 2000
        front = book["Summary"]
        line = next(row for row in front.iter_rows(max_col=2) if row[0].value == "Line")
        line[1].value = 0.0005

    found = table_of(changed(path, tmp_path, cheaper), "Findings")[0]
    assert found["Share high"] == pytest.approx(0.0005)
    assert found["Live verdict"] == "crosses"


def test_an_open_bound_that_is_filled_in_closes_the_share(
    written: dict[str, tuple[Report, Path, Path]], tmp_path: Path
) -> None:
    one, path, _ = written["open-below"]
    assert one.findings[0].tested.numerator.high == Fraction(50)

    def filled(book: openpyxl.Workbook) -> None:
        sheet = book["Contributions"]
        for end in ("low", "high"):
            sheet.cell(row=2, column=place_of(sheet, f"Value in one {end}")).value = 2

    found = table_of(changed(path, tmp_path, filled), "Findings")[0]
    assert (found["Counted low"], found["Counted high"], found["Share high"]) == (
        2,
        2,
        pytest.approx(0.04),
    )
    assert found["Live verdict"] == "crosses"


def test_what_nobody_disclosed_goes_with_the_price_of_the_item(
    written: dict[str, tuple[Report, Path, Path]], tmp_path: Path
) -> None:
    one, path, _ = written["undeclared"]
    assert one.findings[0].tested.share.high == 1

    def dearer(book: openpyxl.Workbook) -> None:
        sheet = book["Findings"]
        for end in ("low", "high"):
            sheet.cell(row=2, column=place_of(sheet, f"Item {end}")).value = 20

    found = table_of(changed(path, tmp_path, dearer), "Findings")[0]
    assert (found["Counted high"], found["Share high"], found["Check"]) == (20, 1, layout.AGREES)


def test_rows_found_by_their_place_reckon_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = contradicting(tmp_path / "bill")
    plain, placed = tmp_path / "plain.xlsx", tmp_path / "placed.xlsx"
    plain.write_bytes(write(one, FORMATS["xlsx"]))
    monkeypatch.setattr("calculator.reports.xlsx.layout._SEARCHED", 0)
    placed.write_bytes(write(one, FORMATS["xlsx"]))
    with zipfile.ZipFile(placed) as archive:
        assert b"SUMIFS" not in archive.read("xl/worksheets/sheet2.xml")
    assert (
        same_values(
            rows_of(plain, "Findings"), rows_of(recalculated([placed], tmp_path)[0], "Findings")
        )
        == []
    )
