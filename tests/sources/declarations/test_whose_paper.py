"""Whose a declaration on a sheet is, where no label says it: letterheads in any letters, addresses; and from and until when it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON, codes, magnet, write_workbook

TABLE = [["Substance", "CAS No.", "wt%"], ["Neodymium", "7440-00-8", 30], ["Iron", "7439-89-6", 69], ["Boron", "7440-42-8", 1]]  # fmt: skip
NINGBO = "宁波星磁有限公司"


def status(folder: Path, top: list[list[str]], foot: list[list[str]], supplier: str) -> int:
    """The exit status of a magnet of a supplier with a declaration that clears it, but for what stands above and below its table."""
    row = magnet("MAG", **{"Unit Mass": 0.81, "Unit Price": 1, "Supplier": supplier})
    bill = write_workbook(folder / "bom.xlsx", BOM=[row])
    sheet = [*top, ["Part No.:", "MAG"], [], *TABLE, [], *foot]
    facts = grids(folder / "c.xlsx", Certificate=sheet)
    run = assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))
    assert "clearance-not-followed" not in codes(run)
    return run.report.exit_status()


TITLE = [["Material declaration"]]


@pytest.mark.parametrize(
    ("top", "foot", "supplier"),
    [
        ([["severn"]], [], "Hoshi Magnetics"),
        ([["Severn"]], [], "Hoshi Magnetics"),
        ([["severn magnets"], *TITLE], [], "Hoshi Magnetics"),
        ([*TITLE, ["SEVERN MAGNET"]], [], "Hoshi Magnetics"),
        ([["we, severn ltd, declare"]], [], "Hoshi Magnetics"),
        ([["宁波塞文磁材"], ["材料声明"]], [], "Hoshi Magnetics"),
        ([["SEVERN MAGNETICS"]], [], NINGBO),
        (TITLE, [["qa@severn-magnets.com"]], "Hoshi Magnetics"),
        (TITLE, [["E-mail:", "qa@mail.severn-magnets.co.uk"]], "Hoshi Magnetics"),
        (TITLE, [["www.severn-magnets.com"]], "Hoshi Magnetics"),
        ([["Applies to deliveries from 1 March 2027"]], [], "Hoshi"),
        ([["Gilt für Lieferungen ab 01.03.2027"]], [], "Hoshi"),
        ([["Applicable as of 2027-03-01"]], [], "Hoshi"),
        ([["Applies to parts produced before 2025-01-01"]], [], "Hoshi"),
        (TITLE, [["This was drawn up with care. " * 12 + "This is a draft."]], "Hoshi"),
    ],
)
def test_what_is_of_another_company_or_another_time_clears_nothing(
    tmp_path, top, foot, supplier
) -> None:
    assert status(tmp_path, top, foot, supplier) == 3


@pytest.mark.parametrize(
    ("top", "foot", "supplier"),
    [
        (TITLE, [], "Hoshi Magnetics"),
        ([["hoshi"], *TITLE], [], "Hoshi Magnetics"),
        ([["material declaration"]], [], "Hoshi Magnetics"),
        ([["Certificate"]], [], "Hoshi Magnetics"),
        ([["宁波星磁有限公司"]], [], NINGBO),
        (TITLE, [["qa@hoshi-magnetics.co.jp"]], "Hoshi Magnetics"),
        (TITLE, [["sales@nbmag.com"]], "Ningbo Star Magnet Co., Ltd."),
        (TITLE, [["sales88@163.com"]], "Hoshi Magnetics"),
        (TITLE, [["lab@sgs.com"], ["qa@hoshi.jp"]], "Hoshi Magnetics"),
        ([*TITLE, ["To:", "buyer@severn.com"]], [], "Hoshi Magnetics"),
        (TITLE, [["sales@severn-magnets.com"]], NINGBO),
        ([["Applies to deliveries from 1 March 2026"]], [], "Hoshi"),
        ([["Hoshi Magnetics Co., Ltd."]], [["agent@severn-magnets.com"]], "Hoshi Magnetics"),
    ],
)
def test_what_may_be_of_the_supplier_and_of_today_is_believed(
    tmp_path, top, foot, supplier
) -> None:
    assert status(tmp_path, top, foot, supplier) == 0
