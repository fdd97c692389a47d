"""The arithmetic behind one item, written so that a person can redo it on paper."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from calculator.content.contribution import SubstanceContent
from calculator.content.contributions_inside import contributions_inside
from calculator.content.rollup import ContentRollup
from calculator.content.workings import Line, workings_of
from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.report import Explained, Report
from calculator.findings.verdict import Ratio, Verdict
from calculator.model.bill import Bill
from calculator.model.item import Item
from calculator.model.stages import StageReading
from calculator.numbers.bounds import Bounds, bounds_text, equals, exact_text
from calculator.rules import Rule

SHOWN = 40


def explain_item(item: Item, report: Report, rollups: Mapping[str, ContentRollup]) -> Explained:
    """What is in one unit of ``item`` and how each rule's test comes out, line by line, each number with its cell."""
    lines: list[Line] = list(_identity(item))
    for rule in report.rules:
        rollup = rollups[rule.id]
        lines.append((f"RULE {rule.id}: {rule.title}", ()))
        lines += _whole(item, rollup)
        lines += _parts(item, rollup)
        lines += _test(item, rule, report, rollup)
    return Explained(title=f"{item.number} {item.description}".strip(), lines=tuple(lines))


def _identity(item: Item) -> list[Line]:
    how = (
        "stated"
        if item.class_stated
        else f"inferred: {item.reason}"
        if item.reason
        else "nothing says otherwise"
    )
    lines: list[Line] = [(f"class: {item.item_class.value} ({how})", item.cells[:1])]
    if item.material:
        free = ", which holds no rare earth" if item.rare_earth_free else ""
        lines.append((f'material: "{item.material}"{free}', item.cells[:1]))
    if item.suspect:
        lines.append((f"suspect: {item.suspect}", item.cells[:1]))
    lines.append((f"country of origin of the item: {item.origin}", item.origin.cells))
    if item.stages.are_stated:
        cells = tuple(cell for stage in item.stages for cell in stage.cells)
        lines.append((f"stages of the item: {item.stages.spoken()}", cells))
    lines.append(
        (f"made with Chinese rare-earth technology: {item.technology.value}", item.technology_cells)
    )
    return lines


def _whole(item: Item, rollup: ContentRollup) -> list[Line]:
    unit = item.dimension.value
    lines: list[Line] = [
        (f"mass of one {unit}: {bounds_text(item.mass.bounds)} kg", item.mass.cells)
    ]
    if item.holds_cells:
        against = f", but {item.holds_against}" if item.holds_against else ""
        lines.append(
            (f"stated to hold a magnet: {item.holds_magnet.value}{against}", item.holds_cells)
        )
    closing = rollup.facts.closing(item.number)
    if closing:
        cells = tuple(cell for row in closing for cell in row.cells[:1])
        lines.append(("stated: the lines below are all that is in it", cells))
    value = rollup.value_of(item)
    for price in item.prices:
        rate, rows = rollup.facts.rate(price.currency, rollup.currency)
        text = f"price of one {unit}: {bounds_text(price.bounds)} {price.currency}"
        if rate is None:
            text += f"; no rate to {rollup.currency}"
        elif rows:
            text += f" × {bounds_text(rate)} {equals(price.bounds * rate)} {rollup.currency}"
        lines.append((text, (*price.cells, *(cell for row in rows for cell in row.cells))))
    if not item.prices:
        lines.append((f"price of one {unit}: unknown", item.cells[:1]))
    if len(item.prices) > 1:
        lines.append(
            (
                f"the prices contradict each other; one unit is worth {bounds_text(value)} {rollup.currency}",
                (),
            )
        )
    return lines


def _parts(item: Item, rollup: ContentRollup) -> list[Line]:
    contributions = list(contributions_inside(rollup, item.number))
    if not contributions:
        return [("contents: a material known to hold no rare earth", item.cells[:1])]
    lines: list[Line] = []
    ordered = sorted(contributions, key=lambda pair: -_weight(pair[0].counted_value * pair[1]))
    for contribution, quantity in ordered[:SHOWN]:
        lines += _portion(item, contribution, quantity, rollup)
    if len(ordered) > SHOWN:
        lines.append((f"and {len(ordered) - SHOWN} more, each smaller than these", ()))
    return lines


