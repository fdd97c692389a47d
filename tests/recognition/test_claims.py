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


def test_a_share_is_the_least_that_its_figure_stands_for():
    (claim,) = claims_in("2.5 % Dy")
    assert float(claim.share) == 0.0245
