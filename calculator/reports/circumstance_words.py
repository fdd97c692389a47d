"""What was said of the shipment, in words: where it goes, who gets it and what is like that name, and the answers to inquiries."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.findings.circumstances import PartyMatch
from calculator.findings.report import Report
from calculator.model.countries import country_name
from calculator.reference.country_groups import country_groups
from calculator.reports.language import N_, tr
from calculator.reports.rule_words import seen_words
from calculator.rules import Citation, Inquiry, Meant, Rule

_DESTINATION = "destination"
"""The inquiry that --destination answers."""
HEADING = N_("Said of the shipment (recorded; it makes no verdict milder)")


def circumstance_lines(report: Report) -> tuple[str, ...]:
    """A line for each thing that was said; nothing where nothing was."""
    return tuple(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    circumstances = report.circumstances
    if circumstances.destination:
        yield destination_words(report)
        yield from _by_group(report)
    if circumstances.recipient:
        yield tr("recipient: {name}", name=circumstances.recipient)
        yield from recipient_words(report)
    for inquiry, text in circumstances.answers:
        clauses = [
            question.clause
            for rule in report.rules
            for question in rule.inquiries
            if question.id == inquiry
        ]
        yield tr(
            "{inquiry} ({clauses}), answered by the user: {answer}",
            inquiry=tr(inquiry.replace("-", " ")),
            clauses=", ".join(dict.fromkeys(clauses)),
            answer=text,
        )


def destination_words(report: Report) -> str:
    """The destination, and what the rule says of China itself."""
    code = report.circumstances.destination
    text = tr("destination: {country} ({code})", country=country_name(code), code=code)
    rule = next((rule for rule in report.rules if rule.id == "cn-mofcom-2025-61"), None)
    if rule is None:
        return text
    if code == "CN":
        return text + tr(
            "; an export to China itself is outside article 1, which changes nothing that is found here"
        )
    if code in {territory.code for territory in rule.territories}:
        return text + tr(
            "; whether an export to it is one to China in the sense of article 1 is not said in what was seen"
        )
    return text


def open_inquiries(rule: Rule, report: Report) -> tuple[Inquiry, ...]:
    """What the rule asks of a person and nobody has answered."""
    said = report.circumstances
    return tuple(
        inquiry
        for inquiry in rule.inquiries
        if not said.answer_to(inquiry.id) and not (inquiry.id == _DESTINATION and said.destination)
    )


def _by_group(report: Report) -> Iterator[str]:
    """What hangs on the country group of the destination, with the day and the source of the table."""
    code, table = report.circumstances.destination, country_groups()
    entries = [entry for rule in report.rules for entry in rule.destinations]
    if not entries:
        return
    named = ", ".join(f"{group} ({table.by_id[group].en})" for group in table.groups_of(code))
    yield tr(
        "country groups of {code}: {groups} ({table}, {day}; {seen})",
        code=code,
        groups=named or tr("none of {groups}", groups=", ".join(table.by_id)),
        table=table.title,
        day=table.dated,
        seen=seen_words(table.seen),
    )
    noted = [
        f"{entry.clause}: {entry.text}"
        for entry in entries
        if entry.is_meant is Meant.NOTED and entry.hold(code)
    ]
    yield from dict.fromkeys(noted)


def recipient_words(report: Report) -> Iterator[str]:
    """What the recipient's name is like, and what it was held against."""
    circumstances = report.circumstances
    if not circumstances.lists:
        yield (
            tr(
                "held against no list: none was given. Lists of your own stand in the folder parties of --rules-dir"
            )
            + _notices(report)
        )
        return
    for match in circumstances.matches:
        yield _match_words(match)
    lists = "; ".join(
        tr(
            "{title} ({count} names{dated}{address})",
            title=party_list.title,
            count=party_list.names,
            dated=tr(", of {day}", day=party_list.dated) if party_list.dated else "",
            address=f", {party_list.url}" if party_list.url else "",
        )
        for party_list in circumstances.lists
    )
    yield (
        tr(
            N_(
                "held against {lists}. Owners of half or more, and lists that were not given, were not looked at"
            )
            if circumstances.matches
            else N_(
                "no name is like it on {lists}. Owners of half or more, and lists that were not given, were not looked at"
            ),
            lists=lists,
        )
        + _notices(report)
    )


def _match_words(match: PartyMatch) -> str:
    name = f'"{match.name}"' + (f" ({match.note})" if match.note else "")
    return tr(
        N_("the same name as {name} on {list}: find out whether it is the same party")
        if match.likeness == 100
        else N_("like ({likeness} of 100) {name} on {list}: find out whether it is the same party"),
        likeness=match.likeness,
        name=name,
        list=match.party_list.title,
    )


def _notices(report: Report) -> str:
    """Where the names behind the clause on end users are published."""
    cited = [citation.title for rule in report.rules for citation in _of_end_users(rule)]
    if not cited:
        return ""
    return tr(". Published lists: {lists}", lists="; ".join(dict.fromkeys(cited)))


def _of_end_users(rule: Rule) -> Iterator[Citation]:
    clauses = {inquiry.clause for inquiry in rule.inquiries if inquiry.id == "end-user"}
    cited = {name for clause in rule.clauses if clause.id in clauses for name in clause.citations}
    for citation in rule.citations:
        if citation.id in cited and citation.id != "text":
            yield citation
