"""Columns of numbers: the nearest doubles of all, and the exact number of each on demand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import shortest_fraction

Doubles = NDArray[np.float64]
Places = NDArray[np.int32] | NDArray[np.int64]

ROUNDINGS: Final = 8
"""Roundings between a number that is stated and its double. One for a decimal text; Arrow makes a few of a decimal128."""

_SMALLEST, _LARGEST = 1e-45, 1e45


class _Stored(Protocol):
    """A column as it was given: rows, and columns of content where there are several."""

    def __getitem__(self, index: Any, /) -> Any: ...


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """One number between bounds for each row and column, none of them negative.

    ``low`` and ``high``: doubles of shape (rows, columns), the same array where every number is known; no value at the high
    end (None, null, NaN) is infinity there, and nothing at the low end is 0. A double stands for the decimal that a person
    sees (``number_text.shortest_fraction``), so that 0.1 is one tenth.
    """

    low: Doubles
    high: Doubles
    _stored_low: _Stored
    _stored_high: _Stored
    _places: Places | None = None

    @classmethod
    def of(cls, low: Any, high: Any = None) -> Ranges:
        """From Arrow (integers, doubles, decimals), NumPy (rows, or rows × columns), pandas, or a sequence of Fraction or Decimal.

        Without ``high`` the numbers are exact, and a missing one is unknown: anything from nothing. Raises ValueError for a
        number that is negative, infinite, or not 0 and beyond 1e±45, naming its row.

        >>> ranges = Ranges.of([0.1, None], [0.3, None])
        >>> ranges.bounds(0), ranges.bounds(1)
        (Bounds(low=Fraction(1, 10), high=Fraction(3, 10)), Bounds(low=Fraction(0, 1), high=None))
        """
        stored_low, doubles = _read(low)
        low_end = np.where(np.isnan(doubles), 0.0, doubles)
        if high is None:
            high_end = (
                np.where(np.isnan(doubles), np.inf, doubles) if np.isnan(doubles).any() else low_end
            )
            return cls(low_end, high_end, stored_low, stored_low)
        stored_high, doubles = _read(high)
        high_end = np.where(np.isnan(doubles), np.inf, doubles)
        if low_end.shape != high_end.shape:
            raise ValueError(
                f"the low ends are {low_end.shape} and the high ends {high_end.shape}; they must be of one shape"
            )
        made = cls(low_end, high_end, stored_low, stored_high)
        for row, column in np.argwhere(low_end >= high_end):
            bounds = made.bounds(row, column)
            if bounds.high is not None and bounds.low > bounds.high:
                raise ValueError(
                    f"row {row}: the low end {low_end[row, column]} is above the high end {high_end[row, column]}"
                )
        return made

    @property
    def is_exact(self) -> bool:
        """True where every number is known."""
        return self.low is self.high

    def reordered(self, order: Places) -> Ranges:
        """The same numbers in another order; the exact ones stay where they are stored."""
        places = order if self._places is None else self._places[order]
        low = self.low[order]
        return Ranges(
            low,
            low if self.is_exact else self.high[order],
            self._stored_low,
            self._stored_high,
            places,
        )

    def bounds(self, row: int, column: int = 0) -> Bounds:
        """The exact number of one place."""
        place = row if self._places is None else int(self._places[row])
        low = _exact(self._stored_low, place, column)
        if self._stored_high is self._stored_low:
            return Bounds.unknown() if low is None else Bounds.exactly(low)
        return Bounds(low or Fraction(0), _exact(self._stored_high, place, column))


def _read(given: Any) -> tuple[_Stored, Doubles]:
    """What was given, to look exact numbers up in, and its doubles with NaN for what is missing."""
    if isinstance(given, (pa.Array, pa.ChunkedArray)):
        stored: _Stored = given
        doubles = np.asarray(
            given.cast(pa.float64()).to_numpy(zero_copy_only=False)
            if isinstance(given, pa.Array)
            else given.cast(pa.float64()).to_numpy(),
            dtype=np.float64,
        )
    else:
        values = np.asarray(given)
        stored = values
        if values.ndim not in {1, 2}:
            raise ValueError(
                f"numbers are rows, or rows and columns, and not of shape {values.shape}"
            )
        doubles = values.astype(np.float64) if values.dtype.kind in "iuf" else _each(values)
    doubles = doubles.reshape(len(doubles), doubles.shape[1] if doubles.ndim == 2 else 1)
    with np.errstate(invalid="ignore"):
        wrong = (
            (doubles < 0)
            | np.isinf(doubles)
            | ((doubles > 0) & ((doubles < _SMALLEST) | (doubles > _LARGEST)))
        )
    if wrong.any():
        row = int(np.argwhere(wrong)[0][0])
        raise ValueError(
            f"row {row}: {doubles[row].tolist()} is negative or beyond what can be a mass, a price or a quantity"
        )
    return stored, doubles


def _each(values: NDArray[Any]) -> Doubles:
    """Doubles of Fraction, Decimal, int, float and None."""
    flat: list[Any] = values.reshape(-1).tolist()
    strange = next(
        (
            entry
            for entry in flat
            if entry is not None and not isinstance(entry, (int, float, Fraction, Decimal))
        ),
        None,
    )
    if strange is not None:
        raise ValueError(
            f"numbers are int, float, Decimal, Fraction or None, and {strange!r} is none of them"
        )
    return np.array(
        [np.nan if entry is None else float(entry) for entry in flat], dtype=np.float64
    ).reshape(values.shape)


def _exact(stored: _Stored, row: int, column: int) -> Fraction | None:
    figure = stored[row]
    if isinstance(figure, pa.Scalar):
        figure = figure.as_py()
    elif isinstance(figure, np.ndarray):
        figure = figure[column]
    if isinstance(figure, (float, np.floating)):
        return None if np.isnan(figure) else shortest_fraction(float(figure))
    if figure is None:
        return None
    return Fraction(figure) if isinstance(figure, (Fraction, Decimal)) else Fraction(int(figure))
