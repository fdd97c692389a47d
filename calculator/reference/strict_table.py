"""One table of a rule file, each key read strictly: asked for by name, of one type, and none left over."""

from __future__ import annotations

import re
from typing import ClassVar, Final, NoReturn

from calculator.model.elements import RARE_EARTHS, atomic_weights
from calculator.numbers.strict_table import StrictTable, TableError, line_of, twice_in

__all__ = ["RuleError", "Table", "line_of", "twice_in"]

_COUNTRY: Final = re.compile(r"[A-Z]{2}\Z")


class RuleError(TableError):
    """A fault in a rule file."""


class Table(StrictTable):
    """A table of a rule file, with what rules alone name: citations, elements, countries."""

    file_kind: ClassVar[str] = "a rule file"

    def fail(self, key: str, fault: str) -> NoReturn:
        """Refuse the rule for a fault at ``key``."""
        raise RuleError(fault, self.table, self.number, key)

    def cited(self, citations: frozenset[str]) -> tuple[str, ...]:
        """The citations of an entry: at least one, each an id of this file."""
        cited = self.texts("cite")
        for citation in cited:
            if citation not in citations:
                self.fail("cite", f'"{citation}" is not the id of a citation in this file')
        return cited

    def elements(self, key: str) -> tuple[str, ...]:
        """Symbols of rare earths; none where the key is not there."""
        symbols = self.texts(key, needed=False)
        for symbol in symbols:
            if symbol not in RARE_EARTHS:
                self.fail(key, f'"{symbol}" is not the symbol of a rare earth')
        return symbols

    def symbols(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        """Symbols of elements of any kind."""
        symbols = self.texts(key, needed=needed)
        for symbol in symbols:
            if symbol not in atomic_weights():
                self.fail(key, f'"{symbol}" is not the symbol of an element')
        return symbols

    def country(self, key: str) -> str:
        """One ISO 3166-1 alpha-2 code."""
        code = self.text(key)
        if not _COUNTRY.match(code):
            self.fail(key, f'"{code}" is not a country code of two capital letters (ISO 3166-1)')
        return code

    def countries(self, key: str, *, needed: bool = True) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes."""
        codes = self.texts(key, needed=needed)
        for code in codes:
            if not _COUNTRY.match(code):
                self.fail(
                    key, f'"{code}" is not a country code of two capital letters (ISO 3166-1)'
                )
        return frozenset(codes)
