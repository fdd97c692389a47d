"""What a line is by its words, and what is known to hold no rare earth."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.model.item import ItemClass
from calculator.recognition.classify import magnet_family, recognise, zero_material
from calculator.recognition.line_words import OTHER

MAGNETS = [
    "Arc magnet",
    "MAGNET, RING, N52",
    "Magnets 10x3",
    "rotor magnet",
    "voice coil magnet",
    "Magnet for BLDC motor",
    "Magnet with countersunk hole",
    "DISC_MAGNET_10X3",
    "NdFeB segment",
    "N42SH 20x10x5",
    "N52 10x3",
    "磁钢",
    "磁铁 10x3",
    "強力磁石",
    "永磁体",
    "电机用磁钢",
    "钐钴磁体",
    "ネオジム磁石",
    "モーター用磁石",
    "マグネット",
    "자석",
    "Ringmagnet",
    "Segmentmagnete",
    "Dauermagnet für Motor",
    "Aimant pour moteur",
    "aimant de moteur",
    "imán de neodimio",
    "IMAN",
    "calamita",
    "magnete permanente",
    "magnes neodymowy",
    "magnes do silnika",
]

TARGETS = [
    "Sputtering target, Gd",
    "Sputtertarget Al",
    "Gd target 99.9%",
    "AlSc target 4N",
    "Dysprosium metal target",
    "ITO target",
    "溅射靶材",
    "钆靶",
    "スパッタリングターゲット",
    "스퍼터링 타겟",
]

LISTED_MATERIALS = [
    "Dysprosium metal",
    "Dy2O3 powder",
    "DyFe alloy",
    "Dysprosium oxide 99.9%",
    "NdPr metal",
    "SmCo alloy powder",
    "NdFeB powder",
    "氧化镝",
    "金属镝",
    "酸化ジスプロシウム",
    "Dy",
    "Terbium",
]

SUSPECTS = [
    "BLDC motor 2212",
    "DC-Motor RE35",
    "Servo SG90",
    "Stepper motor with driver",
    "motor + driver kit",
    "Motor 2212 920KV shaft 4mm",
    "8mm shaft, stepper motor",
    "NEMA 17",
    "gimbal",
    "permanent magnet motor",
    "motor with neodymium magnets",
    'WOOFER, 7"',
    "loudspeaker",
    "headphone",
    "voice coil actuator",
    "Buzzer",
    "hard disk 1 TB",
    "magnetic encoder AS5600",
    "magnetic coupling",
    "magnetic holder",
    "Generator 5 kW",
    "MRI unit",
    "linear motor",
    "vibration motor",
    "brushless fan 40 mm",
    "magnetic chuck",
    "sputter cathode 3in",
    "Reed switch with magnet",
    "magnet assembly",
    "rotor",
    "N52 for reed switch",
    "galvo_QS20Y",
    "42步进电机",
    "舵机",
    "无刷电机",
    "扬声器",
    "硬盘",
    "磁力座",
    "带磁铁的支架",
    "マイクロサーボ SG92R",
    "スピーカー",
    "ステッピングモーター",
    "서보 모터",
    "스피커",
    "Schrittmotor",
    "Gleichstrommotor Johnson",
    "Lautsprecher",
    "Festplatte",
    "Magnetkupplung",
    "Lüfter 40mm",
    "moteur à aimants permanents",
    "haut-parleur",
    "Motor paso a paso",
    "altavoz",
    "motore passo passo",
    "altoparlante",
    "silnik krokowy",
    "głośnik",
]

NEITHER = [
    "motor mount",
    "MotorMount",
    "Motor_Mount_left",
    "motor mounting bracket",
    "Bracket, motor, left",
    "Motor driver MD13S",
    "stepper drivers",
    "servo horn",
    "servo motor cable",
    "speaker cable",
    "speaker grille",
    "Fan guard",
    "speaker connector",
    "generator set manual",
    "Cover for BLDC motor",
    "screw for motor",
    "Motorhalter",
    "Schrittmotorhalter",
    "soporte de motor",
    "support moteur",
    "câble de moteur",
    "uchwyt silnika",
    "Halterung Rührermotor",
    "电机支架",
    "24路舵机控制器",
    "モータドライバモジュール",
    "モーターブラケット",
    "ロータリーエンコーダ",
    "Magnetventil",
    "Elektromagnet 24V",
    "electromagnet",
    "电磁阀",
    "電磁弁",
    "전자석",
    "magnet wire 0.4mm",
    "magnetic stripe card",
    "magnet holder",
    "Magnethalter",
    "Klebstoff für Magnete",
    "磁珠",
    "ferrite bead",
    "target price",
    "target board",
    "靶标",
    "piezo buzzer",
    "signal generator",
    "fan-out buffer",
    "SC-70",
    "Y-axis",
    "TB",
    "TB 5.08 2P",
    "GND",
    "SMD",
    "LU",
    "DY-1234",
    "Screw M3x8",
    "Resistor 10k",
    "yttrium oxide crucible",
    "",
]


@pytest.mark.parametrize("text", MAGNETS)
def test_a_magnet_is_known_by_its_name_in_nine_languages(text: str) -> None:
    found = recognise(text, "")
    assert found.item_class is ItemClass.MAGNET
    assert found.reason
    assert not found.suspect


@pytest.mark.parametrize("text", TARGETS)
def test_a_sputtering_target_is_known_by_its_name(text: str) -> None:
    assert recognise(text, "").item_class is ItemClass.TARGET


@pytest.mark.parametrize("text", LISTED_MATERIALS)
def test_a_raw_material_is_known_by_its_substance(text: str) -> None:
    assert recognise(text, "").item_class is ItemClass.LISTED_MATERIAL
    assert recognise("Feed 7", text).item_class is ItemClass.LISTED_MATERIAL or text.startswith(
        ("NdFeB", "SmCo")
    )


@pytest.mark.parametrize("text", SUSPECTS)
def test_what_runs_on_magnets_is_a_suspect(text: str) -> None:
    found = recognise(text, "")
    assert found.item_class is ItemClass.OTHER
    assert found.suspect.startswith('description says "')


@pytest.mark.parametrize("text", NEITHER)
def test_what_only_sits_beside_a_magnet_or_sounds_like_one_is_neither(text: str) -> None:
    found = recognise(text, "")
    assert (found.item_class, found.suspect) == (ItemClass.OTHER, "")


@pytest.mark.parametrize(
    ("description", "material", "item_class", "family"),
    [
        ("Ring 20x10", "NdFeB", "magnet", "NdFeB"),
        ("Segment", "N42SH", "magnet", "NdFeB"),
        ("Segment", "NdFeB, Ni-Cu-Ni plated", "magnet", "NdFeB"),
        ("Ring", "磁钢", "magnet", ""),
        ("磁环", "钕铁硼", "magnet", "NdFeB"),
        ("Magnet", "ferrite N35", "magnet", "NdFeB"),
        ("Magnet", "Y30BH", "magnet", "ferrite"),
        ("Magnet C5 10x3", "", "magnet", ""),
        ("Magnet", "steel", "magnet", ""),
        ("Disc", "Dysprosium metal", "listed material", ""),
        ("Powder 5 kg", "SmCo", "listed material", "SmCo"),
        ("target", "Gd", "target", ""),
        ("Toroid core", "ferrite", "other", "ferrite"),
        ("Screw", "Steel", "other", ""),
        ("Feed", "TB", "other", ""),
    ],
)
def test_the_material_speaks_where_the_description_does_not(
    description: str, material: str, item_class: str, family: str
) -> None:
    found = recognise(description, material)
    assert (found.item_class.value, found.family, found.suspect) == (item_class, family, "")


@pytest.mark.parametrize(
    ("description", "material"),
    [
        ("Housing", "Steel, NdFeB"),
        ("Magnet holder", "NdFeB"),
        ("Rotor", "NdFeB / steel"),
        ("BLDC motor", "NdFeB"),
        ("磁环", ""),
    ],
)
def test_a_part_with_a_magnet_in_it_is_a_suspect_and_no_magnet(
    description: str, material: str
) -> None:
    found = recognise(description, material)
    assert found.item_class is ItemClass.OTHER
    assert found.suspect


def test_a_part_number_speaks_last() -> None:
    assert recognise("10x3", "", "MAGNET-01").item_class is ItemClass.MAGNET
    assert recognise("", "", "BLDC_MOTOR_2212").suspect == 'part number says "MOTOR"'
    assert recognise("Motor mount", "", "MOTOR-7") == recognise("Motor mount", "", "")
    assert recognise("", "", "DY-01") == recognise("", "", "")


def test_the_reason_gives_the_words_as_they_are_written() -> None:
    assert (
        recognise("Arc magnet", "NdFeB").reason
        == 'description says "Arc magnet"; material says "NdFeB"'
    )
    assert recognise("Lüfter 40mm", "").suspect == 'description says "Lüfter"'


@pytest.mark.parametrize(
    ("family", "texts"),
    [
        (
            "NdFeB",
            [
                "NdFeB",
                "neodymium",
                "Neodym",
                "钕铁硼",
                "釹鐵硼",
                "ネオジム",
                "네오디뮴",
                "NIB",
                "N35",
                "N56",
                "N48M",
                "N42SH",
                "28EH",
                "33SH",
                "ferrite or NdFeB",
            ],
        ),
        (
            "SmCo",
            [
                "SmCo",
                "samarium cobalt",
                "钐钴",
                "サマリウムコバルト",
                "YXG-30",
                "YX24",
                "Recoma 28",
                "SmCo5",
                "Sm2Co17",
                "2:17",
            ],
        ),
        ("SmFeN", ["SmFeN", "Sm2Fe17N3"]),
        (
            "ferrite",
            [
                "ferrite",
                "铁氧体",
                "フェライト",
                "ceramic C5",
                "C8",
                "Y30",
                "Y30BH",
                "rubber magnet",
                "flexible magnet",
            ],
        ),
        ("alnico", ["AlNiCo 5", "LNG44", "铝镍钴"]),
        ("", ["steel", "magnet", "SC-70", "50AH battery", "ABS"]),
    ],
)
def test_grades_and_names_tell_the_family(family: str, texts: list[str]) -> None:
    assert {text: magnet_family(text) for text in texts} == dict.fromkeys(texts, family)


ZERO = [
    "Steel",
    "steel S235JR",
    "Stainless steel 304",
    "SUS304 stainless",
    "1.4301 Edelstahl",
    "304不锈钢",
    "Aluminium EN AW-6061-T6",
    "Aluminum 6061 T6 0 Cold Formed",
    "Q235 钢",
    "铝合金6061",
    "ABS",
    "PA6-GF30",
    "PA66 GF30",
    "FR4",
    "AlMgSi1",
    "CuZn39Pb3",
    "42CrMo4",
    "X5CrNi18-10",
    "ferrite",
    "Ferrite magnet Y30BH",
    "Steel (black oxide)",
    "アルミ",
    "ステンレス鋼",
    "アクリル樹脂",
    "Stahl verzinkt",
    "Acier inox 316L",
    "Kupfer",
    "Stal nierdzewna",
    "Wood",
    "acero inoxidable",
    "30% glass fiber PA66",
    "phosphor bronze",
]

NOT_ZERO = [
    "",
    "alloy",
    "304",
    "S235JR",
    "Magnesium",
    "MgAl9Zn1",
    "WE43",
    "glass",
    "ceramic",
    "phosphor",
    "Al-Sc",
    "AlSc",
    "AlScZr",
    "Aluminium 5024",
    "aluminium Sc0.4",
    "ALSC",
    "steel + magnet",
    "magnetic steel",
    "磁钢",
    "鉄 磁石",
    "Stahl, Magnet",
    "N42SH",
    "steel N42SH",
    "steel 42sh",
    "steel 35EH",
    "steel YXG30",
    "iron n35",
    "NdFeB",
    "FeNdB",
    "CoSm",
    "钕铁硼",
    "镝铁",
    "铁 钕",
    "steel Dy",
    "steel Y2O3",
    "copper + SmCo",
    "rare earth steel",
    "稀土钢",
    "253MA steel",
    "steel, unknown",
    "tungsten",
    "pcs",
    "pin",
    "PC7",
]


@pytest.mark.parametrize("text", ZERO)
def test_common_materials_hold_no_rare_earth(text: str) -> None:
    assert zero_material(text)


@pytest.mark.parametrize("text", NOT_ZERO)
def test_what_is_not_wholly_understood_may_hold_rare_earth(text: str) -> None:
    assert not zero_material(text)


EARTHS = [
    "Dy",
    "Tb",
    "Sc",
    "Y",
    "Nd",
    "SmCo",
    "NdFeB",
    "Dy2O3",
    "dysprosium",
    "Terbium",
    "yttrium",
    "镝",
    "氧化铽",
    "ネオジム",
    "磁钢",
    "magnet*",
    "N42SH",
    "35EH",
    "YXG-30",
    "AlSc",
    "DyFe",
]


@given(
    st.lists(st.sampled_from(ZERO), max_size=3),
    st.sampled_from(EARTHS),
    st.lists(st.sampled_from(ZERO), max_size=3),
    st.sampled_from([" ", ", ", "/", "-", " + "]),
)
def test_nothing_beside_a_rare_earth_is_known_to_be_free_of_it(
    before: list[str], earth: str, after: list[str], between: str
) -> None:
    # "Ferrite" and "magnet" side by side are the name of one material, of which it is known.
    assume(not (earth == "magnet*" and before and before[-1].casefold() == "ferrite"))
    assert not zero_material(between.join([*before, earth, *after]))


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_recognised_as_something(description: str, material: str, number: str) -> None:
    found = recognise(description, material, number)
    assert bool(found.reason) == (found.item_class is not ItemClass.OTHER)
    assert not (found.reason and found.suspect)


def test_the_iron_of_a_rotor_is_asked_about_only_where_it_may_hold_magnets():
    def is_suspect(description: str, material: str) -> bool:
        return bool(recognise(description, material).suspect)

    irons = [
        ("Rotor core", "steel"),
        ("Rotor core laminated", "M270-35A electrical steel"),
        ("Rotor yoke", "steel"),
        ("Rotorkern", "Stahl"),
        ("Noyau de rotor", "acier"),
        ("Nucleo rotore", "acciaio"),
        ("Rdzeń wirnika", "stal"),
        ("YOKE,VCM,LOW CARBON STEEL", ""),
        ("Voice coil 25 mm", "copper wire"),
        ("Bobine mobile", "cuivre"),
    ]
    assert [line for line in irons if is_suspect(*line)] == []
    others = [
        ("Rotor", "steel"),
        ("Rotor core", ""),
        ("Rotor of steel", "steel"),
        ("Rotor core, magnetised", "steel"),
        ("Rotor core assembly", "steel"),
        ("Rotor core with N42 magnets", "steel"),
        ("Rotor hub", "NdFeB"),
        ("Voice coil", ""),
        ("Voice coil motor", "steel"),
    ]
    assert [line for line in others if not is_suspect(*line)] == []


def test_what_is_printed_on_a_label_is_no_part():
    labels = (
        "Label 'magnet'",
        'Warning label "strong magnets"',
        "Aufkleber „Achtung Magnet“",
        "标签“小心磁铁”",
    )
    assert [text for text in labels if recognise(text, "") != OTHER] == []
    parts = ('Label "magnet N52 10x5"', "Housing 'A' magnet", "Label magnet")
    assert [text for text in parts if recognise(text, "") == OTHER] == []


def test_a_chip_that_feels_a_magnet_holds_none():
    assert not recognise("Magnetic rotary position sensor IC, AS5600", "").suspect
    for text in ("Magnetic encoder, IC AS5048", "Magnetic coupling IC-200", "Magnetic catch"):
        assert recognise(text, "").suspect, text
