"""bom-deminimis: which magnets and targets in a bill cross a line of controlled content, why, and what to ask whom.

``docs/architecture.md`` is the map of the rooms; ``assessment`` is the whole sentence as code: start there.
As a library: ``from calculator.assessment import Options, assess``.
"""

from calculator.version import VERSION

__version__ = VERSION

__all__ = ["__version__"]
