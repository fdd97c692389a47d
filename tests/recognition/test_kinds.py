"""Everyday magnets, targets, machines and harmless parts, in the languages of the bills: each is what it is called."""

import pytest

from calculator.model.item import ItemClass
from calculator.recognition.classify import recognise
from tests.recognition.kinds import HARMLESS, HOLDERS, MAGNETS, TARGETS


def label_of(description, material="", number=""):
    """Magnet, target, listed material, suspect or none."""
    result = recognise(description, material, number)
    if result.item_class.value != "other":
        return result.item_class.value
    return "suspect" if result.suspect else "none"


@pytest.mark.parametrize("text", MAGNETS)
def test_a_magnet_is_a_magnet_in_every_language_and_inflection(text):
    assert label_of(text) == "magnet"


@pytest.mark.parametrize("text", TARGETS)
def test_a_target_is_a_target_by_its_words_or_its_chemistry(text):
    assert label_of(text) == "target"


@pytest.mark.parametrize("text", HOLDERS)
def test_what_usually_holds_a_magnet_is_asked_about(text):
    assert label_of(text) == "suspect"


@pytest.mark.parametrize("text", HARMLESS)
def test_a_part_beside_a_motor_or_a_magnet_is_not_asked_about(text):
    assert label_of(text) == "none"


@pytest.mark.parametrize("part", ["plate", "can", "housing", "wheel", "rail", "bar"])
def test_a_plate_of_a_motor_is_none_and_one_of_a_magnet_is_asked_about(part):
    assert label_of(f"Motor {part}") == "none"
    assert label_of(f"Magnet {part}") in ("suspect", "magnet")


@pytest.mark.parametrize(
    "part", ["holder", "mount", "bracket", "label", "driver", "cable", "wire", "connector", "board"]
)
@pytest.mark.parametrize("thing", ["Motor", "Magnet", "Fan", "Servo"])
def test_a_holder_a_bracket_or_a_cable_holds_none_whatever_it_is_for(part, thing):
    assert label_of(f"{thing} {part}") == "none"


@pytest.mark.parametrize("part", ["set", "kit", "pack", "assembly", "module", "unit"])
def test_a_set_holds_what_its_other_words_name_and_so_does_a_set_of_them(part):
    assert label_of(f"Motor {part}") == "suspect"
    assert label_of(f"{part} of motors") == "suspect"
    assert label_of(f"Magnet {part}") in ("suspect", "magnet")
    assert label_of(f"{part} of N42 magnets") in ("suspect", "magnet")


@pytest.mark.parametrize("part", ["blank", "ring", "disc", "tile", "segment"])
def test_a_blank_a_ring_or_a_tile_stays_a_magnet(part):
    assert label_of(f"Magnet {part}") == "magnet"


@pytest.mark.parametrize("form", ["powder", "flake", "ingot", "alloy"])
def test_a_powder_or_an_ingot_is_a_material(form):
    assert label_of(f"NdFeB {form}") == "listed material"


@pytest.mark.parametrize(
    "sign", ["NiCuNi", "Ni-Cu-Ni", "axially magnetised", "diametrically magnetized", "multipole"]
)
@pytest.mark.parametrize(
    "shape", ["Disc", "Ring", "Block", "Arc", "Segment", "Scheibe", "Disque", "Anillo"]
)
def test_a_coat_or_a_magnetisation_that_only_magnets_have_is_a_word_for_one(shape, sign):
    assert label_of(f"{shape} 10x5, {sign}") == "magnet"
    assert label_of(f"{shape} 10x5") == "none"
    assert label_of(f"Cable, {sign}") != "magnet"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("magnetic catch", "suspect"),
        ("magnetic encoder", "suspect"),
        ("magnetische Kupplung", "suspect"),
        ("fermeture magnétique", "suspect"),
        ("cierre magnético", "suspect"),
        ("zamek magnetyczny", "suspect"),
        ("磁性门吸", "suspect"),
        ("magnetic tweezers", "none"),
        ("screw of magnetic steel", "none"),
        ("magnetic", "none"),
        ("magnetic cylinder neodymium 8x8", "magnet"),
    ],
)
def test_a_bare_adjective_counts_only_beside_a_thing_that_usually_holds_a_magnet(text, label):
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Dy2O3 99.9% 3in", "target"),
        ("Dy2O3 99.9% 1 kg", "listed material"),
        ("Dy2O3 powder 99.9% 3in bag", "listed material"),
        ("AlSc 20at% 300mm", "target"),
        ("AlMg 20at% 300mm", "none"),
        ("Y2O3 crucible 3in", "none"),
        ("SmCo5 10x5 mm", "magnet"),
        ("GdFeCo 2in x 0.125in bonded on Cu backing plate", "target"),
    ],
)
def test_a_formula_with_rare_earth_and_the_size_of_a_disc_is_a_target(text, label):
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("description", "material", "label"),
    [
        ("Remote control box", "PVC case, PCB, RC servo motor", "suspect"),
        ("Housing", "ABS, DC motor", "suspect"),
        ("Bracket", "steel", "none"),
        ("stage with controller, stepper motor", "", "suspect"),
        ("PVC case, PCB, RC servo motor", "", "suspect"),
        ("Bracket, motor", "", "none"),
        ("Mount, stepper motor", "", "none"),
        ("Controller, BLDC motor 24 V", "", "suspect"),
        ("Capacitor, motor run 10 uF", "", "none"),
        ("3-6V Motor; 9V Battery; 2N2222A", "", "suspect"),
    ],
)
def test_the_mere_presence_of_another_word_rules_nothing_out(description, material, label):
    assert label_of(description, material) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("PDB that can be used with other drones", "none"),
        ("Connectors between the motor and ESC", "none"),
        ("gearbox with motor", "suspect"),
        ("pump 6 bar", "suspect"),
        ("N52 neodymium magnet for the door latch", "magnet"),
    ],
)
def test_what_a_part_is_used_with_is_not_inside(text, label):
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("description", "number", "label"),
    [
        ("Maxon EC 45 flat", "", "suspect"),
        ("Bracket for 17HS4401", "", "none"),
        ("17HS4401 bracket", "", "none"),
        ("X axis", "17HS4401", "suspect"),
        ("S-10-05-N", "", "magnet"),
        ("Resistor", "RS-775", "none"),
    ],
)
def test_a_number_of_a_known_series_counts_where_the_words_name_nothing(description, number, label):
    assert label_of(description, "", number) == label


