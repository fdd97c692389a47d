"""What is asked of suppliers by several rules at once."""

from __future__ import annotations

from datetime import date

from calculator.application.requests import options_for

ON = date(2026, 11, 30)


def test_a_declaration_is_asked_beside_the_tests_and_is_none_itself() -> None:
    options = options_for(on=ON, rule_ids=("cn-mofcom-2025-61", "us-ndaa-857"), asks=True)
    assert [rule.id for rule in options.rules] == ["cn-mofcom-2025-61"]
    assert [rule.id for rule in options.declarations] == ["us-ndaa-857"]


def test_declarations_alone_are_asked_too() -> None:
    options = options_for(on=ON, rule_ids=("eu-crma-28",), asks=True)
    assert [rule.id for rule in options.declarations] == ["eu-crma-28"]
