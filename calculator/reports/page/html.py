"""The report as one HTML file that holds all it needs and loads nothing: to be read, filed and printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from calculator.findings.report import Report
from calculator.numbers.counted import counted
from calculator.reports import (
    answer_words,
    clearance_words,
    finding_words,
    numbers,
    reasons,
    rule_words,
    safe_text,
    suspect_words,
)
from calculator.reports.assembly_words import HEADING, assembly_lines
from calculator.reports.branches import mark_of
from calculator.reports.circumstance_words import circumstance_lines
from calculator.reports.customer import statement_of
from calculator.reports.ground import ground_of
from calculator.reports.language import speaking, spoken_language, stop, translated_note
from calculator.reports.masthead import masthead
from calculator.reports.page.charts import LEVEL, PAPER_WIDTH, ROW
from calculator.reports.page.contents import PAPER, SCREEN, page_of, title_of
from calculator.reports.page.first_page import first_page
from calculator.reports.page.printing import Printing
from calculator.reports.retelling import retold
from calculator.reports.safe_text import safe
from calculator.reports.settings import Edition, Settings


def write(report: Report, settings: Settings) -> bytes:
    """The format of the registry."""
    return html_text(report, settings).encode()


def html_text(report: Report, settings: Settings = Settings()) -> str:  # noqa: B008  # frozen
    """The page for a browser."""
    is_full = settings.edition is Edition.FULL
    return page_text(
        report,
        style=asset("style.css") + asset("print.css"),
        script=asset("search.js") if is_full else "",
        settings=settings,
    )


def page_text(
    report: Report,
    *,
    style: str,
    script: str = "",
    say: Callable[[str], str] = safe,
    settings: Settings = Settings(),  # noqa: B008  # frozen
    drawings: Drawings | None = None,
) -> str:
    """The page with a style sheet and a script, both known by their hash in its Content-Security-Policy.

    Every text that the template prints goes through ``say`` and is then escaped: nothing from a file is markup.
    With ``drawings`` it is a page for paper.
    """
    with speaking(settings.language):
        return _page_text(report, style, script, say, settings, drawings)


def _page_text(
    report: Report,
    style: str,
    script: str,
    say: Callable[[str], str],
    settings: Settings,
    drawings: Drawings | None,
) -> str:
    shared = {
        "report": report,
        "looks": settings.looks,
        "masthead": masthead(report, settings.looks),
        "style": Markup(style),  # noqa: S704  # our own file
        "policy": policy(style, script),
    }
    if settings.edition is Edition.CUSTOMER:
        template = environment(say, drawings=drawings).get_template("customer.html.j2")
        title = title_of(report)
        return template.render(shared, statement=statement_of(report), title=title)
    return (
        environment(say, drawings=drawings)
        .get_template("report.html.j2")
        .render(
            shared,
            page=page_of(report, SCREEN if drawings is None else PAPER),
            first=first_page(report),
            script=Markup(script),  # noqa: S704  # our own file
        )
    )


def asset(name: str) -> str:
    """A file beside the templates."""
    return resources.files("calculator.reports.page").joinpath("templates", name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or framed; one style sheet and one script are known by their SHA-256."""
    rules = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*rules, f"script-src {_hash(script)}"] if script else rules)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@dataclass(slots=True)
class Drawings:
    """The drawings of a page for paper: the page names each as ``drawing:0``, ``drawing:1`` ..., and the typesetter places it."""

    texts: list[str] = field(default_factory=list)

    def laid_aside(self, drawing: str, words: str) -> Markup:
        """A drawing put aside, and what stands for it on the page; ``words`` say what it shows."""
        self.texts.append(drawing)
        return Markup('<img class="drawing" src="drawing:{}" alt="{}">').format(
            len(self.texts) - 1, words
        )


def environment(
    say: Callable[[str], str] = safe, *rooms: str, drawings: Drawings | None = None
) -> Environment:
    """The templates of the report and of further packages (``rooms``); all that they print goes through ``say`` and is escaped.

    With ``drawings`` the page is for paper.
    """

    def placed(drawing: Markup, words: str) -> Markup:
        """A drawing as it stands in the page, or put aside for paper."""
        return drawing if drawings is None else drawings.laid_aside(str(drawing), words)

    printing = Printing(say)
    templates = Environment(
        loader=ChoiceLoader([PackageLoader(room) for room in ("calculator.reports.page", *rooms)]),
        autoescape=True,
        finalize=printing.printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["spoken"] = printing.spoken
    templates.filters["placed"] = placed
    templates.filters |= {
        "bold": printing.marked("b"),
        "strong": printing.marked("strong"),
        "code": printing.marked("code"),
        "retold": retold,
    }
    templates.globals |= {
        "_": printing.ours,
        "many": printing.many,
        "stop": stop,
        "retold": retold,
        "spoken_language": spoken_language,
        "translated_note": translated_note,
        "counted": counted,
        "numbers": numbers,
        "answer_words": answer_words,
        "finding_words": finding_words,
        "rule_words": rule_words,
        "suspect_words": suspect_words,
        "safe_text": safe_text,
        "reasons": reasons,
        "clearance": clearance_words,
        "ground_of": ground_of,
        "assembly_lines": assembly_lines,
        "circumstance_lines": circumstance_lines,
        "assembly_heading": HEADING,
        "mark_of": mark_of,
        "printed": drawings is not None,
        "SPAN": "100%" if drawings is None else f"{PAPER_WIDTH}px",
        "LEVEL": LEVEL,
        "ROW": ROW,
    }
    return templates
