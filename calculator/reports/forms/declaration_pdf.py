"""A declaration as a PDF: its page set on sheets of paper."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.declarations.record import Declaration
from calculator.reports.forms.declaration_html import page
from calculator.reports.page.pdf import set_on_paper
from calculator.reports.settings import Settings


def write(declarations: Sequence[Declaration], settings: Settings) -> bytes:
    """The sheets. Raises UnavailableError where the typesetter or the fonts are missing."""
    return set_on_paper(
        lambda say, drawings: page(declarations, style="", say=say, drawings=drawings), settings
    )
