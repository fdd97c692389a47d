"""Property tests draw the same examples every time; ``pytest --long`` draws at random and many more."""

from __future__ import annotations

import pytest
from hypothesis import settings

# Machines are noisy, so no example has a deadline.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="draw properties at random, and many more")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "steady")
