"""The composition of a product: what is known is listed to the gram, what is not is named, and it reads back as facts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from click.testing import CliRunner

from calculator.assessment import Options, assess
from calculator.cli.main import main
from calculator.declarations.composition import NOT_DECLARED, OTHERS, compositions_of
from calculator.model.content_row import Disclosure
from calculator.numbers.bounds import Bounds
from calculator.reports.forms.ipc1752 import write
from tests.workbooks import LAW, ON, magnet, write_workbook

FULL = [
    {"Part Number": "MAG", "Substance": name, "wt%": share, "Disclosure": "full"}
    for name, share in (("Nd", 30), ("Dy", 2))
]


def product(folder: Path, content: list[dict[str, object]], **more: object) -> Path:
    """A latch of 200 g: two magnets of 50 g and a steel body of 100 g."""
    body = {
        "Level": 1,
        "Part Number": "BODY",
        "Description": "Body",
        "Quantity": 1,
        "Unit": "each",
        "Item Class": "other",
        "Material": "steel",
        "Unit Mass": 100,
        "Mass Unit": "g",
    }
    top = {
        "Level": 0,
        "Part Number": "LATCH",
        "Description": 'Latch "A" <1>',
        "Quantity": 1,
        "Unit": "each",
        "Unit Mass": 200,
        "Mass Unit": "g",
        "Item Class": "assembly",
    }
    line = magnet("MAG", level=1, Quantity=2, **{"Unit Mass": 50}) | more
    return write_workbook(folder / "latch.xlsx", BOM=[top, line, body], Content=content)


def composition(bill: Path):
    return compositions_of(assess((bill,), (), Options(on=ON, rules=(LAW,))))


def test_every_material_has_its_mass_in_the_product(tmp_path):
    (latch,) = composition(product(tmp_path, FULL))
    assert latch.is_complete
    masses = {
        (material.item.number, substance.name): substance.mass
        for material in latch.materials
        for substance in material.substances
    }
    assert masses == {
        ("MAG", "Nd"): Bounds.exactly(Fraction(30, 1000)),
        ("MAG", "Dy"): Bounds.exactly(Fraction(2, 1000)),
        ("MAG", OTHERS): Bounds.exactly(Fraction(68, 1000)),
        ("BODY", "steel"): Bounds.exactly(Fraction(100, 1000)),
    }


def test_what_nobody_declared_is_named_and_makes_it_incomplete(tmp_path):
    (latch,) = composition(product(tmp_path, [{**FULL[0], "Disclosure": None}]))
    assert latch.unknown == ("MAG: what else is in it",)
    magnet_of = next(m for m in latch.materials if m.item.number == "MAG")
    assert [one.name for one in magnet_of.substances] == ["Nd", NOT_DECLARED]


def test_a_range_and_a_missing_mass_make_it_incomplete(tmp_path):
    rows = [{**FULL[0], "wt%": None, "Min wt%": 28, "Max wt%": 31}]
    (latch,) = composition(product(tmp_path, rows))
    assert latch.unknown == ("MAG: how much Nd is in it",)
    (latch,) = composition(product(tmp_path, FULL, **{"Unit Mass": None}))
    assert "MAG: its mass or its quantity" in latch.unknown


def test_what_is_written_reads_back_as_facts_of_the_product(tmp_path):
    path = tmp_path / "latch.xml"
    path.write_bytes(write(composition(product(tmp_path, FULL)), ON, "Acme & Sons"))
    bought = write_workbook(
        tmp_path / "bought.xlsx",
        BOM=[
            {
                "Level": 0,
                "Part Number": "LATCH",
                "Description": "Magnetic latch",
                "Quantity": 1,
                "Unit": "each",
                "Unit Mass": 200,
                "Mass Unit": "g",
            }
        ],
    )
    rows = assess((bought,), (path,), Options(on=ON, rules=(LAW,))).read.content["LATCH"]
    shares = {row.substance.name: row.share for row in rows}
    assert shares["Dy"] == Bounds.exactly(Fraction(1, 100))
    assert shares["Nd"] == Bounds.exactly(Fraction(15, 100))
    assert {row.disclosure for row in rows} == {Disclosure.ALL}


def test_the_command_ends_in_3_and_says_what_is_not_known(tmp_path):
    bill = product(tmp_path, [])
    words = ["declare", str(bill), "-o", str(tmp_path / "d.xml"), "--no-progress"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 3
    assert "not known: MAG: what is in it" in result.output
    complete = product(tmp_path, FULL)
    result = CliRunner().invoke(main, ["declare", str(complete), "--format", "ipc1752"])
    assert result.exit_code == 0
    assert '<ProductID itemNumber="LATCH"' in result.output
