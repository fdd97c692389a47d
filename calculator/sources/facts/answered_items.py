"""An item with an answer about itself in it: its origin, mass, price, technology, material."""

from __future__ import annotations

from dataclasses import replace

from calculator.findings.finding import STAGE_ASKED, QuestionKind
from calculator.model.item import (
    Answer,
    Figure,
    Item,
    ItemClass,
    Price,
)
from calculator.model.problem import Problem
from calculator.numbers.bounds import Bounds
from calculator.recognition.classify import magnet_family
from calculator.recognition.magnet_inside import magnet_inside
from calculator.recognition.materials import RARE_EARTH_FAMILIES, family_of
from calculator.sources.facts.answer_agreement import (
    both_named,
    contradiction,
    figure_of_both,
    origin_of_both,
)
from calculator.sources.facts.answers import Reply
from calculator.sources.facts.fact_words import is_without_rare_earth


def is_of_line(item: Item, reply: Reply) -> bool:
    """True for the origin of a line that is itself the substance: it has no content but its own."""
    return item.item_class is ItemClass.LISTED_MATERIAL and (
        reply.asked is QuestionKind.SUBSTANCE_ORIGIN or reply.asked in STAGE_ASKED
    )


def with_origin(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    """A line of a listed material with the answer on where it, or an earlier stage of it, was made."""
    stage = STAGE_ASKED.get(reply.asked)
    if stage is None:
        origin = origin_of_both(item.number, "country of origin", item.origin, reply, problems)
        return replace(item, origin=origin)
    what = f"country in which it was {stage.value}"
    origin = origin_of_both(item.number, what, item.stages.at(stage), reply, problems)
    return replace(item, stages=item.stages.with_stage(stage, origin))


def with_origin_named(item: Item, reply: Reply) -> Item:
    """The same where the answer does not count: where all else is unknown, what it names stays possible."""
    stage = STAGE_ASKED.get(reply.asked)
    if stage is None:
        named = both_named(item.origin, reply.origin)
        return replace(item, origin=named) if item.origin.is_unknown else item
    before = item.stages.at(stage)
    named = both_named(before, reply.origin)
    return replace(item, stages=item.stages.with_stage(stage, named)) if before.is_unknown else item


def with_named_only(item: Item, reply: Reply) -> Item:
    """The item with what an answer that does not count names beside it: where all else is unknown, that stays possible."""
    if reply.asked is QuestionKind.ORIGIN and item.origin.is_unknown:
        return replace(item, origin=both_named(item.origin, reply.origin))
    if reply.asked is QuestionKind.MELTING and item.melted.is_unknown:
        return replace(item, melted=both_named(item.melted, reply.origin))
    if (
        reply.asked is QuestionKind.TECHNOLOGY
        and item.technology is Answer.UNKNOWN
        and reply.answer is Answer.YES
    ):
        return replace(item, technology_named=True)
    return item


def completed_item(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    """The item with an answer about itself that counts."""
    if reply.asked in (QuestionKind.PRICE, QuestionKind.MASS) and reply.figure is not None:
        return _with_figure(item, reply, reply.figure, problems)
    source = (reply.source,)
    if reply.asked is QuestionKind.ORIGIN:
        return replace(
            item,
            origin=origin_of_both(item.number, "country of origin", item.origin, reply, problems),
        )
    if reply.asked is QuestionKind.MELTING:
        return replace(
            item,
            melted=origin_of_both(
                item.number, "melting of its alloy", item.melted, reply, problems
            ),
        )
    if reply.asked is QuestionKind.HOLDS_ANY_MAGNET:
        return _with_any_magnet(item, reply, problems)
    if reply.asked is QuestionKind.TECHNOLOGY:
        # Rows that contradict each other leave it unknown, with their cells: there an answer is one more.
        is_open = item.technology is Answer.UNKNOWN and not item.technology_cells
        if is_open or item.technology is reply.answer:
            return replace(
                item, technology=reply.answer, technology_cells=source, technology_named=False
            )
        problems.append(
            contradiction(item.number, "Chinese technology", reply, item.technology_cells)
        )
        return replace(item, technology=Answer.UNKNOWN, technology_named=True)
    return _with_material(item, reply, problems) if reply.asked is QuestionKind.MATERIAL else item


def _with_any_magnet(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    """Whether it holds a magnet of any kind; of answers and words that contradict each other the one that says yes."""
    words = magnet_inside((item.description, item.material, item.number))
    is_denied = reply.answer is Answer.NO and (
        item.item_class is ItemClass.MAGNET
        or item.holds_magnet is Answer.YES
        or item.holds_any_magnet is Answer.YES
        or bool(words)
    )
    if not is_denied:
        return replace(item, holds_any_magnet=reply.answer)
    problems.append(contradiction(item.number, "magnets inside", reply, item.cells[:1]))
    return replace(item, holds_any_magnet=Answer.YES)


def _with_figure(item: Item, reply: Reply, figure: Bounds, problems: list[Problem]) -> Item:
    """The item with its price or its mass; what is stated beside it stays possible."""
    source = (reply.source,)
    if reply.asked is QuestionKind.PRICE:
        price = Price(bounds=figure, currency=reply.currency, cells=source)
        if any(
            stated.bounds != price.bounds or stated.currency != price.currency
            for stated in item.prices
        ):
            problems.append(contradiction(item.number, "unit price", reply, item.prices[0].cells))
        return replace(item, prices=tuple(dict.fromkeys((*item.prices, price))))
    stated = item.mass.bounds
    if stated == Bounds.unknown():
        return replace(item, mass=Figure(bounds=figure, cells=source))
    bounds, agrees = figure_of_both(stated, figure)
    if not agrees:
        problems.append(contradiction(item.number, "mass", reply, item.mass.cells))
    return replace(item, mass=Figure(bounds=bounds, cells=(*item.mass.cells, *source)))


def _with_material(item: Item, reply: Reply, problems: list[Problem]) -> Item:
    """The material of a magnet or a target; where the file names another, neither of them clears it, with a problem."""
    stated = {item.family, *map(magnet_family, item.material.split(" / ")), *_named_family(item)}
    if stated - {"", reply.text}:
        problems.append(contradiction(item.number, "material", reply, item.cells[:1]))
        earths = (stated | {reply.text}) & RARE_EARTH_FAMILIES
        return replace(
            item,
            family=next(iter(earths)) if len(earths) == 1 else "",
            rare_earth_free=False,
            cells=(*item.cells, reply.source),
        )
    family = reply.text if reply.text != "no rare earth" else ""
    return replace(
        item,
        family=family if item.item_class is ItemClass.MAGNET else "",
        material=item.material or reply.text,
        rare_earth_free=is_without_rare_earth(reply.text),
        cells=(*item.cells, reply.source),
    )


def _named_family(item: Item) -> tuple[str, ...]:
    family, _, certainty = family_of(item.description)
    return (family,) if certainty in ("named", "certain") else ()
