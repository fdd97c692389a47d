"""What is known beside the bill: contents, prices, rates, and the assumptions that the user named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import Final, TypeVar

from calculator.model.countries import read_origin
from calculator.model.exchange_rates import (
    UNKNOWN_CURRENCY,
    Conversion,
    RateRow,
    Steps,
    conversion,
    direct_rates,
    newest,
    pair_of,
)
from calculator.model.item import Evidence, Origin
from calculator.model.recycled import RecycledShare
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, StageReading, Stages
from calculator.model.substances import Substance, elements_of_key
from calculator.numbers.bounds import Bounds, differ


class Disclosure(Enum):
    """What the rows of an item leave unsaid."""

    PARTIAL = "partial"
    """Whatever is not listed may be anything."""
    RARE_EARTH = "full"
    """Whatever is not listed is not rare earth."""
    ALL = "all"
    """Nothing is left: every substance is listed (full material disclosure)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRow:
    """What one row of a Content sheet says to be in one unit of ``item``.

    Of ``share`` (of the item's mass), ``mass`` (kg) and ``value`` any may be missing (None).
    ``dated`` is the day of the certificate that ``reference`` names.
    """

    item: str
    substance: Substance
    origin: Origin
    share: Bounds | None = None
    mass: Bounds | None = None
    value: Bounds | None = None
    currency: str = ""
    disclosure: Disclosure = Disclosure.PARTIAL
    evidence: Evidence = Evidence.DECLARED
    reference: str = ""
    dated: date | None = None
    valid_until: date | None = None
    cells: tuple[Source, ...] = ()
    amount_cells: tuple[Source, ...] = ()
    stages: Stages = NO_STAGES
    """Where each stage was, as far as somebody said; ``origin`` is that of the last one."""
    rules_out: frozenset[str] = frozenset()
    """Elements of which nothing is in the item beyond what its rows say."""
    recycled: tuple[RecycledShare, ...] = ()
    """How much of it was recovered from waste, as far as somebody said."""
    is_per_piece: bool = False
    """True where the mass is that in one piece, in whatever unit the bill counts the item."""
    part_of: str = ""
    """The statement that the row completes; empty where it is part of its own file's."""

    @property
    def statement(self) -> str:
        """Rows of one statement, those of one table, are true together and speak for the whole item."""
        if self.part_of or not self.cells:
            return self.part_of
        return f"{self.cells[0].file}!{self.cells[0].sheet}"

    @property
    def key(self) -> tuple[object, ...]:
        """Rows with the same key speak of the same thing."""
        return (
            self.substance.key,
            self.substance.name,
            self.origin.shares,
            self.origin.named,
            self.stages,
        )

    @property
    def says(self) -> tuple[object, ...]:
        """All that the row states, apart from where it is written."""
        return (self.key, self.share, self.mass, self.value, self.currency)

    @property
    def in_full(self) -> tuple[object, ...]:
        """What stands in every cell of the row: two rows that are equal in it may be one fact written twice."""
        return (
            *self.says,
            self.disclosure,
            self.evidence,
            tuple((waste, share) for waste, share, _ in self.recycled),
            self.reference,
            self.dated,
            self.valid_until,
        )

    @property
    def is_assumed_by_file(self) -> bool:
        """True for an assumption that a file states; not for reference data and what-ifs, which the user named."""
        return self.evidence is Evidence.ASSUMED and not any(
            cell.file in _NAMED_BY_USER for cell in (*self.cells, *self.amount_cells)
        )

    @property
    def names_rare_earth(self) -> bool:
        """True where it says that there is some rare earth, however much."""
        return bool(self.substance.elements) and not any(
            amount is not None and amount.is_zero for amount in (self.share, self.mass)
        )

    @property
    def states_absence(self) -> bool:
        """True where it says that there is nothing of a rare earth."""
        return bool(self.substance.elements) and any(
            amount is not None and amount.is_zero for amount in (self.share, self.mass)
        )

    @property
    def is_sure(self) -> bool:
        """True where there is some of it for certain: by its amount, or since it is named without one."""
        amount = self.share or self.mass or self.value
        return amount is None or amount.low > 0

    def contradicts(self, whole: Bounds) -> bool:
        """True where its share of the item's mass and its mass cannot both be true, apart from rounding."""
        if self.share is None or self.mass is None:
            return False
        by_share = whole * self.share
        return differ(by_share, self.mass)

    def is_expired(self, on: date) -> bool:
        """True where the certificate was no longer valid on that day."""
        return self.valid_until is not None and self.valid_until < on


