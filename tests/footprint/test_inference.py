"""Energy per query, deployments, break-even."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.errors import InputError
from footprint.inference import (
    break_even_days,
    cumulative_energy_mwh,
    energy_per_query_wh,
    inference_share,
    published_wh_per_use,
    queries_for_share,
)

POSITIVE = st.floats(1e-3, 1e9)
QUERY = {
    "active_parameters": 100e9,
    "input_tokens": 0.0,
    "output_tokens": 500.0,
    "peak_flop_per_s": 989e12,
    "system_power_w": 1275 * 0.7,
    "utilization": 0.1,
    "pue": 1.2,
}


def test_gpt_4o_query_of_epoch() -> None:
    # You 2025 (Epoch AI): 500 output tokens x 2 x 100e9 active parameters = 1e14 FLOP; an H100 at 10 % of 989
    # TFLOP/s takes 1.011 s; x 1,275 W x 70 % x PUE 1.2 = 1,083 J = 0.3008 Wh, printed as 0.3 Wh.
    assert energy_per_query_wh(**QUERY) == pytest.approx(0.3008, abs=0.0005)


def test_energy_of_a_use_as_published() -> None:
    # Luccioni et al. 2024, Table 2: 0.002 kWh for 1,000 texts = 0.002 Wh a text. A minute of speech at 1 J a second
    # is 60 J = 1/60 Wh.
    assert published_wh_per_use(0.002, "kWh", "energy_per_1000_inferences") == pytest.approx(0.002)
    assert published_wh_per_use(1.0, "J", "energy_per_audio_second") == pytest.approx(1 / 60)
    assert published_wh_per_use(0.24, "Wh", "energy_per_prompt") == 0.24
    with pytest.raises(InputError):
        published_wh_per_use(0.03, "gCO2e", "emissions_per_prompt")


def test_a_year_of_queries() -> None:
    # 0.3 Wh x 10 million a day x 365 days = 1,095 MWh; 1,095 MWh of training is overtaken on day 365.
    assert cumulative_energy_mwh(0.3, 10e6, 365) == pytest.approx(1095)
    assert break_even_days(1095, 0.3, 10e6) == pytest.approx(365)


def test_share_at_break_even_is_half() -> None:
    assert inference_share(1095, 1095) == 0.5
    assert queries_for_share(0.5, 1095, 0.3) == pytest.approx(10e6 * 365)


def test_google_60_percent_needs_one_and_a_half_times_training() -> None:
    # 0.6 / 0.4 = 1.5: 1,000 MWh of training and 1 Wh a query need 1.5e9 queries.
    assert queries_for_share(0.6, 1000, 1) == pytest.approx(1.5e9)


@given(training=POSITIVE, wh=POSITIVE, share=st.floats(0.01, 0.99))
def test_queries_for_share_reach_that_share(training: float, wh: float, share: float) -> None:
    queries = queries_for_share(share, training, wh)
    assert inference_share(training, cumulative_energy_mwh(wh, queries, 1)) == pytest.approx(share)


@given(tokens=st.floats(0, 1e6), more=st.floats(1, 1e6), side=st.sampled_from(["input_tokens", "output_tokens"]))
def test_more_tokens_never_cost_less(tokens: float, more: float, side: str) -> None:
    other = "output_tokens" if side == "input_tokens" else "input_tokens"
    few = energy_per_query_wh(**{**QUERY, other: 1.0, side: tokens})
    many = energy_per_query_wh(**{**QUERY, other: 1.0, side: tokens + more})
    assert many > few


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("active_parameters", 0.0),
        ("input_tokens", -1.0),
        ("output_tokens", -1.0),
        ("peak_flop_per_s", float("nan")),
        ("system_power_w", 0.0),
        ("utilization", 1.5),
        ("pue", 0.9),
    ],
)
def test_query_refuses(field: str, bad: float) -> None:
    with pytest.raises(InputError) as caught:
        energy_per_query_wh(**{**QUERY, field: bad})
    assert caught.value.field == field


def test_a_query_without_tokens_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        energy_per_query_wh(**{**QUERY, "output_tokens": 0.0})
    assert caught.value.field == "tokens"


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, 1.1, float("nan")])
def test_share_must_lie_between_zero_and_one(share: float) -> None:
    with pytest.raises(InputError) as caught:
        queries_for_share(share, 1.0, 1.0)
    assert caught.value.field == "share"


@pytest.mark.parametrize("field", ["training_mwh", "wh_per_query", "queries_per_day"])
def test_break_even_refuses_zero(field: str) -> None:
    with pytest.raises(InputError) as caught:
        break_even_days(**{"training_mwh": 1.0, "wh_per_query": 1.0, "queries_per_day": 1.0, field: 0.0})
    assert caught.value.field == field
