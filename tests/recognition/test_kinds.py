"""Everyday magnets, targets, machines and harmless parts, in the languages of the bills: each is what it is called."""

import pytest

from calculator.model.item import ItemClass
from calculator.recognition.classify import recognise

MAGNETS = [
    "Cylinder magnet 6x3 N42",
    "Magnets 6x3",
    "Disc 10x3 NiCuNi axially magnetised",
    "Ring 20x10x5, diametrically magnetized",
    "Ring, multipole, 24 poles, plastic bonded",
    "Block 20x10x5 Ni-Cu-Ni, N45",
    "Arc segment R30 diametral magnetisiert",
    "Scheibe Ø10x3 axial magnetisiert",
    "Scheibenmagnet 10x3",
    "Ringmagnete N35",
    "Quadermagnete 20x10x5 NdFeB",
    "Stabmagnet Ø6x20 AlNiCo",
    "Topfmagnet D25 mit Gewinde M4",
    "Pot magnet with M4 thread",
    "Countersunk magnet D20",
    "Sensor magnet",
    "Hall magnet 6x2.5",
    "Magnet for AS5600",
    "AS5600 magnet diametric 6x2.5",
    "Neodymium cylinder 5x5",
    "Neodym Scheibe 8x3",
    "Aimant disque Ø10",
    "Aimants néodyme 10x3",
    "Aimant plat rond",
    "Barreau aimanté 20x5",
    "Imanes de neodimio 10x3",
    "Imán disco 10x3",
    "Imán redondo",
    "Imán permanente rotor",
    "Calamita al neodimio 10x3",
    "Magnete a disco",
    "Magneti anulari NdFeB",
    "Magnes neodymowy MW 10x3",
    "Magnesy walcowe 10x3",
    "Magnes pierścieniowy",
    "Ímã de neodímio 10x3",
    "Imã disco N35",
    "Ímãs permanentes",
    "Ímanes NdFeB",
    "Mıknatıs neodyum 10x3",
    "Neodyum mıknatıs disk",
    "Daimi mıknatıs",
    "Neodymový magnet válec 10x3",
    "Permanentní magnet",
    "Magnety neodymové",
    "Nam châm đất hiếm 10x3",
    "Nam châm vĩnh cửu",
    "Nam châm viên 6x3",
    "钕磁铁 10x3",
    "圆形强力磁铁",
    "磁钢 N42SH",
    "永磁体",
    "磁石 丸型 6x3",
    "ネオジム磁石 丸形",
    "マグネット φ6×3",
    "네오디움 자석 10x3",
    "원형 자석",
    "링자석",
    "Magneet schijf 10x3",
    "Magneter 10x3",
    "магнит неодимовый 10х3",
    "постоянный магнит",
    "SmCo magnet disc",
    "Samarium-Cobalt ring magnet",
    "N48H segment",
    "Magnet set of 14",
    "Set of 12 magnets",
    "Kit aimants rotor",
    "Magnet segments, rotor, epoxy coated",
    "Bonded NdFeB ring, isotropic",
    "Halbach array magnet N52",
    "Encoder ring magnet",
    "Magnetic disc N35 8x2",
    "magnetic cylinder neodymium 8x8",
    'Rare earth magnets 1/4" x 1/8"',
    "Neo magnets",
    "Magnet, neodymium, 3mm",
    "3mm magnet",
    "Magnet 3x3x3mm cube",
    "rotor magnets glued",
]