def _portion(
    item: Item, contribution: SubstanceContent, quantity: Bounds, rollup: ContentRollup
) -> list[Line]:
    currency = rollup.currency
    path = rollup.bill.path_to(item.number, contribution.holder)
    where = "" if len(path) == 1 else f" in {' > '.join(path)}"
    lines: list[Line] = [(f"- {contribution.substance}{where}", contribution.cells)]
    lines += [_quantity(parent, component, rollup.bill) for parent, component in pairwise(path)]
    if len(path) > 1:
        lines.append(
            (
                f"    over all paths, one {item.number} holds {bounds_text(quantity)} of {contribution.holder}",
                (),
            )
        )
    lines += [(f"    {text}", cells) for text, cells in workings_of(contribution)]
    lines.append((f"    on the rule's list: {contribution.listing.value}", ()))
    lines.append(
        (
            f"    of counted origin: {_percent(contribution.counted_share)} (origin {contribution.origin})",
            contribution.origin.cells,
        )
    )
    lines += _stages(contribution)
    counted = contribution.counted_value
    text = f"    counted value {bounds_text(contribution.value)} × {_percent(contribution.counted_share)} {equals(counted)} {currency}"
    if contribution.listed_share != Bounds.exactly(1):
        text = f"    counted value: {bounds_text(counted)} {currency}, for it is {contribution.listing.value}"
    if quantity != Bounds.exactly(1):
        text += f"; × {bounds_text(quantity)} {equals(counted * quantity)} {currency}"
    lines.append((text, ()))
    return lines


def _stages(contribution: SubstanceContent) -> list[Line]:
    """Where each stage was, and the share that counts under each reading."""
    stages = contribution.stages
    if not stages.are_stated:
        return []
    cells = tuple(cell for stage in stages for cell in stage.cells)
    shares = zip(StageReading, contribution.by_reading, strict=False)
    readings = ", ".join(f"{reading.value} {_percent(share)}" for reading, share in shares)
    return [
        (
            f"    stages: {stages.spoken()}" + (f"; by reading: {readings}" if readings else ""),
            cells,
        )
    ]


def _quantity(parent: str, component: str, bill: Bill) -> Line:
    """How much of a component is in one parent, and the cells of its lines."""
    cells = tuple(
        line.cells[-1]
        for line in bill.lines_of(parent)
        if line.component == component and line.cells
    )
    return (
        f"    one {parent} holds {bounds_text(bill.quantities_per(parent)[component])} of {component}",
        cells,
    )


def _test(item: Item, rule: Rule, report: Report, rollup: ContentRollup) -> list[Line]:
    tested: list[Finding | NodeFinding] = [
        finding
        for finding in report.findings
        if finding.rule is rule and finding.item.number == item.number
    ]
    tested += [
        finding
        for finding in report.nodes
        if finding.rule is rule and finding.item.number == item.number and not tested
    ]
    content = rollup.contents[item.number]
    lines: list[Line] = [
        (
            f"sum counted: value {bounds_text(content.value)} {rollup.currency}, rare earth {bounds_text(content.listed)} kg",
            (),
        ),
        (f"all rare earth of any origin: {bounds_text(content.rare_earth)} kg", ()),
    ]
    if not tested:
        return [
            *lines,
            (
                "this item is neither a magnet nor a target nor above one: the rule does not test it",
                (),
            ),
        ]
    for finding in tested:
        if rule.has_line:
            lines += _comparison(finding.tested, rule, finding.verdict)
        lines += [
            (
                f'under the convention "{convention.name}": share {_percent(convention.tested.share)}, {convention.verdict.value}',
                (),
            )
            for convention in finding.conventions[1:]
        ]
        if isinstance(finding, Finding) and finding.withheld_reason:
            lines.append((f"held back: {finding.withheld_reason}", ()))
        lines += [
            (f"trigger {reason.clause}, {reason.trigger}: {reason.state}", ())
            for reason in finding.reasons
        ]
        lines.append((f"licence: {finding.licence.value}", ()))
    return lines


def _comparison(ratio: Ratio, rule: Rule, verdict: Verdict) -> list[Line]:
    """The two products that the verdict compares."""
    part, whole, line = ratio.numerator, ratio.denominator, rule.threshold
    unit = ratio.unit
    text = f"line: {exact_text(line)} × {bounds_text(whole)} {unit} {equals(whole.scaled(line))} {unit}"
    share = f"share: {_percent(ratio.share)}"
    return [
        (text, ()),
        (f"content {bounds_text(part)} {unit} against that line: {verdict.value}", ()),
        (share, ()),
    ]


def _percent(share: Bounds) -> str:
    return bounds_text(share.scaled(100)) + " %"


def _weight(bounds: Bounds) -> Fraction:
    return Fraction(10) ** 60 if bounds.high is None else bounds.high
