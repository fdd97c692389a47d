"""Whatever speaks of a magnet is tested or asked about: no row order, no class and no column lets it pass for "below"."""

from __future__ import annotations

from itertools import permutations

import pytest

from calculator.recognition.classify import recognise, recognise_all, zero_material
from tests.recognition.bill_of_parts import PRODUCT, part, told
from tests.workbooks import assessed

# --------------------------------------------------------------------------- rows of one part number


@pytest.mark.parametrize("column", ["Material", "Description"])
@pytest.mark.parametrize(
    "texts", [*permutations(["Ring magnet ferrite Y30", "Ring magnet NdFeB N42SH"])]
)
def test_a_ferrite_in_one_row_does_not_clear_the_neodymium_in_another_whichever_comes_first(
    tmp_path, column, texts
):
    first, second = (part("MAG-1", "Ring magnet", 2, **{column: text}) for text in texts)
    run = assessed(tmp_path, BOM=[PRODUCT, part("A", "sub"), first, part("B", "sub"), second])
    (finding,) = run.report.findings
    assert (finding.item.family, finding.item.rare_earth_free, finding.verdict.value) == (
        "NdFeB",
        False,
        "undetermined",
    )
    assert "conflicting-material" in {problem.code for problem in run.report.problems}


@pytest.mark.parametrize("other", ["Sm2Co17", "XYZ-9"])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_magnet_of_two_materials_is_of_no_family_that_would_clear_it(tmp_path, other, swapped):
    materials = ["NdFeB" if other == "Sm2Co17" else "Ferrite", other]
    rows = [
        part("MAG", "Ring magnet", 1, Material=text)
        for text in (reversed(materials) if swapped else materials)
    ]
    (finding,) = assessed(tmp_path, BOM=[PRODUCT, *rows]).report.findings
    assert (finding.item.family, finding.verdict.value) == ("", "undetermined")


# --------------------------------------------------------------------------- content against material


def ferrite(*rows):
    """What is found of a ferrite magnet with Content rows of these substances."""
    return [
        part(
            "MAG",
            "Ferrite magnet",
            **{
                "Item Class": "magnet",
                "Material": "Ferrite",
                "Unit Mass": 10,
                "Mass Unit": "g",
                "Country of Origin": "JP",
                "Chinese Technology": "no",
            },
        )
    ], [{"Part Number": "MAG", **row} for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [
            {
                "Substance": "Dy",
                "Form": "metal",
                "wt%": 3,
                "Country of Origin": "CN",
                "Disclosure": "full",
            }
        ],
        [
            {
                "Substance": "Dy",
                "Form": "metal",
                "Min wt%": 0,
                "Max wt%": 3,
                "Country of Origin": "CN",
                "Disclosure": "full",
            }
        ],
        [{"Substance": "Nd", "wt%": 20}, {"Substance": "Fe", "wt%": 60}],
    ],
)
def test_a_ferrite_magnet_that_is_said_to_hold_rare_earth_is_not_cleared_by_its_name(
    tmp_path, rows
):
    status, problems = told(tmp_path, *ferrite(*rows))
    assert status == 3
    assert "content-contradicts-material" in problems


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"Substance": "Fe", "wt%": 60}],
        [{"Substance": "La", "wt%": 2, "Disclosure": "full"}],
        [{"Substance": "Dy", "wt%": 0, "Disclosure": "full"}],
    ],
)
def test_an_honest_ferrite_magnet_is_not_on_the_list(tmp_path, rows):
    status, problems = told(tmp_path, *ferrite(*rows))
    assert status == 0
    assert "content-contradicts-material" not in problems


def test_where_the_list_names_any_magnet_with_dysprosium_a_ferrite_with_it_crosses(tmp_path):
    bill, content = ferrite(
        {
            "Substance": "Dy",
            "Form": "metal",
            "wt%": 3,
            "Country of Origin": "CN",
            "Disclosure": "full",
        }
    )
    bill[0] = {**bill[0], "Material": "no rare earth", "Description": "Magnet"}
    assert told(tmp_path, bill, content)[0] == 1


# --------------------------------------------------------------------------- what stands around a row


def listed(folder, heads, *rows):
    """What is asked about in a list with these headings behind the usual ones: two screws, and a ring for each row."""
    names = ("Pos", "Part No", "Description", "Material", "Qty", "Unit Price USD", *heads)
    plain = [
        ("1", "SCR-1", "Screw M3x8", "steel", 4, 0.01),
        ("2", "BRK-1", "Bracket", "aluminium", 1, 1.0),
    ]
    lines = [dict(zip(names, (*row, *("" for _ in heads)), strict=True)) for row in plain]
    lines += [dict(zip(names, ("9", "X-1", "Ring 10x5x2", *row), strict=True)) for row in rows]
    report = assessed(folder, Sheet1=lines).report
    return (
        report.exit_status(),
        [one.why for one in report.suspects],
        [one.verdict.value for one in report.findings],
    )


