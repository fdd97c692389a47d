"""Cells that mean more than they should: numbers, units, percentages, dates, texts."""

from __future__ import annotations

from tests.attacks.registry import ANY, CONTENT, MAGNET, OPEN, PRODUCT, attack, write

CROSSES = frozenset({1})
NUMBERS = (
    "1e308",
    "1E+400",
    "1e999999999",
    "-1e999999999",
    "NaN",
    "nan",
    "INF",
    "-inf",
    "Infinity",
    "1e-400",
    "-5",
    "-0",
    "0x10",
    "0b1",
    "1_000",
    "1/0",
    "10/0",
    "1,234",
    "1.234,56.78",
    "1..2",
    "--1",
    "+-3",
    "9" * 400,
    "0." + "0" * 400 + "1",
    "1" + "0" * 50,
    "１０",
    "١٢٣",
    "৩",
    "Ⅻ",
    "①",
    "½",
    "10^9",
    "10**9",
    "=1E9",
    "=cmd|'/c calc'!A0",
    "1e5e5",
    "10 parsecs",
    "10\u202e01",
    "1\u200b0",
    "1 0 0 0 0 0 0",
    "10;20;30",
    "1e30",
    "1e31",
    "ten",
    "∞",
    "‰",
    "10$10",
    "$",
    "10 USD EUR",
    "10-",
    "10–5",
)
for number, text in enumerate(NUMBERS):
    # A price that cannot be read is unknown and never large; so can this magnet never be below.
    @attack(f"price-{number:02}", f"a unit price of {text[:20]!r}", OPEN)
    def _(folder, text=text):
        if text in {"1" + "0" * 50, "1e30", "１０", "10^9", "10 USD EUR"}:
            write(
                folder,
                [
                    PRODUCT,
                    MAGNET,
                    {**MAGNET, "Part Number": "SPACER", "Item Class": "other", "Unit Price": text},
                ],
            )
        else:
            write(
                folder,
                [
                    PRODUCT,
                    {**MAGNET, "Unit Price": text},
                    {**MAGNET, "Part Number": "MAG2", "Unit Price": 10},
                ],
                [CONTENT, {**CONTENT, "Part Number": "MAG2"}],
            )


for number, text in enumerate(NUMBERS[:30]):

    @attack(f"quantity-{number:02}", f"a quantity of {text[:20]!r}", OPEN)
    def _(folder, text=text):
        write(folder, [PRODUCT, {**MAGNET, "Quantity": text}])

    @attack(f"weight-percent-{number:02}", f"{text[:20]!r} wt%", OPEN)
    def _(folder, text=text):
        write(folder, content=[{**CONTENT, "wt%": text}])


for number, text in enumerate(
    (
        "-3",
        "101",
        "1000000 %",
        "100.0000001",
        "3 %%",
        "0.1‰",
        "30000 ppm",
        "3 ppb",
        "<",
        "<0.1",
        ">0",
        "3±2",
        "trace",
        "bal.",
        "rest",
    )
):

    @attack(f"share-{number:02}", f"a share of {text!r} where no value is given", frozenset({1, 3}))
    def _(folder, text=text):
        write(
            folder,
            content=[
                {**CONTENT, "wt%": text, "Value": None, "Disclosure": "full"},
                {**CONTENT, "Substance": "Tb", "wt%": 1, "Value": 1},
            ],
        )


for number, unit in enumerate(
    (
        "ton",
        "stone",
        "furlong",
        "pcs" * 50,
        "kg kg",
        "=kg",
        "\u202ekg",
        "mol",
        "g/cm3",
        "🧲",
        "m²³",
        "%",
        "EA\x07",
    )
):

    @attack(f"unit-{number:02}", f"the unit {unit[:12]!r}", OPEN)
    def _(folder, unit=unit):
        write(
            folder,
            [
                PRODUCT,
                {**MAGNET, "Unit": unit.replace("\x07", ""), "Mass Unit": unit.replace("\x07", "")},
            ],
        )


for number, money in enumerate(
    (
        "¤",
        "$",
        "XXX",
        "BTC",
        "USDUSD",
        "U$D",
        "usd ",
        "ƒ",
        "¥",
        "kr",
        "=USD",
        "\u202eDSU",
        "DEM",
        "000",
    )
):

    @attack(f"currency-{number:02}", f"the currency {money!r}", OPEN)
    def _(folder, money=money):
        write(folder, [PRODUCT, {**MAGNET, "Currency": money}], [{**CONTENT, "Currency": money}])


