"""Growing traffic, repeated trainings, and the day on which use overtakes them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import InputError
from footprint.life_cycle import break_even_days, days_of_traffic, multiplier, retraining_days, traffic_days, trainings
from footprint.units import DAYS_PER_MONTH

DAYS = st.floats(1e-3, 3650)
GROWTH = st.floats(-0.5, 0.5)


def test_steady_traffic_is_the_days_themselves() -> None:
    assert traffic_days(365, 0.0) == 365
    assert days_of_traffic(365, 0.0) == 365
    assert break_even_days(123.4) == 123.4


def test_a_month_of_doubling_traffic() -> None:
    # The integral of 2^(t/T) from 0 to T is T / ln 2: 1.443 months of the first day's traffic.
    assert traffic_days(DAYS_PER_MONTH, 1.0) == pytest.approx(DAYS_PER_MONTH / math.log(2))


def test_falling_traffic_has_an_end() -> None:
    # Halving each month, all queries there will ever be are 1 / ln 2 months of the first day's.
    ever = DAYS_PER_MONTH / math.log(2)
    assert traffic_days(1e5, -0.5) == pytest.approx(ever)
    assert days_of_traffic(0.999 * ever, -0.5) < math.inf
    assert days_of_traffic(1.001 * ever, -0.5) == math.inf
    assert break_even_days(1.001 * ever, -0.5) == math.inf


@given(days=DAYS, growth=st.floats(-0.1, 0.5))
def test_days_and_traffic_are_inverse(days: float, growth: float) -> None:
    assert days_of_traffic(traffic_days(days, growth), growth) == pytest.approx(days)


@given(days=DAYS, growth=GROWTH, more=st.floats(0.001, 0.5))
def test_more_growth_never_means_fewer_queries(days: float, growth: float, more: float) -> None:
    assert traffic_days(days, growth + more) >= traffic_days(days, growth)


def test_trainings_of_a_year() -> None:
    # BLOOM: all experiments were 2.685 final runs (Luccioni et al. 2022, Table 5); retrained after 4 and 8 months.
    assert trainings(365, 2.685, 4) == 2.685 + 2
    assert trainings(365, 1.0) == 1.0
    assert trainings(np.array([0.0, 121.0, 122.0]), 1.0, 4).tolist() == [1.0, 1.0, 2.0]


def test_research_that_costs_as_much_as_the_run_doubles_it() -> None:
    assert multiplier(1.0) == 2.0
    with pytest.raises(InputError):
        multiplier(-0.1)


def test_three_retrainings_in_a_year() -> None:
    # Every 4 months of 30.4375 days: days 121.75, 243.5 and 365.25, the last one a quarter of a day too late.
    assert retraining_days(365, 4).tolist() == [121.75, 243.5]
    assert retraining_days(365.25, 4).tolist() == [121.75, 243.5, 365.25]
    assert retraining_days(365, math.inf).tolist() == []
    assert [trainings(day, 1.0, 4) for day in retraining_days(365, 4)] == [2.0, 3.0]


def test_break_even_between_retrainings() -> None:
    # A run costs 20 days of use. Never retrained: day 20. With development 2: day 40, unless a second run comes on day
    # 30.44 (one month): then 3 runs are due by day 60, before the third on day 60.875.
    assert break_even_days(20.0) == 20.0
    assert break_even_days(20.0, development=2.0) == 40.0
    assert break_even_days(20.0, development=2.0, months_between=1) == 60.0


def test_too_frequent_retraining_is_never_overtaken() -> None:
    assert break_even_days(31.0, months_between=1) == math.inf
    assert break_even_days(30.0, months_between=1) == 30.0


@given(steady=st.floats(0.1, 500), growth=GROWTH, development=st.floats(1, 5), months=st.floats(1, 24))
def test_at_break_even_use_has_cost_as_much_as_training(
    steady: float, growth: float, development: float, months: float
) -> None:
    day = float(break_even_days(steady, growth, development, months))
    if math.isfinite(day):
        assert traffic_days(day, growth) == pytest.approx(steady * trainings(day, development, months), rel=1e-3)


@given(steady=st.floats(0.1, 500), growth=GROWTH, months=st.floats(1, 24), more=st.floats(0.1, 10))
def test_more_development_never_breaks_even_earlier(steady: float, growth: float, months: float, more: float) -> None:
    assert break_even_days(steady, growth, 1.0 + more, months) >= break_even_days(steady, growth, 1.0, months)


@given(steady=st.floats(0.1, 500), growth=GROWTH, months=st.sampled_from([1.0, 3.0, 12.0, math.inf]))
def test_arrays_and_numbers_agree(steady: float, growth: float, months: float) -> None:
    both = break_even_days(np.array([steady, 2 * steady]), growth, 1.5, months)
    assert both.tolist() == [
        float(break_even_days(steady, growth, 1.5, months)),
        float(break_even_days(2 * steady, growth, 1.5, months)),
    ]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((0.0, 0.0, 1.0, 1.0), "steady_days"),
        ((1.0, -1.0, 1.0, 1.0), "growth_per_month"),
        ((1.0, 0.0, 0.9, 1.0), "development"),
        ((1.0, 0.0, 1.0, 0.0), "months_between"),
    ],
)
def test_impossible_inputs_are_refused(arguments: tuple[float, float, float, float], field: str) -> None:
    with pytest.raises(InputError) as caught:
        break_even_days(*arguments)
    assert caught.value.field == field


def test_negative_days_are_refused() -> None:
    for function in (traffic_days, trainings):
        with pytest.raises(InputError) as caught:
            function(-1.0, 1.0)
        assert caught.value.field == "days"
