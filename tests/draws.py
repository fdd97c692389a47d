"""How many examples a property draws: as many as CI has the time for, and with ``--long`` many more."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

LONG_RUN = 50
"""Times as many."""


def draws(count: int) -> settings:
    """So many examples; these decorators are read after the command's options."""
    is_long = settings.get_current_profile_name() == "long"
    return settings(
        max_examples=count * (LONG_RUN if is_long else 1),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
