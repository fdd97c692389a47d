"""Bills from arrays: the pass in floating point and the exact one agree with each other and with two other computations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")
pa = pytest.importorskip("pyarrow")
pytest.importorskip("scipy")

from calculator.bulk import ArrayBill, CycleError, Others, Ranges, roll_up  # noqa: E402  # after the skip where an extra is missing
from calculator.content.rollup import roll_up as roll_up_items  # noqa: E402  # after the skip where an extra is missing
from calculator.determination.triggers import counted_by  # noqa: E402  # after the skip where an extra is missing
from calculator.findings.verdict import Verdict, apply_threshold  # noqa: E402  # after the skip where an extra is missing
from calculator.model.bill import Bill, BillLine  # noqa: E402  # after the skip where an extra is missing
from calculator.model.content_row import ContentRow, Disclosure  # noqa: E402  # after the skip where an extra is missing
from calculator.model.facts import Facts  # noqa: E402  # after the skip where an extra is missing
from calculator.model.item import Figure, Item, Origin, Price  # noqa: E402  # after the skip where an extra is missing
from calculator.model.substances import read_substance  # noqa: E402  # after the skip where an extra is missing
from calculator.numbers.bounds import Bounds  # noqa: E402  # after the skip where an extra is missing
from calculator.rules.load import built_in_rules  # noqa: E402  # after the skip where an extra is missing
from calculator.rules.rule import Compare  # noqa: E402  # after the skip where an extra is missing
from tests.draws import draws  # noqa: E402  # after the skip where an extra is missing

RULE = built_in_rules()["cn-mofcom-2025-61"]
EXCEEDS = replace(RULE, compare=Compare.MORE_THAN)
NUMBERS = [
    Fraction(text)
    for text in (
        "0",
        "0.001",
        "0.1",
        "0.3",
        "1",
        "2.5",
        "3",
        "10",
        "1000",
        "12345.678",
        "1e-30",
        "1e30",
    )
]


@st.composite
def ranges(draw: st.DrawFn, *, is_open: bool = True) -> tuple[float, float | None]:
    low, high = sorted((draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(NUMBERS))))
    kind = draw(st.sampled_from(["exact", "exact", "range", "open" if is_open else "exact"]))
    return float(low), {"exact": float(low), "range": float(high), "open": None}[kind]


@st.composite
def drawn(draw: st.DrawFn) -> dict[str, object]:
    """A bill without a cycle, statements for some items and wholes for some."""
    size = draw(st.integers(2, 9))
    pairs = [(above, below) for above in range(size) for below in range(above + 1, size)]
    lines = draw(st.lists(st.tuples(st.sampled_from(pairs), ranges()), min_size=1, max_size=14))
    stated = draw(
        st.dictionaries(st.integers(0, size - 1), st.tuples(ranges(), ranges()), max_size=size)
    )
    return {
        "size": size,
        "lines": lines,
        "stated": stated,
        "wholes": [draw(ranges()) for _ in range(size)],
        "others": draw(st.sampled_from(Others)),
    }


def arrays_of(case: dict[str, object]) -> tuple[ArrayBill, object]:
    names = [f"I{one}" for one in range(case["size"])]
    bill = ArrayBill.of(
        [names[above] for (above, _), _ in case["lines"]],
        [names[below] for (_, below), _ in case["lines"]],
        [low for _, (low, _) in case["lines"]],
        [high for _, (_, high) in case["lines"]],
        items=names,
    )
    stated = case["stated"]
    low = np.array(
        [[column[0] for column in one] for one in stated.values()], dtype=object
    ).reshape(-1, 2)
    high = np.array(
        [[column[1] for column in one] for one in stated.values()], dtype=object
    ).reshape(-1, 2)
    wholes = Ranges.of([low for low, _ in case["wholes"]], [high for _, high in case["wholes"]])
    return bill, roll_up(
        bill,
        bill.where([names[one] for one in stated]),
        low,
        high,
        wholes=wholes,
        others=case["others"],
    )


def by_paths(case: dict[str, object], place: int, column: int) -> Bounds:
    """A second computation, straight from the definition: every path is walked by itself."""
    lines = [
        (below, _bounds(quantity)) for (above, below), quantity in case["lines"] if above == place
    ]
    whole = case["wholes"][place][1]
    stated = (
        _closed(_bounds(case["stated"][place][column]), whole) if place in case["stated"] else None
    )
    if not lines:
        if stated is not None:
            return stated
        return (
            Bounds(Fraction(0), None if whole is None else _seen(whole))
            if case["others"] is Others.UNKNOWN
            else Bounds.exactly(0)
        )
    low, high = Fraction(0), Fraction(0)
    for below, quantity in lines:
        part = by_paths(case, below, column)
        low += quantity.low * part.low
        if part.high == 0 or quantity.high == 0:
            continue
        high = (
            None
            if high is None or part.high is None or quantity.high is None
            else high + part.high * quantity.high
        )
    below = _closed(Bounds(low, high), whole)
    if stated is None:
        return below
    can_both_be_true = (below.high is None or stated.low <= below.high) and (
        stated.high is None or below.low <= stated.high
    )
    if can_both_be_true:
        return stated
    either = Bounds(
        min(stated.low, below.low),
        None if stated.high is None or below.high is None else max(stated.high, below.high),
    )
    return _closed(either, whole)


def _seen(number: float) -> Fraction:
    return Fraction(Decimal(repr(number)))


def _bounds(given: tuple[float, float | None]) -> Bounds:
    return Bounds(_seen(given[0]), None if given[1] is None else _seen(given[1]))


def _closed(bounds: Bounds, whole: float | None) -> Bounds:
    """No more than the whole, but for what is surely more."""
    if whole is None:
        return bounds
    if bounds.high is None or bounds.low <= _seen(whole) < bounds.high:
        return Bounds(bounds.low, max(bounds.low, _seen(whole)))
    return bounds


@draws(100)
@given(drawn())
def test_both_passes_agree_with_every_path_walked_by_itself(case: dict[str, object]) -> None:
    _, rolled = arrays_of(case)
    for place in range(case["size"]):
        for column in range(2):
            true = by_paths(case, place, column)
            assert rolled.exact(place, column) == true
            row = rolled.row_of[place]
            if rolled.is_sure[row]:
                slack = Fraction(2 * int(rolled.roundings[row]), 2**53)
                for double, exact in (
                    (rolled.low[row, column], true.low),
                    (rolled.high[row, column], true.high),
                ):
                    assert (double == np.inf) == (exact is None)
                    if exact is not None:
                        assert abs(Fraction(double) - exact) <= slack * exact, (
                            "an exact zero is zero, and the error is within its bound"
                        )


@draws(75)
@given(drawn(), st.sampled_from([RULE, EXCEEDS]))
def test_verdicts_are_those_of_exact_arithmetic(case: dict[str, object], rule: object) -> None:
    _bill, rolled = arrays_of(case)
    verdicts = rolled.verdicts(rule, np.arange(case["size"]))
    for place in range(case["size"]):
        for column in range(2):
            assert verdicts.of(place, column) is apply_threshold(
                rule, by_paths(case, place, column), _bounds(case["wholes"][place])
            )


@draws(50)
@given(
    st.lists(
        st.tuples(st.integers(1, 50), st.integers(1, 9999), st.integers(1, 4)),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([-1, 0, 1]),
    st.sampled_from([RULE, EXCEEDS]),
)
def test_bills_that_sit_on_the_line_are_decided_exactly(
    parts: list[tuple[int, int, int]], step: int, rule: object
) -> None:
    """Contents are decimals that no double holds; the whole is a thousand times their sum, or differs in the 25th digit."""
    quantities = [Decimal(count).scaleb(-digits) for count, _, digits in parts]
    contents = [Decimal(content).scaleb(-7) for _, content, _ in parts]
    names = [f"P{one}" for one in range(len(parts))]
    total = sum(
        (
            Fraction(quantity) * Fraction(content)
            for quantity, content in zip(quantities, contents, strict=True)
        ),
        Fraction(0),
    )
    whole = total * 1000 * (1 + Fraction(step, 10**25))
    bill = ArrayBill.of(["M"] * len(parts), names, quantities)
    wholes = Ranges.of([whole if name == "M" else Fraction(1) for name in bill.items.to_pylist()])
    verdicts = roll_up(bill, bill.where(names), contents, wholes=wholes).verdicts(
        rule, bill.where(["M"])
    )
    assert verdicts.exactly.all()
    on_the_line = Verdict.CROSSES if rule is RULE else Verdict.BELOW
    assert verdicts.of(0) is {-1: Verdict.CROSSES, 0: on_the_line, 1: Verdict.BELOW}[step]


def test_ten_lines_of_a_tenth_in_a_thousand_are_on_the_line() -> None:
    bill = ArrayBill.of(["M"] * 10, [f"P{one}" for one in range(10)], [1] * 10)
    rolled = roll_up(
        bill,
        bill.where([f"P{one}" for one in range(10)]),
        [0.1] * 10,
        wholes=Ranges.of([1000] + [1] * 10),
    )
    assert sum([0.1] * 10) != 1.0, "the doubles alone would say below"
    assert rolled.verdicts(RULE, bill.where(["M"])).of(0) is Verdict.CROSSES


def test_clear_cases_cost_no_exact_arithmetic() -> None:
    bill = ArrayBill.of(["A", "B"], ["dy", "dy"], [0.3, 0.0003])
    order = bill.items.to_pylist()
    rolled = roll_up(
        bill,
        bill.where(["dy"]),
        [1],
        wholes=Ranges.of([{"A": 100.1, "B": 100.1, "dy": 1}[one] for one in order]),
    )
    verdicts = rolled.verdicts(RULE, bill.where(["A", "B"]))
    assert [verdicts.of(0), verdicts.of(1)] == [Verdict.CROSSES, Verdict.BELOW]
    assert not verdicts.exactly.any()


def test_a_part_of_which_nothing_is_said_may_be_all_of_it() -> None:
    bill = ArrayBill.of(["M", "M"], ["dy", "glue"], [1, 1])
    wholes = Ranges.of([{"M": 5000, "dy": 1, "glue": 10}[one] for one in bill.items.to_pylist()])
    assert (
        roll_up(bill, bill.where(["dy"]), [1], wholes=wholes)
        .verdicts(RULE, bill.where(["M"]))
        .of(0)
        is Verdict.UNDETERMINED
    )
    assert (
        roll_up(bill, bill.where(["dy"]), [1], wholes=wholes, others=Others.NOTHING)
        .verdicts(RULE, bill.where(["M"]))
        .of(0)
        is Verdict.BELOW
    )


@pytest.mark.parametrize(
    ("quantity", "whole", "expected"),
    [
        (4, 10, (4, 10)),
        (4, 30, (4, 20)),
        # What is surely in it is the whole of it, to the last digit: exact arithmetic says so.
        (10, 10, (10, 10)),
        # What is surely more contradicts the whole, and stays.
        (11, 10, (11, 55)),
    ],
)
def test_a_sum_of_contents_is_no_more_than_the_whole(
    quantity: int, whole: int, expected: tuple[int, int]
) -> None:
    bill = ArrayBill.of(["motor"], ["magnet"], [quantity], items=["motor", "magnet"])
    wholes = Ranges.of([whole, 9])
    rolled = roll_up(bill, bill.where(["magnet"]), [1], [5], wholes=wholes)
    assert rolled.exact(0) == Bounds(*map(Fraction, expected))
    row = rolled.row_of[0]
    assert not rolled.is_sure[row] or (rolled.low[row, 0], rolled.high[row, 0]) == expected
    assert rolled.is_sure[row] is np.bool_(quantity != whole)


def test_without_a_whole_nothing_crosses_and_nothing_is_below() -> None:
    bill = ArrayBill.of(["M"], ["dy"], [1])
    assert (
        roll_up(bill, bill.where(["dy"]), [1]).verdicts(RULE, bill.where(["M"])).of(0)
        is Verdict.UNDETERMINED
    )


def test_numbers_beyond_the_range_of_doubles_are_left_to_exact_arithmetic() -> None:
    names = [f"L{one}" for one in range(60)]
    tiny = ArrayBill.of(names[:-1], names[1:], [1e-30] * 59)
    rolled = roll_up(tiny, tiny.where([names[-1]]), [1], wholes=Ranges.of([Fraction(0)] + [1] * 59))
    assert rolled.low[rolled.row_of[0], 0] == 0
    assert rolled.exact(0).low == Fraction(1, 10**30) ** 59
    verdicts = rolled.verdicts(RULE, tiny.where([names[0]]))
    assert verdicts.exactly.all()
    assert verdicts.of(0) is Verdict.CROSSES, "something of nothing"
    huge = ArrayBill.of(names[:-1], names[1:], [1e30] * 59)
    assert (
        roll_up(huge, huge.where([names[-1]]), [1], wholes=Ranges.of([1] * 60))
        .verdicts(RULE, huge.where([names[0]]))
        .of(0)
        is Verdict.CROSSES
    )


def test_a_cycle_is_refused_with_its_path() -> None:
    with pytest.raises(CycleError, match="B holds itself: B > C > B") as fault:
        ArrayBill.of(["A", "B", "C", "C"], ["B", "C", "B", "D"], [1, 1, 1, 1])
    assert fault.value.path == ("B", "C", "B")


def test_sixty_billion_paths_are_one_pass() -> None:
    """Twelve diamonds of eight lines each: 8**12 paths, a hundred lines."""
    names = [f"L{one}" for one in range(13)]
    bill = ArrayBill.of(
        [names[level] for level in range(12) for _ in range(8)],
        [names[level + 1] for level in range(12) for _ in range(8)],
        [1] * 96,
    )
    rolled = roll_up(bill, bill.where([names[-1]]), [1])
    assert rolled.low[rolled.row_of[0], 0] == 8**12
    assert rolled.exact(0) == Bounds.exactly(8**12)


def test_a_chain_of_many_levels_is_no_recursion() -> None:
    names = [f"L{one}" for one in range(5000)]
    bill = ArrayBill.of(names[:-1], names[1:], [1] * 4999)
    rolled = roll_up(bill, bill.where([names[-1]]), [0.1])
    assert rolled.exact(0) == Bounds.exactly(Fraction(1, 10))
    assert rolled.roundings[rolled.row_of[0]] > 5000


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ([-1.0], "row 0"),
        ([1.0, float("inf")], "row 1"),
        ([1e-60], "beyond"),
        (["x"], "numbers are"),
        ([[1, 2]] * 3, "must be one"),
    ],
    ids=["negative", "infinite", "tiny", "text", "two columns"],
)
def test_what_cannot_be_a_quantity_is_refused(given: list[object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        ArrayBill.of(["A"] * len(given), ["B"] * len(given), given)


def test_low_ends_above_high_ends_are_refused() -> None:
    with pytest.raises(ValueError, match="row 1: the low end"):
        Ranges.of([1, 3], [1, 2])


def test_identifiers_may_be_numbers_and_must_be_there() -> None:
    bill = ArrayBill.of(
        pa.array([1, 1]), pa.array([20, 30]), pa.array([Decimal("0.1"), Decimal(2)])
    )
    assert bill.items.to_pylist() == [1, 20, 30]
    assert bill.where([30, 1]).tolist() == [2, 0]
    assert roll_up(bill, bill.where([20, 30]), [1, 0]).exact(0) == Bounds.exactly(Fraction(1, 10))
    with pytest.raises(KeyError, match="99"):
        bill.where([99])
    with pytest.raises(ValueError, match="no identifier"):
        ArrayBill.of(["A", None], ["B", "C"], [1, 1])
    with pytest.raises(ValueError, match="more than one content"):
        roll_up(bill, bill.where([20, 20]), [1, 0])


def test_numbers_and_texts_that_look_alike_are_one_identifier() -> None:
    assert ArrayBill.of(["M"], ["100"], [1], items=pa.array([100])).items.to_pylist() == [
        "100",
        "M",
    ]


def _fit_for_workbooks(case: dict[str, object]) -> dict[str, object]:
    """The case with prices that are not less than what they pay for, and of the statements on what is broken down those that its parts surely exceed.

    A workbook is read with more care than arrays: what is dearer than its item is cut, and a statement and parts that can
    both be true are intersected. Arrays take the statement as it is.
    """
    stated = {place: (columns[0], columns[0]) for place, columns in case["stated"].items()}
    wholes = list(case["wholes"])
    for place in reversed(range(case["size"])):
        highs = [wholes[place][1], stated[place][0][1] if place in stated else 0]
        for (above, below), (_, quantity) in case["lines"]:
            if above == place:
                part = wholes[below][1]
                highs.append(None if part is None or quantity is None else 2 * part * quantity)
        wholes[place] = wholes[place][0], None if None in highs else 2 * sum(highs)
    case = {**case, "others": Others.UNKNOWN, "wholes": wholes, "stated": {}}
    broken_down = {above for (above, _), _ in case["lines"]}
    for place in sorted(stated, reverse=True):
        high = stated[place][0][1]
        is_exceeded = high is not None and by_paths(case, place, 0).low > 2 * _seen(high)
        if place not in broken_down or is_exceeded:
            case["stated"][place] = stated[place]
    return case


A_STATEMENT_THAT_ITS_PARTS_EXCEED = {
    "size": 3,
    "lines": [((0, 1), (1.0, 1.0)), ((1, 2), (2.5, 3.0))],
    "stated": {1: ((0.1, 0.3), (0.0, 0.0)), 2: ((1.0, 2.5), (0.0, 0.0))},
    "wholes": [(1000.0, 1000.0)] * 3,
    "others": Others.UNKNOWN,
}


@draws(40)
@given(drawn())
@example(A_STATEMENT_THAT_ITS_PARTS_EXCEED)
def test_the_reckoning_of_workbooks_says_the_same(case: dict[str, object]) -> None:
    """The bill of objects, with prices as wholes and stated values as contents: what ``check`` reckons with."""
    case = _fit_for_workbooks(case)
    names = [f"I{one}" for one in range(case["size"])]
    dysprosium, _ = read_substance("Dy")
    items = {
        name: Item(
            number=name,
            mass=Figure(bounds=Bounds.unknown()),
            prices=(Price(bounds=_bounds(whole), currency="USD"),),
        )
        for name, whole in zip(names, case["wholes"], strict=True)
    }
    structures: dict[str, list[BillLine]] = {}
    for (above, below), quantity in case["lines"]:
        structures.setdefault(names[above], []).append(
            BillLine(parent=names[above], component=names[below], quantity_per=_bounds(quantity))
        )
    content = {
        names[one]: (
            ContentRow(
                item=names[one],
                substance=dysprosium,
                value=_bounds(columns[0]),
                currency="USD",
                origin=Origin(shares=(("CN", Fraction(1)),)),
                disclosure=Disclosure.ALL,
            ),
        )
        for one, columns in case["stated"].items()
    }
    bill = Bill(
        items=items, structures={parent: (tuple(lines),) for parent, lines in structures.items()}
    )
    rollup = roll_up_items(
        bill, Facts(on=date(2026, 11, 23), content=content), counted_by(RULE), "USD"
    )
    _, rolled = arrays_of(case)
    for place, name in enumerate(names):
        assert rollup.contents[name].value == rolled.exact(place)
