"""The report as a PDF: the page of ``html`` set on sheets of paper, with fonts of its own and nothing from anywhere else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from calculator.findings.report import Report
from calculator.reports.errors import UnavailableError
from calculator.reports.page.html import asset, page_text
from calculator.reports.settings import PICTURE, Settings

_FONTS: Final = {
    "font:regular": ("font_source_sans_pro", "files/SourceSansPro-Regular.ttf"),
    "font:semibold": ("font_source_sans_pro", "files/SourceSansPro-Semibold.ttf"),
    "font:cjk-regular": ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
    "font:cjk-bold": ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
}
"""Static fonts from packages: a variable font would be cut to size with the hour of cutting in it, a font of the system differs."""

_PROGRESS: Final = "weasyprint.progress"
_HOW: Final = "pip install 'bom-deminimis[pdf]', or '.[pdf]' in the folder of the project"
_PAPERS: Final = {"a4": "A4", "letter": "Letter"}


def write(report: Report, settings: Settings) -> bytes:
    """The format of the registry."""
    return pdf_bytes(report, settings)


def pdf_bytes(report: Report, settings: Settings) -> bytes:
    """The sheets. Same report, same bytes: no clock, no font of the system, no random number.

    Raises UnavailableError where WeasyPrint, its Pango or the fonts are missing.
    """
    return set_on_paper(
        lambda style, say: page_text(report, style=style, printed=True, say=say, settings=settings),
        settings,
    )


def set_on_paper(page: Callable[[str, Callable[[str], str]], str], settings: Settings) -> bytes:
    """The sheets of a page that is made with a style sheet and a way to say each text."""
    weasyprint = _weasyprint()
    fonts = _font_files()
    style = (
        asset("style.css")
        + asset("print.css")
        + asset("paper.css").replace("PAPER", _PAPERS[settings.paper.value])
    )
    text = page(style, _legible(_covered(fonts)))
    with _SilencedLoggers():
        document = weasyprint.HTML(string=text, base_url=None, url_fetcher=_only(fonts))
        written: bytes = document.write_pdf(pdf_tags=True, full_fonts=False)
    return written


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise UnavailableError(
            f"a PDF needs WeasyPrint, which is not installed: {_HOW}; or write -o report.html and print it"
        ) from None
    except OSError as fault:
        raise UnavailableError(
            f"a PDF needs the Pango library, which WeasyPrint did not find ({str(fault).splitlines()[0]}): on Debian and Ubuntu "
            "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, on macOS brew install pango; or write -o report.html and print it"
        ) from None
    return weasyprint


def _font_files() -> dict[str, Path]:
    paths = {}
    for address, (package, name) in _FONTS.items():
        spec = find_spec(package)
        places = (
            []
            if spec is None
            else [Path(place) / name for place in spec.submodule_search_locations or ()]
        )
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            raise UnavailableError(
                f"a PDF needs the fonts of the package {package.replace('_', '-')}, which is not installed: {_HOW}"
            )
        paths[address] = path
    return paths


def _only(fonts: Mapping[str, Path]) -> Any:
    """A fetcher that knows the fonts and reads a picture that is in the page itself; it refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FontFetcher(URLFetcher):  # type: ignore[misc]  # it has no types
        def fetch(self, url: str, headers: object = None) -> object:
            if url.startswith(PICTURE):
                return super().fetch(url, headers)
            if url not in fonts:
                raise ValueError(f"nothing is fetched: {url}")
            return URLFetcherResponse(url, fonts[url].read_bytes())

    return FontFetcher()


def _covered(fonts: Mapping[str, Path]) -> frozenset[int]:
    """The characters that the regular fonts have a glyph for."""
    return frozenset().union(
        *(_characters(path) for address, path in fonts.items() if address.endswith("regular"))
    )


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _legible(covered: frozenset[int]) -> Callable[[str], str]:
    """A text in which each character without a glyph is written as its code point: a box would lose it."""

    def say(text: str) -> str:
        if all(ord(letter) in covered for letter in text):
            return text
        return "".join(
            letter if ord(letter) in covered else f"[U+{ord(letter):04X}]" for letter in text
        )

    return say


class _SilencedLoggers:
    """WeasyPrint and fontTools speak of every rule for screens that they pass over; nobody who asked for a PDF needs that.

    What is said of the progress goes on where somebody listens to it.
    """

    def __enter__(self) -> None:
        self._loggers = ["weasyprint", "fontTools", "fontTools.subset"]
        if not logging.getLogger(_PROGRESS).handlers:
            self._loggers.append(_PROGRESS)
        self._levels = [logging.getLogger(name).level for name in self._loggers]
        for name in self._loggers:
            logging.getLogger(name).setLevel(logging.CRITICAL)

    def __exit__(self, *_: object) -> None:
        for name, level in zip(self._loggers, self._levels, strict=True):
            logging.getLogger(name).setLevel(level)
