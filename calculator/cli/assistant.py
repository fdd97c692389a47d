"""The command for assistants: a third door beside the command line and the page."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import click

from calculator.cli.options import day


@click.command("mcp", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--on",
    callback=day,
    metavar="YYYY-MM-DD",
    help="Day of the law where a call names none.  [default: today]",
)
def mcp(folder: Path, on: date) -> None:
    """Tools for assistants (Model Context Protocol on stdio): files, check, inspect, explain, rules; read-only, for the files of FOLDER."""
    if find_spec("mcp") is None:
        raise click.UsageError(
            "this needs the package mcp, which is not installed: pip install 'bom-deminimis[mcp]'"
        )
    from calculator.assistant import server

    server.serve(folder, on)
