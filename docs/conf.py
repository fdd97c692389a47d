"""The documentation as a site, of the same pages that the repository shows: ``sphinx-build -W -c docs . build/site``.

The source folder is the root of the project, so that every link between pages holds in both places. Nothing of the site is loaded from anywhere else.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from calculator.version import VERSION  # noqa: E402

project = "bom-deminimis"
version = release = VERSION
author = copyright = "The bom-deminimis contributors"  # noqa: A001
extensions = ["myst_parser"]
root_doc = "docs/README"
include_patterns = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/**.md",
    "sample_boms/README.md",
]
exclude_patterns = ["build", "docs/__pycache__"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 4
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
pygments_style = "friendly"

html_theme = "furo"
html_title = f"bom-deminimis {VERSION}"
html_favicon = "../calculator/web/static/icon.svg"
html_last_updated_fmt = None
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f3a5f", "color-brand-content": "#1f3a5f"},
    "dark_css_variables": {"color-brand-primary": "#9fc1ec", "color-brand-content": "#9fc1ec"},
}

SECTIONS = {
    "For whom": ("for-buyers", "for-lawyers", "scripts"),
    "To learn": ("tutorial",),
    "To do one thing": ("serve", "how-to/*", "suppliers"),
    "To look up": (
        "reference",
        "rules-reference",
        "problems",
        "checks",
        "reports",
        "audit",
        "declarations",
        "limits",
        "library",
        "api",
        "glossary",
    ),
    "To understand": (
        "architecture",
        "semantics",
        "reading",
        "evidence",
        "rules",
        "bulk",
        "performance",
        "scale",
        "measurements",
        "conclusiveness",
        "mutation",
        "decisions/*",
    ),
}
"""The contents at the side: pages of ``docs`` by their names. A page that is in none of them is an error."""


def contents() -> str:
    """The sections as tables of contents, which the repository's own page need not show."""
    parts = ["```{toctree}", ":hidden:", "", "Two commands </README>", "```", ""]
    listed: set[str] = set()
    for caption, names in SECTIONS.items():
        pages = [page for name in names for page in sorted((ROOT / "docs").glob(f"{name}.md"))]
        listed |= {str(page) for page in pages}
        parts += ["```{toctree}", ":hidden:", f":caption: {caption}", ""]
        parts += [str(page.relative_to(ROOT / "docs").with_suffix("")) for page in pages]
        parts += ["```", ""]
    parts += ["```{toctree}", ":hidden:", ":caption: The project", ""]
    parts += ["/sample_boms/README", "/CHANGELOG", "/CONTRIBUTING", "/SECURITY", "```", ""]
    forgotten = {str(page) for page in (ROOT / "docs").rglob("*.md")} - listed
    forgotten -= {str(ROOT / "docs" / "README.md")}
    if forgotten:
        raise ValueError(f"pages in no section of docs/conf.py: {sorted(forgotten)}")
    return "\n".join(parts)


def _with_contents(_: Any, name: str, source: list[str]) -> None:
    if name == root_doc:
        source[0] += "\n\n" + contents()


def setup(app: Any) -> None:
    """Add the contents when the first page is read."""
    app.connect("source-read", _with_contents)