for number, country in enumerate(
    (
        "Atlantis",
        "CN 60%; CN 60%",
        "CN 200%",
        "CN -5%",
        "China, not",
        "non-China",
        "JP/CN",
        "not CN",
        "ex CN",
        "Taiwan, China",
        "HK",
        "CHN;",
        "100% JP 100% CN",
        "CN" * 500,
        "ＣＮ",
        "C\u200bN",
        "СN",
    )
):

    @attack(f"origin-{number:02}", f"content from {country[:20]!r}", OPEN)
    def _(folder, country=country):
        write(
            folder,
            content=[
                {**CONTENT, "Country of Origin": country},
                {**CONTENT, "Substance": "Tb", "wt%": 1, "Value": 1, "Country of Origin": "CN"},
            ],
        )


for number, day in enumerate(
    (
        "2026-02-30",
        "9999-12-31",
        "0000-00-00",
        "-1",
        "30/02/2026",
        "yesterday",
        "1e9",
        "2026-13-01",
        99999999,
        -5,
        0.5,
    )
):

    @attack(f"date-{number:02}", f"valid until {day!r}", OPEN)
    def _(folder, day=day):
        write(folder, content=[{**CONTENT, "Valid Until": day, "Date": day}])


TEXTS = {
    "formula": "=cmd|'/c calc'!A0",
    "formula-plus": "+cmd|'/c calc'!A0",
    "formula-at": "@SUM(1+1)*cmd|'/c calc'!A0",
    "formula-minus": "-2+3+cmd|'/c calc'!A0",
    "formula-tab": "\t=1+1",
    "hyperlink": '=HYPERLINK("http://127.0.0.1:9/?"&A1,"x")',
    "html": "<script>alert(1)</script>",
    "html-image": "<img src=x onerror=alert(1)>",
    "xml": "</t></si><si><t>",
    "markdown": "[x](http://127.0.0.1:9) | ![y](z) | `code`",
    "template": "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
    "format": "%s%s%s%n{0.__class__}",
    "rich": "[red]MAG[/red][link=http://127.0.0.1:9]x[/link]",
    "ansi": "\u009b31mMAG\u009b0m",
    "rtl": "MAG\u202eGAM",
    "zero-width": "M\u200bA\u200bG",
    "homoglyph": "М\u0410G",
    "combining": "M" + "\u0301" * 500 + "AG",
    "emoji": "👨‍👩‍👧‍👦" * 100,
    "long": "M" * 32_767,
    "newlines": "M\n\n\nA\rG",
    "quotes": "\"MAG\" 'x' `y`",
    "path": "../../../etc/passwd",
    "windows-path": "C:\\Windows\\system32\\con",
    "null-word": "null",
    "none-word": "None",
    "nan-word": "NaN",
    "true-word": "TRUE",
    "json": '{"verdict":"below"}',
    "comma": "MAG,1,2,3",
    "semicolon": "MAG;1;2",
    "spaces": "  MAG   1  ",
    "private-use": "\ue000\uf8ff",
    "non-character": "\ufdd0MAG",
    "plane-16": "\U0010ffff",
    "tags": "MAG\U000e0001\U000e0042",
    "bidi-isolate": "\u2066MAG\u2069",
    "dash": "-",
    "number-like": "1e5",
    "product": "PRD",
}
for name, text in TEXTS.items():

    @attack(
        f"text-{name}",
        f"a part number of {text[:16]!r}",
        ANY if name in {"product", "dash", "non-character"} else OPEN,
    )
    def _(folder, text=text):
        write(
            folder,
            [
                PRODUCT,
                {
                    **MAGNET,
                    "Part Number": text,
                    "Description": text,
                    "Supplier": text,
                    "Material": "NdFeB",
                },
            ],
            [{**CONTENT, "Part Number": text, "Reference": text}],
        )


for name, text in (
    ("material-homoglyph", "NdF\u0435B"),
    ("material-zero-width", "Nd\u200bFe\u200bB"),
    ("material-fullwidth", "ＮｄＦｅＢ"),
    ("material-spaced", "N d F e B"),
    ("material-russian", "неодимовый магнит"),
):

    @attack(name, f"a magnet of {text!r} that nobody states to be one", OPEN)
    def _(folder, text=text):
        write(
            folder,
            [
                PRODUCT,
                {
                    "Level": 1,
                    "Part Number": "X-1",
                    "Description": "Ring 10x5",
                    "Quantity": 1,
                    "Material": text,
                    "Unit Price": 10,
                    "Currency": "USD",
                },
            ],
            [],
        )


