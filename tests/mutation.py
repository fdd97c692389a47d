"""A command beside the tests: changes one condition at a time in the modules named, and says which changes no test notices.

``python -m tests.mutation [--kinds N] [--seconds S] OUT MODULE... -- TESTS...``, in an environment with cosmic-ray, whose operators it
takes; docs/mutation.md says how it was used. The tests are collected once and run once, to learn which functions each reaches. Every mutant then is a fork of
that process in which one function has other code: a second, where a run from nothing would take half a minute.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import gc
import importlib
import inspect
import json
import os
import signal
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

COMPARISONS = ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Is_IsNot", "IsNot_Is")  # fmt: skip
OPERATORS = (
    tuple(f"ReplaceComparisonOperator_{name}" for name in COMPARISONS),
    ("ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceUnaryOperator_Delete_Not"),
    ("ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceContinueWithBreak"),
    ("AddNot", "NumberReplacer"),
)
"""Of cosmic-ray, in the order of a run; our own come before them."""
SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change: the whole text of the module with it, and how it is written down."""

    module: str
    operator: str
    text: str

    def lines(self, original: str) -> tuple[int, str, str]:
        """The first line that differs, before and after."""
        before, after = original.splitlines(), self.text.splitlines()
        pairs = zip(before, after, strict=False)
        index = next((n for n, (line, changed) in enumerate(pairs) if line != changed), 0)
        return index + 1, before[index].strip(), after[index].strip()


def mutants_of(module: str, text: str, operators: tuple[str, ...]) -> Iterator[Mutant]:
    """The mutants of these operators of cosmic-ray; of none, those that leave one condition of several out."""
    if not operators:
        for operator, start, end, new in _own(ast.parse(text)):
            changed = _replaced(text, start, end, new)
            yield Mutant(module=module, operator=operator, text=changed)
        return
    # Not part of the development set-up, and this file is collected with the tests.
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    tree = get_ast(text)
    for name in operators:
        operator = get_operator(f"core/{name}")()
        count = sum(len([*operator.mutation_positions(node)]) for node in ast_nodes(tree))
        for index in range(count):
            changed = mutate_code(text, operator, index)
            if changed is not None and changed != text:
                yield Mutant(module=module, operator=name, text=changed)


Place = tuple[int, int]


def _own(tree: ast.Module) -> Iterator[tuple[str, Place, Place, str]]:
    """What cosmic-ray has no operator for: a condition left out, membership turned round, any for all, min for max."""
    for node in ast.walk(tree):
        match node:
            case ast.BoolOp(values=values):
                for index in range(len(values)):
                    rest = copy.deepcopy(values[:index] + values[index + 1 :])
                    left = rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)
                    yield ("LeaveOutCondition", *_span(node), f"({ast.unparse(left)})")
            case ast.Compare(ops=[ast.In() | ast.NotIn() as op]):
                turned = copy.deepcopy(node)
                turned.ops = [ast.NotIn() if isinstance(op, ast.In) else ast.In()]
                yield ("TurnMembership", *_span(node), f"({ast.unparse(turned)})")
            case ast.Call(func=ast.Name(id=name) as function) if name in SWAPPED:
                yield ("SwapFunction", *_span(function), SWAPPED[name])
            case ast.comprehension(ifs=[condition]):
                yield ("LeaveOutFilter", *_span(condition), "True")


def _span(node: ast.expr) -> tuple[Place, Place]:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def _replaced(text: str, start: Place, end: Place, new: str) -> str:
    lines = text.encode().splitlines(keepends=True)
    before = b"".join(lines[: start[0] - 1]) + lines[start[0] - 1][: start[1]]
    after = lines[end[0] - 1][end[1] :] + b"".join(lines[end[0] :])
    return (before + new.encode() + after).decode()


# --------------------------------------------------------------------------- other code for a function


def codes_of(code: CodeType) -> dict[str, CodeType]:
    """The code of each function and method of a module, by qualified name; what stands inside of a function is part of it."""
    codes: dict[str, CodeType] = {}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & inspect.CO_OPTIMIZED:
                codes[inner.co_qualname] = inner
            else:
                codes |= codes_of(inner)
    return codes


