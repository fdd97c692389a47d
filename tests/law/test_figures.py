"""Every figure of a rule file has a source that was seen, or is marked as our judgement: tests/law/sources/figures.toml says which.

A figure that nobody entered there fails, so that none comes in without its source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.rules import Rule, load_rules

RULES = load_rules()[0]
LEDGER: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "sources" / "figures.toml").read_text("utf-8")
)
NAMES = re.compile(
    r"(?:\bNos?\.|[Aa]rticles?|[Cc]lauses?|[Ss]ections?|\bPart|\bpart|[Aa]nnex|\bCFR|\bFR|[Cc]ases?|\bU\.S\.C\.|Group|CFR part)\s"
    r"\d[\d.()]*(?:\sof\s\d{4})?(?:(?:,| and| to| or)\s\d[\d.()]*(?:\sof\s\d{4})?)*"
    r"|\b\d+ (?:CFR|FR|U\.S\.C\.) ?[\d.()a-z]*|\b\d(?:\(\d\))+|\b734\.\d(?:\(\w\))*|\b600 series"
)
"""Numbers of articles, announcements, sections: names and no figures."""
FIGURE = re.compile(
    r"(?<![\w.:-])(?:\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?(?: ?%| kg| g/cm3| nm| layers| working days| days| GPa| Wh/kg| MPa| mm)?)(?![\w-])"
)


def figures_of(rule: Rule) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each figure with the entry in which it stands and what the entry cites."""
    entries: list[tuple[str, str, tuple[str, ...]]] = [
        *((f"clause {one.id}", one.text, one.citations) for one in rule.clauses),
        *((f"status {one.start}", one.note, one.citations) for one in rule.statuses),
        *((f"inquiry {one.id}", one.en, one.citations) for one in rule.inquiries),
        *(
            (f"subject {one.id}", f"{one.en} {one.condition}", one.citations)
            for one in rule.subjects
        ),
        *((f"listed {one.id}", one.en, one.citations) for one in rule.listed),
        *((f"place {one.code}", one.note, one.citations) for one in rule.territories),
        *((f"destination {one.id}", one.text, one.citations) for one in rule.destinations),
        *((f"field {one.id}", one.en, one.citations) for one in rule.fields),
        *(
            (f"limit {one.id}", f"{float(one.share) * 100:g} %", one.citations)
            for one in rule.weight_limits
        ),
    ]
    for name, text, cited in entries:
        for figure in FIGURE.findall(NAMES.sub(" ", text)):
            yield name, figure, cited
    for status in rule.statuses:
        yield f"status {status.start}", status.start.isoformat(), status.citations


def line_of(rule: Rule) -> str:
    return f"{float(rule.threshold) * 100:g} %" if rule.has_line and rule.threshold else ""


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_figure_has_a_source_that_its_own_entry_cites(rule: Rule) -> None:
    ledger = LEDGER[rule.id]
    lacking: list[str] = []
    used: set[str] = set()
    for place, figure, cited in figures_of(rule):
        source = ledger.get(f"{place}: {figure}") or ledger.get(figure, "")
        used |= {figure, f"{place}: {figure}"}
        if source not in cited:
            lacking.append(f"{place}: {figure} -> {source or 'nothing'}; it cites {cited}")
        elif rule.citation(source).seen == "unseen":
            lacking.append(f"{place}: {figure} -> {source}, which nobody saw")
    assert not lacking, "\n".join(lacking)
    assert set(ledger) <= used | {line_of(rule)}, set(ledger) - used


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_line_of_a_rule_has_a_source_that_its_clause_cites(rule: Rule) -> None:
    if not line_of(rule):
        return
    share = next(one for one in rule.triggers if one.id in ("value-share", "mass-share"))
    clause = next(one for one in rule.clauses if one.id == share.clause)
    source = LEDGER[rule.id][line_of(rule)]
    assert source in clause.citations
    assert rule.citation(source).seen != "unseen"


def test_what_is_general_knowledge_is_cited_as_judgement() -> None:
    """What nobody looked up is no more than our own word."""
    careless = [
        f"{rule.id} {name}"
        for rule in RULES.values()
        for name, text, cited in (
            *(
                (f"clause {one.id}", f"{one.text} {one.confidence}", one.citations)
                for one in rule.clauses
            ),
            *((f"status {one.start}", one.note, one.citations) for one in rule.statuses),
            *((f"subject {one.id}", one.confidence, one.citations) for one in rule.subjects),
        )
        if "general knowledge" in text
        and not any(rule.citation(source).seen == "judgement" for source in cited)
    ]
    assert not careless, careless
