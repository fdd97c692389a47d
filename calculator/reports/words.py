"""What is said in plain English, in one place: verdicts, licences, triggers, headlines; and text made safe to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from calculator.determination.triggers import SHARE_TRIGGERS
from calculator.findings.finding import Finding, NodeFinding, SuspectKind, UnresolvedPart
from calculator.findings.report import Headline, Reading, Report
from calculator.findings.verdict import Subject, Verdict
from calculator.model.item import ItemClass
from calculator.numbers.bounds import Bounds
from calculator.reports.numbers import amount, decimal, mass, share
from calculator.reports.reasons import licence_words, trigger_name, used_settings
from calculator.rules import Declared, Field, Level, Rule

NOT_ADVICE: Final = "Not legal advice."

SYMBOL: Final = {
    Verdict.CROSSES: "!",
    Verdict.BELOW: "<",
    Verdict.UNDETERMINED: "?",
    Verdict.NOT_SUBJECT: "-",
}
"""One sign per verdict, so that no colour is needed to tell them apart."""

UNKNOWN_MAGNETS: Final = "Bought-in parts whose magnets are unknown"
HEARD_BESIDE: Final = "Said beside the lines of the bill, and on none of them"
ASK_OF_WORDS: Final = (
    "Put the part on a line of the bill, or say in the file that it is not in the product."
)
HEADLINE_SYMBOL: Final = {
    Headline.REQUIRED: "!",
    Headline.UNDETERMINED: "?",
    Headline.NOT_REQUIRED: "<",
    Headline.NO_ANSWER: "?",
}
ASK_OF_A_SUSPECT: Final = "Ask the supplier which magnets are inside; a Content row with Disclosure full, or its parts as lines below it, settles it."

_SUBJECT: Final = {
    Subject.YES: "on the rule's list",
    Subject.MAYBE: "possibly on the rule's list",
    Subject.NO: "not on the rule's list",
}

# Control characters, surrogates, directions of writing, invisible and non-characters: nothing from a file may steer a terminal.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def safe(text: str, limit: int = 0) -> str:
    r"""One line of text that is safe anywhere: each unprintable character shows as U+FFFD, each run of spaces as one.

    Longer than ``limit`` it ends in an ellipsis; 0 is no limit.

    >>> safe("MAG\x1b[31m-01\n\u202egnp."), safe("a long name", 6)
    ('MAG�[31m-01 �gnp.', 'a lon…')
    """
    if not (text.isascii() and text.isprintable()):
        text = " ".join(_UNPRINTABLE.sub("\ufffd", text).split())
    return f"{text[: limit - 1]}…" if limit and len(text) > limit else text


_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def never_formula(text: str) -> str:
    """Safe text that no spreadsheet takes for a formula when it opens a csv: what begins like one gets an apostrophe.

    >>> never_formula(" =1+1"), never_formula("MAG-01")
    ("' =1+1", 'MAG-01')
    """
    plain = safe(text, 32_000)
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA_STARTS) else plain


def verdict_words(finding: Finding | NodeFinding) -> str:
    """The verdict; ``below`` says which trigger it is about where the rule has others."""
    if finding.verdict is Verdict.NOT_SUBJECT:
        return "not subject"
    if not finding.rule.has_line:
        return {Verdict.CROSSES: "caught", Verdict.BELOW: "not caught"}.get(
            finding.verdict, "undetermined"
        )
    return below_words(finding.rule) if finding.verdict is Verdict.BELOW else finding.verdict.value


def below_words(rule: Rule) -> str:
    """Below the line of a rule, and of which of its triggers that is said where it has others."""
    clause = (
        next((trigger.clause for trigger in rule.triggers if trigger.id in SHARE_TRIGGERS), "")
        if len(rule.triggers) > 1
        else ""
    )
    return f"{Verdict.BELOW.value} (trigger {clause} only)" if clause else Verdict.BELOW.value


def assumed_words(name: str, value: str) -> str:
    """An assumption or a what-if as it was given on the command line, or a fact that was typed in beside the files."""
    if name.startswith("entered "):
        return f"{safe(name, 160)} = {safe(value, 240)}"
    return (
        f"--set {safe(name.removeprefix('set '), 80)}={safe(value, 80)}"
        if name.startswith("set ")
        else f"--assume {name}={value}"
    )


def conventions_words(finding: Finding | NodeFinding) -> str:
    """What the test says under each convention of value, and that the answer depends on it where they differ; nothing where one is known."""
    if not finding.conventions:
        return ""
    shares = "; ".join(
        f"{convention.name}: {share(convention.tested.share, finding.rule.threshold)} {convention.verdict.value}"
        for convention in finding.conventions
    )
    if finding.depends_on_convention:
        return f"depends on the convention: {shares}"
    are_same = len({convention.verdict for convention in finding.conventions}) == 1
    return (
        f"the same under each convention: {shares}"
        if are_same
        else f"printed beside, and opening nothing: {shares}"
    )


def values_words(report: Report) -> str:
    """Of what the values are."""
    is_of_consumed = ("convention", "consumed") in report.assumptions
    of = "what was consumed, with scrap" if is_of_consumed else "contained mass, not consumed"
    return f"values in {report.currency}, prices as stated; {of}"


def codes_words(finding: Finding) -> str:
    """The codes of the control lists that name the item."""
    return "; ".join(
        f"{'' if listing.subject is Subject.YES else 'possibly '}{listing.code} ({listing.rule}: {listing.en})"
        for listing in finding.listed_as
    )


def headroom_lines(finding: Finding) -> tuple[str, ...]:
    """How far the item is from the line, and what would bring it there, a line each; nothing under a rule without a line."""
    headroom, rule = finding.headroom, finding.rule
    if headroom is None:
        return ()
    measured = mass if rule.is_by_mass else partial(amount, unit=finding.tested.unit)
    distance = f"{amount(headroom.times_line)} times the line"
    if headroom.most_below:
        distance += f"; below for sure with less than {measured(Bounds.exactly(headroom.most_below))} counted"
    lines = [distance]
    if headroom.whole_at_line.is_exact and headroom.whole_at_line.low:
        what = "mass" if rule.is_by_mass else "price"
        lines.append(f"break-even {what} of the item: {measured(headroom.whole_at_line)}")
    for substance in headroom.substances[:1]:
        name = safe(substance.substance, 40)
        share_at_line = substance.share_at_line
        if share_at_line is not None and share_at_line.high is not None and share_at_line.high <= 1:
            lines.append(f"break-even share of {name}: {amount(share_at_line.scaled(100))} wt%")
        if substance.price_at_line is not None:
            lines.append(
                f"break-even price of {name}: {amount(substance.price_at_line, finding.tested.unit)}/kg"
            )
    return tuple(lines)


def chance_words(finding: Finding) -> str:
    """How often the item would cross by lot; nothing where no draws were made."""
    chance = finding.chance
    if chance is None:
        return ""
    drawn = f"{chance.sampling.samples:,} draws (seed {chance.sampling.seed})"
    return f"would cross in {float(chance.share * 100):.1f} % of {drawn} of what is unknown, each evenly between its bounds; the bounds are the verdict"


def subject_words(finding: Finding) -> str:
    """Whether the rule's list names the item, and why."""
    return f"{_SUBJECT[finding.subject]}: {safe(finding.subject_why)}"


