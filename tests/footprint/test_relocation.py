"""A training on other grids; worked cases with round numbers."""

from __future__ import annotations

import math

import pytest

from footprint.errors import InputError
from footprint.reference import Reference
from footprint.relocation import Relocation, relocate, saved
from tests.footprint.tables import ACCELERATORS, GRIDS, PRIORS

NEWEST = math.nan


def moved(*grid_ids: str, year: float = NEWEST, sd: float = 0.0) -> list[Relocation]:
    """1,000 MWh on each of the grids."""
    grids = Reference.from_tables(ACCELERATORS, GRIDS[~GRIDS["suspect"]], PRIORS).grids
    return relocate(1000.0, sd, grids, grid_ids, year)


def test_a_gigawatt_hour_on_two_grids() -> None:
    # 1,000 MWh x 500 kg/MWh = 500 t; x 50 kg/MWh = 50 t.
    first, second = moved("AAA", "BBB")
    assert (first.median, first.grid_gco2e_per_kwh, second.median) == pytest.approx((500, 500, 50))
    assert (first.grid_id, second.origin) == ("AAA", "grid:BBB@2020")


def test_the_year_decides_the_row() -> None:
    (before,) = moved("AAA", year=2018)
    assert before.median == pytest.approx(600)
    assert before.origin == "grid:AAA@2018"


def test_a_grid_asked_for_twice_answers_twice() -> None:
    first, _, again = moved("AAA", "BBB", "AAA")
    assert first == again


def test_spreads_of_energy_and_grid_add_as_squares() -> None:
    (exact,), (uncertain,) = moved("AAA"), moved("AAA", sd=0.3)
    grid, both = (math.log10(one.high / one.low) / (2 * 1.6448536) for one in (exact, uncertain))
    assert both == pytest.approx(math.hypot(grid, 0.3))


def test_moving_from_the_dirty_to_the_clean_grid_saves_nine_tenths() -> None:
    dirty, clean = moved("AAA", "BBB")
    assert saved(clean, dirty) == pytest.approx(0.9)
    assert saved(dirty, clean) == pytest.approx(-9)


def test_an_unknown_grid_is_refused() -> None:
    with pytest.raises(InputError):
        moved("ZZZ")
