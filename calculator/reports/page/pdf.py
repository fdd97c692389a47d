"""The report as a PDF: the page of ``html`` set on sheets of paper, with fonts of its own and nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from calculator.findings.report import Report
from calculator.reports.errors import UnavailableError
from calculator.reports.page.html import Drawings, asset, page_text
from calculator.reports.page.html_tree import tree_of
from calculator.reports.page.typesetting import manuscript_of
from calculator.reports.settings import Paper, Settings

_FONTS: Final = {
    "latin": ("font_source_sans_pro", "files/SourceSansPro-Regular.ttf"),
    "latin-bold": ("font_source_sans_pro", "files/SourceSansPro-Semibold.ttf"),
    "east": ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
    "east-bold": ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
}
"""Static fonts from packages: a font of the system differs from machine to machine."""
_READ: Final = ("latin", "east")
"""The fonts whose characters decide what can be set."""

_HOW: Final = "pip install 'bom-deminimis[pdf]', or '.[pdf]' in the folder of the project"
_PAPERS: Final = {Paper.A4: "a4", Paper.LETTER: "us-letter"}

PageMaker = Callable[[Callable[[str], str], Drawings], str]
"""Makes the text of a page with a way to say each text and a place to lay its drawings aside."""


def write(report: Report, settings: Settings) -> bytes:
    """The format of the registry."""
    return pdf_bytes(report, settings)


def pdf_bytes(report: Report, settings: Settings) -> bytes:
    """The sheets. Same report, same bytes: no clock, no font of the system, no random number.

    Raises UnavailableError where the typesetter or the fonts are missing.
    """
    return set_on_paper(
        lambda say, drawings: page_text(
            report, style="", say=say, settings=settings, drawings=drawings
        ),
        settings,
    )


def set_on_paper(page: PageMaker, settings: Settings) -> bytes:
    """The sheets of a page."""
    typst, fonts = _typesetter(), _font_files()
    covered = frozenset[int]().union(*(_characters(fonts[name]) for name in _READ))
    drawings = Drawings()
    tree = tree_of(page(_legible(covered), drawings))
    manuscript = manuscript_of(tree, drawings.texts, _PAPERS[settings.paper])
    files = {
        "main.typ": manuscript.source.encode(),
        "sheets.typ": asset("sheets.typ").encode(),
        **manuscript.pictures,
    }
    written: bytes = typst.compile(
        files,
        font_paths=_font_book(tuple(sorted({path.parent for path in fonts.values()}))),
        timestamp=0,
    )
    return written


def _typesetter() -> Any:
    try:
        import typst
    except ImportError:
        raise UnavailableError(
            f"a PDF needs typst, which is not installed: {_HOW}; or write -o report.html and print it"
        ) from None
    return typst


@cache
def _font_book(folders: tuple[Path, ...]) -> Any:
    """The fonts of some folders and no others, read once."""
    return _typesetter().Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def _font_files() -> dict[str, Path]:
    paths = {}
    for role, (package, name) in _FONTS.items():
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
        paths[role] = path
    return paths


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _legible(covered: frozenset[int]) -> Callable[[str], str]:
    """A text in which each character without a glyph is written as its code point: a box would lose it."""

    def say(text: str) -> str:
        if text.isascii() or all(ord(letter) in covered for letter in text):
            return text
        return "".join(
            letter if ord(letter) in covered else f"[U+{ord(letter):04X}]" for letter in text
        )

    return say
