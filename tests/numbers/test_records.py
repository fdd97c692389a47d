"""A record of ours can do what the standard library's can: each shape is made by both and asked the same."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from calculator.numbers import records

SHAPES: tuple[dict[str, Any], ...] = (
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "kw_only": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "slots": True, "order": True},
    {"slots": True, "kw_only": True},
    {"eq": False},
    {},
)


def _classes(dataclass: Callable[..., Any], **shape: Any) -> tuple[type[Any], type[Any]]:
    @dataclass(**shape)
    class Part:
        """A part."""

        kinds: ClassVar[int] = 3
        number: str
        grams: float = 1.5
        cells: list[int] = dataclasses.field(default_factory=list, hash=False)
        note: str = dataclasses.field(default="", compare=False, repr=False)
        hint: int = dataclasses.field(default=7, kw_only=True)
        seen: int = dataclasses.field(default=0, init=False)

        @property
        def name(self) -> str:
            return f"part {self.number}"

    @dataclass(**shape)
    class Magnet(Part):
        """A magnet."""

        grams: float = 2.5
        grade: str = "N42"

    return Part, Magnet


PART = {"number": "M-1", "cells": [1]}
CASES = (
    (PART, PART),
    (PART, {**PART, "note": "another"}),
    (PART, {**PART, "grams": 3}),
    (PART, {**PART, "cells": [2]}),
    ({"number": float("nan")}, {"number": float("nan")}),
)


def _answer(ask: Callable[[], Any]) -> object:
    """What comes of it, an error by its kind."""
    try:
        return ask()
    except Exception as fault:  # noqa: BLE001  # compared with the other's
        return type(fault)


def _compared(record: Any, other: Any, words: object) -> list[object]:
    return [
        repr(record),
        record == other,
        record != other,
        record == words,
        _answer(lambda: hash(record) == hash(other)),
        _answer(lambda: record < other),
        _answer(lambda: record >= other),
        dataclasses.asdict(record),
        repr(dataclasses.replace(record, grams=9)),
        record.name,
        _answer(lambda: setattr(record, "grams", 4)),
        _answer(lambda: delattr(record, "number")),
        _answer(lambda: record.unheard_of),
        _answer(lambda: record.grams),
    ]


def _behaviour(kind: type[Any]) -> list[object]:
    told: list[object] = [
        [(each.name, each.default, each.init, each.kw_only) for each in dataclasses.fields(kind)],
        kind.__match_args__,
        str(inspect.signature(kind)),
        hasattr(kind, "__slots__"),
        kind.kinds,
    ]
    for words, others in CASES:
        told += _compared(kind(**words), kind(**others), words)
    told += [
        _answer(kind),
        _answer(lambda: repr(kind("M-2", 4))),
        _answer(lambda: kind(number="M-2", unheard_of=1)),
        kind(number="A").cells is kind(number="A").cells,
    ]
    return told


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_record_does_what_the_standard_librarys_does(shape) -> None:
    for ours, theirs in zip(
        _classes(records.dataclass, **shape),
        _classes(dataclasses.dataclass, **shape),
        strict=True,
    ):
        assert _behaviour(ours) == _behaviour(theirs)


@records.dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Something with a mass, in grams."""

    grams: int
    whole: Weighed | None = None

    def __post_init__(self) -> None:
        if self.grams < 0:
            raise ValueError(self.grams)


def test_a_record_comes_out_of_a_worker_as_it_went_in() -> None:
    record = Weighed(grams=2, whole=Weighed(grams=3))
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301  # our own
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.grams = 4


def test_what_a_record_refuses_it_refuses_from_the_first() -> None:
    @records.dataclass(frozen=True, slots=True, kw_only=True)
    class Lot(Weighed):
        """Weighed too."""

    with pytest.raises(ValueError, match="-1"):
        Lot(grams=-1)


def test_a_default_that_all_would_share_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @records.dataclass
        class Shared:
            """Wrong."""

            cells: list[int] = []  # noqa: RUF012  # the fault


def test_only_the_constructor_is_written_and_only_when_it_is_called() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Once:
        """A record."""

        number: int

    first = Once.__init__
    assert Once(1) == Once(1)
    assert Once.__init__ is not first