def function_of(module: ModuleType, name: str) -> FunctionType | None:
    """The function itself, below what wraps it."""
    value: Any = module
    for part in name.split("."):
        value = inspect.getattr_static(value, part, None)
    while value is not None and not isinstance(value, FunctionType):
        value = next(
            (
                getattr(value, inner)
                for inner in ("__wrapped__", "__func__", "fget", "func")
                if getattr(value, inner, None) is not None
            ),
            None,
        )
    while value is not None and hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    return value


def changed_functions(original: str, changed: str, path: str) -> dict[str, CodeType]:
    """The functions whose code is another one. Places do not count."""
    before = codes_of(compile(original, path, "exec", dont_inherit=True))
    after = codes_of(compile(changed, path, "exec", dont_inherit=True))
    return {name: code for name, code in after.items() if _shape(code) != _shape(before[name])}


def _shape(code: CodeType) -> tuple[object, ...]:
    inner = tuple(
        _shape(constant) if isinstance(constant, CodeType) else (type(constant), constant)
        for constant in code.co_consts
    )
    return code.co_code, inner, code.co_names, code.co_varnames


# --------------------------------------------------------------------------- the run


class Run:
    """A plugin in whose loop every mutant meets the tests that reach it."""

    def __init__(self, out: Path, paths: list[Path], *, kinds: int, seconds: float) -> None:
        self.out = out
        self.kinds = ((), *OPERATORS)[:kinds]
        self.most_seconds = seconds
        self.texts = {str(path.resolve()): path.read_text("utf-8") for path in paths}
        self.modules = {
            str(path.resolve()): importlib.import_module(".".join(path.with_suffix("").parts))
            for path in paths
        }
        self.reached: dict[str, dict[str, set[int]]] = {path: {} for path in self.texts}
        self.seconds: dict[int, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of the ordinary loop."""
        failed = self.learn(session.items)
        print(f"\n{len(session.items)} tests, {len(failed)} fail without a change: {failed[:5]}")
        good = [item for item in session.items if item.nodeid not in failed]
        self.items = session.items
        self.good = {index for index, item in enumerate(session.items) if item in good}
        with self.out.open("a", encoding="utf-8") as out:
            # What guards a verdict comes first, for a run may be ended.
            for operators in self.kinds:
                for path, text in self.texts.items():
                    for mutant in mutants_of(path, text, operators):
                        out.write(json.dumps(self.outcome(mutant), ensure_ascii=False) + "\n")
                        out.flush()
        return True

    def learn(self, items: list[pytest.Item]) -> list[str]:
        """Runs each test once and keeps which functions it reached; those that fail are named."""
        failed = []
        caches = _caches_of({module.__name__ for module in self.modules.values()})
        for index, item in enumerate(items):
            # What an earlier test had asked for would hide what this one reaches.
            for cache in caches:
                cache.cache_clear()
            names: set[tuple[str, str]] = set()

            def watch(frame: FrameType, event: str, _: object, names: set[Any] = names) -> None:
                if event == "call" and (path := frame.f_code.co_filename) in self.texts:
                    names.add((path, frame.f_code.co_qualname.partition(".<locals>")[0]))

            began = time.process_time()
            sys.settrace(watch)
            try:
                reports = runtestprotocol(item, nextitem=_next(items, index), log=False)
            finally:
                sys.settrace(None)
            self.seconds[index] = time.process_time() - began
            if any(report.failed for report in reports):
                failed.append(item.nodeid)
            for path, name in names:
                self.reached[path].setdefault(name, set()).add(index)
        return failed

    def outcome(self, mutant: Mutant) -> dict[str, Any]:
        """The mutant and what became of it: killed (by a test), survived, unreached, or no function of it has changed."""
        text = self.texts[mutant.module]
        line, before, after = mutant.lines(text)
        row = {
            "module": os.path.relpath(mutant.module),
            "line": line,
            "operator": mutant.operator,
            "before": before,
            "after": after,
        }
        try:
            changed = changed_functions(text, mutant.text, mutant.module)
        except (SyntaxError, KeyError, ValueError):
            return {**row, "outcome": "no program"}
        functions = {name: function_of(self.modules[mutant.module], name) for name in changed}
        if not changed or None in functions.values():
            return {**row, "outcome": "not tried"}
        tests = self._tests(mutant.module, functions)
        if not tests:
            return {**row, "function": [*changed], "outcome": "unreached"}
        killer = self._fork(mutant, functions, changed, tests)
        outcome = "survived" if killer == "" else "killed"
        return {
            **row,
            "function": [*changed],
            "outcome": outcome,
            "by": killer,
            "tests": len(tests),
        }

    def _tests(self, path: str, functions: dict[str, Any]) -> list[int]:
        reached = self.reached[path]
        indices: set[int] = set()
        for name in functions:
            value: Any = self.modules[path]
            for part in name.split("."):
                value = inspect.getattr_static(value, part, None)
            if isinstance(value, functools._lru_cache_wrapper):
                # It ran for the first test that asked, and for the others what it had said.
                indices |= set().union(*reached.values())
            indices |= reached.get(name, set())
        room = Path(path).parent.name
        order = sorted(
            indices & self.good,
            key=lambda index: (f"/{room}/" not in str(self.items[index].path), self.seconds[index]),
        )
        chosen, spent = [], 0.0
        for index in order:
            spent += self.seconds[index]
            if spent > self.most_seconds:
                break
            chosen.append(index)
        return chosen

    def _fork(
        self,
        mutant: Mutant,
        functions: dict[str, Any],
        changed: dict[str, CodeType],
        tests: list[int],
    ) -> str:
        """The test that fails; "" where none does, "(time)" where they do not end."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            self._in_the_child(mutant, functions, changed, tests, writing)
        os.close(writing)
        deadline = time.monotonic() + 120 + 10 * sum(self.seconds[index] for index in tests)
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                os.close(reading)
                return "(time)"
            time.sleep(0.02)
        with os.fdopen(reading, "rb") as answer:
            text = answer.read().decode()
        return text.removeprefix("survived") if text else "(died)"

    def _in_the_child(
        self,
        mutant: Mutant,
        functions: dict[str, Any],
        changed: dict[str, CodeType],
        tests: list[int],
        writing: int,
    ) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        try:
            for name, function in functions.items():
                function.__code__ = changed[name]
            _forget(self.modules[mutant.module].__name__)
            answer = "survived"
            for place, index in enumerate(tests):
                following = self.items[tests[place + 1]] if place + 1 < len(tests) else None
                reports = runtestprotocol(self.items[index], nextitem=following, log=False)
                if any(report.failed for report in reports):
                    answer = self.items[index].nodeid
                    break
        except BaseException as fault:  # noqa: BLE001  # whatever a mutant does, it is noticed
            answer = f"({type(fault).__name__})"
        os.write(writing, answer.encode())
        os._exit(0)


def _next(items: list[pytest.Item], index: int) -> pytest.Item | None:
    return items[index + 1] if index + 1 < len(items) else None


def _forget(module: str) -> None:
    """What the module, and helpers of tests, have kept of earlier calls was kept by the code without the change."""
    for cache in _caches_of({module}):
        cache.cache_clear()


def _caches_of(modules: Collection[str]) -> list[Any]:
    """The functions of these modules, and of tests, that keep what they said."""
    return [
        cache
        for cache in gc.get_objects()
        if isinstance(cache, functools._lru_cache_wrapper)
        and (cache.__module__ in modules or str(cache.__module__).startswith("tests."))
    ]


def main(words: list[str]) -> int:
    """The command."""
    cut = words.index("--")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--kinds",
        type=int,
        default=1 + len(OPERATORS),
        help="how many kinds of changes, in their order",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=40.0,
        help="processor time that the tests of one mutant may take, as measured while learning, which is slower",
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("modules", type=Path, nargs="+")
    asked = parser.parse_args(words[:cut])
    run = Run(asked.out, asked.modules, kinds=asked.kinds, seconds=asked.seconds)
    more = ["-n0", "-q", "-p", "no:cacheprovider", "--capture=no", "-W", "ignore"]
    return int(pytest.main([*more, *words[cut + 1 :]], plugins=[run]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
