"""Where options come from beside the command line: the environment, a file that is named, and one that is found."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from calculator.application.config import ConfigFile
    from calculator.reports.settings import Looks

PREFIX: Final = "DEMINIMIS"
_KEPT: Final = "calculator.cli.config"
_WORDS: Final = "calculator.cli.config.words"
_WILD: Final = frozenset("*?[")
F = TypeVar("F", bound=Callable[..., Any])


def with_environment(command: click.Command, name: str) -> click.Command:
    """The command with a variable for each of its options: of the command alone before the one for all.

    ``DEMINIMIS_CHECK_CURRENCY`` is the ``--currency`` of ``check``, ``DEMINIMIS_CURRENCY`` that of every command.
    """
    for param in command.params:
        if isinstance(param, click.Option) and param.envvar is None:
            option = _long(param).upper().replace("-", "_")
            param.envvar = [f"{PREFIX}_{name.upper()}_{option}", f"{PREFIX}_{option}"]
    return command


def remember_words(context: click.Context, words: Iterable[str]) -> None:
    """Keep what follows the name of a command: the folders among it are not searched for files of options."""
    context.meta[_WORDS] = tuple(words)


def config_option(command: F) -> F:
    """The option ``--config``; with or without it, files that set options are read before all others."""
    from pathlib import Path

    option = click.option(
        "--config",
        type=click.Path(path_type=Path),
        is_eager=True,
        expose_value=False,
        callback=_read,
        metavar="FILE",
        help="Options from a TOML file, over those of a deminimis.toml that is found upwards from here; see docs/scripts.md.",
    )
    return option(command)


def config_files(context: click.Context) -> tuple[ConfigFile, ...]:
    """The files that this run has its options from, the one that is found before the one that is named."""
    files: tuple[ConfigFile, ...] = context.meta.get(_KEPT, ())
    return files


def looks(context: click.Context) -> Looks:
    """Who stands on the report, as the files say."""
    from calculator.application.config import looks_of

    return looks_of(config_files(context))


def _read(context: click.Context, _: click.Parameter, named: Path | None) -> None:
    from pathlib import Path

    from calculator.application.config import found_config, read_config
    from calculator.runtime.output_file import same_file

    path_found = found_config(Path.cwd())
    if path_found is not None and _is_audited(path_found, context.meta.get(_WORDS, ())):
        click.echo(
            f"{path_found} lies in a folder that is read, and may be a supplier's: it is not used; name it with --config if it is yours",
            err=True,
        )
        path_found = None
    paths = (
        [(path_found, False)]
        if path_found and not (named and same_file(named, (path_found,)))
        else []
    )
    paths += [(named, True)] if named else []
    if not paths:
        return
    commands = dict(_options_by_command(context))
    files = tuple(
        read_config(path, is_named=is_named, commands=commands) for path, is_named in paths
    )
    stated: dict[str, Any] = {}
    for file in files:
        for option, value in file.values_for(context.info_name or "").items():
            param = _option_of(context.command, option)
            if param is not None and param.name is not None:
                stated[param.name] = _as_words(param, value, file.path.parent)
    context.default_map = {**(context.default_map or {}), **stated}
    context.meta[_KEPT] = files


def _is_audited(config: Path, words: Iterable[str]) -> bool:
    """True where a folder or a pattern among the words of the command takes in the file's own folder."""
    from pathlib import Path

    place = Path(os.path.realpath(config.parent))
    return any(place.is_relative_to(folder) for word in words for folder in _folder_of(word))


def _folder_of(word: str) -> tuple[Path, ...]:
    """The folder that a word names, or that its pattern looks through; none where it is no folder."""
    from pathlib import Path

    if word.startswith("-"):
        return ()
    parts = Path(word).parts
    plain = next((place for place, part in enumerate(parts) if _WILD & set(part)), len(parts))
    try:
        folder = Path(os.path.realpath(Path(*parts[:plain])))
        return (folder,) if folder.is_dir() else ()
    except (OSError, ValueError):
        return ()


def _options_by_command(context: click.Context) -> Iterable[tuple[str, tuple[str, ...]]]:
    parent = context.parent
    if parent is None or not isinstance(parent.command, click.Group):
        yield context.info_name or "", tuple(_names(context.command))
        return
    for name in parent.command.list_commands(parent):
        command = parent.command.get_command(parent, name)
        if command is not None:
            yield name, tuple(_names(command))


def _names(command: click.Command) -> Iterable[str]:
    return (
        _long(param)
        for param in command.params
        if isinstance(param, click.Option) and _long(param) not in ("config", "help")
    )


def _long(param: click.Option) -> str:
    return max(param.opts, key=len).lstrip("-")


def _option_of(command: click.Command, name: str) -> click.Option | None:
    return next(
        (
            param
            for param in command.params
            if isinstance(param, click.Option) and _long(param) == name
        ),
        None,
    )


def _as_words(param: click.Option, value: Any, folder: Path) -> Any:
    """What the file says as the command line would say it; a path is one beside the file."""
    if isinstance(value, Mapping):
        value = [f"{name}={number}" for name, number in value.items()]
    if isinstance(value, list):
        return [_as_word(param, member, folder) for member in value]
    word = _as_word(param, value, folder)
    return [word] if param.multiple else word


def _as_word(param: click.Option, value: Any, folder: Path) -> Any:
    if isinstance(value, bool):
        return value
    from datetime import date

    if isinstance(value, date):
        return value.isoformat()
    is_path = isinstance(param.type, click.Path) or param.name == "facts"
    return str(folder / str(value)) if is_path else str(value)
