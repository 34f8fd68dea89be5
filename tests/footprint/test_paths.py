"""Chips x time as a path, size and architecture in the MFU, and two paths to one number of hours."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from footprint.estimate import estimate
from footprint.load import load
from footprint.reference import Reference
from footprint.uncertainty import interval
from tests.footprint.tables import ACCELERATORS, COMPUTE, GRIDS, PRIORS, Row, models

MORE = [
    ("compute-third-party", 1.0, 0.11),
    ("compute-speculative", 1.0, 0.3),
    ("mfu-size-chip", 2.0, 0.03),
    ("mfu-ratio-moe", 0.5, 0.09),
]
SHAPED = pd.concat([PRIORS, pd.DataFrame(MORE, columns=PRIORS.columns)], ignore_index=True)
REFERENCE = Reference.from_tables(ACCELERATORS, GRIDS, SHAPED)
TIME: Row = {"chip_count": 100.0, "wall_clock_hours": 50.0, "accelerator_id": "chip"}


def estimate_one(**row: Any) -> pd.Series:
    return estimate(models(row), REFERENCE).iloc[0]


def test_chips_times_time_stands_between_chip_hours_and_compute() -> None:
    estimated = estimate_one(**TIME, training_compute_flop=1.8e23)
    assert (estimated["path"], estimated["chip_hours"], estimated["chip_hours_sd_log10"]) == ("chips_time", 5000, 0.04)
    assert estimated["energy_mwh"] == pytest.approx(5000 * 400 * 1.1 / 1e6)
    assert estimate_one(**TIME, chip_hours=4000.0)["path"] == "chip_hours"


def test_counts_of_a_third_party_are_wider_and_give_way_to_the_authors_compute() -> None:
    third = TIME | {"chip_count_kind": "third_party", "wall_clock_hours_kind": "third_party"}
    assert estimate_one(**third)["chip_hours_sd_log10"] == 0.11
    assert estimate_one(**third, training_compute_flop=1.8e23)["path"] == "compute"
    own = third | {"training_compute_flop": 1.8e23, "training_compute_flop_kind": "third_party"}
    assert estimate_one(**own)["path"] == "chips_time"


def test_up_to_so_many_chips_is_a_bound() -> None:
    estimated = estimate_one(**TIME, chip_count_marks="up_to")
    assert (estimated["chip_hours"], estimated["chip_hours_sd_log10"]) == (pytest.approx(3500), 0.15)


def test_guesses_and_counts_of_others_are_wider() -> None:
    third = COMPUTE | {"training_compute_flop_kind": "third_party"}
    assert estimate_one(**third)["compute_sd_log10"] == 0.11
    guess = estimate_one(**third, training_compute_flop_marks="speculative")
    assert guess["compute_sd_log10"] == 0.3
    assert "guess" in guess["untested"]


def test_larger_models_fill_a_chip_better() -> None:
    # The chip's level is 0.5 at ten billion active parameters, and doubles with a tenfold of them, up to 0.75.
    small = estimate_one(**COMPUTE, active_parameters=1e9)
    assert small["mfu_median"] == pytest.approx(0.25)
    assert small["mfu_sd_log10"] == pytest.approx(np.hypot(0.10, 0.03))
    assert estimate_one(**COMPUTE, active_parameters=1e10)["mfu_median"] == pytest.approx(0.5)
    assert estimate_one(**COMPUTE, active_parameters=1e12)["mfu_median"] == pytest.approx(0.75)


def test_experts_take_more_hours_and_a_wider_range() -> None:
    dense, experts = (estimate_one(**COMPUTE, active_parameters=1e10, architecture=one) for one in ("dense", "moe"))
    assert experts["mfu_median"] == pytest.approx(0.5 * dense["mfu_median"])
    assert experts["mfu_sd_log10"] == pytest.approx(np.hypot(0.10, 0.09))
    assert "architecture" in experts["untested"]


def test_paths_beyond_each_others_ranges_are_explained() -> None:
    dataset = load()
    table = dataset.models.set_index("model_id", drop=False)
    reference = Reference.from_tables(dataset.accelerators, dataset.grids, dataset.priors)
    best = estimate(table, reference)
    blind = estimate(table.assign(chip_hours=np.nan, chip_count=np.nan, energy_mwh=np.nan), reference)
    both = best["path"].isin(["chips_time", "chip_hours"]) & blind["path"].isin(["compute", "parameters_tokens"])
    sds = best["chip_hours_sd_log10"], np.hypot(blind["mfu_sd_log10"], blind["compute_sd_log10"])
    (low, high), (least, most) = (interval(row["chip_hours"], sd) for row, sd in zip((best, blind), sds, strict=True))
    beyond = both & ((pd.Series(low) > most) | (pd.Series(high) < least))
    explained = dataset.overrides.query("action == 'explain_path'")["model_id"]
    assert both.sum() > 200
    assert set(table.index[beyond]) == set(explained)
