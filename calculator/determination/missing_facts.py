"""Which facts are missing of one substance in one item: its origin, form, mass, share, price, or a choice between readings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.content.contribution import SubstanceContent
from calculator.findings.finding import STAGE_ASKED, QuestionKind
from calculator.model.facts import Facts
from calculator.model.item import Item
from calculator.model.stages import Stage, StageReading
from calculator.model.substance_list import Listing
from calculator.model.substances import SOME_RARE_EARTH, Form, elements_of_key
from calculator.reference.reference_data import prices_not_known
from calculator.rules import Rule

_NAMED_SUBSTANCES: Final = 12


def missing_facts(
    contribution: SubstanceContent, holder: Item, rule: Rule, facts: Facts
) -> Iterable[tuple[QuestionKind, str]]:
    """The missing facts that make one contribution uncertain."""
    name = contribution.substance.name
    if rule.counted.is_named and not contribution.list_key:
        names = [entry.en for entry in rule.listed]
        yield (
            QuestionKind.SUBSTANCES,
            ", ".join(names[:_NAMED_SUBSTANCES])
            + (
                f" and {len(names) - _NAMED_SUBSTANCES} more"
                if len(names) > _NAMED_SUBSTANCES
                else ""
            ),
        )
        return
    if SOME_RARE_EARTH in contribution.substance.elements and not rule.counted.is_named:
        yield QuestionKind.COMPOSITION, ""
        return
    if not contribution.counted_share.is_exact:
        yield from origin_gaps(contribution, facts.assumptions.origin_stage)
    yield from _form_gaps(contribution)
    if not contribution.mass.is_exact:
        of_one_kilogram = contribution.stated_share and contribution.stated_share[0].is_exact
        if not holder.mass.bounds.is_exact and not of_one_kilogram:
            yield QuestionKind.MASS, name
        # A narrower share of what has no price would leave the value as open as before.
        is_worth_asking = rule.is_by_mass or _is_priced(contribution, facts)
        if not contribution.has_amount and (is_worth_asking or not _is_range(contribution)):
            yield QuestionKind.SUBSTANCE_SHARE, name
        if contribution.has_amount and holder.mass.bounds.is_exact:
            # Each amount is told to a point, and together they are not.
            yield (
                QuestionKind.CHECK,
                f"which amount of {name} holds: it is stated more than once, and the rows disagree or may be one fact written twice",
            )
    by_list = "" if rule.is_by_mass else _unlike_lists(contribution, facts)
    if by_list:
        yield QuestionKind.CONVENTION, by_list
    elif (
        not rule.is_by_mass and not contribution.is_open_by_form and not contribution.value.is_exact
    ):
        yield from _value_gaps(contribution, facts)


def _value_gaps(contribution: SubstanceContent, facts: Facts) -> Iterable[tuple[QuestionKind, str]]:
    """What is missing of a value: the form; and the price, which only the buyer can find, once it is known how much there is."""
    substance = contribution.substance
    is_form_open = substance.form is Form.UNKNOWN
    if is_form_open:
        yield QuestionKind.SUBSTANCE_FORM, substance.name
    is_only_gap = contribution.mass.is_exact and not is_form_open
    is_amount_told = (
        contribution.mass.is_exact or contribution.has_amount or _is_range(contribution)
    )
    if is_only_gap or (is_amount_told and not _is_priced(contribution, facts)):
        yield QuestionKind.SUBSTANCE_VALUE, f"{substance}{_none_known(contribution)}"


def _none_known(contribution: SubstanceContent) -> str:
    """That the reference prices have none of it either, so that nobody looks there; nothing where they have one."""
    key = contribution.list_key or contribution.substance.key
    return "; no reference price of it is known" if key in prices_not_known() else ""


def _is_range(contribution: SubstanceContent) -> bool:
    """True where its share is told, and not to a point."""
    return contribution.stated_share is not None and not contribution.has_amount


def _is_priced(contribution: SubstanceContent, facts: Facts) -> bool:
    """True where it has a price, or would have one once its form is known."""
    substance = contribution.substance
    if contribution.price is not None or substance.form is Form.UNKNOWN:
        return contribution.price is not None or _has_price(contribution, facts)
    # What may not be there at all, or is worth several prices together, bears none itself.
    keys = (contribution.list_key, substance.key, *substance.elements)
    return any(facts.price_list.get(key) for key in keys)


def _has_price(contribution: SubstanceContent, facts: Facts) -> bool:
    """True where some form of what it names has a price."""
    elements = frozenset(contribution.substance.elements)
    return any(
        rows and not elements.isdisjoint(elements_of_key(key))
        for key, rows in facts.price_list.items()
    )


def can_settle(
    kind: QuestionKind, contribution: SubstanceContent, rule: Rule, facts: Facts
) -> bool:
    """False where the answer leaves the value open all the same: a form or a mass of what has no price."""
    is_open = kind in (QuestionKind.SUBSTANCE_FORM, QuestionKind.MASS) and not rule.is_by_mass
    return not is_open or contribution.value.is_exact or _is_priced(contribution, facts)


def _form_gaps(contribution: SubstanceContent) -> Iterable[tuple[QuestionKind, str]]:
    """Which form counts, or, of an alloy that is not named, which one was put in."""
    if not contribution.is_open_by_form:
        return
    substance = contribution.substance
    if substance.of_element:
        yield QuestionKind.SUBSTANCE_FORM, substance.name
    itself = (
        "as itself"
        if contribution.listing is Listing.LISTED
        else "as nothing, for the list does not name it"
    )
    yield (
        QuestionKind.CONVENTION,
        f"which form counts of what was put in: {substance} {itself}, or the {' and '.join(substance.elements)} that it leaves; no official answer was found; choose with --assume convention=as-put-in or =as-element",
    )


def _unlike_lists(contribution: SubstanceContent, facts: Facts) -> str:
    """Which price list is to count, where a substance has a price on several; nothing where that is no question."""
    if contribution.listing is Listing.UNLISTED or contribution.value.is_exact:
        return ""
    keys = (contribution.list_key, contribution.substance.key, *contribution.substance.elements)
    lists = dict.fromkeys(
        row.market for key in keys for row in facts.price_list.get(key, ()) if row.market
    )
    if len(lists) < 2:  # one list is no choice
        return ""
    named = " or ".join(lists)
    return f"which price list counts for {contribution.substance}, {named}; choose with --assume convention=prices-cn or =prices-abroad"


def origin_gaps(
    contribution: SubstanceContent, stage_reading: StageReading | None
) -> Iterable[tuple[QuestionKind, str]]:
    """What is missing of an origin: all of it, a stage that the reading needs, or a reading where the stated stages differ."""
    stages, name = contribution.stages, contribution.substance.name
    is_by_country = stage_reading in (None, StageReading.LISTED_FORM) and not stages.are_stated
    if is_by_country:
        yield QuestionKind.SUBSTANCE_ORIGIN, name
        return
    form, last_stage = contribution.substance.form, contribution.origin
    if stage_reading is None and contribution.readings_differ:
        made_in = "" if last_stage.is_unknown else f", Country of Origin {last_stage}"
        yield (
            QuestionKind.CONVENTION,
            f"which stage decides the origin of {name} ({stages.spoken()}{made_in}): the readings differ and no official answer was found; choose with --assume origin-stage=listed-form, =earliest or =any",
        )
    elif stages.contradict(form, last_stage):
        yield (
            QuestionKind.CHECK,
            f"which holds of {name}: its Country of Origin, {last_stage}, or its stages ({stages.spoken()})",
        )
    in_doubt = {
        stage
        for stage in Stage
        for origin in (stages.at(stage),)
        if origin.named or (origin.shares and origin.unknown_share)
    }
    asked = in_doubt.union(stages.unstated(form, last_stage, stage_reading))
    for kind, stage in STAGE_ASKED.items():
        if stage in asked:
            yield kind, name
    if not asked and not contribution.readings_differ and not stages.contradict(form, last_stage):
        yield (
            QuestionKind.CHECK,
            f"whether the origin of {name} counts ({stages.spoken()}): the rule leaves it open for a country that is named",
        )