@pytest.mark.parametrize(
    "heading", ["Item Class", "Class", "Warengruppe", "物料类别", "Artikelklasse"]
)
@pytest.mark.parametrize(
    "word",
    [
        "Magnete",
        "Dauermagnete",
        "Permanent magnets",
        "永久磁铁",
        "NdFeB",
        "Motoren",
        "Magnet assemblies",
    ],
)
def test_a_class_in_the_suppliers_own_words_is_heard(tmp_path, heading, word):
    assert listed(tmp_path, [heading], ("", 1, 1, word))[0] == 3


def test_a_class_that_is_a_word_for_magnets_makes_a_magnet_and_a_group_of_magnets_a_question(
    tmp_path,
):
    assert listed(tmp_path, ["Item Class"], ("", 1, 1, "Permanent magnets"))[2] == ["undetermined"]
    assert listed(tmp_path, ["Item Class"], ("steel", 1, 1, "Magnets and screws"))[1] == [
        'item class says "Magnets and screws"'
    ]


@pytest.mark.parametrize("material", ["Ni-Cu-Ni", "NiCuNi", "Zn", "Epoxy", "镀锌", "nickel plated"])
def test_a_coating_is_no_material_that_clears_what_stands_beside_magnets(tmp_path, material):
    assert listed(tmp_path, ["Category"], (material, 1, 1, "Magnets"))[0] == 3


def test_a_ring_of_steel_among_the_magnets_is_asked_about(tmp_path):
    """What stands in another column rules nothing out: a ring in a category of magnets may be one, with a keeper's material."""
    assert listed(tmp_path, ["Category"], ("steel", 1, 1, "Magnets"))[0] == 3


@pytest.mark.parametrize(
    "heading", ["Notes", "Remarks", "Bemerkung", "备注", "備考", "MPN", "Manufacturer Part Number"]
)
@pytest.mark.parametrize("material", ["", "steel"])
def test_a_remark_or_a_suppliers_number_that_names_a_magnet_of_rare_earth_is_heard(
    tmp_path, heading, material
):
    assert listed(tmp_path, [heading], (material, 1, 1, "NdFeB magnet N42SH"))[0] == 3


@pytest.mark.parametrize(
    "remark",
    [
        "keep away from magnets",
        "non-magnetic",
        "do not use near neodymium magnets",
        "无磁",
        "远离磁铁",
        "nicht magnetisch",
        "ohne Magnet",
    ],
)
def test_a_remark_about_other_magnets_is_no_question(tmp_path, remark):
    assert listed(tmp_path, ["Notes"], ("steel", 1, 1, remark))[0] == 0


@pytest.mark.parametrize("place", [0, -1])
def test_a_text_about_magnets_that_stands_alone_in_the_column_of_positions_is_asked_about(
    tmp_path, place
):
    rows = [part(str(number), "Screw M3", Material="steel") for number in range(3)]
    lone = {"Level": "* delivered with 4 magnets NdFeB N42SH"}
    assert told(tmp_path, [*rows[: place % 4], lone, *rows[place % 4 :]])[0] == 3


# --------------------------------------------------------------------------- rows that are called something else


@pytest.mark.parametrize(
    "row",
    [
        ("e.g.", "EX-1", "Arc magnet N42SH", "", 4),
        ("", "Example", "Arc magnet N42SH", "", 4),
        ("Beispiel", "4711", "Arc magnet N42SH", "steel", 4),
        ("", "Note", "4 magnets N42SH are supplied loose", "", None),
        ("Note:", "", "4 magnets N42SH are supplied loose", "", None),
        ("NB", "M-7", "magnet N42SH", "", None),
        ("", "Total", "Arc magnet N42SH", "", 4),
    ],
)
def test_a_row_that_describes_a_magnet_is_an_item_whatever_it_is_called(tmp_path, row):
    names = ("Pos", "Part No", "Description", "Material", "Qty")
    rows = [
        dict(zip(names, one, strict=True))
        for one in (
            ("1", "SCR-1", "Screw M3x8", "steel", 4),
            ("2", "BRK-1", "Bracket", "aluminium", 1),
            row,
        )
    ]
    assert assessed(tmp_path, Sheet1=rows).report.exit_status() == 3


@pytest.mark.parametrize(
    "row",
    [
        ("", "Total", "", "", 9),
        ("", "Total", "all parts", "", 9),
        ("Note:", "", "Keep away from magnets", "", None),
        ("e.g.", "EX-1", "Screw", "steel", 4),
    ],
)
def test_totals_notes_and_examples_of_other_things_are_no_items(tmp_path, row):
    names = ("Pos", "Part No", "Description", "Material", "Qty")
    rows = [
        dict(zip(names, one, strict=True))
        for one in (
            ("1", "SCR-1", "Screw M3x8", "steel", 4),
            ("2", "BRK-1", "Bracket", "aluminium", 1),
            row,
        )
    ]
    report = assessed(tmp_path, Sheet1=rows).report
    assert (report.exit_status(), report.item_count) == (0, 2)


