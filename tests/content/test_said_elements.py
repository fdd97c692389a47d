"""What the words of a magnet say is in it is added to what is declared: a list of all that is in it has to name it."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON, assessed, finding, magnet, write_workbook

SAID = (
    "Tb diffused",
    "with 3 % Dy",
    "(Nd,Dy)FeB",
    "含镝",
    "mit 3 % Dysprosium",
    "dopé au terbium",
    "con disprosio",
    "z dysprozem",
    "Dy拡散",
    "디스프로슘 첨가",
    "heavy rare earth diffused",
    "+3% Dy",
)
DENIED = (
    "Dy-free",
    "no Dy",
    "ohne Dysprosium",
    "不含镝",
    "without heavy rare earth",
    "DY-77 drawing",
)


def neodymium(number, **more):
    """A Content row: Australian neodymium, and nothing else."""
    return {
        "Part Number": number,
        "Substance": "Nd",
        "wt%": 30,
        "Country of Origin": "AU",
        "Disclosure": "full",
        **more,
    }


def verdicts(folder, field, texts, *more):
    """The verdict on a magnet of neodymium alone by its list, for each text in a column of its row."""
    numbers = {f"MAG-{100 + at}": text for at, text in enumerate(texts)}
    rows = [
        magnet(number, **{"Description": "Arc magnet", field: f"{lead}{text}"})
        for number, text in numbers.items()
        for lead in [{"Description": "Arc magnet, ", "Material": "NdFeB "}.get(field, "")]
    ]
    content = [neodymium(number) for number in numbers]
    made = assessed(folder, BOM=rows, Content=[*content, *more])
    return {text: finding(made, number).verdict.value for number, text in numbers.items()}


@pytest.mark.parametrize("field", ["Description", "Material", "Remarks", "Where it goes"])
def test_a_rare_earth_that_words_name_and_the_full_list_lacks_is_asked_about(tmp_path, field):
    assert set(verdicts(tmp_path, field, SAID).values()) == {"undetermined"}


@pytest.mark.parametrize("field", ["Description", "Remarks"])
def test_a_rare_earth_that_words_deny_opens_nothing(tmp_path, field):
    assert set(verdicts(tmp_path, field, DENIED).values()) == {"not-subject"}


def test_a_list_that_names_what_the_words_name_is_believed(tmp_path):
    row = magnet("MAG-100", Description="Arc magnet, Tb diffused")
    terbium = {"Part Number": "MAG-100", "Substance": "Tb", "wt%": 0.4, "Value": 0.5} | {
        "Country of Origin": "CN",
        "Form": "metal",
        "Currency": "USD",
        "Disclosure": "full",
    }
    made = assessed(tmp_path, BOM=[row], Content=[neodymium("MAG-100"), terbium])
    assert finding(made, "MAG-100").verdict.value == "crosses"


def test_heavy_rare_earths_are_named_by_one_of_them(tmp_path):
    dysprosium = {"Part Number": "MAG-100", "Substance": "Dy", "wt%": 0.4, "Value": 0.001} | {
        "Country of Origin": "JP",
        "Form": "metal",
        "Currency": "USD",
        "Disclosure": "full",
    }
    assert verdicts(tmp_path, "Description", ["HREE diffused"], dysprosium) == {
        "HREE diffused": "below"
    }


@pytest.mark.parametrize(
    "sheets",
    [
        {"Notes": [{"Note": "MAG-100: Tb diffused"}]},
        {"Content": [neodymium("MAG-100"), {"Part Number": "* plus 3 % Dy by diffusion"}]},
    ],
)
def test_a_note_that_names_the_part_or_stands_among_its_facts_counts(tmp_path, sheets):
    made = assessed(
        tmp_path, **{"BOM": [magnet("MAG-100")], "Content": [neodymium("MAG-100")], **sheets}
    )
    assert finding(made, "MAG-100").verdict.value == "undetermined"


def test_a_comment_on_the_row_counts(tmp_path):
    path = write_workbook(
        tmp_path / "bom.xlsx", BOM=[magnet("MAG-100")], Content=[neodymium("MAG-100")]
    )
    book = load_workbook(path)
    book["BOM"]["B2"].comment = Comment("GBD with Tb", "buyer")
    book.save(path)
    made = assess((path,), (), Options(on=ON, rules=(LAW,)))
    assert finding(made, "MAG-100").verdict.value == "undetermined"


def test_a_ferrite_magnet_that_is_said_to_hold_dysprosium_is_asked_about(tmp_path):
    row = magnet("MAG-100", Material="ferrite", Description="Magnet with 1 % Dy")
    made = assessed(tmp_path, BOM=[row])
    assert finding(made, "MAG-100").verdict.value == "undetermined"
