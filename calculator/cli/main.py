"""The command line: the group of all commands, and what becomes of a fault that none of them answers."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from calculator.cli.audit import audit
from calculator.cli.check import check, explain, inspect
from calculator.cli.lookup import rules, template
from calculator.cli.options import BUG, as_usage
from calculator.cli.serve import serve
from calculator.cli.supplier import ask, diff, notice, verify
from calculator.version import VERSION

_HELP: Final = ["-h", "--help"]


class _Guarded(click.Group):
    """A bug is answered with a plain request to report it, the file at hand and exit status 70; never with a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # `deminimis ... | head` closes the pipe early: that is no fault, and Python must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except Exception as fault:
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


@click.group(cls=_Guarded, context_settings={"help_option_names": _HELP, "max_content_width": 100})
@click.version_option(VERSION, prog_name="deminimis")
def main() -> None:
    """Which rare-earth magnets and sputtering targets in a bill of materials cross China's 0.1 % line, why, and what to ask whom.

    Exit status: 0 all below and no licence needed; 1 something crosses or needs a licence; 2 wrong usage;
    3 nothing crosses but something is undetermined; 4 an input could not be read; 70 a bug.
    """


for command in (check, explain, inspect, template, rules, audit, ask, diff, verify, notice, serve):
    # Each knows its own, for Click keeps the first help option that anybody asked a command for.
    command.context_settings.setdefault("help_option_names", _HELP)
    main.add_command(command)
