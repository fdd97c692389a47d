"""What words claim of a part, in the languages of the bills; what they deny, limit or say of another country is no claim."""

from __future__ import annotations

import pytest

from calculator.model.claim import ClaimKind
from calculator.recognition.claims import claims_in


@pytest.mark.parametrize(
    ("text", "kind", "element"),
    [
        ("Made in China", ClaimKind.ORIGIN, ""),
        ("China", ClaimKind.ORIGIN, ""),
        ("Ursprung: VR China", ClaimKind.ORIGIN, ""),
        ("fabriqué en Chine", ClaimKind.ORIGIN, ""),
        ("中国製", ClaimKind.ORIGIN, ""),
        ("产地：中国", ClaimKind.ORIGIN, ""),
        ("원산지: 중국", ClaimKind.ORIGIN, ""),
        ("Ursprung (China)", ClaimKind.ORIGIN, ""),
        ("of Chinese origin", ClaimKind.ORIGIN, ""),
        ("country of origin: China", ClaimKind.ORIGIN, ""),
        ("sintered with Chinese technology", ClaimKind.TECHNOLOGY, ""),
        ("中国技术", ClaimKind.TECHNOLOGY, ""),
        ("NdFeB N35, 2% Dy", ClaimKind.CONTENT, "Dy"),
        ("Dysprosium: 3 %", ClaimKind.CONTENT, "Dy"),
        ("含镝4%", ClaimKind.CONTENT, "Dy"),
    ],
)
def test_a_claim_is_heard(text, kind, element):
    assert (kind, element) in [(claim.kind, claim.element) for claim in claims_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "not made in China",
        "neither made in nor shipped from China",
        "no Chinese technology used",
        "ships from China",
        "China Magnet Co., Ltd.",
        "China RoHS, made in Germany",
        "China RoHS mark, made in Germany",
        "中国台湾制造",
        "made in Germany",
        "Dy 0 %",
        "Dy-free",
        "free of Tb and Dy",
        "does not contain dysprosium",
        "Y-axis 5%",
        "NdFeB",
    ],
)
def test_what_is_denied_or_a_limit_or_of_elsewhere_is_no_claim(text):
    assert claims_in(text) == ()


SOURCES = {
    "JP until 2025, now CN": "",
    "Herkunft bis 2025 JP, seit 2026 CN": "",
    "depuis 2026 origine CN": None,
    "desde 2026 China": "",
    "od 2026 Chiny": "",
    "2026年起改用中国产": None,
    "2026'dan beri Çin": "",
    "source moved to Baotou": "",
    "2nd source CN": "",
    "JP→CN": "",
    "CN 60 %": "",
    "Chinese magnet": "",
    "Dy from CN": "Dy",
    "made in Japan (Nd from China)": "Nd",
    "Nd and Dy from China": "",
    "Rohstoff aus China": "",
    "原料は中国産": "",
    "镝来自中国": "Dy",
}
"""Texts by which what is in a part may be from China, and of which element they speak; None where they speak of the part alone."""


def test_that_something_is_from_china_is_heard_however_it_is_said():
    heard = {
        text: next(
            (claim.element for claim in claims_in(text) if claim.kind is ClaimKind.SOURCE), None
        )
        for text in SOURCES
    }
    assert heard == SOURCES


def test_that_the_part_itself_is_from_there_is_heard_where_no_material_is_spoken_of():
    spoken_of_part = {
        text: ClaimKind.ORIGIN in {claim.kind for claim in claims_in(text)}
        for text in ("now CN", "JP→CN", "2026年起改用中国产", "Dy from CN", "raw material: China")
    }
    assert spoken_of_part == {
        "now CN": True,
        "JP→CN": True,
        "2026年起改用中国产": True,
        "Dy from CN": False,
        "raw material: China": False,
    }


NOT_FROM_THERE = [
    *("not from China", "non-Chinese", "China-free", "no longer CN", "JP (not CN)", "China: no"),
    *("outside China", "hors Chine", "sans terres rares chinoises", "nie z Chin", "中国以外"),
    *("中国産ではない", "중국산 아님", "非中国产", "nicht aus China", "CN content 0 %"),
    *("connector CN 2", "CN1", "CN 8505 11 10", "CN code 8505.11", "CNC machined"),
    *("China export control not applicable", "for the Chinese market", "exported to China"),
    *("MOFCOM Announcement 61 (China)", "GB/T 13560 (Chinese standard)", "Taiwan, China"),
    *("China Steel Corp.", "Ningbo Yunsheng Co., Ltd.", "supplier office Shanghai"),
]


@pytest.mark.parametrize("text", NOT_FROM_THERE)
def test_what_names_china_and_says_that_nothing_is_from_there_is_no_claim(text):
    assert claims_in(text) == ()


def test_a_share_is_the_least_that_its_figure_stands_for():
    (claim,) = claims_in("2.5 % Dy")
    assert float(claim.share) == 0.0245
