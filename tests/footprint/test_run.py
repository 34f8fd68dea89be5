"""A run of the reader's own by name: the best path, its ranges, and what did not enter."""

from __future__ import annotations

import math
from typing import Any

import pytest

import footprint
from footprint.errors import InputError
from footprint.run import OF_ENERGY, Spread, estimate_run

DENSE: dict[str, Any] = {"parameters": 7e9, "tokens": 2e12, "hardware": "A100"}


def test_it_is_the_packages_own_name() -> None:
    assert footprint.estimate_run is estimate_run
    with pytest.raises(AttributeError):
        _ = footprint.nothing


def test_parameters_and_tokens_become_hours() -> None:
    # 6 x 7e9 x 2e12 = 8.4e22 FLOP / (312e12 x 0.3294 x 1.0933^log10(0.7) x 3600) = 230,190 h; Llama 2 7B: 184,320.
    estimated = estimate_run(**DENSE)
    assert (estimated.path, estimated.hours_path, estimated.unused) == ("parameters_tokens", "parameters_tokens", ())
    assert estimated.chip_hours is not None
    assert estimated.chip_hours.median == pytest.approx(230_190, rel=1e-3)
    assert estimated.chip_hours.low < 184_320 < estimated.chip_hours.high
    assert estimated.chip_hours.low50 > estimated.chip_hours.low


def test_a_mixture_of_experts_computes_with_its_active_parameters_and_says_so() -> None:
    # DeepSeek-V2: 172.8 thousand H800-hours a trillion tokens, of which there were 8.1.
    run: dict[str, Any] = {
        "parameters": 236e9,
        "active_parameters": 21e9,
        "tokens": 8.1e12,
        "hardware": "H800",
        "architecture": "moe",
    }
    estimated, dense = estimate_run(**run), estimate_run(**run | {"architecture": "dense"})
    assert estimated.untested == ("architecture",)
    assert estimated.unused == ("parameters",)
    assert estimated.chip_hours is not None
    assert dense.chip_hours is not None
    assert estimated.chip_hours.low < 1_399_680 < estimated.chip_hours.high
    assert estimated.chip_hours.median > dense.chip_hours.median
    assert estimated.chip_hours.high / estimated.chip_hours.low > dense.chip_hours.high / dense.chip_hours.low
    without = {name: value for name, value in run.items() if name != "active_parameters"}
    assert estimate_run(**without).path == "none"


def test_an_encoder_decoder_passes_half_of_its_weights() -> None:
    estimated, dense = estimate_run(**DENSE, architecture="encoder-decoder"), estimate_run(**DENSE)
    assert estimated.chip_hours is not None
    assert dense.chip_hours is not None
    assert estimated.chip_hours.median == pytest.approx(0.5 * dense.chip_hours.median / 1.0187, rel=1e-2)


def test_chips_and_time_go_before_compute() -> None:
    estimated = estimate_run(**DENSE, chips=64, wall_clock_hours=96)
    assert (estimated.path, estimated.hours_path) == ("chips_time", "chips_time")
    assert estimated.chip_hours == Spread.of(6144, 0.04)
    assert estimated.unused == ("parameters", "tokens")
    hours = estimate_run(chip_hours=6000, chips=64, wall_clock_hours=96, hardware="A100")
    assert hours.chip_hours == Spread.of(6000, 0.0)
    assert hours.unused == ("chips", "wall_clock_hours")


def test_a_measured_energy_leaves_the_hours_to_their_own_path() -> None:
    estimated = estimate_run(**DENSE, energy_mwh=100, energy_boundary="facility", pue=1.1, region="FRA", year=2023)
    assert (estimated.path, estimated.hours_path) == ("reported_energy", "parameters_tokens")
    assert estimated.energy_mwh is not None
    assert estimated.energy_mwh.median == 100
    assert estimated.unused == ("pue",)
    servers = estimate_run(energy_mwh=100, energy_boundary="it", pue=1.1)
    assert servers.energy_mwh is not None
    assert servers.energy_mwh.median == pytest.approx(110)
    assert servers.chip_hours is None


def test_hours_alone_need_no_accelerator() -> None:
    assert estimate_run(chip_hours=50).chip_hours == Spread.of(50, 0.0)
    assert estimate_run(chip_hours=50).energy_mwh is None
    assert estimate_run(chips=5, wall_clock_hours=10).chip_hours == Spread.of(50, 0.04)


def test_a_model_of_the_data_set() -> None:
    estimated = estimate_run(model="bert-large")
    assert estimated.path == "chips_time"
    assert estimated.unused == ()


@pytest.mark.parametrize(
    ("field", "run"),
    [
        ("model", {"model": "nothing"}),
        ("tokens", {"model": "bert-large", "tokens": 1e9}),
        ("hardware", DENSE | {"hardware": "abacus"}),
        ("region", DENSE | {"region": "Atlantis"}),
        ("architecture", DENSE | {"architecture": "gothic"}),
        ("task", DENSE | {"task": "knitting"}),
        ("energy_boundary", {"energy_mwh": 1, "energy_boundary": "garden"}),
        ("year", DENSE | {"year": 3000}),
        ("training_tokens", DENSE | {"tokens": -1.0}),
        ("pue", DENSE | {"pue": 0.5}),
    ],
)
def test_what_is_impossible_is_refused_by_name(field: str, run: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        estimate_run(**run)
    assert caught.value.field == field


def test_every_path_says_what_it_uses() -> None:
    assert set(OF_ENERGY) <= {"reported_energy", "chip_hours", "chips_time", "parameters_tokens", "compute_year"}
    assert Spread.of(math.nan, 0.1) is None