THINGS = {
    "suspect": [
        "stepper motor",
        "fan 40mm",
        "water pump",
        "drone",
        "Schrittmotor",
        "moteur",
        "电机",
    ],
    "magnet": ["magnet N42 10x5", "disc magnet", "aimant néodyme", "磁铁"],
}


@pytest.mark.parametrize(
    "around",
    [
        "{} with bracket",
        "{} incl. cable",
        "{} + bracket",
        "{} and driver",
        "{} (bracket included)",
        "{} kit with driver",
        "{} for robot arm bracket",
        "{}; cable; screws",
        "bracket with {}",
        "housing with {}",
        "plate and {}",
        "case, board, {}",
        "PCB + {}",
        "pack of 4 {}",
        "4 pcs {}",
        "{} 4 wire",
        "{} sleeve bearing",
        "{} on bracket",
        "panel mount {}",
        "{} with M12 connector",
        "{} in housing",
        "{} w/ 30cm wire",
    ],
)
def test_a_part_beside_it_takes_no_motor_and_no_magnet_away(around):
    for label, things in THINGS.items():
        for thing in things:
            assert label_of(around.format(thing)) in {label, "suspect"}, around.format(thing)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("MOTOR1_PWM", "none"),
        ("M2_MOTOR_DIR", "none"),
        ("MAGNET_CTRL", "suspect"),
        ("MOTOR_IN", "suspect"),
        ("motor_pwm_unit", "suspect"),
        ("motor1(A+)", "none"),
        ("motor1 (left)", "suspect"),
        ("BLDC2212(motor)", "suspect"),
        ("motor/pump/fan", "suspect"),
        ("N/A motor", "suspect"),
        ("C:/parts/magnet 10x5.step", "magnet"),
    ],
)
def test_a_net_is_no_part_and_what_only_looks_like_one_is(text, label):
    assert label_of(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Wheel, motorised", "suspect"),
        ("Ventil, motorbetrieben", "suspect"),
        ("Housing, magnet", "suspect"),
        ("Plate, magnet", "magnet"),
        ("Bracket, magnet", "none"),
        ("Bracket, magnet N42 10x5", "suspect"),
        ("Cover, magnet, steel", "none"),
        ("Magnetstreifen 10mm N35", "magnet"),
        ("Magnetstreifenleser", "none"),
    ],
)
def test_a_noun_that_is_turned_round_says_the_same(text, label):
    assert label_of(text) == label


@pytest.mark.parametrize("text", ["Y BF12", "Y SBR20", "Y MGN12", "Y HGR20"])
def test_a_part_of_the_y_axis_is_no_yttrium(text):
    assert recognise(text, "").item_class is ItemClass.OTHER


@pytest.mark.parametrize("text", ["Y2O3 powder", "Yttrium metal", "Y 99.9% sputtering target 3 in"])
def test_yttrium_stays_yttrium(text):
    assert recognise(text, "").item_class is not ItemClass.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Label warning magnets",
        "Magnet warning label 20 mm",
        "Etikett Vorsicht Magnete",
        "标签 小心磁铁",
    ],
)
def test_what_is_printed_to_warn_of_magnets_holds_none(text):
    found = recognise(text, "")
    assert (found.item_class, found.suspect) == (ItemClass.OTHER, "")


@pytest.mark.parametrize("text", ["Disc magnet, warning: strong field", "Warning magnet 10x5"])
def test_a_warning_on_the_line_of_a_magnet_makes_it_no_label(text):
    assert recognise(text, "").item_class is ItemClass.MAGNET
