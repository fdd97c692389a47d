"""What is said of magnets, targets, listed materials and what holds them in a text of any length that is no line.

A phrase that names one is heard with the words as written. Whether it speaks of a part, of a thing that is only served, of
what is not there, or of a company is said beside it; what that settles is for the reader of the file to decide. The thing
before "for" is never settled by it: "N52 neodymium magnet for the door latch" is a magnet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from calculator.model.item import ItemClass
from calculator.recognition.addresses import without_addresses
from calculator.recognition.classify import hinted_among, recognise
from calculator.recognition.codes import codes_among, codes_in
from calculator.recognition.head_noun import Kind, head_of
from calculator.recognition.heard_phrase import HeardBy, HeardKind, HeardPhrase, Standing
from calculator.recognition.hearing_words import (
    Stretch,
    denial_around,
    is_company,
    stretches,
    whole_denials,
    without_gratis,
    without_void_denials,
)
from calculator.recognition.line_words import Recognition
from calculator.recognition.makers import makers_in
from calculator.recognition.materials import RARE_EARTH_FAMILIES, cased_hint
from calculator.recognition.part_signs import names_part
from calculator.recognition.plain_text import FOLD, plain_text
from calculator.recognition.sentences import (
    LONE_CAPITAL,
    clauses,
    denial_goes_on,
    list_goes_on,
    sentences,
)
from calculator.recognition.vocabulary import hints_in


@cache
def hear(text: str, heading: str = "") -> tuple[HeardPhrase, ...]:
    """Every phrase of the text that names a magnet, a target, a listed material or what holds one, in its order.

    ``heading`` is that of its column: under "HS code" a number without its dot is a tariff code.

    >>> [(phrase.kind.value, phrase.words, phrase.is_part) for phrase in hear("N52 neodymium magnet for the door latch")]
    [('magnet', 'N52 neodymium magnet', True)]
    >>> [(phrase.words, phrase.standing.value) for phrase in hear("Bracket for motor; keep away from magnets. BLDC motor 24 V")]
    [('motor', 'served'), ('keep away from magnets', 'denied'), ('BLDC motor 24 V', 'itself')]
    """
    phrases: list[HeardPhrase] = []
    for start, sentence in sentences(without_gratis(without_addresses(text))):
        heard = list(_heard_in(sentence, start))
        # Pieces of a long sentence overlap: what both hold is quoted from the one that holds more of it.
        if (
            heard
            and phrases
            and phrases[-1].kind is heard[0].kind
            and start <= heard[0].start < phrases[-1].end
            and _is_quoted(phrases[-1])
        ):
            phrases.pop()
        phrases.extend(heard)
    phrases.extend(_coded(text, heading))
    by_maker = [
        maker
        for maker in _made_by(text)
        if not any(
            phrase.kind is maker.kind and phrase.start <= maker.start < phrase.end
            for phrase in phrases
        )
    ]
    return (*phrases, *by_maker)


def hear_codes(text: str) -> tuple[HeardPhrase, ...]:
    """What ``hear`` says of a text by its codes alone."""
    return tuple(_coded(text, ""))


def hear_all(texts: Sequence[str]) -> dict[str, tuple[HeardPhrase, ...]]:
    """Of each distinct text in which anything is heard, what; most hold no word at all and are told by one search.

    >>> list(hear_all(["Bracket", "10x5", "keep away from magnets", "Steel"]))
    ['keep away from magnets']
    """
    distinct = list(dict.fromkeys(texts))
    hinted = {
        *hinted_among(distinct),
        *codes_among(distinct),
    }
    return {text: heard for text in distinct if text in hinted and (heard := hear(text))}


def _is_quoted(phrase: HeardPhrase) -> bool:
    """True where the place of a phrase is that of its words, not of a whole sentence."""
    return phrase.end - phrase.start - len(phrase.words) <= len("  ")


def _coded(text: str, heading: str) -> Iterator[HeardPhrase]:
    for code in codes_in(text, heading):
        yield HeardPhrase(
            kind=HeardKind(code.kind),
            words=code.words,
            standing=Standing.ITSELF,
            by=HeardBy.CODE,
            family=code.family,
            is_part=True,
            why=code.why,
            start=code.start,
            end=code.start + len(code.words),
        )


def _made_by(text: str) -> Iterator[HeardPhrase]:
    for maker in makers_in(text):
        yield HeardPhrase(
            kind=HeardKind(maker.kind),
            words=maker.words,
            standing=Standing.ITSELF,
            by=HeardBy.MAKER,
            family=maker.family,
            is_part=maker.is_number,
            why=maker.why,
            start=maker.start,
            end=maker.start + len(maker.words),
        )


def _heard_in(sentence: str, start: int) -> Iterator[HeardPhrase]:
    plain = plain_text(sentence)
    folded = LONE_CAPITAL.sub("_", plain).translate(FOLD)
    if not _is_hinted(plain, folded):
        return
    spoken = without_void_denials(folded)
    if spoken != folded:
        plain = "".join(
            own if letter == said else letter
            for own, said, letter in zip(plain, folded, spoken, strict=True)
        )
        folded = spoken
    is_same_length = len(sentence) == len(plain)
    as_written = sentence if is_same_length else plain
    phrases: list[HeardPhrase] = []
    is_served = is_denied = False
    for begin, end in clauses(folded):
        goes_on = list_goes_on().search(folded[:begin]) is not None
        is_list = is_served and goes_on
        # Free of Dy and Tb denies both; no magnets and two motors do not.
        are_denied = is_denied and goes_on
        is_denied = is_denied and denial_goes_on().search(folded[:begin]) is not None
        for stretch in stretches(folded, begin, end):
            is_first = stretch.start == begin
            of_stretch = [
                _listed_on(
                    phrase,
                    is_served=is_list,
                    is_denied=is_denied or (are_denied and _is_bare_material(phrase)),
                )
                if is_first
                else phrase
                for phrase in _of_stretch(plain, folded, stretch)
            ]
            phrases += of_stretch
            is_served = stretch.is_served or (is_list and is_first)
            is_denied = bool(of_stretch) and of_stretch[-1].standing is Standing.DENIED
    if not any(phrase.standing is not Standing.DENIED for phrase in phrases):
        phrases.extend(_of_whole(plain, folded, phrases))
    is_part = names_part(plain)
    for phrase in _joined(phrases, plain):
        yield replace(
            phrase,
            words=as_written[phrase.start : phrase.end].strip(),
            is_part=phrase.is_part or (is_part and phrase.standing is Standing.ITSELF),
            # Where an odd letter became several (¼ is 1⁄4), the place is that of the sentence.
            start=start + (phrase.start if is_same_length else 0),
            end=start + (phrase.end if is_same_length else len(sentence)),
        )


def _is_bare_material(phrase: HeardPhrase) -> bool:
    return phrase.kind is HeardKind.MATERIAL and not phrase.is_part


def _listed_on(phrase: HeardPhrase, *, is_served: bool, is_denied: bool) -> HeardPhrase:
    """A phrase at the beginning of a clause that goes on with a list: for motors and fans, no magnets or motors."""
    if phrase.is_part or phrase.standing is not Standing.ITSELF:
        return phrase
    standing = Standing.DENIED if is_denied else Standing.SERVED if is_served else phrase.standing
    return replace(phrase, standing=standing)


def _is_hinted(plain: str, folded: str) -> bool:
    return bool(
        next(hints_in(folded), None) or cased_hint().search(plain) or whole_denials().search(folded)
    )


# --------------------------------------------------------------------------- from a stretch of words to a phrase


def _of_stretch(plain: str, folded: str, stretch: Stretch) -> Iterator[HeardPhrase]:
    first, last = _trimmed(plain, stretch.start, stretch.end)
    yield from (denied := list(_denied_in(plain, folded, first, last)))
    if denied:
        first = min(max(first, denied[-1].end), last)
    words = plain[first:last]
    recognition = recognise(words, "", "") if words.strip() else None
    kind = None if recognition is None else _kind_of(recognition, words)
    if kind is None or recognition is None:
        return
    phrase = HeardPhrase(
        kind=kind,
        words="",
        standing=Standing.SERVED if stretch.is_served else Standing.ITSELF,
        family=recognition.family,
        is_part=names_part(words),
        why=recognition.reason or recognition.suspect,
        start=first,
        end=last,
    )
    if is_company(folded, _last_hint(plain, folded, first, last)) and not phrase.is_part:
        phrase = replace(phrase, standing=Standing.COMPANY)
    # A symbol is no word of the lists: "free of Dy and Tb" is denied here.
    denial = denial_around(folded, first, last) if kind is HeardKind.MATERIAL else None
    if denial is not None and not phrase.is_part:
        phrase = replace(phrase, standing=Standing.DENIED, start=denial[0])
    yield phrase


def _denied_in(plain: str, folded: str, first: int, last: int) -> Iterator[HeardPhrase]:
    """What a stretch says that there is not; with a size or a grade it is an actual part, whatever is said of it."""
    spans = [(word.start(), word.end()) for word in whole_denials().finditer(folded, first, last)]
    for word in hints_in(folded, first, last):
        denial = denial_around(folded, word.start(), word.end())
        if denial is not None and not names_part(plain[word.start() : last]):
            spans.append((denial[0], max(denial[1], word.end())))
    for start, end in sorted(spans):
        recognition = recognise(plain[_first_hint(folded, start, end) : end], "", "")
        yield HeardPhrase(
            kind=_kind_of(recognition, "") or HeardKind.MAGNET,
            words="",
            standing=Standing.DENIED,
            start=start,
            end=end,
        )


def _first_hint(folded: str, first: int, last: int) -> int:
    hint = next(hints_in(folded, first, last), None)
    return first if hint is None else hint.start()


def _last_hint(plain: str, folded: str, first: int, last: int) -> int:
    hints = [
        *hints_in(folded, first, last),
        *cased_hint().finditer(plain, first, last),
    ]
    return max((hint.end() for hint in hints), default=last)


def _of_whole(plain: str, folded: str, phrases: list[HeardPhrase]) -> Iterator[HeardPhrase]:
    """What a sentence says as a whole of which no clause says anything by itself: rare, earth."""
    if phrases or "," not in folded:
        return
    recognition = recognise(plain, "", "")
    kind = _kind_of(recognition, plain)
    if kind is not None:
        first, last = _trimmed(plain, 0, len(plain))
        yield HeardPhrase(
            kind=kind,
            words="",
            standing=Standing.ITSELF,
            family=recognition.family,
            is_part=names_part(plain),
            why=recognition.reason or recognition.suspect,
            start=first,
            end=last,
        )


def _kind_of(recognition: Recognition, words: str) -> HeardKind | None:
    match recognition.item_class:
        case ItemClass.MAGNET:
            return HeardKind.MAGNET
        case ItemClass.TARGET:
            return HeardKind.TARGET
        case ItemClass.LISTED_MATERIAL:
            return HeardKind.MATERIAL
        case _:
            pass
    if not recognition.suspect or not recognition.is_understood:
        return None
    head = head_of(words)
    if head is not None and head.kind in (Kind.TARGET, Kind.MAYBE_TARGET):
        # A bare "target" is an aim; with a size it may be one for sputtering.
        return HeardKind.TARGET if head.kind is Kind.TARGET or names_part(words) else None
    if head is None and recognition.family in RARE_EARTH_FAMILIES:
        return HeardKind.MAGNET
    if head is not None and head.kind in (Kind.MAGNET, Kind.MAYBE_MAGNET):
        return HeardKind.MAGNET
    return HeardKind.HOLDER


def _joined(phrases: list[HeardPhrase], plain: str) -> list[HeardPhrase]:
    """The phrases, where one that names only a material or a grade goes with the magnet right before it."""
    joined: list[HeardPhrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind is HeardKind.MAGNET is phrase.kind
            and before.standing in (Standing.ITSELF, Standing.SERVED)
            and phrase.standing in (Standing.ITSELF, Standing.SERVED)
            and before.family in ("", phrase.family)
            and head_of(plain[phrase.start : phrase.end]) is None
        ):
            joined[-1] = replace(
                before,
                family=before.family or phrase.family,
                is_part=before.is_part or phrase.is_part,
                end=phrase.end,
            )
        else:
            joined.append(phrase)
    return joined


def _trimmed(plain: str, first: int, last: int) -> tuple[int, int]:
    while first < last and not plain[first].isalnum() and plain[first] not in "$€£Ø⌀":
        first += 1
    while last > first and plain[last - 1].isspace():
        last -= 1
    return first, last
