"""Parts clear a magnet only where they account for its mass and hold what its material holds."""

from __future__ import annotations

import pytest

from calculator.content.composition import Closure, Gap, question_of
from calculator.findings.obligation import Standing
from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions
from tests.content.composition import is_clear, part, proof, row
from tests.workbooks import assessed, codes, dysprosium, finding, magnet

LABELS = [
    part("LBL", Description="Paper label", Material="Paper"),
    part("COAT", Description="NiCuNi coating", Material="Nickel"),
    part("PLATE", Description="Backing plate", Material="Copper"),
    part("BAG", Description="Plastic bag", Material="PE"),
    part("KEEPER", Description="Keeper", Material="Steel"),
]
BLANK = part("BLANK", Description="Iron powder", Material="Iron")


OF_RARE_EARTH = [
    magnet(),
    magnet(Material="SmCo5"),
    magnet(**{"Item Class": "target", "Material": "Dysprosium"}),
    magnet(**{"Item Class": "target", "Material": None, "Description": "Gd sputtering target"}),
]
OF_NO_KNOWN_MATERIAL = magnet(Material=None)


@pytest.mark.parametrize("label", LABELS, ids=lambda one: one["Part Number"])
@pytest.mark.parametrize(
    ("made_of", "grams"),
    [
        *((item, grams) for item in OF_RARE_EARTH for grams in (1, 100, 250, None)),
        # Where nothing tells the material, parts that weigh all of it are all of it.
        *((OF_NO_KNOWN_MATERIAL, grams) for grams in (1, 250, None)),
    ],
)
def test_a_label_a_coating_or_a_plate_clears_nothing_whatever_it_weighs(
    tmp_path, label, made_of, grams
):
    assert not is_clear(tmp_path, BOM=[made_of, {**label, "Unit Mass": grams}])


@pytest.mark.parametrize("label", LABELS, ids=lambda one: one["Part Number"])
@pytest.mark.parametrize("grams", [1, 100, 250])
def test_a_label_contradicts_no_declaration_whatever_it_weighs(tmp_path, label, grams):
    run = assessed(
        tmp_path,
        BOM=[magnet(), {**label, "Unit Mass": grams}],
        Content=[row("Nd", **{"wt%": 30}), dysprosium(Value=1, Currency="USD")],
    )
    assert finding(run, "MAG").verdict is Verdict.CROSSES
    assert "content-contradicts-components" not in codes(run)


def test_parts_that_weigh_what_it_weighs_and_hold_its_rare_earth_are_all_of_it(tmp_path):
    bom = [magnet(), {**BLANK, "Unit Mass": 70}, _neodymium(30)]
    run = assessed(tmp_path, BOM=bom)
    assert finding(run, "MAG").verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)
    assert proof(run, "MAG").closure is Closure.PARTS
    assert proof(run, "MAG").standing is Standing.PROVED


def _neodymium(grams: float) -> dict[str, object]:
    more = {"Item Class": "listed material", "Material": "Neodymium metal", "Unit Mass": grams}
    return part("ND", **more, **{"Country of Origin": "JP"})


@pytest.mark.parametrize(
    ("grams", "closure", "gap"),
    [
        (30, Closure.PARTS, Gap.NOTHING),
        (29.4, Closure.OPEN, Gap.MASS_LEFT),
        (29, Closure.PARTS_ROUNDED, Gap.NOTHING),
        (25, Closure.OPEN, Gap.MASS_LEFT),
        (40, Closure.OPEN, Gap.MASS_EXCEEDED),
        (None, Closure.OPEN, Gap.MASS_MISSING),
    ],
)
def test_what_parts_leave_of_the_mass_is_unknown_beyond_rounding(tmp_path, grams, closure, gap):
    run = assessed(tmp_path, BOM=[magnet(), {**BLANK, "Unit Mass": 70}, _neodymium(grams)])
    assert (proof(run, "MAG").closure, proof(run, "MAG").gap) == (closure, gap)
    assert (finding(run, "MAG").verdict is Verdict.UNDETERMINED) is (closure is Closure.OPEN)
    assert bool(question_of(proof(run, "MAG"))) is (closure is Closure.OPEN)


@pytest.mark.parametrize("named", ["", "MAG"])
def test_the_user_may_take_the_lines_for_all_of_it_but_not_for_what_its_material_holds(
    tmp_path, named
):
    assume = Assumptions(complete_components=(named,))
    bom = [magnet(), {**BLANK, "Unit Mass": 70}, _neodymium(10)]
    run = assessed(tmp_path, BOM=bom, assume=assume)
    assert finding(run, "MAG").verdict is not Verdict.UNDETERMINED
    assert proof(run, "MAG").standing is Standing.ASSUMED
    assert not is_clear(tmp_path, BOM=bom[:2], assume=assume)


def test_an_assumption_on_another_item_closes_nothing(tmp_path):
    assume = Assumptions(complete_components=("OTHER",))
    assert not is_clear(tmp_path, BOM=[magnet(), BLANK, _neodymium(10)], assume=assume)


def test_scrap_explains_parts_that_weigh_more(tmp_path):
    bom = [magnet(), {**BLANK, "Unit Mass": 70}, {**_neodymium(40), "Scrap %": 25}]
    run = assessed(tmp_path, BOM=bom)
    assert proof(run, "MAG").closure is Closure.PARTS


def test_a_part_contradicts_a_full_list_by_what_the_list_lacks(tmp_path):
    dy = part("DY", **{"Item Class": "listed material", "Material": "Dysprosium metal"})
    full = [row("Nd", **{"wt%": 30, "Disclosure": "full"})]
    run = assessed(tmp_path, BOM=[magnet(), {**dy, "Country of Origin": "CN"}], Content=full)
    assert "content-contradicts-components" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert proof(run, "MAG").gap is Gap.CONTRADICTED


def test_an_assembly_is_taken_as_the_list_of_its_parts(tmp_path):
    bom = [{"Level": 0, "Part Number": "ROTOR", "Unit Mass": 5, "Mass Unit": "kg"}, BLANK]
    assert proof(assessed(tmp_path, BOM=bom), "ROTOR").closure is Closure.AS_LISTED
