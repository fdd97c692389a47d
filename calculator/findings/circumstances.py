"""What the user says of the shipment: where it goes, who gets it, and answers to what no bill can answer.

They are recorded and printed. No verdict, licence or clearance is made of them, and none becomes milder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyList:
    """A list of parties that the user supplies: its title, where it is published, and how many names it has.

    ``dated`` is the day of the list as its file says it; ``file`` the name of the file.
    """

    title: str
    file: str
    names: int
    url: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMatch:
    """A name on a list that is like the recipient's; ``likeness`` is of 100."""

    name: str
    likeness: int
    party_list: PartyList
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Of one run. ``destination`` is an ISO code; ``answers`` are (id of the inquiry, the user's own words)."""

    destination: str = ""
    recipient: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    lists: tuple[PartyList, ...] = ()
    matches: tuple[PartyMatch, ...] = ()

    @property
    def as_options(self) -> tuple[tuple[str, str], ...]:
        """What was given, by the name of its option, for whoever runs it again."""
        return (
            *((("destination", self.destination),) if self.destination else ()),
            *((("recipient", self.recipient),) if self.recipient else ()),
            *((f"{ANSWER}{inquiry}", text) for inquiry, text in self.answers),
        )

    def answer_to(self, inquiry: str) -> str:
        """The user's words on an inquiry; nothing where there are none."""
        return dict(self.answers).get(inquiry, "")


ANSWER: Final = "answer-"
"""Before the id of an inquiry, among the options of a run."""
NO_CIRCUMSTANCES: Final = Circumstances()
