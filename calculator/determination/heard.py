"""What was heard beside the lines, once the items are decided: the suspects that are left, and how many phrases each fate settles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from calculator.findings.accounting import HeardFate, InputAccount
from calculator.findings.finding import Finding, SuspectKind, UnresolvedPart
from calculator.findings.mention import Mention
from calculator.findings.verdict import Licence, Verdict
from calculator.model.item import Item


def settled_by_findings(
    phrases: Iterable[Mention],
    findings: Iterable[Finding],
    suspects: Iterable[UnresolvedPart],
) -> tuple[Mention, ...]:
    """The phrases, those judged that say the words of an item which is still open: it is asked about there.

    An item that is cleared is no answer to the same words elsewhere: they may stand for a second part.
    """
    open_items = {suspect.item.number for suspect in suspects} | {
        finding.item.number for finding in findings if not _is_cleared(finding)
    }
    return tuple(
        replace(phrase, fate=HeardFate.JUDGED)
        if phrase.fate is HeardFate.PART and not open_items.isdisjoint(phrase.same_words)
        else phrase
        for phrase in phrases
    )


def _is_cleared(finding: Finding) -> bool:
    return (
        finding.verdict in (Verdict.BELOW, Verdict.NOT_SUBJECT)
        and finding.licence is Licence.NOT_REQUIRED
    )


def heard_parts(phrases: Iterable[Mention]) -> tuple[UnresolvedPart, ...]:
    """One suspect for each distinct phrase that nothing settles, with all its cells.

    Of things that are only served there is one for each kind and file.
    """
    alike: dict[tuple[object, ...], list[Mention]] = {}
    for phrase in phrases:
        if phrase.fate is HeardFate.PART:
            key = (
                (phrase.file, phrase.names)
                if phrase.is_served
                else (" ".join(phrase.words.casefold().split()), phrase.names)
            )
            alike.setdefault((phrase.is_served, *key), []).append(phrase)
    return tuple(_part(same) for same in alike.values())


def _part(same: Sequence[Mention]) -> UnresolvedPart:
    first = same[0]
    cells = sorted({cell for phrase in same for cell in phrase.cells})
    places = " and ".join([*dict.fromkeys(phrase.where for phrase in same)][:3])
    use = ", as what another part is used with" if first.is_served else ""
    return UnresolvedPart(
        item=Item(number="", description=first.words, cells=tuple(cells)),
        why=f'"{first.words}" stands {places}{use}; {first.why}',
        kind=SuspectKind.HEARD,
    )


def with_heard(
    accounts: Sequence[InputAccount], phrases: Iterable[Mention]
) -> tuple[InputAccount, ...]:
    """The accounts with the number of phrases of each fate."""
    counts: dict[str, Counter[HeardFate]] = {}
    for phrase in phrases:
        counts.setdefault(phrase.file, Counter())[phrase.fate] += 1
    return tuple(
        replace(account, heard=counts.pop(account.path, account.heard)) for account in accounts
    )
