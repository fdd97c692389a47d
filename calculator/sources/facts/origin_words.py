"""Words beside a row of facts that name China: what the row says to be from elsewhere, all or in part, is then from nobody knows where.

"Origin JP until 2025, now CN" in a remark or a comment, and "Dy from China" in a line above the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calculator.model.claim import Claim, ClaimKind
from calculator.model.content_row import ContentRow
from calculator.model.origins import Origin
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.model.stages import Stages
from calculator.recognition.claims import claims_in
from calculator.recognition.headed_words import claims_under
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.facts.words_beside import remarks_alone, remarks_on

CHINA = "CN"


def beside_words(row: FactRow, content: ContentRow) -> ContentRow:
    """The content, of doubtful origin where words beside it name China and its cells do not; that is told."""
    if not is_from_elsewhere(content):
        return content
    for claim, cell in _claims(row):
        if speaks_of(claim, content):
            row.cells.report(origin_in_words(claim, cell, content.cells[0]))
            return with_doubtful_origin(content)
    return content


def speaks_of(claim: Claim, content: ContentRow) -> bool:
    """True where a claim may be of the substance of a row: it names its element, or none."""
    return claim.element in ("", *content.substance.elements)


def is_from_elsewhere(content: ContentRow) -> bool:
    """True where a row says of a country other than China that it is from there, or of a stage that it was there, in part or in all."""
    return any(map(is_elsewhere, (content.origin, *content.stages)))


def is_elsewhere(origin: Origin) -> bool:
    """True where countries are stated, and not China alone."""
    return any(country != CHINA for country, _ in origin.shares)


def with_doubtful_origin(content: ContentRow) -> ContentRow:
    """The row with what it says of countries held for unknown, and China among those that are named."""
    return replace(
        content, origin=doubtful(content.origin), stages=Stages(*map(doubtful, content.stages))
    )


def doubtful(origin: Origin) -> Origin:
    """An origin that is not stated to be China's alone, as unknown, with China among the countries that are named."""
    if not is_elsewhere(origin):
        return origin
    return origin.doubted()._replace(named=(*origin.doubted().named, CHINA))


def origin_in_words(claim: Claim, cell: Source, stated: Source) -> Problem:
    """The problem of words that name China beside a stated origin."""
    return warning(
        "origin-in-words",
        f'"{claim.words[:60]}" stands beside an origin that is not China alone; the origin counts as unknown. Write the origin of today into its column, or take the words out',
        cell,
        stated,
    )


def _claims(row: FactRow) -> Iterator[tuple[Claim, Source]]:
    """What stands in the row or in a comment on it may be of what the row names; what stands alone has to name a material."""
    for remark in remarks_on(row):
        for claim in (*claims_in(remark.text), *claims_under(remark.heading, remark.text)):
            if claim.kind in (ClaimKind.ORIGIN, ClaimKind.SOURCE):
                yield claim, remark.cell
    for remark in remarks_alone(row.cells):
        for claim in claims_in(remark.text):
            if claim.kind is ClaimKind.SOURCE and claim.is_of_material:
                yield claim, remark.cell
