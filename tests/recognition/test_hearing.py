"""What is said beside the lines is heard to its end, and what settles it is said beside it."""

import pytest

from calculator.recognition.heard_phrase import HeardBy, HeardKind, Standing
from calculator.recognition.hearing import hear, hear_all
from calculator.recognition.spoken_text import spoken_text

ITSELF = [
    ("N52 neodymium magnet for the door latch", "magnet"),
    ("Hülse; Magnet N42 10x5 eingeklebt", "magnet"),
    ("2 aimants néodyme collés", "magnet"),
    ("Imán de neodimio N52 10x5 para la puerta", "magnet"),
    ("con magnete al neodimio 8x3", "magnet"),
    ("z magnesem N35", "magnet"),
    ("ímã de neodímio 10 mm", "magnet"),
    ("mıknatıs 10x5", "magnet"),
    ("neodymový magnet 10x5", "magnet"),
    ("nam châm N52", "magnet"),
    ("N52磁铁用于门锁", "magnet"),
    ("ネオジム磁石 10x5", "magnet"),
    ("네오디뮴 자석 10x5", "magnet"),
    ("set of 4 magnets", "magnet"),
    ("box of N35 disc magnets 10x3", "magnet"),
    ("Caution: strong magnets inside", "magnet"),
    ("keep magnets away from pacemakers", "magnet"),
    ("No. 5 magnet N52 10x5", "magnet"),
    ("BLDC motor 24 V, 3 Nm, geared, with hall sensors, round flange", "holder"),
    ("driven by a BLDC motor", "holder"),
    ("see drawing; the motor is a maxon EC-i 40", "holder"),
    ("stage with controller, stepper motor", "holder"),
    ("PVC case, PCB, RC servo motor", "holder"),
    ("Dy2O3 99.9% 3in target", "target"),
    ("TERBIUM METAL", "listed material"),
    ("NdFeB powder", "listed material"),
]


@pytest.mark.parametrize(("text", "kind"), ITSELF)
def test_a_phrase_that_names_a_part_is_heard_as_itself(text, kind):
    assert [phrase.kind.value for phrase in hear(text) if phrase.standing is Standing.ITSELF] == [
        kind
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bracket for motor", "motor"),
        ("support of motor", "motor"),
        ("fits motor", "motor"),
        ("near the magnet", "the magnet"),
        ("Halterung für Motor", "Motor"),
        ("Deckel zu Pumpe", "Pumpe"),
        ("support pour moteur", "moteur"),
        ("soporte para motor", "motor"),
        ("Uchwyt do silnika", "silnika"),
        ("电机用支架", "电机"),
        ("用于电机", "电机"),
        ("モーター用ブラケット", "モーター"),
        ("モーターにて使用", "モーター"),
        ("모터용 브라켓", "모터"),
        ("Cable from motor to board", "motor"),
    ],
)
def test_what_another_part_serves_is_heard_as_served(text, words):
    (phrase,) = hear(text)
    assert (phrase.standing, phrase.words) == (Standing.SERVED, words)


@pytest.mark.parametrize(
    "text",
    [
        "keep away from magnets",
        "Keep away from strong permanent magnets!",
        "No magnets",
        "non-magnetic",
        "Door latch without magnet",
        "contains no neodymium magnets",
        "Von Magneten fernhalten",
        "ohne Magnet",
        "sans aimant",
        "sin imanes",
        "senza magneti",
        "bez magnesów",
        "不含磁铁",
        "无磁铁",
        "远离磁铁",
        "磁石なし",
        "磁石に近づけないでください",
        "자석 없음",
        "magnets not included",
        "without motor",
        "ohne Motor",
    ],
)
def test_a_negation_or_a_warning_is_heard_as_denied(text):
    assert {phrase.standing for phrase in hear(text)} == {Standing.DENIED}


