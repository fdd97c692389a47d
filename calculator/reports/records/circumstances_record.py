"""What was said of the shipment, as JSON."""

from __future__ import annotations

from calculator.findings.circumstances import Circumstances, PartyList, PartyMatch
from calculator.reports.json_text import Json


def circumstances_json(circumstances: Circumstances) -> Json:
    """The destination, the recipient with what his name is like, and the answers, each by the inquiry that it answers."""
    return {
        "destination": circumstances.destination,
        "recipient": circumstances.recipient,
        "answers": [
            {"inquiry": inquiry, "answer": text} for inquiry, text in circumstances.answers
        ],
        "lists": [_list(party_list) for party_list in circumstances.lists],
        "matches": [_match(match) for match in circumstances.matches],
    }


def _list(party_list: PartyList) -> Json:
    return {
        "title": party_list.title,
        "file": party_list.file,
        "names": party_list.names,
        "url": party_list.url,
        "dated": party_list.dated,
    }


def _match(match: PartyMatch) -> Json:
    return {
        "name": match.name,
        "likeness": match.likeness,
        "list": match.party_list.title,
        "note": match.note,
    }
