"""Who signed a letter that came back, and what it says of itself: to whom it went, when, and what each supplier is called in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from calculator.model.problem import Problem, error, note
from calculator.numbers.late_patterns import late_pattern
from calculator.reference.letter_words import letter_words
from calculator.sources.facts.company_names import are_other_companies
from calculator.sources.layout.document_kind import own_sheet
from calculator.sources.rows.days import day_named, day_of_period
from calculator.sources.table.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed a letter, and what holds for every row that says nothing of its own."""

    company: str = ""
    name: str = ""
    addressee: str = ""
    """The supplier that the letter was written to; none on the buyer's own list."""
    spellings: tuple[str, ...] = ()
    """How else the bills call that supplier."""
    requester: str = ""
    certificate: str = ""
    dated: datetime.date | None = None
    valid_until: datetime.date | None = None

    @property
    def who(self) -> str:
        """``Hoshi (A. Tanaka)``, or what there is of it."""
        return f"{self.company} ({self.name})" if self.company and self.name else self.company or self.name  # fmt: skip

    def companies(self, supplier_of_row: str = "") -> tuple[str, ...]:
        """The company that answers, under each of its names; none where the buyer answers himself, or nobody can tell.

        ``supplier_of_row`` is that of a row where one workbook was written to several.

        >>> Signature(company="Hoshi Magnet", addressee="HOSHI", spellings=("HSM",)).companies()
        ('Hoshi Magnet', 'HOSHI', 'HSM')
        >>> Signature(company="Pannon Kft", addressee="HOSHI").companies(), Signature(company="Rhein", requester="Rhein GmbH").companies()
        (('Pannon Kft',), ())
        """
        own = (supplier_of_row,) if supplier_of_row else (self.addressee, *self.spellings)
        own = tuple(name for name in own if name)
        is_buyer = bool(self.requester) and not are_other_companies(self.company, self.requester)
        if not self.company:
            return own
        if is_buyer and _says_anything(self.company):
            return ()
        is_addressee = any(not are_other_companies(self.company, name) for name in own)
        return (self.company, *own) if is_addressee else (self.company,)


def _says_anything(company: str) -> bool:
    return any(map(str.isalnum, company))


UNSIGNED: Final = Signature()


def signature_of(tables: Iterable[Table]) -> tuple[Signature, tuple[Problem, ...]]:
    """What the sheet Signature of a letter or an older questionnaire says; blank where there is none."""
    own = {table.sheet: table for table in tables if own_sheet(table) == "questionnaire"}
    signature, problems = _signed(own["Signature"]) if "Signature" in own else (UNSIGNED, ())
    if "Instructions" not in own:
        return signature, problems
    facts = letter_facts(own["Instructions"])
    addressee = facts.get("supplier", "")
    is_to_several = bool(_SEVERAL.fullmatch(addressee))
    return (
        replace(
            signature,
            addressee="" if is_to_several else addressee,
            spellings=spellings_in(own.get("Countries")),
            requester=facts.get("requester", ""),
        ),
        problems,
    )


_SEVERAL: Final = late_pattern(r"\d+ suppliers")
"""What a letter to several bears in place of a supplier."""
_FACTS: Final = ("supplier", "requester", "asked_on", "due")


def letter_facts(instructions: Table) -> dict[str, str]:
    """What a letter says of itself at its head: to whom, by whom, when asked and when due."""
    labels = {letter_words().texts[name]["en"]: name for name in _FACTS}
    return {
        labels[label]: instructions.text(row, 1)
        for row in range(len(instructions.rows))
        if (label := instructions.text(row, 0).partition(" /")[0].strip()) in labels
    }


def spellings_in(lists: Table | None) -> tuple[str, ...]:
    """How the bills spell the supplier of a letter beside its name: the second column of its hidden lists."""
    if lists is None:
        return ()
    texts = (lists.text(row, 1) for row in range(len(lists.rows)))
    return tuple(text for text in texts if text)


def _signed(table: Table) -> tuple[Signature, tuple[Problem, ...]]:
    names = {
        letter_words().texts[name]["en"]: name
        for name in ("company", "name", "certificate", "date", "valid_until")
    }
    rows = {
        names[label]: row
        for row in range(len(table.rows))
        if (label := table.text(row, 0).partition(" /")[0].strip()) in names
    }
    problems: list[Problem] = []

    def text(name: str) -> str:
        return table.text(rows[name], 1)[:120] if name in rows else ""

    def day(name: str) -> tuple[datetime.date | None, bool]:
        if name not in rows or not text(name):
            return None, False
        value = table.value(rows[name], 1)
        if isinstance(value, datetime.datetime):
            return value.date(), False
        if isinstance(value, datetime.date):
            return value, False
        named = day_named(text(name))
        if (
            named is None
            and (named := day_of_period(text(name), is_last=name == "valid_until")) is not None
        ):
            problems.append(
                note(
                    "month-without-day",
                    f'{name.replace("_", " ")} "{text(name)[:40]}" names no day; it was read as {named}. Write YYYY-MM-DD',
                    table.source(rows[name], 1),
                )
            )
        if named is None:
            problems.append(
                error(
                    "unreadable-date",
                    f'{name.replace("_", " ")} "{text(name)[:40]}" is not a date that can be read; write YYYY-MM-DD',
                    table.source(rows[name], 1),
                )
            )
        return named, named is None

    dated, _ = day("date")
    valid_until, unreadable = day("valid_until")
    return (
        Signature(
            company=text("company"),
            name=text("name"),
            certificate=text("certificate"),
            dated=dated,
            # An end that nobody can read may have passed.
            valid_until=datetime.date.min if unreadable else valid_until,
        ),
        tuple(problems),
    )