def trigger_words(finding: Finding | NodeFinding) -> str:
    """Every trigger with its clause and what it says."""
    return "; ".join(
        f"{reason.clause} {trigger_name(reason.trigger)}: {reason.state}"
        for reason in finding.reasons
    )


def line_of(rule: Rule) -> str:
    """The line of a rule in percent.

    >>> from calculator.rules import load_rules
    >>> line_of(load_rules()[0]["cn-mofcom-2025-61"])
    '0.1 %'
    """
    return f"{decimal(rule.threshold * 100)} %" if rule.has_line else "no percentage"


def threshold_words(rule: Rule) -> str:
    """What a rule measures, how it compares, and its line.

    >>> from calculator.rules import load_rules
    >>> threshold_words(load_rules()[0]["cn-mofcom-2025-61"])
    'value at least 0.1 %'
    """
    return (
        f"{rule.measure.value} {rule.compare.value.replace('-', ' ')} {line_of(rule)}"
        if rule.has_line
        else line_of(rule)
    )


def measured_words(rule: Rule) -> str:
    """What a rule measures, in a clause that begins a sentence: a share of something, being on a list, or a declaration.

    >>> from calculator.rules import load_rules
    >>> [measured_words(load_rules()[0][rule]) for rule in ("us-ear-de-minimis-25", "cn-mofcom-2025-18", "eu-crma-29")]
    ['Value, more than 25 %', 'No percentage', 'A declaration above 0.2 kg of magnets in a product, no test']
    """
    if rule.is_declaration:
        above = (
            ""
            if rule.magnets_above is None
            else f" above {decimal(rule.magnets_above)} kg of magnets in a product"
        )
        return f"A declaration{above}, no test"
    if not rule.has_line:
        return "No percentage" if rule.subjects else "To be read, no test"
    if not rule.threshold:
        return f"{rule.measure.value.capitalize()}, any trace"
    return (
        f"{rule.measure.value.capitalize()}, {rule.compare.value.replace('-', ' ')} {line_of(rule)}"
    )


