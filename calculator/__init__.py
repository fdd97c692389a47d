"""bom-deminimis: which magnets and targets in a bill cross a line of controlled content, why, and what to ask whom.

As a library: ``from calculator import check``; ``docs/library.md`` is the page about it. ``docs/architecture.md`` is the map of the
rooms; ``assessment`` is the whole sentence as code: start there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.version import VERSION

if TYPE_CHECKING:
    from calculator.library import Options, Report, assess, check

__version__ = VERSION

__all__ = ["Options", "Report", "__version__", "assess", "check"]


def __getattr__(name: str) -> object:
    """The public names, when somebody first asks for one: the command line imports this file and needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from calculator import library

    return getattr(library, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
