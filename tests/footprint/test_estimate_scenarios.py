"""Grids and scenarios: which intensity applies, and what each assumption changes, on tables with round numbers."""

from __future__ import annotations

import datetime
import math

import pandas as pd
import pytest

from footprint.estimate import estimate
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.footprint.tables import COMPUTE, HOURS, MEASURED, REFERENCE, Row, estimate_one, models


class TestGrid:
    """Which intensity an energy is multiplied by."""

    def test_own_figure_of_a_site_is_exact(self) -> None:
        found = estimate_one(**MEASURED, grid_gco2e_per_kwh=123.0, grid_id="cloud:west", place_average_of="site")
        assert (found["grid_median"], found["grid_sd_log10"]) == (123, 0)

    def test_own_figure_of_a_country_stands_for_an_unknown_site(self) -> None:
        found = estimate_one(**MEASURED, grid_gco2e_per_kwh=123.0, grid_id="AAA", place_average_of="country")
        assert (found["grid_median"], found["grid_sd_log10"]) == (123, 0.16)

    @pytest.mark.parametrize(("year", "vintage", "value"), [(2018, 2018, 600), (2020, 2020, 500), (2010, 2018, 600)])
    def test_place_and_year(self, year: int, vintage: int, value: float) -> None:
        found = estimate_one(**MEASURED, grid_id="AAA", place_year=float(year), place_average_of="country")
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
        assert (found["path"], found["reason"]) == ("none", "scenario_not_computable")
        unknown = estimate_one(Scenario(accelerator_id="fast"), **COMPUTE, lineage="distilled")
        assert (unknown["path"], unknown["reason"]) == ("none", "lineage_distilled")

    @pytest.mark.parametrize("scenario", [Scenario(mfu=0.25), Scenario(system_power_w=200.0)])
    def test_what_cannot_be_computed_anew_says_that_the_scenario_takes_its_estimate_away(
        self, scenario: Scenario
    ) -> None:
        project = MEASURED | {"lineage": "project"}
        assert estimate_one(**project)["path"] == "reported_energy"
        found = estimate_one(scenario, **project)
        assert (found["path"], found["reason"]) == ("none", "scenario_not_computable")

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
