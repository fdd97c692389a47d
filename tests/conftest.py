"""One profile for every property test: machines are noisy, so no example has a deadline."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
