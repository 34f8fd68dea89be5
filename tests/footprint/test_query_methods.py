"""The token regression of EcoLogits, and the test of both computed methods against measurements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import load
from footprint.errors import InputError
from footprint.query_backtest import ALL, METHODS, accuracies, measured
from footprint.token_regression import Coefficients, energy_per_query_wh, gpu_wh_per_token, gpus

DATASET = load.load()
KNOWN = Coefficients.from_table(DATASET.inference)


def test_gpus_that_hold_a_model() -> None:
    # 1.2 x 2 bytes: 8 billion parameters need 19 GB, 70 billion 168 GB, 405 billion 972 GB of 80 GB each.
    assert [gpus(size * 1e9, KNOWN) for size in (8, 70, 405)] == [1, 4, 16]


def test_eight_billion_parameters_as_compar_ia_prints_them() -> None:
    # ComparIA, after EcoLogits 0.9: 85 Wh per million tokens of an 8B model, PUE of the providers 1.09 to 1.20.
    low, high = (energy_per_query_wh(8e9, 8e9, 1e6, 64, pue, KNOWN) for pue in (1.09, 1.20))
    assert low < 85 < high


def test_gpu_energy_by_hand() -> None:
    # 4 GPUs x (1.1665e-6 x e^(-0.011206 x 64) x 70 + 4.0529e-5) Wh = 4 x 8.0387e-5 Wh
    assert gpu_wh_per_token(70e9, 70e9, 64, KNOWN) == pytest.approx(4 * 8.0387e-5, rel=1e-4)


def test_without_the_server_only_gpus_and_pue_are_left() -> None:
    bare = replace(KNOWN, server_power_non_gpu=0.0)
    assert energy_per_query_wh(70e9, 70e9, 400, 64, 1.2, bare) == pytest.approx(
        1.2 * 400 * gpu_wh_per_token(70e9, 70e9, 64, bare)
    )


@given(active=st.floats(1e8, 1e12), batch=st.floats(1, 512), more=st.floats(1.01, 4))
def test_more_parameters_cost_more_and_larger_batches_less(active: float, batch: float, more: float) -> None:
    here = energy_per_query_wh(1e12, active, 100, batch, 1.1, KNOWN)
    assert energy_per_query_wh(1e12, active * more, 100, batch, 1.1, KNOWN) > here
    assert gpu_wh_per_token(1e12, active, batch * more, KNOWN) <= gpu_wh_per_token(1e12, active, batch, KNOWN)


@pytest.mark.parametrize("field", ["parameters", "active_parameters", "output_tokens", "batch", "pue"])
def test_impossible_inputs_are_refused(field: str) -> None:
    inputs = {"parameters": 1e9, "active_parameters": 1e9, "output_tokens": 1.0, "batch": 64.0, "pue": 1.1, field: 0.0}
    with pytest.raises(InputError) as caught:
        energy_per_query_wh(**inputs, known=KNOWN)
    assert caught.value.field == field


def test_measured_configurations_carry_what_the_methods_need() -> None:
    rows = measured(DATASET)
    assert len(rows) > 50
    assert rows["model_id"].nunique() == 8
    assert not rows.isna().any().any()


def test_first_principles_for_llama_70b_by_hand() -> None:
    # 2 x 70e9 FLOP / (0.1 x 989.4e12 FLOP/s) x 700 W = 0.99 J; the leaderboard measured 0.80 J with 64 together.
    rows = measured(DATASET).set_index("item_id")
    row = rows.loc["mlenergy-llama-3.1-70b-instruct-h100-bs64"]
    assert row["first_principles"] == pytest.approx(0.9905, abs=1e-3)
    assert row["measured"] == 0.797


def test_accuracies_of_each_method_on_each_chip() -> None:
    found = {(row.method, row.accelerator_id): row for row in accuracies(DATASET)}
    assert {method for method, _ in found} == set(METHODS)
    for method in METHODS:
        of_chips = [found[method, chip].n for chip in ("h100-sxm5", "b200")]
        assert sum(of_chips) == found[method, ALL].n
    assert all(1 <= row.median_factor <= row.worst for row in found.values())


def test_knowing_the_batch_helps_the_regression() -> None:
    found = {(row.method, row.accelerator_id): row for row in accuracies(DATASET)}
    assert found["regression_true_batch", ALL].sd_log10 < found["regression", ALL].sd_log10
