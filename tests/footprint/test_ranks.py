"""Places in a ranking that overlapping ranges allow."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import InputError
from footprint.ranks import places
from footprint.uncertainty import interval

MEDIANS = st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=30)
SPREAD = st.floats(0, 0.6)


@st.composite
def quantities(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Medians and spreads of some log-normal quantities."""
    medians = np.array(draw(MEDIANS))
    return medians, np.array([draw(SPREAD) for _ in medians])


def test_ranges_apart_are_ranked_and_ranges_that_touch_are_not() -> None:
    # 100 (90-110) lies above the rest; 50 (40-60) and 45 (30-60) cannot be told apart; 10 (5-20) lies below them.
    first, last = places(np.array([90.0, 40, 30, 5]), np.array([110.0, 60, 60, 20]))
    assert first.tolist() == [1, 2, 2, 4]
    assert last.tolist() == [1, 3, 3, 4]


def test_overlap_is_not_handed_on() -> None:
    # The middle one meets both neighbours, which do not meet each other.
    first, last = places(np.array([8.0, 4, 1]), np.array([12.0, 9, 5]))
    assert first.tolist() == [1, 1, 2]
    assert last.tolist() == [2, 3, 3]


def test_values_without_ranges_are_ranked_one_by_one_and_equals_share_a_place() -> None:
    values = np.array([7.0, 9, 7, 1])
    first, last = places(values, values)
    assert first.tolist() == [2, 1, 2, 4]
    assert last.tolist() == [3, 1, 3, 4]


@given(quantities())
def test_the_place_of_the_median_lies_within(given: tuple[np.ndarray, np.ndarray]) -> None:
    medians, spreads = given
    first, last = places(*interval(medians, spreads))
    for one, median in enumerate(medians):
        assert 1 <= first[one] <= 1 + np.sum(medians > median)
        assert len(medians) - np.sum(medians < median) <= last[one] <= len(medians)


@given(quantities(), st.floats(1.0, 3.0))
def test_wider_ranges_never_tell_more(given: tuple[np.ndarray, np.ndarray], wider: float) -> None:
    medians, spreads = given
    first, last = places(*interval(medians, spreads))
    first_wide, last_wide = places(*interval(medians, spreads * wider))
    assert np.all(first_wide <= first)
    assert np.all(last_wide >= last)


@given(quantities(), st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(given: tuple[np.ndarray, np.ndarray], unit: float) -> None:
    low, high = interval(*given)
    before, after = places(low, high), places(low * unit, high * unit)
    assert [one.tolist() for one in before] == [one.tolist() for one in after]


@given(quantities())
def test_an_order_that_is_stated_is_right_nine_times_in_ten(given: tuple[np.ndarray, np.ndarray]) -> None:
    medians, spreads = given
    low, high = interval(medians, spreads)
    for one in range(len(medians)):
        for other in range(len(medians)):
            if low[one] > high[other]:
                distance = np.log10(medians[one] / medians[other])
                # Errors that oppose each other entirely are the worst case.
                assert distance >= NormalDist().inv_cdf(0.9) * (spreads[one] + spreads[other])


@pytest.mark.parametrize(("low", "high"), [(2.0, 1.0), (float("nan"), 1.0), (1.0, float("nan"))])
def test_bounds_that_make_no_range_are_refused(low: float, high: float) -> None:
    with pytest.raises(InputError):
        places(np.array([low]), np.array([high]))