@pytest.mark.parametrize(
    "text",
    [
        "no substitutes: N52 magnet 10x5",
        "without coating, N52 magnet",
        "part no. 7 magnet",
        "Magnet ohne Loch 10x5",
        "not painted; motor 24 V",
        "glue free of solvents, for N52 magnet; magnet 10x5",
        "keep away from heat; magnet N42SH",
        "no magnet but N52 magnet 10x5",
    ],
)
def test_a_negation_of_something_else_denies_no_magnet(text):
    assert any(phrase.standing is Standing.ITSELF for phrase in hear(text))


def test_a_set_of_magnets_holds_them_and_a_support_of_a_motor_does_not():
    for text in ("kit of magnets", "pair of motors", "2 pcs of magnet", "assembly of magnets"):
        assert {phrase.standing for phrase in hear(text)} == {Standing.ITSELF}, text


def test_a_company_is_no_part():
    for text in ("Ningbo Magnet Co., Ltd.", "made by Nidec Motor Corporation", "宁波磁铁有限公司"):
        assert {phrase.standing for phrase in hear(text)} == {Standing.COMPANY}, text


@pytest.mark.parametrize("filler", ["painted black. ", "painted black ", "painted,", "x", "镀锌，"])
@pytest.mark.parametrize("length", [390, 399, 400, 401, 5000])
def test_a_text_of_any_length_is_heard_to_its_end(filler, length):
    text = f"{(filler * length)[:length]} BLDC motor 24 V"
    assert [phrase.kind for phrase in hear(text)] == [HeardKind.HOLDER]
    (phrase,) = hear(text)
    assert text[phrase.start : phrase.end].endswith("BLDC motor 24 V")


def test_the_words_are_quoted_as_written_and_their_place_is_theirs():
    text = "Disc. Then  N52 Neodymium Magnet, glued"
    (phrase,) = hear(text)
    assert phrase.words == text[phrase.start : phrase.end] == "Then  N52 Neodymium Magnet"


@pytest.mark.parametrize(
    ("text", "is_part"),
    [
        ("magnets", False),
        ("Magnets are glued", False),
        ("magnet 10x5", True),
        ("N52 magnet", True),
        ("4 magnets", True),
        ("magnet 3 USD", True),
        ("SG90 servo", True),
        ("motor of the drive", False),
    ],
)
def test_a_size_a_grade_a_number_a_quantity_or_a_price_makes_it_a_part(text, is_part):
    phrase = hear(text)[0]
    assert phrase.is_part is is_part


@pytest.mark.parametrize(
    ("text", "heading", "kinds"),
    [
        ("8505.11.10", "", ["magnet"]),
        ("8505.11", "", ["magnet"]),
        ("HS 850511", "", ["magnet"]),
        ("85051110", "HS code", ["magnet"]),
        ("8505 11 10", "Zolltarifnummer", ["magnet"]),
        ("85051110", "Order no", []),
        ("8505.11", "Unit price", ["magnet"]),
        ("8501.31", "税则号", ["holder"]),
        ("8501.31", "", []),
        ("1C905.a", "", ["magnet"]),
        ("1c902", "", ["magnet"]),
        ("1C905.c", "", ["listed material"]),
        ("1C950.a", "", []),
        ("11C905", "", []),
        ("2846.90", "", ["listed material"]),
        ("18505.11", "", []),
        ("8505.11.5.2", "", []),
    ],
)
def test_a_tariff_or_control_code_is_heard(text, heading, kinds):
    heard = [phrase for phrase in hear(text, heading) if phrase.by is HeardBy.CODE]
    assert [phrase.kind.value for phrase in heard] == kinds


def test_of_many_texts_those_that_say_something_are_told_in_one_search():
    texts = [f"Bracket {number}" for number in range(600)]
    texts += ["HS 8505.11", "JL MAG", "motor", "non-magnetic", "Bracket 1"]
    assert set(hear_all(texts)) == {"HS 8505.11", "JL MAG", "motor", "non-magnetic"}


@pytest.mark.parametrize(
    "text", ["", " ", ",", "(", "-", "no", "of", "for", "用", "\n\n", "a" * 5000]
)
def test_a_text_without_words_says_nothing(text):
    assert hear(text) == ()


