"""One cell at a time into what it means, with a problem where it means nothing.

A reader of cells knows its sheet and its header; it asks by meaning, never by column letter.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from calculator.model.countries import read_origin
from calculator.model.currencies import read_currency
from calculator.model.item import Answer, Evidence, ItemClass, Origin
from calculator.model.problem import Problem, Severity, error, note, warning
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import Decimals, read_bounds
from calculator.numbers.units import Dimension, Unit, ambiguity_of, read_unit
from calculator.recognition.classify import class_named
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.heading_units import SILENT, Measure, measure_of
from calculator.sources.layout.headings import Match
from calculator.sources.table.table import CellValue, Table

_NUMBER_THEN_WORD = re.compile(
    r"\s*([<>≤≥=~]*\s*[-+]?[\d][\d.,'\s–\-eE+]*?)\s*([^\d\s.,<>=+\-–'][^\d]*?\d?)\s*\Z"
)
_WORD_THEN_NUMBER = re.compile(r"\s*([^\d\s.,<>=+\-–~]{1,12})\s*([<>≤≥]?\s*\d[\d.,'\s–\-]*)\Z")
_BLANKS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "----",
        "—",
        "–",
        "―",
        "ー",
        "－",
        "…",
        "...",
        "auf anfrage",
        "on request",
        "询价",
        "要見積",
        "sur demande",
        "a consultar",
        "n/a",
        "na",
        "n.a.",
        "none",
        "tbd",
        "?",
        "unknown",
        "/",
        "\\",
        "未知",
        "不明",
        "unbekannt",
        "k.a.",
    }
)

_ABOUT = frozenset({"约", "約", "approx", "ca", "circa", "about", "env", "aprox", "ok", "약"})
_LONGEST_BLANK = 14
# Cells merged over several rows say the same of each; a merged quantity or price is of all of them together and says nothing of one.
MERGED = frozenset(
    {"name", "description", "specification", "material", "supplier", "parent", "class", "origin"}
)
_NOTHING = frozenset({None, ""})
_UNCERTAIN = frozenset({Decimals.UNSETTLED, Decimals.OPEN})
# The columns in which numbers stand: the decimal mark of one tells that of another.
_FIGURES = (
    "quantity",
    "per_parent",
    "cumulative",
    "price",
    "line_price",
    "mass",
    "line_mass",
    "base_quantity",
    "price_per",
    "scrap",
    "low",
    "high",
    "share",
    "value",
    "origin_share",
    "rate",
)
_EITHER_MARK = re.compile(r"[<>≤≥=~\s]*[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")
_NOTES = 3
_CELLS = 20


def is_blank_text(text: str) -> bool:
    """True where a text states nothing.

    >>> [is_blank_text(text) for text in ("n/a", "---", "M3")]
    [True, True, False]
    """
    return (
        not text
        or (len(text) <= _LONGEST_BLANK and text.casefold() in _BLANKS)
        or not text.strip("-–—=_*·.")
    )


class Row:
    """One row of a table, read by the meaning of its columns."""

    __slots__ = ("_texts", "cells", "row")

    def __init__(self, cells: Cells, row: int) -> None:
        self.cells = cells
        self.row = row
        self._texts: dict[str, str] = {}

    def heading(self, meaning: str) -> Heading | None:
        """The column that is read: of several columns of one meaning the first that states something in this row."""
        header = self.cells.header
        first = header.headings.get(meaning)
        if first is None or (meaning not in header.more and not header.steps):
            return first
        table = self.cells.table
        if header.steps and first.column == header.steps[0]:
            filled = next(
                (column for column in header.steps if table.text(self.row, column)), first.column
            )
            return (
                first
                if filled == first.column
                else replace(first, column=filled, source=table.source(header.row, filled))
            )
        return next(
            (
                one
                for one in (first, *header.more.get(meaning, ()))
                if table.text(self.row, one.column).casefold() not in _BLANKS
            ),
            first,
        )

    def text(self, meaning: str) -> str:
        """The text of a cell, empty where the sheet has no such column."""
        text = self._texts.get(meaning)
        if text is None:
            if meaning not in self.cells.header.headings:
                return ""
            heading = self.heading(meaning)
            text = self._texts[meaning] = (
                "" if heading is None else self._reader(meaning)(self.row, heading.column)
            )
        return text

    def _reader(self, meaning: str) -> Callable[[int, int], str]:
        table = self.cells.table
        return table.merged_text if meaning in MERGED and table.facts.merged else table.text

    def texts(self, meaning: str) -> list[str]:
        """What every column of a meaning states in this row."""
        header = self.cells.header
        if meaning not in header.headings:
            return []
        if header.steps and header.headings[meaning].column == header.steps[0]:
            return [self.text(meaning)] if self.text(meaning) else []
        columns = (
            header.headings[meaning].column,
            *(one.column for one in header.more.get(meaning, ())),
        )
        found = (self._reader(meaning)(self.row, column) for column in sorted(columns))
        return [text for text in found if text.casefold() not in _BLANKS]

    def shown(self, meaning: str) -> str:
        """The text with the digits that the number format shows: 1.10 is not 1.1."""
        heading = self.heading(meaning)
        return "" if heading is None else self.cells.table.shown(self.row, heading.column)

    def value(self, meaning: str) -> CellValue:
        """The value as it is stored."""
        heading = self.heading(meaning)
        return None if heading is None else self.cells.table.value(self.row, heading.column)

    def is_numeric(self, meaning: str) -> bool:
        """True where a number is stored, not a text."""
        value = self.value(meaning)
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    def source(self, meaning: str) -> Source:
        """The cell, or the row where the sheet has no such column."""
        heading = self.heading(meaning)
        return (
            self.cells.table.source(self.row, heading.column)
            if heading is not None
            else self.cells.row_source(self.row)
        )

    def measure(self, meaning: str) -> Measure:
        """What the heading says of its figures: the unit or currency, and of how many they are."""
        heading = self.heading(meaning)
        return (
            SILENT
            if heading is None
            else measure_of(self.cells.header.kind, meaning, heading.bracket)
        )

    def affix(self, meaning: str) -> str:
        """The unit or currency that the number format shows beside a number."""
        heading = self.heading(meaning)
        return (
            self.cells.table.affix(self.row, heading.column).strip()
            if heading is not None and self.is_numeric(meaning)
            else ""
        )

    def is_blank(self, meaning: str) -> bool:
        """True where nothing is stated; a dash or "n/a" states nothing."""
        if meaning not in self.cells.header.headings:
            return True
        return is_blank_text(self.text(meaning))

    # ----------------------------------------------------------------- numbers

    def number(self, meaning: str, *, percent: bool = False, what: str) -> Bounds | None:
        """The number or range in a cell; None where it is blank or, with a problem, unreadable."""
        bounds, word = self.number_and_word(meaning, percent=percent, what=what)
        if word and not (percent and word in {"%", "wt%", "wt.%", "w%", "gew.%"}):
            self.cells.report(
                warning(
                    "unexpected-unit",
                    f'{what} "{self.text(meaning)[:60]}" has a unit that does not belong there; it is unknown. Write the number alone',
                    self.source(meaning),
                )
            )
            return None
        return bounds

    def number_and_word(
        self, meaning: str, *, percent: bool = False, what: str
    ) -> tuple[Bounds | None, str]:
        """The number in a cell and the word that follows it, such as a unit or a currency."""
        if self.is_blank(meaning):
            return None, ""
        value = self.value(meaning)
        if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            self.cells.report(
                error(
                    "date-as-number",
                    f'{what} "{self.text(meaning)[:40]}" is a date, into which spreadsheets turn numbers such as 1.5 or 3-4; it is unknown. Format the cell as a number',
                    self.source(meaning),
                )
            )
            return None, ""
        if self.is_scaled(meaning):
            self.cells.report(
                error(
                    "scaled-number",
                    f"{what} is shown in thousands or millions by its number format, so what was meant is unknown. Show it in full",
                    self.source(meaning),
                )
            )
            return None, ""
        bounds, word = self.figure(meaning, percent=percent)
        if bounds is None and _EITHER_MARK.match(self.text(meaning)):
            self.cells.report(
                error(
                    "unreadable-number",
                    f'{what} "{self.text(meaning)[:60]}" may have thousands or three decimals, which nothing in its column settles; it is unknown. Write it without a mark for thousands, and with one decimal more or less',
                    self.source(meaning),
                )
            )
        elif bounds is None:
            self.cells.report(
                error(
                    "unreadable-number",
                    f'{what} "{self.text(meaning)[:60]}" is not a number that can be read; it is unknown. Write digits only',
                    self.source(meaning),
                )
            )
        elif isinstance(value, str) and self.cells.table.sheet and bounds.is_exact and not word:
            self.cells.report(
                note(
                    "number-as-text",
                    f"{what} is stored as text; it was read as the number that it shows",
                    self.source(meaning),
                )
            )
        return bounds, word

    def figure(self, meaning: str, *, percent: bool = False) -> tuple[Bounds | None, str]:
        """The number in a cell and the word beside it, without a complaint where there is none."""
        heading = self.heading(meaning)
        if heading is None or self.is_blank(meaning):
            return None, ""
        decimals = self.cells.decimals(heading.column)
        bounds = self.cells.table.number(self.row, heading.column, decimals, percent=percent)
        if bounds is not None:
            return bounds, "" if percent else self.affix(meaning)
        text = self.text(meaning)
        for pattern, number, word in ((_NUMBER_THEN_WORD, 1, 2), (_WORD_THEN_NUMBER, 2, 1)):
            parts = pattern.match(text) if len(text) < 80 else None
            bounds = read_bounds(parts.group(number), decimals) if parts is not None else None
            if parts is not None and bounds is not None:
                said = parts.group(word).strip().strip("()（）.")
                return bounds, "" if said.casefold() in _ABOUT else parts.group(word).strip()
        return None, ""

    def exact(self, meaning: str) -> Fraction | None:
        """The one number that a cell states, None where it states none or a range."""
        bounds, _ = self.figure(meaning)
        return bounds.low if bounds is not None and bounds.is_exact else None

    def is_scaled(self, meaning: str) -> bool:
        """True where the number format shows thousands or millions."""
        heading = self.heading(meaning)
        return heading is not None and self.cells.table.is_scaled(self.row, heading.column)

    def share(self, meaning: str, *, what: str) -> Bounds | None:
        """A percentage as a share of 1; ``ppm`` is understood, also in the heading. Above 100 % it is unknown, with a problem."""
        bounds, word = self.number_and_word(meaning, percent=True, what=what)
        measure = self.measure(meaning)
        if bounds is None or not measure.is_clear:
            return None
        is_percent = bool(word) or self.text(meaning).endswith(("%", "\uff05"))
        per = {"ppm": Fraction(1, 10**6), "‰": Fraction(1, 1000)}.get(
            word.casefold(), Fraction(1, 100) if is_percent else measure.scale
        )
        if word and word.casefold() not in {
            "ppm",
            "‰",
            "%",
            "wt%",
            "wt.%",
            "w%",
            "wt %",
            "gew.%",
            "gew%",
            "质量%",
        }:
            self.cells.report(
                error(
                    "unreadable-number",
                    f'{what} "{self.text(meaning)[:60]}" is not a percentage; it is unknown',
                    self.source(meaning),
                )
            )
            return None
        share = bounds.scaled(per)
        if share.low > 1:
            self.cells.report(
                error(
                    "over-100-percent",
                    f'{what} "{self.text(meaning)[:60]}" is more than 100 %; it is unknown',
                    self.source(meaning),
                )
            )
            return None
        return share.capped(Fraction(1))

    def kilograms(self) -> Bounds | None:
        """The mass in the column of masses, by the unit in the cell, else in the heading, and by the one beside it: bounds hold both."""
        bounds, word = self.number_and_word("mass", what="mass")
        measure = self.measure("mass")
        if bounds is None or not measure.is_clear:
            return None
        own = self.unit_word(word, self.source("mass")) if word else measure.unit
        units = [unit for unit in (own, self.unit("mass_unit", None)) if unit is not None]
        if not units or any(unit.dimension is not Dimension.MASS for unit in units):
            self.cells.report(
                warning(
                    "mass-unit-missing",
                    f'mass "{self.text("mass")[:40]}" has no unit of mass; it is unknown. Write g or kg in the column Mass Unit',
                    self.source("mass"),
                )
            )
            return None
        if units[0].factor != units[-1].factor:
            said = (
                "the cell"
                if word
                else f'the heading "{self.cells.header.headings["mass"].text[:40]}"'
            )
            self.cells.report(
                warning(
                    "unit-conflict",
                    f"a mass is in {units[0].symbol} by {said} and in {units[-1].symbol} by its Mass Unit; bounds hold both. Correct one",
                    self.source("mass"),
                    self.source("mass_unit"),
                )
            )
        found = bounds.scaled(units[0].factor).hull(bounds.scaled(units[-1].factor))
        return found if measure.batch is None else found.scaled(1 / measure.batch)

    # ----------------------------------------------------------------- words

    def unit(self, meaning: str, default: Unit | None) -> Unit | None:
        """The unit in a cell; an unknown word stands for itself: one of whatever it means, of unknown mass."""
        text = self.text(meaning)
        if self.is_blank(meaning):
            return default
        return self.unit_word(text, self.source(meaning))

    def unit_word(self, text: str, source: Source) -> Unit:
        """The unit that ``text`` means."""
        known = read_unit(text)
        if known is not None:
            return known
        fault = ambiguity_of(text)
        self.cells.report(
            error(
                "unknown-unit",
                fault
                or f'unit "{text[:40]}" is not on the list of units; its mass and its relation to others are unknown',
                source,
            )
        )
        return Unit(text.strip().casefold(), Dimension.COUNT, Fraction(1))

    def currency(self, meaning: str) -> str:
        """ISO code of the currency in a cell or in the heading's brackets; empty where none is stated."""
        if not self.is_blank(meaning):
            return self.currency_word(self.text(meaning), self.source(meaning))
        return ""

    def currency_word(self, text: str, source: Source) -> str:
        """ISO code that a word or sign means; ``?`` where it could be several."""
        code, fault = read_currency(text)
        if (
            code is None
            and fault is not None
            and text.strip() in {"¥", "￥"}
            and self.cells.yen_or_yuan
        ):
            code = self.cells.yen_or_yuan
            fault = f'currency "{text}" was read as {code}, for the language of the headings; write the ISO code'
        if fault is not None:
            self.cells.report((warning if code else error)("unclear-currency", fault, source))
        elif code is None:
            self.cells.report(
                error(
                    "unknown-currency",
                    f'currency "{text[:40]}" is not known; write an ISO code such as EUR',
                    source,
                )
            )
        return code or "?"

    def origin(self, meaning: str) -> Origin:
        """Countries of origin with their shares."""
        if self.is_blank(meaning):
            return Origin()
        origin, fault = read_origin(self.text(meaning), (self.source(meaning),))
        if fault is not None:
            self.cells.report(error("unclear-origin", fault, self.source(meaning)))
        return origin

    def answer(self, meaning: str, what: str) -> Answer:
        """A yes or no."""
        if self.is_blank(meaning) and self.text(meaning).casefold() != "none":
            return Answer.UNKNOWN
        found = _ANSWERS.get(self.text(meaning).casefold())
        if found is None:
            self.cells.report(
                error(
                    "unreadable-answer",
                    f'{what} "{self.text(meaning)[:40]}" is neither yes nor no; it is unknown',
                    self.source(meaning),
                )
            )
        return found or Answer.UNKNOWN

    def yes_or_no(self, text: str) -> Answer:
        """What a word of yes or no means, without a complaint where it is neither."""
        return _ANSWERS.get(text.casefold(), Answer.UNKNOWN)

    def item_class(self) -> ItemClass | None:
        """The stated class; None where it is blank or unknown."""
        if self.is_blank("class"):
            return None
        text = _class_words(self.text("class"))
        found = _CLASSES.get(text) or class_named(text)
        if found is ItemClass.OTHER and not self._names_item_class():
            # "Others" in a column of commodity groups is no statement that a part is no magnet.
            return None
        if (
            found is None
            and self.cells.header.headings["class"].text.casefold().replace(" ", "") == "itemclass"
        ):
            names = ", ".join(one.value for one in ItemClass)
            self.cells.report(
                warning(
                    "unknown-class",
                    f'item class "{text[:40]}" is not one of {names}; it was inferred instead',
                    self.source("class"),
                )
            )
        return found

    def _names_item_class(self) -> bool:
        heading = self.cells.header.headings["class"]
        return heading.match is Match.PROFILE or "".join(
            letter for letter in heading.text.casefold() if letter.isalpha()
        ) in {"itemclass", "物料类别", "品目区分", "artikelklasse"}

    def evidence(self) -> Evidence:
        """The grade of evidence; blank is declared, for a supplier's file is a declaration."""
        text = self.text("evidence").casefold()
        found = _GRADES.get(text)
        if found is None and not self.is_blank("evidence"):
            self.cells.report(
                warning(
                    "unknown-evidence",
                    f'evidence "{text[:40]}" is not one of measured, declared, datasheet, assumed; taken as assumed',
                    self.source("evidence"),
                )
            )
            return Evidence.ASSUMED
        return found or Evidence.DECLARED

    def day(self, meaning: str, what: str) -> tuple[datetime.date | None, bool]:
        """A date, and whether something was there that is none."""
        if self.is_blank(meaning):
            return None, False
        value = self.value(meaning)
        if isinstance(value, datetime.datetime):
            return value.date(), False
        if isinstance(value, datetime.date):
            return value, False
        try:
            return datetime.date.fromisoformat(
                self.text(meaning)[:10].replace("/", "-").replace(".", "-")
            ), False
        except ValueError:
            self.cells.report(
                error(
                    "unreadable-date",
                    f'{what} "{self.text(meaning)[:40]}" is not a date that can be read; write YYYY-MM-DD',
                    self.source(meaning),
                )
            )
            return None, True


