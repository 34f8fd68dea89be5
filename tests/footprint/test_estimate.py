"""Paths, factors, scenarios and refusals, on tables with round numbers (tables.py)."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pandas as pd
import pytest

from footprint.errors import InputError
from footprint.estimate import FACTORS, PATHS, estimate
from footprint.scenario import Scenario
from tests.footprint.tables import COMPUTE, HOURS, MEASURED, REFERENCE, Row, estimate_one, models


def test_reported_energy_is_taken_as_it_stands() -> None:
    found = estimate_one(**MEASURED, grid_gco2e_per_kwh=400.0, place_average_of="site")
    assert (found["path"], found["reason"], found["boundary"]) == ("reported_energy", "", "facility")
    assert found["energy_mwh"] == 100
    assert found["emissions_tco2e"] == pytest.approx(40)  # 100 MWh x 400 kg/MWh
    assert found["energy_sd_log10"] == pytest.approx(0.02)  # measured-power alone
    assert found["reported_energy_origin"] == "fact:energy_mwh-fact"
    assert found["pue_origin"] == ""  # it is in the figure already


def test_energy_of_computers_is_multiplied_by_pue() -> None:
    found = estimate_one(**MEASURED | {"energy_boundary": "it"}, pue=1.2)
    assert found["energy_mwh"] == pytest.approx(120)
    assert found["pue_origin"] == "fact:pue-fact"


def test_energy_of_accelerators_is_multiplied_by_host_and_pue() -> None:
    found = estimate_one(**MEASURED | {"energy_boundary": "accelerator"})
    assert found["energy_mwh"] == pytest.approx(100 * 1.5 * 1.1)
    assert (found["host_origin"], found["pue_origin"]) == (
        "prior:server-over-chip-h100",
        "prior:pue-hyperscaler",
    )
    # 0.02^2 + 0.06^2 + 0.01^2 = 0.0041
    assert found["energy_sd_log10"] == pytest.approx(math.sqrt(0.0041))


def test_energy_of_accelerators_that_holds_pue_is_multiplied_by_host_alone() -> None:
    found = estimate_one(**MEASURED | {"energy_boundary": "accelerator_with_pue"})
    assert found["energy_mwh"] == pytest.approx(150)
    assert found["pue_origin"] == ""


def test_sampled_energy_has_a_wider_range() -> None:
    found = estimate_one(**MEASURED | {"energy_basis": "sampled"})
    assert found["energy_sd_log10"] == pytest.approx(0.12)


@pytest.mark.parametrize("basis", ["rating", "modelled", "unknown", ""])
def test_energy_from_ratings_gives_way_to_chip_hours(basis: str) -> None:
    found = estimate_one(**MEASURED | {"energy_basis": basis}, **HOURS)
    assert found["path"] == "chip_hours"
    assert found["energy_mwh"] == pytest.approx(440)  # 1e6 h x 400 W x 1.1


def test_host_of_an_unused_energy_does_not_enter() -> None:
    found = estimate_one(**MEASURED | {"energy_basis": "rating", "energy_boundary": "accelerator"}, **HOURS)
    assert (found["path"], found["host_origin"]) == ("chip_hours", "")
    assert found["energy_sd_log10"] == pytest.approx(math.hypot(0.05, 0.01))


def test_manufacture_carries_the_spread_of_estimated_hours() -> None:
    # Manufacture 0.3, MFU 0.1; power and grid do not enter.
    found = estimate_one(**COMPUTE)
    spread = math.log10(found["embodied_high_tco2e"] / found["embodied_tco2e"]) / 1.6449
    assert spread == pytest.approx(math.hypot(0.3, 0.1), rel=1e-4)


def test_chip_hours_take_the_chips_power_and_the_operators_pue() -> None:
    found = estimate_one(**HOURS, pue_prior_id="pue-other")
    assert found["energy_mwh"] == pytest.approx(600)  # 1e6 h x 400 W x 1.5
    assert (found["power_origin"], found["pue_origin"]) == ("prior:power-chip", "prior:pue-other")
    assert found["energy_sd_log10"] == pytest.approx(math.hypot(0.05, 0.05))
    assert found["chip_hours"] == 1e6
    assert found["embodied_tco2e"] == pytest.approx(10)  # 1e6 h x 0.01 kg


def test_a_models_own_power_and_pue_come_first() -> None:
    found = estimate_one(**HOURS, system_power_w=300.0, pue=1.2)
    assert found["energy_mwh"] == pytest.approx(360)
    assert (found["power_origin"], found["pue_origin"]) == ("fact:system_power_w-fact", "fact:pue-fact")
    assert found["energy_sd_log10"] == pytest.approx(0.02)


def test_chip_hours_with_own_power_need_no_chip() -> None:
    assert estimate_one(chip_hours=1e6, system_power_w=300.0)["energy_mwh"] == pytest.approx(330)


def test_compute_becomes_chip_hours() -> None:
    found = estimate_one(**COMPUTE)
    assert found["path"] == "compute"
    assert found["chip_hours"] == pytest.approx(1e6)  # 1.8e23 / (1e14 x 0.5 x 3600)
    assert found["energy_mwh"] == pytest.approx(440)
    assert found["mfu_origin"] == "prior:mfu-chip"
    # MFU 0.10, power 0.05, PUE 0.01: 0.0126
    assert found["energy_sd_log10"] == pytest.approx(math.sqrt(0.0126))


def test_compute_counted_by_others_carries_its_own_spread() -> None:
    found = estimate_one(**COMPUTE, training_compute_flop_kind="third_party")
    assert found["energy_sd_log10"] == pytest.approx(math.sqrt(0.0126 + 0.05**2))


@pytest.mark.parametrize(("encoder_decoder", "hours"), [(False, 1e6), (True, 0.5e6)])
def test_parameters_and_tokens_become_compute(encoder_decoder: bool, hours: float) -> None:
    # 6 x 3e10 x 1e12 = 1.8e23 FLOP
    found = estimate_one(
        active_parameters=3e10, training_tokens=1e12, accelerator_id="chip", encoder_decoder=encoder_decoder
    )
    assert found["path"] == "parameters_tokens"
    assert found["chip_hours"] == pytest.approx(hours)
    assert found["compute_origin"] == "fact:active_parameters-fact"
    assert found["energy_sd_log10"] == pytest.approx(math.sqrt(0.0126 + 0.05**2))


def test_stated_compute_goes_before_parameters_and_tokens() -> None:
    found = estimate_one(**COMPUTE, active_parameters=1e9, training_tokens=1e9)
    assert found["path"] == "compute"
    assert found["training_compute_flop"] == 1.8e23


@pytest.mark.parametrize(("year", "factor"), [(2020, 1), (2021, 0.5), (2022, 0.25)])
def test_compute_without_a_chip_takes_the_trend(year: int, factor: float) -> None:
    found = estimate_one(training_compute_flop=1e23, release_date=datetime.date(year, 1, 1))
    assert found["path"] == "compute_year"
    assert found["energy_mwh"] == pytest.approx(200 * factor, rel=0.002)  # 1e23 x 2e-21; leap days
    assert found["energy_per_flop_origin"] == "prior:energy-per-flop-2020"
    assert math.isnan(found["chip_hours"])
    assert math.isnan(found["embodied_tco2e"])


def test_the_trend_is_held_for_a_year_beyond_its_runs() -> None:
    # The runs behind it end at the start of 2026: energy per FLOP stays at 2e-21 x 0.5^6 MWh.
    for day in (datetime.date(2026, 3, 1), datetime.date(2026, 12, 1)):
        found = estimate_one(training_compute_flop=1e23, release_date=day)
        assert found["energy_mwh"] == pytest.approx(200 / 64)


@pytest.mark.parametrize("day", [datetime.date(2013, 12, 20), datetime.date(2028, 1, 1), None])
def test_compute_without_a_chip_far_from_the_trend_is_refused(day: datetime.date | None) -> None:
    found = estimate_one(training_compute_flop=1e23, release_date=day)
    assert (found["path"], found["reason"]) == ("none", "outside_trend")


def test_a_chip_without_a_rating_falls_back_to_the_trend() -> None:
    assert estimate_one(**COMPUTE | {"accelerator_id": "unrated"})["path"] == "compute_year"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "missing_inputs"),
        ({"active_parameters": 1e9}, "missing_inputs"),
        ({"chip_hours": 1e6}, "missing_inputs"),
        ({"emissions_tco2e": 5.0}, "only_unusable_figures"),
        (MEASURED | {"energy_basis": "rating"}, "only_unusable_figures"),
        (MEASURED | {"energy_boundary": "unknown"}, "only_unusable_figures"),
        (COMPUTE | {"lineage": "distilled"}, "lineage_distilled"),
        (COMPUTE | {"lineage": "pruned"}, "lineage_pruned"),
        (COMPUTE | {"lineage": "fine_tuned"}, "lineage_fine_tuned"),
        (COMPUTE | {"lineage": "grown"}, "lineage_grown"),
        (COMPUTE | {"lineage": "family"}, "lineage_family"),
        (COMPUTE | {"lineage": "project"}, "lineage_project"),
    ],
)
def test_missing_figures_give_a_reason_and_no_number(row: Row, reason: str) -> None:
    found = estimate_one(**row)
    assert (found["path"], found["reason"], found["boundary"]) == ("none", reason, "")
    numbers = found.drop(["path", "reason", "boundary", "untested", "training_compute_flop"])
    numbers = numbers[[name for name in numbers.index if not name.endswith(("_origin", "_sd_log10"))]]
    assert numbers.isna().all()
    assert all(found[f"{factor}_origin"] == "" for factor in FACTORS)


@pytest.mark.parametrize("lineage", ["distilled", "fine_tuned", "family", "project", "search"])
def test_published_hours_and_energy_count_for_every_lineage(lineage: str) -> None:
    assert estimate_one(**HOURS, lineage=lineage)["path"] == "chip_hours"
    assert estimate_one(**MEASURED, lineage=lineage)["path"] == "reported_energy"


def test_total_adds_operation_and_manufacture() -> None:
    found = estimate_one(Scenario(grid_gco2e_per_kwh=0.0), **HOURS)
    assert found["emissions_tco2e"] == 0
    assert found["total_tco2e"] == pytest.approx(found["embodied_tco2e"])
    assert found["total_high_tco2e"] == pytest.approx(found["embodied_high_tco2e"])


def test_shares_of_the_variance() -> None:
    # Power 0.05, PUE 0.01, grid 0.16: squares 25, 1, 256 of 282.
    found = estimate_one(**HOURS, grid_id="AAA")
    shares = {factor: found[f"{factor}_share"] for factor in FACTORS}
    assert shares["grid"] == pytest.approx(256 / 282)
    assert shares["power"] == pytest.approx(25 / 282)
    assert shares["pue"] == pytest.approx(1 / 282)
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "field",
    [
        "active_parameters",
        "training_tokens",
        "training_compute_flop",
        "chip_hours",
        "energy_mwh",
        "system_power_w",
    ],
)
@pytest.mark.parametrize("bad", [0.0, -1.0, math.inf])
def test_impossible_figures_are_refused(field: str, bad: float) -> None:
    with pytest.raises(InputError) as caught:
        estimate(models(HOURS, {field: bad}), REFERENCE)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"pue": 0.9}, "pue"),
        ({"grid_gco2e_per_kwh": -1.0}, "grid_gco2e_per_kwh"),
        ({"accelerator_id": "abacus"}, "accelerator_id"),
        ({"grid_id": "ATLANTIS"}, "grid_id"),
        ({"pue_prior_id": "pue-imaginary"}, "prior_id"),
    ],
)
def test_impossible_rows_are_refused(row: Row, field: str) -> None:
    with pytest.raises(InputError) as caught:
        estimate(models(row), REFERENCE)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("scenario", "field", "named"),
    [
        (Scenario(accelerator_id="abacus"), "accelerator_id", "abacus"),
        (Scenario(accelerator_id="unrated"), "accelerator_id", "unrated"),
        (Scenario(grid_id="ATLANTIS"), "grid_id", "ATLANTIS"),
    ],
)
def test_unknown_ids_of_a_scenario_are_refused(scenario: Scenario, field: str, named: str) -> None:
    with pytest.raises(InputError, match=named) as caught:
        estimate(models(COMPUTE), REFERENCE, scenario)
    assert caught.value.field == field


def test_rows_do_not_touch_each_other() -> None:
    rows: list[Row] = [
        MEASURED,
        HOURS,
        COMPUTE,
        {},
        {"training_compute_flop": 1e22},
        HOURS | {"grid_id": "AAA"},
    ]
    together = estimate(models(*rows), REFERENCE)
    for place, row in enumerate(rows):
        alone = estimate_one(**row)
        pd.testing.assert_series_equal(together.iloc[place], alone, check_names=False)


def test_index_is_kept_and_the_input_left_alone() -> None:
    frame = models(MEASURED, HOURS).set_index(pd.Index(["second", "first"]))
    before = frame.copy(deep=True)
    assert list(estimate(frame, REFERENCE).index) == ["second", "first"]
    pd.testing.assert_frame_equal(frame, before)


def test_no_models_give_no_rows() -> None:
    found = estimate(models(MEASURED).iloc[:0], REFERENCE)
    assert len(found) == 0
    assert {"path", "emissions_tco2e", "grid_origin"} <= set(found.columns)


def test_paths_are_complete() -> None:
    rows = [
        MEASURED,
        HOURS,
        {"chip_count": 100.0, "wall_clock_hours": 1e4, "accelerator_id": "chip"},
        COMPUTE,
        COMPUTE | {"training_compute_flop": math.nan},
        {"training_compute_flop": 1e22},
    ]
    rows[4] = {"active_parameters": 1e9, "training_tokens": 1e9, "accelerator_id": "chip"}
    assert tuple(estimate(models(*rows), REFERENCE)["path"]) == PATHS
    assert np.isfinite(estimate(models(*rows), REFERENCE)["emissions_tco2e"]).all()
