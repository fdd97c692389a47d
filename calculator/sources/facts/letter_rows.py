"""A letter that came back: each answered cell of the matrix as the answer to its question, signed by whoever sent it.

Countries and forms stand once a row for all elements of which there is some; where they differ the cell says so: ``Dy: CN;
Tb: AU``. What was left out, and every empty cell, is unknown.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from calculator.findings.finding import QuestionKind
from calculator.model.countries import read_origin
from calculator.model.item import UNKNOWN_ORIGIN, Answer, Origin
from calculator.model.problem import error, warning
from calculator.model.source import Source
from calculator.model.substances import Form, read_substance
from calculator.numbers.bounds import ZERO, Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, read_unit
from calculator.recognition.classify import magnet_family
from calculator.reference.letter_words import letter_words
from calculator.sources.facts.amounts_by_name import share_in, shares_by_name
from calculator.sources.facts.answers import MATERIALS, Reply
from calculator.sources.facts.letter_signature import UNSIGNED, Signature
from calculator.sources.layout.letter_headings import substances_of
from calculator.sources.rows.cells import Cells, Row

_OF_EACH: Final = ("form ", "origin ", "recycled ")
"""Codes that name whose form, whose stages and whose recycled share are asked."""
_CROSSES: Final = frozenset({"x", "×", "✕", "✗", "✘"})
_STAGES: Final = {
    "mined": QuestionKind.SUBSTANCE_MINED,
    "separated": QuestionKind.SUBSTANCE_SEPARATED,
    "metal": QuestionKind.SUBSTANCE_METAL_MADE,
}
_OF_ELEMENT: Final = late_pattern(r"\s*([A-Z][A-Za-z0-9]{0,11})\s*[:=]\s*(.+)\Z")
_PARTS: Final = late_pattern(r"[;\n]+")


def read_letter(cells: Cells, signature: Signature = UNSIGNED) -> list[Reply]:
    """Every answer of a matrix, in its order."""
    named = substances_of(cells.header)
    return [
        reply
        for row in cells.rows()
        if row.text("number")
        for reply in _LetterRow(row, named, signature).replies()
    ]


class _LetterRow:
    """One part and what is answered of it."""

    def __init__(self, row: Row, named: Sequence[str], signature: Signature) -> None:
        self.row, self.signature = row, signature
        self.asked = dict.fromkeys(code.strip() for code in row.text("asked").split(";"))
        of_each = [code.split()[1] for code in self.asked if code.startswith(_OF_EACH)]
        # A cell that somebody changed may name nothing that is a substance.
        self.substances = {
            name: substance
            for name in (*named, *of_each)
            if (substance := read_substance(name)[0]) is not None
        }
        self.elements = [
            name for name in named if name in self.substances and self.substances[name].of_element
        ]
        valid_until, unreadable = row.day("valid_until", "valid until")
        self.valid_until = datetime.date.min if unreadable else valid_until or signature.valid_until
        self.dated = row.day("date", "date")[0] or signature.dated
        self.evidence = row.evidence()
        of_row = "" if row.is_blank("supplier") else row.text("supplier")
        self.companies = signature.companies(of_row)
        reference = row.text("reference") if not row.is_blank("reference") else ""
        self.reference = reference or signature.certificate

    def replies(self) -> Iterator[Reply]:
        """The answers of the row; a part that is free of all has no share, no form and no country left to tell."""
        is_free = self._yes_or_no("free") is Answer.YES
        shares = dict(self._shares())
        if is_free:
            yield from self._free(shares)
        else:
            if self._yes_or_no("free") is Answer.NO:
                denied = self._reply(QuestionKind.COMPLETE, "free")
                yield replace(denied, answer=Answer.NO, of_all=True)
            yield from shares.values()
            yield from self._of_substances(shares)
            yield from self._rest(shares)
            yield from self._others(shares)
        for key, kind in (("made", QuestionKind.ORIGIN), ("melted", QuestionKind.MELTING)):
            origin = self._origin(key)
            if origin.shares:
                yield replace(self._reply(kind, key), origin=origin)
        for key, kind in (
            ("technology", QuestionKind.TECHNOLOGY),
            ("inside", QuestionKind.HOLDS_MAGNET),
            ("any magnet", QuestionKind.HOLDS_ANY_MAGNET),
        ):
            answer = self._yes_or_no(key)
            if answer is not Answer.UNKNOWN:
                yield replace(self._reply(kind, key), answer=answer)
        yield from self._material()
        yield from self._mass()
        yield from self._money("price", QuestionKind.PRICE)
        for name in self.substances:
            yield from self._money(f"value {name}", QuestionKind.SUBSTANCE_VALUE, name)
        for key in ("substances", "parts"):
            if not self._is_unanswered(key):
                self._tell_for_a_person(key)

    # ------------------------------------------------------------------- what is in it

    def _shares(self) -> Iterator[tuple[str, Reply]]:
        for element in self.substances:
            key = f"share {element}"
            if self._is_unanswered(key):
                continue
            heading = self.row.cells.header.headings[key]
            own = Row(self.row.cells, self.row.row, {"share": heading})
            share = own.share("share", what=f"{element} wt%")
            if share is not None:
                yield element, self._of(element, QuestionKind.SUBSTANCE_SHARE, key, figure=share)

    def _free(self, shares: Mapping[str, Reply]) -> Iterator[Reply]:
        """None of each element; a share beside that is a contradiction, and both stay possible."""
        contradicting = [
            reply for reply in shares.values() if reply.figure is None or not reply.figure.is_zero
        ]
        if contradicting:
            self.row.cells.report(
                warning(
                    "answer-contradicts-itself",
                    f"{self.row.text('number')[:60]} is said to be free of all, and a share stands beside it; the shares were used and nothing was closed. Ask which holds",
                    self.row.source("free"),
                    *(reply.source for reply in contradicting),
                )
            )
            yield from shares.values()
            return
        for element in self.elements:
            none = self._of(element, QuestionKind.SUBSTANCE_SHARE, "free", figure=ZERO)
            yield replace(none, of_all=True)
        yield replace(
            self._reply(QuestionKind.COMPLETE, "free"),
            answer=Answer.YES,
            text=", ".join(self.elements),
            of_all=True,
        )

    def _rest(self, shares: Mapping[str, Reply]) -> Iterator[Reply]:
        """That there is none of the elements that were asked and have no share; beside no share at all it says nothing."""
        asked = [element for element in self.elements if f"share {element}" in self.asked]
        is_all_open = len(asked) == len(self.elements)
        if self._yes_or_no("rest") is not Answer.YES or (is_all_open and not shares):
            return
        for element in asked:
            if element not in shares and self._is_unwritten(f"share {element}"):
                yield self._of(element, QuestionKind.SUBSTANCE_SHARE, "rest", figure=ZERO)
        yield replace(
            self._reply(QuestionKind.COMPLETE, "rest"),
            answer=Answer.YES,
            text=", ".join(self.elements),
        )

    def _of_substances(self, shares: Mapping[str, Reply]) -> Iterator[Reply]:
        """Forms and stages, of every element of which there is some and of every one that was asked for by name."""
        there = [
            element
            for element in self.substances
            if (element in shares and not _is_none(shares[element]))
            or (element not in shares and self._is_asked_alone(element))
        ]
        for element, text in self._by_element("form", there):
            form = next((form for form in Form if form.value == text.casefold()), Form.UNKNOWN)
            if form is Form.UNKNOWN:
                self._unreadable("form", text, "one of metal, alloy, oxide, compound")
            else:
                yield self._of(element, QuestionKind.SUBSTANCE_FORM, "form", form=form)
        for stage, kind in _STAGES.items():
            for element, text in self._by_element(stage, there):
                origin = self._read_origin(text, stage)
                if origin.shares:
                    yield replace(self._of(element, kind, stage), origin=origin)

        for element, text in self._by_element("recycled", there):
            share = share_in(text)
            if share is None:
                self._unreadable("recycled", text, "a percentage")
            else:
                yield self._of(element, QuestionKind.SUBSTANCE_RECYCLED, "recycled", figure=share)

    def _others(self, shares: Mapping[str, Reply]) -> Iterator[Reply]:
        """The share of everything else that it is made of; the balance is what all others leave."""
        if self._is_unanswered("others"):
            return
        named = shares_by_name(self.row.text("others"))
        balances = [substance for substance, share in named or () if share is None]
        if named is None or len(balances) > 1:
            self._unreadable("others", self.row.text("others"), "a list such as Fe 64; B 1; Co 2")
            return
        stated = [share for _, share in named if share is not None]
        stated += [reply.figure for reply in shares.values() if reply.figure is not None]
        rest = Bounds.exactly(1).minus(sum(stated, ZERO))
        for substance, share in named:
            reply = replace(
                self._reply(QuestionKind.SUBSTANCE_SHARE, "others"), substance=substance
            )
            yield replace(reply, figure=rest if share is None else share)

    def _is_asked_alone(self, element: str) -> bool:
        """True where the form or the country of an element was asked and not its share, which the buyer knows."""
        return f"share {element}" not in self.asked and any(
            f"{start}{element}" in self.asked for start in _OF_EACH
        )

    def _by_element(self, key: str, there: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The text of a cell for each element: the same for all, or what stands behind its symbol."""
        if self._is_unanswered(key):
            return
        text = self.row.text(key)
        pieces = [
            (_OF_ELEMENT.match(piece), piece) for piece in _PARTS.split(text) if piece.strip()
        ]
        named = {match[1]: match[2].strip() for match, _ in pieces if match}
        if not named:
            yield from ((element, text.strip()) for element in there)
            return
        unknown = [piece for match, piece in pieces if not match or match[1] not in self.substances]
        if unknown:
            self._unreadable(key, text, 'the same for every element, or "Dy: ...; Tb: ..."')
            return
        yield from ((element, named[element]) for element in there if element in named)

    # ------------------------------------------------------------------- of the part itself

    def _material(self) -> Iterator[Reply]:
        if self._is_unanswered("material"):
            return
        text = self.row.text("material").strip()
        material = next(
            (name for name in MATERIALS if name.casefold() == text.casefold()), magnet_family(text)
        )
        if not material:
            self._unreadable("material", text, f"one of {', '.join(MATERIALS)}")
            return
        yield replace(self._reply(QuestionKind.MATERIAL, "material"), text=material)

    def _mass(self) -> Iterator[Reply]:
        """A number alone is in gram, as the heading says."""
        if self._is_unanswered("mass"):
            return
        bounds, word = self.row.number_and_word("mass", what="mass")
        unit = read_unit(word or "g")
        if bounds is None or bounds.high == 0 or unit is None or unit.dimension is not Dimension.MASS:  # fmt: skip
            self._unreadable("mass", self.row.text("mass"), "a mass above 0 in g")
            return
        yield replace(self._reply(QuestionKind.MASS, "mass"), figure=bounds.scaled(unit.factor))

    def _money(self, key: str, kind: QuestionKind, element: str = "") -> Iterator[Reply]:
        if self._is_unanswered(key):
            return
        bounds, word = self.row.number_and_word(key, what=key)
        currency = (
            self.row.currency_word(word, self.row.source(key))
            if word
            else self.row.currency("currency")
        )
        if bounds is None or bounds.high == 0 or not currency or currency == "?":
            self._unreadable(key, self.row.text(key), "an amount above 0 with a currency beside it")
            return
        reply = (
            self._of(element, kind, key, figure=bounds)
            if element
            else replace(self._reply(kind, key), figure=bounds)
        )
        yield replace(reply, currency=currency)

    def _origin(self, key: str) -> Origin:
        return UNKNOWN_ORIGIN if self._is_unanswered(key) else self.row.origin(key)

    def _read_origin(self, text: str, key: str) -> Origin:
        origin, fault = read_origin(text, (self.row.source(key),))
        if fault is not None:
            self.row.cells.report(error("unclear-origin", fault, self.row.source(key)))
        return origin

    def _yes_or_no(self, key: str) -> Answer:
        if self._is_unanswered(key):
            return Answer.UNKNOWN
        if self.row.text(key).strip().casefold() in _CROSSES:
            # A tick to one and a cross to another: where a yes clears, it is none.
            self._unreadable(key, self.row.text(key), "yes or no")
            return Answer.UNKNOWN
        return self.row.answer(key, key)

    # ------------------------------------------------------------------- cells

    def _is_unwritten(self, key: str) -> bool:
        """True for a cell without anything in it, not even that the question is left out."""
        return key in self.row.cells.header.headings and not self.row.text(key)

    def _is_unanswered(self, key: str) -> bool:
        return self.row.is_blank(key) or self.row.text(key).casefold().strip() in letter_words().left_out  # fmt: skip

    def _of(
        self,
        element: str,
        kind: QuestionKind,
        key: str,
        *,
        figure: Bounds | None = None,
        form: Form = Form.UNKNOWN,
    ) -> Reply:
        substance = self.substances[element]
        return replace(self._reply(kind, key), substance=substance, figure=figure, form=form)

    def _reply(self, kind: QuestionKind, key: str) -> Reply:
        return Reply(
            item=self.row.text("number"),
            asked=kind,
            evidence=self.evidence,
            reference=self.reference,
            dated=self.dated,
            valid_until=self.valid_until,
            by=self.signature.who,
            companies=self.companies,
            source=self.row.source(key),
        )

    def _unreadable(self, key: str, text: str, wanted: str) -> None:
        self.row.cells.report(
            error(
                "unreadable-answer",
                f'answer "{text[:40]}" is not {wanted}; it stays unknown',
                self.row.source(key),
            )
        )

    def _tell_for_a_person(self, key: str) -> None:
        source: Source = self.row.source(key)
        self.row.cells.report(
            warning(
                "answer-for-a-person",
                f'"{self.row.text(key)[:60]}" answers a question that only a parts list can settle; add the parts to the bill',
                source,
            )
        )


def _is_none(reply: Reply) -> bool:
    return reply.figure is not None and reply.figure.is_zero
