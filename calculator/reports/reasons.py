"""Why a licence (or whatever follows under a rule) is required or open, in words, and which settings of a rule file were used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calculator.findings.finding import Finding, NodeFinding, Reason
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.rules import Rule, Territory


def licence_words(finding: Finding | NodeFinding) -> str:
    """All triggers put together, in the rule's own words for what follows, with the reason where there is more than one way to it."""
    answer, why = licence_answer(finding), why_licence(finding)
    is_plain = finding.licence is Licence.REQUIRED and len(finding.rule.triggers) < 2
    return f"{answer}: {why}" if why and not is_plain else answer


def licence_brief(finding: Finding | NodeFinding) -> str:
    """The same for a narrow column: the answer, and the clauses alone that make it or are open."""
    answer = licence_answer(finding)
    if finding.licence is Licence.NOT_REQUIRED or len(finding.rule.triggers) < 2:
        return answer
    met = [reason.clause for reason in finding.reasons if reason.is_met]
    if finding.licence is Licence.REQUIRED:
        return f"{answer}: {', '.join(met)}" if met else answer
    still_open = [reason.clause for reason in finding.reasons if reason.is_open]
    parts = [f"perhaps {', '.join(met)}"] if met else []
    parts += [f"{', '.join(still_open)} open"] if still_open else []
    return f"{answer}: {'; '.join(parts)}" if parts else answer


def licence_answer(finding: Finding | NodeFinding) -> str:
    """The same without the reason; a screening that is not law asks for nothing."""
    rule = finding.rule
    if finding.licence is Licence.UNDETERMINED:
        return "undetermined"
    if not rule.is_law:
        return "caught" if finding.licence is Licence.REQUIRED else "not caught"
    return (
        rule.consequence.if_met if finding.licence is Licence.REQUIRED else rule.consequence.if_not
    )


def why_licence(finding: Finding | NodeFinding) -> str:
    """Which trigger catches it, or which is open; nothing where nothing is required."""
    met = [reason for reason in finding.reasons if reason.is_met]
    if finding.licence is Licence.REQUIRED:
        return _named(met)
    if finding.licence is Licence.NOT_REQUIRED:
        return ""
    is_maybe = not isinstance(finding, Finding) or finding.subject is Subject.MAYBE
    parts = []
    if met and is_maybe:
        parts.append(f"may be caught by {_named(met)}, if it is on the list")
    elif is_maybe and isinstance(finding, Finding):
        parts.append("may be on the list")
    still_open = [reason for reason in finding.reasons if reason.is_open]
    if still_open:
        parts.append(f"{_named(still_open)} {'is' if len(still_open) == 1 else 'are'} open")
    return "; ".join(parts) or "a doubt stands in the way, see what is asked"


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
    return trigger.replace("-", " ").replace("chinese", "Chinese")


def _named(reasons: Iterable[Reason]) -> str:
    return ", ".join(f"{reason.clause} {trigger_name(reason.trigger)}" for reason in reasons)


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
        shown = ", ".join(self.items[:_SHOWN])
        more = f" and {len(self.items) - _SHOWN} more" if len(self.items) > _SHOWN else ""
        return (
            f"{self.territory.name} ({self.territory.code}) {self.counts}, by a setting of this rule file: "
            f"{self.territory.note} It bears on {shown}{more}."
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
        return "is counted"
    return (
        "may count, which is unknown" if territory.code in rule.origins_unsure else "is not counted"
    )
