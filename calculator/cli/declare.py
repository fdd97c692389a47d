"""The command that writes declarations which other rules ask of the same bill."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from calculator.cli.options import (
    PATH,
    chosen_options,
    complain,
    end_unread,
    files_read,
    inputs_of,
    keep_existing,
    reading_options,
    refuse_inputs,
    run,
    save,
)
from calculator.cli.progress import watched

OPEN: Final = 3
_FORMATS: Final = ("json", "xlsx", "html", "pdf")


@click.command()
@click.argument("bom", type=PATH, metavar="BOM")
@reading_options
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="What to write.  [default: by the suffix of --output, else json]",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Where to write; the suffix chooses the format.  [default: stdout]",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The sheet of a PDF.",
)
@click.option("--force", is_flag=True, help="Write over an existing file.")
def declare(
    bom: Path,
    *,
    facts: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    paper: str,
    force: bool,
    no_progress: bool,
    **words: Any,
) -> None:
    """What other rules want declared of the magnets in a bill: --rule us-ndaa-857, eu-crma-28 or eu-crma-29.

    Exit status: 0 every field that must be filled is known; 3 one is not; 4 an input could not be read.
    """
    from calculator.application import jobs
    from calculator.reports.errors import UnavailableError
    from calculator.reports.forms.declaration import DECLARATION_FORMATS
    from calculator.reports.settings import Paper, Settings

    name = form or _format_of(output)
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
    if suffix not in _FORMATS:
        raise click.BadParameter(
            f'the suffix of "{output.name}" names no format of a declaration; known are {", ".join(_FORMATS)}',
            param_hint="--output",
        )
    return suffix