TARGETS = [
    "Dy2O3 99.9% 3in",
    "AlSc 20at% 300mm",
    "GdFeCo 2in x 0.125in",
    "Tb sputtering target",
    'Sc target 99.99% 4"',
    "TbFeCo target 3 inch",
    'Y2O3 99.99% 3" dia x 0.25"',
    "Gd2O3 target bonded on Cu",
    "Blanco de pulverización catódica de disprosio",
    "Blanco de sputtering Tb",
    "Objetivo de pulverización catódica Gd",
    "Bersaglio per sputtering Dy",
    "Target di sputtering terbio",
    "Target do napylania Tb",
    "Tarcza do rozpylania gadolin",
    "Tarcze napylające AlSc",
    "Alvo de sputtering de disprósio",
    "Alvo de pulverização catódica Gd",
    "Püskürtme hedefi Dy",
    "Sputter hedefi terbiyum",
    "Saçtırma hedefi AlSc",
    "Naprašovací terč Dy",
    "Rozprašovací terč Tb",
    "Terč pro naprašování AlSc",
    "Bia phún xạ Dy",
    "Bia phún xạ AlSc 4in",
    "溅射靶材 AlSc",
    "钆靶 99.9%",
    "铽靶",
    "スパッタリングターゲット Dy",
    "스퍼터링 타겟 AlSc",
    "Cible de pulvérisation cathodique Gd",
    "Cible Dy 3 pouces",
    "Sputtertarget AlSc",
    "Sputtering-Target Gadolinium",
    "AlScN target",
    'Al0.8Sc0.2 6" target',
    "PVD target Al-Sc",
    "SmCo5 sputter target",
    'YBCO target 2"',
]

HOLDERS = [
    "Quadcopter drone, ready to fly",
    "Mecanum wheel robot base 4WD",
    "Electric polisher, hand-held",
    "Drone DJI Mini",
    "UAV",
    "Hexacopter",
    "4WD car chassis with motors",
    "Robot chassis kit 2WD",
    "Cordless drill",
    "Angle grinder",
    "Electric sander",
    "Jigsaw 18V",
    "Dremel rotary tool",
    "Electric screwdriver",
    "Robot joint module",
    "Robotic arm 6 axis",
    "Hub motor 36V",
    "Wheel hub motor",
    "Pump 12V",
    "Water pump",
    "Peristaltic pump",
    "Vacuum pump",
    "Servo MG996R",
    "Servos",
    "Linear actuator 12V 50mm",
    "Actuators",
    "Cooling fan 40x40",
    "Fans 120mm",
    "Axial fan",
    "Lüfter 80mm",
    "Ventilador 40mm",
    "Speaker 8 ohm",
    "Loudspeakers",
    "Hard disk 1TB",
    'HDD 2.5"',
    "Encoder magnetic AS5048",
    "Magnetic encoder kit",
    "MRI magnet system",
    "Gear motor",
    "Gearmotor 12V",
    "Stepper motors NEMA 17",
    "Motores paso a paso",
    "Motoren",
    "Moteurs DC",
    "motori passo-passo",
    "silniki krokowe",
    "Motor de passo",
    "Motores DC 12V",
    "Ventoinha 40mm",
    "Bomba de água",
    "Alto-falante 3W",
    "Step motor",
    "adım motoru",
    "Fırçasız motor",
    "Servo motor sg90",
    "Krokový motor",
    "Krokové motory",
    "Stejnosměrný motor",
    "Ventilátor 12V",
    "Čerpadlo",
    "Reproduktor 8 ohm",
    "Động cơ bước",
    "Quạt 12V",
    "Máy bơm nước",
    "Loa 8 ohm",
    "Ổ cứng",
    "步进电机 42",
    "减速电机",
    "舵机 MG90S",
    "风扇 4010",
    "水泵 12V",
    "喇叭 8欧",
    "无人机",
    "电钻",
    "ステッピングモーター",
    "DCファン",
    "ドローン",
    "스텝 모터",
    "드론",
    "전동 드릴",
    "Magnetic catch",
    "Magnetic door latch",
    "Magnetic coupling",
    "Magnetic lock",
    "Reed switch with magnet",
    "Magnetic knife strip",
    "Magnetic stirrer",
    "Vibration motor coin",
    "Haptic actuator",
    "Buzzer passive",
    "Turbine flow meter",
    "Vacuum cleaner",
    "Wheel with motor",
    "Drive wheel motorised",
    "Motorized slider",
    "Linear motor stage",
    "XY stage motorized",
    "Camera gimbal 3 axis",
    "Turntable motorized",
    "Conveyor driven roller",
    "CNC spindle ER11",
    "Wiper motor",
    "Electric toothbrush",
    "Hair clipper",
    "E-bike",
    "Electric scooter",
    "Hoverboard",
    "Thruster T200",
    "Rotor with magnets",
    "Stator and rotor set",
    "Magnet assembly",
    "Magnet plate",
    "Magnet wheel",
    "Motor and gearbox assembly",
    "Motor kit",
    "Set of motors",
    "Drive unit",
    "Roomba",
    "LiDAR spinning motor",
    "RPLIDAR A1",
    "Galvo scanner",
    "Headphones",
    "Earbuds",
    "Microphone dynamic",
    "Guitar pickup",
    "Electric guitar",
    "Laptop with HDD",
    "Gripper electric",
    "Dynamixel XL330",
    "Maxon EC 45 flat",
    "Faulhaber 2232",
    "T-Motor U8",
    "ODrive motor D5065",
    "Turnigy 5208",
    "gimbal motor GM4108",
    "Pan-tilt unit",
    "Solenoid valve latching",
    "Blower 5015",
    "Turbofan",
    "Compressor fridge",
    "Peltier cooler with fan",
    "CPU cooler",
    "Heatsink with fan",
    "Power supply with fan",
    "Electric valve motorized",
    "Servo valve",
    "Motorised ball valve",
    "Shutter motor",
    "Curtain motor",
    "Roller shutter drive",
    "Lift table electric",
    "Electric cylinder",
    "Wheelchair electric",
    "Lawn mower robot",
    "Submersible pump",
    "Magnetic drive pump",
    "ESC and motor combo",
    "Ball screw linear module with motor",
    "Treadmill",
    "Alternator 12V",
    "Wind turbine 400W",
    "Dynamo hub",
    "Speakers bluetooth",
    "Siren 12V",
]

