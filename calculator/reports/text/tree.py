"""The product's tree on a terminal: where the magnets, the targets and what may hold one are built in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.reports import numbers
from calculator.reports.branches import SUSPECT, Branch, branches_of, marks_of
from calculator.reports.finding_words import SYMBOL
from calculator.reports.language import N_, tr, tr_many
from calculator.reports.safe_text import safe
from calculator.reports.text.hanging_indent import hung

COLOUR: Final = {
    Verdict.CROSSES.value: "bold red",
    Verdict.BELOW.value: "green",
    Verdict.UNDETERMINED.value: "bold yellow",
    Verdict.NOT_SUBJECT.value: "dim",
    SUSPECT: "bold yellow",
}
_GUIDE: Final = 4
"""Columns that a level is set in."""
_LABEL: Final = 36
"""Columns that a place of the tree needs to be read."""
_DESCRIPTION: Final = 16
"""A description that has fewer columns than this says nothing: then it goes on the next line, whole."""


def tree_of(report: Report, *, is_plain: bool) -> RenderableType:
    """The branches that lead to a magnet, a target or a suspect, each place with its verdict under the first rule.

    ``is_plain`` draws the lines with characters that every printer and every log has.
    """
    head = Text(tr("Where it sits in the product"), "bold")
    roots = branches_of(report, marks_of(report))
    if not roots:
        nothing = tr(
            "Nothing in the bill leads to a magnet, a target or a bought-in part whose magnets are unknown."
        )
        return Padding(Text.assemble(head, (f"\n  {nothing}", "not bold")), (1, 0, 0, 0))
    rule = report.rules[0]
    signs = ", ".join(f"{SYMBOL[verdict]} {tr(word)}" for verdict, word in _SIGNS)
    what = tr(
        "Only the branches that lead to a magnet, a target or a bought-in part whose magnets are unknown. Shares are those of each item's own {measure}.",
        measure=tr(rule.measure.value),
    )
    head.append(f"\n{what} {rule.id}: {signs}.", "not bold dim")
    return Padding(
        Group(head, *(_ProductTree(root, is_plain=is_plain) for root in roots)), (1, 0, 0, 0)
    )


_SIGNS: Final = (
    (Verdict.CROSSES, N_("crosses")),
    (Verdict.UNDETERMINED, N_("undetermined, or magnets unknown")),
    (Verdict.BELOW, N_("below")),
    (Verdict.NOT_SUBJECT, N_("not subject")),
)


@dataclass(frozen=True, slots=True)
class _ProductTree:
    """One product, as deep as the terminal is wide; what is deeper says its level instead of being set in further."""

    root: Branch
    is_plain: bool = field(kw_only=True)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        deepest = max(1, (options.max_width - _LABEL) // _GUIDE)
        tree = Tree(_Label(self.root), guide_style="dim", highlight=False)
        waiting: list[tuple[Branch | int, list[Tree]]] = [
            (part, [tree]) for part in reversed(_below(self.root))
        ]
        while waiting:
            below, above = waiting.pop()
            # What is too deep to be set in further follows its assembly on the last level that there is room for.
            place = above[min(len(above), deepest) - 1]
            if isinstance(below, int):
                place.add(
                    Text(
                        tr_many(
                            below,
                            "and {count} more branch, too many to show here",
                            "and {count} more branches, too many to show here",
                        ),
                        "dim",
                    )
                )
                continue
            own = place.add(_Label(below, is_too_deep=len(above) > deepest))
            waiting.extend((part, [*above, own]) for part in reversed(_below(below)))
        yield from console.render(
            tree, replace(options, encoding="ascii") if self.is_plain else options
        )


def _below(branch: Branch) -> list[Branch | int]:
    """The parts of a branch, and how many more were too many to hold."""
    left_out = branch.node.left_out if branch.parts else 0
    return [*branch.parts, *([left_out] if left_out else [])]


@dataclass(frozen=True, slots=True)
class _Label:
    """A place in the tree, in one line where it fits; the description is the first to be cut, and says so with an ellipsis."""

    branch: Branch
    is_too_deep: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        node, mark = self.branch.node, self.branch.mark
        head = Text(f"{mark.symbol} " if mark else "", COLOUR[mark.tone] if mark else "")
        if self.is_too_deep:
            level = tr("level {level}:", level=node.level)
            head.append(f"{level} ", "dim")
        head.append(safe(node.item.number, 60), "bold")
        description = Text(safe(node.item.description, 120))
        tail = Text("; ").join(self._said())
        room = options.max_width - head.cell_len - tail.cell_len - (2 if tail else 0) - 1
        if description.cell_len > 0 and room >= min(_DESCRIPTION, description.cell_len):
            description.truncate(room, overflow="ellipsis")
        line = Text(": ").join(
            piece
            for piece in (Text(" ").join(piece for piece in (head, description) if piece), tail)
            if piece
        )
        yield from hung(line, console, options.max_width, 0, 2)

    def _said(self) -> list[Text]:
        """The verdict first, then how many, then what is not shown below."""
        node, mark = self.branch.node, self.branch.mark
        words = (
            [
                Text(
                    mark.words
                    if mark.share in ("", numbers.NOT_KNOWN)
                    else f"{mark.share} {mark.words}",
                    COLOUR[mark.tone],
                )
            ]
            if mark
            else []
        )
        if node.level:
            total = numbers.amount(node.in_product)
            places = (
                tr("{total} in the product", total=total)
                if node.in_product == node.quantity
                else tr(
                    "{quantity} in one, {total} in the product",
                    quantity=numbers.amount(node.quantity),
                    total=total,
                )
            )
            words.append(Text(places, "dim"))
        if node.repeated:
            words.append(Text(tr("its parts are shown where it is unfolded"), "dim"))
        elif node.left_out and not self.branch.parts:
            words.append(
                Text(
                    tr_many(
                        node.left_out,
                        "what is below is not shown ({count} branch)",
                        "what is below is not shown ({count} branches)",
                    ),
                    "dim",
                )
            )
        elif node.others:
            words.append(
                Text(
                    tr_many(node.others, "and {count} other part", "and {count} other parts"), "dim"
                )
            )
        return words
