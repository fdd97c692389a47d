"""The command line: the group of all commands, and what becomes of a fault that none of them answers."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from calculator.cli.commands import HELP, Commands, summary_of
from calculator.cli.config import remember_words
from calculator.cli.exit_status import BUG, INTERRUPTED, NOT_WRITTEN
from calculator.cli.interruption import kept_interruptions
from calculator.cli.streams import steady_streams
from calculator.version import VERSION


class _Guarded(click.Group):
    """What no command answers for itself: a bug, an interruption, a reader who leaves, an output that cannot be written.

    A bug ends in a plain request to report it and exit status 70, never in a traceback.
    """

    def main(self, *args: Any, **kwargs: Any) -> Any:
        if any(name.endswith("_COMPLETE") for name in os.environ):
            # A shell asks what to offer: the shells that Click does not know, or not well, are told to it.
            import_module("calculator.cli.completion")
        with kept_interruptions(), steady_streams() as streams:
            try:
                result = super().main(*args, **kwargs)
            except SystemExit as end:
                if streams.fault is not None and end.code != BUG:
                    from calculator.cli.outcome import not_written

                    click.echo(f"Error: {not_written('the output', streams.fault)}", err=True)
                    raise SystemExit(NOT_WRITTEN) from None
                raise
        return result

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, words = super().resolve_command(ctx, args)
        remember_words(ctx, words)
        return name, command, words

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands under ``--help``, for which none of them is loaded."""
        names = self.list_commands(ctx)
        width = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary_of(name, width)) for name in names])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("interrupted; nothing was left half-written", err=True)
            # An interrupt inside of code that was compiled from text (a data class being made) is marked as nobody's by
            # the interpreter, which then dies of the signal in place of our status; to run text again unmarks it.
            exec("")  # noqa: S102  # a constant
            raise click.exceptions.Exit(INTERRUPTED) from None
        except Exception as fault:
            from calculator.cli.outcome import as_usage

            refusal = as_usage(fault)
            if refusal is not None:
                raise refusal from None
            if os.environ.get("DEMINIMIS_DEBUG"):
                raise
            from calculator.runtime.sandbox import where_of

            click.echo(
                f"deminimis {VERSION}: this is a bug of the program, not of your file ({where_of(fault)}). "
                f"No verdict was reached. Please report it with the file if you may: {' '.join(sys.argv[1:])}",
                err=True,
            )
            raise click.exceptions.Exit(BUG) from None


@click.group(
    cls=_Guarded,
    commands=Commands(),
    context_settings={"help_option_names": HELP, "max_content_width": 100},
)
@click.version_option(VERSION, prog_name="deminimis")
def main() -> None:
    """Which rare-earth magnets and sputtering targets in a bill of materials cross China's 0.1 % line, why, and what to ask whom.

    Exit status: 0 all below and no licence needed; 1 something crosses or needs a licence; 2 wrong usage;
    3 nothing crosses but something is undetermined; 4 an input could not be read; 70 a bug; 74 a report could not be
    written; 130 interrupted.
    """
