"""Paths, factors, scenarios and refusals, on tables with round numbers (tables.py)."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pandas as pd
import pytest

from footprint.errors import InputError
from footprint.estimate import FACTORS, PATHS, estimate
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.footprint.tables import REFERENCE, Row, estimate_one, models

MEASURED: Row = {"energy_mwh": 100.0, "energy_boundary": "facility", "energy_basis": "measured"}
HOURS: Row = {"chip_hours": 1e6, "accelerator_id": "chip"}
COMPUTE: Row = {"training_compute_flop": 1.8e23, "accelerator_id": "chip"}  # 1e6 hours of the chip


def test_reported_energy_is_taken_as_it_stands() -> None:
    found = estimate_one(**MEASURED, grid_gco2e_per_kwh=400.0, place_level="cloud")
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


class TestGrid:
    """Which intensity an energy is multiplied by."""

    def test_own_figure_of_a_site_is_exact(self) -> None:
        found = estimate_one(**MEASURED, grid_gco2e_per_kwh=123.0, grid_id="cloud:west", place_level="cloud")
        assert (found["grid_median"], found["grid_sd_log10"]) == (123, 0)

    def test_own_figure_of_a_country_stands_for_an_unknown_site(self) -> None:
        found = estimate_one(**MEASURED, grid_gco2e_per_kwh=123.0, grid_id="AAA", place_level="country")
        assert (found["grid_median"], found["grid_sd_log10"]) == (123, 0.16)

    @pytest.mark.parametrize(("year", "vintage", "value"), [(2018, 2018, 600), (2020, 2020, 500), (2010, 2018, 600)])
    def test_place_and_year(self, year: int, vintage: int, value: float) -> None:
        found = estimate_one(**MEASURED, grid_id="AAA", place_year=float(year), place_level="country")
        assert (found["grid_median"], found["grid_origin"]) == (value, f"grid:AAA@{vintage}")
        assert found["grid_sd_log10"] == 0.16

    def test_earlier_of_two_equally_near_years(self) -> None:
        assert estimate_one(**MEASURED, grid_id="AAA", place_year=2019.0)["grid_origin"] == "grid:AAA@2018"

    def test_suspect_vintage_is_passed_over(self) -> None:
        assert estimate_one(**MEASURED, grid_id="AAA", place_year=2022.0)["grid_origin"] == "grid:AAA@2020"

    def test_region_is_tighter_than_a_country(self) -> None:
        assert estimate_one(**MEASURED, grid_id="cloud:west")["grid_sd_log10"] == 0.08

    def test_release_year_where_the_year_of_training_is_unknown(self) -> None:
        found = estimate_one(**MEASURED, grid_id="AAA", release_date=datetime.date(2018, 12, 31))
        assert found["grid_origin"] == "grid:AAA@2018"

    def test_newest_vintage_where_no_year_is_known(self) -> None:
        assert estimate_one(**MEASURED, grid_id="AAA", release_date=None)["grid_origin"] == "grid:AAA@2020"

    def test_unknown_place(self) -> None:
        found = estimate_one(**MEASURED)
        assert (found["grid_median"], found["grid_sd_log10"]) == (300, 0.3)
        assert found["grid_origin"] == "prior:grid-place-unknown"


class TestScenario:
    """What each assumption changes, and what it leaves alone."""

    def test_nothing_set_is_as_published(self) -> None:
        frame = models(MEASURED, HOURS, COMPUTE, {})
        pd.testing.assert_frame_equal(estimate(frame, REFERENCE, Scenario()), estimate(frame, REFERENCE, AS_PUBLISHED))

    @pytest.mark.parametrize("row", [MEASURED | COMPUTE, HOURS | COMPUTE, COMPUTE])
    def test_another_chip_computes_the_run_anew(self, row: Row) -> None:
        found = estimate_one(Scenario(accelerator_id="fast"), **row, system_power_w=300.0)
        assert found["path"] == "compute"
        assert found["chip_hours"] == pytest.approx(1e5)  # 1.8e23 / (1e15 x 0.5 x 3600)
        assert found["energy_mwh"] == pytest.approx(110)  # 1e5 h x 1000 W x 1.1, not the old chip's 300 W
        assert (found["mfu_origin"], found["power_origin"]) == ("prior:mfu-fast", "prior:power-fast")

    def test_another_chip_without_compute_is_missing(self) -> None:
        found = estimate_one(Scenario(accelerator_id="fast"), **MEASURED)
        assert (found["path"], found["reason"]) == ("none", "scenario_needs_compute")

    def test_another_mfu_computes_the_run_anew_on_its_own_chip(self) -> None:
        found = estimate_one(Scenario(mfu=0.25), **MEASURED | COMPUTE)
        assert found["chip_hours"] == pytest.approx(2e6)
        assert (found["mfu_origin"], found["mfu_sd_log10"]) == ("scenario", 0)
        assert found["power_origin"] == "prior:power-chip"

    def test_another_mfu_without_a_chip_is_missing(self) -> None:
        found = estimate_one(Scenario(mfu=0.25), training_compute_flop=1e23)
        assert (found["path"], found["reason"]) == ("none", "scenario_needs_accelerator")

    def test_another_chip_does_not_make_a_distilled_model_computable(self) -> None:
        found = estimate_one(Scenario(accelerator_id="fast"), **HOURS | COMPUTE, lineage="distilled")
        assert (found["path"], found["reason"]) == ("none", "lineage_distilled")

    def test_another_power_goes_from_chip_hours(self) -> None:
        found = estimate_one(Scenario(system_power_w=200), **MEASURED | HOURS)
        assert (found["path"], found["power_origin"]) == ("chip_hours", "scenario")
        assert found["energy_mwh"] == pytest.approx(220)

    def test_another_power_without_chip_hours_is_missing(self) -> None:
        found = estimate_one(Scenario(system_power_w=200), **MEASURED)
        assert (found["path"], found["reason"]) == ("none", "scenario_needs_chip_hours")

    def test_another_pue_rescales_facility_energy(self) -> None:
        found = estimate_one(Scenario(pue=1.5), **MEASURED, pue=1.25)
        assert found["energy_mwh"] == pytest.approx(120)  # 100 x 1.5 / 1.25
        assert (found["pue_median"], found["pue_origin"]) == (1.5, "scenario")
        assert found["energy_sd_log10"] == pytest.approx(0.02)

    def test_the_spread_of_an_assumed_old_pue_remains(self) -> None:
        found = estimate_one(Scenario(pue=1.5), **MEASURED, pue_prior_id="pue-other")
        assert found["energy_mwh"] == pytest.approx(100)  # 1.5 / 1.5
        assert found["energy_sd_log10"] == pytest.approx(math.hypot(0.02, 0.05))

    def test_another_pue_replaces_the_old_one_elsewhere(self) -> None:
        found = estimate_one(Scenario(pue=1.5), **HOURS, pue=1.2)
        assert found["energy_mwh"] == pytest.approx(600)
        assert found["pue_sd_log10"] == 0

    @pytest.mark.parametrize(
        "scenario", [Scenario(grid_id="BBB"), Scenario(year=2018), Scenario(grid_gco2e_per_kwh=0.0)]
    )
    def test_place_and_year_leave_energy_alone(self, scenario: Scenario) -> None:
        frame = models(*({**row, "grid_id": "AAA"} for row in (MEASURED, HOURS, COMPUTE, {})))
        before, after = estimate(frame, REFERENCE), estimate(frame, REFERENCE, scenario)
        columns = [name for name in map(str, before) if name.startswith(("path", "energy", "chip_hours"))]
        columns = [name for name in columns if not name.endswith("_share")]
        pd.testing.assert_frame_equal(before[columns], after[columns])

    def test_another_region_in_the_models_own_year(self) -> None:
        found = estimate_one(Scenario(grid_id="AAA"), **MEASURED, grid_gco2e_per_kwh=1.0, place_year=2018.0)
        assert (found["grid_origin"], found["grid_sd_log10"]) == ("grid:AAA@2018", 0.16)
        assert found["emissions_tco2e"] == pytest.approx(60)

    def test_another_year_at_the_models_own_place(self) -> None:
        found = estimate_one(Scenario(year=2018), **MEASURED, grid_gco2e_per_kwh=1.0, grid_id="AAA", place_year=2020.0)
        assert found["grid_origin"] == "grid:AAA@2018"

    def test_another_year_leaves_an_unknown_place_alone(self) -> None:
        assert estimate_one(Scenario(year=2018), **MEASURED)["grid_origin"] == "prior:grid-place-unknown"
        found = estimate_one(Scenario(year=2018), **MEASURED, grid_gco2e_per_kwh=7.0)
        assert found["grid_origin"] == "fact:grid_gco2e_per_kwh-fact"

    def test_region_and_year_together(self) -> None:
        found = estimate_one(Scenario(grid_id="AAA", year=2018), **MEASURED)
        assert found["grid_origin"] == "grid:AAA@2018"

    def test_given_intensity_goes_before_region_and_is_exact(self) -> None:
        found = estimate_one(Scenario(grid_id="AAA", grid_gco2e_per_kwh=25.0), **MEASURED)
        assert (found["grid_origin"], found["grid_sd_log10"]) == ("scenario", 0)
        assert found["emissions_tco2e"] == pytest.approx(2.5)

    def test_everything_given_leaves_no_spread(self) -> None:
        scenario = Scenario("fast", 0.4, 800.0, 1.3, None, None, 100.0)
        found = estimate_one(scenario, **COMPUTE)
        assert found["emissions_sd_log10"] == 0
        assert found["emissions_low_tco2e"] == found["emissions_tco2e"] == found["emissions_high_tco2e"]


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
        COMPUTE,
        COMPUTE | {"training_compute_flop": math.nan},
        {"training_compute_flop": 1e22},
    ]
    rows[3] = {"active_parameters": 1e9, "training_tokens": 1e9, "accelerator_id": "chip"}
    assert tuple(estimate(models(*rows), REFERENCE)["path"]) == PATHS
    assert np.isfinite(estimate(models(*rows), REFERENCE)["emissions_tco2e"]).all()
