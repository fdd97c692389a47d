"""Texts that lie beside our modules. ``importlib.resources`` reads them too, and loads half of the standard library for it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def packaged_text(package: str, name: str) -> str:
    """The text of a file in the folder of a package, line ends made one letter. Raises OSError where there is none.

    >>> packaged_text("calculator.reference", "units.toml").splitlines()[0][:1]
    '#'
    """
    module = import_module(package)
    # A loader of the standard library reads files of its own place, be it a folder or an archive.
    loader: Any = module.__loader__
    text: str = loader.get_data(f"{module.__path__[0]}/{name}").decode("utf-8")
    return text.replace("\r\n", "\n")


def archived_text(package: str, archive: str, name: str) -> str:
    """The text of a file in an archive that lies in the folder of a package, without loading the package.

    Raises ImportError where there is no such package or archive, OSError where there is no such file.
    """
    from importlib.util import find_spec
    from zipimport import zipimporter

    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    text: str = (
        zipimporter(f"{spec.submodule_search_locations[0]}/{archive}").get_data(name).decode()
    )
    return text
