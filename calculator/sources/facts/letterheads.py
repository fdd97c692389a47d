"""A document that states no supplier is of the company on its letterhead, unless that is the company whose bill it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from calculator.model.item import Item
from calculator.recognition.bare_names import is_unspaced
from calculator.recognition.plain_text import folded_text
from calculator.sources.facts.company_names import (
    are_other_companies,
    is_domain_of_another,
    is_of_other_company,
)
from calculator.sources.facts.fact_words import fact_words
from calculator.sources.facts.stated_content import StatedContent


def with_letterheads(
    rows: Sequence[StatedContent], buyers: Callable[[], Iterable[str]]
) -> list[StatedContent]:
    """The rows with whose they are; ``buyers`` are the companies that the bills themselves are headed with, asked for where they matter.

    What the buyer writes on his own paper counts as it is.
    """
    if not any(row.letterhead or row.bare_name for row in rows):
        return [*rows]
    own = tuple(buyers())
    return [
        replace(row, supplier=row.letterhead)
        if _is_of_supplier(row.letterhead, own)
        else replace(row, bare_name="")
        if row.bare_name and not _is_of_supplier(row.bare_name, own)
        else row
        for row in rows
    ]


def is_headed_by_another(row: StatedContent, item: Item) -> bool:
    """True where the line that heads the document is a name, and surely none of those who supply or make the item.

    A line that says what the item is called names nobody, and of names in unlike scripts nobody knows whether they are one.
    """
    if row.supplier or not item.supplier:
        return False
    if row.mail_domains and not row.letterhead and not row.bare_name:
        companies = (item.supplier, *item.other_suppliers, *item.makers)
        return all(
            is_domain_of_another(domain, company)
            for domain in row.mail_domains
            for company in companies
            if company
        )
    if not row.bare_name:
        return False
    words = folded_text(f"{item.number} {item.description} {item.material}")
    named = folded_text(row.bare_name)
    return (
        _may_be_compared(row.bare_name, item.supplier)
        and is_of_other_company(row.bare_name, item)
        and named not in words
        and not set(named.split()) <= set(words.split())
    )


def _may_be_compared(name: str, supplier: str) -> bool:
    """True of names in one script, and of one in Chinese letters that says that it is a company's."""
    return is_unspaced(name) is is_unspaced(supplier) or (
        is_unspaced(name) and any(word in name for word in fact_words().within_companies)
    )


def _is_of_supplier(name: str, buyers: Sequence[str]) -> bool:
    return bool(name) and all(are_other_companies(name, buyer) for buyer in buyers)
