"""Why a licence (or whatever follows under a rule) is required or open, in words, and which settings of a rule file were used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calculator.findings.finding import Finding, NodeFinding, Reason
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.reports.language import N_, tr, tr_many
from calculator.reports.safe_text import some_of
from calculator.rules import Rule, Territory


def licence_words(finding: Finding | NodeFinding) -> str:
    """All triggers put together, in the rule's own words for what follows, with the reason where there is more than one way to it."""
    answer, why = licence_answer(finding), why_licence(finding)
    is_plain = finding.licence is Licence.REQUIRED and len(finding.rule.triggers) < 2
    return tr("{answer}: {why}", answer=answer, why=why) if why and not is_plain else answer


def licence_brief(finding: Finding | NodeFinding) -> str:
    """The same for a narrow column: the answer, and the clauses alone that make it or are open."""
    answer = licence_answer(finding)
    if finding.licence is Licence.NOT_REQUIRED or len(finding.rule.triggers) < 2:
        return answer
    met = [reason.clause for reason in finding.reasons if reason.is_met]
    if finding.licence is Licence.REQUIRED:
        return tr("{answer}: {why}", answer=answer, why=", ".join(met)) if met else answer
    still_open = [reason.clause for reason in finding.reasons if reason.is_open]
    parts = [tr("perhaps {clauses}", clauses=", ".join(met))] if met else []
    parts += [tr("{clauses} open", clauses=", ".join(still_open))] if still_open else []
    return tr("{answer}: {why}", answer=answer, why="; ".join(parts)) if parts else answer


def licence_answer(finding: Finding | NodeFinding) -> str:
    """The same without the reason; a screening that is not law asks for nothing."""
    rule = finding.rule
    if finding.licence is Licence.UNDETERMINED:
        return tr("undetermined")
    if not rule.is_law:
        return tr("caught") if finding.licence is Licence.REQUIRED else tr("not caught")
    return tr(
        rule.consequence.if_met if finding.licence is Licence.REQUIRED else rule.consequence.if_not
    )


def why_licence(finding: Finding | NodeFinding) -> str:
    """Which trigger catches it, or which is open; nothing where nothing is required."""
    met = [reason for reason in finding.reasons if reason.is_met]
    if finding.licence is Licence.REQUIRED:
        return named_triggers(met)
    if finding.licence is Licence.NOT_REQUIRED:
        return ""
    is_maybe = not isinstance(finding, Finding) or finding.subject is Subject.MAYBE
    parts = []
    if met and is_maybe:
        parts.append(
            tr("may be caught by {cases}, if it is on the list", cases=named_triggers(met))
        )
    elif is_maybe and isinstance(finding, Finding):
        parts.append(tr("may be on the list"))
    still_open = [reason for reason in finding.reasons if reason.is_open]
    if still_open:
        cases = named_triggers(still_open)
        parts.append(tr_many(len(still_open), "{cases} is open", "{cases} are open", cases=cases))
    return "; ".join(parts) or tr("a doubt stands in the way, see what is asked")


def is_explained(finding: Finding) -> bool:
    """True where a reader has to be told why: it is on the list, or may be, and something is caught or open."""
    return finding.verdict in (Verdict.CROSSES, Verdict.UNDETERMINED) or (
        finding.subject is not Subject.NO and finding.licence is not Licence.NOT_REQUIRED
    )


def trigger_name(trigger: str) -> str:
    """A trigger in words.

    >>> trigger_name("chinese-origin")
    'Chinese origin'
    """
    return tr(trigger.replace("-", " ").replace("chinese", "Chinese"))


def named_triggers(reasons: Iterable[Reason]) -> str:
    """Triggers by clause and name, each once."""
    return ", ".join(
        dict.fromkeys(f"{reason.clause} {trigger_name(reason.trigger)}" for reason in reasons)
    )


# --------------------------------------------------------------------------- settings


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSetting:
    """A setting of a rule on a place, and the items in which something is from there."""

    territory: Territory
    counts: str
    items: tuple[str, ...]

    @property
    def words(self) -> str:
        """One sentence for a reader."""
        return tr(
            "{place} ({code}) {counts}, by a setting of this rule file: {note} It bears on {items}.",
            place=self.territory.name,
            code=self.territory.code,
            counts=self.counts,
            note=self.territory.note,
            items=some_of(self.items, _SHOWN),
        )


_SHOWN = 6


def used_settings(rule: Rule, findings: Iterable[Finding]) -> Iterator[UsedSetting]:
    """The settings on places that a finding of the rule rests on."""
    own = [
        finding
        for finding in findings
        if finding.rule is rule and finding.subject is not Subject.NO
    ]
    for territory in rule.territories:
        items = tuple(
            finding.item.number for finding in own if territory.code in finding.territories
        )
        if items:
            yield UsedSetting(
                territory=territory, counts=how_it_counts(rule, territory), items=items
            )


def how_it_counts(rule: Rule, territory: Territory) -> str:
    """Whether what is from a place counts under the rule."""
    if territory.code in rule.origins_counted:
        return tr("is counted")
    return tr(
        N_("may count, which is unknown")
        if territory.code in rule.origins_unsure
        else N_("is not counted")
    )
