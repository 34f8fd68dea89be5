"""Small tables with round numbers, so that every expected figure can be worked out by hand."""

from __future__ import annotations

import datetime
import math
from typing import Any

import pandas as pd

from footprint.estimate import estimate
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario

Row = dict[str, Any]  # what is published of one model

QUANTITIES = (
    "active_parameters",
    "training_tokens",
    "training_compute_flop",
    "chip_hours",
    "chip_count",
    "wall_clock_hours",
    "energy_mwh",
    "emissions_tco2e",
    "system_power_w",
    "pue",
    "grid_gco2e_per_kwh",
)

ACCELERATORS = pd.DataFrame(
    [
        # 1e14 FLOP/s at MFU 0.5 are 1.8e17 FLOP an hour.
        ("chip", 1e14, 0.5, 0.10, "mfu-chip", 400.0, 0.05, "power-chip"),
        ("fast", 1e15, 0.5, 0.20, "mfu-fast", 1000.0, 0.06, "power-fast"),
        ("unrated", 1e14, 0.5, 0.10, "mfu-chip", math.nan, math.nan, ""),
    ],
    columns=[
        "accelerator_id",
        "peak_flop_per_s",
        "mfu",
        "mfu_sd_log10",
        "mfu_prior_id",
        "system_power_w",
        "system_power_sd_log10",
        "power_prior_id",
    ],
)

GRIDS = pd.DataFrame(
    [
        ("AAA", "country", 2018, 600.0, False),
        ("AAA", "country", 2020, 500.0, False),
        ("AAA", "country", 2022, 9999.0, True),
        ("BBB", "country", 2020, 50.0, False),
        ("cloud:west", "site", 2021, 200.0, False),
    ],
    columns=["grid_id", "average_of", "year", "gco2e_per_kwh", "suspect"],
)

PRIORS = pd.DataFrame(
    [
        ("pue-hyperscaler", 1.1, 0.01),
        ("pue-other", 1.5, 0.05),
        ("grid-country", 1.0, 0.16),
        ("grid-region", 1.0, 0.08),
        ("grid-place-unknown", 300.0, 0.3),
        ("flop-6nd", 1.0, 0.05),
        ("measured-power", 1.0, 0.02),
        ("energy-sampled", 1.0, 0.12),
        ("server-over-chip-h100", 1.5, 0.06),
        ("energy-per-flop-2020", 2e-21, 0.25),
        ("energy-per-flop-year", 0.5, 0.0),
        ("embodied-chip-hour", 0.01, 0.3),
        ("chip-time", 1.0, 0.04),
        ("chip-time-third-party", 1.0, 0.11),
        ("chip-time-up-to", 0.7, 0.15),
    ],
    columns=["prior_id", "median", "sd_log10"],
)

# What is published of one run: its energy, its chip-hours, or its compute.
MEASURED: Row = {"energy_mwh": 100.0, "energy_boundary": "facility", "energy_basis": "measured"}
HOURS: Row = {"chip_hours": 1e6, "accelerator_id": "chip"}
COMPUTE: Row = {"training_compute_flop": 1.8e23, "accelerator_id": "chip"}  # 1e6 hours of the chip

REFERENCE = Reference.from_tables(ACCELERATORS, GRIDS, PRIORS)


def models(*rows: Row) -> pd.DataFrame:
    """Rows of the wide models table; what a row leaves out is missing, figures carry a fact id and a kind."""
    complete = []
    for place, row in enumerate(rows):
        base: Row = {
            "model_id": f"model-{place}",
            "release_date": datetime.date(2020, 1, 1),
            "lineage": "from_scratch",
            "domain": "language",
            "architecture": "dense",
            "training_compute_flop_marks": "",
            "chip_count_marks": "",
            "wall_clock_hours_marks": "",
            "encoder_decoder": False,
            "pue_prior_id": "pue-hyperscaler",
            "accelerator_id": "",
            "grid_id": "",
            "place_year": math.nan,
            "place_average_of": "",
            "energy_boundary": "",
            "energy_basis": "",
        }
        for quantity in QUANTITIES:
            base[quantity] = math.nan
            base[f"{quantity}_fact_id"] = f"{quantity}-fact" if quantity in row else ""
            base[f"{quantity}_kind"] = "reported" if quantity in row else ""
        complete.append(base | row)
    return pd.DataFrame(complete).set_index("model_id")


def estimate_one(scenario: Scenario = AS_PUBLISHED, **row: Any) -> pd.Series:
    """Estimate of one model from the figures given."""
    return estimate(models(row), REFERENCE, scenario).iloc[0]