def field_words(field: Field) -> str:
    """What a field of a declaration asks for, and of which elements."""
    if not field.elements:
        return field.en
    elements = ", ".join(field.elements)
    if field.asks is Declared.RECYCLED:
        return f"{field.en}: {elements}"
    return f"{field.en}, for each rare earth and for {elements}"


def origins_words(rule: Rule) -> str:
    """From where what is counted has to be."""
    if rule.origins_counted == {"*"}:
        return "of any origin"
    unsure = ", ".join(sorted(rule.origins_unsure))
    beside = f" (of {unsure} it is unknown whether it counts)" if unsure else ""
    return f"of origin {', '.join(sorted(rule.origins_counted))}{beside}"


_SEEN: Final = {
    "primary": "the text itself was seen",
    "secondary": "known from a report of it",
    "unseen": "its address is known, the text was not read",
    "judgement": "our own judgement",
}


def seen_words(seen: str) -> str:
    """How we know a source."""
    return _SEEN[seen]


def subject_nouns(rule: Rule, findings: Iterable[Finding | NodeFinding] = ()) -> tuple[str, str]:
    """What the rule tests, in words: one and many. Goods are named where ``findings`` hold some."""
    entries = [entry for entry in rule.subjects if entry.level is not Level.GOODS]
    classes = {entry.item_class for entry in entries} - {ItemClass.ASSEMBLY}
    if len(entries) < len(rule.subjects) and any(
        finding.rule is rule
        and isinstance(finding, Finding)
        and finding.subject is not Subject.NO
        and finding.item.item_class is ItemClass.LISTED_MATERIAL
        for finding in findings
    ):
        return ("item", "items")
    if classes <= {ItemClass.MAGNET, ItemClass.TARGET}:
        return "magnet or target", "magnets and targets"
    if {entry.level for entry in rule.subjects} == {Level.ARTICLE}:
        return "article", "articles"
    return ("item", "items")


def answered_for(rules: Iterable[Rule], reading: Reading, findings: Sequence[Finding] = ()) -> str:
    """What the answer of a run is about, in words: its products, or what its rules test."""
    return "; ".join(
        dict.fromkeys(
            "products" if reading.takes_products(rule) else subject_nouns(rule, findings)[1]
            for rule in rules
        )
    )


