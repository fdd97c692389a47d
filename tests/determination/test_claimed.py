"""Words that contradict what is stated of a magnet open its clearance; those that agree, or that nothing contradicts, do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.assessment import Assessment
from calculator.findings.obligation import FOR_THE_ANSWERS, Obligation
from calculator.findings.verdict import Licence, Verdict
from tests.workbooks import assessed, dysprosium, finding, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}]
NEODYMIUM = {
    "Part Number": "MAG",
    "Substance": "Nd",
    "wt%": 30,
    "Form": "metal",
    "Disclosure": "full",
}


def with_words(
    folder: Path, words: str, *, heading: str = "Remark", content: str = "", **more: object
) -> Assessment:
    """The assessment of a magnet of 100 g with 0.01 % Dy, 0.03 % of its price; ``words`` stand beside it, ``content`` beside its dysprosium."""
    return assessed(
        folder,
        BOM=[magnet(**{heading: words, **more})],
        Content=[
            {**NEODYMIUM, "Country of Origin": "JP"},
            {**dysprosium(), "wt%": 0.01, "Remark": content},
        ],
        Prices=PRICES,
    )


@pytest.mark.parametrize("heading", ["Remark", "Description", "Zusatz"])
@pytest.mark.parametrize(
    ("words", "obligation"),
    [
        ("N35, 2 % Dy", Obligation.STATEMENTS),
        ("N35, made in China", Obligation.ITEM_ORIGIN),
        ("N35 by Chinese technology", Obligation.TECHNOLOGY),
    ],
)
def test_what_words_say_against_the_columns_is_asked(tmp_path, words, obligation, heading):
    found = finding(with_words(tmp_path, words, heading=heading), "MAG")
    assert found.licence is not Licence.NOT_REQUIRED
    assert (found.verdict is Verdict.UNDETERMINED) is (obligation is Obligation.STATEMENTS)
    assert "stands beside MAG" in found.withheld_reason


@pytest.mark.parametrize(
    "words",
    [
        "N35, 0.01 % Dy",
        "N35 with dysprosium",
        "up to 4 % Dy",
        "not made in China",
        "made in Japan",
        "terbium-free",
        "30 % Nd",
    ],
)
def test_words_that_agree_with_the_columns_open_nothing(tmp_path, words):
    found = finding(with_words(tmp_path, words), "MAG")
    assert (found.verdict, found.licence) == (Verdict.BELOW, Licence.NOT_REQUIRED)


RESERVED = [
    ("declaration withdrawn", Obligation.STATEMENTS),
    ("N35, gadolinium", Obligation.STATEMENTS),
    ("N35, blank from China", Obligation.ITEM_ORIGIN),
    ("N35, origin not confirmed", Obligation.ITEM_ORIGIN),
    ("N35; price tbd", Obligation.PRICE),
    ("N35, superseded by M-9", Obligation.IDENTITY),
    ("N35, export licence needed", Obligation.STATEMENTS),
]
"""Words that take back what the columns state, and what each opens; no answer and no figure of the columns settles them."""


@pytest.mark.parametrize("heading", ["Remark", "Zusatz"])
@pytest.mark.parametrize(("words", "obligation"), RESERVED)
def test_what_words_take_back_is_asked(tmp_path, words, obligation, heading):
    found = finding(with_words(tmp_path, words, heading=heading), "MAG")
    assert found.licence is Licence.UNDETERMINED
    on_share = obligation not in FOR_THE_ANSWERS
    assert (found.verdict is Verdict.UNDETERMINED) is on_share
    assert "stands beside MAG" in found.withheld_reason


@pytest.mark.parametrize("words", [words for words, _ in RESERVED])
def test_a_note_that_names_the_part_takes_back_as_much(tmp_path, words):
    sheets = {
        "BOM": [magnet(**{"Part Number": "K-4711", "Description": "N35"})],
        "Content": [
            {**NEODYMIUM, "Part Number": "K-4711", "Country of Origin": "JP"},
            {**dysprosium(), "Part Number": "K-4711", "wt%": 0.01},
        ],
        "Prices": PRICES,
    }
    clear = finding(assessed(tmp_path, **sheets), "K-4711")
    assert clear.licence is Licence.NOT_REQUIRED
    noted = {**sheets, "Notes": [{"Notes": f"K-4711: {words}"}]}
    assert finding(assessed(tmp_path, **noted), "K-4711").licence is Licence.UNDETERMINED


@pytest.mark.parametrize("note", ["all magnets: blank from China", "All parts made in China"])
def test_a_note_on_all_magnets_speaks_of_each(tmp_path, note):
    sheets = {
        "BOM": [magnet()],
        "Content": [{**NEODYMIUM, "Country of Origin": "JP"}, {**dysprosium(), "wt%": 0.01}],
        "Prices": PRICES,
        "Notes": [{"Notes": note}],
    }
    assert finding(assessed(tmp_path, **sheets), "MAG").licence is Licence.UNDETERMINED


def test_a_part_that_is_obsolete_by_its_status_is_still_what_is_declared(tmp_path):
    found = finding(with_words(tmp_path, "obsolete, use M-2", heading="Lifecycle Status"), "MAG")
    assert found.licence is Licence.NOT_REQUIRED


def test_a_ferrite_magnet_of_which_words_speak_of_samarium_is_asked(tmp_path):
    ferrite = magnet(Description="Ferrite magnet Y30", Material="ferrite")
    clear = finding(assessed(tmp_path, BOM=[ferrite]), "MAG")
    assert clear.verdict is Verdict.NOT_SUBJECT
    doubted = assessed(tmp_path, BOM=[{**ferrite, "Remark": "or SmCo, as available"}])
    assert finding(doubted, "MAG").verdict is Verdict.UNDETERMINED


def test_a_remark_beside_a_fact_speaks_of_its_substance(tmp_path):
    assert (
        finding(with_words(tmp_path, "", content="2 % Dy in N35"), "MAG").verdict
        is Verdict.UNDETERMINED
    )
    assert (
        finding(with_words(tmp_path, "", content="Dy made in China"), "MAG").verdict
        is Verdict.BELOW
    )


def test_where_the_columns_say_the_same_or_nothing_there_is_no_contradiction(tmp_path):
    answers = {"Country of Origin": "CN", "Chinese Technology": "yes"}
    found = finding(with_words(tmp_path, "made in China by Chinese technology", **answers), "MAG")
    assert found.licence is Licence.REQUIRED
    assert not found.withheld_reason
    blank = finding(with_words(tmp_path, "made in China", **{"Country of Origin": None}), "MAG")
    assert not blank.withheld_reason


def test_a_line_of_the_element_below_is_what_the_words_speak_of(tmp_path):
    assessment = assessed(
        tmp_path,
        BOM=[
            magnet(Description="N35, 2 % dysprosium"),
            {
                "Level": 1,
                "Part Number": "DY",
                "Quantity": 0.01,
                "Unit": "g",
                "Material": "Dysprosium metal",
                "Country of Origin": "CN",
                "Unit Price": 0.3,
                "Currency": "USD",
            },
        ],
        Content=[NEODYMIUM],
        Prices=PRICES,
    )
    assert not finding(assessment, "MAG").withheld_reason


def test_a_magnet_counted_in_a_unit_of_no_list_is_not_clear(tmp_path):
    content = [
        {**NEODYMIUM, "Country of Origin": "JP"},
        {**dysprosium(), "wt%": 0.01},
    ]
    found = finding(
        assessed(tmp_path, BOM=[magnet(Unit="C")], Content=content, Prices=PRICES), "MAG"
    )
    assert found.verdict is Verdict.UNDETERMINED
    assert 'the unit "c"' in found.withheld_reason


def test_a_list_with_far_too_little_neodymium_is_of_another_mass_and_clears_nothing(tmp_path):
    """Counted in kg, declared in pieces of two grams: 0.6 g of neodymium in 1 kg is no NdFeB."""
    bom = magnet(
        Quantity=0.002, Unit="kg", **{"Unit Mass": None, "Mass Unit": None, "Unit Price": 300}
    )
    content = [
        {
            "Part Number": "MAG",
            "Substance": element,
            "Form": "metal",
            "Mass": mass,
            "Mass Unit": "g",
            "Country of Origin": "CN",
            "Disclosure": "full",
        }
        for element, mass in (("Nd", 0.6), ("Dy", 0.002))
    ]
    few = assessed(tmp_path, BOM=[bom], Content=content, Prices=PRICES)
    assert finding(few, "MAG").verdict is Verdict.UNDETERMINED
    assert "another number of pieces" in next(
        one.message for one in few.report.problems if one.code == "declaration-unfit"
    )
    content[0]["Mass"] = 290
    assert (
        finding(assessed(tmp_path, BOM=[bom], Content=content, Prices=PRICES), "MAG").verdict
        is Verdict.BELOW
    )
