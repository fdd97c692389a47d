"""Lines on top of a document: names of companies without what kind of company they are, and titles."""

from __future__ import annotations

import pytest

from calculator.recognition.bare_names import bare_name

NAMES = (
    *("HOSHI MAGNET", "Stern Magnete", "Arnold Magnetic", "SHIN ETSU", "JL MAG", "VACUUMSCHMELZE"),
    *("Advanced Materials", "Stern & Sohn", "Shin Etsu Rare Earth", "宁波星磁", "星マグネット"),
)
TITLES = (
    *("Material Declaration", "FMD", "Magnet Data", "NdFeB Magnets", "Sintered NdFeB", "MILL TEST"),
    *("Prüfprotokoll Magnete", "Werkszeugnis EN", "Declaración de materiales", "Fiche matière"),
    *("Section A", "Page One", "Magnet", "Gimbal Magnet", "Voice Coil", "N42SH", "Ni Cu Ni", "Nd Fe B"),
    *("成分表", "化学物質調査", "钕铁硼磁铁", "자재 성분표", "SGS", "Notes", "see below", "Übersicht"),
    *("Valid 2027", "Date: today", "a very long line that says what the document is about"),
)  # fmt: skip


@pytest.mark.parametrize("text", NAMES)
def test_a_line_of_no_title_is_a_name(text: str) -> None:
    assert bare_name(text) == text


@pytest.mark.parametrize("text", TITLES)
def test_a_title_a_material_and_a_part_are_no_name(text: str) -> None:
    assert bare_name(text) == ""
