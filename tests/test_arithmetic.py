"""Arithmetic on quantities, against decimals worked out beside it."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.arithmetic import add, average, before_growth, multiple, share, shift, show_amount, subtract
from index.figures import Quantity, find_quantities

tenths = st.integers(1, 10**9).map(lambda n: Decimal(n) / 100)


def of(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


def made(value: Decimal, unit: str = "元") -> Quantity:
    return Quantity(0, 1, float(value), unit, "=")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (42252600, "元", "4225.26万元"),
        (20340, "元", "20340元"),
        (150000, "人次", "15万人次"),
        (18607, "公里", "18607公里"),
        (2.5e12, "元", "2.5万亿元"),
        (Decimal("0.7"), "个百分点", "0.7个百分点"),
        (12000, "%", "12000%"),
        (0, "", "0"),
    ],
)
def test_an_amount_is_written_in_the_scale_that_makes_it_short(value: float, unit: str, text: str) -> None:
    assert show_amount(value, unit) == text


@pytest.mark.parametrize(
    ("result", "text", "working", "exact"),
    [
        (add([of("3584.27万元"), of("640.99万元")]), "4225.26万元", "3584.27万元＋640.99万元＝4225.26万元", True),
        (add([of("超200万元"), of("50万元")]), "250万元", "200万元＋50万元＝250万元", False),
        (subtract(of("8.5%"), of("10.3%")), "1.8个百分点", "10.3%－8.5%＝1.8个百分点", True),
        (subtract(of("12场"), of("24次")), "12", "24－12＝12", True),
        (share(of("6700平方米"), of("8200平方米")), "81.7%", "6700平方米÷8200平方米≈81.7%", False),
        (share(of("30人"), of("60人")), "50%", "30人÷60人＝50%", True),
        (multiple(of("116个"), of("37个")), "3.1倍", "116个÷37个≈3.1倍", False),
        (average(of("30人"), of("5批次")), "6人", "30人÷5批次＝6人", True),
        (shift(of("5.7%"), of("0.7个百分点"), up=False), "5%", "5.7%－0.7个百分点＝5%", True),
        (before_growth(of("6600亩"), of("10%"), grew=True), "6000亩", "6600亩÷（1＋10%）＝6000亩", True),
        (before_growth(of("80吨"), of("20%"), grew=False), "100吨", "80吨÷（1－20%）＝100吨", True),
    ],
)
def test_results_by_hand(result: object, text: str, working: str, exact: bool) -> None:
    assert (result.text, result.working, result.exact) == (text, working, exact)  # type: ignore[attr-defined]


@given(st.lists(tenths, min_size=2, max_size=6))
def test_sums_are_those_of_decimals(values: list[Decimal]) -> None:
    result = add([made(value) for value in values])
    assert result.value == sum(values)
    assert next(find_quantities(result.text)).value == float(sum(values))


@given(tenths, tenths)
def test_differences_are_those_of_decimals(one: Decimal, other: Decimal) -> None:
    result = subtract(made(one), made(other))
    assert result.value == abs(one - other)
    assert result.text == subtract(made(other), made(one)).text


@given(tenths, tenths)
def test_quotients_are_right_to_their_last_digit(one: Decimal, other: Decimal) -> None:
    times, part = multiple(made(one), made(other)), share(made(one), made(other))
    for result, true in ((times, one / other), (part, one / other * 100)):
        scale = next((s for s in (10**12, 10**8, 10**4) if true >= s), 1)
        assert abs(result.value - true) <= Decimal("0.05") * scale
        assert result.exact == (result.value == true)


@given(tenths, st.integers(1, 99))
def test_growth_is_undone(now: Decimal, rate: int) -> None:
    assume(now >= 1)
    result = before_growth(made(now), made(Decimal(rate), "%"), grew=True)
    assert abs(result.value * (100 + rate) / 100 - now) <= now / 10


def test_a_number_of_any_length_is_divided() -> None:
    assert multiple(made(Decimal("1" * 130)), made(Decimal(2))).unit == "倍"
