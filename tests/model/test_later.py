"""What is made later is made once, and is what would have been made at once."""

from __future__ import annotations

from calculator.model.later import Later


def test_what_nobody_asks_for_is_not_made_and_the_rest_once():
    made = []
    later = Later(lambda: made.append(1) or len(made))
    assert not made
    assert (later.value, later.value, made) == (1, 1, [1])


def test_two_are_equal_where_what_they_make_is():
    assert Later(lambda: (1, 2)) == Later.known((1, 2))
    assert Later.known(1) != Later.known(2)
    assert Later.known(1) != 1
    assert len({Later.known("a"), Later(lambda: "a")}) == 1
    assert repr(Later.known(3)) == "Later(3)"
