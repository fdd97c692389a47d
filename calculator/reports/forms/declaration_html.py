"""A declaration as one HTML file that loads nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from calculator.declarations.record import Declaration
from calculator.reports.forms import declaration
from calculator.reports.page.html import Drawings, asset, environment, policy
from calculator.reports.safe_text import safe
from calculator.reports.settings import Settings


def write(declarations: Sequence[Declaration], _: Settings) -> bytes:
    """The page for a browser."""
    return page(declarations, style=asset("style.css") + asset("print.css")).encode()


def page(
    declarations: Sequence[Declaration],
    *,
    style: str,
    say: Callable[[str], str] = safe,
    drawings: Drawings | None = None,
) -> str:
    """The page with a style sheet that is known by its hash; every text goes through ``say`` and is escaped."""
    return (
        environment(say, drawings=drawings)
        .get_template("declaration.html.j2")
        .render(
            declarations=declarations,
            first=declarations[0],
            forms=declaration,
            style=Markup(style),  # noqa: S704  # our own file
            policy=policy(style, ""),
        )
    )