@pytest.mark.parametrize(
    ("text", "standings"),
    [
        ("for motors, pumps and fans", ["served"] * 3),
        ("Bracket for motor, N52 magnet 10x5", ["served", "itself"]),
        ("Bracket for motor and N52 magnet", ["served", "itself"]),
        ("Bracket for motor: magnet", ["served", "itself"]),
        ("Bracket for motor. Magnet", ["served", "itself"]),
        ("Motor, pump", ["itself", "itself"]),
        ("for motors (with magnets)", ["served", "itself"]),
    ],
)
def test_a_list_of_served_things_goes_on_until_an_actual_part(text, standings):
    assert [phrase.standing.value for phrase in hear(text)] == standings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C:/cad/motor/bracket.step", []),
        ("https://shop.example/motors/brackets/p12", []),
        ("https://shop.example/nema-17-stepper-motor/dp/B00P?x=1", ["nema-17-stepper-motor"]),
        ("parts\\motor\\disc magnet.step", ["disc magnet.step"]),
        ("motor1(A+) motor2(B-)", []),
        ("FAN_PWM", []),
    ],
)
def test_of_links_paths_and_nets_only_the_last_name_is_heard(text, words):
    assert [phrase.words for phrase in hear(text)] == words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("supplier: K&J Magnetics", ["magnet"]),
        ("S-10-05-N", ["magnet"]),
        ("17HS4401", ["holder"]),
        ("see maxon EC 45 flat", ["holder"]),
        ("MG996R", ["holder"]),
        ("ST1000DM010", ["holder"]),
        ("NF-A12x25", ["holder"]),
        ("0603N100J500", []),
        ("RC0402FR-0710KL", []),
    ],
)
def test_a_maker_of_magnets_and_a_number_of_a_series_are_heard(text, kinds):
    assert [phrase.kind.value for phrase in hear(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "clip-on magnet",
        "Add-on motor 24 V",
        "Pro servo",
        "TowerPro サーボ",
        "Z motor",
        "to-go motor",
    ],
)
def test_a_word_like_a_relation_inside_of_a_name_relates_nothing(text):
    assert {phrase.standing for phrase in hear(text)} == {Standing.ITSELF}


def test_two_parts_in_one_sentence_are_both_heard_beside_an_odd_letter():
    for text in ("¼ magnet N42 10x5, magnet ferrite Y30 20x5", "motor 24 V, motor 12 V"):
        assert len(hear(text)) == 2
    families = [phrase.family for phrase in hear("¼ magnet N42 10x5, magnet ferrite Y30 20x5")]
    assert families == ["NdFeB", "ferrite"]


@pytest.mark.parametrize(
    "text",
    [
        "cible de pulvérisation Gd 50 mm",
        "blanco de pulverización de terbio 50 mm",
        "bersaglio di sputtering Tb 50 mm",
    ],
)
def test_a_name_that_holds_a_word_for_of_is_one_name(text: str) -> None:
    phrase = hear(text)[0]
    assert (phrase.kind, phrase.standing) == (HeardKind.TARGET, Standing.ITSELF)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Magnet, silver plated, Ag", "itself"),
        ("Motor inc. cable", "itself"),
        ("motor current limited", "itself"),
        ("Magnet as drawn by Acme Ltd, 2 off", "itself"),
        ("Motor, steel, Acme GmbH", "itself"),
        ("Acme Motor GmbH", "company"),
        ("Hangzhou Permanent Magnet Group Co., Ltd", "company"),
        ("Magnet Applications Inc.", "company"),
        ("Motor Corp., Japan", "company"),
    ],
)
def test_the_name_of_a_company_is_told_from_a_coat_and_from_what_is_included(text, standing):
    assert hear(text)[0].standing.value == standing


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("free of Dy and Tb", [Standing.DENIED, Standing.DENIED]),
        ("no magnets and 2 motors", [Standing.DENIED, Standing.ITSELF]),
        ("free of Dy and magnets N52", [Standing.DENIED, Standing.ITSELF]),
    ],
)
def test_a_denial_goes_on_over_materials_and_not_over_parts(text, standing):
    assert [phrase.standing for phrase in hear(spoken_text(text))] == standing