for name, text in (
    ("described-homoglyph", "Ring m\u0430gnet"),
    ("described-zero-width", "Ring mag\u200bnet"),
    ("described-soft-hyphen", "Ring mag\u00adnet"),
    ("described-fullwidth", "Ｒｉｎｇ ｍａｇｎｅｔ"),
    ("described-bold", "𝐑𝐢𝐧𝐠 𝐦𝐚𝐠𝐧𝐞𝐭"),
    ("described-spaced", "R I N G   M A G N E T"),
    ("described-hebrew", "מגנט"),
    ("described-arabic", "مغناطيس"),
):

    @attack(name, f"{text!r} that nobody states to be a magnet", OPEN)
    def _(folder, text=text):
        write(
            folder,
            [
                PRODUCT,
                {
                    "Level": 1,
                    "Part Number": "X-1",
                    "Description": text,
                    "Quantity": 1,
                    "Unit Price": 10,
                    "Currency": "USD",
                },
            ],
            [],
        )


@attack("disclosure-garbage", "Disclosure of something else than full", OPEN)
def _(folder):
    write(folder, content=[{**CONTENT, "Value": None, "wt%": None, "Disclosure": "fu11"}])


@attack("none-and-some", "nothing inside, and something inside", OPEN)
def _(folder):
    write(
        folder, content=[{"Part Number": "MAG", "Substance": "none", "Disclosure": "full"}, CONTENT]
    )


@attack("contradicting-content", "the same certificate twice, once harmless", OPEN)
def _(folder):
    write(folder, content=[CONTENT, {**CONTENT, "Value": 0, "wt%": 0}])


@attack("conflicting-price", "the magnet twice, once for a million", OPEN)
def _(folder):
    write(folder, [PRODUCT, MAGNET, {**MAGNET, "Unit Price": 1_000_000}])


@attack("conflicting-class", "the magnet twice, once as other", OPEN)
def _(folder):
    write(folder, [PRODUCT, MAGNET, {**MAGNET, "Item Class": "other"}])


@attack("class-other", "a magnet stated as an assembly that holds itself", ANY)
def _(folder):
    write(folder, [PRODUCT, {**MAGNET, "Item Class": "assembly"}, {**MAGNET, "Level": 2}])


@attack("price-per-huge", "a price per 10^30", OPEN)
def _(folder):
    write(folder, [PRODUCT, {**MAGNET, "Price Per": "1" + "0" * 40}])


@attack("rates-circle", "exchange rates that go round and grow", OPEN)
def _(folder):
    rates = [
        {"Currency": "USD", "To": "EUR", "Rate": 2},
        {"Currency": "EUR", "To": "JPY", "Rate": 2},
        {"Currency": "JPY", "To": "USD", "Rate": 2},
    ]
    write(folder, content=[{**CONTENT, "Currency": "JPY"}], Rates=rates)


@attack("rates-zero", "an exchange rate of zero", OPEN)
def _(folder):
    write(
        folder,
        content=[{**CONTENT, "Currency": "EUR"}],
        Rates=[
            {"Currency": "EUR", "To": "USD", "Rate": 0},
            {"Currency": "USD", "To": "EUR", "Rate": "1e-30"},
        ],
    )


@attack("prices-zero", "dysprosium for nothing", OPEN)
def _(folder):
    write(
        folder,
        content=[{**CONTENT, "Value": None}],
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": 0, "Currency": "USD"}],
    )


@attack("prices-swapped", "a price from a million to one", OPEN)
def _(folder):
    write(
        folder,
        content=[{**CONTENT, "Value": None}],
        Prices=[
            {
                "Substance": "Dy",
                "Form": "metal",
                "Min Price": 1_000_000,
                "Max Price": 1,
                "Currency": "USD",
            }
        ],
    )


for number, substance in enumerate(
    (
        "Dy" * 200,
        "Dy2O3" * 50,
        "D" + "y" * 3000,
        "Dy999999999999",
        "Dy2(O3",
        "((((Dy))))" * 20,
        "Dy2O3.H2O" * 30,
        "Dу",
        "ＤＹ",
        "Unobtainium",
        "=Dy",
        "Dy\nTb",
        "[Dy]",
        "Dy{2}",
        "dy",
        "DY2O3",
        "Dysprosium(III) oxide",
    )
):

    @attack(f"substance-{number:02}", f"the substance {substance[:16]!r}", OPEN)
    def _(folder, substance=substance):
        write(
            folder,
            content=[
                {**CONTENT, "Substance": substance},
                {**CONTENT, "Substance": "Tb", "wt%": 1, "Value": 1},
            ],
        )