def product_words(node: NodeFinding) -> str:
    """A product (or an assembly) tested as such, against its own value or mass, in one sentence."""
    rule = node.rule
    name = f"{safe(node.item.number, 60)} {safe(node.item.description, 120)}".strip()
    if not node.holds:
        return f"{name}: no {subject_nouns(rule)[0]} on the list of {rule.id} was found in it."
    kind = "product" if node.top else "assembly"
    asks = (
        f"{rule.consequence.name.casefold()} {licence_words(node)}"
        if rule.is_law
        else licence_words(node)
    )
    if not rule.has_line:
        return f"{name} as a {kind}: {verdict_words(node)}; {asks}."
    return f"{name} as a {kind} against its own {rule.measure.value}: {verdict_words(node)}, {share(node.tested.share, rule.threshold)} counted, line {line_of(rule)}; {asks}."


def overall(report: Report) -> str:
    """The one answer of the run, under its reading; a file that could not be read is part of it."""
    laws = [rule for rule in report.rules if rule.is_law]
    whose = answered_for(report.rules, report.reading, report.findings)
    words = {rule.consequence for rule in laws}
    if not laws:
        what, met, unmet = "Caught by the screening", "required", "not required"
    elif len(words) == 1:
        consequence = words.pop()
        what, met, unmet = consequence.name, consequence.if_met, consequence.if_not
    else:
        what, met, unmet = "Consequences of these rules", "at least one", "none"
    if report.headline is Headline.NO_ANSWER:
        return f"No answer on the {whose}: {_unread(report)}"
    consequence_words = {
        Headline.REQUIRED: met,
        Headline.UNDETERMINED: "undetermined",
        Headline.NOT_REQUIRED: unmet,
    }[report.headline]
    answer = f"{what} for the {whose}: {consequence_words}"
    return f"{answer}; {_unread(report)}" if report.refused else answer


def _unread(report: Report) -> str:
    return f"{_count(len(report.refused), 'file')} could not be read"


_STATE: Final = {
    "in-force": "in force",
    "not-yet-in-force": "not in force yet",
    "suspended": "suspended",
    "not-confirmed": "not confirmed",
    "not-issued": "not issued",
    "repealed": "repealed",
    "not-law": "not law",
}


def state_words(state: str) -> str:
    """The state of a rule or of one of its clauses."""
    return _STATE.get(state, state.replace("-", " "))


def effect(rule: Rule, report: Report) -> str:
    """What the rule's status on the day means for what was found: what binds now, and what would."""
    on = report.on
    status, later = rule.status_on(on), rule.next_status(on)
    if status.state == "not-law":
        return "No rule of law: nobody has to act on this answer."
    findings = [
        finding
        for finding in report.findings
        if finding.rule is rule and finding.subject is not Subject.NO
    ]
    states = {trigger.clause: rule.clause_state(trigger.clause, on) for trigger in rule.triggers}
    clauses_said = ", ".join(f"{clause} {state_words(state)}" for clause, state in states.items())
    singular, many = subject_nouns(rule, findings)
    text = f"On {on}: {clauses_said}." if states else f"On {on}: {state_words(status.state)}."
    sure, maybe = (
        [
            [states[reason.clause] for reason in finding.reasons if reason.is_met]
            for finding in findings
            if (finding.subject is Subject.YES) is is_sure
        ]
        for is_sure in (True, False)
    )
    if "in-force" in states.values():
        binding, perhaps = (sum("in-force" in met for met in group) for group in (sure, maybe))
        text += f" {_count(binding, singular, many)} {'meets' if binding == 1 else 'meet'} a case that binds on this day"
        text += f", and {perhaps} may, being on the list only perhaps." if perhaps else "."
    elif any(sure) or any(maybe):
        caught, perhaps = (sum(map(bool, group)) for group in (sure, maybe))
        text += f" {_count(caught, singular, many)} would be caught if it bound on this day"
        text += f", and {perhaps} may be caught, being on the list only perhaps" if perhaps else ""
        text += "; the test is made all the same."
    if later is not None:
        text += f" Next known change: {later.start}, {state_words(later.state)}."
    return text


