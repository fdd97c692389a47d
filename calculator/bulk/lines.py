"""Lines of a bill as arrays: identifiers as numbers, lines in the order of a roll-up, no line that closes a cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import csr_array

from calculator.bulk.figures import Places, Ranges

Mask = NDArray[np.bool_]


class CycleError(ValueError):
    """An item holds itself. ``path`` names the items on the way, the first again at the end."""

    def __init__(self, path: tuple[Any, ...]) -> None:
        shown = path if len(path) <= 12 else (*path[:6], "...", *path[-5:])
        super().__init__(
            f"{path[0]} holds itself: {' > '.join(map(str, shown))}. Correct the parent or the component of one of these lines"
        )
        self.path = path


@dataclass(frozen=True, slots=True, eq=False)
class ArrayBill:
    """A bill of n lines and m items, made by ``of``.

    ``items``: Arrow array of the m identifiers; ``parents`` and ``components``: places in it, of shape (n,), sorted so that
    an item's lines stand together and come after those of its components. ``rows``: the first line of each
    item that is broken down, and the end; ``holders``: which item that is, ``row_of``: the other way round, -1 for an item
    without lines; ``levels``: where each level of ``holders`` begins, and the end. The level of an item is the longest way
    down from it, in steps.
    """

    items: pa.Array
    parents: Places
    components: Places
    quantities: Ranges
    holders: Places
    rows: Places
    row_of: Places
    levels: Places

    @classmethod
    def of(
        cls,
        parents: Any,
        components: Any,
        quantities: Any,
        quantities_high: Any = None,
        *,
        items: Any = None,
    ) -> ArrayBill:
        """From three columns of n rows: identifiers of parent and component, and the quantity of the component in one parent.

        Quantities are read as ``Ranges.of`` reads them; ``items`` adds identifiers that no line names, and comes first in
        the order of ``items``. Raises CycleError, and ValueError for columns of different lengths or a missing identifier.

        >>> bill = ArrayBill.of(["motor", "rotor"], ["rotor", "magnet"], [1, 8])
        >>> bill.items.to_pylist(), bill.where(["magnet"]).tolist()
        (['motor', 'rotor', 'magnet'], [2])
        """
        above, below = _identifiers(parents), _identifiers(components)
        first = _identifiers(items) if items is not None else above[:0]
        ranges = Ranges.of(quantities, quantities_high)
        if not len(above) == len(below) == len(ranges.low) or ranges.low.shape[1] != 1:
            raise ValueError(
                f"{len(above)} parents, {len(below)} components and {ranges.low.shape} quantities; there must be one of each for every line"
            )
        kind = (
            pa.int64()
            if all(pa.types.is_integer(column.type) for column in (first, above, below))
            else pa.large_string()
        )
        encoded = pa.concat_arrays(
            [column.cast(kind) for column in (first, above, below)]
        ).dictionary_encode()
        codes: Places = encoded.indices.to_numpy(zero_copy_only=False)
        given, size = len(first), len(above)
        return _sorted(
            encoded.dictionary, codes[given : given + size], codes[given + size :], ranges
        )

    def where(self, identifiers: Any) -> Places:
        """Places of some identifiers among ``items``. Raises KeyError for one that the bill does not have."""
        import pyarrow.compute as pc

        asked = _identifiers(identifiers).cast(self.items.type)
        places = pc.index_in(asked, value_set=self.items)
        if places.null_count:
            raise KeyError(asked.filter(pc.is_null(places))[0].as_py())
        return np.asarray(places.to_numpy(zero_copy_only=False), dtype=np.int64)

    @property
    def is_broken_down(self) -> Mask:
        """For each item whether it has lines."""
        mask = np.zeros(len(self.items), dtype=bool)
        mask[self.holders] = True
        return mask

    def lines_of(self, place: int) -> range:
        """The lines of one item, as places among the sorted lines."""
        row = int(self.row_of[place])
        return range(0) if row < 0 else range(int(self.rows[row]), int(self.rows[row + 1]))


def _identifiers(given: Any) -> pa.Array:
    """One Arrow array of strings or integers without a gap."""
    array = given if isinstance(given, (pa.Array, pa.ChunkedArray)) else pa.array(given)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if isinstance(array, pa.DictionaryArray):
        array = array.dictionary_decode()
    if array.null_count:
        raise ValueError(
            f"{array.null_count} lines have no identifier; fill in the parent and the component of every line"
        )
    if not len(array):
        return array.cast(pa.string())
    if not (
        pa.types.is_integer(array.type)
        or pa.types.is_string(array.type)
        or pa.types.is_large_string(array.type)
    ):
        raise ValueError(
            f"identifiers are strings or integers, not {array.type}; a decimal number is no part number"
        )
    return array


def _sorted(items: pa.Array, parents: Places, components: Places, quantities: Ranges) -> ArrayBill:
    """The bill with its lines level by level, those of one item together."""
    level = _levels(items, parents, components)
    order, _ = _grouped(parents, len(items))
    by_level, _ = _grouped(level[parents[order]], int(level.max(initial=0)) + 1)
    order = order[by_level]
    parents = parents[order]
    is_first = np.ones(len(parents), dtype=bool)
    is_first[1:] = parents[1:] != parents[:-1]
    rows = np.flatnonzero(is_first)
    holders = parents[rows]
    row_of = np.full(len(items), -1, dtype=np.int32)
    row_of[holders] = np.arange(len(holders), dtype=np.int32)
    deepest = int(level.max(initial=0))
    return ArrayBill(
        items=items,
        parents=parents,
        components=components[order],
        quantities=quantities.reordered(order),
        holders=holders,
        rows=np.append(rows, len(parents)),
        row_of=row_of,
        levels=np.searchsorted(level[holders], np.arange(1, deepest + 2)),
    )


def _levels(items: pa.Array, parents: Places, components: Places) -> Places:
    """The longest way down from each item, in steps. Each line is looked at once (Kahn, Communications of the ACM 5, 1962)."""
    size = len(items)
    by_component, starts = _grouped(components, size)
    above = parents[by_component]
    waiting = np.bincount(parents, minlength=size)
    level = np.zeros(size, dtype=np.int64)
    ready = np.flatnonzero(waiting == 0)
    done, step = len(ready), 0
    while len(ready):
        met = above[_spans(starts[ready], starts[ready + 1])]
        if len(met) * 8 > size:
            counts = np.bincount(met, minlength=size)
            holders = np.flatnonzero(counts)
            counts = counts[holders]
        else:
            holders, counts = np.unique(met, return_counts=True)
        waiting[holders] -= counts
        ready = holders[waiting[holders] == 0]
        step += 1
        level[ready] = step
        done += len(ready)
    if done < size:
        raise CycleError(_cycle(items, parents, components, waiting > 0))
    return level


def _grouped(keys: Places, size: int) -> tuple[Places, Places]:
    """The order that puts equal keys together, in one pass, and where each of ``size`` keys begins, and the end."""
    lines = len(keys)
    table = csr_array(
        (np.ones(lines, dtype=np.int8), keys, np.arange(lines + 1)), shape=(lines, size)
    ).tocsc()
    return table.indices, table.indptr


def _spans(starts: Places, ends: Places) -> Places:
    """The numbers from each start to its end, one span after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())


def _cycle(items: pa.Array, parents: Places, components: Places, stuck: Mask) -> tuple[Any, ...]:
    """One way round. Whatever could not be placed has a component that could not: going down, one comes by again."""
    inside = stuck[parents] & stuck[components]
    below = dict(zip(parents[inside].tolist(), components[inside].tolist(), strict=True))
    step = next(iter(below))
    seen: dict[int, None] = {}
    while step not in seen:
        seen[step] = None
        step = below[step]
    path = list(seen)
    path = path[path.index(step) :]
    return tuple(items[place].as_py() for place in (*path, step))