_NAMED_BY_USER: Final = frozenset({"reference", "--set"})
"""Files of cells that stand for what the user asked for by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """Price of one kg of what ``key`` names (SubstanceList keys).

    An element alone is a price per kg of element contained, in whatever form; ``without_form`` of it of a form that nobody named.

    ``market`` names the price list that it belongs to, where there are several. A price of the user's own has no grade
    of evidence: it is a convention, not a claim of a supplier.
    """

    key: str
    price: Bounds
    currency: str
    day: date | None = None
    market: str = ""
    origin_of_price: str = ""
    cells: tuple[Source, ...] = ()
    evidence: Evidence | None = None


def without_form(element: str) -> str:
    """The key of a price of an element that does not say of which form it is."""
    return f"{element} ?"


class Reference(Enum):
    """How far reference data of one kind may be used."""

    OFF = "no"
    BRACKET = "yes"
    """It may show that something crosses, never by itself that it is below."""
    ACCEPTED = "accept"
    """The user stands for it: it may show both."""


class PutIn(Enum):
    """How a form that is not on a list counts where the element ends as metal in the item: a fluoride that was diffused in."""

    AS_PUT_IN = "as-put-in"
    """As what was put in: it is not on the list."""
    AS_ELEMENT = "as-element"
    """As the element that is in the item now."""


class PricesOf(Enum):
    """Which of the user's price lists counts where several have a name of their own."""

    CHINA = "prices-cn"
    ABROAD = "prices-abroad"

    def takes(self, market: str) -> bool:
        """True for a list of that place; one without a name is taken with either.

        >>> PricesOf.CHINA.takes("China"), PricesOf.ABROAD.takes("Europe"), PricesOf.ABROAD.takes("CN")
        (True, True, False)
        """
        if not market.strip():
            return True
        place, _ = read_origin(market, ())
        is_chinese = any(code == "CN" for code, _ in place.shares) or "CN" in place.named
        return is_chinese is (self is PricesOf.CHINA)


