"""Patterns that are compiled when they are first asked: of some two hundred, a run asks a third."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def late_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""What ``re.compile`` gives, from its first use on. It is asked by its methods; ``re.sub`` and its like do not take it.

    >>> late_pattern(r"\d+").findall("N42 and N52")
    ['42', '52']
    """
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))


class _LatePattern:
    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        # A method once asked for is found on the object itself: asking it again costs what it costs of a pattern.
        method = self.__dict__[name] = getattr(self._compiled, name)
        return method
