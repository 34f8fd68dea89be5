"""Closed forms of log-normal factors, checked against sampling."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import InputError
from footprint.uncertainty import Bounds, combined_sd, interval, sd_if_known, sum_of_two, variance_shares

SPREAD = st.floats(0, 1)
MEDIAN = st.floats(1e-6, 1e9)


def _column(value: float) -> np.ndarray:
    return np.array([value])


def test_ninety_percent_of_draws_lie_in_the_range() -> None:
    draws = 100 * 10 ** np.random.default_rng(1).normal(0, 0.15, 200_000)
    low, high = interval(100.0, 0.15)
    assert np.mean((draws > low) & (draws < high)) == pytest.approx(0.9, abs=0.003)


def test_priors_table_states_the_same_range() -> None:
    # Row power-v100: median 330 W, spread 0.06, 90 % range 263 to 414 W.
    low, high = interval(330.0, 0.06)
    assert low == pytest.approx(263, abs=0.5)
    assert high == pytest.approx(414, abs=0.5)


@given(median=MEDIAN, sd=SPREAD, probability=st.floats(0.01, 0.99))
def test_range_holds_its_median_symmetrically(median: float, sd: float, probability: float) -> None:
    low, high = interval(median, sd, probability)
    assert low <= median <= high
    assert low * high == pytest.approx(median**2)


@pytest.mark.parametrize("probability", [0.0, 1.0, -1.0, 2.0, float("nan")])
def test_probability_must_lie_between_zero_and_one(probability: float) -> None:
    with pytest.raises(InputError) as caught:
        interval(1.0, 0.1, probability)
    assert caught.value.field == "probability"


def test_negative_spread_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        interval(1.0, -0.1)
    assert caught.value.field == "sd_log10"


def test_spread_of_a_product_of_draws() -> None:
    generator = np.random.default_rng(2)
    product = (
        generator.normal(0, 0.14, 400_000) + generator.normal(0, 0.06, 400_000) + generator.normal(0, 0.16, 400_000)
    )
    assert combined_sd(0.14, 0.06, 0.16) == pytest.approx(product.std(), rel=0.01)


def test_shares_are_squares() -> None:
    # 0.3^2 : 0.4^2 = 9 : 16.
    shares = variance_shares({"a": _column(0.3), "b": _column(0.4)})
    assert (shares["a"][0], shares["b"][0]) == (pytest.approx(0.36), pytest.approx(0.64))


@given(st.lists(st.floats(0, 1).filter(lambda sd: sd == 0 or sd > 1e-6), min_size=1, max_size=8))
def test_shares_sum_to_one_or_are_missing(sds: list[float]) -> None:
    shares = variance_shares({str(place): _column(sd) for place, sd in enumerate(sds)})
    total = sum(share[0] for share in shares.values())
    assert np.isnan(total) if max(sds) == 0 else total == pytest.approx(1)


def test_a_scaled_range_keeps_its_width() -> None:
    assert Bounds(10.0, 5.0, 20.0).scaled(3) == (30, 15, 60)
    assert Bounds(10.0, 5.0, 20.0).inverse == (0.1, 0.05, 0.2)


def test_ranges_that_touch_leave_the_order_open() -> None:
    low, high = Bounds(1.0, 0.5, 2.0), Bounds(4.0, 2.0, 8.0)
    assert low.overlaps(high)
    assert high.overlaps(low)
    assert not low.overlaps(Bounds(8.0, 4.0, 16.0))
    assert not Bounds(math.nan, math.nan, math.nan).overlaps(low)


def test_sum_of_two_has_the_mean_and_variance_of_drawn_sums() -> None:
    generator = np.random.default_rng(3)
    draws = 500 * 10 ** generator.normal(0, 0.1, 1_000_000) + 50 * 10 ** generator.normal(0, 0.3, 1_000_000)
    median, sd = sum_of_two(_column(500), _column(0.1), _column(50), _column(0.3))
    variance_ln = (sd[0] * np.log(10)) ** 2
    mean = median[0] * np.exp(variance_ln / 2)
    assert mean == pytest.approx(draws.mean(), rel=0.002)
    assert mean * np.sqrt(np.expm1(variance_ln)) == pytest.approx(draws.std(), rel=0.01)


def test_sum_of_exact_values_is_exact() -> None:
    median, sd = sum_of_two(_column(3.0), _column(0.0), _column(4.0), _column(0.0))
    assert (median[0], sd[0]) == (pytest.approx(7), 0)


def test_knowing_a_factor_leaves_the_others() -> None:
    assert sd_if_known(combined_sd(0.3, 0.4), 0.4) == pytest.approx(0.3)
    assert sd_if_known(0.4, 0.4) == 0
