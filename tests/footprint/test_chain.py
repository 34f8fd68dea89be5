"""The chain of steps ends in the estimate, whatever it starts from; worked cases with round numbers."""

from __future__ import annotations

import datetime
import math

import pytest

from footprint import chain
from footprint.estimate import PATHS, estimate
from footprint.load import load
from footprint.neighbours import nearest
from footprint.records import Estimate
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.footprint.tables import COMPUTE, HOURS, MEASURED, Row, estimate_one

DATASET = load()
MODELS = DATASET.models.set_index("model_id", drop=False)
REFERENCE = Reference.from_tables(DATASET.accelerators, DATASET.grids, DATASET.priors)
SCENARIOS = (AS_PUBLISHED, Scenario("h100-sxm5", 0.4, None, 1.1, "FRA", 2022), Scenario(pue=1.3), Scenario(mfu=0.3))


def _estimate(scenario: Scenario = AS_PUBLISHED, **row: object) -> Estimate:
    return Estimate.of_row(dict(estimate_one(scenario, **row)))


def _steps(scenario: Scenario = AS_PUBLISHED, **row: object) -> list[chain.Step]:
    return chain.steps(_estimate(scenario, **row))


def test_compute_to_tonnes_by_hand() -> None:
    # 1.8e23 FLOP / (1e14 FLOP/s x 0.5 x 3600 s/h) = 1e6 h; x 400 W = 400 MWh; x 1.1 = 440 MWh; x 500 g/kWh = 220 t;
    # 1e6 h x 0.01 kg/h = 10 t of manufacture.
    found = _steps(**COMPUTE, grid_id="AAA")
    assert [step.name for step in found] == ["compute", "mfu", "power", "pue", "grid", "embodied"]
    assert [step.result for step in found[:-1]] == pytest.approx([1.8e23, 1e6, 400, 440, 220])
    assert found[-1].value == pytest.approx(10)
    assert chain.peak_flop_per_s(found[0], found[1]) == pytest.approx(1e14)
    assert dict(chain.tonnes(found)) == pytest.approx({"power": 200, "pue": 20})


def test_a_reported_compute_is_exact_and_each_step_widens_the_range() -> None:
    found = _steps(**COMPUTE, grid_id="AAA")[:-1]
    widths = [step.high / step.low for step in found]
    assert widths[0] == 1
    assert widths == sorted(widths)


def test_accelerators_alone_need_host_and_pue() -> None:
    row: Row = {**MEASURED, "energy_boundary": "accelerator", "grid_id": "AAA"}
    found = _steps(**row)
    assert [step.result for step in found] == pytest.approx([100, 150, 165, 82.5])
    assert dict(chain.tonnes(found)) == pytest.approx({"reported_energy": 50, "host": 25, "pue": 7.5})


def test_another_pue_replaces_the_one_that_the_energy_holds() -> None:
    found = _steps(Scenario(pue=1.21), **MEASURED, pue=1.1, grid_id="AAA")
    pue = next(step for step in found if step.name == "pue")
    assert (pue.replaced_pue, pue.result) == pytest.approx((1.1, 110))
    assert dict(chain.tonnes(found)) == pytest.approx({"reported_energy": 50, "pue": 5})


def test_a_pue_that_enters_once_replaces_nothing() -> None:
    assert all(math.isnan(step.replaced_pue) for step in _steps(**HOURS, grid_id="AAA"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_every_chain_ends_in_its_estimate_and_its_parts_add_up(scenario: Scenario) -> None:
    found = estimate(MODELS, REFERENCE, scenario)
    paths = set()
    for model_id, row in found.iterrows():
        steps = chain.steps(Estimate.of_row(dict(row)))
        assert bool(steps) == (row["path"] != "none"), model_id
        if not steps:
            continue
        paths.add(row["path"])
        operational = next(step for step in steps if step.name == "grid")
        ends = operational.result, operational.low, operational.high
        assert ends == pytest.approx(tuple(row[f"emissions_{bound}tco2e"] for bound in ("", "low_", "high_"))), model_id
        assert sum(part for _, part in chain.tonnes(steps)) == pytest.approx(row["emissions_tco2e"]), model_id
        assert (steps[-1].name == "embodied") == (row["embodied_tco2e"] > 0), model_id
    # Of every model with parameters and tokens the compute is published too: that path is a reader's own (test_own.py).
    assert paths == (set(PATHS) - {"parameters_tokens"} if scenario == AS_PUBLISHED else paths)


def test_what_two_scenarios_share_cancels() -> None:
    here = _estimate(Scenario(grid_id="AAA"), **COMPUTE)
    there = _estimate(Scenario(grid_id="BBB"), **COMPUTE)
    median, low, high = chain.ratio(here, there)
    assert median == pytest.approx(10)
    # The two grids alone are unknown: 0.16 each.
    assert math.log10(high / median) == pytest.approx(1.645 * math.hypot(0.16, 0.16), rel=1e-3)
    assert chain.ratio(here, here) == (1, 1, 1)
    assert low * high == pytest.approx(median**2)


def test_neighbours_are_near_in_compute_and_date() -> None:
    day, year_later = datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)
    dates = [day, day, year_later, day, None, datetime.date(2030, 1, 1)]
    compute = [1e21, 2e21, 1e21, math.nan, 1e21, 1e21]
    assert nearest(0, compute, dates, 2) == [1, 2]
    assert nearest(0, compute, dates, 9) == [1, 2, 5]
    assert nearest(3, compute, dates, 3) == [0, 1, 2]  # its own compute is unknown: by date alone
    assert nearest(4, compute, dates, 3) == []
