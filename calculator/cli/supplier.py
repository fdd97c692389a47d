"""The commands that follow a check: diff, verify, notice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from calculator.cli import completion
from calculator.cli.exit_status import NOT_READ
from calculator.cli.options import (
    PATH,
    chosen_options,
    force_option,
    paper_option,
    progress_option,
    reading_options,
    shipment_options,
)
from calculator.cli.outcome import (
    end_unread,
    files_read,
    inputs_of,
    keep_existing,
    refuse_inputs,
    run,
    save,
)
from calculator.cli.progress import watched
from calculator.numbers.counted import counted

if TYPE_CHECKING:
    from calculator.assessment import Options
    from calculator.comparison.verification import Recorded
    from calculator.rules import Rule
    from calculator.sources.reader import Request

DIFFERS = 1
NOTICED = "cn-mofcom-2025-61"
"""The rule that asks for a compliance notice."""
WORSE = {2: 1, 1: 3}
"""Exit status of a comparison by what got worse: something is caught now, or open now."""


@click.command()
@click.argument("old", type=PATH, metavar="OLD")
@click.argument("new", type=PATH, metavar="NEW")
@reading_options
@click.option(
    "--old-facts",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="Facts that hold for OLD only (repeatable).",
)
@click.option(
    "--new-facts",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="Facts that hold for NEW only (repeatable).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="What to write.",
)
def diff(
    old: Path,
    new: Path,
    *,
    facts: tuple[Path, ...],
    old_facts: tuple[Path, ...],
    new_facts: tuple[Path, ...],
    form: str,
    no_progress: bool,
    **words: Any,
) -> None:
    """What changed side between two revisions of a bill, or under two sets of facts, and through which fact.

    Exit status: 0 nothing got worse; 1 something is caught that was not; 3 something is open that was not; 4 not read.
    """
    from calculator.application import jobs
    from calculator.reports.text.changes import changes_json, changes_text

    options = chosen_options(new, **words)
    before, after = (*facts, *old_facts), (*facts, *new_facts)
    with watched(files_read((old, new), (*before, *new_facts)), is_wanted=not no_progress) as watch:
        reports, changes, changed = run(
            partial(jobs.diff, old, new, before, after, options),
            files_read((old, new), (*before, *new_facts)),
            words["limits"],
            watch,
        )
    end_unread(*reports)
    write = changes_json if form == "json" else changes_text
    click.echo(write(changes, changed, old.name, new.name), nl=False)
    raise click.exceptions.Exit(WORSE.get(max((change.weight for change in changes), default=0), 0))


@click.command()
@click.argument("report", type=PATH, metavar="REPORT.json")
@click.option(
    "--in",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Where the inputs are (repeatable).  [default: beside the report, then here]",
)
@click.option(
    "--rules-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Folder of rule files of your own.",
)
@progress_option
def verify(
    report: Path, *, folders: tuple[Path, ...], rules_dir: Path | None, no_progress: bool
) -> None:
    """Recompute a JSON report from its recorded inputs: the same findings, or what differs.

    Exit status: 0 the same; 1 something differs; 4 the report, an input or a rule is not what it was.
    """
    from calculator.application import jobs
    from calculator.application.requests import control_lists, known_rules, request_for
    from calculator.comparison.verification import NotVerifiableError, differences, read_record
    from calculator.reports.records.json_report import as_json

    rules_known = known_rules(rules_dir)
    try:
        record = read_record(report, folders or (report.parent, Path()), rules_known)
    except NotVerifiableError as fault:
        click.echo(f"error not-verifiable: {fault}", err=True)
        raise click.exceptions.Exit(NOT_READ) from None
    limits = {
        name.removeprefix("limit-").replace("-", "_"): int(value)
        for name, value in record.options.items()
        if name.startswith("limit-")
    }
    request = request_for(
        profile=record.profile,
        sheet=record.options.get("sheet"),
        quantity=record.options.get("quantity"),
        on=record.on,
        limits=limits,
    )
    options = _options_again(
        record,
        request,
        control_lists(rules_known, record.rules),
        rules_dir,
    )
    with watched((*record.boms, *record.facts), is_wanted=not no_progress) as watch:
        again = run(
            partial(jobs.check, record.boms, record.facts, options),
            (*record.boms, *record.facts),
            limits,
            watch,
        )
    changed = differences(record.report, as_json(again))
    made_by = record.report.get("tool", {}).get("version", "?")
    if not changed:
        click.echo(
            f"{report.name}: the same findings from the same inputs (written by {made_by}, recomputed by {again.version})"
        )
        return
    click.echo(
        f"{report.name}: {counted(len(changed), 'difference')} (written by {made_by}, recomputed by {again.version})"
    )
    for difference in changed:
        click.echo(f"  {difference}")
    raise click.exceptions.Exit(DIFFERS)


def _options_again(
    record: Recorded, request: Request, lists: tuple[Rule, ...], rules_dir: Path | None
) -> Options:
    from calculator.application.parties import circumstances_for
    from calculator.assessment import Options
    from calculator.findings.circumstances import ANSWER
    from calculator.findings.finding import Sampling

    circumstances, _ = circumstances_for(
        destination=record.options.get("destination", ""),
        recipient=record.options.get("recipient", ""),
        answers=tuple(
            (name.removeprefix(ANSWER), text)
            for name, text in record.options.items()
            if name.startswith(ANSWER)
        ),
        rules_dir=rules_dir,
        rules=record.rules,
    )
    samples, seed = (int(record.options.get(name, 0)) for name in ("samples", "seed"))
    return Options(
        on=record.on,
        rules=record.rules,
        lists=lists,
        assumptions=record.assumptions,
        weakest=record.weakest,
        reading=record.reading,
        sheet=request.sheet,
        quantities=request.quantities,
        currency=record.options.get("currency"),
        profile=request.profile,
        limits=request.limits,
        sampling=Sampling(samples=samples, seed=seed) if samples else None,
        asked=tuple(record.options.items()),
        circumstances=circumstances,
        names=record.names,
    )


@click.command()
@click.argument("bom", type=PATH, metavar="BOM")
@click.argument("items", nargs=-1, metavar="[ITEM...]", shell_complete=completion.items)
@reading_options
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="A workbook (.xlsx), a PDF (.pdf) or Markdown (.md).  [default: Markdown on stdout]",
)
@force_option
@paper_option("The sheet that it is set for.")
@shipment_options
def notice(
    bom: Path,
    items: tuple[str, ...],
    *,
    facts: tuple[Path, ...],
    output: Path | None,
    force: bool,
    paper: str,
    no_progress: bool,
    **words: Any,
) -> None:
    """A draft of the compliance notice for the next recipient, in English and Chinese, for every item that a trigger catches, or for those named."""
    from calculator.application import jobs
    from calculator.reports.errors import UnavailableError
    from calculator.reports.forms.notice import NOTICE_FORMATS, to_be_notified
    from calculator.reports.settings import Paper, Settings

    suffix = ".md" if output is None else output.suffix.casefold()
    if suffix not in NOTICE_FORMATS:
        raise click.BadParameter(
            "a notice is written as .xlsx, .pdf or .md; give it one of these suffixes",
            param_hint="--output",
        )
    keep_existing(output, "--output", force=force)
    refuse_inputs(output, inputs_of(*files_read((bom,), facts), **words), "--output")
    options = chosen_options(bom, **words)
    if [rule.id for rule in options.rules] != [NOTICED]:
        raise click.BadParameter(
            f"the notice is one of {NOTICED}; leave the option out", param_hint="--rule"
        )
    with watched(files_read((bom,), facts), is_wanted=not no_progress) as watch:
        report = run(
            partial(jobs.check, (bom,), facts, options),
            files_read((bom,), facts),
            words["limits"],
            watch,
        )
    end_unread(report)
    findings = to_be_notified(report)
    if items:
        unknown = set(items) - {finding.item.number for finding in report.findings}
        if unknown:
            raise click.BadParameter(
                f'no magnet or target "{min(unknown)}" was found in {bom.name}', param_hint="ITEM"
            )
        findings = tuple(finding for finding in report.findings if finding.item.number in items)
    if not findings:
        click.echo(
            "no item is caught by a trigger of the rule, so there is nothing to give notice of",
            err=True,
        )
        return
    try:
        written = NOTICE_FORMATS[suffix](findings, report, Settings(paper=Paper(paper)))
    except UnavailableError as fault:
        raise click.UsageError(str(fault)) from None
    if output is None:
        click.echo(written.decode(), nl=False)
        return
    save(output, written)
    click.echo(
        f"wrote {output}: a draft for {counted(len(findings), 'item')}; complete and check it before use",
        err=True,
    )
