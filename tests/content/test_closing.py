"""What closes one statement: its word, its shares, an absence; and what its material must hold besides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from calculator.content.composition import Closure, CompositionProof, Gap, question_of
from calculator.content.declaration import closing_of, missing_from, named_in, sure_in
from calculator.content.disclosure import undisclosed_mass
from calculator.content.material_needs import NO_NEEDS, needs_of
from calculator.findings.obligation import Standing
from calculator.model.content_row import Disclosure
from calculator.model.facts import Facts
from calculator.model.item import UNKNOWN_ORIGIN, Evidence, ItemClass, Origin
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from tests.content.small import ALL, ASSUMED, FACTS, FULL, between, counted, declaration, item, row
from tests.workbooks import ON, RULES

NDFEB = item(family="NdFeB", mass=between(1))
SMCO = item(family="SmCo", mass=between(1))
DY_TARGET = item(ItemClass.TARGET, material="Dysprosium", mass=between(1))
UNNAMED = item(mass=between(1))
THE_LAW = counted()
ABSENT = row(disclosure=Disclosure.PARTIAL, rules_out=THE_LAW.substances.elements)
CN = Origin(shares=(("CN", Fraction(1)),))
EXPIRED = {"valid_until": ON - timedelta(days=1)}


@pytest.mark.parametrize(
    ("magnet", "rows", "closure", "gap"),
    [
        (UNNAMED, (row("Dy", "0.01"),), Closure.OPEN, Gap.NOT_FULL),
        (UNNAMED, (row("Dy", "0.01", disclosure=FULL),), Closure.FULL, Gap.NOTHING),
        (UNNAMED, (row("Dy", "0.01", disclosure=ALL),), Closure.EVERY_SUBSTANCE, Gap.NOTHING),
        # Shares that are all of it, exactly or but for the digits; "rest" of one per cent is none.
        (UNNAMED, (row("Dy", "0.4"), row("Fe", "0.6")), Closure.SHARES, Gap.NOTHING),
        (UNNAMED, (row("Dy", "0.333"), row("Fe", "0.666")), Closure.SHARES_ROUNDED, Gap.NOTHING),
        (UNNAMED, (row("Dy", "0.33"), row("Fe", "0.65")), Closure.OPEN, Gap.NOT_FULL),
        (
            UNNAMED,
            (row("Dy", "0.333"), row("Fe", share=None, mass=between("0.6667"))),
            Closure.OPEN,
            Gap.NOT_FULL,
        ),
        # What has run out closes nothing, and one that holds is enough.
        (UNNAMED, (row("Dy", "0.01", disclosure=FULL, **EXPIRED),), Closure.OPEN, Gap.NOT_FULL),
        (
            UNNAMED,
            (row("Dy", "0.01"), row("Nd", "0.3", disclosure=FULL)),
            Closure.FULL,
            Gap.NOTHING,
        ),
        # "None" beside a row that names some is no word on the whole.
        (UNNAMED, (row("Dy", "0.01"), row(disclosure=FULL, share=0)), Closure.OPEN, Gap.NOT_FULL),
        # What the material must hold has to be named, and in an amount that fits.
        (SMCO, (row("Dy", "0.01", disclosure=FULL),), Closure.OPEN, Gap.UNFIT),
        (SMCO, (row("Sm", "0.3", disclosure=FULL),), Closure.FULL, Gap.NOTHING),
        (SMCO, (row("Sm", 0, disclosure=FULL),), Closure.OPEN, Gap.UNFIT),
        (DY_TARGET, (row("Dy", "0.9", disclosure=FULL),), Closure.FULL, Gap.NOTHING),
        (DY_TARGET, (row("Dy", "0.1", disclosure=FULL),), Closure.OPEN, Gap.UNFIT),
        (NDFEB, (row(disclosure=FULL, share=0),), Closure.OPEN, Gap.UNFIT),
        (NDFEB, (row("Nd", "0.3", disclosure=FULL),), Closure.FULL, Gap.NOTHING),
        (NDFEB, (row("Dy", "0.03", disclosure=FULL),), Closure.FULL, Gap.NOTHING),
        # Absence of all that counts clears what need hold none of it.
        (NDFEB, (ABSENT,), Closure.ABSENT, Gap.NOTHING),
        (SMCO, (ABSENT,), Closure.OPEN, Gap.NOT_FULL),
        (DY_TARGET, (ABSENT,), Closure.OPEN, Gap.NOT_FULL),
        (NDFEB, (row(rules_out=frozenset({"Dy"})),), Closure.OPEN, Gap.NOT_FULL),
        (
            NDFEB,
            (row(rules_out=THE_LAW.substances.elements, **EXPIRED),),
            Closure.OPEN,
            Gap.NOT_FULL,
        ),
    ],
)
def test_what_closes_a_statement(magnet, rows, closure, gap):
    closing = closing_of(magnet, rows, needs_of(magnet), FACTS, THE_LAW)
    assert (closing.closure, closing.gap) == (closure, gap)
    assert (closing.left == ZERO) is (closure is not Closure.OPEN)


def test_a_full_list_without_its_base_says_so_where_the_rule_does_not_count_it():
    def lacks_base(*rows):
        return closing_of(NDFEB, rows, needs_of(NDFEB), FACTS, THE_LAW).lacks_base

    assert lacks_base(row("Dy", "0.03", disclosure=FULL))
    assert not lacks_base(row("Nd", "0.3", disclosure=FULL))
    assert not lacks_base(row("Pr", "0.3"), row("Dy", "0.03", disclosure=FULL))
    assert not lacks_base(row("rare earth", "0.3"), row("Dy", "0.03", disclosure=FULL))
    assert not lacks_base(ABSENT)
    assert not closing_of(
        SMCO, [row("Sm", "0.3", disclosure=FULL)], needs_of(SMCO), FACTS, THE_LAW
    ).lacks_base


ALL_COUNT = counted("screen-all-value")


def test_what_a_material_must_hold_is_missing_only_where_the_rule_counts_it():
    def missing(magnet, sure, rule=ALL_COUNT):
        return missing_from(frozenset(sure.split()), needs_of(magnet), rule)

    assert missing(SMCO, "") == ("Sm",)
    assert missing(SMCO, "Sm") == ()
    assert missing(NDFEB, "Dy") == ("Nd", "Pr")
    assert missing(NDFEB, "Pr") == ()
    assert missing(NDFEB, "Dy", THE_LAW) == ()
    assert missing(NDFEB, "", THE_LAW)
    assert missing(UNNAMED, "") == ()


def test_what_is_named_and_what_is_sure():
    rows = [row("Dy", "0.01"), row("Tb", 0), row("Nd", "0.3", **EXPIRED), row("Sm")]
    assert named_in(rows, FACTS) == {"Dy", "Sm"}
    up_to = replace(row("Gd"), share=Bounds(Fraction(0), Fraction(1, 100)))
    assert sure_in(UNNAMED, [*rows, up_to], FACTS) == {"Dy", "Sm"}
    assert named_in([up_to], FACTS) == {"Gd"}
    grams = row("Dy", mass=between("0.6"))
    assert sure_in(DY_TARGET, [grams], FACTS, needs_of(DY_TARGET)) == {"Dy"}
    little = row("Dy", mass=between("0.1"))
    assert sure_in(DY_TARGET, [little], FACTS, needs_of(DY_TARGET)) == frozenset()
    assert sure_in(item(ItemClass.TARGET), [little], FACTS, needs_of(DY_TARGET)) == {"Dy"}
    assert sure_in(DY_TARGET, [little], FACTS, NO_NEEDS) == {"Dy"}


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ((row("Dy", "0.4"),), between("0.6")),
        ((row("Dy", "0.4"), row("Fe", "0.7")), between(0, 1)),
        ((row("Dy", mass=between("0.25")),), between("0.75")),
        ((row("Dy", "0.4", **EXPIRED),), between(1)),
        # One substance twice may be one fact; of two origins in two amounts it is two parts of it.
        ((row("Dy", "0.4"), row("Dy", "0.1")), between("0.9")),
        # Iron, and steel with iron in it: the larger share is surely disclosed.
        ((row("Fe", "0.3"), row("Fe2O3", "0.2")), between("0.7")),
        # Of one origin that is told and one that is not, or of two in one amount, it may be one fact.
        ((row("Dy", "0.4"), row("Dy", "0.1", origin=UNKNOWN_ORIGIN)), between("0.9")),
        ((row("Dy", "0.2"), row("Dy", "0.2", origin=CN)), between("0.8")),
        ((row("Dy", "0.2"), row("Dy", "0.1", origin=CN)), between("0.7")),
        ((row("C", "0.2"), row("C", "0.1")), between("0.9")),
        # Three substances are three, whatever the order.
        ((row("Dy", "0.1"), row("Al", "0.3"), row("Cu", "0.2")), between("0.4")),
        (
            (row("Fe", mass=between("0.3")), row("Fe2O3", mass=between("0.2"))),
            between("0.7"),
        ),
        # Share and mass that contradict each other account for nothing.
        ((row("Dy", "0.4", mass=between("0.9")),), between(1)),
    ],
)
def test_how_much_nobody_disclosed(rows, left):
    assert undisclosed_mass(UNNAMED, rows, FACTS) == left


def test_weaker_evidence_than_is_asked_for_closes_nothing():
    strict = Facts(on=ON, weakest=Evidence.MEASURED)
    rows = [row("Dy", "0.01", disclosure=FULL)]
    assert closing_of(UNNAMED, rows, NO_NEEDS, strict, THE_LAW).closure is Closure.OPEN


@pytest.mark.parametrize(
    ("proof", "standing"),
    [
        (CompositionProof(item="M", closure=Closure.OPEN), Standing.OPEN),
        (CompositionProof(item="M", closure=Closure.FULL), Standing.PROVED),
        (CompositionProof(item="M", closure=Closure.FULL, evidence=ASSUMED), Standing.ASSUMED),
        (CompositionProof(item="M", closure=Closure.LINES_ASSUMED), Standing.ASSUMED),
        (CompositionProof(item="M", closure=Closure.FULL, gap=Gap.CONTRADICTED), Standing.OPEN),
    ],
)
def test_how_a_composition_stands(proof, standing):
    assert proof.standing is standing
    assert bool(question_of(proof)) is (standing is Standing.OPEN)


NAMED_SUBSTANCES = next(
    rule.id for rule in RULES.values() if rule.counted.is_named and rule.subjects
)


def test_a_word_on_rare_earth_closes_nothing_under_a_rule_that_counts_other_substances():
    others = counted(NAMED_SUBSTANCES)
    for rows in (
        [row("Dy", "0.01", disclosure=FULL)],
        [row(rules_out=frozenset({"Dy", "Tb", "W", "Co"}))],
    ):
        assert closing_of(UNNAMED, rows, NO_NEEDS, FACTS, others).closure is Closure.OPEN
    everything = [row("Dy", "0.01", disclosure=ALL)]
    assert closing_of(UNNAMED, everything, NO_NEEDS, FACTS, others).closure is not Closure.OPEN
    assert missing_from(frozenset(), needs_of(SMCO), others) == ()


def test_ranges_and_masses_are_no_shares_that_are_off_by_rounding():
    range_of_iron = replace(row("Fe"), share=between("0.599", "0.7"))
    for rows in ([row("Dy", "0.4"), range_of_iron], [range_of_iron]):
        assert closing_of(UNNAMED, rows, NO_NEEDS, FACTS, THE_LAW).closure is Closure.OPEN
    grams = [row("Dy", "0.999"), row("Fe", mass=between("0.0001"))]
    assert closing_of(UNNAMED, grams, NO_NEEDS, FACTS, THE_LAW).closure is Closure.OPEN
    assert closing_of(UNNAMED, [], NO_NEEDS, FACTS, THE_LAW).closure is Closure.OPEN


def test_rows_that_say_more_than_there_is_disclose_nothing_though_nobody_weighed_it():
    rows = [row("Dy", "0.6"), row("Fe", "0.7")]
    assert undisclosed_mass(item(), rows, FACTS) == UNKNOWN
    assert undisclosed_mass(item(), rows[:1], FACTS) == UNKNOWN


def test_an_element_that_is_named_in_some_amount_is_not_absent():
    elements = sorted(THE_LAW.substances.elements)
    at_nothing = [row(element, 0) for element in elements]
    assert closing_of(NDFEB, at_nothing, needs_of(NDFEB), FACTS, THE_LAW).closure is Closure.ABSENT
    for index, element in enumerate(elements):
        for amount in (row(element, "0.01"), row(element)):
            rows = [*at_nothing[:index], amount, *at_nothing[index + 1 :]]
            closing = closing_of(NDFEB, rows, needs_of(NDFEB), FACTS, THE_LAW)
            assert closing.closure is Closure.OPEN


def test_grams_beside_shares_are_no_rounding():
    rows = [row("Dy", "0.333"), row("Fe", "0.666"), row("B", mass=between("0.0001"))]
    assert closing_of(UNNAMED, rows, NO_NEEDS, FACTS, THE_LAW).closure is Closure.OPEN


def test_a_declaration_stands_on_the_weakest_grade_of_what_closes_it():
    def declared(*rows):
        return replace(declaration(), rows=rows)

    measured = row("Dy", "0.1", disclosure=FULL, evidence=Evidence.MEASURED)
    assumed = row("Nd", "0.3", disclosure=FULL, evidence=ASSUMED)
    in_part = row("Fe", "0.6", evidence=ASSUMED)
    assert declared(measured, assumed).evidence is ASSUMED
    assert declared(measured, in_part).evidence is Evidence.MEASURED
    assert declared(in_part).closing_rows == (in_part,)
    assert declared().evidence is None
