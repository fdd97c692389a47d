"""The command that writes declarations which other rules ask of the same bill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from calculator.cli.options import (
    PATH,
    chosen_options,
    force_option,
    form_option,
    output_option,
    paper_option,
    reading_options,
)
from calculator.cli.outcome import (
    complain,
    end_unread,
    files_read,
    inputs_of,
    keep_existing,
    refuse_inputs,
    run,
    save,
)
from calculator.cli.progress import watched

if TYPE_CHECKING:
    from calculator.declarations.composition import Composition

OPEN: Final = 3
_MOST_NAMED: Final = 20
_IPC: Final = "ipc1752"
_AMRT: Final = "amrt"
_FORMATS: Final = ("json", "xlsx", "html", "pdf", _IPC, _AMRT)
_SUFFIXES: Final = {**{name: name for name in _FORMATS}, "xml": _IPC}


@click.command()
@click.argument("bom", type=PATH, metavar="BOM")
@reading_options
@form_option(_FORMATS, "json")
@output_option
@paper_option("The sheet of a PDF.")
@click.option(
    "--template",
    type=PATH,
    metavar="FILE.xlsx",
    help="With --format amrt: your own blank AMRT of the RMI, of which a copy is filled in.",
)
@force_option
def declare(
    bom: Path,
    *,
    facts: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    paper: str,
    template: Path | None,
    force: bool,
    no_progress: bool,
    **words: Any,
) -> None:
    """What other rules want declared of the magnets in a bill: --rule us-ndaa-857, eu-crma-28 or eu-crma-29.

    With --format ipc1752 the composition of each product instead, as a declaration of class D in the XML of IPC-1752A; with
    --format amrt --template FILE.xlsx the products and their rare earths in a copy of your own blank AMRT of the RMI.

    Exit status: 0 every field that must be filled is known; 3 one is not; 4 an input could not be read.
    """
    from calculator.application import jobs
    from calculator.reports.errors import UnavailableError
    from calculator.reports.forms.declaration import DECLARATION_FORMATS
    from calculator.reports.settings import Paper, Settings

    name = form or _format_of(output)
    if (name == _AMRT) is not (template is not None):
        raise click.UsageError("--format amrt and --template FILE.xlsx go together")
    if name in (_IPC, _AMRT):
        _declare_composition(
            bom, facts, output, template, force=force, no_progress=no_progress, words=words
        )
        return
    if output is None and not DECLARATION_FORMATS[name].is_text:
        raise click.UsageError(f"a declaration as {name} needs -o FILE.{name}")
    if not words["rule_ids"]:
        raise click.BadParameter(
            "name the rule whose declaration is wanted: us-ndaa-857, eu-crma-28 or eu-crma-29",
            param_hint="--rule",
        )
    keep_existing(output, "--output", force=force)
    refuse_inputs(output, inputs_of(bom, *facts, **words), "--output")
    options = chosen_options(bom, declares=True, **words)
    read = files_read((bom,), facts)
    with watched(read, is_wanted=not no_progress) as watch:
        report, declarations = run(
            partial(jobs.declare, (bom,), facts, options), read, words["limits"], watch
        )
    end_unread(report)
    try:
        content = DECLARATION_FORMATS[name].writer()(declarations, Settings(paper=Paper(paper)))
    except UnavailableError as fault:
        raise click.UsageError(str(fault)) from None
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        save(output, content)
        complain(report)
        click.echo(f"wrote {output}", err=True)
    if not all(declaration.is_complete for declaration in declarations):
        raise click.exceptions.Exit(OPEN)


def _format_of(output: Path | None) -> str:
    if output is None:
        return "json"
    suffix = output.suffix.casefold().lstrip(".")
    if suffix not in _SUFFIXES:
        raise click.BadParameter(
            f'the suffix of "{output.name}" names no format of a declaration; known are {", ".join(_FORMATS)}',
            param_hint="--output",
        )
    return _SUFFIXES[suffix]


def _declare_composition(
    bom: Path,
    facts: tuple[Path, ...],
    output: Path | None,
    template: Path | None,
    *,
    force: bool,
    no_progress: bool,
    words: dict[str, Any],
) -> None:
    """The composition of each product, and on stderr what it lacks."""
    from calculator.application import jobs
    from calculator.reports.forms.ipc1752 import write
    from calculator.reports.safe_text import safe

    if template is not None and output is None:
        raise click.UsageError("a filled-in AMRT needs -o FILE.xlsx")
    if words["rule_ids"]:
        raise click.BadParameter("a composition is of no rule; leave it out", param_hint="--rule")
    keep_existing(output, "--output", force=force)
    own = () if template is None else (template,)
    refuse_inputs(output, inputs_of(bom, *facts, *own, **words), "--output")
    options = chosen_options(bom, **words)
    read = files_read((bom,), facts)
    with watched(read, is_wanted=not no_progress) as watch:
        report, compositions = run(
            partial(jobs.compose, (bom,), facts, options), read, words["limits"], watch
        )
    end_unread(report)
    content = (
        write(compositions, options.on)
        if template is None
        else _in_template(template, compositions, options.on)
    )
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        save(output, content)
        complain(report)
        click.echo(f"wrote {output}", err=True)
    unknown = [safe(text, 200) for composition in compositions for text in composition.unknown]
    for text in unknown[:_MOST_NAMED]:
        click.echo(f"not known: {text}", err=True)
    if unknown[_MOST_NAMED:]:
        click.echo(f"and {len(unknown) - _MOST_NAMED} more", err=True)
    if unknown:
        raise click.exceptions.Exit(OPEN)


def _in_template(template: Path, compositions: Sequence[Composition], on: date) -> bytes:
    """The answers in a copy of the user's own blank template, which is his own file and no supplier's."""
    from calculator.reports.forms.amrt import Answer, NotTheTemplateError, filled_in

    answers = [
        Answer(
            number=composition.item.number,
            name=composition.item.description,
            holds=True
            if composition.holds_rare_earth
            else (False if composition.is_complete else None),
        )
        for composition in compositions
    ]
    try:
        return filled_in(template.read_bytes(), answers, on)
    except OSError as fault:
        message = f'"{template}" cannot be read: {fault.strerror}'
        raise click.BadParameter(message, param_hint="--template") from None
    except NotTheTemplateError as fault:
        message = f'"{template.name}" cannot be filled in: {fault}'
        raise click.BadParameter(message, param_hint="--template") from None
