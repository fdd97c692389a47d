"""In which of the encodings of our suppliers a text is written that is not UTF-8.

Most of what is beyond ASCII must be what people of that language write most: the first level of the national
character set, kana, Hangul syllables, accented letters inside of words. Where several fit, which is common between
Chinese and Korean, the statistics of charset-normalizer decide between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from calculator.recognition.plain_text import folded_text, plain_text
from calculator.recognition.vocabulary import hints_in

_SAMPLE: Final = 100_000
_FITS: Final = 0.7
_CLOSE: Final = 0.08


def guess(data: bytes) -> str:
    r"""The name of the encoding that fits best; latin-1, which reads everything, where none does.

    >>> guess("件号,名称,数量\nA,永磁体磁钢,2".encode("gb18030")), guess("Gehäuse für Lüfter".encode("cp1252"))
    ('gb18030', 'cp1252')
    >>> [guess("A;магнит неодимовый;2".encode(code)) for code in ("cp1251", "koi8-r")]
    ['cp1251', 'koi8-r']
    >>> guess("A;ネオジム磁石;2".encode("euc_jp")), guess("A;Mıknatıs neodyum;2".encode("cp1254"))
    ('euc_jp', 'cp1254')
    """
    # The cut may part two bytes of one character, so that the sample ends with a line.
    sample = (
        data
        if len(data) <= _SAMPLE
        else data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]
    )
    western = _western(sample)
    told = _cyrillic(sample) or _euc_japanese(data)
    if told and not _western_score(sample, western) and _decodes(data, told):
        return told
    scores = {
        encoding: _score(data, sample, encoding, common) for encoding, common in _WIDE.items()
    }
    best = max(scores.values())
    fitting = [encoding for encoding, score in scores.items() if score > max(_FITS, best - _CLOSE)]
    if fitting and best > _western_score(sample, western):
        return _likeliest(sample, fitting, scores)
    other = "" if _western_score(sample, western) else _of_other_script(sample)
    for encoding in (*filter(None, (other,)), western, "cp1252", "cp1250"):
        if _decodes(data, encoding):
            return encoding
    return "latin-1"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


# --------------------------------------------------------------------------- two bytes a character


def _score(data: bytes, sample: bytes, encoding: str, common: Callable[[bytes], bool]) -> float:
    """The share of common characters among those beyond ASCII; nothing where the bytes are no such text."""
    if not _decodes(data, encoding):
        return 0
    beyond = [
        character.encode(encoding)
        for character in sample.decode(encoding, "ignore")
        if ord(character) > 127
    ]
    if encoding == "cp932" and any(map(_japanese, beyond)):
        # No other text shows a single kana or kanji of the first level, so that half-width katakana are meant as well.
        common = _japanese_or_half
    return sum(map(common, beyond)) / len(beyond) if beyond else 0


def _japanese(code: bytes) -> bool:
    """Kana, full-width signs and the first level of JIS; half-width katakana are what Chinese taken for Japanese shows."""
    return len(code) == 2 and 0x81 <= code[0] <= 0x98 and code[0] not in {0x85, 0x86}


def _japanese_or_half(code: bytes) -> bool:
    return _japanese(code) or (len(code) == 1 and 0xA1 <= code[0] <= 0xDF)


def _simplified(code: bytes) -> bool:
    return (
        len(code) == 2 and code[1] >= 0xA1 and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3)
    )


def _traditional(code: bytes) -> bool:
    return len(code) == 2 and 0xA1 <= code[0] <= 0xC6


def _korean(code: bytes) -> bool:
    return (
        len(code) == 2 and code[1] >= 0xA1 and (0xB0 <= code[0] <= 0xC8 or 0xA1 <= code[0] <= 0xA3)
    )


_WIDE: Final[dict[str, Callable[[bytes], bool]]] = {
    "cp932": _japanese,
    "gb18030": _simplified,
    "cp950": _traditional,
    "cp949": _korean,
}


def _likeliest(sample: bytes, fitting: list[str], scores: dict[str, float]) -> str:
    """Hangul takes a part of the room of Chinese: what fits Korean alone is Korean, else letters are counted."""
    if len(fitting) == 1:
        return fitting[0]
    # Of two bytes or four nobody can tell the language; what reads as a word that matters is that word.
    known = {
        encoding: _words_that_matter(sample.decode(encoding, "ignore")) for encoding in fitting
    }
    if min(known.values()) < max(known.values()):
        return max(fitting, key=known.__getitem__)
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=fitting).best()
    if found is not None and found.encoding in fitting:
        return found.encoding
    return max(fitting, key=scores.__getitem__)


def _words_that_matter(text: str) -> int:
    """How many words beyond ASCII a text has that recognition listens for."""
    fields = {field for field in re.split(r"[\n;,\t|]", text) if not field.isascii()}
    return sum(
        not match.group().isascii()
        for field in fields
        for match in hints_in(folded_text(plain_text(field)))
    )


def _euc_japanese(data: bytes) -> str:
    """EUC-JP where much is kana, which stand where Chinese has next to nothing; else nothing."""
    if not _decodes(data, "euc_jp"):
        return ""
    beyond = [letter for letter in data.decode("euc_jp") if letter > "\x7f"]
    kana = sum("\u3040" <= letter <= "\u30ff" for letter in beyond)
    return "euc_jp" if beyond and kana >= _MUCH_KANA * len(beyond) else ""


_MUCH_KANA: Final = 0.5


# --------------------------------------------------------------------------- one byte a character


def _cyrillic(sample: bytes) -> str:
    """In which of two ways nearly all beyond ASCII is Cyrillic, told by the letters that Russian has most; else nothing."""
    often = {
        encoding: sum(map(sample.decode(encoding, "replace").lower().count, _OFTEN))
        for encoding in ("cp1251", "koi8-r")
    }
    encoding = max(often, key=often.__getitem__)
    beyond = [letter for letter in sample.decode(encoding, "replace") if letter > "\x7f"]
    russian = sum("\u0400" <= letter <= "\u04ff" for letter in beyond)
    is_russian = russian >= _NEARLY_ALL * len(beyond) and often[encoding] >= _HALF * len(beyond)
    return encoding if beyond and is_russian else ""


_OFTEN: Final = "оеаинтрслвк"
_NEARLY_ALL: Final = 0.9
_HALF: Final = 0.5


_SCRIPTS: Final = (
    ("cp1253", "\u0370", "\u03ff", "αοιετσνηυρπκμλ"),
    ("cp1255", "\u0590", "\u05ff", "יוהלאתרמבש"),
    ("cp1256", "\u0600", "\u06ff", "ايلنمتورب"),
    ("cp874", "\u0e00", "\u0e7f", "านรอกเงมยล"),
)
"""Encodings of further scripts: the first and the last letter of each, and those that its languages have most."""


def _of_other_script(sample: bytes) -> str:
    """The encoding in which nearly all beyond ASCII is of one script, and much of it what its languages have most; else nothing.

    In a Western one the same bytes are words of accented letters alone, which no language has.
    """
    shares: dict[str, float] = {}
    for encoding, first, last, often in _SCRIPTS:
        text = sample.decode(encoding, "replace").lower()
        beyond = [letter for letter in text if letter > "\x7f"]
        if beyond and sum(first <= letter <= last for letter in beyond) >= _NEARLY_ALL * len(
            beyond
        ):
            shares[encoding] = sum(map(text.count, often)) / len(beyond)
    return max(shares, key=shares.__getitem__, default="")


_POLISH: Final = re.compile(
    rb"[\xb3\xb9\xbf\x9f](?=[A-Za-z\x80-\xff])|(?<![A-Za-z0-9])[\xa3\xaf\x8f\x8c](?=[a-z\x80-\xff])|\x9c(?=[bcdklmnprtwz\xe6])|(?<=[a-z])[\xb9\xea\xbf\x9f](?![A-Za-z0-9])|(?<=[a-z])\xf1(?![aeiou\xe1\xe9\xed\xf3\xfa])"
)
_WESTERN: Final = re.compile(
    rb"[\xe0\xe8\xec\xf2\xf9\xe2\xee\xfb\xe3\xf5](?=[A-Za-z])|(?<=[a-z])[\xe0\xe8\xec\xf2\xf9]|\xf1(?=[aeiou\xe1\xe9\xed\xf3\xfa])|\x9c(?=[uid])|\xea(?=[a-z])"
)
_TURKISH: Final = re.compile(
    rb"(?<=[A-Za-z])[\xfd\xfe\xf0]|[\xfd\xfe\xf0](?=[a-z])|(?<![A-Za-z])[\xdd\xde](?=[a-zA-Z])"
)
"""Dotless i, s with a cedilla, soft g: where Western tables have letters of Icelandic."""
_CZECH: Final = re.compile(rb"[\x8a\x8e\x9a\x9e\xec\xf8\xe8]")
_USUAL: Final = frozenset(
    "ıİşŞğĞäöüßÄÖÜéèàùâêîôûëïçœñáíóúÁÉÍÓÚìòÉÈÀÇŒÑøåæØÅÆãõąćęłńśźżĄĆĘŁŃŚŹŻ°µ²³±×Ø€®™–—’‘“”…½¼¾«»·§¿¡ºª•´`"
)


def _western(sample: bytes) -> str:
    """Letters of Polish stand where Western ones would be superscripts and signs in the middle of words."""
    polish = len(_POLISH.findall(sample))
    if polish and polish >= len(_WESTERN.findall(sample)):
        return "cp1250"
    return "cp1254" if _TURKISH.search(sample) and not _CZECH.search(sample) else "cp1252"


def _western_score(sample: bytes, encoding: str) -> float:
    """The share of letters and signs that are usual, and not three in a row, which no word has."""
    text = sample.decode(encoding, "replace")
    beyond = sum(character > "\x7f" for character in text)
    in_rows = sum(len(row) for row in _ROW.findall(text))
    usual = sum(character in _USUAL for character in _ROW.sub("", text))
    return usual / beyond if beyond and in_rows < beyond / 2 else 0


_ROW: Final = re.compile("[^\x00-\x7f]{3,}")
