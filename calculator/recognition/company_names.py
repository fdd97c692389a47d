"""Which company a text names without a label: its letterhead, or "we, X GmbH, declare". To whom a text is written is not who wrote it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.plain_text import folded_text
from calculator.reference.letterheads import letterhead_words

_LONGEST: Final = 400
_LINES: Final = late_pattern(r"[\n\r\t|•·;；]+|\s{3,}")
_LABELED: Final = late_pattern(r"(?P<label>[^:：]{2,40})[:：]\s*(?P<text>.+)", re.DOTALL)
_WORDS_BEFORE: Final = late_pattern(
    r"(?i)^(?:©\s*)?(?:we|wir|nous|noi|nosotros|from|von|by|(?:made|issued|declared|supplied|signed) by)[\s,]+"
)
_MAIL: Final = late_pattern(r"[\w.+-]+@(?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", needs=("@",))
_SITE: Final = late_pattern(r"(?:https?://)?www\.(?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/?\S*")
_SHORT: Final = 3
_SHOWN: Final = 80
_VERBS: Final = r"(?i:(?:hereby|herewith|declare|certif|confirm|state|erklär|bestätig|déclar|certific|dichiar)\w*)"


def companies_in(text: str) -> tuple[str, ...]:
    r"""The companies that a text names as its own, in their order; a laboratory speaks for nobody.

    >>> companies_in("Pannon Magnet Kft\nH-1117 Budapest"), companies_in("We, Hoshi Magnetics Co., Ltd., declare that")
    (('Pannon Magnet Kft',), ('Hoshi Magnetics Co., Ltd',))
    >>> companies_in("宁波磁材有限公司 成分表"), companies_in("To: Rheintal GmbH"), companies_in("Ni, Cu AG"), companies_in("Typical values"), companies_in("SGS Ltd")
    (('宁波磁材有限公司',), (), (), (), ())
    >>> companies_in("we, severn ltd, declare that")
    ('severn ltd',)
    """
    if not 0 < len(text) <= _LONGEST or not _may_name(text):
        return ()
    found = (_company_in(line.strip()) for line in _LINES.split(text))
    return tuple(dict.fromkeys(name for name in found if name))


def mail_domains_in(text: str) -> tuple[str, ...]:
    """The domains of the e-mail addresses in a text, and of a site that is all of it, without hosts of everybody's mail and laboratories.

    >>> mail_domains_in("qa@hoshi-magnet.co.jp"), mail_domains_in("www.severn.com"), mail_domains_in("hoshi@163.com"), mail_domains_in("see www.ipc.org")
    (('hoshi-magnet',), ('severn',), (), ())
    """
    domains = [match["domain"] for match in _MAIL.finditer(text.casefold())]
    if site := _SITE.fullmatch(text.strip().casefold()):
        domains.append(site["domain"])
    names = (_own_name(domain) for domain in domains)
    return tuple(
        dict.fromkeys(
            name
            for name in names
            if name and name not in letterhead_words().mail_hosts and not is_laboratory(name)
        )
    )


def _own_name(domain: str) -> str:
    """What somebody registered of a domain: hoshi-magnet of mail.hoshi-magnet.co.jp."""
    labels = domain.split(".")[:-1]
    if len(labels) > 1 and len(labels[-1]) <= _SHORT:
        labels = labels[:-1]
    return labels[-1] if labels else ""


def is_addressee(text: str) -> bool:
    """True for a label or a word behind which it is said to whom, or for whom, something is.

    >>> is_addressee("Customer:"), is_addressee("Attn."), is_addressee("Supplier")
    (True, True, False)
    """
    return folded_text(text).strip(" .:：,") in _addressees()


def _company_in(line: str) -> str:
    labeled = _LABELED.fullmatch(line)
    if labeled:
        if is_addressee(labeled["label"]):
            return ""
        line = labeled["text"]
    if any(line.endswith(word) for word in letterhead_words().addressed):
        return ""
    first, _, rest = line.partition(" ")
    if rest and is_addressee(first):
        return ""
    name = _name_in(_WORDS_BEFORE.sub("", line))
    return "" if is_laboratory(name) else name


def _name_in(line: str) -> str:
    joined = _joined().match(line)
    if joined and re.search("[A-Za-z]{3}", line[joined.end() :]):
        # 星磁有限公司 Star Magnetics: what stands beside it is its name in other letters.
        return line[:_SHOWN].strip()
    match = _named().match(line) or joined
    name = next(filter(None, match.groups())).strip(" .,") if match else ""
    # "Ni Cu AG" is a coat, "Grade N42SH SE" a grade.
    is_grade = name[-2:].isupper() and any(map(str.isdigit, name))
    return name if re.search(r"[^\W\d_]{3}|[^\x00-\x7f]{2}", name) and not is_grade else ""


def is_laboratory(name: str) -> bool:
    """True for a testing laboratory, by a word of its name."""
    plain = folded_text(name)
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) if word.isascii() else word in plain
        for word in map(folded_text, letterhead_words().laboratories)
    )


def _may_name(text: str) -> bool:
    return bool(_any_form().search(text))


@cache
def _addressees() -> frozenset[str]:
    return frozenset(map(folded_text, letterhead_words().addressees))


def _form(word: str) -> str:
    """Points and spaces may stand between the letters of a short form: S.A., s. r. o."""
    if " " in word:
        return r"[.\s]+".join(map(_form, word.split()))
    return r"\.?\s?".join(map(re.escape, word)) if len(word) <= _SHORT else re.escape(word)


@cache
def _forms() -> str:
    words = letterhead_words()
    any_case = "|".join(map(_form, sorted(words.forms, key=len, reverse=True)))
    as_written = "|".join(
        re.escape(word) if "." in word else _form(word)
        for word in sorted(words.forms_as_written, key=len, reverse=True)
    )
    return f"(?i:{any_case})(?!\\w)|(?:{as_written})(?!\\w)"


def _last_words() -> str:
    return f"(?i:{'|'.join(letterhead_words().last_words)})"


@cache
def _any_form() -> re.Pattern[str]:
    joined = "|".join(map(re.escape, letterhead_words().joined))
    return re.compile(rf"(?<!\w)(?:{_forms()}|{_last_words()}(?!\w))|{joined}")


@cache
def _named() -> re.Pattern[str]:
    """One to seven words, the first with a capital or a figure, and the form behind them, where a sign, the end or a verb follows."""
    word = r"[\w&+'’\-./()]+"
    forms = _forms()
    return re.compile(
        rf"(?P<name>(?=[^\W_a-z]){word}(?:\s+{word}){{0,6}}?[\s,]+(?:{forms})(?:[\s,.&]+(?:{forms}))*)\s*(?:$|[,.:;()/–-]|{_VERBS})"
        rf"|(?P<small>[a-z]{word}(?:\s+{word}){{0,2}}?[\s,]+(?:{'|'.join(letterhead_words().small_forms)})(?!\w))\.?\s*(?:$|[,.:;()/–-]|{_VERBS})"
        rf"|(?P<bare>(?=[^\W_a-z]){word}(?:\s+{word}){{0,3}}?\s+{_last_words()})\s*$"
    )


@cache
def _joined() -> re.Pattern[str]:
    form = "|".join(sorted(map(re.escape, letterhead_words().joined), key=len, reverse=True))
    inside = r"[^\s,，。:：;；()（）]"
    return re.compile(rf"(?P<name>(?:{form})\s?{inside}{{2,20}}|{inside}{{2,20}}?\s?(?:{form})+)")
