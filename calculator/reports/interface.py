"""Which formats a report can be written in: one registry, a line a format; each is a file with a function ``write``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from calculator.reports.language import ENGLISH, speaking
from calculator.reports.settings import Settings

if TYPE_CHECKING:
    from calculator.findings.report import Report


class Writer(Protocol):
    """The function ``write`` of a format's file."""

    def __call__(self, report: Report, settings: Settings) -> bytes:
        """The whole report; same report, same bytes. Raises UnavailableError where packages of an extra are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by its name: the suffixes that ask for it, its media type, and the module below ``reports`` that writes it."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    module: str
    is_text: bool = True
    """False where it is nothing for a terminal."""
    is_translated: bool = False
    """True where it is for people and told in their language; records are for programs, and in English."""

    def writer(self) -> Writer:
        """The function that writes it; imported now, for pandas and a PDF engine cost what a run as JSON need not pay."""
        return cast("Writer", import_module(f"calculator.reports.{self.module}").write)


_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REGISTRY: Final = (
    Format(
        name="table",
        suffixes=("txt",),
        media_type="text/plain; charset=utf-8",
        module="text.terminal",
        is_translated=True,
    ),
    Format(
        name="json", suffixes=("json",), media_type="application/json", module="records.json_report"
    ),
    Format(
        name="csv",
        suffixes=("csv",),
        media_type="text/csv; charset=utf-8",
        module="records.csv_report",
    ),
    Format(
        name="md",
        suffixes=("md",),
        media_type="text/markdown; charset=utf-8",
        module="text.markdown",
        is_translated=True,
    ),
    Format(
        name="xlsx", suffixes=("xlsx",), media_type=_SHEET, module="xlsx.workbook", is_text=False
    ),
    Format(
        name="html",
        suffixes=("html",),
        media_type="text/html; charset=utf-8",
        module="page.html",
        is_translated=True,
    ),
    Format(
        name="pdf",
        suffixes=("pdf",),
        media_type="application/pdf",
        module="page.pdf",
        is_translated=True,
        is_text=False,
    ),
    Format(
        name="junit",
        suffixes=("junit", "xml"),
        media_type="application/xml",
        module="records.junit",
    ),
    Format(
        name="sarif", suffixes=("sarif",), media_type="application/json", module="records.sarif"
    ),
)
FORMATS: Final[Mapping[str, Format]] = {form.name: form for form in _REGISTRY}
TABLE: Final = FORMATS["table"]
TRANSLATED_FORMATS: Final = tuple(form.name for form in _REGISTRY if form.is_translated)
"""Formats that can be in another language than English."""


def format_for(path: Path) -> Format | None:
    """The format that the suffix of a file asks for; ``.txt`` is the table, ``.xml`` JUnit's.

    >>> format_for(Path("junit.xml")).name, format_for(Path("check.sarif")).name
    ('junit', 'sarif')
    >>> format_for(Path("report.json")).name, format_for(Path("report.doc")) is None
    ('json', True)
    """
    suffix = path.suffix.casefold().lstrip(".")
    return next((form for form in _REGISTRY if suffix in form.suffixes), None)


def write(report: Report, form: Format, settings: Settings | None = None) -> bytes:
    """The whole report, in its language where the format has it. Same report, same bytes. Raises UnavailableError where the packages of a format are missing."""
    settings = settings or Settings()
    with speaking(settings.language if form.is_translated else ENGLISH):
        return form.writer()(report, settings)