class Cells:
    """The rows of one table under its header, and the problems met while reading them."""

    def __init__(self, table: Table, header: Header) -> None:
        self.table = table
        self.header = header
        self.problems: list[Problem] = list(header.problems)
        self._decimals: dict[int, Decimals] = {}

    def rows(self) -> list[Row]:
        """The rows of the table that hold anything."""
        return [Row(self, row) for row in self.filled()]

    def filled(self) -> list[int]:
        """Where the rows are that hold anything."""
        left_out = set(self.header.repeats)
        rows = enumerate(self.table.rows[self.header.body : self.header.end], self.header.body)
        return [at for at, cells in rows if at not in left_out and not _NOTHING.issuperset(cells)]

    def report(self, problem: Problem) -> None:
        """Keep a problem."""
        self.problems.append(problem)

    def told(self) -> tuple[Problem, ...]:
        """The problems; equal ones, and notes of one kind, are one with many cells, lest they bury what matters."""
        kept: dict[tuple[str, str], list[Problem]] = {}
        notes = Counter(
            problem.code for problem in self.problems if problem.severity is Severity.NOTE
        )
        for problem in self.problems:
            kept.setdefault(
                (problem.code, "" if notes[problem.code] > _NOTES else problem.message), []
            ).append(problem)
        found = []
        for alike in kept.values():
            cells = tuple(
                dict.fromkeys(
                    cell
                    for one in alike
                    for cell in (one.cells[:1] if len(alike) > 1 else one.cells)
                )
            )
            more = "" if len(alike) == 1 else f" (and {len(alike) - 1} more like this)"
            found.append(replace(alike[0], message=alike[0].message + more, cells=cells[:_CELLS]))
        return tuple(found)

    def row_source(self, row: int) -> Source:
        """The row as a whole."""
        first = self.table.source(row, 0)
        return Source(first.file, first.sheet, first.row)

    def decimals(self, column: int) -> Decimals:
        """How a column writes its decimal mark: what settles it in one cell settles it in all; a contradiction settles nothing.

        Where only points before three digits stand, the other columns of figures settle whether they are those of thousands.
        """
        if column not in self._decimals:
            said = self._said_of(column)
            certain = said - _UNCERTAIN
            if said == {Decimals.OPEN}:
                certain = (
                    frozenset[Decimals]().union(
                        *(self._said_of(other) for other in self._figure_columns)
                    )
                    - _UNCERTAIN
                )
            self._decimals[column] = (
                next(iter(certain))
                if len(certain) == 1
                else Decimals.OPEN
                if said
                else Decimals.UNSETTLED
            )
        return self._decimals[column]

    def _said_of(self, column: int) -> frozenset[Decimals]:
        return self.table.marks_of_column(column, range(self.header.body, self.header.end))

    @cached_property
    def _figure_columns(self) -> list[int]:
        header = self.header
        return [
            one.column
            for meaning in _FIGURES
            if meaning in header.headings
            for one in (header.headings[meaning], *header.more.get(meaning, ()))
        ]

    def tell_decimals(self) -> None:
        """Say which columns were read with a decimal comma: it is settled by the column as a whole."""
        columns = sorted(
            column for column, found in self._decimals.items() if found is Decimals.COMMA
        )
        if columns:
            self.report(
                note(
                    "decimal-comma",
                    f"{len(columns)} columns write a decimal comma and were read so",
                    *(self.table.source(self.header.row, column) for column in columns),
                )
            )

    @cached_property
    def describes(self) -> str:
        """The meaning of the one column that describes the parts; empty where there are several, or none."""
        header = self.header
        found = [one for one in ("name", "description", "specification") if one in header.headings]
        number = header.headings.get("number")
        is_plain = (
            len(found) == 1
            and found[0] not in header.more
            and not header.steps
            and (number is None or number.match is not Match.WEAK)
        )
        return found[0] if is_plain else ""

    @cached_property
    def columns_read(self) -> frozenset[int]:
        """The columns that mean something to us, and those of which we know that they tell nothing of the part."""
        header = self.header
        known = {one.column for one in header.headings.values()} | {
            one.column for ones in header.more.values() for one in ones
        }
        return frozenset(known | set(header.steps))

    @cached_property
    def yen_or_yuan(self) -> str:
        """The currency that a yen sign means in the language of the headings; empty where they are in neither."""
        text = "".join(
            self.table.text(self.header.row, column)
            for column in range(len(self.table.rows[self.header.row]))
        )
        if re.search("[\u3040-\u30ff]|単価|価格|個数|部品|番号|原産国", text):
            return "JPY"
        return "CNY" if re.search("[\u4e00-\u9fff]", text) else ""

    def tell_headings(self) -> None:
        """Name each heading whose figures are unknown, for nobody can tell of how much of what they are."""
        header = self.header
        for heading in (
            *header.headings.values(),
            *(one for more in header.more.values() for one in more),
        ):
            if not measure_of(header.kind, heading.meaning, heading.bracket).is_clear:
                self.report(
                    error(
                        "heading-unclear",
                        f'of how much, or in what, the figures below "{heading.text[:60]}" are cannot be told from "{heading.bracket[:40]}"; they are unknown. Write USD, USD/100, kg, g/100 ... or give them a column of their own',
                        heading.source,
                    )
                )


