"""From the words of a request, however they came, to the options of the engine. Knows no command line and no page."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

from calculator.application.choices import DEFAULT_RULE, why_not_assumed
from calculator.assessment import Options
from calculator.findings.excuse import NO_EXCUSES, Excuses
from calculator.findings.finding import Sampling
from calculator.findings.report import InputFile, Reading
from calculator.model.assumptions import Assumptions
from calculator.model.currencies import read_currency
from calculator.model.item import Evidence
from calculator.rules import Rule, load_rules
from calculator.runtime.sandbox import Budget
from calculator.sources.files.limits import Limits
from calculator.sources.layout.profile import NO_PROFILE, ProfileError, read_profile
from calculator.sources.reader import Quantities, Request


class InvalidRequestError(Exception):
    """A request that cannot be carried out as it is worded: the text says why, ``option`` which word is meant."""

    def __init__(self, message: str, option: str = "") -> None:
        super().__init__(message)
        self.option = option


def options_for(
    *,
    on: date,
    profile: Path | None = None,
    sheet: str | None = None,
    quantity: str | None = None,
    currency: str | None = None,
    limits: dict[str, int] | None = None,
    rule_ids: tuple[str, ...] = (),
    rules_dir: Path | None = None,
    assume: tuple[str, ...] = (),
    min_evidence: str = Evidence.ASSUMED.value,
    settings: tuple[tuple[str, str], ...] = (),
    reading: str = Reading.MATERIALS.value,
    samples: int | None = None,
    seed: int = 0,
    excuses: Excuses = NO_EXCUSES,
    chosen_by: tuple[InputFile, ...] = (),
    declares: bool = False,
    asks: bool = False,
) -> Options:
    """The options as the engine takes them; ``declares`` where declarations are asked for. Raises InvalidRequestError.

    ``asks`` where suppliers are asked: what a declaration lacks is asked in the same letter.
    """
    limits = limits or {}
    _refuse_unknown_words(assume, limits)
    rules_known = known_rules(rules_dir)
    rules = tuple(
        rule_of(rules_known, rule_id) for rule_id in dict.fromkeys(rule_ids or (DEFAULT_RULE,))
    )
    asked = tuple(rule for rule in rules if asks and rule.is_declaration)
    rules = tuple(rule for rule in rules if rule not in asked) or asked
    for rule in rules:
        if declares and not rule.is_declaration:
            raise InvalidRequestError(_no_declaration(rule, rules_known), "--rule")
        if rule.why_not_applicable and not declares and rule not in asked:
            raise InvalidRequestError(rule.why_not_applicable, "--rule")
    weakest = _choice(Evidence, min_evidence, "--min-evidence")
    # Readings of the law are no evidence.
    contradicting = [
        pair
        for pair in assume
        if pair != "technology=no"
        and not pair.startswith(("origin-stage=", "convention=", "assemblies="))
    ]
    if contradicting and weakest is not Evidence.ASSUMED:
        raise InvalidRequestError(
            f"--min-evidence {min_evidence} refuses what --assume {contradicting[0]} asks for; give one of them"
        )
    request = request_for(profile=profile, sheet=sheet, quantity=quantity, on=on, limits=limits)
    whose_answer = _choice(Reading, _reading(reading, assume), "--reading")
    pairs = (pair.partition("=") for pair in assume)
    sampled = (("samples", str(samples)), ("seed", str(seed))) if samples else ()
    return Options(
        on=on,
        rules=rules,
        lists=control_lists(rules_known, rules),
        declarations=asked,
        assumptions=replace(
            Assumptions.of_pairs((name, value) for name, _sign, value in pairs), settings=settings
        ),
        weakest=weakest,
        reading=whose_answer,
        sheet=request.sheet,
        quantities=request.quantities,
        currency=_currency(currency),
        profile=request.profile,
        limits=request.limits,
        sampling=Sampling(samples=samples, seed=seed) if samples else None,
        asked=(*_asked(profile, sheet, quantity, currency, limits), *sampled),
        excuses=excuses,
        chosen_by=chosen_by,
    )


def _refuse_unknown_words(assume: tuple[str, ...], limits: dict[str, int]) -> None:
    """Raises InvalidRequestError for an assumption or a limit that is none: neither may be passed over in silence."""
    for pair in assume:
        if why := why_not_assumed(pair):
            raise InvalidRequestError(why, "--assume")
    for name, most in limits.items():
        if name.replace("_", "-") not in limit_names():
            known = ", ".join(sorted(limit_names()))
            raise InvalidRequestError(f'"{name}" is no limit; known are {known}', "--limit")
        if not isinstance(most, int) or most <= 0:
            raise InvalidRequestError(
                f"{name}={most}: a limit is a whole number above zero", "--limit"
            )


Word = TypeVar("Word", bound=Enum)


def _choice(kind: type[Word], word: str, option: str) -> Word:
    """The member of a closed list. Raises InvalidRequestError."""
    try:
        return kind(word)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise InvalidRequestError(f'{option}: "{word}" is none of {known}', option) from None


def _currency(text: str | None) -> str | None:
    """The ISO code of a currency. Raises InvalidRequestError."""
    if text is None:
        return None
    code, _fault = read_currency(text)
    if code is None:
        raise InvalidRequestError(
            f'"{text}" is not a currency; write an ISO code such as EUR', "--currency"
        )
    return code


def with_profile(
    options: Options,
    profile: Path,
    *,
    sheet: str | None = None,
    quantity: str | None = None,
    currency: str | None = None,
    limits: dict[str, int] | None = None,
) -> Options:
    """Options that were made without a profile, with one. Raises InvalidRequestError for a profile that cannot be read."""
    limits = limits or {}
    request = request_for(
        profile=profile, sheet=sheet, quantity=quantity, on=options.on, limits=limits
    )
    before = _asked(None, sheet, quantity, currency, limits)
    return replace(
        options,
        sheet=request.sheet,
        quantities=request.quantities,
        profile=request.profile,
        asked=(*_asked(profile, sheet, quantity, currency, limits), *options.asked[len(before) :]),
    )


def _reading(reading: str, assume: tuple[str, ...]) -> str:
    """Whose verdict answers, with what was assumed of assemblies. Raises InvalidRequestError where the two contradict each other."""
    are_listed, are_not = "assemblies=listed" in assume, "assemblies=not-listed" in assume
    is_product = reading == Reading.PRODUCT.value
    if are_not and (are_listed or is_product):
        other = "--assume assemblies=listed" if are_listed else "--reading product"
        raise InvalidRequestError(
            f"--assume assemblies=not-listed and {other} contradict each other; give one of them",
            "--assume",
        )
    return Reading.PRODUCT.value if are_listed else reading


def request_for(
    *,
    profile: Path | None,
    sheet: str | None,
    quantity: str | None,
    on: date,
    limits: dict[str, int],
) -> Request:
    """How the files are to be read. Raises InvalidRequestError for a profile that cannot be read."""
    try:
        chosen = NO_PROFILE if profile is None else read_profile(profile)
    except ProfileError as fault:
        raise InvalidRequestError(str(fault), "--profile") from None
    return Request(
        sheet=sheet,
        quantities=_choice(Quantities, quantity, "--quantity") if quantity else None,
        profile=chosen,
        on=on,
        limits=Limits(**_of_class(limits, Limits)),
    )


def budget_for(limits: dict[str, int]) -> Budget:
    """What a run may cost, of all the limits that were named."""
    return Budget(**_of_class(limits, Budget))


def limit_names() -> frozenset[str]:
    """What a file or a run may cost, by the names of the option."""
    return frozenset(limit.name.replace("_", "-") for limit in (*fields(Limits), *fields(Budget)))


def known_rules(folder: Path | None) -> dict[str, Rule]:
    """The rules that come with the program and those of a folder. Raises InvalidRequestError for a file that does not hold."""
    rules_known, problems = load_rules(folder)
    if problems:
        raise InvalidRequestError("\n".join(str(problem) for problem in problems))
    return rules_known


def rule_of(rules_known: dict[str, Rule], rule_id: str) -> Rule:
    """The rule of an id. Raises InvalidRequestError."""
    if rule_id not in rules_known:
        raise InvalidRequestError(
            f'no rule "{rule_id}"; known are {", ".join(rules_known)}', "--rule"
        )
    return rules_known[rule_id]


def _no_declaration(rule: Rule, rules_known: dict[str, Rule]) -> str:
    ids = ", ".join(rule_id for rule_id, other in rules_known.items() if other.is_declaration)
    return f"{rule.id} asks for no declaration; those that do are {ids}; `deminimis check` applies the others"


def control_lists(rules_known: dict[str, Rule], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The lists whose codes are looked up beside the rules of a run."""
    return tuple(rule for rule in rules_known.values() if rule.has_codes and rule not in rules)


def _asked(
    profile: Path | None,
    sheet: str | None,
    quantity: str | None,
    currency: str | None,
    limits: dict[str, int],
) -> tuple[tuple[str, str], ...]:
    """The options that `verify` needs to read the files again as they were read."""
    options = [("sheet", sheet), ("quantity", quantity), ("currency", currency)]
    if profile is not None:
        options += [
            ("profile", profile.name),
            ("profile-sha256", hashlib.sha256(profile.read_bytes()).hexdigest()),
        ]
    # What a run may cost does not change what it says of a file that is read.
    usual = Limits()
    kept = sorted(
        (name, number)
        for name, number in _of_class(limits, Limits).items()
        if number != getattr(usual, name)
    )
    return (
        *((name, value) for name, value in options if value is not None),
        *((f"limit-{name.replace('_', '-')}", str(number)) for name, number in kept),
    )


def _of_class(limits: dict[str, int], record: type[Limits | Budget]) -> dict[str, int]:
    names = {field.name for field in fields(record)}
    return {name: number for name, number in limits.items() if name in names}
