"""Estimates outside the tested domain are flagged."""

from __future__ import annotations

import numpy as np
import pytest

from footprint.backtest_rows import runs
from footprint.domain import FLAGS, TESTED_FLOP, UNMEASURED_POWER, UNTESTED_MFU
from footprint.estimate import estimate
from footprint.load import load
from footprint.reference import Reference
from footprint.scenario import AS_PUBLISHED, Scenario
from tests.footprint.tables import estimate_one

DATASET = load()
MODELS = DATASET.models.set_index("model_id")
REFERENCE = Reference.from_tables(DATASET.accelerators, DATASET.grids, DATASET.priors)


def untested(model_id: str, scenario: Scenario = AS_PUBLISHED) -> str:
    return str(estimate(MODELS.loc[[model_id]], REFERENCE, scenario)["untested"].iloc[0])


def test_bounds_of_compute_are_those_of_the_tested_runs() -> None:
    table = runs(DATASET)
    tested = table[table["chip_hours"].notna() & ~table["distill"]]["training_compute_flop"]
    smallest, largest = float(tested.min()), float(tested.max())
    assert TESTED_FLOP[0] <= smallest < TESTED_FLOP[0] * 1.1
    assert largest <= TESTED_FLOP[1] < largest * 1.1


def test_every_distribution_named_here_exists() -> None:
    assert {f"prior:{name}" for name in DATASET.priors["prior_id"]} >= {*UNTESTED_MFU, UNMEASURED_POWER}


@pytest.mark.parametrize(
    ("model_id", "flags"),
    [
        ("gpt-3-175b", ""),  # measured energy
        ("llama-3.1-405b", ""),  # chip-hours on a tested chip
        ("gpt-2-1.5b", "guess"),  # a third party's compute on a TPU v3
        ("opt-175b", ""),
        ("inception-v3", "path"),
        ("alexnet", "accelerator"),  # chips x time on a chip without measured power
        ("alphafold-2", ""),  # chips x time
        ("grok-3", ""),  # chips x time of a third party
        ("dropout-cifar", "domain compute accelerator architecture"),
        ("glm-5", "accelerator architecture"),
    ],
)
def test_known_models(model_id: str, flags: str) -> None:
    assert untested(model_id) == flags


def test_energy_from_compute_and_date_alone_is_flagged() -> None:
    found = estimate(MODELS, REFERENCE)
    assert set(found.loc[found["path"] == "compute_year", "untested"]) == {"path", "path guess"}
    assert set(found.loc[found["path"].isin(("none", "reported_energy")), "untested"]) == {""}


def test_a_chip_of_the_reader_is_judged_like_the_model_s_own() -> None:
    assert untested("gpt-3-175b", Scenario(accelerator_id="h100-sxm5")) == ""
    assert untested("gpt-3-175b", Scenario(accelerator_id="gb300")) == "accelerator"
    assert untested("gpt-3-175b", Scenario(accelerator_id="gb300", mfu=0.4, system_power_w=1400.0)) == ""


@pytest.mark.parametrize("compute", [*np.geomspace(1e17, 1e19, 4, endpoint=False), 1e26])
def test_compute_beyond_the_tested_runs(compute: float) -> None:
    assert estimate_one(accelerator_id="chip", training_compute_flop=compute)["untested"] == "compute"


def test_flags_are_the_documented_ones() -> None:
    found = estimate(MODELS, REFERENCE)["untested"]
    assert {flag for flags in found for flag in flags.split()} == set(FLAGS)
