"""What a text claims of the part that it stands beside: made in China, by Chinese technology, with 2 % dysprosium, not confirmed.

Only what a text says for sure is a claim: what it denies, what it calls a maximum and what it says of another country is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from calculator.model.claim import Claim
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.china_claims import china_claims
from calculator.recognition.choices import choices
from calculator.recognition.element_claims import element_claims
from calculator.recognition.plain_text import plain_text
from calculator.recognition.reservations import reservations

_SHORT: Final = "".join(
    f"(?<!{word})"
    for word in (
        "incl",
        "Incl",
        "inkl",
        "Inkl",
        "max",
        "min",
        "approx",
        "ca",
        "No",
        "no",
        "Nr",
        "ext",
        "einschl",
    )
)
"""Behind a shortened word a full stop ends nothing."""
_CLAUSE: Final = late_pattern(rf"[;。；\n]|{_SHORT}[.!?](?=\s|\Z)")


@lru_cache(maxsize=8192)
def claims_in(text: str) -> tuple[Claim, ...]:
    """Every claim of a text, each once.

    >>> [(claim.kind.value, claim.element, str(claim.share)) for claim in claims_in("NdFeB N35, 2% Dy, made in China")]
    [('origin', '', '0'), ('content', 'Dy', '3/200')]
    >>> claims_in("not made in China; Dy-free; 中国台湾制造; keep dry")
    ()
    >>> [claim.kind.value for claim in claims_in("oxide from China; declaration expired; second source: M-9")]
    ['source', 'unsure', 'other part']
    """
    plain = plain_text(text)
    clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
    of_clauses = (claim for clause in clauses for claim in _of_clause(clause))
    return tuple(dict.fromkeys((*of_clauses, *choices(plain))))


def _of_clause(clause: str) -> Iterator[Claim]:
    lower = clause.casefold()
    if len(lower) != len(clause):  # "ß" and the like become two: letter by letter then
        lower = "".join(
            letter.casefold() if len(letter.casefold()) == 1 else letter for letter in clause
        )
    yield from china_claims(clause, lower)
    yield from element_claims(clause, lower)
    yield from reservations(clause, lower)
