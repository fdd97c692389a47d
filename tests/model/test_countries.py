"""Countries, shares of origin and currencies as suppliers write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.model.countries import read_country, read_origin
from calculator.model.currencies import read_currency

NAMES_OF_CHINA = [
    "CN",
    "cn",
    "CHN",
    "China",
    "CHINA",
    "Ｃｈｉｎａ",
    "PRC",
    "P.R.C.",
    "P.R. China",
    "People's Republic of China",
    "China, People's Republic of",
    "Mainland China",
    "Made in China",
    "MADE IN P.R. CHINA",
    "Country of origin: China",
    "中国",
    "中國",
    "中国大陆",
    "中华人民共和国",
    "中華人民共和国",
    "中国制造",
    "中国製",
    "产地：中国",
    "産地:中国",
    "중국",
    "중국산",
    "VR China",
    "Volksrepublik China",
    "Chine",
    "République populaire de Chine",
    "Fabriqué en Chine",
    "República Popular China",
    "Hecho en China",
    "Cina",
    "Chiny",
    "Wyprodukowano w Chinach",
    "CN - China",
    "China (CN)",
    "Ganzhou, Jiangxi, China",
    "江西省赣州市",
    "Inner Mongolia",
    "Innere Mongolei",
    "内蒙古",
    "Baotou",
]

OTHER_COUNTRIES = {
    "JP": ["JP", "jpn", "Japan", "日本", "Giappone", "Japón", "Made in Japan", "日本製"],
    "DE": ["Germany", "Deutschland", "Allemagne", "德国", "ドイツ", "Niemcy"],
    "US": [
        "US",
        "USA",
        "U.S.A.",
        "United States of America",
        "美国",
        "アメリカ",
        "Vereinigte Staaten",
        "États-Unis",
    ],
    "GB": ["UK", "United Kingdom", "Great Britain", "英国"],
    "KR": ["Korea", "South Korea", "Korea, Republic of", "한국", "대한민국"],
    "TW": ["Taiwan", "Taiwan, China", "Taiwan (ROC)", "中国台湾", "台灣", "Chinese Taipei"],
    "HK": ["Hong Kong", "Hong Kong SAR China", "Hong Kong, China", "中国香港"],
    "MO": ["Macau", "Macao SAR China", "澳门"],
    "MN": ["Mongolia", "Mongolei"],
    "EU": ["EU", "European Union", "欧盟"],
    "NL": ["the Netherlands", "Holland"],
    "NO": ["NO", "Norway"],
}

NO_COUNTRY = [
    "",
    " ",
    "unknown",
    "n/a",
    "NA",
    "no",
    "No",
    "in",
    "Asia",
    "Europe",
    "imported",
    "various",
    "Congo",
    "Republic of China",
    "ROC",
    "Mongolia, Inner",
    "China or Japan",
    "China / Japan",
    "Not China",
    "Non-China",
    "ex China",
    "South China Sea",
    "motor",
    "see drawing",
    "2 %",
]


@pytest.mark.parametrize("text", NAMES_OF_CHINA)
def test_china_has_many_names(text: str) -> None:
    assert read_country(text) == "CN"


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in OTHER_COUNTRIES.items() for text in texts]
)
def test_other_countries_are_not_china(code: str, text: str) -> None:
    assert read_country(text) == code


@pytest.mark.parametrize("text", NO_COUNTRY)
def test_what_could_be_two_countries_or_none_is_unknown(text: str) -> None:
    assert read_country(text) is None


@given(
    before=st.text(max_size=8),
    after=st.text(max_size=8),
    name=st.sampled_from(["China", "中国", "중국", "Chine", "PRC", "中國"]),
)
def test_a_text_that_names_china_is_never_another_country(
    before: str, after: str, name: str
) -> None:
    assert read_country(f"{before} {name} {after}") in {None, "CN", "HK", "MO", "TW"}


@given(
    st.sampled_from(
        [text for texts in OTHER_COUNTRIES.values() for text in texts if len(text) > 2]
    ),
    st.sampled_from(NAMES_OF_CHINA),
    st.sampled_from([" ", ", ", " / ", " and ", "-", ""]),
)
def test_two_countries_are_never_the_one_that_is_not_china(
    other: str, china: str, between: str
) -> None:
    allowed = {None, "CN", "HK", "MO", "TW"}
    assert read_country(f"{china}{between}{other}") in allowed
    assert read_country(f"{other}{between}{china}") in allowed


SHARES = {
    "CN": {"CN": "1"},
    "CN 60%; AU 40%": {"CN": "3/5", "AU": "2/5"},
    "60% CN / 40% AU": {"CN": "3/5", "AU": "2/5"},
    "60% of China and 40% Japan": {"CN": "3/5", "JP": "2/5"},
    "CN:0.6,AU:0.4": {"CN": "3/5", "AU": "2/5"},
    "中国60%，日本40%": {"CN": "3/5", "JP": "2/5"},
    "CN 12,5 %; AU 87,5 %": {"CN": "1/8", "AU": "7/8"},
    "CN (60%)": {"CN": "3/5"},
    "China 60%, unknown 40%": {"CN": "3/5"},
    "CN 10%; AU 20%; China 30%": {"AU": "1/5", "CN": "2/5"},
    "0% CN; 100% JP": {"JP": "1"},
}


@pytest.mark.parametrize(("text", "shares"), SHARES.items())
def test_shares_are_exact(text: str, shares: dict[str, str]) -> None:
    origin, fault = read_origin(text)
    assert fault is None
    assert dict(origin.shares) == {code: Fraction(share) for code, share in shares.items()}


@pytest.mark.parametrize(
    "text", ["", "-", "?", "unknown", "N/A", "tbd", "未知", "不明", "unbekannt"]
)
def test_words_for_unknown_are_no_fault(text: str) -> None:
    origin, fault = read_origin(text)
    assert origin.is_unknown
    assert fault is None


@pytest.mark.parametrize(
    "text",
    [
        "China, Japan",
        "CN/VN",
        "CN 60%; JP 60%",
        "CN <60%",
        "50-60% CN",
        "rest AU, CN 20%",
        "Foo",
        "CN 60",
        "JP 90% Foo 10%",
    ],
)
def test_what_cannot_be_read_whole_is_unknown_and_says_so(text: str) -> None:
    origin, fault = read_origin(text)
    assert origin.is_unknown
    assert fault is not None
    assert "unknown" in fault


@given(st.text(max_size=40))
def test_shares_never_exceed_the_whole(text: str) -> None:
    origin, _ = read_origin(text)
    assert 0 <= origin.unknown_share <= 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CNY", "CNY"),
        ("eur", "EUR"),
        ("RMB", "CNY"),
        ("CN¥", "CNY"),
        ("元", "CNY"),
        ("人民币", "CNY"),
        ("円", "JPY"),
        ("日元", "JPY"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("US$", "USD"),
        ("US Dollars", "USD"),
        ("Schweizer Franken", "CHF"),
        ("₩", "KRW"),
        ("HK$", "HKD"),
        ("NT$ (TWD)", "TWD"),
        ("¥ (JPY)", "JPY"),
        ("zł", "PLN"),
        ("kr SEK", "SEK"),
    ],
)
def test_a_currency_is_known_by_code_name_or_symbol(text: str, code: str) -> None:
    assert read_currency(text) == (code, None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("¥", ("CNY", "JPY")),
        ("￥", ("CNY", "JPY")),
        ("kr", ("SEK", "NOK")),
        ("USD/EUR", ("several",)),
    ],
)
def test_a_symbol_of_several_currencies_is_none_and_names_them(
    text: str, names: tuple[str, ...]
) -> None:
    code, fault = read_currency(text)
    assert code is None
    assert fault is not None
    assert all(name in fault for name in names)


def test_a_dollar_sign_alone_is_american_and_says_so() -> None:
    assert read_currency("$") == (
        "USD",
        'currency "$" was read as the US dollar; write the ISO code',
    )


@pytest.mark.parametrize("text", ["", "each", "%", "foo", "kg"])
def test_other_words_are_no_currency(text: str) -> None:
    assert read_currency(text) == (None, None)
