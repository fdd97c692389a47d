"""What LibreOffice reckons from the workbook is what the program recorded, and what a reader changes moves the verdict."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
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

pytestmark = [needs_office, pytest.mark.programs]
SAMPLES_OF_A_KIND = frozenset({"drone", "servo-axis"})
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


def bills(folder: Path, *, is_long: bool) -> dict[str, Report]:
    """Reports with every kind of arithmetic in them; of the samples those that differ in kind, or in a long run all."""
    found = {
        path.stem: assess((path,), (), Options(on=ON, rules=(RULE_61, BY_MASS))).report
        for path in sorted(SAMPLES.glob("*.xlsx"))
        if path.stem in SAMPLES_OF_A_KIND or (is_long and path.stem != "drone-facts")
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


@dataclass(frozen=True, kw_only=True)
class Office:
    """Reports, their workbooks, and by the name of a workbook the one that LibreOffice reckoned from it."""

    reports: dict[str, Report]
    folder: Path
    again: dict[str, Path]

    def written(self) -> dict[str, tuple[Report, Path, Path]]:
        return {
            name: (one, self.folder / f"{name}.xlsx", self.again[name])
            for name, one in self.reports.items()
        }


PLACED = "rows-by-place"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Office:
    """In one run of LibreOffice: the reports as written, those in which a reader has changed something, one with rows by place."""
    folder = tmp_path_factory.mktemp("office")
    reports = bills(folder, is_long=request.config.getoption("--long"))
    paths = [folder / f"{name}.xlsx" for name in reports]
    for path, one in zip(paths, reports.values(), strict=True):
        path.write_bytes(write(one, FORMATS["xlsx"]))
    for name, change in CHANGES.items():
        book = openpyxl.load_workbook(folder / f"{name}.xlsx")
        change(book)
        paths.append(folder / f"{name}-changed.xlsx")
        book.save(paths[-1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("calculator.reports.xlsx.layout._SEARCHED", 0)
        paths.append(folder / f"{PLACED}.xlsx")
        paths[-1].write_bytes(write(reports["contradicting"], FORMATS["xlsx"]))
    again = recalculated(paths, folder)
    return Office(reports=reports, folder=folder, again={path.stem: path for path in again})


@pytest.fixture(scope="module")
def written(office: Office) -> dict[str, tuple[Report, Path, Path]]:
    """Each report, its workbook, and the workbook that LibreOffice reckoned again."""
    return office.written()


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


Change = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def changed(office: Office) -> dict[str, Path]:
    """What LibreOffice reckons from the workbooks in which a reader has changed something, by the names of the reports."""
    return {name: office.again[f"{name}-changed"] for name in CHANGES}


def place_of(sheet: Worksheet, head: str) -> int:
    return next(one.column for one in sheet[1] if one.value == head)


def fill(book: openpyxl.Workbook, sheet: str, head: str, value: float, row: int = 2) -> None:
    """Both ends of a range become one number."""
    for end in ("low", "high"):
        book[sheet].cell(row=row, column=place_of(book[sheet], f"{head} {end}")).value = value


def a_thousand_times_the_price(book: openpyxl.Workbook) -> None:
    sheet = book["Contributions"]
    items, prices = place_of(sheet, "Item"), place_of(sheet, "Price per kg low")
    row = next(row for row in range(2, 99) if sheet.cell(row=row, column=items).value == "DR-1332")
    price = sheet.cell(row=row, column=prices).value
    fill(book, "Contributions", "Price per kg", price * 1000, row)


def another_price_and_another_line(book: openpyxl.Workbook) -> None:
    fill(book, "Findings", "Item", 2000)
    line = next(row for row in book["Summary"].iter_rows(max_col=2) if row[0].value == "Line")
    line[1].value = 0.0005


CHANGES: dict[str, Change] = {
    "drone": a_thousand_times_the_price,
    "line-of-ten": another_price_and_another_line,
    "open-below": lambda book: fill(book, "Contributions", "Value in one", 2),
    "undeclared": lambda book: fill(book, "Findings", "Item", 20),
}
"""By the name of the report."""


def test_a_price_that_is_changed_moves_the_share_the_verdict_the_check_and_the_counts(
    written: dict[str, tuple[Report, Path, Path]], changed: dict[str, Path]
) -> None:
    one = written["drone"][0]
    before = next(found for found in one.findings if found.item.number == "DR-1332")

    found = next(
        line
        for line in table_of(changed["drone"], "Findings")
        if line["Item"] == "DR-1332" and line["Rule"] == RULE_61.id
    )
    assert found["Share low"] == pytest.approx(float(before.tested.share.low * 1000))
    assert (found["Verdict"], found["Live verdict"], found["Check"]) == (
        "below (trigger 1(1) only)",
        "crosses",
        layout.DIFFERS,
    )
    counts = {str(line[0]): line[1:3] for line in rows_of(changed["drone"], "Summary")}
    assert counts["Cross the line"][0] == counts["Cross the line"][1] + 1
    assert counts["Live verdicts that differ from the record"] == [1, 0]


def test_a_price_of_the_item_and_the_line_itself_can_be_changed(changed: dict[str, Path]) -> None:
    found = table_of(changed["line-of-ten"], "Findings")[0]
    assert found["Share high"] == pytest.approx(0.0005)
    assert found["Live verdict"] == "crosses"


def test_an_open_bound_that_is_filled_in_closes_the_share(
    written: dict[str, tuple[Report, Path, Path]], changed: dict[str, Path]
) -> None:
    one = written["open-below"][0]
    assert one.findings[0].tested.numerator.high == Fraction(50)

    found = table_of(changed["open-below"], "Findings")[0]
    assert (found["Counted low"], found["Counted high"], found["Share high"]) == (
        2,
        2,
        pytest.approx(0.04),
    )
    assert found["Live verdict"] == "crosses"


def test_what_nobody_disclosed_goes_with_the_price_of_the_item(
    written: dict[str, tuple[Report, Path, Path]], changed: dict[str, Path]
) -> None:
    one = written["undeclared"][0]
    assert one.findings[0].tested.share.high == 1

    found = table_of(changed["undeclared"], "Findings")[0]
    assert (found["Counted high"], found["Share high"], found["Check"]) == (20, 1, layout.AGREES)


def test_rows_found_by_their_place_reckon_the_same(office: Office) -> None:
    plain, placed = office.folder / "contradicting.xlsx", office.folder / f"{PLACED}.xlsx"
    with zipfile.ZipFile(placed) as archive:
        assert b"SUMIFS" not in archive.read("xl/worksheets/sheet2.xml")
    again = office.again[PLACED]
    assert same_values(rows_of(plain, "Findings"), rows_of(again, "Findings")) == []
