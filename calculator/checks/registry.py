"""The checks of every run, in the order in which their problems are reported. A new check is a file here and a line below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks import (
    central_bank_rates,
    component_balance,
    content_against_material,
    content_over_whole,
    disagreeing_rates,
    expired_evidence,
    later_evidence,
    later_prices,
    old_prices,
    origin_against_stage,
    price_form,
    reference_prices,
    repeated_content,
    self_contradiction,
    stated_value,
    unused_prices,
)
from calculator.checks.context import Check, CheckContext, ItemCheck
from calculator.model.problem import Problem


def each_item(*checks: ItemCheck) -> Check:
    """Checks that are made item by item, so that what is wrong with one item stands together in the report."""

    def check(context: CheckContext) -> Iterable[Problem]:
        for number, rows in context.facts.content.items():
            for check_item in checks:
                yield from check_item(context, number, rows)

    return check


CHECKS: Final[tuple[Check, ...]] = (
    later_prices.check,
    each_item(
        repeated_content.check_item, expired_evidence.check_item, content_over_whole.check_item
    ),
    expired_evidence.check_lines,
    each_item(self_contradiction.check_item),
    component_balance.check,
    central_bank_rates.check,
    disagreeing_rates.check,
    price_form.check,
    unused_prices.check,
    old_prices.check,
    reference_prices.check,
    later_evidence.check,
    stated_value.check,
    content_against_material.check,
    origin_against_stage.check,
)


def run_checks(context: CheckContext) -> tuple[Problem, ...]:
    """The problems of every check. Roll up first: which exchange rates were needed is known only after it."""
    return tuple(problem for check in CHECKS for problem in check(context))
