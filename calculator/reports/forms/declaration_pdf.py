"""A declaration as a PDF: its page set on sheets of paper."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.declarations.record import Declaration
from calculator.reports.forms.declaration_html import page
from calculator.reports.page.pdf import set_on_paper
from calculator.reports.settings import Settings


def write(declarations: Sequence[Declaration], settings: Settings) -> bytes:
    """The sheets. Raises UnavailableError where WeasyPrint, its Pango or the fonts are missing."""
    return set_on_paper(lambda style, say: page(declarations, style=style, say=say), settings)
