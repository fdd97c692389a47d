"""Words that take back what is stated, or speak of China or a rare earth by the way; what they deny or say of other things is none."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.model.claim import ClaimKind
from calculator.recognition.claims import claims_in
from calculator.recognition.reservations import with_heading

SAID = {
    ClaimKind.ORIGIN: (
        "Blank aus China, in Deutschland geschliffen",
        "Rohling: VR China",
        "made in Ningbo",
        "by a subcontractor in Dongguan",
        "origin JP until 2025, now CN",
        "CN or JP",
        "dual sourced JP / CN",
        "materiale cinese",
        "Çin menşeli",
        "C/O CN",
        "recycled in China",
    ),
    ClaimKind.SOURCE: (
        "oxide bought from China",
        "raw material from Ganzhou",
        "Nd oxide CN",
        "PrNd from Baotou",
        "made in Japan (Dy from China)",
        "strip cast alloy from Baotou",
        "稀土来自江西",
    ),
    ClaimKind.NAMED: (
        "gadolinium",
        "Dy = 1.5",
        "Dy max 3",
        "HRE: yes",
        "SmCo instead of NdFeB",
        "not free of Dy",
        "Dy free: no",
        "含镝",
        "yttrium",
        "Dy?",
    ),
    ClaimKind.UNSURE: (
        "to be confirmed",
        "TBC with supplier",
        "estimate only",
        "do not use",
        "supplier declaration expired",
        "declaration covers another lot",
        "Zusammensetzung noch zu klären",
        "成分待确认",
        "composition à confirmer",
    ),
    ClaimKind.ORIGIN_UNSURE: ("origin not confirmed", "Ursprung unklar", "产地不明"),
    ClaimKind.PRICE_UNSURE: (
        "price tbd",
        "price incl. motor",
        "Preis geschätzt",
        "单价待定",
        "price per pair",
        "Preis je Satz",
        "price of the assembly",
        "prix indicatif",
        "old price",
        "价格为一套",
    ),
    ClaimKind.MASS_UNSURE: (
        "weight per pair",
        "mass tbc",
        "Gewicht geschätzt",
        "mass before grinding",
        "weight of 100 pcs",
        "重量待定",
    ),
    ClaimKind.OTHER_PART: (
        "superseded by M-9",
        "obsolete, use M-2",
        "alternate: another maker",
        "second source: N-7",
        "ersetzt durch M-9",
        "已被取代",
    ),
    ClaimKind.CONTROLLED: (
        "export licence needed",
        "licence required",
        "MOFCOM 61 applies",
        "above 0.1 %",
        "1C905",
        "受出口管制",
    ),
}
NOT_SAID = (
    "ex works Shanghai",
    "for the Chinese market",
    "sold in China",
    "China RoHS compliant",
    "Chinese New Year: order early",
    "not from China",
    "no material from China",
    "Taiwan, Province of China",
    "connector CN3",
    "CN 4",
    "Ningbo Magnet Co., Ltd.",
    "chin strap",
    "Dy: no",
    "Tb 0 %",
    "Dy n.d.",
    "not detected: none",
    "please state Dy",
    "replaces SmCo",
    "no SmCo",
    "kein SmCo",
    "free of Dy and Tb",
    "no heavy rare earths",
    "colour to be confirmed",
    "tbd: colour",
    "drawing missing",
    "no second source",
    "licence not required",
    "below 0.1 %",
    "replaces M-0",
    "draft angle 3 degrees",
    "no SVHC above 0.1 %",
    "RoHS: Pb > 0.1 %, exemption 6c",
    "configuration controlled item",
    "alternative: none",
    "Alternate part: -",
    "replaced by new drawing rev C",
    "do not use lubricant",
    "data sheet missing",
    "material certificate 3.1 missing",
    "keep dry",
    "checked by M. Weber",
    "declaration received 2025-11-03",
    "NRE not included",
    "tooling paid separately",
    "price incl. VAT",
    "Preis inkl. Verpackung",
    "price per piece",
    "price confirmed",
    "Stückpreis netto",
    "price list 2026",
    "weight per piece",
    "net weight",
    "set of screws",
    "without lid",
    "for all variants",
)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts]
)
def test_what_takes_back_a_statement_is_heard(kind, text):
    assert kind in [claim.kind for claim in claims_in(text)]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_denied_or_said_of_something_else_takes_nothing_back(text):
    assert claims_in(text) == ()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Price valid until 2023-06-30", date(2023, 6, 30)),
        ("Preis gültig bis 30.06.2023", date(2023, 6, 30)),
        ("price valid until 12/2026", date(2026, 12, 31)),
        ("Price date 2019", date(2020, 12, 31)),
    ],
)
def test_a_price_is_doubted_after_the_last_day_that_it_names(text, last):
    assert [(claim.kind, claim.until) for claim in claims_in(text)] == [
        (ClaimKind.PRICE_UNSURE, last)
    ]


@pytest.mark.parametrize(
    "text", ["NRE included", "incl. tooling", "inkl. Werkzeug", "tooling amortized", "含模具费"]
)
def test_what_is_paid_once_and_stands_in_the_price_doubts_it(text):
    assert ClaimKind.PRICE_UNSURE in [claim.kind for claim in claims_in(text)]


def test_every_kind_of_claim_has_its_words():
    elsewhere = {ClaimKind.TECHNOLOGY, ClaimKind.CONTENT, ClaimKind.LISTED}
    assert {*SAID, *elsewhere} == set(ClaimKind)


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("Origin status", "tbc", ClaimKind.ORIGIN_UNSURE),
        ("Price note", "for pair", ClaimKind.PRICE_UNSURE),
        ("Preis Bemerkung", "geschätzt", ClaimKind.PRICE_UNSURE),
        ("Mass status", "estimated", ClaimKind.MASS_UNSURE),
        ("Factory", "Shenzhen plant", ClaimKind.ORIGIN),
        ("Werk", "Werk Tianjin", ClaimKind.ORIGIN),
    ],
)
def test_a_heading_says_what_the_words_below_it_are_about(heading, text, kind):
    assert kind in [claim.kind for claim in claims_in(with_heading(text, heading))]
    assert with_heading(text, "Colour") == ""
