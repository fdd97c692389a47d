"""What was said of the shipment and calls for a look: a recipient who is like a name on a list, or was held against none."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.findings.circumstances import Circumstances
from calculator.model.problem import Problem, note, warning


def shipment_problems(circumstances: Circumstances) -> Iterator[Problem]:
    """One warning for each list that has a name like the recipient's; a note where no list was there to be looked at."""
    recipient = circumstances.recipient[:80]
    files_told: set[str] = set()
    for match in circumstances.matches:
        if match.party_list.file in files_told:
            continue
        files_told.add(match.party_list.file)
        yield warning(
            "recipient-on-list",
            f'the recipient "{recipient}" is like "{match.name}" ({match.likeness} of 100) on {match.party_list.title}, '
            f"{match.party_list.file}; find out whether it is the same party, or held to half or more by it",
        )
    if recipient and not circumstances.lists:
        yield note(
            "recipient-not-looked-up",
            f'the recipient "{recipient}" was held against no list of parties; put the lists that concern you into the folder '
            "parties of --rules-dir",
        )
