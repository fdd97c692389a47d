"""Facts beside a bill that are incomplete or contradict it or each other, answers of suppliers, and what a run is told to do."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from calculator.assessment import Options, assess
from calculator.model.assumptions import Assumptions, Reference
from calculator.model.item import Evidence
from calculator.rules import load_rules
from tests.problems.examples import example, line, of_bill, of_file
from tests.workbooks import ON, assessed, dysprosium, magnet, write_workbook

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Per": "kg"}
MAGNET = magnet()


def content(folder: Path, *rows: dict[str, object]):
    """The problems of one magnet with such Content rows."""
    return of_bill(folder, MAGNET, Content=rows)


def prices(folder: Path, **more: object):
    """The problems of one magnet of 2 wt% Dy with such a price."""
    return of_bill(folder, MAGNET, Content=[dysprosium(**{"wt%": 2})], Prices=[{**PRICE, **more}])


# --------------------------------------------------------------------------- content


@example("other-bill")
def _(folder):
    return content(folder, dysprosium("ELSEWHERE", **{"wt%": 2}))


@example("elements-across")
def _(folder):
    return content(folder, {"Part Number": "MAG", "Nd wt%": 29, "Dy wt%": 1})


@example("amount-in-words")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 2, "Remark": "actual 3 wt%"}))


@example("amount-in-words")
def _(folder):
    return prices(folder, Remark="per 10 g")


@example("statement-limited")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 2, "Status": "withdrawn"}))


@example("origin-in-words")
def _(folder):
    return content(
        folder,
        dysprosium(
            **{"Country of Origin": "JP", "wt%": 2, "Remark": "origin JP until 2025, now CN"}
        ),
    )


@example("substance-missing")
def _(folder):
    return content(folder, dysprosium(Substance=None, **{"wt%": 2}))


@example("unknown-substance")
def _(folder):
    return content(folder, dysprosium(Substance="unobtainium", **{"wt%": 2}))


@example("unknown-substance")
def _(folder):
    return content(folder, dysprosium(Substance="Dy2O3", Form="metal", **{"wt%": 2}))


@example("row-without-item")
def _(folder):
    return content(
        folder, dysprosium(**{"wt%": 2}), dysprosium("n/a", Substance="Tb", **{"wt%": 2})
    )


@example("over-100-percent")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 120}))


@example("min-above-max")
def _(folder):
    return content(folder, dysprosium(**{"Min wt%": 3, "Max wt%": 2}))


@example("origin-against-stage")
def _(folder):
    return content(
        folder,
        dysprosium(Form="metal", **{"wt%": 2, "Country of Origin": "JP", "Metal Made In": "CN"}),
    )


@example("unknown-disclosure")
def _(folder):
    return content(folder, dysprosium(Disclosure="mostly", **{"wt%": 2}))


@example("unknown-evidence")
def _(folder):
    return content(folder, dysprosium(Evidence="hearsay", **{"wt%": 2}))


@example("unreadable-date")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 2, "Valid Until": "soon"}))


@example("evidence-expired")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 2, "Valid Until": "2026-01-01"}))


@example("certificate-dated-later")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 2, "Date": "2027-01-01"}))


@example("substance-not-listed-yet")
def _(folder):
    own = folder / "rules"
    own.mkdir()
    (own / "own.toml").write_text(
        'extends = "eu-reach-svhc"\n[[listed]]\nid = "x"\nkey = "lead"\nnames = ["Pb"]\nlisted_since = 2030-01-01\n'
        'en = "lead"\nconfidence = "example"\ncite = ["court"]\n',
        "utf-8",
    )
    path = write_workbook(
        folder / "b.xlsx", BOM=[MAGNET], Content=[dysprosium(Substance="Pb", **{"wt%": 2})]
    )
    return assess(
        (path,), (), Options(on=ON, rules=(load_rules(own)[0]["eu-reach-svhc"],))
    ).report.problems


@example("content-repeated")
def _(folder):
    row = dysprosium(**{"wt%": 2})
    return content(folder, row, row)


@example("content-over-100")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 60}), dysprosium(Substance="Tb", **{"wt%": 60}))


@example("content-contradicts-itself")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 2, "Mass": 50, "Mass Unit": "g"}))


@example("content-contradicts-material")
def _(folder):
    return of_bill(folder, magnet(Material="ferrite"), Content=[dysprosium(**{"wt%": 2})])


@example("content-contradicts-components")
def _(folder):
    dy = line("DY", Level=1, Quantity=3, Unit="g", Description="", Material="Dy metal")
    stated = dysprosium(**{"wt%": 0.001})
    return of_bill(folder, MAGNET, {**dy, "Item Class": "listed material"}, Content=[stated])


@example("content-contradicts-content")
def _(folder):
    bom = write_workbook(folder / "bom.xlsx", BOM=[MAGNET], Content=[dysprosium(**{"wt%": 2})])
    other = write_workbook(folder / "facts.xlsx", Content=[dysprosium(**{"wt%": 5})])
    return of_file(bom, other)


@example("content-unit-unclear")
def _(folder):
    rows = [line("P"), magnet(level=1), magnet(level=1, Quantity=50, Unit="g")]
    return of_bill(folder, *rows, Content=[dysprosium(Mass=2, **{"Mass Unit": "g"})])


# --------------------------------------------------------------------------- prices and rates


@example("price-form-missing")
def _(folder):
    return prices(folder, Form=None)


@example("price-basis-unclear")
def _(folder):
    return prices(folder, Per="piece")


@example("dated-later")
def _(folder):
    return prices(folder, Date="2027-01-01")


@example("dated-long-before")
def _(folder):
    return prices(folder, Date="2024-01-01")


@example("reference-price")
def _(folder):
    assume = Assumptions(reference_prices=Reference.BRACKET)
    content = [dysprosium(**{"wt%": 1})]
    return assessed(folder, BOM=[MAGNET], Content=content, assume=assume).report.problems


@example("reference-price-missing")
def _(folder):
    assume = Assumptions(reference_prices=Reference.BRACKET)
    content = [dysprosium(Substance="Gd", **{"wt%": 1})]
    return assessed(folder, BOM=[MAGNET], Content=content, assume=assume).report.problems


@example("value-below-price-list")
def _(folder):
    stated = dysprosium(**{"wt%": 2, "Value": 0.01, "Currency": "USD"})
    return of_bill(folder, MAGNET, Content=[stated], Prices=[PRICE])


@example("rate-left-out")
def _(folder):
    return of_bill(folder, MAGNET, Rates=[{"Currency": "USD", "To": "EUR", "Rate": None}])


@example("rate-of-central-bank")
def _(folder):
    sheets = {"Content": [dysprosium(**{"wt%": 2})], "Prices": [{**PRICE, "Currency": "CNY"}]}
    on = assessed.__kwdefaults__["on"].replace(month=10)
    return assessed(folder, BOM=[MAGNET], on=on, **sheets).report.problems


@example("rates-disagree")
def _(folder):
    rates = [
        {"Currency": "USD", "To": "CNY", "Rate": 7},
        {"Currency": "CNY", "To": "USD", "Rate": 0.2},
    ]
    sheets = {"Content": [dysprosium(**{"wt%": 2})], "Prices": [{**PRICE, "Currency": "CNY"}]}
    return of_bill(folder, MAGNET, Rates=rates, **sheets)


# --------------------------------------------------------------------------- the whole bill


@example("price-below-components")
def _(folder):
    return of_bill(folder, line("P", **{"Unit Price": 1, "Currency": "USD"}), magnet(level=1))


@example("mass-below-components")
def _(folder):
    return of_bill(folder, line("P", **{"Unit Mass": 1, "Mass Unit": "g"}), magnet(level=1))


# --------------------------------------------------------------------------- answers of suppliers


def answered(folder: Path, about: str, answer: object, item: str = "MAG", **more: object):
    """The problems of one magnet with one answered question beside the bill."""
    question = {"Part Number": item, "About": about, "Answer": answer, **more}
    bom = write_workbook(folder / "bom.xlsx", BOM=[MAGNET])
    return of_file(
        bom,
        write_workbook(folder / "answers.xlsx", Questions=[question]),
        weakest=Evidence.DECLARED,
    )


@example("answer-contradicts-bom")
def _(folder):
    return answered(folder, "origin", "CN")


@example("answer-contradicts-itself")
def _(folder):
    letter = {
        "Part number": "MAG",
        "Free of Sm, Gd, Tb, Dy, Lu, Sc, Y": "yes",
        "Dy wt%": 2,
        "Asked": "free; share Dy",
    }
    bom = write_workbook(folder / "bom.xlsx", BOM=[MAGNET])
    return of_file(bom, write_workbook(folder / "answers.xlsx", Parts=[letter]))


@example("answer-of-other-supplier")
def _(folder):
    letter = {
        "Supplier": "Pannon Kft",
        "Part number": "MAG",
        "Free of Sm, Gd, Tb, Dy, Lu, Sc, Y": "yes",
        "Asked": "free",
    }
    bom = write_workbook(folder / "bom.xlsx", BOM=[{**MAGNET, "Supplier": "Hoshi Magnet"}])
    return of_file(bom, write_workbook(folder / "answers.xlsx", Parts=[letter]))


def of_two_dates(folder, *shares):
    days = ("2024-05-01", "2026-02-03")
    return of_bill(
        folder,
        line(),
        Questions=[
            {
                "Part Number": "MAG-01",
                "About": "substance-share",
                "Substance": "Dy",
                "Answer": share,
                "Date": day,
            }
            for share, day in zip(shares, days, strict=True)
        ],
    )


@example("answer-replaced")
def _(folder):
    return of_two_dates(folder, 1, 3)


@example("answers-of-two-dates")
def _(folder):
    return of_two_dates(folder, 3, 1)


@example("answer-for-a-person")
def _(folder):
    return answered(folder, "parts", "a rotor and a stator")


@example("answer-of-unknown-item")
def _(folder):
    return answered(folder, "origin", "JP", item="MAGG")


@example("answer-unclear")
def _(folder):
    return answered(folder, "the weather", "fine")


@example("unreadable-answer")
def _(folder):
    return answered(folder, "technology", "perhaps")


@example("evidence-too-weak")
def _(folder):
    return answered(folder, "technology", "yes", Evidence="assumed")


# --------------------------------------------------------------------------- what the user says


@example("setting-refused")
def _(folder):
    assume = Assumptions(settings=(("NOWHERE.price", "1 USD"),))
    return assessed(folder, BOM=[MAGNET], assume=assume).report.problems


@example("rule-refused")
def _(folder):
    (folder / "mine.toml").write_text('id = "mine"\n', "utf-8")
    return load_rules(folder)[1]


# --------------------------------------------------------------------------- the program itself


@example("clearance-not-followed")
def _(folder):
    # No input leads to it; a record that is kept back stands for a fault of the program.
    with mock.patch("calculator.determination.followed.with_clearance", return_value=()):
        return content(folder, dysprosium(Substance="Nd", **{"wt%": 30}))


@example("declaration-unfit")
def _(folder):
    return content(folder, {"Part Number": "MAG", "Substance": "none", "Disclosure": "full"})


@example("list-without-base")
def _(folder):
    return content(folder, dysprosium(**{"wt%": 1}))


@example("content-above-price")
def _(folder):
    return content(folder, dysprosium(Value=11, Currency="USD"))


@example("price-unused")
def _(folder):
    return prices(folder, Form="alloy", Substance="Tb")


@example("price-without-substance")
def _(folder):
    return of_bill(folder, MAGNET, Prices=[{**PRICE, "Substance": None}])


@example("rate-against-bank")
def _(folder):
    rates = [{"Currency": "USD", "To": "CNY", "Rate": 0.14}]
    return of_bill(folder, MAGNET, Prices=[PRICE], Rates=rates)
