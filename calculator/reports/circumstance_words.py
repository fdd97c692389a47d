"""What was said of the shipment, in words: where it goes, who gets it and what is like that name, and the answers to inquiries."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.findings.circumstances import PartyMatch
from calculator.findings.report import Report
from calculator.model.countries import country_name
from calculator.reference.country_groups import country_groups
from calculator.reports.rule_words import seen_words
from calculator.rules import Citation, Meant, Rule

HEADING = "Said of the shipment (recorded; it makes no verdict milder)"


def circumstance_lines(report: Report) -> tuple[str, ...]:
    """A line for each thing that was said; nothing where nothing was."""
    return tuple(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    circumstances = report.circumstances
    if circumstances.destination:
        yield destination_words(report)
        yield from _by_group(report)
    if circumstances.recipient:
        yield f"recipient: {circumstances.recipient}"
        yield from recipient_words(report)
    for inquiry, text in circumstances.answers:
        clauses = [
            question.clause
            for rule in report.rules
            for question in rule.inquiries
            if question.id == inquiry
        ]
        yield f"{inquiry.replace('-', ' ')} ({', '.join(dict.fromkeys(clauses))}), answered by the user: {text}"


def destination_words(report: Report) -> str:
    """The destination, and what the rule says of China itself."""
    code = report.circumstances.destination
    text = f"destination: {country_name(code)} ({code})"
    is_of_china = any(rule.id == "cn-mofcom-2025-61" for rule in report.rules) and code == "CN"
    outside = (
        "; an export to China itself is outside article 1, which changes nothing that is found here"
    )
    return text + (outside if is_of_china else "")


def _by_group(report: Report) -> Iterator[str]:
    """What hangs on the country group of the destination, with the day and the source of the table."""
    code, table = report.circumstances.destination, country_groups()
    entries = [entry for rule in report.rules for entry in rule.destinations]
    if not entries:
        return
    named = ", ".join(f"{group} ({table.by_id[group].en})" for group in table.groups_of(code))
    yield f"country groups of {code}: {named or 'none of ' + ', '.join(table.by_id)} ({table.title}, {table.dated}; {seen_words(table.seen)})"
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
            "held against no list: none was given. Lists of your own stand in the folder parties of --rules-dir"
            f"{_notices(report)}"
        )
        return
    for match in circumstances.matches:
        yield _match_words(match)
    lists = "; ".join(
        f"{party_list.title} ({party_list.names} names{', of ' + party_list.dated if party_list.dated else ''}{', ' + party_list.url if party_list.url else ''})"
        for party_list in circumstances.lists
    )
    outcome = "held against" if circumstances.matches else "no name is like it on"
    yield f"{outcome} {lists}. Owners of half or more, and lists that were not given, were not looked at{_notices(report)}"


def _match_words(match: PartyMatch) -> str:
    how = "the same name as" if match.likeness == 100 else f"like ({match.likeness} of 100)"
    note = f" ({match.note})" if match.note else ""
    return f'{how} "{match.name}"{note} on {match.party_list.title}: find out whether it is the same party'


def _notices(report: Report) -> str:
    """Where the names behind the clause on end users are published."""
    cited = [citation.title for rule in report.rules for citation in _of_end_users(rule)]
    return f". Published lists: {'; '.join(dict.fromkeys(cited))}" if cited else ""


def _of_end_users(rule: Rule) -> Iterator[Citation]:
    clauses = {inquiry.clause for inquiry in rule.inquiries if inquiry.id == "end-user"}
    cited = {name for clause in rule.clauses if clause.id in clauses for name in clause.citations}
    for citation in rule.citations:
        if citation.id in cited and citation.id != "text":
            yield citation
