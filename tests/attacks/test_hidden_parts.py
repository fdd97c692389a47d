"""Where somebody may write of a magnet, a motor or a target and a program may not look; and the honest words that name none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from calculator.recognition.heard_phrase import Standing
from calculator.recognition.hearing import hear
from tests.sources.hearing.bills import clean_bill, edited, report_of
from tests.sources.rows.test_row_context import grouped

# --------------------------------------------------------------------------- what is said, in the languages of bills

PARTS = (
    *("N52 disc magnet 8x3", "4 Magnete Ø10", "aimant 10x3", "imán de neodimio", "magnete N35", "magnes 10x3"),
    *("ímã 10x2", "magnety 10x5 mm", "mıknatıs 10x3", "nam châm 10x3", "磁铁 10x3", "磁石 10x3", "자석 10x3"),
    *("магнит 10x3", "magneet 10 x 3", "magneetti 10x3", "μαγνήτης 10x3", "แม่เหล็ก 10x3"),
    *("spare motor 24V", "Ersatzmotor 24 V", "moteur de rechange 24 V", "motor de repuesto 24 V", "motore di ricambio 24 V"),
    *("silnik zapasowy 24 V", "náhradní motor 24 V", "yedek motor 24 V", "động cơ dự phòng 24 V", "备用电机 24V"),
    *("予備モータ 24V", "예비 모터 24V", "запасной двигатель 24 В", "reservemotor 24 V", "aandrijving 24 V", "มอเตอร์ 24V"),
    *("naprašovací terč Dy 76 mm", "Dy püskürtme hedefi 76 mm", "bia phún xạ Tb 76 mm", "мишень распыляемая Tb 76 мм"),
    *("loqueteau magnétique", "cierre magnético", "zatrzask magnetyczny", "Magnetschnäpper weiß", "door catch, magnetic"),
)  # fmt: skip


@pytest.mark.parametrize("text", PARTS)
def test_a_part_is_heard_in_every_language(text):
    assert [phrase.standing for phrase in hear(text)] == [Standing.ITSELF]


DENIED = (
    *("keep away from magnets", "von Magneten fernhalten", "tenir éloigné des aimants", "mantener alejado de imanes"),
    *("tenere lontano da magneti", "trzymać z dala od magnesów", "manter longe de ímãs", "udržujte mimo dosah magnetů"),
    *("mıknatıslardan uzak tutun", "tránh xa nam châm", "远离磁铁", "磁石に近づけないこと", "자석에서 멀리 두십시오"),
    *("держать вдали от магнитов", "uit de buurt van magneten houden", "non-magnetic", "niemagnetyczny", "немагнитный"),
    *("Check with a magnet that parts are non-ferrous", "does not contain magnets or motors", "kein Magnet oder Motor"),
)  # fmt: skip


@pytest.mark.parametrize("text", DENIED)
def test_a_warning_or_a_denial_is_none_in_every_language(text):
    assert {phrase.standing for phrase in hear(text)} <= {Standing.DENIED}


SERVED = ("Matches NEMA23 motors", "connects thruster to PCB", "controls the motor", "固定风扇用的", "能被磁铁吸引的材料", "8 mm for Z axis motor")  # fmt: skip


@pytest.mark.parametrize("text", SERVED)
def test_what_a_part_serves_is_not_the_part(text):
    assert {phrase.standing for phrase in hear(text)} == {Standing.SERVED}


@pytest.mark.parametrize("text", ["loan amortization", "fann", "Mage", "Magnus Hansen", "fan-out 1:4", "Pumpkin orange", "screwdriver T10", "Motorway Park", "Promotor event"])  # fmt: skip
def test_a_word_inside_of_another_is_not_heard(text):
    assert not hear(text)


def test_a_denial_ends_where_a_part_with_a_size_begins():
    assert [phrase.standing for phrase in hear("no magnets, BLDC motor 24 V")] == [
        Standing.DENIED,
        Standing.ITSELF,
    ]


# --------------------------------------------------------------------------- where it is said


def _link(sheet: Worksheet) -> None:
    sheet["C3"].hyperlink = "https://shop.example/a"
    sheet["C3"].hyperlink.tooltip = "N52 magnet 10x5"


def _more_sheets(rows: Sequence[Sequence[object]], name: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        book = sheet.parent
        assert isinstance(book, Workbook)
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))

    return change


PLACES: dict[str, Callable[[Worksheet], None]] = {
    "a formula without a result": lambda sheet: sheet.__setitem__("H2", '=HYPERLINK("https://x.example/a","N52 magnet 10x5")'),
    "the tip of a link": _link,
    "a totals row": lambda sheet: sheet.append([None, None, "Total incl. magnet N52", 13]),
    "a heading": lambda sheet: sheet.__setitem__("H1", "Magnets N42 (pcs)"),
    "a row without a quantity": lambda sheet: sheet.append([None, None, "Magnet N52"]),
    "a quantity of none": lambda sheet: sheet.append([1, "S-9", "Servo motor 24V", 0, "each"]),
    "the unit": lambda sheet: sheet.append([1, "S-9", "Insert", 1, "magnets"]),
    "a glossary with figures": _more_sheets([("Term", "Meaning", "Qty"), ("Magnet", "N52 10x5", 4)], "Glossary"),
    "a list of one column": _more_sheets([("Schrauben",), ("Neodym-Magnet",), ("Blech",)], "Liste"),
    "a page of suppliers": _more_sheets([("Supplier", "Part"), ("Keller GmbH", "Servo motor 24 V")], "Suppliers"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_part_is_asked_about_wherever_it_stands(tmp_path: Path, place: str):
    report = report_of(edited(clean_bill(tmp_path), lambda book: PLACES[place](book["BOM"])))
    assert report.exit_status() == 3
    assert report.suspects or report.findings


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Remark", "Magnet eingeklebt"),
        ("备注", "内嵌磁铁2个"),
        ("Manufacturer", "Maxon EC 45 flat"),
        ("MPN", "EC-i 40 488607 motor"),
        ("海关编码", "HS 8505.11"),
        ("Notes", "Cover plate. Servo motor 24 V inside."),
    ],
)
def test_a_part_of_steel_with_a_magnet_or_a_motor_beside_it_is_asked_about(tmp_path, heading, text):
    assert grouped(tmp_path, ("Plate", 2, "steel", text), heading=heading).exit_status() == 3


def test_a_later_sentence_of_a_description_is_heard(tmp_path):
    text = "Motor driver module. Packed in foam. BLDC motor 48 V 200 W. See drawing."
    assert grouped(tmp_path, (text, 2, None, None)).exit_status() == 3
    text = "Motor driver module. For motors of 48 V. See drawing."
    assert grouped(tmp_path, (text, 2, None, None)).exit_status() == 0
