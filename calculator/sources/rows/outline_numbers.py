"""Outline numbers: 1.1.2 is the second part of 1.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calculator.model.problem import warning
from calculator.model.source import Source
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.shape import Placed, Shape, column_named

_OUTLINE: Final = re.compile(r"[A-Za-z]{0,2}\d{1,5}(?:[.\-/_]\d{1,5})*\.?\Z")
_STEPS: Final = re.compile(r"[.\-/_]")
_MOST: Final = 0.8


def by_outline_number(rows: Columnwise) -> Shape | None:
    """Outline numbers in the column of positions or of part numbers."""
    for meaning in ("position", "number"):
        if rows.is_stated(meaning):
            texts = rows.shown(meaning)
            if is_outline(texts):
                return outline_shape(rows, meaning, texts)
    return None


def is_outline(texts: Sequence[str]) -> bool:
    """Outline numbers: most cells are, some have a step, and most of those with a step have a parent among the others."""
    if _STEPS.search("\n".join(dict.fromkeys(texts))) is None:
        return False
    filled = [text.rstrip(".") for text in texts if text]
    if len(filled) < 2:
        return False
    steps = [text for text in filled if _OUTLINE.match(text) and _STEPS.search(text)]
    if not steps or sum(bool(_OUTLINE.match(text)) for text in filled) < _MOST * len(filled):
        return False
    numbers = set(filled)
    kept = sum(
        _STEPS.split(text)[0] in numbers
        or text[: max(text.rfind(mark) for mark in ".-/_")] in numbers
        for text in steps
    )
    return kept >= _MOST * len(steps)


def outline_shape(rows: Columnwise, meaning: str, texts: Sequence[str]) -> Shape:
    """1.1.2 is the second part of 1.1. A spreadsheet takes 1.10 for 1.1: told by what came before, and said."""
    heading = rows.cells.header.headings[meaning]
    paths, rounded = _outline_paths(rows, meaning, texts)
    first: dict[tuple[str, ...], int] = {}
    for index, path in enumerate(paths):
        if path:
            first.setdefault(path, index)
    # Where numbers begin again, as in one product after the other, only what stands above counts.
    is_sorted_freely = len(first) == sum(map(bool, paths))
    seen: dict[tuple[str, ...], int] = {}
    last: tuple[str, ...] = ()
    placed: list[Placed] = []
    for index, path in enumerate(paths):
        if not path:
            placed.append(
                Placed(
                    None,
                    lost=True,
                    open_above=tuple(
                        seen[last[:size]] for size in range(1, len(last) + 1) if last[:size] in seen
                    ),
                )
            )
            continue
        above = first if is_sorted_freely else seen
        parent = next(
            (above[path[:size]] for size in range(len(path) - 1, 0, -1) if path[:size] in above),
            None,
        )
        placed.append(Placed(parent, jumped=parent is not None and path[:-1] not in above))
        seen[path] = index
        last = path
    problems = (
        (
            warning(
                "outline-number-rounded",
                f"{len(rounded)} outline numbers lost a zero at their end (1.10 was stored as 1.1); they were read by their order. Store them as text",
                *rounded[:20],
            ),
        )
        if rounded
        else ()
    )
    tops = sum(place.parent is None and not place.lost for place in placed)
    return Shape(
        name="outline-number",
        placed=tuple(placed),
        has_root=tops == 1,
        problems=problems,
        why=f"outline numbers such as {next(text for text in texts if _STEPS.search(text))} in column {column_named(heading.column, heading.text)}",
    )


def _outline_paths(
    rows: Columnwise, meaning: str, texts: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[Source]]:
    """The steps of each outline number, none where there is none; and the cells in which 1.1 is read as 1.10."""
    seen: set[tuple[str, ...]] = set()
    last_of: dict[tuple[str, ...], int] = {}
    paths: list[tuple[str, ...]] = []
    rounded: list[Source] = []
    for index, text in enumerate(texts):
        path = tuple(_STEPS.split(text.strip().rstrip("."))) if _OUTLINE.match(text.strip()) else ()
        paths.append(path)
        if not path:
            continue
        expected = last_of.get(path[:-1], 0) + 1
        is_cut = (
            len(path) > 1
            and path in seen
            and str(expected) != path[-1]
            and str(expected).rstrip("0") == path[-1]
        )
        if is_cut and rows.row(index).is_numeric(meaning):
            paths[-1] = path = (*path[:-1], str(expected))
            rounded.append(rows.row(index).source(meaning))
        seen.add(path)
        last_of[path[:-1]] = int(path[-1]) if path[-1].isdigit() else expected
    return paths, rounded