HARMLESS = [
    "motor driver board",
    "Motor mount",
    "Motor bracket left",
    "Motor mounting plate",
    "motor plate",
    "Mounting plate for motor",
    "Motor can",
    "Motor housing",
    "Motor cable 2m",
    "Motor controller",
    "Motor shaft 5mm",
    "NEMA 17 bracket",
    "Nema17 mount",
    "Stepper driver A4988",
    "Stepper motor driver",
    "Servo horn",
    "Servo bracket",
    "Servo mount",
    "M3 nut",
    "M3 nuts",
    "Nut M3",
    "M3x8 motor screws",
    "Motor bolts M3x8",
    "Bolts for motor M4x10",
    "Magnet bolt M3x6",
    "bolt, magnet holder",
    "Screws for fan M4",
    "Fan grill",
    "Fan guard 40mm",
    "Fan duct",
    "Fan mount",
    "Fan shroud",
    "Speaker grille",
    "Speaker cable",
    "Speaker mount",
    "Pump bracket",
    "Pump tube",
    "Pump hose",
    "Pump housing",
    "Magnet holder",
    "Magnet mount",
    "Magnet bracket",
    "Magnet label",
    "Magnet connector board",
    "Magnet cable",
    "Magnet wire 0.5mm",
    "Magnetic wire",
    "Enamelled copper wire",
    "Motor connector",
    "Motor wire",
    "Motor label",
    "Motor driver DRV8825",
    "Motor shield",
    "H-bridge motor driver L298N",
    "Motor coupling 5-8mm",
    "Shaft coupling",
    "Resistor 10k",
    "R1",
    "C1 100nF",
    "L1 10uH",
    "Inductor 10uH",
    "Ferrite bead",
    "Hall sensor",
    "Hall effect sensor A3144",
    "Reed switch",
    "Solenoid 12V",
    "Relay 5V",
    "Electromagnet",
    "SSD 1TB",
    "Piezo buzzer",
    "Brass standoff",
    "PLA filament",
    "Battery LiPo",
    "Arduino Uno",
    "Raspberry Pi 4",
    "ESP32",
    "Power supply 12V",
    "Buck converter",
    "USB cable",
    "Bearing 608ZZ",
    "Timing belt GT2",
    "Pulley GT2 20T",
    "Lead screw T8",
    "Linear rail MGN12",
    "Linear bearing LM8UU",
    "Aluminium extrusion 2020",
    "Wheel 65mm",
    "Gear 20T",
    "Heat sink",
    "Heatsink for stepper driver",
    "Magnifier",
    "Magnesium alloy housing",
    "Magazine",
    "Target board",
    "Target plate",
    "Target PCB",
    "motor1(A+)",
    "motor1(...)",
    "FAN_PWM",
    "Connector 4 pin motor",
    "Terminal block motor",
    "XH2.54 motor connector",
    "D:\\CAD\\motor\\bracket.step",
    "/parts/motor/bracket.sldprt",
    "https://www.example.com/motors/brackets/p12",
    "Speaker wire",
    "Ribbon cable",
    "Driver chip TMC2209",
    "Fan controller",
    "Fan connector",
    "PWM controller for fan",
    "Encoder disc",
    "Encoder cable",
    "Encoder mount",
    "Magnetic sensor",
    "Magnetometer",
    "Compass",
    "Magnetic field sensor",
    "Rotor blade",
    "Propeller 10x4.5",
    "Propellers",
    "Stator lamination",
    "Motor glue",
    "Loctite 638 for magnets",
    "Glue for magnets",
    "Adhesive for magnets",
    "Magnet pocket",
    "Magnet cover",
    "Cover for magnet",
    "Motor cover",
    "Motor cap",
    "Motor spacer",
    "Motor gasket",
    "Motor seal",
    "Motor heatsink",
    "Servo arm",
    "Servo cable extension",
    "Servo tester",
    "Motorhalter",
    "Motorhalterung",
    "Motorplatte",
    "Motorwelle",
    "Motorkabel",
    "Lüftergitter",
    "Magnethalter",
    "Support moteur",
    "Support ventilateur",
    "Câble moteur",
    "Soporte motor",
    "Soporte del motor",
    "Placa motor",
    "Supporto motore",
    "Staffa motore",
    "Uchwyt silnika",
    "Suporte do motor",
    "Suporte motor",
    "Cabo do motor",
    "Motor braketi",
    "Motor tutucu",
    "Držák motoru",
    "Kabel motoru",
    "Giá đỡ động cơ",
    "电机支架",
    "电机驱动板",
    "电机线",
    "风扇罩",
    "磁铁支架",
    "モーターブラケット",
    "モータードライバー",
    "모터 브라켓",
    "모터 드라이버",
    "non-magnetic screw",
    "Non magnetic tweezers",
    "Washer M3",
    "Spring",
    "O-ring",
    "Zip tie",
    "Heat shrink",
    "Capacitor motor start",
    "Motor run capacitor",
    "EMI filter",
    "Fuse",
    "Switch",
    "Potentiometer",
    "LED",
    "Keyboard",
    "Camera",
    "Lens",
    "Screw magnetic steel",
    "Screwdriver magnetic",
    "Magnetic screwdriver",
    "Magnetic properties",
    "Hydraulic pump seal",
    "Pumpkin",
    "Stage light",
    "Stage plate",
    "Robot arm bracket",
    "Robot base plate",
    "Robot cover",
    "Drone frame",
    "Drone propeller",
    "Drone battery",
    "Drill bit 3mm",
    "Drill jig",
    "Grinder disc",
    "Polishing pad",
    "Saw blade",
    "Joint bearing",
    "Rod end joint",
    "Hub flange",
    "Hub cap",
    "USB hub",
    "Actuator bracket",
    "Actuator arm",
    "Linear rail",
    "Spindle mount",
    "Spindle nut",
    "Vacuum hose",
    "Vacuum cup",
    "Speaker cloth",
    "Printer paper",
    "3D printed part",
    "3D printer filament",
    "3D print motor mount",
]


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
