"""A declaration closes an item only where it is full and fits its material."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from calculator.content.composition import Closure, Gap
from calculator.findings.verdict import Verdict
from tests.content.composition import is_clear, proof, row
from tests.workbooks import LAW, ON, assessed, codes, finding, magnet, write_workbook

FULL = {"Disclosure": "full"}
NONE = row("none", **FULL)
MUST_HOLD = [
    ("magnet", "SmCo5", "Sm"),
    ("magnet", "Sm2Co17", "Sm"),
    ("target", "Dysprosium", "Dy"),
    ("target", "Tb", "Tb"),
    ("target", "Gadolinium", "Gd"),
    ("target", "Y2O3", "Y"),
    ("target", "Lu", "Lu"),
    ("target", "TbFeCo", "Tb"),
    ("target", "AlSc", "Sc"),
    ("target", "AlSc20", "Sc"),
]


def made_of(kind: str, material: str | None, **more: object) -> dict[str, object]:
    return magnet(**{"Item Class": kind, "Material": material, **more})


@pytest.mark.parametrize("material", ["NdFeB", "SmCo", "Nd2Fe14B", "钕铁硼"])
@pytest.mark.parametrize(
    "rows",
    [
        [NONE],
        [row("Fe", **{"wt%": 100, **FULL})],
        [row("Fe", **{"wt%": 99}), row("Nd", **{"wt%": 0, **FULL})],
        [row("Fe", **{"wt%": 66}), row("Co", **{"wt%": 34})],
        [row("none", Disclosure="all")],
    ],
    ids=["none", "iron alone", "neodymium at 0 %", "shares without", "none, and all"],
)
def test_none_fits_no_magnet_that_holds_rare_earth(tmp_path, material, rows):
    run = assessed(tmp_path, BOM=[made_of("magnet", material)], Content=rows)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert proof(run, "MAG").gap in (Gap.UNFIT, Gap.NOT_FULL)


@pytest.mark.parametrize(("kind", "material", "element"), MUST_HOLD)
def test_what_a_material_must_hold_has_to_be_named(tmp_path, kind, material, element):
    item = made_of(kind, material)
    for rows in (
        [NONE],
        [row("Fe", **{"wt%": 50, **FULL})],
        [row(element, **{"wt%": 0, **FULL})],
        [row("Nd", **{"wt%": 20, **FULL})],
    ):
        assert not is_clear(tmp_path, BOM=[item], Content=rows), rows
    named = [row(element, **{"wt%": 40 if kind == "magnet" else 90, **FULL})]
    run = assessed(tmp_path, BOM=[item], Content=named)
    assert proof(run, "MAG").closure is Closure.FULL
    assert finding(run, "MAG").verdict is Verdict.BELOW


@pytest.mark.parametrize(
    ("words", "element"),
    [
        ("Gd sputtering target 3in", "Gd"),
        ("Dysprosium target 99.9 %", "Dy"),
        ("镝靶", "Dy"),
        ("ジスプロシウムターゲット", "Dy"),
    ],
)
def test_a_target_must_hold_what_its_words_call_it(tmp_path, words, element):
    item = made_of("target", None, Description=words)
    assert not is_clear(tmp_path, BOM=[item], Content=[NONE])
    assert is_clear(tmp_path, BOM=[item], Content=[row(element, **{"wt%": 99, **FULL})])


def test_a_trace_of_samarium_is_no_samarium_cobalt(tmp_path):
    traces = [row("Sm", **{"wt%": 0.001, **FULL})]
    run = assessed(tmp_path, BOM=[made_of("magnet", "SmCo5")], Content=traces)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "declaration-unfit" in codes(run)


def test_a_magnet_of_which_nothing_tells_the_material_may_be_without(tmp_path):
    item = made_of("magnet", None, Description="Magnet")
    assert is_clear(tmp_path, BOM=[item], Content=[NONE])


def test_a_full_list_without_its_base_fits_where_the_base_does_not_count(tmp_path):
    sheets = {
        "BOM": [magnet()],
        "Content": [row("Dy", **{"wt%": 1, "Form": "metal", **FULL})],
    }
    run = assessed(tmp_path, rules=("cn-mofcom-2025-61", "screen-all-value"), **sheets)
    assert finding(run, "MAG").verdict is Verdict.BELOW
    assert finding(run, "MAG", "screen-all-value").verdict is Verdict.UNDETERMINED
    assert "list-without-base" in codes(run)


@pytest.mark.parametrize(
    ("shares", "closure"),
    [
        ((30, 69, 1), Closure.SHARES),
        ((30.12, 68.88, 0.99), Closure.SHARES_ROUNDED),
        ((30.12, 68.88, 1.01), Closure.SHARES_ROUNDED),
        ((30.12, 68.0, 1.0), Closure.OPEN),
        ((30, 60, 1), Closure.OPEN),
        ((30.5, 69.5, 5), Closure.OPEN),
    ],
)
def test_shares_close_a_list_where_they_account_for_the_whole_within_rounding(
    tmp_path, shares, closure
):
    rows = [
        row(substance, **{"wt%": share})
        for substance, share in zip(("Nd", "Fe", "B"), shares, strict=True)
    ]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows)
    assert proof(run, "MAG").closure is closure
    assert (finding(run, "MAG").verdict is Verdict.UNDETERMINED) is (closure is Closure.OPEN)


def test_upper_limits_are_no_shares(tmp_path):
    rows = [
        row("Nd", **{"Min wt%": None, "Max wt%": 33}),
        row("Fe", **{"Min wt%": None, "Max wt%": 67}),
    ]
    assert not is_clear(tmp_path, BOM=[magnet()], Content=rows)


ABSENT = ("Sm", "Dy", "Gd", "Tb", "Lu", "Sc", "Y")


def test_each_counted_element_at_nothing_clears_what_need_hold_none_of_them(tmp_path):
    rows = [row(element, **{"wt%": 0}) for element in ABSENT]
    assert is_clear(tmp_path, BOM=[magnet()], Content=rows)
    assert not is_clear(tmp_path, BOM=[made_of("magnet", "SmCo")], Content=rows)
    assert not is_clear(tmp_path, BOM=[made_of("target", "Dy")], Content=rows)
    for missing in ABSENT:
        fewer = [one for one in rows if one["Substance"] != missing]
        assert not is_clear(tmp_path, BOM=[magnet()], Content=fewer), missing


def test_what_is_out_of_force_names_nothing_and_closes_nothing(tmp_path):
    expired = {"Valid Until": "2026-01-01"}
    smco = made_of("magnet", "SmCo")
    samarium, rest = row("Sm", **{"wt%": 33}), row("Fe", **{"wt%": 20, **FULL})
    assert is_clear(tmp_path, BOM=[smco], Content=[samarium, rest])
    # The samarium of yesterday is not named today, and yesterday's "full" is no "full".
    assert not is_clear(tmp_path, BOM=[smco], Content=[{**samarium, **expired}, rest])
    assert not is_clear(tmp_path, BOM=[smco], Content=[samarium, {**rest, **expired}])
    absent = [row(element, **{"wt%": 0, **expired}) for element in ABSENT]
    assert not is_clear(tmp_path, BOM=[magnet()], Content=absent)


def test_nothing_of_each_as_oxide_says_nothing_of_the_metals(tmp_path):
    absent = [row(element, **{"wt%": 0, "Form": "oxide"}) for element in ABSENT]
    assert not is_clear(tmp_path, BOM=[magnet()], Content=absent)


def test_a_material_without_rare_earth_is_closed_by_itself_and_opened_by_what_is_against_it(
    tmp_path,
):
    ferrite = made_of("magnet", "Ferrite")
    partial = [row("Fe", **{"wt%": 60})]
    assert is_clear(tmp_path, BOM=[ferrite], Content=partial)
    against = [*partial, row("Dy", **{"wt%": 1, "Form": "metal", "Country of Origin": "CN"})]
    assert not is_clear(tmp_path, BOM=[ferrite], Content=against)


def test_neodymium_in_one_file_does_not_contradict_that_another_says_dysprosium_is_absent(tmp_path):
    absent = [row(element, **{"wt%": 0}) for element in sorted(LAW.counted.elements)]
    named = [row("Nd", **{"wt%": 30})]
    for first, second in ((absent, named), (named, absent)):
        bill = write_workbook(tmp_path / "bill.xlsx", BOM=[magnet(Material="NdFeB")], Content=first)
        facts = write_workbook(tmp_path / "facts.xlsx", Content=second)
        run = assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))
        assert finding(run, "MAG").verdict is Verdict.NOT_SUBJECT
        assert "content-contradicts-content" not in codes(run)
