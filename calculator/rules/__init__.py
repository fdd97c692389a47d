"""The law as data: one TOML file per instrument, each line with its citation, each status with its date."""

from calculator.rules.load import load_rule_text, load_rules
from calculator.rules.provisions import (
    Citation,
    Clause,
    Declared,
    Destinations,
    Field,
    Inquiry,
    Level,
    ListedItem,
    Meant,
    Status,
    SubjectEntry,
    Territory,
    Trigger,
    WeightLimit,
)
from calculator.rules.rule import Compare, Measure, Rule

__all__ = [
    "Citation",
    "Clause",
    "Compare",
    "Declared",
    "Destinations",
    "Field",
    "Inquiry",
    "Level",
    "ListedItem",
    "Meant",
    "Measure",
    "Rule",
    "Status",
    "SubjectEntry",
    "Territory",
    "Trigger",
    "WeightLimit",
    "load_rule_text",
    "load_rules",
]
