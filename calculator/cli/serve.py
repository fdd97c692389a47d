"""The command for the local web page: a second door beside the command line."""

from __future__ import annotations

from importlib.util import find_spec

import click

_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8061,
    show_default=True,
    help="Port on 127.0.0.1; 0 for any that is free.",
)
@click.option(
    "--open/--no-open",
    "is_opened",
    default=True,
    show_default=True,
    help="Open the page in the browser.",
)
def serve(port: int, *, is_opened: bool) -> None:
    """A page in the browser, on this computer only: drop a workbook, correct how it was read, fill in what is missing, file the report."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise click.UsageError(
            f"the page needs {', '.join(missing)}, which is not installed: pip install 'bom-deminimis[web]'"
        )
    from calculator.web import server

    try:
        server.serve(port, is_opened=is_opened, say=click.echo)
    except server.TakenError as fault:
        raise click.UsageError(str(fault)) from None