def settings_words(rule: Rule, report: Report) -> tuple[str, ...]:
    """The settings on places that the answers under a rule rest on, a sentence each."""
    return tuple(setting.words for setting in used_settings(rule, report.findings))


def headline(report: Report) -> str:
    """What was found, one sentence per rule, under the reading that was asked for."""
    if report.headline is Headline.NO_ANSWER:
        return "Nothing could be read that is a bill of materials, so nothing is said of any item."
    sentences = [_found(rule, report) for rule in report.rules]
    if report.suspects:
        sentences.append(suspects_words(report))
    if report.doubts_of_input:
        sentences.append(
            f"{_count(len(report.doubts_of_input), 'open question')} about the input itself"
        )
    return "; ".join(sentences) + "."


def none_tested(rule: Rule, report: Report) -> str:
    """Why there is no finding under a rule: there was nothing to test, or nothing was read."""
    if report.headline is Headline.NO_ANSWER:
        return "Nothing was read, so nothing was tested."
    where = f" in what was read; {_unread(report)}" if report.refused else ""
    return f"No {subject_nouns(rule)[0]} was found{where}."


def suspects_words(report: Report) -> str:
    """How many parts and phrases may be or hold a magnet or a target that nobody told of."""
    parts = sum(suspect.kind is SuspectKind.PART for suspect in report.suspects)
    heard = len(report.suspects) - parts
    said = [unknown_magnets_words(parts)] if parts else []
    if heard:
        said.append(f"{_count(heard, 'mention')} of a magnet or target beside the lines")
    return "; ".join(said)


def name_of_suspect(suspect: UnresolvedPart) -> str:
    """A part by its number and description, a phrase by its words."""
    number, description = safe(suspect.item.number, 60), safe(suspect.item.description, 120)
    # An item without a number is called by its words, which need not be said twice.
    return description if description.startswith(number) else f"{number} {description}".strip()


def kind_of_suspect(suspect: UnresolvedPart) -> str:
    """What a suspect is, as the beginning of a sentence on why."""
    return (
        "bought-in part whose magnets are unknown"
        if suspect.kind is SuspectKind.PART
        else "said beside the lines of the bill, and on none of them"
    )


def sentence(text: str) -> str:
    """With a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def ask_of(suspect: UnresolvedPart) -> str:
    """The way out for a suspect of its kind."""
    return ASK_OF_A_SUSPECT if suspect.kind is SuspectKind.PART else ASK_OF_WORDS


def some_of(names: Sequence[str], most: int = 4) -> str:
    """The first of some names, and how many more there are.

    >>> some_of(["A", "B", "C"], 2)
    'A, B and 1 more'
    """
    shown = ", ".join(safe(name, 40) for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def unknown_magnets_words(count: int) -> str:
    """How many bought-in parts probably hold a magnet or a target that nobody told of.

    >>> unknown_magnets_words(1), unknown_magnets_words(3)
    ('1 bought-in part whose magnets are unknown', '3 bought-in parts whose magnets are unknown')
    """
    return f"{_count(count, 'bought-in part')} whose magnets are unknown"


def _found(rule: Rule, report: Report) -> str:
    verdicts = [finding.verdict for finding in report.deciding(rule)]
    singular, many = (
        ("product", "products")
        if report.reading.takes_products(rule)
        else subject_nouns(rule, report.findings)
    )
    if not verdicts:
        return f"no {singular} on the list of {rule.id}"
    crosses, undetermined = verdicts.count(Verdict.CROSSES), verdicts.count(Verdict.UNDETERMINED)
    if rule.has_line:
        did = f"{'crosses' if crosses == 1 else 'cross'} the {line_of(rule)} line of"
    else:
        did = f"{'is' if crosses == 1 else 'are'} caught by"
    text = f"{crosses} of {_count(len(verdicts), singular, many)} {did} {rule.id}"
    return f"{text}; {undetermined} undetermined" if undetermined else text


def _count(count: int, singular: str, many: str = "") -> str:
    return f"{count} {singular if count == 1 else many or singular + 's'}"
