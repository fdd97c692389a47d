"""What is made when somebody asks for it: of thousands of findings a person looks at a few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Later(Generic[Made]):
    """A value that is made once, when it is first asked for; equal to another that makes an equal one.

    What makes it may depend on nothing that changes.

    >>> kept = Later(lambda: [1, 2])
    >>> kept.value is kept.value, Later.known(3) == Later(lambda: 3)
    (True, True)
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make: Callable[[], Made] | None = make
        self._made: Made

    @classmethod
    def known(cls, value: Made) -> Later[Made]:
        """A value that is there already."""
        return cls(lambda: value)

    @property
    def value(self) -> Made:
        """The value."""
        if self._make is not None:
            self._made = self._make()
            # What it was made of is needed no more.
            self._make = None
        return self._made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Later) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Later({self.value!r})"