# --------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    "material",
    [
        "rare earth",
        "Seltene Erden",
        "希土類",
        "terres rares",
        "Motoren",
        "Magnet assemblies",
        "n42sh",
    ],
)
def test_a_bland_part_of_a_material_that_speaks_of_magnets_is_asked_about(material):
    found = recognise("Part", material)
    assert found.suspect or found.item_class.value == "magnet"


@pytest.mark.parametrize("text", ["rare earth oxide", "Rare earth metal 99.9%"])
def test_rare_earth_as_a_raw_material_stays_one(text):
    assert recognise("Part", text).item_class.value == "listed material"


@pytest.mark.parametrize("text", ["n42sh ring", "Ring N 42 SH", "n38uh"])
def test_a_grade_in_small_letters_or_with_spaces_is_a_grade(text):
    assert recognise(text, "").item_class.value == "magnet"


@pytest.mark.parametrize("before", [300, 395, 401, 3000, 32_000])
@pytest.mark.parametrize("field", [0, 1, 2])
def test_a_magnet_far_behind_in_a_long_text_is_asked_about(before, field):
    texts = ["", "", ""]
    texts[field] = "Ring plain and round, " * (before // 22) + "arc magnet N42SH" + " and more" * 10
    (found,) = {
        recognise(*texts),
        *recognise_all([tuple(texts)] + [("Screw", "steel", f"P-{at}") for at in range(600)])[:1],
    }
    assert found.suspect or found.item_class.value == "magnet"


def test_a_text_that_is_too_long_to_be_searched_is_asked_about_and_a_long_one_of_other_things_is_not():
    assert "too long" in recognise("plain screw " * 10_000, "").suspect
    assert recognise("plain screw " * 1000, "").suspect == ""


@pytest.mark.parametrize(
    "grade",
    [
        "RECo5",
        "R2Co17",
        "REFe14B",
        "Mm",
        "G48UH",
        "G48SHT",
        "HS50AH",
        "RES270",
        "EEC24",
        "R26HS",
        "F42",
        "Fe14B",
        "45H",
        "N42",
        "S2:17",
    ],
)
@pytest.mark.parametrize("beside", ["steel {}", "{} / iron", "Stahl, {}", "nickel {}"])
def test_the_grade_or_formula_of_a_magnet_beside_a_metal_is_no_metal(grade, beside):
    assert not zero_material(beside.format(grade))


@pytest.mark.parametrize(
    "material",
    [
        "steel 1.4301",
        "Stainless steel 304",
        "steel S235JR",
        "S355J2 steel",
        "steel C45",
        "A36 steel",
        "42CrMo4",
        "Q235 steel",
        "17-4PH stainless steel",
        "Aluminium 6061-T6",
        "AlMgSi1",
        "brass CuZn39Pb3",
        "CW614N brass",
        "Stahl, 3 mm",
        "steel 5mm",
        "spring steel 65Mn",
        "aluminium ADC12",
        "PA6-GF30",
        "cast iron GGG40",
        "DC01 steel",
        "steel 316H",
        "H62 brass",
    ],
)
def test_the_grades_of_metals_are_metals_still(material):
    assert zero_material(material)


@pytest.mark.parametrize(
    "text",
    [
        "drive unit",
        "powertrain",
        "wheel hub drive",
        "wiper drive",
        "starter motor",
        "engine starter",
        "EPS unit",
        "thruster",
        "hearing aid",
        "PVD cathode",
        "propulsion unit",
        "eddy brake",
    ],
)
def test_a_drive_that_nobody_calls_a_motor_is_asked_about(text):
    assert recognise(text, "").suspect


@pytest.mark.parametrize(
    "text",
    [
        "drive belt",
        "USB drive",
        "drive unit cover",
        "powertrain mount",
        "motor starter",
        "starter relay",
        "EPS foam",
        "thruster bracket",
        "cold gas thruster",
        "hearing aid battery",
        "magneetklep",
    ],
)
def test_what_is_beside_a_drive_is_not(text):
    assert (recognise(text, "").item_class.value, recognise(text, "").suspect) == ("other", "")


def test_a_magnet_in_dutch_is_a_magnet():
    assert recognise("magneetring", "").item_class.value == "magnet"


def test_a_name_does_not_rule_out_the_target_that_the_description_says() -> None:
    line = recognise("Output tube adapter, Dy2O3 sputtering target 99.9 % 3 in", "", "")
    assert line.suspect == 'description says "sputtering target"'
    assert not recognise("Cover, for Dy sputtering target", "", "").suspect
