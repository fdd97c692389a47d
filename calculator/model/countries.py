"""Countries by their names in the languages of the files, from Babel's CLDR data."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.model.item import SOMEWHERE, Origin
from calculator.model.source import Source
from calculator.numbers.number_text import read_number

LANGUAGES: Final = ("en", "zh_Hans", "zh_Hant", "ja", "ko", "de", "fr", "es", "it", "pl")

# Names that CLDR lacks, by their keys (see name_key): of China and its neighbours in law, and a few that everybody writes.
_MORE_NAMES: Final = {
    "CN": "prc prchina chinaprc chinapr peoplesrepublicofchina peoplesrepofchina chinapeoplesrepublicof mainlandchina chinamainland chinese "
    "中华人民共和国 中華人民共和國 中華人民共和国 中国大陆 中國大陸 中国大陸 中国内地 중화인민공화국 중국본토 vrchina volksrepublikchina chinavolksrepublik festlandchina "
    "republiquepopulairedechine rpchine rpdechine chinepopulaire chinecontinentale republicapopularchina republicapopulardechina rpchina chinacontinental "
    "repubblicapopolarecinese repubblicapopolaredicina rpcinese chinskarepublikaludowa chrl chinach",
    "TW": "taiwanchina taiwanroc roctaiwan taiwanprovinceofchina taiwanprovincechina provinceoftaiwan republicofchinataiwan chinesetaipei taipei 中国台湾 中國台灣 中國臺灣 "
    "中国台湾省 台湾省 台灣省 中华台北 中華台北 中华民国 中華民國 中華民国 臺灣 台灣地區 台湾地区",
    "HK": "hongkong hongkongsar hongkongchina hongkongsarchina hksar hksarchina chinahongkong 香港 中国香港 中國香港 홍콩 hongkongchiny",
    "MO": "macau macao macausar macausarchina macauchina macaochina chinamacau chinamacao 澳门 澳門 中国澳门 中國澳門 マカオ 마카오 makau",
    "US": "usa unitedstatesofamerica usofa 美國 米国 アメリカ 미국 usamerika vereinigtestaatenvonamerika etatsunisdamerique estadosunidosdeamerica statiunitidamerica eeuu",
    "GB": "uk greatbritain britain england scotland wales 英國 영국 grossbritannien granbretana grandebretagne granbretagna 대영제국",
    "KR": "korea rok southkorea republicofkorea korearepublicof korearep korearepublic 南韩 韓国 韓國 한국 coree corea",
    "KP": "dprk",
    "DE": "federalrepublicofgermany 德國",
    "NL": "holland thenetherlands",
    "CZ": "czechrepublic",
    "RU": "russianfederation",
    "TR": "turkey turkiye",
    "EU": "eu europeanunion",
}

# The divisions of China, which suppliers write instead of it; above all Inner Mongolia, which is not Mongolia.
_DIVISIONS_OF_CHINA: Final = (
    "innermongolia innermongoliaautonomousregion neimenggu neimongol inneremongolei interiormongolia mongolieinterieure mongoliainterior mongoliainterna mongoliawewnetrzna "
    "内蒙古 内蒙古自治区 內蒙古 内モンゴル 内モンゴル自治区 내몽골 네이멍구 "
    "guangdong jiangsu zhejiang shandong fujian jiangxi hunan hubei henan hebei sichuan anhui shaanxi shanxi liaoning jilin heilongjiang guizhou yunnan "
    "guangxi hainan gansu qinghai ningxia xinjiang tibet beijing shanghai tianjin chongqing shenzhen dongguan guangzhou ningbo hangzhou ganzhou baotou suzhou "
    "广东 江苏 浙江 山东 福建 江西 湖南 湖北 河南 河北 四川 安徽 陕西 山西 辽宁 吉林 黑龙江 贵州 云南 广西 海南 甘肃 青海 宁夏 新疆 西藏 北京 上海 天津 重庆 "
    "廣東 江蘇 山東 遼寧 深圳 东莞 東莞 广州 廣州 宁波 寧波 杭州 赣州 贛州 包头 包頭 苏州 蘇州"
)

# One name, several countries; and the Republic of China, which is Taiwan's name and a common slip for the other China.
_AMBIGUOUS: Final = frozenset(
    [
        "congo",
        "kongo",
        "刚果",
        "剛果",
        "コンゴ",
        "콩고",
        "guinea",
        "sudan",
        "samoa",
        "micronesia",
        "virginislands",
        "saintmartin",
        "republicofchina",
        "roc",
        "chinarepublicof",
    ]
)

# Codes that are words too: in small letters they are not meant as countries. "NA" is "not available", never Namibia.
_WORDS: Final = frozenset(
    [
        "no",
        "na",
        "ne",
        "ni",
        "si",
        "is",
        "in",
        "so",
        "to",
        "as",
        "at",
        "be",
        "by",
        "do",
        "me",
        "my",
        "am",
        "an",
        "ch",
        "la",
        "it",
        "id",
        "ml",
        "mm",
        "pc",
        "and",
        "are",
        "can",
        "com",
        "cod",
        "gin",
        "mar",
        "not",
        "per",
        "ton",
    ]
)
_NO_CODES: Final = frozenset({"NA"})

_PREFIX = re.compile(
    r"^(?:country of origin|place of origin|made in|product of|produced in|manufactured in|origin|coo|hergestellt in|ursprung(?:sland)?|"
    r"fabriqu[ée] (?:en|au|aux|à)|hecho en|fabricado en|prodotto in|fatto in|fabbricato in|wyprodukowano w|"
    r"pays d'origine|origine|pa[ií]s de origen|origen|paese di origine|kraj pochodzenia)\b\s*[:=]?\s*(?:the |der |den |die )?|^the ",
    re.IGNORECASE,
)
_CJK_PREFIX = re.compile(
    r"^(?:原产国|原产地|原產地|产地|產地|産地|原産国|原産地|生産国|製造国|制造国|원산지|제조국)\s*[:=]?\s*"
)
_SUFFIX = re.compile(
    r"(?<=.)(?:\s*(?:制造|製造|制|製|生产|生產|生産|产|產|産|제조|산|제)| origin| only)$",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[()\[\],;/:–—-]+|(?<=[\u4e00-\u9fff])[省市]")
_NOT_KEY = re.compile(r"[\W_]+")


@cache
def read_country(text: str) -> str | None:
    """ISO 3166 alpha-2 code of the one country that a text names, or None.

    A text that names two countries, a continent or half of something is None. ``EU`` is the Union as a whole:
    not China, and no more is known. CN is mainland China; HK, MO and TW have their own codes (ISO 3166-1).

    >>> [read_country(text) for text in ("cn", "CHN", "Made in P.R. China", "中国制造", "VR China", "Ｃｈｉｎａ")]
    ['CN', 'CN', 'CN', 'CN', 'CN', 'CN']
    >>> [read_country(text) for text in ("Taiwan, China", "中国香港", "Inner Mongolia", "Deutschland", "EU")]
    ['TW', 'HK', 'CN', 'DE', 'EU']
    >>> [read_country(text) for text in ("Asia", "Congo", "imported", "no", "China or Japan")]
    [None, None, None, None, None]
    """
    plain = unicodedata.normalize("NFKC", text[:120]).strip()
    found = _country(plain)
    if found is None:
        stripped = _SUFFIX.sub("", _CJK_PREFIX.sub("", _PREFIX.sub("", plain))).strip()
        found = _country(stripped) if stripped != plain else None
        plain = stripped
    if found is None and not _is_ambiguous(plain):
        # "Ganzhou, China", "CN - China": every piece has to name the same country.
        pieces = {_country(piece.strip()) for piece in _PIECES.split(plain) if piece.strip()}
        found = pieces.pop() if len(pieces) == 1 else None
    return found


def read_origin(text: str, cells: tuple[Source, ...] = ()) -> tuple[Origin, str | None]:
    """Countries with their shares, and a fault where the text could not be read whole; then all of it is unknown.

    Shares are percentages, or fractions below 1 on every country; what they leave of the whole is unknown.

    >>> str(read_origin("CN 60%; AU 30%")[0]), str(read_origin("0.6 CN, 0.4 AU")[0]), str(read_origin("tbd")[0])
    ('AU 30%; CN 60%; unknown 10%', 'AU 40%; CN 60%', 'unknown')
    >>> read_origin("China, Japan")[1]
    'origin "China, Japan" names several countries without their shares; it is unknown. Write "CN 60%; JP 40%"'
    """
    shares, fault = _shares(text)
    return Origin(shares=shares, cells=cells, named=() if fault is None else _named(text)), fault


# --------------------------------------------------------------------------- shares

_UNKNOWN_WORDS: Final = frozenset(
    [
        "unknown",
        "na",
        "notavailable",
        "notapplicable",
        "notknown",
        "undisclosed",
        "none",
        "nil",
        "tbd",
        "tba",
        "various",
        "unbekannt",
        "keineangabe",
        "ka",
        "inconnu",
        "nc",
        "desconocido",
        "sconosciuto",
        "nd",
        "nieznany",
        "nieznane",
        "brak",
        "未知",
        "不明",
        "不详",
        "不詳",
        "未定",
        "无",
        "無",
        "なし",
        "알수없음",
        "미상",
        "불명",
    ]
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,20})?)\s*%")
_FRACTION = re.compile(r"(?<![\d.,])(0?[.,]\d{1,20}|1[.,]0{1,20})(?![\d%])")
_Read = tuple[tuple[tuple[str, Fraction], ...], str | None]
_TRIMMED: Final = " \t\n\r:;,=/|+&()[]-–、·"
_OF = re.compile(r"^(?:and|und|et|y|e|i|of|from|aus|de)\s+|\s+(?:and|und|et|y|e|i)$", re.IGNORECASE)
_LIST = re.compile(
    r"[;/|+&,、\n]|\b(?:and|or|und|oder|et|ou|y|o|lub)\b|[和及或与與]", re.IGNORECASE
)


@cache
def _shares(text: str) -> _Read:
    plain = unicodedata.normalize("NFKC", text[:300]).strip()
    quoted = " ".join(text[:60].split())
    if name_key(plain) in _UNKNOWN_WORDS or not name_key(plain):
        return (), None
    whole = read_country(plain)
    if whole is not None:
        return ((whole, Fraction(1)),), None
    for pattern, hundred in ((_PERCENT, 100), (_FRACTION, 1)):
        words = [_OF.sub("", word.strip(_TRIMMED)).strip(_TRIMMED) for word in pattern.split(plain)]
        if len(words) > 1:
            return _paired(words, hundred, quoted)
    listed = [code for code in map(read_country, _LIST.split(plain)) if code]
    if len(listed) > 1:
        return (
            (),
            f'origin "{quoted}" names several countries without their shares; it is unknown. Write "CN 60%; JP 40%"',
        )
    return (
        (),
        f'origin "{quoted}" is not a country that is known; it is unknown. Write an ISO code such as CN',
    )


def _named(text: str) -> tuple[str, ...]:
    """The countries in a text that could not be read whole, and that there may be others."""
    words = [
        word
        for word in _LIST.split(unicodedata.normalize("NFKC", text[:300]))
        if word.strip(_TRIMMED)
    ]
    codes = [read_country(word.strip(_TRIMMED)) or SOMEWHERE for word in words]
    return tuple(dict.fromkeys(codes)) or (SOMEWHERE,)


def _paired(words: list[str], hundred: int, quoted: str) -> _Read:
    """``words`` alternate between texts and numbers: every number belongs to the name before it, or every one to that behind."""
    names = words[2::2] if not words[0] else words[:-1:2]
    shares: dict[str, Fraction] = {}
    total = Fraction(0)
    for name, number in zip(names, words[1::2], strict=True):
        share, code = read_number(number), read_country(name)
        if (
            share is None
            or (code is None and name_key(name) not in _UNKNOWN_WORDS)
            or (words[0] and words[-1])
        ):
            return (
                (),
                f'origin "{quoted}" is not countries with their shares; it is unknown. Write "CN 60%; JP 40%"',
            )
        total += share / hundred
        if code is not None and share:
            shares[code] = shares.get(code, Fraction(0)) + share / hundred
    if total > 1:
        return (), f'origin "{quoted}" adds up to more than 100 %; it is unknown'
    return tuple(sorted(shares.items())), None


# --------------------------------------------------------------------------- countries


def _country(plain: str) -> str | None:
    if plain.isascii() and plain.isalpha() and len(plain) in (2, 3):
        if plain in _NO_CODES or (plain.casefold() in _WORDS and not plain.isupper()):
            return None
        return _codes().get(plain.upper()) or _countries().get(plain.casefold())
    return _countries().get(name_key(plain))


def _is_ambiguous(plain: str) -> bool:
    return name_key(plain) in _AMBIGUOUS


def name_key(text: str) -> str:
    """Strip a name of case, width, accents, spaces and punctuation."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f").replace(
        "ł", "l"
    )
    return _NOT_KEY.sub("", unicodedata.normalize("NFC", plain))


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 and alpha-3 codes; those that once meant several countries are left out."""
    from babel.core import get_global

    codes = {code: code for code in _territories("en")}
    for alias, now in get_global("territory_aliases").items():
        if re.fullmatch("[A-Z]{3}", alias) and len(now) == 1 and now[0] in codes:
            codes[alias] = now[0]
    return {**codes, "UK": "GB", "PRC": "CN"}


@cache
def _countries() -> dict[str, str]:
    """Every spelling of every country; one that two countries share is left out."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in _territories(language).items():
            found.setdefault(name_key(name), set()).add(code)
    names = {
        name: codes.pop()
        for name, codes in found.items()
        if len(codes) == 1 and name not in _AMBIGUOUS
    }
    for code, more in _MORE_NAMES.items():
        names.update({name_key(name): code for name in more.split()})
    return {**names, **{name_key(name): "CN" for name in _DIVISIONS_OF_CHINA.split()}}


_NOT_COUNTRIES: Final = frozenset({"ZZ", "XA", "XB", "QO", "EZ", "UN"})


def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale.parse(language).territories.items()
    return {
        str(code): str(name)
        for code, name in territories
        if re.fullmatch("[A-Z]{2}", str(code)) and code not in _NOT_COUNTRIES
    }
