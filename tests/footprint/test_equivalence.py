"""Which everyday units keep a number readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.equivalence import READABLE, count, readable

# Car over its lifetime and American year: Strubell et al. (2019), Table 1; kilometre: EPA (2026).
UNITS = {"car": 57152.6, "year": 16400.1, "flight": 1200.0, "kilometre": 0.2442}


def test_the_famous_search_is_five_cars_and_a_small_model_is_kilometres() -> None:
    assert count(284.0191, UNITS["car"]) == pytest.approx(5, abs=0.05)
    assert readable(284.0191, UNITS, 3) == ["car", "year", "flight"]
    assert readable(0.1, UNITS, 1) == ["kilometre"]


@given(st.floats(1e-7, 1e7), st.integers(1, 4))
def test_as_many_as_wanted_in_their_order(tonnes: float, most: int) -> None:
    found = readable(tonnes, UNITS, most)
    assert len(found) == most
    assert found == [unit for unit in UNITS if unit in found]


@given(st.floats(1e-4, 1e7))
def test_a_readable_unit_is_never_passed_over(tonnes: float) -> None:
    low, high = READABLE
    if any(low <= count(tonnes, unit) <= high for unit in UNITS.values()):
        chosen = readable(tonnes, UNITS, 1)[0]
        assert low <= count(tonnes, UNITS[chosen]) * 1.000001
        assert count(tonnes, UNITS[chosen]) <= high * 1.000001


def test_nothing_emitted_is_no_error() -> None:
    assert readable(0.0, UNITS, 2) == ["car", "year"]
