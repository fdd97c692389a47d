"""What the user chose to assume and which readings the user chose, each by its name on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

from calculator.model.countries import read_origin
from calculator.model.stages import StageReading


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
    low_prices_accepted: bool = False
    """True where substance prices far below the reference may clear."""
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
        values_by_name = dict(made)
        return cls(
            technology_no="technology" in values_by_name,
            unknown_origin_is_not_chinese="unknown-origin" in values_by_name,
            reference_prices=Reference(values_by_name.get("reference-prices", "no")),
            reference_grades=Reference(values_by_name.get("reference-grades", "no")),
            reference_rates=Reference(values_by_name.get("reference-rates", "no")),
            complete_components=tuple(
                dict.fromkeys(
                    value.removeprefix(_COMPLETE).removeprefix(":")
                    for name, value in made
                    if name == _COMPONENTS
                )
            ),
            old_prices_accepted="old-prices" in values_by_name,
            low_prices_accepted="low-prices" in values_by_name,
            assumed_facts_accepted="assumed-facts" in values_by_name,
            origin_stage=StageReading(values_by_name["origin-stage"])
            if "origin-stage" in values_by_name
            else None,
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
            *((("low-prices", "accept"),) if self.low_prices_accepted else ()),
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
_SET: Final = "set "
_ENTERED: Final = "entered "
"""Before the name of a what-if, and of a fact that was typed in, among the pairs."""
