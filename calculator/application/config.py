"""Options from a file: ``deminimis.toml`` beside the work, or one that is named with ``--config``.

A file that is only found lying about may set how things look and where they go; what could change an answer has to be
named by a person, on the command line, in the environment or in a file that he names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from calculator.application.excuses import input_file
from calculator.application.requests import InvalidRequestError
from calculator.findings.report import InputFile
from calculator.reports.settings import PICTURE, Looks

NAME: Final = "deminimis.toml"
LOOKS: Final = ("company", "preparer", "addressee", "logo")
"""Keys of their own: who stands on the report. ``logo`` is the path of a PNG or JPEG file."""
FREE: Final = (*LOOKS, "output", "jobs", "currency", "profile", "profiles")
"""What a file may set that was found and not named."""
ROLE: Final = "config"
_MOST_BYTES: Final = 1 << 20
_PICTURES: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFile:
    """One file as it was read: its keys at the top and by command, and itself as an input of the report."""

    path: Path
    shared: Mapping[str, Any]
    commands: Mapping[str, Mapping[str, Any]]
    profiles: Mapping[str, str]
    """A profile by the pattern of the paths that it is for."""
    source: InputFile

    def values_for(self, command: str) -> dict[str, Any]:
        """The keys that hold for a command: its own over those of the top."""
        own = self.commands.get(command, {})
        return {**{key: value for key, value in self.shared.items() if key not in LOOKS}, **own}


def found_config(start: Path) -> Path | None:
    """The file that is found from a folder upwards, as far as the home folder or the root of a repository."""
    home = Path.home()
    for folder in (start, *start.parents):
        path = folder / NAME
        if path.is_file():
            return path
        if folder == home or (folder / ".git").exists():
            return None
    return None


def read_config(
    path: Path, *, is_named: bool, commands: Mapping[str, tuple[str, ...]]
) -> ConfigFile:
    """The file, each key held against the long names of ``commands``. Raises InvalidRequestError with key and way out.

    ``commands`` are the names of every command with its options. One that was found and not named may set less.
    """
    stated, source = _stated(path)
    every = {option for options in commands.values() for option in options}
    tables = {key: value for key, value in stated.items() if key in commands}
    shared = {
        key: value for key, value in stated.items() if key not in tables and key != "profiles"
    }
    for command, table in tables.items():
        if not isinstance(table, dict):
            raise _refusal(path, f'"{command}" is a command and takes a table: [{command}]')
        _refuse_unknown(path, f"[{command}] ", table, commands[command])
    _refuse_unknown(path, "", shared, (*sorted(every), *LOOKS))
    if not is_named:
        for key in (*shared, *(key for table in tables.values() for key in table)):
            if key not in FREE:
                raise _refusal(
                    path,
                    f'"{key}" may change an answer, and this file was only found, not named; '
                    f"name it with --config {path.name}, or take the key out",
                )
    return ConfigFile(
        path=path,
        shared=shared,
        commands=tables,
        profiles=_profiles(path, stated.get("profiles", {})),
        source=source,
    )


def looks_of(files: tuple[ConfigFile, ...]) -> Looks:
    """Who stands on the report; the later file over the earlier. Raises InvalidRequestError."""
    stated: dict[str, str] = {}
    for file in files:
        for key, value in file.shared.items():
            if key not in LOOKS:
                continue
            if not isinstance(value, str) or not value.isprintable() or len(value) > 200:
                raise _refusal(file.path, f'"{key}" is a text in one line of at most 200 letters')
            stated[key] = _picture(file.path, value) if key == "logo" else value
    return Looks(**stated)


def _picture(config: Path, name: str) -> str:
    """A picture beside the file of options as an address that holds it; a drawing, which could load others, is refused."""
    try:
        content = (config.parent / name).read_bytes()
    except OSError as fault:
        raise _refusal(config, f'the logo "{name}" could not be read: {fault.strerror}') from None
    kind = next((kind for magic, kind in _PICTURES if content.startswith(magic)), None)
    if kind is None or len(content) > _MOST_BYTES:
        raise _refusal(
            config, f'the logo "{name}" is no PNG or JPEG of at most {_MOST_BYTES:,} bytes'
        )
    import base64

    return f"{PICTURE}{kind};base64,{base64.b64encode(content).decode()}"


def _stated(path: Path) -> tuple[dict[str, Any], InputFile]:
    import tomllib

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refusal(path, f"has more than {_MOST_BYTES:,} bytes")
        content = path.read_bytes()
        return tomllib.loads(content.decode("utf-8")), input_file(path, content, ROLE)
    except OSError as fault:
        raise _refusal(path, f"could not be read: {fault.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        raise _refusal(path, f"is no TOML ({fault})") from None


def _refuse_unknown(
    path: Path, place: str, table: Mapping[str, Any], allowed: tuple[str, ...]
) -> None:
    for key in table:
        if key not in allowed:
            raise _refusal(path, f'{place}"{key}" is not known; known are {", ".join(allowed)}')


def _profiles(path: Path, table: Any) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(name, str) for name in table.values()):
        raise _refusal(path, '[profiles] has a line a layout: "suppliers/acme/*" = "acme.toml"')
    return {pattern: str(path.parent / name) for pattern, name in table.items()}


def _refusal(path: Path, fault: str) -> InvalidRequestError:
    return InvalidRequestError(f"{path}: {fault}", "--config")


def profiles_of(files: tuple[ConfigFile, ...]) -> tuple[tuple[str, Path], ...]:
    """Every pattern of paths with its profile, in the order in which they are tried: those of a later file first."""
    return tuple(
        (pattern, Path(name)) for file in reversed(files) for pattern, name in file.profiles.items()
    )


def profile_for(files: tuple[ConfigFile, ...], bill: Path) -> Path | None:
    """The profile of the first pattern that the path of a bill fits."""
    return next((path for pattern, path in profiles_of(files) if bill.match(pattern)), None)