_ANSWERS = {
    **dict.fromkeys(
        (
            "yes",
            "y",
            "true",
            "1",
            "x",
            "ja",
            "oui",
            "si",
            "sí",
            "tak",
            "是",
            "有",
            "はい",
            "有り",
            "예",
        ),
        Answer.YES,
    ),
    **dict.fromkeys(
        (
            "no",
            "n",
            "false",
            "0",
            "nein",
            "non",
            "nie",
            "否",
            "无",
            "無",
            "いいえ",
            "なし",
            "아니오",
        ),
        Answer.NO,
    ),
    **dict.fromkeys(("unknown", "?"), Answer.UNKNOWN),
}


def is_known_class(text: str) -> bool:
    """True for a word that is one of the classes."""
    return _class_words(text) in _CLASSES


def _class_words(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ").strip()


_CLASSES = {
    **{one.value: one for one in ItemClass},
    **dict.fromkeys(
        ("permanent magnet", "magnets", "magneten", "磁铁", "磁钢", "磁石", "永磁体", "マグネット"),
        ItemClass.MAGNET,
    ),
    **dict.fromkeys(
        (
            "sputtering target",
            "sputter target",
            "sputtertarget",
            "靶材",
            "溅射靶材",
            "ターゲット",
            "ターゲット材",
        ),
        ItemClass.TARGET,
    ),
    **dict.fromkeys(
        ("listed materials", "gelistetes material", "清单材料", "リスト材料", "受控材料"),
        ItemClass.LISTED_MATERIAL,
    ),
    **dict.fromkeys(
        (
            "assy",
            "sub assembly",
            "subassembly",
            "baugruppe",
            "组件",
            "总成",
            "组立件",
            "アセンブリ",
            "組立品",
        ),
        ItemClass.ASSEMBLY,
    ),
    **dict.fromkeys(("others", "sonstiges", "其他", "其它", "その他"), ItemClass.OTHER),
}

_GRADES = {
    **{one.value: one for one in Evidence},
    **dict.fromkeys(
        ("analysis", "analysed", "analyzed", "测量", "実測", "gemessen"), Evidence.MEASURED
    ),
    **dict.fromkeys(
        ("declaration", "certificate", "申报", "声明", "申告", "erklärt", "erklärung"),
        Evidence.DECLARED,
    ),
    **dict.fromkeys(("data sheet", "规格书", "データシート", "datenblatt"), Evidence.DATASHEET),
    **dict.fromkeys(
        ("assumption", "estimate", "estimated", "假设", "仮定", "angenommen"), Evidence.ASSUMED
    ),
}
