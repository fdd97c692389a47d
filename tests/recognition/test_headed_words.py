"""What a heading and the word below it claim together, and what they do not."""

import pytest

from calculator.model.claim import ClaimKind
from calculator.recognition.headed_words import claims_under

PRICE_UNSURE = ClaimKind.PRICE_UNSURE
OTHER, TECHNOLOGY, ORIGIN = ClaimKind.OTHER_PART, ClaimKind.TECHNOLOGY, ClaimKind.ORIGIN
CONTROLLED, UNSURE, ORIGIN_UNSURE = (
    ClaimKind.CONTROLLED,
    ClaimKind.UNSURE,
    ClaimKind.ORIGIN_UNSURE,
)


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("2nd source", "Kita Magnetics", OTHER),
        ("Alternate manufacturer", "Kita", OTHER),
        ("Mfr 2", "Kita", OTHER),
        ("Lieferant 2", "Kita", OTHER),
        ("Supplier (new)", "Kita", OTHER),
        ("Vendor from 2026", "Kita", OTHER),
        ("Maker B", "Kita", OTHER),
        ("Alt. MPN", "KM-9", OTHER),
        ("AML", "Hoshi; Kita", OTHER),
        ("第二供应商", "中科", OTHER),
        ("Dual sourced?", "yes", OTHER),
        ("Equivalent allowed", "x", OTHER),
        ("Ersatz zugelassen", "ja", OTHER),
        ("Produced under licence of Chinese technology", "yes", TECHNOLOGY),
        ("Uses CN technology:", "✓", TECHNOLOGY),
        ("Made in China?", "oui", ORIGIN),
        ("中国原产", "是", ORIGIN),
        ("Dual use", "Y", CONTROLLED),
        ("Export licence", "required", CONTROLLED),
        ("出口许可证", "需要", CONTROLLED),
        ("Composition confirmed", "no", UNSURE),
        ("Zertifikat vorhanden?", "nein", UNSURE),
        ("Origin verified", "n", ORIGIN_UNSURE),
        ("CN share", "60", ORIGIN),
        ("Anteil China", "0,5", ORIGIN),
        ("Dy %", "3", ClaimKind.CONTENT),
        ("Tb (ppm)", "900", ClaimKind.CONTENT),
        ("Free issue", "yes", PRICE_UNSURE),
        ("FOC", "x", PRICE_UNSURE),
        ("Kalkulatorisch", "ja", PRICE_UNSURE),
        ("Alloy surcharge incl.", "yes", PRICE_UNSURE),
        ("Incl. tooling", "Y", PRICE_UNSURE),
        ("含税", "是", PRICE_UNSURE),
        ("Surcharge", "-1.45", PRICE_UNSURE),
        ("Rebate", "1.49", PRICE_UNSURE),
        ("Price type", "sample", PRICE_UNSURE),
        ("Confidence", "low", PRICE_UNSURE),
        ("Preisart", "Muster", PRICE_UNSURE),
    ],
)
def test_a_heading_claims_something_with_the_word_below_it(heading, text, kind):
    assert kind in [claim.kind for claim in claims_under(heading, text, beside=["Hoshi"])]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Free issue", "no"),
        ("Surcharge", "0.00"),
        ("Price type", "contract"),
        ("Confidence", "high"),
        ("2nd source", "none"),
        ("2nd source", "-"),
        ("2nd source", "Hoshi"),
        ("AML", "hoshi"),
        ("Alternate BOM", "01"),
        ("Dual sourced?", "no"),
        ("Made in China?", "no"),
        ("China RoHS", "yes"),
        ("Export licence", "no"),
        ("Dual use", ""),
        ("Composition confirmed", "yes"),
        ("Drawing confirmed", "no"),
        ("Manufacturer", "Kita"),
        ("Supplier 1", "Kita"),
        ("Supplier name", "Kita"),
        ("Supplier code", "K-12"),
        ("Source of data", "Kita"),
        ("Colour", "yes"),
        ("CN share", "0"),
        ("China stock", "40"),
        ("China price", "1.5"),
        ("Dy %", "0.0"),
        ("Licence plate", "yes"),
    ],
)
def test_a_heading_claims_nothing_with_another_word(heading, text):
    assert [*claims_under(heading, text, beside=["Hoshi"])] == []
