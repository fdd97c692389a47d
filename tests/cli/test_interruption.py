"""Ctrl-C is never lost, wherever it falls."""

from __future__ import annotations

import time

import pytest

from calculator.cli.interruption import kept_interruptions


class Ended:
    """Something during whose end a person presses Ctrl-C."""

    def __del__(self) -> None:
        raise KeyboardInterrupt


def test_an_interruption_during_a_clean_up_is_raised_after_it():
    with kept_interruptions():
        held = [Ended()]
        with pytest.raises(KeyboardInterrupt):
            _let_go_and_wait(held)


def _let_go_and_wait(held: list[Ended]) -> None:
    held.clear()
    time.sleep(5)