class ValueConvention(Enum):
    """What is printed beside the test, and takes its place where it is chosen."""

    WHOLE_MAGNET = "whole-magnet"
    """Of assemblies and products: the price of a whole magnet or target counts where something in it does."""
    CONSUMED = "consumed"
    """What was consumed, with scrap, instead of what is contained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What the user chose to assume. Each is printed in every report.

    ``settings`` are the what-ifs, in the user's own words: (ITEM.FIELD, value). ``entered`` are facts that the user typed in
    beside the files, as (what, value) for the record: the engine takes them from the file of facts that they were written to.
    """

    technology_no: bool = False
    unknown_origin_is_not_chinese: bool = False
    reference_prices: Reference = Reference.OFF
    reference_grades: Reference = Reference.OFF
    reference_rates: Reference = Reference.OFF
    complete_components: tuple[str, ...] = ()
    """Items of which the lines below are all that is in them; an empty name stands for every item."""
    old_prices_accepted: bool = False
    assumed_facts_accepted: bool = False
    origin_stage: StageReading | None = None
    """The reading of stages that the user chose; None keeps all three."""
    looks_at_stated_stages: bool = False
    """True where the reading is tried beside others: it looks at the stages that are stated, and asks for none."""
    put_in: PutIn | None = None
    """How what was put in as a form that is not on a list counts; None keeps both readings."""
    prices_of: PricesOf | None = None
    """The only price lists that count; None keeps all of them."""
    values: tuple[ValueConvention, ...] = ()
    assemblies_not_listed: bool = False
    """True where what holds an item of the list is taken not to be on it; that it is, is the reading of products."""
    settings: tuple[tuple[str, str], ...] = ()
    entered: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Assumptions:
        """What ``as_pairs`` of the same assumptions says. Raises ValueError for a value that reference data does not know.

        >>> Assumptions.of_pairs([("technology", "no"), ("set MAG-01.origin", "JP")]).as_pairs
        (('technology', 'no'), ('set MAG-01.origin', 'JP'))
        >>> Assumptions.of_pairs([("entered MAG-01, origin of Dy", "JP (declared)")]).entered
        (('MAG-01, origin of Dy', 'JP (declared)'),)
        """
        made = tuple(pairs)
        said = dict(made)
        return cls(
            technology_no="technology" in said,
            unknown_origin_is_not_chinese="unknown-origin" in said,
            reference_prices=Reference(said.get("reference-prices", "no")),
            reference_grades=Reference(said.get("reference-grades", "no")),
            reference_rates=Reference(said.get("reference-rates", "no")),
            complete_components=tuple(
                dict.fromkeys(
                    value.removeprefix(_COMPLETE).removeprefix(":")
                    for name, value in made
                    if name == _COMPONENTS
                )
            ),
            old_prices_accepted="old-prices" in said,
            assumed_facts_accepted="assumed-facts" in said,
            origin_stage=StageReading(said["origin-stage"]) if "origin-stage" in said else None,
            put_in=_chosen(PutIn, made),
            prices_of=_chosen(PricesOf, made),
            values=tuple(
                convention
                for convention in ValueConvention
                if (_CONVENTION, convention.value) in made
            ),
            assemblies_not_listed=_NOT_LISTED in made,
            settings=tuple(
                (name.removeprefix(_SET), value) for name, value in made if name.startswith(_SET)
            ),
            entered=tuple(
                (name.removeprefix(_ENTERED), value)
                for name, value in made
                if name.startswith(_ENTERED)
            ),
        )

    def takes_as_complete(self, item: str) -> bool:
        """True where the user takes the lines below an item for all that is in it.

        >>> Assumptions(complete_components=("MAG-1",)).takes_as_complete("MAG-2")
        False
        """
        return any(name in ("", item) for name in self.complete_components)

    @property
    def as_pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value of those that were made."""
        made = (
            ("technology", "no", self.technology_no),
            ("unknown-origin", "non-cn", self.unknown_origin_is_not_chinese),
            (
                "reference-prices",
                self.reference_prices.value,
                self.reference_prices is not Reference.OFF,
            ),
            (
                "reference-grades",
                self.reference_grades.value,
                self.reference_grades is not Reference.OFF,
            ),
            (
                "reference-rates",
                self.reference_rates.value,
                self.reference_rates is not Reference.OFF,
            ),
        )
        return (
            *((name, value) for name, value, is_made in made if is_made),
            *(
                (_COMPONENTS, f"{_COMPLETE}:{item}" if item else _COMPLETE)
                for item in self.complete_components
            ),
            *((("old-prices", "accept"),) if self.old_prices_accepted else ()),
            *((("assumed-facts", "accept"),) if self.assumed_facts_accepted else ()),
            *((("origin-stage", self.origin_stage.value),) if self.origin_stage else ()),
            *(
                (_CONVENTION, chosen.value)
                for chosen in (self.put_in, self.prices_of, *self.values)
                if chosen is not None
            ),
            *((_NOT_LISTED,) if self.assemblies_not_listed else ()),
            *((f"{_SET}{name}", value) for name, value in self.settings),
            *((f"{_ENTERED}{name}", value) for name, value in self.entered),
        )


_CHOSEN = TypeVar("_CHOSEN", bound=Enum)


def _chosen(choices: type[_CHOSEN], pairs: Iterable[tuple[str, str]]) -> _CHOSEN | None:
    """The last of the choices that pairs name as a convention."""
    values = {choice.value: choice for choice in choices}
    named = [values[value] for name, value in pairs if name == _CONVENTION and value in values]
    return named[-1] if named else None


_CONVENTION: Final = "convention"
_NOT_LISTED: Final = ("assemblies", "not-listed")
_COMPONENTS: Final = "components"
_COMPLETE: Final = "complete"
_YEAR: Final = timedelta(days=366)
_SET: Final = "set "
_ENTERED: Final = "entered "
"""Before the name of a what-if, and of a fact that was typed in, among the pairs."""


Bank = Callable[[str, date], "RateRow | None"]
"""What a central bank says one euro is worth in a currency on a day; None where it does not say."""


def _no_bank(_: str, __: date) -> RateRow | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All facts, looked up as of one day."""

    on: date
    content: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    prices: tuple[PriceRow, ...] = ()
    rates: tuple[RateRow, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    weakest: Evidence = Evidence.ASSUMED
    """Facts of a weaker grade than this count as unknown."""
    market: str | None = None
    """The price list that is tried: of a substance that is on it no other list counts; None counts all of them."""
    bank: Bank = _no_bank
    closed_by_lines: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    """Rows that say of an item that the lines below are all that is in it."""
    assumed_rows_count: bool = True
    """False where rows that the files call assumed count as unknown; reference data has its own setting."""

    @property
    def stated_rates(self) -> tuple[RateRow, ...]:
        """The rates that are in use on the day."""
        found = newest(self.rates, self.on, pair_of)
        return tuple(row for rows in found.values() for row in rows)

    def holds(self, row: ContentRow) -> bool:
        """True where the row speaks on the day, with evidence that is good enough."""
        return (
            not row.is_expired(self.on)
            and row.evidence.rank <= self.weakest.rank
            and (self.assumed_rows_count or not row.is_assumed_by_file)
        )

    def closing(self, item: str) -> tuple[ContentRow, ...]:
        """The rows in force that say that the lines below an item are all that is in it."""
        return tuple(row for row in self.closed_by_lines.get(item, ()) if self.holds(row))

    def is_old(self, row: PriceRow) -> bool:
        """True for a price of more than a year before the day."""
        return row.day is not None and self.on - row.day > _YEAR

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """The price lists that have a name, in the order in which they were met."""
        return tuple(
            dict.fromkeys(row.market for row in self.prices if row.market and self._counts(row))
        )

    @cached_property
    def price_list(self) -> dict[str, tuple[PriceRow, ...]]:
        """The rows that hold on the day, by key: of each list undated ones, and the newest of the dated ones.

        Reference prices stand in only where the user has none for the same key.
        """
        of_user = [row for row in self.prices if row.evidence is None and self._counts(row)]
        own = newest(of_user, self.on, lambda row: (row.key, row.market))
        found: dict[str, tuple[PriceRow, ...]] = {}
        for (key, _market), rows in own.items():
            found[key] = (*found.get(key, ()), *rows)
        others = [
            row
            for row in self.prices
            if row.evidence is not None and row.key not in found and self._counts(row)
        ]
        for (key, _market), rows in newest(
            others, self.on, lambda row: (row.key, row.market)
        ).items():
            found[key] = (*found.get(key, ()), *rows)
        if self.market is None:
            return found
        tried = {
            key: tuple(row for row in rows if row.market in ("", self.market))
            for key, rows in found.items()
        }
        return {key: tried[key] or rows for key, rows in found.items()}

    def _counts(self, row: PriceRow) -> bool:
        is_good = row.evidence is None or row.evidence.rank <= self.weakest.rank
        chosen = self.assumptions.prices_of
        return is_good and (chosen is None or chosen.takes(row.market))

    def price_of(self, key: str, currency: str) -> tuple[Bounds | None, tuple[PriceRow, ...]]:
        """Price of one kg in ``currency``; bounds that hold every row; None where none is known or convertible.

        A price of the same rare earth that names no form may be one of what ``key`` names.
        """
        rows = self.price_list.get(key, ())
        elements = elements_of_key(key)
        if rows and len(elements) == 1 and key != without_form(elements[0]):
            rows = (*rows, *self.price_list.get(without_form(elements[0]), ()))
        found: Bounds | None = None
        for row in rows:
            rate, _ = self.rate(row.currency, currency)
            if rate is None:
                return None, rows
            price = row.price * rate
            found = price if found is None else found.hull(price)
        return found, rows

    def rate(self, currency: str, to: str) -> tuple[Bounds | None, tuple[RateRow, ...]]:
        """What one unit of ``currency`` is worth in ``to``: stated, its inverse, or a chain of such; None if unknown."""
        if UNKNOWN_CURRENCY in (currency, to):
            return None, ()
        if currency == to:
            return Bounds.exactly(1), ()
        pair = (currency, to)
        if pair not in self._rates:
            self._rates[pair] = self._chain(currency, to)
        return self._rates[pair]

    @cached_property
    def _rates(self) -> dict[tuple[str, str], tuple[Bounds | None, tuple[RateRow, ...]]]:
        return {}

    @cached_property
    def banked(self) -> dict[str, RateRow]:
        """The central bank's rates that were needed, by currency."""
        return {}

    @cached_property
    def disagreeing(self) -> dict[tuple[str, str], Conversion]:
        """The conversions that were needed and of which the stated rates contradict each other."""
        return {}

    @cached_property
    def _steps(self) -> Steps:
        return direct_rates(self.rates, self.on)

    def _chain(self, currency: str, to: str) -> tuple[Bounds | None, tuple[RateRow, ...]]:
        """By the user's own rates; only where these do not lead from one to the other, by the central bank's."""
        found = conversion(self._steps, currency, to)
        if found is not None:
            if not found.agrees and (to, currency) not in self.disagreeing:
                self.disagreeing[currency, to] = found
            return found.rate, found.rows
        over = [(self._bank_rate(code), code) for code in (currency, to)]
        if any(rate is None for rate, _ in over):
            return None, ()
        into, out_of = (rate for rate, _ in over if rate is not None)
        rows = tuple(self.banked[code] for _, code in over if code in self.banked)
        return out_of.divided_by(into), rows

    def _bank_rate(self, currency: str) -> Bounds | None:
        """What one euro is worth in a currency."""
        if currency == "EUR":
            return Bounds.exactly(1)
        row = self.banked.get(currency) or self.bank(currency, self.on)
        if row is not None:
            self.banked[currency] = row
        return None if row is None else row.rate
