"""Every link inside the built site leads to a page and a place that are there, and no page loads anything from elsewhere.

``python docs/check_site.py build/site`` after ``sphinx-build -W -c docs . build/site``; it ends with 1 and a line for each that does not.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}
"""What a browser fetches by itself, and where the address stands."""
NOT_FETCHED = {"canonical", "next", "prev", "index", "search", "author", "copyright"}
"""Kinds of ``link`` that only point somewhere."""


class Page(HTMLParser):
    """The places of a page, what it links to, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.places |= {named[name] for name in ("id", "name") if named.get(name)}
        if tag == "a" and named.get("href"):
            self.links.add(named["href"])
        address = named.get(LOADS.get(tag, ""), "")
        if address and named.get("rel") not in NOT_FETCHED:
            self.loads.add(address)


def faults_of(site: Path) -> list[str]:
    """A line for each link that leads nowhere and each address that is fetched from elsewhere."""
    pages = {path: Page(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    faults = []
    for path, page in pages.items():
        name = path.relative_to(site)
        faults += [
            f"{name}: loads {address}"
            for address in sorted(page.loads)
            if urlsplit(address).scheme not in ("", "data") or address.startswith("//")
        ]
        for link in sorted(page.links | page.loads):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if not target.is_file():
                faults.append(f"{name}: {link} leads to no file")
            elif parts.fragment and target.suffix == ".html":
                there = pages.get(target) or pages.get(site.resolve() / target)
                if there is not None and unquote(parts.fragment) not in there.places:
                    faults.append(f"{name}: {link} leads to no place")
    return faults


if __name__ == "__main__":
    faults = faults_of(Path(sys.argv[1]).resolve())
    sys.stdout.write("\n".join([*faults, f"{len(faults)} faults in {sys.argv[1]}", ""]))
    sys.exit(bool(faults))
