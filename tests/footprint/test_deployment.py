"""A deployment's costs, break-even day and share."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from footprint.deployment import EMISSIONS, ENERGY, Amount, Deployment, Period, Service, Training, cost_of_uses, deploy

H100 = Service("h100-sxm5", 989e12, 1000.0, 1.1, 0.1, 64.0, 200.0, 500.0)
GRID = Amount(400.0, 0.1)
RUN = Training(Amount(1000.0, 0.1), Amount(400.0, 0.15), Amount(1e6, 0.1), GRID, "grid:WORLD@2024")
MANUFACTURE = Amount(0.02, 0.2)


QUERY = Amount(1.0, 0.2)  # [Wh]
YEAR = Period(queries_per_day=1e6, growth=0.0, months_between=math.inf, development=1.0, days=365.0)


def deployed(period: Period = YEAR, origin: str = "grid:WORLD@2024", impact: str = ENERGY) -> Deployment:
    return deploy(RUN, QUERY, H100, period, GRID, origin, MANUFACTURE, impact=impact)


def test_a_megawatt_hour_a_day_reaches_a_gigawatt_hour_in_a_thousand_days() -> None:
    # 1 Wh x 1e6 queries = 1 MWh a day; 1,000 MWh of training.
    assert deployed().break_even_range[0] == pytest.approx(1000.0)


def test_the_spread_of_break_even_is_that_of_query_and_training() -> None:
    _, low, high = deployed().break_even_range
    assert math.log10(high / low) == pytest.approx(2 * 1.6448536 * math.hypot(0.2, 0.1))


def test_the_share_after_as_many_days_as_it_takes_is_half() -> None:
    assert deployed(replace(YEAR, days=1000.0)).share_range[0] == pytest.approx(0.5)


def test_a_grid_that_both_share_cancels_and_another_does_not() -> None:
    shared = deployed(impact=EMISSIONS).ratio_sd
    assert shared == pytest.approx(math.hypot(0.2, 0.1))
    assert deployed(impact=EMISSIONS, origin="grid:FRA@2024").ratio_sd == pytest.approx(math.sqrt(0.2**2 + 3 * 0.1**2))


def test_emissions_of_a_year_are_energy_times_the_grid() -> None:
    # 365 MWh x 400 kg/MWh = 146 t.
    assert deployed().emissions_range[0] == pytest.approx(146.0)


def test_manufacture_counts_the_hours_of_training_and_use() -> None:
    # Use: 1 MWh a day at 1,100 W is 909 h a day, 331,818 h a year; training 1e6 h; 0.02 kg an hour.
    run = replace(RUN, chip_hours=Amount(1e6, 0.0))
    exact = deploy(run, Amount(1.0, 0.0), H100, YEAR, GRID, "grid:WORLD@2024", MANUFACTURE)
    assert float(exact.embodied_by(365.0).median) == pytest.approx(0.02 * (1e6 + 331_818) / 1000, rel=1e-6)


def test_parts_of_the_whole() -> None:
    # 365 MWh of use and 1,000 MWh of training, of which research is half where it doubles the run.
    shares = deployed(replace(YEAR, development=2.0)).shares
    assert shares == pytest.approx({"inference": 365 / 2365, "final_runs": 1000 / 2365, "development": 1000 / 2365})
    assert deployed().shares == pytest.approx({"inference": 365 / 1365, "final_runs": 1000 / 1365, "development": 0.0})
    emissions = deployed(impact=EMISSIONS)
    assert sum(emissions.shares.values()) == pytest.approx(1.0)
    assert emissions.shares["embodied"] > 0
    assert set(deployed().parts_by(365.0)) == {"training", "inference"}  # nobody publishes the chips' energy


def test_use_over_training() -> None:
    assert float(deployed().use_over_training.median) == pytest.approx(0.365)


def test_a_thousand_uses_on_a_grid() -> None:
    # 1,000 x 2.4 Wh = 2.4 kWh = 0.0024 MWh; x 400 g/kWh = 960 g.
    query = Amount(2.4, 0.3)
    energy, tonnes = (cost_of_uses(query, impact, GRID, 1000) for impact in (ENERGY, EMISSIONS))
    assert (energy.median, energy.sd) == pytest.approx((0.0024, 0.3))
    assert (tonnes.median, tonnes.sd) == pytest.approx((9.6e-4, math.hypot(0.3, 0.1)))


def test_queries_that_reach_a_share_reach_it() -> None:
    needed = deployed().queries_for(0.8)[0]
    assert deployed(replace(YEAR, queries_per_day=needed)).share_range[0] == pytest.approx(0.8)
