"""Properties that hold for any figures: scaling, monotonicity, units, ranges, shares."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from footprint.estimate import FACTORS, estimate
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.footprint.tables import REFERENCE, Row, estimate_one, models

COMPUTE = st.floats(1e15, 1e27)
HOURS = st.floats(1e-2, 1e9)
ENERGY = st.floats(1e-4, 1e6)
MORE = st.floats(1.01, 1e3)


def rows() -> st.SearchStrategy[Row]:
    """Models with any mixture of published figures."""
    optional: dict[str, st.SearchStrategy[object]] = {
        "training_compute_flop": COMPUTE,
        "chip_hours": HOURS,
        "energy_mwh": ENERGY,
        "active_parameters": st.floats(1e6, 1e13),
        "training_tokens": st.floats(1e6, 1e14),
        "system_power_w": st.floats(50, 2000),
        "pue": st.floats(1, 2),
        "grid_gco2e_per_kwh": st.floats(0, 1200),
        "accelerator_id": st.sampled_from(["", "chip", "fast", "unrated"]),
        "grid_id": st.sampled_from(["", "AAA", "BBB", "cloud:west"]),
        "place_year": st.floats(2010, 2030),
        "place_average_of": st.sampled_from(["", "country", "site"]),
        "lineage": st.sampled_from(["from_scratch", "search", "distilled", "family"]),
        "encoder_decoder": st.booleans(),
        "pue_prior_id": st.sampled_from(["pue-hyperscaler", "pue-other"]),
        "energy_boundary": st.sampled_from(["facility", "it", "accelerator", "accelerator_with_pue", "unknown"]),
        "energy_basis": st.sampled_from(["measured", "sampled", "rating"]),
    }
    return st.fixed_dictionaries({}, optional=optional)


def scenarios() -> st.SearchStrategy[Scenario]:
    """Any mixture of assumptions."""
    return st.builds(
        Scenario,
        accelerator_id=st.sampled_from([None, "chip", "fast"]),
        mfu=st.none() | st.floats(0.01, 1),
        system_power_w=st.none() | st.floats(50, 2000),
        pue=st.none() | st.floats(1, 3),
        grid_id=st.sampled_from([None, "AAA", "BBB", "cloud:west"]),
        year=st.none() | st.integers(2000, 2030),
        grid_gco2e_per_kwh=st.none() | st.floats(0, 1200),
    )


@given(row=rows(), scenario=scenarios())
def test_every_result_is_whole(row: Row, scenario: Scenario) -> None:
    """A path comes with numbers, no path with a reason; ranges hold medians, factors have origins."""
    found = estimate_one(scenario, **row)
    if found["path"] == "none":
        assert found["reason"]
        assert math.isnan(found["energy_mwh"])
        assert math.isnan(found["emissions_tco2e"])
        return
    assert found["reason"] == ""
    assert found["energy_mwh"] > 0
    assert found["emissions_tco2e"] >= 0
    for name, unit in (("energy", "mwh"), ("emissions", "tco2e"), ("embodied", "tco2e"), ("total", "tco2e")):
        median = found[f"{name}_{unit}"]
        if not math.isnan(median):
            assert found[f"{name}_low_{unit}"] <= median * (1 + 1e-12)
            assert found[f"{name}_high_{unit}"] >= median * (1 - 1e-12)
    assert found["emissions_sd_log10"] >= found["energy_sd_log10"]
    for factor in FACTORS:
        assert math.isnan(found[f"{factor}_median"]) == (found[f"{factor}_origin"] == "")
    if found["emissions_sd_log10"] > 0:
        assert sum(found[f"{factor}_share"] for factor in FACTORS) == pytest.approx(1)


@given(row=rows(), scenario=scenarios())
def test_factors_multiply_to_the_variance_of_the_result(row: Row, scenario: Scenario) -> None:
    found = estimate_one(scenario, **row)
    assume(found["path"] != "none")
    assert found["emissions_sd_log10"] ** 2 == pytest.approx(
        sum(found[f"{factor}_sd_log10"] ** 2 for factor in FACTORS)
    )


@given(row=rows(), scenario=scenarios())
def test_emissions_are_energy_times_grid(row: Row, scenario: Scenario) -> None:
    found = estimate_one(scenario, **row)
    assume(found["path"] != "none")
    assert found["emissions_tco2e"] == pytest.approx(found["energy_mwh"] * found["grid_median"] / 1000)


@given(
    more=MORE,
    quantity=st.sampled_from(["training_compute_flop", "chip_hours", "energy_mwh", "active_parameters"]),
)
def test_more_of_anything_costs_in_proportion(more: float, quantity: str) -> None:
    base: Row = {
        "training_compute_flop": {"training_compute_flop": 1e22, "accelerator_id": "chip"},
        "chip_hours": {"chip_hours": 1e5, "accelerator_id": "chip"},
        "energy_mwh": {"energy_mwh": 10.0, "energy_boundary": "facility", "energy_basis": "measured"},
        "active_parameters": {"active_parameters": 1e9, "training_tokens": 1e12, "accelerator_id": "chip"},
    }[quantity]
    before, after = estimate_one(**base), estimate_one(**base | {quantity: base[quantity] * more})
    for column in ("energy_mwh", "emissions_tco2e", "energy_high_mwh", "emissions_low_tco2e"):
        assert after[column] == pytest.approx(before[column] * more)


@given(row=rows(), pue=st.floats(1, 2), more=st.floats(1.01, 2))
def test_a_higher_pue_never_costs_less(row: Row, pue: float, more: float) -> None:
    low, high = estimate_one(Scenario(pue=pue), **row), estimate_one(Scenario(pue=pue * more), **row)
    assume(low["path"] != "none")
    assert high["energy_mwh"] == pytest.approx(low["energy_mwh"] * more)


@given(row=rows(), mfu=st.floats(0.01, 0.5), more=st.floats(1.01, 2))
def test_a_higher_mfu_never_costs_more(row: Row, mfu: float, more: float) -> None:
    row |= {"training_compute_flop": 1e22, "accelerator_id": "chip", "lineage": "from_scratch"}
    low, high = estimate_one(Scenario(mfu=mfu), **row), estimate_one(Scenario(mfu=mfu * more), **row)
    assert high["energy_mwh"] == pytest.approx(low["energy_mwh"] / more)


@given(row=rows(), grid=st.floats(1, 1000), more=st.floats(1.01, 10))
def test_a_dirtier_grid_emits_more_of_the_same_energy(row: Row, grid: float, more: float) -> None:
    clean = estimate_one(Scenario(grid_gco2e_per_kwh=grid), **row)
    dirty = estimate_one(Scenario(grid_gco2e_per_kwh=grid * more), **row)
    assume(clean["path"] != "none")
    assert dirty["energy_mwh"] == clean["energy_mwh"]
    assert dirty["emissions_tco2e"] == pytest.approx(clean["emissions_tco2e"] * more)


@given(row=rows())
def test_the_published_pue_as_assumption_changes_nothing_but_its_spread(row: Row) -> None:
    before = estimate_one(**row)
    assume(before["path"] != "none")
    own = row.get("pue", 1.1 if row.get("pue_prior_id", "pue-hyperscaler") == "pue-hyperscaler" else 1.5)
    after = estimate_one(Scenario(pue=own), **row)
    assert after["energy_mwh"] == pytest.approx(before["energy_mwh"])


@given(several=st.lists(rows(), min_size=1, max_size=5), scenario=scenarios())
def test_order_of_models_does_not_matter(several: list[Row], scenario: Scenario) -> None:
    frame = models(*several)
    forward = estimate(frame, REFERENCE, scenario)
    backward = estimate(frame.iloc[::-1], REFERENCE, scenario).iloc[::-1]
    pd.testing.assert_frame_equal(forward, backward)


@given(row=rows())
def test_an_empty_scenario_is_as_published(row: Row) -> None:
    pd.testing.assert_series_equal(estimate_one(Scenario(), **row), estimate_one(AS_PUBLISHED, **row))
