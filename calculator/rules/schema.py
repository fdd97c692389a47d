"""One rule from the tables of its file, strictly: a rule with a gap is no rule."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, Final

from calculator.model.item import ANYWHERE
from calculator.model.stages import StageReading
from calculator.model.substance_list import SubstanceList
from calculator.reference.country_groups import country_groups
from calculator.reference.strict_table import Table, twice_in
from calculator.rules.listed_items import listed_substance, named_substance, subject_entry
from calculator.rules.provisions import (
    Citation,
    Clause,
    Consequence,
    Declared,
    Destinations,
    Field,
    Inquiry,
    ListedItem,
    Meant,
    Status,
    Territory,
    Trigger,
    WeightLimit,
)
from calculator.rules.rule import BINDING, SHARE_TRIGGER, Compare, Measure, Rule

TRIGGERS: Final = (
    *SHARE_TRIGGER.values(),
    *("chinese-technology", "chinese-origin", "item-origin", "alloy-origin", "cobalt-origin"),
    *("mine-origin", "end-item-origin"),
)
STATES: Final = (*BINDING, "issued", "suspended", "not-confirmed", "repealed", "not-law")
SEEN: Final = ("primary", "secondary", "unseen", "judgement")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


def rule_of(data: dict[str, Any], sha256: str = "") -> Rule:
    """The rule that the tables of a file state. Raises RuleError for the first fault."""
    table = Table(data)
    rule_id = table.text("id")
    if not _ID.match(rule_id):
        table.fail("id", "is not made of up to 64 letters, digits, points, dashes and underscores")
    title, summary, is_law = table.text("title"), table.text("summary"), table.flag("is_law")
    measure = table.choice("measure", Measure)
    compare, threshold = _line(table, measure)
    counted, unsure = _origins(table)
    citations = table.each("citation", _citation)
    cited = frozenset(citation.id for citation in citations)
    clauses = table.each("clause", lambda citation: _clause(citation, cited))
    clause_ids = frozenset(clause.id for clause in clauses)
    triggers = table.each(
        "trigger",
        lambda citation: _trigger(citation, clause_ids, measure),
        needed=measure is not Measure.NONE,
    )
    asked = table.each("field", lambda citation: _field(citation, cited, clause_ids), needed=False)
    if asked and measure is not Measure.NONE:
        table.fail("field", 'is for a declaration, whose measure is "none"')
    if measure in SHARE_TRIGGER and SHARE_TRIGGER[measure] not in {
        trigger.id for trigger in triggers
    }:
        table.fail(
            "trigger",
            f'has no entry "{SHARE_TRIGGER[measure]}", which a rule by {measure.value} needs',
        )
    listed, substances = _counted(table, cited, measure)
    statuses = table.each(
        "status",
        lambda citation: _status(
            citation, cited, clause_ids, tuple(trigger.clause for trigger in triggers)
        ),
    )
    starts = [status.start for status in statuses]
    if starts != sorted(set(starts)):
        table.fail("status", "entries must follow each other by date, each date once")
    subjects = table.each(
        "subject",
        lambda entry: subject_entry(entry, cited, tuple(trigger.id for trigger in triggers)),
        needed=False,
    )
    rule = Rule(
        id=rule_id,
        title=title,
        summary=summary,
        is_law=is_law,
        measure=measure,
        compare=compare,
        threshold=threshold,
        counted=substances,
        per_substance=table.flag("per_substance", missing=False),
        listed=listed,
        subjects=subjects,
        named_words=tuple(dict.fromkeys(word for entry in subjects for word in entry.words)),
        origins_counted=counted,
        origins_unsure=unsure,
        origin_stage=table.choice("origin_stage", StageReading)
        if "origin_stage" in table.data
        else None,
        triggers=triggers,
        clauses=clauses,
        inquiries=table.each(
            "inquiry", lambda entry: _inquiry(entry, cited, clause_ids), needed=False
        ),
        territories=table.each("territory", lambda entry: _territory(entry, cited), needed=False),
        destinations=table.each(
            "destination", lambda entry: _destinations(entry, cited, clause_ids), needed=False
        ),
        weight_limits=table.each(
            "weight_limit",
            lambda limit: _weight_limit(
                limit, cited, clause_ids, tuple(entry.id for entry in subjects)
            ),
            needed=False,
        ),
        fields=asked,
        takes_notices=table.flag("takes_notices", missing=False),
        magnets_above=_magnets_above(table, asked),
        consequence=_consequence(table),
        citations=citations,
        statuses=statuses,
        last_checked=table.day("last_checked"),
        disclaimer=table.text("disclaimer"),
        sha256=sha256,
    )
    table.end()
    return rule


def _line(table: Table, measure: Measure) -> tuple[Compare, Fraction]:
    """The comparison and the share; a rule without a measure has neither."""
    if measure is Measure.NONE:
        for key in ("compare", "threshold"):
            if key in table.data:
                table.fail(key, 'does not fit the measure "none"')
        return Compare.MORE_THAN, Fraction(0)
    compare, threshold = table.choice("compare", Compare), table.fraction("threshold")
    if not 0 <= threshold < 1 or (threshold == 0 and compare is Compare.AT_LEAST):
        table.fail(
            "threshold",
            "is not a share between 0 and 1 (a rule that any trace meets is more-than 0)",
        )
    return compare, threshold


def _origins(table: Table) -> tuple[frozenset[str], frozenset[str]]:
    if table.data.get("origins_counted") == [ANYWHERE]:
        table.texts("origins_counted")
        return frozenset({ANYWHERE}), frozenset()
    counted, unsure = (
        table.countries("origins_counted"),
        table.countries("origins_unsure", needed=False),
    )
    if counted & unsure:
        table.fail("origins_unsure", f'"{min(counted & unsure)}" is among the origins counted too')
    return counted, unsure


def _counted(
    table: Table, cited: frozenset[str], measure: Measure
) -> tuple[tuple[ListedItem, ...], SubstanceList]:
    """What is counted: listed rare-earth substances, every form of some elements, or substances by their names."""
    is_named = table.flag("counts_named_substances", missing=False)
    names: dict[str, str] = {}
    listed = table.each(
        "listed",
        lambda entry: (
            named_substance(entry, cited, names) if is_named else listed_substance(entry, cited)
        ),
        needed=False,
    )
    every_form_of = table.elements("every_form_of")
    if is_named and every_form_of:
        table.fail(
            "every_form_of", "is for rare earths; a rule that counts named substances lists each"
        )
    if not listed and not every_form_of and not is_named and measure is not Measure.NONE:
        table.fail(
            "listed", "is missing: a rule counts listed substances or every form of some elements"
        )
    twice = twice_in(entry.key for entry in listed)
    if twice:
        table.fail("listed", f'has "{twice}" twice')
    return listed, SubstanceList(
        keys=tuple(entry.key for entry in listed),
        every_form_of=every_form_of,
        is_named=is_named,
        names=names,
    )


def _magnets_above(table: Table, asked: tuple[Field, ...]) -> Fraction | None:
    """The mass of magnets, in kg, above which a declaration is owed."""
    if "magnets_above_kg" not in table.data:
        return None
    mass = table.fraction("magnets_above_kg")
    if not asked or mass <= 0:
        table.fail("magnets_above_kg", "is not a mass in kg that a declaration has for its line")
    return mass


def _consequence(table: Table) -> Consequence:
    plain = Consequence()
    return Consequence(
        name=table.text("consequence", needed=False) or plain.name,
        if_met=table.text("if_met", needed=False) or plain.if_met,
        if_not=table.text("if_not", needed=False) or plain.if_not,
    )


# --------------------------------------------------------------------------- entries


def _citation(table: Table) -> Citation:
    url = table.text("url", needed=False)
    if url and not url.startswith(("https://", "http://")):
        table.fail("url", "does not start with https:// or http://")
    return Citation(
        id=table.text("id"),
        title=table.text("title"),
        url=url,
        dated=table.day("date") if "date" in table.data else None,
        seen=table.one_of("seen", SEEN),
        note=table.text("note", needed=False),
    )


def _clause(table: Table, citations: frozenset[str]) -> Clause:
    return Clause(
        id=table.text("id"),
        text=table.text("text"),
        confidence=table.text("confidence", needed=False),
        citations=table.cited(citations),
    )


def _trigger(table: Table, clauses: frozenset[str], measure: Measure) -> Trigger:
    trigger = Trigger(id=table.one_of("id", TRIGGERS), clause=table.text("clause"))
    if trigger.id in SHARE_TRIGGER.values() and trigger.id != SHARE_TRIGGER.get(measure):
        table.fail("id", f'"{trigger.id}" does not fit a rule by {measure.value}')
    if trigger.clause not in clauses:
        table.fail("clause", f'"{trigger.clause}" is not the id of a clause')
    return trigger


def _inquiry(table: Table, citations: frozenset[str], clauses: frozenset[str]) -> Inquiry:
    inquiry = Inquiry(
        id=table.text("id"),
        clause=table.text("clause"),
        zh=table.text("zh", needed=False),
        en=table.text("en"),
        citations=table.cited(citations),
    )
    if inquiry.clause not in clauses:
        table.fail("clause", f'"{inquiry.clause}" is not the id of a clause')
    return inquiry


def _territory(table: Table, citations: frozenset[str]) -> Territory:
    return Territory(
        code=table.country("code"),
        name=table.text("name"),
        note=table.text("note"),
        citations=table.cited(citations),
    )


def _destinations(table: Table, known: frozenset[str], clauses: frozenset[str]) -> Destinations:
    groups = table.subset("groups", tuple(country_groups().by_id))
    if not groups:
        table.fail("groups", "names no country group")
    entry = Destinations(
        id=table.text("id"),
        groups=groups,
        is_meant=table.choice("meant", Meant),
        text=table.text("text"),
        clause=table.text("clause"),
        citations=table.cited(known),
    )
    if entry.clause not in clauses:
        table.fail("clause", f'"{entry.clause}" is not the id of a clause')
    return entry


def _weight_limit(
    table: Table, known: frozenset[str], clauses: frozenset[str], subjects: tuple[str, ...]
) -> WeightLimit:
    limit = WeightLimit(
        id=table.text("id"),
        clause=table.text("clause"),
        share=table.fraction("share"),
        subjects=table.subset("subjects", subjects),
        en=table.text("en"),
        if_reached=table.text("if_reached"),
        if_below=table.text("if_below"),
        citations=table.cited(known),
    )
    if limit.clause not in clauses:
        table.fail("clause", f'"{limit.clause}" is not the id of a clause')
    if not 0 < limit.share <= 1:
        table.fail("share", "is not a share between 0 and 1")
    if not limit.subjects:
        table.fail("subjects", "names no entry")
    return limit


def _field(table: Table, citations: frozenset[str], clauses: frozenset[str]) -> Field:
    asks = table.choice("asks", Declared)
    field = Field(
        id=table.text("id"),
        clause=table.text("clause"),
        asks=asks,
        en=table.text("en"),
        elements=table.symbols("elements", needed=asks is Declared.RECYCLED),
        citations=table.cited(citations),
    )
    if field.clause not in clauses:
        table.fail("clause", f'"{field.clause}" is not the id of a clause')
    if field.elements and asks not in (
        Declared.RECYCLED,
        Declared.MINED,
        Declared.SEPARATED,
        Declared.METAL_MADE,
    ):
        table.fail("elements", f'does not fit a field that asks for "{asks.value}"')
    return field


def _status(
    table: Table, citations: frozenset[str], clauses: frozenset[str], triggers: tuple[str, ...]
) -> Status:
    state = table.one_of("state", STATES)
    in_force = table.texts("in_force", needed=state == "partly-in-force")
    unknown = set(in_force) - clauses
    if unknown:
        table.fail("in_force", f'"{min(unknown)}" is not the id of a clause')
    if in_force and state not in BINDING:
        table.fail("in_force", f'does not fit the state "{state}"')
    return Status(
        start=table.day("from"),
        state=state,
        note=table.text("note"),
        in_force=triggers if state == "in-force" and not in_force else in_force,
        citations=table.cited(citations),
    )
