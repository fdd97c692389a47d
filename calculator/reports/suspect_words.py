"""What is said of parts and phrases that may be or hold a magnet or a target."""

from __future__ import annotations

from typing import Final

from calculator.findings.finding import SuspectKind, UnresolvedPart
from calculator.findings.report import Report
from calculator.reports.language import N_, tr, tr_many
from calculator.reports.safe_text import safe

UNKNOWN_MAGNETS: Final = N_("Bought-in parts whose magnets are unknown")
HEARD_BESIDE: Final = N_("Said beside the lines of the bill, and on none of them")
ASK_OF_WORDS: Final = N_(
    "Put the part on a line of the bill, or say in the file that it is not in the product."
)
ASK_OF_A_SUSPECT: Final = N_(
    "Ask the supplier which magnets are inside; a Content row with Disclosure full, or its parts as lines below it, settles it."
)


def suspects_words(report: Report) -> str:
    """How many parts and phrases may be or hold a magnet or a target that nobody told of."""
    parts = sum(suspect.kind is SuspectKind.PART for suspect in report.suspects)
    heard = len(report.suspects) - parts
    counts = [unknown_magnets_words(parts)] if parts else []
    if heard:
        counts.append(
            tr_many(
                heard,
                "{count} mention of a magnet or target beside the lines",
                "{count} mentions of a magnet or target beside the lines",
            )
        )
    return "; ".join(counts)


def name_of_suspect(suspect: UnresolvedPart) -> str:
    """A part by its number and description, a phrase by its words."""
    number, description = safe(suspect.item.number, 60), safe(suspect.item.description, 120)
    # An item without a number is called by its words, which need not be said twice.
    return description if description.startswith(number) else f"{number} {description}".strip()


def kind_of_suspect(suspect: UnresolvedPart) -> str:
    """What a suspect is, as the beginning of a sentence on why."""
    return (
        tr("bought-in part whose magnets are unknown")
        if suspect.kind is SuspectKind.PART
        else tr("said beside the lines of the bill, and on none of them")
    )


def ask_of(suspect: UnresolvedPart) -> str:
    """The way out for a suspect of its kind."""
    return ASK_OF_A_SUSPECT if suspect.kind is SuspectKind.PART else ASK_OF_WORDS


def unknown_magnets_words(count: int) -> str:
    """How many bought-in parts probably hold a magnet or a target that nobody told of.

    >>> unknown_magnets_words(1), unknown_magnets_words(3)
    ('1 bought-in part whose magnets are unknown', '3 bought-in parts whose magnets are unknown')
    """
    return tr_many(
        count,
        "{count} bought-in part whose magnets are unknown",
        "{count} bought-in parts whose magnets are unknown",
    )
